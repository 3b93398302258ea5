#include "range.h"
#include "memory.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>

static void keep_bytes(xmlNode *text, size_t from, size_t to) {
    char *kept = memory_copy((const char *)text->content + from, to - from);
    xmlNodeSetContentLen(text, xml(""), 0);
    xmlNodeAddContent(text, xml(kept));
    free(kept);
}

xmlNode *range_clone(xmlNode *node, xmlDoc *doc, size_t from, size_t to, size_t length) {
    xmlNode *copy = xmlDocCopyNode(node, doc, 1), *next;
    size_t at = 0;
    for (xmlNode *n = copy; n; n = next) {
        next = xml_next(n, copy, true);
        if (n->type == XML_TEXT_NODE) {
            size_t bytes = strlen((const char *)n->content), end = at + bytes;
            size_t a = at < from ? from - at : 0, z = end > to ? bytes - (end - to) : bytes;
            if (end <= from || at >= to)
                xml_drop(n);
            else if (a || z < bytes)
                keep_bytes(n, a, z);
            at = end;
        } else if (n != copy && !n->children) {
            if (!(from <= at && (at < to || (at == to && to == length))))
                xml_drop(n);
        }
    }
    for (xmlNode *n = copy; n; n = next) { /* what lost all it held */
        next = xml_next(n, copy, true);
        while (n != copy && n->type == XML_ELEMENT_NODE && !n->children &&
               !xml_is_any(n, " br img hr wbr video audio source ")) {
            xmlNode *parent = n->parent;
            xml_drop(n);
            n = parent;
        }
    }
    return copy;
}
