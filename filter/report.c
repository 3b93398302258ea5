#include "report.h"
#include "blocks.h"
#include "utf8.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>
#include <sysexits.h>

enum { SHOWN = 60 }; /* characters of a text that a line shows */

static size_t words_in(const char *text, size_t length) {
    size_t count = 0;
    bool inside = false;
    for (size_t at = 0; at < length;) {
        bool space = utf8_is_space(utf8_next(text, length, &at));
        count += !space && !inside;
        inside = !space;
    }
    return count;
}

static size_t words_in_text(const struct text *text) {
    size_t count = 0;
    for (size_t b = 0; b < text->count; b++)
        count += words_in(text->blocks[b].text, text->blocks[b].length);
    return count;
}

static void add_start(struct buffer *out, const char *text, size_t length) {
    size_t at = 0;
    for (size_t shown = 0; at < length && shown < SHOWN; shown++)
        utf8_next(text, length, &at);
    buffer_print(out, "%.*s%s\n", (int)at, text, at < length ? "…" : "");
}

static void add_range(struct buffer *out, const struct text *text, struct range range) {
    const struct block *block = &text->blocks[range.start.block];
    struct span span = range_span(text, range, range.start.block);
    add_start(out, block->text + span.start, span.end - span.start);
}

/* Lists the rows with one side and the doubtful ones; returns how many are doubtful. */
static size_t add_rows(struct buffer *out, const struct text sides[2], const struct alignment *alignment) {
    size_t doubtful = 0;
    for (size_t i = 0; i < alignment->count; i++) {
        const struct row *row = &alignment->rows[i];
        int empty = range_is_empty(row->side[0]) ? 0 : range_is_empty(row->side[1]) ? 1 : -1;
        doubtful += row->score < alignment->doubt;
        for (int s = 0; s < 2 && row->left_out; s++)
            if (s != empty) {
                buffer_print(out, "dropped\tby-hand\t");
                add_range(out, &sides[s], row->side[s]);
            }
        if (row->left_out)
            continue;
        if (empty >= 0)
            buffer_print(out, "only %s\tr%zu\t", sides[!empty].language, i + 1);
        else if (row->score < alignment->doubt)
            buffer_print(out, "doubtful %.2f\tr%zu\t", row->score, i + 1);
        else
            continue;
        add_range(out, &sides[empty == 0], row->side[empty == 0]);
    }
    return doubtful;
}

/* Lists the blocks that are on neither side; returns their words. */
static size_t add_others(struct buffer *out, xmlNode *article, const struct text sides[2],
                         size_t *all) {
    size_t words = 0;
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article)) {
        struct buffer text = {0};
        blocks_text(&text, n);
        size_t count = words_in(buffer_text(&text), text.length);
        *all += count;
        if (count && !text_has(&sides[0], n) && !text_has(&sides[1], n)) {
            xmlChar *language = xmlNodeGetLang(n);
            words += count;
            buffer_print(out, "dropped\tlanguage-%s\t", language ? (const char *)language : "unknown");
            add_start(out, text.data, text.length);
            xmlFree(language);
        }
        buffer_free(&text);
    }
    return words;
}

int report_write(struct buffer *out, const struct post *posts, size_t post_count,
                 const struct text sides[2], const struct alignment *alignment,
                 struct error *error) {
    struct buffer lines = {0};
    size_t all = 0, others = 0, dropped = 0, left = words_in_text(&sides[0]),
           right = words_in_text(&sides[1]);
    size_t doubtful = add_rows(&lines, sides, alignment);
    for (size_t p = 0; p < post_count; p++) {
        others += add_others(&lines, posts[p].article, sides, &all);
        for (size_t i = 0; i < posts[p].dropped.count; i++) {
            const struct dropped *d = &posts[p].dropped.at[i];
            dropped += words_in(d->text, strlen(d->text));
            buffer_print(&lines, "dropped\t%s\t", d->rule);
            add_start(&lines, d->text, strlen(d->text));
        }
    }
    buffer_print(out, "rows\t%zu, doubtful %zu\nwords\t%zu = %s %zu + %s %zu + dropped %zu\n", alignment->count,
                 doubtful, all + dropped, sides[0].language, left, sides[1].language, right,
                 dropped + others);
    buffer_add_string(out, buffer_text(&lines));
    buffer_free(&lines);
    if (all != left + right + others)
        error_set(error, EX_SOFTWARE, "", 0,
                  "the article has %zu words, its sides %zu; give --left and --right that do not "
                  "overlap",
                  all, left + right + others);
    return error->status;
}
