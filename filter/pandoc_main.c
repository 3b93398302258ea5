/* pandoc-enregard: a filter of Pandoc's.  A document's AST in, the same with its two languages side by side out, in
 * the shape that the target format, the argument, keeps whole. */
#include "align.h"
#include "bilingual.h"
#include "bitext.h"
#include "blocks.h"
#include "fine.h"
#include "language.h"
#include "lexicon.h"
#include "memory.h"
#include "message.h"
#include "pandoc_ast.h"
#include "pandoc_file.h"
#include "pandoc_shape.h"
#include "sentence.h"
#include "separate.h"
#include "xml.h"
#include <jansson.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

/* Of the document, or of one Div. */
struct settings {
    char language[2][36];
    bool interleaved, by_sentence;
};

/* ---- settings */

/* The text of a metadata value, as far as it is words. */
static void add_meta_text(struct buffer *out, const json_t *value) {
    const char *type = json_string_value(json_object_get(value, "t"));
    const json_t *content = json_object_get(value, "c");
    size_t i;
    json_t *part;
    if (json_is_string(content))
        buffer_add_string(out, json_string_value(content));
    else if (type && !strcmp(type, "Space"))
        buffer_add_string(out, " ");
    json_array_foreach(content, i, part) {
        if (i && type && !strcmp(type, "MetaList"))
            buffer_add_string(out, ",");
        add_meta_text(out, part);
    }
}

static int set(struct settings *settings, const char *name, const char *value, struct error *error) {
    if (!strcmp(name, "languages")) {
        if (sscanf(value, " %35[A-Za-z0-9-] , %35[A-Za-z0-9-]", settings->language[0], settings->language[1]) != 2)
            error_set(error, EX_DATAERR, "", 0, "enregard's languages '%s' are no pair; write them as [fr, en]", value);
    } else if (!strcmp(name, "layout"))
        settings->interleaved = !strcmp(value, "interleaved");
    else if (!strcmp(name, "unit"))
        settings->by_sentence = !strcmp(value, "sentence");
    else
        error_set(error, EX_DATAERR, "", 0, "enregard knows no '%s'; it has languages, layout and unit", name);
    return error->status;
}

static void read_meta(struct settings *settings, const json_t *document, struct error *error) {
    json_t *map = json_object_get(json_object_get(json_object_get(document, "meta"), "enregard"), "c"), *value;
    const char *name;
    json_object_foreach(map, name, value) {
        struct buffer text = {0};
        add_meta_text(&text, value);
        set(settings, name, buffer_text(&text), error);
        buffer_free(&text);
    }
}

static void read_attributes(struct settings *settings, const json_t *attributes, struct error *error) {
    size_t i;
    json_t *pair;
    json_array_foreach(json_array_get(attributes, 2), i, pair) {
        const char *name = json_string_value(json_array_get(pair, 0)), *value = json_string_value(json_array_get(pair, 1));
        if (name && value && strchr("lu", *name) && (!strcmp(name, "languages") || !strcmp(name, "layout") || !strcmp(name, "unit")))
            set(settings, name, value, error);
    }
}

/* ---- the way through */

static struct work {
    struct work *before;
    const struct settings *settings;
    struct post post;
    struct text sides[2];
    struct links links;
    struct alignment alignment;
    struct lexicon *lexicon;
    xmlDoc *bitext;
} *works; /* the end of the program frees them, faster */

static bool is_bilingual(struct work *work, struct error *error) {
    const char *language[2] = {work->settings->language[0], work->settings->language[1]};
    language_stamp(work->post.article, language[0], language[1]);
    separate_join_images(work->post.article);
    for (int s = 0; s < 2; s++)
        separate_side(&work->sides[s], work->post.article, language[s], NULL, error);
    sentence_cut_sides(work->sides);
    if (error->status || !work->sides[0].count || !work->sides[1].count)
        return false;
    work->lexicon = lexicon_cached(language[0], language[1]);
    links_make(&work->links, &work->sides[0], &work->sides[1], work->lexicon);
    if (work->lexicon && !bilingual_by_length(&work->links))
        return false;
    align_texts(&work->alignment, &work->sides[0], &work->sides[1], &work->links, &weights_default, ROWS_OF_BETTER);
    return !work->lexicon || bilingual(work->sides, &work->alignment, &work->links);
}

static void by_sentence(struct work *work) {
    struct alignment fine;
    fine_rows(&fine, work->sides, &work->alignment, &work->links, &weights_default);
    alignment_clear(&work->alignment);
    work->alignment = fine;
}

