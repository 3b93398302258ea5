#include "title.h"
#include "blocks.h"
#include "detect.h"
#include "dropped.h"
#include "memory.h"
#include "seam.h"
#include "utf8.h"
#include "xml.h"
#include <string.h>

static const double CLIP = 4, SURE = .5;

/* Is the title in the language of the other side? */
static bool is_in_the_other(const char *title, const struct text sides[2], int side) {
    struct detector *detector = detector_new(sides[0].language, sides[1].language);
    double odds = detect_odds(detector, title, strlen(title), CLIP, NULL);
    detector_free(detector);
    return side ? odds > SURE : odds < -SURE;
}

/* The row that is the side's first block and nothing else, a main heading; the number of rows if there is none. */
static size_t find_row(const struct text *text, const struct alignment *alignment, int side) {
    for (size_t r = 0; r < alignment->count && text->count > 1; r++) {
        const struct range *mine = &alignment->rows[r].side[side], *other = &alignment->rows[r].side[!side];
        if (range_is_empty(*mine))
            continue;
        bool alone = range_is_empty(*other);
        bool first = !mine->start.block && !mine->start.offset && mine->end.block == 1 && !mine->end.offset;
        return alone && first && xml_is_any(text->blocks[0].origin, " h1 h2 ") ? r : alignment->count;
    }
    return alignment->count;
}

static void drop_first_block(struct text *text, struct alignment *alignment, int side, size_t row) {
    text->blocks++;
    text->count--;
    memmove(&alignment->rows[row], &alignment->rows[row + 1],
            (alignment->count - row - 1) * sizeof *alignment->rows);
    alignment->count--;
    for (size_t r = 0; r < alignment->count; r++) {
        struct range *range = &alignment->rows[r].side[side];
        range->start.block -= range->start.block > 0;
        range->end.block -= range->end.block > 0;
    }
}

/* Takes a heading, alone in its row, out of its side; NULL where the user wants it to stay. */
static char *take_heading(struct post *post, struct text *text, struct alignment *alignment, int side, size_t row) {
    xmlNode *heading = text->blocks[0].origin;
    char *title = folded_text(heading);
    if (is_to_stay(post, title)) {
        memory_free(title);
        return NULL;
    }
    drop_first_block(text, alignment, side, row);
    drop(post, heading, "title");
    return title;
}

static bool take_translated(struct post *post, struct text sides[2], struct alignment *alignment) {
    for (int s = 0; post->title && s < 2; s++) {
        size_t row = is_in_the_other(post->title, sides, s) ? find_row(&sides[s], alignment, s) : alignment->count;
        if (row == alignment->count)
            continue;
        post->translated_title = take_heading(post, &sides[s], alignment, s, row);
        post->translated_side = s;
        return true;
    }
    return false;
}

/* A main heading that the page begins with, and that nothing answers, is its title, whatever its head says. */
static bool take_first(struct post *post, struct text sides[2], struct alignment *alignment) {
    for (int s = 0; s < 2; s++) {
        size_t row = find_row(&sides[s], alignment, s);
        const xmlNode *first = blocks_next(NULL, post->article);
        if (row == alignment->count || sides[s].blocks[0].origin != first || !xml_is(first, "h1"))
            continue;
        char *title = take_heading(post, &sides[s], alignment, s, row);
        if (!title)
            return false;
        memory_free(post->title);
        post->title = title;
        return true;
    }
    return false;
}

static char *trimmed(const char *text, size_t length) {
    struct buffer out = {0};
    utf8_fold_spaces(&out, text, length);
    return out.data ? out.data : memory_string("");
}

/* What stands between two titles: / or |. */
static bool is_divider(const char *text, size_t length) {
    for (size_t at = 0; at < length;)
        if (utf8_is_word(utf8_next(text, length, &at)))
            return false;
    return true;
}

bool title_split(struct post *post, const struct text sides[2]) {
    const char *title = post->title ? post->title : "";
    size_t length = strlen(title), cuts[4];
    struct detector *detector = detector_new(sides[0].language, sides[1].language);
    bool two = seam_find(detector, &(struct seam_text){.text = title, .length = length}, cuts, 4) == 2 &&
               is_divider(title + cuts[0], cuts[1] - cuts[0]);
    double odds = two ? detect_odds(detector, title, cuts[0], CLIP, NULL) -
                            detect_odds(detector, title + cuts[1], length - cuts[1], CLIP, NULL)
                      : 0;
    detector_free(detector);
    if (!two)
        return false;
    char *first = trimmed(title, cuts[0]);
    post->translated_title = trimmed(title + cuts[1], length - cuts[1]);
    post->translated_side = odds > 0; /* the first is in the left language */
    memory_free(post->title);
    post->title = first;
    return true;
}

void title_take(struct post *post, struct text sides[2], struct alignment *alignment) {
    if (post->translated_title || take_translated(post, sides, alignment))
        return;
    if (take_first(post, sides, alignment) && !title_split(post, sides))
        take_translated(post, sides, alignment);
}
