#include "autop.h"
#include "language_data.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Elements that stand between paragraphs; those that hold running text themselves; those left as they are. */
static const char BLOCKS[] = " address article aside blockquote caption center col colgroup dd details dir div dl dt "
                             "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li map "
                             "menu nav ol p pre script section style summary table tbody td textarea tfoot th thead tr ul ";
static const char HOLDERS[] = " address caption dd dt figcaption h1 h2 h3 h4 h5 h6 legend li p summary td th ";
static const char AS_THEY_ARE[] = " pre script style textarea ";

/* ---- shortcodes */

struct shortcode {
    size_t length, name_length; /* of all of it, brackets, too; 0: none */
    const char *name;
    bool closes, attributes;
};

static struct shortcode shortcode_at(const char *text, size_t length) {
    static const char KNOWN[] = " audio caption code embed gallery playlist video wp_caption youtube vimeo more ";
    struct shortcode code = {.closes = length > 1 && text[1] == '/'};
    size_t at = 1 + code.closes;
    code.name = text + at;
    while (at < length && (islower((unsigned char)text[at]) || text[at] == '_' || (at > 1 && (text[at] == '-' || isdigit((unsigned char)text[at])))))
        at++;
    code.name_length = (size_t)(text + at - code.name);
    const char *end = memchr(text + at, ']', length - at);
    const char *equals = end ? memchr(text + at, '=', (size_t)(end - text) - at) : NULL;
    code.attributes = equals != NULL;
    bool known = language_list_has(KNOWN, code.name, code.name_length);
    if (code.name_length > 2 && end && end - text < 1024 && (known || (code.attributes && text[at] == ' ')))
        code.length = (size_t)(end - text) + 1;
    return code;
}

static bool is_caption(const struct shortcode *code) {
    return language_list_has(" caption wp_caption ", code->name, code->name_length);
}

/* The names of closed shortcodes, whose closing tags go with them. */
static void add_name(struct buffer *names, const struct shortcode *code) {
    buffer_print(names, " %.*s ", (int)code->name_length, code->name);
}

/* [caption …]<img/> words[/caption]: the image, then the words. */
static const char *add_caption(struct buffer *out, const char *at, const char *end) {
    const char *close = memmem(at, (size_t)(end - at), "[/", 2), *image = at;
    if (!close)
        close = end;
    for (const char *tag = at; (tag = memchr(tag, '>', (size_t)(close - tag))); image = ++tag)
        continue;
    buffer_add_string(out, "<figure>");
    buffer_add(out, at, (size_t)(image - at));
    buffer_add_string(out, "<figcaption>");
    buffer_add(out, image, (size_t)(close - image));
    buffer_add_string(out, "</figcaption></figure>");
    const char *bracket = memchr(close, ']', (size_t)(end - close));
    return bracket ? bracket + 1 : end;
}

static void replace_shortcodes(struct buffer *out, const char *text, size_t length) {
    const char *end = text + length, *bracket;
    struct buffer names = {0};
    for (const char *at = text; at < end;) {
        bracket = memchr(at, '[', (size_t)(end - at));
        if (!bracket)
            bracket = end;
        buffer_add(out, at, (size_t)(bracket - at));
        at = bracket;
        if (at == end)
            break;
        struct shortcode code = shortcode_at(at, (size_t)(end - at));
        bool closing = code.closes && code.name_length && at[2 + code.name_length] == ']' &&
                       language_list_has(buffer_text(&names), code.name, code.name_length);
        if (closing)
            at += code.name_length + 3;
        else if (!code.length || code.closes)
            buffer_add(out, at++, 1);
        else if (is_caption(&code))
            at = add_caption(out, at + code.length, end);
        else {
            add_name(&names, &code);
            at += code.length;
        }
    }
    buffer_free(&names);
}

/* ---- paragraphs */

struct writer {
    struct buffer *out;
    struct buffer line; /* running text not yet written */
    char holder[16];    /* the innermost open element that holds running text, or "" */
};

