/* What was left out of the page, for the ledger. */
#ifndef ENREGARD_DROPPED_H
#define ENREGARD_DROPPED_H
#include "post.h"

/* A node's text, white space folded; the caller's to free. */
char *folded_text(xmlNode *node);
/* Notes a text, which it takes over, under a rule's name. */
void note_dropped(struct post *post, const char *rule, char *text);
/* Notes the node's text, unlinks and frees it. */
void drop(struct post *post, xmlNode *node, const char *rule);
#endif
