#include "bilingual.h"
#include "abreast.h"
#include "array.h"
#include "utf8.h"
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
    size_t length = strlen(word);
    return (word[0] >= '0' && word[0] <= '9') || (word[0] != LINKS_SIGN && length >= LONG_WORD && !utf8_is_hiragana(word, length));
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

/* What is known of the words of either side: [word]. */
struct known {
    const struct links *links;
    size_t *seen[2]; /* the last row that it stood in, + 1 */
};

/* Does the row hold a word of the other side that this may translate? */
static bool is_matched(const struct known *known, int side, uint32_t word, size_t row) {
    const struct links_side *mine = &known->links->side[side];
    for (size_t l = mine->first[word]; l < mine->first[word + 1]; l++)
        if (mine->to[l].strength > SURE && known->seen[!side][mine->to[l].word] == row + 1)
            return true;
    return false;
}

static void tally_side(struct matches *tally, const struct known *known, const word_numbers *words, int side, size_t row) {
    for (size_t i = 0; i < words->count; i++) {
        uint32_t word = words->at[i];
        const struct word_weight *about = &known->links->side[side].weights[word];
        const char *text = known->links->side[side].words.strings[word];
        bool same = about->twin != INTERN_NONE && known->seen[!side][about->twin] == row + 1;
        if (!is_content(text))
            continue;
        tally->same += same;
        tally->all++;
        if (same && !about->number) /* a word that stands on both sides as it is does not tell: it may be one language */
            continue;
        tally->content++;
        tally->matched += is_matched(known, side, word, row);
    }
}

static struct matches tally_row(const struct known *known, const word_numbers words[2], size_t row) {
    struct matches tally = {0, 0, 0, 0};
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < words[s].count; i++)
            known->seen[s][words[s].at[i]] = row + 1;
    for (int s = 0; s < 2; s++)
        tally_side(&tally, known, &words[s], s, row);
    return tally;
}

static bool translates(const struct matches *row) {
    if (row->all >= 2 * SAME_WORDS && row->same >= .8 * row->all)
        return false; /* the same text twice is no translation */
    return row->matched > LINKED * row->content || row->content == 0;
}

bool bilingual_by_length(const struct links *links) {
    size_t left = links->side[0].total, right = links->side[1].total;
    double least = (double)(left < right ? left : right), all = (double)(left + right);
    return all < LEAST_WORDS || least >= LEAST_SHARE * all;
}

/* Rows [first, last), and what was counted in them. */
struct part {
    const struct text *sides;
    const struct alignment *alignment;
    const struct links *links;
    size_t first, last;
    size_t aligned[2]; /* words in rows that translate each other */
    double content, matched;
};

static void tally_part(void *work) {
    struct part *part = work;
    struct known known = {.links = part->links};
    for (int s = 0; s < 2; s++)
        known.seen[s] = memory_alloc(part->links->side[s].words.count * sizeof *known.seen[s]);
    for (size_t i = part->first; i < part->last; i++) {
        word_numbers words[2] = {{0}, {0}};
        for (int s = 0; s < 2; s++)
            add_range(&words[s], &part->links->side[s], &part->sides[s], part->alignment->rows[i].side[s]);
        struct matches row = tally_row(&known, words, i);
        bool good = words[0].count && words[1].count && translates(&row);
        part->content += row.content;
        part->matched += row.matched;
        for (int s = 0; s < 2; s++) {
            part->aligned[s] += good ? words[s].count : 0;
            array_free(&words[s]);
        }
    }
    free(known.seen[0]);
    free(known.seen[1]);
}

bool bilingual(const struct text sides[2], const struct alignment *alignment, const struct links *links) {
    enum { MANY = 1024 };
    struct part all = {.sides = sides, .alignment = alignment, .links = links, .last = alignment->count}, rest = all;
    rest.first = all.last = rest.last / 2;
    abreast(rest.last >= MANY, tally_part, &all, &rest);
    double content = all.content + rest.content, matched = all.matched + rest.matched;
    size_t total[2] = {links->side[0].total, links->side[1].total};
    int shorter = total[1] < total[0];
    if (total[0] + total[1] < LEAST_WORDS) /* too little to weigh; but something must answer something */
        return content < SAME_WORDS || matched > LINKED * content;
    return bilingual_by_length(links) &&
           (double)(all.aligned[shorter] + rest.aligned[shorter]) >= ALIGNED * (double)total[shorter];
}
