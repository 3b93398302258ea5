#include "score.h"
#include "abreast.h"
#include "utf8.h"
#include <math.h>
#include <string.h>

static const double LIKE = .7; /* share of a word's probability that the links have */
enum { SHORT_BLOCK = 60, EDGE_WORDS = 5, EDGE_LOOK = 4 };

/* Where the flow has about as many blocks as the other side, they are meant: a cut inside one is
 * dear.  A flat run's one block says nothing. */
static double inside_cost(const struct text *blocks, const struct text *flow) {
    double share = (double)flow->count / (double)blocks->count;
    return share > .5 ? 1 : share > .25 ? (share - .25) * 4 : 0;
}

static const struct links_side *block_side(const struct model *m) {
    return &m->view.links->side[m->view.from];
}
static const struct links_side *flow_side(const struct model *m) {
    return &m->view.links->side[!m->view.from];
}

/* What LIKENESS gives a word in its right piece on average, by the share of words that have links. */
static double expected_likeness(const struct links_side *side) {
    static const double LINKED = -.2, UNLINKED = -1.2;
    size_t linked = 0;
    for (size_t w = 0; w < side->words.count; w++)
        linked += side->first[w + 1] > side->first[w] ? side->count[w] : 0;
    double share = (double)linked / ((double)side->total + 1);
    return share * LINKED + (1 - share) * UNLINKED;
}

static double block_chars(const struct block *block) {
    return (double)utf8_extent(block->text, block->length) + 1;
}

/* Word number w of the flow, in the token, against a block of so many words that answers it so. */
static void word_tally(struct tally *tally, const struct model *m, const struct token *token, size_t w,
                       const struct answer *answer, size_t block_words) {
    static const double unlike = -1.2039728; /* ln .3 */
    uint32_t word = m->flow.words.at[w];
    const struct links_side *side = flow_side(m);
    const struct word_weight *about = &side->weights[word];
    double likeness = unlike, rarity = (double)about->rarity;
    if (answer->sum > 0)
        likeness = log(1 - LIKE + LIKE * (double)answer->sum * (double)about->surprise / ((double)block_words + 1));
    tally_add(tally, W_LIKENESS, likeness - m->expected);
    if (about->number)
        tally_add(tally, answer->same ? W_NUMBER_HIT : W_NUMBER_MISS, 1);
    else if (answer->same)
        tally_add(tally, W_SAME_HIT, rarity / 5);
    if (token->name && w == token->first_word && about->twin != INTERN_NONE)
        tally_add(tally, answer->same ? W_NAME_HIT : W_NAME_MISS, 1);
    if (answer->best > 0)
        tally_add(tally, W_BEST_LINK, (double)answer->best * rarity / 5);
    else if (side->first[word + 1] > side->first[word])
        tally_add(tally, W_UNLINKED, 1);
}

void lane_tally_token(struct tally *tally, const struct lane *lane, const struct model *m, size_t t) {
    static const struct answer nothing = {.same = false};
    const struct token *token = &m->flow.tokens.at[t];
    for (size_t w = token->first_word; w < token[1].first_word; w++) {
        const struct answer *answer = &lane->said->answers[m->flow.words.at[w]];
        word_tally(tally, m, token, w, answer->turn == lane->said->turn ? answer : &nothing, lane->words);
    }
}

/* Characters of the flow for one of the blocks. */
static double ratio_of(const struct text *blocks, const struct flow *flow) {
    double total = 0;
    for (size_t i = 0; i < blocks->count; i++)
        total += block_chars(&blocks->blocks[i]);
    double ratio = total > 0 ? (double)flow->tokens.at[flow->tokens.count - 1].chars_before / total : 1;
    return ratio < .7 ? .7 : ratio > 1.25 ? 1.25 : ratio;
}

struct said said_new(const struct model *m) {
    size_t types = flow_side(m)->words.count;
    struct said said = {.answers = memory_alloc(types * sizeof *said.answers)};
    for (int end = 0; end < 2; end++)
        said.edge[end] = (struct edge){memory_alloc(types * EDGE_WORDS * sizeof *said.edge[end].at),
                                       memory_alloc(types * sizeof *said.edge[end].turn)};
    return said;
}

