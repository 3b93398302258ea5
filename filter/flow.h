/* A text as one run of tokens, whose every start is a place to cut, whatever its blocks. */
#ifndef ENREGARD_FLOW_H
#define ENREGARD_FLOW_H
#include "array.h"
#include "links.h"
#include "text.h"
#include <stdbool.h>

enum end_class { END_NONE, END_STOP, END_EXCLAIM, END_ASK, END_COLON, END_COMMA, END_CLASSES };
bool flow_is_terminal(enum end_class end); /* . ! ? */
enum start_class {
    START_LOWER,
    START_CAPITAL,
    START_DIGIT,
    START_OPENER,
    START_OTHER,
    START_CLASSES
};
/* What stands before a token that a cut there would part from it. */
enum bound { BOUND_NONE, BOUND_BINDER, BOUND_WEAK_BINDER, BOUND_CONJUNCTION, BOUND_ABBREVIATION, BOUNDS };

/* What stands at a text's very end or start. */
enum symbol {
    SYMBOL_NONE,
    SYMBOL_QUOTE,
    SYMBOL_DASH,
    SYMBOL_OPEN,
    SYMBOL_CLOSE,
    SYMBOL_FIRST_SINGLE /* and on: characters that are classes by themselves */
};

/* Marks that a translation keeps, more or less. */
enum mark { MARK_QUOTE, MARK_BRACKET, MARK_COLON, MARK_ASK, MARK_COMMA, MARKS };
struct marks {
    uint32_t of[MARKS]; /* how many */
};

struct token { /* a run without white space, as in "word,", or up to a mark of a script without it: "黒い猫、" */
    struct place start;
    size_t chars_before; /* characters of all tokens before, a space each */
    size_t ends_before;  /* sentence ends before */
    size_t first_word;   /* of the flow's words */
    struct marks marks_before;
    bool conjunction;    /* and, or, but */
    enum end_class end_class;
    enum end_class cut_class; /* by which a cut behind it is weighed: a semicolon parts as a colon does */
    enum start_class start_class;
    enum bound bound;
    enum symbol first_symbol, last_symbol;
    bool block_start;
    bool splits_pair;     /* a cut before parts two words that stand together elsewhere, too */
    bool splits_capitals; /* or two capitalised ones */
    bool in_bracket, in_quotation; /* one is open before it */
    bool numbered;        /* it is a list's number: "2." */
    bool name;            /* capitalised inside a sentence */
};
struct flow {
    ARRAY(struct token) tokens; /* one more than there are, for the end */
    ARRAY(uint32_t) words;      /* as links numbers them */
};

/* Reads a text that has its sentences; `side` is the links' side of that text, or of one that it is a
 * part of. */
void flow_read(struct flow *flow, const struct text *text, const struct links_side *side);
void flow_clear(struct flow *flow);

/* Adds the marks in the text. */
void flow_add_marks(struct marks *marks, const char *text, size_t length);
/* Is its first word a conjunction? */
bool flow_starts_with_conjunction(const char *language, const char *text, size_t length);

/* How text[0 .. end) ends and text[0 .. length) starts, in bytes of UTF-8. */
enum end_class flow_end_class(const char *text, size_t end);
enum start_class flow_start_class(const char *text, size_t length);
enum symbol flow_first_symbol(const char *text, size_t length);
enum symbol flow_last_symbol(const char *text, size_t end);
#endif
