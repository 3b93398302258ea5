#include "utf8.h"
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

uint32_t utf8_next_wide(const char *text, size_t length, size_t *at) {
    UChar32 code;
    int32_t i = 0;
    const unsigned char *here = (const unsigned char *)text + *at;
    int32_t left = length - *at > 4 ? 4 : (int32_t)(length - *at);
    U8_NEXT(here, i, left, code);
    *at += (size_t)i;
    return code < 0 ? 0xFFFD : (uint32_t)code;
}

uint32_t utf8_before_wide(const char *text, size_t at, size_t *start) {
    size_t from = at - 1;
    while (from && at - from < 4 && ((unsigned char)text[from] & 0xC0) == 0x80)
        from--;
    *start = from;
    return utf8_next(text, at, &from);
}

void utf8_put(struct buffer *buffer, uint32_t code) {
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t n = 0;
    U8_APPEND_UNSAFE(bytes, n, code);
    buffer_add(buffer, (const char *)bytes, (size_t)n);
}

size_t utf8_count(const char *text, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

static size_t extent_of(uint32_t code) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript((UChar32)code, &status)) {
    case USCRIPT_HAN: return 3;
    case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: case USCRIPT_HANGUL: return 2;
    default: return 1;
    }
}

size_t utf8_extent(const char *text, size_t length) {
    size_t extent = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code = utf8_next(text, length, &at);
        extent += code < 0x1100 ? 1 : extent_of(code);
    }
    return extent;
}

uint32_t utf8_plain_wide_mark(uint32_t code) {
    enum { FULL_WIDTH = 0xFF00, ASCII = 0x20 };
    if (code > FULL_WIDTH && code <= FULL_WIDTH + '~' - ASCII)
        return code - FULL_WIDTH + ASCII;
    switch (code) {
    case 0x37E: case 0x61F: return '?';
    case 0x60C: case 0x3001: case 0xFF64: return ',';
    case 0x61B: return ';';
    case 0x6D4: case 0x964: case 0x3002: case 0xFF61: return '.';
    case 0x3008: case 0x300A: case 0x300C: case 0x300E: case 0xFF62: return 0xAB;
    case 0x3009: case 0x300B: case 0x300D: case 0x300F: case 0xFF63: return 0xBB;
    case 0x3010: case 0x3014: return '[';
    case 0x3011: case 0x3015: return ']';
    default: return code;
    }
}

bool utf8_is_wide_space(uint32_t c) { return u_isUWhiteSpace((UChar32)c); }
bool utf8_is_wide_letter(uint32_t c) { return u_isalpha((UChar32)c) || (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK); }
int utf8_wide_unspaced_script(uint32_t code) {
    enum { LONG_VOWEL = 0x30FC, NARROW_LONG_VOWEL = 0xFF70 }; /* no script's own */
    UErrorCode status = U_ZERO_ERROR;
    if (code == LONG_VOWEL || code == NARROW_LONG_VOWEL)
        return USCRIPT_KATAKANA;
    UScriptCode script = uscript_getScript((UChar32)code, &status);
    return uscript_breaksBetweenLetters(script) ? (int)script : 0;
}
bool utf8_is_hiragana(const char *text, size_t length) {
    for (size_t at = 0; at < length;)
        if (utf8_unspaced_script(utf8_next(text, length, &at)) != USCRIPT_HIRAGANA)
            return false;
    return true;
}
bool utf8_is_break(uint32_t c) {
    return utf8_is_space(c) && c != 0xA0 && c != 0x202F && c != 0x2007;
}
bool utf8_is_wide_digit(uint32_t c) { return u_isdigit((UChar32)c); }
bool utf8_is_wide_upper(uint32_t c) { return u_isupper((UChar32)c); }
bool utf8_is_wide_lower(uint32_t c) { return u_islower((UChar32)c); }

int utf8_width(uint32_t c) {
    if (c < 0x300)
        return c == 0xAD ? 0 : 1;
    if ((U_GET_GC_MASK((UChar32)c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0)
        return 0;
    int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

static void put_folded(struct buffer *out, UChar32 code) {
    static const struct {
        UChar32 code;
        const char *plain;
    } ligatures[] = {{0xE6, "ae"}, {0x153, "oe"}, {0xDF, "ss"}, {0xF8, "o"}, {0x142, "l"}};
    for (size_t i = 0; i < sizeof ligatures / sizeof *ligatures; i++)
        if (code == ligatures[i].code) {
            buffer_add_string(out, ligatures[i].plain);
            return;
        }
    if (utf8_is_unspaced((uint32_t)code)) { /* が is not か */
        utf8_put(out, (uint32_t)code);
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    UChar parts[8];
    int32_t n = U_SUCCESS(status) ? unorm2_getDecomposition(nfd, code, parts, 8, &status) : -1;
    if (n < 0 || U_FAILURE(status)) {
        if (!(U_GET_GC_MASK(code) & U_GC_M_MASK))
            utf8_put(out, (uint32_t)code);
        return;
    }
    for (int32_t i = 0; i < n;) {
        UChar32 part = parts[i++];
        if (part >= 0xD800 && part < 0xDC00 && i < n) /* a pair of surrogates */
            part = U16_GET_SUPPLEMENTARY(part, parts[i++]);
        if (!(U_GET_GC_MASK(part) & U_GC_M_MASK))
            utf8_put(out, (uint32_t)part);
    }
}

void utf8_lower(struct buffer *out, const char *text, size_t length, bool fold) {
    for (size_t at = 0;;) {
        char *start = buffer_room(out, length - at), *to = start;
        for (; at < length && (unsigned char)text[at] < 0x80; at++) /* most of the time */
            *to++ = (char)(text[at] >= 'A' && text[at] <= 'Z' ? text[at] | 32 : text[at]);
        *to = '\0';
        out->length += (size_t)(to - start);
        if (at == length)
            return;
        UChar32 code = u_tolower((UChar32)utf8_next(text, length, &at));
        if (fold && code >= 0x80)
            put_folded(out, code);
        else
            utf8_put(out, (uint32_t)code);
    }
}

void utf8_gist(struct buffer *out, const char *text, size_t length, bool (*keep)(uint32_t code)) {
    struct buffer lower = {0};
    utf8_lower(&lower, text, length, true);
    for (size_t at = 0, start = 0; at < lower.length; start = at)
        if (keep(utf8_next(lower.data, lower.length, &at)))
            buffer_add(out, lower.data + start, at - start);
    buffer_free(&lower);
}

void utf8_fold_spaces(struct buffer *out, const char *text, size_t length) {
    char *start = buffer_room(out, length), *to = start;
    bool space = false;
    for (size_t at = 0, from = 0; at < length; from = at) {
        if (utf8_is_space(utf8_next(text, length, &at))) {
            space = true;
            continue;
        }
        if (space && to > out->data)
            *to++ = ' ';
        space = false;
        while (from < at)
            *to++ = text[from++];
        while (at < length && utf8_is_ink(text[at]))
            *to++ = text[at++];
    }
    *to = '\0';
    out->length += (size_t)(to - start);
}
