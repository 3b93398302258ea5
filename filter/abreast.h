/* Two works at once. */
#ifndef ENREGARD_ABREAST_H
#define ENREGARD_ABREAST_H

struct errand {
    void (*work)(void *);
    void *what;
};

/* Does one here and the other in a thread; one after the other where there is no thread to be had.  Both are done when it
 * returns. */
void errands_abreast(struct errand here, struct errand there);
/* The same work on two things. */
void abreast(void (*work)(void *), void *here, void *there);
#endif
