#include "unit.h"
#include "utf8.h"
#include "words.h"

static void check(const char *input, const char *expected) {
    struct buffer got = {0};
    struct word word;
    for (size_t at = 0; word_next(input, strlen(input), &at, &word);) {
        if (got.length)
            buffer_add_string(&got, "|");
        word_surface(&got, input, word);
    }
    assert_string_equal(buffer_text(&got), expected);
    buffer_free(&got);
}

static void surfaces_are_lower_case_without_accents(void **state) {
    (void)state;
    check("L’Œuvre, Été", "l|oeuvre|ete");
}

static void a_number_is_its_digits(void **state) {
    (void)state;
    check("1 234,5 et 950M", "12345|et|950|m");
}

static void scripts_divide_words_where_no_space_does(void **state) {
    (void)state;
    check("黒い猫がコンピューターを学ぶ。", "黒|い|猫|が|コンピューター|を|学|ぶ");
    check("GNU/Linux中最强大的", "gnu|linux|中最强大的");
}

static void a_text_is_about_as_long_as_its_translation(void **state) {
    (void)state;
    assert_int_equal(utf8_extent("été", strlen("été")), 3);
    assert_int_equal(utf8_extent("黒い", strlen("黒い")), 5);
    assert_int_equal(utf8_extent("한국", strlen("한국")), 4);
    assert_int_equal(utf8_plain_mark(0x3002), '.');
    assert_int_equal(utf8_plain_mark(0xFF08), '(');
    assert_int_equal(utf8_plain_mark(0xE9), 0xE9);
}

static void inflections_share_a_key(void **state) {
    (void)state;
    struct stemmer *stemmer = stemmer_new("en");
    struct buffer one = {0}, two = {0};
    word_key(stemmer, &one, "principles", (struct word){0, 10, false, false});
    word_key(stemmer, &two, "Principle", (struct word){0, 9, false, true});
    assert_string_equal(one.data, two.data);
    buffer_free(&one);
    buffer_free(&two);
    stemmer_free(stemmer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(surfaces_are_lower_case_without_accents),
        cmocka_unit_test(a_number_is_its_digits),
        cmocka_unit_test(scripts_divide_words_where_no_space_does),
        cmocka_unit_test(a_text_is_about_as_long_as_its_translation),
        cmocka_unit_test(inflections_share_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
