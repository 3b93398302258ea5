/* Do two texts that were aligned say the same? */
#ifndef ENREGARD_BILINGUAL_H
#define ENREGARD_BILINGUAL_H
#include "links.h"
#include "text.h"
#include <stdbool.h>

/* False where the rows plainly do not translate each other: a page in one language that quotes
 * another.  True where there is too little text to tell.  The links are made with a lexicon: without
 * one, too little is linked to tell by. */
bool bilingual(const struct text sides[2], const struct alignment *alignment, const struct links *links);

/* False where one text is too short beside the other to be called its translation, whatever its rows. */
bool bilingual_by_length(const struct links *links);
#endif
