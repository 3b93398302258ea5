/* What a page says between its title and its article: the lead. */
#ifndef ENREGARD_LEAD_H
#define ENREGARD_LEAD_H
#include <libxml/tree.h>

/* Moves the paragraphs that stand after an h1 that is the title and before the article, outside of it, to its start: prose with
 * few links that the article does not say itself. */
void lead_take(xmlNode *body, xmlNode *article, const char *title);
#endif
