/* Texts out of strings, for tests of the stages that know no XML. */
#ifndef ENREGARD_TEXTS_H
#define ENREGARD_TEXTS_H
#include "sentence.h"
#include "text.h"
#include <string.h>

static inline struct text text_of(const char *language, const char *const *blocks, size_t count) {
    struct text text = {.language = language, .count = count};
    text.blocks = arena_alloc(&text.arena, (count + 1) * sizeof *text.blocks);
    for (size_t i = 0; i < count; i++) {
        text.blocks[i].text = blocks[i];
        text.blocks[i].length = strlen(blocks[i]);
    }
    sentence_cut(&text);
    return text;
}
#endif
