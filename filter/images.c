#include "images.h"
#include "buffer.h"
#include "message.h"
#include "xml.h"
#include <ctype.h>
#include <libxml/parser.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST_BYTES = 64 << 20 }; /* a larger file is no image for a book */

/* ---- what it is */

static bool starts(const struct buffer *bytes, size_t at, const char *magic, size_t length) {
    return bytes->length >= at + length && !memcmp(bytes->data + at, magic, length);
}

/* The media type that the bytes speak of, and the ending of its names; NULL for anything else. */
static const char *type_of(const struct buffer *bytes, const char **ending) {
    static const struct {
        const char *magic;
        size_t length;
        const char *type, *ending;
    } types[] = {{"\x89PNG\r\n\x1A\n", 8, "image/png", "png"},
                 {"\xFF\xD8\xFF", 3, "image/jpeg", "jpg"},
                 {"GIF8", 4, "image/gif", "gif"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (starts(bytes, 0, types[i].magic, types[i].length)) {
            *ending = types[i].ending;
            return types[i].type;
        }
    if (starts(bytes, 0, "RIFF", 4) && starts(bytes, 8, "WEBP", 4)) {
        *ending = "webp";
        return "image/webp";
    }
    *ending = "svg";
    bool svg = bytes->length && memmem(bytes->data, bytes->length < 4096 ? bytes->length : 4096, "<svg", 4);
    return svg ? "image/svg+xml" : NULL;
}

/* ---- SVG without what runs or reaches out */

static bool is_harmful(const xmlNode *node) {
    static const char *const names[] = {"script", "foreignObject", "iframe", "object", "embed", "style"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (node->type == XML_ELEMENT_NODE && !strcasecmp(xml_name(node), names[i]))
            return true;
    return node->type == XML_PI_NODE || node->type == XML_DTD_NODE || node->type == XML_ENTITY_REF_NODE;
}

static void clean_attributes(xmlNode *node) {
    for (xmlAttr *a = node->properties, *next; a; a = next) {
        next = a->next;
        const char *name = (const char *)a->name;
        xmlChar *value = xmlNodeListGetString(node->doc, a->children, 1);
        bool reaches = value && (strstr((const char *)value, "url(") || strcasestr((const char *)value, "script:"));
        bool link = !strcmp(name, "href") && value && value[0] != '#';
        if (!strncasecmp(name, "on", 2) || reaches || link)
            xmlRemoveProp(a);
        xmlFree(value);
    }
}

static bool links(const xmlNode *node) {
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, "href"))
            return true;
    return false;
}

/* An image or a use of nothing. */
static bool lost_its_link(const xmlNode *node) {
    const char *name = xml_name(node);
    return (!strcmp(name, "image") || !strcmp(name, "use") || !strcmp(name, "feImage")) && !links(node);
}

static bool clean_svg(struct buffer *bytes) {
    xmlDoc *doc = xmlReadMemory(bytes->data, (int)bytes->length, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    xmlChar *dumped = NULL;
    int length = 0;
    if (!root || strcmp(xml_name(root), "svg")) {
        xmlFreeDoc(doc);
        return false;
    }
    for (xmlNode *n = root, *next; n; n = next) {
        bool element = n->type == XML_ELEMENT_NODE, harmful = n != root && is_harmful(n);
        if (element && !harmful)
            clean_attributes(n);
        harmful = harmful || (element && lost_its_link(n));
        next = xml_next(n, root, !harmful);
        if (harmful)
            xml_drop(n);
        else if (element && !strcmp(xml_name(n), "a") && !links(n))
            xmlNodeSetName(n, xml("g"));
    }
    if (doc->intSubset)
        xml_drop((xmlNode *)doc->intSubset);
    xmlDocDumpMemoryEnc(doc, &dumped, &length, "UTF-8");
    bytes->length = 0;
    buffer_add(bytes, (const char *)dumped, (size_t)length);
    xmlFree(dumped);
    xmlFreeDoc(doc);
    return true;
}

/* ---- where it is */

static int hex(char c) {
    if (isdigit((unsigned char)c))
        return c - '0';
    return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* A relative address without query and fragment, as a path; NULL for any other address. */
static char *path_of(const char *address) {
    struct buffer path = {0};
    size_t length = strcspn(address, "?#");
    if (!length || *address == '/' || memchr(address, ':', length))
        return NULL;
    for (size_t i = 0; i < length; i++) {
        bool escaped = address[i] == '%' && i + 2 < length && hex(address[i + 1]) >= 0 && hex(address[i + 2]) >= 0;
        char c = escaped ? (char)(hex(address[i + 1]) * 16 + hex(address[i + 2])) : address[i];
        i += escaped ? 2 : 0;
        if (!c) {
            buffer_free(&path);
            return NULL;
        }
        buffer_add(&path, &c, 1);
    }
    return path.data;
}

/* Reads folder/path, if that is a file in the folder, whatever links and dots are on the way. */
static bool read_in(struct images *images, struct buffer *bytes, const char *folder, const char *path) {
    struct buffer joined = {0};
    char real_folder[PATH_MAX], real[PATH_MAX];
    size_t end = strlen(folder);
    buffer_print(&joined, "%s%s%s", folder, end && folder[end - 1] == '/' ? "" : "/", path);
    bool inside = realpath(folder, real_folder) && realpath(joined.data, real);
    size_t length = inside ? strlen(real_folder) : 0;
    inside = inside && !strncmp(real, real_folder, length) && (real[length] == '/' || !strcmp(real_folder, "/"));
    FILE *file = inside ? fopen(real, "rb") : NULL;
    if (file) {
        buffer_add_file(bytes, file, MOST_BYTES);
        fclose(file);
        array_push(&images->paths, memory_string(joined.data));
    }
    buffer_free(&joined);
    return bytes->length > 0 && bytes->length < MOST_BYTES;
}

static bool read_file(struct images *images, struct buffer *bytes, const char *address, const char *page, const char *const *folders,
                      size_t folder_count) {
    char *path = path_of(address);
    const char *slash = strrchr(page, '/');
    char *own = slash ? memory_copy(page, (size_t)(slash - page) + 1) : memory_string(".");
    bool found = path && read_in(images, bytes, own, path);
    for (size_t i = 0; path && i < folder_count && !found; i++)
        found = read_in(images, bytes, folders[i], path);
    memory_free(own);
    memory_free(path);
    return found;
}

/* ---- data: addresses */

static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static bool decode_data(struct buffer *bytes, const char *address) {
    const char *comma = strchr(address, ',');
    unsigned bits = 0, count = 0;
    if (strncasecmp(address, "data:image/", 11) || !comma || !memmem(address, (size_t)(comma - address), ";base64", 7))
        return false;
    for (const char *at = comma + 1; *at && *at != '='; at++) {
        const char *digit = *at == '%' ? NULL : strchr(DIGITS, *at);
        if (!digit)
            continue;
        bits = bits << 6 | (unsigned)(digit - DIGITS);
        count += 6;
        if (count >= 8) {
            char byte = (char)(bits >> (count -= 8));
            buffer_add(bytes, &byte, 1);
        }
    }
    return bytes->length > 0;
}

static void add_data(struct buffer *out, const struct image *image) {
    buffer_print(out, "data:%s;base64,", image->type);
    for (size_t i = 0; i < image->length; i += 3) {
        size_t left = image->length - i;
        const unsigned char *at = (const unsigned char *)image->bytes + i;
        unsigned bits = (unsigned)at[0] << 16 | (left > 1 ? (unsigned)at[1] << 8 : 0) | (left > 2 ? at[2] : 0u);
        char digits[4] = {DIGITS[bits >> 18], DIGITS[bits >> 12 & 63], left > 1 ? DIGITS[bits >> 6 & 63] : '=',
                          left > 2 ? DIGITS[bits & 63] : '='};
        buffer_add(out, digits, 4);
    }
}

/* ---- all of them */

static const struct image *keep(struct images *images, struct buffer *bytes) {
    const char *ending, *type = type_of(bytes, &ending);
    struct buffer name = {0};
    if (!type || (!strcmp(ending, "svg") && !clean_svg(bytes)))
        return NULL;
    for (size_t i = 0; i < images->all.count; i++)
        if (images->all.at[i].length == bytes->length && !memcmp(images->all.at[i].bytes, bytes->data, bytes->length))
            return &images->all.at[i];
    buffer_print(&name, "images/%zu.%s", images->all.count + 1, ending);
    array_push(&images->all, ((struct image){name.data, type, bytes->data, bytes->length}));
    *bytes = (struct buffer){0};
    return &images->all.at[images->all.count - 1];
}

static void mark(xmlNode *node, const struct image *image, bool inlined) {
    xmlNs *ours = xmlSearchNsByHref(node->doc, node, xml(BITEXT));
    if (!ours || !ours->prefix)
        ours = xmlNewNs(node, xml(BITEXT), xml("e"));
    xmlSetNsProp(node, ours, xml("file"), xml(image->name));
    xmlSetNsProp(node, ours, xml("type"), xml(image->type));
    if (inlined) {
        struct buffer data = {0};
        add_data(&data, image);
        xmlSetNsProp(node, ours, xml("data"), xml(data.data));
        buffer_free(&data);
    }
}

void images_take(struct images *images, xmlNode *section, const char *page, const char *const *folders,
                 size_t folder_count, bool inlined) {
    for (xmlNode *n = section; n; n = xml_next(n, section, true)) {
        const char *address = xml_is(n, "img") ? xml_attribute(n, "src") : NULL;
        struct buffer bytes = {0};
        const struct image *image = NULL;
        if (!address)
            continue;
        if (decode_data(&bytes, address) || read_file(images, &bytes, address, page, folders, folder_count))
            image = keep(images, &bytes);
        if (image)
            mark(n, image, inlined);
        else
            message_note("%s: the image %.80s is not beside the page, its text stands for it; --resource-path names "
                         "the folder it is in", page, address);
        buffer_free(&bytes);
    }
}

void images_clear(struct images *images) {
    for (size_t i = 0; i < images->all.count; i++) {
        memory_free(images->all.at[i].name);
        memory_free(images->all.at[i].bytes);
    }
    array_free(&images->all);
    for (size_t i = 0; i < images->paths.count; i++)
        memory_free(images->paths.at[i]);
    array_free(&images->paths);
}
