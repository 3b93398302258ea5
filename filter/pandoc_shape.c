#include "pandoc_shape.h"
#include "abreast.h"
#include "language_data.h"
#include "pandoc_ast.h"
#include "xml.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What each writer does with a shape was measured with Pandoc 2.17 and 3: tables lose text that does not fit a page in
 * latex and typst, Divs lose their columns in docx, reStructuredText's cells break long links, some writers know
 * neither. */
enum shape { TABLE, GUTTERED_TABLE, PIPE_TABLE, COLUMNS, STACKED, PARACOL, GRID };

/* Is the format, but for its extensions, in the list? */
static bool is_in(const char *formats, const char *format) {
    size_t length = strcspn(format, "+-");
    return language_list_has(formats, format, length);
}

static enum shape shape_of(const char *format) {
    static const struct {
        enum shape shape;
        const char *formats;
    } shapes[] = {
        {COLUMNS, " html html4 html5 epub epub2 epub3 revealjs slidy slideous dzslides s5 chunkedhtml "},
        {PARACOL, " latex beamer pdf "},
        {GRID, " typst "},
        {GUTTERED_TABLE, " odt opendocument "},
        {PIPE_TABLE, " gfm commonmark_x markdown_github markdown_mmd "},
        {STACKED, " rst commonmark markdown_strict org zimwiki dokuwiki pptx markua fb2 opml ipynb ms context "},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (is_in(shapes[i].formats, format))
            return shapes[i].shape;
    return TABLE;
}

/* Not LaTeX, whose babel would have to know the language. */
static bool marks_languages(const char *format) { return !is_in(" latex beamer pdf ", format); }

static json_t *no_attributes(void) { return json_pack("[s, [], []]", ""); }
static json_t *raw(const char *format, const char *text) {
    return json_pack("{s: s, s: [s, s]}", "t", "RawBlock", "c", format, text);
}

/* ---- one side of a row */

struct writing {
    enum shape shape;
    bool marks_languages;
    struct pandoc_given *given;
    json_t *blocks; /* what is written */
    json_t *rows;   /* of the table that is being written, or NULL */
};

static const xmlNode *side_of(const xmlNode *row, int side) { return side ? row->last : row->children; }
static bool is_empty(const xmlNode *side) { return !side->children; }

static bool is_row(const xmlNode *node) { return !strcmp(xml_name(node), "row"); }
static bool is_alone(const xmlNode *row) { return is_empty(side_of(row, 0)) || is_empty(side_of(row, 1)); }

static bool is_heading(const xmlNode *row) {
    const char *role = xml_attribute(row, "role");
    return role && !strcmp(role, "heading");
}

static const char *language_of(const xmlNode *side) {
    const xmlAttr *lang = xmlHasNsProp((xmlNode *)(size_t)side, xml("lang"), XML_XML_NAMESPACE);
    return lang && lang->children ? (const char *)lang->children->content : "";
}

/* Its blocks; of an item, in a list of their own that goes on with the number. */
static json_t *blocks_of(const struct writing *writing, const xmlNode *side) {
    const xmlNode *row = side->parent;
    const char *list = xml_attribute(row, "list"), *number = xml_attribute(row, "number");
    json_t *blocks = pandoc_blocks_of(side, writing->given);
    const char *role = xml_attribute(row, "role");
    if (!json_array_size(blocks))
        return blocks;
    if (list && number && !strcmp(list, "ordered"))
        return json_pack("[{s: s, s: [[i, {s: s}, {s: s}], [o]]}]", "t", "OrderedList", "c", atoi(number), "t",
                         "Decimal", "t", "Period", blocks);
    if (list && number)
        return json_pack("[{s: s, s: [o]}]", "t", "BulletList", "c", blocks);
    if (role && !strcmp(role, "quote"))
        return json_pack("[{s: s, s: o}]", "t", "BlockQuote", "c", blocks);
    return blocks;
}

/* A paragraph of an image: a figure, but for some writers not inside a Div. */
static bool is_figure(const json_t *blocks) {
    const json_t *inlines = json_object_get(json_array_get(blocks, 0), "c");
    const char *type = json_string_value(json_object_get(json_array_get(inlines, 0), "t"));
    return json_array_size(blocks) == 1 && json_array_size(inlines) == 1 && type && !strcmp(type, "Image");
}

/* Says the language. */
static json_t *with_language(const struct writing *writing, const xmlNode *side, json_t *blocks) {
    if (!writing->marks_languages || !json_array_size(blocks) || is_figure(blocks))
        return blocks;
    return json_pack("[{s: s, s: [[s, [], [[s, s]]], o]}]", "t", "Div", "c", "", "lang", language_of(side), blocks);
}

/* ---- tables */

static json_t *cell(json_t *blocks) {
    return json_pack("[o, {s: s}, i, i, o]", no_attributes(), "t", "AlignDefault", 1, 1, blocks);
}

static json_t *column(double width) {
    return json_pack("[{s: s}, {s: s, s: f}]", "t", "AlignDefault", "t", "ColWidth", "c", width);
}

static void end_table(struct writing *writing) {
    bool gutter = writing->shape == GUTTERED_TABLE;
    if (!writing->rows)
        return;
    json_t *columns = gutter ? json_pack("[o, o, o]", column(.48), column(.04), column(.48))
                             : json_pack("[o, o]", column(.5), column(.5));
    json_t *body = json_pack("[o, i, [], o]", no_attributes(), 0, writing->rows);
    json_array_append_new(writing->blocks,
                          json_pack("{s: s, s: [o, [n, []], o, [o, []], [o], [o, []]]}", "t", "Table", "c",
                                    no_attributes(), columns, no_attributes(), body, no_attributes()));
    writing->rows = NULL;
}

/* A line in one cell: what pipe tables hold. */
static json_t *line_of(const struct writing *writing, const xmlNode *side) {
    const char *number = xml_attribute(side->parent, "number"), *list = xml_attribute(side->parent, "list");
    json_t *inlines = json_array();
    if (number && list && !is_empty(side)) {
        bool ordered = !strcmp(list, "ordered");
        char mark[32];
        snprintf(mark, sizeof mark, ordered ? "%s." : "•", number);
        json_array_append_new(inlines, json_pack("{s: s, s: s}", "t", "Str", "c", mark));
        json_array_append_new(inlines, json_pack("{s: s}", "t", "Space"));
    }
    json_t *rest = pandoc_inlines_of(side, writing->given);
    json_array_extend(inlines, rest);
    json_decref(rest);
    return json_pack("[{s: s, s: o}]", "t", "Plain", "c", inlines);
}

static void add_table_row(struct writing *writing, const xmlNode *row) {
    json_t *cells = json_array();
    for (int s = 0; s < 2; s++) {
        const xmlNode *side = side_of(row, s);
        if (s && writing->shape == GUTTERED_TABLE)
            json_array_append_new(cells, cell(json_array()));
        json_array_append_new(cells, cell(writing->shape == PIPE_TABLE
                                              ? line_of(writing, side)
                                              : with_language(writing, side, blocks_of(writing, side))));
    }
    if (!writing->rows)
        writing->rows = json_array();
    json_array_append_new(writing->rows, json_pack("[o, o]", no_attributes(), cells));
}

/* ---- the other shapes */

static void append(struct writing *writing, json_t *blocks) {
    json_array_extend(writing->blocks, blocks);
    json_decref(blocks);
}

static void add_columns(struct writing *writing, const xmlNode *row) {
    static const char *const classes[] = {"left", "right"};
    json_t *cells = json_array();
    for (int s = 0; s < 2; s++) {
        const xmlNode *side = side_of(row, s);
        if (!is_empty(side))
            json_array_append_new(cells, json_pack("{s: s, s: [[s, [s, s], [[s, s], [s, s]]], o]}", "t", "Div", "c", "",
                                                   "column", classes[s], "lang", language_of(side), "style",
                                                   "flex: 1 1 16em; min-width: 0", blocks_of(writing, side)));
    }
    json_array_append_new(writing->blocks,
                          json_pack("{s: s, s: [[s, [s], [[s, s]]], o]}", "t", "Div", "c", "", "enregard-row", "style",
                                    "display: flex; flex-wrap: wrap; column-gap: 1.5em", cells));
}

static void add_between(struct writing *writing, const xmlNode *row, const char *format, const char *before,
                        const char *between, const char *after) {
    json_array_append_new(writing->blocks, raw(format, before));
    append(writing, with_language(writing, side_of(row, 0), blocks_of(writing, side_of(row, 0))));
    json_array_append_new(writing->blocks, raw(format, between));
    append(writing, with_language(writing, side_of(row, 1), blocks_of(writing, side_of(row, 1))));
    json_array_append_new(writing->blocks, raw(format, after));
}

static void add_row(struct writing *writing, const xmlNode *row) {
    switch (writing->shape) {
    case TABLE:
    case GUTTERED_TABLE:
    case PIPE_TABLE: add_table_row(writing, row); break;
    case COLUMNS: add_columns(writing, row); break;
    case PARACOL:
        add_between(writing, row, "latex", "\\begin{paracol}{2}", "\\switchcolumn", "\\end{paracol}");
        break;
    case GRID:
        add_between(writing, row, "typst", "#grid(columns: (1fr, 1fr), column-gutter: 1em, [", "], [", "])");
        break;
    case STACKED:
        for (int s = 0; s < 2; s++)
            append(writing, with_language(writing, side_of(row, s), blocks_of(writing, side_of(row, s))));
    }
}

/* A heading outside of the columns, so that tables of contents have it: both languages in a line. */
static bool add_heading(struct writing *writing, const xmlNode *row) {
    json_t *sides[2];
    if (!is_heading(row))
        return false;
    for (int s = 0; s < 2; s++)
        sides[s] = pandoc_blocks_of(side_of(row, s), writing->given);
    json_t *heading = json_array_get(sides[0], 0), *other = json_array_get(sides[1], 0);
    bool both = json_array_size(sides[0]) == 1 && json_array_size(sides[1]) == 1;
    json_t *contents[2] = {json_object_get(heading, "c"), json_object_get(other, "c")};
    json_t *inlines[2] = {json_array_get(contents[0], 2), json_array_get(contents[1], 2)};
    if (both && json_is_array(inlines[0]) && json_is_array(inlines[1])) {
        json_t *line = json_array();
        for (int s = 0; s < 2; s++) {
            if (s)
                json_array_append_new(line, json_pack("{s: s, s: s}", "t", "Str", "c", "\u00A0· "));
            json_array_append_new(line, json_pack("{s: s, s: [[s, [], [[s, s]]], O]}", "t", "Span", "c", "", "lang",
                                                  language_of(side_of(row, s)), inlines[s]));
        }
        json_array_set_new(contents[0], 2, line);
        json_array_append(writing->blocks, heading);
    } else {
        json_array_extend(writing->blocks, sides[0]);
        json_array_extend(writing->blocks, sides[1]);
    }
    json_decref(sides[0]);
    json_decref(sides[1]);
    return true;
}

/* Rows [first, end) of a section, and their blocks. */
struct part {
    const xmlNode *first, *end;
    const char *format;
    enum shape shape;
    json_t *blocks;
};

static void write_part(void *work) {
    struct part *part = work;
    struct writing writing = {part->shape, marks_languages(part->format), pandoc_given_new(), json_array(), NULL};
    for (const xmlNode *row = part->first; row != part->end; row = row->next) {
        if (!is_row(row))
            continue;
        bool alone = is_alone(row);
        if (alone || is_heading(row))
            end_table(&writing);
        if (add_heading(&writing, row))
            continue;
        if (!alone)
            add_row(&writing, row);
        for (int s = 0; alone && s < 2; s++)
            append(&writing, with_language(&writing, side_of(row, s), blocks_of(&writing, side_of(row, s))));
    }
    end_table(&writing);
    pandoc_given_free(writing.given);
    part->blocks = writing.blocks;
}

/* The block that a side goes on with from a row, or had last before it; NULL where there is none. */
static const char *block_at(const xmlNode *row, int side, bool before) {
    for (row = before ? row->prev : row; row; row = before ? row->prev : row->next)
        if (is_row(row) && !is_empty(side_of(row, side)))
            return xml_attribute(before ? side_of(row, side)->last : side_of(row, side)->children, "data-id");
    return NULL;
}

/* Do the rows before it have nothing to do with it and those after: no block of both, and no table? */
static bool is_apart(const xmlNode *row, enum shape shape) {
    bool in_table = shape == TABLE || shape == GUTTERED_TABLE || shape == PIPE_TABLE;
    bool apart = is_row(row) && (!in_table || is_alone(row) || is_heading(row));
    for (int s = 0; apart && s < 2; s++) {
        const char *before = block_at(row, s, true), *after = block_at(row, s, false);
        apart = !before || !after || strcmp(before, after);
    }
    return apart;
}

/* Of many rows, one after the middle that is apart; NULL where there is none, or it would not pay. */
static const xmlNode *find_middle(const xmlNode *section, enum shape shape) {
    enum { MANY = 1024 };
    size_t rows = 0;
    for (const xmlNode *row = section->children; row; row = row->next)
        rows++;
    const xmlNode *row = rows < MANY ? NULL : section->children;
    for (size_t i = 0; row && (i < rows / 2 || !is_apart(row, shape)); i++)
        row = row->next;
    return row;
}

json_t *pandoc_shape(const xmlNode *section, const char *format, bool interleaved) {
    struct part all = {section->children, NULL, format, interleaved ? STACKED : shape_of(format), NULL}, rest = all;
    const xmlNode *middle = find_middle(section, all.shape);
    if (!middle) {
        write_part(&all);
        return all.blocks;
    }
    rest.first = all.end = middle;
    abreast(true, write_part, &all, &rest);
    json_array_extend(all.blocks, rest.blocks);
    json_decref(rest.blocks);
    return all.blocks;
}

json_t *pandoc_preamble(const char *format) {
    return shape_of(format) == PARACOL
               ? json_pack("{s: s, s: [o]}", "t", "MetaBlocks", "c", raw("latex", "\\usepackage{paracol}"))
               : NULL;
}
