/* Which language is a word in?  A hashed linear model: logistic regression over the word and its
 * 1- to 4-grams of code points (after Joulin et al. 2017, "Bag of tricks"; hashing after Weinberger
 * et al. 2009), its weights in language_weights.c, made by tests/bench/language/run. */
#ifndef ENREGARD_DETECT_H
#define ENREGARD_DETECT_H
#include <stddef.h>
#include <stdint.h>

enum { DETECT_BITS = 14, DETECT_LANGUAGES = 7, DETECT_FEATURES = 256, DETECT_LINE = 64 };
extern const char *const detect_languages[DETECT_LANGUAGES]; /* the weights' columns, BCP 47 */
/* DETECT_LANGUAGES weights for each of 2^DETECT_BITS hashes, DETECT_LINE of them a line, each a printable character. */
extern const char detect_weights[][DETECT_LINE * DETECT_LANGUAGES + 1];

/* The next token of text[0..length) at or after *at, as [*start, *end) in bytes: a run of letters
 * with the apostrophe that belongs to it ("l'", "'t").  0 at the end. */
int detect_next(const char *text, size_t length, size_t *at, size_t *start, size_t *end);

/* Hashes a lower-case token into at most DETECT_FEATURES numbers below 2^DETECT_BITS; returns how
 * many. */
size_t detect_features(const char *token, size_t length, uint32_t *features);

/* Tells two languages apart, BCP 47 tags that outlive it; remembers the tokens that it has met. */
struct detector *detector_new(const char *left, const char *right);
void detector_free(struct detector *detector);
const char *detector_left(const struct detector *detector);
const char *detector_right(const struct detector *detector);

/* The language of detect_languages that a text is most likely in, and by how much its score leads the better of left and
 * right; NULL, 0 where the model does not know both. */
struct leader {
    const char *language;
    double lead;
    double runs[2]; /* log odds for left, for right, that no run of tokens exceeds, whichever of its words are taken for names */
};
#define DETECT_NAME .4 /* what counts of a name's odds, which is in any language */
/* Log odds that text[0..length) is in the left language and not in the right, one token after the
 * other, each clipped to +-`clip`.  Languages that the model does not know are told apart by their
 * scripts, which are surer and not clipped; in the same script, one that it knows from one that it does not by how much more it
 * looks like that one than like the others; 0 where nothing tells them apart.  Tokens of URLs and addresses count nothing.
 * Fills `leader`, unless it is NULL. */
double detect_odds(struct detector *detector, const char *text, size_t length, double clip, struct leader *leader);

/* The likeliest of detect_languages for text[0..length), and its probability among them; NULL, 0
 * without a word. */
const char *detect_language(const char *text, size_t length, double *probability);
#endif
