/* What is written: each output of the command line in its format, all from one alignment. */
#ifndef ENREGARD_TARGETS_H
#define ENREGARD_TARGETS_H
#include "buffer.h"
#include "error.h"
#include "images.h"
#include "options.h"
#include "post.h"
#include "text.h"
#include <stdbool.h>

struct targets;
/* `options` and `data`, the folder of the stylesheets, outlive it. */
struct targets *targets_new(const struct options *options, const char *data);

/* Do all of them want the article alone?  Is any made of the bitext?  Of all of it, not section by section? */
bool targets_are_articles(const struct targets *targets);
bool targets_want_bitext(const struct targets *targets);
bool targets_want_whole(const struct targets *targets);
/* Does any tell the sentences of a row apart? */
bool targets_want_sentences(const struct targets *targets);
/* Is any the page to check and mend the rows in? */
bool targets_want_review(const struct targets *targets);
/* Do any show images, and one of them inside itself? */
bool targets_want_images(const struct targets *targets, bool *inlined);

/* Each adds what one post has for the formats that it concerns. */
void targets_add_article(struct targets *targets, const struct post *posts, size_t count);
void targets_add_rows(struct targets *targets, const struct text sides[2], const struct alignment *alignment);
/* Writes what of the outputs is done and no later post changes: of many posts, one by one. */
int targets_flush(struct targets *targets, struct error *error);
/* Adds the bitext, as far as there is one, to the formats made of it; `name` is the last post's.  Errors as of render. */
int targets_add_bitext(struct targets *targets, xmlDoc *bitext, const struct images *images, const char *name,
                       struct error *error);
/* Of records, an error is a record of its own: writes it, clears it, and returns true. */
bool targets_take_error(struct targets *targets, const char *name, struct error *error);
/* The bytes of the first output, for what is no format. */
struct buffer *targets_first(struct targets *targets);
/* Gives the files their names, if there is no error. */
int targets_close(struct targets *targets, struct error *error);
void targets_free(struct targets *targets);
#endif
