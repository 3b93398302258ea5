/* Cuts a flow of text so that each piece answers one block of the other text. */
#ifndef ENREGARD_CUTS_H
#define ENREGARD_CUTS_H
#include "lattice.h"
#include "score.h"

/* A search that is done: what the beam let through of all ways to cut. */
struct cuts {
    struct model model;
    bool *open;     /* [place] may a piece start or end there?  NULL: anywhere */
    float *settled; /* [block] what its piece scores that is its only one; NAN where others are open, NULL: all are */
    struct lattice lattice;
    uint32_t end; /* the state of the whole */
};

/* Searches `blocks` against `flow`, whose every white space is a place to cut: a semi-Markov model over
 * the blocks and the flow left over between them.  `blocks` has at least one block; both have
 * their sentences.  They and the links outlive the cuts.  First in a narrow beam: where all is sure, but
 * for runs of short blocks that the flow has nothing for, that is all; else in the wide one, around what is not: as if the
 * flow were cut at seams alone, and then wherever it can be near what that found.  Where a
 * boundary about the middle of many can lie at one place only, the halves are searched at the same time.  Time and memory
 * grow with the number of blocks, each times the square of its windows' width. */
void cuts_search(struct cuts *cuts, const struct text *blocks, const struct text *flow, struct view view,
                 const struct weights *weights);
void cuts_clear(struct cuts *cuts);

/* The path of the greatest expected number of right rows: a row a block, one with an empty block side
 * where flow is left over; side[0] is the blocks'.  A row's score is its posterior. */
void cuts_rows(struct cuts *cuts, struct alignment *alignment);

/* A path through the cuts: of block after block, where its piece starts and ends. */
struct cut {
    size_t start, end; /* places */
};
/* Adds to counts[weight] what evidence there is in all paths, by their posteriors, and takes off what
 * there is on the right path, `gold`: the gradient of the logarithmic loss, which is returned. */
double cuts_loss(struct cuts *cuts, const struct cut *gold, double *counts);
#endif
