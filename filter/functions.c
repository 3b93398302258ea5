#include "functions.h"
#include "buffer.h"
#include "detect.h"
#include "words.h"
#include "xml.h"
#include <libxml/xpathInternals.h>
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

const struct xpath_function functions[] = {{"language", language_function},
                                           {"confidence", confidence_function},
                                           {"words", words_function},
                                           {NULL, NULL}};

void functions_register(xmlXPathContext *context) {
    xmlXPathRegisterNs(context, xml("f"), xml(FUNCTIONS));
    for (const struct xpath_function *f = functions; f->name; f++)
        xmlXPathRegisterFuncNS(context, xml(f->name), xml(FUNCTIONS), f->function);
}
