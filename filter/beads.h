/* Aligns units with units: sentences, lines, or blocks where both texts have their own. */
#ifndef ENREGARD_BEADS_H
#define ENREGARD_BEADS_H
#include "lexicon.h"
#include "text.h"

/* Aligns the blocks of two texts, each a unit: rows of 1-1, 1-0, 0-1, 1-2 … 3-2 blocks, in order,
 * that cover both texts; a row's score is its posterior.  Forward-backward in a band around the
 * line that anchors give (words that stand once in either text and are linked), and the path with the
 * most rows right.  `lexicon` may be NULL.  Time and memory grow with the number of blocks. */
void align_beads(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct lexicon *lexicon);
#endif
