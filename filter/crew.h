/* The posts of the source, one after the other, each through the stages that need no other post: here, or by threads. */
#ifndef ENREGARD_CREW_H
#define ENREGARD_CREW_H
#include "error.h"
#include "stages.h"
#include <stdbool.h>

struct crew;
/* Of `run`, which outlives it, a crew has the source to itself, and shares the options, the targets and the lexicon.
 * With one job it is no thread; with more, one reads, `jobs` work, and a few posts a job are held at most. */
struct crew *crew_new(struct run *run, size_t last, size_t jobs);
/* The next post goes to run->section; `error` says what was wrong with it.  False at the end, or with `error` filled where
 * there is no going on. */
bool crew_next(struct crew *crew, struct error *error);
void crew_free(struct crew *crew);
#endif
