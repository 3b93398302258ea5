#include "abreast.h"
#include <pthread.h>
#include <stddef.h>

static void *run(void *to_do) {
    const struct errand *errand = to_do;
    errand->work(errand->what);
    return NULL;
}

void errands_abreast(bool pays, struct errand here, struct errand there) {
    pthread_t thread;
    bool other = pays && !pthread_create(&thread, NULL, run, &there);
    here.work(here.what);
    if (other)
        pthread_join(thread, NULL);
    else
        there.work(there.what);
}

void abreast(bool pays, void (*work)(void *), void *here, void *there) {
    errands_abreast(pays, (struct errand){work, here}, (struct errand){work, there});
}
