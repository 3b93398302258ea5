/* Which word of one text may translate which of the other, and how strongly: dictionary, cognates,
 * identical words and numbers as one sparse matrix between the two vocabularies; and the two texts as
 * numbers of words.  What is no word and the same in any language counts as one: a link's target, an image, an emoji;
 * its surface begins with LINKS_SIGN. */
#ifndef ENREGARD_LINKS_H
#define ENREGARD_LINKS_H
#include "intern.h"
#include "lexicon.h"
#include "text.h"
#include <stdbool.h>

#define LINKS_SIGN '\1'
struct link_to {
    uint32_t word;  /* of the other side */
    float strength; /* 0 < s < 1: 1 - product over the evidence of (1 - a s) */
};
struct occurrence { /* a word where it stands */
    uint32_t word;
    uint32_t offset; /* bytes into its block */
};
/* What a word weighs, the same wherever it stands. */
struct word_weight {
    float surprise; /* words in the text / how often it stands there: 1 / its probability */
    float rarity;   /* ln of that */
    float normal;   /* .5 + the sum of its links' strengths */
    uint32_t twin;  /* the other side's word that is written alike, or INTERN_NONE */
    bool number;
    bool known; /* linked, or known to the lexicon: if nothing here translates it, that tells */
};
struct links_side {
    const struct block *blocks; /* of the text that was linked */
    size_t block_count;
    struct intern words;  /* surfaces (word_surface) */
    uint32_t *count;      /* [word] how often it stands in its text */
    struct word_weight *weights; /* [word] */
    size_t total;         /* words in the text */
    struct link_to *to;   /* word w's links: to[first[w]] .. to[first[w + 1] - 1], by rising word */
    size_t *first;        /* words.count + 1 numbers */
    struct occurrence *occurrences;
    size_t *block_first;  /* [block] its first occurrence; block_count + 1 numbers */
};
struct links {
    struct links_side side[2]; /* left, right */
};

/* Links the two texts' vocabularies; the texts outlive the links.  `lexicon` may be NULL.  Words are
 * compared as cognates by longest common subsequence (Melamed 1995) where they share their first letter
 * and enough of the others.  Compounds of languages that have linking letters (language_data) and that the
 * lexicon does not know are linked by their two parts. */
void links_make(struct links *links, const struct text *left, const struct text *right,
                const struct lexicon *lexicon);
void links_clear(struct links *links);

/* The words of a block of the side's text, or of a part of that text; and those in a span of it. */
const struct occurrence *links_words(const struct links_side *side, const struct block *block,
                                     size_t *count);
const struct occurrence *links_words_in(const struct links_side *side, const struct block *block,
                                        struct span span, size_t *count);
/* Likeness 0 .. 0.9 of two folded lower-case words as cognates. */
double links_cognate(const char *a, const char *b);
#endif
