/* Small blocks for libxml2 and libxslt, which ask for some thirty thousand to make a book of one page: out of one large page of
 * the machine's, without locks, and each given back to the thread that frees it.  Once that page is full, and for large blocks,
 * it is malloc; so what a long run keeps is as little as before. */
#ifndef ENREGARD_POOL_H
#define ENREGARD_POOL_H
#include <stddef.h>

void pool_setup(void); /* before there are threads */
/* As malloc, realloc, free and strdup, but that memory_out ends the program. */
void *pool_alloc(size_t size);
void *pool_resize(void *old, size_t size);
void pool_free(void *block);
char *pool_string(const char *text);
#endif
