/* What the program knows of single languages, as data: a language it does not know has empty lists.
 */
#ifndef ENREGARD_LANGUAGE_DATA_H
#define ENREGARD_LANGUAGE_DATA_H
#include <stdbool.h>
#include <stddef.h>

struct language_data {
    const char *tag;           /* primary BCP 47 subtag */
    const char *names;         /* what pages call it, folded lower case: class names, labels */
    const char *abbreviations; /* words whose stop ends no sentence, without the stop, lower case */
    const char *binders;       /* function words that bind to what follows */
    const char *weak_binders;  /* function words that often do */
    const char *conjunctions;
    const char *linkings; /* letters between the parts of a compound; NULL: none are split */
    const char *spaced_before, *spaced_after; /* marks that printers keep a space away; NULL: none */
    bool capital_nouns; /* a capital inside a sentence says nothing */
};

/* Every list is words with one space before and after each.  Never NULL. */
const struct language_data *language_data(const char *tag);
bool language_list_has(const char *list, const char *word, size_t length);
/* The primary tags known, NULL at the end. */
const char *const *language_tags(void);
#endif
