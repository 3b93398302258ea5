#include "sandbox.h"
#include "memory.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct sandbox {
    int rules;
};

enum {
    READ_FILE = LANDLOCK_ACCESS_FS_READ_FILE,
    READ = READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    WRITE_FILE = LANDLOCK_ACCESS_FS_WRITE_FILE,
    WRITE = WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG,
    NEVER = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_CHAR |
            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
            LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM
};

/* A file takes the rights that files have. */
static void allow(struct sandbox *sandbox, const char *path, unsigned rights) {
    int there = sandbox && path ? open(path, O_PATH | O_CLOEXEC) : -1;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = there};
    if (there < 0)
        return;
    if (syscall(SYS_landlock_add_rule, sandbox->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0)) {
        rule.allowed_access = rights & (READ_FILE | WRITE_FILE);
        syscall(SYS_landlock_add_rule, sandbox->rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    }
    close(there);
}

struct sandbox *sandbox_new(void) {
    const struct landlock_ruleset_attr handled = {.handled_access_fs = READ | WRITE | NEVER};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0)
        return NULL;
    struct sandbox *sandbox = memory_alloc(sizeof *sandbox);
    sandbox->rules = rules;
    allow(sandbox, "/usr/lib", READ);
    allow(sandbox, "/usr/lib64", READ);
    return sandbox;
}

/* Neither sockets nor programs, on the machines whose numbers for them are known here. */
static bool forbid_calls(void) {
#if defined __x86_64__ || defined __aarch64__
#ifdef __x86_64__
    enum { MACHINE = AUDIT_ARCH_X86_64 };
#else
    enum { MACHINE = AUDIT_ARCH_AARCH64 };
#endif
#define REFUSE(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
    static struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)MACHINE, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        REFUSE(socket),
        REFUSE(execve),
        REFUSE(execveat),
        REFUSE(io_uring_setup),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#else
    return false;
#endif
}

bool sandbox_enter(struct sandbox *sandbox) {
#ifdef __SANITIZE_ADDRESS__
    allow(sandbox, "/proc", READ); /* where the leak checker reads */
#endif
#ifdef COVERAGE_FOLDER
    allow(sandbox, COVERAGE_FOLDER, READ | WRITE); /* where the lines that ran are counted */
#endif
    bool confined = sandbox && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
                    !syscall(SYS_landlock_restrict_self, sandbox->rules, 0) && forbid_calls();
    if (sandbox)
        close(sandbox->rules);
    memory_free(sandbox);
    return confined;
}
#else
enum { READ, WRITE };
struct sandbox *sandbox_new(void) { return NULL; }
static void allow(struct sandbox *sandbox, const char *path, unsigned rights) { (void)sandbox, (void)path, (void)rights; }
bool sandbox_enter(struct sandbox *sandbox) { return (void)sandbox, false; }
#endif

static void allow_folder(struct sandbox *sandbox, const char *file, unsigned rights) {
    if (!file)
        return;
    const char *slash = strrchr(file, '/');
    char *folder = memory_copy(file, slash ? (size_t)(slash - file) + 1 : 0);
    allow(sandbox, *folder ? folder : ".", rights);
    allow(sandbox, file, rights);
    memory_free(folder);
}

void sandbox_allow_reading(struct sandbox *sandbox, const char *path) { allow(sandbox, path, READ); }
void sandbox_allow_writing(struct sandbox *sandbox, const char *file) {
    if (file && strcmp(file, "-"))
        allow_folder(sandbox, file, READ | WRITE);
}
void sandbox_allow_beside(struct sandbox *sandbox, const char *file) { allow_folder(sandbox, file, READ); }
