#include "pandoc_page.h"
#include "buffer.h"
#include "pandoc_ast.h"
#include "xml.h"
#include <string.h>
#include <sysexits.h>

struct page {
    struct buffer html, notes;
    struct buffer *out; /* one of them */
    size_t note_count;
};

static bool is(const json_t *node, const char *type) { return !strcmp(pandoc_type(node), type); }

static void put(struct page *page, const char *markup) { buffer_add_string(page->out, markup); }

static void put_text(struct page *page, const char *text) {
    xmlChar *escaped = text ? xmlEncodeSpecialChars(NULL, xml(text)) : NULL;
    if (escaped)
        put(page, (const char *)escaped);
    xmlFree(escaped);
}

static void put_attribute(struct page *page, const char *name, const char *value) {
    if (!value || !*value)
        return;
    buffer_print(page->out, " %s=\"", name);
    put_text(page, value);
    put(page, "\"");
}

/* Of an Attr: the id, the classes, the language. */
static void put_attributes(struct page *page, const json_t *attr) {
    struct buffer classes = {0};
    size_t i;
    json_t *part;
    put_attribute(page, "id", json_string_value(json_array_get(attr, 0)));
    json_array_foreach(json_array_get(attr, 1), i, part)
        buffer_print(&classes, "%s%s", i ? " " : "", json_is_string(part) ? json_string_value(part) : "");
    put_attribute(page, "class", buffer_text(&classes));
    buffer_free(&classes);
    json_array_foreach(json_array_get(attr, 2), i, part) {
        const char *name = json_string_value(json_array_get(part, 0));
        if (name && !strcmp(name, "lang"))
            put_attribute(page, "lang", json_string_value(json_array_get(part, 1)));
    }
}

/* ---- inlines */

static void put_blocks(struct page *page, const json_t *blocks);
static void put_inlines(struct page *page, const json_t *inlines);

static void put_between(struct page *page, const char *before, const json_t *inlines, const char *after) {
    put(page, before);
    put_inlines(page, inlines);
    put(page, after);
}

static void put_raw(struct page *page, const json_t *content) {
    const char *format = json_string_value(json_array_get(content, 0)), *text = json_string_value(json_array_get(content, 1));
    if (format && text && !strncmp(format, "html", 4))
        put(page, text);
}

static void put_note(struct page *page, const json_t *blocks) {
    struct buffer *out = page->out, outer = page->notes;
    size_t number = ++page->note_count;
    buffer_print(out, "<sup><a href=\"#fn%zu\" id=\"fnref%zu\" class=\"footnote-ref\">%zu</a></sup>", number, number, number);
    page->notes = (struct buffer){0}; /* a note's own notes come after it */
    struct buffer note = {0};
    page->out = &note;
    put_blocks(page, blocks);
    buffer_print(&outer, "<li id=\"fn%zu\">%s</li>\n", number, buffer_text(&note));
    buffer_add(&outer, buffer_text(&page->notes), page->notes.length);
    buffer_free(&page->notes);
    buffer_free(&note);
    page->notes = outer;
    page->out = out;
}

/* [Attr, alt, [source, title]] */
static void put_image(struct page *page, const json_t *content) {
    struct buffer *out = page->out, alt = {0};
    put(page, "<img");
    put_attribute(page, "src", json_string_value(json_array_get(json_array_get(content, 2), 0)));
    page->out = &alt;
    put_inlines(page, json_array_get(content, 1));
    page->out = out;
    put(page, " alt=\"");
    for (const char *at = buffer_text(&alt); *at;) { /* its words, already escaped */
        if (*at == '<')
            at += strcspn(at, ">") + 1;
        else
            buffer_add(page->out, at++, 1);
    }
    put(page, "\">");
    buffer_free(&alt);
}

/* An element with the Attr and the inlines that are the content's first and second. */
static void put_element(struct page *page, const char *name, const json_t *content) {
    buffer_print(page->out, "<%s", name);
    put_attributes(page, json_array_get(content, 0));
    if (!strcmp(name, "a"))
        put_attribute(page, "href", json_string_value(json_array_get(json_array_get(content, 2), 0)));
    put_between(page, ">", json_array_get(content, 1), "</");
    buffer_print(page->out, "%s>", name);
}

