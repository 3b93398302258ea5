/* Makes the dictionary that lexicon maps. */
#ifndef ENREGARD_LEXICON_COMPILE_H
#define ENREGARD_LEXICON_COMPILE_H
#include "error.h"

/* Compiles the installed FreeDict packages of the pair, both directions, from `folder` (/usr/share/dictd), into
 * `path`; and what is said by way of a third language that has packages with both.  `learned`, or NULL: two tables of the
 * user's, the second right TAB left, which need not exist.  Returns a status of sysexits.h; EX_UNAVAILABLE where there is
 * nothing of the pair. */
int lexicon_compile_freedict(const char *folder, const char *const learned[2], const char *left, const char *right,
                             const char *path, struct error *error);
/* The same for a table, `left TAB right [TAB strength]` a line, or one of hunalign's, `right @ left`. */
int lexicon_compile_table(const char *table, const char *left, const char *right, const char *path,
                          struct error *error);
#endif
