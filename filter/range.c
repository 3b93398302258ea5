#include "range.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>

/* What is being copied: bytes [from, to) of `length`; `at` is the byte that the walk has come to. */
struct walk {
    const xmlNode *root;
    xmlDoc *doc;
    size_t from, to, length, at;
};

static void copy_text(struct walk *walk, xmlNode *out, const xmlNode *text) {
    /* A text alone is not measured: a flat run is cut into many rows. */
    bool alone = text->parent == walk->root && !text->prev && !text->next;
    size_t bytes = alone ? walk->length : strlen((const char *)text->content), end = walk->at + bytes;
    size_t a = walk->at < walk->from ? walk->from - walk->at : 0, z = end > walk->to ? walk->to - walk->at : bytes;
    if (end > walk->from && walk->at < walk->to)
        xmlAddChild(out, xmlNewDocTextLen(walk->doc, text->content + a, (int)(z - a)));
    walk->at = end;
}

static xmlNode *copy_element(const struct walk *walk, xmlNode *out, const xmlNode *element) {
    xmlNode *copy = xmlAddChild(out, xmlNewDocNode(walk->doc, NULL, element->name, NULL));
    xmlNs *ns = element->ns ? xmlSearchNsByHref(walk->doc, copy, element->ns->href) : NULL;
    if (element->ns && !ns)
        ns = xmlNewNs(copy, element->ns->href, element->ns->prefix);
    xmlSetNs(copy, ns);
    copy->properties = xmlCopyPropList(copy, element->properties);
    return copy;
}

/* Leaves an element of the copy whose original held something; if it lost all of that it is dropped. */
static xmlNode *leave(xmlNode *out) {
    xmlNode *parent = out->parent;
    if (!out->children)
        xml_drop(out);
    return parent;
}

xmlNode *range_clone(xmlNode *node, xmlDoc *doc, size_t from, size_t to, size_t length) {
    struct walk walk = {node, doc, from, to, length, 0};
    xmlNode *copy = xmlDocCopyNode(node, doc, 2), *out = copy;
    for (const xmlNode *n = node->children; n;) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            copy_text(&walk, out, n);
        else if (n->type == XML_ELEMENT_NODE && n->children && walk.at <= to)
            out = copy_element(&walk, out, n);
        else if (n->type == XML_ELEMENT_NODE && from <= walk.at &&
                 (walk.at < to || (walk.at == to && to == length)))
            copy_element(&walk, out, n);
        if (walk.at > to)
            break; /* nothing of it is further on */
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n != node && !n->next) {
            n = n->parent;
            if (n != node)
                out = leave(out);
        }
        n = n == node ? NULL : n->next;
    }
    while (out != copy)
        out = leave(out);
    return copy;
}
