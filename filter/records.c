#include "records.h"
#include "memory.h"
#include "utf8.h"
#include "xml.h"
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

struct records {
    FILE *file;
    char *path, *line;
    size_t room;
    long number; /* of the line */
};

struct records *records_open(const char *path, struct error *error) {
    FILE *file = strcmp(path, "-") ? fopen(path, "r") : stdin;
    if (!file) {
        error_set(error, EX_NOINPUT, path, 0, "%s; give the name of a file that can be read", strerror(errno));
        return NULL;
    }
    struct records *records = memory_alloc(sizeof *records);
    records->file = file;
    records->path = memory_string(path);
    return records;
}

void records_close(struct records *records) {
    if (!records)
        return;
    if (records->file != stdin)
        fclose(records->file);
    memory_free(records->path);
    memory_free(records->line);
    memory_free(records);
}

static void add_json(struct buffer *out, const json_t *value) {
    char *text = value ? json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    buffer_add_string(out, text ? text : "null");
    memory_free(text);
}

static void add_member(struct buffer *out, const json_t *record, const char *name) {
    const json_t *value = json_object_get(record, name);
    if (json_is_string(value))
        buffer_add(out, json_string_value(value), json_string_length(value));
}

bool records_next(struct records *records, struct buffer *id, struct buffer *html, struct buffer *path,
                  struct error *error) {
    json_error_t bad;
    ssize_t length;
    do {
        length = getline(&records->line, &records->room, records->file);
        records->number++;
    } while (length > 0 && strspn(records->line, " \t\r\n") == (size_t)length);
    if (length <= 0)
        return false;
    json_t *record = json_loadb(records->line, (size_t)length, JSON_ALLOW_NUL, &bad);
    add_json(id, json_object_get(record, "id"));
    add_member(html, record, "html");
    add_member(path, record, "path");
    if (!record)
        error_set(error, EX_DATAERR, records->path, records->number, "%s; write {\"id\": 1, \"html\": \"<p>…\"}", bad.text);
    else if (!html->length == !path->length)
        error_set(error, EX_DATAERR, records->path, records->number,
                  "a record has an \"html\" or a \"path\", and one of them only");
    json_decref(record);
    return true;
}

/* A side's text, blocks and lines with a space between, white space folded. */
static json_t *text_of(xmlNode *side) {
    struct buffer text = {0}, folded = {0};
    for (const xmlNode *n = side; n; n = xml_next(n, side, true))
        if (n->type == XML_TEXT_NODE)
            buffer_add_string(&text, (const char *)n->content);
        else if (n->parent == side || xml_is(n, "br"))
            buffer_add_string(&text, " ");
    utf8_fold_spaces(&folded, buffer_text(&text), text.length);
    json_t *value = json_stringn(buffer_text(&folded), folded.length);
    buffer_free(&text);
    buffer_free(&folded);
    return value;
}

static void add_line(struct buffer *out, const char *id, json_t *record) {
    json_object_set_new(record, "id", json_loads(id, JSON_DECODE_ANY, NULL));
    char *line = json_dumps(record, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(6));
    buffer_print(out, "%s\n", line);
    memory_free(line);
    json_decref(record);
}

void records_add_rows(struct buffer *out, const char *id, const xmlNode *section) {
    json_t *rows = json_array();
    for (const xmlNode *row = section->children; row; row = row->next) {
        const char *score = strcmp(xml_name(row), "row") ? NULL : xml_attribute(row, "score");
        if (score)
            json_array_append_new(rows, json_pack("{s: o, s: o, s: f}", "left", text_of(row->children), "right",
                                                  text_of(row->last), "score", strtod(score, NULL)));
    }
    add_line(out, id, json_pack("{s: o}", "rows", rows));
}

void records_add_error(struct buffer *out, const char *id, const struct error *error) {
    struct buffer what = {0};
    buffer_print(&what, "%s", error->what);
    add_line(out, id, json_pack("{s: s, s: i}", "error", what.data, "status", error->status));
    buffer_free(&what);
}
