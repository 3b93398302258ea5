#include "bead_score.h"
#include "utf8.h"
#include <math.h>

/* [left units][right units]: the prior of a kind of bead; NONE where it is none. */
#define NONE -99
static const double KIND[BEAD_MOST + 1][BEAD_MOST + 1] = {{NONE, -.39, NONE, NONE, NONE},
                                                          {-.51, 1.00, -.12, -.8, -1.5},
                                                          {NONE, .22, -.4, -1.2, NONE},
                                                          {NONE, -.5, -1.2, NONE, NONE},
                                                          {NONE, -1.2, NONE, NONE, NONE}};
static const double LENGTH = -1.06, LENGTH_SQUARED = -.74, EXPLAINED[2] = {.09, .153};
static const double NUMBERS = .94, SAME = .37, ENDS_SAME = 1.08, ENDS_DIFFER = -.46, STARTS_SAME = .58,
                    STARTS_DIFFER = -.86, STARTS = .47, FIRST = .87, LAST = .95;
static const double SKIP_LENGTH = -.8, SKIP_LOG = -.4, AFTER_COLON = .90, BEFORE_LOWER = .38,
                    ROLE_SAME = .5, ROLE_DIFFERS = -1.5;
static const double LIKE = .7; /* share of a word's probability that the links have */

static void read_side(struct bead_side *side, const struct text *text, const struct links *links,
                      int which) {
    side->count = text->count;
    side->units = memory_alloc(text->count * sizeof *side->units);
    for (size_t i = 0; i < text->count; i++) {
        const struct block *block = &text->blocks[i];
        size_t before = side->words.count;
        flow_add_words(&side->words, links, which, block->text, (struct span){0, block->length});
        side->units[i] = (struct unit){.first_word = before,
                                       .words = side->words.count - before,
                                       .chars = (double)utf8_count(block->text, block->length) + 1,
                                       .end = flow_end_class(block->text, block->length),
                                       .start = flow_start_class(block->text, block->length),
                                       .role = block->role};
    }
    size_t types = links->words[which].count;
    side->surprise = memory_alloc(types * sizeof *side->surprise);
    side->normal = memory_alloc(types * sizeof *side->normal);
    side->number = memory_alloc(types * sizeof *side->number);
    for (size_t w = 0; w < types; w++) {
        char first = links->words[which].strings[w][0];
        side->surprise[w] = ((double)links->total[which] + 1) / (links->count[which][w] + .5);
        side->normal[w] = .5f;
        side->number[w] = first >= '0' && first <= '9';
    }
}

void bead_model_make(struct bead_model *m, const struct text *left, const struct text *right,
                     const struct links *links) {
    *m = (struct bead_model){.links = links};
    read_side(&m->side[0], left, links, 0);
    read_side(&m->side[1], right, links, 1);
    m->head = memory_alloc(links->words[1].count * sizeof *m->head);
    double chars[2] = {0, 0};
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < m->side[s].count; i++)
            chars[s] += m->side[s].units[i].chars;
    m->ratio = chars[0] > 0 ? chars[1] / chars[0] : 1;
    m->ratio = m->ratio < .8 ? .8 : m->ratio > 1.4 ? 1.4 : m->ratio;
    for (size_t w = 0; w < links->words[0].count; w++)
        for (size_t l = links->first[w]; l < links->first[w + 1]; l++) {
            m->side[0].normal[w] += links->to[l].strength;
            m->side[1].normal[links->to[l].word] += links->to[l].strength;
        }
}

void bead_model_clear(struct bead_model *m) {
    for (int s = 0; s < 2; s++) {
        free(m->side[s].units);
        free(m->side[s].surprise);
        free(m->side[s].normal);
        free(m->side[s].number);
        array_free(&m->side[s].words);
    }
    free(m->head);
    *m = (struct bead_model){0};
}

/* One link of the left unit's `place`-th word. */
struct reach {
    size_t place;
    float strength;
    uint32_t next; /* the next link to the same right word, + 1 */
};
typedef ARRAY(struct reach) reaches;

static void reach_out(reaches *found, const struct bead_model *m, const struct unit *unit) {
    for (size_t p = 0; p < unit->words; p++) {
        uint32_t word = m->side[0].words.at[unit->first_word + p];
        for (size_t l = m->links->first[word]; l < m->links->first[word + 1]; l++) {
            uint32_t *head = &m->head[m->links->to[l].word];
            array_push(found, ((struct reach){p, m->links->to[l].strength, *head}));
            *head = (uint32_t)found->count;
        }
    }
}

