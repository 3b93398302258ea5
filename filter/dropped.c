#include "dropped.h"
#include "utf8.h"
#include "xml.h"
#include <string.h>

char *folded_text(xmlNode *node) {
    struct buffer text = {0}, folded = {0};
    xml_add_text(&text, node);
    utf8_fold_spaces(&folded, buffer_text(&text), text.length);
    buffer_free(&text);
    return folded.data;
}

void note_dropped(struct post *post, const char *rule, char *text) {
    if (*text)
        array_push(&post->dropped, ((struct dropped){memory_string(rule), text}));
    else
        memory_free(text);
}

bool is_to_stay(struct post *post, const char *text) {
    if (!corrections_keep(post->corrections, text))
        return false;
    for (size_t i = 0; i < post->kept.count; i++)
        if (!strcmp(post->kept.at[i], text))
            return true;
    array_push(&post->kept, memory_string(text));
    return true;
}

static const xmlChar KEPT[] = "kept";

static bool is_marked(const xmlNode *node) { return xmlHasNsProp(node, KEPT, xml(BITEXT)) != NULL; }

static void mark(xmlNode *node) {
    xmlNs *ns = xmlSearchNsByHref(node->doc, node, xml(BITEXT));
    if (!ns)
        ns = xmlNewNs(xmlDocGetRootElement(node->doc), xml(BITEXT), xml("e"));
    xmlSetNsProp(node, ns, KEPT, xml("true"));
}

/* Is the node, or what it is in, to stay? */
static bool is_in_kept(struct post *post, xmlNode *node, const char *text) {
    if (!post->corrections)
        return false;
    for (const xmlNode *n = node; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (is_marked(n))
            return true;
    if (!is_to_stay(post, text))
        return false;
    mark(node);
    return true;
}

void drop(struct post *post, xmlNode *node, const char *rule) {
    char *text = folded_text(node);
    if (is_in_kept(post, node, text)) {
        memory_free(text);
        return;
    }
    note_dropped(post, rule, text);
    xml_drop(node);
}

bool keep_outside(struct post *post, xmlNode *outside, bool before) {
    char *text = post->corrections && outside->type == XML_ELEMENT_NODE ? folded_text(outside) : NULL;
    if (text && *text && is_to_stay(post, text))
        mark(outside);
    memory_free(text);
    xmlNode *first = post->article->children;
    bool whole = text && is_marked(outside);
    for (xmlNode *n = text ? outside : NULL, *next; n; n = next) {
        bool kept = n->type == XML_ELEMENT_NODE && is_marked(n);
        next = xml_next(n, outside, !kept);
        if (!kept)
            continue;
        xmlUnlinkNode(n);
        if (before && first)
            xmlAddPrevSibling(first, n);
        else
            xmlAddChild(post->article, n);
    }
    return whole;
}
