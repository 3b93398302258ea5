#include "bilingual.h"
#include "flow.h"
#include "links.h"
#include <string.h>

/* Rows translate each other where this share of their content words is linked; a page is bilingual
 * where such rows hold this share of its shorter side.  Below so many words nothing is said. */
static const double LINKED = .22, ALIGNED = .5, LEAST_SHARE = .12;
enum { LEAST_WORDS = 40, SAME_WORDS = 6, LONG_WORD = 4 };

struct tally {
    double content, matched, same;
};

static bool is_content(const struct links *links, int side, uint32_t word) {
    const char *text = links->words[side].strings[word];
    return (text[0] >= '0' && text[0] <= '9') || strlen(text) >= LONG_WORD;
}

static void add_range(word_numbers *words, const struct links *links, int side,
                      const struct text *text, struct range range) {
    for (size_t b = range.start.block; b < text->count && b <= range.end.block; b++) {
        size_t from = b == range.start.block ? range.start.offset : 0;
        size_t to = b == range.end.block ? range.end.offset : text->blocks[b].length;
        if (from < to)
            flow_add_words(words, links, side, text->blocks[b].text, (struct span){from, to});
    }
}

static struct tally tally_side(const struct links *links, const word_numbers words[2], int side) {
    struct tally tally = {0, 0, 0};
    for (size_t i = 0; i < words[side].count; i++) {
        uint32_t word = words[side].at[i];
        const char *text = links->words[side].strings[word];
        float best = 0;
        bool same = false;
        if (!is_content(links, side, word))
            continue;
        for (size_t j = 0; j < words[!side].count; j++) {
            uint32_t other = words[!side].at[j];
            float s = side ? links_strength(links, other, word) : links_strength(links, word, other);
            best = s > best ? s : best;
            same = same || !strcmp(text, links->words[!side].strings[other]);
        }
        tally.content++;
        tally.matched += best > .25f;
        tally.same += same;
    }
    return tally;
}

static bool translates(const struct links *links, const word_numbers words[2]) {
    struct tally left = tally_side(links, words, 0), right = tally_side(links, words, 1);
    double content = left.content + right.content, same = left.same + right.same;
    if (content >= 2 * SAME_WORDS && same >= .8 * content)
        return false; /* the same text twice is no translation */
    return left.matched + right.matched > LINKED * content;
}

bool bilingual(const struct text sides[2], const struct alignment *alignment,
               const struct lexicon *lexicon) {
    struct links links;
    size_t aligned[2] = {0, 0};
    if (!lexicon) /* cognates alone are too few in some pairs */
        return true;
    links_make(&links, &sides[0], &sides[1], lexicon);
    for (size_t i = 0; i < alignment->count; i++) {
        word_numbers words[2] = {{0}, {0}};
        for (int s = 0; s < 2; s++)
            add_range(&words[s], &links, s, &sides[s], alignment->rows[i].side[s]);
        bool good = words[0].count && words[1].count && translates(&links, words);
        for (int s = 0; s < 2; s++) {
            aligned[s] += good ? words[s].count : 0;
            array_free(&words[s]);
        }
    }
    int shorter = links.total[1] < links.total[0];
    double least = (double)links.total[shorter], all = (double)(links.total[0] + links.total[1]);
    bool tells = all >= LEAST_WORDS;
    links_clear(&links);
    return !tells || (least >= LEAST_SHARE * all && (double)aligned[shorter] >= ALIGNED * least);
}
