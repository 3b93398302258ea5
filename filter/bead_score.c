#include "bead_score.h"
#include "utf8.h"
#include <math.h>
#include <string.h>
#include <stdlib.h>

static const double LIKE = .7; /* share of a word's probability that the links have */
static const double NO_BEAD = -50;
static const float LINKED = .15f; /* a link that counts */
static const float SURE = .6f;    /* one that a rare word has hardly by chance */
enum {
    LOOK = 3,         /* words of an edge that are compared */
    RARE = 4,         /* times that a rare word occurs, at most */
    MOST_STRAYS = 3,  /* rare words of a bead that count as astray */
    MOST_WORDS = 1000 /* of a unit; the rest of it is believed: pairs of its words are looked at one by one */
};

static void read_units(struct bead_side *side, const struct units *units, const struct links_side *links) {
    side->links = links;
    side->count = units->count;
    side->of_page = units->of_page;
    side->units = memory_alloc((units->count + 1) * sizeof *side->units);
    for (size_t i = 0; i < units->count; i++) {
        struct span span = units->at[i].span;
        const struct block *block = &units->text->blocks[units->at[i].block];
        const char *text = block->text + span.start;
        size_t length = span.end - span.start;
        struct unit *unit = &side->units[i], *next = unit + 1;
        unit->words = links_words_in(side->links, block, span, &unit->word_count);
        unit->word_count = unit->word_count < MOST_WORDS ? unit->word_count : MOST_WORDS;
        for (size_t w = 0; w < unit->word_count; w++) {
            unit->numbers += side->links->weights[unit->words[w].word].number;
            unit->unknown += !side->links->weights[unit->words[w].word].known;
        }
        unit->end = flow_end_class(text, length);
        unit->start = flow_start_class(text, length);
        unit->role = block->role == ROLE_NAMES ? ROLE_CELL : block->role; /* the other table may hold words, too */
        next->chars_before = unit->chars_before + utf8_extent(text, length) + 1;
        next->words_before = unit->words_before + unit->word_count;
        next->known_before = unit->known_before + unit->word_count - unit->unknown;
        next->marks_before = unit->marks_before;
        flow_add_marks(&next->marks_before, text, length);
    }
}

static double chars_in(const struct bead_side *side, size_t first, size_t count) {
    return (double)(side->units[first + count].chars_before - side->units[first].chars_before);
}

static double words_in(const struct bead_side *side, size_t first, size_t count) {
    return (double)(side->units[first + count].words_before - side->units[first].words_before);
}

static double known_in(const struct bead_side *side, size_t first, size_t count) {
    return (double)(side->units[first + count].known_before - side->units[first].known_before);
}

void bead_model_make(struct bead_model *m, const struct units *left, const struct units *right,
                     const struct links *links, const struct weights *weights) {
    *m = (struct bead_model){.weights = weights};
    read_units(&m->side[0], left, &links->side[0]);
    read_units(&m->side[1], right, &links->side[1]);
    double chars[2];
    for (int s = 0; s < 2; s++)
        chars[s] = chars_in(&m->side[s], 0, m->side[s].count);
    m->ratio = chars[0] > 0 ? chars[1] / chars[0] : 1;
    m->ratio = m->ratio < .8 ? .8 : m->ratio > 1.4 ? 1.4 : m->ratio;
}

void bead_model_clear(struct bead_model *m) {
    for (int s = 0; s < 2; s++) {
        memory_free(m->side[s].units);
    }
    *m = (struct bead_model){0};
}

/* One link of the left unit's `place`-th word. */
struct reach {
    uint32_t word, place;
    uint32_t next; /* the next reach of the same right word, + 1 */
    float strength, share; /* share: strength / the left word's normal */
};
/* A left unit and a right one. */
struct meeting {
    float *to_left;  /* [word of the left unit] sum of t(it | right words) */
    float *to_right; /* [word of the right unit] */
    float left_linked, right_linked; /* words that have a link */
    float starts, first, ends, last; /* links between the first words, the last words */
    float numbers, same;             /* equal numbers; identical words by their rarity */
    uint64_t rare;                   /* bit p: the left unit's p-th word is rare, and surely linked; of the first 64 */
    /* What was asked before, NAN what was not: [units - 1] of right units from here that explain the left
     * one; of left ones from here that explain the right one. */
    float left_known[BEAD_MOST], right_known[BEAD_MOST];
};

