/* Two works at once. */
#ifndef ENREGARD_ABREAST_H
#define ENREGARD_ABREAST_H

/* Does work(here) and, in a thread, work(there); one after the other where there is no thread to be had.  Both are done when it
 * returns. */
void abreast(void (*work)(void *), void *here, void *there);
#endif
