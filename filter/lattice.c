#include "lattice.h"
#include <math.h>
#include <stdbool.h>

static const double NOTHING = 16; /* e to the power of -16 is no share */

static double add_logs(double a, double b) {
    if (a < b) {
        double swap = a;
        a = b, b = swap;
    }
    return b < a - NOTHING ? a : a + log1p(exp(b - a));
}

uint32_t lattice_state(struct lattice *lattice, size_t left, size_t right) {
    bool first = !lattice->states.count;
    array_push(&lattice->states, ((struct state){.left = left,
                                                 .right = right,
                                                 .forward = first ? 0 : -INFINITY,
                                                 .backward = -INFINITY,
                                                 .gain = first ? 0 : -INFINITY}));
    return (uint32_t)(lattice->states.count - 1);
}

void lattice_piece(struct lattice *lattice, struct piece piece) {
    double score = lattice->states.at[piece.from].forward + piece.score;
    double *forward = &lattice->states.at[piece.to].forward;
    if (score < *forward - lattice->beam)
        return;
    *forward = add_logs(*forward, score);
    array_push(&lattice->pieces, piece);
}

void lattice_clear(struct lattice *lattice) {
    array_free(&lattice->states);
    array_free(&lattice->pieces);
}

static void sum_backward(struct lattice *lattice, uint32_t end) {
    struct state *states = lattice->states.at;
    states[end].backward = 0;
    for (size_t p = lattice->pieces.count; p-- > 0;) {
        const struct piece *piece = &lattice->pieces.at[p];
        double after = states[piece->to].backward;
        if (after > -INFINITY)
            states[piece->from].backward =
                add_logs(states[piece->from].backward, piece->score + after);
    }
}

static double posterior(const struct lattice *lattice, uint32_t end, const struct piece *piece) {
    const struct state *states = lattice->states.at;
    double p = states[piece->from].forward + piece->score + states[piece->to].backward -
               states[end].forward;
    return p < -NOTHING ? 0 : p > 0 ? 1 : exp(p);
}

static void gain_forward(struct lattice *lattice, uint32_t end) {
    struct state *states = lattice->states.at;
    for (size_t p = 0; p < lattice->pieces.count; p++) {
        const struct piece *piece = &lattice->pieces.at[p];
        struct state *to = &states[piece->to];
        if (to->backward == -INFINITY)
            continue;
        double gain = states[piece->from].gain + (double)piece->weight * posterior(lattice, end, piece);
        if (gain > to->gain) {
            to->gain = gain;
            to->via = p;
        }
    }
}

void lattice_posteriors(struct lattice *lattice, uint32_t end, double *posteriors) {
    sum_backward(lattice, end);
    for (size_t p = 0; p < lattice->pieces.count; p++)
        posteriors[p] = posterior(lattice, end, &lattice->pieces.at[p]);
}

size_t lattice_best(struct lattice *lattice, uint32_t end, size_t *path, double *posteriors) {
    size_t count = 0;
    sum_backward(lattice, end);
    gain_forward(lattice, end);
    for (size_t s = end; s; s = lattice->pieces.at[path[count++]].from)
        path[count] = lattice->states.at[s].via;
    for (size_t i = 0; i < count / 2; i++) {
        size_t swap = path[i];
        path[i] = path[count - 1 - i];
        path[count - 1 - i] = swap;
    }
    for (size_t i = 0; i < count; i++)
        posteriors[i] = posterior(lattice, end, &lattice->pieces.at[path[i]]);
    return count;
}
