/* Where two texts surely touch: units with rare words that translate each other. */
#ifndef ENREGARD_ANCHORS_H
#define ENREGARD_ANCHORS_H
#include "array.h"
#include "bead_score.h"

struct anchor {
    uint32_t left, right; /* units */
    float weight;       /* strength of the links between them */
};
typedef ARRAY(struct anchor) anchor_chain;

/* Fills `pairs` with units that seem to touch, by left unit, and `chain` with those that rise on both sides: of all such
 * chains the one of greatest weight, in n log n for n shared rare words, less what agrees with none of its neighbours. */
void anchors_find(anchor_chain *chain, anchor_chain *pairs, const struct bead_model *model);
#endif
