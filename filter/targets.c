#include "targets.h"
#include "article.h"
#include "book.h"
#include "charset.h"
#include "language_data.h"
#include "listing.h"
#include "message.h"
#include "output.h"
#include "records.h"
#include "render.h"
#include "typography.h"
#include "xml.h"
#include <string.h>

struct target {
    const char *to;
    struct stylesheet *stylesheet; /* NULL where none is needed */
    struct buffer bytes;
    struct output *output;
};
struct targets {
    const struct options *options;
    const char *data;
    struct target *all;
    size_t count;
    struct charset *charset; /* of --output-charset, once it is needed */
};

/* Formats by what they are made of; what is not here is made of the whole bitext. */
static bool is_article(const char *to) { return !strcmp(to, "article") || !strcmp(to, "article-text"); }
static bool is_listing(const char *to) { return !strcmp(to, "beads") || !strcmp(to, "ladder"); }
static bool is_read(const char *to) { return language_list_has(" text html docbook epub ", to, strlen(to)); }
static bool is_line_a_row(const char *to) { return !strcmp(to, "tsv") || !strcmp(to, "jsonl") || !strcmp(to, "records"); }

static bool is_rendered(const char *to) { return !is_article(to) && !is_listing(to) && strcmp(to, "records") && strcmp(to, "xml"); }

static struct stylesheet *stylesheet_of(const struct targets *targets, const char *to) {
    struct buffer path = {0};
    if (targets->options->stylesheet)
        buffer_add_string(&path, targets->options->stylesheet);
    else
        buffer_print(&path, "%s/%s.xsl", targets->data, to);
    struct stylesheet *stylesheet = stylesheet_open(path.data);
    buffer_free(&path);
    return stylesheet;
}

struct targets *targets_new(const struct options *options, const char *data) {
    struct targets *targets = memory_alloc(sizeof *targets);
    targets->options = options;
    targets->data = data;
    targets->count = options->outputs.count;
    targets->all = memory_alloc(targets->count * sizeof *targets->all);
    for (size_t i = 0; i < targets->count; i++) {
        targets->all[i].to = options->outputs.at[i].to;
        targets->all[i].output = output_new(options->outputs.at[i].path);
        if (is_rendered(targets->all[i].to) && !options->until && !options->learn.count)
            targets->all[i].stylesheet = stylesheet_of(targets, targets->all[i].to);
    }
    return targets;
}

bool targets_are_articles(const struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++)
        if (!is_article(targets->all[i].to))
            return false;
    return true;
}

bool targets_want_bitext(const struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++)
        if (!is_article(targets->all[i].to) && !is_listing(targets->all[i].to))
            return true;
    return false;
}

bool targets_want_whole(const struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++) {
        const char *to = targets->all[i].to;
        if (!is_article(to) && !is_listing(to) && !is_line_a_row(to))
            return true;
    }
    return false;
}

bool targets_want_sentences(const struct targets *targets) {
    static const char FORMATS[] = " xml html review tmx xliff stylesheet ";
    for (size_t i = 0; i < targets->count; i++)
        if (language_list_has(FORMATS, targets->all[i].to, strlen(targets->all[i].to)))
            return true;
    return false;
}

bool targets_want_review(const struct targets *targets) {
    for (size_t i = 0; i < targets->count; i++)
        if (!strcmp(targets->all[i].to, "review"))
            return true;
    return false;
}

bool targets_want_images(const struct targets *targets, bool *inlined) {
    bool wanted = *inlined = false;
    for (size_t i = 0; i < targets->count; i++) {
        bool page = !strcmp(targets->all[i].to, "html");
        *inlined = *inlined || page;
        wanted = wanted || page || !strcmp(targets->all[i].to, "epub") || !strcmp(targets->all[i].to, "docbook");
    }
    return wanted;
}

void targets_add_article(struct targets *targets, const struct post *posts, size_t count) {
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->all[i];
        for (size_t p = 0; p < count && !strcmp(target->to, "article-text"); p++)
            article_add_text(&target->bytes, &posts[p]);
        if (!strcmp(target->to, "article"))
            article_add_xhtml(&target->bytes, posts, count);
    }
}

void targets_add_rows(struct targets *targets, const struct text sides[2], const struct alignment *alignment) {
    for (size_t i = 0; i < targets->count; i++) {
        struct target *target = &targets->all[i];
        if (!strcmp(target->to, "beads"))
            listing_beads(&target->bytes, sides, alignment);
        if (!strcmp(target->to, "ladder"))
            listing_ladder(&target->bytes, sides, alignment);
    }
}

