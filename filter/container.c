#include "container.h"
#include "array.h"
#include "measure.h"
#include "xml.h"
#include <stdbool.h>

typedef ARRAY(xmlNode *) nodes;

static void add_candidate(nodes *found, xmlNode *node) {
    for (size_t i = 0; i < found->count; i++)
        if (found->at[i] == node)
            return;
    if (node->type == XML_ELEMENT_NODE)
        array_push(found, node);
}

static void add_level(nodes *found, xmlNode *body, const struct rules *rules, int level) {
    for (size_t i = 0; i < rules_count(rules); i++) {
        const struct rule *rule = rules_at(rules, i);
        if (rule->kind != RULE_CONTAINER || rule->level != level || !rule->xpath)
            continue;
        xmlXPathObject *selected = xml_select(body, rule->xpath);
        for (size_t n = 0; n < xml_selected(selected); n++)
            add_candidate(found, selected->nodesetval->nodeTab[n]);
        xmlXPathFreeObject(selected);
    }
    for (xmlNode *n = body; n; n = xml_next(n, body, true)) {
        const struct rule *rule = n->type == XML_ELEMENT_NODE && n != body
                                      ? rules_named(rules, RULE_CONTAINER, n)
                                      : NULL;
        if (rule && rule->level == level)
            add_candidate(found, n);
    }
}

static bool holds(const xmlNode *outer, const xmlNode *inner) {
    while (inner && inner != outer)
        inner = inner->parent;
    return inner != NULL;
}

static size_t prose_of(const xmlNode *node) { return measure_of(node)->prose; }

/* The one with the most prose, or the deepest in it that holds nearly as much. */
static xmlNode *best_of_level(const nodes *found) {
    xmlNode *best = NULL;
    for (size_t i = 0; i < found->count; i++)
        if (!best || prose_of(found->at[i]) > prose_of(best))
            best = found->at[i];
    for (size_t i = 0; i < found->count; i++)
        if (holds(best, found->at[i]) &&
            (double)prose_of(found->at[i]) >= .85 * (double)prose_of(best))
            best = found->at[i];
    return best;
}

static xmlNode *densest_in(xmlNode *body) {
    xmlNode *best = body;
    for (xmlNode *n = body; n; n = xml_next(n, body, true))
        if (n->type == XML_ELEMENT_NODE && measure_of(n)->density > measure_of(best)->density)
            best = n;
    return best;
}

/* The article or main area around a node, or the node. */
static const xmlNode *around(const xmlNode *node) {
    for (const xmlNode *n = node; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (xml_is_any(n, " article main "))
            return n;
    return node;
}

static bool holds_enough(const xmlNode *node, const xmlNode *densest) {
    return 2 * prose_of(node) >= prose_of(densest) && 2 * prose_of(node) >= prose_of(around(node));
}

xmlNode *container_find(xmlNode *body, const struct rules *rules) {
    struct measures *measures = measures_new(body);
    xmlNode *densest = densest_in(body), *container = NULL;
    for (int level = 1; level <= 3 && !container; level++) {
        nodes found = {0};
        add_level(&found, body, rules, level);
        container = best_of_level(&found);
        if (container && !holds_enough(container, densest))
            container = NULL;
        array_free(&found);
    }
    if (!container)
        container = prose_of(densest) ? densest : body;
    measures_free(measures);
    return container;
}
