/* A bitext through a stylesheet. */
#ifndef ENREGARD_RENDER_H
#define ENREGARD_RENDER_H
#include "buffer.h"
#include "error.h"
#include <libxml/tree.h>

/* Names and values for a stylesheet, NULL at the end; either may be NULL. */
struct parameters {
    const char *const *given;   /* the user's: one that the stylesheet does not declare is an error */
    const char *const *offered; /* set where the stylesheet declares them */
};

/* Applies the stylesheet at `path` to `doc`; `parameters` may be NULL.  The stylesheet reads what is in
 * its own folder or below; nothing is written or fetched.  EX_CONFIG for a stylesheet that cannot be read, EX_USAGE for a parameter that it does
 * not declare, EX_SOFTWARE where it fails or warns. */
int render(struct buffer *out, xmlDoc *doc, const char *path, const struct parameters *parameters,
           struct error *error);
/* The same, as a tree; NULL after an error. */
xmlDoc *render_tree(xmlDoc *doc, const char *path, const struct parameters *parameters, struct error *error);
#endif
