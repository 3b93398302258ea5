/* What each kind of evidence weighs, and how it is added up.
 *
 * The models are log-linear: a piece's score is the sum over its evidence of weight times value.  What
 * evidence a piece has is said once, by calls of tally_add: the search asks for the score, the fitting
 * program (tests/bench/fit) for how much of each kind there was. */
#ifndef ENREGARD_WEIGHTS_H
#define ENREGARD_WEIGHTS_H
#include "buffer.h"
#include "error.h"
#include <stddef.h>

enum weight {
#define WEIGHT(name, value, prior, meaning) W_##name,
#include "weights.def"
#undef WEIGHT
    WEIGHTS
};
struct weights {
    double at[WEIGHTS];
    double beam; /* how far, as a logarithm, a path may be worse than the best beside it */
};
extern const struct weights weights_default, weights_prior;

/* Reads the lines that weights_print writes; what a file does not name keeps its value. */
int weights_read(struct weights *weights, const char *path, struct error *error);
/* The lines of weights.def with these values. */
void weights_print(struct buffer *out, const struct weights *weights);

struct tally {
    const double *weights;
    double score;
    double *counts; /* [weight] += share times value, or NULL */
    double share;
};
static inline void tally_add(struct tally *tally, size_t weight, double value) {
    tally->score += tally->weights[weight] * value;
    if (tally->counts)
        tally->counts[weight] += tally->share * value;
}
#endif
