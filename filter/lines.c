#include "lines.h"
#include "array.h"
#include "blocks.h"
#include "buffer.h"
#include "detect.h"
#include "dropped.h"
#include "range.h"
#include "utf8.h"
#include "xml.h"
#include <string.h>

enum { LONGEST_LINE = 120 };
/* The rule that text, folded, falls under as a line of its own; NULL if none. */
static const struct rule *line_rule(struct buffer *text, const struct rules *rules, bool edge) {
    struct buffer line = {0};
    utf8_fold_spaces(&line, buffer_text(text), text->length);
    const struct rule *rule = line.length && line.length <= LONGEST_LINE
                                  ? rules_line(rules, line.data, line.length, LINE_WHOLE | (edge ? LINE_EDGE : 0))
                                  : NULL;
    buffer_free(&line);
    text->length = 0;
    return rule;
}

/* The rule by which every line of the block, between its <br>, is furniture; NULL if one is not. */
static const struct rule *block_rule(xmlNode *block, const struct rules *rules, bool edge) {
    struct buffer line = {0};
    const struct rule *rule = NULL;
    bool all = blocks_role(block) != ROLE_CODE && blocks_role(block) != ROLE_CELL;
    for (xmlNode *n = block; n && all; n = xml_next(n, block, true)) {
        if (n->type == XML_TEXT_NODE)
            buffer_add_string(&line, (const char *)n->content);
        if (xml_is(n, "br") && line.length)
            all = (rule = line_rule(&line, rules, edge)) != NULL;
    }
    if (all && line.length)
        rule = line_rule(&line, rules, edge);
    buffer_free(&line);
    return all ? rule : NULL;
}

static void drop_lines(struct post *post, const struct rules *rules) {
    for (xmlNode *n = blocks_next(NULL, post->article), *next; n; n = next) {
        next = blocks_next(n, post->article);
        bool edge = n == blocks_next(NULL, post->article) || !next;
        const struct rule *rule = block_rule(n, rules, edge);
        if (rule)
            drop(post, n, rule->name);
    }
}

/* Where a label is glued to the text's end ("the end.Show original"); `length` if none is. */
static size_t glued_label(const char *text, size_t length, const struct rules *rules) {
    enum { LONGEST_LABEL = 48 };
    for (size_t at = length; at > 0 && length - at < LONGEST_LABEL;) {
        uint32_t code = utf8_before(text, at, &at);
        size_t before = at, skipped = at;
        uint32_t last = before ? utf8_before(text, before, &skipped) : 0;
        while (last && utf8_is_space(last))
            last = skipped ? utf8_before(text, skipped, &skipped) : 0;
        if (utf8_is_upper(code) && last && last != ',' &&
            (!utf8_is_word(last) || !utf8_is_space(utf8_before(text, before, &skipped))) &&
            rules_line(rules, text + at, length - at, LINE_GLUED))
            return at;
    }
    return length;
}

static void drop_glued(struct post *post, const struct rules *rules) {
    for (xmlNode *n = blocks_next(NULL, post->article), *next; n; n = next) {
        next = blocks_next(n, post->article);
        struct buffer text = {0};
        blocks_text(&text, n);
        size_t cut = text.length ? glued_label(text.data, text.length, rules) : 0;
        if (cut && cut < text.length && !is_to_stay(post, text.data + cut)) {
            note_dropped(post, "line", memory_string(text.data + cut));
            xmlAddPrevSibling(n, range_clone(n, n->doc, 0, cut, text.length));
            xml_drop(n);
        }
        buffer_free(&text);
    }
}

static size_t ink_of(xmlNode *block) {
    char *text = folded_text(block);
    size_t length = strlen(text);
    memory_free(text);
    return length;
}

/* Does the block say that the article is over: "Related content", "À lire aussi"? */
static const struct rule *end_rule(xmlNode *block, const struct rules *rules) {
    enum { LONGEST_HEADING = 60 };
    char *text = folded_text(block);
    size_t length = strlen(text);
    const struct rule *rule =
        length && length <= LONGEST_HEADING ? rules_line(rules, text, length, LINE_ENDS) : NULL;
    memory_free(text);
    return rule;
}

struct inked {
    xmlNode *block;
    size_t ink;
};

/* Drops what follows such a heading, and it, where that is little: else it may be another half of the post. */
static void drop_end(struct post *post, const struct rules *rules) {
    static const double LITTLE = .15;
    size_t whole = 0, before = 0;
    ARRAY(struct inked) blocks = {0};
    for (xmlNode *n = blocks_next(NULL, post->article); n; n = blocks_next(n, post->article)) {
        struct inked inked = {n, ink_of(n)};
        array_push(&blocks, inked);
        whole += inked.ink;
    }
    xmlNode *end = NULL;
    const struct rule *rule = NULL;
    for (size_t i = 0; i < blocks.count && !end; before += blocks.at[i++].ink)
        if ((double)(whole - before) <= LITTLE * (double)whole && (rule = end_rule(blocks.at[i].block, rules)) != NULL)
            end = blocks.at[i].block;
    array_free(&blocks);
    for (xmlNode *n = end, *next; n; n = next) {
        next = blocks_next(n, post->article);
        drop(post, n, rule->name);
    }
}

void lines_drop(struct post *post, const struct rules *rules) {
    drop_end(post, rules);
    drop_lines(post, rules);
    drop_glued(post, rules);
}

static bool is_title(const char *title, xmlNode *block) {
    char *text = folded_text(block);
    bool same = blocks_role(block) == ROLE_HEADING && !strcmp(text, title);
    memory_free(text);
    return same;
}

void lines_drop_title(struct post *post) {
    bool start = true, dropped = false;
    for (xmlNode *n = blocks_next(NULL, post->article), *next; n && post->title && (start || dropped); n = next) {
        next = blocks_next(n, post->article);
        if ((start || xml_is(n, "h1")) && is_title(post->title, n)) {
            drop(post, n, "title");
            dropped = true;
        } else
            start = start && !ink_of(n);
    }
}

/* Are both in a language for sure, and not in the same? */
static bool are_translations(const char *a, const char *b) {
    static const double SURE = .9;
    double sure[2];
    const char *languages[2] = {detect_language(a, strlen(a), &sure[0]), detect_language(b, strlen(b), &sure[1])};
    return languages[0] && languages[1] && sure[0] >= SURE && sure[1] >= SURE && strcmp(languages[0], languages[1]);
}

void lines_take_title(struct post *post) {
    xmlNode *first = blocks_next(NULL, post->article);
    if (!first || !xml_is(first, "h1") || !blocks_next(first, post->article))
        return;
    char *title = folded_text(first);
    bool only = !post->title || !are_translations(post->title, title);
    for (xmlNode *n = first; n; n = blocks_next(n, post->article))
        only = only && (!xml_is(n, "h1") || is_title(title, n));
    if (!only) {
        memory_free(title);
        return;
    }
    memory_free(post->title);
    post->title = title;
    lines_drop_title(post);
}
