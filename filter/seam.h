/* Where the language changes inside a block. */
#ifndef ENREGARD_SEAM_H
#define ENREGARD_SEAM_H
#include "detect.h"
#include <stddef.h>

/* Fills `cuts` (at most `most`) with the bytes of text[0..length) at which the language changes
 * between the detector's two; returns how many.  Viterbi over units at white space and at
 * punctuation glued to a capital, a change costing by what stands between. */
size_t seam_find(struct detector *detector, const char *text, size_t length, size_t *cuts, size_t most);
/* Does text[0 .. length) name a language in brackets, "[EN]", "(français)": 1 the left, -1 the right; 0: no. */
int seam_label(const struct detector *detector, const char *text, size_t length);
#endif
