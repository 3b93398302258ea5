#include "learn.h"
#include "associate.h"
#include "freedict.h"
#include "output.h"
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static void read_rows(struct text sides[2], struct alignment *rows, const struct corrections *corrections) {
    size_t count = 0;
    for (int s = 0; s < 2; s++)
        sides[s].blocks = arena_alloc(&sides[s].arena, (corrections->lines.count + 1) * sizeof *sides[s].blocks);
    rows->rows = memory_alloc((corrections->lines.count + 1) * sizeof *rows->rows);
    for (size_t i = 0; i < corrections->lines.count; i++) {
        const struct correction *line = &corrections->lines.at[i];
        if (line->kind != CORRECTION_HAND || !*line->cell[0] || !*line->cell[1])
            continue;
        for (int s = 0; s < 2; s++) {
            sides[s].blocks[count] = (struct block){.text = line->cell[s], .length = strlen(line->cell[s])};
            rows->rows[count].side[s] = (struct range){{count, 0}, {count + 1, 0}};
        }
        count++;
    }
    sides[0].count = sides[1].count = rows->count = count;
}

/* "left TAB right TAB" of a pair. */
static void add_key(struct buffer *out, const struct links *links, const struct association *pair) {
    associate_form(out, &links->side[0], pair->left);
    buffer_add_string(out, "\t");
    associate_form(out, &links->side[1], pair->right);
    buffer_add_string(out, "\t");
}

/* The line of the table that begins with the key; NULL if none. */
static char *find_line(const struct buffer *table, const char *key) {
    for (char *line = table->data; line && *line;) {
        if (!strncmp(line, key, strlen(key)))
            return line;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return NULL;
}

static void remove_line(struct buffer *table, char *line) {
    size_t end = strcspn(line, "\n"), whole = end + (line[end] == '\n');
    memmove(line, line + whole, strlen(line + whole) + 1);
    table->length -= whole;
}

/* Pairs that the lexicon does not know well, and the table not as well. */
static void add_pairs(struct buffer *table, struct learned *learned, const associations *found, const struct links *links) {
    static const float WELL = .6f;
    for (size_t i = 0; i < found->count; i++) {
        const struct association *pair = &found->at[i];
        struct buffer key = {0};
        if (pair->linked >= WELL || pair->linked >= pair->strength)
            continue;
        add_key(&key, links, pair);
        char *line = find_line(table, key.data);
        bool known = line && strtof(line + key.length, NULL) + .01f > pair->strength;
        if (line && !known)
            remove_line(table, line);
        if (!known)
            buffer_print(table, "%s%.2f\n", key.data, (double)pair->strength);
        learned->pairs += !known;
        buffer_free(&key);
    }
}

int learn(struct learned *learned, const struct corrections *corrections, const char *const language[2],
          struct error *error) {
    struct text sides[2] = {{.language = language[0]}, {.language = language[1]}};
    struct alignment rows = {.count = 0};
    struct links links;
    associations found = {0};
    struct buffer path = {0}, table = {0};
    *learned = (struct learned){.pairs = 0};
    if (!lexicon_learned(&path, language[0], language[1]))
        return error_set(error, EX_CANTCREAT, "", 0, "no place for what is learned; set XDG_DATA_HOME to a folder");
    struct lexicon *lexicon = lexicon_of_others(language[0], language[1]);
    read_rows(sides, &rows, corrections);
    learned->rows = rows.count;
    links_make(&links, &sides[0], &sides[1], lexicon);
    associate(&found, sides, &rows, &links);
    freedict_read_file(path.data, &table);
    add_pairs(&table, learned, &found, &links);
    if (learned->pairs)
        output_write(path.data, &table, error);
    links_clear(&links);
    lexicon_free(lexicon);
    alignment_clear(&rows);
    text_clear(&sides[0]);
    text_clear(&sides[1]);
    array_free(&found);
    buffer_free(&path);
    buffer_free(&table);
    return error->status;
}
