/* From rows to the book: the bitext document, the ledger, images, the zip. */
#include "bitext.h"
#include "blocks.h"
#include "epub.h"
#include "fine.h"
#include "images.h"
#include "input.h"
#include "report.h"
#include "sentence.h"
#include "separate.h"
#include "title.h"
#include "unit.h"
#include "xml.h"
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A page whose blocks say their language, up to its two sides. */
struct page {
    struct post post;
    struct text sides[2];
};

static struct page page_of(const char *html) {
    struct page page = {.post = {.doc = NULL}};
    struct buffer bytes = {0};
    struct error error = {0};
    buffer_add_string(&bytes, html);
    page.post.doc = input_parse(&bytes, "page.html", &input_default, &error);
    buffer_free(&bytes);
    page.post.article = xmlDocGetRootElement(page.post.doc);
    blocks_mark(page.post.article);
    for (xmlNode *n = blocks_next(NULL, page.post.article); n; n = blocks_next(n, page.post.article)) {
        const xmlNode *marked = n;
        while (!xml_attribute(marked, "lang"))
            marked = marked->parent;
        xmlNodeSetLang(n, xml(xml_attribute(marked, "lang")));
    }
    for (int s = 0; s < 2; s++) {
        assert_int_equal(separate_side(&page.sides[s], page.post.article, s ? "en" : "fr", NULL, &error), 0);
        sentence_cut(&page.sides[s]);
    }
    return page;
}

static void page_clear(struct page *page) {
    text_clear(&page->sides[0]);
    text_clear(&page->sides[1]);
    post_clear(&page->post);
}

static struct range blocks(size_t from, size_t to) { return (struct range){{from, 0}, {to, 0}}; }

static char *dump_of(xmlDoc *doc) {
    xmlChar *bytes;
    int length;
    xmlDocDumpMemoryEnc(doc, &bytes, &length, "UTF-8");
    char *copy = memory_copy((const char *)bytes, (size_t)length);
    xmlFree(bytes);
    xmlFreeDoc(doc);
    return copy;
}

static void a_list_is_given_back_to_flat_text(void **state) {
    (void)state;
    struct page page = page_of("<ol lang=fr><li>Un chat</li><li>Un chien</li></ol><p lang=en>1. A cat 2. A dog</p>");
    struct row rows[] = {{{blocks(0, 1), {{0, 0}, {0, 9}}}, .score = .9}, {{blocks(1, 2), {{0, 9}, {1, 0}}}, .score = .8}};
    struct error error = {0};
    xmlDoc *doc = bitext_new("fr", "en");
    assert_int_equal(bitext_add(doc, &page.post, 1, page.sides, &(struct alignment){.rows = rows, .count = 2}, NULL, &error), 0);
    bitext_describe(doc, "Animaux", (const char *const[]){"author", "Zoé", NULL});
    char *xml = dump_of(doc);
    assert_non_null(strstr(xml, "<head><author>Zoé</author><generator>"));
    assert_non_null(strstr(xml, "role=\"item\" kind=\"1-1\" score=\"0.800\" by=\"align\" list=\"ordered\" depth=\"1\" number=\"2\""));
    assert_non_null(strstr(xml, ">A cat </p>"));
    assert_non_null(strstr(xml, ">A dog</p>"));
    assert_null(strstr(xml, "1. A"));
    memory_free(xml);
    page_clear(&page);
}

static void rows_that_lose_text_are_an_error(void **state) {
    (void)state;
    struct page page = page_of("<p lang=fr>Un chat</p><p lang=fr>Un chien</p><p lang=en>A cat</p>");
    struct row rows[] = {{{blocks(0, 1), blocks(0, 1)}, .score = 1}};
    struct error error = {0};
    xmlDoc *doc = bitext_new("fr", "en");
    assert_int_not_equal(bitext_add(doc, &page.post, 1, page.sides, &(struct alignment){.rows = rows, .count = 1}, NULL, &error), 0);
    assert_non_null(strstr(error.what, "the rows hold"));
    xmlFreeDoc(doc);
    page_clear(&page);
}

