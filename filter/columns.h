/* Text in lines and columns, by what each character takes on a terminal: no XML. */
#ifndef ENREGARD_COLUMNS_H
#define ENREGARD_COLUMNS_H
#include "buffer.h"

/* Columns that the text takes: a character with its marks, an emoji with what modifies it, counts as one, of width 0 to 2. */
size_t columns_width(const char *text, size_t length);
/* Appends the text in lines of at most `width` columns, each ended by a newline: broken at white space, between wide characters where Unicode allows it (UAX 14), and at
 * newlines, a word that is too long anywhere.  The first line starts with `first`, the others with `other`. */
void columns_fill(struct buffer *out, const char *text, size_t width, const char *first, const char *other);
/* Appends the lines of both texts beside each other: the left ones filled up to `width` columns, two between. */
void columns_beside(struct buffer *out, const char *left, const char *right, size_t width);
#endif
