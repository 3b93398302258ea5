#include "intern.h"
#include <stdlib.h>
#include <string.h>

static uint32_t *slot_of(const struct intern *intern, const char *string, size_t length) {
    size_t mask = intern->slot_count - 1;
    size_t i = hash_bytes(string, length) & mask;
    while (intern->slots[i]) {
        const char *known = intern->strings[intern->slots[i] - 1];
        if (!strncmp(known, string, length) && !known[length])
            break;
        i = (i + 1) & mask;
    }
    return &intern->slots[i];
}

static void grow(struct intern *intern) {
    intern->slot_count = intern->slot_count ? intern->slot_count * 2 : 256;
    free(intern->slots);
    intern->slots = memory_alloc(intern->slot_count * sizeof *intern->slots);
    for (size_t i = 0; i < intern->count; i++)
        *slot_of(intern, intern->strings[i], strlen(intern->strings[i])) = (uint32_t)i + 1;
}

uint32_t intern_find(const struct intern *intern, const char *string, size_t length) {
    if (!intern->slot_count)
        return INTERN_NONE;
    return *slot_of(intern, string, length) - 1;
}

uint32_t intern_add(struct intern *intern, const char *string, size_t length) {
    if (intern->count * 2 >= intern->slot_count)
        grow(intern);
    uint32_t *slot = slot_of(intern, string, length);
    if (!*slot) {
        if (intern->count == intern->room) {
            intern->room = intern->room * 2 + 64;
            intern->strings =
                memory_resize_array(intern->strings, intern->room, sizeof *intern->strings);
        }
        intern->strings[intern->count] = arena_copy(&intern->arena, string, length);
        *slot = (uint32_t)++intern->count;
    }
    return *slot - 1;
}

void intern_clear(struct intern *intern) {
    arena_clear(&intern->arena);
    free(intern->strings);
    free(intern->slots);
    *intern = (struct intern){0};
}
