#include "align.h"
#include "array.h"
#include "language_data.h"
#include "links.h"
#include "sentence.h"
#include "utf8.h"
#include "words.h"
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum end_class { END_NONE, END_STOP, END_EXCLAIM, END_ASK, END_COLON, END_COMMA, END_CLASSES };
enum start_class {
    START_LOWER,
    START_CAPITAL,
    START_DIGIT,
    START_OPENER,
    START_OTHER,
    START_CLASSES
};

/* Weights: log-linear, fitted on posts, but for LIKENESS, EMPTY*, *_BLOCK, BLOCK_END, ABBREVIATION, which
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
static const double LIKENESS = .25, STARTS = 1.20, ENDS = 1.26, EMPTY = -12, EMPTY_STRUCTURED = -4;
static const double LENGTH = -.34, LENGTH_SHORT = -.55, BLOCK_END = 2, INSIDE_BLOCK = -12;
static const double BINDER = -1.12, WEAK_BINDER = -.86, CONJUNCTION = -.15, ABBREVIATION = -2;
enum { SHORT_BLOCK = 60, BAND_WORDS = 200, EDGE_WORDS = 5, EDGE_LOOK = 4 };

typedef ARRAY(uint32_t) word_numbers;
struct token {
    struct place start;
    size_t chars_before; /* characters of all tokens before, a space each */
    size_t ends_before;  /* sentence ends before */
    size_t first_word;   /* of the flow's words */
    enum end_class end_class;
    enum start_class start_class;
    double cut; /* for a cut before this token */
};
struct flow {
    ARRAY(struct token) tokens; /* one more than there are, for the end */
    word_numbers words;
};

static enum end_class end_class_of(const char *text, size_t end) {
    for (size_t before; end; end = before) {
        uint32_t c = utf8_before(text, end, &before);
        if (utf8_is_space(c) || c == ')' || c == ']' || c == '"' || c == '\'' || c == '*' ||
            c == 0xBB || c == 0x201D || c == 0x2019)
            continue;
        switch (c) {
        case '.':
        case 0x2026:
            return END_STOP;
        case '!':
            return END_EXCLAIM;
        case '?':
            return END_ASK;
        case ':':
            return END_COLON;
        case ';':
        case ',':
        case '-':
        case 0x2013:
        case 0x2014:
            return END_COMMA;
        default:
            return END_NONE;
        }
    }
    return END_NONE;
}

static enum start_class start_class_of(const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t c = utf8_next(text, length, &at);
        if (utf8_is_space(c))
            continue;
        if (utf8_is_letter(c))
            return utf8_is_upper(c) ? START_CAPITAL : START_LOWER;
        if (utf8_is_digit(c))
            return START_DIGIT;
        return c == 0xAB || c == 0x201C || c == 0x2018 || c == '"' || c == '\'' || c == '(' ||
                       c == '[' || c == 0x2014 || c == 0x2013 || c == '-'
                   ? START_OPENER
                   : START_OTHER;
    }
    return START_OTHER;
}

static double binding(const char *language, const char *text, struct span span) {
    const struct language_data *data = language_data(language);
    struct buffer word = {0};
    utf8_lower(&word, text + span.start, span.end - span.start, false);
    double weight = language_list_has(data->binders, word.data, word.length)        ? BINDER
                    : language_list_has(data->weak_binders, word.data, word.length) ? WEAK_BINDER
                    : language_list_has(data->conjunctions, word.data, word.length) ? CONJUNCTION
                                                                                    : 0;
    buffer_free(&word);
    return weight;
}

static bool next_run(const char *text, size_t length, size_t *at, struct span *run) {
    size_t next = *at;
    while (next < length && utf8_is_break(utf8_next(text, length, &next)))
        *at = next;
    run->start = *at;
    for (next = *at; next < length && !utf8_is_break(utf8_next(text, length, &next));)
        *at = next;
    run->end = *at;
    return run->end > run->start;
}

