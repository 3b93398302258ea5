#include "pool.h"
#include "memory.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef __has_feature /* Clang's */
#define __has_feature(feature) 0
#endif

/* Bytes: what sizes are rounded up to, the largest block, a page of blocks of one size, all of them. */
enum { GRAIN = 16, LARGEST = 512, PAGE = 1 << 12, ALL = 1 << 21, PAGES = ALL / PAGE };

static char *all; /* ALL bytes, or NULL */
static unsigned char grains_of[PAGES]; /* the size of a page's blocks */
static atomic_size_t pages;            /* that are in use */

/* Blocks of one size that this thread has: those freed, each holding the next, and the rest of a page. */
static _Thread_local struct bin {
    void *freed;
    char *at;
    size_t left;
} bins[LARGEST / GRAIN + 1];

void pool_setup(void) {
#if !defined __SANITIZE_ADDRESS__ && !__has_feature(address_sanitizer) /* which look at each block */
    char *room = mmap(NULL, 2 * ALL, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return;
    all = room + (ALL - (uintptr_t)room % ALL) % ALL;
#ifdef MADV_HUGEPAGE
    madvise(all, ALL, MADV_HUGEPAGE); /* some hundred page faults fewer */
#endif
#endif
}

static bool is_ours(const void *block) { return all && (uintptr_t)block - (uintptr_t)all < ALL; }
static size_t grains_at(const void *block) { return grains_of[((uintptr_t)block - (uintptr_t)all) / PAGE]; }

static bool add_page(struct bin *bin, size_t grains) {
    size_t page = all && pages < PAGES ? pages++ : PAGES;
    if (page >= PAGES)
        return false;
    grains_of[page] = (unsigned char)grains;
    bin->at = all + page * PAGE;
    bin->left = PAGE / (grains * GRAIN);
    return true;
}

void *pool_alloc(size_t size) {
    size_t grains = size ? (size + GRAIN - 1) / GRAIN : 1;
    if (grains > LARGEST / GRAIN)
        return memory_resize(NULL, size);
    struct bin *bin = &bins[grains];
    void *block = bin->freed;
    if (block)
        memcpy(&bin->freed, block, sizeof bin->freed);
    else if (bin->left || add_page(bin, grains)) {
        block = bin->at;
        bin->at += grains * GRAIN;
        bin->left--;
    } else
        block = memory_resize(NULL, size);
    return block;
}

void pool_free(void *block) {
    if (!is_ours(block)) {
        free(block);
        return;
    }
    struct bin *bin = &bins[grains_at(block)];
    memcpy(block, &bin->freed, sizeof bin->freed);
    bin->freed = block;
}

void *pool_resize(void *old, size_t size) {
    if (!is_ours(old))
        return old ? memory_resize(old, size) : pool_alloc(size);
    size_t room = grains_at(old) * GRAIN;
    if (size <= room)
        return old;
    void *block = memcpy(pool_alloc(size), old, room);
    pool_free(old);
    return block;
}

char *pool_string(const char *text) {
    size_t size = strlen(text) + 1;
    return memcpy(pool_alloc(size), text, size);
}
