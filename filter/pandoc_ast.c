#include "pandoc_ast.h"
#include "abreast.h"
#include "array.h"
#include "buffer.h"
#include "intern.h"
#include "memory.h"
#include "xml.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

int pandoc_check(const json_t *document, const char *path, const char *advice, struct error *error) {
    const json_t *version = json_object_get(document, "pandoc-api-version");
    json_int_t major = json_integer_value(json_array_get(version, 0)), minor = json_integer_value(json_array_get(version, 1));
    if (!json_is_array(json_object_get(document, "blocks")) || !json_is_array(version))
        error_set(error, EX_DATAERR, path, 0, "this is no document of Pandoc's; %s", advice);
    else if (major != 1 || minor < 22 || minor > 23)
        error_set(error, EX_DATAERR, path, 0,
                  "this Pandoc's documents are of version %d.%d, this program knows 1.22 and 1.23; install another",
                  (int)major, (int)minor);
    return error->status;
}

/* An element's data-ast is the JSON of all of it; its data-wrap that of what is around its inlines, which are null
 * there.  A data-id tells those that must come once. */

const char *pandoc_type(const json_t *node) {
    const char *type = json_string_value(json_object_get(node, "t"));
    return type ? type : "";
}

static const json_t *content_of(const json_t *node) { return json_object_get(node, "c"); }

static int add_bytes(const char *bytes, size_t length, void *to) {
    buffer_add(to, bytes, length);
    return 0;
}

static void set_json(xmlNode *element, const char *name, const json_t *value) {
    struct buffer text = {0};
    json_dump_callback(value, add_bytes, &text, PANDOC_JSON);
    xml_set(element, name, buffer_text(&text));
    buffer_free(&text);
}

/* NULL, of what should be text and is not, adds nothing. */
static void add_text(xmlNode *out, const char *text) {
    if (text)
        xmlAddChild(out, xmlNewDocText(out->doc, xml(text)));
}

/* Appends the words of all that is in an AST's node, for what is kept whole. */
static void add_words(xmlNode *out, const json_t *node) {
    const char *key;
    size_t i;
    json_t *child;
    if (!strcmp(pandoc_type(node), "Str"))
        add_text(out, json_string_value(content_of(node)));
    else if (!strcmp(pandoc_type(node), "Space") || !strcmp(pandoc_type(node), "SoftBreak"))
        add_text(out, " ");
    else if (json_is_object(node))
        json_object_foreach((json_t *)(size_t)node, key, child) add_words(out, child);
    json_array_foreach(node, i, child) {
        add_words(out, child);
        if (!strcmp(pandoc_type(child), "Plain") || !strcmp(pandoc_type(child), "Para"))
            add_text(out, " ");
    }
}

/* ---- inlines to XHTML */

struct kind {
    const char *type, *element;
    int inlines; /* where they are in its content: -1, it is them; 0 or more, its place; -2, it has none */
    int text;    /* where its text is, as above; -2: none */
};
static const struct kind kinds[] = {
    {"Emph", "em", -1, -2},        {"Strong", "strong", -1, -2},  {"Underline", "u", -1, -2},
    {"Strikeout", "s", -1, -2},    {"Superscript", "sup", -1, -2}, {"Subscript", "sub", -1, -2},
    {"SmallCaps", "span", -1, -2}, {"Quoted", "q", 1, -2},        {"Cite", "cite", 1, -2},
    {"Span", "span", 1, -2},       {"Link", "a", 1, -2},          {"Code", "code", -2, 1},
    {"Math", "span", -2, 1},       {"Image", "img", -2, -2},      {"LineBreak", "br", -2, -2},
};
static const struct kind opaque = {"", "span", -2, -2};

static const struct kind *kind_of(const json_t *node) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].type, pandoc_type(node)))
            return &kinds[i];
    return &opaque;
}

const char *pandoc_element(const json_t *node) {
    const struct kind *kind = kind_of(node);
    return kind->inlines == -1 ? kind->element : NULL;
}

static const json_t *slot(const json_t *content, int place) {
    return place == -1 ? content : place >= 0 ? json_array_get(content, (size_t)place) : NULL;
}

/* The node without its inlines. */
static json_t *wrap_of(const json_t *node, int inlines) {
    json_t *wrap = json_copy((json_t *)(size_t)node), *content = json_null();
    if (inlines >= 0) {
        content = json_copy(json_object_get(wrap, "c"));
        json_array_set_new(content, (size_t)inlines, json_null());
    }
    json_object_set_new(wrap, "c", content);
    return wrap;
}

static void add_inlines(xmlNode *out, const json_t *inlines);

