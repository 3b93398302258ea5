#include "text.h"
#include <stdlib.h>

const char *role_name(enum role role) {
    static const char *const names[] = {"paragraph", "heading", "item", "quote",
                                        "code",      "figure",  "cell"};
    return names[role];
}

void text_clear(struct text *text) {
    arena_clear(&text->arena);
    *text = (struct text){0};
}

void alignment_clear(struct alignment *alignment) {
    free(alignment->rows);
    *alignment = (struct alignment){0};
}

int place_compare(struct place a, struct place b) {
    if (a.block != b.block)
        return a.block < b.block ? -1 : 1;
    return a.offset < b.offset ? -1 : a.offset > b.offset;
}
