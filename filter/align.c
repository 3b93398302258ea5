#include "align.h"
#include "abreast.h"
#include "array.h"
#include "beads.h"
#include "cuts.h"
#include <stdbool.h>

typedef ARRAY(struct row) rows;
/* So many times fewer blocks, and longer ones, make a flat side; in a part of a page more, since two blocks are often
 * put together. */
enum { FLAT = 2, FLAT_PART = 4 };

/* What is aligned: blocks [start, end) of both texts, as texts of their own. */
struct part {
    struct text sides[2];
    size_t base[2];
    const struct links *links;
    const struct weights *weights;
    enum rows_of rows_of;
};

/* Cuts the side that does not give the rows. */
static void cut_other_side(struct alignment *alignment, const struct part *part) {
    const struct text *left = &part->sides[0], *right = &part->sides[1];
    struct cuts cuts;
    bool swapped = part->rows_of == ROWS_OF_BETTER ? right->count > left->count : part->rows_of == ROWS_OF_RIGHT;
    *alignment = (struct alignment){0};
    if (!left->count && !right->count)
        return;
    cuts_search(&cuts, swapped ? right : left, swapped ? left : right, (struct view){part->links, swapped}, part->weights);
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

static struct part sub_part(const struct part *part, const struct range blocks[2]) {
    struct part sub = *part;
    for (int s = 0; s < 2; s++) {
        sub.sides[s] = part_of(&part->sides[s], blocks[s]);
        sub.base[s] = part->base[s] + blocks[s].start.block;
    }
    return sub;
}

/* Adds rows of the part as rows of the whole; `score` is how sure the part itself is. */
static void add_rows(rows *found, const struct part *part, const struct alignment *alignment, double score) {
    for (size_t i = 0; i < alignment->count; i++) {
        struct row row = alignment->rows[i];
        for (int s = 0; s < 2; s++) {
            row.side[s].start.block += part->base[s];
            row.side[s].end.block += part->base[s];
        }
        row.score *= score;
        array_push(found, row);
    }
}

static void add_cut(rows *found, const struct part *part, double score) {
    struct alignment cut;
    cut_other_side(&cut, part);
    add_rows(found, part, &cut, score);
    alignment_clear(&cut);
}

static void align_units(struct alignment *alignment, struct units left, struct units right,
                        const struct links *links, const struct weights *weights) {
    beads_align(alignment, &left, &right, links, weights);
    units_clear(&left);
    units_clear(&right);
}

static void align_blocks(struct alignment *beads, const struct part *part) {
    align_units(beads, units_of_blocks(&part->sides[0]), units_of_blocks(&part->sides[1]), part->links, part->weights);
}

/* A bead of blocks; where it has more on a side, each of them gets its piece of the other. */
static void add_bead(rows *found, const struct part *part, struct row *bead) {
    struct part sub = sub_part(part, bead->side);
    if (sub.sides[0].count && sub.sides[1].count && sub.sides[0].count + sub.sides[1].count > 2)
        add_cut(found, &sub, bead->score);
    else
        add_rows(found, part, &(struct alignment){.rows = bead, .count = 1}, 1);
}

/* Blocks with blocks. */
static void add_structured(rows *found, const struct part *part) {
    struct alignment beads;
    align_blocks(&beads, part);
    for (size_t i = 0; i < beads.count; i++)
        add_bead(found, part, &beads.rows[i]);
    alignment_clear(&beads);
}

static size_t sentences_in(const struct text *text) {
    size_t sentences = 0;
    for (size_t b = 0; b < text->count; b++)
        sentences += text->blocks[b].sentence_count;
    return sentences;
}

/* Is one side a run of text beside the blocks of the other?  Fewer blocks alone do not tell: the other side may
 * have more to say. */
static bool is_flat(const struct text *few, const struct text *many, size_t times) {
    return times * few->count <= many->count &&
           sentences_in(few) * many->count >= FLAT * sentences_in(many) * few->count;
}

/* May a part of it be flat?  Then a block holds what many are on the other side. */
static bool may_be_mixed(const struct part *part) {
    for (int s = 0; s < 2; s++)
        for (size_t b = 0; b < part->sides[s].count; b++)
            if (part->sides[s].blocks[b].sentence_count >= FLAT_PART)
                return true;
    return false;
}

/* Where a block begins on both sides at once, between sentences that surely answer each other. */
struct joint {
    size_t block[2];
};
typedef ARRAY(struct joint) joint_list;

static bool is_sure(const struct row *bead) {
    static const double SURE = .5;
    return bead->score >= SURE && bead->side[0].start.block < bead->side[0].end.block &&
           bead->side[1].start.block < bead->side[1].end.block;
}

static bool begins_block(const struct units *sentences, size_t sentence) {
    return sentence < sentences->count && (!sentence || sentences->at[sentence].block != sentences->at[sentence - 1].block);
}

static void find_joints(joint_list *found, const struct part *part) {
    struct alignment beads;
    struct units sentences[2] = {units_of_sentences(&part->sides[0]), units_of_sentences(&part->sides[1])};
    beads_align(&beads, &sentences[0], &sentences[1], part->links, part->weights);
    for (size_t i = 1; i < beads.count; i++) {
        const struct row *bead = &beads.rows[i];
        size_t left = bead->side[0].start.block, right = bead->side[1].start.block;
        if (is_sure(bead - 1) && is_sure(bead) && begins_block(&sentences[0], left) &&
            begins_block(&sentences[1], right))
            array_push(found, ((struct joint){{sentences[0].at[left].block, sentences[1].at[right].block}}));
    }
    array_push(found, ((struct joint){{part->sides[0].count, part->sides[1].count}}));
    alignment_clear(&beads);
    for (int s = 0; s < 2; s++)
        units_clear(&sentences[s]);
}

static size_t bytes_in(const struct text *text) {
    size_t bytes = 0;
    for (size_t b = 0; b < text->count; b++)
        bytes += text->blocks[b].length;
    return bytes;
}

/* Does one block hold what many say on the other side, no more and no less? */
static bool is_flat_part(const struct part *part) {
    const struct text *left = &part->sides[0], *right = &part->sides[1];
    size_t bytes[2] = {bytes_in(left), bytes_in(right)};
    return (is_flat(left, right, FLAT_PART) || is_flat(right, left, FLAT_PART)) && bytes[0] < 2 * bytes[1] &&
           bytes[1] < 2 * bytes[0];
}

static struct part between(const struct part *part, struct joint from, struct joint to) {
    struct range blocks[2];
    for (int s = 0; s < 2; s++)
        blocks[s] = (struct range){{from.block[s], 0}, {to.block[s], 0}};
    return sub_part(part, blocks);
}

/* A page may be flat here and structured there: from joint to joint, what is flat is cut; what stands between is
 * aligned block by block. */
static void add_mixed(rows *found, const struct part *part) {
    joint_list joints = {0};
    struct joint done = {{0, 0}}, from = {{0, 0}};
    find_joints(&joints, part);
    for (size_t i = 0; i < joints.count; from = joints.at[i++]) {
        struct part here = between(part, from, joints.at[i]);
        bool flat = is_flat_part(&here);
        if (flat || i + 1 == joints.count) {
            struct part before = between(part, done, flat ? from : joints.at[i]);
            if (before.sides[0].count || before.sides[1].count)
                add_structured(found, &before);
            if (flat)
                add_cut(found, &here, 1);
            done = joints.at[i];
        }
    }
    array_free(&joints);
}

/* Is it sure that what stands before and after it does not belong to it? */
static bool is_whole(const struct part *part, const struct row *bead) {
    static const double SURE = .9;
    struct part sub = sub_part(part, bead->side);
    size_t bytes[2] = {bytes_in(&sub.sides[0]), bytes_in(&sub.sides[1])};
    return bead->score >= SURE && bytes[0] < 2 * bytes[1] && bytes[1] < 2 * bytes[0];
}

/* Rows of the beads, block by block; but where blocks are left alone, one on the other side may hold what they say. */
static void add_zone(rows *found, const struct part *part, struct row *beads, size_t count) {
    bool alone = false;
    struct range blocks[2];
    for (int s = 0; s < 2; s++) {
        blocks[s] = (struct range){beads[0].side[s].start, beads[count - 1].side[s].end};
        for (size_t i = 0; i < count; i++)
            alone = alone || range_is_empty(beads[i].side[s]);
    }
    struct part here = sub_part(part, blocks);
    if (alone && may_be_mixed(&here))
        add_mixed(found, &here);
    else
        for (size_t i = 0; i < count; i++)
            add_bead(found, part, &beads[i]);
}

/* Beads of the part that follow each other, and do not depend on others. */
struct zone {
    struct row *beads;
    size_t count;
};
struct zones {
    const struct part *part;
    ARRAY(struct zone) all;
    size_t first, last; /* of which `found` has the rows: [first, last) */
    rows found;
};

/* A page is divided where beads are sure, and so many of them that what is on one side of them is none of the other's. */
static void find_zones(struct zones *zones, const struct alignment *beads) {
    enum { ENOUGH = 6 };
    for (size_t start = 0, sure = 0, i = 0; i < beads->count; i++) {
        sure = is_whole(zones->part, &beads->rows[i]) ? sure + 1 : 0;
        if (sure == ENOUGH || i + 1 == beads->count) {
            size_t end = i + 1 == beads->count ? beads->count : i + 1 - ENOUGH / 2;
            array_push(&zones->all, ((struct zone){&beads->rows[start], end - start}));
            start = end;
            sure = ENOUGH / 2;
        }
    }
}

static void add_zones(void *work) {
    struct zones *zones = work;
    for (size_t z = zones->first; z < zones->last; z++)
        add_zone(&zones->found, zones->part, zones->all.at[z].beads, zones->all.at[z].count);
}

static void add_page(rows *found, const struct part *part) {
    enum { MANY = 64 };
    struct alignment beads;
    struct zones zones = {.part = part}, rest;
    align_blocks(&beads, part);
    find_zones(&zones, &beads);
    rest = zones;
    rest.last = zones.all.count;
    zones.last = rest.first = rest.last / 2;
    abreast(rest.last >= MANY, add_zones, &zones, &rest);
    *found = zones.found;
    array_take(found, &rest.found);
    array_free(&zones.all);
    alignment_clear(&beads);
}

void align_lines(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights) {
    align_units(alignment, units_of_lines(left), units_of_lines(right), links, weights);
}

void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights, enum rows_of rows_of) {
    struct part whole = {{*left, *right}, {0, 0}, links, weights, rows_of};
    rows found = {0};
    if (is_flat(left, right, FLAT) || is_flat(right, left, FLAT))
        add_cut(&found, &whole, 1);
    else
        add_page(&found, &whole);
    *alignment = (struct alignment){.rows = found.at, .count = found.count};
}
