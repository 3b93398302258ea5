#include "listing.h"
#include "xml.h"
#include <stdlib.h>

/* The number of a block's line; one behind the last block is one behind its line. */
static size_t number_of(const struct text *text, size_t block) {
    bool end = block >= text->count;
    if (end && !text->count)
        return 0;
    xmlNode *origin = text->blocks[end ? text->count - 1 : block].origin;
    xmlChar *line = xmlGetNsProp(origin, xml("line"), xml(BITEXT));
    size_t number = line ? strtoul((const char *)line, NULL, 10) + end : block;
    xmlFree(line);
    return number;
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
