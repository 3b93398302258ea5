/* What a blog's export holds: WordPress's paragraphs and shortcodes; XPaths as people write them. */
#include "autop.h"
#include "unit.h"
#include "xpath.h"

static void html_is(const char *stored, const char *shown) {
    struct buffer out = {0};
    autop_add(&out, stored, strlen(stored));
    assert_string_equal(buffer_text(&out), shown);
    buffer_free(&out);
}

static void empty_lines_part_paragraphs(void **state) {
    (void)state;
    html_is("Un\ndeux\n\nTrois", "<p>Un<br/>\ndeux</p>\n<p>Trois</p>\n");
    html_is("Un\r\n \r\nDeux", "<p>Un</p>\n<p>Deux</p>\n");
    html_is("", "");
    html_is("\n\n \n", "");
}

static void blocks_stand_between_paragraphs(void **state) {
    (void)state;
    html_is("Avant\n<h2>Titre</h2>\nAprès", "<p>Avant</p>\n<h2>Titre</h2><p>Après</p>\n");
    html_is("<ul>\n<li>un</li>\n<li>deux</li>\n</ul>", "<ul><li>un</li><li>deux</li></ul>");
    html_is("<li>un\n\ndeux</li>", "<li><p>un</p>\n<p>deux</p>\n</li>");
    html_is("<blockquote>Cité\n\nEncore</blockquote>", "<blockquote><p>Cité</p>\n<p>Encore</p>\n</blockquote>");
    html_is("<p>Un\ndeux</p>", "<p>Un<br/>\ndeux</p>");
}

static void code_and_block_editor_stay(void **state) {
    (void)state;
    html_is("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>");
    html_is("<!-- wp:paragraph -->\n<p>Un\ndeux</p>", "<!-- wp:paragraph -->\n<p>Un\ndeux</p>");
}

static void shortcodes_go_brackets_stay(void **state) {
    (void)state;
    html_is("[gallery ids=\"1,2\"]", "");
    html_is("Il dit [sic] « oui » [1] [...] [fr]", "<p>Il dit [sic] « oui » [1] [...] [fr]</p>\n");
    html_is("[su_box title=\"x\"]Dedans[/su_box]", "<p>Dedans</p>\n");
    html_is("[caption width=\"3\"]<img src=\"a\"/> Mots[/caption]",
            "<figure><p><img src=\"a\"/></p>\n<figcaption>Mots</figcaption></figure>");
    html_is("[caption width=\"3\"]sans fin", "<figure><figcaption>sans fin</figcaption></figure>");
    html_is("fin [", "<p>fin [</p>\n");
}

static void xpath_is(const char *written, const char *meant) {
    struct buffer out = {0};
    xpath_add_html(&out, written);
    assert_string_equal(buffer_text(&out), meant);
    buffer_free(&out);
}

static void names_in_an_xpath_mean_html(void **state) {
    (void)state;
    xpath_is("//div", "//h:div");
    xpath_is("//div[@class='a div b']/p[1]", "//h:div[@class='a div b']/h:p[1]");
    xpath_is("//h:div | //span", "//h:div | //h:span");
    xpath_is("//p[f:words(.) > 3 and not(ancestor::blockquote)]", "//h:p[f:words(.) > 3 and not(ancestor::h:blockquote)]");
    xpath_is("count(//p) div 2 * 3", "count(//h:p) div 2 * 3");
    xpath_is("//*[local-name() = \"p\"]", "//*[local-name() = \"p\"]");
    xpath_is("div/div div div", "h:div/h:div div h:div");
    xpath_is("//p[attribute::id = $and]", "//h:p[attribute::id = $and]");
    xpath_is("//text() | .//node()[. = .5]", "//text() | .//node()[. = .5]");
    xpath_is("//p['", "//h:p['");
    xpath_is("", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_lines_part_paragraphs), cmocka_unit_test(blocks_stand_between_paragraphs),
        cmocka_unit_test(code_and_block_editor_stay),  cmocka_unit_test(shortcodes_go_brackets_stay),
        cmocka_unit_test(names_in_an_xpath_mean_html),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
