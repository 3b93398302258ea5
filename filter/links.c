#include "links.h"
#include "abreast.h"
#include "array.h"
#include "language_data.h"
#include "pairs.h"
#include "words.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* How far each kind of evidence is believed (fitted with the weights of score). */
static const double DICTIONARY = 0.8, COMPOUND = 0.6, COGNATE = 0.8, NUMBER = 0.9, AT_MOST = 0.97;

struct candidate {
    uint32_t left, right;
    float disbelief; /* 1 - a s */
};
typedef ARRAY(struct candidate) candidates;

enum { LONGEST_WORD = 64 };

/* The length of the longest common subsequence, at most 64 bytes each: bit i of `open` is 0 where it grows by a[i] (Crochemore
 * et al. 2001, "A fast and practical bit-vector algorithm for the longest common subsequence problem"). */
static double common_subsequence(const char *a, size_t n, const char *b, size_t m) {
    uint64_t places[256], open = ~(uint64_t)0; /* places: of a byte in a; only those of both words are set */
    for (size_t j = 0; j < m; j++)
        places[(unsigned char)b[j]] = 0;
    for (size_t i = 0; i < n; i++)
        places[(unsigned char)a[i]] = 0;
    for (size_t i = 0; i < n; i++)
        places[(unsigned char)a[i]] |= (uint64_t)1 << i;
    for (size_t j = 0; j < m; j++) {
        uint64_t grown = open & places[(unsigned char)b[j]];
        open = (open + grown) | (open - grown);
    }
    return __builtin_popcountll(~open & (n < 64 ? ((uint64_t)1 << n) - 1 : ~(uint64_t)0));
}

/* The letters of a word as bits, and how many, so that two words without enough common ones are told at once. */
struct letters {
    uint32_t which;
    int count;
};

