/* Growable arrays.  `ARRAY(int) a = {0};` starts one; `array_push(&a, 3);` grows it by doubling;
 * `array_free(&a)` ends it.  a.at[0 .. a.count-1] are the elements. */
#ifndef ENREGARD_ARRAY_H
#define ENREGARD_ARRAY_H
#include "memory.h"
#include <stdlib.h>

#define ARRAY(type)                                                                                \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count, room;                                                                        \
    }

#define array_reserve(a, more)                                                                     \
    do {                                                                                           \
        if ((a)->count + (more) > (a)->room) {                                                     \
            (a)->room = (a)->room * 2 + (more) + 8;                                                \
            (a)->at = memory_resize_array((a)->at, (a)->room, sizeof *(a)->at);                    \
        }                                                                                          \
    } while (0)

#define array_push(a, ...)                                                                         \
    do {                                                                                           \
        array_reserve(a, 1);                                                                       \
        (a)->at[(a)->count++] = __VA_ARGS__;                                                       \
    } while (0)

/* Moves all that `from` has to the end of `a`. */
#define array_take(a, from)                                                                        \
    do {                                                                                           \
        array_reserve(a, (from)->count);                                                           \
        for (size_t taken = 0; taken < (from)->count; taken++)                                     \
            (a)->at[(a)->count++] = (from)->at[taken];                                             \
        array_free(from);                                                                          \
    } while (0)

#define array_free(a)                                                                              \
    do {                                                                                           \
        memory_free((a)->at);                                                                      \
        (a)->at = NULL;                                                                            \
        (a)->count = (a)->room = 0;                                                                \
    } while (0)
#endif
