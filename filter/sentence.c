#include "sentence.h"
#include "abreast.h"
#include "array.h"
#include "language_data.h"
#include "utf8.h"
#include <string.h>
#include <unicode/ubrk.h>

static bool is_closer(uint32_t c) {
    return c == ')' || c == ']' || c == 0xBB || c == 0x201D || c == 0x2019 || c == '"' || c == '\'';
}

size_t sentence_enumerator(const char *text, size_t length) {
    size_t at = 0, after;
    if (!length)
        return 0;
    if (text[0] == '(')
        at++;
    size_t digits = at;
    while (at < length && text[at] >= '0' && text[at] <= '9')
        at++;
    if (at > digits && at - digits <= 3 && at < length && (text[at] == '.' || text[at] == ')')) {
        at++;
    } else {
        at = 0;
        uint32_t c = utf8_next(text, length, &at);
        if (c != 0x2022 && c != '*' && c != '-' && c != 0x2013 && c != 0x25E6 && c != 0x25AA &&
            c != 0xB7)
            return 0;
    }
    after = at;
    while (after < length) {
        size_t next = after;
        if (!utf8_is_space(utf8_next(text, length, &next)))
            break;
        after = next;
    }
    return after > at && after < length ? after : 0;
}

/* Start of the run of non-space characters that ends at `end`. */
static size_t run_start(const char *text, size_t end) {
    size_t start = end;
    for (size_t before; start > 0; start = before)
        if (utf8_is_space(utf8_before(text, start, &before)))
            break;
    return start;
}

bool sentence_is_abbreviation(const char *language, const char *text, size_t end) {
    size_t start = run_start(text, end), next;
    while (start < end) { /* opening marks before the word */
        next = start;
        if (utf8_is_word(utf8_next(text, end, &next)))
            break;
        start = next;
    }
    for (size_t i = start; i < end; i++) /* "l'art.": the word after an apostrophe */
        if (text[i] == '\'' && i + 1 < end)
            start = i + 1;
    if (end <= start + 1 || text[end - 1] != '.')
        return false;
    next = start;
    uint32_t first = utf8_next(text, end, &next);
    if (next == end - 1 && utf8_is_upper(first)) /* an initial */
        return true;
    struct buffer word = {0};
    utf8_lower(&word, text + start, end - 1 - start, false);
    bool found = language_list_has(language_data(language)->abbreviations, word.data, word.length);
    buffer_free(&word);
    return found;
}

static size_t skip_spaces(const char *text, size_t length, size_t at) {
    for (size_t next = at; at < length; at = next)
        if (!utf8_is_space(utf8_next(text, length, &next)))
            break;
    return at;
}

static size_t trim_end(const char *text, size_t start, size_t end) {
    for (size_t before; end > start; end = before)
        if (!utf8_is_space(utf8_before(text, end, &before)))
            break;
    return end;
}

/* Where the boundary that ICU sees at `at` really is; 0: nowhere. */
static size_t mend(const char *language, const char *text, size_t length, size_t at) {
    size_t end = trim_end(text, 0, at);
    size_t start = run_start(text, end);
    if (end < at && sentence_enumerator(text + start, length - start) == at - start) {
        size_t before; /* "reasons: 1. |Telegram": the sentence starts at its number */
        uint32_t stop = utf8_before(text, trim_end(text, 0, start), &before);
        return start && (stop == '.' || stop == '!' || stop == '?' || stop == ':' || stop == ';')
                   ? start
                   : 0;
    }
    while (at < length) { /* "« Oui. |» Il": what closes stays */
        size_t next = at;
        uint32_t c = utf8_next(text, length, &next);
        if (!is_closer(c) || (c == '"' && next < length && utf8_is_word((unsigned char)text[next])))
            break;
        at = skip_spaces(text, length, next);
    }
    if (at >= length)
        return 0;
    size_t next = at;
    if (utf8_is_lower(utf8_next(text, length, &next)))
        return 0;
    return sentence_is_abbreviation(language, text, end) ? 0 : at;
}

static void cut_block(const char *language, UBreakIterator *icu, struct arena *arena,
                      struct block *block) {
    ARRAY(struct span) spans = {0};
    const char *text = block->text;
    size_t length = block->length, start = skip_spaces(text, length, 0);
    UErrorCode status = U_ZERO_ERROR;
    UText *utext = utext_openUTF8(NULL, text, (int64_t)length, &status);
    if (icu && U_SUCCESS(status)) {
        ubrk_setUText(icu, utext, &status);
        ubrk_first(icu);
        for (int32_t at; (at = ubrk_next(icu)) != UBRK_DONE;) {
            size_t cut = (size_t)at >= length ? 0 : mend(language, text, length, (size_t)at);
            if (cut <= start)
                continue;
            array_push(&spans, ((struct span){start, trim_end(text, start, cut)}));
            start = cut;
        }
    }
    if (utext)
        utext_close(utext);
    size_t end = trim_end(text, start, length);
    if (end > start)
        array_push(&spans, ((struct span){start, end}));
    block->sentence_count = spans.count;
    block->sentences = arena_alloc(arena, spans.count * sizeof *spans.at);
    if (spans.count)
        memcpy(block->sentences, spans.at, spans.count * sizeof *spans.at);
    array_free(&spans);
}

void sentence_cut(struct text *text) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *icu = ubrk_open(UBRK_SENTENCE, text->language, NULL, 0, &status);
    if (U_FAILURE(status))
        icu = NULL; /* one sentence a block */
    for (size_t i = 0; i < text->count; i++)
        cut_block(text->language, icu, &text->arena, &text->blocks[i]);
    if (icu)
        ubrk_close(icu);
}

static void cut(void *text) { sentence_cut(text); }

void sentence_cut_sides(struct text sides[2]) {
    enum { MANY = 1024 };
    abreast(sides[0].count + sides[1].count >= MANY, cut, &sides[0], &sides[1]);
}
