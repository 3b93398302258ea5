/* Trains the model of detect.h: reads `language TAB text` lines, prints language_weights.c.
 * Random windows of 1 to 5 words, languages in equal parts, Adagrad; a line in eight loses its accents.
 * Trained twice: what the first model takes for another language is left out of the second. */
#include "array.h"
#include "detect.h"
#include "intern.h"
#include "utf8.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { WINDOWS = 10000000, LONGEST_WINDOW = 5 };
static const float RATE = 0.15f, DECAY = 1e-6f, UNIT = 0.06f;

struct features {
    uint32_t *at;
    size_t count;
};
struct corpus {
    struct intern words;
    ARRAY(struct features) features;
    struct running {
        ARRAY(uint32_t) words; /* in the order of the text */
        ARRAY(size_t) lines;   /* where each line starts */
    } running[DETECT_LANGUAGES];
};

static size_t language_index(const char *tag) {
    for (size_t i = 0; i < DETECT_LANGUAGES; i++)
        if (!strcmp(tag, detect_languages[i]))
            return i;
    exit(65);
}

static void read_text(struct corpus *corpus, size_t language, const char *text) {
    size_t start, end;
    struct running *running = &corpus->running[language];
    bool plain = running->lines.count % 8 == 7;
    array_push(&running->lines, running->words.count);
    for (size_t at = 0; detect_next(text, strlen(text), &at, &start, &end);) {
        struct buffer lower = {0};
        utf8_lower(&lower, text + start, end - start, plain);
        uint32_t word = intern_add(&corpus->words, lower.data, lower.length);
        if (word == corpus->features.count) {
            uint32_t found[DETECT_FEATURES];
            struct features f = {.count = detect_features(lower.data, lower.length, found)};
            f.at = memory_resize_array(NULL, f.count, sizeof *f.at);
            memcpy(f.at, found, f.count * sizeof *f.at);
            array_push(&corpus->features, f);
        }
        array_push(&running->words, word);
        buffer_free(&lower);
    }
}

static double chance(void) {
    static uint64_t state = 88172645463325252u;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (double)(state >> 11) / 9007199254740992.0;
}

static void learn(const struct corpus *corpus, float *weights, float *squares) {
    size_t language = (size_t)(chance() * DETECT_LANGUAGES);
    size_t running = corpus->running[language].words.count, words = 1 + (size_t)(chance() * LONGEST_WINDOW);
    const uint32_t *window =
        corpus->running[language].words.at + (size_t)(chance() * (double)(running - words));
    float p[DETECT_LANGUAGES] = {0}, most = -INFINITY, sum = 0;
    for (size_t w = 0; w < words; w++) {
        struct features f = corpus->features.at[window[w]];
        for (size_t i = 0; i < f.count; i++)
            for (size_t l = 0; l < DETECT_LANGUAGES; l++)
                p[l] += weights[f.at[i] * DETECT_LANGUAGES + l];
    }
    for (size_t l = 0; l < DETECT_LANGUAGES; l++)
        most = p[l] > most ? p[l] : most;
    for (size_t l = 0; l < DETECT_LANGUAGES; l++)
        sum += p[l] = expf(p[l] - most);
    for (size_t w = 0; w < words; w++) {
        struct features f = corpus->features.at[window[w]];
        for (size_t i = 0; i < f.count; i++)
            for (size_t l = 0; l < DETECT_LANGUAGES; l++) {
                size_t at = f.at[i] * DETECT_LANGUAGES + l;
                float slope = p[l] / sum - (float)(l == language) + DECAY * weights[at];
                squares[at] += slope * slope;
                weights[at] -= RATE * slope / sqrtf(squares[at] + 1e-3f);
            }
    }
}

static bool is_own(const struct corpus *corpus, const float *weights, const uint32_t *words,
                   size_t count, size_t language) {
    float sums[DETECT_LANGUAGES] = {0};
    for (size_t w = 0; w < count; w++) {
        struct features f = corpus->features.at[words[w]];
        for (size_t i = 0; i < f.count; i++)
            for (size_t l = 0; l < DETECT_LANGUAGES; l++)
                sums[l] += weights[f.at[i] * DETECT_LANGUAGES + l];
    }
    for (size_t l = 0; l < DETECT_LANGUAGES; l++)
        if (sums[l] > sums[language])
            return false;
    return true;
}

static void drop_foreign(struct corpus *corpus, const float *weights) {
    for (size_t language = 0; language < DETECT_LANGUAGES; language++) {
        struct running *running = &corpus->running[language];
        size_t kept = 0;
        for (size_t i = 0; i < running->lines.count; i++) {
            size_t from = running->lines.at[i], to = i + 1 < running->lines.count
                                                         ? running->lines.at[i + 1]
                                                         : running->words.count;
            if (!is_own(corpus, weights, running->words.at + from, to - from, language))
                continue;
            memmove(running->words.at + kept, running->words.at + from,
                    (to - from) * sizeof *running->words.at);
            kept += to - from;
        }
        running->words.count = kept;
    }
}

static void print_weight(float weight) {
    long units = lroundf(weight / UNIT);
    units = units < -43 ? -43 : units > 43 ? 43 : units;
    if (units + 'S' == '\\')
        putchar('\\');
    putchar((int)(units + 'S'));
}

int main(void) {
    static struct corpus corpus;
    static char line[1 << 20];
    size_t weight_count = (size_t)DETECT_LANGUAGES << DETECT_BITS;
    while (fgets(line, sizeof line, stdin)) {
        char *tab = strchr(line, '\t');
        if (!tab)
            return 65;
        *tab = 0;
        read_text(&corpus, language_index(line), tab + 1);
    }
    float *weights = memory_alloc(weight_count * sizeof *weights),
          *squares = memory_alloc(weight_count * sizeof *squares);
    for (int pass = 0; pass < 2; pass++) {
        if (pass)
            drop_foreign(&corpus, weights);
        memset(weights, 0, weight_count * sizeof *weights);
        memset(squares, 0, weight_count * sizeof *squares);
        for (long i = 0; i < WINDOWS; i++)
            learn(&corpus, weights, squares);
    }
    puts("/* Made by tests/bench/language/run; see detect.h.  Trained on text of Debian's\n"
         " * debian-handbook (GPL-2+ or CC-BY-SA-3.0), debian-reference (GPL-2+), maint-guide (GPL-2+),\n"
         " * gnome-user-docs (CC-BY-SA-3.0), gimp-help (GFDL-1.2+) and aisleriot's help (GFDL-1.3+), and on\n"
         " * the message catalogues of apt, dpkg, git, wget (GPL-2+), bash, coreutils and gnupg (GPL-3+);\n"
         " * of the text itself nothing is here. */\n"
         "#include \"detect.h\"\n\n/* clang-format off */\nconst char detect_weights[][DETECT_LINE * DETECT_LANGUAGES + 1] = {");
    for (size_t i = 0; i < weight_count; i++) {
        size_t column = i % (DETECT_LINE * DETECT_LANGUAGES);
        if (column % 98 == 0)
            fputs(column ? "\"\n\"" : "\"", stdout);
        print_weight(weights[i]);
        if (column == DETECT_LINE * DETECT_LANGUAGES - 1)
            puts("\",");
    }
    puts("};");
    return 0;
}
