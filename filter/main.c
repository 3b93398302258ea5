/* enregard: a bilingual post in, the same post side by side out. */
#include "align.h"
#include "article.h"
#include "bilingual.h"
#include "bitext.h"
#include "book.h"
#include "dump.h"
#include "freedict.h"
#include "input.h"
#include "language.h"
#include "lexicon_compile.h"
#include "listing.h"
#include "memory.h"
#include "message.h"
#include "options.h"
#include "output.h"
#include "post.h"
#include "render.h"
#include "report.h"
#include "rules.h"
#include "sentence.h"
#include "separate.h"
#include "xml.h"
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* One run: what each stage takes and gives, in the order of the stages. */
struct run {
    struct options options;
    char *data; /* the folder of stylesheets/ */
    xmlDoc *documents[2];
    struct rules *rules;
    struct post posts[2];
    struct text sides[2];
    struct alignment alignment;
    xmlDoc *bitext;
    struct buffer output, report;
};

static bool from_lines(const struct run *run) { return !strcmp(run->options.from, "lines"); }

static int run_input(struct run *run, struct error *error) {
    for (size_t i = 0; i < run->options.file_count && !error->status; i++)
        run->documents[i] = (from_lines(run) ? input_read_lines : input_read)(
            run->options.files[i], run->options.charset, error);
    return error->status;
}

static int run_post(struct run *run, struct error *error) {
    struct buffer path = {0};
    if (from_lines(run)) {
        for (size_t i = 0; i < run->options.file_count && !error->status; i++) {
            post_take_lines(&run->posts[i], run->documents[i], run->options.files[i], error);
            run->documents[i] = NULL;
        }
        return error->status;
    }
    buffer_print(&path, "%s/rules/page.xml", run->data);
    run->rules = rules_read(path.data, error);
    buffer_free(&path);
    for (size_t i = 0; i < run->options.file_count && !error->status; i++) {
        struct post_options options = run->options.post;
        options.path = run->options.files[i];
        post_find(&run->posts[i], run->documents[i], run->rules, &options, error);
        run->documents[i] = NULL;
    }
    return error->status;
}

static int run_language(struct run *run, struct error *error) {
    const char *const *language = run->options.language;
    if (from_lines(run)) /* what hunalign's users have: left, right */
        for (int s = 0; s < 2; s++)
            language_stamp_all(run->posts[s].article, language[s]);
    else if (run->options.file_count == 1)
        language_stamp(run->posts[0].article, language[0], language[1]);
    else { /* a file a language: the one that looks more like it is the left */
        double first = language_odds(run->posts[0].article, language[0], language[1]);
        double second = language_odds(run->posts[1].article, language[0], language[1]);
        language_stamp_all(run->posts[0].article, language[first < second]);
        language_stamp_all(run->posts[1].article, language[first >= second]);
        if (first < second) {
            struct post swap = run->posts[0];
            run->posts[0] = run->posts[1];
            run->posts[1] = swap;
        }
    }
    return error->status;
}

static int run_separate(struct run *run, struct error *error) {
    for (int s = 0; s < 2 && !error->status; s++)
        separate_side(&run->sides[s], run->posts[run->options.file_count == 2 ? s : 0].article,
                      run->options.language[s], run->options.side[s], error);
    for (int s = 0; s < 2 && !error->status && !run->options.allow_monolingual; s++)
        if (!run->sides[s].count)
            error_set(error, STATUS_MONOLINGUAL, run->options.files[0], 0,
                      "no text in '%s' found; name the pair with --languages, or the side with --%s",
                      run->options.language[s], s ? "right" : "left");
    return error->status;
}

static int run_sentence(struct run *run, struct error *error) {
    for (int s = 0; s < 2; s++)
        sentence_cut(&run->sides[s]);
    return error->status;
}

