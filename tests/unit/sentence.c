#include "unit.h"
#include "sentence.h"
#include <stdio.h>

/* Cuts one block and compares it with `expected`, sentences joined by "|". */
static void check(const char *language, const char *input, const char *expected) {
    struct text text = {.language = language, .count = 1};
    text.blocks = arena_alloc(&text.arena, sizeof *text.blocks);
    text.blocks[0].text = input;
    text.blocks[0].length = strlen(input);
    sentence_cut(&text);
    char got[1000] = "";
    for (size_t i = 0; i < text.blocks[0].sentence_count; i++) {
        struct span s = text.blocks[0].sentences[i];
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i ? "|" : "",
                 (int)(s.end - s.start), input + s.start);
    }
    assert_string_equal(got, expected);
    text_clear(&text);
}

static void a_stop_before_a_capital_ends_a_sentence(void **state) {
    (void)state;
    check("en", "It rains. We stay! Do we?", "It rains.|We stay!|Do we?");
    check("fr", "Il pleut ! On reste.", "Il pleut !|On reste.");
}

static void an_enumerator_opens_a_sentence(void **state) {
    (void)state;
    check("en", "For several reasons: 1. Telegram has one. 2. The French had many.",
          "For several reasons:|1. Telegram has one.|2. The French had many.");
}

static void an_abbreviation_ends_none(void **state) {
    (void)state;
    check("en", "Mr. Brown met Dr. Who. They spoke.", "Mr. Brown met Dr. Who.|They spoke.");
    check("fr", "Il voit M. Dupont et Mme. Durand. Fin.", "Il voit M. Dupont et Mme. Durand.|Fin.");
}

static void what_closes_stays_with_the_stop(void **state) {
    (void)state;
    check("fr", "« Oui. » Il sort.", "« Oui. »|Il sort.");
    check("en", "(It works.) Good.", "(It works.)|Good.");
}

static void a_lower_case_start_goes_on(void **state) {
    (void)state;
    check("fr", "« Quoi ? » dit-il. Rien.", "« Quoi ? » dit-il.|Rien.");
}

static void white_space_alone_is_no_sentence(void **state) {
    (void)state;
    check("en", "", "");
    check("en", " \t ", "");
}

static void enumerators_have_a_length(void **state) {
    (void)state;
    assert_int_equal(sentence_enumerator("1. Telegram", 11), 3);
    assert_int_equal(sentence_enumerator("(2) Two", 7), 4);
    assert_int_equal(sentence_enumerator("1.5 million", 11), 0);
    assert_int_equal(sentence_enumerator("2024 was", 8), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stop_before_a_capital_ends_a_sentence),
        cmocka_unit_test(an_enumerator_opens_a_sentence),
        cmocka_unit_test(an_abbreviation_ends_none),
        cmocka_unit_test(what_closes_stays_with_the_stop),
        cmocka_unit_test(a_lower_case_start_goes_on),
        cmocka_unit_test(white_space_alone_is_no_sentence),
        cmocka_unit_test(enumerators_have_a_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
