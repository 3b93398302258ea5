/* Do two texts that were aligned say the same? */
#ifndef ENREGARD_BILINGUAL_H
#define ENREGARD_BILINGUAL_H
#include "lexicon.h"
#include "text.h"
#include <stdbool.h>

/* False where the rows plainly do not translate each other: a page in one language that quotes
 * another.  True where there is too little text to tell, or no lexicon (NULL) to tell
 * it by. */
bool bilingual(const struct text sides[2], const struct alignment *alignment,
               const struct lexicon *lexicon);
#endif
