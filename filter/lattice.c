#include "lattice.h"
#include <math.h>

static const double NOTHING = 16; /* e to the power of -16 is no share */

static void add_term(struct log_sum *log_sum, double term) {
    if (term <= log_sum->top - NOTHING)
        return;
    if (term > log_sum->top) {
        log_sum->sum = log_sum->sum * exp(log_sum->top - term) + 1;
        log_sum->top = term;
    } else
        log_sum->sum += exp(term - log_sum->top);
}

/* From here on no term is added, so the logarithm is taken once. */
static double total_of(struct log_sum *log_sum) {
    if (log_sum->sum != 1) {
        log_sum->top += log(log_sum->sum);
        log_sum->sum = 1;
    }
    return log_sum->top;
}

uint32_t lattice_state(struct lattice *lattice, size_t left, size_t right) {
    bool first = !lattice->states.count;
    array_push(&lattice->states, ((struct state){.left = left,
                                                 .right = right,
                                                 .forward = {first ? 0 : -INFINITY, first},
                                                 .gain = first ? 0 : -INFINITY}));
    return (uint32_t)(lattice->states.count - 1);
}

double lattice_top(const struct lattice *lattice, uint32_t state) { return lattice->states.at[state].forward.top; }

double lattice_total(struct lattice *lattice, uint32_t state) {
    return total_of(&lattice->states.at[state].forward);
}

bool lattice_admits(const struct lattice *lattice, uint32_t state, double total) {
    return total >= lattice->states.at[state].forward.top - NOTHING;
}

void lattice_piece(struct lattice *lattice, struct piece piece) {
    double total = lattice_total(lattice, piece.from) + (double)piece.score;
    if (!lattice_admits(lattice, piece.to, total))
        return;
    add_term(&lattice->states.at[piece.to].forward, total);
    array_push(&lattice->pieces, piece);
}

void lattice_clear(struct lattice *lattice) {
    array_free(&lattice->states);
    array_free(&lattice->pieces);
}

uint32_t lattice_join(struct lattice *lattice, uint32_t end, struct lattice *rest, uint32_t rest_end) {
    if (!end || !rest_end) {
        lattice_clear(rest);
        return 0;
    }
    double so_far = lattice_total(lattice, end);
    uint32_t shift = (uint32_t)lattice->states.count - 1; /* of all states but the start */
    for (size_t s = 1; s < rest->states.count; s++) {
        struct state state = rest->states.at[s];
        state.forward.top += so_far;
        array_push(&lattice->states, state);
    }
    for (size_t p = 0; p < rest->pieces.count; p++) {
        struct piece piece = rest->pieces.at[p];
        piece.from = piece.from ? piece.from + shift : end;
        piece.to += shift;
        array_push(&lattice->pieces, piece);
    }
    lattice_clear(rest);
    return rest_end + shift;
}

static void sum_backward(struct lattice *lattice, uint32_t end) {
    struct state *states = lattice->states.at;
    for (size_t s = 0; s < lattice->states.count; s++)
        states[s].backward = (struct log_sum){s == end ? 0 : -INFINITY, s == end};
    for (size_t p = lattice->pieces.count; p-- > 0;) {
        const struct piece *piece = &lattice->pieces.at[p];
        if (states[piece->to].backward.sum > 0)
            add_term(&states[piece->from].backward,
                     (double)piece->score + total_of(&states[piece->to].backward));
    }
}

/* Of paths that come to one state, gain so much, and go on from another. */
static double share(struct lattice *lattice, uint32_t end, uint32_t from, double score, uint32_t to) {
    struct state *states = lattice->states.at;
    if (!(states[to].backward.sum > 0))
        return 0;
    double p = total_of(&states[from].forward) + score + total_of(&states[to].backward) - total_of(&states[end].forward);
    return p < -NOTHING ? 0 : p > 0 ? 1 : exp(p);
}

static double posterior(struct lattice *lattice, uint32_t end, const struct piece *piece) {
    return share(lattice, end, piece->from, (double)piece->score, piece->to);
}

double lattice_share(struct lattice *lattice, uint32_t end, uint32_t state) { return share(lattice, end, state, 0, state); }

static void gain_forward(struct lattice *lattice, uint32_t end) {
    struct state *states = lattice->states.at;
    for (size_t p = 0; p < lattice->pieces.count; p++) {
        const struct piece *piece = &lattice->pieces.at[p];
        struct state *to = &states[piece->to];
        if (!(to->backward.sum > 0))
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

struct path lattice_path(struct lattice *lattice, uint32_t end) {
    struct path path = {memory_resize_array(NULL, lattice->states.count, sizeof *path.pieces),
                        memory_resize_array(NULL, lattice->states.count, sizeof *path.posteriors), 0};
    path.count = lattice_best(lattice, end, path.pieces, path.posteriors);
    return path;
}

void path_clear(struct path *path) {
    free(path->pieces);
    free(path->posteriors);
    *path = (struct path){NULL, NULL, 0};
}
