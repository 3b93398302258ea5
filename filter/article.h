/* The cleaned article by itself, before it is taken apart. */
#ifndef ENREGARD_ARTICLE_H
#define ENREGARD_ARTICLE_H
#include "buffer.h"
#include "post.h"

/* Appends the posts' articles as one XHTML document with the first post's metadata: their own
 * mark-up, each block with its xml:lang and lang. */
void article_add_xhtml(struct buffer *out, const struct post *posts, size_t count);
/* Appends a post's running text, UTF-8: a paragraph a block with an empty line between,
 * captions left with their figures. */
void article_add_text(struct buffer *out, const struct post *post);
#endif
