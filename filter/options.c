#include "options.h"
#include "xpath.h"
#include <ctype.h>
#include <getopt.h>
#include <string.h>
#include <sysexits.h>

static const struct format {
    const char *name, *endings;
} formats[] = {{"xml", " xml "},         {"tsv", " tsv "},
               {"text", " txt text "},   {"html", " html htm xhtml "},
               {"docbook", " dbk docbook "}, {"epub", " epub "},
               {"beads", " beads "},         {"ladder", " ladder "},
               {"article", " "},         {"article-text", " "}};
enum { FORMATS = sizeof formats / sizeof *formats };

static const char HELP[] =
    "Usage: enregard [OPTION]... [PAGE] [PAGE IN THE OTHER LANGUAGE]\n"
    "  or:  enregard [OPTION]... PAGE|FEED...\n"
    "Lays the two languages of a bilingual post, or of many, side by side.\n\n"
    "  -t, --to FORMAT        xml, tsv, text, html, docbook, epub, beads, ladder, or the page's\n"
    "                         article, article-text (default: by\n"
    "                         the output's name, else xml)\n"
    "  -f, --from FORMAT      html, which knows feeds when it sees them; feed (RSS, Atom,\n"
    "                         WordPress's export); lines (two files, a sentence a line)\n"
    "  -o, --output FILE      default: standard output\n"
    "  -l, --languages L,R    BCP 47 tags of the pair (default: fr,en)\n"
    "      --left XPATH       what is the left side\n"
    "      --right XPATH      what is the right side\n"
    "      --content XPATH    the article\n"
    "      --drop XPATH       what is no part of it\n"
    "      --rules FILE|DIR   more rules for furniture, or for single sites (HOST.txt)\n"
    "      --select XPATH     which items of a feed\n"
    "      --allow-monolingual  lay out a page whose sides translate nothing, too\n"
    "      --charset NAME     of a page that is not UTF-8\n"
    "      --dictionary FILE  a compiled dictionary, or none\n"
    "      --compile-dictionary FILE  make one: from FreeDict, or from the table that is\n"
    "                         given in place of a page\n"
    "      --weights FILE     of the aligner, from tests/bench/fit\n"
    "      --stylesheet FILE  XSLT in place of the format's own\n"
    "      --param NAME=VALUE a parameter of the stylesheet\n"
    "      --report FILE      where every word went (-: standard error)\n"
    "      --until STAGE      stop after it and write what it gave\n"
    "  -v, --verbose          say which rule dropped what\n"
    "  -q, --quiet            say nothing but errors\n"
    "  -h, --help\n"
    "  -V, --version\n";

enum { OPT_LEFT = 256, OPT_RIGHT, OPT_CONTENT, OPT_DROP, OPT_CHARSET, OPT_MONOLINGUAL, OPT_DICTIONARY, OPT_COMPILE, OPT_WEIGHTS, OPT_SHEET, OPT_PARAM, OPT_REPORT, OPT_UNTIL, OPT_RULES, OPT_SELECT };
static const struct option long_options[] = {{"to", 1, 0, 't'},
                                             {"from", 1, 0, 'f'},
                                             {"output", 1, 0, 'o'},
                                             {"languages", 1, 0, 'l'},
                                             {"left", 1, 0, OPT_LEFT},
                                             {"right", 1, 0, OPT_RIGHT},
                                             {"content", 1, 0, OPT_CONTENT},
                                             {"drop", 1, 0, OPT_DROP},
                                             {"allow-monolingual", 0, 0, OPT_MONOLINGUAL},
                                             {"charset", 1, 0, OPT_CHARSET},
                                             {"dictionary", 1, 0, OPT_DICTIONARY},
                                             {"compile-dictionary", 1, 0, OPT_COMPILE},
                                             {"weights", 1, 0, OPT_WEIGHTS},
                                             {"stylesheet", 1, 0, OPT_SHEET},
                                             {"param", 1, 0, OPT_PARAM},
                                             {"report", 1, 0, OPT_REPORT},
                                             {"until", 1, 0, OPT_UNTIL},
                                             {"rules", 1, 0, OPT_RULES},
                                             {"select", 1, 0, OPT_SELECT},
                                             {"verbose", 0, 0, 'v'},
                                             {"quiet", 0, 0, 'q'},
                                             {"help", 0, 0, 'h'},
                                             {"version", 0, 0, 'V'},
                                             {0}};

static void set_languages(struct options *options, const char *pair, struct error *error) {
    char *left = arena_copy(&options->copies, pair, strlen(pair)), *comma = strchr(left, ',');
    bool good = comma > left && comma[1] && !strchr(comma + 1, ',');
    for (const char *at = pair; *at; at++)
        good = good && (isalnum((unsigned char)*at) || *at == '-' || *at == ',');
    if (!good) {
        error_set(error, EX_USAGE, "", 0, "--languages '%s' is no pair; write it as fr,en", pair);
        return;
    }
    *comma = 0;
    options->language[0] = left;
    options->language[1] = comma + 1;
}

