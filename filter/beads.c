#include "beads.h"
#include "abreast.h"
#include <math.h>
#include <stdbool.h>

static const double WIDEST_BEAM = 100; /* wider than that, against BEAM: no beam */
/* Of a left unit's states, against the weights' beam: a run of one side alone needs a wide one to come out right. */
static const double BEAM = .3;
static const double SKIPPED = .01; /* what a unit alone counts for */

/* A jump over left units, kept until the search comes to where it lands. */
struct landing {
    uint32_t from; /* state */
    size_t right;
    size_t next; /* the next landing at the same left unit, + 1 */
};

/* From a place to another; it stands at left unit i: what it holds of i .. i + BEAD_MOST lies at [i % ROWS]. */
enum { ROWS = BEAD_MOST + 1 };
struct search {
    const struct beads *beads;
    size_t from[2], to[2]; /* units of either side */
    struct lattice lattice;
    uint32_t end; /* the state of the last place; 0 if it is not reached */
    struct bead_row rows[ROWS];
    bool filled[ROWS];
    uint32_t *state_at[ROWS]; /* [right unit - low]: its state, + 1 */
    size_t *landing_at;       /* [left unit]: its first landing, + 1 */
    ARRAY(struct landing) landings;
    double beam;
    double answer;     /* what a right unit may be expected to gain that seems to have an answer */
    size_t most_units; /* of a bead, both sides together */
};

static uint32_t *state_slot(struct search *s, size_t i, size_t j) {
    return &s->state_at[i % ROWS][j - s->beads->band.low[i]];
}

static bool in_band(const struct search *s, size_t i, size_t j) {
    return j >= s->beads->band.low[i] && j <= s->beads->band.high[i];
}

static void add_piece(struct search *s, uint32_t from, size_t i, size_t j, float weight, double score) {
    uint32_t *to = state_slot(s, i, j);
    if (!*to)
        *to = lattice_state(&s->lattice, i, j) + 1;
    lattice_piece(&s->lattice, (struct piece){from, *to - 1, weight, (float)score});
}

/* The right units that beads with left unit i may have, and one more on either side. */
static struct bead_row *row_at(struct search *s, size_t i) {
    struct bead_row *row = &s->rows[i % ROWS];
    if (s->filled[i % ROWS])
        return row;
    s->filled[i % ROWS] = true;
    const struct bead_model *m = &s->beads->model;
    const struct band *band = &s->beads->band;
    size_t first = i >= BEAD_MOST ? i - BEAD_MOST : 0;
    size_t last = i + BEAD_MOST < m->side[0].count ? i + BEAD_MOST : m->side[0].count;
    size_t low = band->low[i], high = band->high[i];
    for (size_t k = first; k <= last; k++) {
        low = band->low[k] < low ? band->low[k] : low;
        high = band->high[k] > high ? band->high[k] : high;
    }
    bead_row_fill(row, m, i, low ? low - 1 : 0, high < m->side[1].count ? high + 1 : high);
    return row;
}

static void add_beads(struct search *s, size_t i, size_t j, uint32_t from) {
    const struct bead_model *m = &s->beads->model;
    struct bead_row *rows[BEAD_MOST];
    size_t left = s->to[0], right = s->to[1];
    for (size_t a = 0; a < BEAD_MOST && i + a < left; a++)
        rows[a] = row_at(s, i + a);
    for (size_t a = 0; a <= BEAD_MOST && i + a <= left; a++)
        for (size_t b = 0; b <= BEAD_MOST && j + b <= right; b++) {
            if (a + b > s->most_units || !bead_exists(a, b) || !in_band(s, i + a, j + b) || !bead_plausible(m, i, a, j, b))
                continue;
            struct tally tally = {.weights = m->weights->at};
            bead_tally(&tally, m, rows, i, a, j, b);
            add_piece(s, from, i + a, j + b, a && b ? 1 : (float)SKIPPED, tally.score);
        }
}

