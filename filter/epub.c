#include "epub.h"
#include "memory.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <zip.h>

/* The zip owns `bytes` from here. */
static bool add_file(zip_t *archive, const char *path, char *bytes, size_t length, bool stored,
                     time_t modified) {
    zip_source_t *source = zip_source_buffer(archive, bytes, length, 1);
    zip_int64_t index = source ? zip_file_add(archive, path, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0)
        return false;
    zip_uint64_t at = (zip_uint64_t)index;
    return !zip_set_file_compression(archive, at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) &&
           !zip_file_set_mtime(archive, at, modified, 0);
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

static bool add_files(zip_t *archive, xmlDoc *files, time_t modified) {
    static const char TYPE[] = "application/epub+zip";
    bool good = add_file(archive, "mimetype", memory_string(TYPE), sizeof TYPE - 1, true, modified);
    xmlNode *root = xmlDocGetRootElement(files);
    for (xmlNode *file = xmlFirstElementChild(root); good && file;
         file = xmlNextElementSibling(file)) {
        size_t length;
        char *bytes = file_bytes(file, &length);
        good = add_file(archive, xml_attribute(file, "path"), bytes, length, false, modified);
    }
    return good;
}

static bool read_back(struct buffer *out, zip_source_t *source) {
    char chunk[1 << 14];
    if (zip_source_open(source) < 0)
        return false;
    zip_int64_t got;
    while ((got = zip_source_read(source, chunk, sizeof chunk)) > 0)
        buffer_add(out, chunk, (size_t)got);
    zip_source_close(source);
    return got == 0;
}

int epub_pack(struct buffer *out, xmlDoc *files, time_t modified, struct error *error) {
    zip_error_t zip_error;
    zip_error_init(&zip_error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &zip_error);
    zip_t *archive = source ? zip_open_from_source(source, ZIP_TRUNCATE, &zip_error) : NULL;
    bool good = archive != NULL;
    if (good) {
        zip_source_keep(source); /* it outlives the archive, to be read */
        good = add_files(archive, files, modified);
        if (good)
            good = zip_close(archive) == 0;
        else
            zip_discard(archive);
        good = good && read_back(out, source);
    }
    if (source)
        zip_source_free(source);
    if (!good)
        error_set(error, EX_SOFTWARE, "", 0, "the EPUB cannot be zipped: %s",
                  zip_error_strerror(&zip_error));
    zip_error_fini(&zip_error);
    return error->status;
}
