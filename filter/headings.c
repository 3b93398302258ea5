#include "headings.h"
#include "blocks.h"
#include "buffer.h"
#include "utf8.h"
#include <math.h>

static const uint32_t marks[HEADING_MARKS] = {'-', 0x2013, 0x2014, '/', '|', 0xB7};

/* Where the mark stands, alone between spaces, once in the text: 0, there is no such place, or its first byte. */
static size_t find_mark(const char *text, size_t length, uint32_t mark, size_t *after) {
    size_t found = 0;
    uint32_t before = 0;
    for (size_t at = 0, start = 0; at < length; start = at) {
        uint32_t code = utf8_next(text, length, &at);
        size_t next = at;
        if (code == mark && utf8_is_space(before) && at < length && utf8_is_space(utf8_next(text, length, &next))) {
            if (found)
                return 0;
            found = start;
            *after = next;
        }
        before = code;
    }
    return found;
}

/* The odds of what stands on either side of a mark, in all headings. */
struct around {
    size_t count;
    double odds[2];
};

static void read_heading(struct around *around, const char *text, size_t length, struct detector *detector) {
    static const double CLIP = 4;
    for (size_t m = 0; m < HEADING_MARKS; m++) {
        size_t after, mark = find_mark(text, length, marks[m], &after);
        if (!mark)
            continue;
        around[m].count++;
        around[m].odds[0] += detect_odds(detector, text, mark, CLIP, NULL);
        around[m].odds[1] += detect_odds(detector, text + after, length - after, CLIP, NULL);
    }
}

struct headings headings_read(xmlNode *article, struct detector *detector) {
    static const double SURE = 2.5;
    struct around around[HEADING_MARKS] = {{0, {0, 0}}};
    struct headings headings = {{0}};
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article)) {
        struct buffer text = {0};
        if (blocks_role(n) == ROLE_HEADING)
            blocks_text(&text, n);
        read_heading(around, buffer_text(&text), text.length, detector);
        buffer_free(&text);
    }
    for (size_t m = 0; m < HEADING_MARKS; m++) {
        const double *odds = around[m].odds;
        if (around[m].count > 1 && odds[0] * odds[1] < 0 && fabs(odds[0]) >= SURE && fabs(odds[1]) >= SURE)
            headings.first[m] = odds[0] > 0 ? 1 : -1;
    }
    return headings;
}

int headings_cut(const struct headings *headings, const char *text, size_t length, size_t cuts[2]) {
    for (size_t m = 0; m < HEADING_MARKS; m++)
        if (headings->first[m] && (cuts[0] = find_mark(text, length, marks[m], &cuts[1])) > 0)
            return headings->first[m];
    return 0;
}
