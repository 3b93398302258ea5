/* Picks the two sides of an article by XPath. */
#ifndef ENREGARD_SEPARATE_H
#define ENREGARD_SEPARATE_H
#include "error.h"
#include "text.h"
#include <libxml/tree.h>

/* Moves images that are blocks by themselves into the text before or after, so that no row loses them.  Before
 * separate_side, once the blocks have their languages. */
void separate_join_images(xmlNode *article);
/* Makes `text` of the article's blocks that `expression` selects or whose ancestors it selects
 * (NULL: those in `language`, by lang()); block.origin is the element.  Blocks without words are
 * left out.  EX_USAGE for a bad expression. */
int separate_side(struct text *text, xmlNode *article, const char *language, const char *expression,
                  struct error *error);
#endif
