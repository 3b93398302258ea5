#include "charset.h"
#include "memory.h"
#include "utf8.h"
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

struct charset {
    iconv_t strict, loose, back; /* loose: transliterating */
    struct unexpressed unexpressed;
};

/* Appends the text in the charset if it is there as a whole. */
static bool add_strictly(struct buffer *out, iconv_t strict, const char *text, size_t length) {
    char bytes[64], *to = bytes, *from = (char *)(uintptr_t)text;
    size_t left = length, room = sizeof bytes;
    if (iconv(strict, &from, &left, &to, &room) == (size_t)-1 || left)
        return iconv(strict, NULL, NULL, NULL, NULL), false;
    buffer_add(out, bytes, sizeof bytes - room);
    return true;
}

/* The character without its marks, as UTF-8; empty where it has none. */
static void add_bare(struct buffer *out, uint32_t code) {
    enum { LONGEST = 32 };
    UErrorCode status = U_ZERO_ERROR;
    UChar decomposed[LONGEST];
    char text[4 * LONGEST];
    int32_t bytes = 0, length = unorm2_getDecomposition(unorm2_getNFKDInstance(&status), (UChar32)code, decomposed, LONGEST, &status);
    if (length > 0)
        u_strToUTF8(text, sizeof text, &bytes, decomposed, length, &status);
    for (size_t at = 0; U_SUCCESS(status) && at < (size_t)bytes;) {
        uint32_t part = utf8_next(text, (size_t)bytes, &at);
        if (utf8_width(part))
            utf8_put(out, part);
    }
}

static void add_character(struct charset *charset, struct buffer *out, const char *text, size_t length) {
    struct buffer bare = {0};
    size_t at = 0, before = out->length;
    uint32_t code = utf8_next(text, length, &at);
    add_bare(&bare, code);
    bool alike = (bare.length && add_strictly(out, charset->strict, bare.data, bare.length)) ||
                 add_strictly(out, charset->loose, text, length);
    bool lost = !alike || (out->length == before + 1 && out->data[before] == '?');
    if (!alike && utf8_width(code))
        add_strictly(out, charset->strict, "?", 1);
    charset->unexpressed.alike += !lost && utf8_width(code);
    charset->unexpressed.lost += lost && utf8_width(code);
    buffer_free(&bare);
}

struct charset *charset_open(const char *name, struct error *error) {
    static const iconv_t NONE = (iconv_t)-1;
    struct charset *charset = memory_alloc(sizeof *charset);
    struct buffer transliterating = {0};
    buffer_print(&transliterating, "%s//TRANSLIT", name);
    charset->strict = iconv_open(name, "UTF-8");
    charset->loose = iconv_open(transliterating.data, "UTF-8");
    charset->back = iconv_open("UTF-8", name);
    buffer_free(&transliterating);
    if (charset->strict != NONE && charset->loose != NONE && charset->back != NONE)
        return charset;
    error_set(error, EX_USAGE, "", 0, "--output-charset '%s' is unknown; iconv --list has those there are", name);
    charset_close(charset);
    return NULL;
}

void charset_close(struct charset *charset) {
    if (!charset)
        return;
    const iconv_t all[] = {charset->strict, charset->loose, charset->back};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] != (iconv_t)-1)
            iconv_close(all[i]);
    memory_free(charset);
}

void charset_encode(struct charset *charset, struct buffer *bytes) {
    struct buffer out = {0};
    for (size_t at = 0, start = 0; at < bytes->length; start = at) {
        utf8_next(bytes->data, bytes->length, &at);
        if (!add_strictly(&out, charset->strict, bytes->data + start, at - start))
            add_character(charset, &out, bytes->data + start, at - start);
    }
    buffer_free(bytes);
    *bytes = out;
}

void charset_limit(struct charset *charset, struct buffer *bytes) {
    struct buffer out = {0};
    charset_encode(charset, bytes);
    char *from = bytes->data, some[4096];
    iconv(charset->back, NULL, NULL, NULL, NULL);
    for (size_t left = bytes->length, before = left + 1; left && left < before;) {
        char *to = some;
        size_t room = sizeof some;
        before = left;
        iconv(charset->back, &from, &left, &to, &room);
        buffer_add(&out, some, sizeof some - room);
    }
    buffer_free(bytes);
    *bytes = out;
}

struct unexpressed charset_unexpressed(const struct charset *charset) {
    return charset ? charset->unexpressed : (struct unexpressed){0, 0};
}
