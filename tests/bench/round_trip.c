/* Reads a document of Pandoc's and writes it unchanged: what the JSON library alone takes.  usage: round_trip <IN >OUT */
#include <jansson.h>
#include <stdio.h>

int main(void) {
    json_error_t bad;
    json_t *document = json_loadf(stdin, JSON_ALLOW_NUL, &bad);
    return !document || json_dumpf(document, stdout, JSON_COMPACT | JSON_REAL_PRECISION(16));
}