static uint32_t *slot_of(const struct bead_row *row, uint32_t word) {
    uint32_t at = word * 2654435761u >> 7 & row->slot_mask; /* Knuth's multiplicative hash */
    while (row->slots[at] && row->reach[row->slots[at] - 1].word != word)
        at = (at + 1) & row->slot_mask;
    return &row->slots[at];
}

void bead_row_fill(struct bead_row *row, const struct bead_model *m, size_t left, size_t low, size_t high) {
    const struct unit *unit = &m->side[0].units[left];
    const struct links_side *links = m->side[0].links;
    size_t count = 0;
    uint32_t slots = 16;
    arena_reuse(&row->arena);
    *row = (struct bead_row){.arena = row->arena};
    row->unit = left;
    row->low = low;
    row->high = high;
    for (size_t p = 0; p < unit->word_count; p++)
        count += links->first[unit->words[p].word + 1] - links->first[unit->words[p].word];
    while (slots < 2 * count)
        slots *= 2;
    row->slot_mask = slots - 1;
    row->slots = arena_alloc(&row->arena, slots * sizeof *row->slots);
    row->meeting = arena_alloc(&row->arena, (high - low + 1) * sizeof *row->meeting);
    row->reach = arena_room(&row->arena, (count + 1) * sizeof *row->reach);
    for (uint32_t p = 0; p < unit->word_count; p++) {
        uint32_t word = unit->words[p].word;
        for (size_t l = links->first[word]; l < links->first[word + 1]; l++) {
            uint32_t *slot = slot_of(row, links->to[l].word);
            row->reach[row->reach_count] = (struct reach){links->to[l].word, p, *slot, links->to[l].strength,
                                                          links->to[l].strength / links->weights[word].normal};
            *slot = (uint32_t)++row->reach_count;
        }
    }
}

void bead_row_clear(struct bead_row *row) {
    arena_clear(&row->arena);
    *row = (struct bead_row){0};
}

static float larger(float a, float b) { return a > b ? a : b; }

static void note_edge(float *any, float *first, size_t p, size_t q, float strength) {
    static const float fade[LOOK] = {1, .8f, .64f};
    if (p >= LOOK || q >= LOOK)
        return;
    float faded = strength * fade[p > q ? p - q : q - p];
    *any = larger(*any, faded);
    if (!p || !q)
        *first = larger(*first, faded);
}

static struct meeting *meet(struct bead_row *row, const struct bead_model *m, size_t right) {
    struct meeting **slot = &row->meeting[right - row->low];
    if (*slot)
        return *slot;
    const struct unit *unit = &m->side[0].units[row->unit], *other = &m->side[1].units[right];
    struct meeting *meeting = *slot = arena_alloc(&row->arena, sizeof *meeting);
    meeting->to_left = arena_alloc(&row->arena, (unit->word_count + other->word_count + 1) * sizeof(float));
    meeting->to_right = meeting->to_left + unit->word_count;
    for (size_t k = 0; k < BEAD_MOST; k++)
        meeting->left_known[k] = meeting->right_known[k] = NAN;
    for (size_t q = 0; q < other->word_count; q++) {
        uint32_t word = other->words[q].word;
        const struct word_weight *about = &m->side[1].links->weights[word];
        float best = 0, share = 1 / about->normal;
        bool edge = q < LOOK || q + LOOK >= other->word_count;
        for (uint32_t at = *slot_of(row, word); at; at = row->reach[at - 1].next) {
            const struct reach *r = &row->reach[at - 1];
            meeting->to_left[r->place] += r->strength * share;
            meeting->to_right[q] += r->share;
            best = larger(best, r->strength);
            if (r->strength >= SURE && r->place < 64 && m->side[0].links->count[unit->words[r->place].word] <= RARE)
                meeting->rare |= (uint64_t)1 << r->place;
            if (!edge)
                continue;
            note_edge(&meeting->starts, &meeting->first, r->place, q, r->strength);
            note_edge(&meeting->ends, &meeting->last, unit->word_count - 1 - r->place,
                      other->word_count - 1 - q, r->strength);
        }
        meeting->right_linked += best > LINKED;
        if (about->number)
            meeting->numbers += best > .5f ? 2 : 0;
        else if (best >= .7f)
            meeting->same += best * about->rarity / 5;
        meeting->to_right[q] *= about->surprise;
    }
    for (size_t p = 0; p < unit->word_count; p++) {
        meeting->left_linked += meeting->to_left[p] > 0;
        meeting->to_left[p] *= m->side[0].links->weights[unit->words[p].word].surprise;
    }
    return meeting;
}

