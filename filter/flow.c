#include "flow.h"
#include "buffer.h"
#include "language_data.h"
#include "sentence.h"
#include "utf8.h"
#include <stdlib.h>
#include <string.h>

enum end_class flow_end_class(const char *text, size_t end) {
    for (size_t before; end; end = before) {
        uint32_t c = utf8_plain_mark(utf8_before(text, end, &before));
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

/* Has the script that a text is in capitals, but for some words? */
static bool is_cased(const char *text, size_t length) {
    enum { ENOUGH = 64 };
    size_t cased = 0, letters = 0;
    for (size_t at = 0; at < length && letters < ENOUGH;) {
        uint32_t c = utf8_next(text, length, &at);
        letters += utf8_is_letter(c);
        cased += utf8_is_lower(c) || utf8_is_upper(c);
    }
    return 5 * cased >= 4 * letters;
}

static enum start_class start_class_of(const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t c = utf8_plain_mark(utf8_next(text, length, &at));
        if (utf8_is_space(c))
            continue;
        if (utf8_is_letter(c))
            return utf8_is_lower(c) ? START_LOWER : START_CAPITAL;
        if (utf8_is_digit(c))
            return START_DIGIT;
        return c == 0xAB || c == 0x201C || c == 0x201E || c == 0x2018 || c == '"' || c == '\'' || c == '(' ||
                       c == '[' || c == 0x2014 || c == 0x2013 || c == '-'
                   ? START_OPENER
                   : START_OTHER;
    }
    return START_OTHER;
}

/* Without capitals, a text starts as a sentence does. */
enum start_class flow_start_class(const char *text, size_t length) {
    enum start_class class = start_class_of(text, length);
    return class == START_LOWER && !is_cased(text, length) ? START_CAPITAL : class;
}

static enum symbol symbol_of(uint32_t c) {
    static const char singles[] = "@#/:;,!?$%&*+=";
    const char *single = c && c < 128 ? strchr(singles, (int)c) : NULL;
    if (single)
        return SYMBOL_FIRST_SINGLE + (enum symbol)(single - singles);
    switch (c) {
    case 0xAB: case 0xBB: case 0x201C: case 0x201D: case 0x201E: case '"': case 0x2018:
        return SYMBOL_QUOTE;
    case '-': case 0x2013: case 0x2014:
        return SYMBOL_DASH;
    case '(': case '[':
        return SYMBOL_OPEN;
    case ')': case ']':
        return SYMBOL_CLOSE;
    default:
        return SYMBOL_NONE;
    }
}

enum symbol flow_first_symbol(const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t c = utf8_next(text, length, &at);
        if (!utf8_is_space(c))
            return symbol_of(utf8_plain_mark(c));
    }
    return SYMBOL_NONE;
}

enum symbol flow_last_symbol(const char *text, size_t end) {
    for (size_t before; end; end = before) {
        uint32_t c = utf8_before(text, end, &before);
        if (!utf8_is_space(c))
            return symbol_of(utf8_plain_mark(c));
    }
    return SYMBOL_NONE;
}

void flow_add_marks(struct marks *marks, const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t c = utf8_plain_mark(utf8_next(text, length, &at));
        switch (c) {
        case '"': case 0xAB: case 0xBB: case 0x201C: case 0x201D: case 0x201E: marks->of[MARK_QUOTE]++; break;
        case '(': case ')': case '[': case ']': marks->of[MARK_BRACKET]++; break;
        case ':': case ';': marks->of[MARK_COLON]++; break;
        case '?': case '!': marks->of[MARK_ASK]++; break;
        case ',': marks->of[MARK_COMMA]++; break;
        default: break;
        }
    }
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* The words on either side of a token's start, as one number; 0 where they are not in one phrase. */
static uint64_t pair_before(const struct flow *flow, size_t t) {
    const struct token *token = &flow->tokens.at[t];
    bool phrase = t && t + 1 < flow->tokens.count && !token->block_start &&
                  token[-1].end_class == END_NONE && token->first_word > token[-1].first_word &&
                  token[1].first_word > token->first_word &&
                  (token->start_class == START_LOWER || token->start_class == START_CAPITAL);
    return phrase ? ((uint64_t)flow->words.at[token->first_word - 1] + 1) << 32 |
                        flow->words.at[token->first_word]
                  : 0;
}