/* The blocks side by side; NULL where they are in one language. */
static json_t *side_by_side(const json_t *blocks, const struct settings *settings, const char *format,
                            struct error *error) {
    struct work *work = memory_alloc(sizeof *work);
    *work = (struct work){.before = works, .settings = settings, .post.doc = pandoc_to_xhtml(blocks)};
    works = work;
    work->post.article = xmlDocGetRootElement(work->post.doc);
    blocks_mark(work->post.article);
    if (!is_bilingual(work, error))
        return NULL;
    if (settings->by_sentence)
        by_sentence(work);
    work->bitext = bitext_new(settings->language[0], settings->language[1]);
    if (bitext_add(work->bitext, &work->post, 1, work->sides, &work->alignment, NULL, error))
        return NULL;
    return pandoc_shape(xmlDocGetRootElement(work->bitext)->children, format, settings->interleaved);
}

/* ---- the document */

/* The contents of a Div of class enregard; NULL for any other block. */
static json_t *marked_blocks(const json_t *block) {
    const json_t *content = json_object_get(block, "c"), *attributes = json_array_get(content, 0);
    const char *type = json_string_value(json_object_get(block, "t"));
    size_t i;
    json_t *class;
    if (!type || strcmp(type, "Div"))
        return NULL;
    json_array_foreach(json_array_get(attributes, 1), i, class)
        if (json_is_string(class) && !strcmp(json_string_value(class), "enregard"))
            return json_array_get(content, 1);
    return NULL;
}

/* Lays out each Div that asks for it; returns how many did. */
static size_t lay_out_divs(json_t *blocks, const struct settings *settings, const char *format, size_t *changed,
                           struct error *error) {
    size_t i, count = 0;
    json_t *block;
    json_array_foreach(blocks, i, block) {
        json_t *marked = marked_blocks(block), *content = json_object_get(block, "c");
        struct settings own = *settings;
        if (!marked)
            continue;
        read_attributes(&own, json_array_get(content, 0), error);
        json_t *shaped = error->status ? NULL : side_by_side(marked, &own, format, error);
        if (shaped)
            json_array_set_new(content, 1, shaped);
        *changed += shaped != NULL;
        count++;
    }
    return count;
}

static void add_preamble(json_t *document, const char *format) {
    json_t *needed = pandoc_preamble(format), *meta = json_object_get(document, "meta");
    json_t *there = json_object_get(meta, "header-includes");
    if (!needed)
        return;
    json_object_set_new(meta, "header-includes",
                        there ? json_pack("{s: s, s: [O, o]}", "t", "MetaList", "c", there, needed) : needed);
}

static void lay_out(json_t *document, const char *format, struct error *error) {
    struct settings settings = {{"fr", "en"}, false, false};
    json_t *blocks = json_object_get(document, "blocks");
    size_t changed = 0;
    read_meta(&settings, document, error);
    if (!error->status && !lay_out_divs(blocks, &settings, format, &changed, error) && !error->status) {
        json_t *shaped = side_by_side(blocks, &settings, format, error);
        changed = shaped != NULL;
        if (shaped)
            json_object_set_new(document, "blocks", shaped);
    }
    if (changed)
        add_preamble(document, format);
    else if (!error->status)
        message_note("left as it is: no text and translation in '%s' and '%s' found; name the pair with enregard: "
                     "{languages: [fr, en]} in the document's metadata",
                     settings.language[0], settings.language[1]);
}

/* A document's JSON is kept: all of it is needed nearly to the end. */
static void keep(void *block) { (void)block; }

int main(int argc, char **argv) {
    struct error error = {0};
    json_error_t bad;
    memory_setup();
    json_set_alloc_funcs(memory_keep, keep);
    xml_setup();
    struct sandbox *sandbox = sandbox_new();
    lexicon_allow(sandbox);
    sandbox_enter(sandbox);
    json_t *document = pandoc_read(stdin, &bad);
    json_incref(json_object_get(document, "blocks")); /* nobody has to take it apart */
    if (!document)
        error_set(&error, EX_DATAERR, "-", bad.line, "%s; run it as pandoc --filter pandoc-enregard", bad.text);
    else
        pandoc_check(document, "-", "run it as pandoc --filter pandoc-enregard", &error);
    if (!error.status)
        lay_out(document, argc > 1 ? argv[1] : "html", &error);
    if (!error.status)
        pandoc_write(document, stdout, &error);
    if (error.status)
        message_error(&error);
    return error.status;
}
