/* Which of its two languages is each of a page's blocks in?  Left or right, in the order of the page, from what is known of
 * each: Viterbi with the page's own rate of changes, and what stands twice. */
#ifndef ENREGARD_LABELS_H
#define ENREGARD_LABELS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LABELS_NO_LINE = 0, LABELS_NO_NUMBERS = 0 };

/* What is known of a block, or of a part of one. */
struct evidence {
    double odds;        /* of the block alone, left against right, a natural logarithm */
    size_t words;
    uint32_t line;      /* of a short one: the same number, the same letters; or LABELS_NO_LINE */
    uint32_t numbers;   /* of one that has two or more in it: the same number, the same ones in their order; or LABELS_NO_NUMBERS */
    bool heading, item;
    bool part, inside;  /* a part of a block; and not the first */
    bool divider;       /* such a part, of no language: / or | */
    bool names;         /* a cell of names or numbers alone; after labels_find, of a table of such cells */
    const void *list;   /* the list or table that it is in, or NULL */
    bool tied;          /* set by labels_find: the list is in one language, as far as its items are sure of theirs */
    void *block;        /* the caller's */
    const char *third;  /* the caller's: it is in neither language, but in this one; or NULL */
};

/* Fills side[0..count): 0, left, or 1, right.  Notes in the evidence what it found on the way. */
void labels_find(unsigned char *side, struct evidence *found, size_t count);
#endif