static void mark_pairs(struct flow *flow) {
    size_t count = flow->tokens.count;
    uint64_t *pairs = memory_alloc((count + 1) * sizeof *pairs);
    for (size_t t = 0; t < count; t++)
        pairs[t] = pair_before(flow, t);
    qsort(pairs, count, sizeof *pairs, by_value);
    for (size_t t = 0; t < count; t++) {
        uint64_t pair = pair_before(flow, t);
        const uint64_t *found = pair ? bsearch(&pair, pairs, count, sizeof pair, by_value) : NULL;
        struct token *token = &flow->tokens.at[t];
        token->splits_pair = found && ((found > pairs && found[-1] == pair) ||
                                       (found + 1 < pairs + count && found[1] == pair));
        token->splits_capitals = pair && token->start_class == START_CAPITAL &&
                                 token[-1].start_class == START_CAPITAL;
    }
    memory_free(pairs);
}

static enum bound binding(const struct language_data *data, const char *text, struct span span,
                          struct buffer *word) {
    word->length = 0;
    utf8_lower(word, text + span.start, span.end - span.start, false);
    return language_list_has(data->binders, word->data, word->length)        ? BOUND_BINDER
           : language_list_has(data->weak_binders, word->data, word->length) ? BOUND_WEAK_BINDER
           : language_list_has(data->conjunctions, word->data, word->length) ? BOUND_CONJUNCTION
                                                                             : BOUND_NONE;
}

bool flow_starts_with_conjunction(const char *language, const char *text, size_t length) {
    struct buffer lower = {0};
    size_t end = 0;
    for (size_t at = 0; at < length && utf8_is_letter(utf8_next(text, length, &at)); end = at)
        continue;
    utf8_lower(&lower, text, end, false);
    bool found = language_list_has(language_data(language)->conjunctions, buffer_text(&lower), lower.length);
    buffer_free(&lower);
    return found;
}

static bool closes(uint32_t mark) { return mark == ')' || mark == ']' || mark == 0xBB || mark == 0x201D || mark == 0x2019; }

static bool is_mark(uint32_t mark) { return mark && mark < 0x80 && strchr(".,:;!?", (int)mark); }

/* A mark of a script without white space: one may cut behind it, and what closes behind it. */
static bool is_wide_mark(uint32_t code) {
    uint32_t mark = utf8_plain_mark(code);
    return code >= 0x3000 && mark != code && (is_mark(mark) || mark == 0xBB);
}

/* The end of the run of text that starts there: white space, or behind such a mark. */
static size_t run_end(const char *text, size_t length, size_t at) {
    bool marked = false;
    for (size_t next = at; next < length; at = next) {
        uint32_t code = utf8_next(text, length, &next);
        if (utf8_is_break(code) || (marked && !is_wide_mark(code) && !closes(utf8_plain_mark(code))))
            return at;
        marked = marked || is_wide_mark(code);
    }
    return length;
}

static size_t skip_breaks(const char *text, size_t length, size_t at) {
    for (size_t next = at; at < length && utf8_is_break(utf8_next(text, length, &next)); at = next)
        continue;
    return at;
}

static bool is_closing(uint32_t mark) { return closes(mark) || mark == 0x2026 || is_mark(mark); }
static bool is_opening(uint32_t mark) { return mark == '(' || mark == '[' || mark == 0xAB; } /* not a lone English one: it may close */

static bool all_are(bool (*kind)(uint32_t mark), const char *text, size_t start, size_t end) {
    for (size_t at = start; at < end;)
        if (!kind(utf8_plain_mark(utf8_next(text, end, &at))))
            return false;
    return end > start;
}

/* The next run, with what belongs to it behind French spaces: "« Oui », dit-il ;" is of two. */
static bool next_run(const char *text, size_t length, size_t *at, struct span *run) {
    run->start = skip_breaks(text, length, *at);
    run->end = run_end(text, length, run->start);
    if (all_are(is_opening, text, run->start, run->end))
        run->end = run_end(text, length, skip_breaks(text, length, run->end));
    for (size_t start, end = run->end; end < length; run->end = end) {
        start = skip_breaks(text, length, end);
        end = run_end(text, length, start);
        if (!all_are(is_closing, text, start, end))
            break;
    }
    *at = run->end;
    return run->end > run->start;
}

/* What is open after a token, and since how many tokens: what is never closed ends by itself. */
struct open {
    size_t bracket, quotation;
    bool german; /* quotation: “ closes it */
};
enum { LONGEST_BRACKET = 60, LONGEST_QUOTATION = 200 };

