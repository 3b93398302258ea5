/* What XPath and XSLT can ask of the program: functions in the namespace urn:enregard:functions.
 *
 *   f:language(node-set)    the likeliest language of the text, a BCP 47 tag, '' without a word
 *   f:confidence(node-set)  its probability, 0 .. 1
 *   f:words(node-set)       the number of words
 *   f:fill(text, width, first, other)  the text in lines, each with a newline, that start so
 *   f:beside(left, right, width)       the lines of two such texts in columns
 *   f:width(text)           the columns it takes on a terminal
 *
 * The text of a node-set is that of all its nodes; a string may stand for it. */
#ifndef ENREGARD_FUNCTIONS_H
#define ENREGARD_FUNCTIONS_H
#include <libxml/xpath.h>

#define FUNCTIONS "urn:enregard:functions"

struct xpath_function {
    const char *name;
    xmlXPathFunction function;
};
extern const struct xpath_function functions[]; /* the last has no name */

/* Makes the functions known to a context under the prefix f. */
void functions_register(xmlXPathContext *context);
#endif
