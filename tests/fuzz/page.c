/* Fuzzing of the whole program: the first byte chooses what is read and written, the rest is the input.  A status that says
 * that something was lost or doubled, or that the program is wrong, is a crash. */
#include "memory.h"
#include "message.h"
#include "program.h"
#include "xml.h"
#include "write.h"
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const char *const formats[] = {"epub", "xml", "text", "html", "docbook", "tsv", "review", "xliff"};
static const struct {
    const char *option[2], *ending;
    int other; /* the input is the value of the first option, and the page is fixed */
} ways[] = {
    {{"-f", "html"}, "html", 0},        {{"--words", NULL}, "xhtml", 0}, {{"-f", "feed"}, "xml", 0}, {{"--records", NULL}, "jsonl", 0},
    {{"--alignment", NULL}, "tsv", 1}, {{"--rules", NULL}, "xml", 1},   {{"-f", "json"}, "json", 0}, {{"--unit", "sentence"}, "html", 0}, {{"--allow-monolingual", NULL}, "html", 0},
};
enum { FORMATS = sizeof formats / sizeof *formats, WAYS = sizeof ways / sizeof *ways };
static const char PAGE[] = "<article><h1>Le chat</h1><p>Le chat dort sur le canapé. Il rêve.</p><p>The cat sleeps on the sofa. It dreams.</p></article>";

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc, (void)argv;
    memory_setup();
    xml_setup();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char input[64], page[64];
    if (!size)
        return 0;
    unsigned way = data[0] / FORMATS % WAYS;
    snprintf(input, sizeof input, "/dev/shm/enregard-fuzz-%ld.%s", (long)getpid(), ways[way].ending);
    snprintf(page, sizeof page, "/dev/shm/enregard-fuzz-%ld.page.html", (long)getpid());
    write_file(input, data + 1, size - 1);
    char *arguments[16] = {"enregard", "-q", "--no-sandbox", "-o", "/dev/null", "-t", (char *)formats[data[0] % FORMATS]};
    int count = 7;
    arguments[count++] = (char *)ways[way].option[0];
    if (ways[way].option[1])
        arguments[count++] = (char *)ways[way].option[1];
    if (ways[way].other) {
        write_file(page, (const uint8_t *)PAGE, sizeof PAGE - 1);
        arguments[count++] = input;
        arguments[count++] = page;
    } else
        arguments[count++] = input;
    optind = 0;
    struct run run = {.many = false};
    int status = program(&run, count, arguments);
    program_clear(&run);
    unlink(input);
    unlink(page);
    if (status == EX_SOFTWARE)
        abort();
    return 0;
}
