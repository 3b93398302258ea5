#include "render.h"
#include "functions.h"
#include "xml.h"
#include <errno.h>
#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxslt/extensions.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* The first line of what libxslt says goes into the error. */
static void take_message(void *context, const char *format, ...) {
    struct buffer *said = context;
    char part[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(part, sizeof part, format, arguments);
    va_end(arguments);
    buffer_add_string(said, part);
}

/* The stylesheet's own folder, real, while it is parsed and applied: libxslt gives its checks no other way to know. */
static char readable[PATH_MAX];

/* A stylesheet reads what is in its folder or below, by components of the real path. */
static int may_read(xsltSecurityPrefsPtr prefs, xsltTransformContextPtr context, const char *path) {
    char real[PATH_MAX];
    size_t length = strlen(readable);
    (void)prefs, (void)context;
    return path && realpath(path, real) && !strncmp(real, readable, length) && real[length] == '/';
}

static int set_readable(const char *stylesheet, struct error *error) {
    char real[PATH_MAX];
    *readable = 0;
    if (!realpath(stylesheet, real))
        return error_set(error, EX_CONFIG, stylesheet, 0, "the stylesheet cannot be read: %s", strerror(errno));
    snprintf(readable, sizeof readable, "%.*s", (int)(strrchr(real, '/') - real), real);
    return 0;
}

static xsltSecurityPrefsPtr no_side_effects(void) {
    xsltSecurityPrefsPtr prefs = xsltNewSecurityPrefs();
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_FILE, may_read);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_NETWORK, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
    return prefs;
}

static bool declares(const xsltStylesheet *sheet, const char *name) {
    for (; sheet; sheet = sheet->next) {
        for (const xsltStackElem *e = sheet->variables; e; e = e->next)
            if (!e->nameURI && e->comp->type == XSLT_FUNC_PARAM && !strcmp((const char *)e->name, name))
                return true;
        if (declares(sheet->imports, name))
            return true;
    }
    return false;
}

static int check_params(const xsltStylesheet *sheet, const char *path, const char *const *params,
                        struct error *error) {
    for (; params && params[0]; params += 2)
        if (!declares(sheet, params[0]))
            return error_set(error, EX_USAGE, path, 0,
                             "the stylesheet has no parameter '%s'; see the xsl:param at its top",
                             params[0]);
    return 0;
}

static bool has_parameter(const char *const *params, const char *name) {
    while (params && params[0] && strcmp(params[0], name))
        params += 2;
    return params && params[0];
}

/* What is given goes before what is offered, and what is given last before the same given earlier. */
static void set_parameters(xsltTransformContext *context, const xsltStylesheet *sheet, const char *const *params,
                           const char *const *before) {
    for (; params && params[0]; params += 2)
        if (declares(sheet, params[0]) && !has_parameter(before, params[0]) && !has_parameter(params + 2, params[0]))
            xsltQuoteOneUserParam(context, xml(params[0]), xml(params[1]));
}

/* What becomes of the result: it is a tree, or written as the stylesheet wants it. */
struct result {
    xmlDoc **tree;
    struct buffer *bytes;
};

static int save(struct buffer *out, xmlDoc *tree, xsltStylesheet *sheet) {
    xmlChar *bytes = NULL;
    int length = 0, status = xsltSaveResultToString(&bytes, &length, tree, sheet);
    if (status >= 0)
        buffer_add(out, bytes ? (const char *)bytes : "", (size_t)length);
    xmlFree(bytes);
    return status;
}

static int transform(struct result result, xmlDoc *doc, xsltStylesheet *sheet, const char *path,
                     const struct parameters *parameters, xsltSecurityPrefsPtr prefs, struct buffer *said,
                     struct error *error) {
    xsltTransformContext *context = xsltNewTransformContext(sheet, doc);
    xsltSetCtxtSecurityPrefs(prefs, context);
    xsltSetTransformErrorFunc(context, said, take_message);
    if (parameters) {
        set_parameters(context, sheet, parameters->offered, parameters->given);
        set_parameters(context, sheet, parameters->given, NULL);
    }
    xmlDoc *tree = xsltApplyStylesheetUser(sheet, doc, NULL, NULL, NULL, context);
    if (!tree || context->state != XSLT_STATE_OK || said->length || (result.bytes && save(result.bytes, tree, sheet) < 0))
        error_set(error, EX_SOFTWARE, path, 0, "%.*s; mend the stylesheet",
                  (int)strcspn(buffer_text(said), "\n"),
                  said->length ? said->data : "the stylesheet failed");
    if (result.tree && !error->status)
        *result.tree = tree;
    else
        xmlFreeDoc(tree);
    xsltFreeTransformContext(context);
    return error->status;
}

static int apply(struct result result, xmlDoc *doc, const char *path, const struct parameters *parameters,
                 struct error *error) {
    struct buffer said = {0};
    if (set_readable(path, error))
        return error->status;
    xmlSetGenericErrorFunc(&said, take_message);
    xsltSetGenericErrorFunc(&said, take_message);
    exsltRegisterAll();
    for (const struct xpath_function *f = functions; f->name; f++)
        xsltRegisterExtModuleFunction(xml(f->name), xml(FUNCTIONS), f->function);
    xsltSecurityPrefsPtr prefs = no_side_effects();
    xsltSetDefaultSecurityPrefs(prefs); /* what import and include ask */
    xsltStylesheet *sheet = xsltParseStylesheetFile(xml(path));
    if (!sheet || sheet->errors)
        error_set(error, EX_CONFIG, path, 0, "the stylesheet cannot be used: %.*s",
                  (int)strcspn(buffer_text(&said), "\n"), buffer_text(&said));
    else if (!check_params(sheet, path, parameters ? parameters->given : NULL, error))
        transform(result, doc, sheet, path, parameters, prefs, &said, error);
    if (sheet)
        xsltFreeStylesheet(sheet);
    xsltSetDefaultSecurityPrefs(NULL);
    xsltFreeSecurityPrefs(prefs);
    xml_silence();
    xsltSetGenericErrorFunc(NULL, NULL);
    buffer_free(&said);
    return error->status;
}

int render(struct buffer *out, xmlDoc *doc, const char *path, const struct parameters *parameters,
           struct error *error) {
    return apply((struct result){NULL, out}, doc, path, parameters, error);
}

xmlDoc *render_tree(xmlDoc *doc, const char *path, const struct parameters *parameters, struct error *error) {
    xmlDoc *tree = NULL;
    apply((struct result){&tree, NULL}, doc, path, parameters, error);
    return tree;
}
