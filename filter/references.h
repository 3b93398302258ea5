/* Character references as browsers read them, before libxml2 sees them. */
#ifndef ENREGARD_REFERENCES_H
#define ENREGARD_REFERENCES_H
#include "buffer.h"

/* In UTF-8: named characters of HTML 4 as themselves, since no DTD is read, and numbers that Windows' charset is meant by
 * (&#146; for ’); what markup needs stays a reference.  HTML Standard, 13.2.5.72 to 84. */
void references_resolve_xml(struct buffer *bytes);
/* The same of HTML, where a semicolon may be missing; and comments that end at once, or with --!>. */
void references_resolve_html(struct buffer *bytes);
#endif
