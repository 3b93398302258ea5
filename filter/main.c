/* enregard: a bilingual post in, the same post side by side out. */
#include "align.h"
#include "bitext.h"
#include "dump.h"
#include "epub.h"
#include "input.h"
#include "intern.h"
#include "language.h"
#include "language_data.h"
#include "memory.h"
#include "message.h"
#include "post.h"
#include "render.h"
#include "report.h"
#include "rules.h"
#include "sentence.h"
#include "separate.h"
#include "xml.h"
#include <errno.h>
#include <getopt.h>
#include <libxml/parser.h>
#include <libxslt/xslt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

struct options {
    const char *to, *output, *stylesheet, *charset, *dictionary, *report, *until;
    const char *side[2], *language[2];
    struct post_options post;
    char languages[64];
};

/* One run: what each stage takes and gives, in the order of the stages. */
struct run {
    struct options options;
    const char *files[2];
    size_t file_count;
    char *data; /* the folder of stylesheets/ */
    xmlDoc *documents[2];
    struct rules *rules;
    struct post posts[2];
    struct text sides[2];
    struct alignment alignment;
    xmlDoc *bitext;
    struct buffer output, report;
};

static int run_input(struct run *run, struct error *error) {
    for (size_t i = 0; i < run->file_count && !error->status; i++)
        run->documents[i] = input_read(run->files[i], run->options.charset, error);
    return error->status;
}

static int run_post(struct run *run, struct error *error) {
    struct buffer path = {0};
    buffer_print(&path, "%s/rules/page.xml", run->data);
    run->rules = rules_read(path.data, error);
    buffer_free(&path);
    for (size_t i = 0; i < run->file_count && !error->status; i++) {
        struct post_options options = run->options.post;
        options.path = run->files[i];
        post_find(&run->posts[i], run->documents[i], run->rules, &options, error);
        run->documents[i] = NULL;
    }
    return error->status;
}

static int run_language(struct run *run, struct error *error) {
    const char *const *language = run->options.language;
    if (run->file_count == 1)
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
        separate_side(&run->sides[s], run->posts[run->file_count == 2 ? s : 0].article,
                      run->options.language[s], run->options.side[s], error);
    for (int s = 0; s < 2 && !error->status; s++)
        if (!run->sides[s].count)
            error_set(error, STATUS_MONOLINGUAL, run->files[0], 0,
                      "no text in '%s' found; name the pair with --languages, or the side with --%s",
                      run->options.language[s], s ? "right" : "left");
    return error->status;
}

static int run_sentence(struct run *run, struct error *error) {
    for (int s = 0; s < 2; s++)
        sentence_cut(&run->sides[s]);
    return error->status;
}

static int run_align(struct run *run, struct error *error) {
    const char *dictionary = run->options.dictionary, *const *language = run->options.language;
    struct lexicon *lexicon = NULL;
    if (dictionary && strcmp(dictionary, "none"))
        lexicon = lexicon_open(dictionary, language[0], language[1], error);
    else if (!dictionary && !(lexicon = lexicon_cached(language[0], language[1])))
        message_note("no dictionary of %s and %s, rows will be less sure; install FreeDict's "
                     "(dict-freedict-*) or name one with --dictionary",
                     language[0], language[1]);
    if (!error->status)
        align_texts(&run->alignment, &run->sides[0], &run->sides[1], lexicon);
    lexicon_free(lexicon);
    return error->status;
}

static int run_bitext(struct run *run, struct error *error) {
    run->bitext =
        bitext_new(&run->posts[0], run->options.language[0], run->options.language[1]);
    if (bitext_add(run->bitext, run->sides, &run->alignment, error) || !run->options.report)
        return error->status;
    report_write(&run->report, run->posts, run->file_count, run->sides, &run->alignment, error);
    return error->status;
}

/* When the book was made: $SOURCE_DATE_EPOCH for builds that must repeat, else now. */
static time_t book_time(void) {
    const char *given = getenv("SOURCE_DATE_EPOCH");
    return given ? (time_t)strtoll(given, NULL, 10) : time(NULL);
}

