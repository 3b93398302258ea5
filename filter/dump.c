#include "dump.h"
#include "xml.h"

void dump_node(struct buffer *out, xmlNode *node) {
    xmlBuffer *bytes = xmlBufferCreate();
    xmlNodeDump(bytes, node->doc, node, 0, 0);
    buffer_add(out, (const char *)xmlBufferContent(bytes), (size_t)xmlBufferLength(bytes));
    buffer_add(out, "\n", 1);
    xmlBufferFree(bytes);
}

static void dump_span(struct buffer *out, const struct text *text, size_t b, struct span span) {
    const struct block *block = &text->blocks[b];
    buffer_print(out, "%s\t%zu\t%s\t%.*s\n", text->language, b, role_name(block->role),
                 (int)(span.end - span.start), block->text + span.start);
}

void dump_text(struct buffer *out, const struct text *text) {
    for (size_t b = 0; b < text->count; b++) {
        if (!text->blocks[b].sentence_count)
            dump_span(out, text, b, (struct span){0, text->blocks[b].length});
        for (size_t s = 0; s < text->blocks[b].sentence_count; s++)
            dump_span(out, text, b, text->blocks[b].sentences[s]);
    }
}

void dump_alignment(struct buffer *out, const struct alignment *alignment) {
    for (size_t i = 0; i < alignment->count; i++) {
        const struct row *row = &alignment->rows[i];
        buffer_print(out, "%.3f\t%zu:%zu\t%zu:%zu\n", row->score, row->side[0].start.block,
                     row->side[0].start.offset, row->side[1].start.block,
                     row->side[1].start.offset);
    }
}
