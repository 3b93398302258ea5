#include "render.h"
#include "functions.h"
#include "memory.h"
#include "xml.h"
#include <dlfcn.h>
#include <errno.h>
#include <libxml/parser.h>
#include <libxslt/documents.h>
#include <libxslt/extensions.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

/* What libxslt and libxml2 have said in this thread; its first line goes into the error. */
static _Thread_local struct buffer said;

static void take_message(void *context, const char *format, ...) {
    char part[1024];
    va_list arguments;
    (void)context;
    va_start(arguments, format);
    vsnprintf(part, sizeof part, format, arguments);
    va_end(arguments);
    buffer_add_string(&said, part);
}

static void listen(void) { xmlSetGenericErrorFunc(NULL, take_message); }

static void forget_said(void) {
    buffer_free(&said);
    xml_silence();
}

static int first_line_length(void) { return (int)strcspn(buffer_text(&said), "\n"); }

/* The real folder of the stylesheet that this thread parses or applies: libxslt gives its checks no other way to know. */
static _Thread_local const char *readable;

/* A stylesheet reads what is in its folder or below, by components of the real path. */
static int may_read(xsltSecurityPrefsPtr prefs, xsltTransformContextPtr context, const char *path) {
    char real[PATH_MAX];
    size_t length = strlen(readable);
    (void)prefs, (void)context;
    return path && realpath(path, real) && !strncmp(real, readable, length) && real[length] == '/';
}

static bool uses_exslt(const xmlNode *root) {
    static const char EXSLT[] = "http://exslt.org/";
    for (const xmlNode *n = root; n; n = xml_next(n, root, true))
        for (const xmlNs *ns = n->type == XML_ELEMENT_NODE ? n->nsDef : NULL; ns; ns = ns->next)
            if (ns->href && !strncmp((const char *)ns->href, EXSLT, sizeof EXSLT - 1))
                return true;
    return false;
}

static bool exslt_there;

extern void exsltRegisterAll(void) __attribute__((weak)); /* in the program where configure puts all libraries there */

static void register_exslt(void) {
    void *library = exsltRegisterAll ? NULL : dlopen("libexslt.so.0", RTLD_NOW);
    void (*register_all)(void) = library ? (void (*)(void))dlsym(library, "exsltRegisterAll") : exsltRegisterAll;
    exslt_there = register_all != NULL;
    if (exslt_there)
        register_all();
}

static xsltDocLoaderFunc plain_loader;

/* EXSLT is there for stylesheets that name it: the library, with all that it draws in, takes longer to load than most take to
 * be applied. */
static xmlDoc *load(const xmlChar *path, xmlDict *dict, int options, void *context, xsltLoadType type) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    bool data = type == XSLT_LOAD_DOCUMENT; /* of document(): else XSLT would take blank text away itself, node by node */
    xmlDoc *doc = plain_loader(path, dict, data ? options : options | XML_PARSE_NOBLANKS, context, type);
    bool wanted = doc && !data && uses_exslt(xmlDocGetRootElement(doc));
    if (wanted)
        pthread_once(&once, register_exslt);
    if (!wanted || exslt_there)
        return doc;
    buffer_print(&said, "EXSLT's functions are in libexslt.so.0, which is not there\n");
    xmlFreeDoc(doc);
    return NULL;
}

static xsltSecurityPrefsPtr no_side_effects;

