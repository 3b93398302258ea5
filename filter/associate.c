#include "associate.h"
#include "utf8.h"
#include "words.h"
#include <math.h>
#include <string.h>

/* A believed pair is seen together in so many rows, by chance less often than once in some thousand texts, and links in
 * more than half of the rows that have both; words that every fourth row has say nothing. */
enum { LEAST_ROWS = 3, TOO_COMMON = 4 };
static const double LEAST_RATIO = 15, LEAST_STRENGTH = .49, LEAST_LINK = .3;

struct together { /* a pair of words in rows that have both */
    uint32_t left, right, rows, partners;
    double score; /* the higher wins; 0: no pair */
    float linked; /* as links has it, or 0 */
};
typedef ARRAY(struct together) together_list;

/* The distinct words of each row, on both sides. */
struct row_words {
    uint32_t *word[2];
    size_t count[2];
};

static int by_number(const void *a, const void *b) {
    const uint32_t *p = a, *q = b;
    return (*p > *q) - (*p < *q);
}

static int by_pair(const void *a, const void *b) {
    const struct together *p = a, *q = b;
    return p->left != q->left ? (p->left > q->left ? 1 : -1) : (p->right > q->right) - (p->right < q->right);
}

static bool is_word(const struct links_side *side, uint32_t word) {
    const char *surface = side->words.strings[word];
    return *surface != LINKS_SIGN && !(*surface >= '0' && *surface <= '9');
}

static size_t read_range(uint32_t **words, const struct text *text, const struct links_side *side, struct range range) {
    ARRAY(uint32_t) all = {0};
    size_t distinct = 0;
    for (size_t b = range.start.block; b < text->count && b <= range.end.block; b++) {
        struct span span = range_span(text, range, b);
        size_t count = 0;
        const struct occurrence *at = span.start < span.end ? links_words_in(side, &text->blocks[b], span, &count) : NULL;
        for (size_t i = 0; i < count; i++)
            if (is_word(side, at[i].word))
                array_push(&all, at[i].word);
    }
    if (all.count)
        qsort(all.at, all.count, sizeof *all.at, by_number);
    for (size_t i = 0; i < all.count; i++)
        if (!distinct || all.at[distinct - 1] != all.at[i])
            all.at[distinct++] = all.at[i];
    *words = all.at;
    return distinct;
}

static float link_strength(const struct links *links, uint32_t left, uint32_t right) {
    const struct links_side *side = &links->side[0];
    for (size_t i = side->first[left]; i < side->first[left + 1]; i++)
        if (side->to[i].word == right)
            return side->to[i].strength;
    return 0;
}

/* Dunning's ratio, halved, of words that are in a and b of n rows and in `both` together; 0 where they avoid each other. */
static double ratio(double both, double a, double b, double n) {
    double cells[4] = {both, a - both, b - both, n - a - b + both}, sum = 0;
    const double expected[4] = {a * b / n, a * (n - b) / n, (n - a) * b / n, (n - a) * (n - b) / n};
    if (both <= expected[0])
        return 0;
    for (int i = 0; i < 4; i++)
        sum += cells[i] > 0 ? cells[i] * log(cells[i] / expected[i]) : 0;
    return sum;
}

/* All pairs of the rows, each once, with how many rows have both. */
static void collect(together_list *pairs, const struct row_words *rows, size_t count) {
    size_t made = 0;
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < rows[r].count[0]; i++)
            for (size_t j = 0; j < rows[r].count[1]; j++)
                array_push(pairs, ((struct together){.left = rows[r].word[0][i], .right = rows[r].word[1][j], .rows = 1}));
    if (pairs->count)
        qsort(pairs->at, pairs->count, sizeof *pairs->at, by_pair);
    for (size_t i = 0; i < pairs->count; i++)
        if (made && !by_pair(&pairs->at[made - 1], &pairs->at[i]))
            pairs->at[made - 1].rows++;
        else
            pairs->at[made++] = pairs->at[i];
    pairs->count = made;
}

