/* Two works at once. */
#ifndef ENREGARD_ABREAST_H
#define ENREGARD_ABREAST_H
#include <stdbool.h>

struct errand {
    void (*work)(void *);
    void *what;
};

/* Does one here and the other in a thread; one after the other where that does not pay, or there is no thread to be had.  Both
 * are done when it returns. */
void errands_abreast(bool pays, struct errand here, struct errand there);
/* The same work on two things. */
void abreast(bool pays, void (*work)(void *), void *here, void *there);
#endif
