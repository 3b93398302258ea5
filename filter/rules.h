/* The rules of stylesheets/rules: what page furniture is, which containers hold the article. */
#ifndef ENREGARD_RULES_H
#define ENREGARD_RULES_H
#include "error.h"
#include <libxml/tree.h>
#include <libxml/xpath.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdbool.h>

enum rule_kind { RULE_DROP, RULE_CONTAINER, RULE_LINE };
enum rule_strength { RULE_STRONG, RULE_WEAK, RULE_HIDDEN, RULE_ALWAYS };

struct rule {
    enum rule_kind kind;
    enum rule_strength strength; /* of a RULE_DROP */
    int level;                   /* of a RULE_CONTAINER: 1 the text, 2 the post, 3 the main area */
    enum line_place {            /* of a RULE_LINE: where it holds */
        LINE_WHOLE = 1,          /* a block by itself */
        LINE_EDGE = 2,           /* the article's first or last block */
        LINE_GLUED = 4,          /* the end of a longer block */
        LINE_ENDS = 8            /* a heading near the article's end, with all that follows */
    } places;
    char *name;                  /* what the ledger calls it */
    xmlXPathCompExpr *xpath;     /* selects elements, from the body; or NULL */
    pcre2_code *line;            /* of a RULE_LINE: a folded line, whole */
};

struct rules;
struct rules *rules_new(void);
/* Adds the rules of a file; where two rules fit, the one added first wins.  EX_CONFIG, with the line. */
int rules_add(struct rules *rules, const char *path, struct error *error);
/* The same for all *.xml in a folder, by name. */
int rules_add_folder(struct rules *rules, const char *folder, struct error *error);
void rules_free(struct rules *rules);
size_t rules_count(const struct rules *rules);
const struct rule *rules_at(const struct rules *rules, size_t i);
/* The first rule of that kind whose names stand in the element's class, id or data attributes. */
const struct rule *rules_named(const struct rules *rules, enum rule_kind kind,
                               const xmlNode *element);
/* The first rule for lines that `text` matches, and that holds in one of `places` (enum line_place, added up), or NULL.  A whole
 * line may consist of such lines, with a middle dot, a bullet or a bar between them. */
const struct rule *rules_line(const struct rules *rules, const char *text, size_t length, unsigned places);
#endif
