#include "feed.h"
#include "array.h"
#include "autop.h"
#include "xml.h"
#include <errno.h>
#include <fcntl.h>
#include <libxml/xmlreader.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#define ATOM "http://www.w3.org/2005/Atom"
#define CONTENT "http://purl.org/rss/1.0/modules/content/"
#define DUBLIN_CORE "http://purl.org/dc/elements/1.1/"
#define WORDPRESS "//wordpress.org/export/" /* http or https, then a version */

/* A post in one language whose translation has not come yet. */
struct waiting {
    char *group;
    struct buffer page;
};

struct feed {
    xmlTextReader *reader;
    int file;
    char *path, *title;
    const char *select;
    char *wordpress; /* the namespace of its version */
    ARRAY(struct waiting) waiting;
    long bad_line;   /* of the first place that is not well formed */
    char *bad;
};

void feed_post_clear(struct feed_post *post) {
    buffer_free(&post->page[0]);
    buffer_free(&post->page[1]);
    memory_free(post->name);
    *post = (struct feed_post){.name = NULL};
}

bool feed_is(const char *path) {
    static const char *const roots[] = {"<rss", "<feed", "<rdf:RDF"};
    char head[4096] = "";
    struct stat about;
    bool again = strcmp(path, "-") && !stat(path, &about) && S_ISREG(about.st_mode); /* a pipe can be read but once */
    int file = again ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file >= 0) {
        ssize_t length = read(file, head, sizeof head - 1);
        head[length > 0 ? length : 0] = 0;
        close(file);
    }
    const char *first = head; /* the first element: after <?…?> and comments */
    while ((first = strchr(first, '<')) && (first[1] == '?' || first[1] == '!'))
        first++;
    for (size_t i = 0; first && i < sizeof roots / sizeof *roots; i++)
        if (!strncmp(first, roots[i], strlen(roots[i])))
            return true;
    return false;
}

static void note_bad(void *context, xmlError *error) {
    struct feed *feed = context;
    if (feed->bad || error->level < XML_ERR_ERROR)
        return;
    feed->bad = memory_copy(error->message, strcspn(error->message, "\n"));
    feed->bad_line = error->line;
}

struct feed *feed_open(const char *path, const char *select, struct error *error) {
    struct feed *feed = memory_alloc(sizeof *feed);
    feed->path = memory_string(path);
    feed->select = select;
    feed->file = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (feed->file < 0)
        error_set(error, EX_NOINPUT, path, 0, "%s; give the name of a file that can be read", strerror(errno));
    else
        feed->reader = xmlReaderForFd(feed->file, path, NULL, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOCDATA);
    if (feed->reader) {
        xmlTextReaderSetStructuredErrorHandler(feed->reader, note_bad, feed);
        return feed;
    }
    feed_close(feed);
    return NULL;
}

void feed_close(struct feed *feed) {
    if (!feed)
        return;
    xmlFreeTextReader(feed->reader);
    if (feed->file > STDIN_FILENO)
        close(feed->file);
    for (size_t i = 0; i < feed->waiting.count; i++) {
        memory_free(feed->waiting.at[i].group);
        buffer_free(&feed->waiting.at[i].page);
    }
    array_free(&feed->waiting);
    memory_free(feed->path);
    memory_free(feed->title);
    memory_free(feed->wordpress);
    memory_free(feed->bad);
    memory_free(feed);
}

const char *feed_title(const struct feed *feed) { return feed->title; }

/* ---- what an item holds */

/* Its child of that name, in a namespace that holds these characters; NULL: in any. */
static xmlNode *child_of(const xmlNode *item, const char *ns, const char *name) {
    for (xmlNode *n = item->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp(xml_name(n), name) &&
            (!ns || (n->ns && strstr((const char *)n->ns->href, ns))))
            return n;
    return NULL;
}

/* The child's text, "" where there is none; the caller's to free. */
static char *text_of(const xmlNode *item, const char *ns, const char *name) {
    struct buffer text = {0};
    xmlNode *child = child_of(item, ns, name);
    if (child)
        xml_add_text(&text, child);
    char *copy = memory_string(buffer_text(&text));
    buffer_free(&text);
    return copy;
}

