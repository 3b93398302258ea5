#include "unit.h"
#include "sandbox.h"
#include "memory.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONFINED = 1, READS_ALLOWED = 2, WRITES_ALLOWED = 4, READS_OTHERS = 8, WRITES_OTHERS = 16, HAS_SOCKETS = 32, RUNS = 64 };

static int opens(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (file)
        fclose(file);
    return file != NULL;
}

/* What a process may still do when it is confined to a page in `folder` and an output there. */
static int what_is_left(const char *folder) {
    char page[64], output[64], *const nothing[] = {NULL};
    int status, left;
    snprintf(page, sizeof page, "%s/in/page.html", folder);
    snprintf(output, sizeof output, "%s/out/book.epub", folder);
    pid_t child = fork();
    if (!child) {
        struct sandbox *sandbox = sandbox_new();
        sandbox_allow_beside(sandbox, page);
        sandbox_allow_writing(sandbox, output);
        left = sandbox_enter(sandbox) ? CONFINED : 0;
        left |= opens(page, "r") ? READS_ALLOWED : 0;
        left |= opens(output, "w") && !rename(output, output) ? WRITES_ALLOWED : 0;
        left |= opens("/etc/passwd", "r") ? READS_OTHERS : 0;
        left |= opens(page, "w") || opens("/tmp/enregard-planted", "w") ? WRITES_OTHERS : 0;
        left |= socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ? HAS_SOCKETS : 0;
        execve("/bin/true", nothing, nothing);
        _exit(left);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void what_is_planted_fails(void **state) {
    (void)state;
    char folder[] = "/tmp/enregard-sandbox-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "mkdir %s/in %s/out && echo page >%s/in/page.html", folder, folder, folder);
    assert_int_equal(system(path), 0);
    struct sandbox *sandbox = sandbox_new();
    bool has = sandbox != NULL;
    memory_free(sandbox);
    assert_int_equal(what_is_left(folder), has ? CONFINED | READS_ALLOWED | WRITES_ALLOWED : 0);
    snprintf(path, sizeof path, "rm -r %s", folder);
    assert_int_equal(system(path), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_planted_fails)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
