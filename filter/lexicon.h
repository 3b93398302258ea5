/* The dictionary: which words of one language translate which of another.
 *
 * Compiled once from FreeDict (dictd files) or from a table into a file that is mapped, not
 * parsed, at run time.  All keys are word_key()'s.
 */
#ifndef ENREGARD_LEXICON_H
#define ENREGARD_LEXICON_H
#include "buffer.h"
#include "error.h"
#include "sandbox.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lexicon; /* read-only; NULL stands for "no dictionary" wherever one is taken */

/* Maps a compiled lexicon of `left` and `right` (in either order).  NULL with `error` filled if
 * the file is no lexicon or of another pair. */
struct lexicon *lexicon_open(const char *path, const char *left, const char *right,
                             struct error *error);
void lexicon_free(struct lexicon *lexicon);

/* Calls `found` for every pair of a key of `left_keys` and one of `right_keys` that translate each
 * other, with the strength 0 < s <= 1. */
void lexicon_links(const struct lexicon *lexicon, const char *const *left_keys, size_t left_count,
                   const char *const *right_keys, size_t right_count,
                   void (*found)(void *context, uint32_t left, uint32_t right, float strength),
                   void *context);

/* Does the lexicon have a key of that language? */
bool lexicon_knows(const struct lexicon *lexicon, const char *language, const char *key);

/* Lets the sandbox in on where dictionaries lie and compiled ones are kept. */
void lexicon_allow(struct sandbox *sandbox);
/* And where what was learned is kept, to write there. */
void lexicon_allow_learning(struct sandbox *sandbox);

/* Appends the path of the user's own table of the pair ($XDG_DATA_HOME/enregard/fr-en.tsv or below ~/.local/share), of
 * which lexicon_cached is made, too; false where there is no place for it. */
bool lexicon_learned(struct buffer *path, const char *left, const char *right);

/* The pair's lexicon from the user's cache ($XDG_CACHE_HOME/enregard or ~/.cache/enregard), compiled there from
 * FreeDict and the user's own table at the first call and whenever these are newer; without a cache, each time.  NULL,
 * without an error, where neither has the pair. */
struct lexicon *lexicon_cached(const char *left, const char *right);
/* The same without the user's own table, compiled for this run. */
struct lexicon *lexicon_of_others(const char *left, const char *right);
#endif
