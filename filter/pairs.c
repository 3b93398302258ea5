#include "pairs.h"
#include "memory.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* One of the two numbers: the `which`-th, below `keys`. */
struct key {
    size_t which, keys;
    bool falling;
};

static size_t key_of(const void *pair, struct key key) {
    uint32_t numbers[2];
    memcpy(numbers, pair, sizeof numbers);
    return key.falling ? key.keys - 1 - numbers[key.which] : numbers[key.which];
}

static void sort_by(struct key key, char *to, const char *from, size_t count, size_t size) {
    size_t *next = memory_alloc((key.keys + 1) * sizeof *next); /* where the next with that key goes */
    for (size_t i = 0; i < count; i++)
        next[key_of(from + i * size, key) + 1]++;
    for (size_t k = 1; k < key.keys; k++)
        next[k] += next[k - 1];
    for (size_t i = 0; i < count; i++)
        memcpy(to + next[key_of(from + i * size, key)]++ * size, from + i * size, size);
    memory_free(next);
}

void pairs_sort(void *pairs, size_t count, size_t size, size_t lefts, size_t rights, bool falling) {
    char *by_right = memory_resize_array(NULL, count, size);
    sort_by((struct key){1, rights, falling}, by_right, pairs, count, size);
    sort_by((struct key){0, lefts, false}, pairs, by_right, count, size);
    memory_free(by_right);
}
