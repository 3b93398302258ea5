#include "pool.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef __has_feature /* Clang's */
#define __has_feature(feature) 0
#endif

/* Bytes: what sizes are rounded up to, those that have no more than that rounded, a page of blocks of one size, the largest block,
 * all of them. */
enum { GRAIN = 16, SMALL = 512, PAGE = 1 << 12, LARGEST = 16 * PAGE, ALL = 1 << 21, PAGES = ALL / PAGE };

/* Numbers of sizes: small ones by their grains, as many as a page holds of larger ones, whole pages. */
enum { MOST_IN_PAGE = PAGE / (SMALL + GRAIN), IN_PAGE = SMALL / GRAIN + MOST_IN_PAGE + 1, SIZES = IN_PAGE + LARGEST / PAGE };

static char *all; /* ALL bytes, or NULL */
static unsigned char number_of[PAGES]; /* of the size of a page's blocks */
static atomic_size_t pages;            /* that are in use */

/* Blocks of one size that this thread has: those freed, each holding the next, and the rest of a page. */
static _Thread_local struct bin {
    void *freed;
    char *at;
    size_t left;
} bins[SIZES];

void pool_setup(void) {
#if !defined ONLY_MALLOC && !defined __SANITIZE_ADDRESS__ && !__has_feature(address_sanitizer) /* which look at each block */
    char *room = mmap(NULL, 2 * ALL, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return;
    all = room + (ALL - (uintptr_t)room % ALL) % ALL;
#ifdef MADV_HUGEPAGE
    madvise(all, ALL, MADV_HUGEPAGE);
#endif
#endif
}

static size_t number(size_t size) {
    size_t grains = size ? (size + GRAIN - 1) / GRAIN : 1;
    return grains <= SMALL / GRAIN   ? grains
           : grains <= PAGE / GRAIN ? IN_PAGE - PAGE / (grains * GRAIN)
                                    : IN_PAGE + (size - 1) / PAGE;
}

static size_t bytes(size_t number) {
    return number <= SMALL / GRAIN ? number * GRAIN
           : number < IN_PAGE      ? PAGE / (IN_PAGE - number) / GRAIN * GRAIN
                                   : (number - IN_PAGE + 1) * PAGE;
}

static bool is_ours(const void *block) { return all && (uintptr_t)block - (uintptr_t)all < ALL; }
static size_t number_at(const void *block) { return number_of[((uintptr_t)block - (uintptr_t)all) / PAGE]; }

static bool add_pages(struct bin *bin, size_t number) {
    size_t size = bytes(number), count = (size + PAGE - 1) / PAGE;
    size_t page = all && pages < PAGES ? atomic_fetch_add(&pages, count) : PAGES;
    if (page + count > PAGES)
        return false;
    memset(number_of + page, (int)number, count);
    bin->at = all + page * PAGE;
    bin->left = count * PAGE / size;
    return true;
}

/* Where a block of so many whole pages, or of some more, has been freed; else where one may be. */
static struct bin *freed_pages(size_t number) {
    size_t twice = 2 * (number - IN_PAGE) + 1 + IN_PAGE;
    for (size_t n = number; n <= twice && n < SIZES; n++)
        if (bins[n].freed)
            return &bins[n];
    return &bins[number];
}

/* A block of the large page's; NULL if it has none. */
static void *take(size_t size) {
    size_t n = size <= LARGEST ? number(size) : 0;
    struct bin *bin = n < IN_PAGE ? &bins[n] : freed_pages(n);
    void *block = n ? bin->freed : NULL;
    if (block)
        memcpy(&bin->freed, block, sizeof bin->freed);
    else if (n && (bin->left || add_pages(bin, n))) {
        block = bin->at;
        bin->at += bytes(n);
        bin->left--;
    }
    return block;
}

void *pool_alloc(size_t size) {
    void *block = take(size);
    return block ? block : malloc(size ? size : 1);
}

void *pool_zeroed(size_t size) {
    void *block = take(size);
    return block ? memset(block, 0, size) : calloc(1, size ? size : 1);
}

void pool_free(void *block) {
    if (!is_ours(block)) {
        free(block);
        return;
    }
    struct bin *bin = &bins[number_at(block)];
    memcpy(block, &bin->freed, sizeof bin->freed);
    bin->freed = block;
}

void *pool_resize(void *old, size_t size) {
    if (!is_ours(old))
        return old ? realloc(old, size ? size : 1) : pool_alloc(size);
    size_t room = bytes(number_at(old));
    if (size <= room)
        return old;
    void *block = pool_alloc(size);
    if (!block)
        return NULL;
    memcpy(block, old, room);
    pool_free(old);
    return block;
}
