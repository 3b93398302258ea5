#include "text.h"
#include <stdlib.h>

const char *role_name(enum role role) {
    static const char *const names[] = {"paragraph", "heading", "item", "quote",
                                        "code",      "figure",  "cell",  "names"};
    return names[role];
}

bool text_has(const struct text *text, const void *origin) {
    for (size_t b = 0; b < text->count; b++)
        if (text->blocks[b].origin == origin)
            return true;
    return false;
}

void text_clear(struct text *text) {
    arena_clear(&text->arena);
    *text = (struct text){0};
}

void alignment_clear(struct alignment *alignment) {
    memory_free(alignment->rows);
    *alignment = (struct alignment){0};
}

int place_compare(struct place a, struct place b) {
    if (a.block != b.block)
        return a.block < b.block ? -1 : 1;
    return a.offset < b.offset ? -1 : a.offset > b.offset;
}

bool range_is_empty(struct range range) { return place_compare(range.start, range.end) >= 0; }

struct span range_span(const struct text *text, struct range range, size_t b) {
    if (b < range.start.block || b > range.end.block)
        return (struct span){0, 0};
    return (struct span){b == range.start.block ? range.start.offset : 0,
                         b == range.end.block ? range.end.offset : text->blocks[b].length};
}

struct units units_of_blocks(const struct text *text) {
    struct units units = units_of_lines(text);
    units.of_page = true;
    return units;
}

struct units units_of_lines(const struct text *text) {
    struct units units = {text, memory_alloc((text->count + 1) * sizeof *units.at), text->count, false};
    for (size_t b = 0; b < text->count; b++)
        units.at[b] = (struct stretch){b, {0, text->blocks[b].length}};
    return units;
}

struct units units_of_sentences(const struct text *text) {
    size_t count = 0;
    for (size_t b = 0; b < text->count; b++)
        count += text->blocks[b].sentence_count ? text->blocks[b].sentence_count : 1;
    struct units units = {text, memory_alloc((count + 1) * sizeof *units.at), 0, false};
    for (size_t b = 0; b < text->count; b++) {
        const struct block *block = &text->blocks[b];
        for (size_t s = 0; s < block->sentence_count; s++)
            units.at[units.count++] = (struct stretch){b, block->sentences[s]};
        if (!block->sentence_count)
            units.at[units.count++] = (struct stretch){b, {0, block->length}};
    }
    return units;
}

void units_clear(struct units *units) {
    memory_free(units->at);
    *units = (struct units){0};
}
