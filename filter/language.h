/* Stamps every block of an article with its language. */
#ifndef ENREGARD_LANGUAGE_H
#define ENREGARD_LANGUAGE_H
#include <libxml/tree.h>

/* Cuts the blocks of `article` (blocks.h) where their language changes and gives each block
 * xml:lang: `left`, `right`, or a third language that beats both.  Evidence: the block's words,
 * lang attributes, and the blocks before and after, by Viterbi with the page's own rate of
 * changes. */
void language_stamp(xmlNode *article, const char *left, const char *right);
/* Gives all blocks the one language. */
void language_stamp_all(xmlNode *article, const char *language);
/* Log odds that the article as a whole is in `left` and not in `right`. */
double language_odds(xmlNode *article, const char *left, const char *right);
#endif
