#include "post.h"
#include "blocks.h"
#include "language_data.h"
#include "range.h"
#include "utf8.h"
#include "xml.h"
#include <string.h>
#include <sysexits.h>

static const char JUNK[] = " script style template iframe object embed applet form input select "
                           "textarea button canvas svg math-menu map link meta base title ";

static void fold_spaces(struct buffer *out, const char *text, size_t length) {
    bool space = false;
    for (size_t at = 0; at < length;) {
        size_t start = at;
        if (utf8_is_space(utf8_next(text, length, &at))) {
            space = out->length > 0;
            continue;
        }
        if (space)
            buffer_add(out, " ", 1);
        space = false;
        buffer_add(out, text + start, at - start);
    }
}

static char *folded_text(xmlNode *node) {
    struct buffer text = {0}, folded = {0};
    xml_add_text(&text, node);
    fold_spaces(&folded, buffer_text(&text), text.length);
    buffer_free(&text);
    if (!folded.data)
        return memory_string("");
    return folded.data;
}

static void note_dropped(struct post *post, const char *rule, char *text) {
    if (*text)
        array_push(&post->dropped, ((struct dropped){memory_string(rule), text}));
    else
        free(text);
}

static void drop(struct post *post, xmlNode *node, const char *rule) {
    note_dropped(post, rule, folded_text(node));
    xml_drop(node);
}

/* Letters of running text, and how many of them are in links. */
struct mass {
    size_t text, linked;
};
static struct mass mass_of(xmlNode *root) {
    struct mass mass = {0};
    for (xmlNode *n = root, *link = NULL; n; n = xml_next(n, root, true)) {
        if (xml_is(n, "a"))
            link = n;
        if (n->type != XML_TEXT_NODE)
            continue;
        bool linked = link && n->parent == link;
        for (const char *c = (const char *)n->content; *c; c++)
            if ((unsigned char)*c > ' ')
                mass.text++, mass.linked += linked;
    }
    return mass;
}

