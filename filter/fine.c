#include "fine.h"
#include "array.h"
#include "beads.h"
#include <stdbool.h>

/* The sentences of one side, cut where rows end; [row] its first one, their number last. */
struct sentences {
    struct units units;
    size_t *first;
};
typedef ARRAY(struct stretch) stretches;
typedef ARRAY(struct row) row_list;

/* Adds the sentences in a span of a block; text between or without sentences goes to the one before. */
static void add_sentences(stretches *found, const struct text *text, size_t b, struct span span) {
    const struct block *block = &text->blocks[b];
    size_t start = span.start;
    for (size_t s = 0; s < block->sentence_count; s++) {
        size_t next = block->sentences[s].start;
        if (next <= start || next >= span.end)
            continue;
        array_push(found, ((struct stretch){b, {start, next}}));
        start = next;
    }
    if (start < span.end)
        array_push(found, ((struct stretch){b, {start, span.end}}));
}

static struct sentences sentences_of(const struct text *text, const struct alignment *rows, int side) {
    stretches found = {0};
    struct sentences sentences = {.first = memory_resize_array(NULL, rows->count + 1, sizeof(size_t))};
    for (size_t r = 0; r < rows->count; r++) {
        struct range range = rows->rows[r].side[side];
        sentences.first[r] = found.count;
        for (size_t b = range.start.block; b < text->count && b <= range.end.block; b++) {
            struct span span = range_span(text, range, b);
            if (span.start < span.end)
                add_sentences(&found, text, b, span);
        }
    }
    sentences.first[rows->count] = found.count;
    array_push(&found, ((struct stretch){text->count, {0, 0}}));
    sentences.units = (struct units){text, found.at, found.count - 1, false};
    return sentences;
}

static struct place start_of(const struct sentences *sentences, size_t sentence) {
    const struct stretch *at = &sentences->units.at[sentence];
    return (struct place){at->block, at->span.start};
}

/* Sentences [low, high) of either side. */
struct box {
    size_t low[2], high[2];
};

static struct box box_of(const struct row *bead) {
    return (struct box){{bead->side[0].start.block, bead->side[1].start.block},
                        {bead->side[0].end.block, bead->side[1].end.block}};
}

static bool is_inside(struct box bead, struct box row) {
    return bead.low[0] >= row.low[0] && bead.high[0] <= row.high[0] && bead.low[1] >= row.low[1] &&
           bead.high[1] <= row.high[1];
}

static bool touches(struct box bead, struct box row) {
    return (bead.low[0] < row.high[0] && bead.high[0] > row.low[0]) ||
           (bead.low[1] < row.high[1] && bead.high[1] > row.low[1]);
}

/* The beads [*from, *to) of a row; false where one of them goes on into another row. */
static bool beads_of(const struct alignment *beads, struct box row, size_t *from, size_t *to) {
    bool inside = true;
    while (*from < beads->count && !touches(box_of(&beads->rows[*from]), row))
        ++*from;
    for (*to = *from; *to < beads->count && touches(box_of(&beads->rows[*to]), row); ++*to)
        inside = inside && is_inside(box_of(&beads->rows[*to]), row);
    return inside;
}

/* A row by its beads: the first starts and the last ends where the row does. */
static void add_divided(row_list *fine, const struct row *row, const struct sentences sentences[2],
                        const struct alignment *beads, size_t from, size_t to) {
    struct row part = *row;
    for (size_t b = from; b < to; b++) {
        struct box box = box_of(&beads->rows[b]);
        for (int s = 0; s < 2; s++) {
            part.side[s].start = b > from ? part.side[s].end : row->side[s].start;
            part.side[s].end = b + 1 < to ? start_of(&sentences[s], box.high[s]) : row->side[s].end;
        }
        part.score = row->score * beads->rows[b].score;
        array_push(fine, part);
    }
}

void fine_rows(struct alignment *fine, const struct text sides[2], const struct alignment *rows,
               const struct links *links, const struct weights *weights) {
    struct sentences sentences[2] = {sentences_of(&sides[0], rows, 0), sentences_of(&sides[1], rows, 1)};
    struct alignment beads;
    row_list found = {0};
    size_t from = 0, to;
    beads_align(&beads, &sentences[0].units, &sentences[1].units, links, weights);
    for (size_t r = 0; r < rows->count; r++) {
        struct box box = {{sentences[0].first[r], sentences[1].first[r]},
                          {sentences[0].first[r + 1], sentences[1].first[r + 1]}};
        bool inside = beads_of(&beads, box, &from, &to);
        if (inside && to > from + 1)
            add_divided(&found, &rows->rows[r], sentences, &beads, from, to);
        else
            array_push(&found, rows->rows[r]);
    }
    *fine = (struct alignment){.rows = found.at, .count = found.count};
    alignment_clear(&beads);
    for (int s = 0; s < 2; s++) {
        units_clear(&sentences[s].units);
        memory_free(sentences[s].first);
    }
}
