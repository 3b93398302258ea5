/* The dictionary: which words of one language translate which of another.
 *
 * Compiled once from FreeDict (dictd files) or from a table into a file that is mapped, not
 * parsed, at run time.  All keys are word_key()'s.
 */
#ifndef ENREGARD_LEXICON_H
#define ENREGARD_LEXICON_H
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

/* The pair's lexicon from the user's cache ($XDG_CACHE_HOME/enregard or ~/.cache/enregard), compiled there from
 * FreeDict at the first call and whenever dictionaries were installed since; without a cache, each time.  NULL,
 * without an error, where FreeDict has not the pair. */
struct lexicon *lexicon_cached(const char *left, const char *right);
#endif
