#include "unit.h"
#include "anchors.h"
#include "beads.h"
#include "buffer.h"
#include "lattice.h"
#include "align.h"
#include "texts.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* "0-1:0-1 1-2:1-3 …": the beads as block ranges, half open. */
static char *beads_of(const char *const *left, size_t n, const char *const *right, size_t m) {
    struct text texts[2] = {text_of("fr", left, n), text_of("en", right, m)};
    struct alignment alignment;
    struct buffer out = {0};
    struct links links;
    links_make(&links, &texts[0], &texts[1], NULL);
    align_lines(&alignment, &texts[0], &texts[1], &links, &weights_default);
    links_clear(&links);
    for (size_t i = 0; i < alignment.count; i++)
        buffer_print(&out, "%s%zu-%zu:%zu-%zu", i ? " " : "", alignment.rows[i].side[0].start.block,
                     alignment.rows[i].side[0].end.block, alignment.rows[i].side[1].start.block,
                     alignment.rows[i].side[1].end.block);
    alignment_clear(&alignment);
    text_clear(&texts[0]);
    text_clear(&texts[1]);
    return out.data;
}

static const char *const FRENCH[] = {
    "Paris est la capitale de la France.",
    "Le port de Marseille compte 800 000 habitants, et il s’étend sur 57 kilomètres de côtes.",
    "Merci à Pierre et au groupe Dupont !"};

static void one_answers_one(void **state) {
    (void)state;
    const char *const english[] = {
        "Paris is the capital of France.",
        "The port of Marseille has 800,000 inhabitants, and it stretches along 57 kilometres of coast.",
        "Thanks to Pierre and the Dupont group!"};
    char *beads = beads_of(FRENCH, 3, english, 3);
    assert_string_equal(beads, "0-1:0-1 1-2:1-2 2-3:2-3");
    memory_free(beads);
}

static void two_answer_one(void **state) {
    (void)state;
    const char *const english[] = {"Paris is the capital of France.",
                                   "The port of Marseille has 800,000 inhabitants.",
                                   "It stretches along 57 kilometres of coast.",
                                   "Thanks to Pierre and the Dupont group!"};
    char *beads = beads_of(FRENCH, 3, english, 4);
    assert_string_equal(beads, "0-1:0-1 1-2:1-3 2-3:3-4");
    memory_free(beads);
}

static void a_name_beyond_the_edge_joins_the_sentences(void **state) {
    (void)state;
    const char *const french[] = {FRENCH[0], "Le sommet est à 8597 mètres ; Ratay , Roiss , Larch et Morawec .",
                                  "Lombard est avec le chef .", FRENCH[2]};
    const char *const english[] = {"Paris is the capital of France.", "The summit is at 8597 metres ; Ratay .",
                                   "Roiss , Larch , Morawec and Lombard are with the head .",
                                   "Thanks to Pierre and the Dupont group!"};
    char *beads = beads_of(french, 4, english, 4);
    assert_string_equal(beads, "0-1:0-1 1-3:1-3 3-4:3-4");
    memory_free(beads);
}

static void what_has_no_counterpart_stands_alone(void **state) {
    (void)state;
    const char *const english[] = {"Paris is the capital of France.",
                                   "Nobody had expected such a strange weather at that time of the year, had they?",
                                   "Thanks to Pierre and the Dupont group!"};
    const char *const french[] = {FRENCH[0], FRENCH[2]};
    char *beads = beads_of(french, 2, english, 3);
    assert_string_equal(beads, "0-1:0-1 1-1:1-2 1-2:2-3");
    memory_free(beads);
}

static void an_empty_side_gives_rows_of_the_other(void **state) {
    (void)state;
    char *beads = beads_of(FRENCH, 2, FRENCH, 0);
    assert_string_equal(beads, "0-1:0-0 1-2:0-0");
    memory_free(beads);
}

/* Line n of a long text: a number and a name that stand nowhere else and are like no other, words that stand everywhere,
 * and as in any text no two lines of one length beside each other. */
static char *line_of(size_t n, bool french) {
    struct buffer line = {0};
    char name[8] = "";
    unsigned mixed = (unsigned)n * 2654435761u;
    for (size_t i = 0; i < 7; i++, mixed /= 13)
        name[i] = (char)((i % 2 ? 'a' : 'b') + mixed % 13);
    name[7] = 0;
    buffer_print(&line, french ? "La maison numéro %zu est celle de %s et du chien"
                               : "The house number %zu is that of %s and the dog", 1000 + 7 * n, name);
    for (size_t i = 0; i < n * 5 % 7; i++)
        buffer_add_string(&line, french ? " qui dort" : " that sleeps");
    buffer_add_string(&line, ".");
    return line.data;
}

/* Aligns lines 0 .. LINES but those of a chapter that one side lacks; returns how many of the rest stand beside each
 * other. */
static size_t right_beside_a_gap(int lacking) {
    enum { LINES = 2400, FROM = 800, TO = 1400 }; /* so many that they are searched by halves */
    char *lines[2][LINES];
    size_t count[2] = {0, 0}, number[2][LINES], right = 0;
    for (size_t n = 0; n < LINES; n++)
        for (int s = 0; s < 2; s++)
            if (s != lacking || n < FROM || n >= TO) {
                number[s][count[s]] = n;
                lines[s][count[s]++] = line_of(n, s == 0);
            }
    struct text texts[2] = {text_of("fr", (const char *const *)lines[0], count[0]),
                            text_of("en", (const char *const *)lines[1], count[1])};
    struct links links;
    struct alignment alignment;
    links_make(&links, &texts[0], &texts[1], NULL);
    align_lines(&alignment, &texts[0], &texts[1], &links, &weights_default);
    for (size_t i = 0; i < alignment.count; i++) {
        struct range left = alignment.rows[i].side[0], other = alignment.rows[i].side[1];
        right += left.end.block == left.start.block + 1 && other.end.block == other.start.block + 1 &&
                 number[0][left.start.block] == number[1][other.start.block];
    }
    assert_int_equal(count[!lacking] - count[lacking], TO - FROM);
    alignment_clear(&alignment);
    links_clear(&links);
    for (int s = 0; s < 2; s++) {
        text_clear(&texts[s]);
        for (size_t i = 0; i < count[s]; i++)
            memory_free(lines[s][i]);
    }
    return right;
}

