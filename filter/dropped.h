/* What was left out of the page, for the ledger. */
#ifndef ENREGARD_DROPPED_H
#define ENREGARD_DROPPED_H
#include "post.h"

/* A node's text, white space folded; the caller's to free. */
char *folded_text(xmlNode *node);
/* Notes a text, which it takes over, under a rule's name. */
void note_dropped(struct post *post, const char *rule, char *text);
/* Does the user want the text to stay?  It is noted, then. */
bool is_to_stay(struct post *post, const char *text);
/* Notes the node's text, unlinks and frees it; unless the user wants it, or what it is in, to stay. */
void drop(struct post *post, xmlNode *node, const char *rule) __attribute__((nonnull));
/* Puts what is kept of what lies outside the article into it: at its start, or its end.  Returns whether it is all. */
bool keep_outside(struct post *post, xmlNode *outside, bool before);
#endif