/* A URN that stays the same as long as the rows do. */
static void book_identifier(xmlDoc *bitext, char urn[64]) {
    struct buffer text = {0};
    uint32_t hash[4];
    xml_add_text(&text, xmlDocGetRootElement(bitext));
    for (size_t i = 0; i < 4; i++) {
        buffer_add(&text, "+", 1);
        hash[i] = hash_bytes(text.data, text.length);
    }
    snprintf(urn, 64, "urn:uuid:%08x-%04x-8%03x-8%03x-%04x%08x", hash[0], hash[1] >> 16,
             hash[1] & 0xFFF, hash[2] >> 20, hash[2] & 0xFFFF, hash[3]);
    buffer_free(&text);
}

static int render_epub(struct run *run, const char *stylesheet, struct error *error) {
    char urn[64], date[32];
    time_t modified = book_time();
    struct tm utc;
    book_identifier(run->bitext, urn);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&modified, &utc));
    struct buffer files = {0};
    if (!render(&files, run->bitext, stylesheet,
                (const char *const[]){"identifier", urn, "modified", date, NULL}, error)) {
        xmlDoc *doc = xmlReadMemory(files.data, (int)files.length, NULL, NULL, XML_PARSE_NONET);
        epub_pack(&run->output, doc, modified, error);
        xmlFreeDoc(doc);
    }
    buffer_free(&files);
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
    if (run->options.stylesheet)
        buffer_add_string(&path, run->options.stylesheet);
    else
        buffer_print(&path, "%s/%s.xsl", run->data, run->options.to);
    if (!strcmp(run->options.to, "epub"))
        render_epub(run, path.data, error);
    else
        render(&run->output, run->bitext, path.data, NULL, error);
    buffer_free(&path);
    return error->status;
}

static void dump_documents(struct run *run) {
    for (size_t i = 0; i < run->file_count; i++)
        dump_node(&run->output, xmlDocGetRootElement(run->documents[i]));
}