/* Linked pairs before those that are only seen together. */
static void score_pairs(together_list *pairs, const struct row_words *rows, size_t count, const struct links *links) {
    static const double LINKED = 1e6;
    uint32_t *in[2];
    for (int s = 0; s < 2; s++) {
        in[s] = memory_alloc((links->side[s].words.count + 1) * sizeof *in[s]);
        for (size_t r = 0; r < count; r++)
            for (size_t i = 0; i < rows[r].count[s]; i++)
                in[s][rows[r].word[s][i]]++;
    }
    for (size_t i = 0; i < pairs->count; i++) {
        struct together *pair = &pairs->at[i];
        double seen = ratio(pair->rows, in[0][pair->left], in[1][pair->right], (double)count);
        pair->linked = link_strength(links, pair->left, pair->right);
        if ((double)pair->linked >= LEAST_LINK)
            pair->score = LINKED * (double)pair->linked + seen;
        else if (pair->rows >= LEAST_ROWS && seen >= LEAST_RATIO && TOO_COMMON * in[0][pair->left] <= count &&
                 TOO_COMMON * in[1][pair->right] <= count)
            pair->score = seen;
    }
    memory_free(in[0]);
    memory_free(in[1]);
}

static int by_score(const void *a, const void *b) {
    const struct together *p = *(struct together *const *)a, *q = *(struct together *const *)b;
    return p->score != q->score ? (p->score < q->score ? 1 : -1) : by_pair(p, q);
}

static struct together *find_pair(const together_list *pairs, uint32_t left, uint32_t right) {
    const struct together key = {.left = left, .right = right};
    return bsearch(&key, pairs->at, pairs->count, sizeof key, by_pair);
}

/* In one row, the best pair first, each word has one partner. */
static void link_row(together_list *pairs, const struct row_words *row, bool *taken[2]) {
    ARRAY(struct together *) here = {0};
    for (size_t i = 0; i < row->count[0]; i++)
        for (size_t j = 0; j < row->count[1]; j++) {
            struct together *pair = find_pair(pairs, row->word[0][i], row->word[1][j]);
            if (pair->score > 0)
                array_push(&here, pair);
        }
    if (here.count)
        qsort(here.at, here.count, sizeof *here.at, by_score);
    for (size_t i = 0; i < here.count; i++) {
        struct together *pair = here.at[i];
        if (taken[0][pair->left] || taken[1][pair->right])
            continue;
        taken[0][pair->left] = taken[1][pair->right] = true;
        pair->partners++;
    }
    for (size_t i = 0; i < here.count; i++)
        taken[0][here.at[i]->left] = taken[1][here.at[i]->right] = false;
    array_free(&here);
}

static void take_pairs(associations *found, const together_list *pairs) {
    for (size_t i = 0; i < pairs->count; i++) {
        const struct together *pair = &pairs->at[i];
        double seen = ((double)pair->partners - 1) / (pair->rows + 1);
        bool believed = pair->partners >= LEAST_ROWS && seen > LEAST_STRENGTH;
        if (!pair->partners || (!believed && (double)pair->linked < LEAST_LINK))
            continue;
        float strength = believed && (float)seen > pair->linked ? (float)seen : pair->linked;
        array_push(found, ((struct association){pair->left, pair->right, strength, pair->linked}));
    }
}

void associate(associations *found, const struct text sides[2], const struct alignment *rows, const struct links *links) {
    struct row_words *words = memory_alloc((rows->count + 1) * sizeof *words);
    together_list pairs = {0};
    bool *taken[2];
    for (int s = 0; s < 2; s++) {
        taken[s] = memory_alloc(links->side[s].words.count + 1);
        for (size_t r = 0; r < rows->count; r++)
            words[r].count[s] = read_range(&words[r].word[s], &sides[s], &links->side[s], rows->rows[r].side[s]);
    }
    collect(&pairs, words, rows->count);
    score_pairs(&pairs, words, rows->count, links);
    for (size_t r = 0; r < rows->count; r++)
        link_row(&pairs, &words[r], taken);
    take_pairs(found, &pairs);
    for (size_t r = 0; r < rows->count; r++)
        for (int s = 0; s < 2; s++)
            memory_free(words[r].word[s]);
    memory_free(words);
    memory_free(taken[0]);
    memory_free(taken[1]);
    array_free(&pairs);
}

void associate_form(struct buffer *out, const struct links_side *side, uint32_t word) {
    size_t at = 0, block = 0;
    while (at < side->total && side->occurrences[at].word != word)
        at++;
    while (block + 1 < side->block_count && side->block_first[block + 1] <= at)
        block++;
    if (at == side->total)
        return;
    const struct block *b = &side->blocks[block];
    struct word found;
    size_t start = side->occurrences[at].offset;
    if (word_next(b->text, b->length, &start, &found))
        utf8_lower(out, b->text + found.start, found.end - found.start, false);
}
