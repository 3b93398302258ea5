#include "beads.h"
#include "anchors.h"
#include <math.h>
#include <stdbool.h>

enum { MARGIN = 8, WIDEST = 400, LONG_RUN = 16 };
static const double WIDEST_BEAM = 100; /* wider than that, against BEAM: no beam */
/* Of a left unit's states, against the weights' beam: a run of one side alone needs a wide one to come out right.  In a
 * long text anchors are close, and the width is what it costs. */
static const double BEAM = .3, LONG_BEAM = .13;
enum { LONG_TEXT = 5000 }; /* units of a side */
static const double SKIPPED = .01; /* what a unit alone counts for */

/* Between two anchors everything is open, with a margin; but no wider than WIDEST around the line
 * from one to the other.  Where one side has a long run more, paths may jump over it. */
static void add_stretch(struct band *band, struct anchor from, struct anchor to, size_t right) {
    size_t left_run = to.left - from.left, right_run = to.right - from.right;
    bool uneven = left_run > right_run + LONG_RUN || right_run > left_run + LONG_RUN;
    for (size_t i = from.left; i <= to.left; i++) {
        double share = left_run ? (double)(i - from.left) / (double)left_run : 0;
        size_t line = from.right + (size_t)(share * (double)right_run);
        size_t low = from.right, high = to.right;
        if (right_run > WIDEST && left_run > WIDEST && !uneven) {
            low = line > from.right + WIDEST / 2 ? line - WIDEST / 2 : low;
            high = line + WIDEST / 2 < to.right ? line + WIDEST / 2 : high;
        }
        low = low > MARGIN ? low - MARGIN : 0;
        high = high + MARGIN < right ? high + MARGIN : right;
        band->low[i] = low < band->low[i] ? low : band->low[i];
        band->high[i] = high > band->high[i] ? high : band->high[i];
        if (uneven)
            band->jump[i] = (struct jump){to.left, to.right};
    }
}

static struct band band_make(const struct bead_model *m) {
    size_t left = m->side[0].count, right = m->side[1].count;
    struct band band = {memory_alloc((left + 1) * sizeof *band.low),
                        memory_alloc((left + 1) * sizeof *band.high),
                        memory_alloc((left + 1) * sizeof *band.jump)};
    anchor_chain chain = {0};
    struct anchor from = {0, 0, 0};
    for (size_t i = 0; i <= left; i++)
        band.low[i] = right;
    anchors_find(&chain, m);
    for (size_t i = 0; i < chain.count; from = chain.at[i++])
        add_stretch(&band, from, chain.at[i], right);
    add_stretch(&band, from, (struct anchor){left, right, 0}, right);
    array_free(&chain);
    return band;
}

/* A jump over left units, kept until the search comes to where it lands. */
struct landing {
    uint32_t from; /* state */
    size_t right;
    size_t next; /* the next landing at the same left unit, + 1 */
};

/* The search stands at left unit i; what it holds of i .. i + BEAD_MOST lies at [i % ROWS]. */
enum { ROWS = BEAD_MOST + 1 };
struct search {
    struct beads *beads;
    struct bead_row rows[ROWS];
    uint32_t *state_at[ROWS]; /* [right unit - low]: its state, + 1 */
    size_t *landing_at;       /* [left unit]: its first landing, + 1 */
    ARRAY(struct landing) landings;
    double beam;
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
        *to = lattice_state(&s->beads->lattice, i, j) + 1;
    lattice_piece(&s->beads->lattice, (struct piece){from, *to - 1, weight, (float)score});
}

