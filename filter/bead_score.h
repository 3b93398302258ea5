/* What it is worth that some units of one text answer some of the other: arithmetic without any
 * search.  A unit is a sentence, or a block, as the caller will. */
#ifndef ENREGARD_BEAD_SCORE_H
#define ENREGARD_BEAD_SCORE_H
#include "flow.h"
#include "links.h"
#include "memory.h"
#include "text.h"
#include "weights.h"

enum { BEAD_MOST = 4 }; /* units on a side */

struct unit {
    const struct occurrence *words;
    size_t word_count;
    size_t numbers; /* words that are numbers */
    size_t unknown; /* words of which nothing is known (links.h): no evidence either way */
    /* What all units before it hold: characters, with a space each; words; words that are known; marks. */
    size_t chars_before, words_before, known_before;
    struct marks marks_before;
    enum end_class end;
    enum start_class start;
    enum role role;
};
struct bead_side {
    const struct links_side *links;
    struct unit *units; /* and one more, for what is before the end */
    size_t count;
    bool of_page; /* see struct units */
};
struct bead_model {
    const struct weights *weights;
    struct bead_side side[2];
    double ratio; /* characters of the right text for one of the left */
};

/* `links` links the units' texts, or texts that they are parts of, and outlives the model, as the weights do. */
void bead_model_make(struct bead_model *model, const struct units *left, const struct units *right,
                     const struct links *links, const struct weights *weights);
void bead_model_clear(struct bead_model *model);

/* One left unit, and what its words have to do with those of the right units it was asked about. */
struct bead_row {
    size_t unit, low, high;   /* right units [low, high) */
    struct reach *reach;      /* its words' links */
    size_t reach_count;
    uint32_t *slots;          /* by right word: the first of its reaches, + 1 */
    uint32_t slot_mask;
    struct meeting **meeting; /* [right unit - low], NULL: not yet asked */
    struct arena arena;       /* holds all of that */
};
void bead_row_fill(struct bead_row *row, const struct bead_model *model, size_t unit, size_t low,
                   size_t high);
void bead_row_clear(struct bead_row *row);

/* Is there such a kind of bead? */
bool bead_exists(size_t left_units, size_t right_units);
/* May so many units answer each other?  Several may not where one side is more than three times too long. */
bool bead_plausible(const struct bead_model *model, size_t i, size_t a, size_t j, size_t b);
/* The evidence of the bead of left units [i, i + a) and right units [j, j + b), of a kind that exists.
 * rows[0 .. a) are those of its left units and cover its right ones, and the one before and after them where there is one. */
void bead_tally(struct tally *tally, const struct bead_model *model, struct bead_row *const *rows,
                size_t i, size_t a, size_t j, size_t b);
#endif
