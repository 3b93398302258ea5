#include "detect.h"
#include "array.h"
#include "buffer.h"
#include "intern.h"
#include "utf8.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <unicode/uscript.h>

const char *const detect_languages[DETECT_LANGUAGES] = {"fr", "en", "de", "es", "it", "pt", "nl"};

static const double STEP = 0.048; /* a unit of a weight, as a log odds (0.08 x 0.8) */
static const double OTHER_SCRIPT = 8;

static bool is_apostrophe(uint32_t code) { return code == '\'' || code == 0x2019; }

/* Where white space does not divide words, a token is two letters. */
static size_t run_end(const char *text, size_t length, size_t at) {
    size_t unspaced = 0;
    for (size_t end = at; at < length; end = at) {
        uint32_t code = utf8_next(text, length, &at);
        bool spaced = !utf8_is_unspaced(code);
        if (!utf8_is_letter(code) || (spaced ? unspaced > 0 : unspaced == 2))
            return end;
        unspaced += !spaced;
    }
    return length;
}

/* Is there, before the next white space, what an address has? */
static bool may_be_address(const char *text, size_t length, size_t at) {
    for (; at < length && text[at] != ' '; at++)
        if (text[at] == '@' || text[at] == '.' || text[at] == '/')
            return true;
    return false;
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
        if (fresh && may_be_address(text, length, *at) && (next = address_end(text, length, *at)) > *at) {
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
    enum { MOST_LETTERS = 57, GRAM = 4 };
    char marked[MOST_LETTERS * 4 + 4] = "^";
    size_t starts[MOST_LETTERS + 3] = {0, 1}, codes = 1, count = 0, end = 1;
    for (size_t at = 0, from = 0; at < length && codes <= MOST_LETTERS; from = at) {
        bool apostrophe = is_apostrophe(utf8_next(token, length, &at));
        const char *letter = apostrophe ? "'" : token + from;
        size_t bytes = apostrophe ? 1 : at - from;
        memcpy(marked + end, letter, bytes);
        end += bytes;
        starts[++codes] = end;
    }
    marked[end++] = '$';
    starts[++codes] = end;
    for (size_t i = 0; i < codes; i++) {
        uint32_t hash = HASH_START;
        for (size_t gram = 1; gram <= GRAM && i + gram <= codes; gram++) {
            hash = hash_more(hash, marked + starts[i + gram - 1], starts[i + gram] - starts[i + gram - 1]);
            if (gram > 1 || (i && i + 1 < codes))
                features[count++] = hash_end(hash);
        }
    }
    marked[end++] = '$'; /* the word itself, apart from its n-grams */
    features[count++] = hash_bytes(marked, end);
    for (size_t i = 0; i < count; i++)
        features[i] &= (1u << DETECT_BITS) - 1;
    return count;
}

/* One more than there are languages: eight are added at once; what the last is, is nobody's. */
struct token_scores {
    int16_t of[DETECT_LANGUAGES + 1];
};

/* A weight is its character's distance from 'S'. */
static void add_weights(struct token_scores *scores, uint32_t feature) {
    const char *weights = &detect_weights[feature / DETECT_LINE][feature % DETECT_LINE * DETECT_LANGUAGES];
    for (size_t l = 0; l <= DETECT_LANGUAGES; l++)
        scores->of[l] = (int16_t)(scores->of[l] + weights[l] - 'S');
}

struct detector {
    const char *language[2]; /* left, right */
    size_t column[2];        /* theirs in the weights */
    bool known;              /* the weights have both; else a column is DETECT_LANGUAGES */
    struct intern tokens;    /* the tokens met, and what each scored */
    ARRAY(struct token_scores) scores;
    struct buffer lower; /* a token's, as long as it is weighed */
};

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

struct detector *detector_new(const char *left, const char *right) {
    struct detector *detector = memory_alloc(sizeof *detector);
    detector->language[0] = left;
    detector->language[1] = right;
    for (int side = 0; side < 2; side++)
        detector->column[side] = index_of(detector->language[side]);
    detector->known = detector->column[0] < DETECT_LANGUAGES && detector->column[1] < DETECT_LANGUAGES;
    return detector;
}

void detector_free(struct detector *detector) {
    if (!detector)
        return;
    intern_clear(&detector->tokens);
    array_free(&detector->scores);
    buffer_free(&detector->lower);
    memory_free(detector);
}

const char *detector_left(const struct detector *detector) { return detector->language[0]; }
const char *detector_right(const struct detector *detector) { return detector->language[1]; }

static struct token_scores weigh_token(struct buffer *lower, const char *text, size_t length) {
    struct token_scores scores = {{0}};
    uint32_t features[DETECT_FEATURES];
    if (utf8_is_unspaced(utf8_next(text, length, &(size_t){0}))) /* none of these languages */
        return scores;
    lower->length = 0;
    utf8_lower(lower, text, length, false);
    size_t count = detect_features(buffer_text(lower), lower->length, features);
    for (size_t i = 0; i < count; i++)
        add_weights(&scores, features[i]);
    return scores;
}

static const int16_t *token_scores(struct detector *detector, const char *token, size_t length) {
    uint32_t number = intern_add(&detector->tokens, token, length);
    if (number == detector->scores.count)
        array_push(&detector->scores, weigh_token(&detector->lower, token, length));
    return detector->scores.at[number].of;
}

static void add_scores(int *sums, const int16_t *scores) {
    for (size_t l = 0; l < DETECT_LANGUAGES; l++)
        sums[l] += scores[l];
}

static size_t best_of(const int *sums) {
    size_t best = 0;
    for (size_t l = 1; l < DETECT_LANGUAGES; l++)
        if (sums[l] > sums[best])
            best = l;
    return best;
}

static struct leader leader_of(const struct detector *detector, const int *sums) {
    size_t best = best_of(sums);
    int left = sums[detector->column[0]], right = sums[detector->column[1]];
    return (struct leader){detect_languages[best], STEP * (sums[best] - (left > right ? left : right)), {0}};
}

/* Log odds of the one language of the pair that the model knows against the others that it knows: the other one of the pair is
 * rather like one of these. */
static double odds_of_known(const int16_t *scores, size_t column) {
    double sum = 0;
    for (size_t l = 0; l < DETECT_LANGUAGES; l++)
        sum += l == column ? 0 : exp(STEP * (scores[l] - scores[column]));
    return -log(sum / (DETECT_LANGUAGES - 1));
}

static double clipped(double odds, double clip) { return odds > clip ? clip : odds < -clip ? -clip : odds; }

/* Left against right, where the model does not know both. */
static double partial_odds(struct detector *detector, const char *token, size_t length, double clip) {
    double script = script_odds(token, length, detector->language[0], detector->language[1]);
    bool right = detector->column[0] == DETECT_LANGUAGES;
    size_t column = detector->column[right];
    if (script || column == DETECT_LANGUAGES)
        return script;
    double odds = odds_of_known(token_scores(detector, token, length), column);
    return clipped(right ? -odds : odds, clip);
}

/* The best sums of a run, each side's, one token later (Kadane's algorithm). */
static void add_to_runs(double *ending, double *best, double odds) {
    for (int s = 0; s < 2; s++) {
        double own = s ? -odds : odds;
        ending[s] = fmax(0, ending[s] + (own < 0 ? DETECT_NAME : 1) * own);
        best[s] = fmax(best[s], ending[s]);
    }
}

static double token_odds(struct detector *detector, const char *token, size_t length, double clip, int *sums) {
    if (!detector->known)
        return partial_odds(detector, token, length, clip);
    const int16_t *scores = token_scores(detector, token, length);
    if (sums)
        add_scores(sums, scores);
    return clipped(STEP * (scores[detector->column[0]] - scores[detector->column[1]]), clip);
}

double detect_odds(struct detector *detector, const char *text, size_t length, double clip, struct leader *leader) {
    size_t start, end;
    double sum = 0, ending[2] = {0, 0}, best[2] = {0, 0};
    int sums[DETECT_LANGUAGES] = {0};
    for (size_t at = 0; detect_next(text, length, &at, &start, &end);) {
        double odds = token_odds(detector, text + start, end - start, clip, leader ? sums : NULL);
        sum += odds;
        if (leader)
            add_to_runs(ending, best, odds);
    }
    if (leader) {
        *leader = detector->known ? leader_of(detector, sums) : (struct leader){0};
        memcpy(leader->runs, best, sizeof best);
    }
    return sum;
}

const char *detect_language(const char *text, size_t length, double *probability) {
    int sums[DETECT_LANGUAGES] = {0};
    struct detector *detector = detector_new("", "");
    size_t tokens = 0, start, end;
    double all = 0;
    for (size_t at = 0; detect_next(text, length, &at, &start, &end); tokens++) {
        const int16_t *scores = token_scores(detector, text + start, end - start);
        add_scores(sums, scores);
    }
    size_t best = best_of(sums);
    for (size_t l = 0; l < DETECT_LANGUAGES; l++)
        all += exp(STEP * (sums[l] - sums[best]));
    detector_free(detector);
    *probability = tokens ? 1 / all : 0;
    return tokens ? detect_languages[best] : NULL;
}
