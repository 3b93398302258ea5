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

/* Finds the windows by aligning the sentences of both sides: a boundary's reaches from the last sentence before it
 * that is surely aligned to the first one after it, both included.  Side `from` of the links has the
 * blocks; `flow` was read from `text`. */
void windows_find(struct windows *windows, const struct text *blocks, const struct text *text,
                  const struct flow *flow, const struct links *links, int from, const struct weights *weights);
/* Takes from each boundary's window the places that no path passes that keeps to all others'; there is such a path. */
void windows_tighten(struct windows *windows, size_t blocks);
void windows_clear(struct windows *windows);
#endif
