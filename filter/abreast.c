#include "abreast.h"
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct errand {
    void (*work)(void *);
    void *what;
};

static void *run(void *to_do) {
    const struct errand *errand = to_do;
    errand->work(errand->what);
    return NULL;
}

void abreast(void (*work)(void *), void *here, void *there) {
    struct errand errand = {work, there};
    pthread_t thread;
    bool other = !pthread_create(&thread, NULL, run, &errand);
    work(here);
    if (other)
        pthread_join(thread, NULL);
    else
        work(there);
}
