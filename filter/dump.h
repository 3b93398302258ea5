/* What a stage gave, to look at: `--until STAGE`. */
#ifndef ENREGARD_DUMP_H
#define ENREGARD_DUMP_H
#include "buffer.h"
#include "text.h"
#include <libxml/tree.h>

void dump_node(struct buffer *out, xmlNode *node); /* as XML */
/* `language TAB block TAB role TAB sentence` lines; whole blocks where no sentences are cut. */
void dump_text(struct buffer *out, const struct text *text);
/* `score TAB block:byte TAB block:byte` lines: where each row starts in either text, from 0. */
void dump_alignment(struct buffer *out, const struct alignment *alignment);
#endif
