#include "post.h"
#include "blocks.h"
#include "container.h"
#include "dropped.h"
#include "furniture.h"
#include "lines.h"
#include "marks.h"
#include "xml.h"
#include <string.h>
#include <sysexits.h>

static bool holds(const xmlNode *outer, const xmlNode *inner) {
    while (inner && inner != outer)
        inner = inner->parent;
    return inner != NULL;
}

/* Everything outside the article goes into the ledger; the tree keeps it, unseen. */
static void note_outside(struct post *post, xmlNode *body, const xmlNode *article) {
    for (xmlNode *n = body; n;) {
        bool around = holds(n, article), inside = n == article;
        if (!around)
            note_dropped(post, "outside-article", folded_text(n));
        n = xml_next(n, body, around && !inside);
    }
}

static char *first_text(xmlNode *from, const char *expression) {
    xmlXPathObject *found = xml_select(from, expression);
    char *text = NULL;
    for (size_t i = 0; i < xml_selected(found) && !text; i++) {
        xmlNode *node = found->nodesetval->nodeTab[i];
        text = folded_text(node->type == XML_ATTRIBUTE_NODE ? node->children : node);
        if (!*text) {
            free(text);
            text = NULL;
        }
    }
    xmlXPathFreeObject(found);
    return text;
}

static char *first_of(xmlNode *root, const char *const *expressions) {
    char *text = NULL;
    for (; *expressions && !text; expressions++)
        text = first_text(root, *expressions);
    return text;
}

#define HAS_CLASS(name) "[contains(concat(' ',normalize-space(@class),' '),' " name " ')]"
/* One of several h1 is a heading of the text, no title. */
#define ALONE_IN(name) "[count(ancestor::h:" name "[1]//h:h1) = 1]"
static void read_metadata(struct post *post) {
    xmlNode *root = xmlDocGetRootElement(post->doc);
    post->title = first_of(
        root, (const char *const[]){"//h:*" HAS_CLASS("entry-title"), "//h:*" HAS_CLASS("p-name"),
                                    "//h:article//h:h1" ALONE_IN("article"),
                                    "//h:main//h:h1" ALONE_IN("main"),
                                    "//h:meta[@property='og:title']/@content",
                                    "//h:h1[not(ancestor::h:header)]" ALONE_IN("body"), "//h:head/h:title", NULL});
    post->author = first_of(
        root,
        (const char *const[]){"//h:meta[@name='author']/@content", "//h:*[@rel='author']",
                              "//h:*" HAS_CLASS("author"), "//h:*" HAS_CLASS("p-author"), NULL});
    post->date = first_of(
        root, (const char *const[]){"//h:meta[@property='article:published_time']/@content",
                                    "//h:time/@datetime", NULL});
    post->source =
        first_of(root, (const char *const[]){"//h:link[@rel='canonical']/@href",
                                             "//h:meta[@property='og:url']/@content", NULL});
    post->language =
        first_of(root, (const char *const[]){"/h:html/@xml:lang", "/h:html/@lang", NULL});
}

static xmlNode *body_of(xmlDoc *doc) {
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (xml_is(n, "body"))
            return n;
    return root;
}

static bool has_text(xmlNode *article) {
    bool found = false;
    for (xmlNode *n = blocks_next(NULL, article); n && !found; n = blocks_next(n, article)) {
        char *text = folded_text(n);
        found = *text;
        free(text);
    }
    return found;
}

static xmlNode *given_article(xmlNode *body, const struct post_options *options,
                              struct error *error) {
    xmlXPathObject *found = xml_select(body, options->content);
    xmlNode *article = xml_selected(found) ? found->nodesetval->nodeTab[0] : NULL;
    if (!article)
        error_set(error, EX_USAGE, options->path, 0,
                  "--content '%s' finds no element; try it in xmllint --html --shell",
                  options->content);
    xmlXPathFreeObject(found);
    return article;
}

int post_find(struct post *post, xmlDoc *doc, const struct rules *rules,
              const struct post_options *options, struct error *error) {
    *post = (struct post){.doc = doc};
    xmlNode *body = body_of(doc);
    marks_read(body);
    read_metadata(post);
    marks_keep_first(post->title);
    furniture_drop_junk(body);
    if (options->content)
        post->article = given_article(body, options, error);
    else {
        furniture_drop(post, body, rules);
        post->article = container_find(body, rules);
        furniture_drop_links(post);
    }
    if (error->status)
        return error->status;
    if (options->drop)
        furniture_drop_selected(post, options->drop);
    note_outside(post, body, post->article);
    blocks_mark(post->article);
    lines_drop_title(post);
    lines_drop(post, rules);
    if (!has_text(post->article))
        return error_set(error, STATUS_EMPTY, options->path, 0,
                         "no article found; name it with --content XPATH");
    return 0;
}

int post_take_lines(struct post *post, xmlDoc *doc, const char *path, struct error *error) {
    *post = (struct post){.doc = doc, .article = xmlDocGetRootElement(doc)};
    blocks_mark(post->article);
    if (!has_text(post->article))
        return error_set(error, STATUS_EMPTY, path, 0, "no lines in it; give a text");
    return 0;
}

void post_clear(struct post *post) {
    for (size_t i = 0; i < post->dropped.count; i++) {
        free(post->dropped.at[i].rule);
        free(post->dropped.at[i].text);
    }
    array_free(&post->dropped);
    free(post->title);
    free(post->author);
    free(post->date);
    free(post->source);
    free(post->language);
    xmlFreeDoc(post->doc);
    *post = (struct post){0};
}
