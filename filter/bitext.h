/* The aligned document (stylesheets/bitext.rng). */
#ifndef ENREGARD_BITEXT_H
#define ENREGARD_BITEXT_H
#include "associate.h"
#include "error.h"
#include "post.h"
#include "text.h"
#include <libxml/tree.h>

/* A new document without sections: <bitext left right/>. */
xmlDoc *bitext_new(const char *left, const char *right);
/* Adds a post, of one page or of a page a language, as a <section>: a <head> with its titles, author, date and source,
 * and a <row> for each of the alignment's.  List markers that only one side spells out are left out.  The blocks'
 * origins are elements, which are copied.  With `fine` (fine_rows of the alignment; or NULL), what answers each
 * other inside a row stands in spans of class s with the same data-pair.  EX_SOFTWARE where a side's text in the section
 * is not that of `sides`, but for such markers. */
int bitext_add(xmlDoc *doc, const struct post *posts, size_t count, const struct text sides[2],
               const struct alignment *alignment, const struct alignment *fine, struct error *error);
/* Adds to the last section which words of its rows answer each other, in lower case, and how surely. */
void bitext_add_words(xmlDoc *doc, const struct links *links, const associations *pairs);
/* Adds to the last section what the rules dropped from its pages, with the rule's name; what they would have; and what is in
 * neither language. */
void bitext_add_dropped(xmlDoc *doc, const struct post *posts, size_t count, const struct text sides[2]);
/* Once all sections are there: puts a <head> before them.  A single one's head becomes the document's; of several it
 * has `title`, else the first one's title, and the author of all.  `metadata`, names and values with NULL at the end, has
 * the last word. */
void bitext_describe(xmlDoc *doc, const char *title, const char *const *metadata);
#endif
