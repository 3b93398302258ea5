/* Rows that somebody mended: a table, left TAB right a row, as -t tsv writes it. */
#ifndef ENREGARD_HAND_H
#define ENREGARD_HAND_H
#include "error.h"
#include "text.h"

/* Puts the rows of the table at `path` into `alignment`, whose own rows stay where the table has none: clipped, with
 * score 0, where they reach into one of the table's.  A row's cells are looked for in the texts, after those of the row
 * before, and may differ in white space; a list's marker that the table leaves out goes with what follows it.  A third cell
 * says what the row is: "hand" (or nothing), a row as it must be; "found", one that only says where the next ones are, so
 * that a text that stands there twice is not mistaken; "drop", one that the user wants out.
 * `missed`: how many rows made by hand are not in the texts any more.  EX_NOINPUT, or EX_DATAERR with the line. */
int hand_rows(struct alignment *alignment, const struct text sides[2], const char *path, size_t *missed,
              struct error *error);
#endif
