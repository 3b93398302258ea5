/* A text as one run of tokens, whose every start is a place to cut, whatever its blocks. */
#ifndef ENREGARD_FLOW_H
#define ENREGARD_FLOW_H
#include "array.h"
#include "links.h"
#include "text.h"
#include <stdbool.h>

enum end_class { END_NONE, END_STOP, END_EXCLAIM, END_ASK, END_COLON, END_COMMA, END_CLASSES };
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
enum symbol { SYMBOL_NONE, SYMBOL_QUOTE, SYMBOL_DASH, SYMBOL_OPEN, SYMBOL_CLOSE, SYMBOL_OTHER };

struct token { /* a run without white space, as in "word," */
    struct place start;
    size_t chars_before; /* characters of all tokens before, a space each */
    size_t ends_before;  /* sentence ends before */
    size_t first_word;   /* of the flow's words */
    enum end_class end_class;
    enum start_class start_class;
    enum bound bound;
    enum symbol first_symbol, last_symbol;
    bool block_start;
    bool splits_pair;     /* a cut before parts two words that stand together elsewhere, too */
    bool splits_capitals; /* or two capitalised ones */
};
typedef ARRAY(uint32_t) word_numbers;
struct flow {
    ARRAY(struct token) tokens; /* one more than there are, for the end */
    word_numbers words;         /* as links numbers the right side's */
};

/* Reads a text that has its sentences; `links` has it as its right side. */
void flow_read(struct flow *flow, const struct text *text, const struct links *links);
void flow_clear(struct flow *flow);

/* Appends the numbers of the words in text[span), as links knows them on that side. */
void flow_add_words(word_numbers *words, const struct links *links, int side, const char *text,
                    struct span span);

/* How text[0 .. end) ends and text[0 .. length) starts, in bytes of UTF-8. */
enum end_class flow_end_class(const char *text, size_t end);
enum start_class flow_start_class(const char *text, size_t length);
enum symbol flow_first_symbol(const char *text, size_t length);
enum symbol flow_last_symbol(const char *text, size_t end);
#endif
