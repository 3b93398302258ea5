/* Which word of one text may translate which of the other, and how strongly: dictionary, cognates,
 * identical words and numbers as one sparse matrix between the two vocabularies. */
#ifndef ENREGARD_LINKS_H
#define ENREGARD_LINKS_H
#include "intern.h"
#include "lexicon.h"
#include "text.h"

struct link_to {
    uint32_t word;
    float strength; /* 0 < s < 1: 1 - product over the evidence of (1 - a s) */
};
struct links {
    struct intern words[2]; /* surfaces (word_surface) of left and right */
    uint32_t *count[2];     /* how often each stands in its text */
    size_t total[2];        /* words in each text */
    struct link_to *to;     /* left word w's links: to[first[w]] .. to[first[w + 1] - 1], */
    size_t *first;          /*   by rising right word; words[0].count + 1 numbers */
};

/* Links the two texts' vocabularies.  `lexicon` may be NULL.  Quadratic only within groups of
 * words that share their first letter; words are compared as cognates by longest common
 * subsequence (Melamed 1995). */
void links_make(struct links *links, const struct text *left, const struct text *right,
                const struct lexicon *lexicon);
void links_clear(struct links *links);
float links_strength(const struct links *links, uint32_t left, uint32_t right);

/* Likeness 0 .. 0.9 of two folded lower-case words as cognates. */
double links_cognate(const char *a, const char *b);
#endif
