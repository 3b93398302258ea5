#include "buffer.h"
#include "memory.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buffer_room(struct buffer *buffer, size_t length) {
    if (buffer->length + length + 1 > buffer->room) {
        buffer->room = (buffer->length + length + 1) * 2;
        buffer->data = memory_resize(buffer->data, buffer->room);
    }
    return buffer->data + buffer->length;
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t length) {
    char *end = buffer_room(buffer, length);
    memcpy(end, bytes, length);
    end[length] = '\0';
    buffer->length += length;
}

void buffer_add_string(struct buffer *buffer, const char *string) {
    buffer_add(buffer, string, strlen(string));
}

void buffer_print(struct buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length > 0) {
        char *text = memory_alloc((size_t)length + 1);
        vsnprintf(text, (size_t)length + 1, format, again);
        buffer_add(buffer, text, (size_t)length);
        memory_free(text);
    }
    va_end(again);
}

const char *buffer_text(const struct buffer *buffer) { return buffer->data ? buffer->data : ""; }

void buffer_free(struct buffer *buffer) {
    memory_free(buffer->data);
    *buffer = (struct buffer){0};
}

void buffer_add_file(struct buffer *buffer, FILE *file, size_t most) {
    char chunk[1 << 16];
    for (size_t got, room = most; room; room -= got) {
        got = fread(chunk, 1, room < sizeof chunk ? room : sizeof chunk, file);
        if (!got)
            return;
        buffer_add(buffer, chunk, got);
    }
}
