/* Where the result goes. */
#ifndef ENREGARD_OUTPUT_H
#define ENREGARD_OUTPUT_H
#include "buffer.h"
#include "error.h"

/* Writes the bytes to the file at `path`, NULL or "-" for standard output: a file appears whole or
 * not at all, by renaming path.part; what is no regular file is written in place.  EX_CANTCREAT or
 * EX_IOERR. */
int output_write(const struct buffer *bytes, const char *path, struct error *error);
#endif
