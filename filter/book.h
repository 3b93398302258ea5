/* A bitext as an EPUB: a stylesheet gives the files, epub packs them. */
#ifndef ENREGARD_BOOK_H
#define ENREGARD_BOOK_H
#include "buffer.h"
#include "error.h"
#include "images.h"
#include "render.h"
#include <libxml/tree.h>

/* Appends the book to `out`, with the images that its bitext marks.  The stylesheet gets `parameters`, and
 * `identifier`, a URN that stays as long as the rows do, and `modified`, UTC.  The same bitext and $SOURCE_DATE_EPOCH
 * give the same bytes.  Errors as of render. */
int book_write(struct buffer *out, xmlDoc *bitext, const struct images *images, struct stylesheet *stylesheet,
               const struct parameters *parameters, struct error *error);
#endif
