/* Rows that somebody mended: a table, left TAB right a row, as -t tsv writes it. */
#ifndef ENREGARD_HAND_H
#define ENREGARD_HAND_H
#include "error.h"
#include "text.h"

/* Makes the rows of the texts that the table at `path` has, whose cells say the same but for white space, in its order.
 * What the table says and the texts do not (the page has changed) is no row; what stands between two of its rows and is
 * in none becomes one, with score 0.  A list's marker that the table leaves out goes with what follows it.  `missed`: how
 * many of the table's rows did not fit.  EX_NOINPUT, or EX_DATAERR with the line. */
int hand_rows(struct alignment *alignment, const struct text sides[2], const char *path, size_t *missed,
              struct error *error);
#endif
