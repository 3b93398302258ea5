#include "seam.h"
#include "array.h"
#include "buffer.h"
#include "detect.h"
#include "language_data.h"
#include "sentence.h"
#include "utf8.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

struct unit {
    size_t start, end;
    double odds; /* left against right */
    double cost; /* of a change of language before it */
    bool quoted;
    bool word; /* has two letters in a row */
    bool line;  /* a line begins with it */
    bool label; /* names the language of what follows: [EN] */
};
typedef ARRAY(struct unit) units;

enum { SHORT_UNITS = 16, LEAST_WORDS = 3 };
static const double CLIP = 4, IN_QUOTATION = 12, SHORT_EVIDENCE = 2, EVIDENCE = 6,
                    PAIR_APART = 1.5, PAIR_SURE = 4, SYMMETRIC_APART = .3, LABEL = 8, LABEL_COST = .5, NEW_LINE = 1.5;

static bool is_stop(uint32_t code) { return code == '.' || code == '!' || code == '?' || code == 0x2026; }
static bool is_closer(uint32_t code) {
    return code == ')' || code == ']' || code == '"' || code == 0xBB || code == 0x201D || code == 0x2019;
}
static bool is_opener(uint32_t code) {
    return code == '(' || code == '[' || code == '"' || code == 0xAB || code == 0x201C || code == 0x2018;
}
static bool is_divider(uint32_t code) { return code == '/' || code == '|' || code == 0xB7; }
static bool is_dash(uint32_t code) { return code == '-' || code == 0x2013 || code == 0x2014; }

/* What may stand before a stop that ends a sentence: not the one capital of an initial, as in "J.K.Rowling"; "GC." and "18F."
 * may. */
static bool may_end(const char *text, size_t stop, uint32_t last) {
    size_t at = stop, before;
    uint32_t deeper = stop ? utf8_before(text, stop, &at) : 0;
    if (last == 0x2019) /* a quotation mark, no apostrophe */
        return is_stop(deeper) || is_closer(deeper);
    if (utf8_is_upper(deeper) && last == '.') {
        uint32_t earlier = at ? utf8_before(text, at, &before) : 0;
        return utf8_is_upper(earlier) || utf8_is_digit(earlier);
    }
    return utf8_is_letter(deeper) || utf8_is_digit(deeper) || is_stop(deeper) || is_closer(deeper) ||
           (utf8_is_space(deeper) && last != '.'); /* French spaces before ? and ! */
}

/* "end.Start", "end).«Start", "end ?Start": a unit begins at a capital, or at what opens before one, that follows a
 * sentence's end without a space: `last`, a stop or what closes behind one. */
static bool is_glued(const char *text, size_t at, size_t length, uint32_t last) {
    size_t next = at, stop = at;
    uint32_t code = utf8_next(text, length, &next);
    utf8_before(text, at, &stop);
    bool opens = is_opener(code) || (is_dash(code) && code != '-');
    while (opens && next < length && (utf8_is_space(code) || is_opener(code) || is_dash(code)))
        code = utf8_next(text, length, &next);
    uint32_t follower = next < length ? utf8_next(text, length, &next) : 0;
    size_t before = stop;
    bool acronym = stop && last == '.' && utf8_is_upper(utf8_before(text, stop, &before));
    return utf8_is_upper(code) && may_end(text, stop, last) &&
           (!acronym || utf8_is_lower(follower) || utf8_is_space(follower) || follower == '\'' || follower == 0x2019 ||
            opens);
}

static void add_unit(units *found, const char *text, size_t start, size_t end) {
    size_t letters = 0;
    for (size_t at = start; at < end && letters < 2;)
        letters = utf8_is_letter(utf8_next(text, end, &at)) ? letters + 1 : 0;
    array_push(found, ((struct unit){.start = start, .end = end, .word = letters >= 2}));
}

static void find_units(units *found, const struct seam_text *whole) {
    const char *text = whole->text;
    size_t start = 0, length = whole->length, next = 0;
    uint32_t code = 0;
    bool line = false;
    for (size_t at = 0, here = 0; here <= length; here = at) {
        uint32_t last = code;
        bool breaks = false;
        for (; next < whole->break_count && whole->breaks[next] <= here; next++)
            breaks = true;
        code = here < length ? utf8_next(text, length, &at) : (at++, 0u);
        bool space = utf8_is_space(code), ends = is_stop(last) || is_closer(last);
        if (space || breaks || here == length || (here > start && ends && is_glued(text, here, length, last))) {
            if (here > start) {
                add_unit(found, text, start, here);
                found->at[found->count - 1].line = line;
                line = false;
            }
            line = line || breaks;
            start = space ? at : here;
        }
    }
}

