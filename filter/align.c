#include "align.h"
#include "array.h"
#include "beads.h"
#include "cuts.h"
#include <stdbool.h>

typedef ARRAY(struct row) rows;
enum { FLAT = 2 }; /* so many times fewer blocks, and longer ones */

/* Cuts whichever side is the worse structured. */
static void cut_worse_side(struct alignment *alignment, const struct text *left, const struct text *right,
                           const struct links *links, const struct weights *weights) {
    struct cuts cuts;
    bool swapped = right->count > left->count;
    *alignment = (struct alignment){0};
    if (!left->count && !right->count)
        return;
    cuts_search(&cuts, swapped ? right : left, swapped ? left : right, (struct view){links, swapped}, weights);
    cuts_rows(&cuts, alignment);
    cuts_clear(&cuts);
    for (size_t i = 0; swapped && i < alignment->count; i++) {
        struct range left_range = alignment->rows[i].side[1];
        alignment->rows[i].side[1] = alignment->rows[i].side[0];
        alignment->rows[i].side[0] = left_range;
    }
}

static struct text part_of(const struct text *text, struct range blocks) {
    struct text part = *text;
    part.blocks = text->blocks + blocks.start.block;
    part.count = blocks.end.block - blocks.start.block;
    return part;
}

/* The rows of one bead: where a side has more blocks, each of them gets its piece of the other. */
static void add_rows(rows *found, const struct row *bead, const struct text *left, const struct text *right,
                     const struct links *links, const struct weights *weights) {
    struct text parts[2] = {part_of(left, bead->side[0]), part_of(right, bead->side[1])};
    struct alignment cut = {0};
    if (!parts[0].count || !parts[1].count || parts[0].count + parts[1].count == 2) {
        array_push(found, *bead);
        return;
    }
    cut_worse_side(&cut, &parts[0], &parts[1], links, weights);
    for (size_t i = 0; i < cut.count; i++) {
        struct row row = cut.rows[i];
        for (int s = 0; s < 2; s++) {
            row.side[s].start.block += bead->side[s].start.block;
            row.side[s].end.block += bead->side[s].start.block;
        }
        row.score *= bead->score;
        array_push(found, row);
    }
    alignment_clear(&cut);
}

static void align_units(struct alignment *alignment, struct units left, struct units right,
                        const struct links *links, const struct weights *weights) {
    struct beads beads;
    beads_search(&beads, &left, &right, links, weights);
    beads_rows(&beads, alignment);
    beads_clear(&beads);
    units_clear(&left);
    units_clear(&right);
}

void align_lines(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights) {
    align_units(alignment, units_of_lines(left), units_of_lines(right), links, weights);
}

static double sentences_per_block(const struct text *text) {
    size_t sentences = 0;
    for (size_t b = 0; b < text->count; b++)
        sentences += text->blocks[b].sentence_count;
    return text->count ? (double)sentences / (double)text->count : 0;
}

/* Is one side a run of text beside the blocks of the other?  Fewer blocks alone do not tell: the other side may
 * have more to say. */
static bool is_flat(const struct text *few, const struct text *many) {
    return FLAT * few->count <= many->count &&
           sentences_per_block(few) >= (double)FLAT * sentences_per_block(many);
}

void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights) {
    if (is_flat(left, right) || is_flat(right, left)) {
        cut_worse_side(alignment, left, right, links, weights);
        return;
    }
    struct alignment beads;
    rows found = {0};
    align_units(&beads, units_of_blocks(left), units_of_blocks(right), links, weights);
    for (size_t i = 0; i < beads.count; i++)
        add_rows(&found, &beads.rows[i], left, right, links, weights);
    alignment_clear(&beads);
    *alignment = (struct alignment){found.at, found.count};
}
