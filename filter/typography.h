/* What printers do to the spaces of a text. */
#ifndef ENREGARD_TYPOGRAPHY_H
#define ENREGARD_TYPOGRAPHY_H
#include <libxml/tree.h>

/* In every side of the bitext whose language has such marks (language_data), makes a plain space before or after them a
 * narrow no-break space; code and what is marked as another language stay. */
void typography_apply(xmlDoc *bitext);
#endif
