/* Coarse to fine: where in the flow the boundaries between blocks may lie at all. */
#ifndef ENREGARD_WINDOWS_H
#define ENREGARD_WINDOWS_H
#include "flow.h"
#include "links.h"
#include "text.h"
#include "weights.h"

struct window {
    size_t low, high; /* places: tokens of the flow */
};
struct windows {
    struct window *boundary; /* before block 0, 1 … and after the last: as many as blocks, and one */
    struct window *answer;   /* [block] the tokens low .. high - 1 that seem to answer it; low = high: none */
};

/* The sentences of both texts, aligned. */
struct sentences {
    struct units units[2];
    struct alignment alignment;
};
void sentences_align(struct sentences *sentences, const struct text *left, const struct text *right, const struct links *links,
                     const struct weights *weights);
void sentences_clear(struct sentences *sentences);

/* Finds the windows: a boundary's reaches from the last sentence before it that is surely aligned to the first one after it,
 * both included; amid sentences that answer each other one by one beyond doubt it is one place.  Side `from` has the blocks;
 * `flow` was read from the other. */
void windows_find(struct windows *windows, const struct text *blocks, const struct sentences *sentences, int from,
                  const struct flow *flow);
/* Takes from each boundary's window the places that no path passes that keeps to all others'; there is such a path. */
void windows_tighten(struct windows *windows, size_t blocks);
void windows_clear(struct windows *windows);
#endif