static void the_ledger_counts_every_word(void **state) {
    (void)state;
    struct page page = page_of("<p lang=fr>Un petit chat</p><p lang=de>Ein Hund</p><p lang=en>A small cat</p><p lang=en>Alone</p>");
    struct row rows[] = {{{blocks(0, 1), blocks(0, 1)}, .score = .3}, {{blocks(1, 1), blocks(1, 2)}, .score = .9}};
    struct buffer out = {0};
    struct error error = {0};
    assert_int_equal(report_write(&out, &page.post, 1, page.sides, &(struct alignment){.rows = rows, .count = 2, .doubt = .5}, &error), 0);
    assert_string_equal(out.data, "rows\t2, doubtful 1\nwords\t9 = fr 3 + en 4 + dropped 2\ndoubtful 0.30\tr1\tUn petit chat\n"
                                  "only en\tr2\tAlone\ndropped\tlanguage-de\tEin Hund\n");
    buffer_free(&out);
    page_clear(&page);
}

/* Sentences 1 and 2 of the row's left answer 1 and 2 of its right; the last row has one each. */
static void fine_rows_lie_in_rows(void **state) {
    (void)state;
    struct page page = page_of("<p lang=fr>Telegram compte 950 millions de membres. Paris a 2 millions d'habitants.</p><p lang=fr>Fin.</p>"
                               "<p lang=en>Telegram has 950 million members. Paris has 2 million inhabitants.</p><p lang=en>End.</p>");
    struct row rows[] = {{{blocks(0, 1), blocks(0, 1)}, .score = 1}, {{blocks(1, 2), blocks(1, 2)}, .score = 1}};
    struct alignment fine;
    struct links links;
    links_make(&links, &page.sides[0], &page.sides[1], NULL);
    fine_rows(&fine, page.sides, &(struct alignment){.rows = rows, .count = 2}, &links, &weights_default);
    assert_int_equal(fine.count, 3);
    assert_int_equal(fine.rows[0].side[0].end.offset, strlen("Telegram compte 950 millions de membres. "));
    assert_int_equal(fine.rows[1].side[1].start.offset, strlen("Telegram has 950 million members. "));
    assert_int_equal(fine.rows[1].side[0].end.block, 1);
    alignment_clear(&fine);
    links_clear(&links);
    page_clear(&page);
}

static struct alignment two_rows(struct row first, struct row second) {
    struct row *rows = memory_alloc(2 * sizeof *rows);
    rows[0] = first;
    rows[1] = second;
    return (struct alignment){.rows = rows, .count = 2};
}

static void a_first_heading_alone_is_the_title(void **state) {
    (void)state;
    struct page page = page_of("<h1 lang=en>The rules of the house</h1><p lang=fr>Un chat</p><p lang=en>A cat</p>");
    struct alignment alignment = two_rows((struct row){{blocks(0, 0), blocks(0, 1)}, .score = 1}, (struct row){{blocks(0, 1), blocks(1, 2)}, .score = 1});
    page.post.title = memory_string("house-rules");
    title_take(&page.post, page.sides, &alignment);
    assert_string_equal(page.post.title, "The rules of the house");
    assert_null(page.post.translated_title);
    assert_int_equal(alignment.count, 1);
    alignment_clear(&alignment);
    page_clear(&page);
}

static void a_heading_alone_is_the_title_in_the_other_language(void **state) {
    (void)state;
    struct page page = page_of("<h1 lang=fr>Le règlement de la maison</h1><p lang=fr>Un chat</p><p lang=en>A cat</p>");
    struct alignment alignment = two_rows((struct row){{blocks(0, 1), blocks(0, 0)}, .score = 1}, (struct row){{blocks(1, 2), blocks(0, 1)}, .score = 1});
    page.post.title = memory_string("The rules of the house");
    title_take(&page.post, page.sides, &alignment);
    assert_string_equal(page.post.translated_title, "Le règlement de la maison");
    assert_int_equal(page.post.translated_side, 0);
    assert_int_equal(alignment.count, 1);
    assert_int_equal(page.sides[0].count, 1);
    title_take(&page.post, page.sides, &alignment);
    assert_int_equal(page.sides[0].count, 1);
    alignment_clear(&alignment);
    page_clear(&page);
}