static double change_cost(const char *text, const struct unit *left, const struct unit *right,
                          const char *language, bool small) {
    size_t at = right->start, start = left->end;
    uint32_t first = utf8_next(text, right->end, &at), last = utf8_before(text, left->end, &start);
    uint32_t only = left->start == start ? last : 0;
    bool capital = utf8_is_upper(first) || utf8_is_digit(first) || is_opener(first) || is_dash(first);
    bool closed = is_closer(last);
    while (is_closer(last) && start > left->start)
        last = utf8_before(text, start, &start);
    if (sentence_is_abbreviation(language, text, left->end) ||
        sentence_enumerator(text + left->start, right->start - left->start))
        return 16;
    if (left->end == right->start)
        return 1.5;
    if (is_stop(last) || (closed && capital && only))
        return capital ? 2.5 : 9;
    if (is_divider(only) || (is_divider(first) && at == right->end))
        return small ? .5 : 3;
    if (is_dash(only) || (is_dash(first) && at == right->end))
        return small ? 2 : 5;
    if (last == ':' || last == ';' || last == ',' || closed)
        return (small ? 6 : 14) + (capital ? 0 : 3);
    return 20;
}

static bool names_language(const char *language, const char *word, size_t length) {
    return language_list_has(language_data(language)->names, word, length);
}

int seam_label(const struct detector *detector, const char *text, size_t length) {
    enum { LONGEST = 20 };
    struct buffer word = {0};
    bool open = length && (text[0] == '[' || text[0] == '('), close = length && strchr("])", text[length - 1]);
    if (length < 4 || length > LONGEST || !open || !close)
        return 0;
    utf8_lower(&word, text + 1, length - 2, false);
    int side = names_language(detector_left(detector), word.data, word.length)    ? 1
               : names_language(detector_right(detector), word.data, word.length) ? -1
                                                                                  : 0;
    buffer_free(&word);
    return side;
}

static void weigh_units(units *found, const char *text, struct detector *detector) {
    bool small = found->count <= SHORT_UNITS;
    int open = 0;
    for (size_t i = 0; i < found->count; i++) {
        struct unit *unit = &found->at[i];
        size_t at = unit->start;
        uint32_t first = utf8_next(text, unit->end, &at);
        unit->cost = !i ? 0 : unit->line ? NEW_LINE : change_cost(text, unit - 1, unit, detector_right(detector), small);
        unit->quoted = open > 0;
        int label = seam_label(detector, text + unit->start, unit->end - unit->start);
        unit->label = label != 0;
        if (label) {
            unit->odds = LABEL * label;
            unit->cost = i ? LABEL_COST : 0;
            continue;
        }
        unit->odds = detect_odds(detector, text + unit->start, unit->end - unit->start, CLIP, NULL) *
                     (utf8_is_upper(first) && unit->cost > 4 ? DETECT_NAME : 1);
        for (at = unit->start; at < unit->end;) {
            uint32_t code = utf8_next(text, unit->end, &at);
            open += code == 0xAB || code == 0x201C || code == '(';
            open -= (code == 0xBB || code == 0x201D || code == ')') && open > 0;
        }
    }
    for (size_t i = 0; i < found->count; i++)
        found->at[i].cost += !found->at[i].label && found->at[i].quoted && !open ? IN_QUOTATION : 0;
}

/* Viterbi: side[i] becomes 0 (left) or 1. */
static void label_units(const units *found, unsigned char *side) {
    double best[2] = {0, 0};
    unsigned char (*from)[2] = memory_alloc(found->count * sizeof *from);
    for (size_t i = 0; i < found->count; i++) {
        double next[2];
        for (int y = 0; y < 2; y++) {
            double change = best[1 - y] - found->at[i].cost;
            from[i][y] = (unsigned char)(i && change > best[y] ? 1 - y : y);
            next[y] = (from[i][y] == y ? best[y] : change) + (y ? -.5 : .5) * found->at[i].odds;
        }
        best[0] = next[0], best[1] = next[1];
    }
    unsigned char y = best[1] > best[0];
    for (size_t i = found->count; i-- > 0; y = from[i][y])
        side[i] = y;
    memory_free(from);
}

/* Flips the weakest stretch of one language until each has evidence of its own. */
static bool flip_weakest(const units *found, unsigned char *side) {
    bool small = found->count <= SHORT_UNITS;
    size_t weak_start = 0, weak_end = 0;
    double weakest = INFINITY;
    for (size_t i = 0, end; i < found->count; i = end) {
        double odds = 0;
        size_t words = 0;
        for (end = i; end < found->count && side[end] == side[i]; end++)
            odds += found->at[end].odds, words += found->at[end].word;
        if (i == 0 && end == found->count)
            return false;
        bool weak = fabs(odds) < (small ? SHORT_EVIDENCE : EVIDENCE) || (!small && words < LEAST_WORDS);
        if (weak && fabs(odds) < weakest)
            weakest = fabs(odds), weak_start = i, weak_end = end;
    }
    for (size_t i = weak_start; i < weak_end; i++)
        side[i] = !side[i];
    return weak_end > 0;
}