static void add_param(struct options *options, const char *given, struct error *error) {
    char *name = arena_copy(&options->copies, given, strlen(given)), *equals = strchr(name, '=');
    if (!equals || equals == name) {
        error_set(error, EX_USAGE, "", 0, "--param '%s' has no value; write it as name=value", given);
        return;
    }
    *equals = 0;
    array_push(&options->params, name);
    array_push(&options->params, equals + 1);
}

/* The format that an output's name asks for; NULL if none. */
static const char *format_of(const char *path) {
    const char *dot = strrchr(path, '.');
    char ending[16];
    if (!dot || strlen(dot) + 1 >= sizeof ending || strchr(dot, '/') || strchr(dot, ' '))
        return NULL;
    size_t length = strlen(dot);
    ending[0] = ending[length] = ' ';
    ending[length + 1] = 0;
    for (size_t i = 1; i < length; i++)
        ending[i] = (char)tolower((unsigned char)dot[i]);
    for (size_t i = 0; i < FORMATS; i++)
        if (strstr(formats[i].endings, ending))
            return formats[i].name;
    return NULL;
}

static void choose_format(struct options *o, struct error *error) {
    if (!o->to && o->stylesheet)
        o->to = "stylesheet";
    if (!o->to && o->output)
        o->to = format_of(o->output);
    if (!o->to)
        o->to = "xml";
    for (size_t i = 0; i < FORMATS; i++)
        if (!strcmp(o->to, formats[i].name) || !strcmp(o->to, "stylesheet"))
            return;
    error_set(error, EX_USAGE, "", 0,
              "--to '%s' is unknown; choose xml, tsv, text, html, docbook, epub, beads, ladder, article or article-text", o->to);
}

static void check_from(const struct options *o, struct error *error) {
    bool lines = !strcmp(o->from, "lines");
    if (!lines && strcmp(o->from, "html") && strcmp(o->from, "feed"))
        error_set(error, EX_USAGE, "", 0, "--from '%s' is unknown; choose html, feed or lines", o->from);
    else if (lines && o->file_count != 2)
        error_set(error, EX_USAGE, "", 0, "--from lines takes two files, a language each");
}

static void set_files(struct options *o, char **files, int count) {
    static const char *const standard_input[] = {"-"};
    o->files = count ? (const char *const *)files : standard_input;
    o->file_count = count ? (size_t)count : 1;
}

/* An XPath as people write it for HTML, ready for use. */
static const char *html_xpath(struct options *options, const char *expression) {
    struct buffer html = {0};
    xpath_add_html(&html, expression);
    const char *copy = arena_copy(&options->copies, buffer_text(&html), html.length);
    buffer_free(&html);
    return copy;
}

bool options_read(struct options *o, int argc, char **argv, struct buffer *output,
                  struct error *error) {
    *o = (struct options){0};
    o->from = "html";
    opterr = 0;
    o->weights = weights_default;
    set_languages(o, "fr,en", error);
    for (int c; (c = getopt_long(argc, argv, ":t:f:o:l:vqhV", long_options, NULL)) != -1;)
        switch (c) {
        case 't': o->to = optarg; break;
        case 'f': o->from = optarg; break;
        case 'o': o->output = optarg; break;
        case 'l': set_languages(o, optarg, error); break;
        case OPT_LEFT: o->side[0] = html_xpath(o, optarg); break;
        case OPT_RIGHT: o->side[1] = html_xpath(o, optarg); break;
        case OPT_CONTENT: o->post.content = html_xpath(o, optarg); break;
        case OPT_DROP: o->post.drop = html_xpath(o, optarg); break;
        case OPT_MONOLINGUAL: o->allow_monolingual = true; break;
        case OPT_CHARSET: o->charset = optarg; break;
        case OPT_DICTIONARY: o->dictionary = optarg; break;
        case OPT_COMPILE: o->compile = optarg; break;
        case OPT_WEIGHTS: weights_read(&o->weights, optarg, error); break;
        case OPT_SHEET: o->stylesheet = optarg; break;
        case OPT_PARAM: add_param(o, optarg, error); break;
        case OPT_REPORT: o->report = optarg; break;
        case OPT_UNTIL: o->until = optarg; break;
        case OPT_RULES: array_push(&o->rules, optarg); break;
        case OPT_SELECT: o->select = optarg; break;
        case 'v': o->verbose = true; break;
        case 'q': o->quiet = true; break;
        case 'h': buffer_add_string(output, HELP); return false;
        case 'V': buffer_add_string(output, "enregard " PACKAGE_VERSION "\n"); return false;
        case ':':
            error_set(error, EX_USAGE, "", 0, "%s needs a value; see enregard --help", argv[optind - 1]);
            return false;
        default:
            error_set(error, EX_USAGE, "", 0, "there is no option %s; see enregard --help", argv[optind - 1]);
            return false;
        }
    array_push(&o->params, NULL);
    set_files(o, argv + optind, argc - optind);
    if (!error->status)
        choose_format(o, error);
    if (!error->status)
        check_from(o, error);
    return !error->status;
}

void options_clear(struct options *options) {
    array_free(&options->params);
    array_free(&options->rules);
    arena_clear(&options->copies);
}
