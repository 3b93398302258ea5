#include "error.h"
#include "memory.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int error_set(struct error *error, int status, const char *file, long line, const char *format,
              ...) {
    if (error->status)
        return error->status;
    if (errno == ENOMEM) /* whatever it looks like from here */
        memory_out();
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->what, sizeof error->what, format, arguments);
    va_end(arguments);
    snprintf(error->file, sizeof error->file, "%s", file ? file : "");
    error->line = line;
    return error->status = status;
}
