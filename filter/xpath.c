#include "xpath.h"
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool starts_name(char c) { return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80; }

static size_t name_length(const char *at) {
    size_t length = 0;
    while (starts_name(at[length]) ||
           (length && at[length] && (isdigit((unsigned char)at[length]) || strchr("-.", at[length]))))
        length++;
    return length;
}

static const char *after_space(const char *at) { return at + strspn(at, " \t\r\n"); }

/* What the tokens before say of a name that follows (XPath 1.0, 3.7): is it an operator, as "div" after ")"?
 * Is it an attribute's or a variable's? */
struct context {
    bool operand, attribute;
};

/* A name with what belongs to it: a prefix's local name, an axis's colons.  Returns the length. */
static size_t add_name(struct buffer *out, const char *at, struct context *context) {
    size_t length = name_length(at);
    const char *next = after_space(at + length);
    bool axis = next[0] == ':' && next[1] == ':', prefix = next[0] == ':' && !axis, call = next[0] == '(';
    bool operator = context->operand, attribute = context->attribute;
    *context = (struct context){!operator && !axis && !call, axis && !strncmp(at, "attribute", length)};
    if (axis)
        length = (size_t)(next + 2 - at);
    else if (prefix)
        length = (size_t)(next - at) + 1 + (next[1] == '*' ? 1 : name_length(next + 1));
    else if (!operator && !attribute && !call)
        buffer_add_string(out, "h:");
    buffer_add(out, at, length);
    return length;
}

/* A token that is no name.  Returns the length. */
static size_t add_other(struct buffer *out, const char *at, struct context *context) {
    size_t length = 1;
    bool operand = strchr(".)]", *at) || isdigit((unsigned char)*at);
    if (*at == '"' || *at == '\'') {
        const char *end = strchr(at + 1, *at);
        length = end ? (size_t)(end + 1 - at) : strlen(at);
        operand = true;
    } else if (*at == '*')
        operand = !context->operand;
    *context = (struct context){operand, *at == '@' || *at == '$'};
    buffer_add(out, at, length);
    return length;
}

void xpath_add_html(struct buffer *out, const char *expression) {
    struct context context = {false, false};
    for (const char *at = expression; *at;) {
        size_t space = strspn(at, " \t\r\n");
        buffer_add(out, at, space);
        at += space;
        if (*at)
            at += starts_name(*at) ? add_name(out, at, &context) : add_other(out, at, &context);
    }
}
