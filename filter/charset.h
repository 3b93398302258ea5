/* Output in a charset that is not UTF-8. */
#ifndef ENREGARD_CHARSET_H
#define ENREGARD_CHARSET_H
#include "buffer.h"
#include "error.h"

struct charset;
/* By iconv's name.  NULL with `error` filled (EX_USAGE) for an unknown one. */
struct charset *charset_open(const char *name, struct error *error);
void charset_close(struct charset *charset); /* NULL is none */

/* Makes UTF-8 into the charset: what it lacks is written without its accents, or as iconv transliterates it, the same in every
 * locale. */
void charset_encode(struct charset *charset, struct buffer *bytes);
/* The same, and back to UTF-8, of which nothing is lost then: for text that is laid out by what will be seen. */
void charset_limit(struct charset *charset, struct buffer *bytes);

/* What was not in the charset, so far. */
struct unexpressed {
    size_t alike, lost; /* characters written as something like them; as "?" */
};
struct unexpressed charset_unexpressed(const struct charset *charset); /* NULL lacks nothing */
#endif
