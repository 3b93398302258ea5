/* Output in a charset that is not UTF-8. */
#ifndef ENREGARD_CHARSET_H
#define ENREGARD_CHARSET_H
#include "buffer.h"
#include "error.h"

/* What was not in the charset. */
struct unexpressed {
    size_t alike, lost; /* characters written as something like them; as "?" */
};
/* Makes UTF-8 into the charset, by iconv: what it lacks is written without its accents, or as iconv transliterates it, the same
 * in every locale.  EX_USAGE for an unknown name. */
int charset_encode(struct buffer *bytes, const char *name, struct unexpressed *unexpressed, struct error *error);
/* The same, and back to UTF-8, of which nothing is lost then: for text that is laid out by what will be seen. */
int charset_limit(struct buffer *bytes, const char *name, struct unexpressed *unexpressed, struct error *error);
#endif
