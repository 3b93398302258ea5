/* The posts that the command line names, one after the other: pages, pairs of pages, feeds. */
#ifndef ENREGARD_SOURCE_H
#define ENREGARD_SOURCE_H
#include "error.h"
#include "input.h"
#include <libxml/tree.h>
#include <stdbool.h>

/* One post: a page, or a page for each of its languages. */
struct pages {
    xmlDoc *at[2];
    char *name[2]; /* for messages */
    size_t count;
    bool guessed; /* nobody says that the two belong together */
};
void pages_clear(struct pages *pages);

struct source_options {
    const char *from; /* html, json, lines, feed or records; html knows feeds when it sees them */
    const char *const *files;
    size_t file_count;
    struct input_options input;
    const char *select;           /* or NULL */
    const char *const *language;  /* left, right */
};
struct source;
/* `options` outlives it. */
struct source *source_new(const struct source_options *options);
void source_free(struct source *source);
/* The next post; false at the end, or with `error` filled.  Of records, a bad one fills `error` and is a post without
 * pages, its name the record's id as JSON; the next call goes on after it. */
bool source_next(struct source *source, struct pages *pages, struct error *error);
/* May there be several?  Then one that cannot be used is left out, and each is a section. */
bool source_has_many(const struct source *source);
/* What all of them together are called; NULL where nothing says. */
const char *source_title(const struct source *source);
#endif
