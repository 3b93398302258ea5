#include "source.h"
#include "detect.h"
#include "feed.h"
#include "halves.h"
#include "input.h"
#include "memory.h"
#include "pandoc_page.h"
#include "records.h"
#include "xml.h"
#include <string.h>

struct source {
    const struct source_options *options;
    size_t next; /* file */
    struct feed *feed;
    struct records *records;
    char *title;
    struct halves *halves;
    xmlDoc *read_ahead; /* of two files, the second, which turned out to be a post of its own */
    bool many;
};

void pages_clear(struct pages *pages) {
    for (size_t i = 0; i < 2; i++) {
        xmlFreeDoc(pages->at[i]);
        memory_free(pages->name[i]);
    }
    *pages = (struct pages){.count = 0};
}

struct source *source_new(const struct source_options *options) {
    struct source *source = memory_alloc(sizeof *source);
    source->options = options;
    source->many = options->file_count > 2;
    source->halves = halves_new();
    return source;
}

void source_free(struct source *source) {
    if (!source)
        return;
    feed_close(source->feed);
    records_close(source->records);
    halves_free(source->halves);
    xmlFreeDoc(source->read_ahead);
    memory_free(source->title);
    memory_free(source);
}

bool source_has_many(const struct source *source) { return source->many; }
const char *source_title(const struct source *source) { return source->title; }

static bool add_page(struct pages *pages, xmlDoc *doc, const char *name) {
    pages->at[pages->count] = doc;
    pages->name[pages->count] = memory_string(name);
    pages->count += doc != NULL;
    return doc != NULL;
}

/* The left language's share of a page, as it comes, without scripts. */
static double left_share(xmlDoc *doc, const struct source *source) {
    static const double CLIP = 4, SURE = 3;
    double bytes[2] = {1, 1};
    struct detector *detector = detector_new(source->options->language[0], source->options->language[1]);
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = xml_next(n, root, !xml_is_any(n, " script style head "))) {
        if (n->type != XML_TEXT_NODE)
            continue;
        size_t length = strlen((const char *)n->content);
        double odds = detect_odds(detector, (const char *)n->content, length, CLIP, NULL);
        if (odds > SURE || odds < -SURE)
            bytes[odds < 0] += (double)length;
    }
    detector_free(detector);
    return bytes[0] / (bytes[0] + bytes[1]);
}

/* Of a page that holds a good deal of both languages. */
static bool is_both(double left_share) {
    static const double BOTH = .25;
    return left_share > BOTH && left_share < 1 - BOTH;
}

/* What reads a page. */
static xmlDoc *read_page(const struct source_options *o, const char *path, struct error *error) {
    if (!strcmp(o->from, "json"))
        return pandoc_page_read(path, &o->input, error);
    return (strcmp(o->from, "lines") ? input_read : input_read_lines)(path, &o->input, error);
}

/* Two files: a post in one language each; or two posts, where each page holds both. */
static bool next_of_two(struct source *source, struct pages *pages, struct error *error) {
    const struct source_options *o = source->options;
    xmlDoc *docs[2] = {NULL, NULL};
    bool lines = !strcmp(o->from, "lines");
    for (size_t i = 0; i < 2 && !error->status; i++)
        docs[i] = read_page(o, o->files[i], error);
    source->next = 2;
    if (!error->status && !lines && is_both(left_share(docs[0], source)) && is_both(left_share(docs[1], source))) {
        source->read_ahead = docs[1];
        docs[1] = NULL;
        source->many = true;
    }
    add_page(pages, docs[0], o->files[0]);
    if (docs[1])
        add_page(pages, docs[1], o->files[1]);
    return !error->status;
}

/* A post in one language waits for its other half, but not for long. */
static bool complete(struct source *source, struct pages *pages) {
    enum { MOST = 32 };
    double left = pages->count == 1 ? left_share(pages->at[0], source) : .5;
    struct half half = {pages->at[0], pages->name[0], left < .5}, other;
    if (is_both(left))
        return true;
    if (halves_take(source->halves, &half, &other)) {
        pages->at[1] = other.page;
        pages->name[1] = other.name;
        pages->count = 2;
        return pages->guessed = true;
    }
    halves_add(source->halves, half);
    *pages = (struct pages){.count = 0};
    if (!halves_let_go(source->halves, MOST, &other))
        return false;
    *pages = (struct pages){{other.page}, {other.name}, .count = 1};
    return true;
}

/* Those whose other half never came. */
static bool next_half(struct source *source, struct pages *pages) {
    struct half half;
    bool more = halves_let_go(source->halves, 0, &half);
    if (more)
        *pages = (struct pages){{half.page}, {half.name}, .count = 1};
    return more;
}

static bool read_feed_post(struct source *source, struct pages *pages, struct error *error) {
    struct feed_post post;
    struct input_options utf8 = source->options->input;
    utf8.charset = "utf-8";
    bool more = feed_next(source->feed, &post, error);
    const char *title = feed_title(source->feed);
    if (more && title && !source->title)
        source->title = memory_string(title);
    for (size_t i = 0; more && i < 2 && post.page[i].length; i++)
        more = add_page(pages, input_parse(&post.page[i], post.name, &utf8, error), post.name);
    feed_post_clear(&post);
    return more;
}

static bool next_of_feed(struct source *source, struct pages *pages, struct error *error) {
    bool more;
    while ((more = read_feed_post(source, pages, error)) && !complete(source, pages))
        ;
    if (more || (!error->status && next_half(source, pages)))
        return true;
    feed_close(source->feed);
    source->feed = NULL;
    return false;
}

static bool next_of_records(struct source *source, struct pages *pages, struct error *error) {
    struct buffer id = {0}, html = {0}, path = {0};
    bool more = records_next(source->records, &id, &html, &path, error);
    xmlDoc *doc = NULL;
    if (more && !error->status)
        doc = path.length ? input_read(path.data, &source->options->input, error)
                          : input_parse(&html, id.data, &source->options->input, error);
    if (more)
        add_page(pages, doc, id.data);
    buffer_free(&id);
    buffer_free(&html);
    buffer_free(&path);
    return more;
}

bool source_next(struct source *source, struct pages *pages, struct error *error) {
    const struct source_options *o = source->options;
    *pages = (struct pages){.count = 0};
    if (source->read_ahead) {
        add_page(pages, source->read_ahead, o->files[1]);
        source->read_ahead = NULL;
        return true;
    }
    if (!source->records && !strcmp(o->from, "records")) {
        source->records = records_open(o->files[0], error);
        source->many = true;
    }
    if (source->records)
        return next_of_records(source, pages, error);
    while (!error->status) {
        if (source->feed && next_of_feed(source, pages, error))
            return true;
        if (error->status || source->next == o->file_count)
            return false;
        const char *file = o->files[source->next];
        if (!strcmp(o->from, "feed") || (!strcmp(o->from, "html") && feed_is(file))) {
            source->feed = feed_open(file, o->select, error);
            source->many = true;
            source->next++;
        } else if (o->file_count == 2 && !source->next && !feed_is(o->files[1]))
            return next_of_two(source, pages, error);
        else {
            source->next++;
            return add_page(pages, read_page(o, file, error), file);
        }
    }
    return false;
}
