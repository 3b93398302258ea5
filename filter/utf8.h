/* UTF-8, code point by code point.  Texts inside the program are valid UTF-8: `input` saw to it. */
#ifndef ENREGARD_UTF8_H
#define ENREGARD_UTF8_H
#include "buffer.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

uint32_t utf8_next_wide(const char *text, size_t length, size_t *at); /* as utf8_next, of any length */
/* at < length; moves on.  Most characters are of one byte. */
static inline uint32_t utf8_next(const char *text, size_t length, size_t *at) {
    unsigned char first = (unsigned char)text[*at];
    if (first >= 0x80)
        return utf8_next_wide(text, length, at);
    ++*at;
    return first;
}
uint32_t utf8_before_wide(const char *text, size_t at, size_t *start); /* as utf8_before, of any length, at > 0 */
/* The one that ends at `at`, and where it starts; 0, 0 at the text's start. */
static inline uint32_t utf8_before(const char *text, size_t at, size_t *start) {
    unsigned char last = at ? (unsigned char)text[at - 1] : 0;
    if (last >= 0x80)
        return utf8_before_wide(text, at, start);
    *start = at - (at > 0);
    return last;
}
void utf8_put(struct buffer *buffer, uint32_t code);
size_t utf8_count(const char *text, size_t length); /* code points */
/* How long a text is, so that one and its translation are about as long: code points, but that one of a script in which it
 * stands for a syllable counts as two, and for a word as three. */
size_t utf8_extent(const char *text, size_t length);
uint32_t utf8_plain_wide_mark(uint32_t code);
/* A punctuation mark as European languages write it: 。 is a stop, 「 a quotation mark; any other character as it is. */
static inline uint32_t utf8_plain_mark(uint32_t code) { return code < 0x37E ? code : utf8_plain_wide_mark(code); }

bool utf8_is_wide_space(uint32_t code); /* these as those without "wide", of codes from 0x80 on */
bool utf8_is_wide_letter(uint32_t code);
bool utf8_is_wide_digit(uint32_t code);
bool utf8_is_wide_upper(uint32_t code);
bool utf8_is_wide_lower(uint32_t code);
/* A byte that is a whole character, and no white space: most of a text. */
static inline bool utf8_is_ink(char byte) { return (signed char)byte > ' '; }
/* Every white space, no-break ones too. */
static inline bool utf8_is_space(uint32_t code) {
    return code < 0x80 ? code == ' ' || (code >= 9 && code <= 13) : utf8_is_wide_space(code);
}
static inline bool utf8_is_letter(uint32_t code) {
    return code < 0x80 ? (code | 32) >= 'a' && (code | 32) <= 'z' : utf8_is_wide_letter(code);
}
static inline bool utf8_is_digit(uint32_t code) { return code < 0x80 ? code >= '0' && code <= '9' : utf8_is_wide_digit(code); }
static inline bool utf8_is_upper(uint32_t code) { return code < 0x80 ? code >= 'A' && code <= 'Z' : utf8_is_wide_upper(code); }
static inline bool utf8_is_lower(uint32_t code) { return code < 0x80 ? code >= 'a' && code <= 'z' : utf8_is_wide_lower(code); }
/* Letters, marks and digits. */
static inline bool utf8_is_word(uint32_t code) { return utf8_is_letter(code) || utf8_is_digit(code); }
int utf8_wide_unspaced_script(uint32_t code);
/* The script of a letter of those that have no white space between words, ICU's number; 0: of another. */
static inline int utf8_unspaced_script(uint32_t code) { return code < 0xE00 ? 0 : utf8_wide_unspaced_script(code); }
static inline bool utf8_is_unspaced(uint32_t code) { return utf8_unspaced_script(code) != 0; }
bool utf8_is_hiragana(const char *text, size_t length); /* all of it */
bool utf8_is_break(uint32_t code); /* white space at which a line may break */
int utf8_width(uint32_t code); /* columns on a terminal: 0, 1 or 2 */

/* Lower case (simple mapping), then without accents and ligatures if `fold`. */
void utf8_lower(struct buffer *out, const char *text, size_t length, bool fold);
/* Appends the characters that `keep` holds for, lower-case and without accents: what two texts have in common that say the same. */
void utf8_gist(struct buffer *out, const char *text, size_t length, bool (*keep)(uint32_t code));
/* Appends the text, each run of white space as one space, none at the ends. */
void utf8_fold_spaces(struct buffer *out, const char *text, size_t length);
#endif
