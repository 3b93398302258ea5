/* Languages marked in the text itself, as qTranslate and its heirs keep them: [:fr]…[:en]…[:], {:fr}…{:},
 * <!--:fr-->…<!--:-->, the closer sometimes missing. */
#ifndef ENREGARD_MARKS_H
#define ENREGARD_MARKS_H
#include <libxml/tree.h>

/* Takes the marks out and gives each stretch an element of its own with its `lang`; a mark holds up to the next one,
 * or to the end of what holds its block. */
void marks_read(xmlNode *body);
/* Cuts a line, as a title, down to its first marked stretch; one without marks stays as it is. */
void marks_keep_first(char *line);
#endif
