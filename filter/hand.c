#include "hand.h"
#include "array.h"
#include "buffer.h"
#include "sentence.h"
#include "utf8.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A text without its white space, and where each byte of it stands. */
struct ink {
    struct buffer bytes;
    ARRAY(struct place) places; /* [byte], and the text's end */
    size_t done;                /* bytes that have their row */
    size_t seen;                /* bytes that the table's lines have passed */
};
struct mending {
    const struct text *sides;
    const struct alignment *found;
    struct ink inks[2];
    size_t next; /* of the found rows: those before are done with */
    ARRAY(struct row) rows;
};

static void add_ink(struct buffer *out, const char *text, size_t length, size_t *offset) {
    for (size_t at = *offset; at < length; at = *offset) {
        bool space = utf8_is_space(utf8_next(text, length, offset));
        if (!space) {
            buffer_add(out, text + at, *offset - at);
            return;
        }
    }
}

static void read_ink(struct ink *ink, const struct text *text) {
    for (size_t b = 0; b < text->count; b++)
        for (size_t at = 0, before; at < text->blocks[b].length;) {
            before = ink->bytes.length;
            add_ink(&ink->bytes, text->blocks[b].text, text->blocks[b].length, &at);
            for (size_t i = before; i < ink->bytes.length; i++)
                array_push(&ink->places, ((struct place){b, at - (ink->bytes.length - i)}));
        }
    array_push(&ink->places, ((struct place){text->count, 0}));
}

static void read_inks(struct ink inks[2], const struct text sides[2]) {
    for (int s = 0; s < 2; s++)
        read_ink(&inks[s], &sides[s]);
}

static void clear_inks(struct ink inks[2]) {
    for (int s = 0; s < 2; s++) {
        buffer_free(&inks[s].bytes);
        array_free(&inks[s].places);
    }
}

static void cell_ink(struct buffer *out, const char *cell, size_t length) {
    for (size_t at = 0; at < length;)
        add_ink(out, cell, length, &at);
}

/* Where the cell is in what is left; SIZE_MAX if nowhere. */
static size_t find_cell(const struct ink *ink, const struct buffer *cell) {
    const char *left = buffer_text(&ink->bytes) + ink->seen;
    const char *found = memmem(left, ink->bytes.length - ink->seen, cell->data, cell->length);
    return found ? (size_t)(found - buffer_text(&ink->bytes)) : SIZE_MAX;
}

/* Where the row of a cell starts: at the marker of a list's item right before it, which tables leave out, or at it. */
static size_t start_of(const struct ink *ink, const struct text *text, size_t found) {
    enum { LONGEST_MARKER = 6 };
    size_t from = found > ink->done + LONGEST_MARKER ? found - LONGEST_MARKER : ink->done;
    for (size_t start = from; start < found; start++) {
        struct place at = ink->places.at[start], to = ink->places.at[found];
        if (at.block != to.block || at.block >= text->count)
            continue;
        const struct block *block = &text->blocks[at.block];
        size_t marker = sentence_enumerator(block->text + at.offset, block->length - at.offset);
        bool begins = !at.offset || utf8_is_space((unsigned char)block->text[at.offset - 1]);
        if (begins && marker && at.offset + marker <= to.offset && to.offset - at.offset - marker <= 2)
            return start;
    }
    return found;
}