void said_clear(struct said *said) {
    memory_free(said->answers);
    for (int end = 0; end < 2; end++) {
        memory_free(said->edge[end].at);
        memory_free(said->edge[end].turn);
    }
    *said = (struct said){.answers = NULL};
}

void model_clear(struct model *m) {
    flow_clear(&m->flow);
    memory_free(m->potential);
    windows_clear(&m->windows);
    said_clear(&m->said);
}

static void cut_tally(struct tally *tally, const struct model *m, size_t place) {
    const struct token *token = &m->flow.tokens.at[place], *last = token - 1;
    if (place + 1 == m->places)
        return;
    tally_add(tally, W_CUT_NONE_LOWER + last->cut_class * START_CLASSES + token->start_class, 1);
    if (flow_is_terminal(last->end_class) && token->start_class != START_LOWER)
        tally_add(tally, W_CUT_TERMINAL_CAPITAL, 1);
    tally_add(tally, W_BOUND_NONE + token->bound, 1);
    tally_add(tally, token->block_start ? W_BLOCK_END : W_INSIDE_BLOCK, token->block_start ? 1 : m->inside);
    tally_add(tally, W_PAIR, token->splits_pair);
    tally_add(tally, W_CAPITALS, token->splits_capitals);
    tally_add(tally, W_IN_BRACKET, token->in_bracket);
    tally_add(tally, W_IN_QUOTATION, token->in_quotation);
}

static struct answer *answer_at(struct said *said, uint32_t word) {
    struct answer *answer = &said->answers[word];
    if (answer->turn != said->turn)
        *answer = (struct answer){.turn = said->turn};
    return answer;
}

static float *edge_at(struct edge *edge, uint32_t word, uint32_t turn) {
    float *at = &edge->at[word * EDGE_WORDS];
    if (edge->turn[word] != turn)
        memset(at, 0, EDGE_WORDS * sizeof *at);
    edge->turn[word] = turn;
    return at;
}

static void edge_fill(struct said *said, const struct links_side *side, const struct occurrence *words, size_t count, bool back) {
    for (size_t a = 0; a < EDGE_WORDS && a < count; a++) {
        uint32_t word = words[back ? count - 1 - a : a].word;
        for (size_t l = side->first[word]; l < side->first[word + 1]; l++)
            edge_at(&said->edge[back], side->to[l].word, said->turn)[a] = side->to[l].strength;
    }
}

static void answers_fill(struct said *said, const struct links_side *side, const struct occurrence *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct word_weight *about = &side->weights[words[i].word];
        for (size_t l = side->first[words[i].word]; l < side->first[words[i].word + 1]; l++) {
            struct answer *answer = answer_at(said, side->to[l].word);
            answer->sum += side->to[l].strength / about->normal;
            answer->best = fmaxf(answer->best, side->to[l].strength);
        }
        if (about->twin != INTERN_NONE)
            answer_at(said, about->twin)->same = true;
    }
}

/* Lets a block's words speak, and no other's. */
static void ask(struct said *said, const struct model *m, size_t block) {
    size_t count;
    const struct links_side *side = block_side(m);
    const struct occurrence *words = links_words(side, &m->left->blocks[block], &count);
    said->turn++;
    answers_fill(said, side, words, count);
    edge_fill(said, side, words, count, false);
    edge_fill(said, side, words, count, true);
}

/* What the tokens [from, to) score beside the blocks [first, last). */
struct guess {
    const struct model *model;
    struct said *said;
    size_t first, last, from, to;
    double *scores; /* [token] */
};

static double token_score(const struct guess *guess, size_t token, size_t block_words) {
    struct tally tally = {.weights = guess->model->weights->at};
    struct lane lane = {.said = guess->said, .words = block_words};
    lane_tally_token(&tally, &lane, guess->model, token);
    return tally.score;
}

/* A token scores what it does beside the block that it seems to answer; where there is none, as if nothing answered
 * it. */
static void guess_scores(void *work) {
    struct guess *guess = work;
    const struct model *m = guess->model;
    for (size_t t = guess->from; t < guess->to; t++)
        guess->scores[t] = token_score(guess, t, 0);
    for (size_t b = guess->first; b < guess->last; b++) {
        struct window answer = m->windows.answer[b];
        size_t words;
        if (answer.low == answer.high)
            continue;
        links_words(block_side(m), &m->left->blocks[b], &words);
        ask(guess->said, m, b);
        for (size_t t = answer.low; t < answer.high; t++)
            guess->scores[t] = fmax(guess->scores[t], token_score(guess, t, words));
    }
}