static void open_and_close(struct open *open, const char *text, struct span run) {
    for (size_t at = run.start; at < run.end;) {
        uint32_t c = utf8_plain_mark(utf8_next(text, run.end, &at));
        if (c == '(' || c == '[')
            open->bracket = LONGEST_BRACKET;
        else if (c == ')' || c == ']')
            open->bracket = 0;
        else if (c == 0x201C && open->german)
            open->quotation = 0, open->german = false;
        else if (c == 0xAB || c == 0x201C || c == 0x201E)
            open->quotation = LONGEST_QUOTATION, open->german = c == 0x201E;
        else if (c == 0xBB || c == 0x201D)
            open->quotation = 0;
        else if (c == '"')
            open->quotation = open->quotation ? 0 : LONGEST_QUOTATION;
    }
    open->bracket -= open->bracket > 0;
    open->quotation -= open->quotation > 0;
}

bool flow_is_terminal(enum end_class end) {
    return end == END_STOP || end == END_EXCLAIM || end == END_ASK;
}

/* How a letter starts a token in a text without capitals: as a sentence does, but inside one.  Where words have no white
 * space between them, some that parts two of its characters is there for a reason. */
static enum start_class caseless_start_class(const struct block *block, size_t start, bool goes_on) {
    size_t at = start, before = start;
    bool parts = utf8_is_unspaced(utf8_next(block->text, block->length, &at));
    while (before > 0 && utf8_is_space(utf8_before(block->text, before, &at)))
        before = at;
    parts = parts && before < start && utf8_is_unspaced(utf8_before(block->text, before, &at));
    return goes_on && !parts ? START_LOWER : START_CAPITAL;
}

static void read_block(struct flow *flow, const struct text *text, const struct links_side *side,
                       size_t b, struct token *next) {
    const struct language_data *data = language_data(text->language);
    const struct block *block = &text->blocks[b];
    size_t sentence = 0, at = 0, words, w = 0;
    const struct occurrence *occurrences = links_words(side, block, &words);
    struct buffer word = {0};
    struct open open = {0, 0, false};
    struct span run;
    bool cased = is_cased(block->text, block->length);
    next->block_start = true;
    while (next_run(block->text, block->length, &at, &run)) {
        const char *start = block->text + run.start;
        size_t length = run.end - run.start;
        bool enumerator = sentence_enumerator(start, block->length - run.start) > length;
        bool goes_on = !next->block_start && !flow_is_terminal(next->end_class);
        bool inside = goes_on && next->cut_class != END_COLON;
        next->start = (struct place){b, run.start};
        next->first_word = flow->words.count;
        next->end_class = flow_end_class(block->text, run.end);
        next->first_symbol = flow_first_symbol(start, length);
        next->last_symbol = flow_last_symbol(block->text, run.end);
        next->cut_class = next->last_symbol == symbol_of(';') ? END_COLON : next->end_class;
        next->start_class = enumerator ? START_CAPITAL : start_class_of(start, length);
        if (!cased && !enumerator && next->start_class <= START_CAPITAL)
            next->start_class = caseless_start_class(block, run.start, goes_on);
        else if (data->capital_nouns && inside && !enumerator && next->start_class == START_CAPITAL)
            next->start_class = START_LOWER;
        next->conjunction = flow_starts_with_conjunction(text->language, start, length);
        next->name = cased && goes_on && next->start_class == START_CAPITAL && length > 1;
        next->numbered = enumerator;
        next->in_bracket = open.bracket > 0;
        next->in_quotation = open.quotation > 0;
        array_push(&flow->tokens, *next);
        for (; w < words && occurrences[w].offset < run.end; w++)
            array_push(&flow->words, occurrences[w].word);
        flow_add_marks(&next->marks_before, start, length);
        next->chars_before += utf8_extent(start, length) + 1;
        while (sentence < block->sentence_count && block->sentences[sentence].end <= run.end)
            sentence++, next->ends_before++;
        next->bound = enumerator || sentence_is_abbreviation(text->language, block->text, run.end)
                          ? BOUND_ABBREVIATION
                          : binding(data, block->text, run, &word);
        next->block_start = false;
        open_and_close(&open, block->text, run);
    }
    buffer_free(&word);
}

void flow_read(struct flow *flow, const struct text *text, const struct links_side *side) {
    struct token next = {0};
    *flow = (struct flow){0};
    for (size_t b = 0; b < text->count; b++)
        read_block(flow, text, side, b, &next);
    next.start = (struct place){text->count, 0};
    next.first_word = flow->words.count;
    array_push(&flow->tokens, next);
    mark_pairs(flow);
}

void flow_clear(struct flow *flow) {
    array_free(&flow->tokens);
    array_free(&flow->words);
}
