/* Where the language changes inside a block. */
#ifndef ENREGARD_SEAM_H
#define ENREGARD_SEAM_H
#include "detect.h"
#include <stddef.h>

/* A block's text, and where its lines break: <br>, which is no byte of it. */
struct seam_text {
    const char *text;
    size_t length;
    const size_t *breaks; /* rising, in bytes */
    size_t break_count;
    const double *runs; /* what detect_odds says of its leader's; NULL if nobody has asked */
};

/* Fills `cuts` (at most `most`) with the bytes of the text at which the language changes between the detector's two;
 * returns how many.  Viterbi over units at white space, at line breaks and at punctuation glued to a capital, a change
 * costing by what stands between. */
size_t seam_find(struct detector *detector, const struct seam_text *text, size_t *cuts, size_t most);
/* Does text[0 .. length) name a language in brackets, "[EN]", "(français)": 1 the left, -1 the right; 0: no. */
int seam_label(const struct detector *detector, const char *text, size_t length);
#endif