/* The sum over the unit's known words of ln(.3 + .7 t(word) / p(word)), where t(word) / p(word) is the sum of `parts`
 * shares over the number of words that explain, + 1.  Logarithms are taken of products as long as they can be, in lanes that do not
 * wait for each other. */
static float explained(const float *const shares[BEAD_MOST], size_t parts, const struct unit *unit, double explaining) {
    enum { LANES = 4, CHUNK = 8 * LANES };
    static const double UNLIKE = -1.2039728043259361; /* ln .3 */
    size_t words = unit->word_count;
    double sum = -UNLIKE * (double)unit->unknown, scale = LIKE / (explaining + 1);
    for (size_t start = 0; start < words; start += CHUNK) {
        size_t count = words - start < CHUNK ? words - start : CHUNK;
        float chunk[CHUNK];
        double product[LANES] = {1, 1, 1, 1};
        memcpy(chunk, shares[0] + start, count * sizeof *chunk);
        for (size_t p = 1; p < parts; p++)
            for (size_t k = 0; k < count; k++)
                chunk[k] += shares[p][start + k];
        for (size_t k = 0; k < count; k++)
            product[k % LANES] *= 1 - LIKE + scale * (double)chunk[k];
        sum += log(product[0] * product[1] * (product[2] * product[3]));
    }
    return (float)sum;
}

/* How well left units [i, i + a) explain the words of right unit y. */
static double right_explained(const struct bead_model *m, struct bead_row *const *rows, size_t i, size_t a,
                              size_t y) {
    const float *shares[BEAD_MOST];
    struct meeting *first = meet(rows[0], m, y);
    float *known = &first->right_known[a - 1];
    if (isnan(*known)) {
        for (size_t r = 0; r < a; r++)
            shares[r] = meet(rows[r], m, y)->to_right;
        *known = explained(shares, a, &m->side[1].units[y], words_in(&m->side[0], i, a));
    }
    return (double)*known;
}

/* How well right units [j, j + b) explain the words of the row's left unit. */
static double left_explained(const struct bead_model *m, struct bead_row *row, size_t j, size_t b) {
    const float *shares[BEAD_MOST];
    struct meeting *first = meet(row, m, j);
    float *known = &first->left_known[b - 1];
    if (isnan(*known)) {
        for (size_t y = 0; y < b; y++)
            shares[y] = meet(row, m, j + y)->to_left;
        *known = explained(shares, b, &m->side[0].units[row->unit], words_in(&m->side[1], j, b));
    }
    return (double)*known;
}

static void marks_tally(struct tally *tally, const struct bead_model *m, size_t i, size_t a, size_t j, size_t b) {
    const struct unit *left = &m->side[0].units[i], *right = &m->side[1].units[j];
    for (size_t mark = 0; mark < MARKS; mark++) {
        uint32_t mine = left[a].marks_before.of[mark] - left->marks_before.of[mark];
        uint32_t other = right[b].marks_before.of[mark] - right->marks_before.of[mark];
        uint32_t off = mine > other ? mine - other : other - mine;
        if (off)
            tally_add(tally, W_BEAD_QUOTES_OFF + mark, off > 3 ? 3 : off);
    }
}