/* Appends the numbers of the words in text[span), as links knows them on that side. */
static void add_words(word_numbers *words, const struct links *links, int side, const char *text,
                      struct span span) {
    struct buffer surface = {0};
    struct word word;
    for (size_t at = span.start; word_next(text, span.end, &at, &word);) {
        surface.length = 0;
        word_surface(&surface, text, word);
        uint32_t number = intern_find(&links->words[side], buffer_text(&surface), surface.length);
        if (number != INTERN_NONE)
            array_push(words, number);
    }
    buffer_free(&surface);
}

/* `inside` is what a cut costs that is at no block's end. */
static void read_flow(struct flow *flow, const struct text *text, const struct links *links,
                      double inside) {
    size_t chars = 0, ends = 0;
    double bound = 0;
    enum end_class last = END_NONE;
    bool block_end = false;
    for (size_t b = 0; b < text->count; b++) {
        const struct block *block = &text->blocks[b];
        size_t sentence = 0, at = 0;
        struct span run;
        while (next_run(block->text, block->length, &at, &run)) {
            bool enumerator = sentence_enumerator(block->text + run.start, block->length - run.start) >
                              run.end - run.start;
            struct token token = {.start = {b, run.start},
                                  .chars_before = chars,
                                  .ends_before = ends,
                                  .first_word = flow->words.count,
                                  .end_class = end_class_of(block->text, run.end),
                                  .start_class =
                                      enumerator ? START_CAPITAL
                                                 : start_class_of(block->text + run.start,
                                                                  run.end - run.start)};
            token.cut = CUT[last][token.start_class] + bound + (block_end ? BLOCK_END : inside);
            add_words(&flow->words, links, 1, block->text, run);
            chars += utf8_count(block->text + run.start, run.end - run.start) + 1;
            while (sentence < block->sentence_count && block->sentences[sentence].end <= run.end)
                sentence++, ends++;
            bound = binding(text->language, block->text, run);
            if (enumerator || sentence_is_abbreviation(text->language, block->text, run.end))
                bound = ABBREVIATION;
            last = token.end_class;
            block_end = false;
            array_push(&flow->tokens, token);
        }
        block_end = true;
    }
    array_push(&flow->tokens, ((struct token){.start = {text->count, 0},
                                              .chars_before = chars,
                                              .ends_before = ends,
                                              .first_word = flow->words.count}));
}

/* One block's scores at every place of its band: a span j..k scores in O(1). */
struct lane {
    size_t low, high;          /* places at which the block may start */
    size_t end_low, end_high;  /* and end */
    double *sum, *start, *end; /* [place - low]; sum: prefix sums of the likeness */
    double chars;              /* its length in the flow's characters */
    double most;               /* longest piece, characters */
    double length_weight;
    int sentences;
};
struct model {
    const struct links *links;
    const struct flow *flow;
    struct lane *lanes;
    size_t blocks, places; /* places: 0 .. tokens */
    bool open; /* no limits to lanes, pieces and beam: the second try */
    double ratio;
    double empty; /* what a block without an answer costs */
    float *normal; /* left word: .5 + sum of its links in this text */
};

static double idf(const struct model *m, uint32_t word) {
    return log(((double)m->links->total[1] + 1) / (m->links->count[1][word] + .5)) / 6;
}

/* Links of the words at one edge of a block with the flow's words around a place (the end's mirror
 * if `back`). */
static const double FADE[] = {1, .8, .64, .512, .4096, .32768}; /* .8 to the distance */

static double edge(const struct model *m, const uint32_t *words, size_t count, size_t place,
                   bool back) {
    size_t from = m->flow->tokens.at[place].first_word;
    double sum = 0, fade = 1;
    for (size_t v = 0; v < EDGE_LOOK; v++, fade *= .8) {
        if (back ? from < v + 1 : from + v >= m->flow->words.count)
            break;
        uint32_t word = m->flow->words.at[back ? from - 1 - v : from + v];
        double best = 0;
        for (size_t a = 0; a < EDGE_WORDS && a < count; a++) {
            double s = (double)links_strength(m->links, words[back ? count - 1 - a : a], word) *
                       FADE[a > v ? a - v : v - a];
            best = s > best ? s : best;
        }
        sum += best > 0 ? fade * idf(m, word) * best : 0;
    }
    return sum;
}