/* Of many blocks, one about the middle that begins to answer where the one before has ended; 0 where there is none. */
static size_t find_middle(const struct model *m) {
    enum { MANY = 512 };
    const struct window *answer = m->windows.answer;
    size_t blocks = m->left->count;
    for (size_t b = blocks / 2; blocks >= MANY && b < blocks; b++)
        if (answer[b - 1].low < answer[b - 1].high && answer[b].low < answer[b].high && answer[b - 1].high <= answer[b].low)
            return b;
    return 0;
}

static void guess_potentials(struct model *m) {
    struct guess all = {m, &m->said, 0, m->left->count, 0, m->places - 1, memory_alloc(m->places * sizeof(double))}, rest = all;
    size_t middle = find_middle(m);
    if (middle) {
        struct said said = said_new(m);
        rest.said = &said;
        all.last = rest.first = middle;
        all.to = rest.from = m->windows.answer[middle].low;
        abreast(true, guess_scores, &all, &rest);
        said_clear(&said);
    } else
        guess_scores(&all);
    m->potential = memory_alloc((m->places + 1) * sizeof *m->potential);
    for (size_t t = 0; t + 1 < m->places; t++)
        m->potential[t + 1] = m->potential[t] + all.scores[t];
    memory_free(all.scores);
}

/* The two texts of a model that is being made. */
struct reading {
    struct model *model;
    const struct text *flow;
    struct sentences sentences;
};

static void read_flow(void *work) {
    struct reading *reading = work;
    flow_read(&reading->model->flow, reading->flow, flow_side(reading->model));
}

static void align_sentences(void *work) {
    struct reading *reading = work;
    const struct model *m = reading->model;
    bool back = m->view.from;
    sentences_align(&reading->sentences, back ? reading->flow : m->left, back ? m->left : reading->flow, m->view.links, m->weights);
}

static void read_texts(struct reading *reading) {
    enum { MANY = 512 };
    errands_abreast(reading->model->left->count >= MANY, (struct errand){align_sentences, reading},
                    (struct errand){read_flow, reading});
}

void model_make(struct model *m, const struct text *blocks, const struct text *flow, struct view view,
                const struct weights *weights) {
    struct reading reading = {.model = m, .flow = flow};
    *m = (struct model){.left = blocks, .weights = weights, .view = view, .inside = inside_cost(blocks, flow)};
    for (size_t chars = 0; chars < LOGS; chars++)
        m->logs[chars] = log((double)chars + 4);
    m->expected = expected_likeness(flow_side(m));
    m->said = said_new(m);
    read_texts(&reading);
    m->places = m->flow.tokens.count;
    m->ratio = ratio_of(blocks, &m->flow);
    windows_find(&m->windows, blocks, &reading.sentences, view.from, &m->flow);
    sentences_clear(&reading.sentences);
    guess_potentials(m);
}

/* Links of the block's edge with the flow's words after a place, or before it if `back`; the less
 * they are worth the further they stand from it and from each other's rank. */
static double edge_links(const struct model *m, const struct said *said, size_t place, bool back) {
    const struct edge *edge = &said->edge[back];
    static const double fade[] = {1, .8, .64, .512, .4096}; /* .8 to the power */
    size_t from = m->flow.tokens.at[place].first_word;
    double sum = 0;
    for (size_t v = 0; v < EDGE_LOOK; v++) {
        if (back ? from < v + 1 : from + v >= m->flow.words.count)
            break;
        uint32_t word = m->flow.words.at[back ? from - 1 - v : from + v];
        if (edge->turn[word] != said->turn)
            continue;
        double best = 0;
        for (size_t a = 0; a < EDGE_WORDS; a++) {
            double s = (double)edge->at[word * EDGE_WORDS + a] * fade[a > v ? a - v : v - a];
            best = s > best ? s : best;
        }
        sum += fade[v] * (double)flow_side(m)->weights[word].rarity / 6 * best;
    }
    return sum;
}

static void symbol_tally(struct tally *tally, enum symbol a, enum symbol b, size_t same, size_t other) {
    if (a != b || a != SYMBOL_NONE)
        tally_add(tally, a == b ? same : other, 1);
}

