/* A document of Pandoc's as JSON: large ones are read and written by halves, at the same time. */
#ifndef ENREGARD_PANDOC_FILE_H
#define ENREGARD_PANDOC_FILE_H
#include "error.h"
#include <jansson.h>
#include <stdio.h>

/* What is left of the file; NULL, with `bad` filled, where it is no JSON. */
json_t *pandoc_read(FILE *file, json_error_t *bad);
/* On one line, its members in their order; `error` is filled (EX_IOERR) where the file takes no more. */
int pandoc_write(const json_t *document, FILE *file, struct error *error);
#endif
