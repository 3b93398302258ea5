#include "words.h"
#include "memory.h"
#include "utf8.h"
#include <errno.h>
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

/* After digits: a separator that goes on with `digits` digits (3 after a group's, any after a
 * point)? */
static size_t number_goes_on(const char *text, size_t length, size_t at) {
    size_t next = at;
    uint32_t c = utf8_next(text, length, &next);
    if (c != '.' && c != ',' && c != ' ' && c != 0xA0 && c != 0x202F)
        return 0;
    size_t digits = 0, end = next;
    while (end < length && text[end] >= '0' && text[end] <= '9')
        end++, digits++;
    bool group = digits == 3, decimal = (c == '.' || c == ',') && digits > 0;
    return group || decimal ? end : 0;
}

bool word_next(const char *text, size_t length, size_t *at, struct word *word) {
    while (*at < length) {
        size_t start = *at;
        uint32_t c = utf8_next(text, length, at);
        if (utf8_is_digit(c)) {
            while (*at < length && text[*at] >= '0' && text[*at] <= '9')
                ++*at;
            for (size_t end; *at < length && (end = number_goes_on(text, length, *at)) != 0;)
                *at = end;
            *word = (struct word){start, *at, true, false};
            return true;
        }
        if (utf8_is_letter(c)) {
            bool capital = utf8_is_upper(c);
            int script = utf8_unspaced_script(c);
            for (size_t next = *at; next < length; *at = next) {
                c = utf8_next(text, length, &next);
                if (!utf8_is_letter(c) || utf8_unspaced_script(c) != script)
                    break;
            }
            *word = (struct word){start, *at, false, capital};
            return true;
        }
    }
    return false;
}

static void put_digits(struct buffer *out, const char *text, struct word word) {
    for (size_t i = word.start; i < word.end; i++)
        if (text[i] >= '0' && text[i] <= '9')
            buffer_add(out, text + i, 1);
    buffer_add(out, "", 0);
}

void word_surface(struct buffer *out, const char *text, struct word word) {
    if (word.number)
        put_digits(out, text, word);
    else
        utf8_lower(out, text + word.start, word.end - word.start, true);
}

struct stemmer {
    struct sb_stemmer *snowball;
    struct buffer lower;
};

struct stemmer *stemmer_new(const char *language) {
    struct stemmer *stemmer = memory_alloc(sizeof *stemmer);
    char tag[16];
    size_t n = strcspn(language, "-_");
    if (n < sizeof tag) {
        memcpy(tag, language, n);
        tag[n] = '\0';
        errno = 0;
        stemmer->snowball = sb_stemmer_new(tag, "UTF_8");
        if (!stemmer->snowball && errno == ENOMEM) /* not a language that Snowball has not */
            memory_out();
    }
    return stemmer;
}

void stemmer_free(struct stemmer *stemmer) {
    if (!stemmer)
        return;
    if (stemmer->snowball)
        sb_stemmer_delete(stemmer->snowball);
    buffer_free(&stemmer->lower);
    memory_free(stemmer);
}

void word_key(struct stemmer *stemmer, struct buffer *out, const char *text, struct word word) {
    if (word.number) {
        put_digits(out, text, word);
        return;
    }
    struct buffer *lower = &stemmer->lower;
    lower->length = 0;
    utf8_lower(lower, text + word.start, word.end - word.start, false);
    if (!stemmer->snowball) {
        utf8_lower(out, lower->data, lower->length, true);
        return;
    }
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)lower->data, (int)lower->length);
    if (!stem)
        memory_out();
    utf8_lower(out, (const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball), true);
}
