/* What it is worth that a block answers a piece of the flow: arithmetic without any search. */
#ifndef ENREGARD_SCORE_H
#define ENREGARD_SCORE_H
#include "flow.h"
#include "links.h"
#include "text.h"
#include "weights.h"
#include "windows.h"
#include <stdbool.h>

/* The two sides as the cuts see them: side `from` of the links has the blocks, the other is the flow. */
struct view {
    const struct links *links;
    int from;
};

/* Strengths of the links of the words at one end of a block: at[w * 5 + a] for the flow's word w and
 * the a-th word from that end; turn[w] as below. */
struct edge {
    float *at;
    uint32_t *turn;
};

/* What a block's words say of one of the flow's words. */
struct answer {
    uint32_t turn;
    float sum;  /* of t(word | block word), the links as shares of all that the block word has */
    float best; /* the strongest link */
    bool same;  /* the identical word */
};

/* All that the words of one block say of the flow's: scratch, for a block after the other. */
struct said {
    uint32_t turn;          /* the block's number among those that were asked: what has another is of one before it */
    struct answer *answers; /* [flow word] */
    struct edge edge[2];
};

enum { LOGS = 2048 };

/* All scores are natural logarithms.  A place is a token's number: a cut before it. */
struct model {
    const struct text *left; /* the blocks */
    const struct weights *weights;
    struct view view;
    struct flow flow;
    size_t places;   /* 0 .. tokens, the last the flow's end */
    struct windows windows;
    double ratio;    /* characters of the flow for one of the blocks */
    double expected; /* the likeness of a word in its right piece, on average */
    double logs[LOGS]; /* [characters] ln(characters + 4) */
    double *potential; /* [place] what the words before it score in their right pieces, as far as can be guessed:
                          taken off every path, it makes paths comparable that have come to different places */
    double inside;   /* how much a cut costs that is at no block's end: 0 .. 1 */
    struct said said; /* of the block of a lane that brings none */
};

/* One block, and what the pieces that it may answer score. */
struct lane {
    struct said *said;
    size_t block;
    size_t next, last;        /* blocks to come: [next, last) */
    size_t low, high;         /* places at which its piece may start */
    size_t end_low, end_high; /* and end */
    const bool *open;         /* [place] may a piece start or end there?  NULL: anywhere */
    double *before, *tail;    /* [place - low]: of a piece that ends there, the words so far, and what its end adds */
    size_t room;
    size_t from;              /* the start in question: lane_from */
    double head;              /* what it adds, less the words before it */
    size_t words;             /* of the block */
    double chars;             /* its length in the flow's characters */
    double deviation;         /* of a translation's length from that */
    double log_chars;
    bool is_short;
    int sentences;
    enum end_class end;
    enum start_class start;
    enum symbol first_symbol, last_symbol;
    struct marks marks;
    bool conjunction;         /* it starts with one */
};

/* The texts of `view`, or parts of them; the view's links and the weights outlive the model. */
void model_make(struct model *model, const struct text *blocks, const struct text *flow,
                struct view view, const struct weights *weights);
void model_clear(struct model *model);

/* Moves the lane on to the next block, a new one to its first: of all, for a zeroed lane, else as lane_of has it.  False at
 * the end. */
bool lane_next(struct lane *lane, struct model *model);
/* Reads the lane's block: before anything is asked of its pieces, or of the evidence for them. */
void lane_read(struct lane *lane, const struct model *model);
/* A lane for blocks [first, last), with a `said` of its own, so that several may go at once. */
struct lane lane_of(struct said *said, size_t first, size_t last, const bool *open);
struct said said_new(const struct model *model);
void said_clear(struct said *said);
void lane_clear(struct lane *lane);

/* May text be left over from or up to this place: could a sentence, a heading, an item start here? */
bool model_is_seam(const struct model *model, size_t place);
/* The score, and the evidence, of flow that is left over from one place to a later one. */
double skip_score(const struct model *model, size_t start, size_t end);
void skip_tally(struct tally *tally, const struct model *model, size_t start, size_t end);

/* From here on pieces are asked for that start there: low <= start <= high. */
void lane_from(struct lane *lane, const struct model *model, size_t start);
/* The score of the piece from there to `end` for the lane's block: from <= end, end_low <= end <= end_high; and what it is at
 * most, told sooner. */
double lane_piece(const struct lane *lane, const struct model *model, size_t end);
double lane_bound(const struct lane *lane, size_t end);
/* Such pieces' evidence: what depends on both ends, on the start, on the end, and on a token within. */
void lane_tally_span(struct tally *tally, const struct lane *lane, const struct model *model, size_t start,
                     size_t end);
void lane_tally_start(struct tally *tally, const struct lane *lane, const struct model *model, size_t place);
void lane_tally_end(struct tally *tally, const struct lane *lane, const struct model *model, size_t place);
void lane_tally_token(struct tally *tally, const struct lane *lane, const struct model *model, size_t token);
#endif