static void add_beads(struct search *s, size_t i, size_t j, uint32_t from) {
    const struct bead_model *m = &s->beads->model;
    struct bead_row *rows[BEAD_MOST];
    size_t left = m->side[0].count, right = m->side[1].count;
    for (size_t a = 0; a < BEAD_MOST; a++)
        rows[a] = &s->rows[(i + a) % ROWS];
    for (size_t a = 0; a <= BEAD_MOST && i + a <= left; a++)
        for (size_t b = 0; b <= BEAD_MOST && j + b <= right; b++) {
            bool inside = bead_exists(a, b) && in_band(s, i + a, j + b);
            for (size_t r = 0; r < a && b && inside; r++)
                inside = j >= rows[r]->low && j + b <= rows[r]->high;
            if (!inside || !bead_plausible(m, i, a, j, b))
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
    for (size_t k = 0; k <= 2 * MARGIN && right_run > left_run + LONG_RUN; k++) {
        size_t land = to.right + k - left_run - MARGIN;
        if (land > j + BEAD_MOST && in_band(s, i, land))
            add_piece(s, from, i, land, (float)SKIPPED, score);
    }
    for (size_t k = 0; k <= 2 * MARGIN && left_run > right_run + LONG_RUN; k++) {
        size_t land = to.left + k - right_run - MARGIN;
        if (land > i + BEAD_MOST && land <= s->beads->model.side[0].count && in_band(s, land, j)) {
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
    free(s->state_at[i % ROWS]);
    s->state_at[i % ROWS] =
        memory_alloc((band->high[i] - band->low[i] + 1) * sizeof *s->state_at[i % ROWS]);
    if (i < s->beads->model.side[0].count)
        bead_row_fill(&s->rows[i % ROWS], &s->beads->model, i, band->low[i], band->high[i]);
}

/* The best of a left unit's states that the band lets go on to the next: against what is left behind, all that can go
 * on may be too bad, and the way be lost. */
static double best_forward(struct search *s, size_t i) {
    const struct band *band = &s->beads->band;
    double best = -INFINITY;
    size_t from = band->low[i];
    if (i < s->beads->model.side[0].count && band->low[i + 1] > from + BEAD_MOST)
        from = band->low[i + 1] - BEAD_MOST;
    for (size_t j = from; j <= band->high[i]; j++)
        if (*state_slot(s, i, j)) {
            double top = lattice_top(&s->beads->lattice, *state_slot(s, i, j) - 1);
            best = top > best ? top : best;
        }
    return best;
}

/* Fills the lattice with what band and beam let through; returns the end's state, 0 if it is not reached. */
static uint32_t search_forward(struct search *s) {
    size_t left = s->beads->model.side[0].count;
    for (size_t i = 0; i < ROWS && i <= left; i++)
        new_row(s, i);
    *state_slot(s, 0, 0) = lattice_state(&s->beads->lattice, 0, 0) + 1;
    for (size_t i = 0; i <= left; i++) {
        land(s, i);
        double floor = i < left ? best_forward(s, i) - s->beam : -INFINITY; /* all must come to the end */
        for (size_t j = s->beads->band.low[i]; j <= s->beads->band.high[i]; j++) {
            uint32_t from = *state_slot(s, i, j);
            if (!from || lattice_top(&s->beads->lattice, from - 1) < floor)
                continue;
            add_beads(s, i, j, from - 1);
            add_jumps(s, i, j, from - 1);
        }
        if (i + ROWS <= left)
            new_row(s, i + ROWS);
    }
    uint32_t end = *state_slot(s, left, s->beads->model.side[1].count);
    return end ? end - 1 : 0;
}

static uint32_t run_search(struct beads *beads, double beam) {
    struct search s = {.beads = beads, .beam = beam};
    s.landing_at = memory_alloc((beads->model.side[0].count + 1) * sizeof *s.landing_at);
    uint32_t end = search_forward(&s);
    for (size_t i = 0; i < ROWS; i++) {
        bead_row_clear(&s.rows[i]);
        free(s.state_at[i]);
    }
    free(s.landing_at);
    array_free(&s.landings);
    return end;
}

void beads_search(struct beads *beads, const struct units *left, const struct units *right,
                  const struct links *links, const struct weights *weights) {
    *beads = (struct beads){.end = 0};
    bead_model_make(&beads->model, left, right, links, weights);
    beads->band = band_make(&beads->model);
    bool is_long = left->count > LONG_TEXT || right->count > LONG_TEXT;
    double beam = (is_long ? LONG_BEAM : BEAM) * weights->beam;
    beads->end = run_search(beads, beam);
    for (double wider = 2; !beads->end && left->count + right->count; wider *= 4) { /* the beam lost the way */
        lattice_clear(&beads->lattice);
        beads->end = run_search(beads, wider < WIDEST_BEAM ? wider * beam : INFINITY);
    }
}

void beads_clear(struct beads *beads) {
    free(beads->band.low);
    free(beads->band.high);
    free(beads->band.jump);
    lattice_clear(&beads->lattice);
    bead_model_clear(&beads->model);
}

static struct row row_of(size_t left, size_t left_end, size_t right, size_t right_end, double score) {
    return (struct row){{{{left, 0}, {left_end, 0}}, {{right, 0}, {right_end, 0}}}, score, false, false};
}

void beads_rows(struct beads *beads, struct alignment *alignment) {
    struct lattice *lattice = &beads->lattice;
    ARRAY(struct row) rows = {0};
    size_t *path = memory_resize_array(NULL, lattice->states.count, sizeof *path);
    double *posteriors = memory_resize_array(NULL, lattice->states.count, sizeof *posteriors);
    size_t count = lattice_best(lattice, beads->end, path, posteriors);
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &lattice->pieces.at[path[i]];
        const struct state *from = &lattice->states.at[piece->from], *to = &lattice->states.at[piece->to];
        if (from->left < to->left && from->right < to->right)
            array_push(&rows, row_of(from->left, to->left, from->right, to->right, posteriors[i]));
        for (size_t l = from->left; from->right == to->right && l < to->left; l++)
            array_push(&rows, row_of(l, l + 1, to->right, to->right, posteriors[i]));
        for (size_t r = from->right; from->left == to->left && r < to->right; r++)
            array_push(&rows, row_of(to->left, to->left, r, r + 1, posteriors[i]));
    }
    free(path);
    free(posteriors);
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
    free(posteriors);
    return lattice_total(&beads->lattice, beads->end) - right.score;
}
