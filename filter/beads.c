#include "beads.h"
#include "anchors.h"
#include "bead_score.h"
#include "lattice.h"
#include <math.h>
#include <stdbool.h>

enum { MARGIN = 8, WIDEST = 400 };
static const double SKIPPED = .5; /* what a unit alone counts for */

/* The right units that left unit i may answer: [low[i], high[i]]. */
struct band {
    size_t *low, *high;
};

/* Between two anchors everything is open, with a margin; but no wider than WIDEST around the line
 * from one to the other. */
static void add_stretch(struct band *band, struct anchor from, struct anchor to, size_t right) {
    for (size_t i = from.left; i <= to.left; i++) {
        double share = to.left > from.left
                           ? (double)(i - from.left) / (double)(to.left - from.left)
                           : 0;
        size_t line = from.right + (size_t)(share * (double)(to.right - from.right));
        size_t low = from.right, high = to.right;
        bool wide = to.right - from.right > WIDEST && to.left - from.left > WIDEST;
        if (wide) {
            low = line > from.right + WIDEST / 2 ? line - WIDEST / 2 : low;
            high = line + WIDEST / 2 < to.right ? line + WIDEST / 2 : high;
        }
        low = low > MARGIN ? low - MARGIN : 0;
        high = high + MARGIN < right ? high + MARGIN : right;
        band->low[i] = low < band->low[i] ? low : band->low[i];
        band->high[i] = high > band->high[i] ? high : band->high[i];
    }
}

static struct band band_make(const struct bead_model *m) {
    size_t left = m->side[0].count, right = m->side[1].count;
    struct band band = {memory_alloc((left + 1) * sizeof *band.low),
                        memory_alloc((left + 1) * sizeof *band.high)};
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

/* The search stands at left unit i; what it holds of i .. i + BEAD_MOST lies at [i % ROWS]. */
enum { ROWS = BEAD_MOST + 1 };
struct search {
    const struct bead_model *model;
    struct band band;
    struct lattice lattice;
    struct bead_row rows[ROWS];
    uint32_t *state_at[ROWS]; /* [right unit]: its state, + 1 */
};

static uint32_t *state_slot(struct search *s, size_t i, size_t j) {
    return &s->state_at[i % ROWS][j - s->band.low[i]];
}

static void add_beads(struct search *s, size_t i, size_t j, uint32_t from) {
    const struct bead_row *rows[BEAD_MOST];
    size_t left = s->model->side[0].count, right = s->model->side[1].count;
    for (size_t a = 0; a < BEAD_MOST; a++)
        rows[a] = &s->rows[(i + a) % ROWS];
    for (size_t a = 0; a <= BEAD_MOST && i + a <= left; a++)
        for (size_t b = 0; b <= BEAD_MOST && j + b <= right; b++) {
            bool inside = j + b >= s->band.low[i + a] && j + b <= s->band.high[i + a];
            for (size_t r = 0; r < a && b && inside; r++)
                inside = j >= rows[r]->low && j + b <= rows[r]->high;
            double score = inside ? bead_score(s->model, rows, i, a, j, b) : -INFINITY;
            if (score == -INFINITY)
                continue;
            uint32_t *to = state_slot(s, i + a, j + b);
            if (!*to)
                *to = lattice_state(&s->lattice, i + a, j + b) + 1;
            lattice_piece(&s->lattice, (struct piece){from, *to - 1, a && b ? 1 : (float)SKIPPED, score});
        }
}

static void new_row(struct search *s, size_t i) {
    const struct band *band = &s->band;
    free(s->state_at[i % ROWS]);
    s->state_at[i % ROWS] =
        memory_alloc((band->high[i] - band->low[i] + 1) * sizeof *s->state_at[i % ROWS]);
    if (i < s->model->side[0].count)
        bead_row_fill(&s->rows[i % ROWS], s->model, i, band->low[i], band->high[i]);
}

/* Fills the lattice with what the band lets through; returns the end. */
static uint32_t search_beads(struct search *s) {
    size_t left = s->model->side[0].count;
    for (size_t i = 0; i < ROWS && i <= left; i++)
        new_row(s, i);
    *state_slot(s, 0, 0) = lattice_state(&s->lattice, 0, 0) + 1;
    for (size_t i = 0; i <= left; i++) {
        for (size_t j = s->band.low[i]; j <= s->band.high[i]; j++) {
            uint32_t from = *state_slot(s, i, j);
            if (from)
                add_beads(s, i, j, from - 1);
        }
        if (i + ROWS <= left)
            new_row(s, i + ROWS);
    }
    return *state_slot(s, left, s->model->side[1].count) - 1;
}

static void read_rows(struct alignment *alignment, struct lattice *lattice, uint32_t end) {
    size_t *path = memory_resize_array(NULL, lattice->states.count, sizeof *path);
    double *posteriors = memory_resize_array(NULL, lattice->states.count, sizeof *posteriors);
    alignment->count = lattice_best(lattice, end, path, posteriors);
    alignment->rows = memory_alloc(alignment->count * sizeof *alignment->rows);
    for (size_t i = 0; i < alignment->count; i++) {
        const struct piece *piece = &lattice->pieces.at[path[i]];
        const struct state *from = &lattice->states.at[piece->from],
                           *to = &lattice->states.at[piece->to];
        alignment->rows[i] = (struct row){{{{from->left, 0}, {to->left, 0}},
                                           {{from->right, 0}, {to->right, 0}}},
                                          posteriors[i]};
    }
    free(path);
    free(posteriors);
}

void align_beads(struct alignment *alignment, const struct text *left, const struct text *right,
                 const struct lexicon *lexicon) {
    struct links links;
    struct bead_model model;
    *alignment = (struct alignment){0};
    links_make(&links, left, right, lexicon);
    bead_model_make(&model, left, right, &links);
    struct search search = {.model = &model, .band = band_make(&model)};
    uint32_t end = search_beads(&search);
    read_rows(alignment, &search.lattice, end);
    for (size_t i = 0; i < ROWS; i++) {
        bead_row_clear(&search.rows[i]);
        free(search.state_at[i]);
    }
    free(search.band.low);
    free(search.band.high);
    lattice_clear(&search.lattice);
    bead_model_clear(&model);
    links_clear(&links);
}
