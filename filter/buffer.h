/* A growing string of bytes; `struct buffer b = {0};` starts one.  `data` is NUL-terminated once
 * anything was added, and NULL before. */
#ifndef ENREGARD_BUFFER_H
#define ENREGARD_BUFFER_H
#include <stddef.h>
#include <stdio.h>

struct buffer {
    char *data;
    size_t length, room;
};
void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
/* Where `length` more bytes and a NUL may be written; what was is to be added to the buffer's length. */
char *buffer_room(struct buffer *buffer, size_t length);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_print(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Appends what is left of the file, at most `most` bytes; ferror tells whether all was read. */
void buffer_add_file(struct buffer *buffer, FILE *file, size_t most);
const char *buffer_text(const struct buffer *buffer); /* never NULL */
void buffer_free(struct buffer *buffer);
#endif
