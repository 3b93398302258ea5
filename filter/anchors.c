#include "anchors.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { RARE = 3 };                 /* a word that stands at most so often in its text */
static const float ENOUGH = .65f; /* weight of an anchor: a link that is sure */

/* [word][n]: the n-th unit that a rare word stands in, + 1. */
typedef uint32_t occurrences[RARE];

static occurrences *find_rare(const struct bead_side *side) {
    const uint32_t *counts = side->links->count;
    occurrences *found = memory_alloc(side->links->words.count * sizeof *found);
    for (size_t i = 0; i < side->count; i++)
        for (size_t w = 0; w < side->units[i].word_count; w++) {
            uint32_t word = side->units[i].words[w].word;
            for (size_t n = 0; counts[word] <= RARE && n < RARE; n++)
                if (!found[word][n] || found[word][n] == i + 1) {
                    found[word][n] = (uint32_t)i + 1;
                    break;
                }
        }
    return found;
}

static void add_pairs(anchor_chain *pairs, const occurrences left, const occurrences right,
                      float strength) {
    for (size_t a = 0; a < RARE && left[a]; a++)
        for (size_t b = 0; b < RARE && right[b]; b++)
            array_push(pairs, ((struct anchor){left[a] - 1, right[b] - 1, strength}));
}

/* By left unit, and of one left unit the last right one first: then no chain takes two of them. */
static int by_place(const void *a, const void *b) {
    const struct anchor *p = a, *q = b;
    if (p->left != q->left)
        return p->left < q->left ? -1 : 1;
    return p->right == q->right ? 0 : p->right > q->right ? -1 : 1;
}

/* Adds up the weights of equal pairs; drops what stays light. */
static void merge_pairs(anchor_chain *pairs) {
    size_t kept = 0;
    if (pairs->count)
        qsort(pairs->at, pairs->count, sizeof *pairs->at, by_place);
    for (size_t i = 0, next; i < pairs->count; i = next) {
        struct anchor sum = pairs->at[i];
        for (next = i + 1; next < pairs->count && !by_place(&pairs->at[i], &pairs->at[next]); next++)
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
    free(best_at);
    free(before);
    free(total);
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
    free(good);
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

void anchors_find(anchor_chain *chain, const struct bead_model *m) {
    const struct links_side *links = m->side[0].links;
    occurrences *rare[2];
    anchor_chain pairs = {0};
    for (int s = 0; s < 2; s++)
        rare[s] = find_rare(&m->side[s]);
    for (size_t w = 0; w < links->words.count; w++)
        for (size_t l = links->first[w]; rare[0][w][0] && l < links->first[w + 1]; l++)
            add_pairs(&pairs, rare[0][w], rare[1][links->to[l].word], links->to[l].strength);
    merge_pairs(&pairs);
    heaviest_chain(chain, &pairs, m->side[1].count);
    drop_loners(chain);
    drop_loners(chain);
    drop_islands(chain);
    array_free(&pairs);
    free(rare[0]);
    free(rare[1]);
}
