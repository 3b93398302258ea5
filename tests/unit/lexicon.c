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
    assert_int_equal(lexicon_compile_freedict("/usr/share/dictd", NULL, "fr", "en", path, &error), 0);
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
    assert_int_equal(lexicon_compile_freedict("/nowhere", NULL, "fr", "en", "/tmp/x", &error),
                     EX_UNAVAILABLE);
    error = (struct error){0};
    assert_null(lexicon_open("/dev/null", "fr", "en", &error));
    assert_int_equal(error.status, EX_DATAERR);
}

static void put_file(const char *folder, const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void remove_file(const char *folder, const char *name) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    unlink(path);
}

/* fr-de and de-en, but no fr-en. */
static void a_third_language_links_two(void **state) {
    (void)state;
    static const char *const names[] = {"freedict-fra-deu.index", "freedict-fra-deu.dict.dz",
                                        "freedict-deu-eng.index", "freedict-deu-eng.dict.dz", "out"};
    static const char *const texts[] = {"chien\tA\tL\n", "chien\nHund\n", "Hund\tA\tJ\n", "Hund\ndog\n"};
    char folder[] = "/tmp/enregard-dictd-XXXXXX", out[256];
    struct error error = {0};
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < 4; i++)
        put_file(folder, names[i], texts[i]);
    snprintf(out, sizeof out, "%s/out", folder);
    assert_int_equal(lexicon_compile_freedict(folder, NULL, "fr", "en", out, &error), 0);
    const char *const fr[] = {"chien"}, *const en[] = {"dog"};
    struct lexicon *lexicon = lexicon_open(out, "fr", "en", &error);
    assert_non_null(lexicon);
    memset(strengths, 0, sizeof strengths);
    lexicon_links(lexicon, fr, 1, en, 1, note, NULL);
    assert_true(strengths[0][0] > .4f && strengths[0][0] < .6f); /* .875 (1 - e^-.8) */
    assert_true(lexicon_knows(lexicon, "fr", "chien") && !lexicon_knows(lexicon, "en", "chien"));
    lexicon_free(lexicon);
    assert_int_equal(lexicon_compile_freedict(folder, NULL, "fr", "es", out, &error), EX_UNAVAILABLE);
    for (size_t i = 0; i < 5; i++)
        remove_file(folder, names[i]);
    rmdir(folder);
}

static void hunaligns_dictionaries_are_tables_too(void **state) {
    (void)state;
    char table[] = "/tmp/enregard-table-XXXXXX", out[] = "/tmp/enregard-lexicon-XXXXXX";
    struct error error = {0};
    const char *const fr[] = {"chien"}, *const en[] = {"dog"};
    int file = mkstemp(table);
    assert_int_equal(write(file, "dog @ chien\n", 12), 12);
    close(file);
    close(mkstemp(out));
    assert_int_equal(lexicon_compile_table(table, "fr", "en", out, &error), 0);
    struct lexicon *lexicon = lexicon_open(out, "fr", "en", &error);
    memset(strengths, 0, sizeof strengths);
    lexicon_links(lexicon, fr, 1, en, 1, note, NULL);
    assert_true(strengths[0][0] > .9f);
    lexicon_free(lexicon);
    unlink(table);
    unlink(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_freedict_pair_links_translations_either_way_round),
        cmocka_unit_test(a_table_is_a_dictionary_too),
        cmocka_unit_test(a_third_language_links_two),
        cmocka_unit_test(hunaligns_dictionaries_are_tables_too),
        cmocka_unit_test(no_package_and_no_lexicon_are_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
