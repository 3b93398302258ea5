/* What it is worth that a block answers a piece of the flow: arithmetic without any search. */
#ifndef ENREGARD_SCORE_H
#define ENREGARD_SCORE_H
#include "flow.h"
#include "links.h"
#include "text.h"
#include <stdbool.h>

/* Strengths of the links of the words at one end of a block: at[w * 5 + a] for the flow's word w and
 * the a-th word from that end; `some[w]` where any is not 0. */
struct edge {
    float *at;
    bool *some;
};

/* All scores are natural logarithms.  A place is a token's number: a cut before it. */
struct model {
    const struct text *left;
    const struct links *links;
    struct flow flow;
    size_t places;   /* 0 .. tokens, the last the flow's end */
    bool open;       /* no limits to lanes and pieces */
    double ratio;    /* characters of the flow for one of the left text */
    double total;    /* characters of the left text */
    double empty;    /* what a block without an answer costs */
    double skip;     /* what flow without a counterpart costs, however much */
    double expected; /* the likeness of a word in its right piece, on average */
    double inside;   /* what a cut costs that is at no block's end */
    float *normal;   /* [left word] .5 + sum of its links in this text */
    double *rarity;  /* [right word] ln(total / count) / 6 */
    double *answers; /* [right word] scratch: strength of the block's links to it */
    struct edge edge[2];
};

/* One block, and what the pieces that it may answer score. */
struct lane {
    size_t block;
    size_t low, high;      /* places at which its piece may start */
    size_t end_low, end_high; /* and end */
    double *head, *tail;   /* [place - low]: a piece scores its head and its tail, and the rest */
    size_t room;
    double chars;          /* its length in the flow's characters */
    double most;           /* longest piece, characters */
    double length_weight;  /* a character too long or short */
    int sentences;
    double before;         /* characters of the left text before the block */
};

/* `links` links left and right and outlives the model, as `left` does. */
void model_make(struct model *model, const struct text *left, const struct text *right,
                const struct links *links);
void model_clear(struct model *model);

/* Moves the lane on to the left text's next block: a zeroed lane to its first.  False at the end. */
bool lane_next(struct lane *lane, struct model *model);
void lane_clear(struct lane *lane);

/* May text be left over from or up to this place: does a sentence start here? */
bool model_is_seam(const struct model *model, size_t place);

/* Scores of the pieces that start at `start`, low <= start <= high: scores[i] is that of the piece
 * that ends at *first + i.  Returns their number, at most the places. */
size_t lane_pieces(const struct lane *lane, const struct model *model, size_t start,
                   double *scores, size_t *first);
#endif
