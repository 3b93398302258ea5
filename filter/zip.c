#include "zip.h"
#include "array.h"
#include "memory.h"
#include <stdint.h>
#include <string.h>
#include <sysexits.h>
#include <zlib.h>

enum { NEEDED = 20, MADE_BY_UNIX = 3 << 8 | NEEDED, NAMES_ARE_UTF8 = 1 << 11, METHOD_STORED = 0, METHOD_DEFLATED = 8 };

struct zip {
    struct buffer *out;
    size_t start;
    struct buffer directory;
    size_t count;
    uint32_t when; /* time and date of DOS */
};

static void *exiting_alloc(void *context, unsigned count, unsigned size) {
    (void)context;
    return memory_resize_array(NULL, count, size);
}
static void plain_free(void *context, void *block) {
    (void)context;
    memory_free(block);
}

static void put(struct buffer *out, unsigned bytes, size_t value) {
    char little[4];
    for (unsigned i = 0; i < bytes; i++)
        little[i] = (char)(value >> 8 * i & 0xFF);
    buffer_add(out, little, bytes);
}

struct zip *zip_new(struct buffer *out, time_t modified) {
    struct zip *zip = memory_alloc(sizeof *zip);
    struct tm t;
    gmtime_r(&modified, &t);
    zip->out = out;
    zip->start = out->length;
    zip->when = (uint32_t)(t.tm_sec / 2 | t.tm_min << 5 | t.tm_hour << 11) |
                (uint32_t)(t.tm_mday | (t.tm_mon + 1) << 5 | (t.tm_year > 80 ? t.tm_year - 80 : 0) << 9) << 16;
    return zip;
}

/* The least window that sees the whole file, and tables to match: to clear large ones takes longer than to pack a page. */
static void start_deflating(z_stream *z, size_t length) {
    int bits = 9;
    while (bits < MAX_WBITS && (size_t)1 << bits < length)
        bits++;
    *z = (z_stream){.zalloc = exiting_alloc, .zfree = plain_free};
    deflateInit2(z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -bits, bits - 7, Z_DEFAULT_STRATEGY);
}

static void add_deflated(struct zip *zip, const char *bytes, size_t length) {
    char some[1 << 14];
    z_stream deflating, *z = &deflating;
    start_deflating(z, length);
    z->next_in = (Bytef *)(uintptr_t)bytes;
    for (int state = Z_OK; state != Z_STREAM_END;) {
        unsigned now = length > 1u << 30 ? 1u << 30 : (unsigned)length;
        if (!z->avail_in) {
            z->avail_in = now;
            length -= now;
        }
        z->next_out = (Bytef *)some;
        z->avail_out = sizeof some;
        state = deflate(z, length ? Z_NO_FLUSH : Z_FINISH);
        buffer_add(zip->out, some, sizeof some - z->avail_out);
    }
    deflateEnd(z);
}

/* What the local header and the directory say alike. */
static void put_about(struct buffer *out, const struct zip *zip, bool stored, uLong crc, size_t packed, size_t length, const char *name) {
    put(out, 2, NEEDED);
    put(out, 2, NAMES_ARE_UTF8);
    put(out, 2, (size_t)(stored ? METHOD_STORED : METHOD_DEFLATED));
    put(out, 4, zip->when);
    put(out, 4, crc);
    put(out, 4, packed);
    put(out, 4, length);
    put(out, 2, strlen(name));
    put(out, 2, 0); /* extra field */
}

void zip_add(struct zip *zip, const char *name, const char *bytes, size_t length, bool stored) {
    size_t header = zip->out->length, named = strlen(name);
    uLong crc = crc32_z(0, (const Bytef *)bytes, length);
    struct buffer about = {0};
    put(zip->out, 4, 0x04034b50);
    put_about(zip->out, zip, stored, crc, 0, length, name);
    buffer_add(zip->out, name, named);
    size_t data = zip->out->length;
    if (stored)
        buffer_add(zip->out, bytes, length);
    else
        add_deflated(zip, bytes, length);
    put_about(&about, zip, stored, crc, zip->out->length - data, length, name);
    memcpy(zip->out->data + header + 4, about.data, about.length);
    put(&zip->directory, 4, 0x02014b50);
    put(&zip->directory, 2, MADE_BY_UNIX);
    buffer_add(&zip->directory, about.data, about.length);
    put(&zip->directory, 2, 0); /* comment */
    put(&zip->directory, 2, 0); /* disk */
    put(&zip->directory, 2, 0); /* internal attributes */
    put(&zip->directory, 4, 0100644u << 16);
    put(&zip->directory, 4, header - zip->start);
    buffer_add(&zip->directory, name, named);
    buffer_free(&about);
    zip->count++;
}

int zip_end(struct zip *zip, struct error *error) {
    size_t at = zip->out->length - zip->start, length = zip->directory.length;
    if (zip->count > UINT16_MAX || at + length > UINT32_MAX)
        error_set(error, EX_SOFTWARE, "", 0, "the book is too large for an EPUB: 4 GB, 65535 files; divide it");
    buffer_add(zip->out, buffer_text(&zip->directory), length);
    put(zip->out, 4, 0x06054b50);
    put(zip->out, 4, 0); /* disks */
    put(zip->out, 2, zip->count);
    put(zip->out, 2, zip->count);
    put(zip->out, 4, length);
    put(zip->out, 4, at);
    put(zip->out, 2, 0); /* comment */
    buffer_free(&zip->directory);
    memory_free(zip);
    return error->status;
}
