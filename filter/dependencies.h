/* What a run read, as a rule for make. */
#ifndef ENREGARD_DEPENDENCIES_H
#define ENREGARD_DEPENDENCIES_H
#include "buffer.h"
#include "images.h"
#include "options.h"

/* Appends "output output: page rules stylesheet image", one rule, its names escaped as make wants them; then an empty
 * rule for each file, so that make does not stop where one was deleted. */
void dependencies_add(struct buffer *out, const struct options *options, const struct images *images);
#endif
