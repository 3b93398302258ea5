#include "options.h"
#include "language_data.h"
#include "xpath.h"
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sysexits.h>
#include <unistd.h>

/* Formats by the ending of an output's name. */
static const struct format {
    const char *name, *endings;
} formats[] = {{"xml", " xml "},       {"tsv", " tsv "},   {"text", " txt text "},    {"html", " html htm xhtml "}, {"docbook", " dbk docbook "},
               {"epub", " epub "},     {"beads", " beads "}, {"ladder", " ladder "},  {"jsonl", " jsonl ndjson "},
               {"json", " json "},     {"tmx", " tmx "},   {"xliff", " xliff xlf "}};
enum { FORMATS = sizeof formats / sizeof *formats };
static const char FORMAT_NAMES[] = " xml tsv jsonl tmx xliff text html review docbook epub json beads ladder article article-text ";

static const char HELP[] =
    "Usage: enregard [OPTION]... [PAGE] [PAGE IN THE OTHER LANGUAGE]\n"
    "  or:  enregard [OPTION]... PAGE|FEED...\n"
    "Lays the two languages of a bilingual post, or of many, side by side.\n\n"
    "  -t, --to FORMAT        xml, tsv, jsonl, tmx, xliff, text, html, review, docbook, epub,\n"
    "                         json (Pandoc's), beads, ladder, article, article-text (default: by the output's name,\n"
    "                         else xml); of the --output after it\n"
    "  -f, --from FORMAT      html, which knows feeds when it sees them; feed (RSS, Atom,\n"
    "                         WordPress's export); json (Pandoc's); lines (two files, a\n"
    "                         sentence a line)\n"
    "  -o, --output FILE      default: standard output; may be given again, for several\n"
    "      --layout NAME      columns, interleaved, table or reveal\n"
    "      --width NUMBER     characters a line of text (default: the terminal's, or 80)\n"
    "      --unit NAME        a row a paragraph (the default), or a sentence\n"
    "      --rows NAME        left or right: its blocks are the rows (default: better, of the one\n"
    "                         that has more)\n"
    "      --side NAME        left or right: one of them alone\n"
    "      --css FILE         more style for html and epub\n"
    "      --original NAME    left or right: which side was translated from (default: left)\n"
    "      --typography NAME  fine (the default: narrow spaces where French has plain ones; of\n"
    "                         html, epub, docbook and text), or as-is\n"
    "      --output-charset NAME  of text, tsv and article-text (default: UTF-8)\n"
    "      --metadata KEY=VALUE  title, author, translator, date, publisher, rights,\n"
    "                         description or subject of the book\n"
    "      --metadata-file FILE  the same, a line each: KEY: VALUE\n"
    "      --resource-path DIR  where images may lie, too\n"
    "  -l, --languages L,R    BCP 47 tags of the pair (default: fr,en)\n"
    "      --left XPATH       what is the left side\n"
    "      --right XPATH      what is the right side\n"
    "      --content XPATH    the article\n"
    "      --drop XPATH       what is no part of it\n"
    "      --rules FILE|DIR   more rules for furniture, or for single sites (HOST.txt)\n"
    "      --records          newline-delimited JSON in, {\"id\": 1, \"html\": \"…\"}, and out\n"
    "      --jobs NUMBER      posts at a time (default: 1)\n"
    "      --select XPATH     which items of a feed\n"
    "      --allow-monolingual  lay out a page whose sides translate nothing, too\n"
    "      --charset NAME     of a page that is not UTF-8\n"
    "      --limit NAME=NUMBER  what is refused: more bytes in a page (1073741824), or more\n"
    "                         attributes of an element (10000)\n"
    "      --dictionary FILE  a compiled dictionary, or none\n"
    "      --compile-dictionary FILE  make one: from FreeDict, or from the table that is\n"
    "                         given in place of a page\n"
    "      --alignment FILE|DIR  what was mended by hand: rows as -t tsv writes them, or as\n"
    "                         the page of -t review saves them; xml or xliff\n"
    "      --learn FILE|DIR   learn word pairs from such rows; of pages, say what it changes\n"
    "      --words            write which words of a row answer each other (xml, html, review)\n"
    "      --min-score NUMBER mark rows that are less probably right than that (default: 0.5)\n"
    "      --weights FILE     of the aligner, from tests/bench/fit\n"
    "      --stylesheet FILE  XSLT in place of the format's own\n"
    "      --param NAME=VALUE a parameter of the stylesheet\n"
    "      --dependencies FILE  what was read, as a rule for make\n"
    "      --report FILE      where every word went (-: standard error)\n"
    "      --no-sandbox       may open any file (default: what the options name, and beside it)\n"
    "      --until STAGE      stop after it and write what it gave\n"
    "  -v, --verbose          say which rule dropped what\n"
    "  -q, --quiet            say nothing but errors\n"
    "  -h, --help\n"
    "  -V, --version\n";