static bool spared(xmlNode *node, const struct rule *rule, size_t whole) {
    struct mass mass = mass_of(node);
    double share = (double)mass.text / ((double)whole + 1);
    switch (rule->strength) {
    case RULE_STRONG:
        return share > .4;
    case RULE_WEAK:
        return (mass.text > 250 && 2 * mass.linked < mass.text) || share > .4;
    default:
        return share > .9;
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

static xmlXPathObject *select_nodes(xmlNode *from, const char *expression) {
    xmlXPathContext *context = xml_xpath(from);
    xmlXPathObject *found = xmlXPathEvalExpression(xml(expression), context);
    xmlXPathFreeContext(context);
    if (found && found->type != XPATH_NODESET) {
        xmlXPathFreeObject(found);
        found = NULL;
    }
    return found;
}

static size_t selected_count(const xmlXPathObject *found) {
    return found && found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
}

static void drop_junk(xmlNode *body) {
    for (xmlNode *n = body, *next; n; n = next) {
        bool junk = n != body && (xml_is_any(n, JUNK) || n->type == XML_COMMENT_NODE ||
                                  n->type == XML_PI_NODE);
        next = xml_next(n, body, !junk);
        if (junk)
            xml_drop(n);
    }
}

static void drop_named(struct post *post, xmlNode *body, const struct rules *rules, size_t whole) {
    for (xmlNode *n = body, *next; n; n = next) {
        const struct rule *rule = n == body || n->type != XML_ELEMENT_NODE || is_kept(n)
                                      ? NULL
                                      : rules_named(rules, RULE_DROP, n);
        bool out = rule && !spared(n, rule, whole);
        next = xml_next(n, body, !out);
        if (out)
            drop(post, n, rule->name);
    }
}

/* Drops what the nodeset holds but for what lies in another of its nodes. */
static void drop_selected(struct post *post, xmlXPathObject *found, const struct rule *rule,
                          size_t whole) {
    for (size_t i = selected_count(found); i-- > 0;) { /* inner nodes first */
        xmlNode *node = found->nodesetval->nodeTab[i];
        found->nodesetval->nodeTab[i] = NULL;
        if (node->type == XML_ELEMENT_NODE && (!rule || (!is_kept(node) && !spared(node, rule, whole))))
            drop(post, node, rule ? rule->name : "--drop");
    }
    xmlXPathFreeObject(found);
}

static void drop_furniture(struct post *post, xmlNode *body, const struct rules *rules) {
    size_t whole = mass_of(body).text;
    for (size_t i = 0; i < rules_count(rules); i++) {
        const struct rule *rule = rules_at(rules, i);
        if (rule->kind == RULE_DROP && rule->xpath)
            drop_selected(post, select_nodes(body, rule->xpath), rule, whole);
    }
    drop_named(post, body, rules, whole);
}

struct candidate {
    xmlNode *node;
    size_t mass;
};
typedef ARRAY(struct candidate) candidates;

static void add_candidate(candidates *found, xmlNode *node) {
    for (size_t i = 0; i < found->count; i++)
        if (found->at[i].node == node)
            return;
    array_push(found, ((struct candidate){node, mass_of(node).text}));
}

static void add_level(candidates *found, xmlNode *body, const struct rules *rules, int level) {
    for (size_t i = 0; i < rules_count(rules); i++) {
        const struct rule *rule = rules_at(rules, i);
        if (rule->kind != RULE_CONTAINER || rule->level != level || !rule->xpath)
            continue;
        xmlXPathObject *nodes = select_nodes(body, rule->xpath);
        for (size_t n = 0; n < selected_count(nodes); n++)
            add_candidate(found, nodes->nodesetval->nodeTab[n]);
        xmlXPathFreeObject(nodes);
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

/* Several of one level that hold a share each are fragments: what holds them all. */
static xmlNode *best_of_level(const candidates *found, size_t whole) {
    const struct candidate *best = NULL;
    for (size_t i = 0; i < found->count; i++)
        if (!best || found->at[i].mass > best->mass)
            best = &found->at[i];
    if (!best || 2 * best->mass < whole)
        return NULL;
    for (size_t i = 0; i < found->count; i++) /* the deepest that holds nearly as much */
        if (holds(best->node, found->at[i].node) &&
            (double)found->at[i].mass >= .85 * (double)best->mass)
            best = &found->at[i];
    return best->node;
}

/* Letters in paragraphs: runs of text in one element that are long enough to be prose. */
static size_t prose_of(xmlNode *root) {
    enum { SHORTEST = 80 };
    size_t prose = 0, run = 0;
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        if (n->type == XML_ELEMENT_NODE && !xml_is_any(n, " a b br code em i span strong q cite "))
            run = 0;
        if (n->type == XML_TEXT_NODE) {
            size_t before = run;
            run += strlen((const char *)n->content);
            prose += run < SHORTEST ? 0 : before < SHORTEST ? run : run - before;
        }
    }
    return prose;
}

static xmlNode *prose_child(xmlNode *parent, double whole) {
    for (xmlNode *child = parent->children; child; child = child->next)
        if (xml_is_any(child, " div section article main td table tbody tr center body ") &&
            (double)prose_of(child) >= .9 * whole)
            return child;
    return NULL;
}

/* Where no name tells the text from what surrounds it: down to the element that holds nearly all
 * of the prose. */
static xmlNode *descend(xmlNode *container) {
    double whole = (double)prose_of(container);
    for (xmlNode *child = container; whole > 0 && child; child = prose_child(child, whole))
        container = child;
    return container;
}

static xmlNode *find_container(xmlNode *body, const struct rules *rules) {
    size_t whole = mass_of(body).text;
    xmlNode *container = NULL;
    for (int level = 1; level <= 3 && !container; level++) {
        candidates found = {0};
        add_level(&found, body, rules, level);
        container = best_of_level(&found, whole);
        array_free(&found);
    }
    return container ? container : descend(body);
}

/* Lists of nothing but short links: where to share, what else to read. */
static void drop_link_lists(struct post *post) {
    enum { LONGEST_LABEL = 12 };
    for (xmlNode *n = post->article, *next; n; n = next) {
        size_t items = 0;
        for (xmlNode *li = xml_is_any(n, " ul ol ") ? n->children : NULL; li; li = li->next)
            items += xml_is(li, "li");
        struct mass mass = items ? mass_of(n) : (struct mass){0};
        bool links = items && mass.text && mass.linked == mass.text &&
                     mass.text <= items * LONGEST_LABEL && n != post->article;
        next = xml_next(n, post->article, !links);
        if (links)
            drop(post, n, "links");
    }
}

/* Everything outside the article goes into the ledger; the tree keeps it, unseen. */
static void note_outside(struct post *post, xmlNode *body, const xmlNode *article) {
    for (xmlNode *n = body; n;) {
        bool around = holds(n, article), inside = n == article;
        if (!around)
            note_dropped(post, "outside-article", folded_text(n));
        n = xml_next(n, body, around && !inside);
    }
}

static char *first_text(xmlNode *from, const char *expression) {
    xmlXPathObject *found = select_nodes(from, expression);
    char *text = NULL;
    for (size_t i = 0; i < selected_count(found) && !text; i++) {
        xmlNode *node = found->nodesetval->nodeTab[i];
        text = folded_text(node->type == XML_ATTRIBUTE_NODE ? node->children : node);
        if (!*text) {
            free(text);
            text = NULL;
        }
    }
    xmlXPathFreeObject(found);
    return text;
}

static char *first_of(xmlNode *root, const char *const *expressions) {
    char *text = NULL;
    for (; *expressions && !text; expressions++)
        text = first_text(root, *expressions);
    return text;
}

#define HAS_CLASS(name) "[contains(concat(' ',normalize-space(@class),' '),' " name " ')]"
/* One of several h1 is a heading of the text, no title. */
#define ALONE_IN(name) "[count(ancestor::h:" name "[1]//h:h1) = 1]"
static void read_metadata(struct post *post) {
    xmlNode *root = xmlDocGetRootElement(post->doc);
    post->title = first_of(
        root, (const char *const[]){"//h:*" HAS_CLASS("entry-title"), "//h:*" HAS_CLASS("p-name"),
                                    "//h:article//h:h1" ALONE_IN("article"),
                                    "//h:main//h:h1" ALONE_IN("main"),
                                    "//h:meta[@property='og:title']/@content",
                                    "//h:h1[not(ancestor::h:header)]" ALONE_IN("body"), "//h:head/h:title", NULL});
    post->author = first_of(
        root,
        (const char *const[]){"//h:meta[@name='author']/@content", "//h:*[@rel='author']",
                              "//h:*" HAS_CLASS("author"), "//h:*" HAS_CLASS("p-author"), NULL});
    post->date = first_of(
        root, (const char *const[]){"//h:meta[@property='article:published_time']/@content",
                                    "//h:time/@datetime", NULL});
    post->source =
        first_of(root, (const char *const[]){"//h:link[@rel='canonical']/@href",
                                             "//h:meta[@property='og:url']/@content", NULL});
    post->language =
        first_of(root, (const char *const[]){"/h:html/@xml:lang", "/h:html/@lang", NULL});
}

enum { LONGEST_LINE = 120 };
/* The rule that text, folded, falls under as a line of its own; NULL if none. */
static const struct rule *line_rule(struct buffer *text, const struct rules *rules, bool edge) {
    struct buffer line = {0};
    fold_spaces(&line, buffer_text(text), text->length);
    const struct rule *rule = line.length && line.length <= LONGEST_LINE
                                  ? rules_line(rules, line.data, line.length, false)
                                  : NULL;
    buffer_free(&line);
    text->length = 0;
    return rule && rule->edge && !edge ? NULL : rule;
}

/* The rule by which every line of the block, between its <br>, is furniture; NULL if one is not. */
static const struct rule *block_rule(xmlNode *block, const struct rules *rules, bool edge) {
    struct buffer line = {0};
    const struct rule *rule = NULL;
    bool all = blocks_role(block) != ROLE_CODE;
    for (xmlNode *n = block; n && all; n = xml_next(n, block, true)) {
        if (n->type == XML_TEXT_NODE)
            buffer_add_string(&line, (const char *)n->content);
        if (xml_is(n, "br") && line.length)
            all = (rule = line_rule(&line, rules, edge)) != NULL;
    }
    if (all && line.length)
        rule = line_rule(&line, rules, edge);
    buffer_free(&line);
    return all ? rule : NULL;
}

static void drop_lines(struct post *post, const struct rules *rules) {
    for (xmlNode *n = blocks_next(NULL, post->article), *next; n; n = next) {
        next = blocks_next(n, post->article);
        bool edge = n == blocks_next(NULL, post->article) || !next;
        const struct rule *rule = block_rule(n, rules, edge);
        if (rule)
            drop(post, n, rule->name);
    }
}

/* Where a label is glued to the text's end ("the end.Show original"); `length` if none is. */
static size_t glued_label(const char *text, size_t length, const struct rules *rules) {
    enum { LONGEST_LABEL = 48 };
    for (size_t at = length; at > 0 && length - at < LONGEST_LABEL;) {
        uint32_t code = utf8_before(text, at, &at);
        size_t before = at, skipped = at;
        uint32_t last = before ? utf8_before(text, before, &skipped) : 0;
        while (last && utf8_is_space(last))
            last = skipped ? utf8_before(text, skipped, &skipped) : 0;
        if (utf8_is_upper(code) && last && last != ',' &&
            (!utf8_is_word(last) || !utf8_is_space(utf8_before(text, before, &skipped))) &&
            rules_line(rules, text + at, length - at, true))
            return at;
    }
    return length;
}

static void drop_glued(struct post *post, const struct rules *rules) {
    for (xmlNode *n = blocks_next(NULL, post->article), *next; n; n = next) {
        next = blocks_next(n, post->article);
        struct buffer text = {0};
        blocks_text(&text, n);
        size_t cut = text.length ? glued_label(text.data, text.length, rules) : 0;
        if (cut && cut < text.length) {
            note_dropped(post, "line", memory_string(text.data + cut));
            xmlAddPrevSibling(n, range_clone(n, n->doc, 0, cut, text.length));
            xml_drop(n);
        }
        buffer_free(&text);
    }
}

static void drop_title(struct post *post) {
    for (xmlNode *n = blocks_next(NULL, post->article), *next; n && post->title; n = next) {
        next = blocks_next(n, post->article);
        char *text = folded_text(n);
        bool title = blocks_role(n) == ROLE_HEADING && !strcmp(text, post->title);
        bool more = title || !*text;
        free(text);
        if (title)
            drop(post, n, "title");
        if (!more)
            break;
    }
}

static xmlNode *body_of(xmlDoc *doc) {
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (xml_is(n, "body"))
            return n;
    return root;
}

static bool has_text(xmlNode *article) {
    bool found = false;
    for (xmlNode *n = blocks_next(NULL, article); n && !found; n = blocks_next(n, article)) {
        char *text = folded_text(n);
        found = *text;
        free(text);
    }
    return found;
}

static xmlNode *given_article(xmlNode *body, const struct post_options *options,
                              struct error *error) {
    xmlXPathObject *found = select_nodes(body, options->content);
    xmlNode *article = selected_count(found) ? found->nodesetval->nodeTab[0] : NULL;
    if (!article)
        error_set(error, EX_USAGE, options->path, 0,
                  "--content '%s' finds no element; try it in xmllint --html --shell",
                  options->content);
    xmlXPathFreeObject(found);
    return article;
}

int post_find(struct post *post, xmlDoc *doc, const struct rules *rules,
              const struct post_options *options, struct error *error) {
    *post = (struct post){.doc = doc};
    xmlNode *body = body_of(doc);
    read_metadata(post);
    drop_junk(body);
    if (options->content)
        post->article = given_article(body, options, error);
    else {
        drop_furniture(post, body, rules);
        post->article = find_container(body, rules);
        drop_link_lists(post);
    }
    if (error->status)
        return error->status;
    if (options->drop)
        drop_selected(post, select_nodes(post->article, options->drop), NULL, 0);
    note_outside(post, body, post->article);
    blocks_mark(post->article);
    drop_title(post);
    drop_lines(post, rules);
    drop_glued(post, rules);
    if (!has_text(post->article))
        return error_set(error, STATUS_EMPTY, options->path, 0,
                         "no article found; name it with --content XPATH");
    return 0;
}

void post_clear(struct post *post) {
    for (size_t i = 0; i < post->dropped.count; i++) {
        free(post->dropped.at[i].rule);
        free(post->dropped.at[i].text);
    }
    array_free(&post->dropped);
    free(post->title);
    free(post->author);
    free(post->date);
    free(post->source);
    free(post->language);
    xmlFreeDoc(post->doc);
    *post = (struct post){0};
}
