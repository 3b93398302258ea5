#include "align.h"
#include "array.h"
#include "beads.h"
#include "lattice.h"
#include "links.h"
#include "score.h"
#include <math.h>
#include <stdbool.h>

typedef ARRAY(struct row) rows;

/* Adds the states at which the lane's block may end, after states [first, last). */
static void add_layer(struct lattice *lattice, const struct lane *lane, const struct model *model,
                      size_t first, size_t last, double *scores, uint32_t *state_at) {
    double best = -INFINITY, floor;
    for (size_t from = first; from < last; from++)
        best = fmax(best, lattice->states.at[from].forward);
    floor = best - LATTICE_BEAM;
    best = -INFINITY;
    for (size_t from = first; from < last; from++) {
        struct state before = lattice->states.at[from];
        size_t start, count = 0;
        if (before.forward >= floor && before.right >= lane->low && before.right <= lane->high)
            count = lane_pieces(lane, model, before.right, scores, &start);
        for (size_t i = 0; i < count; i++) {
            if (before.forward + scores[i] < best - LATTICE_BEAM)
                continue;
            best = fmax(best, before.forward + scores[i]);
            uint32_t *to = &state_at[start + i];
            if (!*to)
                *to = lattice_state(lattice, lane->block + 1, start + i);
            lattice_piece(lattice, (struct piece){(uint32_t)from, *to, 1, scores[i]});
        }
    }
    for (size_t state = last; state < lattice->states.count; state++)
        state_at[lattice->states.at[state].right] = 0;
}

/* False where no path keeps to the lanes. */
static bool build(struct lattice *lattice, struct model *model) {
    struct lane lane = {0};
    double *scores = memory_resize_array(NULL, model->places, sizeof *scores);
    uint32_t *state_at = memory_alloc(model->places * sizeof *state_at);
    size_t first = lattice_state(lattice, 0, 0), last = 1;
    while (first < last && lane_next(&lane, model)) {
        add_layer(lattice, &lane, model, first, last, scores, state_at);
        first = last;
        last = lattice->states.count;
    }
    lane_clear(&lane);
    free(scores);
    free(state_at);
    return first < last;
}

static void read_rows(struct alignment *alignment, struct lattice *lattice,
                      const struct token *tokens) {
    size_t *path = memory_resize_array(NULL, lattice->states.count, sizeof *path);
    double *posteriors = memory_resize_array(NULL, lattice->states.count, sizeof *posteriors);
    alignment->count = lattice_best(lattice, (uint32_t)(lattice->states.count - 1), path, posteriors);
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
    if (!build(&lattice, &model)) { /* the sides are too unlike: every path is open */
        lattice_clear(&lattice);
        model.open = true;
        build(&lattice, &model);
    }
    read_rows(alignment, &lattice, model.flow.tokens.at);
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
