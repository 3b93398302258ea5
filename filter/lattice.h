/* A lattice of paths from one place of two texts to the next, and the path that is right in most of
 * its rows.  Used by every search; knows nothing of what a piece means. */
#ifndef ENREGARD_LATTICE_H
#define ENREGARD_LATTICE_H
#include "array.h"
#include <stdbool.h>
#include <stdint.h>

/* ln of a sum of exponentials, as long as it grows: ln(sum) + top. */
struct log_sum {
    double top, sum;
};
struct state {
    size_t left, right; /* the place: what lies before it is aligned */
    struct log_sum forward, backward; /* of all paths to it, and from it to the end */
    double gain;                      /* expected right rows on the best way to it */
    size_t via;                       /* that way's last piece */
};
struct piece {
    uint32_t from, to; /* states */
    float weight;      /* what its being right counts for */
    float score;       /* natural logarithm */
};
/* State 0 is the start.  Pieces stand in an order in which all that lead to a state come before any
 * that leaves it. */
struct lattice {
    ARRAY(struct state) states;
    ARRAY(struct piece) pieces;
    struct neck { /* all paths pass `state`: so many states and pieces are before it, it among them; 0: there is none */
        uint32_t state, states;
        size_t pieces;
    } neck;
};

/* Appends a state that no piece leads to yet; returns its number. */
uint32_t lattice_state(struct lattice *lattice, size_t left, size_t right);
/* Would a piece by which paths come to the state with that total be kept? */
bool lattice_admits(const struct lattice *lattice, uint32_t state, double total);
/* Appends a piece, unless it is so far below the best into the same state that its share is nothing.  What leads to
 * its `from` has been appended before. */
void lattice_piece(struct lattice *lattice, struct piece piece);
void lattice_clear(struct lattice *lattice);

/* Appends a lattice whose start is this one's state `end`, in which no path goes on from there; clears it, and returns what
 * its state `rest_end` is now: 0, with nothing appended, where either is 0, that is, not reached.  Both are weighed at the
 * same time from then on. */
uint32_t lattice_join(struct lattice *lattice, uint32_t end, struct lattice *rest, uint32_t rest_end);

/* The best path to a state, a natural logarithm; -INFINITY where none leads to it. */
double lattice_top(const struct lattice *lattice, uint32_t state);
/* All paths to it. */
double lattice_total(struct lattice *lattice, uint32_t state);

/* Each piece's share in all paths from the start to state `end`: posteriors[piece]. */
void lattice_posteriors(struct lattice *lattice, uint32_t end, double *posteriors);

/* A state's share in all paths from the start to state `end`, once pieces' shares are known: after lattice_posteriors or
 * lattice_path. */
double lattice_share(struct lattice *lattice, uint32_t end, uint32_t state);

/* Fills `path` with the numbers of the pieces that lead from the start to state `end` by the path of the
 * greatest sum of weight times posterior (Goodman 1996, "Parsing algorithms and metrics"), and each
 * piece's posterior; both have room for as many as there are states.  Returns how many. */
size_t lattice_best(struct lattice *lattice, uint32_t end, size_t *path, double *posteriors);

/* The same, with room of its own; without a piece where `end` is the start. */
struct path {
    size_t *pieces;
    double *posteriors;
    size_t count;
};
struct path lattice_path(struct lattice *lattice, uint32_t end);
void path_clear(struct path *path);
#endif
