/* Fuzzing of the filter for Pandoc: the first byte chooses the format, the rest is the document.  What it writes is one, too. */
#include "pandoc_file.h"
#include "sandbox.h"

/* What the filter leaves to the end of the program has to go after each input here. */
static json_t *document, *blocks;
static json_t *read_and_note(FILE *file, json_error_t *bad) {
    document = pandoc_read(file, bad);
    blocks = json_object_get(document, "blocks");
    return document;
}
#define pandoc_read read_and_note
#define json_set_alloc_funcs(keep, leave) ((void)(keep), (void)(leave))
#define main filter_main
#define sandbox_enter(sandbox) ((void)(sandbox), false)
#define sandbox_new() NULL
#include "pandoc_main.c"
#undef main
#include "write.h"

static char given[64], written[64];

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    memory_setup();
    xml_setup();
    message_level(true, false);
    snprintf(given, sizeof given, "/dev/shm/enregard-fuzz-%ld.json", (long)getpid());
    snprintf(written, sizeof written, "/dev/shm/enregard-fuzz-%ld.out", (long)getpid());
    return 0;
}

static void check_result(void) {
    json_t *result = json_load_file(written, JSON_ALLOW_NUL, NULL);
    if (!json_is_array(json_object_get(result, "blocks")))
        abort();
    json_decref(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const formats[] = {"html", "docx", "latex", "typst", "gfm", "rst", "odt", "plain"};
    if (!size)
        return 0;
    write_file(given, data + 1, size - 1);
    if (!freopen(given, "r", stdin) || !freopen(written, "w", stdout))
        abort();
    char *arguments[] = {"pandoc-enregard", (char *)(size_t)formats[data[0] % (sizeof formats / sizeof *formats)], NULL};
    if (!filter_main(2, arguments))
        check_result();
    json_decref(blocks);
    json_decref(document);
    return 0;
}