static void dump_articles(struct run *run) {
    for (size_t i = 0; i < run->file_count; i++)
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

static void run_stages(struct run *run, struct error *error) {
    size_t last = last_stage(run->options.until, error);
    for (size_t i = 0; i <= last && !error->status; i++)
        stages[i].run(run, error);
    if (!error->status && stages[last].dump)
        stages[last].dump(run);
}

/* Whole or not at all: a file is written beside its place, then renamed. */
static int write_bytes(const struct buffer *bytes, const char *path, struct error *error) {
    struct buffer part = {0};
    struct stat there;
    bool to_file = path && strcmp(path, "-");
    bool in_place = to_file && !stat(path, &there) && !S_ISREG(there.st_mode); /* /dev/…, a pipe */
    if (to_file)
        buffer_print(&part, in_place ? "%s" : "%s.part", path);
    FILE *file = to_file ? fopen(part.data, "wb") : stdout;
    if (!file)
        error_set(error, EX_CANTCREAT, path, 0, "%s; choose another --output", strerror(errno));
    else {
        fwrite(buffer_text(bytes), 1, bytes->length, file);
        int failed = ferror(file);
        failed |= fclose(file);
        if (failed || (to_file && !in_place && rename(part.data, path)))
            error_set(error, EX_IOERR, to_file ? path : "", 0, "%s; nothing usable was written",
                      strerror(errno));
    }
    buffer_free(&part);
    return error->status;
}

static int write_output(const struct run *run, struct error *error) {
    const char *report = run->options.report;
    if (!write_bytes(&run->output, run->options.output, error) && report) {
        if (!strcmp(report, "-"))
            message_raw(buffer_text(&run->report));
        else
            write_bytes(&run->report, report, error);
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
}

static const char HELP[] =
    "Usage: enregard [OPTION]... [PAGE] [PAGE IN THE OTHER LANGUAGE]\n"
    "Lays the two languages of a bilingual post side by side.\n\n"
    "  -t, --to FORMAT        xml, tsv, text, html, docbook, epub (default: xml)\n"
    "  -o, --output FILE      default: standard output\n"
    "  -l, --languages L,R    BCP 47 tags of the pair (default: fr,en)\n"
    "      --left XPATH       what is the left side\n"
    "      --right XPATH      what is the right side\n"
    "      --content XPATH    the article\n"
    "      --drop XPATH       what is no part of it\n"
    "      --charset NAME     of a page that is not UTF-8\n"
    "      --dictionary FILE  a compiled dictionary, or none\n"
    "      --stylesheet FILE  XSLT in place of the format's own\n"
    "      --report FILE      where every word went (-: standard error)\n"
    "      --until STAGE      stop after it and write what it gave\n"
    "  -h, --help\n"
    "  -V, --version\n";

enum { OPT_LEFT = 256, OPT_RIGHT, OPT_CONTENT, OPT_DROP, OPT_CHARSET, OPT_DICTIONARY, OPT_SHEET, OPT_REPORT, OPT_UNTIL };
static const struct option long_options[] = {{"to", 1, 0, 't'},
                                             {"output", 1, 0, 'o'},
                                             {"languages", 1, 0, 'l'},
                                             {"left", 1, 0, OPT_LEFT},
                                             {"right", 1, 0, OPT_RIGHT},
                                             {"content", 1, 0, OPT_CONTENT},
                                             {"drop", 1, 0, OPT_DROP},
                                             {"charset", 1, 0, OPT_CHARSET},
                                             {"dictionary", 1, 0, OPT_DICTIONARY},
                                             {"stylesheet", 1, 0, OPT_SHEET},
                                             {"report", 1, 0, OPT_REPORT},
                                             {"until", 1, 0, OPT_UNTIL},
                                             {"help", 0, 0, 'h'},
                                             {"version", 0, 0, 'V'},
                                             {0}};

static void set_languages(struct options *options, const char *pair, struct error *error) {
    snprintf(options->languages, sizeof options->languages, "%s", pair);
    char *comma = strchr(options->languages, ',');
    if (!comma || comma == options->languages || !comma[1] ||
        strspn(pair, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-,") !=
            strlen(pair) || strlen(pair) >= sizeof options->languages) {
        error_set(error, EX_USAGE, "", 0, "--languages '%s' is no pair; write it as fr,en", pair);
        return;
    }
    *comma = 0;
    options->language[0] = options->languages;
    options->language[1] = comma + 1;
}

/* False where the run ends here: the error says whether well. */
static bool read_options(struct run *run, int argc, char **argv, struct error *error) {
    struct options *o = &run->options;
    o->to = "xml";
    set_languages(o, "fr,en", error);
    for (int c; (c = getopt_long(argc, argv, "t:o:l:hV", long_options, NULL)) != -1;)
        switch (c) {
        case 't': o->to = optarg; break;
        case 'o': o->output = optarg; break;
        case 'l': set_languages(o, optarg, error); break;
        case OPT_LEFT: o->side[0] = optarg; break;
        case OPT_RIGHT: o->side[1] = optarg; break;
        case OPT_CONTENT: o->post.content = optarg; break;
        case OPT_DROP: o->post.drop = optarg; break;
        case OPT_CHARSET: o->charset = optarg; break;
        case OPT_DICTIONARY: o->dictionary = optarg; break;
        case OPT_SHEET: o->stylesheet = optarg; o->to = "stylesheet"; break;
        case OPT_REPORT: o->report = optarg; break;
        case OPT_UNTIL: o->until = optarg; break;
        case 'h': buffer_add_string(&run->output, HELP); return false;
        case 'V': buffer_add_string(&run->output, "enregard " PACKAGE_VERSION "\n"); return false;
        default: error_set(error, EX_USAGE, "", 0, "see enregard --help"); return false;
        }
    if (argc - optind > 2)
        error_set(error, EX_USAGE, "", 0, "more than two pages given; see enregard --help");
    static const char *const formats[] = {"xml", "tsv", "text", "html", "docbook", "epub", "stylesheet"};
    bool known = false;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        known = known || !strcmp(o->to, formats[i]);
    if (!known)
        error_set(error, EX_USAGE, "", 0, "--to '%s' is unknown; choose xml, tsv, text, html, docbook or epub", o->to);
    run->files[0] = "-";
    run->file_count = argc - optind == 2 ? 2 : 1;
    for (int i = optind; i < argc && i < optind + 2; i++)
        run->files[i - optind] = argv[i];
    return !error->status;
}

int main(int argc, char **argv) {
    struct run run = {0};
    struct error error = {0};
    memory_setup();
    xml_silence();
    if (read_options(&run, argc, argv, &error)) {
        run.data = data_folder();
        run_stages(&run, &error);
    }
    if (!error.status)
        write_output(&run, &error);
    if (error.status)
        message_error(&error);
    run_clear(&run);
    return error.status;
}
