#include "title.h"
#include "blocks.h"
#include "detect.h"
#include "dropped.h"
#include "memory.h"
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
        free(title);
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
        free(post->title);
        post->title = title;
        return true;
    }
    return false;
}

void title_take(struct post *post, struct text sides[2], struct alignment *alignment) {
    if (!take_translated(post, sides, alignment) && take_first(post, sides, alignment))
        take_translated(post, sides, alignment);
}
