/* An alignment as the lists that other aligners write. */
#ifndef ENREGARD_LISTING_H
#define ENREGARD_LISTING_H
#include "buffer.h"
#include "text.h"

/* Units are counted from 0: lines where the texts were read as lines, else blocks.
 * Beads: "[0, 1]:[2]:0.987", the form of Bleualign and Vecalign, the last the row's probability. */
void listing_beads(struct buffer *out, const struct text sides[2],
                   const struct alignment *alignment);
/* hunalign's ladder: the units before the row on either side, its probability; tab separated; the
 * last line is the end. */
void listing_ladder(struct buffer *out, const struct text sides[2],
                    const struct alignment *alignment);
#endif
