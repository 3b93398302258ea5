/* The aligned document (stylesheets/bitext.rng). */
#ifndef ENREGARD_BITEXT_H
#define ENREGARD_BITEXT_H
#include "error.h"
#include "post.h"
#include "text.h"
#include <libxml/tree.h>

/* A new document without sections: <bitext left right><head/></bitext>, with the title, author, date
 * and source of the first of `count` posts; of two, left and right, with both titles. */
xmlDoc *bitext_new(const struct post *posts, size_t count, const char *left, const char *right);
/* Adds a post as a <section>: a <row> for each of the alignment's.  List markers that only one
 * side spells out are left out.  The blocks' origins are elements, which are copied.
 * EX_SOFTWARE where a side's text in the section is not that of `sides`, but for such markers. */
int bitext_add(xmlDoc *doc, const struct text sides[2], const struct alignment *alignment,
               struct error *error);
#endif
