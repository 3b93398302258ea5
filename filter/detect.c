#include "detect.h"
#include "buffer.h"
#include "intern.h"
#include "utf8.h"
#include <stdbool.h>
#include <string.h>
#include <unicode/uscript.h>

const char *const detect_languages[DETECT_LANGUAGES] = {"fr", "en", "de", "es", "it", "pt", "nl"};

static const double STEP = 0.064; /* a unit of a weight, as a log odds (0.08 x 0.8) */
static const double OTHER_SCRIPT = 8;
enum { LINE = 1 << 6 }; /* hashes a line of detect_weights */

static bool is_apostrophe(uint32_t code) { return code == '\'' || code == 0x2019; }

static size_t run_end(const char *text, size_t length, size_t at) {
    for (size_t end = at; at < length; end = at)
        if (!utf8_is_letter(utf8_next(text, length, &at)))
            return end;
    return length;
}

/* The end of the URL, e-mail address or host name that starts at `at`; `at` if there is none. */
static size_t address_end(const char *text, size_t length, size_t at) {
    bool address = false;
    size_t end = at, next = at;
    uint32_t before = 0;
    while (next < length) {
        uint32_t code = utf8_next(text, length, &next);
        if (utf8_is_space(code))
            break;
        bool inner = before == '@' || (before == '.' && utf8_is_lower(code)) ||
                     (before == '/' && code == '/');
        address = address || (inner && end > at + 1);
        before = code;
        end = next;
    }
    return address ? end : at;
}

int detect_next(const char *text, size_t length, size_t *at, size_t *start, size_t *end) {
    bool fresh = !*at || utf8_is_space(utf8_before(text, *at, &(size_t){0}));
    while (*at < length) {
        size_t next = *at;
        if (fresh && (next = address_end(text, length, *at)) > *at) {
            *at = next;
            fresh = false;
            continue;
        }
        next = *at;
        uint32_t code = utf8_next(text, length, &next);
        bool apostrophe = is_apostrophe(code) && !fresh;
        fresh = utf8_is_space(code);
        if (!apostrophe && !utf8_is_letter(code)) {
            *at = next;
            continue;
        }
        *start = *at;
        *end = *at = run_end(text, length, apostrophe ? next : *start);
        if (*end == next && apostrophe)
            continue;
        size_t after = *end;
        if (!apostrophe && after < length && is_apostrophe(utf8_next(text, length, &after))) {
            size_t tail = run_end(text, length, after);
            size_t letters = utf8_count(text + after, tail - after);
            bool clitic = letters <= 2 && utf8_count(text + *start, *end - *start) > 1;
            if (letters && !clitic)
                *end = *at = after;
        }
        return 1;
    }
    return 0;
}

size_t detect_features(const char *token, size_t length, uint32_t *features) {
    enum { LONGEST = 60 };
    struct buffer marked = {0};
    size_t starts[LONGEST + 1], codes = 0, count = 0;
    buffer_add(&marked, "^", 1);
    for (size_t at = 0, letters = 0; at < length && letters < LONGEST - 3; letters++) {
        uint32_t code = utf8_next(token, length, &at);
        utf8_put(&marked, is_apostrophe(code) ? '\'' : code);
    }
    buffer_add(&marked, "$", 1);
    for (size_t at = 0; at < marked.length; codes++) {
        starts[codes] = at;
        utf8_next(marked.data, marked.length, &at);
    }
    starts[codes] = marked.length;
    for (size_t gram = 1; gram <= 4; gram++)
        for (size_t i = gram == 1; i + gram <= codes - (gram == 1) && count < DETECT_FEATURES - 1;
             i++)
            features[count++] = hash_bytes(marked.data + starts[i], starts[i + gram] - starts[i]);
    buffer_add(&marked, "$", 1); /* the word itself, apart from its n-grams */
    features[count++] = hash_bytes(marked.data, marked.length);
    for (size_t i = 0; i < count; i++)
        features[i] &= (1u << DETECT_BITS) - 1;
    buffer_free(&marked);
    return count;
}

/* A weight is its character's distance from 'S'; '!' stands for the backslash. */
static int weight(uint32_t feature, size_t language) {
    int c = detect_weights[feature / LINE][feature % LINE * DETECT_LANGUAGES + language];
    return (c == '!' ? '\\' : c) - 'S';
}

static size_t index_of(const char *language) {
    for (size_t i = 0; i < DETECT_LANGUAGES; i++)
        if (!strncmp(language, detect_languages[i], 2) && (!language[2] || language[2] == '-'))
            return i;
    return DETECT_LANGUAGES;
}

static bool writes(const char *language, UScriptCode script) {
    UScriptCode codes[8];
    UErrorCode status = U_ZERO_ERROR;
    int count = uscript_getCode(language, codes, 8, &status);
    for (int i = 0; U_SUCCESS(status) && i < count; i++)
        if (codes[i] == script)
            return true;
    return false;
}

static double script_odds(const char *token, size_t length, const char *left, const char *right) {
    size_t at = 0;
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)utf8_next(token, length, &at), &status);
    if (script == USCRIPT_COMMON || script == USCRIPT_LATIN) {
        bool l = writes(left, USCRIPT_LATIN), r = writes(right, USCRIPT_LATIN);
        return l == r ? 0 : l ? 1 : -1; /* a Latin word in an Arabic text is no surprise */
    }
    return OTHER_SCRIPT * (writes(left, script) - writes(right, script));
}

static void add_token(const char *text, size_t length, int *scores) {
    struct buffer lower = {0};
    uint32_t features[DETECT_FEATURES];
    utf8_lower(&lower, text, length, false);
    size_t count = detect_features(buffer_text(&lower), lower.length, features);
    for (size_t i = 0; i < count; i++)
        for (size_t l = 0; l < DETECT_LANGUAGES; l++)
            scores[l] += weight(features[i], l);
    buffer_free(&lower);
}

double detect_odds(const char *text, size_t length, const char *left, const char *right,
                   double clip) {
    size_t l = index_of(left), r = index_of(right), start, end;
    bool known = l < DETECT_LANGUAGES && r < DETECT_LANGUAGES;
    double sum = 0;
    for (size_t at = 0; detect_next(text, length, &at, &start, &end);) {
        int scores[DETECT_LANGUAGES] = {0};
        if (known)
            add_token(text + start, end - start, scores);
        double odds = known ? STEP * (scores[l] - scores[r])
                            : script_odds(text + start, end - start, left, right);
        sum += odds > clip ? clip : odds < -clip ? -clip : odds;
    }
    return sum;
}

const char *detect_best(const char *text, size_t length, const char *than, double *lead) {
    int scores[DETECT_LANGUAGES] = {0};
    size_t start, end, best = 0, other = index_of(than);
    for (size_t at = 0; detect_next(text, length, &at, &start, &end);)
        add_token(text + start, end - start, scores);
    for (size_t l = 1; l < DETECT_LANGUAGES; l++)
        if (scores[l] > scores[best])
            best = l;
    *lead = other < DETECT_LANGUAGES ? STEP * (scores[best] - scores[other]) : 0;
    return detect_languages[best];
}
