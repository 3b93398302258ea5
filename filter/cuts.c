#include "cuts.h"
#include "abreast.h"
#include <math.h>
#include <stdbool.h>

static const double LEFT_OVER = .5; /* what a row of left-over flow counts for */
enum { SKIP_SEAMS = 128 };          /* flow is left over in stretches over so many seams at most */

/* The states of one boundary between blocks: [place] a state, + 1, or 0. */
struct boundary {
    size_t block, low, high; /* places that may have states: low .. high */
    uint32_t *state_at;
};

static uint32_t state_of(struct lattice *lattice, struct boundary *boundary, size_t place) {
    uint32_t *state = &boundary->state_at[place];
    if (!*state)
        *state = lattice_state(lattice, boundary->block, place) + 1;
    return *state - 1;
}

static double best_of(const struct lattice *lattice, const struct boundary *boundary) {
    double best = -INFINITY;
    for (size_t place = boundary->low; place <= boundary->high; place++)
        if (boundary->state_at[place])
            best = fmax(best, lattice_top(lattice, boundary->state_at[place] - 1));
    return best;
}

/* Lets flow be left over before the next block. */
static void add_skips(struct lattice *lattice, const struct model *model, struct boundary *boundary, double beam) {
    double floor = best_of(lattice, boundary) - beam;
    for (size_t j = boundary->low; j < boundary->high; j++) {
        uint32_t from = boundary->state_at[j];
        if (!from || lattice_total(lattice, from - 1) < floor || !model_is_seam(model, j))
            continue;
        for (size_t k = j + 1, seams = 0; k <= boundary->high && seams < SKIP_SEAMS; k++) {
            if (!model_is_seam(model, k))
                continue;
            seams++;
            double score = skip_score(model, j, k);
            if (lattice_total(lattice, from - 1) + score >= floor)
                lattice_piece(lattice, (struct piece){from - 1, state_of(lattice, boundary, k),
                                                      (float)LEFT_OVER, (float)score});
        }
    }
}

/* What is left over after the last block, from wherever the paths have come to. */
static void add_last_skips(struct lattice *lattice, const struct model *model, struct boundary *boundary, size_t end) {
    for (size_t j = boundary->low; j < end; j++)
        if (boundary->state_at[j])
            lattice_piece(lattice, (struct piece){boundary->state_at[j] - 1, state_of(lattice, boundary, end),
                                                  (float)LEFT_OVER, (float)skip_score(model, j, end)});
}

/* One lane's pieces, from its block's first boundary to its second. */
struct step {
    struct lattice *lattice;
    const struct model *model;
    struct lane *lane;
    const struct boundary *before;
    struct boundary *after;
    double beam;
    double floor; /* a path that has come to less goes no further */
    double best;  /* of all pieces so far */
};

static double forward_at(const struct step *step, size_t place) {
    uint32_t state = step->before->state_at[place];
    return state ? lattice_total(step->lattice, state - 1) : -INFINITY;
}

/* Could a piece of that total, from the start to `place`, be of use? */
static bool matters(const struct step *step, size_t place, double total) {
    uint32_t to = step->after->state_at[place];
    return total >= step->best - step->beam && (!to || lattice_admits(step->lattice, to - 1, total));
}

static void add_pieces(struct step *step, size_t start) {
    struct lane *lane = step->lane;
    uint32_t from = step->before->state_at[start] - 1;
    double forward = forward_at(step, start);
    if (forward == -INFINITY || forward < step->floor)
        return;
    lane_from(lane, step->model, start);
    for (size_t end = start > lane->end_low ? start : lane->end_low; end <= lane->end_high; end++) {
        if ((lane->open && !lane->open[end]) || !matters(step, end, forward + lane_bound(lane, end)))
            continue;
        double score = lane_piece(lane, step->model, end);
        if (!matters(step, end, forward + score))
            continue;
        step->best = fmax(step->best, forward + score);
        lattice_piece(step->lattice, (struct piece){from, state_of(step->lattice, step->after, end), 1, (float)score});
    }
}

