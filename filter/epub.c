#include "epub.h"
#include "memory.h"
#include "xml.h"
#include <minizip/zip.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <zlib.h>

/* minizip writes to memory through these: a buffer and where in it the next byte goes. */
struct target {
    struct buffer *out;
    size_t start, at;
};

static voidpf target_open(voidpf target, const void *path, int mode) {
    (void)path, (void)mode;
    return target;
}

static uLong target_write(voidpf opaque, voidpf stream, const void *bytes, uLong size) {
    struct target *target = stream;
    size_t there = target->out->length - target->at, over = size < there ? size : there;
    (void)opaque;
    if (over)
        memcpy(target->out->data + target->at, bytes, over);
    buffer_add(target->out, (const char *)bytes + over, size - over);
    target->at += size;
    return size;
}

static ZPOS64_T target_tell(voidpf opaque, voidpf stream) {
    const struct target *target = stream;
    (void)opaque;
    return target->at - target->start;
}

static long target_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
    struct target *target = stream;
    (void)opaque;
    target->at = (size_t)offset + (origin == ZLIB_FILEFUNC_SEEK_SET   ? target->start
                                   : origin == ZLIB_FILEFUNC_SEEK_END ? target->out->length
                                                                      : target->at);
    return 0;
}

static int target_close(voidpf opaque, voidpf stream) {
    (void)opaque, (void)stream;
    return 0;
}

static bool add_file(zipFile archive, const char *path, const char *bytes, size_t length,
                     bool stored, const struct tm *when) {
    enum { MADE_BY_UNIX = 3 << 8 | 20, NAMES_ARE_UTF8 = 1 << 11 };
    zip_fileinfo about = {.tmz_date = {(uInt)when->tm_sec, (uInt)when->tm_min, (uInt)when->tm_hour,
                                       (uInt)when->tm_mday, (uInt)when->tm_mon,
                                       (uInt)when->tm_year + 1900},
                          .external_fa = 0100644ul << 16};
    if (zipOpenNewFileInZip4(archive, path, &about, NULL, 0, NULL, 0, NULL,
                             stored ? 0 : Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, 8,
                             Z_DEFAULT_STRATEGY, NULL, 0, MADE_BY_UNIX, NAMES_ARE_UTF8))
        return false;
    return !zipWriteInFileInZip(archive, bytes, (unsigned)length) && !zipCloseFileInZip(archive);
}

/* A file's element as a document of its own, or its text. */
static char *file_bytes(const xmlNode *file, size_t *length) {
    xmlNode *element = xmlFirstElementChild((xmlNode *)(size_t)file);
    char *bytes;
    if (!element) {
        struct buffer text = {0};
        xml_add_text(&text, file->children);
        *length = text.length;
        return text.data ? text.data : memory_string("");
    }
    xmlDoc *doc = xmlNewDoc(xml("1.0"));
    xmlNode *copy = xmlDocCopyNode(element, doc, 1);
    xmlDocSetRootElement(doc, copy);
    xmlReconciliateNs(doc, copy);
    xmlChar *dumped = NULL;
    int size = 0;
    xmlDocDumpMemoryEnc(doc, &dumped, &size, "UTF-8");
    bytes = memory_copy((const char *)dumped, (size_t)size);
    *length = (size_t)size;
    xmlFree(dumped);
    xmlFreeDoc(doc);
    return bytes;
}

static bool add_files(zipFile archive, xmlDoc *files, const struct tm *when) {
    static const char TYPE[] = "application/epub+zip";
    bool good = add_file(archive, "mimetype", TYPE, sizeof TYPE - 1, true, when);
    xmlNode *root = xmlDocGetRootElement(files);
    for (xmlNode *file = xmlFirstElementChild(root); good && file;
         file = xmlNextElementSibling(file)) {
        size_t length;
        char *bytes = file_bytes(file, &length);
        good = add_file(archive, xml_attribute(file, "path"), bytes, length, false, when);
        free(bytes);
    }
    return good;
}

/* Stored: they are packed already. */
static bool add_images(zipFile archive, const struct images *images, const struct tm *when) {
    bool good = true;
    for (size_t i = 0; i < images->all.count && good; i++) {
        const struct image *image = &images->all.at[i];
        struct buffer path = {0};
        buffer_print(&path, "EPUB/%s", image->name);
        good = add_file(archive, path.data, image->bytes, image->length, strcmp(image->type, "image/svg+xml") != 0, when);
        buffer_free(&path);
    }
    return good;
}

int epub_pack(struct buffer *out, xmlDoc *files, const struct images *images, time_t modified, struct error *error) {
    struct target target = {out, out->length, out->length};
    zlib_filefunc64_def memory = {.zopen64_file = target_open,
                                  .zwrite_file = target_write,
                                  .ztell64_file = target_tell,
                                  .zseek64_file = target_seek,
                                  .zclose_file = target_close,
                                  .zerror_file = target_close,
                                  .opaque = &target};
    struct tm when;
    gmtime_r(&modified, &when);
    zipFile archive = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &memory);
    bool good = archive && add_files(archive, files, &when) && add_images(archive, images, &when);
    if (!archive || zipClose(archive, NULL) || !good)
        error_set(error, EX_SOFTWARE, "", 0, "the EPUB cannot be zipped");
    return error->status;
}
