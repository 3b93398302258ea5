/* cuts GOLD.tsv OUT.tsv [LEXICON]: flattens the gold's right column, aligns it anew with the left
 * one, and writes the rows, for ../shared/score/rows.py. */
#include "align.h"
#include "buffer.h"
#include "sentence.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct text text_of(const char *language, char **blocks, size_t count) {
    struct text text = {.language = language, .count = count};
    text.blocks = arena_alloc(&text.arena, (count + 1) * sizeof *text.blocks);
    for (size_t i = 0; i < count; i++) {
        text.blocks[i].text = blocks[i];
        text.blocks[i].length = strlen(blocks[i]);
    }
    sentence_cut(&text);
    return text;
}

int main(int count, char **arguments) {
    if (count < 3)
        return 64;
    FILE *in = fopen(arguments[1], "r"), *out = fopen(arguments[2], "w");
    if (!in || !out)
        return 66;
    struct error error = {0};
    struct lexicon *lexicon = count > 3 ? lexicon_open(arguments[3], "fr", "en", &error) : NULL;
    char *line = NULL, *lefts[10000];
    size_t room = 0, rows = 0;
    struct buffer flow = {0};
    while (getline(&line, &room, in) > 0 && rows < 10000) {
        line[strcspn(line, "\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (!tab)
            continue;
        lefts[rows++] = memory_copy(line, (size_t)(tab - line));
        buffer_add_string(&flow, tab + 1);
        buffer_add_string(&flow, " ");
    }
    char *whole = memory_string(buffer_text(&flow));
    struct text left = text_of("fr", lefts, rows), right = text_of("en", &whole, 1);
    struct alignment alignment;
    align_cuts(&alignment, &left, &right, lexicon);
    for (size_t i = 0; i < alignment.count; i++) {
        struct range r = alignment.rows[i].side[1];
        size_t end = r.end.block ? strlen(whole) : r.end.offset;
        size_t start = r.start.block ? strlen(whole) : r.start.offset;
        fprintf(out, "%s\t%.*s\n", lefts[i], (int)(end - start), whole + start);
        free(lefts[i]);
    }
    fclose(in);
    fclose(out);
    free(line);
    free(whole);
    buffer_free(&flow);
    alignment_clear(&alignment);
    text_clear(&left);
    text_clear(&right);
    lexicon_free(lexicon);
    return 0;
}
