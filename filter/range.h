/* A part of an element, by bytes of its text. */
#ifndef ENREGARD_RANGE_H
#define ENREGARD_RANGE_H
#include <libxml/tree.h>
#include <stddef.h>

/* A copy for `doc` of `node` that holds bytes [from, to) of its text with the markup over them.  An element
 * without text (br, img) belongs to the place where it stands: from <= place < to, or the end. */
xmlNode *range_clone(xmlNode *node, xmlDoc *doc, size_t from, size_t to, size_t length);
#endif
