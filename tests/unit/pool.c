#include "unit.h"
#include "pool.h"
#include <pthread.h>
#include <stdlib.h>

enum { BLOCKS = 4000 }; /* more than the large page has room for */

/* Of every kind: by grains, by parts of a page, by pages, too large. */
static size_t size_of(size_t i) { return i % 8 ? i * 37 % 700 : i * 37 % 70000; }

static void fill(char *block, size_t i) {
    memset(block, (int)(i % 251), size_of(i));
}

static void assert_filled(const char *block, size_t i) {
    for (size_t b = 0; b < size_of(i); b++)
        assert_int_equal((unsigned char)block[b], i % 251);
}

static void blocks_keep_what_they_hold(void **state) {
    (void)state;
    char **blocks = malloc(BLOCKS * sizeof *blocks);
    for (size_t i = 0; i < BLOCKS; i++) {
        blocks[i] = pool_alloc(size_of(i));
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        fill(blocks[i], i);
    }
    for (size_t i = 0; i < BLOCKS; i += 2) {
        pool_free(blocks[i]);
        blocks[i] = pool_alloc(size_of(i));
        fill(blocks[i], i);
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        assert_filled(blocks[i], i);
        pool_free(blocks[i]);
    }
    free(blocks);
}

static void blocks_grow_and_shrink(void **state) {
    (void)state;
    char *block = pool_resize(NULL, 3);
    memcpy(block, "abc", 3);
    for (size_t size = 3; size < 2000; size += 7) {
        block = pool_resize(block, size);
        assert_memory_equal(block, "abc", 3);
    }
    block = pool_resize(block, 3);
    assert_memory_equal(block, "abc", 3);
    pool_free(block);
    pool_free(NULL);
}

static void blocks_have_room_for_what_was_asked(void **state) {
    enum { MOST = 1 << 17 };
    (void)state;
    for (size_t size = 1; size < MOST; size += 1 + size / 100) {
        char *block = pool_alloc(size), *next = pool_alloc(size);
        memset(next, 'n', size);
        memset(block, 'b', size);
        assert_int_equal(next[0], 'n');
        assert_int_equal(next[size - 1], 'n');
        pool_free(block);
        pool_free(next);
    }
}

static void zeroed_blocks_are_zeroed(void **state) {
    static const size_t sizes[] = {0, 1, 600, 5000, 100000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *used = pool_alloc(sizes[i]);
        memset(used, 1, sizes[i]);
        pool_free(used);
        char *zeroed = pool_zeroed(sizes[i]);
        for (size_t b = 0; b < sizes[i]; b++)
            assert_int_equal(zeroed[b], 0);
        pool_free(zeroed);
    }
}

static void *free_blocks(void *given) {
    void **blocks = given;
    for (size_t i = 0; i < 100; i++) {
        pool_free(blocks[i]);
        blocks[i] = pool_alloc(size_of(i));
        fill(blocks[i], i);
    }
    return NULL;
}

static void another_thread_may_free_them(void **state) {
    void *blocks[100];
    pthread_t thread;
    (void)state;
    for (size_t i = 0; i < 100; i++)
        blocks[i] = pool_alloc(size_of(i));
    assert_int_equal(pthread_create(&thread, NULL, free_blocks, blocks), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (size_t i = 0; i < 100; i++) {
        assert_filled(blocks[i], i);
        pool_free(blocks[i]);
    }
}

int main(void) {
    pool_setup();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_keep_what_they_hold),
        cmocka_unit_test(blocks_grow_and_shrink),
        cmocka_unit_test(blocks_have_room_for_what_was_asked),
        cmocka_unit_test(zeroed_blocks_are_zeroed),
        cmocka_unit_test(another_thread_may_free_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
