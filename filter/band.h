/* Where in two texts the search for beads looks. */
#ifndef ENREGARD_BAND_H
#define ENREGARD_BAND_H
#include "bead_score.h"

enum { BAND_MARGIN = 8, BAND_LONG_RUN = 16 }; /* units beside the band's line; that one side has more, to be jumped over */

/* The places that a path may pass: before left unit i, those before right units [low[i], high[i]]; and how far it may
 * jump from there. */
struct band {
    size_t *low, *high;
    struct jump {
        size_t left, right; /* the next anchor after a long run on one side, or 0, 0 */
    } *jump;
    size_t *answered; /* [right unit]: how many before it touch a left unit, so it seems, that may be paired with them */
};

/* A band around the line that anchors give: words that stand seldom in either text and are linked. */
struct band band_make(const struct bead_model *model);
/* A path has to pass the places before left unit i and right unit held[i] - 1, which rise, for each of the `count` + 1 left
 * places that are not 0: no other is left there, nor any that does not lie between two of them. */
void band_hold(struct band *band, size_t count, const size_t *held);
void band_clear(struct band *band);
#endif