static const char SHORT_OPTIONS[] = ":t:f:o:l:vqhV";
enum { OPT_LEFT = 256, OPT_RIGHT, OPT_CONTENT, OPT_DROP, OPT_CHARSET, OPT_MONOLINGUAL, OPT_DICTIONARY, OPT_COMPILE, OPT_WEIGHTS, OPT_MIN_SCORE, OPT_ALIGNMENT, OPT_SHEET, OPT_PARAM, OPT_REPORT, OPT_DEPENDENCIES, OPT_UNTIL, OPT_RULES, OPT_RECORDS, OPT_SELECT, OPT_LAYOUT, OPT_WIDTH, OPT_UNIT, OPT_SIDE, OPT_CSS, OPT_METADATA, OPT_RESOURCES, OPT_NO_SANDBOX, OPT_LEARN, OPT_WORDS, OPT_TYPOGRAPHY, OPT_OUTPUT_CHARSET, OPT_METADATA_FILE, OPT_ORIGINAL, OPT_LIMIT, OPT_ROWS, OPT_JOBS };
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
                                             {"limit", 1, 0, OPT_LIMIT},
                                             {"dictionary", 1, 0, OPT_DICTIONARY},
                                             {"compile-dictionary", 1, 0, OPT_COMPILE},
                                             {"weights", 1, 0, OPT_WEIGHTS},
                                             {"alignment", 1, 0, OPT_ALIGNMENT},
                                             {"learn", 1, 0, OPT_LEARN},
                                             {"words", 0, 0, OPT_WORDS},
                                             {"min-score", 1, 0, OPT_MIN_SCORE},
                                             {"stylesheet", 1, 0, OPT_SHEET},
                                             {"param", 1, 0, OPT_PARAM},
                                             {"report", 1, 0, OPT_REPORT},
                                             {"dependencies", 1, 0, OPT_DEPENDENCIES},
                                             {"until", 1, 0, OPT_UNTIL},
                                             {"rules", 1, 0, OPT_RULES},
                                             {"records", 0, 0, OPT_RECORDS},
                                             {"select", 1, 0, OPT_SELECT},
                                             {"layout", 1, 0, OPT_LAYOUT},
                                             {"width", 1, 0, OPT_WIDTH},
                                             {"unit", 1, 0, OPT_UNIT},
                                             {"rows", 1, 0, OPT_ROWS},
                                             {"jobs", 1, 0, OPT_JOBS},
                                             {"side", 1, 0, OPT_SIDE},
                                             {"css", 1, 0, OPT_CSS},
                                             {"metadata", 1, 0, OPT_METADATA},
                                             {"metadata-file", 1, 0, OPT_METADATA_FILE},
                                             {"typography", 1, 0, OPT_TYPOGRAPHY},
                                             {"original", 1, 0, OPT_ORIGINAL},
                                             {"output-charset", 1, 0, OPT_OUTPUT_CHARSET},
                                             {"resource-path", 1, 0, OPT_RESOURCES},
                                             {"no-sandbox", 0, 0, OPT_NO_SANDBOX},
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

typedef ARRAY(const char *) pairs;

/* Adds the two halves of "name=value". */
static void add_pair(struct options *options, pairs *list, const char *option, const char *given, struct error *error) {
    char *name = arena_copy(&options->copies, given, strlen(given)), *equals = strchr(name, '=');
    if (!equals || equals == name) {
        error_set(error, EX_USAGE, "", 0, "%s '%s' has no value; write it as name=value", option, given);
        return;
    }
    *equals = 0;
    array_push(list, name);
    array_push(list, equals + 1);
}

static void add_metadata(struct options *options, const char *given, struct error *error) {
    static const char KEYS[] = " title author translator date publisher rights description subject ";
    add_pair(options, (pairs *)&options->metadata, "--metadata", given, error);
    const char *name = error->status ? NULL : options->metadata.at[options->metadata.count - 2];
    if (name && !language_list_has(KEYS, name, strlen(name)))
        error_set(error, EX_USAGE, "", 0, "--metadata '%s' is unknown; choose one of:%s", name, KEYS);
}

