#include "bilingual.h"
#include "array.h"
#include <string.h>

/* Rows translate each other where this share of their content words is linked; a page is bilingual
 * where such rows hold this share of its shorter side.  Below so many words nothing is said. */
static const float SURE = .25f; /* a link that counts */
static const double LINKED = .22, ALIGNED = .5, LEAST_SHARE = .12;
enum { LEAST_WORDS = 40, SAME_WORDS = 6, LONG_WORD = 4 };

struct matches {
    double content, matched; /* words that tell; those with a counterpart */
    double all, same;        /* content words; those that stand on both sides */
};

static bool is_content(const char *word) {
    return (word[0] >= '0' && word[0] <= '9') || (word[0] != LINKS_SIGN && strlen(word) >= LONG_WORD);
}

typedef ARRAY(uint32_t) word_numbers;

static void add_range(word_numbers *words, const struct links_side *side, const struct text *text,
                      struct range range) {
    for (size_t b = range.start.block; b < text->count && b <= range.end.block; b++) {
        size_t count;
        const struct occurrence *found =
            links_words_in(side, &text->blocks[b], range_span(text, range, b), &count);
        for (size_t w = 0; w < count; w++)
            array_push(words, found[w].word);
    }
}

/* Marks the words of the other side that these translate (1), and that stand there as they are (2). */
static void mark(unsigned char *marks, const struct links *links, int side, const word_numbers *words,
                 bool clear) {
    const struct links_side *mine = &links->side[side], *other = &links->side[!side];
    for (size_t i = 0; i < words->count; i++) {
        uint32_t word = words->at[i];
        for (size_t l = mine->first[word]; l < mine->first[word + 1]; l++)
            if (mine->to[l].strength > SURE)
                marks[mine->to[l].word] = clear ? 0 : marks[mine->to[l].word] | 1;
        const char *text = mine->words.strings[word];
        uint32_t same = intern_find(&other->words, text, strlen(text));
        if (same != INTERN_NONE)
            marks[same] = clear ? 0 : marks[same] | 2;
    }
}

static struct matches tally_side(const struct links *links, const word_numbers words[2], int side,
                               unsigned char *marks) {
    struct matches tally = {0, 0, 0, 0};
    mark(marks, links, !side, &words[!side], false);
    for (size_t i = 0; i < words[side].count; i++) {
        uint32_t word = words[side].at[i];
        const char *text = links->side[side].words.strings[word];
        bool number = text[0] >= '0' && text[0] <= '9', same = marks[word] & 2;
        if (!is_content(text))
            continue;
        tally.same += same;
        tally.all++;
        if (same && !number) /* a word that stands on both sides as it is does not tell: it may be one language */
            continue;
        tally.content++;
        tally.matched += marks[word] & 1;
    }
    mark(marks, links, !side, &words[!side], true);
    return tally;
}

static struct matches tally_row(const struct links *links, const word_numbers words[2], unsigned char *marks[2]) {
    struct matches left = tally_side(links, words, 0, marks[0]), right = tally_side(links, words, 1, marks[1]);
    return (struct matches){left.content + right.content, left.matched + right.matched, left.all + right.all,
                            left.same + right.same};
}

static bool translates(const struct matches *row) {
    if (row->all >= 2 * SAME_WORDS && row->same >= .8 * row->all)
        return false; /* the same text twice is no translation */
    return row->matched > LINKED * row->content || row->content == 0;
}

bool bilingual(const struct text sides[2], const struct alignment *alignment, const struct links *links) {
    size_t aligned[2] = {0, 0}, total[2];
    struct matches sum = {0, 0, 0, 0};
    unsigned char *marks[2];
    for (int s = 0; s < 2; s++) {
        total[s] = links->side[s].total;
        marks[s] = memory_alloc(links->side[s].words.count);
    }
    for (size_t i = 0; i < alignment->count; i++) {
        word_numbers words[2] = {{0}, {0}};
        for (int s = 0; s < 2; s++)
            add_range(&words[s], &links->side[s], &sides[s], alignment->rows[i].side[s]);
        struct matches row = tally_row(links, words, marks);
        bool good = words[0].count && words[1].count && translates(&row);
        sum.content += row.content;
        sum.matched += row.matched;
        for (int s = 0; s < 2; s++) {
            aligned[s] += good ? words[s].count : 0;
            array_free(&words[s]);
        }
    }
    free(marks[0]);
    free(marks[1]);
    int shorter = total[1] < total[0];
    double least = (double)total[shorter], all = (double)(total[0] + total[1]);
    if (all < LEAST_WORDS) /* too little to weigh; but something must answer something */
        return sum.content < SAME_WORDS || sum.matched > LINKED * sum.content;
    return least >= LEAST_SHARE * all && (double)aligned[shorter] >= ALIGNED * least;
}
