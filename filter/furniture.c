#include "furniture.h"
#include "array.h"
#include "blocks.h"
#include "dropped.h"
#include "measure.h"
#include "xml.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char JUNK[] = " script style template iframe object embed applet form input select "
                           "textarea button canvas svg math-menu map link meta base title ";

/* Some systems wrap the whole page in a form. */
static bool wraps_prose(xmlNode *node) {
    enum { PROSE = 400 };
    size_t letters = 0;
    for (xmlNode *n = node; n && letters < PROSE; n = xml_next(n, node, true))
        if (n->type == XML_TEXT_NODE && xml_is_any(n->parent, " p "))
            letters += strlen((const char *)n->content);
    return letters >= PROSE;
}

/* A heading that folds what is below it. */
static bool is_heading(const xmlNode *node) { return xml_is_any(node, " h1 h2 h3 h4 h5 h6 summary dt "); }

static bool is_search(xmlNode *form) {
    const char *role = xml_attribute(form, "role");
    bool search = role && !strcmp(role, "search");
    for (xmlNode *n = form; n && !search; n = xml_next(n, form, true)) {
        const char *type = xml_is(n, "input") ? xml_attribute(n, "type") : NULL;
        search = type && !strcmp(type, "search");
    }
    return search;
}

/* A heading over nothing but the box to search the site with. */
static bool heads_search(const xmlNode *node) {
    xmlNode *form = xml_is_any(node, " h2 h3 h4 h5 h6 ") ? xmlNextElementSibling((xmlNode *)(size_t)node) : NULL;
    return form && xml_is(form, "form") && !xmlNextElementSibling(form) && is_search(form) && !wraps_prose(form);
}

void furniture_drop_junk(struct post *post, xmlNode *body) {
    for (xmlNode *n = body, *next; n; n = next) {
        if (xml_is_any(n, " form button dialog template ") && wraps_prose(n))
            xmlNodeSetName(n, xml("div"));
        if (xml_is(n, "button") && is_heading(n->parent))
            xmlNodeSetName(n, xml("span"));
        bool junk = n != body && (xml_is_any(n, JUNK) || n->type == XML_COMMENT_NODE ||
                                  n->type == XML_PI_NODE);
        bool search = !junk && heads_search(n);
        next = xml_next(n, body, !junk && !search);
        if (junk)
            xml_drop(n);
        if (search)
            drop(post, n, "search");
    }
}

/* The post itself, and what says which language it is in, is never furniture. */
static bool is_kept(const xmlNode *node) {
    const char *class = xml_attribute(node, "class");
    xmlChar *lang = xmlGetNoNsProp(node, xml("lang"));
    bool kept = lang || xml_is_any(node, " html body article main ") ||
                (class && strstr(class, "hentry")) || blocks_role(node) == ROLE_CODE;
    xmlFree(lang);
    return kept;
}

static bool holds_title(xmlNode *node) {
    for (xmlNode *n = node; n; n = xml_next(n, node, true))
        if (xml_is(n, "h1"))
            return true;
    return false;
}

/* Code is never furniture, whatever its box is called: code-toolbar. */
static bool holds_code(xmlNode *node) {
    for (xmlNode *n = node; n; n = xml_next(n, node, true))
        if (xml_is(n, "pre"))
            return true;
    return false;
}

/* Is a node too much of the page to be furniture?  A heading is not by what its anchor is called. */
static bool is_spared(xmlNode *node, const struct rule *rule, size_t whole) {
    const struct measure *m = measure_of(node);
    double share = (double)m->prose / ((double)whole + 1);
    if (rule->strength == RULE_WEAK && xml_is_any(node, " h1 h2 h3 h4 h5 h6 ") && 2 * m->linked < m->text)
        return true;
    if (rule->strength <= RULE_WEAK && 2 * m->linked < m->text && holds_code(node))
        return true;
    switch (rule->strength) {
    case RULE_STRONG:
        return share > .4 || (m->prose > 250 && holds_title(node));
    case RULE_ALWAYS:
        return false;
    case RULE_WEAK:
        return (m->prose > 250 && 2 * m->linked < m->text) || share > .4;
    default:
        return share > .9;
    }
}

struct find {
    xmlNode *node;
    const struct rule *rule;
};
typedef ARRAY(struct find) finds;

/* By node, and of one node's by rule: the first one wins. */
static int by_node(const void *a, const void *b) {
    const struct find *x = a, *y = b;
    const uintptr_t left = (uintptr_t)(x->node == y->node ? (const void *)x->rule : x->node);
    const uintptr_t right = (uintptr_t)(x->node == y->node ? (const void *)y->rule : y->node);
    return left < right ? -1 : left > right;
}

