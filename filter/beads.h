/* Aligns units with units: sentences, lines, or blocks where both texts have their own. */
#ifndef ENREGARD_BEADS_H
#define ENREGARD_BEADS_H
#include "band.h"
#include "bead_score.h"
#include "lattice.h"

/* A search that is done. */
struct beads {
    struct bead_model model;
    struct band band;
    float *settled; /* [left unit]: what it weighs in the pair that is its only one; NAN where others are open */
    struct lattice lattice;
    uint32_t end; /* the state of the whole */
};

/* Searches the units of two texts for beads of 1-1, 1-0, 0-1, 1-2 … 4-1 units: forward, in a
 * beam, within a band around the line that anchors give (words that stand seldom in either text and
 * are linked).  Where a text has many, a narrow beam, and then a wider one, settles the pairs that are
 * sure; from then on the halves are searched at the same time.  The texts and the links outlive the search.  Time and memory
 * grow with the number of units. */
void beads_search(struct beads *beads, const struct units *left, const struct units *right,
                  const struct links *links, const struct weights *weights);
void beads_clear(struct beads *beads);

/* The path with the most beads right, as rows that cover both texts; a row's score is its posterior, its
 * places' blocks are units. */
void beads_rows(struct beads *beads, struct alignment *alignment);

/* Search and rows in one. */
void beads_align(struct alignment *alignment, const struct units *left, const struct units *right,
                 const struct links *links, const struct weights *weights);

struct bead {
    size_t left, a, right, b; /* left units [left, left + a), right ones [right, right + b) */
};
/* Adds to counts[weight] the evidence in all paths, by their posteriors, less that of the gold beads, which
 * are all of kinds that exist: the gradient of the logarithmic loss, which is returned. */
double beads_loss(struct beads *beads, const struct bead *gold, size_t gold_count, double *counts);
#endif
