/* How much of a page's text stands in each element, and how much of it is prose. */
#ifndef ENREGARD_MEASURE_H
#define ENREGARD_MEASURE_H
#include <libxml/tree.h>
#include <stddef.h>

struct measure {
    size_t text, linked; /* bytes of its text but white space; how many of them are in links */
    size_t prose;        /* bytes of runs of text, outside of links, that are long enough for prose */
    double density;      /* prose of its own and, the less the deeper, of three levels below */
    int listed;          /* nobody's but the caller's; 0 at first */
};

/* Measures every element in `root`, in one pass; the nodes' _private point into what it returns.
 * After Readability's scoring (Arc90, 2009): prose is a run of 25 bytes or more, at most half of
 * it links, that has 80 bytes or a comma. */
struct measures *measures_new(xmlNode *root);
void measures_free(struct measures *measures);

/* Of an element in the tree last measured, as it was then. */
struct measure *measure_of(const xmlNode *element);
#endif
