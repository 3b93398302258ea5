#include "charset.h"
#include "utf8.h"
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <sysexits.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

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

static void add_character(struct buffer *out, iconv_t strict, iconv_t loose, const char *text, size_t length, struct unexpressed *unexpressed) {
    struct buffer bare = {0};
    size_t at = 0, before = out->length;
    uint32_t code = utf8_next(text, length, &at);
    add_bare(&bare, code);
    bool alike = (bare.length && add_strictly(out, strict, bare.data, bare.length)) || add_strictly(out, loose, text, length);
    bool lost = !alike || (out->length == before + 1 && out->data[before] == '?');
    if (!alike && utf8_width(code))
        add_strictly(out, strict, "?", 1);
    unexpressed->alike += !lost && utf8_width(code);
    unexpressed->lost += lost && utf8_width(code);
    buffer_free(&bare);
}

int charset_encode(struct buffer *bytes, const char *name, struct unexpressed *unexpressed, struct error *error) {
    struct buffer transliterating = {0}, out = {0};
    buffer_print(&transliterating, "%s//TRANSLIT", name);
    iconv_t strict = iconv_open(name, "UTF-8"), loose = iconv_open(transliterating.data, "UTF-8");
    buffer_free(&transliterating);
    if (strict == (iconv_t)-1 || loose == (iconv_t)-1)
        return error_set(error, EX_USAGE, "", 0, "--output-charset '%s' is unknown; iconv --list has those there are", name);
    for (size_t at = 0, start = 0; at < bytes->length; start = at) {
        utf8_next(bytes->data, bytes->length, &at);
        if (!add_strictly(&out, strict, bytes->data + start, at - start))
            add_character(&out, strict, loose, bytes->data + start, at - start, unexpressed);
    }
    iconv_close(strict);
    iconv_close(loose);
    buffer_free(bytes);
    *bytes = out;
    return 0;
}

int charset_limit(struct buffer *bytes, const char *name, struct unexpressed *unexpressed, struct error *error) {
    struct buffer out = {0};
    if (charset_encode(bytes, name, unexpressed, error))
        return error->status;
    iconv_t back = iconv_open("UTF-8", name);
    char *from = bytes->data, some[4096];
    for (size_t left = bytes->length, before = left + 1; left && left < before;) {
        char *to = some;
        size_t room = sizeof some;
        before = left;
        iconv(back, &from, &left, &to, &room);
        buffer_add(&out, some, sizeof some - room);
    }
    iconv_close(back);
    buffer_free(bytes);
    *bytes = out;
    return 0;
}