void lane_tally_start(struct tally *tally, const struct lane *lane, const struct model *m, size_t place) {
    const struct token *token = &m->flow.tokens.at[place];
    tally_add(tally, W_START_WORDS, edge_links(m, lane->said, place, false));
    tally_add(tally, W_STARTS_LOWER_LOWER + lane->start * START_CLASSES + token->start_class, 1);
    if (lane->conjunction || token->conjunction)
        tally_add(tally, lane->conjunction && token->conjunction ? W_BOTH_START_WITH_AND : W_ONE_STARTS_WITH_AND, 1);
    symbol_tally(tally, lane->first_symbol, token->first_symbol, W_FIRST_SYMBOL_SAME, W_FIRST_SYMBOL_OTHER);
    if (token->numbered)
        tally_add(tally, m->left->blocks[lane->block].role == ROLE_ITEM ? W_ITEM_NUMBERED : W_TEXT_NUMBERED, 1);
}

void lane_tally_end(struct tally *tally, const struct lane *lane, const struct model *m, size_t place) {
    const struct token *token = &m->flow.tokens.at[place - 1];
    tally_add(tally, W_END_WORDS, edge_links(m, lane->said, place, true));
    tally_add(tally, W_ENDS_NONE_NONE + lane->end * END_CLASSES + token->end_class, 1);
    if (flow_is_terminal(lane->end) || flow_is_terminal(token->end_class))
        tally_add(tally,
                  flow_is_terminal(lane->end) && flow_is_terminal(token->end_class) ? W_ENDS_TERMINAL
                                                                          : W_ENDS_ONE_TERMINAL,
                  1);
    symbol_tally(tally, lane->last_symbol, token->last_symbol, W_LAST_SYMBOL_SAME, W_LAST_SYMBOL_OTHER);
    cut_tally(tally, m, place);
}

static void span_tally(struct tally *tally, const struct lane *lane, const struct model *m, size_t start,
                       size_t end) {
    const struct token *tokens = m->flow.tokens.at;
    double chars = (double)(tokens[end].chars_before - tokens[start].chars_before) - 1;
    double log_chars = chars < LOGS ? m->logs[(size_t)chars] : log(chars + 4);
    double ratio = log_chars - lane->log_chars;
    int more = (int)(tokens[end - 1].ends_before - tokens[start].ends_before) + 1 - lane->sentences;
    more = more < -2 ? -2 : more > 2 ? 2 : more;
    tally_add(tally, W_SENTENCES_EQUAL + (size_t)(more + 2) - 2, 1);
    for (size_t mark = 0; mark < MARKS; mark++) {
        uint32_t count = tokens[end].marks_before.of[mark] - tokens[start].marks_before.of[mark];
        uint32_t meant = lane->marks.of[mark], off = count > meant ? count - meant : meant - count;
        if (off)
            tally_add(tally, W_QUOTES_OFF + mark, off > 3 ? 3 : off);
    }
    tally_add(tally, W_LENGTH + lane->is_short, fabs(chars - lane->chars) / lane->deviation);
    tally_add(tally, W_LENGTH_RATIO + lane->is_short, fabs(ratio));
    tally_add(tally, W_LONGER + lane->is_short, ratio > 0 ? ratio : 0);
}

static void empty_tally(struct tally *tally, const struct lane *lane, const struct model *m) {
    tally_add(tally, W_EMPTY, 1);
    tally_add(tally, W_EMPTY_CHARS, fmin(lane->chars / m->ratio / 100, 5));
}

void lane_tally_span(struct tally *tally, const struct lane *lane, const struct model *m, size_t start,
                     size_t end) {
    if (start == end)
        empty_tally(tally, lane, m);
    else
        span_tally(tally, lane, m, start, end);
}

void skip_tally(struct tally *tally, const struct model *m, size_t start, size_t end) {
    const struct token *tokens = m->flow.tokens.at;
    tally_add(tally, W_SKIP, 1);
    tally_add(tally, W_SKIP_WORDS, fmin((double)(end - start) / 10, 20));
    tally_add(tally, W_SKIP_SENTENCES,
              fmin((double)(tokens[end - 1].ends_before - tokens[start].ends_before) + 1, 10));
    cut_tally(tally, m, end);
}

