/* Strings to numbers 0, 1, 2 … in the order of their first appearance. */
#ifndef ENREGARD_INTERN_H
#define ENREGARD_INTERN_H
#include "memory.h"
#include <stddef.h>
#include <stdint.h>

struct intern {
    struct arena arena;
    const char **strings; /* NUL-terminated, count of them */
    size_t count, room;
    struct intern_slot {
        uint32_t number; /* + 1; 0: free */
        uint32_t hash;
    } *slots;
    size_t slot_count;
};
#define INTERN_NONE UINT32_MAX

uint32_t intern_add(struct intern *intern, const char *string, size_t length);
uint32_t intern_find(const struct intern *intern, const char *string, size_t length);
void intern_clear(struct intern *intern);

/* FNV-1a, 32 bits, mixed at the end: hash_end(hash_more(HASH_START, …)) piece by piece, or at once. */
#define HASH_START 2166136261u
static inline uint32_t hash_more(uint32_t hash, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash;
}

static inline uint32_t hash_end(uint32_t hash) {
    hash ^= hash >> 16;
    hash *= 0x85ebca6bu;
    return hash ^ hash >> 13;
}

static inline uint32_t hash_bytes(const char *bytes, size_t length) {
    return hash_end(hash_more(HASH_START, bytes, length));
}
#endif
