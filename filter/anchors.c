#include "anchors.h"
#include "pairs.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
    RARE = 3,     /* a word that stands in at most so many units */
    PER_UNIT = 16 /* so many pairs a unit are enough, from words that are not rare */
};
static const float ENOUGH = .65f; /* weight of an anchor: a link that is sure */
static const float BELIEVED = .5f; /* a link of a word that is not rare */

/* The units that a word stands in, rising: unit[start[word]] .. unit[start[word] + count[word] - 1]; words[] are those that
 * do stand somewhere. */
struct places {
    size_t *start;
    uint32_t *count, *unit, *words;
    size_t word_count;
};

static struct places places_of(const struct bead_side *side) {
    size_t words = side->links->words.count, all = 0;
    struct places places = {memory_alloc((words + 1) * sizeof *places.start),
                            memory_alloc((words + 1) * sizeof *places.count), NULL, NULL, 0};
    for (size_t i = 0; i < side->count; all += side->units[i++].word_count)
        for (size_t w = 0; w < side->units[i].word_count; w++)
            places.start[side->units[i].words[w].word + 1]++;
    places.unit = memory_alloc((all + 1) * sizeof *places.unit);
    places.words = memory_alloc((all + 1) * sizeof *places.words);
    for (size_t w = 0; w < words; w++)
        places.start[w + 1] += places.start[w];
    for (size_t i = 0; i < side->count; i++)
        for (size_t w = 0; w < side->units[i].word_count; w++) {
            uint32_t word = side->units[i].words[w].word, *count = &places.count[word];
            uint32_t *unit = places.unit + places.start[word];
            if (!*count)
                places.words[places.word_count++] = word;
            if (!*count || unit[*count - 1] != i)
                unit[(*count)++] = (uint32_t)i;
        }
    return places;
}

static void places_clear(struct places *places) {
    memory_free(places->start);
    memory_free(places->count);
    memory_free(places->unit);
    memory_free(places->words);
}

/* Where two rare words stand; or two words that stand as often as each other: the n-th place of one answers the n-th of the
 * other. */
static void add_pairs(anchor_chain *pairs, const struct places sides[2], uint32_t left, const struct link_to *link) {
    const uint32_t *a = sides[0].unit + sides[0].start[left], *b = sides[1].unit + sides[1].start[link->word];
    uint32_t n = sides[0].count[left], m = sides[1].count[link->word];
    for (uint32_t i = 0; i < n && n <= RARE && m <= RARE; i++)
        for (uint32_t j = 0; j < m; j++)
            array_push(pairs, ((struct anchor){a[i], b[j], link->strength}));
    for (uint32_t i = 0; i < n && n > RARE && n == m; i++)
        array_push(pairs, ((struct anchor){a[i], b[i], link->strength}));
}

/* Does the link pair words that are not rare, but stand as often as each other? */
static bool is_even(const struct places sides[2], uint32_t left, const struct link_to *link) {
    return sides[0].count[left] > RARE && sides[0].count[left] == sides[1].count[link->word] && link->strength >= BELIEVED;
}

/* The highest count of such words: of the rarest there are enough. */
static uint32_t find_most(const struct places sides[2], const struct links_side *links, size_t units) {
    uint32_t most = 0;
    for (size_t i = 0; i < sides[0].word_count; i++)
        most = sides[0].count[sides[0].words[i]] > most ? sides[0].count[sides[0].words[i]] : most;
    size_t *pairs = memory_alloc((most + 1) * sizeof *pairs), sum = 0;
    for (size_t i = 0; i < sides[0].word_count; i++) {
        uint32_t word = sides[0].words[i], count = sides[0].count[word];
        for (size_t l = links->first[word]; l < links->first[word + 1]; l++)
            pairs[count] += is_even(sides, word, &links->to[l]) ? count : 0;
    }
    uint32_t count = RARE;
    while (count < most && sum + pairs[count + 1] <= PER_UNIT * units)
        sum += pairs[++count];
    memory_free(pairs);
    return count;
}

static bool are_same(const struct anchor *a, const struct anchor *b) { return a->left == b->left && a->right == b->right; }

/* Adds up the weights of equal pairs; drops what stays light.  Of one left unit the last right one comes first: then no chain
 * takes two of them. */
