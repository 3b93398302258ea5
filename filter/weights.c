#include "weights.h"
#include "utf8.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum { BEAM = 110, WIDE_BEAM = 60 };

const struct weights weights_default = {.beam = BEAM, .at = {
#define WEIGHT(name, value, prior, meaning) value,
#include "weights.def"
#undef WEIGHT
}};
const struct weights weights_prior = {.beam = WIDE_BEAM, .at = {
#define WEIGHT(name, value, prior, meaning) prior,
#include "weights.def"
#undef WEIGHT
}};

static const struct {
    const char *name, *meaning;
} about[WEIGHTS] = {
#define WEIGHT(name, value, prior, meaning) {#name, meaning},
#include "weights.def"
#undef WEIGHT
};

static size_t find_weight(const char *name, size_t length) {
    size_t w = 0;
    while (w < WEIGHTS && (strncmp(about[w].name, name, length) || about[w].name[length]))
        w++;
    return w;
}

int weights_read(struct weights *weights, const char *path, struct error *error) {
    FILE *file = fopen(path, "r");
    char line[512];
    if (!file)
        return error_set(error, EX_NOINPUT, path, 0, "cannot read the weights: %s", strerror(errno));
    for (long number = 1; fgets(line, sizeof line, file) && !error->status; number++) {
        const char *name = strncmp(line, "WEIGHT(", 7) ? NULL : line + 7;
        size_t length = name ? strcspn(name, ",") : 0, w = name ? find_weight(name, length) : 0;
        char *end = NULL;
        if (!name)
            continue;
        double value = name[length] ? strtod(name + length + 1, &end) : 0;
        if (w == WEIGHTS || !end || end == name + length + 1)
            error_set(error, EX_DATAERR, path, number,
                      "this is no weight; write WEIGHT(NAME, VALUE, …) with a name of weights.def");
        else
            weights->at[w] = value;
    }
    fclose(file);
    return error->status;
}

void weights_print(struct buffer *out, const struct weights *weights) {
    buffer_add_string(out, "/* Weights of the alignment models, natural logarithms: name, value, prior, meaning.  "
                           "The values are made by\n * tests/bench/fit, which draws them from the priors as far "
                           "as the texts speak for it; the priors by hand. */\n");
    for (size_t w = 0; w < WEIGHTS; w++)
        buffer_print(out, "WEIGHT(%s, %.4f, %.4f, \"%s\")\n", about[w].name, weights->at[w],
                     weights_prior.at[w], about[w].meaning);
}
