/* XPaths as people write them for HTML: //div[@class='post']. */
#ifndef ENREGARD_XPATH_H
#define ENREGARD_XPATH_H
#include "buffer.h"

/* Appends the XPath 1.0 expression with "h:" before each element's name that has no prefix, so that it means
 * XHTML's elements.  What is no XPath comes out as something that is none either. */
void xpath_add_html(struct buffer *out, const char *expression);
#endif
