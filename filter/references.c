#include "references.h"
#include "utf8.h"
#include "xml.h"
#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum where { IN_XML, IN_TEXT, IN_TAG };

/* What windows-1252 has where Unicode has controls; 0, where it has nothing. */
static const uint16_t WINDOWS[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                     0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                     0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static uint32_t meant(uint32_t code) {
    if (code >= 0x80 && code < 0xA0 && WINDOWS[code - 0x80])
        return WINDOWS[code - 0x80];
    return !code || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0xFFFD : code;
}

static void put(struct buffer *out, uint32_t code) {
    if (code < 0x80 && strchr("&<>\"'", (int)code))
        buffer_print(out, "&#%u;", (unsigned)code);
    else
        utf8_put(out, code);
}

/* Of "&#": its bytes, of which it wrote what they mean; 0 where they are to stay. */
static size_t resolve_number(struct buffer *out, const char *at, enum where where) {
    bool hex = at[2] == 'x' || at[2] == 'X';
    size_t n = hex ? 3 : 2, start = n;
    uint32_t code = 0;
    for (; hex ? isxdigit((unsigned char)at[n]) : isdigit((unsigned char)at[n]); n++) {
        uint32_t digit = isdigit((unsigned char)at[n]) ? (uint32_t)(at[n] - '0') : (uint32_t)((at[n] | 32) - 'a' + 10);
        code = code > 0x10FFFF ? code : code * (hex ? 16 : 10) + digit;
    }
    if (n == start && where != IN_XML) { /* no number */
        buffer_add_string(out, "&amp;");
        return 1;
    }
    bool control = code && code < ' ' && !strchr("\t\n\r", (int)code);
    if (n == start || control || (at[n] != ';' && where == IN_XML))
        return 0;
    put(out, meant(code));
    return n + (at[n] == ';');
}

static const htmlEntityDesc *find_name(const char *at, size_t length) {
    char name[32];
    if (length >= sizeof name)
        return NULL;
    memcpy(name, at, length);
    name[length] = 0;
    return htmlEntityLookup(xml(name));
}

/* Of "&" and a name, as above.  Old names, those of Latin-1, may lack their semicolon; in text, the rest of the word may
 * follow. */
static size_t resolve_name(struct buffer *out, const char *at, enum where where) {
    enum { LAST_OLD = 0xFF };
    size_t length = 0;
    while (isalnum((unsigned char)at[1 + length]))
        length++;
    const htmlEntityDesc *entity = at[1 + length] == ';' ? find_name(at + 1, length) : NULL;
    size_t taken = length + 2;
    for (size_t n = length; !entity && where != IN_XML && n > 1; n--) {
        entity = find_name(at + 1, n);
        entity = entity && entity->value <= LAST_OLD ? entity : NULL;
        taken = n + 1;
        if (where == IN_TAG)
            break;
    }
    if (!entity || (where == IN_TAG && at[taken - 1] != ';' && at[taken] == '='))
        return 0;
    put(out, entity->value);
    return taken;
}

/* Writes what the "&" at `at` and what follows mean; returns how much of it that was. */
static size_t resolve(struct buffer *out, const char *at, enum where where) {
    size_t taken = at[1] == '#' ? resolve_number(out, at, where) : resolve_name(out, at, where);
    if (!taken)
        buffer_add(out, "&", 1);
    return taken ? taken : 1;
}

static void take(struct buffer *bytes, struct buffer *out) {
    buffer_free(bytes);
    *bytes = *out;
}

void references_resolve_xml(struct buffer *bytes) {
    struct buffer out = {0};
    const char *at = buffer_text(bytes);
    for (const char *and; (and = strchr(at, '&'));) {
        buffer_add(&out, at, (size_t)(and - at));
        at = and + resolve(&out, and, IN_XML);
    }
    buffer_add_string(&out, at);
    take(bytes, &out);
}

/* A comment from `at`, "<!--", to its end; returns that. */
static const char *copy_comment(struct buffer *out, const char *at) {
    const char *text = at + 4, *end = strstr(text, "--"), *close;
    if (*text == '>' || !strncmp(text, "->", 2)) {
        buffer_add_string(out, "<!-- -->");
        return strchr(text, '>') + 1;
    }
    while (end && end[2] != '>' && strncmp(end + 2, "!>", 2))
        end = strstr(end + 1, "--");
    if (!end) {
        buffer_add_string(out, at);
        return at + strlen(at);
    }
    close = end + (end[2] == '>' ? 3 : 4);
    buffer_add(out, at, (size_t)(end - at));
    buffer_add_string(out, "-->");
    return close;
}

/* Elements in which nothing is markup, up to their end tag: what becomes of that text. */
static const struct raw {
    const char *name;
    enum { AS_IT_IS, ESCAPED, RESOLVED, GONE } text;
} raws[] = {{"script", AS_IT_IS}, {"style", AS_IT_IS},  {"xmp", ESCAPED},  {"title", RESOLVED},
            {"textarea", RESOLVED}, {"iframe", GONE}, {"noembed", GONE}, {"noframes", GONE}};

static const struct raw *raw_of(const char *tag) {
    for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
        size_t length = strlen(raws[i].name);
        if (!strncasecmp(tag, raws[i].name, length) && !isalnum((unsigned char)tag[length]))
            return &raws[i];
    }
    return NULL;
}

