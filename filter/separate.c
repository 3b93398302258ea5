#include "separate.h"
#include "array.h"
#include "blocks.h"
#include "utf8.h"
#include "xml.h"
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

static bool has_words(const struct buffer *text) {
    for (size_t at = 0; at < text->length;)
        if (!utf8_is_space(utf8_next(text->data, text->length, &at)))
            return true;
    return false;
}

int separate_side(struct text *text, xmlNode *article, const char *language, const char *expression,
                  struct error *error) {
    char by_language[128];
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
        if (up && up->type == XML_ELEMENT_NODE && has_words(&words))
            array_push(&blocks,
                       ((struct block){.text = arena_copy(&text->arena, words.data, words.length),
                                       .length = words.length,
                                       .role = blocks_role(n),
                                       .origin = n}));
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
