#include "score.h"
#include "utf8.h"
#include <math.h>

/* Weights: log-linear, fitted on posts, but for LIKENESS, EMPTY*, *_BLOCK, BLOCK_END, BOUND of an abbreviation, which
 * are set by hand; zero where the posts say nothing. */
static const double END_AGREES[END_CLASSES][END_CLASSES] = {
    {.27, -.11, -.11, -.11, 0, -.51}, {-1.07, 1.13, 0, 0, 0, 0}, {0, 0, .14, 0, 0, 0},
    {0, -.15, 0, .33, 0, 0},          {0, 0, 0, 0, .28, 0},      {.51, 0, 0, 0, 0, -.51}};
static const double START_AGREES[START_CLASSES][START_CLASSES] = {{-.18, .47, 0, 0, 0},
                                                                  {-1.60, 1.68, 0, 0, 0},
                                                                  {0, 0, .39, -.23, 0},
                                                                  {-1.6, 0, 0, .15, 0},
                                                                  {0, 0, 0, 0, 0}};
static const double CUT[END_CLASSES][START_CLASSES] = {
    {-1.26, .64, .21, -.30, 0}, {0, .78, 0, 0, 0}, {0, .11, 0, 0, 0},
    {0, .35, 0, 0, 0},          {0, .16, 0, 0, 0}, {-.79, 0, 0, 0, 0}};
static const double SENTENCES_MORE[5] = {-.17, .31, .75, -.47,
                                         -.42}; /* right minus left: -2 … +2 */
static const double LIKENESS = .25, STARTS = 1.20, ENDS = 1.26, EMPTY = -3;
static const double LENGTH = -.34, LENGTH_SHORT = -.55, BLOCK_END = 2, INSIDE_BLOCK = -12;
static const double FIRST_SYMBOL[2] = {.27, -.79}, LAST_SYMBOL[2] = {1.07, -1.08}; /* same, other */
static const double SKIP = -10;
static const double PAIR = -.64, CAPITALS = -.89;
static const double BOUND[BOUNDS] = {0, -1.12, -.86, -.15, -2};
enum { SHORT_BLOCK = 60, BAND_WORDS = 200, EDGE_WORDS = 5, EDGE_LOOK = 4 };

/* Where the flow has about as many blocks as the other side, they are meant: a cut inside one is
 * dear.  A flat run's one block says nothing. */
static double inside_cost(const struct text *left, const struct text *right) {
    double share = (double)right->count / (double)left->count;
    return share > .5 ? INSIDE_BLOCK : share > .25 ? INSIDE_BLOCK * (share - .25) * 4 : 0;
}

static float *normals(const struct links *links) {
    float *normal = memory_alloc(links->words[0].count * sizeof *normal);
    for (size_t i = 0; i < links->words[0].count; i++) {
        normal[i] = .5f;
        for (size_t l = links->first[i]; l < links->first[i + 1]; l++)
            normal[i] += links->to[l].strength;
    }
    return normal;
}

static double *rarities(const struct links *links) {
    double *rarity = memory_alloc(links->words[1].count * sizeof *rarity);
    for (size_t i = 0; i < links->words[1].count; i++)
        rarity[i] = log(((double)links->total[1] + 1) / (links->count[1][i] + .5)) / 6;
    return rarity;
}

/* What LIKENESS gives a word in its right piece on average, by the share of words that have links: every
 * path pays for every word, so taking it off changes no path, but makes paths comparable that have come
 * to different places, as a beam compares them. */
static double expected_likeness(const struct model *m) {
    static const double LINKED = -.2, UNLINKED = -1.2;
    size_t types = m->links->words[1].count, linked = 0;
    bool *has_links = memory_alloc(types * sizeof *has_links);
    for (size_t w = 0; w < m->links->words[0].count; w++)
        for (size_t l = m->links->first[w]; l < m->links->first[w + 1]; l++)
            has_links[m->links->to[l].word] = true;
    for (size_t w = 0; w < types; w++)
        linked += has_links[w] ? m->links->count[1][w] : 0;
    free(has_links);
    double share = (double)linked / ((double)m->links->total[1] + 1);
    return LIKENESS * (share * LINKED + (1 - share) * UNLINKED);
}

static double block_chars(const struct block *block) {
    return (double)utf8_count(block->text, block->length) + 1;
}

