#include "output.h"
#include "memory.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

struct output {
    FILE *file;
    char *path, *part; /* the same where it is written in place; NULL: standard output */
    struct output *next;
};

/* All that are not closed yet; none is opened any more once they are removed. */
static struct output *outputs;
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static bool is_part(const struct output *output) { return output->part && strcmp(output->part, output->path); }

/* Calls nothing that a signal may not interrupt (signal-safety(7)). */
static void unlink_parts(void) {
    for (const struct output *output = outputs; output; output = output->next)
        if (is_part(output))
            unlink(output->part);
}

static void remove_parts(void) {
    pthread_mutex_lock(&opening);
    unlink_parts();
}

/* Stopped from outside: what is half written goes. */
static void stop(int number) {
    unlink_parts();
    raise(number); /* as if nobody had handled it */
}

static void handle_stops(void) {
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction action;
        if (!sigaction(numbers[i], NULL, &action) && action.sa_handler == SIG_DFL) { /* not where it is ignored: nohup */
            action = (struct sigaction){.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};
            sigaction(numbers[i], &action, NULL);
        }
    }
}

static void forget(struct output *output) {
    struct output **at = &outputs;
    while (*at != output)
        at = &(*at)->next;
    *at = output->next;
}

struct output *output_new(const char *path) {
    struct output *output = memory_alloc(sizeof *output);
    struct buffer part = {0};
    struct stat there;
    output->next = outputs;
    outputs = output;
    memory_when_out(remove_parts);
    handle_stops();
    if (!path || !strcmp(path, "-"))
        return output;
    bool in_place = !stat(path, &there) && !S_ISREG(there.st_mode); /* /dev/…, a pipe */
    buffer_print(&part, in_place ? "%s" : "%s.part", path);
    output->path = memory_string(path);
    output->part = part.data;
    return output;
}

static int open_file(struct output *output, struct error *error) {
    pthread_mutex_lock(&opening);
    if (!output->file)
        output->file = output->part ? fopen(output->part, "wb") : stdout;
    pthread_mutex_unlock(&opening);
    return output->file ? 0
                        : error_set(error, EX_CANTCREAT, output->path, 0, "%s; choose another --output", strerror(errno));
}

static int set_failed(const struct output *output, struct error *error) {
    return error_set(error, EX_IOERR, output->path ? output->path : "", 0, "%s; nothing usable was written",
                     strerror(errno));
}

int output_add(struct output *output, struct buffer *bytes, struct error *error) {
    if (!error->status && !open_file(output, error) && fwrite(buffer_text(bytes), 1, bytes->length, output->file) != bytes->length)
        set_failed(output, error);
    if (output->file && !error->status && fflush(output->file))
        set_failed(output, error);
    bytes->length = 0;
    return error->status;
}

int output_close(struct output *output, struct error *error) {
    bool good = !error->status && !open_file(output, error);
    if (output->file && fclose(output->file) && good)
        good = !set_failed(output, error);
    if (good && is_part(output) && rename(output->part, output->path))
        good = !set_failed(output, error);
    if (!good && output->file && is_part(output))
        unlink(output->part);
    forget(output);
    memory_free(output->path);
    memory_free(output->part);
    memory_free(output);
    return error->status;
}

int output_write(const char *path, struct buffer *bytes, struct error *error) {
    struct output *output = output_new(path);
    output_add(output, bytes, error);
    return output_close(output, error);
}
