#include "band.h"
#include "anchors.h"
#include <stdbool.h>
#include <stdint.h>

enum { WIDEST = 400 };

/* Between two anchors everything is open, with a margin; but no wider than WIDEST around the line
 * from one to the other.  Where one side has a long run more, paths may jump over it. */
static void add_stretch(struct band *band, struct anchor from, struct anchor to, size_t right) {
    size_t left_run = to.left - from.left, right_run = to.right - from.right;
    bool uneven = left_run > right_run + BAND_LONG_RUN || right_run > left_run + BAND_LONG_RUN;
    for (size_t i = from.left; i <= to.left; i++) {
        double share = left_run ? (double)(i - from.left) / (double)left_run : 0;
        size_t line = from.right + (size_t)(share * (double)right_run);
        size_t low = from.right, high = to.right;
        if (right_run > WIDEST && left_run > WIDEST && !uneven) {
            low = line > from.right + WIDEST / 2 ? line - WIDEST / 2 : low;
            high = line + WIDEST / 2 < to.right ? line + WIDEST / 2 : high;
        }
        low = low > BAND_MARGIN ? low - BAND_MARGIN : 0;
        high = high + BAND_MARGIN < right ? high + BAND_MARGIN : right;
        band->low[i] = low < band->low[i] ? low : band->low[i];
        band->high[i] = high > band->high[i] ? high : band->high[i];
        if (uneven)
            band->jump[i] = (struct jump){to.left, to.right};
    }
}

static void count_answered(struct band *band, const anchor_chain *pairs, size_t right) {
    for (size_t p = 0; p < pairs->count; p++) {
        struct anchor pair = pairs->at[p];
        if (pair.right >= band->low[pair.left] && pair.right <= band->high[pair.left])
            band->answered[pair.right + 1] = 1;
    }
    for (size_t j = 0; j < right; j++)
        band->answered[j + 1] += band->answered[j];
}

/* Of many units the place before one about the middle is held, where anchors around it follow each other unit by unit: what
 * is before it and what is after it can be searched at the same time. */
static void fix_middle(struct band *band, const anchor_chain *chain, size_t left) {
    enum { MANY = 1024, RUN = 5 };
    for (size_t i = 1, run = 0; left >= MANY && i < chain->count; i++) {
        const struct anchor *a = &chain->at[i];
        run = a->left == a[-1].left + 1 && a->right == a[-1].right + 1 ? run + 1 : 0;
        if (run >= RUN && a->left > left * 4 / 9) {
            band->low[a[-RUN / 2].left] = band->high[a[-RUN / 2].left] = a[-RUN / 2].right;
            return;
        }
    }
}

struct band band_make(const struct bead_model *m) {
    size_t left = m->side[0].count, right = m->side[1].count;
    struct band band = {memory_alloc((left + 1) * sizeof *band.low),
                        memory_alloc((left + 1) * sizeof *band.high),
                        memory_alloc((left + 1) * sizeof *band.jump),
                        memory_alloc((right + 1) * sizeof *band.answered)};
    anchor_chain chain = {0}, pairs = {0};
    struct anchor from = {0, 0, 0};
    for (size_t i = 0; i <= left; i++)
        band.low[i] = right;
    if (left > 2 * BAND_MARGIN || right > 2 * BAND_MARGIN)
        anchors_find(&chain, &pairs, m);
    for (size_t i = 0; i < chain.count; from = chain.at[i++])
        add_stretch(&band, from, chain.at[i], right);
    add_stretch(&band, from, (struct anchor){(uint32_t)left, (uint32_t)right, 0}, right);
    fix_middle(&band, &chain, left);
    count_answered(&band, &pairs, right);
    array_free(&pairs);
    array_free(&chain);
    return band;
}

void band_hold(struct band *band, size_t count, const size_t *held) {
    for (size_t i = 0, last = 0; i <= count; i++) {
        last = held[i] ? held[i] - 1 : last;
        band->low[i] = held[i] || last > band->low[i] ? last : band->low[i];
    }
    for (size_t i = count + 1, next = SIZE_MAX; i-- > 0;) {
        next = held[i] ? held[i] - 1 : next;
        band->high[i] = held[i] || next < band->high[i] ? next : band->high[i];
    }
}

void band_clear(struct band *band) {
    memory_free(band->low);
    memory_free(band->high);
    memory_free(band->jump);
    memory_free(band->answered);
    *band = (struct band){NULL, NULL, NULL, NULL};
}
