/* Words and the keys under which a lexicon knows them. */
#ifndef ENREGARD_WORDS_H
#define ENREGARD_WORDS_H
#include "buffer.h"
#include <stdbool.h>
#include <stddef.h>

struct word {
    size_t start, end; /* bytes */
    bool number, capital;
};
/* The next word of text[0..length) at or after *at: a run of letters, or a number with its
 * separators ("1 234,5").  Where white space does not divide words, the scripts do: 黒|い|猫.  False at the end. */
bool word_next(const char *text, size_t length, size_t *at, struct word *word);

/* Appends the surface by which words are compared: lower case, accents folded; of a number, its
 * digits. */
void word_surface(struct buffer *out, const char *text, struct word word);

/* Snowball's stemmer of a language; works without one where Snowball has none. */
struct stemmer *stemmer_new(const char *language);
void stemmer_free(struct stemmer *stemmer);
/* Appends the lexicon key: the lower-case word's stem, accents folded; of a number, its digits. */
void word_key(struct stemmer *stemmer, struct buffer *out, const char *text, struct word word);
#endif