static struct letters letters_of(const char *word) {
    uint32_t which = 0;
    for (; *word; word++)
        which |= 1u << (*word & 31);
    return (struct letters){which, __builtin_popcount(which)};
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

/* What a word is looked up by: keys[n] stands for word of[n]; a compound has its parts' keys, too. */
struct look_up {
    ARRAY(char *) keys;
    ARRAY(uint32_t) of;
};
struct translations {
    candidates *found;
    const struct look_up *side[2];
    const size_t words[2]; /* the keys before are whole words */
};

static void add_translation(void *context, uint32_t left, uint32_t right, float strength) {
    const struct translations *t = context;
    bool whole = left < t->words[0] && right < t->words[1];
    add_candidate(t->found, t->side[0]->of.at[left], t->side[1]->of.at[right],
                  (whole ? DICTIONARY : COMPOUND) * (double)strength);
}

static void add_key(struct look_up *look_up, uint32_t word, const char *key) {
    array_push(&look_up->keys, memory_string(key));
    array_push(&look_up->of, word);
}

/* One side while it is read. */
struct reading {
    struct links_side *side;
    struct look_up *look_up;
    ARRAY(uint32_t) counts;
    ARRAY(struct occurrence) occurrences;
};

/* True where it is the first of its kind, which then lacks a key. */
static bool add_occurrence(struct reading *reading, const char *surface, size_t length, size_t offset) {
    uint32_t number = intern_add(&reading->side->words, surface, length);
    bool first = number >= reading->counts.count;
    if (first)
        array_push(&reading->counts, 0);
    reading->counts.at[number]++;
    array_push(&reading->occurrences, ((struct occurrence){number, (uint32_t)offset}));
    return first;
}

static void add_sign(struct reading *reading, const char *what, size_t length, size_t offset) {
    struct buffer surface = {0};
    buffer_print(&surface, "%c%.*s", LINKS_SIGN, (int)length, what);
    if (add_occurrence(reading, surface.data, surface.length, offset))
        add_key(reading->look_up, (uint32_t)reading->counts.count - 1, surface.data);
    buffer_free(&surface);
}

/* The emoji in text[from..to): characters of four bytes. */
static void add_emoji(struct reading *reading, const char *text, size_t from, size_t to) {
    for (const char *at = text + from; (at = memchr(at, 0xF0, (size_t)(text + to - at))); at += 4)
        if (at + 4 <= text + to)
            add_sign(reading, at, 4, (size_t)(at - text));
        else
            return;
}

static void read_block(struct reading *reading, const struct block *block, struct stemmer *stemmer) {
    struct buffer surface = {0}, key = {0};
    struct word word;
    size_t sign = 0, done = 0;
    for (size_t at = 0; word_next(block->text, block->length, &at, &word); done = word.end) {
        for (; sign < block->sign_count && block->signs[sign].offset <= word.start; sign++)
            add_sign(reading, block->signs[sign].what, strlen(block->signs[sign].what), block->signs[sign].offset);
        add_emoji(reading, block->text, done, word.start);
        surface.length = key.length = 0;
        word_surface(&surface, block->text, word);
        if (!add_occurrence(reading, buffer_text(&surface), surface.length, word.start))
            continue;
        word_key(stemmer, &key, block->text, word);
        add_key(reading->look_up, (uint32_t)reading->counts.count - 1, buffer_text(&key));
    }
    for (; sign < block->sign_count; sign++)
        add_sign(reading, block->signs[sign].what, strlen(block->signs[sign].what), block->signs[sign].offset);
    add_emoji(reading, block->text, done, block->length);
    buffer_free(&surface);
    buffer_free(&key);
}

static void read_words(struct links_side *side, const struct text *text, struct look_up *look_up) {
    struct stemmer *stemmer = stemmer_new(text->language);
    struct reading reading = {.side = side, .look_up = look_up};
    *side = (struct links_side){.blocks = text->blocks, .block_count = text->count};
    side->block_first = memory_alloc((text->count + 1) * sizeof *side->block_first);
    for (size_t b = 0; b < text->count; b++) {
        read_block(&reading, &text->blocks[b], stemmer);
        side->block_first[b + 1] = reading.occurrences.count;
    }
    array_reserve(&reading.occurrences, 1); /* a text without words has a place for them, too */
    side->total = reading.occurrences.count;
    side->count = reading.counts.at;
    side->occurrences = reading.occurrences.at;
    stemmer_free(stemmer);
}

/* The key of a compound's part as a word of its own; false where the lexicon has not got it. */
static bool part_key(struct buffer *key, const struct lexicon *lexicon, const char *language,
                     struct stemmer *stemmer, const char *part, size_t length) {
    key->length = 0;
    word_key(stemmer, key, part, (struct word){.end = length});
    return lexicon_knows(lexicon, language, buffer_text(key));
}

/* Splits the word in two that the lexicon knows, the second as long as can be; letters that only link the
 * two may stand between. */
static void split_compound(struct look_up *look_up, uint32_t number, const char *word,
                           const struct lexicon *lexicon, const char *language, struct stemmer *stemmer) {
    enum { SHORTEST = 3 };
    const char *linkings = language_data(language)->linkings;
    size_t length = strlen(word);
    struct buffer first = {0}, second = {0};
    for (size_t cut = SHORTEST; cut + SHORTEST <= length; cut++) {
        if (!part_key(&second, lexicon, language, stemmer, word + cut, length - cut))
            continue;
        for (size_t link = 0; link <= 2 && cut >= SHORTEST + link; link++)
            if ((!link || language_list_has(linkings, word + cut - link, link)) &&
                part_key(&first, lexicon, language, stemmer, word, cut - link)) {
                add_key(look_up, number, buffer_text(&first));
                add_key(look_up, number, buffer_text(&second));
                cut = length;
                break;
            }
    }
    buffer_free(&first);
    buffer_free(&second);
}

static void split_compounds(const struct links_side *side, struct look_up *look_up,
                            const struct lexicon *lexicon, const char *language) {
    enum { SHORTEST_COMPOUND = 8 };
    if (!lexicon || !language_data(language)->linkings)
        return;
    struct stemmer *stemmer = stemmer_new(language);
    for (uint32_t w = 0; w < side->words.count && look_up->keys.at; w++)
        if (strlen(side->words.strings[w]) >= SHORTEST_COMPOUND &&
            !lexicon_knows(lexicon, language, look_up->keys.at[w]))
            split_compound(look_up, w, side->words.strings[w], lexicon, language, stemmer);
    stemmer_free(stemmer);
}

/* The other side's words by their first byte, a chain for each; words are numbered from 1 there. */
struct chains {
    uint32_t head[256], *next;
    struct letters *letters;
};

static struct chains chain_words(const struct intern *words) {
    struct chains chains = {.next = memory_alloc(words->count * sizeof *chains.next),
                            .letters = memory_alloc(words->count * sizeof *chains.letters)};
    for (uint32_t w = 0; w < words->count; w++) {
        uint32_t *head = &chains.head[(unsigned char)words->strings[w][0]];
        chains.letters[w] = letters_of(words->strings[w]);
        chains.next[w] = *head;
        *head = w + 1;
    }
    return chains;
}

/* Left words [first, last), and what is like them on the right. */
struct alike {
    const struct links *links;
    const struct chains *chains;
    uint32_t first, last;
    candidates found;
};

static void find_alike(void *work) {
    struct alike *alike = work;
    const struct intern *left = &alike->links->side[0].words, *right = &alike->links->side[1].words;
    for (uint32_t i = alike->first; i < alike->last; i++) {
        const char *word = left->strings[i];
        unsigned char first = (unsigned char)*word;
        if ((first >= '0' && first <= '9') || first == LINKS_SIGN) {
            uint32_t same = intern_find(right, word, strlen(word));
            if (same != INTERN_NONE)
                add_candidate(&alike->found, i, same, NUMBER);
            continue;
        }
        struct letters mine = letters_of(word);
        for (int group = 0; group < (first == 'e' ? 2 : 1); group++)
            for (uint32_t j = alike->chains->head[group ? 's' : first]; j; j = alike->chains->next[j - 1]) {
                struct letters other = alike->chains->letters[j - 1];
                int common = __builtin_popcount(mine.which & other.which);
                if (2 * common < mine.count || 2 * common < other.count)
                    continue;
                double likeness = links_cognate(word, right->strings[j - 1]);
                if (likeness > 0)
                    add_candidate(&alike->found, i, j - 1, COGNATE * likeness);
            }
    }
}

static void add_likenesses(const struct links *links, candidates *found) {
    enum { MANY = 4096 };
    uint32_t words = (uint32_t)links->side[0].words.count;
    struct chains chains = chain_words(&links->side[1].words);
    struct alike all = {links, &chains, 0, words / 2, *found}, rest = {links, &chains, words / 2, words, {0}};
    abreast(words >= MANY, find_alike, &all, &rest);
    *found = all.found;
    array_take(found, &rest.found);
    memory_free(chains.next);
    memory_free(chains.letters);
}

/* Joins what speaks for the same pair; leaves one candidate a pair, by left word. */
static void join_evidence(candidates *found, size_t left_words, size_t right_words) {
    size_t made = 0;
    pairs_sort(found->at, found->count, sizeof *found->at, left_words, right_words, false);
    for (size_t i = 0; i < found->count; i++) {
        struct candidate *last = made ? &found->at[made - 1] : NULL;
        if (last && last->left == found->at[i].left && last->right == found->at[i].right)
            last->disbelief *= found->at[i].disbelief;
        else
            found->at[made++] = found->at[i];
    }
    found->count = made;
}

/* One side's links, from candidates by rising word of the other side. */
static void fill_side(struct links_side *side, const candidates *found, bool right) {
    side->to = memory_alloc((found->count + 1) * sizeof *side->to);
    side->first = memory_alloc((side->words.count + 2) * sizeof *side->first);
    for (size_t i = 0; i < found->count; i++)
        side->first[(right ? found->at[i].right : found->at[i].left) + 2]++;
    for (size_t w = 2; w < side->words.count + 2; w++)
        side->first[w] += side->first[w - 1];
    for (size_t i = 0; i < found->count; i++) {
        const struct candidate *c = &found->at[i];
        side->to[side->first[(right ? c->right : c->left) + 1]++] =
            (struct link_to){right ? c->left : c->right, 1 - c->disbelief};
    }
}

static void weigh_words(struct links *links, int s, const struct look_up *look_up, const struct lexicon *lexicon,
                        const char *language) {
    struct links_side *side = &links->side[s];
    side->weights = memory_alloc((side->words.count + 1) * sizeof *side->weights);
    for (uint32_t w = 0; w < side->words.count; w++) {
        const char *word = side->words.strings[w];
        double surprise = ((double)side->total + 1) / (side->count[w] + .5);
        bool linked = side->first[w] < side->first[w + 1];
        side->weights[w] = (struct word_weight){
            .surprise = (float)surprise,
            .rarity = (float)log(surprise),
            .normal = .5f,
            .twin = intern_find(&links->side[!s].words, word, strlen(word)),
            .number = *word >= '0' && *word <= '9',
            .known = linked || (lexicon && lexicon_knows(lexicon, language, look_up->keys.at[w])),
        };
        for (size_t l = side->first[w]; l < side->first[w + 1]; l++)
            side->weights[w].normal += side->to[l].strength;
    }
}

/* One side of the links that are being made. */
struct making {
    struct links *links;
    int side;
    const struct text *text;
    const struct lexicon *lexicon;
    struct look_up look_up;
    const candidates *found;
};

static void read_side(void *work) {
    struct making *making = work;
    struct links_side *side = &making->links->side[making->side];
    read_words(side, making->text, &making->look_up);
    split_compounds(side, &making->look_up, making->lexicon, making->text->language);
}

static void finish_side(void *work) {
    struct making *making = work;
    struct look_up *look_up = &making->look_up;
    fill_side(&making->links->side[making->side], making->found, making->side);
    weigh_words(making->links, making->side, look_up, making->lexicon, making->text->language);
    for (size_t i = 0; i < look_up->keys.count; i++)
        memory_free(look_up->keys.at[i]);
    array_free(&look_up->keys);
    array_free(&look_up->of);
}

static void of_both(void (*work)(void *), struct making sides[2]) {
    enum { MANY = 1024 };
    abreast(sides[0].text->count + sides[1].text->count >= MANY, work, &sides[0], &sides[1]);
}

void links_make(struct links *links, const struct text *left, const struct text *right,
                const struct lexicon *lexicon) {
    candidates found = {0};
    struct making sides[2] = {{.links = links, .side = 0, .text = left, .lexicon = lexicon, .found = &found},
                              {.links = links, .side = 1, .text = right, .lexicon = lexicon, .found = &found}};
    struct look_up *look_up[2] = {&sides[0].look_up, &sides[1].look_up};
    of_both(read_side, sides);
    struct translations translations = {
        &found, {look_up[0], look_up[1]}, {links->side[0].words.count, links->side[1].words.count}};
    lexicon_links(lexicon, (const char *const *)look_up[0]->keys.at, look_up[0]->keys.count,
                  (const char *const *)look_up[1]->keys.at, look_up[1]->keys.count, add_translation,
                  &translations);
    add_likenesses(links, &found);
    join_evidence(&found, links->side[0].words.count, links->side[1].words.count);
    of_both(finish_side, sides);
    array_free(&found);
}

void links_clear(struct links *links) {
    for (int s = 0; s < 2; s++) {
        intern_clear(&links->side[s].words);
        memory_free(links->side[s].count);
        memory_free(links->side[s].weights);
        memory_free(links->side[s].to);
        memory_free(links->side[s].first);
        memory_free(links->side[s].occurrences);
        memory_free(links->side[s].block_first);
    }
    *links = (struct links){0};
}

const struct occurrence *links_words(const struct links_side *side, const struct block *block,
                                     size_t *count) {
    size_t b = (size_t)(block - side->blocks), first = side->block_first[b];
    *count = side->block_first[b + 1] - first;
    return side->occurrences + first;
}

/* The first of `count` words that stands at `offset` or after it. */
static size_t first_from(const struct occurrence *words, size_t count, size_t offset) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (words[middle].offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct occurrence *links_words_in(const struct links_side *side, const struct block *block,
                                        struct span span, size_t *count) {
    size_t all;
    const struct occurrence *words = links_words(side, block, &all);
    size_t first = first_from(words, all, span.start);
    *count = first_from(words, all, span.end) - first;
    return words + first;
}