/* From the best place first: most that others have to say need not be heard then. */
static void add_block(struct step *step) {
    struct lane *lane = step->lane;
    size_t first = lane->low;
    lane_read(lane, step->model);
    for (size_t place = lane->low; place <= lane->high; place++)
        if (forward_at(step, place) > forward_at(step, first))
            first = place;
    add_pieces(step, first);
    for (size_t place = lane->low; place <= lane->high; place++)
        if (place != first)
            add_pieces(step, place);
}

static void add_settled(struct step *step, float score) {
    uint32_t from = step->before->state_at[step->lane->low] - 1;
    lattice_piece(step->lattice, (struct piece){from, state_of(step->lattice, step->after, step->lane->end_low), 1, score});
}

/* A part of the way: blocks [first, last), and the flow between two places. */
struct leg {
    struct cuts *cuts;
    struct said *said;
    double beam;
    size_t first, last, from, to;
    struct lattice lattice;
    uint32_t end; /* its state; 0 where the beam lets nothing through */
};

static void build(void *work) {
    struct leg *s = work;
    struct lattice *lattice = &s->lattice;
    struct model *model = &s->cuts->model;
    const float *settled = s->cuts->settled;
    struct lane lane = lane_of(s->said, s->first, s->last, s->cuts->open);
    struct boundary at[2] = {{s->first, s->from, s->from, memory_alloc(model->places * sizeof(uint32_t))},
                             {0, 0, 0, memory_alloc(model->places * sizeof(uint32_t))}};
    state_of(lattice, &at[0], s->from);
    while (lane_next(&lane, model)) {
        at[0].high = lane.high > at[0].high ? lane.high : at[0].high;
        add_skips(lattice, model, &at[0], s->beam);
        at[1].block = lane.block + 1;
        at[1].low = lane.end_low;
        at[1].high = lane.end_high;
        double floor = best_of(lattice, &at[0]) - s->beam;
        struct step step = {lattice, model, &lane, &at[0], &at[1], s->beam, floor, -INFINITY};
        if (settled && !isnan(settled[lane.block]))
            add_settled(&step, settled[lane.block]);
        else
            add_block(&step);
        for (size_t place = at[0].low; place <= at[0].high; place++)
            at[0].state_at[place] = 0;
        struct boundary swap = at[0];
        at[0] = at[1];
        at[1] = swap;
    }
    add_last_skips(lattice, model, &at[0], s->to);
    s->end = at[0].state_at[s->to] ? at[0].state_at[s->to] - 1 : 0;
    lane_clear(&lane);
    memory_free(at[0].state_at);
    memory_free(at[1].state_at);
}

/* A boundary about the middle that can lie at one place only: what is before it and what is after it do not depend on each
 * other.  0 where there is none, or it would not pay. */
static size_t find_middle(const struct model *model) {
    enum { MANY = 512 };
    const struct window *boundary = model->windows.boundary;
    size_t blocks = model->left->count, middle = blocks / 2;
    for (size_t off = 0; blocks >= MANY && off < blocks / 4; off++)
        for (int way = 0; way < 2; way++) {
            size_t b = way ? middle + off : middle - off;
            if (boundary[b].low == boundary[b].high)
                return b;
        }
    return 0;
}

static void build_halves(struct cuts *cuts, const struct leg *whole, size_t middle) {
    struct said said = said_new(&cuts->model);
    struct leg before = *whole, after = *whole;
    after.said = &said;
    before.last = after.first = middle;
    before.to = after.from = cuts->model.windows.boundary[middle].low;
    abreast(true, build, &before, &after);
    cuts->lattice = before.lattice;
    cuts->end = lattice_join(&cuts->lattice, before.end, &after.lattice, after.end);
    said_clear(&said);
}

static const float LIKELY = 20; /* a path that has lost its way has pieces that are worth far more, or less */

/* Does the piece answer its block, whatever a wider beam would find?  Or so well that only where it ends may be in doubt. */
static bool is_sure(const struct lattice *lattice, const struct path *path, size_t i) {
    static const double SURE = .99;
    static const float GOOD = 8; /* three of four that are sure are worth more, and one of four others */
    const struct piece *p = &lattice->pieces.at[path->pieces[i]];
    const struct state *from = &lattice->states.at[p->from], *to = &lattice->states.at[p->to];
    return (path->posteriors[i] >= SURE || p->score >= GOOD) && fabsf(p->score) < LIKELY && to->left > from->left &&
           to->right > from->right;
}

