/* For LD_PRELOAD: the allocation number FAIL_AT fails, and with FAIL_ON=1 all after it; with COUNT_TO, a file, says there how
 * many there were.  A thread that has just given back a page gets as much or less, as it does from any allocator: it asks
 * for a page so as to be sure of the state that libxml2 cannot do without. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

static long count, fail_at = -1;
static int fail_on;

/* What the thread gave back last, if it has not asked for anything since. */
static __thread size_t given_back;

static bool is_there(size_t size) {
    enum { PAGE = 4096 };
    bool there = given_back >= PAGE && size <= given_back && gettid() != getpid();
    given_back = 0;
    return there;
}

static int fails(void) {
    if (fail_at < 0) {
        const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON");
        fail_at = at ? strtol(at, NULL, 10) : 0;
        fail_on = on && *on == '1';
    }
    count++;
    int failing = fail_at && (fail_on ? count >= fail_at : count == fail_at);
    if (failing)
        errno = ENOMEM;
    return failing;
}

void free(void *block) {
    given_back = block ? malloc_usable_size(block) : 0;
    __libc_free(block);
}

void *malloc(size_t size) { return !is_there(size) && fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t number, size_t size) { return !is_there(number * size) && fails() ? NULL : __libc_calloc(number, size); }
void *realloc(void *old, size_t size) { return fails() ? NULL : __libc_realloc(old, size); }

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("COUNT_TO");
    char digits[24];
    int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (file >= 0 && write(file, digits, (size_t)snprintf(digits, sizeof digits, "%ld\n", count)) > 0)
        close(file);
}