/* "key: value" of a line; false where it is neither that, nor empty, nor a comment. */
static bool add_metadata_line(struct options *options, char *line, struct error *error) {
    line[strcspn(line, "\r\n")] = 0;
    if (!*line || *line == '#' || !strcmp(line, "---") || !strcmp(line, "..."))
        return true;
    char *colon = strchr(line, ':'), *value = colon ? colon + 1 + strspn(colon + 1, " \t") : NULL;
    size_t length = value ? strlen(value) : 0;
    if (!value || colon == line)
        return false;
    if (length > 1 && (*value == '"' || *value == '\'') && value[length - 1] == *value)
        value[length - 1] = 0, value++;
    struct buffer pair = {0};
    buffer_print(&pair, "%.*s=%s", (int)(colon - line), line, value);
    add_metadata(options, pair.data, error);
    buffer_free(&pair);
    return true;
}

static void add_metadata_file(struct options *options, const char *path, struct error *error) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file)
        error_set(error, EX_NOINPUT, path, 0, "cannot read the metadata: %s", strerror(errno));
    for (long number = 1; file && getline(&line, &room, file) > 0 && !error->status; number++)
        if (!add_metadata_line(options, line, error))
            error_set(error, EX_DATAERR, path, number, "no metadata; write it as 'title: Le marché'");
    memory_free(line);
    if (file)
        fclose(file);
}

static void check_choice(const char *name, const char *value, const char *values, struct error *error) {
    if (!language_list_has(values, value, strlen(value)))
        error_set(error, EX_USAGE, "", 0, "--%s '%s' is unknown; choose one of:%s", name, value, values);
}

/* A choice that our own stylesheets know. */
static void add_choice(struct options *options, const char *name, const char *value, const char *values,
                       struct error *error) {
    check_choice(name, value, values, error);
    array_push(&options->layout, name);
    array_push(&options->layout, value);
}

enum { LEAST_WIDTH = 24, WIDTH = 80, MOST_WIDTH = 240, BETWEEN = 2, MOST_JOBS = 256 };

static unsigned terminal_width(void) {
    struct winsize window;
    bool known = isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) && window.ws_col >= LEAST_WIDTH;
    return !known ? WIDTH : window.ws_col > MOST_WIDTH ? MOST_WIDTH : window.ws_col;
}

static unsigned read_number(const char *option, const char *given, unsigned least, unsigned most, struct error *error) {
    char *end;
    unsigned long number = strtoul(given, &end, 10);
    if (end == given || *end || number < least || number > most)
        error_set(error, EX_USAGE, "", 0, "--%s '%s' is none; give a number from %u to %u", option, given, least, most);
    return (unsigned)number;
}

/* Text has two columns of it, a gap between and one character at the end. */
static void add_width(struct options *options, unsigned width) {
    char column[16];
    int length = snprintf(column, sizeof column, "%u", (width - BETWEEN) / 2 - 1);
    array_push(&options->layout, "width");
    array_push(&options->layout, arena_copy(&options->copies, column, (size_t)length));
}

static double read_score(const char *given, struct error *error) {
    char *end;
    double score = strtod(given, &end);
    if (end == given || *end || !(score >= 0 && score <= 1))
        error_set(error, EX_USAGE, "", 0, "--min-score '%s' is no probability; give a number from 0 to 1", given);
    return score;
}