/* ln(.3 + .7 t(e | block) / p(e)) for every word e of the flow. */
static double *likenesses(const struct model *m, const uint32_t *words, size_t count) {
    size_t types = m->links->words[1].count;
    double *value = memory_alloc(types * sizeof *value);
    for (size_t i = 0; i < count; i++)
        for (size_t l = m->links->first[words[i]]; l < m->links->first[words[i] + 1]; l++)
            value[m->links->to[l].word] += (double)(m->links->to[l].strength / m->normal[words[i]]);
    for (size_t e = 0; e < types; e++) {
        double p = (m->links->count[1][e] + .5) / ((double)m->links->total[1] + 1);
        value[e] = log(.3 + .7 * value[e] / (((double)count + 1) * p));
    }
    return value;
}

static void fill_lane(struct model *m, struct lane *lane, const struct block *block) {
    size_t n = lane->end_high - lane->low + 1;
    word_numbers words = {0};
    add_words(&words, m->links, 0, block->text, (struct span){0, block->length});
    double *like = likenesses(m, words.at, words.count);
    double length = (double)utf8_count(block->text, block->length);
    lane->chars = m->ratio * length;
    lane->most = m->open ? INFINITY : 3 * lane->chars + 80;
    lane->length_weight = length < SHORT_BLOCK ? LENGTH_SHORT : LENGTH;
    lane->sentences = (int)block->sentence_count;
    lane->sum = memory_alloc(n * sizeof *lane->sum);
    lane->start = memory_alloc(n * sizeof *lane->start);
    lane->end = memory_alloc(n * sizeof *lane->end);
    enum end_class last = end_class_of(block->text, block->length);
    enum start_class first = start_class_of(block->text, block->length);
    for (size_t i = 0; i < n; i++) {
        size_t place = lane->low + i;
        const struct token *token = &m->flow->tokens.at[place];
        if (i) {
            lane->sum[i] = lane->sum[i - 1];
            for (size_t w = token[-1].first_word; w < token->first_word; w++)
                lane->sum[i] += LIKENESS * like[m->flow->words.at[w]];
        }
        if (place <= lane->high && place + 1 < m->places)
            lane->start[i] = STARTS * edge(m, words.at, words.count, place, false) +
                             START_AGREES[first][token->start_class];
        if (place && place >= lane->end_low)
            lane->end[i] = ENDS * edge(m, words.at, words.count, place, true) +
                           END_AGREES[last][token[-1].end_class] + token->cut;
    }
    array_free(&words);
    free(like);
}

/* A piece of places [j, k) for the lane's block; -INFINITY where it is too long. */
static double span_score(const struct model *m, const struct lane *lane, size_t j, size_t k) {
    if (j == k)
        return m->empty;
    const struct token *a = &m->flow->tokens.at[j], *b = &m->flow->tokens.at[k];
    double chars = (double)(b->chars_before - a->chars_before) - 1;
    if (chars > lane->most)
        return -INFINITY;
    int more = (int)(b[-1].ends_before - a->ends_before) + 1 - lane->sentences;
    more = more < -2 ? -2 : more > 2 ? 2 : more;
    return lane->sum[k - lane->low] - lane->sum[j - lane->low] + lane->start[j - lane->low] +
           lane->end[k - lane->low] +
           lane->length_weight * fabs(chars - lane->chars) / sqrt(lane->chars + 10) +
           SENTENCES_MORE[more + 2];
}

