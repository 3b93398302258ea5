#include "separate.h"
#include "array.h"
#include "blocks.h"
#include "utf8.h"
#include "xml.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

static bool has_words(const struct buffer *text) {
    for (size_t at = 0; at < text->length;)
        if (!utf8_is_space(utf8_next(text->data, text->length, &at)))
            return true;
    return false;
}

typedef ARRAY(struct sign) sign_list;

static void add_sign(sign_list *signs, struct arena *arena, size_t offset, const char *address) {
    const char *name = strstr(address, "://");
    name = name ? name + 3 : address;
    if (!strncasecmp(address, "javascript:", 11) || !strncmp(address, "data:", 5) || !*name || *name == '#')
        return;
    array_push(signs, ((struct sign){offset, arena_copy(arena, name, strlen(name))}));
}

/* Of a block that was divided, its parts' common number. */
static void add_pair(sign_list *signs, struct arena *arena, const xmlNode *element) {
    xmlChar *number = xmlGetNsProp(element, xml("pair"), xml(BITEXT));
    char name[32];
    if (number) {
        snprintf(name, sizeof name, "<pair> %s", (const char *)number);
        array_push(signs, ((struct sign){0, arena_copy(arena, name, strlen(name))}));
    }
    xmlFree(number);
}

/* The targets of links, the images and what is emphasised in a block, where they stand in its text. */
static void find_signs(struct block *block, xmlNode *element, struct arena *arena) {
    sign_list signs = {0};
    size_t offset = 0;
    add_pair(&signs, arena, element);
    for (xmlNode *n = element; n; n = xml_next(n, element, true)) {
        const char *address = xml_is(n, "a") ? xml_attribute(n, "href") : xml_is(n, "img") ? xml_attribute(n, "src") : NULL;
        if (address)
            add_sign(&signs, arena, offset, address);
        if (xml_is_any(n, " em i strong b mark "))
            add_sign(&signs, arena, offset, "<em>");
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            offset += strlen((const char *)n->content);
    }
    block->sign_count = signs.count;
    block->signs = arena_alloc(arena, (signs.count + 1) * sizeof *block->signs);
    if (signs.count)
        memcpy(block->signs, signs.at, signs.count * sizeof *signs.at);
    array_free(&signs);
}

static bool is_image_alone(xmlNode *block) {
    struct buffer text = {0};
    bool image = false;
    for (xmlNode *n = block; n && !image; n = xml_next(n, block, true))
        image = xml_is(n, "img");
    if (image)
        blocks_text(&text, block);
    image = image && !has_words(&text);
    buffer_free(&text);
    return image;
}

static bool same_language(const xmlNode *a, const xmlNode *b) {
    xmlChar *tags[2] = {xmlNodeGetLang(a), xmlNodeGetLang(b)};
    bool same = tags[0] && tags[1] && xmlStrEqual(tags[0], tags[1]);
    xmlFree(tags[0]);
    xmlFree(tags[1]);
    return same;
}

/* A caption, or text of its own language, takes an image in; headings do not if there is anything else. */
static int welcome(const xmlNode *image, const xmlNode *block, bool after) {
    if (!block || blocks_role(block) == ROLE_CODE)
        return 0;
    if (after && xml_is(block, "figcaption"))
        return 4;
    return 1 + same_language(image, block) + (same_language(image, block) && blocks_role(block) != ROLE_HEADING);
}

void separate_join_images(xmlNode *article) {
    xmlNode *before = NULL, *after = NULL, *next;
    bool known = false; /* `after`: the text that follows the run of images */
    for (xmlNode *n = blocks_next(NULL, article); n; n = next) {
        next = blocks_next(n, article);
        if (!is_image_alone(n)) {
            before = n;
            known = false;
            continue;
        }
        if (!known)
            for (after = next; after && is_image_alone(after);)
                after = blocks_next(after, article);
        known = true;
        int back = welcome(n, before, false), on = welcome(n, after, true);
        if (!back && !on)
            continue;
        if (back >= on)
            xml_move_children(n, before, NULL);
        else /* images one after the other stay in order */
            xml_move_children(n, next, next->children);
        xml_drop(n);
    }
}

/* Of the line that a block was, else of the block. */
static size_t number_of(xmlNode *block, size_t count) {
    xmlChar *line = xmlGetNsProp(block, xml("line"), xml(BITEXT));
    size_t number = line ? strtoul((const char *)line, NULL, 10) : count;
    xmlFree(line);
    return number;
}

int separate_side(struct text *text, xmlNode *article, const char *language, const char *expression,
                  struct error *error) {
    char by_language[128];
    /* not by way of @e:role/..: libxml2 would compare each with all that it has found */
    snprintf(by_language, sizeof by_language, "descendant-or-self::*[@e:role][lang('%s')]", language);
    *text = (struct text){.language = language};
    xmlXPathContext *context = xml_xpath(article);
    xmlXPathObject *found =
        xmlXPathEvalExpression(xml(expression ? expression : by_language), context);
    xmlXPathFreeContext(context);
    if (!found || found->type != XPATH_NODESET) {
        xmlXPathFreeObject(found);
        return error_set(error, EX_USAGE, "", 0, "'%s' is no XPath that selects elements", expression);
    }
    for (int i = 0; found->nodesetval && i < found->nodesetval->nodeNr; i++)
        found->nodesetval->nodeTab[i]->_private = text; /* a mark */
    ARRAY(struct block) blocks = {0};
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article)) {
        const xmlNode *up = n;
        while (up && up->type == XML_ELEMENT_NODE && up->_private != text)
            up = up->parent;
        struct buffer words = {0};
        blocks_text(&words, n);
        if (up && up->type == XML_ELEMENT_NODE && has_words(&words)) {
            array_push(&blocks,
                       ((struct block){.text = arena_copy(&text->arena, words.data, words.length),
                                       .length = words.length,
                                       .role = blocks_role(n),
                                       .number = number_of(n, blocks.count),
                                       .origin = n}));
            find_signs(&blocks.at[blocks.count - 1], n, &text->arena);
        }
        buffer_free(&words);
    }
    xmlXPathFreeObject(found);
    text->count = blocks.count;
    text->blocks = arena_alloc(&text->arena, (blocks.count + 1) * sizeof *text->blocks);
    if (blocks.count)
        memcpy(text->blocks, blocks.at, blocks.count * sizeof *text->blocks);
    array_free(&blocks);
    return 0;
}