static void put_inline(struct page *page, const json_t *node) {
    const json_t *content = json_object_get(node, "c");
    const char *element = pandoc_element(node);
    if (element) {
        buffer_print(page->out, "<%s>", element);
        put_inlines(page, content);
        buffer_print(page->out, "</%s>", element);
    } else if (is(node, "Str"))
        put_text(page, json_string_value(content));
    else if (is(node, "Space") || is(node, "SoftBreak"))
        put(page, " ");
    else if (is(node, "LineBreak"))
        put(page, "<br>");
    else if (is(node, "Quoted")) {
        bool single = is(json_array_get(content, 0), "SingleQuote");
        put_between(page, single ? "\u2018" : "\u201C", json_array_get(content, 1), single ? "\u2019" : "\u201D");
    } else if (is(node, "Cite"))
        put_inlines(page, json_array_get(content, 1));
    else if (is(node, "Code") || is(node, "Math")) {
        put(page, "<code>");
        put_text(page, json_string_value(json_array_get(content, 1)));
        put(page, "</code>");
    } else if (is(node, "Span"))
        put_element(page, "span", content);
    else if (is(node, "Link"))
        put_element(page, "a", content);
    else if (is(node, "Image"))
        put_image(page, content);
    else if (is(node, "RawInline"))
        put_raw(page, content);
    else if (is(node, "Note"))
        put_note(page, content);
}

static void put_inlines(struct page *page, const json_t *inlines) {
    size_t i;
    json_t *node;
    json_array_foreach(inlines, i, node) put_inline(page, node);
}

/* ---- tables */

/* [Attr, cells], of which each is [Attr, alignment, rows, columns, blocks] */
static void put_rows(struct page *page, const json_t *rows, const char *cell_name) {
    size_t r, c;
    json_t *row, *cell;
    json_array_foreach(rows, r, row) {
        put(page, "<tr>");
        json_array_foreach(json_array_get(row, 1), c, cell) {
            buffer_print(page->out, "<%s rowspan=\"%d\" colspan=\"%d\"", cell_name, (int)json_integer_value(json_array_get(cell, 2)),
                         (int)json_integer_value(json_array_get(cell, 3)));
            put_attributes(page, json_array_get(cell, 0));
            put(page, ">");
            put_blocks(page, json_array_get(cell, 4));
            buffer_print(page->out, "</%s>", cell_name);
        }
        put(page, "</tr>\n");
    }
}

/* [Attr, caption, columns, head, bodies, foot] */
static void put_table(struct page *page, const json_t *content) {
    size_t i;
    json_t *body;
    put(page, "<table");
    put_attributes(page, json_array_get(content, 0));
    put(page, "><caption>");
    put_blocks(page, json_array_get(json_array_get(content, 1), 1));
    put(page, "</caption>\n");
    put_rows(page, json_array_get(json_array_get(content, 3), 1), "th");
    json_array_foreach(json_array_get(content, 4), i, body) {
        put_rows(page, json_array_get(body, 2), "th");
        put_rows(page, json_array_get(body, 3), "td");
    }
    put_rows(page, json_array_get(json_array_get(content, 5), 1), "td");
    put(page, "</table>\n");
}

/* ---- blocks */

static void put_items(struct page *page, const json_t *items) {
    size_t i;
    json_t *blocks;
    json_array_foreach(items, i, blocks) {
        put(page, "<li>");
        put_blocks(page, blocks);
        put(page, "</li>\n");
    }
}

static void put_definitions(struct page *page, const json_t *items) {
    size_t i, d;
    json_t *item, *blocks;
    put(page, "<dl>\n");
    json_array_foreach(items, i, item) {
        put_between(page, "<dt>", json_array_get(item, 0), "</dt>\n");
        json_array_foreach(json_array_get(item, 1), d, blocks) {
            put(page, "<dd>");
            put_blocks(page, blocks);
            put(page, "</dd>\n");
        }
    }
    put(page, "</dl>\n");
}

/* Something of Attr and blocks. */
static void put_division(struct page *page, const char *name, const json_t *attr, const json_t *blocks) {
    buffer_print(page->out, "<%s", name);
    put_attributes(page, attr);
    put(page, ">\n");
    put_blocks(page, blocks);
    buffer_print(page->out, "</%s>\n", name);
}

static void put_heading(struct page *page, const json_t *content) {
    json_int_t level = json_integer_value(json_array_get(content, 0));
    int digit = level < 1 ? 1 : level > 6 ? 6 : (int)level;
    buffer_print(page->out, "<h%d", digit);
    put_attributes(page, json_array_get(content, 1));
    put_between(page, ">", json_array_get(content, 2), "</h");
    buffer_print(page->out, "%d>\n", digit);
}

static void put_list(struct page *page, const json_t *content) {
    buffer_print(page->out, "<ol start=\"%d\">\n", (int)json_integer_value(json_array_get(json_array_get(content, 0), 0)));
    put_items(page, json_array_get(content, 1));
    put(page, "</ol>\n");
}

/* [Attr, caption, blocks] */
static void put_figure(struct page *page, const json_t *content) {
    put(page, "<figure");
    put_attributes(page, json_array_get(content, 0));
    put(page, ">");
    put_blocks(page, json_array_get(content, 2));
    put(page, "<figcaption>");
    put_blocks(page, json_array_get(json_array_get(content, 1), 1));
    put(page, "</figcaption></figure>\n");
}

