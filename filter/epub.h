/* The EPUB container. */
#ifndef ENREGARD_EPUB_H
#define ENREGARD_EPUB_H
#include "buffer.h"
#include "error.h"
#include "images.h"
#include <libxml/tree.h>
#include <time.h>

/* Zips the files of `files` (<e:files>, as epub.xsl makes them: one element, or text) into `out`, then the images:
 * mimetype first and stored, all with the time `modified`.  EX_SOFTWARE where the zip fails. */
int epub_pack(struct buffer *out, xmlDoc *files, const struct images *images, time_t modified, struct error *error);
#endif