static double add_logs(double a, double b) {
    if (a < b) {
        double swap = a;
        a = b, b = swap;
    }
    return b < a - 16 ? a : a + log1p(exp(b - a)); /* 1e-7 is below what a row's score shows */
}

enum { BEAM = 16 };

static double best_of(const double *values, size_t low, size_t high) {
    double best = -INFINITY;
    for (size_t i = low; i <= high; i++)
        best = values[i] > best ? values[i] : best;
    return best;
}

static double *new_scores(size_t count) {
    double *scores = memory_resize_array(NULL, count, sizeof *scores);
    for (size_t i = 0; i < count; i++)
        scores[i] = -INFINITY;
    return scores;
}

/* False where no path keeps to the lanes and the beam. */
static bool search(const struct model *m, size_t *cuts, double *posteriors) {
    size_t w = m->places, cells = (m->blocks + 1) * w;
    double *forward = new_scores(cells), *backward = new_scores(cells), *right = new_scores(cells);
    size_t *from = memory_alloc(cells * sizeof *from);
    forward[0] = backward[cells - 1] = right[0] = 0;
    for (size_t i = 0; i < m->blocks; i++) {
        const struct lane *lane = &m->lanes[i];
        double *a = forward + i * w, *next = a + w,
               floor = best_of(a, lane->low, lane->high) - (m->open ? INFINITY : BEAM);
        for (size_t j = lane->low; j <= lane->high; j++) {
            if (a[j] < floor)
                a[j] = -INFINITY; /* out of the beam */
            if (a[j] == -INFINITY)
                continue;
            for (size_t k = j > lane->end_low ? j : lane->end_low; k <= lane->end_high; k++) {
                double s = span_score(m, lane, j, k);
                if (s == -INFINITY && k > j)
                    break;
                next[k] = add_logs(next[k], a[j] + s);
            }
        }
    }
    double total = forward[cells - 1];
    for (size_t i = m->blocks; i-- > 0;) {
        const struct lane *lane = &m->lanes[i];
        double *b = backward + i * w, *next = b + w;
        for (size_t j = lane->low; j <= lane->high; j++) {
            if (forward[i * w + j] == -INFINITY)
                continue;
            for (size_t k = j > lane->end_low ? j : lane->end_low; k <= lane->end_high; k++) {
                double s = span_score(m, lane, j, k);
                if (s == -INFINITY && k > j)
                    break;
                if (next[k] > -INFINITY)
                    b[j] = add_logs(b[j], s + next[k]);
            }
        }
    }
    for (size_t i = 0; i < m->blocks; i++) {
        const struct lane *lane = &m->lanes[i];
        for (size_t j = lane->low; j <= lane->high; j++) {
            double gain = right[i * w + j], before = forward[i * w + j] - total;
            if (gain == -INFINITY || before == -INFINITY)
                continue;
            for (size_t k = j > lane->end_low ? j : lane->end_low; k <= lane->end_high; k++) {
                double s = span_score(m, lane, j, k), after = backward[(i + 1) * w + k];
                if (s == -INFINITY && k > j)
                    break;
                if (after == -INFINITY)
                    continue;
                double p = gain + exp(before + s + after);
                if (p > right[(i + 1) * w + k])
                    right[(i + 1) * w + k] = p, from[(i + 1) * w + k] = j;
            }
        }
    }
    cuts[m->blocks] = w - 1;
    for (size_t i = m->blocks; i > 0; i--) {
        cuts[i - 1] = from[i * w + cuts[i]];
        posteriors[i - 1] = right[i * w + cuts[i]] - right[(i - 1) * w + cuts[i - 1]];
    }
    free(forward);
    free(backward);
    free(right);
    free(from);
    return total > -INFINITY;
}

