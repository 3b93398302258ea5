/* A title that the page has in both languages. */
#ifndef ENREGARD_TITLE_H
#define ENREGARD_TITLE_H
#include "post.h"
#include "text.h"

/* A title in both languages, "Page non trouvée / Page not found", becomes two: post->title and post->translated_title; true
 * if it was one. */
bool title_split(struct post *post, const struct text sides[2]);
/* The page's title stands over what people read and is no row.  A main heading at its start that nothing answers is the
 * title, and split.  Where the other language's text begins with such a heading, that is the title's translation: it
 * becomes post->translated_title.  Either leaves its side and its row.  `alignment` is of `sides`. */
void title_take(struct post *post, struct text sides[2], struct alignment *alignment);
#endif
