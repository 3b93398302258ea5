#include "unit.h"
#include "lexicon.h"
#include "lexicon_compile.h"
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

static float strengths[2][2];

static void note(void *context, uint32_t left, uint32_t right, float strength) {
    (void)context;
    strengths[left][right] = strength;
}

static void a_freedict_pair_links_translations_either_way_round(void **state) {
    (void)state;
    struct error error = {0};
    char path[] = "/tmp/enregard-lexicon-XXXXXX";
    close(mkstemp(path));
    assert_int_equal(lexicon_compile_freedict("/usr/share/dictd", "fr", "en", path, &error), 0);
    const char *const fr[] = {"maison", "chien"}, *const en[] = {"dog", "hous"};
    struct lexicon *lexicon = lexicon_open(path, "fr", "en-GB", &error);
    assert_non_null(lexicon);
    memset(strengths, 0, sizeof strengths);
    lexicon_links(lexicon, fr, 2, en, 2, note, NULL);
    assert_true(strengths[0][1] > 0.9f && strengths[1][0] > 0.9f);
    assert_true(strengths[0][0] == 0 && strengths[1][1] == 0);
    lexicon_free(lexicon);
    lexicon = lexicon_open(path, "en", "fr", &error);
    memset(strengths, 0, sizeof strengths);
    lexicon_links(lexicon, en, 2, fr, 2, note, NULL);
    assert_true(strengths[1][0] > 0.9f && strengths[0][1] > 0.9f);
    lexicon_free(lexicon);
    assert_null(lexicon_open(path, "fr", "de", &error));
    assert_int_equal(error.status, EX_DATAERR);
    unlink(path);
}

static void a_table_is_a_dictionary_too(void **state) {
    (void)state;
    struct error error = {0};
    char table[] = "/tmp/enregard-table-XXXXXX", path[] = "/tmp/enregard-lexicon-XXXXXX";
    int file = mkstemp(table);
    assert_int_equal(write(file, "chat\tcat\t0.5\nchien\tdog\n", 23), 23);
    close(file);
    close(mkstemp(path));
    assert_int_equal(lexicon_compile_table(table, "fr", "en", path, &error), 0);
    const char *const fr[] = {"chat", "chien"}, *const en[] = {"cat", "dog"};
    struct lexicon *lexicon = lexicon_open(path, "fr", "en", &error);
    memset(strengths, 0, sizeof strengths);
    lexicon_links(lexicon, fr, 2, en, 2, note, NULL);
    assert_true(strengths[0][0] > 0.49f && strengths[0][0] < 0.51f);
    assert_true(strengths[1][1] == 1.0f);
    lexicon_free(lexicon);
    unlink(table);
    unlink(path);
}

static void no_package_and_no_lexicon_are_errors(void **state) {
    (void)state;
    struct error error = {0};
    assert_int_equal(lexicon_compile_freedict("/nowhere", "fr", "en", "/tmp/x", &error),
                     EX_UNAVAILABLE);
    error = (struct error){0};
    assert_null(lexicon_open("/dev/null", "fr", "en", &error));
    assert_int_equal(error.status, EX_DATAERR);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_freedict_pair_links_translations_either_way_round),
        cmocka_unit_test(a_table_is_a_dictionary_too),
        cmocka_unit_test(no_package_and_no_lexicon_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
