/* Sentences: ICU's boundaries, mended where they go wrong on posts. */
#ifndef ENREGARD_SENTENCE_H
#define ENREGARD_SENTENCE_H
#include "text.h"
#include <stdbool.h>

/* Cuts every block of `text` into sentences (block.sentences), in the text's own arena.  Beyond
 * ICU: abbreviations of the language and list enumerators end no sentence, an enumerator opens
 * one, closing quotes and brackets stay with the stop before them. */
void sentence_cut(struct text *text);
/* Both sides of a page; at the same time, if they are long. */
void sentence_cut_sides(struct text sides[2]);

/* Length of a list enumerator that opens text[0..length) ("1. ", "2) ", "• ", "- "), white space
 * after it included; 0: none. */
size_t sentence_enumerator(const char *text, size_t length);
/* Does the word that ends at `end` (its stop included) end no sentence? */
bool sentence_is_abbreviation(const char *language, const char *text, size_t end);
#endif
