#include "message.h"
#include "error.h"
#include <stdarg.h>
#include <stdio.h>

/* Set once by main from the options, before any stage runs. */
static bool is_quiet, is_verbose;

void message_level(bool quiet, bool verbose) {
    is_quiet = quiet;
    is_verbose = verbose;
}

/* One line: control characters of strangers' text must not reach a terminal. */
static void print_line(const char *format, va_list arguments) {
    char line[1024];
    vsnprintf(line, sizeof line, format, arguments);
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = ' ';
    fprintf(stderr, "enregard: %s\n", line);
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
