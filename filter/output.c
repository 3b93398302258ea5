#include "output.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

/* Whole or not at all: a file is written beside its place, then renamed. */
int output_write(const struct buffer *bytes, const char *path, struct error *error) {
    struct buffer part = {0};
    struct stat there;
    bool to_file = path && strcmp(path, "-");
    bool in_place = to_file && !stat(path, &there) && !S_ISREG(there.st_mode); /* /dev/…, a pipe */
    if (to_file)
        buffer_print(&part, in_place ? "%s" : "%s.part", path);
    FILE *file = to_file ? fopen(part.data, "wb") : stdout;
    if (!file)
        error_set(error, EX_CANTCREAT, path, 0, "%s; choose another --output", strerror(errno));
    else {
        fwrite(buffer_text(bytes), 1, bytes->length, file);
        int failed = ferror(file);
        failed |= fclose(file);
        if (failed || (to_file && !in_place && rename(part.data, path)))
            error_set(error, EX_IOERR, to_file ? path : "", 0, "%s; nothing usable was written",
                      strerror(errno));
    }
    buffer_free(&part);
    return error->status;
}
