/* The program as a table of stages, each of them run for one post after the other. */
#ifndef ENREGARD_STAGES_H
#define ENREGARD_STAGES_H
#include "images.h"
#include "lexicon.h"
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
    struct alignment alignment;
    struct alignment fine; /* the sentences in its rows, where something asks for them */
};

struct run {
    struct options options;
    char *data; /* the folder of stylesheets/ */
    struct source *source;
    struct rules *rules;
    struct sites *sites;
    struct lexicon *lexicon;
    bool lexicon_asked;
    struct section section; /* the one at work */
    size_t sections, left_out;
    xmlDoc *bitext;         /* all that are done */
    struct images images;
    struct targets *targets;
    struct buffer report;
};

/* The number of the stage of that name (NULL: the last); EX_USAGE if there is none. */
size_t stages_last(const char *name, struct error *error);
/* Runs the stages up to `last` on the section at work; stops where all outputs are made, or at an error. */
void stages_run(struct run *run, size_t last, struct error *error);
void section_clear(struct section *section);
#endif
