/* Posts in one language each that wait for the same post in the other: of a blog that says nowhere which translates which,
 * it is one of the same day that shows the same pictures, or leads to the same places. */
#ifndef ENREGARD_HALVES_H
#define ENREGARD_HALVES_H
#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct half {
    xmlDoc *page;
    char *name;
    int side; /* 0: left */
};
struct halves;
struct halves *halves_new(void);
void halves_free(struct halves *halves);
/* Takes out the other half of `half`, into `other`; false where none waits. */
bool halves_take(struct halves *halves, const struct half *half, struct half *other);
/* Adds one, which is theirs from now on. */
void halves_add(struct halves *halves, struct half half);
/* Takes out the first, if more than `most` wait. */
bool halves_let_go(struct halves *halves, size_t most, struct half *first);
#endif