static void a_missing_chapter_derails_nothing(void **state) {
    (void)state;
    assert_true(right_beside_a_gap(0) >= 1796); /* of 1800 */
    assert_true(right_beside_a_gap(1) >= 1796);
}

/* A long text without blocks beside one that has them. */
static void a_long_flat_text_is_cut_where_its_lines_end(void **state) {
    (void)state;
    enum { LINES = 1500 };
    char *lines[LINES];
    size_t ends[LINES + 1] = {0}, right = 0;
    struct buffer flat = {0};
    for (size_t n = 0; n < LINES; n++) {
        char *line = line_of(n, false);
        lines[n] = line_of(n, true);
        buffer_print(&flat, "%s ", line);
        ends[n + 1] = flat.length;
        memory_free(line);
    }
    flat.data[--flat.length] = 0;
    struct text texts[2] = {text_of("fr", (const char *const *)lines, LINES), text_of("en", &(const char *){flat.data}, 1)};
    struct links links;
    struct alignment alignment;
    links_make(&links, &texts[0], &texts[1], NULL);
    align_texts(&alignment, &texts[0], &texts[1], &links, &weights_default, ROWS_OF_BETTER);
    assert_int_equal(alignment.count, LINES);
    for (size_t n = 0; n < LINES; n++)
        right += alignment.rows[n].side[1].start.offset == ends[n];
    assert_true(right >= LINES - 3);
    alignment_clear(&alignment);
    links_clear(&links);
    for (int s = 0; s < 2; s++)
        text_clear(&texts[s]);
    for (size_t n = 0; n < LINES; n++)
        memory_free(lines[n]);
    buffer_free(&flat);
}

/* How many places a search looks at in 300 lines and their translations; with so many lines after each 30th that the left
 * text alone has. */
static size_t states_beside_runs(size_t run) {
    enum { LINES = 300, EVERY = 30, MOST = 2 * LINES };
    char *lines[2][MOST];
    size_t count[2] = {0, 0}, states;
    for (size_t n = 0; n < LINES; n++) {
        for (int s = 0; s < 2; s++)
            lines[s][count[s]++] = line_of(n, s == 0);
        for (size_t r = 0; r < run && n % EVERY == EVERY - 1; r++)
            lines[0][count[0]++] = memory_string(r % 2 ? "Partager" : "Laissez un commentaire");
    }
    struct text texts[2] = {text_of("fr", (const char *const *)lines[0], count[0]),
                            text_of("en", (const char *const *)lines[1], count[1])};
    struct units units[2] = {units_of_blocks(&texts[0]), units_of_blocks(&texts[1])};
    struct links links;
    struct beads beads;
    links_make(&links, &texts[0], &texts[1], NULL);
    beads_search(&beads, &units[0], &units[1], &links, &weights_default);
    states = beads.lattice.states.count;
    beads_clear(&beads);
    links_clear(&links);
    for (int s = 0; s < 2; s++) {
        units_clear(&units[s]);
        text_clear(&texts[s]);
        for (size_t n = 0; n < count[s]; n++)
            memory_free(lines[s][n]);
    }
    return states;
}

static void where_pairs_are_sure_it_looks_nowhere_else(void **state) {
    (void)state;
    assert_true(states_beside_runs(0) < 2 * 300);
}

static void what_one_side_alone_has_does_not_hide_the_pairs_after_it(void **state) {
    (void)state;
    assert_true(states_beside_runs(20) < 10 * 300);
}

/* Two ways from the start to the end; posteriors are shares of exp(score). */
static void posteriors_are_shares_of_all_paths(void **state) {
    (void)state;
    struct lattice lattice = {0};
    for (size_t i = 0; i < 4; i++)
        lattice_state(&lattice, i, i);
    lattice_piece(&lattice, (struct piece){0, 1, 1, (float)log(3)});
    lattice_piece(&lattice, (struct piece){0, 2, 1, (float)log(1)});
    lattice_piece(&lattice, (struct piece){1, 3, 1, (float)log(2)});
    lattice_piece(&lattice, (struct piece){2, 3, 1, (float)log(2)});
    size_t path[4];
    double posteriors[4];
    assert_int_equal(lattice_best(&lattice, 3, path, posteriors), 2);
    assert_int_equal(path[0], 0);
    assert_int_equal(path[1], 2);
    assert_true(fabs(posteriors[0] - .75) < 1e-6);
    assert_true(fabs(posteriors[1] - .75) < 1e-6);
    lattice_clear(&lattice);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_answers_one),
        cmocka_unit_test(two_answer_one),
        cmocka_unit_test(a_name_beyond_the_edge_joins_the_sentences),
        cmocka_unit_test(what_has_no_counterpart_stands_alone),
        cmocka_unit_test(an_empty_side_gives_rows_of_the_other),
        cmocka_unit_test(a_missing_chapter_derails_nothing),
        cmocka_unit_test(a_long_flat_text_is_cut_where_its_lines_end),
        cmocka_unit_test(where_pairs_are_sure_it_looks_nowhere_else),
        cmocka_unit_test(what_one_side_alone_has_does_not_hide_the_pairs_after_it),
        cmocka_unit_test(posteriors_are_shares_of_all_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
