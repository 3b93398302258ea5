#include "windows.h"
#include "array.h"
#include "beads.h"
#include <stdbool.h>

static const double SURE = .85;
enum { BEYOND = 1 }; /* so many groups beyond the sure ones are let in, too, for they may be wrong */

/* Sentences that answer each other. */
struct group {
    size_t start, end;   /* sentences of the blocks */
    struct window place; /* of the flow */
    double score;
    bool sure;
};
typedef ARRAY(struct group) group_list;

/* [sentence] its first token; the flow's end last. */
static size_t *places_of(const struct units *sentences, const struct flow *flow) {
    size_t *places = memory_resize_array(NULL, sentences->count + 1, sizeof *places), t = 0;
    for (size_t s = 0; s < sentences->count; s++) {
        struct place start = {sentences->at[s].block, sentences->at[s].span.start};
        while (t + 1 < flow->tokens.count && place_compare(flow->tokens.at[t].start, start) < 0)
            t++;
        places[s] = t;
    }
    places[sentences->count] = flow->tokens.count - 1;
    return places;
}

static void find_groups(group_list *found, const struct sentences *sentences, int from, const struct flow *flow) {
    size_t *places = places_of(&sentences->units[!from], flow);
    for (size_t i = 0; i < sentences->alignment.count; i++) {
        const struct row *row = &sentences->alignment.rows[i];
        struct range mine = row->side[from], other = row->side[!from];
        if (mine.start.block < mine.end.block && other.start.block < other.end.block)
            array_push(found, ((struct group){mine.start.block,
                                              mine.end.block,
                                              {places[other.start.block], places[other.end.block]},
                                              row->score,
                                              row->score >= SURE}));
    }
    memory_free(places);
}

/* [block] its first sentence; their number last. */
static size_t *first_sentences(const struct units *sentences, size_t blocks) {
    size_t *first = memory_resize_array(NULL, blocks + 1, sizeof *first), s = 0;
    for (size_t b = 0; b <= blocks; first[b++] = s)
        while (s < sentences->count && sentences->at[s].block < b)
            s++;
    return first;
}

static void find_boundaries(struct window *boundary, size_t blocks, const group_list *found, const size_t *first,
                            size_t end) {
    const struct group *groups = found->at;
    size_t before = 0, after = 0, sure = 0; /* groups that end at the boundary or before; that start before it; the
                                               last sure one of the former, + 1 */
    for (size_t b = 0; b <= blocks; b++) {
        for (; before < found->count && groups[before].end <= first[b]; before++)
            sure = groups[before].sure ? before + 1 : sure;
        while (after < found->count && groups[after].start < first[b])
            after++;
        size_t next = after;
        while (next < found->count && !groups[next].sure)
            next++;
        boundary[b].low = b && sure > BEYOND ? groups[sure - 1 - BEYOND].place.low : 0;
        boundary[b].high = b < blocks && next + BEYOND < found->count ? groups[next + BEYOND].place.high : end;
    }
}

/* Do sentences answer each other one by one around the start of that group, beyond doubt? */
static bool is_joint(const group_list *found, size_t g, size_t sentence) {
    enum { RUN = 4 }; /* on either side; of fewer some are wrong */
    static const double CERTAIN = .99;
    const struct group *groups = found->at;
    if (g < RUN || g + RUN > found->count || groups[g].start != sentence)
        return false;
    for (size_t i = g - RUN; i < g + RUN; i++)
        if (groups[i].score < CERTAIN || groups[i].end != groups[i].start + 1 ||
            (i > g - RUN && (groups[i].start != groups[i - 1].end || groups[i].place.low != groups[i - 1].place.high)))
            return false;
    return true;
}

/* A boundary there gets one place: there is no doubt about it. */
static void fix_joints(struct window *boundary, size_t blocks, const group_list *found, const size_t *first) {
    for (size_t b = 1, g = 0; b < blocks; b++) {
        while (g < found->count && found->at[g].start < first[b])
            g++;
        if (is_joint(found, g, first[b]))
            boundary[b] = (struct window){found->at[g].place.low, found->at[g].place.low};
    }
}

void windows_tighten(struct windows *windows, size_t blocks) {
    struct window *boundary = windows->boundary;
    for (size_t b = blocks; b-- > 0;)
        boundary[b].high = boundary[b + 1].high < boundary[b].high ? boundary[b + 1].high : boundary[b].high;
    for (size_t b = 1; b <= blocks; b++)
        boundary[b].low = boundary[b - 1].low > boundary[b].low ? boundary[b - 1].low : boundary[b].low;
}

static void find_answers(struct window *answer, size_t blocks, const group_list *found, const size_t *first) {
    size_t g = 0;
    for (size_t b = 0; b < blocks; b++) {
        while (g < found->count && found->at[g].end <= first[b])
            g++;
        for (size_t i = g; i < found->count && found->at[i].start < first[b + 1]; i++) {
            answer[b].low = i == g ? found->at[i].place.low : answer[b].low;
            answer[b].high = found->at[i].place.high;
        }
    }
}

void sentences_align(struct sentences *sentences, const struct text *left, const struct text *right, const struct links *links,
                     const struct weights *weights) {
    sentences->units[0] = units_of_sentences(left);
    sentences->units[1] = units_of_sentences(right);
    beads_align(&sentences->alignment, &sentences->units[0], &sentences->units[1], links, weights);
}

void sentences_clear(struct sentences *sentences) {
    units_clear(&sentences->units[0]);
    units_clear(&sentences->units[1]);
    alignment_clear(&sentences->alignment);
}

void windows_find(struct windows *windows, const struct text *blocks, const struct sentences *sentences, int from,
                  const struct flow *flow) {
    size_t *first = first_sentences(&sentences->units[from], blocks->count);
    group_list found = {0};
    find_groups(&found, sentences, from, flow);
    windows->boundary = memory_alloc((blocks->count + 1) * sizeof *windows->boundary);
    windows->answer = memory_alloc((blocks->count + 1) * sizeof *windows->answer);
    find_boundaries(windows->boundary, blocks->count, &found, first, flow->tokens.count - 1);
    fix_joints(windows->boundary, blocks->count, &found, first);
    windows_tighten(windows, blocks->count);
    find_answers(windows->answer, blocks->count, &found, first);
    array_free(&found);
    memory_free(first);
}

void windows_clear(struct windows *windows) {
    memory_free(windows->boundary);
    memory_free(windows->answer);
}
