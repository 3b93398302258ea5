/* The model between the document and the aligner: plain spans of UTF-8, no XML.
 *
 *   text ── block ── block ── block         a block: a paragraph, heading, item, cell …
 *            └ sentence spans                offsets are bytes into the block's own text
 */
#ifndef ENREGARD_TEXT_H
#define ENREGARD_TEXT_H
#include "memory.h"
#include <stdbool.h>
#include <stddef.h>

enum role {
    ROLE_PARAGRAPH,
    ROLE_HEADING,
    ROLE_ITEM,
    ROLE_QUOTE,
    ROLE_CODE,
    ROLE_FIGURE,
    ROLE_CELL,
    ROLE_NAMES /* a cell of a table of names and numbers alone */
};
const char *role_name(enum role role);

struct span {
    size_t start, end; /* bytes, half open */
};

/* What stands in a text and is no word, and the same in any language: the target of a link, an image, emphasis. */
struct sign {
    size_t offset; /* bytes */
    const char *what;
};

struct block {
    const char *text; /* its text as it stands in the document, white space as spaces */
    size_t length;    /* bytes */
    enum role role;
    struct span *sentences; /* cover the text but for white space between them */
    size_t sentence_count;
    struct sign *signs; /* by rising offset */
    size_t sign_count;
    size_t number; /* in its text, from 0: of its line, or of itself */
    void *origin; /* the caller's: the element that the block came from */
};

struct text {
    const char *language; /* BCP 47 */
    struct block *blocks;
    size_t count;
    struct arena arena; /* holds all of the above */
};
void text_clear(struct text *text);
/* Is there a block of that origin? */
bool text_has(const struct text *text, const void *origin);

/* A text as a row of units: its blocks, its sentences, or the lines that it was given in, a block each. */
struct stretch {
    size_t block;
    struct span span;
};
struct units {
    const struct text *text;
    struct stretch *at;
    size_t count;
    bool of_page; /* the units are blocks of a page */
};
struct units units_of_blocks(const struct text *text);
struct units units_of_lines(const struct text *text);
struct units units_of_sentences(const struct text *text); /* a block without any is one */
void units_clear(struct units *units);

/* Two texts, row by row: row n's ranges start where row n-1's end, on both sides, and the rows
 * together cover both texts. */
struct place {
    size_t block, offset; /* offset 0 .. block's length - 1; the text's end is {count, 0} */
};
struct range {
    struct place start, end;
};
struct row {
    struct range side[2]; /* left, right */
    double score;         /* probability that the row is right */
    bool by_hand;         /* somebody said so */
    bool left_out;        /* somebody wants it out */
};
struct alignment {
    struct row *rows;
    size_t count;
    double doubt; /* rows with a score below are marked as doubtful */
};
void alignment_clear(struct alignment *alignment);
int place_compare(struct place a, struct place b);
bool range_is_empty(struct range range);
/* The bytes of block b that the range has; start >= end where it has none. */
struct span range_span(const struct text *text, struct range range, size_t b);
#endif
