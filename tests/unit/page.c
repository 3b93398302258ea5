#include "blocks.h"
#include "input.h"
#include "marks.h"
#include "post.h"
#include "range.h"
#include "rules.h"
#include "separate.h"
#include "unit.h"
#include "xml.h"
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static xmlDoc *read_page(const char *bytes, size_t length, const char *charset) {
    char path[] = "/tmp/enregard-test-XXXXXX";
    int file = mkstemp(path);
    struct error error = {0};
    assert_int_equal(write(file, bytes, length), (long)length);
    close(file);
    struct input_options options = input_default;
    options.charset = charset;
    xmlDoc *doc = input_read(path, &options, &error);
    unlink(path);
    return doc;
}

static char *text_of(xmlDoc *doc) {
    struct buffer text = {0};
    xml_add_text(&text, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return text.data;
}

static void expect_text(const char *bytes, size_t length, const char *charset, const char *text) {
    char *got = text_of(read_page(bytes, length, charset));
    assert_string_equal(got, text);
    memory_free(got);
}

static void charsets_are_declared_or_guessed(void **state) {
    (void)state;
    expect_text("<p>d\xC3\xA9j\xC3\xA0</p>", 13, NULL, "déjà");
    expect_text("<p>l\x92\xE9t\xE9</p>", 12, NULL, "l’été");
    expect_text("<meta charset=iso-8859-1><p>l\x92\xE9t\xE9</p>", 37, NULL, "l’été");
    expect_text("<p>\xEA</p>", 8, "koi8-r", "Й");
    expect_text("\xFF\xFE<\0p\0>\0\xE9\0", 10, NULL, "é");
}

static void xhtml_entities(void **state) {
    (void)state;
    const char *page = "<html xmlns='http://www.w3.org/1999/xhtml'><p>caf&eacute; &amp; th&eacute;</p></html>";
    expect_text(page, strlen(page), NULL, "café & thé");
}

static void what_is_not_well_formed_is_html(void **state) {
    (void)state;
    const char *page = "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>one<br>two";
    expect_text(page, strlen(page), NULL, "onetwo");
}

/* The blocks' texts, each with its role's first letter, joined by |. */
static void no_depth_loses_text(void **state) {
    (void)state;
    struct buffer page = {0};
    for (int i = 0; i < 3000; i++)
        buffer_print(&page, "<div>%s", i % 1000 == 999 ? "a <b>b</b>" : "");
    buffer_add_string(&page, "c");
    expect_text(page.data, page.length, NULL, "a ba ba bc");
    buffer_free(&page);
}

static void expect_blocks(const char *page, const char *expected) {
    xmlDoc *doc = read_page(page, strlen(page), NULL);
    xmlNode *root = xmlDocGetRootElement(doc);
    struct buffer all = {0};
    blocks_mark(root);
    for (xmlNode *n = blocks_next(NULL, root); n; n = blocks_next(n, root)) {
        buffer_print(&all, "%s%c:", all.length ? "|" : "", *role_name(blocks_role(n)));
        blocks_text(&all, n);
    }
    assert_string_equal(buffer_text(&all), expected);
    buffer_free(&all);
    xmlFreeDoc(doc);
}

static void every_run_of_text_is_a_block(void **state) {
    (void)state;
    expect_blocks("<h2>a</h2><p>b <b>c</b></p>", "h:a|p:b c");
    expect_blocks("<ul><li>a<ul><li>b</ul></ul>", "i:a|i:b");
    expect_blocks("<div>a<p>b</p>c</div>", "p:a|p:b|p:c");
    expect_blocks("<p>a<br><br>b<br>c</p>", "p:a|p:bc");
    expect_blocks("<blockquote>a</blockquote><table><tr><td>b</table>", "q:a|c:b");
    expect_blocks("<p> </p><div></div><p>a</p>", "p:a");
}

#define P "<p xmlns=\"" XHTML "\">"
static void a_range_keeps_the_markup_over_it(void **state) {
    (void)state;
    xmlDoc *doc = xmlReadDoc(xml(P "ab<b>cd<i>ef</i></b><br/>gh</p>"), NULL, NULL, 0);
    const struct {
        size_t from, to;
        const char *xml;
    } cases[] = {{0, 8, P "ab<b>cd<i>ef</i></b><br/>gh</p>"},
                 {1, 3, P "b<b>c</b></p>"},
                 {5, 7, P "<b><i>f</i></b><br/>g</p>"},
                 {0, 0, "<p xmlns=\"" XHTML "\"/>"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        xmlNode *copy = range_clone(xmlDocGetRootElement(doc), doc, cases[i].from, cases[i].to, 8);
        xmlBuffer *out = xmlBufferCreate();
        xmlNodeDump(out, doc, copy, 0, 0);
        assert_string_equal((const char *)xmlBufferContent(out), cases[i].xml);
        xmlBufferFree(out);
        xmlFreeNode(copy);
    }
    xmlFreeDoc(doc);
}

/* "fr:…|en:…|" of the elements that have a language and text of their own. */
static void expect_marked(const char *page, const char *expected) {
    xmlDoc *doc = read_page(page, strlen(page), NULL);
    xmlNode *root = xmlDocGetRootElement(doc);
    struct buffer got = {0};
    marks_read(root);
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        struct buffer text = {0};
        if (n->type != XML_ELEMENT_NODE || !xml_attribute(n, "lang"))
            continue;
        xml_add_text(&text, n);
        buffer_print(&got, "%s:%s|", xml_attribute(n, "lang"), buffer_text(&text));
        buffer_free(&text);
    }
    assert_string_equal(buffer_text(&got), expected);
    buffer_free(&got);
    xmlFreeDoc(doc);
}

static void marks_in_the_text_become_languages(void **state) {
    (void)state;
    expect_marked("<p>no [marks] {here}</p>", "");
    expect_marked("<p>[:en]One[:fr]Un[:]</p><p>both</p>", "en:One|fr:Un|");
    expect_marked("<div><p>[:en]One</p><p>Two</p><p>[:fr]Un</p><p>Deux[:]</p></div><p>after</p>",
                  "en:One|en:Two|fr:Un|fr:Deux|");
    expect_marked("<div><!--:en--><p>One</p><!--:--><!--:fr--><p>Un</p></div><p>after</p>", "en:One|fr:Un|");
    expect_marked("<div>{:fr}Un{:en}One</div><p>after</p>", "fr:Un|en:One|");
    char title[] = "[:en]My trip[:fr]Mon voyage[:]", plain[] = "Plain [title]";
    marks_keep_first(title);
    marks_keep_first(plain);
    assert_string_equal(title, "My trip");
    assert_string_equal(plain, "Plain [title]");
}

static void names_match_whole_words(void **state) {
    (void)state;
    struct error error = {0};
    char path[4096];
    snprintf(path, sizeof path, "%s/stylesheets/rules/page.xml", SOURCE_DIR);
    struct rules *rules = rules_new();
    rules_add(rules, path, &error);
    assert_non_null(rules);
    const struct {
        const char *class;
        bool furniture;
    } cases[] = {{"site-nav", true}, {"siteNav", true},        {"navigate", false},
                 {"share-buttons", true}, {"entry-content", false}, {"no-sidebar", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        xmlNode *node = xmlNewNode(NULL, xml("div"));
        xml_set(node, "class", cases[i].class);
        assert_int_equal(rules_named(rules, RULE_DROP, node) != NULL, cases[i].furniture);
        xmlFreeNode(node);
    }
    assert_non_null(rules_line(rules, "11h16 · 6 sept. 2024", 21, LINE_WHOLE));
    assert_non_null(rules_line(rules, "334,3 k vues", 12, LINE_WHOLE));
    assert_non_null(rules_line(rules, "Traduire le post", 16, LINE_GLUED));
    assert_null(rules_line(rules, "Traduire le post est un art difficile", 37, LINE_WHOLE));
    assert_non_null(rules_line(rules, "J'aime · Partager · 214 commentaires", 38, LINE_WHOLE));
    assert_null(rules_line(rules, "Partager · Un mot", 18, LINE_WHOLE));
    assert_non_null(rules_line(rules, "À lire aussi", 13, LINE_ENDS));
    assert_null(rules_line(rules, "À lire aussi", 13, LINE_WHOLE));
    rules_free(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charsets_are_declared_or_guessed),
        cmocka_unit_test(xhtml_entities),
        cmocka_unit_test(what_is_not_well_formed_is_html),
        cmocka_unit_test(no_depth_loses_text),
        cmocka_unit_test(every_run_of_text_is_a_block),
        cmocka_unit_test(a_range_keeps_the_markup_over_it),
        cmocka_unit_test(marks_in_the_text_become_languages),
        cmocka_unit_test(names_match_whole_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