/* The first byte of the ink that is not before the place. */
static size_t ink_at(const struct ink *ink, struct place place) {
    size_t low = 0, high = ink->places.count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (place_compare(ink->places.at[middle], place) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where an empty cell is: before what was found to answer the place `at` of the other side, or after it where that starts
 * earlier. */
static size_t find_empty(const struct mending *m, int side, size_t at) {
    const struct ink *ink = &m->inks[side], *other = &m->inks[!side];
    size_t place = ink->seen;
    for (size_t r = m->next; r < m->found->count; r++) {
        const struct row *row = &m->found->rows[r];
        size_t start = ink_at(other, row->side[!side].start);
        if (start > at)
            break;
        place = ink_at(ink, start == at ? row->side[side].start : row->side[side].end);
    }
    return place > ink->seen ? place : ink->seen;
}

static void add_row(struct mending *m, const size_t from[2], const size_t to[2], double score,
                    enum correction_kind kind) {
    struct row row = {.score = score, .by_hand = kind == CORRECTION_HAND, .left_out = kind == CORRECTION_DROP};
    for (int s = 0; s < 2; s++)
        row.side[s] = (struct range){m->inks[s].places.at[from[s]], m->inks[s].places.at[to[s]]};
    array_push(&m->rows, row);
}

/* Adds what of the found row has no row yet and lies before `ends`.  Returns whether it goes beyond, on both sides. */
static bool add_found(struct mending *m, const struct row *found, const size_t ends[2]) {
    size_t from[2], to[2];
    bool whole = true, beyond = true;
    for (int s = 0; s < 2; s++) {
        const struct ink *ink = &m->inks[s];
        size_t start = ink_at(ink, found->side[s].start), end = ink_at(ink, found->side[s].end);
        to[s] = end < ends[s] ? end : ends[s];
        from[s] = start > ink->done ? start : ink->done;
        from[s] = from[s] < to[s] ? from[s] : to[s];
        whole = whole && from[s] == start && to[s] == end;
        beyond = beyond && end > ends[s];
    }
    if (from[0] < to[0] || from[1] < to[1])
        add_row(m, from, to, whole ? found->score : 0, CORRECTION_FOUND);
    return beyond;
}

/* The found rows of what has no row yet, up to the places.  The next gap starts with the row that went beyond this one on
 * both sides, or with those before it that did on one: no row reaches over another. */
static void add_gap(struct mending *m, const size_t ends[2]) {
    size_t row = m->next;
    while (row < m->found->count && !add_found(m, &m->found->rows[row], ends))
        row++;
    for (int s = 0; s < 2; s++)
        m->inks[s].done = ends[s];
    while (m->next < row && ink_at(&m->inks[0], m->found->rows[m->next].side[0].end) <= ends[0] &&
           ink_at(&m->inks[1], m->found->rows[m->next].side[1].end) <= ends[1])
        m->next++;
}

/* Takes the row if both of its cells are still there, after the rows before. */
static bool take_row(struct mending *m, const struct buffer cells[2], enum correction_kind kind) {
    size_t starts[2] = {0, 0}, ends[2];
    for (int s = 0; s < 2; s++)
        if (cells[s].length && (starts[s] = find_cell(&m->inks[s], &cells[s])) == SIZE_MAX)
            return false;
    for (int s = 0; s < 2; s++) {
        if (!cells[s].length)
            starts[s] = find_empty(m, s, starts[!s]);
        ends[s] = starts[s] + cells[s].length;
    }
    for (int s = 0; s < 2; s++)
        m->inks[s].seen = ends[s];
    if (kind == CORRECTION_FOUND)
        return true;
    for (int s = 0; s < 2; s++)
        starts[s] = cells[s].length ? start_of(&m->inks[s], &m->sides[s], starts[s]) : starts[s];
    add_gap(m, starts);
    for (int s = 0; s < 2; s++)
        m->inks[s].done = ends[s];
    add_row(m, starts, ends, 1, kind);
    return true;
}

/* The text of the blocks whose numbers the cell has. */
static void blocks_ink(struct buffer *out, const struct text *text, const char *cell) {
    for (const char *at = cell + strcspn(cell, "0123456789"); *at; at += strcspn(at, "0123456789")) {
        char *end;
        size_t number = strtoul(at, &end, 10);
        for (size_t b = 0; b < text->count; b++)
            if (text->blocks[b].number == number)
                cell_ink(out, text->blocks[b].text, text->blocks[b].length);
        at = end;
    }
}

/* What a line has for each side; nothing where it is no row, or had its turn. */
static void line_ink(struct buffer cells[2], const struct mending *m, const struct correction *line) {
    bool row = !line->taken && line->kind != CORRECTION_KEEP && line->kind != CORRECTION_POST;
    for (int s = 0; s < 2 && row; s++)
        if (line->kind == CORRECTION_BEAD)
            blocks_ink(&cells[s], &m->sides[s], line->cell[s]);
        else
            cell_ink(&cells[s], line->cell[s], strlen(line->cell[s]));
}

/* Lays the lines over what was found, as far as they are there. */
static void take_lines(struct mending *m, struct correction *lines, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct buffer cells[2] = {{0}, {0}};
        line_ink(cells, m, &lines[i]);
        if (cells[0].length || cells[1].length)
            lines[i].taken = take_row(m, cells, lines[i].kind == CORRECTION_BEAD ? CORRECTION_HAND : lines[i].kind);
        buffer_free(&cells[0]);
        buffer_free(&cells[1]);
    }
}

static struct alignment lay_over(const struct alignment *found, const struct text sides[2], struct correction *lines, size_t count) {
    struct mending m = {.sides = sides, .found = found};
    read_inks(m.inks, sides);
    take_lines(&m, lines, count);
    const size_t ends[2] = {m.inks[0].bytes.length, m.inks[1].bytes.length};
    add_gap(&m, ends);
    clear_inks(m.inks);
    return (struct alignment){.rows = m.rows.at, .count = m.rows.count};
}

void hand_rows(struct alignment *alignment, const struct text sides[2], struct correction *lines, size_t count) {
    struct alignment mended = lay_over(alignment, sides, lines, count);
    memory_free(alignment->rows);
    alignment->rows = mended.rows;
    alignment->count = mended.count;
}

size_t hand_agreed(const struct alignment *found, const struct alignment *mended, const struct text sides[2]) {
    struct ink inks[2] = {{.done = 0}, {.done = 0}};
    size_t agreed = 0, at = 0;
    read_inks(inks, sides);
    for (size_t i = 0; i < mended->count; i++) {
        const struct row *row = &mended->rows[i];
        bool same = row->by_hand;
        while (same && at < found->count && place_compare(found->rows[at].side[0].end, row->side[0].start) <= 0 &&
               place_compare(found->rows[at].side[1].end, row->side[1].start) <= 0)
            at++;
        for (int s = 0; s < 2 && same; s++)
            same = at < found->count &&
                   ink_at(&inks[s], found->rows[at].side[s].start) == ink_at(&inks[s], row->side[s].start) &&
                   ink_at(&inks[s], found->rows[at].side[s].end) == ink_at(&inks[s], row->side[s].end);
        agreed += same;
    }
    clear_inks(inks);
    return agreed;
}
