#include "pandoc_file.h"
#include "abreast.h"
#include "buffer.h"
#include "pandoc_ast.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sysexits.h>

enum { LARGE = 1 << 20, MANY = 1 << 10 }; /* bytes, blocks: from where on a second thread pays */

/* ---- reading */

/* Where a document may be parted: the first comma between two blocks from `from` on; 0 where there is none. */
static size_t find_comma(const char *text, size_t length, size_t from) {
    static const char name[] = "\"blocks\"";
    size_t depth = 0;
    const char *string = text;
    bool blocks = false; /* the last string of the outermost object was that name */
    for (size_t i = 0; i < length; i++)
        switch (text[i]) {
        case '"':
            string = text + i++;
            for (; i < length && text[i] != '"'; i++)
                i += text[i] == '\\';
            if (depth == 1)
                blocks = text + i + 1 - string == sizeof name - 1 && !memcmp(string, name, sizeof name - 1);
            break;
        case '{': case '[':
            depth++;
            break;
        case '}': case ']':
            depth -= depth > 0;
            break;
        case ',':
            if (depth == 2 && blocks && i >= from)
                return i;
            break;
        default:
            break;
        }
    return 0;
}

struct half {
    struct buffer text;
    json_t *document;
};

static void parse(void *work) {
    struct half *half = work;
    half->document = json_loadb(buffer_text(&half->text), half->text.length, JSON_ALLOW_NUL, NULL);
}

/* The document up to that comma, closed, and what comes after it, opened, are documents both.  NULL where one is none. */
static json_t *load_halves(const struct buffer *bytes, size_t comma) {
    static const char open[] = "{\"blocks\":[", close[] = "]}";
    struct half halves[2] = {{{0}, NULL}, {{0}, NULL}};
    buffer_add(&halves[0].text, bytes->data, comma);
    buffer_add_string(&halves[0].text, close);
    buffer_add_string(&halves[1].text, open);
    buffer_add(&halves[1].text, bytes->data + comma + 1, bytes->length - comma - 1);
    abreast(true, parse, &halves[0], &halves[1]);
    json_t *document = halves[0].document, *rest = halves[1].document;
    bool good = document && rest && !json_array_extend(json_object_get(document, "blocks"), json_object_get(rest, "blocks")) &&
                !json_object_update_missing(document, rest);
    json_decref(rest);
    if (!good)
        json_decref(document);
    buffer_free(&halves[0].text);
    buffer_free(&halves[1].text);
    return good ? document : NULL;
}

json_t *pandoc_read(FILE *file, json_error_t *bad) {
    struct buffer bytes = {0};
    json_object_seed(0); /* here, not by both halves */
    buffer_add_file(&bytes, file, SIZE_MAX);
    size_t comma = bytes.length < LARGE ? 0 : find_comma(bytes.data, bytes.length, bytes.length / 2);
    json_t *document = comma ? load_halves(&bytes, comma) : NULL;
    if (!document) /* what is wrong is said of the whole */
        document = json_loadb(buffer_text(&bytes), bytes.length, JSON_ALLOW_NUL, bad);
    buffer_free(&bytes);
    return document;
}

/* ---- writing */

/* A text that goes to a file as it grows, or is kept where there is none. */
struct run {
    struct buffer text;
    FILE *file;
    bool failed;
};

static int flush(struct run *run) {
    size_t length = run->text.length;
    run->text.length = 0;
    return fwrite(buffer_text(&run->text), 1, length, run->file) == length ? 0 : -1;
}

/* Most that comes is one mark. */
static int add_bytes(const char *bytes, size_t length, void *to) {
    enum { ENOUGH = 1 << 16 };
    struct run *run = to;
    if (length == 1 && run->text.length < run->text.room)
        run->text.data[run->text.length++] = *bytes;
    else
        buffer_add(&run->text, bytes, length);
    return !run->file || run->text.length < ENOUGH ? 0 : flush(run);
}

static void add_json(struct run *run, const json_t *value) {
    run->failed = run->failed || json_dump_callback(value, add_bytes, run, PANDOC_JSON);
}

static void add_elements(struct run *run, const json_t *array, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (i)
            add_bytes(",", 1, run);
        add_json(run, json_array_get(array, i));
    }
}

/* An array by equal parts: one thread begins with the first, into the file, the other with the last. */
enum { PARTS = 32 };
struct parts {
    const json_t *array;
    struct run *first, last[PARTS]; /* the last's: [0] is the very last */
    atomic_size_t taken;
};

static void add_part(struct parts *parts, struct run *run, size_t part) {
    size_t size = json_array_size(parts->array);
    add_elements(run, parts->array, size * part / PARTS, size * (part + 1) / PARTS);
}

static void add_first(void *work) {
    struct parts *parts = work;
    for (size_t i = 0; atomic_fetch_add(&parts->taken, 1) < PARTS; i++)
        add_part(parts, parts->first, i);
}

static void add_last(void *work) {
    struct parts *parts = work;
    for (size_t i = 0; atomic_fetch_add(&parts->taken, 1) < PARTS; i++)
        add_part(parts, &parts->last[i], PARTS - 1 - i);
}

static void add_array(struct run *out, const json_t *array) {
    struct parts parts = {.array = array, .first = out};
    add_bytes("[", 1, out);
    errands_abreast(json_array_size(array) >= MANY, (struct errand){add_first, &parts}, (struct errand){add_last, &parts});
    for (size_t i = PARTS; i-- > 0;) {
        struct run *run = &parts.last[i];
        add_bytes(buffer_text(&run->text), run->text.length, out);
        out->failed = out->failed || run->failed;
        buffer_free(&run->text);
    }
    add_bytes("]", 1, out);
}

int pandoc_write(const json_t *document, FILE *file, struct error *error) {
    struct run out = {.file = file};
    const char *name, *separator = "{";
    json_t *value;
    json_object_foreach((json_t *)(size_t)document, name, value) {
        json_t *string = json_string(name);
        add_bytes(separator, 1, &out);
        add_json(&out, string);
        add_bytes(":", 1, &out);
        if (json_is_array(value))
            add_array(&out, value);
        else
            add_json(&out, value);
        json_decref(string);
        separator = ",";
    }
    add_bytes("}", 1, &out);
    if (out.failed | flush(&out) || fflush(file) || ferror(file))
        error_set(error, EX_IOERR, "-", 0, "the document cannot be written");
    buffer_free(&out.text);
    return error->status;
}