/* Of a paragraph that is an image with a caption, as Pandoc 2 has it: the image. */
static const json_t *captioned_image(const json_t *inlines) {
    const json_t *image = json_array_get(inlines, 0), *target = json_array_get(json_object_get(image, "c"), 2);
    const char *title = json_string_value(json_array_get(target, 1));
    return json_array_size(inlines) == 1 && is(image, "Image") && title && !strncmp(title, "fig:", 4) ? image : NULL;
}

static void put_paragraph(struct page *page, const json_t *inlines) {
    const json_t *image = captioned_image(inlines);
    if (image) {
        put_between(page, "<figure>", inlines, "<figcaption>");
        put_between(page, "", json_array_get(json_object_get(image, "c"), 1), "</figcaption></figure>\n");
    } else
        put_between(page, "<p>", inlines, "</p>\n");
}

static void put_block(struct page *page, const json_t *node) {
    const json_t *content = json_object_get(node, "c"), *line;
    size_t i;
    if (is(node, "Para"))
        put_paragraph(page, content);
    else if (is(node, "Plain"))
        put_between(page, "", content, "\n");
    else if (is(node, "LineBlock")) {
        put(page, "<p>");
        json_array_foreach(content, i, line) put_between(page, i ? "<br>" : "", line, "");
        put(page, "</p>\n");
    } else if (is(node, "CodeBlock")) {
        put(page, "<pre>\n");
        put_text(page, json_string_value(json_array_get(content, 1)));
        put(page, "</pre>\n");
    } else if (is(node, "RawBlock"))
        put_raw(page, content);
    else if (is(node, "BlockQuote"))
        put_division(page, "blockquote", NULL, content);
    else if (is(node, "BulletList")) {
        put(page, "<ul>\n");
        put_items(page, content);
        put(page, "</ul>\n");
    } else if (is(node, "OrderedList"))
        put_list(page, content);
    else if (is(node, "DefinitionList"))
        put_definitions(page, content);
    else if (is(node, "Header"))
        put_heading(page, content);
    else if (is(node, "HorizontalRule"))
        put(page, "<hr>\n");
    else if (is(node, "Table"))
        put_table(page, content);
    else if (is(node, "Figure"))
        put_figure(page, content);
    else if (is(node, "Div"))
        put_division(page, "div", json_array_get(content, 0), json_array_get(content, 1));
}

static void put_blocks(struct page *page, const json_t *blocks) {
    size_t i;
    json_t *node;
    json_array_foreach(blocks, i, node) put_block(page, node);
}

/* ---- the document */

/* The text of a metadata value. */
static void put_meta(struct page *page, const json_t *value) {
    const json_t *content = json_object_get(value, "c"), *part;
    size_t i;
    if (is(value, "MetaString"))
        put_text(page, json_string_value(content));
    else if (is(value, "MetaInlines"))
        put_inlines(page, content);
    else if (is(value, "MetaList"))
        json_array_foreach(content, i, part) {
            put(page, i ? ", " : "");
            put_meta(page, part);
        }
}

/* As the head of a page says it. */
static void put_head(struct page *page, const json_t *meta) {
    static const char *const names[] = {"author", "date", "description"};
    put(page, "<!DOCTYPE html><html><head><title>");
    put_meta(page, json_object_get(meta, "title"));
    put(page, "</title>");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *value = json_object_get(meta, names[i]);
        if (!value)
            continue;
        buffer_print(page->out, "<meta name=\"%s\" content=\"", names[i]);
        put_meta(page, value);
        put(page, "\">");
    }
    put(page, "</head>");
}

static void put_document(struct page *page, const json_t *document) {
    put_head(page, json_object_get(document, "meta"));
    put(page, "<body><article>\n");
    put_blocks(page, json_object_get(document, "blocks"));
    if (page->notes.length) {
        put(page, "<section class=\"footnotes\"><ol>\n");
        buffer_add(page->out, page->notes.data, page->notes.length);
        put(page, "</ol></section>\n");
    }
    put(page, "</article></body></html>\n");
}

static json_t *load(const char *path, const struct input_options *options, struct error *error) {
    struct buffer bytes = {0};
    json_error_t bad;
    json_t *document = NULL;
    if (!input_bytes(&bytes, path, options, error) && !(document = json_loadb(buffer_text(&bytes), bytes.length, JSON_ALLOW_NUL, &bad)))
        error_set(error, EX_DATAERR, path, bad.line, "%s; write it with pandoc -t json", bad.text);
    buffer_free(&bytes);
    return document;
}

xmlDoc *pandoc_page_read(const char *path, const struct input_options *options, struct error *error) {
    struct page page = {.out = &page.html};
    struct input_options utf8 = *options;
    json_t *document = load(path, options, error);
    xmlDoc *doc = NULL;
    utf8.charset = "utf-8";
    if (document && !pandoc_check(document, path, "write it with pandoc -t json", error)) {
        put_document(&page, document);
        doc = input_parse(&page.html, path, &utf8, error);
    }
    json_decref(document);
    buffer_free(&page.html);
    buffer_free(&page.notes);
    return doc;
}
