/* Cuts a flow of text so that each piece answers one block of the other text. */
#ifndef ENREGARD_ALIGN_H
#define ENREGARD_ALIGN_H
#include "lexicon.h"
#include "text.h"

/* Aligns the blocks of `left` with pieces of `right`, whose every white space is a place to cut: a
 * semi-Markov model decoded by forward-backward for the greatest expected number of right rows.
 * Gives one row a left block, in order; a row's score is its posterior.  Both texts must have
 * their sentences (sentence_cut).  `lexicon` may be NULL.  Time and memory grow with the number
 * of blocks times the band of 200 words or 15 % of the right text. */
void align_cuts(struct alignment *alignment, const struct text *left, const struct text *right,
                const struct lexicon *lexicon);

/* Aligns two texts, whichever is the better structured: its blocks are the rows, the other is the
 * flow that align_cuts cuts. */
void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct lexicon *lexicon);
#endif
