#include "title.h"
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

bool title_take(struct post *post, struct text sides[2], struct alignment *alignment) {
    if (!post->title)
        return false;
    for (int s = 0; s < 2; s++) {
        size_t row = is_in_the_other(post->title, sides, s) ? find_row(&sides[s], alignment, s) : alignment->count;
        if (row == alignment->count)
            continue;
        xmlNode *heading = sides[s].blocks[0].origin;
        char *text = folded_text(heading);
        if (is_to_stay(post, text)) { /* as a row */
            free(text);
            return false;
        }
        post->translated_title = text;
        post->translated_side = s;
        drop_first_block(&sides[s], alignment, s, row);
        drop(post, heading, "title");
        return true;
    }
    return false;
}
