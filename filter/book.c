#include "book.h"
#include "array.h"
#include "epub.h"
#include "intern.h"
#include "render.h"
#include "xml.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* When the book was made: $SOURCE_DATE_EPOCH for builds that must repeat, else now. */
static time_t book_time(void) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    return given ? (time_t)strtoll(given, NULL, 10) : time(NULL);
}

/* A URN that stays the same as long as the rows do. */
static void book_identifier(xmlDoc *bitext, char urn[64]) {
    struct buffer text = {0};
    uint32_t hash[4];
    xml_add_text(&text, xmlDocGetRootElement(bitext));
    for (size_t i = 0; i < 4; i++) {
        buffer_add(&text, "+", 1);
        hash[i] = hash_bytes(text.data, text.length);
    }
    snprintf(urn, 64, "urn:uuid:%08x-%04x-8%03x-8%03x-%04x%08x", hash[0], hash[1] >> 16,
             hash[1] & 0xFFF, hash[2] >> 20, hash[2] & 0xFFFF, hash[3]);
    buffer_free(&text);
}

int book_write(struct buffer *out, xmlDoc *bitext, const struct images *images, struct stylesheet *stylesheet,
               const struct parameters *parameters, struct error *error) {
    char urn[64], date[32];
    time_t modified = book_time();
    struct tm utc;
    book_identifier(bitext, urn);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&modified, &utc));
    ARRAY(const char *) offered = {0};
    const char *const ours[] = {"identifier", urn, "modified", date};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        array_push(&offered, ours[i]);
    for (size_t i = 0; parameters->offered && parameters->offered[i]; i++)
        array_push(&offered, parameters->offered[i]);
    array_push(&offered, NULL);
    xmlDoc *files = render_tree(bitext, stylesheet, &(struct parameters){parameters->given, offered.at}, error);
    if (files)
        epub_pack(out, files, images, modified, error);
    xmlFreeDoc(files);
    array_free(&offered);
    return error->status;
}
