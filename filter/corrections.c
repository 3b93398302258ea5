#include "corrections.h"
#include "buffer.h"
#include "corrections_xml.h"
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static const char *const KINDS[] = {"hand", "found", "drop", "keep", "post"};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

/* Adds a line; false where it is none. */
static bool add_line(struct corrections *corrections, char *line) {
    char *left = strsep(&line, "\t"), *right = strsep(&line, "\t");
    const char *kind = line ? line : KINDS[CORRECTION_HAND];
    for (int k = 0; right && k < KIND_COUNT; k++)
        if (!strcmp(kind, KINDS[k])) {
            struct correction made = {(enum correction_kind)k, {memory_string(left), memory_string(right)}, false};
            array_push(&corrections->lines, made);
            return true;
        }
    return false;
}

/* The length of "[0, 1]", or 0. */
static size_t bead_side(const char *line) {
    size_t length = *line == '[' ? 1 + strspn(line + 1, "0123456789, ") : 0;
    return length && line[length] == ']' ? length + 1 : 0;
}

/* Adds a bead; false where the line is none. */
static bool add_bead(struct corrections *corrections, const char *line) {
    size_t left = bead_side(line), right = left && line[left] == ':' ? bead_side(line + left + 1) : 0;
    const char *rest = line + left + 1 + right;
    struct correction made = {.kind = CORRECTION_BEAD};
    if (!right || (*rest && *rest != ':'))
        return false;
    made.cell[0] = memory_string(line);
    made.cell[0][left] = 0;
    made.cell[1] = memory_string(line + left + 1);
    made.cell[1][right] = 0;
    array_push(&corrections->lines, made);
    return true;
}

static bool is_xml(FILE *file) {
    int first = getc(file);
    ungetc(first, file);
    return first == '<';
}

static int read_table(struct corrections *corrections, const char *path, struct error *error) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    errno = 0;
    if (file && is_xml(file)) {
        fclose(file);
        return corrections_read_xml(corrections, path, error);
    }
    for (long number = 1; file && getline(&line, &room, file) > 0 && !error->status; number++) {
        line[strcspn(line, "\r\n")] = 0;
        if (*line && !add_bead(corrections, line) && !add_line(corrections, line))
            error_set(error, EX_DATAERR, path, number,
                      "a row is left TAB right, and may have a third cell, hand, found, drop, keep or post; write it so");
    }
    if (!file || ferror(file))
        error_set(error, EX_NOINPUT, path, 0, "cannot read the rows: %s", strerror(errno));
    memory_free(line);
    if (file)
        fclose(file);
    return error->status;
}

static int is_table(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return length > 4 && !strcmp(entry->d_name + length - 4, ".tsv");
}

int corrections_read(struct corrections *corrections, const char *path, struct error *error) {
    struct dirent **entries;
    int count = scandir(path, &entries, is_table, alphasort);
    if (count < 0)
        return read_table(corrections, path, error);
    for (int i = 0; i < count; i++) {
        struct buffer name = {0};
        buffer_print(&name, "%s/%s", path, entries[i]->d_name);
        if (!error->status)
            read_table(corrections, name.data, error);
        buffer_free(&name);
        memory_free(entries[i]);
    }
    memory_free(entries);
    return error->status;
}

void corrections_clear(struct corrections *corrections) {
    for (size_t i = 0; i < corrections->lines.count; i++)
        for (int s = 0; s < 2; s++)
            memory_free(corrections->lines.at[i].cell[s]);
    array_free(&corrections->lines);
}

bool corrections_keep(struct corrections *corrections, const char *text) {
    bool keep = false;
    for (size_t i = 0; corrections && i < corrections->lines.count; i++) {
        struct correction *line = &corrections->lines.at[i];
        if (line->kind == CORRECTION_KEEP && !strcmp(line->cell[0], text))
            keep = line->taken = true;
    }
    return keep;
}

static size_t count_posts(const struct corrections *corrections) {
    size_t posts = 0;
    for (size_t i = 0; i < corrections->lines.count; i++)
        posts += corrections->lines.at[i].kind == CORRECTION_POST;
    return posts;
}

static bool names(const struct correction *line, const char *name) {
    return name && *name && (!strcmp(line->cell[0], name) || !strcmp(line->cell[1], name));
}

size_t corrections_of(struct corrections *corrections, const char *title, const char *translated, const char *source,
                      struct correction **lines) {
    struct correction *all = corrections->lines.at;
    size_t count = corrections->lines.count, posts = count_posts(corrections), from = SIZE_MAX, to;
    for (size_t i = 0; i < count; i++) {
        bool post = all[i].kind == CORRECTION_POST;
        bool named = names(&all[i], source) || names(&all[i], title) || names(&all[i], translated);
        if (from == SIZE_MAX && post && !all[i].taken && named)
            from = i;
    }
    if (from == SIZE_MAX && posts <= 1) {
        *lines = all;
        return count;
    }
    if (from == SIZE_MAX)
        from = 0; /* what stands before any post is for those not named */
    else
        all[from++].taken = true;
    for (to = from; to < count && all[to].kind != CORRECTION_POST; to++)
        ;
    *lines = all + from;
    return to - from;
}

size_t corrections_missed(const struct corrections *corrections) {
    size_t missed = 0;
    bool several = count_posts(corrections) > 1, here = true;
    for (size_t i = 0; i < corrections->lines.count; i++) {
        const struct correction *line = &corrections->lines.at[i];
        if (line->kind == CORRECTION_POST)
            here = line->taken || !several;
        else
            missed += here && !line->taken && line->kind != CORRECTION_FOUND;
    }
    return missed;
}
