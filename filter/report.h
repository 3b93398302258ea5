/* The ledger: where every word of the page went. */
#ifndef ENREGARD_REPORT_H
#define ENREGARD_REPORT_H
#include "buffer.h"
#include "error.h"
#include "post.h"
#include "text.h"

/* Appends the ledger: totals in words, then doubtful rows, one-sided rows, and what was dropped
 * with its rule, a line each.  Blocks in neither side's language count as dropped.  EX_SOFTWARE
 * where the words of the rows and the dropped blocks are not those of the page's blocks. */
int report_write(struct buffer *out, const struct post *posts, size_t post_count,
                 const struct text sides[2], const struct alignment *alignment,
                 struct error *error);
#endif
