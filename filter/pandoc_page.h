/* A document of Pandoc's as a page of HTML, for what reads pages. */
#ifndef ENREGARD_PANDOC_PAGE_H
#define ENREGARD_PANDOC_PAGE_H
#include "error.h"
#include "input.h"
#include <libxml/tree.h>

/* Reads the JSON in `path` ("-": standard input).  Raw HTML in it is read as what it is, other raw text is left out; notes
 * stand at the end.  NULL with `error` filled (EX_NOINPUT, EX_DATAERR). */
xmlDoc *pandoc_page_read(const char *path, const struct input_options *options, struct error *error);
#endif
