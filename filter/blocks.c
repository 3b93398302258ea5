#include "blocks.h"
#include "utf8.h"
#include "xml.h"
#include <string.h>

static const char BLOCKS[] =
    " address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul menu hgroup html ";
static const char LEAVES[] = " p h1 h2 h3 h4 h5 h6 pre dt figcaption caption summary ";

static bool has_block(const xmlNode *node) { return node->_private != NULL; }

static void note_blocks(xmlNode *root) {
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        n->_private = NULL;
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (n != root && xml_is_any(n, BLOCKS))
            for (xmlNode *up = n->parent; !has_block(up); up = up->parent) {
                up->_private = up;
                if (up == root)
                    break;
            }
}

static bool is_inline(const xmlNode *node) {
    return !has_block(node) && !xml_is_any(node, BLOCKS);
}

/* Is `node` the first of two <br> with nothing but white space between? */
static bool starts_gap(const xmlNode *node) {
    if (!xml_is(node, "br"))
        return false;
    for (node = node->next; node && xml_is_blank(node); node = node->next)
        continue;
    return node && xml_is(node, "br");
}

static bool has_gap(const xmlNode *node) {
    for (const xmlNode *child = node->children; child; child = child->next)
        if (starts_gap(child))
            return true;
    return false;
}

static xmlNode *wrap(xmlNode *first) {
    xmlNode *p = xmlNewDocNode(first->doc, first->parent->ns, xml("p"), NULL);
    xmlAddPrevSibling(first, p);
    return p;
}

static void wrap_runs(xmlNode *container) {
    xmlNode *p = NULL;
    for (xmlNode *n = container->children, *next; n; n = next) {
        next = n->next;
        if (!is_inline(n)) {
            p = NULL;
            continue;
        }
        if (starts_gap(n)) {
            for (; n && (xml_is(n, "br") || xml_is_blank(n)); n = next) {
                next = n->next;
                if (xml_is(n, "br"))
                    xml_drop(n);
            }
            next = n;
            p = NULL;
            continue;
        }
        if (!p && (xml_is_blank(n) || xml_is(n, "br")))
            continue;
        if (!p)
            p = wrap(n);
        xmlUnlinkNode(n);
        xmlAddChild(p, n);
    }
}

static bool is_loose(const xmlNode *node) {
    return node->type == XML_ELEMENT_NODE &&
           (has_block(node) || (xml_is_any(node, BLOCKS) && !xml_is_any(node, LEAVES)));
}

static enum role role_of(const xmlNode *block, const xmlNode *root) {
    for (const xmlNode *n = block; n; n = n == root ? NULL : n->parent) {
        if (xml_is_any(n, " h1 h2 h3 h4 h5 h6 "))
            return ROLE_HEADING;
        if (xml_is_any(n, " li dd dt "))
            return ROLE_ITEM;
        if (xml_is_any(n, " td th "))
            return ROLE_CELL;
        if (xml_is(n, "pre"))
            return ROLE_CODE;
        if (xml_is_any(n, " figure figcaption caption "))
            return ROLE_FIGURE;
        if (xml_is(n, "blockquote"))
            return ROLE_QUOTE;
    }
    return ROLE_PARAGRAPH;
}

static bool says_something(xmlNode *node) {
    for (const xmlNode *n = node; n; n = xml_next(n, node, true))
        if ((n->type == XML_TEXT_NODE && !xml_is_blank(n)) || xml_is(n, "img"))
            return true;
    return false;
}

/* A figure that was never closed has swallowed the text after it: it holds headings, or many paragraphs. */
static bool is_swollen(xmlNode *figure) {
    enum { MOST = 3 };
    size_t paragraphs = 0;
    for (const xmlNode *n = figure; n; n = xml_next(n, figure, true)) {
        if (xml_is_any(n, " h1 h2 h3 h4 h5 h6 "))
            return true;
        paragraphs += xml_is(n, "p");
    }
    return paragraphs > MOST;
}

void blocks_mark(xmlNode *root) {
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (xml_is_any(n, " figure figcaption ") && is_swollen(n))
            xmlNodeSetName(n, xml("div"));
    note_blocks(root);
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        if (xml_is(n, "p") && has_gap(n))
            xmlNodeSetName(n, xml("div"));
        if (is_loose(n))
            wrap_runs(n);
    }
    if (!xmlSearchNsByHref(root->doc, root, xml(BITEXT)))
        xmlNewNs(root, xml(BITEXT), xml("e"));
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (!has_block(n) && xml_is_any(n, LEAVES) && says_something(n))
            blocks_set_role(n, role_of(n, root));
}

static bool is_block(const xmlNode *node) {
    if (node->type == XML_ELEMENT_NODE)
        for (const xmlAttr *a = node->properties; a; a = a->next)
            if (a->ns && !strcmp((const char *)a->name, "role") &&
                !strcmp((const char *)a->ns->href, BITEXT))
                return true;
    return false;
}

xmlNode *blocks_next(xmlNode *node, xmlNode *root) {
    xmlNode *n = node ? xml_next(node, root, false) : root;
    while (n && !is_block(n))
        n = xml_next(n, root, true);
    return n;
}

enum role blocks_role(const xmlNode *block) {
    xmlChar *name = xmlGetNsProp(block, xml("role"), xml(BITEXT));
    enum role role = ROLE_PARAGRAPH;
    for (enum role r = ROLE_PARAGRAPH; r <= ROLE_NAMES; r++)
        if (name && !strcmp((const char *)name, role_name(r)))
            role = r;
    xmlFree(name);
    return role;
}

void blocks_set_role(xmlNode *block, enum role role) {
    xmlSetNsProp(block, xmlSearchNsByHref(block->doc, block, xml(BITEXT)), xml("role"), xml(role_name(role)));
}

void blocks_text(struct buffer *out, xmlNode *block) {
    size_t start = out->length;
    xml_add_text(out, block);
    for (size_t i = start; i < out->length; i++)
        if (out->data[i] >= '\t' && out->data[i] <= '\r')
            out->data[i] = ' ';
}

void blocks_unmark(xmlNode *element) {
    for (xmlAttr *a = element->properties, *next; a; a = next) {
        next = a->next;
        if (a->ns && !strcmp((const char *)a->ns->href, BITEXT))
            xmlRemoveProp(a);
    }
}
