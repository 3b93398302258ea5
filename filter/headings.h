/* What a page's headings say together of its languages. */
#ifndef ENREGARD_HEADINGS_H
#define ENREGARD_HEADINGS_H
#include "detect.h"
#include <libxml/tree.h>
#include <stddef.h>

enum { HEADING_MARKS = 6 };
/* Of each mark that may stand between two languages, dash or stroke: which one do this page's headings have before it?  The
 * left 1, the right -1; 0: it does not stand between two. */
struct headings {
    int first[HEADING_MARKS];
};

/* "Samples - Échantillons", "Credits - Remerciements": one heading alone says too little.  A mark divides where two headings
 * or more have it, and all that stands before it is together as surely in one language as what stands after it is in the
 * other. */
struct headings headings_read(xmlNode *article, struct detector *detector);
/* Fills `cuts` with where in the heading's text the mark starts and what follows it; returns the language before it, 0 where
 * no mark divides it. */
int headings_cut(const struct headings *headings, const char *text, size_t length, size_t cuts[2]);
#endif
