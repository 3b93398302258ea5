/* What the command line says. */
#ifndef ENREGARD_OPTIONS_H
#define ENREGARD_OPTIONS_H
#include "align.h"
#include "array.h"
#include "buffer.h"
#include "error.h"
#include "input.h"
#include "memory.h"
#include "post.h"
#include "weights.h"
#include <stdbool.h>

/* Where to, and as what: a stylesheet's name in stylesheets/, or a format that is none.  NULL: standard output. */
struct output_option {
    const char *path, *to;
};

struct options {
    ARRAY(struct output_option) outputs; /* at least one */
    const char *from; /* html, feed, json, lines or records */
    struct input_options input;
    const char *stylesheet, *dictionary, *compile, *report, *until, *css, *dependencies, *output_charset;
    const char *side[2], *language[2];
    const char *const *files; /* file_count of them; "-" is standard input */
    size_t file_count;
    size_t jobs;              /* threads, if more than 1 */
    bool given;               /* they were: standard input is not just the default */
    const char *select;       /* XPath of a feed's items, or NULL */
    bool allow_monolingual, by_sentence, words, typeset, verbose, quiet, sandbox;
    ARRAY(const char *) rules; /* files and folders, here and of the next two */
    ARRAY(const char *) alignments, learn;
    enum rows_of rows_of;
    double min_score; /* rows below are doubtful */
    struct weights weights;
    struct post_options post;
    ARRAY(const char *) params;   /* --param: name, value, name, value …, NULL */
    ARRAY(const char *) layout;   /* the same, what our own stylesheets are asked for */
    ARRAY(const char *) metadata; /* the same, of the book */
    ARRAY(const char *) folders;  /* that images may be in */
    struct arena copies;        /* what language and params point into */
};

/* Reads the command line; the options point into `argv`.  False where the run ends here: with
 * `error` filled (EX_USAGE), or well, with what there is to say in `output`. */
bool options_read(struct options *options, int argc, char **argv, struct buffer *output,
                  struct error *error);
void options_clear(struct options *options);
#endif
