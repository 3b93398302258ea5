/* Word pairs of rows that somebody checked, for the user's own lexicon. */
#ifndef ENREGARD_LEARN_H
#define ENREGARD_LEARN_H
#include "corrections.h"

struct learned {
    size_t rows;  /* by hand, with both sides */
    size_t pairs; /* that FreeDict does not have, or not well, and the table not as well */
};
/* Adds what the rows by hand say to the table of lexicon_learned, whose own lines stay unless they are about the same pair.
 * Learning the same again changes nothing.  EX_CANTCREAT. */
int learn(struct learned *learned, const struct corrections *corrections, const char *const language[2],
          struct error *error);
#endif
