#include "metadata.h"
#include "clean.h"
#include "dropped.h"
#include "language_data.h"
#include "xml.h"
#include <jansson.h>
#include <string.h>

/* An attribute says what its element is, or holds a text itself. */
static xmlNode *text_node(xmlNode *node) {
    static const char SAY_WHAT[] = " class rel itemprop ";
    if (node->type != XML_ATTRIBUTE_NODE)
        return node;
    return language_list_has(SAY_WHAT, xml_name(node), strlen(xml_name(node))) ? node->parent : node->children;
}

static char *first_text(xmlXPathContext *page, const char *expression) {
    xmlXPathObject *found = xml_select(page, expression);
    char *text = NULL;
    for (size_t i = 0; i < xml_selected(found) && !text; i++) {
        text = folded_text(text_node(found->nodesetval->nodeTab[i]));
        if (!*text) {
            memory_free(text);
            text = NULL;
        }
    }
    xmlXPathFreeObject(found);
    return text;
}

static char *first_of(xmlXPathContext *page, const char *const *expressions) {
    char *text = NULL;
    for (; *expressions && !text; expressions++)
        text = first_text(page, *expressions);
    return text;
}

/* By the attribute, since most elements have none and to ask each takes time; not by way of it ("/.."), since each element found
 * would be compared with all before; "//h:*[…]" would make a list of all nodes first. */
#define WITH_CLASS(name) "contains(concat(' ',normalize-space(),' '),' " name " ')"
#define HAS_CLASS(name) "/descendant::h:*/@class[" WITH_CLASS(name) "]"
#define IS(attribute, value) "/descendant::h:*/@" attribute "[.='" value "']"
/* One of several h1 is a heading of the text, no title. */
#define ALONE_IN(name) "//h:" name "[count(descendant::h:h1) = 1]/descendant::h:h1"
#define META(name) "/h:html/*/h:meta[@name='" name "' or @property='" name "']/@content"

static const char *const titles[] = {HAS_CLASS("entry-title"),
                                     HAS_CLASS("p-name"),
                                     ALONE_IN("article"),
                                     ALONE_IN("main"),
                                     META("og:title"),
                                     ALONE_IN("body") "[not(ancestor::h:header)]",
                                     META("DC.title"),
                                     NULL};
static const char *const authors[] = {META("author"),
                                      IS("rel", "author"),
                                      HAS_CLASS("fn") "[ancestor::h:*/@class[" WITH_CLASS("author") "]]",
                                      HAS_CLASS("author"),
                                      HAS_CLASS("p-author"),
                                      IS("itemprop", "name") "[ancestor::h:*/@itemprop='author']",
                                      IS("itemprop", "author"),
                                      META("DC.creator"),
                                      META("dcterms.creator"),
                                      NULL};
static const char *const dates[] = {META("article:published_time"),
                                    "/descendant::h:*/@content[../@itemprop='datePublished']",
                                    "/descendant::h:*/@datetime[../@itemprop='datePublished']",
                                    "//h:time/@datetime",
                                    META("DC.date.issued"),
                                    META("DC.date"),
                                    META("dcterms.created"),
                                    META("date"),
                                    NULL};
static const char *const sources[] = {"/h:html/*/h:link[@rel='canonical']/@href", META("og:url"), NULL};
static const char *const languages[] = {"/h:html/@xml:lang", "/h:html/@lang", NULL};

/* The value, or what the first of several says. */
static const json_t *first_json(const json_t *value) {
    return json_is_array(value) ? json_array_get(value, 0) : value;
}

/* A string, or the name of the thing that stands for it. */
static const char *name_in(const json_t *object, const char *key) {
    const json_t *value = first_json(json_object_get(object, key));
    return json_string_value(json_is_object(value) ? json_object_get(value, "name") : value);
}

static void take(char **field, const char *text) {
    if (!*field && text && *text)
        *field = memory_string(text);
}

/* schema.org's Article, wherever it stands among what a page describes. */
static void read_article(struct post *post, const json_t *value) {
    size_t i;
    const json_t *each;
    json_array_foreach(value, i, each) read_article(post, each);
    json_array_foreach(json_object_get(value, "@graph"), i, each) read_article(post, each);
    const char *type = json_string_value(first_json(json_object_get(value, "@type")));
    if (!type || (!strstr(type, "Article") && !strstr(type, "Posting")))
        return;
    take(&post->title, name_in(value, "headline"));
    take(&post->author, name_in(value, "author"));
    take(&post->date, name_in(value, "datePublished"));
}

static void read_json(struct post *post, xmlXPathContext *page) {
    xmlXPathObject *found = xml_select(page, "/descendant::h:script[@type='application/ld+json']");
    for (size_t i = 0; i < xml_selected(found); i++) {
        struct buffer text = {0};
        xml_add_text(&text, found->nodesetval->nodeTab[i]);
        json_t *value = json_loadb(buffer_text(&text), text.length, JSON_DISABLE_EOF_CHECK, NULL);
        read_article(post, value);
        json_decref(value);
        buffer_free(&text);
    }
    xmlXPathFreeObject(found);
}

static void read_site(xmlXPathContext *page, const xpaths *paths, char **field) {
    for (size_t i = 0; i < paths->count && !*field; i++)
        *field = first_text(page, paths->at[i]);
}

void metadata_read_source(struct post *post) {
    xmlXPathContext *page = xml_xpath(xmlDocGetRootElement(post->doc));
    post->source = first_of(page, sources);
    xmlXPathFreeContext(page);
    if (post->source && !clean_address(post->source)) {
        memory_free(post->source);
        post->source = NULL;
    }
}

void metadata_read(struct post *post, const struct site *site) {
    xmlXPathContext *page = xml_xpath(xmlDocGetRootElement(post->doc));
    if (site) {
        read_site(page, &site->title, &post->title);
        read_site(page, &site->author, &post->author);
        read_site(page, &site->date, &post->date);
    }
    const struct {
        char **field;
        const char *const *paths;
    } fields[] = {
        {&post->title, titles}, {&post->author, authors}, {&post->date, dates}, {&post->language, languages}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!*fields[i].field)
            *fields[i].field = first_of(page, fields[i].paths);
    read_json(post, page);
    if (!post->title)
        post->title = first_text(page, "//h:head/h:title");
    xmlXPathFreeContext(page);
}
