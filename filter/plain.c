#include "plain.h"
#include "buffer.h"
#include "range.h"
#include "utf8.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>

enum { LEAST_LETTERS = 80 };
static const double MOST_SYMBOLS = .03, LEAST_SHARE = .85; /* of letters; letters of what is no space */

/* Highlighted code has elements of its own; mail has links and emphasis. */
static bool is_marked_up(xmlNode *pre) {
    for (xmlNode *n = pre->children; n; n = xml_next(n, pre, true))
        if (n->type == XML_ELEMENT_NODE && !xml_is_any(n, " a b i em strong br u tt "))
            return true;
    return false;
}

static bool is_prose(xmlNode *pre, const struct buffer *text) {
    size_t letters = 0, symbols = 0, others = 0, sentences = 0;
    for (size_t at = 0; at < text->length;) {
        uint32_t code = utf8_next(text->data, text->length, &at);
        letters += utf8_is_letter(code);
        symbols += code < 128 && code && strchr("{}[]<>;_|\\#$^*~`+@", (int)code);
        others += !utf8_is_letter(code) && !utf8_is_space(code);
        sentences += code < 128 && code && strchr(".!?", (int)code) && at < text->length && utf8_is_space((unsigned char)text->data[at]);
    }
    return letters >= LEAST_LETTERS && sentences >= 2 && (double)symbols <= MOST_SYMBOLS * (double)letters &&
           (double)letters >= LEAST_SHARE * (double)(letters + others) && !is_marked_up(pre);
}

/* The next empty line at or after `at`, and where the text goes on after it; the length if there is none. */
static size_t empty_line(const struct buffer *text, size_t at, size_t *next) {
    for (; at < text->length; at++) {
        size_t end = at + (text->data[at] == '\n');
        size_t blank = end > at ? strspn(text->data + end, " \t\r") : 0;
        if (end > at && text->data[end + blank] == '\n') {
            *next = end + blank + strspn(text->data + end + blank, " \t\r\n");
            return at;
        }
    }
    *next = text->length;
    return text->length;
}

static void unwrap(xmlNode *pre, const struct buffer *text) {
    for (size_t at = 0, next; at < text->length; at = next) {
        size_t end = empty_line(text, at, &next);
        if (end == at)
            continue;
        xmlNode *paragraph = range_clone(pre, pre->doc, at, end, text->length);
        xmlNodeSetName(paragraph, xml("p"));
        xmlAddPrevSibling(pre, paragraph);
    }
    xml_drop(pre);
}

void plain_unwrap(xmlNode *root) {
    for (xmlNode *n = root, *next; n; n = next) {
        struct buffer text = {0};
        bool pre = n != root && xml_is(n, "pre");
        next = xml_next(n, root, !pre);
        if (pre)
            xml_add_text(&text, n);
        if (pre && text.length && is_prose(n, &text))
            unwrap(n, &text);
        buffer_free(&text);
    }
}
