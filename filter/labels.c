#include "labels.h"
#include "memory.h"
#include <math.h>
#include <stdlib.h>

static const double SURE = 2.5, TURNS = 3, TIED = .03, SAME_NUMBERS = .9;

/* Changes between blocks that are sure of their language, and pairs of such blocks. */
struct turns {
    double changes, pairs;
};

static struct turns count_turns(const struct evidence *found, size_t count) {
    struct turns turns = {0, 0};
    const struct evidence *last = NULL;
    for (const struct evidence *e = found; e < found + count; e++) {
        if (fabs(e->odds) < 4 || e->words < 3)
            continue;
        if (last)
            turns.pairs++, turns.changes += (last->odds > 0) != (e->odds > 0);
        last = e;
    }
    return turns;
}

/* The page's own rate of changes: where it says little, one in ten. */
static double change_rate(struct turns turns) { return fmax(.01, fmin(.95, (turns.changes + .6) / (turns.pairs + 6))); }

/* A table in one language, of names and numbers alone: all of them together say as much as one. */
static void note_names(struct evidence *cells, size_t count, bool one) {
    bool names = one, words = false;
    for (size_t i = 0; i < count; i++) {
        names = names && cells[i].names;
        words = words || cells[i].words;
    }
    for (size_t i = 0; i < count; i++) {
        cells[i].names = names && words;
        cells[i].odds /= cells[i].names ? (double)count : 1;
    }
}

/* Ties the items of each list that does not hold both languages for sure. */
static void tie_lists(struct evidence *found, size_t count) {
    for (size_t i = 0, end; i < count; i = end) {
        bool sure[2] = {false, false};
        for (end = i; end < count && found[end].list == found[i].list; end++)
            if (fabs(found[end].odds) > SURE)
                sure[found[end].odds < 0] = true;
        bool one = found[i].list && !(sure[0] && sure[1]);
        note_names(&found[i], end - i, one);
        for (size_t j = i; j < end; j++)
            found[j].tied = one && j > i;
    }
}

/* [block] the other one that says the same; SIZE_MAX where there is none, or more. */
static size_t *find_twins(const struct evidence *found, size_t count) {
    size_t lines = 0, *twin = memory_resize_array(NULL, count, sizeof *twin);
    for (size_t i = 0; i < count; i++)
        lines = found[i].line > lines ? found[i].line : lines;
    struct {
        size_t count, first, last;
    } *line = memory_alloc((lines + 1) * sizeof *line);
    for (size_t i = 0; i < count; i++) {
        size_t l = found[i].line;
        line[l].first = line[l].count++ ? line[l].first : i;
        line[l].last = i;
    }
    for (size_t i = 0; i < count; i++) {
        size_t l = found[i].line;
        twin[i] = l == LABELS_NO_LINE || line[l].count != 2 ? SIZE_MAX : line[l].first == i ? line[l].last : line[l].first;
    }
    memory_free(line);
    return twin;
}

static bool is_whole_heading(const struct evidence *e) { return e->heading && !e->part; }

/* Where the languages take turns, headings over both are often in one of them alone.  Where none is in the other for sure or
 * stands twice, and all but the clearest together are sure enough, each is rather in that one. */
static void tie_headings(struct evidence *found, size_t count, const size_t *twin) {
    static const double TOGETHER = 4, RATHER = 2.5;
    double sum[2] = {0, 0}, most[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        double odds = found[i].odds;
        if (!is_whole_heading(&found[i]))
            continue;
        if (twin[i] < count)
            return;
        sum[odds < 0] += fabs(odds);
        most[odds < 0] = fmax(most[odds < 0], fabs(odds));
    }
    for (int y = 0; y < 2; y++)
        if (most[!y] < SURE && sum[y] - most[y] >= TOGETHER)
            for (size_t i = 0; i < count; i++)
                found[i].odds += is_whole_heading(&found[i]) ? (y ? -RATHER : RATHER) : 0;
}

/* Log odds that a block is in the language of the one before it. */
static double stay_odds(const struct evidence *e, double rate) {
    const struct evidence *before = e - 1;
    if (e->inside) /* cut where the language changes; a divider belongs to what it follows */
        rate = e->divider ? .03 : .97;
    else if (e->tied)
        rate = TIED;
    else if (e->numbers != LABELS_NO_NUMBERS && e->numbers == before->numbers) /* "4 patatas, 6 huevos", "4 potatoes, 6 eggs" */
        rate = fmax(rate, SAME_NUMBERS);
    else if (before->heading && !e->heading && rate < .5)
        rate /= 2;
    else if (e->item)
        rate *= before->item ? (rate < .4 ? .5 : 1) : .4;
    return log((1 - rate) / rate);
}

static void find_best(unsigned char *side, const struct evidence *found, size_t count, double rate) {
    unsigned char (*from)[2] = memory_alloc((count + 1) * sizeof *from);
    double best[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        double stay = i ? stay_odds(&found[i], rate) : 0, next[2];
        for (int y = 0; y < 2; y++) {
            double same = best[y] + stay / 2, change = best[1 - y] - stay / 2;
            from[i][y] = (unsigned char)(i && change > same ? 1 - y : y);
            next[y] = fmax(same, i ? change : same) + (y ? -.5 : .5) * found[i].odds;
        }
        best[0] = next[0], best[1] = next[1];
    }
    unsigned char y = best[1] > best[0];
    for (size_t i = count; i-- > 0; y = from[i][y])
        side[i] = y;
    memory_free(from);
}

/* What it costs to give a block the other language, those beside it as they are. */
static double cost_to_turn(const unsigned char *side, const struct evidence *found, size_t count, size_t i, double rate) {
    double cost = side[i] ? -found[i].odds : found[i].odds;
    if (i)
        cost += (side[i - 1] == side[i] ? 1 : -1) * stay_odds(&found[i], rate);
    if (i + 1 < count)
        cost += (side[i + 1] == side[i] ? 1 : -1) * stay_odds(&found[i + 1], rate);
    return cost;
}

/* A short line that stands twice in a page stands once in either language, unless that takes much. */
static bool part_twins(unsigned char *side, const struct evidence *found, size_t count, size_t a, size_t b, double rate) {
    static const double MOST = 3;
    if (side[a] != side[b] || (found[a].list && found[a].list == found[b].list))
        return false;
    double first = cost_to_turn(side, found, count, a, rate), second = cost_to_turn(side, found, count, b, rate);
    if (fmin(first, second) > MOST)
        return false;
    size_t turned = first < second ? a : b;
    side[turned] = !side[turned];
    return true;
}

/* Until none is turned, or it has been enough. */
static void part_all_twins(unsigned char *side, const struct evidence *found, size_t count, const size_t *twin, double rate) {
    enum { ROUNDS = 4 };
    bool turned = true;
    for (int round = 0; round < ROUNDS && turned; round++) {
        turned = false;
        for (size_t i = 0; i < count; i++)
            if (twin[i] < i)
                turned = part_twins(side, found, count, twin[i], i, rate) || turned;
    }
}

void labels_find(unsigned char *side, struct evidence *found, size_t count) {
    struct turns turns = count_turns(found, count);
    double rate = change_rate(turns);
    size_t *twin = find_twins(found, count);
    tie_lists(found, count);
    if (turns.changes >= TURNS)
        tie_headings(found, count, twin);
    find_best(side, found, count, rate);
    part_all_twins(side, found, count, twin, rate);
    memory_free(twin);
}
