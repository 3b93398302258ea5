#include "freedict.h"
#include "buffer.h"
#include "memory.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* The index: lines of `headword TAB offset TAB length` (base 64).  An entry: the headword with its
 * pronunciation and grammar, then translations, one numbered line a sense; lines further in are glosses
 * and examples. */

static size_t base64_number(const char *digits, const char *end) {
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t number = 0;
    for (; digits < end; digits++) {
        const char *digit = *digits ? strchr(alphabet, *digits) : NULL;
        if (!digit)
            break;
        number = number * 64 + (size_t)(digit - alphabet);
    }
    return number;
}

bool freedict_read_file(const char *path, struct buffer *out) {
    gzFile file = gzopen(path, "rb");
    if (!file)
        return false;
    char bytes[1 << 15];
    int n;
    while ((n = gzread(file, bytes, sizeof bytes)) > 0)
        buffer_add(out, bytes, (size_t)n);
    gzclose(file);
    return n == 0 && out->length > 0;
}

/* Blanks out what is in brackets of any kind: grammar, pronunciation, remarks. */
static void blank_brackets(char *text, size_t length) {
    static const char open[] = "<[({/", close[] = ">])}/";
    for (size_t i = 0; i < length; i++) {
        const char *kind = text[i] ? strchr(open, text[i]) : NULL;
        char *end = kind ? memchr(text + i + 1, close[kind - open], length - i - 1) : NULL;
        if (end)
            memset(text + i, ' ', (size_t)(end - text) - i + 1);
    }
}

struct reader {
    freedict_found found;
    void *context;
};

static void read_translations(const struct reader *reader, const char *head, size_t head_length, char *line,
                              size_t length) {
    enum { LONGEST = 40 };
    blank_brackets(line, length);
    for (size_t start = 0, end; start < length; start = end + 1) {
        for (end = start; end < length && line[end] != ',' && line[end] != ';';)
            end++;
        if (end - start < LONGEST)
            reader->found(reader->context, head, head_length, line + start, end - start);
    }
}

static void read_entry(const struct reader *reader, char *entry, size_t length) {
    size_t head = strcspn(entry, "\n");
    if (head >= length)
        return;
    size_t head_length = head;
    for (size_t i = 1; i + 1 < head; i++)
        if (entry[i] == ' ' && strchr("/<[(", entry[i + 1])) {
            head_length = i;
            break;
        }
    bool first = true;
    for (char *line = entry + head + 1; line < entry + length;) {
        char *newline = memchr(line, '\n', (size_t)(entry + length - line));
        char *end = newline ? newline : entry + length;
        char *body = line + strspn(line, " \t");
        size_t digits = strspn(body, "0123456789");
        if (body < end && digits && body[digits] == '.')
            read_translations(reader, entry, head_length, body + digits + 1, (size_t)(end - body) - digits - 1);
        else if (body < end && first && body - line < 5)
            read_translations(reader, entry, head_length, body, (size_t)(end - body));
        if (body < end)
            first = false;
        line = end + 1;
    }
}

static const char *const codes[][2] = {{"fr", "fra"}, {"en", "eng"}, {"de", "deu"}, {"es", "spa"},
                                       {"it", "ita"}, {"pt", "por"}, {"nl", "nld"}, {"sv", "swe"},
                                       {"pl", "pol"}, {"ja", "jpn"}, {"ru", "rus"}, {"da", "dan"}};
enum { CODES = sizeof codes / sizeof *codes };

const char *freedict_language(const char *tag) {
    for (size_t i = 0; i < CODES; i++)
        if (!strcmp(codes[i][0], tag))
            return codes[i][1];
    return tag;
}

const char *const *freedict_tags(void) {
    static const char *const tags[] = {"fr", "en", "de", "es", "it", "pt", "nl", "sv", "pl", "ja", "ru", "da", NULL};
    return tags;
}

static void add_path(struct buffer *path, const char *folder, const char *from, const char *to, const char *ending) {
    path->length = 0;
    buffer_print(path, "%s/freedict-%s-%s.%s", folder, freedict_language(from), freedict_language(to), ending);
}

bool freedict_has(const char *folder, const char *from, const char *to) {
    struct buffer path = {0};
    add_path(&path, folder, from, to, "index");
    bool has = !access(path.data, R_OK);
    buffer_free(&path);
    return has;
}

static void read_entries(const struct reader *reader, char *index, struct buffer *data) {
    size_t last = SIZE_MAX;
    for (char *line = index; *line;) {
        char *end = line + strcspn(line, "\n"), *offset = memchr(line, '\t', (size_t)(end - line));
        char *length = offset ? memchr(offset + 1, '\t', (size_t)(end - offset) - 1) : NULL;
        if (length && strncmp(line, "00", 2)) {
            size_t at = base64_number(offset + 1, length), n = base64_number(length + 1, end);
            if (at != last && at <= data->length && n <= data->length - at) {
                char *entry = memory_copy(data->data + at, n);
                read_entry(reader, entry, n);
                memory_free(entry);
            }
            last = at;
        }
        line = *end ? end + 1 : end;
    }
}

bool freedict_read(const char *folder, const char *from, const char *to, freedict_found found, void *context) {
    struct buffer path = {0}, index = {0}, data = {0};
    struct reader reader = {found, context};
    add_path(&path, folder, from, to, "index");
    bool ok = freedict_read_file(path.data, &index);
    add_path(&path, folder, from, to, "dict.dz");
    ok = ok && freedict_read_file(path.data, &data);
    if (ok)
        read_entries(&reader, index.data, &data);
    buffer_free(&path);
    buffer_free(&index);
    buffer_free(&data);
    return ok;
}
