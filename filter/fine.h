/* Inside the rows: which sentences answer which. */
#ifndef ENREGARD_FINE_H
#define ENREGARD_FINE_H
#include "links.h"
#include "text.h"
#include "weights.h"

/* Divides `rows`, which cover both texts, at sentences that begin groups on both sides: each row of `fine` lies in
 * one of them, and they cover both texts, too.  A row whose sentences would rather answer those of another stays whole.
 * A fine row's score is that of its row times its own posterior. */
void fine_rows(struct alignment *fine, const struct text sides[2], const struct alignment *rows,
               const struct links *links, const struct weights *weights);
#endif
