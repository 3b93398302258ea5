#include "memory.h"
#include "message.h"
#include "pool.h"
#include <jansson.h>
#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sysexits.h>
#include <unicode/uclean.h>
#include <unistd.h>

static void (*tidy_up)(void);

void memory_when_out(void (*tidy)(void)) { tidy_up = tidy; }

/* Not by exit: other threads would go on in what it takes apart. */
void memory_out(void) {
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&once); /* others wait here for the end */
    message_print("out of memory");
    if (tidy_up)
        tidy_up();
    _exit(EX_OSERR);
}

static void *insist(void *block) {
    if (!block)
        memory_out();
    return block;
}

void *memory_alloc(size_t size) { return insist(pool_zeroed(size)); }
void *memory_resize(void *old, size_t size) { return insist(pool_resize(old, size)); }
void *memory_resize_array(void *old, size_t count, size_t size) {
    size_t all;
    return insist(__builtin_mul_overflow(count, size, &all) ? NULL : pool_resize(old, all));
}
void memory_free(void *block) { pool_free(block); }

static void *room(size_t size) { return insist(pool_alloc(size)); }

static void *icu_room(const void *context, size_t size) {
    (void)context;
    return room(size);
}
static void *icu_resize(const void *context, void *old, size_t size) {
    (void)context;
    return memory_resize(old, size);
}
static void icu_free(const void *context, void *block) {
    (void)context;
    memory_free(block);
}

void memory_setup(void) {
    UErrorCode status = U_ZERO_ERROR;
    mallopt(M_TOP_PAD, 1 << 20); /* a short run asks the kernel for memory a few times, not fifty */
    mallopt(M_MMAP_THRESHOLD, 1 << 25); /* a long one does not get afresh what it has just given back; glibc allows no more */
    mallopt(M_TRIM_THRESHOLD, 1 << 28);
    pool_setup();
    xmlMemSetup(memory_free, room, memory_resize, memory_string);
    json_set_alloc_funcs(room, memory_free);
    u_setMemoryFunctions(NULL, icu_room, icu_resize, icu_free, &status);
}

#ifndef MAP_POPULATE
#define MAP_POPULATE 0 /* at once, instead of page by page */
#endif

void *memory_keep(size_t size) {
    enum { FIRST = 1 << 16, MOST = 1 << 22 };
    const size_t align = _Alignof(max_align_t);
    static _Thread_local struct {
        char *at;
        size_t left, room;
    } own;
    size = (size + align - 1) / align * align;
    if (own.left < size) {
        own.room = !own.room ? FIRST : own.room < MOST ? 2 * own.room : MOST;
        own.left = size > own.room ? size : own.room;
        own.at = mmap(NULL, own.left, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
        insist(own.at == MAP_FAILED ? NULL : own.at);
    }
    void *block = own.at;
    own.at += size;
    own.left -= size;
    return block;
}

char *memory_copy(const char *text, size_t length) {
    char *copy = room(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *memory_string(const char *text) { return memory_copy(text, strlen(text)); }

struct arena_chunk {
    struct arena_chunk *next;
    size_t used, room;
    _Alignas(max_align_t) char bytes[];
};

enum { FIRST_CHUNK = 1 << 12, CHUNK_BYTES = 1 << 16 };

void *arena_room(struct arena *arena, size_t size) {
    const size_t align = _Alignof(max_align_t);
    size = (size + align - 1) / align * align;
    struct arena_chunk *chunk = arena->chunks;
    if (!chunk || chunk->room - chunk->used < size) {
        size_t room = !chunk ? FIRST_CHUNK : chunk->room < CHUNK_BYTES ? 2 * chunk->room : CHUNK_BYTES;
        room = size > room ? size : room;
        chunk = memory_resize(NULL, sizeof *chunk + room);
        *chunk = (struct arena_chunk){.room = room, .next = arena->chunks};
        arena->chunks = chunk;
    }
    void *block = chunk->bytes + chunk->used;
    chunk->used += size;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size) { return memset(arena_room(arena, size), 0, size); }

char *arena_copy(struct arena *arena, const char *text, size_t length) {
    char *copy = arena_room(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

void arena_clear(struct arena *arena) {
    while (arena->chunks) {
        struct arena_chunk *next = arena->chunks->next;
        memory_free(arena->chunks);
        arena->chunks = next;
    }
}

void arena_reuse(struct arena *arena) {
    struct arena_chunk *last = arena->chunks;
    if (!last)
        return;
    struct arena rest = {last->next};
    arena_clear(&rest);
    last->next = NULL;
    last->used = 0;
}