static const struct rule *rule_of(const finds *selected, const struct rules *rules, xmlNode *node) {
    size_t low = 0, high = selected->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)selected->at[middle].node < (uintptr_t)node)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < selected->count && selected->at[low].node == node;
    return found ? selected->at[low].rule : rules_named(rules, RULE_DROP, node);
}

/* Sorted by node. */
static void select_by_path(finds *found, xmlNode *body, const struct rules *rules) {
    xmlXPathContext *context = xml_xpath(body);
    for (size_t i = 0; i < rules_count(rules); i++) {
        const struct rule *rule = rules_at(rules, i);
        if (rule->kind != RULE_DROP || !rule->xpath)
            continue;
        xmlXPathObject *nodes = xml_select_compiled(context, rule->xpath);
        for (size_t n = 0; n < xml_selected(nodes); n++) {
            xmlNode *node = xml_selected_element(nodes, n);
            if (node)
                array_push(found, ((struct find){node, rule}));
        }
        xmlXPathFreeObject(nodes);
    }
    xmlXPathFreeContext(context);
    if (found->count)
        qsort(found->at, found->count, sizeof *found->at, by_node);
}

/* Outermost pieces of furniture, in document order; not those of the withdrawn rules. */
static void find_furniture(finds *found, const finds *selected, xmlNode *body,
                           const struct rules *rules, const bool *withdrawn) {
    size_t whole = measure_of(body)->prose;
    for (xmlNode *n = body, *next; n; n = next) {
        const struct rule *rule =
            n == body || n->type != XML_ELEMENT_NODE ? NULL : rule_of(selected, rules, n);
        if (rule && rule->strength != RULE_ALWAYS && is_kept(n))
            rule = NULL;
        bool out = rule && !withdrawn[rule - rules_at(rules, 0)] && !is_spared(n, rule, whole);
        next = xml_next(n, body, !out);
        if (out)
            array_push(found, ((struct find){n, rule}));
    }
}

/* A rule that would take more than half of the page's prose does not mean this page. */
static bool withdraw(const finds *found, const struct rules *rules, size_t whole, bool *withdrawn) {
    bool any = false;
    for (size_t r = 0; r < rules_count(rules); r++) {
        size_t prose = 0;
        for (size_t i = 0; i < found->count; i++)
            if (found->at[i].rule == rules_at(rules, r))
                prose += measure_of(found->at[i].node)->prose;
        if (!withdrawn[r] && rules_at(rules, r)->strength <= RULE_WEAK && 2 * prose > whole && prose)
            withdrawn[r] = any = true;
    }
    return any;
}

void furniture_drop(struct post *post, xmlNode *body, const struct rules *rules) {
    struct measures *measures = measures_new(body);
    bool *withdrawn = memory_alloc(rules_count(rules) * sizeof *withdrawn);
    finds found = {0}, selected = {0};
    select_by_path(&selected, body, rules);
    do {
        found.count = 0;
        find_furniture(&found, &selected, body, rules, withdrawn);
    } while (withdraw(&found, rules, measure_of(body)->prose, withdrawn));
    for (size_t i = 0; i < found.count; i++)
        drop(post, found.at[i].node, found.at[i].rule->name);
    array_free(&found);
    array_free(&selected);
    memory_free(withdrawn);
    measures_free(measures);
}

void furniture_drop_selected(struct post *post, xmlNode *from, const char *expression, const char *rule) {
    xmlXPathObject *found = xml_select_from(from, expression);
    for (size_t i = xml_selected(found); i-- > 0;) { /* inner nodes first */
        xmlNode *node = found->nodesetval->nodeTab[i];
        found->nodesetval->nodeTab[i] = NULL;
        if (node->type == XML_ELEMENT_NODE && node != from && xml_holds(from, node))
            drop(post, node, rule);
    }
    xmlXPathFreeObject(found);
}

/* Lists of nothing but short links: where to share, what else to read. */
void furniture_drop_links(struct post *post) {
    enum { LONGEST_LABEL = 12 };
    struct measures *measures = measures_new(post->article);
    for (xmlNode *n = post->article, *next; n; n = next) {
        size_t items = 0;
        for (xmlNode *li = xml_is_any(n, " ul ol ") ? n->children : NULL; li; li = li->next)
            items += xml_is(li, "li");
        const struct measure *m = items ? measure_of(n) : NULL;
        bool links = m && m->text && m->linked == m->text && m->text <= items * LONGEST_LABEL &&
                     n != post->article;
        next = xml_next(n, post->article, !links);
        if (links)
            drop(post, n, "links");
    }
    measures_free(measures);
}