void model_make(struct model *m, const struct text *left, const struct text *right,
                const struct links *links) {
    *m = (struct model){.left = left,
                        .links = links,
                        .inside = inside_cost(left, right),
                        .normal = normals(links),
                        .rarity = rarities(links)};
    m->skip = SKIP;
    m->empty = EMPTY;
    size_t types = links->words[1].count;
    m->answers = memory_alloc(types * sizeof *m->answers);
    for (int end = 0; end < 2; end++)
        m->edge[end] = (struct edge){memory_alloc(types * EDGE_WORDS * sizeof *m->edge[end].at),
                                     memory_alloc(types * sizeof *m->edge[end].some)};
    m->expected = expected_likeness(m);
    flow_read(&m->flow, right, links);
    m->places = m->flow.tokens.count;
    for (size_t i = 0; i < left->count; i++)
        m->total += block_chars(&left->blocks[i]);
    m->ratio = (double)m->flow.tokens.at[m->places - 1].chars_before / (m->total > 0 ? m->total : 1);
    m->ratio = m->ratio < .7 ? .7 : m->ratio > 1.25 ? 1.25 : m->ratio;
}

void model_clear(struct model *m) {
    flow_clear(&m->flow);
    free(m->normal);
    free(m->rarity);
    free(m->answers);
    for (int end = 0; end < 2; end++) {
        free(m->edge[end].at);
        free(m->edge[end].some);
    }
}

static double cut_score(const struct model *m, size_t place) {
    const struct token *token = &m->flow.tokens.at[place];
    if (place + 1 == m->places)
        return 0;
    return CUT[token[-1].end_class][token->start_class] + BOUND[token->bound] +
           (token->block_start ? BLOCK_END : m->inside) + (token->splits_pair ? PAIR : 0) +
           (token->splits_capitals ? CAPITALS : 0);
}

/* Sets, or clears, what the edge knows of the block's words. */
static void edge_fill(struct edge *edge, const struct links *links, const word_numbers *words,
                      bool back, bool clear) {
    for (size_t a = 0; a < EDGE_WORDS && a < words->count; a++) {
        uint32_t word = words->at[back ? words->count - 1 - a : a];
        for (size_t l = links->first[word]; l < links->first[word + 1]; l++) {
            edge->at[links->to[l].word * EDGE_WORDS + a] = clear ? 0 : links->to[l].strength;
            edge->some[links->to[l].word] = !clear;
        }
    }
}

/* Links of the block's edge with the flow's words after a place, or before it if `back`; the less
 * they are worth the further they stand from it and from each other's rank. */
static double edge_score(const struct model *m, const struct edge *edge, size_t place, bool back) {
    static const double fade[] = {1, .8, .64, .512, .4096}; /* .8 to the power */
    size_t from = m->flow.tokens.at[place].first_word;
    double sum = 0;
    for (size_t v = 0; v < EDGE_LOOK; v++) {
        if (back ? from < v + 1 : from + v >= m->flow.words.count)
            break;
        uint32_t word = m->flow.words.at[back ? from - 1 - v : from + v];
        if (!edge->some[word])
            continue;
        double best = 0;
        for (size_t a = 0; a < EDGE_WORDS; a++) {
            double s = (double)edge->at[word * EDGE_WORDS + a] * fade[a > v ? a - v : v - a];
            best = s > best ? s : best;
        }
        sum += fade[v] * m->rarity[word] * best;
    }
    return sum;
}

/* Strength of the block's links to every word of the flow, for LIKENESS; or forgets them. */
static void answers_fill(struct model *m, const word_numbers *words, bool clear) {
    const struct links *links = m->links;
    for (size_t i = 0; i < words->count; i++)
        for (size_t l = links->first[words->at[i]]; l < links->first[words->at[i] + 1]; l++)
            m->answers[links->to[l].word] =
                clear ? 0
                      : m->answers[links->to[l].word] +
                            (double)(links->to[l].strength / m->normal[words->at[i]]);
}

/* ln(.3 + .7 t(word | block) / p(word)) of a block of `count` words. */
static double likeness(const struct model *m, uint32_t word, size_t count) {
    static const double unlike = -1.2039728; /* ln .3 */
    if (m->answers[word] == 0)
        return unlike;
    double p = (m->links->count[1][word] + .5) / ((double)m->links->total[1] + 1);
    return log(.3 + .7 * m->answers[word] / (((double)count + 1) * p));
}

static void lane_place(struct lane *lane, const struct model *m, const struct block *block) {
    double tokens = (double)m->places - 1, chars = block_chars(block);
    double band = m->open ? tokens : tokens * .15 > BAND_WORDS ? tokens * .15 : BAND_WORDS;
    double start = lane->before / m->total * tokens, end = (lane->before + chars) / m->total * tokens;
    bool last = lane->block + 1 == m->left->count;
    lane->low = lane->block && start > band ? (size_t)(start - band) : 0;
    lane->high = start + band > tokens ? m->places - 1 : (size_t)(start + band);
    lane->end_low = end > band ? (size_t)(end - band) : 0;
    lane->end_high = last || end + band > tokens ? m->places - 1 : (size_t)(end + band);
    lane->chars = m->ratio * (chars - 1);
    lane->most = m->open ? INFINITY : 3 * lane->chars + 80;
    lane->length_weight =
        (chars - 1 < SHORT_BLOCK ? LENGTH_SHORT : LENGTH) / sqrt(lane->chars + 10);
    lane->sentences = (int)block->sentence_count;
    lane->before += chars;
}