static void add_xml(struct buffer *out, xmlDoc *bitext) {
    xmlChar *bytes = NULL;
    int length = 0;
    xmlDocDumpMemoryEnc(bitext, &bytes, &length, "UTF-8");
    buffer_add(out, (const char *)bytes, (size_t)length);
    xmlFree(bytes);
}

static int add_rendered(struct targets *targets, struct target *target, xmlDoc *bitext, const struct images *images,
                        struct error *error) {
    const struct parameters parameters = {targets->options->params.at, targets->options->layout.at};
    if (!strcmp(target->to, "epub"))
        book_write(&target->bytes, bitext, images, target->stylesheet, &parameters, error);
    else
        render(&target->bytes, bitext, target->stylesheet, &parameters, error);
    return error->status;
}

/* NULL where UTF-8 is wanted, or with `error` filled. */
static struct charset *charset_of(struct targets *targets, struct error *error) {
    const char *name = targets->options->output_charset;
    if (name && !targets->charset && !error->status)
        targets->charset = charset_open(name, error);
    return targets->charset;
}

/* Makes every text one that the charset has, so that columns are as wide as what will be seen. */
static void limit_to_charset(struct charset *charset, xmlDoc *doc) {
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n && charset; n = xml_next(n, root, true)) {
        struct buffer text = {0};
        if (n->type != XML_TEXT_NODE)
            continue;
        buffer_add_string(&text, (const char *)n->content);
        charset_limit(charset, &text);
        xmlFree(n->content);
        n->content = xmlStrdup(xml(buffer_text(&text)));
        buffer_free(&text);
    }
}

/* The bitext with the spaces that printers use, for formats that people read: itself, where it is only for such, else a copy.
 * NULL where there is none. */
static xmlDoc *typeset(struct targets *targets, xmlDoc *bitext, struct error *error) {
    const struct options *options = targets->options;
    size_t read = 0;
    for (size_t i = 0; i < targets->count; i++)
        read += is_read(targets->all[i].to);
    if (!read || (!options->typeset && !options->output_charset))
        return NULL;
    xmlDoc *doc = read == targets->count ? bitext : xmlCopyDoc(bitext, 1);
    if (options->typeset)
        typography_apply(doc);
    limit_to_charset(charset_of(targets, error), doc);
    return doc;
}

int targets_add_bitext(struct targets *targets, xmlDoc *as_is, const struct images *images, const char *name,
                       struct error *error) {
    xmlDoc *fine = typeset(targets, as_is, error);
    for (size_t i = 0; i < targets->count && !error->status; i++) {
        struct target *target = &targets->all[i];
        xmlDoc *bitext = fine && is_read(target->to) ? fine : as_is;
        if (!strcmp(target->to, "records"))
            records_add_rows(&target->bytes, name, xmlDocGetRootElement(bitext)->last);
        else if (!strcmp(target->to, "xml"))
            add_xml(&target->bytes, bitext);
        else if (target->stylesheet)
            add_rendered(targets, target, bitext, images, error);
    }
    if (fine != as_is)
        xmlFreeDoc(fine);
    return error->status;
}

int targets_flush(struct targets *targets, struct error *error) {
    struct charset *charset = charset_of(targets, error);
    for (size_t i = 0; i < targets->count && !error->status; i++) {
        if (charset)
            charset_encode(charset, &targets->all[i].bytes);
        output_add(targets->all[i].output, &targets->all[i].bytes, error);
    }
    return error->status;
}

bool targets_take_error(struct targets *targets, const char *name, struct error *error) {
    if (strcmp(targets->all[0].to, "records") || !name)
        return false;
    records_add_error(&targets->all[0].bytes, name, error);
    *error = (struct error){.status = 0};
    return true;
}

struct buffer *targets_first(struct targets *targets) { return &targets->all[0].bytes; }

int targets_close(struct targets *targets, struct error *error) {
    if (!targets)
        return error->status;
    targets_flush(targets, error);
    for (size_t i = 0; i < targets->count; i++) {
        output_close(targets->all[i].output, error);
        if (targets->all[i].stylesheet)
            stylesheet_await(targets->all[i].stylesheet); /* no thread outlives what is done here */
    }
    const struct unexpressed unexpressed = charset_unexpressed(targets->charset);
    if (!error->status && unexpressed.alike + unexpressed.lost)
        message_note("%s lacks %zu characters of the text: %zu are written as something like them, %zu as '?'",
                     targets->options->output_charset, unexpressed.alike + unexpressed.lost, unexpressed.alike, unexpressed.lost);
    return error->status;
}

void targets_free(struct targets *targets) {
    if (!targets)
        return;
    for (size_t i = 0; i < targets->count; i++) {
        buffer_free(&targets->all[i].bytes);
        stylesheet_close(targets->all[i].stylesheet);
    }
    charset_close(targets->charset);
    memory_free(targets->all);
    memory_free(targets);
}
