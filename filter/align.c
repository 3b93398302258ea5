#include "align.h"
#include "array.h"
#include "beads.h"
#include "lattice.h"
#include "links.h"
#include "score.h"
#include <math.h>
#include <stdbool.h>

typedef ARRAY(struct row) rows;

static const double LEFT_OVER = .5; /* what a row of left-over flow counts for */

/* The states of one boundary between blocks: [place] a state, + 1, or 0. */
struct boundary {
    size_t block, low, high; /* places that may have states: low .. high */
    uint32_t *state_at;
};

static uint32_t state_of(struct lattice *lattice, struct boundary *boundary, size_t place) {
    uint32_t *state = &boundary->state_at[place];
    if (!*state)
        *state = lattice_state(lattice, boundary->block, place) + 1;
    return *state - 1;
}

static double best_of(const struct lattice *lattice, const struct boundary *boundary) {
    double best = -INFINITY;
    for (size_t place = boundary->low; place <= boundary->high; place++)
        if (boundary->state_at[place])
            best = fmax(best, lattice->states.at[boundary->state_at[place] - 1].forward);
    return best;
}

/* Lets flow be left over before the next block. */
static void add_skips(struct lattice *lattice, const struct model *model, struct boundary *boundary) {
    double floor = best_of(lattice, boundary) - LATTICE_BEAM;
    for (size_t j = boundary->low; j < boundary->high; j++) {
        uint32_t from = boundary->state_at[j];
        if (!from || lattice->states.at[from - 1].forward + model->skip < floor ||
            !model_is_seam(model, j))
            continue;
        for (size_t k = j + 1; k <= boundary->high; k++) {
            if (model_is_seam(model, k))
                lattice_piece(lattice, (struct piece){from - 1, state_of(lattice, boundary, k),
                                                      (float)LEFT_OVER, model->skip});
        }
    }
}

/* Adds the pieces of the lane's block, from its first boundary to its second. */
static void add_block(struct lattice *lattice, const struct lane *lane, const struct model *model,
                      const struct boundary *before, struct boundary *after, double *scores) {
    double floor = best_of(lattice, before) - LATTICE_BEAM, best = -INFINITY;
    for (size_t j = lane->low; j <= lane->high; j++) {
        uint32_t from = before->state_at[j];
        double forward = from ? lattice->states.at[from - 1].forward : -INFINITY;
        size_t first, count = from && forward >= floor ? lane_pieces(lane, model, j, scores, &first) : 0;
        for (size_t i = 0; i < count; i++) {
            if (forward + scores[i] < best - LATTICE_BEAM)
                continue;
            best = fmax(best, forward + scores[i]);
            lattice_piece(lattice, (struct piece){from - 1, state_of(lattice, after, first + i), 1,
                                                  scores[i]});
        }
    }
}

/* Returns the end's state; 0 where no path keeps to the lanes. */
static uint32_t build(struct lattice *lattice, struct model *model) {
    struct lane lane = {0};
    double *scores = memory_resize_array(NULL, model->places, sizeof *scores);
    struct boundary at[2] = {{0, 0, 0, memory_alloc(model->places * sizeof(uint32_t))},
                             {0, 0, 0, memory_alloc(model->places * sizeof(uint32_t))}};
    state_of(lattice, &at[0], 0);
    while (lane_next(&lane, model)) {
        at[0].high = lane.high > at[0].high ? lane.high : at[0].high;
        add_skips(lattice, model, &at[0]);
        at[1].block = lane.block + 1;
        at[1].low = lane.low;
        at[1].high = lane.end_high;
        add_block(lattice, &lane, model, &at[0], &at[1], scores);
        for (size_t place = at[0].low; place <= at[0].high; place++)
            at[0].state_at[place] = 0;
        struct boundary swap = at[0];
        at[0] = at[1];
        at[1] = swap;
    }
    add_skips(lattice, model, &at[0]);
    uint32_t end = at[0].state_at[model->places - 1];
    lane_clear(&lane);
    free(scores);
    free(at[0].state_at);
    free(at[1].state_at);
    return end ? end - 1 : 0;
}

static void read_rows(struct alignment *alignment, struct lattice *lattice, uint32_t end,
                      const struct token *tokens) {
    size_t *path = memory_resize_array(NULL, lattice->states.count, sizeof *path);
    double *posteriors = memory_resize_array(NULL, lattice->states.count, sizeof *posteriors);
    alignment->count = lattice_best(lattice, end, path, posteriors);
    alignment->rows = memory_alloc(alignment->count * sizeof *alignment->rows);
    for (size_t i = 0; i < alignment->count; i++) {
        const struct piece *piece = &lattice->pieces.at[path[i]];
        const struct state *from = &lattice->states.at[piece->from],
                           *to = &lattice->states.at[piece->to];
        alignment->rows[i] =
            (struct row){{{{from->left, 0}, {to->left, 0}},
                          {tokens[from->right].start, tokens[to->right].start}},
                         posteriors[i]};
    }
    free(path);
    free(posteriors);
}

void align_cuts(struct alignment *alignment, const struct text *left, const struct text *right,
                const struct lexicon *lexicon) {
    struct links links;
    struct model model;
    struct lattice lattice = {0};
    *alignment = (struct alignment){0};
    if (!left->count)
        return;
    links_make(&links, left, right, lexicon);
    model_make(&model, left, right, &links);
    uint32_t end = build(&lattice, &model);
    if (!end) { /* the sides are too unlike: every path is open */
        lattice_clear(&lattice);
        model.open = true;
        end = build(&lattice, &model);
    }
    read_rows(alignment, &lattice, end, model.flow.tokens.at);
    lattice_clear(&lattice);
    model_clear(&model);
    links_clear(&links);
}

/* Cuts whichever side is the worse structured. */
static void cut_worse_side(struct alignment *alignment, const struct text *left,
                           const struct text *right, const struct lexicon *lexicon) {
    bool swapped = right->count > left->count;
    align_cuts(alignment, swapped ? right : left, swapped ? left : right, lexicon);
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
static void add_rows(rows *found, const struct row *bead, const struct text *left,
                     const struct text *right, const struct lexicon *lexicon) {
    struct text parts[2] = {part_of(left, bead->side[0]), part_of(right, bead->side[1])};
    struct alignment cut = {0};
    if (!parts[0].count || !parts[1].count || parts[0].count + parts[1].count == 2) {
        array_push(found, *bead);
        return;
    }
    cut_worse_side(&cut, &parts[0], &parts[1], lexicon);
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

void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct lexicon *lexicon) {
    if (2 * left->count <= right->count || 2 * right->count <= left->count) {
        cut_worse_side(alignment, left, right, lexicon);
        return;
    }
    struct alignment beads;
    rows found = {0};
    align_beads(&beads, left, right, lexicon);
    for (size_t i = 0; i < beads.count; i++)
        add_rows(&found, &beads.rows[i], left, right, lexicon);
    alignment_clear(&beads);
    alignment->rows = found.at;
    alignment->count = found.count;
}