static double agrees(enum symbol a, enum symbol b, const double weights[2]) {
    return a != b ? weights[1] : a != SYMBOL_NONE ? weights[0] : 0;
}

static void lane_fill(struct lane *lane, struct model *m, const struct block *block,
                      const word_numbers *words) {
    enum end_class last = flow_end_class(block->text, block->length);
    enum start_class first = flow_start_class(block->text, block->length);
    enum symbol first_symbol = flow_first_symbol(block->text, block->length);
    enum symbol last_symbol = flow_last_symbol(block->text, block->length);
    double sum = 0;
    for (size_t place = lane->low; place <= lane->end_high; place++) {
        const struct token *token = &m->flow.tokens.at[place];
        for (size_t w = place > lane->low ? token[-1].first_word : token->first_word;
             w < token->first_word; w++)
            sum += LIKENESS * likeness(m, m->flow.words.at[w], words->count) - m->expected;
        double *head = &lane->head[place - lane->low], *tail = &lane->tail[place - lane->low];
        *head = -sum;
        *tail = sum;
        if (place <= lane->high && place + 1 < m->places)
            *head += STARTS * edge_score(m, &m->edge[0], place, false) +
                     START_AGREES[first][token->start_class] +
                     agrees(first_symbol, token->first_symbol, FIRST_SYMBOL);
        if (place && place >= lane->end_low)
            *tail += ENDS * edge_score(m, &m->edge[1], place, true) +
                     END_AGREES[last][token[-1].end_class] +
                     agrees(last_symbol, token[-1].last_symbol, LAST_SYMBOL) + cut_score(m, place);
    }
}

bool lane_next(struct lane *lane, struct model *m) {
    lane->block = lane->head ? lane->block + 1 : 0;
    if (lane->block >= m->left->count)
        return false;
    const struct block *block = &m->left->blocks[lane->block];
    lane_place(lane, m, block);
    size_t places = lane->end_high - lane->low + 1;
    if (places > lane->room) {
        lane->room = places;
        lane->head = memory_resize_array(lane->head, places, sizeof *lane->head);
        lane->tail = memory_resize_array(lane->tail, places, sizeof *lane->tail);
    }
    word_numbers words = {0};
    flow_add_words(&words, m->links, 0, block->text, (struct span){0, block->length});
    for (int clear = 0; clear < 2; clear++) {
        answers_fill(m, &words, clear);
        edge_fill(&m->edge[0], m->links, &words, false, clear);
        edge_fill(&m->edge[1], m->links, &words, true, clear);
        if (!clear)
            lane_fill(lane, m, block, &words);
    }
    array_free(&words);
    return true;
}

void lane_clear(struct lane *lane) {
    free(lane->head);
    free(lane->tail);
    *lane = (struct lane){0};
}

bool model_is_seam(const struct model *m, size_t place) {
    const struct token *token = &m->flow.tokens.at[place];
    if (!place || place + 1 == m->places || token->block_start)
        return true;
    return token->bound != BOUND_ABBREVIATION && token->start_class != START_LOWER &&
           (token[-1].end_class == END_STOP || token[-1].end_class == END_EXCLAIM ||
            token[-1].end_class == END_ASK || token[-1].end_class == END_COLON);
}

size_t lane_pieces(const struct lane *lane, const struct model *m, size_t start, double *scores,
                   size_t *first) {
    const struct token *tokens = m->flow.tokens.at;
    double head = lane->head[start - lane->low];
    double chars_before = (double)tokens[start].chars_before + 1;
    size_t count = 0;
    *first = start > lane->end_low ? start : lane->end_low;
    for (size_t end = *first; end <= lane->end_high; end++) {
        if (end == start) {
            scores[count++] = m->empty;
            continue;
        }
        double chars = (double)tokens[end].chars_before - chars_before;
        if (chars > lane->most)
            break;
        int more = (int)(tokens[end - 1].ends_before - tokens[start].ends_before) + 1 -
                   lane->sentences;
        more = more < -2 ? -2 : more > 2 ? 2 : more;
        scores[count++] = head + lane->tail[end - lane->low] +
                          lane->length_weight * fabs(chars - lane->chars) + SENTENCES_MORE[more + 2];
    }
    return count;
}
