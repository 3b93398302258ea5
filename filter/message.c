#include "message.h"
#include "error.h"
#include "utf8.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Set once by main from the options, before any stage runs. */
static bool is_quiet, is_verbose;

void message_level(bool quiet, bool verbose) {
    is_quiet = quiet;
    is_verbose = verbose;
}

/* The progress that stands in the terminal's last line. */
static struct {
    struct timespec start, shown;
    int width;
} progress;

static double seconds_since(struct timespec then) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then.tv_sec) + (double)(now.tv_nsec - then.tv_nsec) / 1e9;
}

void message_progress_end(void) {
    if (progress.width)
        fprintf(stderr, "\r%*s\r", progress.width, "");
    progress.width = 0;
}

void message_progress(size_t done, size_t total) {
    static const double PAUSE = .2;
    if (is_quiet || !isatty(STDERR_FILENO))
        return;
    if (!progress.start.tv_sec)
        clock_gettime(CLOCK_MONOTONIC, &progress.start);
    double rate = (double)done / (seconds_since(progress.start) + 1e-9);
    if (seconds_since(progress.start) < PAUSE || seconds_since(progress.shown) < PAUSE)
        return;
    clock_gettime(CLOCK_MONOTONIC, &progress.shown);
    flockfile(stderr);
    message_progress_end();
    progress.width = total && done <= total
                         ? fprintf(stderr, "%zu of %zu posts, %.1f a second, %.0f s left", done, total, rate, (double)(total - done) / rate)
                         : fprintf(stderr, "%zu posts, %.1f a second", done, rate);
    funlockfile(stderr);
}

/* Characters that would turn the line around, or hide in it. */
static bool is_hidden(uint32_t c) {
    return (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/* One line: control characters of strangers' text, and of file names, must not reach a terminal. */
static void print_line(const char *format, va_list arguments) {
    enum { LONGEST = 1024, WIDEST = sizeof "<U+FEFF>" };
    char text[LONGEST], visible[LONGEST * WIDEST] = "", *end = visible; /* not of the heap, which may have run out */
    vsnprintf(text, sizeof text, format, arguments);
    for (size_t at = 0, length = strlen(text), start; start = at, at < length;) {
        uint32_t c = utf8_next(text, length, &at);
        if (c < ' ')
            *end++ = ' ';
        else if (is_hidden(c))
            end += snprintf(end, WIDEST, "<U+%04X>", (unsigned)c);
        else
            end = mempcpy(end, text + start, at - start);
    }
    flockfile(stderr); /* others may have something to say, too */
    message_progress_end();
    fprintf(stderr, "enregard: %s\n", visible);
    funlockfile(stderr);
}

#define PRINT                                                                                      \
    va_list arguments;                                                                             \
    va_start(arguments, format);                                                                   \
    print_line(format, arguments);                                                                 \
    va_end(arguments)

void message_print(const char *format, ...) { PRINT; }

void message_note(const char *format, ...) {
    if (is_quiet)
        return;
    PRINT;
}

void message_detail(const char *format, ...) {
    if (!is_verbose)
        return;
    PRINT;
}

void message_error(const struct error *error) {
    if (error->file[0] && error->line)
        message_print("%s:%ld: %s", error->file, error->line, error->what);
    else if (error->file[0])
        message_print("%s: %s", error->file, error->what);
    else
        message_print("%s", error->what);
}

void message_raw(const char *text) { fputs(text, stderr); }
