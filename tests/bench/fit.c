/* fit [--level N] POSTS ALIGN FR-EN.lexicon DE-FR.lexicon HALF [WEIGHTS]: fits the aligner's weights, or judges them.
 *
 * POSTS is a folder of gold rows (left TAB right a line), ALIGN one of dev.de, dev.fr, dev.defr.  HALF is all,
 * even or odd: of the posts by their order, of the hand-aligned text its first and its second half.  Prints
 * the fitted weights.def, with --level only as many kinds of evidence as tests/bench/ablation says; given WEIGHTS (a file of that form), prints instead how they do on that HALF.
 *
 * Maximum likelihood with a Gaussian prior around weights_prior, by L-BFGS (Nocedal & Wright 2006, 7.2).  Each post
 * counts once as it is and, more lightly, damaged: rows dropped on a side, a sentence added; and as a page of blocks on
 * both sides, with a section of another post on either. */
#include "beads.h"
#include "buffer.h"
#include "cuts.h"
#include "sentence.h"
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum damage { UNDAMAGED, LEFT_DROPPED, RIGHT_DROPPED, RIGHT_ADDED, LEFT_FLAT, DAMAGES };
static const char *const damage_names[] = {"undamaged", "left dropped", "right dropped", "right added", "left flat"};
/* What a damaged post counts for, one with text added; one without a dictionary; 1 / variance of the prior.  The prior makes posteriors
 * timid: SHARPER is what lets a cut's score be the share of rows that are right, on texts not fitted on. */
static const double DAMAGED = .35, ADDED = 1, BARE = .3, PAGE = .2, PRECISION = 2, SHARPER = 1.4;

struct example {
    struct text texts[2];
    struct links links;
    double share;
    enum damage damage;
    bool beads;
    bool of_page; /* beads of a page's blocks, not of lines */
    int flow; /* the side that is flat, where not `beads` */
    struct cut *cuts; /* byte offsets until the flow is read, then places; a block each */
    bool *untouched;  /* its row says what it said before the damage */
    struct bead *gold;
    size_t gold_count;
};
typedef ARRAY(struct example) examples;
typedef ARRAY(char *) strings;

static struct text text_of(const char *language, const strings *blocks) {
    struct text text = {.language = language, .count = blocks->count};
    text.blocks = arena_alloc(&text.arena, (blocks->count + 1) * sizeof *text.blocks);
    for (size_t i = 0; i < blocks->count; i++) {
        text.blocks[i].length = strlen(blocks->at[i]);
        text.blocks[i].text = arena_copy(&text.arena, blocks->at[i], text.blocks[i].length);
    }
    sentence_cut(&text);
    return text;
}

static void read_lines(strings *lines, const char *path) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) {
        perror(path);
        exit(66);
    }
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        array_push(lines, memory_string(line));
    }
    free(line);
    fclose(file);
}

static void free_lines(strings *lines) {
    for (size_t i = 0; i < lines->count; i++)
        free(lines->at[i]);
    array_free(lines);
}

/* ---- posts */

