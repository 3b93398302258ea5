/* Where the result goes. */
#ifndef ENREGARD_OUTPUT_H
#define ENREGARD_OUTPUT_H
#include "buffer.h"
#include "error.h"

struct output;
/* Opens the file at `path`, NULL or "-" for standard output, when there is something to write.  A file appears whole or
 * not at all, by renaming path.part; what is no regular file is written in place. */
struct output *output_new(const char *path);
/* Writes the bytes, if there is no error yet, and empties the buffer.  EX_CANTCREAT or EX_IOERR. */
int output_add(struct output *output, struct buffer *bytes, struct error *error);
/* The file is whole, if there is no error: then it gets its name.  Frees `output`. */
int output_close(struct output *output, struct error *error);
/* All three: the bytes are the whole file; empties the buffer. */
int output_write(const char *path, struct buffer *bytes, struct error *error);
#endif
