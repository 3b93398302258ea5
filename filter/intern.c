#include "intern.h"
#include <stdlib.h>
#include <string.h>

static struct intern_slot *slot_of(const struct intern *intern, uint32_t hash, const char *string, size_t length) {
    size_t mask = intern->slot_count - 1, i = hash & mask;
    for (const struct intern_slot *slot; (slot = &intern->slots[i])->number; i = (i + 1) & mask) {
        const char *known = intern->strings[slot->number - 1];
        if (slot->hash == hash && !strncmp(known, string, length) && !known[length])
            break;
    }
    return &intern->slots[i];
}

static void grow(struct intern *intern) {
    struct intern_slot *old = intern->slots;
    size_t count = intern->slot_count, mask = count ? 2 * count - 1 : 255;
    intern->slots = memory_alloc((mask + 1) * sizeof *intern->slots);
    intern->slot_count = mask + 1;
    for (size_t i = 0; i < count; i++) {
        size_t to = old[i].hash & mask;
        while (intern->slots[to].number)
            to = (to + 1) & mask;
        intern->slots[to] = old[i];
    }
    memory_free(old);
}

uint32_t intern_find(const struct intern *intern, const char *string, size_t length) {
    if (!intern->slot_count)
        return INTERN_NONE;
    return slot_of(intern, hash_bytes(string, length), string, length)->number - 1;
}

uint32_t intern_add(struct intern *intern, const char *string, size_t length) {
    if (intern->count * 2 >= intern->slot_count)
        grow(intern);
    uint32_t hash = hash_bytes(string, length);
    struct intern_slot *slot = slot_of(intern, hash, string, length);
    if (!slot->number) {
        if (intern->count == intern->room) {
            intern->room = intern->room * 2 + 64;
            intern->strings =
                memory_resize_array(intern->strings, intern->room, sizeof *intern->strings);
        }
        intern->strings[intern->count] = arena_copy(&intern->arena, string, length);
        *slot = (struct intern_slot){(uint32_t)++intern->count, hash};
    }
    return slot->number - 1;
}

void intern_clear(struct intern *intern) {
    arena_clear(&intern->arena);
    memory_free(intern->strings);
    memory_free(intern->slots);
    *intern = (struct intern){0};
}