/* Pieces [i, end) of the path: short blocks for which the flow has fewer words than they are, as furniture that only one side
 * has.  No beam would find more there. */
static bool has_nothing(const struct lattice *lattice, const struct path *path, size_t i, size_t end, const struct model *model) {
    enum { LONG = 120 };
    size_t words = 0, blocks = end - i;
    for (; i < end; i++) {
        const struct piece *p = &lattice->pieces.at[path->pieces[i]];
        const struct state *from = &lattice->states.at[p->from], *to = &lattice->states.at[p->to];
        words += to->right - from->right;
        if (from->left == to->left || model->left->blocks[from->left].length >= LONG || fabsf(p->score) >= LIKELY)
            return false;
    }
    return words < blocks;
}

/* Marks the boundaries that a wide beam has to look at: of what is not sure, and of what is around it. */
static bool mark_loose(bool *loose, const struct lattice *lattice, const struct path *path, const struct model *model) {
    enum { AROUND = 2 };
    bool any = false;
    for (size_t i = 0, end; i < path->count; i = end + 1) {
        for (end = i; end < path->count && !is_sure(lattice, path, end);)
            end++;
        if (end == i || has_nothing(lattice, path, i, end, model))
            continue;
        any = true;
        for (size_t near = i < AROUND ? 0 : i - AROUND; near < end + AROUND && near < path->count; near++) {
            const struct piece *piece = &lattice->pieces.at[path->pieces[near]];
            loose[lattice->states.at[piece->from].left] = loose[lattice->states.at[piece->to].left] = true;
        }
    }
    return any;
}

/* [state] does the path come by there, or a share of all paths that counts? */
static bool *find_used(struct cuts *cuts, const struct path *path) {
    static const double SHARE = 3e-4;
    struct lattice *lattice = &cuts->lattice;
    bool *used = memory_alloc(lattice->states.count * sizeof *used);
    for (uint32_t s = 0; s < lattice->states.count; s++)
        used[s] = lattice_share(lattice, cuts->end, s) >= SHARE;
    for (size_t i = 0; i < path->count; i++)
        used[lattice->pieces.at[path->pieces[i]].from] = used[lattice->pieces.at[path->pieces[i]].to] = true;
    return used;
}

/* A boundary that is not loose may lie where it has a state in use, or so many places around, and nowhere else. */
static void hold(struct cuts *cuts, const bool *used, const bool *loose, size_t around) {
    size_t boundaries = cuts->model.left->count + 1;
    struct window *boundary = cuts->model.windows.boundary, *held = memory_resize_array(NULL, boundaries, sizeof *held);
    for (size_t b = 0; b < boundaries; b++)
        held[b] = (struct window){SIZE_MAX, 0};
    for (size_t s = 0; s < cuts->lattice.states.count; s++) {
        size_t b = cuts->lattice.states.at[s].left, place = cuts->lattice.states.at[s].right;
        if (used[s] && place < held[b].low)
            held[b].low = place;
        if (used[s] && place > held[b].high)
            held[b].high = place;
    }
    for (size_t b = 0; b < boundaries; b++) {
        if (loose && loose[b])
            continue;
        if (held[b].low > boundary[b].low + around)
            boundary[b].low = held[b].low - around;
        if (held[b].high + around < boundary[b].high)
            boundary[b].high = held[b].high + around;
    }
    windows_tighten(&cuts->model.windows, boundaries - 1);
    memory_free(held);
}

/* A piece of the path whose ends can lie nowhere else is all that there is for its block. */
static void settle(struct cuts *cuts, const struct path *path) {
    const struct window *boundary = cuts->model.windows.boundary;
    for (size_t i = 0; i < path->count; i++) {
        const struct piece *piece = &cuts->lattice.pieces.at[path->pieces[i]];
        size_t b = cuts->lattice.states.at[piece->from].left, end = cuts->lattice.states.at[piece->to].left;
        if (end > b && boundary[b].low == boundary[b].high && boundary[end].low == boundary[end].high)
            cuts->settled[b] = piece->score;
    }
}