static void skip_tally_unit(struct tally *tally, const struct unit *unit, bool of_page) {
    double length = (double)(unit[1].chars_before - unit->chars_before) - 1;
    tally_add(tally, W_BEAD_SKIP_CHARS, fmin(length / 100, 8));
    tally_add(tally, W_BEAD_SKIP_LOG, log(length + 1));
    if (!unit->word_count)
        tally_add(tally, W_BEAD_SKIP_WORDLESS, 1);
    if (of_page) {
        tally_add(tally, W_BEAD_BLOCK_ALONE, 1);
        tally_add(tally, W_BEAD_BLOCK_CHARS, fmin(length / 100, 8));
    }
}

/* Units put together: they are less often after a full stop than after a colon, or in mid-sentence. */
static void join_tally(struct tally *tally, const struct bead_side *side, size_t first, size_t count, bool right) {
    for (size_t i = first; i + 1 < first + count; i++) {
        enum end_class end = side->units[i].end;
        if (end == END_COLON)
            tally_add(tally, W_BEAD_JOIN_COLON, 1);
        if (flow_is_terminal(end))
            tally_add(tally, right ? W_BEAD_JOIN_RIGHT : W_BEAD_JOIN_STOP, 1);
        if (end == END_COMMA)
            tally_add(tally, W_BEAD_JOIN_COMMA, 1);
        if (side->units[i + 1].start == START_LOWER)
            tally_add(tally, W_BEAD_JOIN_LOWER, 1);
    }
}

static void agreement_tally(struct tally *tally, const struct bead_model *m, size_t i, size_t a, size_t j,
                            size_t b) {
    const struct unit *first = &m->side[0].units[i], *last = &m->side[0].units[i + a - 1];
    const struct unit *other_first = &m->side[1].units[j], *other_last = &m->side[1].units[j + b - 1];
    if (last->end != other_last->end)
        tally_add(tally, W_BEAD_ENDS_DIFFER, 1);
    else if (last->end != END_NONE)
        tally_add(tally, W_BEAD_ENDS_SAME, 1);
    if (first->start != other_first->start)
        tally_add(tally, W_BEAD_STARTS_DIFFER, 1);
    else if (first->start != START_CAPITAL)
        tally_add(tally, W_BEAD_STARTS_SAME, 1);
    if (first->role != other_first->role)
        tally_add(tally, W_BEAD_ROLE_DIFFERS, 1);
    else if (first->role != ROLE_PARAGRAPH)
        tally_add(tally, W_BEAD_ROLE_SAME, 1);
}

static void words_tally(struct tally *tally, const struct bead_model *m, struct bead_row *const *rows,
                        size_t i, size_t a, size_t j, size_t b) {
    double left = 0, right = 0, hits = 0, same = 0, numbers = 0, linked[2] = {0, 0};
    for (size_t r = 0; r < a; r++) {
        left += left_explained(m, rows[r], j, b);
        numbers += (double)m->side[0].units[i + r].numbers;
    }
    for (size_t y = j; y < j + b; y++) {
        right += right_explained(m, rows, i, a, y);
        numbers += (double)m->side[1].units[y].numbers;
        for (size_t r = 0; r < a; r++) {
            const struct meeting *meeting = meet(rows[r], m, y);
            hits += (double)meeting->numbers;
            same += (double)meeting->same;
            linked[0] += (double)meeting->left_linked;
            linked[1] += (double)meeting->right_linked;
        }
    }
    double shares[2] = {linked[0] / (known_in(&m->side[0], i, a) + 1), linked[1] / (known_in(&m->side[1], j, b) + 1)};
    tally_add(tally, W_BEAD_COVERED, fmin(fmin(shares[0], shares[1]), 1));
    tally_add(tally, W_BEAD_LEFT_EXPLAINED, left);
    tally_add(tally, W_BEAD_RIGHT_EXPLAINED, right);
    tally_add(tally, W_BEAD_NUMBERS, fmin(hits, numbers));
    tally_add(tally, W_BEAD_NUMBERS_MISSED, fmax(numbers - hits, 0));
    tally_add(tally, W_BEAD_SAME, same);
}