static void add_inline(xmlNode *out, const json_t *node) {
    const struct kind *kind = kind_of(node);
    const json_t *content = content_of(node);
    xmlNode *element = xml_child(out, out->ns, kind->element);
    if (kind->inlines != -2) {
        json_t *wrap = wrap_of(node, kind->inlines);
        set_json(element, "data-wrap", wrap);
        json_decref(wrap);
        add_inlines(element, slot(content, kind->inlines));
    } else {
        set_json(element, "data-ast", node);
        if (kind->text >= 0)
            add_text(element, json_string_value(slot(content, kind->text)));
    }
    const char *target = json_string_value(json_array_get(json_array_get(content, 2), 0));
    if (target)
        xml_set(element, xml_is(element, "img") ? "src" : "href", target);
}

/* Text between markup is one node: words are many. */
static void flush(xmlNode *out, struct buffer *text) {
    if (text->length)
        add_text(out, text->data);
    text->length = 0;
}

static void add_inlines(xmlNode *out, const json_t *inlines) {
    struct buffer text = {0};
    size_t i;
    json_t *node;
    json_array_foreach(inlines, i, node) {
        const char *type = pandoc_type(node);
        if (!strcmp(type, "Str")) {
            const char *word = json_string_value(content_of(node));
            buffer_add_string(&text, word ? word : "");
        } else if (!strcmp(type, "Space"))
            buffer_add_string(&text, " ");
        else {
            flush(out, &text);
            if (!strcmp(type, "SoftBreak")) {
                xmlNode *space = xml_child(out, out->ns, "span");
                set_json(space, "data-ast", node);
                add_text(space, " ");
            } else
                add_inline(out, node);
        }
    }
    flush(out, &text);
    buffer_free(&text);
}

/* ---- blocks to XHTML */

static void add_blocks(xmlNode *out, const json_t *blocks, size_t *id);

static void number(xmlNode *element, size_t *id) {
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", ++*id);
    xml_set(element, "data-id", digits);
}

static bool has_words(xmlNode *element) {
    for (xmlNode *n = element; n; n = xml_next(n, element, true))
        if (n->type == XML_TEXT_NODE && !xml_is_blank(n))
            return true;
    return false;
}

static void add_whole(xmlNode *out, const json_t *node, size_t *id) {
    xmlNode *element = xml_child(out, out->ns, "pre");
    set_json(element, "data-ast", node);
    number(element, id);
    if (!strcmp(pandoc_type(node), "CodeBlock") || !strcmp(pandoc_type(node), "RawBlock"))
        add_text(element, json_string_value(json_array_get(content_of(node), 1)));
    else
        add_words(element, node);
    if (!has_words(element)) /* or it would be no block, and lost */
        add_text(element, "\u2014");
}

/* A figure, as Markdown has it: a paragraph of an image. */
static bool is_figure(const json_t *node) {
    const json_t *inlines = content_of(node);
    return json_array_size(inlines) == 1 && !strcmp(pandoc_type(json_array_get(inlines, 0)), "Image");
}

static void add_items(xmlNode *out, const char *list, const char *item, const json_t *items, size_t *id) {
    size_t i;
    json_t *blocks;
    xmlNode *parent = xml_child(out, out->ns, list);
    json_array_foreach(items, i, blocks) add_blocks(xml_child(parent, parent->ns, item), blocks, id);
}

static void add_definitions(xmlNode *out, const json_t *items, size_t *id) {
    size_t i, d;
    json_t *item, *definition;
    xmlNode *list = xml_child(out, out->ns, "dl");
    json_array_foreach(items, i, item) {
        add_inlines(xml_child(list, list->ns, "dt"), json_array_get(item, 0));
        json_array_foreach(json_array_get(item, 1), d, definition)
            add_blocks(xml_child(list, list->ns, "dd"), definition, id);
    }
}

static void add_lines(xmlNode *out, const json_t *lines) {
    size_t i;
    json_t *line;
    xmlNode *paragraph = xml_child(out, out->ns, "p");
    json_array_foreach(lines, i, line) {
        if (i)
            xml_set(xml_child(paragraph, paragraph->ns, "br"), "data-ast", "{\"t\":\"LineBreak\"}");
        add_inlines(paragraph, line);
    }
}

/* A Div's lang, and classes that may name a language, for the page's own evidence. */
static void add_div(xmlNode *out, const json_t *content, size_t *id) {
    size_t i;
    json_t *pair;
    xmlNode *div = xml_child(out, out->ns, "div");
    json_array_foreach(json_array_get(json_array_get(content, 0), 2), i, pair) {
        const char *key = json_string_value(json_array_get(pair, 0));
        const char *value = json_string_value(json_array_get(pair, 1));
        if (key && value && !strcmp(key, "lang"))
            xml_set(div, "lang", value);
    }
    add_blocks(div, json_array_get(content, 1), id);
}