static void add_css(struct options *options, const char *path, struct error *error) {
    options->css = path;
    FILE *file = fopen(path, "r");
    struct buffer style = {0};
    if (file)
        buffer_add_file(&style, file, SIZE_MAX);
    if (!file || ferror(file))
        error_set(error, EX_NOINPUT, path, 0, "cannot read the style: %s", strerror(errno));
    if (file)
        fclose(file);
    array_push(&options->layout, "css");
    array_push(&options->layout, arena_copy(&options->copies, buffer_text(&style), style.length));
    buffer_free(&style);
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

/* A format named before an output is that one's; named after the last, it is the last one's. */
static void add_output(struct options *o, const char *path, const char **to) {
    array_push(&o->outputs, ((struct output_option){path, *to}));
    *to = NULL;
}

static void choose_formats(struct options *o, const char *to, struct error *error) {
    if (!o->outputs.count)
        add_output(o, NULL, &to);
    else if (to)
        o->outputs.at[o->outputs.count - 1].to = to;
    for (size_t i = 0; i < o->outputs.count; i++) {
        struct output_option *output = &o->outputs.at[i];
        if (!output->to && o->stylesheet)
            output->to = "stylesheet";
        else if (!output->to && output->path)
            output->to = format_of(output->path);
        if (!output->to)
            output->to = "xml";
        if (strcmp(output->to, "stylesheet") && strcmp(o->from, "records"))
            check_choice("to", output->to, FORMAT_NAMES, error);
    }
}

static void check_from(const struct options *o, struct error *error) {
    bool lines = !strcmp(o->from, "lines");
    bool records = !strcmp(o->from, "records");
    if (records && (o->file_count > 1 || o->outputs.count > 1))
        error_set(error, EX_USAGE, "", 0, "--records takes one file of records and writes one");
    else if (!lines && !records && strcmp(o->from, "html") && strcmp(o->from, "feed") && strcmp(o->from, "json"))
        error_set(error, EX_USAGE, "", 0, "--from '%s' is unknown; choose html, feed, json or lines", o->from);
    else if (lines && o->file_count != 2)
        error_set(error, EX_USAGE, "", 0, "--from lines takes two files, a language each");
}

/* XML names its own charset, and others are what they are. */
static void check_output_charset(const struct options *o, struct error *error) {
    for (size_t i = 0; o->output_charset && i < o->outputs.count; i++)
        if (!language_list_has(" text tsv article-text ", o->outputs.at[i].to, strlen(o->outputs.at[i].to)))
            error_set(error, EX_USAGE, "", 0, "--output-charset is for text, tsv and article-text; %s is UTF-8", o->outputs.at[i].to);
}

static void set_limit(struct options *o, const char *given, struct error *error) {
    const char *equals = strchr(given, '=');
    size_t length = equals ? (size_t)(equals - given) : 0;
    char *end = NULL;
    unsigned long long most = equals ? strtoull(equals + 1, &end, 10) : 0;
    bool bytes = length == 5 && !strncmp(given, "bytes", length), attributes = length == 10 && !strncmp(given, "attributes", length);
    if (!most || *end || equals[1] == '-' || most >= SIZE_MAX || (!bytes && !attributes))
        error_set(error, EX_USAGE, "", 0, "--limit '%s' is none; write bytes=NUMBER or attributes=NUMBER", given);
    else if (bytes)
        o->input.most_bytes = most < INT_MAX ? (size_t)most : INT_MAX; /* more is more than libxml2 can count */
    else
        o->input.most_attributes = (size_t)most;
}

static void set_files(struct options *o, char **files, int count) {
    static const char *const standard_input[] = {"-"};
    o->files = count ? (const char *const *)files : standard_input;
    o->file_count = count ? (size_t)count : 1;
    o->given = count > 0;
}

/* An XPath as people write it for HTML, ready for use. */
static const char *html_xpath(struct options *options, const char *expression) {
    struct buffer html = {0};
    xpath_add_html(&html, expression);
    const char *copy = arena_copy(&options->copies, buffer_text(&html), html.length);
    buffer_free(&html);
    return copy;
}

/* getopt_long stays at an argument of short options until all of them are read. */
static void refuse_option(const char *argument, struct error *error) {
    const char name[] = {'-', (char)optopt, 0};
    bool is_short = optopt && optopt < 0x80 && !strchr(SHORT_OPTIONS, optopt);
    error_set(error, EX_USAGE, "", 0, "there is no option %s; see enregard --help", is_short ? name : argument);
}

bool options_read(struct options *o, int argc, char **argv, struct buffer *output,
                  struct error *error) {
    const char *to = NULL;
    unsigned width = terminal_width();
    *o = (struct options){0};
    o->from = "html";
    o->sandbox = o->typeset = true;
    o->input = input_default;
    opterr = 0;
    o->weights = weights_default;
    o->min_score = .5;
    set_languages(o, "fr,en", error);
    for (int c; (c = getopt_long(argc, argv, SHORT_OPTIONS, long_options, NULL)) != -1;)
        switch (c) {
        case 't': to = optarg; break;
        case 'f': o->from = optarg; break;
        case 'o': add_output(o, optarg, &to); break;
        case 'l': set_languages(o, optarg, error); break;
        case OPT_LEFT: o->side[0] = html_xpath(o, optarg); break;
        case OPT_RIGHT: o->side[1] = html_xpath(o, optarg); break;
        case OPT_CONTENT: o->post.content = html_xpath(o, optarg); break;
        case OPT_DROP: o->post.drop = html_xpath(o, optarg); break;
        case OPT_NO_SANDBOX: o->sandbox = false; break;
        case OPT_MONOLINGUAL: o->allow_monolingual = true; break;
        case OPT_CHARSET: o->input.charset = optarg; break;
        case OPT_LIMIT: set_limit(o, optarg, error); break;
        case OPT_DICTIONARY: o->dictionary = optarg; break;
        case OPT_COMPILE: o->compile = optarg; break;
        case OPT_ALIGNMENT: array_push(&o->alignments, optarg); break;
        case OPT_LEARN: array_push(&o->learn, optarg); break;
        case OPT_WORDS: o->words = true; break;
        case OPT_MIN_SCORE: o->min_score = read_score(optarg, error); break;
        case OPT_WEIGHTS: weights_read(&o->weights, optarg, error); break;
        case OPT_SHEET: o->stylesheet = optarg; break;
        case OPT_PARAM: add_pair(o, (pairs *)&o->params, "--param", optarg, error); break;
        case OPT_DEPENDENCIES: o->dependencies = optarg; break;
        case OPT_REPORT: o->report = optarg; break;
        case OPT_UNTIL: o->until = optarg; break;
        case OPT_RULES: array_push(&o->rules, optarg); break;
        case OPT_RECORDS: o->from = to = "records"; break;
        case OPT_SELECT: o->select = optarg; break;
        case OPT_LAYOUT: add_choice(o, "layout", optarg, " columns interleaved table reveal ", error); break;
        case OPT_WIDTH: width = read_number("width", optarg, LEAST_WIDTH, MOST_WIDTH, error); break;
        case OPT_UNIT:
            check_choice("unit", optarg, " paragraph sentence ", error);
            o->by_sentence = !strcmp(optarg, "sentence");
            break;
        case OPT_JOBS: o->jobs = read_number("jobs", optarg, 1, MOST_JOBS, error); break;
        case OPT_ROWS:
            check_choice("rows", optarg, " better left right ", error);
            o->rows_of = *optarg == 'l' ? ROWS_OF_LEFT : *optarg == 'r' ? ROWS_OF_RIGHT : ROWS_OF_BETTER;
            break;
        case OPT_SIDE: add_choice(o, "side", optarg, " left right ", error); break;
        case OPT_CSS: add_css(o, optarg, error); break;
        case OPT_METADATA: add_metadata(o, optarg, error); break;
        case OPT_METADATA_FILE: add_metadata_file(o, optarg, error); break;
        case OPT_ORIGINAL: add_choice(o, "original", optarg, " left right ", error); break;
        case OPT_TYPOGRAPHY:
            check_choice("typography", optarg, " fine as-is ", error);
            o->typeset = !strcmp(optarg, "fine");
            break;
        case OPT_OUTPUT_CHARSET: o->output_charset = optarg; break;
        case OPT_RESOURCES: array_push(&o->folders, optarg); break;
        case 'v': o->verbose = true; break;
        case 'q': o->quiet = true; break;
        case 'h': buffer_add_string(output, HELP); return false;
        case 'V': buffer_add_string(output, "enregard " PACKAGE_VERSION "\n"); return false;
        case ':':
            error_set(error, EX_USAGE, "", 0, "%s needs a value; see enregard --help", argv[optind - 1]);
            return false;
        default:
            refuse_option(argv[optind - 1], error);
            return false;
        }
    add_width(o, width);
    array_push(&o->layout, "api");
    array_push(&o->layout, PANDOC_API);
    array_push(&o->params, NULL);
    array_push(&o->layout, NULL);
    array_push(&o->metadata, NULL);
    set_files(o, argv + optind, argc - optind);
    if (!error->status)
        choose_formats(o, to, error);
    if (!error->status)
        check_from(o, error);
    if (!error->status)
        check_output_charset(o, error);
    return !error->status;
}

void options_clear(struct options *options) {
    array_free(&options->params);
    array_free(&options->rules);
    array_free(&options->outputs);
    array_free(&options->layout);
    array_free(&options->metadata);
    array_free(&options->folders);
    array_free(&options->alignments);
    array_free(&options->learn);
    arena_clear(&options->copies);
}
