/* Memory that cannot run out silently: every allocator here ends the program with one line and
 * EX_OSERR when the system refuses (see CONVENTIONS: outputs are temporary files until complete).
 */
#ifndef ENREGARD_MEMORY_H
#define ENREGARD_MEMORY_H
#include <stddef.h>

/* Sends the allocations of libxml2, libxslt, jansson and ICU here, too.  Call before anything else touches those libraries. */
void memory_setup(void);

void memory_out(void) __attribute__((noreturn)); /* says so and ends the program, whichever thread it is */
void memory_when_out(void (*tidy)(void));         /* what it calls before; it must not allocate */
#define NEVER_NULL __attribute__((returns_nonnull))
void *memory_alloc(size_t size) NEVER_NULL; /* zeroed */
void *memory_resize(void *old, size_t size) NEVER_NULL;
void *memory_resize_array(void *old, size_t count, size_t size) NEVER_NULL;
void memory_free(void *block); /* one of these, of those libraries', or malloc's; nothing else frees it, for it may be pool.h's */
void *memory_keep(size_t size) NEVER_NULL; /* the end of the program frees it, nothing else; threads do not wait for each other */
char *memory_copy(const char *text, size_t length) NEVER_NULL; /* NUL-terminated copy */
char *memory_string(const char *text) NEVER_NULL;

/* An arena: memory that dies together.  `struct arena a = {0};` starts one. */
struct arena {
    struct arena_chunk *chunks;
};
void *arena_room(struct arena *arena, size_t size); /* aligned for any type */
void *arena_alloc(struct arena *arena, size_t size); /* zeroed, too */
char *arena_copy(struct arena *arena, const char *text, size_t length);
void arena_clear(struct arena *arena);
void arena_reuse(struct arena *arena); /* as arena_clear, but keeps the last chunk for what comes */
#endif
