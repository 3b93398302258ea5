/* Aligns two texts: which search is used where. */
#ifndef ENREGARD_ALIGN_H
#define ENREGARD_ALIGN_H
#include "links.h"
#include "text.h"
#include "weights.h"

/* Whose blocks are the rows: those of one side, or of the one that has more. */
enum rows_of { ROWS_OF_BETTER, ROWS_OF_LEFT, ROWS_OF_RIGHT };

/* Aligns two texts that have their sentences, and were linked.  Where one side has at least twice the blocks
 * of the other, and shorter ones, its blocks are the rows, and the other side is the flow that is cut; else the blocks of
 * both are aligned, and cuts are made inside each group of several.  Where that leaves blocks alone, the page may be flat in
 * parts: what is there is divided by its sentences' alignment, where blocks begin on both sides at once.  Where `rows_of` names a side, each of its blocks is a
 * row, whatever the other has.  Rows cover both texts, in order; a row's score
 * is its posterior. */
void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights, enum rows_of rows_of);
/* Aligns block with block, none of them cut: what texts of one sentence a block want. */
void align_lines(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct links *links, const struct weights *weights);
#endif