static void forget(const struct bead_model *m, const struct unit *unit) {
    for (size_t p = 0; p < unit->words; p++) {
        uint32_t word = m->side[0].words.at[unit->first_word + p];
        for (size_t l = m->links->first[word]; l < m->links->first[word + 1]; l++)
            m->head[m->links->to[l].word] = 0;
    }
}

static void note_edges(struct bead_near *near, size_t p, size_t left_words, size_t q,
                       size_t right_words, float strength) {
    enum { LOOK = 3 };
    static const float fade[LOOK] = {1, .8f, .64f};
    if (p < LOOK && q < LOOK) {
        near->starts = fmaxf(near->starts, strength * fade[p > q ? p - q : q - p]);
        if (!p || !q)
            near->first = fmaxf(near->first, strength * fade[p > q ? p - q : q - p]);
    }
    p = left_words - 1 - p, q = right_words - 1 - q;
    if (p < LOOK && q < LOOK) {
        near->ends = fmaxf(near->ends, strength * fade[p > q ? p - q : q - p]);
        if (!p || !q)
            near->last = fmaxf(near->last, strength * fade[p > q ? p - q : q - p]);
    }
}

static void fill_near(struct bead_row *row, const struct bead_model *m, const struct unit *unit,
                      size_t right, const reaches *reach) {
    const struct bead_side *left_side = &m->side[0], *right_side = &m->side[1];
    const struct unit *other = &right_side->units[right];
    struct bead_near *near = &row->near[right - row->low];
    float *to_left = row->to_left + (right - row->low) * unit->words;
    float *to_right = row->to_right + other->first_word - right_side->units[row->low].first_word;
    for (size_t q = 0; q < other->words; q++) {
        uint32_t word = right_side->words.at[other->first_word + q];
        float best = 0;
        for (uint32_t r = m->head[word]; r; r = reach->at[r - 1].next) {
            size_t p = reach->at[r - 1].place;
            float s = reach->at[r - 1].strength;
            to_left[p] += s / right_side->normal[word];
            to_right[q] += s / left_side->normal[left_side->words.at[unit->first_word + p]];
            note_edges(near, p, unit->words, q, other->words, s);
            best = s > best ? s : best;
        }
        if (right_side->number[word])
            near->numbers += best > .5f ? 2 : 0;
        else if (best >= .9f)
            near->same += (float)log(right_side->surprise[word]) / 5;
    }
}

