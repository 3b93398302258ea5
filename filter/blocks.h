/* Makes a tree a sequence of blocks: elements that hold running text and no further block. */
#ifndef ENREGARD_BLOCKS_H
#define ENREGARD_BLOCKS_H
#include "buffer.h"
#include "text.h"
#include <libxml/tree.h>

/* Wraps text that stands loose between blocks, and what two <br> in a row divide, into <p>; marks
 * every block with e:role (text.h's names).  Within `root`, which must be XHTML. */
void blocks_mark(xmlNode *root) __attribute__((nonnull));
/* The first block in document order within `root` after `node` (NULL: the first); NULL at the
 * end. */
xmlNode *blocks_next(xmlNode *node, xmlNode *root);
enum role blocks_role(const xmlNode *block);
void blocks_set_role(xmlNode *block, enum role role);
/* The block's text: its text nodes, every tab and line end as a space, so that byte n of it is byte
 * n of its text nodes. */
void blocks_text(struct buffer *out, xmlNode *block);
/* Removes what was noted at an element on the way: its attributes of our own namespace. */
void blocks_unmark(xmlNode *element);
#endif
