/* Reads the installed FreeDict packages: dictd files. */
#ifndef ENREGARD_FREEDICT_H
#define ENREGARD_FREEDICT_H
#include <stdbool.h>
#include <stddef.h>

#define FREEDICT_FOLDER "/usr/share/dictd" /* where Debian keeps it */

typedef void (*freedict_found)(void *context, const char *head, size_t head_length, const char *translation,
                               size_t length);

/* Calls `found` for every headword and each of its translations, phrases both, in `folder`'s dictionary from
 * language `from` to `to` (BCP 47 primary tags).  False where there is none. */
bool freedict_read(const char *folder, const char *from, const char *to, freedict_found found, void *context);
bool freedict_has(const char *folder, const char *from, const char *to);

/* FreeDict's three letters for a primary tag; the tag itself where it is not known. */
const char *freedict_language(const char *tag);
/* The primary tags it is known for, NULL at the end. */
const char *const *freedict_tags(void);

/* Reads a file, gzipped or not; false where it cannot be read or is empty. */
struct buffer;
bool freedict_read_file(const char *path, struct buffer *out);
#endif
