#include "xml.h"
#include "functions.h"
#include "language_data.h"
#include "memory.h"
#include "message.h"
#include "utf8.h"
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxml/xmlIO.h>
#include <libxml/xpathInternals.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_STEPS = 100000000 }; /* of an XPath: some seconds */

static void say_nothing(void *context, const char *format, ...) {
    (void)context, (void)format;
}

/* Files as libxml2 reads them, but for its own way, which takes "no memory" for "no such file": so that a stylesheet might
 * be applied without what it includes. */
static int is_file(const char *name) { return !strstr(name, "://") || !strncmp(name, "file:///", 8); }

static void *open_file(const char *name) {
    const char *path = strncmp(name, "file://", 7) ? name : name + 7;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    char *plain = file < 0 && strchr(path, '%') ? xmlURIUnescapeString(path, 0, NULL) : NULL;
    if (plain)
        file = open(plain, O_RDONLY | O_CLOEXEC);
    xmlFree(plain);
    return file < 0 ? NULL : (void *)(intptr_t)(file + 1);
}

static int read_file(void *file, char *bytes, int room) { return (int)read((int)(intptr_t)file - 1, bytes, (size_t)room); }
static int close_file(void *file) { return close((int)(intptr_t)file - 1); }

void xml_silence(void) { xmlSetGenericErrorFunc(NULL, say_nothing); }

void xml_thread(void) {
    enum { STATE = 1 << 12 }; /* more than a thread's state takes; without it libxml2 goes on, and crashes */
    memory_free(memory_alloc(STATE));
    xml_silence();
}

void xml_setup(void) {
    xmlInitParser(); /* before there are threads */
    xml_silence();
    xmlRegisterInputCallbacks(is_file, open_file, read_file, close_file);
}

bool xml_is(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && !strcmp(xml_name(node), name) && node->ns &&
           !strcmp((const char *)node->ns->href, XHTML);
}

bool xml_is_any(const xmlNode *node, const char *names) {
    return node->type == XML_ELEMENT_NODE && node->ns &&
           language_list_has(names, xml_name(node), strlen(xml_name(node))) &&
           !strcmp((const char *)node->ns->href, XHTML);
}

const char *xml_attribute(const xmlNode *node, const char *name) {
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (!a->ns && !strcmp((const char *)a->name, name))
            return !a->children                             ? ""
                   : a->children->type == XML_TEXT_NODE && !a->children->next
                       ? (const char *)a->children->content
                       : NULL;
    return NULL;
}

xmlNode *xml_next(const xmlNode *node, const xmlNode *root, bool deeper) {
    if (deeper && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

bool xml_is_blank(const xmlNode *node) {
    if (node->type != XML_TEXT_NODE)
        return node->type != XML_ELEMENT_NODE;
    const char *text = (const char *)node->content;
    for (size_t at = 0, length = strlen(text); at < length;)
        if (!utf8_is_space(utf8_next(text, length, &at)))
            return false;
    return true;
}

void xml_add_text(struct buffer *out, xmlNode *node) {
    for (const xmlNode *n = node; n; n = xml_next(n, node, true))
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            buffer_add_string(out, (const char *)n->content);
}

void xml_drop(xmlNode *node) {
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

void xml_move_children(xmlNode *from, xmlNode *to, xmlNode *before) {
    while (from->children) {
        xmlNode *child = from->children;
        xmlUnlinkNode(child);
        if (before)
            xmlAddPrevSibling(before, child);
        else
            xmlAddChild(to, child);
    }
}

bool xml_holds(const xmlNode *outer, const xmlNode *inner) {
    while (inner && inner != outer)
        inner = inner->parent;
    return inner != NULL;
}

xmlNode *xml_child(xmlNode *parent, xmlNs *ns, const char *name) {
    xmlNode *child = xmlNewDocNode(parent->doc, ns, xml(name), NULL);
    return xmlAddChild(parent, child);
}

void xml_set(xmlNode *node, const char *name, const char *value) {
    if (!strcmp(name, "xml:lang"))
        xmlNodeSetLang(node, xml(value));
    else
        xmlSetProp(node, xml(name), xml(value));
}

xmlXPathContext *xml_xpath(xmlNode *node) {
    xmlXPathContext *context = xmlXPathNewContext(node->doc);
    xmlXPathRegisterNs(context, xml("h"), xml(XHTML));
    xmlXPathRegisterNs(context, xml("e"), xml(BITEXT));
    functions_register(context);
    context->opLimit = MOST_STEPS;
    context->node = node;
    return context;
}

xmlXPathObject *xml_select_from(xmlNode *from, const char *expression) {
    xmlXPathContext *context = xml_xpath(from);
    xmlXPathObject *found = xml_select(context, expression);
    xmlXPathFreeContext(context);
    return found;
}

xmlXPathObject *xml_select(xmlXPathContext *context, const char *expression) {
    xmlXPathCompExpr *compiled = xmlXPathCompile(xml(expression));
    xmlXPathObject *found = compiled ? xml_select_compiled(context, compiled) : NULL;
    xmlXPathFreeCompExpr(compiled);
    return found;
}

xmlXPathObject *xml_select_compiled(xmlXPathContext *context, xmlXPathCompExpr *expression) {
    xmlNode *from = context->node;
    context->opCount = 0;
    xmlResetError(&context->lastError);
    xmlXPathObject *found = xmlXPathCompiledEval(expression, context);
    context->node = from; /* one that failed may have left it elsewhere */
    if (!found && context->lastError.code == XML_XPATH_EXPRESSION_OK + (int)XPATH_OP_LIMIT_EXCEEDED)
        message_note("an XPath takes too long on this page and is passed over");
    if (found && found->type != XPATH_NODESET) {
        xmlXPathFreeObject(found);
        found = NULL;
    }
    return found;
}

xmlNode *xml_selected_element(const xmlXPathObject *found, size_t i) {
    xmlNode *node = found->nodesetval->nodeTab[i];
    node = node->type == XML_ATTRIBUTE_NODE ? node->parent : node;
    return node->type == XML_ELEMENT_NODE ? node : NULL;
}

size_t xml_selected(const xmlXPathObject *found) {
    return found && found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
}
