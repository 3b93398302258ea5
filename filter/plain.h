/* Plain text in a page: mails and other prose that stand in <pre>. */
#ifndef ENREGARD_PLAIN_H
#define ENREGARD_PLAIN_H
#include <libxml/tree.h>

/* Makes paragraphs, divided by empty lines, of every <pre> within `root` that holds prose and no program: words and the
 * marks of sentences, nothing that is highlighted. */
void plain_unwrap(xmlNode *root);
#endif
