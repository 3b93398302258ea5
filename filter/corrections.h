/* What somebody mended: tables of rows, and of what is to stay in the post.
 *
 * A line is left TAB right, as -t tsv writes it.  A third cell says what it is: "hand" (or nothing), a row as it must be;
 * "found", one that only says where the next ones are, so that a text that stands there twice is not mistaken; "drop", one
 * that is to go; "keep", a text (in the first cell) that is no furniture; "post", the title and the source of the post
 * whose lines follow.
 *
 * Or a line is a bead, "[0, 1]:[2]:0.987", as -t beads writes it: the numbers of blocks in place of their text, of one post. */
#ifndef ENREGARD_CORRECTIONS_H
#define ENREGARD_CORRECTIONS_H
#include "array.h"
#include "error.h"
#include <stdbool.h>

enum correction_kind { CORRECTION_HAND, CORRECTION_FOUND, CORRECTION_DROP, CORRECTION_KEEP, CORRECTION_POST, CORRECTION_BEAD };
struct correction {
    enum correction_kind kind;
    char *cell[2]; /* left, right; UTF-8; of a bead, numbers with something between */
    bool taken;    /* it was found in a post */
};
struct corrections {
    ARRAY(struct correction) lines;
};

/* Adds the lines of the table (or of the bitext, or XLIFF) at `path`, or of a folder's tables (*.tsv) in the order of their names.  EX_NOINPUT, or
 * EX_DATAERR with the line. */
int corrections_read(struct corrections *corrections, const char *path, struct error *error);
void corrections_clear(struct corrections *corrections);

/* Is the text, white space folded, to stay?  NULL has no corrections. */
bool corrections_keep(struct corrections *corrections, const char *text);
/* The lines of a post, by one of its names (or NULL); of a table that knows one post or none, all.  Returns their number. */
size_t corrections_of(struct corrections *corrections, const char *title, const char *translated, const char *source,
                      struct correction **lines);
/* How many lines, places apart, of the posts that were there were not found in them. */
size_t corrections_missed(const struct corrections *corrections);
#endif