double skip_score(const struct model *m, size_t start, size_t end) {
    struct tally tally = {.weights = m->weights->at};
    skip_tally(&tally, m, start, end);
    return tally.score - (m->potential[end] - m->potential[start]);
}

static void lane_describe(struct lane *lane, const struct model *m, const struct block *block) {
    double chars = block_chars(block) - 1;
    lane->chars = m->ratio * chars;
    lane->deviation = sqrt(lane->chars + 10);
    lane->log_chars = log(lane->chars + 4);
    lane->is_short = chars < SHORT_BLOCK;
    links_words(block_side(m), block, &lane->words);
    lane->sentences = (int)block->sentence_count;
    lane->marks = (struct marks){{0}};
    flow_add_marks(&lane->marks, block->text, block->length);
    lane->conjunction = flow_starts_with_conjunction(m->left->language, block->text, block->length);
    lane->end = flow_end_class(block->text, block->length);
    lane->start = flow_start_class(block->text, block->length);
    lane->first_symbol = flow_first_symbol(block->text, block->length);
    lane->last_symbol = flow_last_symbol(block->text, block->length);
}

/* The words' scores as sums from the lane's first place, and the tails. */
static void lane_sum(struct lane *lane, const struct model *m) {
    double sum = 0;
    for (size_t place = lane->low; place <= lane->end_high; place++) {
        struct tally words = {.weights = m->weights->at}, tail = words;
        if (place > lane->low)
            lane_tally_token(&words, lane, m, place - 1);
        sum += words.score;
        if (place && place >= lane->end_low && (!lane->open || lane->open[place]))
            lane_tally_end(&tail, lane, m, place);
        lane->before[place - lane->low] = sum - m->potential[place];
        lane->tail[place - lane->low] = tail.score;
    }
}

void lane_read(struct lane *lane, const struct model *m) {
    const struct block *block = &m->left->blocks[lane->block];
    size_t places = lane->end_high - lane->low + 1;
    if (places > lane->room) {
        lane->room = places;
        lane->before = memory_resize_array(lane->before, places, sizeof *lane->before);
        lane->tail = memory_resize_array(lane->tail, places, sizeof *lane->tail);
    }
    lane_describe(lane, m, block);
    ask(lane->said, m, lane->block);
    lane_sum(lane, m);
}

void lane_from(struct lane *lane, const struct model *m, size_t start) {
    struct tally head = {.weights = m->weights->at};
    if (start + 1 < m->places)
        lane_tally_start(&head, lane, m, start);
    lane->from = start;
    lane->head = head.score - lane->before[start - lane->low];
}

struct lane lane_of(struct said *said, size_t first, size_t last, const bool *open) {
    return (struct lane){.said = said, .next = first, .last = last, .open = open};
}

bool lane_next(struct lane *lane, struct model *m) {
    if (!lane->said)
        *lane = lane_of(&m->said, 0, m->left->count, NULL);
    if (lane->next >= lane->last)
        return false;
    lane->block = lane->next++;
    struct window start = m->windows.boundary[lane->block], end = m->windows.boundary[lane->block + 1];
    lane->low = start.low;
    lane->high = start.high;
    lane->end_low = end.low;
    lane->end_high = end.high;
    return true;
}

void lane_clear(struct lane *lane) {
    memory_free(lane->before);
    memory_free(lane->tail);
    *lane = (struct lane){0};
}

bool model_is_seam(const struct model *m, size_t place) {
    const struct token *token = &m->flow.tokens.at[place];
    if (!place || place + 1 == m->places || token->block_start)
        return true;
    return token->bound != BOUND_ABBREVIATION &&
           (token->start_class != START_LOWER || token[-1].end_class != END_NONE);
}

/* What depends on either end alone, and the words between. */
static double ends_score(const struct lane *lane, size_t end) {
    return end > lane->from ? lane->head + lane->before[end - lane->low] + lane->tail[end - lane->low] : 0;
}

double lane_bound(const struct lane *lane, size_t end) {
    static const double SPAN_AT_MOST = 3; /* what a piece's length, sentences and marks can add */
    return ends_score(lane, end) + SPAN_AT_MOST;
}

double lane_piece(const struct lane *lane, const struct model *m, size_t end) {
    struct tally rest = {.weights = m->weights->at};
    lane_tally_span(&rest, lane, m, lane->from, end);
    return rest.score + ends_score(lane, end);
}
