/* Pairs of numbers, one of either side's: sorted in linear time. */
#ifndef ENREGARD_PAIRS_H
#define ENREGARD_PAIRS_H
#include <stdbool.h>
#include <stddef.h>

/* Sorts `count` structs of `size` bytes, which begin with uint32_t left, right, the former below `lefts`, the latter below
 * `rights`: by left, and of one left by right, falling if so wanted.  What is equal keeps its order.  (Counting sort, the less
 * weighty number first: Knuth, vol. 3, 5.2.5.) */
void pairs_sort(void *pairs, size_t count, size_t size, size_t lefts, size_t rights, bool falling);
#endif
