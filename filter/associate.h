/* Which words of two texts seem to translate each other, from rows alone.
 *
 * Words that stand in the same rows more often than chance has it (log-likelihood ratio, Dunning 1993) compete in each row
 * for one partner each, those that are already linked first (competitive linking, Melamed 2000; Moore 2005). */
#ifndef ENREGARD_ASSOCIATE_H
#define ENREGARD_ASSOCIATE_H
#include "array.h"
#include "links.h"

struct association {
    uint32_t left, right; /* as links numbers them */
    float strength;       /* 0 < s < 1: the share of the rows with both in which they are partners, a little less where
                             there are few; at least `linked` */
    float linked;         /* as links has it; 0 where it has not */
};
typedef ARRAY(struct association) associations;

/* Adds the pairs that were partners in a row, by rising left and right word: those that are linked, and those that the
 * rows of both sides give reason to believe. */
void associate(associations *found, const struct text sides[2], const struct alignment *rows, const struct links *links);
/* Appends a word as it first stands in its text, in lower case. */
void associate_form(struct buffer *out, const struct links_side *side, uint32_t word);
#endif
