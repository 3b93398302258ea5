/* What it is worth that some units of one text answer some of the other: arithmetic without any
 * search.  A unit is a sentence, or a block, as the caller will. */
#ifndef ENREGARD_BEAD_SCORE_H
#define ENREGARD_BEAD_SCORE_H
#include "flow.h"
#include "links.h"
#include "text.h"

struct unit {
    size_t first_word, words; /* of its side's words */
    double chars;             /* and one for the space */
    enum end_class end;
    enum start_class start;
    enum role role;
};
struct bead_side {
    struct unit *units;
    size_t count;
    word_numbers words;
    double *surprise; /* [word] total / count: 1 / its probability */
    float *normal;  /* [word] .5 + sum of its links in this text */
    bool *number;   /* [word] */
};
struct bead_model {
    const struct links *links;
    struct bead_side side[2];
    double ratio;     /* characters of the right text for one of the left */
    uint32_t *head;   /* [right word] scratch: the first of the left unit's links to it, + 1 */
};

/* A unit a block.  `links` links the two texts and outlives the model. */
void bead_model_make(struct bead_model *model, const struct text *left, const struct text *right,
                     const struct links *links);
void bead_model_clear(struct bead_model *model);

/* The links between one left unit and the right units [low, high). */
struct bead_row {
    size_t low, high;
    float *to_left;  /* [right unit - low][word of the left unit] */
    float *to_right; /* [right word - first of `low`] */
    struct bead_near {
        float starts, first, ends, last; /* links between the first words, the last words */
        float numbers, same;             /* equal numbers; identical words by their rarity */
    } *near;         /* [right unit - low] */
    /* What was asked before, NAN what was not: [right unit - low][count - 1] of the right units from
     * there that explain the left one; of the left ones from here that explain the right one. */
    float *left_known, *right_known;
};
void bead_row_fill(struct bead_row *row, const struct bead_model *model, size_t unit, size_t low,
                   size_t high);
void bead_row_clear(struct bead_row *row);

enum { BEAD_MOST = 4 }; /* units on a side */

/* The bead of left units [i, i + a) and right units [j, j + b), a natural logarithm; -INFINITY where
 * there is no such kind of bead.  rows[0 .. a) are those of its left units and cover its right ones;
 * none are needed where a or b is 0. */
double bead_score(const struct bead_model *model, const struct bead_row *const *rows, size_t i,
                  size_t a, size_t j, size_t b);
#endif
