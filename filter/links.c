#include "links.h"
#include "array.h"
#include "words.h"
#include <stdbool.h>
#include <string.h>

/* How far each kind of evidence is believed (fitted with the weights of score). */
static const double DICTIONARY = 0.8, COGNATE = 0.8, NUMBER = 0.9, AT_MOST = 0.97;

struct candidate {
    uint32_t left, right;
    float disbelief; /* 1 - a s */
};
typedef ARRAY(struct candidate) candidates;

enum { LONGEST_WORD = 64 };

static double common_subsequence(const char *a, size_t n, const char *b, size_t m) {
    unsigned char row[LONGEST_WORD + 1] = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0, diagonal = 0; j < m; j++) {
            size_t above = row[j + 1];
            row[j + 1] = (unsigned char)(a[i] == b[j]     ? diagonal + 1
                                         : row[j] > above ? row[j]
                                                          : above);
            diagonal = above;
        }
    return row[m];
}

/* The letters of a word as bits, so that two words without enough common ones are told at once. */
static uint32_t letters_of(const char *word) {
    uint32_t letters = 0;
    for (; *word; word++)
        letters |= 1u << (*word & 31);
    return letters;
}

double links_cognate(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b), longer = n > m ? n : m, shorter = n > m ? m : n;
    if (!strcmp(a, b))
        return n >= 4 ? 0.9 : n == 3 ? 0.6 : 0.3;
    if (shorter < 4 || 2 * shorter < longer || longer > LONGEST_WORD)
        return 0;
    size_t prefix = 0;
    while (a[prefix] == b[prefix])
        prefix++;
    bool other_start = !prefix && a[0] == 'e' && b[0] == 's'; /* état, state */
    if (!prefix && !other_start)
        return 0;
    double shared = common_subsequence(a, n, b, m) / (double)longer;
    bool common_start = prefix >= 5 && 2 * prefix >= longer;
    if (shared < 0.6 && !common_start)
        return 0;
    double likeness = (shared - 0.55) / 0.4;
    likeness = likeness < 0 ? 0 : likeness > 0.9 ? 0.9 : likeness;
    if (common_start && likeness < 0.45)
        likeness = 0.45;
    return other_start ? likeness * 0.6 : likeness;
}

static void add_candidate(candidates *found, uint32_t left, uint32_t right, double strength) {
    double believed = strength > AT_MOST ? AT_MOST : strength;
    array_push(found, ((struct candidate){left, right, (float)(1 - believed)}));
}

static void add_translation(void *context, uint32_t left, uint32_t right, float strength) {
    add_candidate(context, left, right, DICTIONARY * (double)strength);
}

static void read_words(struct links *links, int side, const struct text *text, char ***keys) {
    struct stemmer *stemmer = stemmer_new(text->language);
    struct buffer surface = {0};
    ARRAY(uint32_t) counts = {0};
    ARRAY(char *) found = {0};
    for (size_t b = 0; b < text->count; b++) {
        const struct block *block = &text->blocks[b];
        struct word word;
        for (size_t at = 0; word_next(block->text, block->length, &at, &word);) {
            surface.length = 0;
            word_surface(&surface, block->text, word);
            uint32_t number =
                intern_add(&links->words[side], buffer_text(&surface), surface.length);
            if (number == counts.count) {
                struct buffer key = {0};
                word_key(stemmer, &key, block->text, word);
                array_push(&found, memory_string(buffer_text(&key)));
                array_push(&counts, 0);
                buffer_free(&key);
            }
            counts.at[number]++;
            links->total[side]++;
        }
    }
    buffer_free(&surface);
    stemmer_free(stemmer);
    links->count[side] = counts.at;
    *keys = found.at;
}

static void add_likenesses(const struct links *links, candidates *found) {
    const struct intern *left = &links->words[0], *right = &links->words[1];
    uint32_t head[256] = {0}, *next = memory_alloc(right->count * sizeof *next);
    uint32_t *letters = memory_alloc(right->count * sizeof *letters);
    for (uint32_t j = 0; j < right->count; j++) {
        unsigned char first = (unsigned char)right->strings[j][0];
        letters[j] = letters_of(right->strings[j]);
        next[j] = head[first];
        head[first] = j + 1;
    }
    for (uint32_t i = 0; i < left->count; i++) {
        unsigned char first = (unsigned char)left->strings[i][0];
        if (first >= '0' && first <= '9') {
            uint32_t same = intern_find(right, left->strings[i], strlen(left->strings[i]));
            if (same != INTERN_NONE)
                add_candidate(found, i, same, NUMBER);
            continue;
        }
        uint32_t mine = letters_of(left->strings[i]);
        int own = __builtin_popcount(mine);
        for (int group = 0; group < (first == 'e' ? 2 : 1); group++)
            for (uint32_t j = head[group ? 's' : first]; j; j = next[j - 1]) {
                int common = __builtin_popcount(mine & letters[j - 1]);
                if (2 * common < own || 2 * common < __builtin_popcount(letters[j - 1]))
                    continue;
                double likeness = links_cognate(left->strings[i], right->strings[j - 1]);
                if (likeness > 0)
                    add_candidate(found, i, j - 1, COGNATE * likeness);
            }
    }
    free(next);
    free(letters);
}

static int by_words(const void *a, const void *b) {
    const struct candidate *p = a, *q = b;
    if (p->left != q->left)
        return p->left < q->left ? -1 : 1;
    return p->right < q->right ? -1 : p->right > q->right;
}

static void join_evidence(struct links *links, candidates *found) {
    size_t words = links->words[0].count, made = 0, at = 0;
    if (found->count)
        qsort(found->at, found->count, sizeof *found->at, by_words);
    links->to = memory_alloc(found->count * sizeof *links->to);
    links->first = memory_alloc((words + 1) * sizeof *links->first);
    for (uint32_t left = 0; left < words; left++) {
        links->first[left] = made;
        while (at < found->count && found->at[at].left == left) {
            uint32_t right = found->at[at].right;
            float disbelief = 1;
            for (; at < found->count &&
                   !by_words(&found->at[at], &(struct candidate){left, right, 0});
                 at++)
                disbelief *= found->at[at].disbelief;
            links->to[made++] = (struct link_to){right, 1 - disbelief};
        }
    }
    links->first[words] = made;
}

void links_make(struct links *links, const struct text *left, const struct text *right,
                const struct lexicon *lexicon) {
    char **keys[2];
    candidates found = {0};
    *links = (struct links){0};
    read_words(links, 0, left, &keys[0]);
    read_words(links, 1, right, &keys[1]);
    lexicon_links(lexicon, (const char *const *)keys[0], links->words[0].count,
                  (const char *const *)keys[1], links->words[1].count, add_translation, &found);
    add_likenesses(links, &found);
    join_evidence(links, &found);
    array_free(&found);
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < links->words[side].count; i++)
            free(keys[side][i]);
        free(keys[side]);
    }
}

void links_clear(struct links *links) {
    for (int side = 0; side < 2; side++) {
        intern_clear(&links->words[side]);
        free(links->count[side]);
    }
    free(links->to);
    free(links->first);
    *links = (struct links){0};
}

float links_strength(const struct links *links, uint32_t left, uint32_t right) {
    for (size_t i = links->first[left]; i < links->first[left + 1]; i++)
        if (links->to[i].word == right)
            return links->to[i].strength;
    return 0;
}
