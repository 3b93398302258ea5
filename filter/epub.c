#include "epub.h"
#include "memory.h"
#include "xml.h"
#include "zip.h"
#include <stdlib.h>
#include <string.h>

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

static void add_files(struct zip *zip, xmlDoc *files) {
    static const char TYPE[] = "application/epub+zip";
    zip_add(zip, "mimetype", TYPE, sizeof TYPE - 1, true);
    for (xmlNode *file = xmlFirstElementChild(xmlDocGetRootElement(files)); file; file = xmlNextElementSibling(file)) {
        size_t length;
        char *bytes = file_bytes(file, &length);
        zip_add(zip, xml_attribute(file, "path"), bytes, length, false);
        memory_free(bytes);
    }
}

/* Stored: they are packed already. */
static void add_images(struct zip *zip, const struct images *images) {
    for (size_t i = 0; i < images->all.count; i++) {
        const struct image *image = &images->all.at[i];
        struct buffer path = {0};
        buffer_print(&path, "EPUB/%s", image->name);
        zip_add(zip, path.data, image->bytes, image->length, strcmp(image->type, "image/svg+xml") != 0);
        buffer_free(&path);
    }
}

int epub_pack(struct buffer *out, xmlDoc *files, const struct images *images, time_t modified, struct error *error) {
    struct zip *zip = zip_new(out, modified);
    add_files(zip, files);
    add_images(zip, images);
    return zip_end(zip, error);
}
