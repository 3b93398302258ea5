/* Fuzzing of the aligner alone: two texts of blocks, a newline between two, an empty one between the texts.  Whatever they are,
 * its rows cover both, once, in order. */
#include "align.h"
#include "links.h"
#include "memory.h"
#include "sentence.h"
#include "text.h"
#include "utf8.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void add_block(struct text *text, const char *bytes, size_t length) {
    struct buffer folded = {0};
    utf8_fold_spaces(&folded, bytes, length);
    if (folded.length)
        text->blocks[text->count++] = (struct block){.text = arena_copy(&text->arena, folded.data, folded.length), .length = folded.length};
    buffer_free(&folded);
}

/* Valid UTF-8, as `input` would have made it. */
static void read_text(struct text *text, const char *bytes, size_t length) {
    struct buffer valid = {0};
    for (size_t at = 0; at < length;)
        utf8_put(&valid, utf8_next(bytes, length, &at));
    text->blocks = arena_alloc(&text->arena, (length + 1) * sizeof *text->blocks);
    for (size_t at = 0; at < valid.length;) {
        const char *end = memchr(valid.data + at, '\n', valid.length - at);
        size_t line = end ? (size_t)(end - valid.data) - at : valid.length - at;
        add_block(text, valid.data + at, line);
        at += line + 1;
    }
    buffer_free(&valid);
    sentence_cut(text);
}

static void check(const struct alignment *alignment, const struct text sides[2]) {
    for (int s = 0; s < 2; s++) {
        struct place at = {0, 0}, end = {sides[s].count, 0};
        for (size_t i = 0; i < alignment->count; i++) {
            const struct range *range = &alignment->rows[i].side[s];
            if (place_compare(range->start, at) || place_compare(range->end, range->start) < 0)
                abort(); /* a gap, an overlap, or backwards */
            at = range->end;
        }
        if (alignment->count && place_compare(at, end))
            abort();
        if (!alignment->count && sides[s].count)
            abort();
    }
    for (size_t i = 0; i < alignment->count; i++)
        if (!(alignment->rows[i].score >= 0 && alignment->rows[i].score <= 1))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct text sides[2] = {{.language = "fr"}, {.language = "en"}};
    struct links links;
    struct alignment alignment;
    if (!size || size > 20000)
        return 0;
    const char *bytes = (const char *)data + 1, *half = memmem(bytes, size - 1, "\n\n", 2);
    size_t left = half ? (size_t)(half - bytes) : (size - 1) / 2;
    read_text(&sides[0], bytes, left);
    read_text(&sides[1], bytes + left, size - 1 - left);
    links_make(&links, &sides[0], &sides[1], NULL);
    if (data[0] % 2)
        align_lines(&alignment, &sides[0], &sides[1], &links, &weights_default);
    else
        align_texts(&alignment, &sides[0], &sides[1], &links, &weights_default, (enum rows_of)(data[0] / 2 % 3));
    check(&alignment, sides);
    alignment_clear(&alignment);
    links_clear(&links);
    text_clear(&sides[0]);
    text_clear(&sides[1]);
    return 0;
}
