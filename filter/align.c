#include "align.h"
#include "array.h"
#include "links.h"
#include "score.h"
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

/* The lattice: states are places at which a block may end, pieces lead from one to the next, both in
 * the blocks' order; state 0 is the start, the last state the end.  It holds what the beam lets
 * through and nothing else. */
struct state {
    size_t place;
    double forward, backward; /* ln of the sum of all paths to it, and from it to the end */
    double gain;              /* expected right rows on the best way to it */
    size_t via;               /* that way's last piece */
};
struct piece {
    uint32_t from, to; /* states */
    double score;
};
struct lattice {
    ARRAY(struct state) states;
    ARRAY(struct piece) pieces;
};

/* How far, as logarithms, a state may be worse than the best of its layer, a piece than the best
 * into the same state: below what a score shows. */
static const double BEAM = 16, PIECE_BEAM = 8;

static double add_logs(double a, double b) {
    if (a < b) {
        double swap = a;
        a = b, b = swap;
    }
    return b < a - PIECE_BEAM ? a : a + log1p(exp(b - a));
}

/* Adds the states at which the lane's block may end, after states [first, last). */
static void add_layer(struct lattice *lattice, const struct lane *lane, const struct model *model,
                      size_t first, size_t last, double *scores, size_t *state_at) {
    double best = -INFINITY, floor;
    for (size_t from = first; from < last; from++)
        best = fmax(best, lattice->states.at[from].forward);
    floor = best - BEAM;
    best = -INFINITY;
    for (size_t from = first; from < last; from++) {
        struct state before = lattice->states.at[from];
        size_t start, count = 0;
        if (before.forward >= floor && before.place >= lane->low && before.place <= lane->high)
            count = lane_pieces(lane, model, before.place, scores, &start);
        for (size_t i = 0; i < count; i++) {
            double score = before.forward + scores[i];
            if (score < best - BEAM)
                continue;
            best = fmax(best, score);
            size_t *to = &state_at[start + i];
            if (!*to) {
                *to = lattice->states.count;
                array_push(&lattice->states, ((struct state){.place = start + i,
                                                             .forward = -INFINITY,
                                                             .backward = -INFINITY,
                                                             .gain = -INFINITY}));
            }
            double *forward = &lattice->states.at[*to].forward;
            if (score < *forward - PIECE_BEAM)
                continue;
            *forward = add_logs(*forward, score);
            array_push(&lattice->pieces, ((struct piece){(uint32_t)from, (uint32_t)*to, scores[i]}));
        }
    }
    for (size_t state = last; state < lattice->states.count; state++)
        state_at[lattice->states.at[state].place] = 0;
}

/* False where no path keeps to the lanes. */
static bool lattice_build(struct lattice *lattice, struct model *model) {
    struct lane lane = {0};
    double *scores = memory_resize_array(NULL, model->places, sizeof *scores);
    size_t *state_at = memory_alloc(model->places * sizeof *state_at);
    size_t first = 0, last = 1;
    array_push(&lattice->states, ((struct state){.backward = -INFINITY}));
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

static void lattice_clear(struct lattice *lattice) {
    array_free(&lattice->states);
    array_free(&lattice->pieces);
}

static void sum_backward(struct lattice *lattice) {
    struct state *states = lattice->states.at;
    states[lattice->states.count - 1].backward = 0;
    for (size_t e = lattice->pieces.count; e-- > 0;) {
        const struct piece *piece = &lattice->pieces.at[e];
        double after = states[piece->to].backward;
        if (after > -INFINITY)
            states[piece->from].backward =
                add_logs(states[piece->from].backward, piece->score + after);
    }
}

/* The path with the greatest expected number of right rows: each row counts with its posterior. */
static void gain_forward(struct lattice *lattice) {
    struct state *states = lattice->states.at;
    double total = states[lattice->states.count - 1].forward;
    for (size_t e = 0; e < lattice->pieces.count; e++) {
        const struct piece *piece = &lattice->pieces.at[e];
        const struct state *from = &states[piece->from];
        struct state *to = &states[piece->to];
        if (to->backward == -INFINITY)
            continue;
        double gain = from->gain + exp(from->forward + piece->score + to->backward - total);
        if (gain > to->gain) {
            to->gain = gain;
            to->via = e;
        }
    }
}

static void read_rows(struct alignment *alignment, const struct lattice *lattice,
                      const struct model *model) {
    const struct token *tokens = model->flow.tokens.at;
    size_t state = lattice->states.count - 1;
    alignment->count = model->left->count;
    alignment->rows = memory_alloc(alignment->count * sizeof *alignment->rows);
    for (size_t i = alignment->count; i-- > 0;) {
        const struct state *to = &lattice->states.at[state];
        state = lattice->pieces.at[to->via].from;
        const struct state *from = &lattice->states.at[state];
        alignment->rows[i] =
            (struct row){{{{i, 0}, {i + 1, 0}},
                          {tokens[from->place].start, tokens[to->place].start}},
                         to->gain - from->gain};
    }
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
    if (!lattice_build(&lattice, &model)) { /* the sides are too unlike: every path is open */
        lattice_clear(&lattice);
        model.open = true;
        lattice_build(&lattice, &model);
    }
    sum_backward(&lattice);
    gain_forward(&lattice);
    read_rows(alignment, &lattice, &model);
    lattice_clear(&lattice);
    model_clear(&model);
    links_clear(&links);
}

void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct lexicon *lexicon) {
    bool swapped = right->count > left->count;
    align_cuts(alignment, swapped ? right : left, swapped ? left : right, lexicon);
    for (size_t i = 0; swapped && i < alignment->count; i++) {
        struct range left_range = alignment->rows[i].side[1];
        alignment->rows[i].side[1] = alignment->rows[i].side[0];
        alignment->rows[i].side[0] = left_range;
    }
}