static void add_block(xmlNode *out, const json_t *node, size_t *id) {
    const char *type = pandoc_type(node);
    const json_t *content = content_of(node);
    if ((!strcmp(type, "Para") || !strcmp(type, "Plain")) && !is_figure(node)) {
        xmlNode *paragraph = xml_child(out, out->ns, "p");
        xml_set(paragraph, "data-block", type);
        add_inlines(paragraph, content);
    } else if (!strcmp(type, "Header")) {
        char name[4] = "h1";
        json_int_t level = json_integer_value(json_array_get(content, 0));
        name[1] = (char)('0' + (level < 1 ? 1 : level > 6 ? 6 : level));
        xmlNode *heading = xml_child(out, out->ns, name);
        json_t *wrap = wrap_of(node, 2);
        set_json(heading, "data-wrap", wrap);
        json_decref(wrap);
        number(heading, id);
        add_inlines(heading, json_array_get(content, 2));
    } else if (!strcmp(type, "BlockQuote"))
        add_blocks(xml_child(out, out->ns, "blockquote"), content, id);
    else if (!strcmp(type, "BulletList"))
        add_items(out, "ul", "li", content, id);
    else if (!strcmp(type, "OrderedList"))
        add_items(out, "ol", "li", json_array_get(content, 1), id);
    else if (!strcmp(type, "DefinitionList"))
        add_definitions(out, content, id);
    else if (!strcmp(type, "LineBlock"))
        add_lines(out, content);
    else if (!strcmp(type, "Div"))
        add_div(out, content, id);
    else if (strcmp(type, "HorizontalRule") && strcmp(type, "Null"))
        add_whole(out, node, id);
}

static void add_blocks(xmlNode *out, const json_t *blocks, size_t *id) {
    size_t i;
    json_t *node;
    json_array_foreach(blocks, i, node) add_block(out, node, id);
}

/* Blocks [first, end) of an array, and where they go. */
struct part {
    xmlNode *out;
    const json_t *blocks;
    size_t first, end;
    size_t id; /* of what was numbered last */
};

static void add_part(void *work) {
    struct part *part = work;
    for (size_t i = part->first; i < part->end; i++)
        add_block(part->out, json_array_get(part->blocks, i), &part->id);
}

xmlDoc *pandoc_to_xhtml(const json_t *blocks) {
    enum { MANY = 256 };
    static const size_t FAR = (size_t)1 << 31; /* numbers that the first half does not come to */
    xmlDoc *doc = xmlNewDoc(xml("1.0"));
    xmlNode *body = xmlNewDocNode(doc, NULL, xml("body"), NULL);
    struct part all = {body, blocks, 0, json_array_size(blocks), 0}, rest = all;
    xmlDocSetRootElement(doc, body);
    xmlSetNs(body, xmlNewNs(body, xml(XHTML), NULL));
    if (all.end < MANY)
        add_part(&all);
    else {
        all.end = rest.first = all.end / 2;
        rest.id = FAR;
        rest.out = xmlNewDocNode(doc, body->ns, xml("body"), NULL);
        abreast(true, add_part, &all, &rest);
        xmlAddChildList(body, rest.out->children);
        rest.out->children = rest.out->last = NULL;
        xmlFreeNode(rest.out);
    }
    return doc;
}

/* ---- and back */

struct pandoc_given {
    struct intern ids, words;
    ARRAY(json_t *) word_nodes;
    json_t *space; /* like a word, one, wherever it stands */
};

struct pandoc_given *pandoc_given_new(void) {
    struct pandoc_given *given = memory_alloc(sizeof *given);
    given->space = json_pack("{s: s}", "t", "Space");
    return given;
}

void pandoc_given_free(struct pandoc_given *given) {
    if (!given)
        return;
    intern_clear(&given->ids);
    intern_clear(&given->words);
    for (size_t i = 0; i < given->word_nodes.count; i++)
        json_decref(given->word_nodes.at[i]);
    array_free(&given->word_nodes);
    json_decref(given->space);
    memory_free(given);
}

/* Has an element with its id been given back before?  Notes it. */
static bool is_given(struct pandoc_given *given, const xmlNode *element) {
    const char *id = xml_attribute(element, "data-id");
    if (!id)
        return false;
    bool before = intern_find(&given->ids, id, strlen(id)) != INTERN_NONE;
    intern_add(&given->ids, id, strlen(id));
    return before;
}

static json_t *parse(const char *text) { return json_loads(text, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL); }

