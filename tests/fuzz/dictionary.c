/* Fuzzing of dictionaries: the first byte says whether the input is a table to compile, a compiled file, or FreeDict's index
 * and its entries, an empty line between them; what was made is opened and looked into. */
#include "lexicon.h"
#include "lexicon_compile.h"
#include "memory.h"
#include "xml.h"
#include "write.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

static char folder[64], table[96], index_file[96], entries[96], compiled[96];

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    memory_setup();
    snprintf(folder, sizeof folder, "/dev/shm/enregard-fuzz-%ld", (long)getpid());
    mkdir(folder, 0700);
    snprintf(table, sizeof table, "%s/table", folder);
    snprintf(compiled, sizeof compiled, "%s/compiled", folder);
    snprintf(index_file, sizeof index_file, "%s/freedict-fra-eng.index", folder);
    snprintf(entries, sizeof entries, "%s/freedict-fra-eng.dict.dz", folder);
    return 0;
}

/* Strengths are probabilities, and keys those that were asked for. */
static void check(void *context, uint32_t left, uint32_t right, float strength) {
    (void)context;
    if (left > 2 || right > 2 || !(strength > 0 && strength <= 1))
        abort();
}

static void look_into(const char *path) {
    static const char *const keys[2][3] = {{"chat", "mer", "a"}, {"cat", "sea", "a"}};
    struct error error = {0};
    struct lexicon *lexicon = lexicon_open(path, "fr", "en", &error);
    if (!lexicon)
        return;
    for (int s = 0; s < 2; s++)
        for (int k = 0; k < 3; k++)
            lexicon_knows(lexicon, s ? "en" : "fr", keys[s][k]);
    lexicon_links(lexicon, keys[0], 3, keys[1], 3, check, NULL);
    lexicon_free(lexicon);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct error error = {0};
    if (!size)
        return 0;
    const uint8_t *text = data + 1, *half = memmem(text, size - 1, "\n\n", 2);
    size_t length = size - 1, first = half ? (size_t)(half - text) + 1 : length;
    if (data[0] % 3 == 0) {
        write_file(table, text, length);
        lexicon_compile_table(table, "fr", "en", compiled, &error);
    } else if (data[0] % 3 == 1)
        write_file(compiled, text, length);
    else {
        write_file(index_file, text, first);
        write_file(entries, text + first, length - first);
        lexicon_compile_freedict(folder, NULL, "fr", "en", compiled, &error);
    }
    if (error.status == EX_SOFTWARE)
        abort();
    if (!error.status)
        look_into(compiled);
    unlink(compiled);
    return 0;
}