static struct lexicon *open_lexicon(const struct options *options, struct error *error) {
    const char *dictionary = options->dictionary, *const *language = options->language;
    if (dictionary)
        return strcmp(dictionary, "none") ? lexicon_open(dictionary, language[0], language[1], error) : NULL;
    struct lexicon *lexicon = lexicon_cached(language[0], language[1]);
    if (!lexicon)
        message_note("no dictionary of %s and %s, rows will be less sure; install FreeDict's "
                     "(dict-freedict-*) or name one with --dictionary",
                     language[0], language[1]);
    return lexicon;
}

/* Only one page with nothing said of its sides is doubted. */
static bool may_be_monolingual(const struct options *options) {
    return options->file_count == 1 && !options->side[0] && !options->side[1] &&
           !options->allow_monolingual;
}

static int run_align(struct run *run, struct error *error) {
    const struct options *options = &run->options;
    struct lexicon *lexicon = open_lexicon(options, error);
    struct links links;
    if (error->status)
        return error->status;
    links_make(&links, &run->sides[0], &run->sides[1], lexicon);
    (from_lines(run) ? align_lines : align_texts)(&run->alignment, &run->sides[0], &run->sides[1], &links,
                                                  &options->weights);
    if (lexicon && may_be_monolingual(options) && !bilingual(run->sides, &run->alignment, &links))
        error_set(error, STATUS_MONOLINGUAL, options->files[0], 0,
                  "its '%s' and its '%s' are no translations of each other; if they are, add "
                  "--allow-monolingual",
                  options->language[0], options->language[1]);
    links_clear(&links);
    lexicon_free(lexicon);
    return error->status;
}

/* Formats that list the rows' places need no document. */
static bool is_listing(const struct run *run) {
    return !run->options.until && (!strcmp(run->options.to, "beads") || !strcmp(run->options.to, "ladder"));
}

static int run_bitext(struct run *run, struct error *error) {
    if (is_listing(run) && !run->options.report)
        return 0;
    run->bitext =
        bitext_new(run->posts, run->options.file_count, run->options.language[0], run->options.language[1]);
    if (bitext_add(run->bitext, run->sides, &run->alignment, error) || !run->options.report)
        return error->status;
    report_write(&run->report, run->posts, run->options.file_count, run->sides, &run->alignment, error);
    return error->status;
}

static int run_render(struct run *run, struct error *error) {
    struct buffer path = {0};
    if (!strcmp(run->options.to, "xml")) {
        xmlChar *bytes = NULL;
        int length = 0;
        xmlDocDumpMemoryEnc(run->bitext, &bytes, &length, "UTF-8");
        buffer_add(&run->output, (const char *)bytes, (size_t)length);
        xmlFree(bytes);
        return 0;
    }
    if (is_listing(run)) {
        (run->options.to[0] == 'b' ? listing_beads : listing_ladder)(&run->output, run->sides,
                                                                     &run->alignment);
        return 0;
    }
    if (run->options.stylesheet)
        buffer_add_string(&path, run->options.stylesheet);
    else
        buffer_print(&path, "%s/%s.xsl", run->data, run->options.to);
    if (!strcmp(run->options.to, "epub"))
        book_write(&run->output, run->bitext, path.data, run->options.params.at, error);
    else
        render(&run->output, run->bitext, path.data, run->options.params.at, error);
    buffer_free(&path);
    return error->status;
}

static void dump_documents(struct run *run) {
    for (size_t i = 0; i < run->options.file_count; i++)
        dump_node(&run->output, xmlDocGetRootElement(run->documents[i]));
}

static void dump_articles(struct run *run) {
    for (size_t i = 0; i < run->options.file_count; i++)
        dump_node(&run->output, run->posts[i].article);
}

static void dump_sides(struct run *run) {
    for (int s = 0; s < 2; s++)
        dump_text(&run->output, &run->sides[s]);
}

static void dump_rows(struct run *run) { dump_alignment(&run->output, &run->alignment); }

static void dump_bitext(struct run *run) {
    dump_node(&run->output, xmlDocGetRootElement(run->bitext));
}

