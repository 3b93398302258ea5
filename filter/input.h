/* Bytes to a document: reads, decodes, parses. */
#ifndef ENREGARD_INPUT_H
#define ENREGARD_INPUT_H
#include "buffer.h"
#include "error.h"
#include <libxml/tree.h>

/* How, and how much at most: what is more is refused, since it would take more time or memory than a page is worth. */
struct input_options {
    const char *charset; /* or NULL */
    size_t most_bytes;
    size_t most_attributes; /* of an element; libxml2 compares each with each */
};
extern const struct input_options input_default;

/* Appends the bytes of `path` ("-": standard input), no more than the options let through.  EX_NOINPUT, EX_DATAERR, EX_IOERR. */
int input_bytes(struct buffer *bytes, const char *path, const struct input_options *options, struct error *error);
/* Reads `path` ("-": standard input) as XHTML, or as HTML where it is not well formed, or as plain text where it has no
 * tag.  Charset by
 * BOM, validity as UTF-8, the options' charset, declaration, windows-1252, in this order.  Nothing
 * is loaded from the network or from a DTD.  Every element of the result is in a namespace,
 * HTML's in XHTML's.  NULL with `error` filled (EX_NOINPUT, EX_DATAERR). */
xmlDoc *input_read(const char *path, const struct input_options *options, struct error *error);
/* The same from bytes, which it uses up; `path` is for messages. */
xmlDoc *input_parse(struct buffer *bytes, const char *path, const struct input_options *options, struct error *error);
/* Reads a text of one sentence a line: a document of a <p> a line, each with its number, from 0, in
 * the attribute line of our namespace.  Errors as of input_read. */
xmlDoc *input_read_lines(const char *path, const struct input_options *options, struct error *error);
#endif
