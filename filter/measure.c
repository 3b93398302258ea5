#include "measure.h"
#include "array.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>

struct measures {
    ARRAY(struct measure) of;
};

/* A run: the text of one element outside of inline mark-up, up to the next block. */
struct run {
    xmlNode *owner;
    size_t text, linked;
    bool comma;
};

static const char INLINE[] = " a abbr b bdi bdo big br cite code del dfn em font i ins kbd label mark "
                             "noscript q s samp small span strike strong sub sup time tt u var wbr img ";

struct measure *measure_of(const xmlNode *element) { return element->_private; }

static void end_run(struct run *run, const xmlNode *root) {
    static const double share[] = {1, .5, .25, .12};
    enum { LEAST = 25, LONG = 80 };
    size_t prose = run->text - run->linked, level = 0;
    if (run->owner && run->text >= LEAST && 2 * run->linked <= run->text &&
        (run->text >= LONG || run->comma))
        for (xmlNode *n = run->owner; n && n->type == XML_ELEMENT_NODE; n = n->parent, level++) {
            measure_of(n)->prose += prose;
            if (level < 4)
                measure_of(n)->density += share[level] * (double)prose;
            if (n == root)
                break;
        }
    *run = (struct run){0};
}

static void add_text(struct run *run, xmlNode *node, const xmlNode *root) {
    size_t text = 0, links = 0;
    bool in_link = false;
    for (const char *c = (const char *)node->content; *c; c++)
        text += (unsigned char)*c > ' ';
    for (xmlNode *n = node->parent; n; n = n == root ? NULL : n->parent) {
        in_link = in_link || xml_is(n, "a");
        measure_of(n)->text += text;
    }
    links = in_link ? text : 0;
    for (xmlNode *n = node->parent; links && n; n = n == root ? NULL : n->parent)
        measure_of(n)->linked += links;
    xmlNode *owner = node->parent;
    while (owner && owner != root && xml_is_any(owner, INLINE))
        owner = owner->parent;
    if (run->owner != owner)
        end_run(run, root);
    run->owner = owner;
    run->text += text;
    run->linked += links;
    run->comma = run->comma || strchr((const char *)node->content, ',');
}

struct measures *measures_new(xmlNode *root) {
    struct measures *measures = memory_alloc(sizeof *measures);
    size_t count = 0;
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        count += n->type == XML_ELEMENT_NODE;
    array_reserve(&measures->of, count);
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (n->type == XML_ELEMENT_NODE) {
            array_push(&measures->of, ((struct measure){0}));
            n->_private = &measures->of.at[measures->of.count - 1];
        }
    struct run run = {0};
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            add_text(&run, n, root);
        else if (n->type == XML_ELEMENT_NODE && !xml_is_any(n, INLINE))
            end_run(&run, root);
    end_run(&run, root);
    for (size_t i = 0; i < measures->of.count; i++) {
        struct measure *m = &measures->of.at[i];
        m->density *= m->text ? 1 - (double)m->linked / (double)m->text : 0;
    }
    return measures;
}

void measures_free(struct measures *measures) {
    if (!measures)
        return;
    array_free(&measures->of);
    memory_free(measures);
}
