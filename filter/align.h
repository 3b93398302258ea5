/* Aligns two texts: which search is used where. */
#ifndef ENREGARD_ALIGN_H
#define ENREGARD_ALIGN_H
#include "links.h"
#include "text.h"
#include "weights.h"

/* Aligns two texts that have their sentences, and were linked.  Where one side has at least twice the blocks
 * of the other, and shorter ones, its blocks are the rows, and the other side is the flow that is cut; else the blocks of
 * both are aligned, and cuts are made inside each group of several.  A page that may be flat in parts is divided first,
 * by its sentences' alignment, where blocks begin on both sides at once.  Rows cover both texts, in order; a row's score
 * is its posterior. */
void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights);
/* Aligns block with block, none of them cut: what texts of one sentence a block want. */
void align_lines(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights);
#endif
