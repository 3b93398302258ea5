#include "container.h"
#include "array.h"
#include "measure.h"
#include "xml.h"
#include <stdbool.h>

struct candidate {
    xmlNode *node;
    const struct rule *rule;
};
typedef ARRAY(struct candidate) candidates;

/* Each element once, by the first rule of the level that names it. */
static void add_candidate(candidates *found, xmlNode *node, const struct rule *rule) {
    if (measure_of(node)->listed == rule->level)
        return;
    measure_of(node)->listed = rule->level;
    array_push(found, ((struct candidate){node, rule}));
}

/* From the context's node, the body. */
static void add_level(candidates *found, xmlXPathContext *context, const struct rules *rules, int level) {
    xmlNode *body = context->node;
    for (size_t i = 0; i < rules_count(rules); i++) {
        const struct rule *rule = rules_at(rules, i);
        if (rule->kind != RULE_CONTAINER || rule->level != level || !rule->xpath)
            continue;
        xmlXPathObject *selected = xml_select_compiled(context, rule->xpath);
        for (size_t n = 0; n < xml_selected(selected); n++) {
            xmlNode *node = xml_selected_element(selected, n);
            if (node && xml_holds(body, node)) /* "/html" is one, too */
                add_candidate(found, node, rule);
        }
        xmlXPathFreeObject(selected);
    }
    for (xmlNode *n = body; n; n = xml_next(n, body, true)) {
        const struct rule *rule = n->type == XML_ELEMENT_NODE && n != body
                                      ? rules_named(rules, RULE_CONTAINER, n)
                                      : NULL;
        if (rule && rule->level == level)
            add_candidate(found, n, rule);
    }
}

static size_t prose_of(const xmlNode *node) { return measure_of(node)->prose; }

static bool has_heading(xmlNode *node) {
    for (xmlNode *n = node; n; n = xml_next(n, node, true))
        if (xml_is_any(n, " h1 h2 "))
            return true;
    return false;
}

static xmlNode *common_ancestor(xmlNode *a, const xmlNode *b) {
    while (!xml_holds(a, b))
        a = a->parent;
    return a;
}

/* What holds all the fragments that one rule named, where they are fragments of one text: several
 * with prose, none in another, and not each with a heading of its own, as other posts have. */
static xmlNode *join_fragments(const candidates *found, const struct candidate *best) {
    xmlNode *whole = best->node;
    size_t fragments = 0, headed = 0;
    for (size_t i = 0; i < found->count; i++) {
        xmlNode *node = found->at[i].node;
        if (found->at[i].rule != best->rule || !prose_of(node) ||
            (node != best->node && (xml_holds(best->node, node) || xml_holds(node, best->node))))
            continue;
        fragments++;
        headed += has_heading(node);
        whole = common_ancestor(whole, node);
    }
    return fragments > 1 && headed < fragments ? whole : best->node;
}

/* The one with the most prose, or the deepest in it that holds nearly as much. */
static xmlNode *best_of_level(const candidates *found) {
    if (!found->count)
        return NULL;
    const struct candidate *best = found->at;
    for (size_t i = 1; i < found->count; i++)
        if (prose_of(found->at[i].node) > prose_of(best->node))
            best = &found->at[i];
    for (size_t i = 0; i < found->count; i++)
        if (xml_holds(best->node, found->at[i].node) &&
            (double)prose_of(found->at[i].node) >= .85 * (double)prose_of(best->node))
            best = &found->at[i];
    return join_fragments(found, best);
}

static const double ENOUGH = .7;

/* Up from the densest element as long as it is a paragraph or holds too little of the page's prose. */
static xmlNode *widen(xmlNode *node, const xmlNode *body) {
    while (node != body && (xml_is_any(node, " p li td dd blockquote h1 h2 h3 h4 h5 h6 ") ||
                            (double)prose_of(node) < ENOUGH * (double)prose_of(body)))
        node = node->parent;
    return node;
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
    xmlXPathContext *context = xml_xpath(body);
    xmlNode *densest = densest_in(body), *container = NULL;
    for (int level = 1; level <= 3 && !container; level++) {
        candidates found = {0};
        add_level(&found, context, rules, level);
        container = best_of_level(&found);
        if (container && !holds_enough(container, densest))
            container = NULL;
        array_free(&found);
    }
    if (!container)
        container = prose_of(densest) ? widen(densest, body) : body;
    xmlXPathFreeContext(context);
    measures_free(measures);
    return container;
}
