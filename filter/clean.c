#include "clean.h"
#include "buffer.h"
#include "language_data.h"
#include "xml.h"
#include <string.h>
#include <strings.h>

bool clean_address(const char *address) {
    char scheme[16];
    size_t length = 0;
    for (; *address && (unsigned char)*address <= ' '; address++)
        ;
    /* As browsers read it: line breaks and tabs inside do not count. */
    for (; *address && !strchr(":/?#", *address); address++)
        if ((unsigned char)*address > ' ' && length + 1 < sizeof scheme)
            scheme[length++] = (char)(*address | 0x20);
    scheme[length] = 0;
    if (*address != ':')
        return true;
    if (!strcmp(scheme, "data"))
        return !strncasecmp(address + 1, "image/", 6);
    return language_list_has(" http https mailto tel ftp ", scheme, length);
}

static bool acts(const xmlAttr *attribute) {
    const char *name = (const char *)attribute->name;
    static const char ADDRESSES[] = " href src cite longdesc data action ",
                      LOADING[] = " srcset ping formaction background poster lowsrc dynsrc usemap manifest profile classid codebase ";
    if (attribute->ns && !strcmp((const char *)attribute->ns->href, BITEXT))
        return false;
    if (!strncasecmp(name, "on", 2) || language_list_has(LOADING, name, strlen(name)))
        return true;
    xmlChar *value = xmlNodeListGetString(attribute->doc, attribute->children, 1);
    const char *text = value ? (const char *)value : "";
    bool bad = false;
    if (language_list_has(ADDRESSES, name, strlen(name)))
        bad = !clean_address(text);
    else if (!strcmp(name, "style"))
        bad = strcasestr(text, "url") || strcasestr(text, "expression") || strcasestr(text, "import") || strchr(text, '\\');
    xmlFree(value);
    return bad;
}

/* Escapes what no address may have, though browsers forgive it. */
static void escape(xmlAttr *address) {
    xmlChar *value = xmlNodeListGetString(address->doc, address->children, 1);
    struct buffer made = {0};
    for (const char *at = value ? (const char *)value : ""; *at; at++)
        if ((unsigned char)*at <= ' ' || strchr("\"<>\\^`{|}", *at))
            buffer_print(&made, "%%%02X", (unsigned)(unsigned char)*at);
        else
            buffer_add(&made, at, 1);
    if (made.length != (size_t)xmlStrlen(value))
        xmlSetNsProp(address->parent, address->ns, address->name, xml(made.data));
    buffer_free(&made);
    xmlFree(value);
}

void clean_attributes(xmlNode *article) {
    for (xmlNode *n = article; n; n = xml_next(n, article, true))
        for (xmlAttr *a = n->type == XML_ELEMENT_NODE ? n->properties : NULL, *next; a; a = next) {
            next = a->next;
            if (acts(a))
                xmlRemoveProp(a);
            else if (!strcmp((const char *)a->name, "href"))
                escape(a);
        }
}