static unsigned chance(unsigned *state, unsigned below) {
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

/* Which rows lose a side: one or two runs of one to three. */
static void choose_rows(bool *chosen, size_t rows, unsigned *state) {
    for (unsigned runs = 1 + chance(state, 2); runs; runs--) {
        size_t at = chance(state, (unsigned)rows), length = 1 + chance(state, 3);
        for (size_t i = at; i < at + length && i < rows; i++)
            chosen[i] = true;
    }
}

static void add_post(examples *all, const strings *rows, const strings *others, enum damage damage,
                     unsigned seed, const struct lexicon *lexicon) {
    strings left = {0}, flow = {0};
    struct buffer run = {0};
    struct example example = {.damage = damage,
                              .flow = damage != LEFT_FLAT,
                              .share = damage == UNDAMAGED ? 1 : damage == RIGHT_ADDED ? ADDED : DAMAGED};
    bool *chosen = memory_alloc(rows->count * sizeof *chosen);
    example.cuts = memory_alloc((rows->count + 1) * sizeof *example.cuts);
    example.untouched = memory_alloc((rows->count + 1) * sizeof *example.untouched);
    if (damage == LEFT_DROPPED || damage == RIGHT_DROPPED)
        choose_rows(chosen, rows->count, &seed);
    size_t added = damage == RIGHT_ADDED ? chance(&seed, (unsigned)rows->count) : SIZE_MAX;
    for (size_t i = 0; i < rows->count; i++) {
        char *tab = strchr(rows->at[i], '\t');
        size_t length = (size_t)(tab - rows->at[i]); /* of the left side */
        if (damage == LEFT_FLAT) {
            example.cuts[left.count] = (struct cut){run.length, run.length + length + 1};
            example.untouched[left.count] = true;
            buffer_print(&run, "%.*s ", (int)length, rows->at[i]);
            array_push(&left, memory_string(tab + 1));
            continue;
        }
        if (i == added) {
            const char *other = others->at[chance(&seed, (unsigned)others->count)];
            buffer_print(&run, "%s ", strchr(other, '\t') + 1);
        }
        size_t start = run.length;
        if (!chosen[i] || damage != RIGHT_DROPPED)
            buffer_print(&run, "%s ", tab + 1);
        if (chosen[i] && damage == LEFT_DROPPED)
            continue;
        example.cuts[left.count] = (struct cut){start, run.length};
        example.untouched[left.count] = !chosen[i];
        array_push(&left, memory_copy(rows->at[i], length));
    }
    if (left.count && run.length) {
        array_push(&flow, memory_string(run.data));
        example.texts[!example.flow] = text_of(example.flow ? "fr" : "en", &left);
        example.texts[example.flow] = text_of(example.flow ? "en" : "fr", &flow);
        array_push(all, example);
        struct example *last = &all->at[all->count - 1]; /* links point into blocks, which stay */
        links_make(&last->links, &last->texts[0], &last->texts[1], lexicon);
    }
    free_lines(&left);
    free_lines(&flow);
    free(chosen);
    buffer_free(&run);
}

/* The gold bead of a row, as blocks of a page: now and then the translation goes on in the same block. */
static void add_blocks(struct example *example, strings sides[2], char *row, bool left, bool right, unsigned *state) {
    enum { MERGED = 12 }; /* one in so many */
    char *tab = strchr(row, '\t');
    struct bead *last = example->gold_count ? &example->gold[example->gold_count - 1] : NULL;
    struct bead bead = {sides[0].count, left, sides[1].count, right};
    bool merged = left && right && last && last->a == 1 && last->b == 1 && !chance(state, MERGED);
    if (left)
        array_push(&sides[0], memory_copy(row, (size_t)(tab - row)));
    if (merged) {
        char **block = &sides[1].at[sides[1].count - 1];
        struct buffer both = {0};
        buffer_print(&both, "%s %s", *block, tab + 1);
        free(*block);
        *block = both.data;
        last->a++;
        return;
    }
    if (right)
        array_push(&sides[1], memory_string(tab + 1));
    example->gold[example->gold_count++] = bead;
}

/* A page with blocks on both sides: here and there a row of one side alone, and on one side a section of another
 * post. */
static void add_page(examples *all, const strings *rows, const strings *others, int side, unsigned seed,
                     const struct lexicon *lexicon) {
    enum { LONGEST = 20, ALONE = 15 }; /* rows of a section; one row in so many */
    struct example example = {.share = PAGE, .beads = true, .of_page = true};
    strings sides[2] = {{0}, {0}};
    size_t at = chance(&seed, (unsigned)rows->count + 1), length = 1 + chance(&seed, LONGEST);
    example.gold = memory_alloc((rows->count + LONGEST + 1) * sizeof *example.gold);
    for (size_t i = 0; i <= rows->count; i++) {
        for (size_t o = 0; i == at && o < length && o < others->count; o++)
            add_blocks(&example, sides, others->at[o], side == 0, side == 1, &seed);
        unsigned alone = chance(&seed, 2 * ALONE);
        if (i < rows->count)
            add_blocks(&example, sides, rows->at[i], alone != 0, alone != 1, &seed);
    }
    example.texts[0] = text_of("fr", &sides[0]);
    example.texts[1] = text_of("en", &sides[1]);
    array_push(all, example);
    struct example *last = &all->at[all->count - 1];
    links_make(&last->links, &last->texts[0], &last->texts[1], lexicon);
    free_lines(&sides[0]);
    free_lines(&sides[1]);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool is_in(const char *half, size_t number) {
    return !strcmp(half, "all") || (number % 2 == 0) == !strcmp(half, "even");
}

static void read_posts(examples *all, const char *folder, const char *half, const struct lexicon *lexicon, bool fits) {
    strings names = {0}, everything = {0}, last = {0};
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        if (strstr(entry->d_name, ".tsv"))
            array_push(&names, memory_string(entry->d_name));
    closedir(dir);
    qsort(names.at, names.count, sizeof *names.at, by_name);
    for (size_t n = 0; n < names.count; n++) {
        struct buffer path = {0};
        strings rows = {0};
        buffer_print(&path, "%s/%s", folder, names.at[n]);
        read_lines(&rows, path.data);
        for (size_t i = 0; i < rows.count; i++)
            array_push(&everything, memory_string(rows.at[i]));
        /* With the left side flat it is judged alone: fitted with, the usual case loses more than that one gains. */
        for (enum damage d = UNDAMAGED; is_in(half, n) && d < (fits ? LEFT_FLAT : DAMAGES); d++)
            add_post(all, &rows, &everything, d, (unsigned)(n * LEFT_FLAT + d), lexicon);
        for (int side = 0; is_in(half, n) && last.count && side < 2; side++)
            add_page(all, &rows, &last, side, (unsigned)(2 * n) + (unsigned)side, lexicon);
        if (is_in(half, n) && lexicon && fits && last.count) {
            add_page(all, &rows, &last, (int)(n / 2 % 2), (unsigned)(2 * n), NULL);
            all->at[all->count - 1].share = PAGE * BARE;
        }
        if (is_in(half, n) && lexicon && fits) {
            add_post(all, &rows, &everything, UNDAMAGED, 0, NULL);
            all->at[all->count - 1].share = BARE;
        }
        free_lines(&last);
        last = rows;
        buffer_free(&path);
    }
    free_lines(&last);
    free_lines(&names);
    free_lines(&everything);
}

/* ---- the hand-aligned text, in four parts */

static const char *read_numbers(const char *at, size_t *first, size_t *count) {
    *count = 0;
    for (at = strchr(at, '[') + 1; *at != ']';) {
        char *end;
        size_t number = strtoul(at, &end, 10);
        *first = *count ? *first : number;
        ++*count;
        at = end + strspn(end, ", ");
    }
    return at + 1;
}

/* A bead of a kind that does not exist becomes several that do. */
static void add_bead(struct example *example, struct bead bead) {
    while (!bead_exists(bead.a, bead.b)) {
        struct bead part = {bead.left, bead.a > 2 ? 2 : bead.a, bead.right, bead.b > 2 ? 2 : bead.b};
        if (!bead.a || !bead.b)
            part.a = bead.a > 0, part.b = bead.b > 0;
        else if (bead.a == 1)
            part.b = bead.b > 4 ? 4 : bead.b;
        else if (bead.b == 1)
            part.a = bead.a > 4 ? 4 : bead.a;
        example->gold[example->gold_count++] = part;
        bead.left += part.a, bead.a -= part.a;
        bead.right += part.b, bead.b -= part.b;
        if (!bead.a && !bead.b)
            return;
    }
    example->gold[example->gold_count++] = bead;
}

static void add_part(examples *all, const strings text[2], const struct bead *gold, size_t count,
                     const struct lexicon *lexicon) {
    static const char *const languages[] = {"de", "fr"};
    struct example example = {.share = 1, .beads = true};
    const struct bead *last = &gold[count - 1];
    size_t start[2] = {gold->left, gold->right}, end[2] = {last->left + last->a, last->right + last->b};
    example.gold = memory_alloc((end[0] - start[0] + end[1] - start[1] + 1) * sizeof *example.gold);
    for (size_t g = 0; g < count; g++)
        add_bead(&example, (struct bead){gold[g].left - start[0], gold[g].a, gold[g].right - start[1], gold[g].b});
    for (int s = 0; s < 2; s++) {
        strings part = {.at = text[s].at + start[s], .count = end[s] - start[s]};
        example.texts[s] = text_of(languages[s], &part);
    }
    array_push(all, example);
    struct example *added = &all->at[all->count - 1];
    links_make(&added->links, &added->texts[0], &added->texts[1], lexicon);
}

static void read_aligned(examples *all, const char *folder, const char *half, const struct lexicon *lexicon) {
    static const char *const names[] = {"dev.de", "dev.fr", "dev.defr"};
    strings files[3] = {{0}, {0}, {0}};
    ARRAY(struct bead) gold = {0};
    size_t at[2] = {0, 0};
    for (int i = 0; i < 3; i++) {
        struct buffer path = {0};
        buffer_print(&path, "%s/%s", folder, names[i]);
        read_lines(&files[i], path.data);
        buffer_free(&path);
    }
    for (size_t i = 0; i < files[2].count; i++) {
        struct bead bead = {at[0], 0, at[1], 0};
        const char *rest = read_numbers(files[2].at[i], &bead.left, &bead.a);
        read_numbers(rest, &bead.right, &bead.b);
        for (; at[0] < bead.left; at[0]++) /* what no bead names stands alone */
            array_push(&gold, ((struct bead){at[0], 1, at[1], 0}));
        for (; at[1] < bead.right; at[1]++)
            array_push(&gold, ((struct bead){at[0], 0, at[1], 1}));
        at[0] = bead.left + bead.a;
        at[1] = bead.right + bead.b;
        array_push(&gold, bead);
    }
    size_t quarter = gold.count / 4;
    for (size_t part = 0; part < 4; part++)
        if (is_in(half, part / 2))
            add_part(all, files, gold.at + part * quarter,
                     part < 3 ? quarter : gold.count - 3 * quarter, lexicon);
    array_free(&gold);
    for (int i = 0; i < 3; i++)
        free_lines(&files[i]);
}

/* ---- loss */

/* Bytes into places, once the flow is known. */
static struct cut place_of(const struct flow *flow, struct cut bytes) {
    size_t start = 0, end, tokens = flow->tokens.count - 1;
    while (start < tokens && flow->tokens.at[start].start.offset < bytes.start)
        start++;
    for (end = start; end < tokens && flow->tokens.at[end].start.offset < bytes.end;)
        end++;
    return (struct cut){start, end};
}

static void search_beads(struct beads *beads, const struct example *example, const struct weights *weights) {
    struct units (*units_of)(const struct text *) = example->of_page ? units_of_blocks : units_of_lines;
    struct units units[2] = {units_of(&example->texts[0]), units_of(&example->texts[1])};
    beads_search(beads, &units[0], &units[1], &example->links, weights);
    units_clear(&units[0]);
    units_clear(&units[1]);
}

static void search_cuts(struct cuts *cuts, const struct example *example, const struct weights *weights) {
    cuts_search(cuts, &example->texts[!example->flow], &example->texts[example->flow],
                (struct view){&example->links, !example->flow}, weights);
}

static double example_loss(struct example *example, const struct weights *weights, double *counts) {
    double loss;
    if (example->beads) {
        struct beads beads;
        search_beads(&beads, example, weights);
        loss = beads_loss(&beads, example->gold, example->gold_count, counts);
        beads_clear(&beads);
        return loss;
    }
    struct cuts cuts;
    search_cuts(&cuts, example, weights);
    size_t blocks = example->texts[!example->flow].count;
    struct cut *gold = memory_alloc((blocks + 1) * sizeof *gold);
    for (size_t i = 0; i < blocks; i++)
        gold[i] = place_of(&cuts.model.flow, example->cuts[i]);
    loss = cuts_loss(&cuts, gold, counts);
    free(gold);
    cuts_clear(&cuts);
    return loss;
}

/* Where the beam has lost the right path, the loss may be below nothing: it is bent to end at 0. */
static double bend(double *loss) {
    static const double SHARPNESS = 8;
    double bent = SHARPNESS * *loss, slope = 1 / (1 + exp(-bent));
    *loss = bent > 30 ? *loss : log1p(exp(bent)) / SHARPNESS;
    return slope;
}

static bool is_bead_weight(size_t w) { return w >= W_BEAD_0_0; }

/* Kinds of evidence in the order of the ablation, by the starts of their weights' names; others are of level 0:
 * lengths, and what it costs to leave text out. */
enum { LEVELS = 6 };
static const char *const levels[LEVELS + 1] = {
    "",
    " CUT_ BOUND_ PAIR CAPITALS IN_ BLOCK_END INSIDE_ BEAD_JOIN_ ",                           /* where cuts are likely */
    " ENDS_ STARTS_ BOTH_START_ ONE_STARTS_ FIRST_SYMBOL_ LAST_SYMBOL_ SENTENCES_ QUOTES_ "  /* agreement */
    "BRACKETS_ COLONS_ ASKS_ COMMAS_ ITEM_ TEXT_ BEAD_ENDS_ BEAD_STARTS_ BEAD_QUOTES_ BEAD_BRACKETS_ BEAD_COLONS_ "
    "BEAD_ASKS_ BEAD_COMMAS_ BEAD_ROLE_ ",
    " NUMBER_ BEAD_NUMBERS ",
    " LIKENESS NAME_ SAME_ BEST_LINK UNLINKED BEAD_LEFT_ BEAD_RIGHT_ BEAD_SAME BEAD_COVERED BEAD_STRAYS ", /* cognates */
    "",                                                                                        /* the dictionary */
    " START_WORDS END_WORDS BEAD_START_WORDS BEAD_FIRST_WORD BEAD_END_WORDS BEAD_LAST_WORD ",  /* edges */
};
static int most_level = LEVELS;

static int level_of(size_t w) {
    static const char *const names[] = {
#define WEIGHT(name, value, prior, meaning) #name,
#include "weights.def"
#undef WEIGHT
    };
    for (int level = 1; level <= LEVELS; level++)
        for (const char *at = levels[level]; *(at += strspn(at, " "));) {
            size_t length = strcspn(at, " ");
            if (!strncmp(names[w], at, length))
                return level;
            at += length;
        }
    return 0;
}

static double loss_at(const examples *all, bool beads, const double *at, double *gradient) {
    struct weights weights = weights_prior;
    double loss = 0, counts[WEIGHTS];
    weights.beam *= beads ? 3 : 1; /* no right path may be lost on the way */
    memcpy(weights.at, at, sizeof weights.at);
    for (size_t w = 0; w < WEIGHTS; w++) {
        double off = is_bead_weight(w) == beads ? at[w] - weights_prior.at[w] : 0;
        gradient[w] = PRECISION * off;
        loss += .5 * PRECISION * off * off;
    }
    for (size_t i = 0; i < all->count; i++) {
        memset(counts, 0, sizeof counts);
        if (all->at[i].beads != beads)
            continue;
        double own = example_loss(&all->at[i], &weights, counts), slope = bend(&own);
        loss += all->at[i].share * own;
        for (size_t w = 0; w < WEIGHTS; w++)
            gradient[w] += all->at[i].share * slope * counts[w];
    }
    for (size_t w = 0; w < WEIGHTS; w++)
        gradient[w] = level_of(w) > most_level ? 0 : gradient[w];
    return loss;
}

/* ---- L-BFGS */

enum { MEMORY = 10, STEPS = 60 };
struct step {
    double moved[WEIGHTS], turned[WEIGHTS];
};

static double dot(const double *a, const double *b) {
    double sum = 0;
    for (size_t w = 0; w < WEIGHTS; w++)
        sum += a[w] * b[w];
    return sum;
}

static void add_times(double *to, double times, const double *what) {
    for (size_t w = 0; w < WEIGHTS; w++)
        to[w] += times * what[w];
}

static void direction_of(double *direction, const double *gradient, const struct step *steps, size_t count) {
    double shares[MEMORY];
    for (size_t w = 0; w < WEIGHTS; w++)
        direction[w] = -gradient[w];
    for (size_t s = count; s-- > 0;) {
        shares[s] = dot(steps[s].moved, direction) / dot(steps[s].moved, steps[s].turned);
        add_times(direction, -shares[s], steps[s].turned);
    }
    const struct step *last = count ? &steps[count - 1] : NULL;
    double scale = last ? dot(last->moved, last->turned) / dot(last->turned, last->turned)
                        : .5 / sqrt(dot(gradient, gradient));
    for (size_t w = 0; w < WEIGHTS; w++)
        direction[w] *= scale;
    for (size_t s = 0; s < count; s++)
        add_times(direction,
                  shares[s] - dot(steps[s].turned, direction) / dot(steps[s].moved, steps[s].turned),
                  steps[s].moved);
}

/* Fits the weights to the examples of one kind: the beads first, since the cuts' windows come from them. */
static void fit(const examples *all, bool beads, double *at) {
    static struct step steps[MEMORY + 1];
    double gradient[WEIGHTS], next[WEIGHTS], next_gradient[WEIGHTS], direction[WEIGHTS];
    size_t count = 0;
    double loss = loss_at(all, beads, at, gradient);
    for (int n = 0; n < STEPS; n++) {
        direction_of(direction, gradient, steps, count);
        double slope = dot(direction, gradient), size = 1, next_loss = INFINITY;
        for (int tries = 0; tries < 8 && !(next_loss <= loss + 1e-4 * size * slope); tries++, size /= 2) {
            memcpy(next, at, sizeof next);
            add_times(next, size, direction);
            next_loss = loss_at(all, beads, next, next_gradient);
        }
        fprintf(stderr, "%d\t%.3f\n", n, next_loss);
        if (!(next_loss < loss))
            return;
        struct step *step = &steps[count];
        for (size_t w = 0; w < WEIGHTS; w++) {
            step->moved[w] = next[w] - at[w];
            step->turned[w] = next_gradient[w] - gradient[w];
        }
        if (dot(step->moved, step->turned) > 1e-10 && ++count > MEMORY)
            memmove(steps, steps + 1, --count * sizeof *steps);
        bool done = loss - next_loss < 1e-4 * fabs(loss);
        memcpy(at, next, sizeof next);
        memcpy(gradient, next_gradient, sizeof next_gradient);
        loss = next_loss;
        if (done)
            return;
    }
}

/* ---- judging */

struct verdict {
    size_t rows, right, sure, sure_right;
    double score;
};

static void note_row(struct verdict *verdict, double score, bool right) {
    verdict->rows++;
    verdict->right += right;
    verdict->score += score;
    verdict->sure += score >= .9;
    verdict->sure_right += score >= .9 && right;
}

static void judge_cuts(struct verdict *verdict, struct example *example, const struct weights *weights) {
    struct cuts cuts;
    struct alignment alignment;
    search_cuts(&cuts, example, weights);
    cuts_rows(&cuts, &alignment);
    for (size_t i = 0, block = 0; i < alignment.count; i++) {
        struct range left = alignment.rows[i].side[0], right = alignment.rows[i].side[1];
        if (left.start.block == left.end.block)
            continue;
        struct cut gold = place_of(&cuts.model.flow, example->cuts[block]);
        const struct token *tokens = cuts.model.flow.tokens.at;
        if (example->untouched[block])
            note_row(verdict, alignment.rows[i].score,
                     !place_compare(right.start, tokens[gold.start].start) &&
                         !place_compare(right.end, tokens[gold.end].start));
        block++;
    }
    alignment_clear(&alignment);
    cuts_clear(&cuts);
}

static void judge_beads(struct verdict *verdict, size_t *gold, struct example *example,
                        const struct weights *weights) {
    struct beads beads;
    struct alignment alignment;
    search_beads(&beads, example, weights);
    beads_rows(&beads, &alignment);
    for (size_t g = 0; g < example->gold_count; g++)
        *gold += example->gold[g].a && example->gold[g].b;
    for (size_t i = 0; i < alignment.count; i++) {
        struct range left = alignment.rows[i].side[0], right = alignment.rows[i].side[1];
        bool found = false;
        for (size_t g = 0; g < example->gold_count; g++) {
            const struct bead *bead = &example->gold[g];
            found = found || (bead->left == left.start.block && bead->left + bead->a == left.end.block &&
                              bead->right == right.start.block && bead->right + bead->b == right.end.block);
        }
        if (left.start.block < left.end.block && right.start.block < right.end.block)
            note_row(verdict, alignment.rows[i].score, found);
    }
    alignment_clear(&alignment);
    beads_clear(&beads);
}

static void print_verdict(const char *name, const struct verdict *v, double right) {
    printf("%-14s %.4f of %zu; mean score %.4f; of %zu rows >= .9 %.4f\n", name, right, v->rows,
           v->score / (double)v->rows, v->sure, (double)v->sure_right / (double)v->sure);
}

static void judge(const examples *all, const struct weights *weights) {
    struct verdict verdicts[DAMAGES + 2] = {{0}};
    size_t gold[2] = {0, 0};
    for (size_t i = 0; i < all->count; i++) {
        struct example *example = &all->at[i];
        if (example->beads)
            judge_beads(&verdicts[DAMAGES + example->of_page], &gold[example->of_page], example, weights);
        else
            judge_cuts(&verdicts[example->damage], example, weights);
    }
    for (enum damage d = UNDAMAGED; d < DAMAGES; d++)
        print_verdict(damage_names[d], &verdicts[d], (double)verdicts[d].right / (double)verdicts[d].rows);
    for (size_t page = 0; page < 2; page++) {
        const struct verdict *beads = &verdicts[DAMAGES + page];
        print_verdict(page ? "pages F1" : "beads F1", beads,
                      2 * (double)beads->right / (double)(beads->rows + gold[page]));
    }
}

static struct lexicon *lexicon_of(const char *path, const char *left, const char *right) {
    struct error error = {0};
    struct lexicon *lexicon = strcmp(path, "none") ? lexicon_open(path, left, right, &error) : NULL;
    if (error.status) {
        fprintf(stderr, "fit: %s: %s\n", path, error.what);
        exit(error.status);
    }
    return lexicon;
}

static void free_examples(examples *all) {
    for (size_t i = 0; i < all->count; i++) {
        struct example *example = &all->at[i];
        links_clear(&example->links);
        text_clear(&example->texts[0]);
        text_clear(&example->texts[1]);
        free(example->cuts);
        free(example->untouched);
        free(example->gold);
    }
    array_free(all);
}

int main(int count, char **arguments) {
    if (count > 2 && !strcmp(arguments[1], "--level")) {
        most_level = atoi(arguments[2]);
        arguments += 2;
        count -= 2;
    }
    if (count < 6) {
        fputs("usage: fit [--level N] POSTS ALIGN FR-EN.lexicon|none DE-FR.lexicon|none all|even|odd [WEIGHTS]\n", stderr);
        return 64;
    }
    examples all = {0};
    struct error error = {0};
    struct weights weights = weights_prior;
    struct lexicon *lexicons[2] = {lexicon_of(arguments[3], "fr", "en"), lexicon_of(arguments[4], "de", "fr")};
    read_posts(&all, arguments[1], arguments[5], lexicons[0], count == 6);
    read_aligned(&all, arguments[2], arguments[5], lexicons[1]);
    if (count == 6 && lexicons[1]) { /* without a dictionary, too: the halves say that it helps with one as well */
        size_t before = all.count;
        read_aligned(&all, arguments[2], arguments[5], NULL);
        for (size_t i = before; i < all.count; i++)
            all.at[i].share = BARE;
    }
    if (count > 6) {
        weights = weights_default;
        if (!weights_read(&weights, arguments[6], &error))
            judge(&all, &weights);
    } else {
        struct buffer out = {0};
        for (size_t w = 0; w < WEIGHTS; w++)
            weights.at[w] = level_of(w) > most_level ? 0 : weights.at[w];
        fit(&all, true, weights.at);
        fit(&all, false, weights.at);
        for (size_t w = 0; w < W_BEAD_0_0; w++)
            weights.at[w] *= SHARPER;
        weights_print(&out, &weights);
        fputs(buffer_text(&out), stdout);
        buffer_free(&out);
    }
    free_examples(&all);
    lexicon_free(lexicons[0]);
    lexicon_free(lexicons[1]);
    return error.status;
}