/* Over a long run of one side, to where as much is left on either side before the next anchor. */
static void add_jumps(struct search *s, size_t i, size_t j, uint32_t from) {
    struct jump to = s->beads->band.jump[i];
    double score = s->beads->model.weights->at[W_BEAD_JUMP];
    if (!to.left || to.left < i || to.right < j)
        return;
    size_t left_run = to.left - i, right_run = to.right - j;
    for (size_t k = 0; k <= 2 * BAND_MARGIN && right_run > left_run + BAND_LONG_RUN; k++) {
        size_t land = to.right + k - left_run - BAND_MARGIN;
        if (land > j + BEAD_MOST && in_band(s, i, land))
            add_piece(s, from, i, land, (float)SKIPPED, score);
    }
    for (size_t k = 0; k <= 2 * BAND_MARGIN && left_run > right_run + BAND_LONG_RUN; k++) {
        size_t land = to.left + k - right_run - BAND_MARGIN;
        if (land > i + BEAD_MOST && land <= s->to[0] && in_band(s, land, j)) {
            array_push(&s->landings, ((struct landing){from, j, s->landing_at[land]}));
            s->landing_at[land] = s->landings.count;
        }
    }
}

static void land(struct search *s, size_t i) {
    double score = s->beads->model.weights->at[W_BEAD_JUMP];
    for (size_t l = s->landings.at ? s->landing_at[i] : 0; l; l = s->landings.at[l - 1].next)
        add_piece(s, s->landings.at[l - 1].from, i, s->landings.at[l - 1].right, (float)SKIPPED, score);
}

static void new_row(struct search *s, size_t i) {
    const struct band *band = &s->beads->band;
    memory_free(s->state_at[i % ROWS]);
    s->state_at[i % ROWS] =
        memory_alloc((band->high[i] - band->low[i] + 1) * sizeof *s->state_at[i % ROWS]);
    s->filled[i % ROWS] = false;
}

/* What a state is worth beside others of its left unit: what the best way to it has gained, less what the right units that it
 * leaves behind could have. */
static double worth(struct search *s, size_t i, size_t j) {
    return lattice_top(&s->lattice, *state_slot(s, i, j) - 1) - s->answer * (double)s->beads->band.answered[j];
}

/* The best of a left unit's states that the band surely lets go on to the next, by a unit or a pair: against what is
 * left behind, all that can go on may be too bad, and the way be lost. */
static double best_forward(struct search *s, size_t i) {
    const struct band *band = &s->beads->band;
    double best = -INFINITY;
    size_t from = band->low[i];
    if (i < s->to[0] && band->low[i + 1] > from + 1)
        from = band->low[i + 1] - 1;
    for (size_t j = from; j <= band->high[i]; j++)
        if (*state_slot(s, i, j) && worth(s, i, j) > best)
            best = worth(s, i, j);
    return best;
}

/* Fills the lattice with what band and beam let through. */
static void search_forward(struct search *s) {
    size_t last = s->to[0];
    for (size_t i = s->from[0]; i < s->from[0] + ROWS && i <= last; i++)
        new_row(s, i);
    *state_slot(s, s->from[0], s->from[1]) = lattice_state(&s->lattice, s->from[0], s->from[1]) + 1;
    for (size_t i = s->from[0]; i <= last; i++) {
        land(s, i);
        double floor = i < last ? best_forward(s, i) - s->beam : -INFINITY; /* all must come to the end */
        for (size_t j = s->beads->band.low[i]; j <= s->beads->band.high[i]; j++) {
            uint32_t from = *state_slot(s, i, j);
            if (!from || worth(s, i, j) < floor)
                continue;
            if (i < last && s->beads->settled && !isnan(s->beads->settled[i])) {
                add_piece(s, from - 1, i + 1, j + 1, 1, (double)s->beads->settled[i]);
                continue;
            }
            add_beads(s, i, j, from - 1);
            add_jumps(s, i, j, from - 1);
        }
        if (i + ROWS <= last)
            new_row(s, i + ROWS);
    }
    uint32_t end = *state_slot(s, last, s->to[1]);
    s->end = end ? end - 1 : 0;
}

static void run_search(void *work) {
    struct search *s = work;
    s->landing_at = memory_alloc((s->to[0] + 1) * sizeof *s->landing_at);
    search_forward(s);
    for (size_t i = 0; i < ROWS; i++) {
        bead_row_clear(&s->rows[i]);
        memory_free(s->state_at[i]);
    }
    memory_free(s->landing_at);
    array_free(&s->landings);
}

