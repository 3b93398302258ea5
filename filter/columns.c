#include "columns.h"
#include "utf8.h"
#include <stdbool.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { BETWEEN = 2 };

/* ICU's boundaries of one kind in a text. */
struct bounds {
    UBreakIterator *iterator;
    UText *text;
};

static struct bounds bounds_of(UBreakIteratorType kind, const char *text, size_t length) {
    UErrorCode status = U_ZERO_ERROR;
    struct bounds bounds = {.text = utext_openUTF8(NULL, text, (int64_t)length, &status)};
    bounds.iterator = ubrk_open(kind, "", NULL, 0, &status);
    ubrk_setUText(bounds.iterator, bounds.text, &status);
    return bounds;
}

static void bounds_clear(struct bounds *bounds) {
    ubrk_close(bounds->iterator);
    utext_close(bounds->text);
}

/* One character as people see it. */
static size_t cluster_width(const char *text, size_t length) {
    enum { EMOJI_STYLE = 0xFE0F, WIDEST = 2 };
    size_t width = 0;
    for (size_t at = 0; at < length;) {
        uint32_t code = utf8_next(text, length, &at);
        width += code == EMOJI_STYLE ? WIDEST : (size_t)utf8_width(code);
    }
    return width > WIDEST ? WIDEST : width;
}

/* Is each character of one code point and one column?  To ask ICU takes longer than all else. */
static bool is_plain(const char *text, size_t length) {
    enum { COMBINING = 0x300 };
    for (size_t at = 0; at < length;) {
        uint32_t code = utf8_next(text, length, &at);
        if (code >= COMBINING || utf8_width(code) != 1)
            return false;
    }
    return true;
}

/* The bytes of the text that fit into `width` columns, at least one character of it; *taken: their columns. */
static size_t fitting(const char *text, size_t length, size_t width, size_t *taken) {
    size_t end = 0;
    *taken = 0;
    if (is_plain(text, length)) {
        for (; end < length && (!end || *taken < width); ++*taken)
            utf8_next(text, length, &end);
        return end;
    }
    struct bounds bounds = bounds_of(UBRK_CHARACTER, text, length);
    for (int32_t next; (next = ubrk_next(bounds.iterator)) != UBRK_DONE; end = (size_t)next) {
        size_t its = cluster_width(text + end, (size_t)next - end);
        if (end && *taken + its > width)
            break;
        *taken += its;
    }
    bounds_clear(&bounds);
    return end;
}

size_t columns_width(const char *text, size_t length) {
    size_t taken;
    fitting(text, length, SIZE_MAX, &taken);
    return taken;
}

/* A line while it is filled. */
struct line {
    struct buffer *out;
    const char *start; /* of the lines after the first */
    size_t width, used;
    bool empty;   /* but for its start */
    size_t spaces; /* that were not written yet */
};

static void start_line(struct line *line, const char *start) {
    buffer_add_string(line->out, start);
    line->used = columns_width(start, strlen(start));
    line->empty = true;
    line->spaces = 0;
}

static void end_line(struct line *line) {
    buffer_add(line->out, "\n", 1);
    start_line(line, line->start);
}

/* Adds what may not be broken, and the white space after it. */
static void add_piece(struct line *line, const char *piece, size_t length) {
    size_t ink = length;
    while (ink && (piece[ink - 1] == ' ' || piece[ink - 1] == '\n'))
        ink--;
    size_t width = columns_width(piece, ink);
    if (!line->empty && line->used + line->spaces + width > line->width)
        end_line(line);
    for (; line->spaces; line->spaces--, line->used++)
        buffer_add(line->out, " ", 1);
    while (width) {
        size_t taken, bytes = fitting(piece, ink, line->width > line->used ? line->width - line->used : 1, &taken);
        buffer_add(line->out, piece, bytes);
        line->used += taken;
        line->empty = false;
        piece += bytes;
        ink -= bytes;
        length -= bytes;
        width -= taken < width ? taken : width;
        if (width)
            end_line(line);
    }
    for (size_t i = ink; i < length; i++)
        if (piece[i] == '\n')
            end_line(line);
        else
            line->spaces += !line->empty;
}

/* Of the places that Unicode has, those after white space, and those in scripts that have none: no word is parted at its
 * hyphen. */
static bool may_end_line(const char *text, size_t length, size_t at) {
    size_t before = at, after = at;
    uint32_t last = utf8_before(text, at, &before), first = utf8_next(text, length, &after);
    return utf8_is_space(last) || utf8_width(last) > 1 || utf8_width(first) > 1;
}

void columns_fill(struct buffer *out, const char *text, size_t width, const char *first, const char *other) {
    struct line line = {.out = out, .start = other, .width = width};
    size_t length = strlen(text), from = 0;
    struct bounds bounds = bounds_of(UBRK_LINE, text, length);
    start_line(&line, first);
    for (int32_t next; (next = ubrk_next(bounds.iterator)) != UBRK_DONE;)
        if ((size_t)next == length || may_end_line(text, length, (size_t)next)) {
            add_piece(&line, text + from, (size_t)next - from);
            from = (size_t)next;
        }
    buffer_add(out, "\n", 1);
    bounds_clear(&bounds);
}

void columns_beside(struct buffer *out, const char *left, const char *right, size_t width) {
    while (*left || *right) {
        size_t lefts = strcspn(left, "\n"), rights = strcspn(right, "\n"), used = columns_width(left, lefts);
        buffer_add(out, left, lefts);
        for (; rights && used < width + BETWEEN; used++)
            buffer_add(out, " ", 1);
        buffer_add(out, right, rights);
        buffer_add(out, "\n", 1);
        left += lefts + (left[lefts] == '\n');
        right += rights + (right[rights] == '\n');
    }
}
