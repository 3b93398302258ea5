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
/* A poor dictionary links less.  Of so many words, this share is enough if it is this many times what a row has with the
 * next one's other side: by chance. */
static const double LINKED_POORLY = .13, BEYOND_CHANCE = 2;
enum { ENOUGH_WORDS = 150 };

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
    size_t *seen[2]; /* the last pair of texts that it stood in */
    size_t turn;     /* this pair's number */
};

/* Does the pair hold a word of the other side that this may translate? */
static bool is_matched(const struct known *known, int side, uint32_t word) {
    const struct links_side *mine = &known->links->side[side];
    for (size_t l = mine->first[word]; l < mine->first[word + 1]; l++)
        if (mine->to[l].strength > SURE && known->seen[!side][mine->to[l].word] == known->turn)
            return true;
    return false;
}

static void tally_side(struct matches *tally, const struct known *known, const word_numbers *words, int side) {
    for (size_t i = 0; i < words->count; i++) {
        uint32_t word = words->at[i];
        const struct word_weight *about = &known->links->side[side].weights[word];
        const char *text = known->links->side[side].words.strings[word];
        bool same = about->twin != INTERN_NONE && known->seen[!side][about->twin] == known->turn;
        if (!is_content(text))
            continue;
        tally->same += same;
        tally->all++;
        if (same && !about->number) /* a word that stands on both sides as it is does not tell: it may be one language */
            continue;
        tally->content++;
        tally->matched += is_matched(known, side, word);
    }
}

static struct matches tally_pair(struct known *known, const word_numbers *left, const word_numbers *right) {
    const word_numbers *words[2] = {left, right};
    struct matches tally = {0, 0, 0, 0};
    known->turn++;
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < words[s]->count; i++)
            known->seen[s][words[s]->at[i]] = known->turn;
    for (int s = 0; s < 2; s++)
        tally_side(&tally, known, words[s], s);
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

static struct matches sum(struct matches a, struct matches b) {
    return (struct matches){a.content + b.content, a.matched + b.matched, a.all + b.all, a.same + b.same};
}

/* Rows [first, last), and what was counted in them. */
struct part {
    const struct text *sides;
    const struct alignment *alignment;
    const struct links *links;
    size_t first, last;
    size_t aligned[2]; /* words in rows that translate each other */
    struct matches all, rows, chance; /* of all; of rows with both sides; of one row's left side with the next one's right side */
};

static void tally_rows(struct part *part, struct known *known, const word_numbers words[2], const word_numbers *left_before) {
    struct matches row = tally_pair(known, &words[0], &words[1]);
    bool both = words[0].count && words[1].count, good = both && translates(&row);
    part->all = sum(part->all, row);
    for (int s = 0; s < 2; s++)
        part->aligned[s] += good ? words[s].count : 0;
    if (both)
        part->rows = sum(part->rows, row);
    if (left_before->count && words[1].count)
        part->chance = sum(part->chance, tally_pair(known, left_before, &words[1]));
}

static void tally_part(void *work) {
    struct part *part = work;
    struct known known = {.links = part->links};
    word_numbers left_before = {0};
    for (int s = 0; s < 2; s++)
        known.seen[s] = memory_alloc(part->links->side[s].words.count * sizeof *known.seen[s]);
    for (size_t i = part->first; i < part->last; i++) {
        word_numbers words[2] = {{0}, {0}};
        for (int s = 0; s < 2; s++)
            add_range(&words[s], &part->links->side[s], &part->sides[s], part->alignment->rows[i].side[s]);
        tally_rows(part, &known, words, &left_before);
        array_free(&left_before);
        left_before = words[0];
        array_free(&words[1]);
    }
    array_free(&left_before);
    memory_free(known.seen[0]);
    memory_free(known.seen[1]);
}

/* Do the sides of rows have more in common than those of different rows? */
static bool beyond_chance(const struct part *a, const struct part *b) {
    struct matches all = sum(a->all, b->all), rows = sum(a->rows, b->rows), chance = sum(a->chance, b->chance);
    return all.content >= ENOUGH_WORDS && all.matched >= LINKED_POORLY * all.content && chance.content > 0 &&
           rows.matched * chance.content >= BEYOND_CHANCE * chance.matched * rows.content;
}

bool bilingual(const struct text sides[2], const struct alignment *alignment, const struct links *links) {
    enum { MANY = 1024 };
    struct part first = {.sides = sides, .alignment = alignment, .links = links, .last = alignment->count}, rest = first;
    rest.first = first.last = rest.last / 2;
    abreast(rest.last >= MANY, tally_part, &first, &rest);
    struct matches all = sum(first.all, rest.all);
    size_t total[2] = {links->side[0].total, links->side[1].total};
    int shorter = total[1] < total[0];
    if (total[0] + total[1] < LEAST_WORDS) /* too little to weigh; but something must answer something */
        return all.content < SAME_WORDS || all.matched > LINKED * all.content;
    return bilingual_by_length(links) &&
           ((double)(first.aligned[shorter] + rest.aligned[shorter]) >= ALIGNED * (double)total[shorter] ||
            beyond_chance(&first, &rest));
}
