/* The searches against plain enumeration of everything they search. */
#include "unit.h"
#include "beads.h"
#include "cuts.h"
#include "texts.h"
#include <math.h>
#include <stdlib.h>

enum { MOST_PATHS = 4096, MOST_PIECES = 64 };

static unsigned seed = 7;
static unsigned chance(unsigned below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* ---- the lattice */

struct paths {
    double total, share[MOST_PIECES];
    size_t count, path[MOST_PATHS][MOST_PIECES], length[MOST_PATHS];
};

static void walk(struct paths *paths, const struct lattice *lattice, uint32_t state, uint32_t end, double score,
                 size_t *path, size_t length) {
    if (state == end) {
        paths->total += exp(score);
        for (size_t i = 0; i < length; i++) {
            paths->share[path[i]] += exp(score);
            paths->path[paths->count][i] = path[i];
        }
        paths->length[paths->count++] = length;
    }
    for (size_t p = 0; p < lattice->pieces.count; p++)
        if (lattice->pieces.at[p].from == state) {
            path[length] = p;
            walk(paths, lattice, lattice->pieces.at[p].to, end, score + (double)lattice->pieces.at[p].score, path,
                 length + 1);
        }
}

static void random_lattice(struct lattice *lattice, uint32_t states) {
    for (uint32_t s = 0; s < states; s++)
        lattice_state(lattice, s, s);
    for (uint32_t from = 0; from + 1 < states; from++)
        for (uint32_t to = from + 1; to < states; to++)
            if (to == from + 1 || chance(2))
                lattice_piece(lattice, (struct piece){from, to, .5f + (float)chance(2) / 2,
                                                      (float)chance(400) / 100 - 2});
}

static void totals_posteriors_and_the_best_path_are_those_of_all_paths(void **state) {
    (void)state;
    for (int round = 0; round < 50; round++) {
        enum { STATES = 8 };
        static struct paths paths;
        struct lattice lattice = {0};
        size_t path[MOST_PIECES], best_path[STATES];
        double posteriors[MOST_PIECES], scores[STATES], best = 0, gain = 0;
        random_lattice(&lattice, STATES);
        paths = (struct paths){0};
        walk(&paths, &lattice, 0, STATES - 1, 0, path, 0);
        assert_true(fabs(lattice_total(&lattice, STATES - 1) - log(paths.total)) < 1e-5);
        lattice_posteriors(&lattice, STATES - 1, posteriors);
        for (size_t p = 0; p < lattice.pieces.count; p++)
            assert_true(fabs(posteriors[p] - paths.share[p] / paths.total) < 1e-5);
        for (size_t i = 0; i < paths.count; i++) {
            double sum = 0;
            for (size_t k = 0; k < paths.length[i]; k++)
                sum += (double)lattice.pieces.at[paths.path[i][k]].weight * posteriors[paths.path[i][k]];
            best = fmax(best, sum);
        }
        size_t length = lattice_best(&lattice, STATES - 1, best_path, scores);
        for (size_t k = 0; k < length; k++)
            gain += (double)lattice.pieces.at[best_path[k]].weight * scores[k];
        assert_true(fabs(gain - best) < 1e-5);
        lattice_clear(&lattice);
    }
}

static void a_state_has_the_share_of_the_pieces_that_leave_it(void **state) {
    (void)state;
    for (int round = 0; round < 50; round++) {
        enum { STATES = 8, END = STATES - 1 };
        struct lattice lattice = {0};
        double posteriors[MOST_PIECES], leaving[STATES] = {0};
        random_lattice(&lattice, STATES);
        lattice_posteriors(&lattice, END, posteriors);
        for (size_t p = 0; p < lattice.pieces.count; p++)
            leaving[lattice.pieces.at[p].from] += posteriors[p];
        assert_true(fabs(lattice_share(&lattice, END, 0) - 1) < 1e-6);
        assert_true(fabs(lattice_share(&lattice, END, END) - 1) < 1e-6);
        for (uint32_t s = 0; s < END; s++)
            assert_true(fabs(lattice_share(&lattice, END, s) - leaving[s]) < 1e-5);
        lattice_clear(&lattice);
    }
}

static void what_lattices_say_is_said_by_the_one_they_are_joined_to(void **state) {
    (void)state;
    for (int round = 0; round < 50; round++) {
        enum { STATES = 8, END = STATES - 1 };
        struct lattice lattice = {0}, rest = {0};
        double posteriors[2][MOST_PIECES], joined[2 * MOST_PIECES];
        random_lattice(&lattice, STATES);
        random_lattice(&rest, STATES);
        size_t before = lattice.pieces.count, after = rest.pieces.count;
        double total = lattice_total(&lattice, END) + lattice_total(&rest, END);
        lattice_posteriors(&lattice, END, posteriors[0]);
        lattice_posteriors(&rest, END, posteriors[1]);
        uint32_t end = lattice_join(&lattice, END, &rest, END);
        assert_true(!rest.states.count && lattice.pieces.count == before + after);
        assert_true(fabs(lattice_total(&lattice, end) - total) < 1e-5);
        lattice_posteriors(&lattice, end, joined);
        for (size_t p = 0; p < before + after; p++)
            assert_true(fabs(joined[p] - posteriors[p >= before][p < before ? p : p - before]) < 1e-5);
        assert_true(fabs(lattice_share(&lattice, end, END) - 1) < 1e-6);
        lattice_clear(&lattice);
    }
}

/* ---- the cuts */

static const char *const FRENCH[] = {"Paris est belle.", "Le port de Marseille compte 800 000 habitants !", "Merci"};
static const char *const ENGLISH[] = {"Paris is beautiful. The port of Marseille has 800,000 inhabitants! Thanks"};
enum { BLOCKS = 3, PLACES = 12 };

/* The blocks, and the flow that is their translation. */
struct sides {
    struct text left, right;
    struct links links;
};

static void make_sides(struct sides *sides) {
    sides->left = text_of("fr", FRENCH, BLOCKS);
    sides->right = text_of("en", ENGLISH, 1);
    links_make(&sides->links, &sides->left, &sides->right, NULL);
}

static void clear_sides(struct sides *sides) {
    links_clear(&sides->links);
    text_clear(&sides->left);
    text_clear(&sides->right);
}

static void search_cuts(struct cuts *cuts, const struct sides *sides, const struct weights *weights) {
    cuts_search(cuts, &sides->left, &sides->right, (struct view){&sides->links, 0}, weights);
}

struct tried {
    struct model model;
    double piece[BLOCKS][PLACES][PLACES]; /* block, start, end; -INFINITY where there is none */
};

static double sum_cuts(const struct tried *tried, size_t block, size_t place) {
    const struct model *m = &tried->model;
    size_t end = m->places - 1;
    double sum = block == BLOCKS && place == end ? 1 : 0;
    if (block == BLOCKS) /* the rest at once */
        return place < end ? exp(skip_score(m, place, end)) : sum;
    for (size_t k = place + 1; k <= m->windows.boundary[block].high; k++)
        if (model_is_seam(m, place) && model_is_seam(m, k))
            sum += exp(skip_score(m, place, k)) * sum_cuts(tried, block, k);
    for (size_t k = place; k <= end; k++)
        if (tried->piece[block][place][k] > -INFINITY)
            sum += exp(tried->piece[block][place][k]) * sum_cuts(tried, block + 1, k);
    return sum;
}

static void cuts_are_summed_over_every_way_to_cut(void **state) {
    (void)state;
    struct sides sides;
    struct weights weights = weights_default;
    struct cuts cuts;
    struct lane lane = {0};
    static struct tried tried;
    weights.beam = 1e6;
    make_sides(&sides);
    search_cuts(&cuts, &sides, &weights);
    tried.model = cuts.model;
    assert_int_equal(cuts.model.places, PLACES);
    for (size_t i = 0; i < BLOCKS * PLACES * PLACES; i++)
        (&tried.piece[0][0][0])[i] = -INFINITY;
    while (lane_next(&lane, &tried.model)) {
        lane_read(&lane, &tried.model);
        for (size_t j = lane.low; j <= lane.high; j++) {
            lane_from(&lane, &tried.model, j);
            for (size_t k = j > lane.end_low ? j : lane.end_low; k <= lane.end_high; k++)
                tried.piece[lane.block][j][k] = lane_piece(&lane, &tried.model, k);
        }
    }
    lane_clear(&lane);
    assert_true(fabs(lattice_total(&cuts.lattice, cuts.end) - log(sum_cuts(&tried, 0, 0))) < 1e-3);
    cuts_clear(&cuts);
    clear_sides(&sides);
}

static void a_beam_that_lets_nothing_through_finds_no_way(void **state) {
    (void)state;
    struct sides sides;
    struct weights weights = weights_default;
    struct cuts cuts;
    weights.beam = -1;
    make_sides(&sides);
    search_cuts(&cuts, &sides, &weights);
    assert_int_equal(cuts.end, 0);
    cuts_clear(&cuts);
    clear_sides(&sides);
}

/* Is there a path from a place of boundary `b` that keeps to the windows, to the first or the last? */
static bool leads_on(const struct window *boundary, size_t b, size_t place, size_t to) {
    if (b == to)
        return true;
    size_t next = to > b ? b + 1 : b - 1;
    for (size_t k = boundary[next].low; k <= boundary[next].high; k++)
        if ((to > b ? k >= place : k <= place) && leads_on(boundary, next, k, to))
            return true;
    return false;
}

static void tight_windows_have_the_places_that_paths_pass_and_no_others(void **state) {
    (void)state;
    enum { LAST = 4 };
    for (int round = 0; round < 200; round++) {
        struct window boundary[LAST + 1], tight[LAST + 1];
        for (size_t b = 0, place = 0; b <= LAST; b++) {
            place += chance(4);
            size_t before = chance(6);
            boundary[b] = tight[b] = (struct window){before < place ? place - before : 0, place + chance(6)};
        }
        windows_tighten(&(struct windows){.boundary = tight}, LAST);
        for (size_t b = 0; b <= LAST; b++)
            for (size_t k = boundary[b].low; k <= boundary[b].high; k++)
                assert_int_equal(k >= tight[b].low && k <= tight[b].high,
                                 leads_on(boundary, b, k, 0) && leads_on(boundary, b, k, LAST));
    }
}

/* A score from sums over prefixes is the sum of the evidence said one by one. */
static void a_piece_scores_what_its_evidence_does(void **state) {
    (void)state;
    struct sides sides;
    struct model model;
    struct lane lane = {0};
    make_sides(&sides);
    model_make(&model, &sides.left, &sides.right, (struct view){&sides.links, 0}, &weights_default);
    for (size_t b = 0; b <= sides.left.count; b++)
        model.windows.boundary[b] = (struct window){0, model.places - 1};
    while (lane_next(&lane, &model)) {
        lane_read(&lane, &model);
        for (size_t start = lane.low; start <= lane.high; start++) {
            lane_from(&lane, &model, start);
            for (size_t end = start > lane.end_low ? start : lane.end_low; end <= lane.end_high; end++) {
                double score = lane_piece(&lane, &model, end);
                struct tally tally = {.weights = weights_default.at};
                lane_tally_span(&tally, &lane, &model, start, end);
                if (end > start) {
                    lane_tally_start(&tally, &lane, &model, start);
                    lane_tally_end(&tally, &lane, &model, end);
                    for (size_t t = start; t < end; t++)
                        lane_tally_token(&tally, &lane, &model, t);
                }
                tally.score -= model.potential[end] - model.potential[start];
                assert_true(fabs(tally.score - score) < 1e-9);
                assert_true(score <= lane_bound(&lane, end));
            }
        }
    }
    lane_clear(&lane);
    model_clear(&model);
    clear_sides(&sides);
}

/* The loss's gradient against differences of the loss. */
static void the_gradient_is_the_losss_slope(void **state) {
    (void)state;
    static const size_t some[] = {W_LIKENESS, W_END_WORDS, W_CUT_STOP_CAPITAL, W_LENGTH_SHORT, W_SENTENCES_EQUAL,
                                  W_SKIP, W_EMPTY, W_STARTS_CAPITAL_CAPITAL};
    static const struct cut gold[BLOCKS] = {{0, 3}, {3, 10}, {10, 11}};
    struct sides sides;
    make_sides(&sides);
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        double counts[WEIGHTS] = {0}, ignored[WEIGHTS], losses[2], step = 1e-3;
        for (int side = -1; side <= 1; side++) {
            struct weights weights = weights_prior;
            struct cuts cuts;
            weights.beam = 1e6;
            weights.at[some[i]] += side * step;
            search_cuts(&cuts, &sides, &weights);
            double loss = cuts_loss(&cuts, gold, side ? ignored : counts);
            if (side)
                losses[side > 0] = loss;
            cuts_clear(&cuts);
        }
        assert_true(fabs((losses[1] - losses[0]) / (2 * step) - counts[some[i]]) < 2e-2);
    }
    clear_sides(&sides);
}

