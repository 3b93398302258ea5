/* Blocks of memory out of one large page of the machine's: to make a book of one page takes some fifty thousand, and the kernel
 * gives small pages one at a time.  No locks: a block is for the thread that frees it to give again.  Once that page is full, and
 * for what is larger than a sixteenth of a megabyte, it is malloc; so what a long run keeps is as little. */
#ifndef ENREGARD_POOL_H
#define ENREGARD_POOL_H
#include <stddef.h>

void pool_setup(void); /* before there are threads */
/* As malloc, calloc of one, realloc and free; NULL if there is no memory. */
void *pool_alloc(size_t size);
void *pool_zeroed(size_t size);
void *pool_resize(void *old, size_t size);
void pool_free(void *block);
#endif
