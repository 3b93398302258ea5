#include "flow.h"
#include "buffer.h"
#include "language_data.h"
#include "sentence.h"
#include "utf8.h"
#include "words.h"
#include <stdlib.h>

enum end_class flow_end_class(const char *text, size_t end) {
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

enum start_class flow_start_class(const char *text, size_t length) {
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

static enum symbol symbol_of(uint32_t c) {
    switch (c) {
    case 0xAB: case 0xBB: case 0x201C: case 0x201D: case 0x201E: case '"': case 0x2018:
        return SYMBOL_QUOTE;
    case '-': case 0x2013: case 0x2014:
        return SYMBOL_DASH;
    case '(': case '[':
        return SYMBOL_OPEN;
    case ')': case ']':
        return SYMBOL_CLOSE;
    case '@': case '#': case '/': case ':': case ';': case ',':
        return SYMBOL_OTHER;
    default:
        return SYMBOL_NONE;
    }
}

enum symbol flow_first_symbol(const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t c = utf8_next(text, length, &at);
        if (!utf8_is_space(c))
            return symbol_of(c);
    }
    return SYMBOL_NONE;
}

enum symbol flow_last_symbol(const char *text, size_t end) {
    for (size_t before; end; end = before) {
        uint32_t c = utf8_before(text, end, &before);
        if (!utf8_is_space(c))
            return symbol_of(c);
    }
    return SYMBOL_NONE;
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
    free(pairs);
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

void flow_add_words(word_numbers *words, const struct links *links, int side, const char *text,
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

void flow_read(struct flow *flow, const struct text *text, const struct links *links) {
    const struct language_data *data = language_data(text->language);
    struct buffer word = {0};
    struct token next = {0};
    *flow = (struct flow){0};
    for (size_t b = 0; b < text->count; b++) {
        const struct block *block = &text->blocks[b];
        size_t sentence = 0, at = 0;
        struct span run;
        next.block_start = true;
        while (next_run(block->text, block->length, &at, &run)) {
            const char *start = block->text + run.start;
            size_t length = run.end - run.start;
            bool enumerator = sentence_enumerator(start, block->length - run.start) > length;
            next.start = (struct place){b, run.start};
            next.first_word = flow->words.count;
            next.end_class = flow_end_class(block->text, run.end);
            next.first_symbol = flow_first_symbol(start, length);
            next.last_symbol = flow_last_symbol(block->text, run.end);
            next.start_class = enumerator ? START_CAPITAL : flow_start_class(start, length);
            array_push(&flow->tokens, next);
            flow_add_words(&flow->words, links, 1, block->text, run);
            next.chars_before += utf8_count(start, length) + 1;
            while (sentence < block->sentence_count && block->sentences[sentence].end <= run.end)
                sentence++, next.ends_before++;
            next.bound = enumerator || sentence_is_abbreviation(text->language, block->text, run.end)
                             ? BOUND_ABBREVIATION
                             : binding(data, block->text, run, &word);
            next.block_start = false;
        }
    }
    next.start = (struct place){text->count, 0};
    next.first_word = flow->words.count;
    array_push(&flow->tokens, next);
    mark_pairs(flow);
    buffer_free(&word);
}

void flow_clear(struct flow *flow) {
    array_free(&flow->tokens);
    array_free(&flow->words);
}