static void merge_pairs(anchor_chain *pairs, size_t left_units, size_t right_units) {
    size_t kept = 0;
    pairs_sort(pairs->at, pairs->count, sizeof *pairs->at, left_units, right_units, true);
    for (size_t i = 0, next; i < pairs->count; i = next) {
        struct anchor sum = pairs->at[i];
        for (next = i + 1; next < pairs->count && are_same(&pairs->at[i], &pairs->at[next]); next++)
            sum.weight += pairs->at[next].weight;
        if (sum.weight >= ENOUGH)
            pairs->at[kept++] = sum;
    }
    pairs->count = kept;
}

/* The heaviest rising chain: a Fenwick tree holds, for each right unit, the best chain so far that
 * ends before it. */
static void heaviest_chain(anchor_chain *chain, const anchor_chain *pairs, size_t right_units) {
    size_t *best_at = memory_alloc((right_units + 2) * sizeof *best_at); /* pair, + 1 */
    size_t *before = memory_alloc((pairs->count + 1) * sizeof *before);
    double *total = memory_alloc((pairs->count + 1) * sizeof *total);
    size_t last = 0;
    for (size_t p = 1; p <= pairs->count; p++) {
        const struct anchor *pair = &pairs->at[p - 1];
        for (size_t t = pair->right; t; t &= t - 1)
            if (total[best_at[t]] > total[before[p]])
                before[p] = best_at[t];
        total[p] = total[before[p]] + (double)pair->weight;
        for (size_t t = pair->right + 1; t <= right_units; t += t & (~t + 1))
            if (total[p] > total[best_at[t]])
                best_at[t] = p;
        if (total[p] > total[last])
            last = p;
    }
    for (size_t p = last; p; p = before[p])
        array_push(chain, pairs->at[p - 1]);
    for (size_t i = 0; i < chain->count / 2; i++) {
        struct anchor swap = chain->at[i];
        chain->at[i] = chain->at[chain->count - 1 - i];
        chain->at[chain->count - 1 - i] = swap;
    }
    memory_free(best_at);
    memory_free(before);
    memory_free(total);
}

static double apart(size_t a, size_t b) { return a > b ? (double)(a - b) : (double)(b - a); }

/* Do both sides go on about as far from one to the other? */
static bool agree(const struct anchor *a, const struct anchor *b) {
    double left = apart(a->left, b->left), right = apart(a->right, b->right);
    return fabs(left - right) <= 3 + .25 * fmax(left, right);
}

/* A chance likeness across a gap stands alone: drops what agrees with none of the two before and after it. */
static void drop_loners(anchor_chain *chain) {
    size_t kept = 0, count = chain->count;
    bool *good = memory_alloc(count * sizeof *good);
    for (size_t i = 0; i < count; i++)
        for (size_t n = i > 2 ? i - 2 : 0; n <= i + 2 && n < count; n++)
            good[i] = good[i] || (n != i && agree(&chain->at[i], &chain->at[n]));
    for (size_t i = 0; i < count; i++)
        if (good[i])
            chain->at[kept++] = chain->at[i];
    chain->count = kept;
    memory_free(good);
}

/* A few chance likenesses may agree with each other where a side has a long run more: drops what does not go on for
 * long enough. */
static void drop_islands(anchor_chain *chain) {
    enum { LEAST = 6 };
    size_t kept = 0;
    for (size_t i = 0, end; i < chain->count; i = end) {
        for (end = i + 1; end < chain->count && agree(&chain->at[end - 1], &chain->at[end]);)
            end++;
        for (size_t a = i; a < end && end - i >= LEAST; a++)
            chain->at[kept++] = chain->at[a];
    }
    chain->count = kept;
}

void anchors_find(anchor_chain *chain, anchor_chain *pairs, const struct bead_model *m) {
    const struct links_side *links = m->side[0].links;
    struct places sides[2] = {places_of(&m->side[0]), places_of(&m->side[1])};
    uint32_t most = find_most(sides, links, m->side[0].count);
    for (size_t i = 0; i < sides[0].word_count; i++) {
        uint32_t word = sides[0].words[i], count = sides[0].count[word];
        for (size_t l = links->first[word]; count <= most && l < links->first[word + 1]; l++)
            if (count <= RARE || is_even(sides, word, &links->to[l]))
                add_pairs(pairs, sides, word, &links->to[l]);
    }
    merge_pairs(pairs, m->side[0].count, m->side[1].count);
    heaviest_chain(chain, pairs, m->side[1].count);
    drop_loners(chain);
    drop_loners(chain);
    drop_islands(chain);
    places_clear(&sides[0]);
    places_clear(&sides[1]);
}
