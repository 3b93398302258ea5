/* A bitext through a stylesheet. */
#ifndef ENREGARD_RENDER_H
#define ENREGARD_RENDER_H
#include "buffer.h"
#include "error.h"
#include <libxml/tree.h>

/* Applies the stylesheet at `path` to `doc`; `params` are names and values, NULL at the end, or
 * NULL.  What the stylesheet reads is limited to files; nothing is written or fetched.  EX_CONFIG
 * for a stylesheet that cannot be read, EX_USAGE for a
 * parameter that it does not declare, EX_SOFTWARE where it fails or warns. */
int render(struct buffer *out, xmlDoc *doc, const char *path, const char *const *params,
           struct error *error);
#endif
