#include "unit.h"
#include "pool.h"
#include <pthread.h>
#include <stdlib.h>

enum { BLOCKS = 40000 }; /* more than the large page has room for */

static size_t size_of(size_t i) { return i * 37 % 700; }

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
    char *text = pool_string("l’été");
    assert_string_equal(text, "l’été");
    pool_free(text);
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
        cmocka_unit_test(another_thread_may_free_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