/* A left unit about the middle before which paths pass one place only: what is before it and what is after it do not
 * depend on each other.  0 where there is none, or it would not pay. */
static size_t find_middle(const struct beads *beads) {
    enum { MANY = 1024 };
    size_t left = beads->model.side[0].count, middle = left / 2;
    for (size_t off = 0; left >= MANY && off < left / 4; off++)
        for (int way = 0; way < 2; way++) {
            size_t i = way ? middle + off : middle - off;
            if (beads->band.low[i] == beads->band.high[i])
                return i;
        }
    return 0;
}

static void search(struct beads *beads, double beam, double answer, size_t most_units) {
    struct search before = {.beads = beads,
                            .to = {beads->model.side[0].count, beads->model.side[1].count},
                            .beam = beam,
                            .answer = answer,
                            .most_units = most_units},
                  after = before;
    size_t middle = find_middle(beads);
    if (middle) {
        before.to[0] = after.from[0] = middle;
        before.to[1] = after.from[1] = beads->band.low[middle];
        abreast(true, run_search, &before, &after);
    } else
        run_search(&before);
    beads->lattice = before.lattice;
    beads->end = middle ? lattice_join(&beads->lattice, before.end, &after.lattice, after.end) : before.end;
}

/* Do these two units answer each other, whatever a wider beam would find?  What is put together may come apart there. */
static bool is_sure(const struct lattice *lattice, size_t piece, double posterior) {
    static const double SURE = .9;
    static const float GOOD = 3; /* of wrong pairs in a beam 1 of 20 has more, of right ones all but 1 of 20 */
    const struct piece *p = &lattice->pieces.at[piece];
    const struct state *from = &lattice->states.at[p->from], *to = &lattice->states.at[p->to];
    return to->left - from->left == 1 && to->right - from->right == 1 && posterior >= SURE && p->score >= GOOD;
}

static float *nothing_settled(size_t left) {
    float *settled = memory_resize_array(NULL, left, sizeof *settled);
    for (size_t l = 0; l < left; l++)
        settled[l] = NAN;
    return settled;
}

/* A search for beads of few units: in the middle of a run of pairs that are sure, the next one need not look elsewhere. */
static void settle(struct beads *beads, double beam) {
    enum { RUN = 4, FEW_UNITS = 3 };
    static const double ANSWER = 3;
    struct lattice *lattice = &beads->lattice;
    search(beads, beam, ANSWER, FEW_UNITS);
    struct path path = lattice_path(lattice, beads->end);
    size_t left = beads->model.side[0].count, *held = memory_alloc((left + 1) * sizeof *held);
    for (size_t i = 0, sure = 0; i < path.count; i++) {
        sure = is_sure(lattice, path.pieces[i], path.posteriors[i]) ? sure + 1 : 0;
        if (sure < RUN)
            continue;
        const struct piece *pair = &lattice->pieces.at[path.pieces[i - RUN / 2]];
        const struct state *middle = &lattice->states.at[pair->to];
        held[middle->left] = middle->right + 1;
        if (sure > RUN)
            beads->settled[middle->left - 1] = pair->score;
    }
    band_hold(&beads->band, left, held);
    memory_free(held);
    path_clear(&path);
    lattice_clear(lattice);
}

/* In a narrow beam first; then in a wider one, which sees what that has lost sight of. */
static void settle_all(struct beads *beads, double beam) {
    static const double NARROW = .07, WIDER = .3;
    beads->settled = nothing_settled(beads->model.side[0].count);
    settle(beads, NARROW * beam);
    settle(beads, WIDER * beam);
}

enum { SETTLE_FROM = 16 }; /* units of a side, from where on it pays to look twice */

