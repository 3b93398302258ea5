#include "detect.h"
#include "seam.h"
#include "unit.h"
#include <string.h>

static double odds_of(const char *text, const char *left, const char *right) {
    struct detector *detector = detector_new(left, right);
    double odds = detect_odds(detector, text, strlen(text), 4, NULL);
    detector_free(detector);
    return odds;
}
static double odds(const char *text) { return odds_of(text, "fr", "en"); }

static void words_tell_their_language(void **state) {
    (void)state;
    assert_true(odds("les autorités n’avaient pas répondu") > 5);
    assert_true(odds("because the authorities didn’t answer") < -3);
    assert_true(odds("2024 — 17") == 0);
}

static void addresses_say_nothing(void **state) {
    (void)state;
    assert_true(odds("https://example.org/the/right/answer jean@the-house.org www.thinking.com") == 0);
}

static void scripts_tell_languages_the_model_does_not_know(void **state) {
    (void)state;
    const char *text = "Добрый день";
    assert_true(odds_of(text, "ru", "ar") > 5);
    assert_true(odds_of(text, "ar", "ru") < -5);
    assert_true(odds_of("cat(1) 连接文件并输出全部的内容", "zh", "en") > 30);
    assert_true(odds("日本語のテキスト") == 0);
}

static void a_language_that_the_model_knows_stands_out(void **state) {
    (void)state;
    const char *text = "Det här är en enkel meny för att filtrera andra delar av sidan";
    assert_true(odds_of(text, "sv", "en") > 4);
    assert_true(odds_of(text, "en", "sv") < -4);
    assert_true(odds_of("This is a simple menu to filter the other parts of the page", "sv", "en") < -8);
    assert_true(odds_of(text, "sv", "da") == 0);
}

static void third_language_leads(void **state) {
    (void)state;
    struct leader leader;
    const char *text = "Das ist ein Satz in einer anderen Sprache";
    struct detector *detector = detector_new("fr", "en");
    detect_odds(detector, text, strlen(text), 4, &leader);
    assert_string_equal(leader.language, "de");
    detector_free(detector);
    assert_true(leader.lead > 8);
}

static size_t cut(const char *text, size_t *cuts) {
    struct detector *detector = detector_new("fr", "en");
    struct leader leader;
    struct seam_text whole = {.text = text, .length = strlen(text)};
    size_t count = seam_find(detector, &whole, cuts, 8);
    detect_odds(detector, text, whole.length, 4, &leader);
    whole.runs = leader.runs;
    assert_int_equal(seam_find(detector, &whole, cuts, 8), count);
    detector_free(detector);
    return count;
}

static void seam_between_sentences(void **state) {
    (void)state;
    size_t cuts[8];
    const char *text = "Nous sommes heureux de vous voir ici. We are happy to see you all here today.";
    assert_int_equal(cut(text, cuts), 1);
    assert_memory_equal(text + cuts[0], "We are", 6);
}

static void expect_seam(const char *text, const char *second) {
    size_t cuts[8];
    assert_int_equal(cut(text, cuts), 1);
    assert_memory_equal(text + cuts[0], second, strlen(second));
}

static void seam_without_a_space(void **state) {
    (void)state;
    expect_seam("Nous sommes heureux de vous voir ici.We are happy to see you all here today.", "We are");
    expect_seam("Nous sommes heureux de vous voir ici (ou ailleurs).We are happy to see you all.", "We are");
    expect_seam("Quelles sont les nouvelles de la semaine ?What are the news of this week?", "What are");
    expect_seam("Nous avons parlé longtemps avec le SNC.We have been talking to them for a long time.", "We have");
    expect_seam("We have been talking to them for a long time.« Nous avons parlé longtemps avec eux. »", "« Nous");
    expect_seam("Nous avons parlé longtemps avec eux.NATO has been talking to them for a long time.", "NATO has");
    expect_seam("Nous avons adapté le fantastique projet de 18F.We have been working with it for years.", "We have");
    expect_seam("Comment avez-vous travaillé avec le SNC?Q: What are the news of this week?", "Q: What");
}

static void a_line_break_may_part_languages(void **state) {
    (void)state;
    size_t cuts[8], breaks[1];
    const char *text = "Comment venir au march\u00E9How to get to the market";
    breaks[0] = strlen("Comment venir au march\u00E9");
    struct detector *detector = detector_new("fr", "en");
    assert_int_equal(seam_find(detector, &(struct seam_text){.text = text, .length = strlen(text), .breaks = breaks, .break_count = 1}, cuts, 8), 1);
    assert_int_equal(cuts[0], breaks[0]);
    detector_free(detector);
}

static void a_divider_parts_short_pairs(void **state) {
    (void)state;
    size_t cuts[8];
    const char *text = "Summary | Résumé";
    assert_int_equal(cut(text, cuts), 2);
    assert_memory_equal(text + cuts[0], "| ", 2);
    assert_memory_equal(text + cuts[1], "Résumé", 6);
    assert_int_equal(cut("client / server", cuts), 0);
    assert_int_equal(cut("Site : Montréal / Site: Montreal", cuts), 2);
    assert_int_equal(cut("20 / 20", cuts), 0);
    assert_int_equal(cut("le chat dort dans la maison / le chien", cuts), 0);
}

static void no_seam_in_one_language(void **state) {
    (void)state;
    size_t cuts[8];
    assert_int_equal(cut("J’ai lu « The Catcher in the Rye » il y a longtemps, et je l’ai beaucoup aimé.", cuts), 0);
    assert_int_equal(cut("On a vu la fin de l’AMA et le début de l’IRCC, comme J.K.Rowling l’a écrit.", cuts), 0);
    assert_int_equal(cut("", cuts), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_tell_their_language),
        cmocka_unit_test(addresses_say_nothing),
        cmocka_unit_test(scripts_tell_languages_the_model_does_not_know),
        cmocka_unit_test(a_language_that_the_model_knows_stands_out),
        cmocka_unit_test(third_language_leads),
        cmocka_unit_test(seam_between_sentences),
        cmocka_unit_test(seam_without_a_space),
        cmocka_unit_test(a_line_break_may_part_languages),
        cmocka_unit_test(a_divider_parts_short_pairs),
        cmocka_unit_test(no_seam_in_one_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
