#include "unit.h"
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
        cmocka_unit_test(inflections_share_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
