#include "typography.h"
#include "buffer.h"
#include "language_data.h"
#include "utf8.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>

static const char NARROW[] = "\u202F";

static bool is_mark(const char *marks, const char *text, size_t length, size_t at) {
    size_t end = at;
    if (at >= length)
        return false;
    utf8_next(text, length, &end);
    return language_list_has(marks, text + at, end - at);
}

static bool is_mark_before(const char *marks, const char *text, size_t at) {
    size_t start = at;
    return utf8_before(text, at, &start) && language_list_has(marks, text + start, at - start);
}

static void set_spaces(xmlNode *node, const struct language_data *data) {
    const char *text = (const char *)node->content;
    size_t length = strlen(text), from = 0;
    struct buffer made = {0};
    for (const char *space = strchr(text, ' '); space; space = strchr(space + 1, ' ')) {
        size_t at = (size_t)(space - text);
        if (!is_mark(data->spaced_before, text, length, at + 1) && !is_mark_before(data->spaced_after, text, at))
            continue;
        buffer_add(&made, text + from, at - from);
        buffer_add_string(&made, NARROW);
        from = at + 1;
    }
    if (from) {
        buffer_add_string(&made, text + from);
        xmlFree(node->content);
        node->content = xmlStrdup(xml(made.data));
    }
    buffer_free(&made);
}

/* Is the text code, or in a language of its own? */
static bool is_apart(const xmlNode *text, const xmlNode *side) {
    for (const xmlNode *n = text->parent; n != side; n = n->parent)
        if (xml_is_any(n, " pre code kbd samp ") || xmlHasProp(n, xml("lang")))
            return true;
    return false;
}

void typography_apply(xmlDoc *bitext) {
    xmlNode *root = xmlDocGetRootElement(bitext);
    for (xmlNode *n = root, *next; n; n = next) {
        bool side = n->ns && !strcmp((const char *)n->ns->href, BITEXT) && !strcmp(xml_name(n), "side");
        xmlChar *language = side ? xmlNodeGetLang(n) : NULL;
        const struct language_data *data = language ? language_data((const char *)language) : NULL;
        for (xmlNode *text = data && data->spaced_before ? n : NULL; text; text = xml_next(text, n, true))
            if (text->type == XML_TEXT_NODE && !is_apart(text, n))
                set_spaces(text, data);
        xmlFree(language);
        next = xml_next(n, root, !side);
    }
}