static float *unknown(size_t count) {
    float *values = memory_resize_array(NULL, count, sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = NAN;
    return values;
}

void bead_row_fill(struct bead_row *row, const struct bead_model *m, size_t left, size_t low,
                   size_t high) {
    const struct unit *unit = &m->side[0].units[left], *right = m->side[1].units;
    reaches reach = {0};
    bead_row_clear(row);
    row->low = low;
    row->high = high;
    if (low == high)
        return;
    size_t words = right[high - 1].first_word + right[high - 1].words - right[low].first_word;
    row->to_left = memory_alloc((high - low) * unit->words * sizeof *row->to_left);
    row->to_right = memory_alloc(words * sizeof *row->to_right);
    row->near = memory_alloc((high - low) * sizeof *row->near);
    row->left_known = unknown((high - low) * BEAD_MOST);
    row->right_known = unknown((high - low) * BEAD_MOST);
    reach_out(&reach, m, unit);
    for (size_t j = low; j < high; j++)
        fill_near(row, m, unit, j, &reach);
    forget(m, unit);
    array_free(&reach);
}

void bead_row_clear(struct bead_row *row) {
    free(row->to_left);
    free(row->to_right);
    free(row->near);
    free(row->left_known);
    free(row->right_known);
    *row = (struct bead_row){0};
}

/* A sum of ln(.3 + .7 t(word) / p(word)) over words, as a product as long as that can be. */
struct likeness {
    double sum, product;
};

static void add_word(struct likeness *likeness, double t, double surprise, double words) {
    likeness->product *= t == 0 ? 1 - LIKE : 1 - LIKE + LIKE * t * surprise / (words + 1);
    if (likeness->product > 1e200 || likeness->product < 1e-200) {
        likeness->sum += log(likeness->product);
        likeness->product = 1;
    }
}

static size_t words_in(const struct bead_side *side, size_t first, size_t count) {
    const struct unit *last = &side->units[first + count - 1];
    return last->first_word + last->words - side->units[first].first_word;
}

/* How well left units [i, i + a) explain the words of right unit y. */
static double right_explained(const struct bead_model *m, const struct bead_row *const *rows,
                              size_t i, size_t a, size_t y) {
    float *known = &rows[0]->right_known[(y - rows[0]->low) * BEAD_MOST + a - 1];
    if (!isnan(*known))
        return (double)*known;
    const struct bead_side *side = &m->side[1];
    const struct unit *unit = &side->units[y];
    struct likeness likeness = {0, 1};
    double left_words = (double)words_in(&m->side[0], i, a);
    for (size_t q = unit->first_word; q < unit->first_word + unit->words; q++) {
        double t = 0;
        for (size_t r = 0; r < a; r++)
            t += (double)rows[r]->to_right[q - side->units[rows[r]->low].first_word];
        add_word(&likeness, t, side->surprise[side->words.at[q]], left_words);
    }
    return (double)(*known = (float)(likeness.sum + log(likeness.product)));
}

/* How well right units [j, j + b) explain the words of the row's left unit. */
static double left_explained(const struct bead_model *m, const struct bead_row *row,
                             const struct unit *unit, size_t j, size_t b) {
    float *known = &row->left_known[(j - row->low) * BEAD_MOST + b - 1];
    if (!isnan(*known))
        return (double)*known;
    const struct bead_side *side = &m->side[0];
    struct likeness likeness = {0, 1};
    double right_words = (double)words_in(&m->side[1], j, b);
    for (size_t p = 0; p < unit->words; p++) {
        double t = 0;
        for (size_t y = j; y < j + b; y++)
            t += (double)row->to_left[(y - row->low) * unit->words + p];
        add_word(&likeness, t, side->surprise[side->words.at[unit->first_word + p]], right_words);
    }
    return (double)(*known = (float)(likeness.sum + log(likeness.product)));
}

static double chars_in(const struct bead_side *side, size_t first, size_t count) {
    double chars = 0;
    for (size_t i = first; i < first + count; i++)
        chars += side->units[i].chars;
    return chars;
}

static double skip_score(const struct unit *unit) {
    double length = unit->chars - 1;
    return SKIP_LENGTH * fmin(length / 100, 8) + SKIP_LOG * log(length + 1);
}

/* Units put together: they are less often after a full stop than after a colon, or in mid-sentence. */
static double join_score(const struct bead_side *side, size_t first, size_t count) {
    double score = 0;
    for (size_t i = first; i + 1 < first + count; i++)
        score += (side->units[i].end == END_COLON ? AFTER_COLON : 0) +
                 (side->units[i + 1].start == START_LOWER ? BEFORE_LOWER : 0);
    return score;
}

static double agreement(const struct bead_model *m, size_t i, size_t a, size_t j, size_t b) {
    const struct unit *first = &m->side[0].units[i], *last = &m->side[0].units[i + a - 1];
    const struct unit *other_first = &m->side[1].units[j], *other_last = &m->side[1].units[j + b - 1];
    double score = 0;
    score += last->end != other_last->end ? ENDS_DIFFER : last->end != END_NONE ? ENDS_SAME : 0;
    score += first->start != other_first->start     ? STARTS_DIFFER
             : first->start != START_CAPITAL ? STARTS_SAME
                                             : 0;
    if (first->role != other_first->role)
        score += ROLE_DIFFERS;
    else if (first->role != ROLE_PARAGRAPH)
        score += ROLE_SAME;
    return score;
}

double bead_score(const struct bead_model *m, const struct bead_row *const *rows, size_t i,
                  size_t a, size_t j, size_t b) {
    double score = KIND[a][b];
    if (score == NONE)
        return -INFINITY;
    if (!a || !b)
        return score + skip_score(a ? &m->side[0].units[i] : &m->side[1].units[j]);
    double z = log((chars_in(&m->side[1], j, b) + 4) / (m->ratio * chars_in(&m->side[0], i, a) + 4));
    score += LENGTH * fabs(z) + LENGTH_SQUARED * fmin(z * z, 4);
    for (size_t r = 0; r < a; r++)
        score += EXPLAINED[0] * left_explained(m, rows[r], &m->side[0].units[i + r], j, b);
    for (size_t y = j; y < j + b; y++)
        score += EXPLAINED[1] * right_explained(m, rows, i, a, y);
    for (size_t r = 0; r < a; r++)
        for (size_t y = j; y < j + b; y++) {
            const struct bead_near *near = &rows[r]->near[y - rows[r]->low];
            score += NUMBERS * (double)near->numbers + SAME * (double)near->same;
        }
    const struct bead_near *start = &rows[0]->near[j - rows[0]->low],
                           *end = &rows[a - 1]->near[j + b - 1 - rows[a - 1]->low];
    score += STARTS * (double)start->starts + FIRST * (double)start->first + LAST * (double)end->last;
    return score + agreement(m, i, a, j, b) + join_score(&m->side[0], i, a) +
           join_score(&m->side[1], j, b);
}
