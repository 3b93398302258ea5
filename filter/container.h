/* Which element of the page holds the article. */
#ifndef ENREGARD_CONTAINER_H
#define ENREGARD_CONTAINER_H
#include "rules.h"
#include <libxml/tree.h>

/* By what the rules know, level by level, as long as it holds most of the prose; else the element
 * with the densest prose; else `body`. */
xmlNode *container_find(xmlNode *body, const struct rules *rules);
#endif
