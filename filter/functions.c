#include "functions.h"
#include "buffer.h"
#include "columns.h"
#include "detect.h"
#include "words.h"
#include "xml.h"
#include <libxml/xpathInternals.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The text of a function's one argument; the context node's where there is none. */
static void take_text(struct buffer *text, xmlXPathParserContext *context, int arguments) {
    if (arguments > 1) {
        xmlXPathErr(context, XPATH_INVALID_ARITY);
        return;
    }
    xmlXPathObject *argument =
        arguments ? valuePop(context) : xmlXPathNewNodeSet(context->context->node);
    const xmlNodeSet *nodes =
        argument && argument->type == XPATH_NODESET ? argument->nodesetval : NULL;
    for (int i = 0; nodes && i < nodes->nodeNr; i++) {
        xmlChar *content = xmlXPathCastNodeToString(nodes->nodeTab[i]);
        buffer_add_string(text, (const char *)content);
        buffer_add(text, " ", 1);
        xmlFree(content);
    }
    if (argument && argument->type != XPATH_NODESET) {
        xmlChar *content = xmlXPathCastToString(argument);
        buffer_add_string(text, (const char *)content);
        xmlFree(content);
    }
    xmlXPathFreeObject(argument);
}

static void language_function(xmlXPathParserContext *context, int arguments) {
    struct buffer text = {0};
    double probability;
    take_text(&text, context, arguments);
    const char *language = detect_language(buffer_text(&text), text.length, &probability);
    valuePush(context, xmlXPathNewString(xml(language ? language : "")));
    buffer_free(&text);
}

static void confidence_function(xmlXPathParserContext *context, int arguments) {
    struct buffer text = {0};
    double probability;
    take_text(&text, context, arguments);
    detect_language(buffer_text(&text), text.length, &probability);
    valuePush(context, xmlXPathNewFloat(probability));
    buffer_free(&text);
}

static void words_function(xmlXPathParserContext *context, int arguments) {
    struct buffer text = {0};
    struct word word;
    size_t count = 0;
    take_text(&text, context, arguments);
    for (size_t at = 0; word_next(buffer_text(&text), text.length, &at, &word);)
        count++;
    valuePush(context, xmlXPathNewFloat((double)count));
    buffer_free(&text);
}

/* Takes `count` strings off the stack, the last first; false where there are not so many arguments. */
static bool take_strings(xmlChar **strings, int count, xmlXPathParserContext *context, int arguments) {
    if (arguments != count) {
        xmlXPathErr(context, XPATH_INVALID_ARITY);
        return false;
    }
    for (int i = count; i-- > 0;)
        strings[i] = xmlXPathPopString(context);
    return true;
}

static void give_string(xmlXPathParserContext *context, struct buffer *made, xmlChar **strings, int count) {
    valuePush(context, xmlXPathNewString(xml(buffer_text(made))));
    buffer_free(made);
    for (int i = 0; i < count; i++)
        xmlFree(strings[i]);
}

static size_t number_in(const xmlChar *text) { return strtoul((const char *)text, NULL, 10); }

static void fill_function(xmlXPathParserContext *context, int arguments) {
    xmlChar *given[4];
    struct buffer lines = {0};
    if (!take_strings(given, 4, context, arguments))
        return;
    columns_fill(&lines, (const char *)given[0], number_in(given[1]), (const char *)given[2], (const char *)given[3]);
    give_string(context, &lines, given, 4);
}

static void beside_function(xmlXPathParserContext *context, int arguments) {
    xmlChar *given[3];
    struct buffer lines = {0};
    if (!take_strings(given, 3, context, arguments))
        return;
    columns_beside(&lines, (const char *)given[0], (const char *)given[1], number_in(given[2]));
    give_string(context, &lines, given, 3);
}

static void width_function(xmlXPathParserContext *context, int arguments) {
    xmlChar *given[1];
    if (!take_strings(given, 1, context, arguments))
        return;
    valuePush(context, xmlXPathNewFloat((double)columns_width((const char *)given[0], strlen((const char *)given[0]))));
    xmlFree(given[0]);
}

const struct xpath_function functions[] = {{"language", language_function},
                                           {"confidence", confidence_function},
                                           {"words", words_function},
                                           {"fill", fill_function},
                                           {"beside", beside_function},
                                           {"width", width_function},
                                           {NULL, NULL}};

void functions_register(xmlXPathContext *context) {
    xmlXPathRegisterNs(context, xml("f"), xml(FUNCTIONS));
    for (const struct xpath_function *f = functions; f->name; f++)
        xmlXPathRegisterFuncNS(context, xml(f->name), xml(FUNCTIONS), f->function);
}
