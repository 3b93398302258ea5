/* Takes the page's furniture out: navigation, share bars, sidebars, what the rules name. */
#ifndef ENREGARD_FURNITURE_H
#define ENREGARD_FURNITURE_H
#include "post.h"
#include "rules.h"

/* Drops what is never text: scripts, forms, media; and a heading over a box to search with. */
void furniture_drop_junk(struct post *post, xmlNode *body);
/* Drops what the rules select and name, sparing what holds too much of the page's prose. */
void furniture_drop(struct post *post, xmlNode *body, const struct rules *rules);
/* Drops the elements that an XPath selects from `from`, all of them, under a rule's name. */
void furniture_drop_selected(struct post *post, xmlNode *from, const char *expression, const char *rule);
/* Drops from the article lists and boxes that are links and little else. */
void furniture_drop_links(struct post *post);
#endif
