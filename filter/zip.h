/* A ZIP archive in memory (PKWARE's APPNOTE 6.3: local headers, central directory, its end), by zlib: no library's writer is
 * sound where memory ends. */
#ifndef ENREGARD_ZIP_H
#define ENREGARD_ZIP_H
#include "buffer.h"
#include "error.h"
#include <stdbool.h>
#include <time.h>

struct zip;
/* Appends the archive to `out`, all of whose files bear the time `modified` (UTC). */
struct zip *zip_new(struct buffer *out, time_t modified);
/* Adds a file, deflated or as it is; its name is UTF-8.  No extra fields. */
void zip_add(struct zip *zip, const char *name, const char *bytes, size_t length, bool stored);
/* Ends the archive and frees `zip`.  EX_SOFTWARE where it is too large for a ZIP without its extensions: 4 GB, 65,535 files. */
int zip_end(struct zip *zip, struct error *error);
#endif
