#include "unit.h"
#include "references.h"
#include <string.h>

static void check(void (*resolve)(struct buffer *), const char *given, const char *wanted) {
    struct buffer bytes = {0};
    buffer_add_string(&bytes, given);
    resolve(&bytes);
    assert_string_equal(buffer_text(&bytes), wanted);
    buffer_free(&bytes);
}

static void names_and_numbers_are_characters(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"l&#146;&eacute;t&#xE9; &hellip;", "l’été …"},      {"&#128;&#x80;", "€€"},
        {"&#0;&#xD800;&#1114112;&#99999999999;", "����"},    {"&lt;&amp;&#60;&#x26;", "&#60;&#38;&#60;&#38;"},
        {"&unknown; & &x", "&unknown; & &x"},                 {"", ""},
        {"&", "&"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        check(references_resolve_xml, pairs[i][0], pairs[i][1]);
        check(references_resolve_html, pairs[i][0], pairs[i][1]);
    }
}

static void semicolons_may_be_missing_in_html(void **state) {
    (void)state;
    check(references_resolve_html, "caf&eacute au lait, cr&egraveme, 5&nbsp;%, &rsquo", "café au lait, crème, 5\u00A0%, &rsquo");
    check(references_resolve_html, "&#8217 &#x2019 &# &#x &#a", "’ ’ &amp;# &amp;#x &amp;#a");
    check(references_resolve_html, "<a href=\"?a=1&copy=2&lt;&eacute;&amp\">R&D</a>", "<a href=\"?a=1&copy=2&#60;é&#38;\">R&D</a>");
    check(references_resolve_xml, "caf&eacute au", "caf&eacute au");
}

static void comments_and_raw_text_are_not_markup(void **state) {
    (void)state;
    check(references_resolve_html, "a<!-->b<!--->c<!--:fr-->d<!-- x --!>e&eacute;", "a<!-- -->b<!-- -->c<!--:fr-->d<!-- x -->eé");
    check(references_resolve_html, "<script>a && b &lt; c <!-- </script>&lt;", "<script>a && b &lt; c <!-- </script>&#60;");
    check(references_resolve_html, "<title>&eacute; <b></title>", "<title>é &lt;b></title>");
    check(references_resolve_html, "<xmp>&eacute; <b></xmp>", "<xmp>&amp;eacute; &lt;b></xmp>");
    check(references_resolve_html, "<iframe src=x>nobody <!-- sees </iframe>it", "<iframe src=x></iframe>it");
    check(references_resolve_html, "<title>never ends <b>", "<title>never ends <b>");
    check(references_resolve_html, "1 < 2 <3 <a <!-- open &amp;", "1 &lt; 2 &lt;3 <a <!-- open &#38;");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers_are_characters),
        cmocka_unit_test(semicolons_may_be_missing_in_html),
        cmocka_unit_test(comments_and_raw_text_are_not_markup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