/* The attribute of the item's category in a domain, as Polylang keeps language and group of translations. */
static const char *category_of(const xmlNode *item, const char *domain) {
    for (xmlNode *n = item->children; n; n = n->next) {
        const char *its = n->type == XML_ELEMENT_NODE && !strcmp(xml_name(n), "category") ? xml_attribute(n, "domain")
                                                                                         : NULL;
        if (its && !strcmp(its, domain))
            return xml_attribute(n, "nicename");
    }
    return NULL;
}

/* A field of the page's head, where the item has it. */
static void add_field(struct buffer *out, const char *before, char *text, const char *after) {
    if (*text) {
        xmlChar *escaped = xmlEncodeSpecialChars(NULL, xml(text));
        buffer_print(out, "%s%s%s", before, (const char *)escaped, after);
        xmlFree(escaped);
    }
    memory_free(text);
}

static char *first_text(char *text, char *other) {
    bool first = *text;
    memory_free(first ? other : text);
    return first ? text : other;
}

/* Atom's link to the page; RSS's is a text. */
static char *link_of(const xmlNode *item) {
    for (xmlNode *n = item->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && !strcmp(xml_name(n), "link") && xml_attribute(n, "href")) {
            const char *relation = xml_attribute(n, "rel");
            if (!relation || !strcmp(relation, "alternate"))
                return memory_string(xml_attribute(n, "href"));
        }
    return text_of(item, NULL, "link");
}

static char *author_of(const xmlNode *item) {
    const xmlNode *author = child_of(item, ATOM, "author");
    return author ? text_of(author, NULL, "name") : first_text(text_of(item, DUBLIN_CORE, "creator"), text_of(item, NULL, "author"));
}

static char *date_of(const xmlNode *item) {
    char *date = first_text(text_of(item, WORDPRESS, "post_date_gmt"), text_of(item, NULL, "published"));
    return first_text(first_text(date, text_of(item, NULL, "pubDate")),
                      first_text(text_of(item, DUBLIN_CORE, "date"), text_of(item, NULL, "updated")));
}

/* Atom's content may be XHTML, in a div. */
static void add_elements(struct buffer *out, xmlNode *content) {
    xmlBuffer *bytes = xmlBufferCreate();
    for (xmlNode *n = content->children; n; n = n->next)
        xmlNodeDump(bytes, content->doc, n, 0, 0);
    buffer_add(out, (const char *)xmlBufferContent(bytes), (size_t)xmlBufferLength(bytes));
    xmlBufferFree(bytes);
}

static void add_content(struct buffer *out, const struct feed *feed, const xmlNode *item) {
    xmlNode *content = child_of(item, CONTENT, "encoded");
    content = content ? content : child_of(item, ATOM, "content");
    content = content ? content : child_of(item, NULL, "description");
    content = content ? content : child_of(item, ATOM, "summary");
    if (content && xmlFirstElementChild(content)) {
        add_elements(out, content);
        return;
    }
    struct buffer text = {0};
    if (content)
        xml_add_text(&text, content);
    if (feed->wordpress)
        autop_add(out, buffer_text(&text), text.length);
    else
        buffer_add(out, buffer_text(&text), text.length);
    buffer_free(&text);
}

static void add_page(struct buffer *out, const struct feed *feed, const xmlNode *item) {
    const char *language = category_of(item, "language");
    buffer_add_string(out, "<!DOCTYPE html><html><head><meta charset=\"utf-8\"/>");
    add_field(out, "<meta property=\"og:title\" content=\"", text_of(item, NULL, "title"), "\"/>");
    add_field(out, "<meta name=\"author\" content=\"", author_of(item), "\"/>");
    add_field(out, "<meta property=\"article:published_time\" content=\"", date_of(item), "\"/>");
    add_field(out, "<link rel=\"canonical\" href=\"", link_of(item), "\"/>");
    buffer_print(out, "</head><body><article class=\"hentry\"><div class=\"entry-content\"%s%s%s>",
                 language ? " lang=\"" : "", language ? language : "", language ? "\"" : "");
    add_content(out, feed, item);
    buffer_add_string(out, "</div></article></body></html>");
}

/* ---- which items */

static bool says(const xmlNode *item, const char *name, const char *wanted) {
    xmlNode *child = child_of(item, WORDPRESS, name);
    char *text = child ? text_of(item, WORDPRESS, name) : memory_string(wanted);
    bool same = !strcmp(text, wanted);
    memory_free(text);
    return same;
}

static bool is_published(const xmlNode *item) {
    return says(item, "post_type", "post") && says(item, "status", "publish") && says(item, "post_password", "");
}

