#include "crew.h"
#include "memory.h"
#include "rules.h"
#include "sites.h"
#include "xml.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { HELD = 4 }; /* posts a job */

struct job {
    struct section section;
    struct error error;
    bool many;  /* as source_has_many said when it was read */
    bool ended; /* with the error, there is no going on */
    bool done;
};

struct worker {
    pthread_t thread;
    struct crew *crew;
    struct run run; /* its own rules, which keep what they looked up */
};

/* Jobs go round in a ring: [taken, begun) are being worked on, or done; [begun, read) wait. */
struct crew {
    struct run *run;
    size_t last;
    struct worker *workers;
    size_t count;
    struct job *ring;
    size_t room, read, begun, taken;
    bool ended;
    pthread_t reader;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

static struct job read_job(const struct crew *crew) {
    struct source *source = crew->run->source;
    struct job job = {.done = false};
    job.ended = !source_next(source, &job.section.pages, &job.error);
    job.many = source_has_many(source);
    return job;
}

/* Reading may be cancelled, where it waits for input that nobody wants any more; not while the ring is locked. */
static struct job read_job_unless_cancelled(const struct crew *crew) {
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
    struct job job = read_job(crew);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    return job;
}

static void *read_all(void *given) {
    struct crew *crew = given;
    bool more = true;
    xml_thread();
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    while (more) {
        struct job job = read_job_unless_cancelled(crew);
        more = !job.ended;
        pthread_mutex_lock(&crew->lock);
        while (crew->read - crew->taken == crew->room && !crew->ended)
            pthread_cond_wait(&crew->changed, &crew->lock);
        more = more && !crew->ended;
        if (crew->ended)
            section_clear(&job.section);
        else
            crew->ring[crew->read++ % crew->room] = job;
        pthread_cond_broadcast(&crew->changed);
        pthread_mutex_unlock(&crew->lock);
    }
    return NULL;
}

/* The next job that waits, marked as begun; NULL at the end. */
static struct job *begin(struct crew *crew) {
    pthread_mutex_lock(&crew->lock);
    while (crew->begun == crew->read && !crew->ended)
        pthread_cond_wait(&crew->changed, &crew->lock);
    struct job *job = crew->ended ? NULL : &crew->ring[crew->begun++ % crew->room];
    pthread_mutex_unlock(&crew->lock);
    return job;
}

static void *work(void *given) {
    struct worker *worker = given;
    struct crew *crew = worker->crew;
    xml_thread();
    for (struct job *job; (job = begin(crew));) {
        worker->run.section = job->section;
        if (!job->error.status && !job->ended)
            stages_prepare(&worker->run, crew->last, &job->error);
        job->section = worker->run.section;
        pthread_mutex_lock(&crew->lock);
        job->done = true;
        pthread_cond_broadcast(&crew->changed);
        pthread_mutex_unlock(&crew->lock);
    }
    return NULL;
}

static void start(struct crew *crew) {
    crew->room = HELD * crew->count;
    crew->ring = memory_alloc(crew->room * sizeof *crew->ring);
    crew->workers = memory_alloc(crew->count * sizeof *crew->workers);
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->changed, NULL);
    if (pthread_create(&crew->reader, NULL, read_all, crew))
        memory_out();
    for (size_t i = 0; i < crew->count; i++) {
        struct worker *worker = &crew->workers[i];
        worker->crew = crew;
        worker->run = *crew->run;
        worker->run.rules = NULL;
        worker->run.sites = NULL;
        if (pthread_create(&worker->thread, NULL, work, worker))
            memory_out();
    }
}

struct crew *crew_new(struct run *run, size_t last, size_t jobs) {
    struct crew *crew = memory_alloc(sizeof *crew);
    crew->run = run;
    crew->last = last;
    crew->count = jobs > 1 ? jobs : 0;
    if (crew->count)
        start(crew);
    return crew;
}

static struct job take(struct crew *crew) {
    pthread_mutex_lock(&crew->lock);
    struct job *next = &crew->ring[crew->taken % crew->room];
    while (crew->taken == crew->read || !next->done)
        pthread_cond_wait(&crew->changed, &crew->lock);
    struct job job = *next;
    next->done = false;
    crew->taken++;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    return job;
}

bool crew_next(struct crew *crew, struct error *error) {
    struct job job = crew->count ? take(crew) : read_job(crew);
    crew->run->many = job.many;
    crew->run->section = job.section;
    *error = job.error;
    if (!crew->count && !job.ended && !error->status)
        stages_prepare(crew->run, crew->last, error);
    return !job.ended;
}

static void stop(struct crew *crew) {
    pthread_mutex_lock(&crew->lock);
    crew->ended = true;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    pthread_cancel(crew->reader);
    pthread_join(crew->reader, NULL);
    for (size_t i = 0; i < crew->count; i++) {
        pthread_join(crew->workers[i].thread, NULL);
        rules_free(crew->workers[i].run.rules);
        sites_free(crew->workers[i].run.sites);
    }
    while (crew->taken < crew->read)
        section_clear(&crew->ring[crew->taken++ % crew->room].section);
    pthread_mutex_destroy(&crew->lock);
    pthread_cond_destroy(&crew->changed);
    memory_free(crew->ring);
    memory_free(crew->workers);
}

void crew_free(struct crew *crew) {
    if (crew->count)
        stop(crew);
    memory_free(crew);
}
