/* What went wrong, and where; filled where it was detected, passed up, printed by main. */
#ifndef ENREGARD_ERROR_H
#define ENREGARD_ERROR_H

struct error {
    int status;     /* a code of sysexits.h, or one of enum status below; 0: no error */
    char file[256]; /* "" where no file is meant */
    long line;      /* 1-based; 0: unknown */
    char what[512]; /* what is wrong; what to do */
};

enum status {
    STATUS_MONOLINGUAL = 3, /* the page is in one language only */
    STATUS_EMPTY = 4        /* no article was found in the page */
};

/* Fills `error` unless it already tells of an earlier failure; returns the status that stands.  Where memory ran out
 * (errno), in a library that only says that it could not, ends the program as memory_alloc does. */
int error_set(struct error *error, int status, const char *file, long line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
#endif