/* What stands from `at` to the end tag, which it returns; where there is none, nothing of it is raw. */
static const char *copy_raw(struct buffer *out, const char *at, const struct raw *raw) {
    const char *end = at;
    while ((end = strstr(end, "</")) && strncasecmp(end + 2, raw->name, strlen(raw->name)))
        end++;
    if (!end)
        return at;
    if (raw->text == AS_IT_IS)
        buffer_add(out, at, (size_t)(end - at));
    while (raw->text != AS_IT_IS && raw->text != GONE && at < end)
        if (*at == '<' || (*at == '&' && raw->text == ESCAPED))
            buffer_add_string(out, *at++ == '<' ? "&lt;" : "&amp;");
        else if (*at == '&')
            at += resolve(out, at, IN_TEXT);
        else
            buffer_add(out, at++, 1);
    return end;
}

/* A tag from `at`, with the references in its attributes; returns its end. */
static const char *copy_tag(struct buffer *out, const char *at) {
    char quote = 0;
    const char *from = at;
    for (at++; *at && (quote || *at != '>');) {
        if (quote ? *at == quote : (*at == '"' || *at == '\'') && at[-1] == '=')
            quote = quote ? 0 : *at;
        if (*at == '&') {
            buffer_add(out, from, (size_t)(at - from));
            from = at += resolve(out, at, IN_TAG);
        } else
            at++;
    }
    at += *at == '>';
    buffer_add(out, from, (size_t)(at - from));
    return at;
}

void references_resolve_html(struct buffer *bytes) {
    struct buffer out = {0};
    const char *at = buffer_text(bytes);
    for (const char *mark; (mark = strpbrk(at, "&<"));) {
        buffer_add(&out, at, (size_t)(mark - at));
        const struct raw *raw = NULL;
        if (*mark == '&')
            at = mark + resolve(&out, mark, IN_TEXT);
        else if (!strncmp(mark, "<!--", 4))
            at = copy_comment(&out, mark);
        else if (isalpha((unsigned char)mark[1]) || mark[1] == '/') {
            raw = raw_of(mark + 1);
            at = copy_tag(&out, mark);
        } else {
            buffer_add_string(&out, mark[1] == '!' || mark[1] == '?' ? "<" : "&lt;");
            at = mark + 1;
        }
        if (raw)
            at = copy_raw(&out, at, raw);
    }
    buffer_add_string(&out, at);
    take(bytes, &out);
}
