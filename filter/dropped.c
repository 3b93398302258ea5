#include "dropped.h"
#include "utf8.h"
#include "xml.h"

char *folded_text(xmlNode *node) {
    struct buffer text = {0}, folded = {0};
    xml_add_text(&text, node);
    utf8_fold_spaces(&folded, buffer_text(&text), text.length);
    buffer_free(&text);
    if (!folded.data)
        return memory_string("");
    return folded.data;
}

void note_dropped(struct post *post, const char *rule, char *text) {
    if (*text)
        array_push(&post->dropped, ((struct dropped){memory_string(rule), text}));
    else
        free(text);
}

void drop(struct post *post, xmlNode *node, const char *rule) {
    note_dropped(post, rule, folded_text(node));
    xml_drop(node);
}