/* A cut may be at a seam, or at a place in use. */
static void open_seams(struct cuts *cuts, const bool *used) {
    cuts->open = memory_alloc(cuts->model.places * sizeof *cuts->open);
    for (size_t place = 0; place < cuts->model.places; place++)
        cuts->open[place] = model_is_seam(&cuts->model, place);
    for (size_t s = 0; s < cuts->lattice.states.count; s++)
        cuts->open[cuts->lattice.states.at[s].right] |= used[s];
}

static void open_all(struct cuts *cuts) {
    memory_free(cuts->open);
    cuts->open = NULL;
}

static void search(struct cuts *cuts, double beam) {
    struct model *model = &cuts->model;
    struct leg whole = {.cuts = cuts, .said = &model->said, .beam = beam, .last = model->left->count, .to = model->places - 1};
    size_t middle = find_middle(model);
    lattice_clear(&cuts->lattice);
    if (middle)
        build_halves(cuts, &whole, middle);
    else {
        build(&whole);
        cuts->lattice = whole.lattice;
        cuts->end = whole.end;
    }
}

/* Searches the loose boundaries in a wide beam: as if flow were cut at seams alone, and then near what that found. */
static void search_loose(struct cuts *cuts, const struct path *path, const bool *loose, double beam) {
    enum { NEAR = 8 };
    size_t blocks = cuts->model.left->count;
    bool *used = find_used(cuts, path);
    cuts->settled = memory_resize_array(NULL, blocks, sizeof *cuts->settled);
    for (size_t b = 0; b < blocks; b++)
        cuts->settled[b] = NAN;
    hold(cuts, used, loose, 0);
    settle(cuts, path);
    open_seams(cuts, used);
    search(cuts, beam);
    memory_free(used);
    struct path seams = lattice_path(&cuts->lattice, cuts->end);
    used = find_used(cuts, &seams);
    hold(cuts, used, NULL, NEAR);
    open_all(cuts);
    search(cuts, beam);
    memory_free(used);
    path_clear(&seams);
}

void cuts_search(struct cuts *cuts, const struct text *blocks, const struct text *flow, struct view view,
                 const struct weights *weights) {
    static const double NARROW = .1;
    *cuts = (struct cuts){.end = 0};
    model_make(&cuts->model, blocks, flow, view, weights);
    search(cuts, NARROW * weights->beam);
    struct path path = lattice_path(&cuts->lattice, cuts->end);
    bool *loose = memory_alloc((blocks->count + 1) * sizeof *loose);
    if (mark_loose(loose, &cuts->lattice, &path, &cuts->model))
        search_loose(cuts, &path, loose, weights->beam);
    memory_free(loose);
    path_clear(&path);
}

void cuts_clear(struct cuts *cuts) {
    memory_free(cuts->open);
    memory_free(cuts->settled);
    lattice_clear(&cuts->lattice);
    model_clear(&cuts->model);
}

void cuts_rows(struct cuts *cuts, struct alignment *alignment) {
    struct lattice *lattice = &cuts->lattice;
    const struct token *tokens = cuts->model.flow.tokens.at;
    struct path path = lattice_path(lattice, cuts->end);
    alignment->count = path.count;
    alignment->rows = memory_alloc(alignment->count * sizeof *alignment->rows);
    for (size_t i = 0; i < alignment->count; i++) {
        const struct piece *piece = &lattice->pieces.at[path.pieces[i]];
        const struct state *from = &lattice->states.at[piece->from],
                           *to = &lattice->states.at[piece->to];
        alignment->rows[i] =
            (struct row){{{{from->left, 0}, {to->left, 0}},
                          {tokens[from->right].start, tokens[to->right].start}},
                         path.posteriors[i], false, false};
    }
    path_clear(&path);
}

/* How much of all paths starts a piece of the lane's block at a place, ends one there, and runs through the
 * token there. */
struct shares {
    double *starts, *ends, *through;
};

static void clear_shares(struct shares *shares, const struct lane *lane) {
    for (size_t p = lane->low; p <= lane->end_high; p++)
        shares->starts[p] = shares->ends[p] = shares->through[p] = 0;
}