void beads_search(struct beads *beads, const struct units *left, const struct units *right,
                  const struct links *links, const struct weights *weights) {
    *beads = (struct beads){.end = 0};
    bead_model_make(&beads->model, left, right, links, weights);
    beads->band = band_make(&beads->model);
    double beam = BEAM * weights->beam;
    if (left->count >= SETTLE_FROM && right->count >= SETTLE_FROM)
        settle_all(beads, beam);
    search(beads, beam, 0, 2 * BEAD_MOST);
    for (double wider = 2; !beads->end && left->count + right->count; wider *= 4) { /* the beam lost the way */
        lattice_clear(&beads->lattice);
        search(beads, wider < WIDEST_BEAM ? wider * beam : INFINITY, 0, 2 * BEAD_MOST);
    }
}

void beads_clear(struct beads *beads) {
    band_clear(&beads->band);
    memory_free(beads->settled);
    lattice_clear(&beads->lattice);
    bead_model_clear(&beads->model);
}

static struct row row_of(size_t left, size_t left_end, size_t right, size_t right_end, double score) {
    return (struct row){{{{left, 0}, {left_end, 0}}, {{right, 0}, {right_end, 0}}}, score, false, false};
}

void beads_rows(struct beads *beads, struct alignment *alignment) {
    struct lattice *lattice = &beads->lattice;
    ARRAY(struct row) rows = {0};
    struct path path = lattice_path(lattice, beads->end);
    for (size_t i = 0; i < path.count; i++) {
        const struct piece *piece = &lattice->pieces.at[path.pieces[i]];
        const struct state *from = &lattice->states.at[piece->from], *to = &lattice->states.at[piece->to];
        if (from->left < to->left && from->right < to->right)
            array_push(&rows, row_of(from->left, to->left, from->right, to->right, path.posteriors[i]));
        for (size_t l = from->left; from->right == to->right && l < to->left; l++)
            array_push(&rows, row_of(l, l + 1, to->right, to->right, path.posteriors[i]));
        for (size_t r = from->right; from->left == to->left && r < to->right; r++)
            array_push(&rows, row_of(to->left, to->left, r, r + 1, path.posteriors[i]));
    }
    path_clear(&path);
    *alignment = (struct alignment){.rows = rows.at, .count = rows.count};
}

void beads_align(struct alignment *alignment, const struct units *left, const struct units *right,
                 const struct links *links, const struct weights *weights) {
    struct beads beads;
    beads_search(&beads, left, right, links, weights);
    beads_rows(&beads, alignment);
    beads_clear(&beads);
}

/* The evidence of one bead; its rows are filled for it alone. */
static void count_bead(struct tally *tally, struct beads *beads, size_t i, size_t a, size_t j, size_t b) {
    struct bead_row rows[BEAD_MOST] = {{0}}, *at[BEAD_MOST] = {NULL};
    size_t low = j ? j - 1 : 0, high = j + b < beads->model.side[1].count ? j + b + 1 : j + b;
    for (size_t r = 0; r < a; r++) {
        at[r] = &rows[r];
        bead_row_fill(at[r], &beads->model, i + r, low, high);
    }
    bead_tally(tally, &beads->model, at, i, a, j, b);
    for (size_t r = 0; r < a; r++)
        bead_row_clear(at[r]);
}

double beads_loss(struct beads *beads, const struct bead *gold, size_t gold_count, double *counts) {
    static const double LEAST = 1e-5;
    const struct lattice *lattice = &beads->lattice;
    struct tally all = {.weights = beads->model.weights->at, .counts = counts}, right = all;
    double *posteriors = memory_resize_array(NULL, lattice->pieces.count, sizeof *posteriors);
    lattice_posteriors(&beads->lattice, beads->end, posteriors);
    for (size_t p = 0; p < lattice->pieces.count; p++) {
        const struct piece *piece = &lattice->pieces.at[p];
        const struct state *from = &lattice->states.at[piece->from], *to = &lattice->states.at[piece->to];
        all.share = posteriors[p];
        if (all.share >= LEAST && bead_exists(to->left - from->left, to->right - from->right))
            count_bead(&all, beads, from->left, to->left - from->left, from->right, to->right - from->right);
    }
    right.share = -1;
    for (size_t g = 0; g < gold_count; g++)
        count_bead(&right, beads, gold[g].left, gold[g].a, gold[g].right, gold[g].b);
    memory_free(posteriors);
    return lattice_total(&beads->lattice, beads->end) - right.score;
}