/* What all stylesheets have in common, before the first is read. */
static void set_up(void) {
    no_side_effects = xsltNewSecurityPrefs();
    xsltSetSecurityPrefs(no_side_effects, XSLT_SECPREF_READ_FILE, may_read);
    xsltSetSecurityPrefs(no_side_effects, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(no_side_effects, XSLT_SECPREF_CREATE_DIRECTORY, xsltSecurityForbid);
    xsltSetSecurityPrefs(no_side_effects, XSLT_SECPREF_READ_NETWORK, xsltSecurityForbid);
    xsltSetSecurityPrefs(no_side_effects, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
    xsltSetDefaultSecurityPrefs(no_side_effects); /* what import and include ask */
    xsltSetGenericErrorFunc(NULL, take_message);
    plain_loader = xsltDocDefaultLoader;
    xsltSetLoaderFunc(load);
    for (const struct xpath_function *f = functions; f->name; f++)
        xsltRegisterExtModuleFunction(xml(f->name), xml(FUNCTIONS), f->function);
}

struct stylesheet {
    char *path;
    char *folder; /* that it lies in, real */
    xsltStylesheet *sheet;
    struct error error; /* why it cannot be used */
    pthread_t reader;
    bool being_read;
};

static int find_folder(struct stylesheet *s) {
    s->folder = realpath(s->path, NULL);
    if (!s->folder)
        return error_set(&s->error, EX_CONFIG, s->path, 0, "the stylesheet cannot be read: %s", strerror(errno));
    *strrchr(s->folder, '/') = 0;
    return 0;
}

static void read_stylesheet(struct stylesheet *s) {
    if (find_folder(s))
        return;
    readable = s->folder;
    listen();
    s->sheet = xsltParseStylesheetFile(xml(s->path));
    if (!s->sheet || s->sheet->errors)
        error_set(&s->error, EX_CONFIG, s->path, 0, "the stylesheet cannot be used: %.*s", first_line_length(), buffer_text(&said));
    forget_said();
}

static void *read_in_thread(void *stylesheet) {
    xml_thread();
    read_stylesheet(stylesheet);
    return NULL;
}

struct stylesheet *stylesheet_open(const char *path) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct stylesheet *s = memory_alloc(sizeof *s);
    pthread_once(&once, set_up);
    s->path = memory_string(path);
    s->being_read = !pthread_create(&s->reader, NULL, read_in_thread, s);
    if (!s->being_read)
        read_stylesheet(s);
    return s;
}

void stylesheet_await(struct stylesheet *s) {
    if (s->being_read)
        pthread_join(s->reader, NULL);
    s->being_read = false;
}

void stylesheet_close(struct stylesheet *s) {
    if (!s)
        return;
    stylesheet_await(s);
    if (s->sheet)
        xsltFreeStylesheet(s->sheet);
    memory_free(s->folder);
    memory_free(s->path);
    memory_free(s);
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

static int transform(struct result result, xmlDoc *doc, const struct stylesheet *s, const struct parameters *parameters,
                     struct error *error) {
    xsltTransformContext *context = xsltNewTransformContext(s->sheet, doc);
    xsltSetCtxtSecurityPrefs(no_side_effects, context);
    xsltSetTransformErrorFunc(context, NULL, take_message);
    if (parameters) {
        set_parameters(context, s->sheet, parameters->offered, parameters->given);
        set_parameters(context, s->sheet, parameters->given, NULL);
    }
    xmlDoc *tree = xsltApplyStylesheetUser(s->sheet, doc, NULL, NULL, NULL, context);
    if (!tree || context->state != XSLT_STATE_OK || said.length || (result.bytes && save(result.bytes, tree, s->sheet) < 0))
        error_set(error, EX_SOFTWARE, s->path, 0, "%.*s; mend the stylesheet", first_line_length(),
                  said.length ? said.data : "the stylesheet failed");
    if (result.tree && !error->status)
        *result.tree = tree;
    else
        xmlFreeDoc(tree);
    xsltFreeTransformContext(context);
    return error->status;
}

static int apply(struct result result, xmlDoc *doc, struct stylesheet *s, const struct parameters *parameters,
                 struct error *error) {
    stylesheet_await(s);
    if (s->error.status) {
        *error = s->error;
        return error->status;
    }
    readable = s->folder;
    listen();
    if (!check_params(s->sheet, s->path, parameters ? parameters->given : NULL, error))
        transform(result, doc, s, parameters, error);
    forget_said();
    return error->status;
}

int render(struct buffer *out, xmlDoc *doc, struct stylesheet *stylesheet, const struct parameters *parameters,
           struct error *error) {
    return apply((struct result){NULL, out}, doc, stylesheet, parameters, error);
}

xmlDoc *render_tree(xmlDoc *doc, struct stylesheet *stylesheet, const struct parameters *parameters, struct error *error) {
    xmlDoc *tree = NULL;
    apply((struct result){&tree, NULL}, doc, stylesheet, parameters, error);
    return tree;
}
