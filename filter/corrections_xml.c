#include "corrections_xml.h"
#include "utf8.h"
#include "xml.h"
#include <libxml/parser.h>
#include <string.h>
#include <sysexits.h>

static const char XLIFF[] = "urn:oasis:names:tc:xliff:document:2.0";

/* The text of all elements of that name in the node, a space between two, white space folded; the caller's to free. */
static char *text_of(xmlNode *node, const char *name, int which) {
    struct buffer text = {0}, folded = {0};
    int seen = 0;
    for (xmlNode *n = node; n; n = xml_next(n, node, true)) {
        if (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, name) || (which >= 0 && seen++ != which))
            continue;
        for (xmlNode *part = n->children; part; part = part->next) {
            xml_add_text(&text, part);
            if (part->type == XML_ELEMENT_NODE && which >= 0) /* blocks of a side */
                buffer_add_string(&text, " ");
        }
        buffer_add_string(&text, " ");
    }
    utf8_fold_spaces(&folded, buffer_text(&text), text.length);
    buffer_free(&text);
    return folded.data ? folded.data : memory_string("");
}

static void add_line(struct corrections *corrections, enum correction_kind kind, char *left, char *right) {
    array_push(&corrections->lines, ((struct correction){kind, {left, right}, false}));
}

/* A section's title and source, that its rows may find their post. */
static void add_post(struct corrections *corrections, xmlNode *section) {
    char *title = NULL, *source = NULL;
    for (xmlNode *n = section->children; n; n = n->next)
        for (xmlNode *about = !strcmp(xml_name(n), "head") ? n->children : NULL; about; about = about->next) {
            if (!title && !strcmp(xml_name(about), "title"))
                title = text_of(about->parent, "title", 0);
            if (!source && !strcmp(xml_name(about), "source"))
                source = memory_string(xml_attribute(about, "href") ? xml_attribute(about, "href") : "");
        }
    if (title || source)
        add_line(corrections, CORRECTION_POST, title ? title : memory_string(""), source ? source : memory_string(""));
}

static void read_document(struct corrections *corrections, xmlNode *root, bool bitext) {
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        if (bitext && !strcmp(xml_name(n), "section"))
            add_post(corrections, n);
        else if (bitext && !strcmp(xml_name(n), "row"))
            add_line(corrections, CORRECTION_HAND, text_of(n, "side", 0), text_of(n, "side", 1));
        else if (!bitext && !strcmp(xml_name(n), "unit"))
            add_line(corrections, CORRECTION_HAND, text_of(n, "source", -1), text_of(n, "target", -1));
    }
}

int corrections_read_xml(struct corrections *corrections, const char *path, struct error *error) {
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    const char *ns = root && root->ns ? (const char *)root->ns->href : "";
    bool bitext = !strcmp(ns, BITEXT);
    if (bitext || !strcmp(ns, XLIFF))
        read_document(corrections, root, bitext);
    else
        error_set(error, EX_DATAERR, path, 0, "no rows in it: neither a table, nor what -t xml or -t xliff wrote");
    xmlFreeDoc(doc);
    return error->status;
}