/* Rare words that no right unit of the bead has, but the one before it or the one after it: a name or a number that the
 * translation has on the other side of the bead's edge.  Blocks of a page have too many words for that to tell much. */
static void strays_tally(struct tally *tally, const struct bead_model *m, struct bead_row *const *rows, size_t a,
                         size_t j, size_t b) {
    int strays = 0;
    for (size_t r = 0; r < a && !m->side[0].of_page; r++) {
        uint64_t inside = 0, outside = 0;
        for (size_t y = j; y < j + b; y++)
            inside |= meet(rows[r], m, y)->rare;
        if (j > rows[r]->low)
            outside |= meet(rows[r], m, j - 1)->rare;
        if (j + b < rows[r]->high)
            outside |= meet(rows[r], m, j + b)->rare;
        if (outside & ~inside)
            strays += __builtin_popcountll(outside & ~inside);
    }
    if (strays)
        tally_add(tally, W_BEAD_STRAYS, strays < MOST_STRAYS ? strays : MOST_STRAYS);
}

/* Either language may be the left one: beads weigh the same either way. */
static size_t kind_of(size_t a, size_t b) {
    size_t less = a < b ? a : b, more = a < b ? b : a;
    return W_BEAD_0_0 + more * (more + 1) / 2 + less;
}

bool bead_exists(size_t a, size_t b) {
    return a <= BEAD_MOST && b <= BEAD_MOST && weights_default.at[kind_of(a, b)] > NO_BEAD;
}

bool bead_plausible(const struct bead_model *m, size_t i, size_t a, size_t j, size_t b) {
    static const double FARTHEST = 3.32; /* ln: 1.2 */
    double left = m->ratio * chars_in(&m->side[0], i, a) + 4, right = chars_in(&m->side[1], j, b) + 4;
    return a + b <= 2 || (right < FARTHEST * left && left < FARTHEST * right);
}

void bead_tally(struct tally *tally, const struct bead_model *m, struct bead_row *const *rows, size_t i,
                size_t a, size_t j, size_t b) {
    tally_add(tally, kind_of(a, b), 1);
    strays_tally(tally, m, rows, a, j, b);
    if (!a || !b) {
        skip_tally_unit(tally, a ? &m->side[0].units[i] : &m->side[1].units[j], m->side[!a].of_page);
        return;
    }
    double left_chars = chars_in(&m->side[0], i, a), right_chars = chars_in(&m->side[1], j, b);
    double ratio = log((right_chars + 4) / (m->ratio * left_chars + 4));
    const struct meeting *first = meet(rows[0], m, j), *last = meet(rows[a - 1], m, j + b - 1);
    tally_add(tally, W_BEAD_RATIO, fabs(ratio));
    tally_add(tally, W_BEAD_RATIO_SQUARED, fmin(ratio * ratio, 4));
    tally_add(tally, W_BEAD_LONGER, fmax(ratio, 0));
    if ((left_chars < 20) != (right_chars < 20))
        tally_add(tally, W_BEAD_ONE_SHORT, 1);
    marks_tally(tally, m, i, a, j, b);
    tally_add(tally, W_BEAD_START_WORDS, (double)first->starts);
    tally_add(tally, W_BEAD_FIRST_WORD, (double)first->first);
    tally_add(tally, W_BEAD_END_WORDS, (double)last->ends);
    tally_add(tally, W_BEAD_LAST_WORD, (double)last->last);
    words_tally(tally, m, rows, i, a, j, b);
    agreement_tally(tally, m, i, a, j, b);
    join_tally(tally, &m->side[0], i, a, false);
    join_tally(tally, &m->side[1], j, b, true);
}
