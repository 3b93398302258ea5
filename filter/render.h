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

/* Begins to read the stylesheet at `path`, in a thread of its own; what is wrong with it is said where it is applied.  It reads
 * what is in its own folder or below; nothing is written or fetched. */
struct stylesheet *stylesheet_open(const char *path);
void stylesheet_await(struct stylesheet *stylesheet); /* until it is read */
void stylesheet_close(struct stylesheet *stylesheet); /* NULL: none */

/* Applies the stylesheet to `doc`; `parameters` may be NULL.  EX_CONFIG for a stylesheet that cannot be read, EX_USAGE for a
 * parameter that it does not declare, EX_SOFTWARE where it fails or warns. */
int render(struct buffer *out, xmlDoc *doc, struct stylesheet *stylesheet, const struct parameters *parameters,
           struct error *error);
/* The same, as a tree; NULL after an error. */
xmlDoc *render_tree(xmlDoc *doc, struct stylesheet *stylesheet, const struct parameters *parameters, struct error *error);
#endif