static void add_lines(struct buffer *out, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\n')
            buffer_add_string(out, "<br/>\n");
        else
            buffer_add(out, text + i, 1);
}

static void trim(const char **text, size_t *length) {
    while (*length && isspace((unsigned char)**text))
        ++*text, --*length;
    while (*length && isspace((unsigned char)(*text)[*length - 1]))
        --*length;
}

/* The next empty line in [at, end), or the end. */
static const char *paragraph_end(const char *at, const char *end, const char **next) {
    for (const char *p = at; (p = memchr(p, '\n', (size_t)(end - p))); p++) {
        const char *q = p + 1;
        while (q < end && (*q == ' ' || *q == '\t'))
            q++;
        if (q < end && *q == '\n') {
            *next = q + 1;
            return p;
        }
    }
    *next = end;
    return end;
}

/* Writes the running text: in an element that holds such, as it is, else each of its paragraphs as one. */
static void flush(struct writer *writer) {
    const char *at = buffer_text(&writer->line), *end = at + writer->line.length, *next;
    bool wraps = !*writer->holder || (strcmp(writer->holder, "p") && paragraph_end(at, end, &next) < end);
    for (; at < end; at = next) {
        const char *text = at;
        size_t length = (size_t)(paragraph_end(at, end, &next) - at);
        trim(&text, &length);
        if (!length)
            continue;
        buffer_add_string(writer->out, wraps ? "<p>" : "");
        add_lines(writer->out, text, length);
        buffer_add_string(writer->out, wraps ? "</p>\n" : "");
    }
    writer->line.length = 0;
}

/* The name in a tag at `at`, lower case; "" where there is no block's tag. */
static void block_at(const char *at, const char *end, char name[16]) {
    size_t length = 0;
    const char *from = at + 1 + (at + 1 < end && at[1] == '/');
    while (from + length < end && length < 15 && isalnum((unsigned char)from[length])) {
        name[length] = (char)tolower((unsigned char)from[length]);
        length++;
    }
    name[length] = 0;
    if (!language_list_has(BLOCKS, name, length))
        *name = 0;
}

/* What is left as it is, to its closing tag. */
static const char *copy_whole(struct buffer *out, const char *at, const char *end, const char *name) {
    const char *close = at;
    size_t length = strlen(name);
    while (close < end && !(close[0] == '<' && close[1] == '/' && !strncasecmp(close + 2, name, length)))
        close++;
    buffer_add(out, at, (size_t)(close - at));
    return close;
}

static const char *add_tag(struct writer *writer, const char *at, const char *end, const char *name) {
    const char *close = memchr(at, '>', (size_t)(end - at));
    size_t length = close ? (size_t)(close + 1 - at) : (size_t)(end - at);
    flush(writer);
    buffer_add(writer->out, at, length);
    bool opens = at[1] != '/', holds = language_list_has(HOLDERS, name, strlen(name));
    strcpy(writer->holder, opens && holds ? name : "");
    return opens && language_list_has(AS_THEY_ARE, name, strlen(name))
               ? copy_whole(writer->out, at + length, end, name)
               : at + length;
}

static void add_paragraphs(struct buffer *out, const char *text, size_t length) {
    struct writer writer = {.out = out};
    const char *end = text + length;
    for (const char *at = text; at < end;) {
        char name[16] = "";
        if (*at == '<')
            block_at(at, end, name);
        if (*name)
            at = add_tag(&writer, at, end, name);
        else {
            if (*at != '\r')
                buffer_add(&writer.line, at, 1);
            at++;
        }
    }
    flush(&writer);
    buffer_free(&writer.line);
}

void autop_add(struct buffer *out, const char *text, size_t length) {
    struct buffer plain = {0};
    replace_shortcodes(&plain, text, length);
    if (memmem(text, length, "<!-- wp:", 8))
        buffer_add(out, buffer_text(&plain), plain.length);
    else
        add_paragraphs(out, buffer_text(&plain), plain.length);
    buffer_free(&plain);
}
