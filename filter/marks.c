#include "marks.h"
#include "xml.h"
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char MARK[] = "language-mark"; /* an element in place of a mark, until they are read */
static const char LEAVES[] = " p h1 h2 h3 h4 h5 h6 ";

/* The length of a mark at the start of the text, 0 if there is none; `tag` becomes its language, "" of a closer. */
static size_t mark_length(const char *text, char tag[3]) {
    char open = text[0], close = open == '[' ? ']' : '}';
    if ((open != '[' && open != '{') || text[1] != ':')
        return 0;
    bool named = islower((unsigned char)text[2]) && islower((unsigned char)text[3]);
    snprintf(tag, 3, "%.2s", named ? text + 2 : "");
    size_t length = named ? 5 : 3;
    return text[length - 1] == close ? length : 0;
}

static const char *next_mark(const char *text, char tag[3], size_t *length) {
    for (; (text = strpbrk(text, "[{")) != NULL; text++)
        if ((*length = mark_length(text, tag)) > 0)
            return text;
    return NULL;
}

static void put_mark(xmlNode *before, const char *tag) {
    xmlNode *mark = xmlNewDocNode(before->doc, NULL, xml(MARK), NULL);
    xml_set(mark, "lang", tag);
    xmlAddPrevSibling(before, mark);
}

static bool is_mark(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE && !strcmp(xml_name(node), MARK);
}

/* Cuts a text at its marks. */
static void split_text(xmlNode *text) {
    char tag[3];
    const char *at = (const char *)text->content, *mark;
    xmlNode *end = xmlNewDocNode(text->doc, NULL, xml(MARK), NULL); /* texts beside texts would be joined */
    xmlAddNextSibling(text, end);
    xmlUnlinkNode(text);
    for (size_t length; (mark = next_mark(at, tag, &length)) != NULL; at = mark + length) {
        if (mark > at)
            xmlAddPrevSibling(end, xmlNewDocTextLen(end->doc, xml(at), (int)(mark - at)));
        put_mark(end, tag);
    }
    if (*at)
        xmlAddPrevSibling(end, xmlNewDocText(end->doc, xml(at)));
    xmlFreeNode(text);
    xml_drop(end);
}

static bool put_marks(xmlNode *body) {
    bool any = false;
    for (xmlNode *n = body, *next; n; n = next) {
        char tag[3];
        size_t length;
        next = xml_next(n, body, true);
        if (n->type == XML_TEXT_NODE && next_mark((const char *)n->content, tag, &length)) {
            split_text(n);
            any = true;
        } else if (n->type == XML_COMMENT_NODE && n->content && n->content[0] == ':' &&
                   (!n->content[1] || (strlen((const char *)n->content) == 3 && islower(n->content[1])))) {
            put_mark(n, (const char *)n->content + 1);
            any = true;
        }
    }
    return any;
}

static bool holds_mark(xmlNode *node) {
    for (const xmlNode *n = node; n; n = xml_next(n, node, true))
        if (is_mark(n))
            return true;
    return false;
}

/* Where a text's first blank line begins that has text before and after it; NULL if there is none. */
static const char *blank_line(const char *content) {
    const char *line = content + strspn(content, " \t\r\n");
    while ((line = strchr(line, '\n')) != NULL) {
        size_t blank = strspn(line, " \t\r\n");
        if (memchr(line + 1, '\n', blank - 1) && line[blank])
            return line;
        line += blank;
    }
    return NULL;
}

/* Such posts are kept without paragraphs: a blank line inside a text ends one. */
static void break_at_blank_lines(xmlNode *text) {
    const char *line;
    while ((line = blank_line((const char *)text->content)) != NULL) {
        size_t kept = (size_t)(line - (const char *)text->content);
        xmlNode *rest = xmlNewDocText(text->doc, xml(line + strspn(line, " \t\r\n")));
        xmlNode *head = xmlNewDocTextLen(text->doc, text->content, (int)kept);
        xmlNode *first = xmlNewDocNode(text->doc, text->parent->ns, xml("br"), NULL);
        xmlReplaceNode(text, first);
        xmlFreeNode(text);
        xmlAddPrevSibling(first, head);
        xmlAddNextSibling(first, xmlNewDocNode(first->doc, first->ns, xml("br"), NULL));
        text = xmlAddNextSibling(first->next, rest);
    }
}

/* Puts the children between marks into elements of their languages; the language at the end is left in `tag`. */
static void group_children(xmlNode *parent, char tag[3]) {
    xmlNode *group = NULL;
    bool leaf = xml_is_any(parent, LEAVES);
    for (xmlNode *n = parent->children, *next; n; n = next) {
        next = n->next;
        if (is_mark(n)) {
            snprintf(tag, 3, "%s", xml_attribute(n, "lang"));
            group = NULL;
            xml_drop(n);
            continue;
        }
        if (!*tag || (!group && xml_is_blank(n)))
            continue;
        if (!group) {
            group = xmlNewDocNode(n->doc, parent->ns, xml(leaf ? xml_name(parent) : "div"), NULL);
            xml_set(group, "lang", tag);
            xmlAddPrevSibling(n, group);
        }
        xmlUnlinkNode(n);
        n = xmlAddChild(group, n);
        if (!leaf && n->type == XML_TEXT_NODE)
            break_at_blank_lines(n);
    }
    if (leaf) {
        xmlNodeSetName(parent, xml("div"));
        while (parent->properties)
            xmlRemoveProp(parent->properties);
    }
}

/* What follows a marked paragraph is in its language, too. */
static void spread(xmlNode *leaf, char tag[3]) {
    xmlNode *n = leaf->next;
    for (; n && !holds_mark(n); n = n->next)
        if (n->type == XML_ELEMENT_NODE && !xml_attribute(n, "lang"))
            xml_set(n, "lang", tag);
    if (!n)
        *tag = 0;
}

void marks_read(xmlNode *body) {
    char tag[3] = "";
    if (!put_marks(body))
        return;
    for (xmlNode *n = body; n; n = xml_next(n, body, true)) {
        bool marked = false;
        for (const xmlNode *c = n->type == XML_ELEMENT_NODE ? n->children : NULL; c; c = c->next)
            marked = marked || is_mark(c);
        if (!marked)
            continue;
        bool leaf = xml_is_any(n, LEAVES);
        group_children(n, tag);
        if (leaf && *tag)
            spread(n, tag);
        else if (!leaf)
            *tag = 0;
    }
}

void marks_keep_first(char *line) {
    char tag[3], ignored[3];
    size_t length, next_length;
    char *mark = line ? (char *)(size_t)next_mark(line, tag, &length) : NULL;
    if (!mark)
        return;
    const char *start = mark == line ? mark + length : line;
    const char *end = next_mark(start, ignored, &next_length);
    size_t kept = end ? (size_t)(end - start) : strlen(start);
    memmove(line, start, kept);
    line[kept] = 0;
}
