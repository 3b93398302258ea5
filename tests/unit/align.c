#include "unit.h"
#include "align.h"
#include "flow.h"
#include "texts.h"

static void align_rows_of(struct alignment *alignment, const struct text *left, const struct text *right, enum rows_of rows_of) {
    struct links links;
    links_make(&links, left, right, NULL);
    align_texts(alignment, left, right, &links, &weights_default, rows_of);
    links_clear(&links);
}

static void align(struct alignment *alignment, const struct text *left, const struct text *right) {
    align_rows_of(alignment, left, right, ROWS_OF_BETTER);
}

static void rows_are_the_blocks_of_the_side_that_is_asked_for(void **state) {
    (void)state;
    const char *const fr[] = {"Paris est la capitale de la France. Le port de Marseille compte 800 000 habitants !", "Merci à Pierre."};
    const char *const en[] = {"Paris is the capital of France.", "The port of Marseille has 800,000 inhabitants!", "Thanks to Pierre."};
    static const size_t rows[] = {[ROWS_OF_BETTER] = 3, [ROWS_OF_LEFT] = 2, [ROWS_OF_RIGHT] = 3};
    struct text left = text_of("fr", fr, 2), right = text_of("en", en, 3);
    struct alignment alignment;
    for (int swapped = 0; swapped < 2; swapped++)
        for (int of = 0; of < 3; of++) {
            align_rows_of(&alignment, swapped ? &right : &left, swapped ? &left : &right, (enum rows_of)of);
            assert_int_equal(alignment.count, rows[swapped && of ? 3 - of : of]);
            alignment_clear(&alignment);
        }
    text_clear(&left);
    text_clear(&right);
}

static void a_flat_run_is_cut_where_the_blocks_end(void **state) {
    (void)state;
    const char *const fr[] = {"Paris est la capitale de la France.",
                              "Le port de Marseille compte 800 000 habitants !",
                              "Merci à Pierre et au groupe Dupont."};
    const char *const en[] = {"Paris is the capital of France. The port of Marseille has 800,000 "
                              "inhabitants! Thanks to Pierre and the Dupont group."};
    struct text texts[2] = {text_of("fr", fr, 3), text_of("en", en, 1)};
    for (int swapped = 0; swapped < 2; swapped++) { /* either side may be the flat one */
        struct alignment alignment;
        align(&alignment, &texts[swapped], &texts[!swapped]);
        assert_int_equal(alignment.count, 3);
        const char *const starts[] = {"Paris", "The port", "Thanks"};
        for (size_t i = 0; i < 3; i++) {
            struct range range = alignment.rows[i].side[!swapped];
            assert_memory_equal(en[0] + range.start.offset, starts[i], strlen(starts[i]));
            assert_true(alignment.rows[i].score > 0.5 && alignment.rows[i].score <= 1.000001);
            if (i)
                assert_int_equal(place_compare(range.start, alignment.rows[i - 1].side[!swapped].end), 0);
        }
        assert_int_equal(alignment.rows[2].side[!swapped].end.block, 1);
        alignment_clear(&alignment);
    }
    text_clear(&texts[0]);
    text_clear(&texts[1]);
}

static void no_white_space_is_needed_to_cut(void **state) {
    (void)state;
    const char *const en[] = {"A black cat lived in a small village. The villagers were afraid of the cat.",
                              "One winter night, heavy snow fell.", "The cat sat in front of a house and cried quietly."};
    const char *const ja[] = {"小さな村に一匹の黒い猫が住んでいました。村人たちは猫を恐れていました。ある冬の夜、大雪が降りました。猫は一軒の家の前に座って、静かに鳴いていました。"};
    const char *const starts[] = {"小さな", "ある冬", "猫は一軒"};
    struct text left = text_of("en", en, 3), right = text_of("ja", ja, 1);
    struct alignment alignment;
    align(&alignment, &left, &right);
    assert_int_equal(alignment.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(ja[0] + alignment.rows[i].side[1].start.offset, starts[i], strlen(starts[i]));
    alignment_clear(&alignment);
    text_clear(&left);
    text_clear(&right);
}

/* How the tokens of a text start: l(ower), C(apital), d(igit), o(pener). */
static void expect_starts(const char *language, const char *block, const char *starts) {
    const char *const other[] = {""};
    struct text text = text_of(language, &block, 1), none = text_of("en", other, 1);
    struct links links;
    struct flow flow;
    char got[32] = "";
    links_make(&links, &text, &none, NULL);
    flow_read(&flow, &text, &links.side[0]);
    for (size_t t = 0; t + 1 < flow.tokens.count; t++)
        got[t] = "lCdo?"[flow.tokens.at[t].start_class];
    assert_string_equal(got, starts);
    flow_clear(&flow);
    links_clear(&links);
    text_clear(&text);
    text_clear(&none);
}

static void tokens_are_places_to_cut(void **state) {
    (void)state;
    expect_starts("fr", "Entrez « su -l » ici ; puis : oui !", "Coolll");
    expect_starts("fr", "Le chat de Paul dort. Il", "CllClC");
    expect_starts("de", "Die Katze von Paul schläft: Sie", "CllllC");
    expect_starts("zh", "root 账户。设置 GNU 的 权限", "ClCllC");
}

static void nothing_against_something_stays_whole(void **state) {
    (void)state;
    const char *const fr[] = {"Bonjour."};
    struct text left = text_of("fr", fr, 1), right = text_of("en", NULL, 0);
    struct alignment alignment;
    align(&alignment, &left, &right);
    assert_int_equal(alignment.count, 1);
    assert_int_equal(place_compare(alignment.rows[0].side[1].start, alignment.rows[0].side[1].end), 0);
    alignment_clear(&alignment);
    align(&alignment, &right, &left);
    assert_int_equal(alignment.count, 1);
    alignment_clear(&alignment);
    align(&alignment, &right, &right);
    assert_int_equal(alignment.count, 0);
    alignment_clear(&alignment);
    text_clear(&left);
    text_clear(&right);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_the_blocks_of_the_side_that_is_asked_for),
        cmocka_unit_test(a_flat_run_is_cut_where_the_blocks_end),
        cmocka_unit_test(no_white_space_is_needed_to_cut),
        cmocka_unit_test(tokens_are_places_to_cut),
        cmocka_unit_test(nothing_against_something_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