static void write_file(const char *folder, const char *name, const char *bytes) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    fputs(bytes, file);
    fclose(file);
}

static void images_come_from_the_pages_folder_alone(void **state) {
    (void)state;
    char root[] = "/tmp/enregard-test-XXXXXX", inside[64], page[128], path[300];
    assert_non_null(mkdtemp(root));
    snprintf(inside, sizeof inside, "%s/a", root);
    snprintf(page, sizeof page, "%s/page.html", inside);
    mkdir(inside, 0700);
    write_file(inside, "one.gif", "GIF89a one");
    write_file(inside, "same.png", "GIF89a one");
    write_file(inside, "no.png", "text");
    write_file(root, "outside.gif", "GIF89a out");
    snprintf(path, sizeof path, "%s/link.gif", inside);
    assert_int_equal(symlink("../outside.gif", path), 0);
    struct images images = {.all = {0}};
    xmlDoc *doc = xmlReadDoc(xml("<p xmlns='" XHTML "'><img src='one.gif'/><img src='same.png?x=1'/><img src='no.png'/>"
                                 "<img src='../outside.gif'/><img src='link.gif'/><img src='/etc/passwd'/>"
                                 "<img src='data:image/gif;base64,R0lGODlhIG9uZQ=='/></p>"), NULL, NULL, 0);
    images_take(&images, xmlDocGetRootElement(doc), page, NULL, 0, false);
    assert_int_equal(images.all.count, 1); /* thrice the same bytes */
    assert_string_equal(images.all.at[0].name, "images/1.gif");
    char *marked = dump_of(doc);
    assert_non_null(strstr(marked, "src=\"same.png?x=1\" xmlns:e=\"" BITEXT "\" e:file=\"images/1.gif\"") ? marked
                    : strstr(marked, "src=\"same.png?x=1\" e:file=\"images/1.gif\""));
    assert_null(strstr(marked, "outside.gif\" e:"));
    assert_null(strstr(marked, "passwd\" e:"));
    memory_free(marked);
    images_clear(&images);
    const char *const folders[] = {root};
    doc = xmlReadDoc(xml("<img xmlns='" XHTML "' src='outside.gif'/>"), NULL, NULL, 0);
    images_take(&images, xmlDocGetRootElement(doc), page, folders, 1, true);
    marked = dump_of(doc);
    assert_non_null(strstr(marked, "data=\"data:image/gif;base64,R0lGODlhIG91dA==\""));
    memory_free(marked);
    images_clear(&images);
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", inside, (const char *const[]){"one.gif", "same.png", "no.png", "link.gif"}[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/outside.gif", root);
    unlink(path);
    rmdir(inside);
    rmdir(root);
}

static void the_zip_begins_with_its_type(void **state) {
    (void)state;
    struct buffer out = {0}, again = {0};
    struct error error = {0};
    struct images images = {.all = {0}};
    xmlDoc *files = xmlReadDoc(xml("<files><file path='a.xml'><a>é</a></file><file path='b.css'>b{}</file></files>"), NULL, NULL, 0);
    assert_int_equal(epub_pack(&out, files, &images, 1725700320, &error), 0);
    assert_int_equal(epub_pack(&again, files, &images, 1725700320, &error), 0);
    assert_memory_equal(out.data, "PK\3\4", 4);
    assert_int_equal(out.data[8], 0); /* stored */
    assert_memory_equal(out.data + 30, "mimetypeapplication/epub+zip", 28);
    assert_int_equal(out.length, again.length);
    assert_memory_equal(out.data, again.data, out.length);
    xmlFreeDoc(files);
    buffer_free(&out);
    buffer_free(&again);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_given_back_to_flat_text),
        cmocka_unit_test(rows_that_lose_text_are_an_error),
        cmocka_unit_test(the_ledger_counts_every_word),
        cmocka_unit_test(fine_rows_lie_in_rows),
        cmocka_unit_test(a_first_heading_alone_is_the_title),
        cmocka_unit_test(a_heading_alone_is_the_title_in_the_other_language),
        cmocka_unit_test(images_come_from_the_pages_folder_alone),
        cmocka_unit_test(the_zip_begins_with_its_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
