/* A title that the page has in both languages. */
#ifndef ENREGARD_TITLE_H
#define ENREGARD_TITLE_H
#include "post.h"
#include "text.h"

/* The page's title stands over what people read and is no row.  Where the other language's text begins with a heading
 * that nothing answers, that is its translation: it becomes post->translated_title, and leaves its side and its row.
 * `alignment` is of `sides`; true if there was one. */
bool title_take(struct post *post, struct text sides[2], struct alignment *alignment);
#endif
