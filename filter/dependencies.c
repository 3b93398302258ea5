#include "dependencies.h"
#include <string.h>

typedef ARRAY(const char *) paths;

static void add_path(paths *list, const char *path) {
    if (path && strcmp(path, "-") && strcmp(path, "none"))
        array_push(list, path);
}

static void add_escaped(struct buffer *out, const char *path) {
    for (; *path; path++) {
        if (strchr(" \t#\\", *path))
            buffer_add(out, "\\", 1);
        if (*path == '$')
            buffer_add(out, "$", 1);
        buffer_add(out, path, 1);
    }
}

void dependencies_add(struct buffer *out, const struct options *o, const struct images *images) {
    paths read = {0};
    for (size_t i = 0; i < o->file_count; i++)
        add_path(&read, o->files[i]);
    for (size_t i = 0; i < o->rules.count; i++)
        add_path(&read, o->rules.at[i]);
    for (size_t i = 0; i < o->alignments.count; i++)
        add_path(&read, o->alignments.at[i]);
    add_path(&read, o->stylesheet);
    add_path(&read, o->css);
    add_path(&read, o->dictionary);
    for (size_t i = 0; i < images->paths.count; i++)
        add_path(&read, images->paths.at[i]);
    for (size_t i = 0; i < o->outputs.count; i++) {
        buffer_add_string(out, i ? " " : "");
        add_escaped(out, o->outputs.at[i].path ? o->outputs.at[i].path : "-");
    }
    buffer_add_string(out, ":");
    for (size_t i = 0; i < read.count; i++) {
        buffer_add_string(out, " ");
        add_escaped(out, read.at[i]);
    }
    buffer_add_string(out, "\n");
    for (size_t i = 0; i < read.count; i++) {
        add_escaped(out, read.at[i]);
        buffer_add_string(out, ":\n");
    }
    array_free(&read);
}