/* The block's pieces one by one: what depends on both ends.  Returns the number of the piece after them. */
static size_t count_pieces(const struct cuts *cuts, const struct lane *lane, size_t p, const double *posteriors,
                           struct shares *shares, struct tally *tally) {
    const struct lattice *lattice = &cuts->lattice;
    for (; p < lattice->pieces.count; p++) {
        const struct piece *piece = &lattice->pieces.at[p];
        const struct state *from = &lattice->states.at[piece->from], *to = &lattice->states.at[piece->to];
        if (from->left != lane->block || to->left == from->left)
            break;
        tally->share = posteriors[p];
        if (tally->share <= 0)
            continue;
        lane_tally_span(tally, lane, &cuts->model, from->right, to->right);
        if (from->right == to->right)
            continue;
        shares->starts[from->right] += tally->share;
        shares->ends[to->right] += tally->share;
        shares->through[from->right] += tally->share;
        shares->through[to->right] -= tally->share;
    }
    return p;
}

static void count_shares(const struct cuts *cuts, const struct lane *lane, const struct shares *shares,
                         struct tally *tally) {
    static const double LEAST = 1e-7;
    double through = 0;
    for (size_t place = lane->low; place <= lane->end_high; place++) {
        through += shares->through[place];
        tally->share = shares->starts[place];
        if (tally->share > LEAST)
            lane_tally_start(tally, lane, &cuts->model, place);
        tally->share = shares->ends[place];
        if (tally->share > LEAST)
            lane_tally_end(tally, lane, &cuts->model, place);
        tally->share = through;
        if (tally->share > LEAST)
            lane_tally_token(tally, lane, &cuts->model, place);
    }
}

/* The flow left over before a block, or at the end. */
static size_t count_skips(const struct cuts *cuts, size_t block, size_t p, const double *posteriors,
                          struct tally *tally) {
    const struct lattice *lattice = &cuts->lattice;
    for (; p < lattice->pieces.count; p++) {
        const struct piece *piece = &lattice->pieces.at[p];
        const struct state *from = &lattice->states.at[piece->from], *to = &lattice->states.at[piece->to];
        if (from->left != block || to->left != block)
            break;
        tally->share = posteriors[p];
        skip_tally(tally, &cuts->model, from->right, to->right);
    }
    return p;
}

static void count_gold(const struct cuts *cuts, const struct lane *lane, size_t from, struct cut cut,
                       struct tally *tally) {
    tally->share = -1;
    if (cut.start > from)
        skip_tally(tally, &cuts->model, from, cut.start);
    if (!lane)
        return;
    lane_tally_span(tally, lane, &cuts->model, cut.start, cut.end);
    if (cut.start == cut.end)
        return;
    lane_tally_start(tally, lane, &cuts->model, cut.start);
    lane_tally_end(tally, lane, &cuts->model, cut.end);
    for (size_t t = cut.start; t < cut.end; t++)
        lane_tally_token(tally, lane, &cuts->model, t);
}

double cuts_loss(struct cuts *cuts, const struct cut *gold, double *counts) {
    struct lane lane = {0};
    size_t at = 0, p = 0, places = cuts->model.places, end = places - 1;
    double *posteriors = memory_resize_array(NULL, cuts->lattice.pieces.count, sizeof *posteriors);
    struct shares shares = {memory_alloc(places * sizeof(double)), memory_alloc(places * sizeof(double)),
                            memory_alloc(places * sizeof(double))};
    struct tally all = {.weights = cuts->model.weights->at, .counts = counts}, right = all;
    lattice_posteriors(&cuts->lattice, cuts->end, posteriors);
    while (lane_next(&lane, &cuts->model)) {
        lane_read(&lane, &cuts->model);
        clear_shares(&shares, &lane);
        p = count_skips(cuts, lane.block, p, posteriors, &all);
        p = count_pieces(cuts, &lane, p, posteriors, &shares, &all);
        count_shares(cuts, &lane, &shares, &all);
        count_gold(cuts, &lane, at, gold[lane.block], &right);
        at = gold[lane.block].end;
    }
    count_skips(cuts, cuts->model.left->count, p, posteriors, &all);
    count_gold(cuts, NULL, at, (struct cut){end, end}, &right);
    lane_clear(&lane);
    memory_free(posteriors);
    memory_free(shares.starts);
    memory_free(shares.ends);
    memory_free(shares.through);
    return lattice_total(&cuts->lattice, cuts->end) - (right.score - cuts->model.potential[end]);
}