static const struct stage {
    const char *name;
    int (*run)(struct run *run, struct error *error);
    void (*dump)(struct run *run); /* what --until writes */
} stages[] = {
    {"input", run_input, dump_documents},  {"post", run_post, dump_articles},
    {"language", run_language, dump_articles}, {"separate", run_separate, dump_sides},
    {"sentence", run_sentence, dump_sides}, {"align", run_align, dump_rows},
    {"bitext", run_bitext, dump_bitext},   {"render", run_render, NULL},
};
enum { STAGES = sizeof stages / sizeof *stages };

/* The number of the stage to stop after; STAGES, with an error, if there is none of that name. */
static size_t last_stage(const char *name, struct error *error) {
    for (size_t i = 0; i < STAGES; i++)
        if (!name ? i + 1 == STAGES : !strcmp(name, stages[i].name))
            return i;
    error_set(error, EX_USAGE, "", 0,
              "--until '%s' is no stage; choose input, post, language, separate, sentence, align, "
              "bitext or render",
              name);
    return STAGES;
}

/* The formats of the article alone need no second language. */
static bool write_article(struct run *run) {
    bool text = !strcmp(run->options.to, "article-text");
    if (run->options.until || (!text && strcmp(run->options.to, "article")))
        return false;
    for (size_t i = 0; text && i < run->options.file_count; i++)
        article_add_text(&run->output, &run->posts[i]);
    if (!text)
        article_add_xhtml(&run->output, run->posts, run->options.file_count);
    return true;
}

static void run_stages(struct run *run, struct error *error) {
    size_t last = last_stage(run->options.until, error);
    for (size_t i = 0; i <= last && !error->status; i++)
        if (stages[i].run(run, error) == 0 && stages[i].run == run_language && write_article(run))
            return;
    if (!error->status && stages[last].dump)
        stages[last].dump(run);
}

static int write_output(const struct run *run, struct error *error) {
    const char *report = run->options.report;
    if (!output_write(&run->output, run->options.output, error) && report) {
        if (!strcmp(report, "-"))
            message_raw(buffer_text(&run->report));
        else
            output_write(&run->report, report, error);
    }
    return error->status;
}

/* What configure linked beside a program not yet installed, else where it was installed. */
static char *data_folder(void) {
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = 0;
        *strrchr(self, '/') = 0;
        struct buffer path = {0};
        buffer_print(&path, "%s/enregard-data", self);
        if (!access(path.data, R_OK))
            return path.data;
        buffer_free(&path);
    }
    return memory_string(PKGDATADIR "/stylesheets");
}

static void run_clear(struct run *run) {
    for (int i = 0; i < 2; i++) {
        text_clear(&run->sides[i]);
        if (run->posts[i].doc)
            post_clear(&run->posts[i]);
        xmlFreeDoc(run->documents[i]);
    }
    alignment_clear(&run->alignment);
    rules_free(run->rules);
    xmlFreeDoc(run->bitext);
    buffer_free(&run->output);
    buffer_free(&run->report);
    free(run->data);
    options_clear(&run->options);
}

/* --compile-dictionary: the dictionary is the whole output. */
static void compile_dictionary(const struct options *o, struct error *error) {
    if (strcmp(o->files[0], "-"))
        lexicon_compile_table(o->files[0], o->language[0], o->language[1], o->compile, error);
    else
        lexicon_compile_freedict(FREEDICT_FOLDER, o->language[0], o->language[1], o->compile, error);
}

int main(int argc, char **argv) {
    struct run run = {0};
    struct error error = {0};
    memory_setup();
    xml_silence();
    if (options_read(&run.options, argc, argv, &run.output, &error)) {
        run.data = data_folder();
        if (run.options.compile)
            compile_dictionary(&run.options, &error);
        else
            run_stages(&run, &error);
    }
    if (!error.status && !run.options.compile)
        write_output(&run, &error);
    if (error.status)
        message_error(&error);
    run_clear(&run);
    return error.status;
}
