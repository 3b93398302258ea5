#include "lattice.h"
#include "abreast.h"
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
    lattice->neck.states = 0;
}

uint32_t lattice_join(struct lattice *lattice, uint32_t end, struct lattice *rest, uint32_t rest_end) {
    if (!end || !rest_end) {
        lattice_clear(rest);
        return 0;
    }
    double so_far = lattice_total(lattice, end);
    uint32_t shift = (uint32_t)lattice->states.count - 1; /* of all states but the start */
    lattice->neck = (struct neck){end, shift + 1, lattice->pieces.count};
    array_reserve(&lattice->states, rest->states.count);
    array_reserve(&lattice->pieces, rest->pieces.count);
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

/* A part that all paths run through, from a state of the stretch before (the very first: from the start) to its end. */
struct stretch {
    struct lattice *lattice;
    uint32_t end;
    uint32_t first_state, last_state; /* [first, last) are its own */
    size_t first_piece, last_piece;
};

/* Fills the stretches of the paths to `end`; returns how many. */
static int find_stretches(struct stretch stretches[2], struct lattice *lattice, uint32_t end) {
    struct neck neck = lattice->neck;
    struct stretch all = {lattice, end, 0, (uint32_t)lattice->states.count, 0, lattice->pieces.count};
    stretches[0] = stretches[1] = all;
    if (!neck.states || end < neck.states)
        return 1;
    stretches[0].end = neck.state;
    stretches[0].last_state = stretches[1].first_state = neck.states;
    stretches[0].last_piece = stretches[1].first_piece = neck.pieces;
    return 2;
}

static void sum_backward(const struct stretch *s) {
    struct state *states = s->lattice->states.at;
    for (size_t i = s->first_state; i < s->last_state; i++)
        states[i].backward = (struct log_sum){i == s->end ? 0 : -INFINITY, i == s->end};
    for (size_t p = s->last_piece; p-- > s->first_piece;) {
        const struct piece *piece = &s->lattice->pieces.at[p];
        if (states[piece->to].backward.sum > 0 && piece->from >= s->first_state)
            add_term(&states[piece->from].backward,
                     (double)piece->score + total_of(&states[piece->to].backward));
    }
}

/* Of paths that come to one state, gain so much, and go on from another. */
static double share(const struct stretch *s, uint32_t from, double score, uint32_t to) {
    struct state *states = s->lattice->states.at;
    if (!(states[to].backward.sum > 0))
        return 0;
    double p = total_of(&states[from].forward) + score + total_of(&states[to].backward) - total_of(&states[s->end].forward);
    return p < -NOTHING ? 0 : p > 0 ? 1 : exp(p);
}

static double posterior(const struct stretch *s, const struct piece *piece) {
    return share(s, piece->from, (double)piece->score, piece->to);
}

double lattice_share(struct lattice *lattice, uint32_t end, uint32_t state) {
    struct stretch stretches[2];
    find_stretches(stretches, lattice, end);
    return share(&stretches[state >= stretches[0].last_state], state, 0, state);
}

static void gain_forward(const struct stretch *s) {
    struct state *states = s->lattice->states.at;
    for (size_t p = s->first_piece; p < s->last_piece; p++) {
        const struct piece *piece = &s->lattice->pieces.at[p];
        struct state *to = &states[piece->to];
        if (!(to->backward.sum > 0))
            continue;
        double before = piece->from < s->first_state ? 0 : states[piece->from].gain;
        double gain = before + (double)piece->weight * posterior(s, piece);
        if (gain > to->gain) {
            to->gain = gain;
            to->via = p;
        }
    }
}

static void weigh(void *stretch) {
    sum_backward(stretch);
    gain_forward(stretch);
}

void lattice_posteriors(struct lattice *lattice, uint32_t end, double *posteriors) {
    struct stretch stretches[2];
    for (int i = 0, count = find_stretches(stretches, lattice, end); i < count; i++) {
        sum_backward(&stretches[i]);
        for (size_t p = stretches[i].first_piece; p < stretches[i].last_piece; p++)
            posteriors[p] = posterior(&stretches[i], &lattice->pieces.at[p]);
    }
}

size_t lattice_best(struct lattice *lattice, uint32_t end, size_t *path, double *posteriors) {
    struct stretch stretches[2];
    size_t count = 0;
    lattice_total(lattice, end); /* what both stretches look at does not change from here on */
    if (find_stretches(stretches, lattice, end) == 2)
        abreast(true, weigh, &stretches[0], &stretches[1]);
    else
        weigh(&stretches[0]);
    for (size_t s = end; s; s = lattice->pieces.at[path[count++]].from)
        path[count] = lattice->states.at[s].via;
    for (size_t i = 0; i < count / 2; i++) {
        size_t swap = path[i];
        path[i] = path[count - 1 - i];
        path[count - 1 - i] = swap;
    }
    for (size_t i = 0; i < count; i++)
        posteriors[i] = posterior(&stretches[path[i] >= stretches[0].last_piece], &lattice->pieces.at[path[i]]);
    return count;
}

struct path lattice_path(struct lattice *lattice, uint32_t end) {
    struct path path = {memory_resize_array(NULL, lattice->states.count, sizeof *path.pieces),
                        memory_resize_array(NULL, lattice->states.count, sizeof *path.posteriors), 0};
    path.count = lattice_best(lattice, end, path.pieces, path.posteriors);
    return path;
}

void path_clear(struct path *path) {
    memory_free(path->pieces);
    memory_free(path->posteriors);
    *path = (struct path){NULL, NULL, 0};
}
