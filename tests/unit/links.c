#include "unit.h"
#include "links.h"

static struct text text_of(const char *language, const char *words) {
    struct text text = {.language = language, .count = 1};
    text.blocks = arena_alloc(&text.arena, sizeof *text.blocks);
    text.blocks[0].text = words;
    text.blocks[0].length = strlen(words);
    return text;
}

static float strength(const struct links *links, const char *left, const char *right) {
    uint32_t l = intern_find(&links->side[0].words, left, strlen(left));
    uint32_t r = intern_find(&links->side[1].words, right, strlen(right));
    assert_true(l != INTERN_NONE && r != INTERN_NONE);
    const struct links_side *side = &links->side[0];
    for (size_t i = side->first[l]; i < side->first[l + 1]; i++)
        if (side->to[i].word == r)
            return side->to[i].strength;
    return 0;
}

static void numbers_names_and_cognates_are_linked(void **state) {
    (void)state;
    struct text left = text_of("fr", "Telegram, 1 500 organismes, états et la chaise");
    struct text right = text_of("en", "Telegram: 1,500 organisms, states and the chair");
    struct links links;
    links_make(&links, &left, &right, NULL);
    assert_true(strength(&links, "1500", "1500") > 0.89f);
    assert_true(strength(&links, "telegram", "telegram") > 0.7f);
    assert_true(strength(&links, "organismes", "organisms") > 0.3f);
    assert_true(strength(&links, "etats", "states") > 0.1f);
    assert_true(strength(&links, "la", "the") == 0);
    links_clear(&links);
    text_clear(&left);
    text_clear(&right);
}

static void words_are_counted_in_their_text(void **state) {
    (void)state;
    struct text left = text_of("fr", "non, non et Non"), right = text_of("en", "");
    struct links links;
    links_make(&links, &left, &right, NULL);
    assert_int_equal(links.side[0].total, 4);
    assert_int_equal(links.side[1].total, 0);
    assert_int_equal(links.side[0].count[intern_find(&links.side[0].words, "non", 3)], 3);
    links_clear(&links);
    text_clear(&left);
    text_clear(&right);
}

static void unlike_words_are_no_cognates(void **state) {
    (void)state;
    assert_true(links_cognate("maison", "house") == 0);
    assert_true(links_cognate("chat", "chapter") == 0);
    assert_true(links_cognate("nation", "nation") == 0.9);
    assert_true(links_cognate("a", "a") == 0.3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_names_and_cognates_are_linked),
        cmocka_unit_test(words_are_counted_in_their_text),
        cmocka_unit_test(unlike_words_are_no_cognates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
