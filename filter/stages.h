/* The program as a table of stages, each of them run for one post after the other. */
#ifndef ENREGARD_STAGES_H
#define ENREGARD_STAGES_H
#include "images.h"
#include "lexicon.h"
#include "links.h"
#include "options.h"
#include "post.h"
#include "rules.h"
#include "sites.h"
#include "source.h"
#include "targets.h"
#include "text.h"

/* One post on its way: what each stage takes and gives, in the order of the stages. */
struct section {
    struct pages pages;
    struct post posts[2];
    size_t post_count;
    struct text sides[2];
    struct links links;
    struct alignment alignment;
    struct alignment fine; /* the sentences in its rows, where something asks for them */
};

/* What --learn changed: the rows by hand, and how many of them are found with either lexicon. */
struct checked {
    struct lexicon *before; /* the lexicon as it was; NULL where nothing is compared */
    size_t rows, found_before, found;
};

struct run {
    struct options options;
    char *data; /* the folder of stylesheets/ */
    struct source *source;
    struct rules *rules;
    struct sites *sites;
    struct lexicon *lexicon;
    bool lexicon_asked;
    struct corrections corrections; /* of --alignment, or --learn */
    struct checked checked;
    struct section section; /* the one at work */
    bool many;              /* it may not be the only one */
    size_t sections, left_out;
    xmlDoc *bitext;         /* all that are done */
    struct images images;
    struct targets *targets;
    struct buffer report;
};

/* Opens the lexicon that the options ask for, once; NULL in `run` where there is none. */
int stages_lexicon(struct run *run, struct error *error);
/* The number of the stage of that name (NULL: the last); EX_USAGE if there is none. */
size_t stages_last(const char *name, struct error *error);
/* Runs the stages up to `last` on the section at work, but for those that add to what is written: it takes nothing from
 * other posts, unless there are corrections, and only changes the section, the rules, the sites and the lexicon. */
void stages_prepare(struct run *run, size_t last, struct error *error);
/* Runs the rest of them. */
void stages_finish(struct run *run, size_t last, struct error *error);
void section_clear(struct section *section);
#endif
