#include "lead.h"
#include "array.h"
#include "dropped.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>

enum { LEAST = 60, MOST = 4 }; /* bytes of a lead's paragraph; paragraphs of a lead */
typedef ARRAY(xmlNode *) nodes;

static size_t linked_bytes(xmlNode *node) {
    size_t bytes = 0;
    for (xmlNode *n = node; n; n = xml_next(n, node, !xml_is(n, "a")))
        if (xml_is(n, "a")) {
            char *text = folded_text(n);
            bytes += strlen(text);
            memory_free(text);
        }
    return bytes;
}

/* A sentence at least, in a paragraph of its own, that the article does not have. */
static bool is_lead(xmlNode *node, const char *article) {
    if (!xml_is_any(node, " p h2 "))
        return false;
    char *text = folded_text(node);
    size_t length = strlen(text);
    bool lead = length >= LEAST && 4 * linked_bytes(node) <= length && strpbrk(text, ".!?") && !strstr(article, text);
    memory_free(text);
    return lead;
}

static bool says(xmlNode *node, const char *wanted) {
    char *text = folded_text(node);
    bool same = wanted && *text && strstr(wanted, text);
    memory_free(text);
    return same;
}

/* What is between the title and the article. */
static void find_leads(nodes *found, xmlNode *body, const xmlNode *article, const char *title, const char *text) {
    bool titled = false;
    for (xmlNode *n = body; n && n != article; n = xml_next(n, body, true)) {
        if (xml_is(n, "h1")) {
            titled = says(n, title);
            found->count = 0;
        } else if (titled && !xml_holds(n, article) && is_lead(n, text))
            array_push(found, n);
    }
}

void lead_take(xmlNode *body, xmlNode *article, const char *title) {
    nodes found = {0};
    char *text = folded_text(article);
    find_leads(&found, body, article, title, text);
    for (size_t i = found.count; i-- > 0 && found.count <= MOST;) {
        xmlNode *lead = found.at[i];
        xmlUnlinkNode(lead);
        if (article->children)
            xmlAddPrevSibling(article->children, lead);
        else
            xmlAddChild(article, lead);
    }
    memory_free(text);
    array_free(&found);
}
