#include "post.h"
#include "blocks.h"
#include "clean.h"
#include "container.h"
#include "dropped.h"
#include "furniture.h"
#include "lead.h"
#include "lines.h"
#include "marks.h"
#include "metadata.h"
#include "plain.h"
#include "sites.h"
#include "xml.h"
#include <string.h>
#include <sysexits.h>

/* Everything outside the article goes into the ledger; the tree keeps it, unseen. */
static void note_outside(struct post *post, xmlNode *body, const xmlNode *article) {
    bool before = true;
    for (xmlNode *n = body, *next; n; n = next) {
        bool around = xml_holds(n, article), inside = n == article;
        next = xml_next(n, body, around && !inside);
        before = before && !inside;
        if (around)
            continue;
        bool whole = keep_outside(post, n, before);
        if (!whole)
            note_dropped(post, "outside-article", folded_text(n));
    }
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
        memory_free(text);
    }
    return found;
}

static xmlNode *first_element(const xmlXPathObject *found) {
    xmlNode *element = NULL;
    for (size_t i = 0; i < xml_selected(found) && !element; i++)
        element = xml_selected_element(found, i);
    return element;
}

static xmlNode *given_article(xmlNode *body, const struct post_options *options,
                              struct error *error) {
    xmlXPathObject *found = xml_select_from(body, options->content);
    xmlNode *article = first_element(found);
    if (!article)
        error_set(error, EX_USAGE, options->path, 0,
                  "--content '%s' finds no element; try it in xmllint --html --shell",
                  options->content);
    xmlXPathFreeObject(found);
    return article;
}

/* Puts what an XPath selects into one element, where the first of it was; NULL where there is nothing. */
static xmlNode *gather(xmlNode *body, const char *path) {
    xmlXPathObject *found = xml_select_from(body, path);
    xmlNode *first = first_element(found), *whole = first;
    if (first && xml_selected(found) > 1) {
        whole = xmlAddPrevSibling(first, xmlNewDocNode(body->doc, first->ns, xml("div"), NULL));
        for (size_t i = 0; i < xml_selected(found); i++) {
            xmlNode *part = xml_selected_element(found, i);
            if (!part || xml_holds(whole, part) || xml_holds(part, whole))
                continue;
            xmlUnlinkNode(part);
            xmlAddChild(whole, part);
        }
    }
    xmlXPathFreeObject(found);
    return whole;
}

/* The article as the site's rules have it; NULL where none of them fits. */
static xmlNode *site_article(struct post *post, xmlNode *body, const struct site *site) {
    xmlNode *article = NULL;
    for (size_t i = 0; i < site->strip.count; i++)
        furniture_drop_selected(post, body, site->strip.at[i], "site");
    for (size_t i = 0; i < site->body.count && !article; i++)
        article = gather(body, site->body.at[i]);
    return article;
}

static const struct site *site_of(const struct post *post, const struct post_options *options, struct error *error) {
    const char *host = post->source ? strstr(post->source, "://") : NULL;
    if (!options->sites)
        return NULL;
    struct buffer name = {0};
    if (host)
        buffer_add(&name, host + 3, strcspn(host + 3, "/:?#"));
    const struct site *site = sites_find(options->sites, name.data, error);
    buffer_free(&name);
    return site;
}

static xmlNode *find_article(struct post *post, xmlNode *body, const struct rules *rules,
                             const struct post_options *options, const struct site *site, struct error *error) {
    if (options->content)
        return given_article(body, options, error);
    xmlNode *article = site ? site_article(post, body, site) : NULL;
    furniture_drop(post, article ? article : body, rules);
    post->article = article ? article : container_find(body, rules);
    if (!article)
        lead_take(body, post->article, post->title);
    furniture_drop_links(post);
    return post->article;
}

int post_find(struct post *post, xmlDoc *doc, const struct rules *rules,
              const struct post_options *options, struct error *error) {
    *post = (struct post){.doc = doc, .corrections = options->corrections};
    xmlNode *body = body_of(doc);
    metadata_read_source(post);
    const struct site *site = site_of(post, options, error);
    marks_read(body);
    metadata_read(post, site);
    marks_keep_first(post->title);
    furniture_drop_junk(post, body);
    plain_unwrap(body);
    post->article = error->status ? NULL : find_article(post, body, rules, options, site, error);
    if (error->status)
        return error->status;
    if (options->drop)
        furniture_drop_selected(post, post->article, options->drop, "--drop");
    note_outside(post, body, post->article);
    clean_attributes(post->article);
    blocks_mark(post->article);
    lines_drop_title(post);
    lines_drop(post, rules);
    lines_take_title(post);
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
        memory_free(post->dropped.at[i].rule);
        memory_free(post->dropped.at[i].text);
    }
    array_free(&post->dropped);
    for (size_t i = 0; i < post->kept.count; i++)
        memory_free(post->kept.at[i]);
    array_free(&post->kept);
    memory_free(post->title);
    memory_free(post->translated_title);
    memory_free(post->author);
    memory_free(post->date);
    memory_free(post->source);
    memory_free(post->language);
    xmlFreeDoc(post->doc);
    *post = (struct post){0};
}
