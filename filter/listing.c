#include "listing.h"

/* The number of a block; one behind the last is one more than its. */
static size_t number_of(const struct text *text, size_t block) {
    return block < text->count ? text->blocks[block].number : text->count ? text->blocks[text->count - 1].number + 1 : 0;
}

static void add_list(struct buffer *out, const struct text *text, struct range range) {
    size_t last = range.end.block + (range.end.offset > 0);
    buffer_add(out, "[", 1);
    for (size_t b = range.start.block; b < last; b++)
        buffer_print(out, "%s%zu", b > range.start.block ? ", " : "", number_of(text, b));
    buffer_add(out, "]", 1);
}

void listing_beads(struct buffer *out, const struct text sides[2],
                   const struct alignment *alignment) {
    for (size_t i = 0; i < alignment->count; i++) {
        const struct row *row = &alignment->rows[i];
        add_list(out, &sides[0], row->side[0]);
        buffer_add(out, ":", 1);
        add_list(out, &sides[1], row->side[1]);
        buffer_print(out, ":%.3f\n", row->score);
    }
}

void listing_ladder(struct buffer *out, const struct text sides[2],
                    const struct alignment *alignment) {
    for (size_t i = 0; i < alignment->count; i++) {
        const struct row *row = &alignment->rows[i];
        buffer_print(out, "%zu\t%zu\t%.3f\n", number_of(&sides[0], row->side[0].start.block),
                     number_of(&sides[1], row->side[1].start.block), row->score);
    }
    buffer_print(out, "%zu\t%zu\t1.000\n", number_of(&sides[0], sides[0].count),
                 number_of(&sides[1], sides[1].count));
}