static json_t *word_node(struct pandoc_given *given, const char *word, size_t length) {
    uint32_t number = intern_add(&given->words, word, length);
    if (number == given->word_nodes.count) /* a new one */
        array_push(&given->word_nodes, json_pack("{s: s, s: s%}", "t", "Str", "c", word, length));
    return given->word_nodes.at[number];
}

/* Text between markup: words, and the single spaces between them. */
static void append_text(json_t *inlines, const char *text, struct pandoc_given *given) {
    while (*text) {
        size_t length = strcspn(text, " ");
        if (length)
            json_array_append(inlines, word_node(given, text, length));
        text += length;
        if (*text == ' ') {
            text += strspn(text, " ");
            json_array_append(inlines, given->space);
        }
    }
}

static void append_inlines(json_t *inlines, const xmlNode *element, struct pandoc_given *given);

static json_t *unwrap(const xmlNode *element, struct pandoc_given *given) {
    json_t *node = parse(xml_attribute(element, "data-wrap")), *content = json_object_get(node, "c");
    json_t *inlines = json_array();
    size_t i;
    json_t *part;
    append_inlines(inlines, element, given);
    if (json_is_null(content))
        json_object_set_new(node, "c", inlines);
    else
        json_array_foreach(content, i, part) if (json_is_null(part)) {
            json_array_set_new(content, i, inlines);
            break;
        }
    return node;
}

static void append_inlines(json_t *inlines, const xmlNode *element, struct pandoc_given *given) {
    for (const xmlNode *n = element->children; n; n = n->next) {
        const char *ast = xml_attribute(n, "data-ast");
        if (n->type == XML_TEXT_NODE)
            append_text(inlines, (const char *)n->content, given);
        else if (ast)
            json_array_append_new(inlines, parse(ast));
        else if (xml_attribute(n, "data-wrap"))
            json_array_append_new(inlines, unwrap(n, given));
        else if (n->type == XML_ELEMENT_NODE)
            append_inlines(inlines, n, given);
    }
}

static bool is_space(const json_t *node) {
    return !strcmp(pandoc_type(node), "Space") || !strcmp(pandoc_type(node), "SoftBreak");
}

static void trim(json_t *inlines) {
    while (json_array_size(inlines) && is_space(json_array_get(inlines, 0)))
        json_array_remove(inlines, 0);
    while (json_array_size(inlines) && is_space(json_array_get(inlines, json_array_size(inlines) - 1)))
        json_array_remove(inlines, json_array_size(inlines) - 1);
}

/* A block that is kept whole, where only inlines may stand. */
static json_t *code_of(const xmlNode *element) {
    struct buffer text = {0};
    xml_add_text(&text, (xmlNode *)(size_t)element);
    json_t *inlines = json_pack("[{s: s, s: [[s, [], []], s]}]", "t", "Code", "c", "", buffer_text(&text));
    buffer_free(&text);
    return inlines;
}

json_t *pandoc_inlines_of(const xmlNode *element, struct pandoc_given *given) {
    json_t *inlines = json_array();
    bool side = !strcmp(xml_name(element), "side");
    for (const xmlNode *n = side ? element->children : NULL; n; n = n->next) {
        if (json_array_size(inlines))
            json_array_append_new(inlines, json_pack("{s: s}", "t", "LineBreak"));
        json_t *part = xml_attribute(n, "data-ast") ? code_of(n) : pandoc_inlines_of(n, given);
        json_array_extend(inlines, part);
        json_decref(part);
    }
    if (!side)
        append_inlines(inlines, element, given);
    trim(inlines);
    return inlines;
}

static json_t *block_of(const xmlNode *element, struct pandoc_given *given) {
    const char *ast = xml_attribute(element, "data-ast"), *block = xml_attribute(element, "data-block");
    bool before = is_given(given, element);
    if (ast)
        return before ? NULL : parse(ast);
    if (xml_attribute(element, "data-wrap") && !before) { /* the rest of a heading that was cut is a paragraph */
        json_t *heading = unwrap(element, given);
        trim(json_array_get(json_object_get(heading, "c"), 2));
        return heading;
    }
    return json_pack("{s: s, s: o}", "t", block ? block : "Para", "c", pandoc_inlines_of(element, given));
}

json_t *pandoc_blocks_of(const xmlNode *side, struct pandoc_given *given) {
    json_t *blocks = json_array();
    for (const xmlNode *n = side->children; n; n = n->next) {
        json_t *block = n->type == XML_ELEMENT_NODE ? block_of(n, given) : NULL;
        if (block)
            json_array_append_new(blocks, block);
    }
    return blocks;
}
