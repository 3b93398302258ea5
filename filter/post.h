/* The post in the page: finds the article, drops the furniture, reads the metadata. */
#ifndef ENREGARD_POST_H
#define ENREGARD_POST_H
#include "array.h"
#include "corrections.h"
#include "error.h"
#include "rules.h"
#include "sites.h"
#include <libxml/tree.h>

struct dropped {
    char *rule, *text; /* the rule's name; the text with white space folded */
};
struct post {
    xmlDoc *doc;
    xmlNode *article; /* in `doc`: blocks (blocks.h) and what holds them */
    char *title, *author, *date, *source, *language; /* UTF-8, NULL where unknown */
    char *translated_title; /* of one side, where the page has it in both languages; or NULL */
    int translated_side;
    ARRAY(struct dropped) dropped;                   /* in the order of dropping */
    struct corrections *corrections;                 /* what is never dropped; or NULL */
    ARRAY(char *) kept;                              /* the texts that were not, for that */
};
struct post_options {
    const char *content; /* XPath of the article, or NULL: found by the rules */
    const char *drop;    /* XPath of what more is dropped, or NULL */
    struct sites *sites; /* what is known of sites, or NULL */
    struct corrections *corrections; /* what the user wants kept, or NULL */
    const char *path;    /* for messages */
};

/* Takes the document over.  STATUS_EMPTY where no text is left, EX_USAGE for a bad XPath, EX_NOINPUT for a site's
 * rules that cannot be read. */
int post_find(struct post *post, xmlDoc *doc, const struct rules *rules,
              const struct post_options *options, struct error *error);
/* The same for a document of lines (input_read_lines), all of it text. */
int post_take_lines(struct post *post, xmlDoc *doc, const char *path, struct error *error);
void post_clear(struct post *post);
#endif
