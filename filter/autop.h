/* WordPress keeps posts without <p>: an empty line is a paragraph, a line break a <br>. */
#ifndef ENREGARD_AUTOP_H
#define ENREGARD_AUTOP_H
#include "buffer.h"

/* Appends a WordPress post's stored text as HTML, the way its themes show it (WordPress's wpautop): paragraphs and
 * line breaks, [caption] as a figure, other shortcodes without their tags.  Posts of the block editor have their
 * paragraphs already and keep them. */
void autop_add(struct buffer *out, const char *text, size_t length);
#endif
