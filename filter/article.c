#include "article.h"
#include "blocks.h"
#include "utf8.h"
#include "xml.h"
#include <string.h>

static void add_folded(struct buffer *out, const struct buffer *text) {
    bool space = false;
    for (size_t at = 0, start = 0; at < text->length; start = at) {
        bool white = utf8_is_space(utf8_next(text->data, text->length, &at));
        if (!white && space)
            buffer_add(out, " ", 1);
        if (!white)
            buffer_add(out, text->data + start, at - start);
        space = white && (space || out->length);
    }
}

void article_add_text(struct buffer *out, const struct post *post) {
    for (xmlNode *n = blocks_next(NULL, post->article); n; n = blocks_next(n, post->article)) {
        struct buffer raw = {0}, line = {0};
        if (blocks_role(n) == ROLE_FIGURE)
            continue;
        if (blocks_role(n) == ROLE_CODE)
            xml_add_text(&line, n);
        else {
            blocks_text(&raw, n);
            add_folded(&line, &raw);
        }
        if (line.length)
            buffer_print(out, "%s%s\n", out->length ? "\n" : "", line.data);
        buffer_free(&raw);
        buffer_free(&line);
    }
}

static void add_meta(xmlNode *head, const char *name, const char *content) {
    if (!content)
        return;
    xmlNode *meta = xml_child(head, head->ns, "meta");
    xml_set(meta, "name", name);
    xml_set(meta, "content", content);
}

/* Is it another part than the first of a block, all of which have its id? */
static bool is_further_part(const xmlNode *element) {
    const char *id = xml_attribute(element, "id");
    const xmlNode *before = id ? element->prev : NULL;
    while (before && !xml_attribute(before, "id"))
        before = before->prev;
    return before && !strcmp(id, xml_attribute(before, "id"));
}

/* XHTML wants lang beside xml:lang; what we noted is ours alone. */
static void tidy_attributes(xmlNode *root) {
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        blocks_unmark(n);
        if (is_further_part(n))
            xmlUnsetProp(n, xml("id"));
        xmlChar *lang = xmlGetNsProp(n, xml("lang"), XML_XML_NAMESPACE);
        if (lang)
            xml_set(n, "lang", (const char *)lang);
        xmlFree(lang);
    }
}

static xmlNode *new_page(xmlDoc *doc, const struct post *post) {
    xmlNode *html = xmlNewDocNode(doc, NULL, xml("html"), NULL);
    xmlDocSetRootElement(doc, html);
    xmlSetNs(html, xmlNewNs(html, xml(XHTML), NULL));
    xmlNode *head = xml_child(html, html->ns, "head");
    xmlNodeAddContent(xml_child(head, html->ns, "title"), xml(post->title ? post->title : ""));
    add_meta(head, "author", post->author);
    add_meta(head, "date", post->date);
    if (post->source) {
        xmlNode *link = xml_child(head, html->ns, "link");
        xml_set(link, "rel", "canonical");
        xml_set(link, "href", post->source);
    }
    return xml_child(html, html->ns, "body");
}

void article_add_xhtml(struct buffer *out, const struct post *posts, size_t count) {
    xmlDoc *doc = xmlNewDoc(xml("1.0"));
    xmlNode *body = new_page(doc, &posts[0]);
    for (size_t i = 0; i < count; i++) {
        xmlNode *article = xml_child(body, body->ns, "article");
        bool whole = xml_is_any(posts[i].article, " body html article ");
        for (xmlNode *n = whole ? posts[i].article->children : posts[i].article; n; n = whole ? n->next : NULL)
            xmlAddChild(article, xmlDocCopyNode(n, doc, 1));
        tidy_attributes(article);
        xmlReconciliateNs(doc, article);
    }
    xmlChar *bytes = NULL;
    int length = 0;
    xmlDocDumpMemoryEnc(doc, &bytes, &length, "UTF-8");
    buffer_add(out, (const char *)bytes, (size_t)length);
    xmlFree(bytes);
    xmlFreeDoc(doc);
}