static bool is_divider_unit(const char *text, const struct unit *unit) {
    size_t at = unit->start;
    while (at < unit->end)
        if (!is_divider(utf8_next(text, unit->end, &at)))
            return false;
    return true;
}

/* Is it of neither language? */
static bool stands_between(const char *text, const struct unit *unit) {
    return unit->label || is_divider_unit(text, unit);
}

static bool same_unit(const char *text, const struct unit *a, const struct unit *b) {
    return a->end - a->start == b->end - b->start && !memcmp(text + a->start, text + b->start, a->end - a->start);
}

/* "API (Programmatic) / API (Programmation)": as many words on either side of the divider, some of them equal. */
static bool is_symmetric(const units *found, const char *text, size_t divider) {
    size_t same = 0;
    if (found->count != 2 * divider + 1)
        return false;
    for (size_t i = 0; i < divider; i++)
        same += same_unit(text, &found->at[i], &found->at[divider + 1 + i]);
    return same > 0 && same < divider;
}

static void add_letters(struct buffer *out, const units *found, const char *text, size_t from, size_t to) {
    utf8_gist(out, text + found->at[from].start, found->at[to - 1].end - found->at[from].start, utf8_is_letter);
}

/* "Documentation / Documentation": what says the same twice says it in both languages. */
static bool is_same_twice(const units *found, const char *text, size_t divider) {
    struct buffer halves[2] = {{0}, {0}};
    add_letters(&halves[0], found, text, 0, divider);
    add_letters(&halves[1], found, text, divider + 1, found->count);
    bool same = halves[0].length > 1 && halves[0].length == halves[1].length &&
                !memcmp(halves[0].data, halves[1].data, halves[0].length);
    buffer_free(&halves[0]);
    buffer_free(&halves[1]);
    return same;
}

/* "Summary | Résumé": the number of the one divider in a short line whose halves are in different
 * languages, each by little, or the same; 0 if there is none. */
static size_t find_pair(const units *found, const char *text) {
    size_t divider = 0;
    double odds[2] = {0, 0};
    if (found->count > SHORT_UNITS)
        return 0;
    for (size_t i = 0; i < found->count; i++) {
        bool divides = is_divider_unit(text, &found->at[i]);
        if (divides && (divider || !i || i + 1 == found->count))
            return 0;
        if (divides)
            divider = i;
        else
            odds[divider > 0] += found->at[i].odds;
    }
    if (!divider || is_same_twice(found, text, divider))
        return divider;
    double apart = fabs(odds[0] - odds[1]);
    if (is_symmetric(found, text, divider) && apart >= SYMMETRIC_APART)
        return divider;
    bool alike = odds[0] * odds[1] > 0;
    if (alike && fmin(fabs(odds[0]), fabs(odds[1])) > PAIR_SURE)
        return 0;
    return apart >= PAIR_APART && (!alike || apart >= 2 * PAIR_APART) ? divider : 0;
}

/* Is it sure that no stretch of a long text has evidence for one of the languages? */
static bool is_in_one(const units *found, const struct seam_text *whole, const struct detector *detector) {
    if (!whole->runs || found->count <= SHORT_UNITS || fmin(whole->runs[0], whole->runs[1]) >= EVIDENCE)
        return false;
    for (size_t i = 0; i < found->count; i++)
        if (seam_label(detector, whole->text + found->at[i].start, found->at[i].end - found->at[i].start))
            return false;
    return true;
}

size_t seam_find(struct detector *detector, const struct seam_text *whole, size_t *cuts, size_t most) {
    const char *text = whole->text;
    units found = {0};
    size_t count = 0;
    find_units(&found, whole);
    unsigned char *side = memory_alloc(found.count + 1);
    if (found.count > 1 && !is_in_one(&found, whole, detector)) {
        weigh_units(&found, text, detector);
        size_t divider = find_pair(&found, text);
        if (divider && most >= 2) {
            cuts[0] = found.at[divider].start;
            cuts[1] = found.at[divider + 1].start;
            memory_free(side);
            array_free(&found);
            return 2;
        }
        label_units(&found, side);
        while (flip_weakest(&found, side))
            continue;
        for (size_t i = 1; i < found.count && count + 2 < most; i++) {
            if (side[i] == side[i - 1])
                continue;
            if (!count && found.at[0].label && i > 1)
                cuts[count++] = found.at[1].start;
            bool before = i > 1 && stands_between(text, &found.at[i - 1]);
            bool here = i + 1 < found.count && stands_between(text, &found.at[i]);
            cuts[count++] = found.at[before ? i - 1 : i].start;
            if (before || here)
                cuts[count++] = found.at[before ? i : i + 1].start;
        }
    }
    memory_free(side);
    array_free(&found);
    return count;
}