/* ---- the beads */

static double sum_beads(const struct bead_model *m, struct bead_row *const *rows, size_t i, size_t j) {
    double sum = i == m->side[0].count && j == m->side[1].count ? 1 : 0;
    for (size_t a = 0; i + a <= m->side[0].count && a <= BEAD_MOST; a++)
        for (size_t b = 0; j + b <= m->side[1].count && b <= BEAD_MOST; b++)
            if (bead_exists(a, b) && bead_plausible(m, i, a, j, b)) {
                struct tally tally = {.weights = m->weights->at};
                bead_tally(&tally, m, rows + i, i, a, j, b);
                sum += exp(tally.score) * sum_beads(m, rows, i + a, j + b);
            }
    return sum;
}

static void beads_are_summed_over_every_way_to_pair(void **state) {
    (void)state;
    const char *const english[] = {"Paris is beautiful.", "The port of Marseille is large.",
                                   "It has 800,000 inhabitants!", "Thanks"};
    struct text left = text_of("fr", FRENCH, BLOCKS), right = text_of("en", english, 4);
    struct units units[2] = {units_of_blocks(&left), units_of_blocks(&right)};
    struct weights weights = weights_default;
    struct links links;
    struct beads beads;
    struct bead_row rows[BLOCKS] = {{0}}, *at[BLOCKS];
    weights.beam = 1e6;
    links_make(&links, &left, &right, NULL);
    beads_search(&beads, &units[0], &units[1], &links, &weights);
    for (size_t i = 0; i < BLOCKS; i++) {
        at[i] = &rows[i];
        bead_row_fill(at[i], &beads.model, i, 0, 4);
    }
    assert_true(fabs(lattice_total(&beads.lattice, beads.end) - log(sum_beads(&beads.model, at, 0, 0))) < 1e-3);
    for (size_t i = 0; i < BLOCKS; i++)
        bead_row_clear(at[i]);
    beads_clear(&beads);
    links_clear(&links);
    for (int s = 0; s < 2; s++)
        units_clear(&units[s]);
    text_clear(&left);
    text_clear(&right);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_posteriors_and_the_best_path_are_those_of_all_paths),
        cmocka_unit_test(a_state_has_the_share_of_the_pieces_that_leave_it),
        cmocka_unit_test(what_lattices_say_is_said_by_the_one_they_are_joined_to),
        cmocka_unit_test(cuts_are_summed_over_every_way_to_cut),
        cmocka_unit_test(a_beam_that_lets_nothing_through_finds_no_way),
        cmocka_unit_test(tight_windows_have_the_places_that_paths_pass_and_no_others),
        cmocka_unit_test(a_piece_scores_what_its_evidence_does),
        cmocka_unit_test(the_gradient_is_the_losss_slope),
        cmocka_unit_test(beads_are_summed_over_every_way_to_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
