/* Rows that somebody mended, laid over those that were found. */
#ifndef ENREGARD_HAND_H
#define ENREGARD_HAND_H
#include "corrections.h"
#include "text.h"

/* Puts the lines' rows into `alignment`, whose own rows stay where there is none: clipped, with score 0, where they reach
 * into one of theirs.  A row's cells are looked for in the texts, after those of the row before, and may differ in white
 * space; a list's marker that they leave out goes with what follows it.  Lines that are found are marked as taken; those
 * that are already are passed over. */
void hand_rows(struct alignment *alignment, const struct text sides[2], struct correction *lines, size_t count);
/* How many of the mended rows that are by hand are found as they are, white space apart. */
size_t hand_agreed(const struct alignment *found, const struct alignment *mended, const struct text sides[2]);
#endif