static bool is_selected(const struct feed *feed, xmlNode *item, struct error *error) {
    if (!feed->select)
        return is_published(item);
    xmlXPathContext *context = xml_xpath(item);
    xmlXPathRegisterNs(context, xml("wp"), xml(feed->wordpress ? feed->wordpress : WORDPRESS));
    xmlXPathRegisterNs(context, xml("content"), xml(CONTENT));
    xmlXPathRegisterNs(context, xml("dc"), xml(DUBLIN_CORE));
    xmlXPathRegisterNs(context, xml("a"), xml(ATOM));
    xmlXPathObject *value = xmlXPathEvalExpression(xml(feed->select), context);
    bool selected = value && xmlXPathCastToBoolean(value);
    if (!value)
        error_set(error, EX_USAGE, "", 0, "--select '%s' is no XPath; write it as wp:post_name = 'my-post'",
                  feed->select);
    xmlXPathFreeObject(value);
    xmlXPathFreeContext(context);
    return selected;
}

/* ---- one after the other */

/* Takes the title of the whole and WordPress's namespace, as they come by. */
static void note_channel(struct feed *feed) {
    const char *name = (const char *)xmlTextReaderConstLocalName(feed->reader);
    if (xmlTextReaderDepth(feed->reader) == 0)
        for (const xmlNs *ns = xmlTextReaderCurrentNode(feed->reader)->nsDef; ns; ns = ns->next)
            if (strstr((const char *)ns->href, WORDPRESS) && !strstr((const char *)ns->href, "excerpt"))
                feed->wordpress = memory_string((const char *)ns->href);
    if (!feed->title && !strcmp(name, "title") && xmlTextReaderExpand(feed->reader)) {
        struct buffer text = {0};
        xml_add_text(&text, xmlTextReaderCurrentNode(feed->reader));
        feed->title = memory_string(buffer_text(&text));
        buffer_free(&text);
    }
}

static bool is_item(xmlTextReader *reader) {
    const char *name = (const char *)xmlTextReaderConstLocalName(reader);
    return !strcmp(name, "item") || !strcmp(name, "entry");
}

/* The next item's element, whole; it lasts until the next call.  NULL at the end. */
static xmlNode *next_item(struct feed *feed, bool first) {
    int more = first ? xmlTextReaderRead(feed->reader) : xmlTextReaderNext(feed->reader);
    while (more == 1) {
        if (xmlTextReaderNodeType(feed->reader) == XML_READER_TYPE_ELEMENT) {
            if (is_item(feed->reader))
                return xmlTextReaderExpand(feed->reader);
            note_channel(feed);
        }
        more = xmlTextReaderRead(feed->reader);
    }
    return NULL;
}

/* A post that is in one language, its translation in another post: gives both once the second comes. */
static bool pair_up(struct feed *feed, struct feed_post *post, const char *group) {
    for (size_t i = 0; i < feed->waiting.count; i++) {
        struct waiting *waiting = &feed->waiting.at[i];
        if (strcmp(waiting->group, group))
            continue;
        post->page[1] = waiting->page;
        memory_free(waiting->group);
        *waiting = feed->waiting.at[--feed->waiting.count];
        return true;
    }
    array_push(&feed->waiting, ((struct waiting){memory_string(group), post->page[0]}));
    post->page[0] = (struct buffer){0};
    return false;
}

bool feed_next(struct feed *feed, struct feed_post *post, struct error *error) {
    xmlNode *item;
    *post = (struct feed_post){.name = NULL};
    while ((item = next_item(feed, xmlTextReaderNodeType(feed->reader) == XML_READER_TYPE_NONE))) {
        if (!is_selected(feed, item, error)) {
            if (error->status)
                return false;
            continue;
        }
        const char *group = category_of(item, "post_translations");
        post->name = text_of(item, NULL, "title");
        add_page(&post->page[0], feed, item);
        if (!group || pair_up(feed, post, group))
            return true;
        memory_free(post->name);
        post->name = NULL;
    }
    if (feed->bad)
        error_set(error, EX_DATAERR, feed->path, feed->bad_line, "%s; mend the feed", feed->bad);
    else if (feed->waiting.count) { /* translations that never came */
        struct waiting *last = &feed->waiting.at[--feed->waiting.count];
        post->name = last->group;
        post->page[0] = last->page;
        return true;
    }
    return false;
}