static void lay_lanes(struct model *m, const struct text *left) {
    double total = 0, before = 0, tokens = (double)m->places - 1;
    for (size_t i = 0; i < m->blocks; i++)
        total += (double)utf8_count(left->blocks[i].text, left->blocks[i].length) + 1;
    m->ratio = (double)m->flow->tokens.at[m->places - 1].chars_before / (total > 0 ? total : 1);
    m->ratio = m->ratio < .7 ? .7 : m->ratio > 1.25 ? 1.25 : m->ratio;
    double band = m->open ? tokens : tokens * .15 > BAND_WORDS ? tokens * .15 : BAND_WORDS;
    m->lanes = memory_alloc(m->blocks * sizeof *m->lanes);
    for (size_t i = 0; i < m->blocks; i++) {
        struct lane *lane = &m->lanes[i];
        double start = before / total * tokens;
        before += (double)utf8_count(left->blocks[i].text, left->blocks[i].length) + 1;
        double end = before / total * tokens;
        lane->low = i && start > band ? (size_t)(start - band) : 0;
        lane->high = !i ? 0 : start + band > tokens ? m->places - 1 : (size_t)(start + band);
        bool last = i + 1 == m->blocks;
        lane->end_low = last ? m->places - 1 : end > band ? (size_t)(end - band) : 0;
        lane->end_high = last || end + band > tokens ? m->places - 1 : (size_t)(end + band);
        fill_lane(m, lane, &left->blocks[i]);
    }
}

static void clear_lanes(struct model *m) {
    for (size_t i = 0; i < m->blocks; i++) {
        free(m->lanes[i].sum);
        free(m->lanes[i].start);
        free(m->lanes[i].end);
    }
    free(m->lanes);
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

/* Where the flow has about as many blocks as the other side, they are meant: a cut inside one is
 * dear.  A flat run's one block says nothing. */
static double inside_cost(const struct text *left, const struct text *right) {
    double share = (double)right->count / (double)left->count;
    return share > .5 ? INSIDE_BLOCK : share > .25 ? INSIDE_BLOCK * (share - .25) * 4 : 0;
}

void align_cuts(struct alignment *alignment, const struct text *left, const struct text *right,
                const struct lexicon *lexicon) {
    struct links links;
    struct flow flow = {0};
    *alignment = (struct alignment){0};
    if (!left->count)
        return;
    links_make(&links, left, right, lexicon);
    double inside = inside_cost(left, right);
    read_flow(&flow, right, &links, inside);
    struct model m = {.links = &links,
                      .flow = &flow,
                      .blocks = left->count,
                      .places = flow.tokens.count,
                      .normal = normals(&links),
                      .empty = inside < 0 ? EMPTY_STRUCTURED : EMPTY};
    size_t *cuts = memory_alloc((m.blocks + 1) * sizeof *cuts);
    double *posteriors = memory_alloc(m.blocks * sizeof *posteriors);
    lay_lanes(&m, left);
    if (!search(&m, cuts, posteriors)) { /* the sides are too unlike: every path is open */
        clear_lanes(&m);
        m.open = true;
        lay_lanes(&m, left);
        search(&m, cuts, posteriors);
    }
    alignment->count = m.blocks;
    alignment->rows = memory_alloc(m.blocks * sizeof *alignment->rows);
    for (size_t i = 0; i < m.blocks; i++)
        alignment->rows[i] =
            (struct row){{{{i, 0}, {i + 1, 0}},
                          {flow.tokens.at[cuts[i]].start, flow.tokens.at[cuts[i + 1]].start}},
                         posteriors[i]};
    clear_lanes(&m);
    free(m.normal);
    free(cuts);
    free(posteriors);
    array_free(&flow.tokens);
    array_free(&flow.words);
    links_clear(&links);
}

void align_texts(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct lexicon *lexicon) {
    bool swapped = right->count > left->count;
    align_cuts(alignment, swapped ? right : left, swapped ? left : right, lexicon);
    for (size_t i = 0; swapped && i < alignment->count; i++) {
        struct range left_range = alignment->rows[i].side[1];
        alignment->rows[i].side[1] = alignment->rows[i].side[0];
        alignment->rows[i].side[0] = left_range;
    }
}
