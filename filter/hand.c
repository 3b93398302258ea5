#include "hand.h"
#include "array.h"
#include "buffer.h"
#include "sentence.h"
#include "utf8.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* A text without its white space, and where each byte of it stands. */
struct ink {
    struct buffer bytes;
    ARRAY(struct place) places; /* [byte], and the text's end */
    size_t done;                /* bytes that have their row */
};
typedef ARRAY(struct row) row_list;

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

static void cell_ink(struct buffer *out, const char *cell, size_t length) {
    for (size_t at = 0; at < length;)
        add_ink(out, cell, length, &at);
}

/* Where the cell is in what is left; SIZE_MAX if nowhere. */
static size_t find_cell(const struct ink *ink, const struct buffer *cell) {
    if (!cell->length)
        return ink->done;
    const char *left = buffer_text(&ink->bytes) + ink->done;
    const char *found = memmem(left, ink->bytes.length - ink->done, cell->data, cell->length);
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

static struct range range_of(const struct ink *ink, size_t from, size_t to) {
    return (struct range){ink->places.at[from], ink->places.at[to]};
}

/* What stands before the places and is in no row yet. */
static void add_gap(row_list *rows, struct ink inks[2], const size_t found[2]) {
    if (found[0] > inks[0].done || found[1] > inks[1].done)
        array_push(rows, ((struct row){{range_of(&inks[0], inks[0].done, found[0]),
                                        range_of(&inks[1], inks[1].done, found[1])},
                                       0}));
    for (int s = 0; s < 2; s++)
        inks[s].done = found[s];
}

/* Adds the table's row if both of its cells are still there, after the rows before. */
static bool add_row(row_list *rows, struct ink inks[2], const struct text sides[2], const struct buffer cells[2]) {
    size_t found[2], starts[2];
    for (int s = 0; s < 2; s++) {
        found[s] = find_cell(&inks[s], &cells[s]);
        if (found[s] == SIZE_MAX)
            return false;
        starts[s] = cells[s].length ? start_of(&inks[s], &sides[s], found[s]) : found[s];
    }
    add_gap(rows, inks, starts);
    for (int s = 0; s < 2; s++)
        inks[s].done = found[s] + cells[s].length;
    array_push(rows, ((struct row){{range_of(&inks[0], starts[0], inks[0].done),
                                    range_of(&inks[1], starts[1], inks[1].done)},
                                   1}));
    return true;
}

static void take_line(row_list *rows, struct ink inks[2], const struct text sides[2], char *line, const char *path,
                      long number, size_t *missed, struct error *error) {
    char *tab = strchr(line, '\t');
    struct buffer cells[2] = {{0}, {0}};
    line[strcspn(line, "\r\n")] = 0;
    if (!*line)
        return;
    if (!tab || strchr(tab + 1, '\t')) {
        error_set(error, EX_DATAERR, path, number, "a row is left TAB right; write it so");
        return;
    }
    cell_ink(&cells[0], line, (size_t)(tab - line));
    cell_ink(&cells[1], tab + 1, strlen(tab + 1));
    *missed += (cells[0].length || cells[1].length) && !add_row(rows, inks, sides, cells);
    buffer_free(&cells[0]);
    buffer_free(&cells[1]);
}

int hand_rows(struct alignment *alignment, const struct text sides[2], const char *path, size_t *missed,
              struct error *error) {
    struct ink inks[2] = {{.done = 0}, {.done = 0}};
    row_list rows = {0};
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    *missed = 0;
    if (!file)
        return error_set(error, EX_NOINPUT, path, 0, "cannot read the rows: %s", strerror(errno));
    for (int s = 0; s < 2; s++)
        read_ink(&inks[s], &sides[s]);
    for (long number = 1; getline(&line, &room, file) > 0 && !error->status; number++)
        take_line(&rows, inks, sides, line, path, number, missed, error);
    const size_t ends[2] = {inks[0].bytes.length, inks[1].bytes.length};
    add_gap(&rows, inks, ends);
    *alignment = (struct alignment){.rows = rows.at, .count = rows.count, .by_hand = true};
    free(line);
    fclose(file);
    for (int s = 0; s < 2; s++) {
        buffer_free(&inks[s].bytes);
        array_free(&inks[s].places);
    }
    return error->status;
}
