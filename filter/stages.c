#include "stages.h"
#include "align.h"
#include "bilingual.h"
#include "bitext.h"
#include "blocks.h"
#include "dropped.h"
#include "dump.h"
#include "fine.h"
#include "hand.h"
#include "language.h"
#include "message.h"
#include "report.h"
#include "sentence.h"
#include "separate.h"
#include "title.h"
#include "xml.h"
#include <libxml/parser.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>

static bool from_lines(const struct run *run) { return !strcmp(run->options.from, "lines"); }

/* A file of rules, one of what is known of a site, or a folder of both. */
static int add_rules(struct run *run, const char *path, struct error *error) {
    struct stat about;
    size_t length = strlen(path);
    bool folder = !stat(path, &about) && S_ISDIR(about.st_mode);
    bool site = length > 4 && !strcmp(path + length - 4, ".txt");
    if (folder || site)
        sites_add(run->sites, path);
    return site ? 0 : (folder ? rules_add_folder : rules_add)(run->rules, path, error);
}

/* Reads the user's rules before ours: where two fit, the first wins. */
static int read_rules(struct run *run, struct error *error) {
    struct buffer path = {0};
    run->rules = rules_new();
    run->sites = sites_new();
    for (size_t i = 0; i < run->options.rules.count && !error->status; i++)
        add_rules(run, run->options.rules.at[i], error);
    buffer_print(&path, "%s/rules/page.xml", run->data);
    if (!error->status)
        rules_add(run->rules, path.data, error);
    buffer_free(&path);
    return error->status;
}

static void say_dropped(const struct post *post, const char *name) {
    for (size_t i = 0; i < post->dropped.count; i++)
        message_detail("%s: dropped by %s: %.60s", name, post->dropped.at[i].rule, post->dropped.at[i].text);
}

static int run_post(struct run *run, struct error *error) {
    struct section *section = &run->section;
    if (!from_lines(run) && !run->rules && read_rules(run, error))
        return error->status;
    for (size_t i = 0; i < section->pages.count && !error->status; i++) {
        struct post_options options = run->options.post;
        struct post *post = &section->posts[section->post_count++];
        xmlDoc *doc = section->pages.at[i];
        section->pages.at[i] = NULL;
        options.path = section->pages.name[i];
        options.sites = run->sites;
        options.corrections = run->corrections.lines.count ? &run->corrections : NULL;
        if (from_lines(run))
            post_take_lines(post, doc, options.path, error);
        else
            post_find(post, doc, run->rules, &options, error);
        say_dropped(post, options.path);
    }
    return error->status;
}

static bool is_in_language(const xmlNode *block, const char *language) {
    xmlChar *tag = xmlNodeGetLang(block);
    size_t length = strlen(language);
    bool is = tag && !strncasecmp((const char *)tag, language, length) && (!tag[length] || tag[length] == '-');
    xmlFree(tag);
    return is;
}

/* What the user wants to stay and is in neither language goes to the left. */
static void stamp_kept(struct run *run, struct post *post) {
    const char *const *language = run->options.language;
    for (xmlNode *n = blocks_next(NULL, post->article); n; n = blocks_next(n, post->article)) {
        char *text = folded_text(n);
        if (!is_in_language(n, language[0]) && !is_in_language(n, language[1]) && is_to_stay(post, text))
            xmlNodeSetLang(n, xml(language[0]));
        memory_free(text);
    }
}

static int run_language(struct run *run, struct error *error) {
    const char *const *language = run->options.language;
    struct post *posts = run->section.posts;
    if (from_lines(run)) /* what hunalign's users have: left, right */
        for (int s = 0; s < 2; s++)
            language_stamp_all(posts[s].article, language[s]);
    else if (run->section.post_count == 1)
        language_stamp(posts[0].article, language[0], language[1]);
    else { /* a page a language: the one that looks more like it is the left */
        double first = language_odds(posts[0].article, language[0], language[1]);
        double second = language_odds(posts[1].article, language[0], language[1]);
        language_stamp_all(posts[0].article, language[first < second]);
        language_stamp_all(posts[1].article, language[first >= second]);
        if (first < second) {
            struct post swap = posts[0];
            posts[0] = posts[1];
            posts[1] = swap;
        }
    }
    for (size_t i = 0; i < run->section.post_count && run->corrections.lines.count; i++)
        stamp_kept(run, &posts[i]);
    return error->status;
}

static int run_separate(struct run *run, struct error *error) {
    struct section *section = &run->section;
    for (size_t i = 0; i < section->post_count; i++)
        separate_join_images(section->posts[i].article);
    for (int s = 0; s < 2 && !error->status; s++)
        separate_side(&section->sides[s], section->posts[section->post_count == 2 ? s : 0].article,
                      run->options.language[s], run->options.side[s], error);
    for (int s = 0; s < 2 && !error->status && !run->options.allow_monolingual; s++)
        if (!section->sides[s].count)
            error_set(error, STATUS_MONOLINGUAL, section->pages.name[0], 0,
                      "no text in '%s' found; name the pair with --languages, or the side with --%s",
                      run->options.language[s], s ? "right" : "left");
    return error->status;
}

static int run_sentence(struct run *run, struct error *error) {
    sentence_cut_sides(run->section.sides);
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

/* Only one page with nothing said of its sides is doubted, or two that nobody says belong together. */
static bool may_be_monolingual(const struct run *run) {
    const struct options *options = &run->options;
    return (run->section.post_count == 1 || run->section.pages.guessed) && !options->side[0] && !options->side[1] &&
           !options->allow_monolingual;
}

static void align(struct run *run, const struct lexicon *lexicon, struct alignment *alignment, struct links *links) {
    struct text *sides = run->section.sides;
    const struct options *options = &run->options;
    links_make(links, &sides[0], &sides[1], lexicon);
    if (from_lines(run))
        align_lines(alignment, &sides[0], &sides[1], links, &options->weights);
    else
        align_texts(alignment, &sides[0], &sides[1], links, &options->weights, options->rows_of);
}

/* The rows that were mended by hand, in place of those found. */
static void take_hand_rows(struct run *run) {
    struct section *section = &run->section;
    struct correction *lines;
    const struct post *post = &section->posts[0];
    size_t count = corrections_of(&run->corrections, post->title, post->translated_title, post->source, &lines);
    hand_rows(&section->alignment, section->sides, lines, count);
}

/* How many of the rows by hand are found, and were before something was learned. */
static void compare_with_checked(struct run *run) {
    struct section *section = &run->section;
    struct checked *checked = &run->checked;
    struct alignment before, now = {.count = section->alignment.count};
    struct links links;
    now.rows = memory_alloc((now.count + 1) * sizeof *now.rows);
    memcpy(now.rows, section->alignment.rows, now.count * sizeof *now.rows);
    align(run, checked->before, &before, &links);
    take_hand_rows(run);
    for (size_t i = 0; i < section->alignment.count; i++)
        checked->rows += section->alignment.rows[i].by_hand;
    checked->found_before += hand_agreed(&before, &section->alignment, section->sides);
    checked->found += hand_agreed(&now, &section->alignment, section->sides);
    links_clear(&links);
    alignment_clear(&before);
    alignment_clear(&now);
}

int stages_lexicon(struct run *run, struct error *error) {
    if (!run->lexicon_asked)
        run->lexicon = open_lexicon(&run->options, error);
    run->lexicon_asked = true;
    return error->status;
}

static int run_align(struct run *run, struct error *error) {
    const struct options *options = &run->options;
    struct section *section = &run->section;
    struct links *links = &section->links;
    if (stages_lexicon(run, error))
        return error->status;
    align(run, run->lexicon, &section->alignment, links);
    bool titled = section->post_count == 1 && !from_lines(run);
    if (titled)
        title_split(&section->posts[0], section->sides);
    if (run->lexicon && may_be_monolingual(run) && !bilingual(section->sides, &section->alignment, links))
        error_set(error, STATUS_MONOLINGUAL, section->pages.name[0], 0,
                  "its '%s' and its '%s' are no translations of each other; if they are, add "
                  "--allow-monolingual",
                  options->language[0], options->language[1]);
    if (!error->status && options->learn.count)
        compare_with_checked(run);
    else if (!error->status && options->alignments.count)
        take_hand_rows(run);
    if (!error->status && titled)
        title_take(&section->posts[0], section->sides, &section->alignment);
    if (!error->status && (run->options.by_sentence || targets_want_sentences(run->targets)))
        fine_rows(&section->fine, section->sides, &section->alignment, links, &options->weights);
    if (section->fine.count && run->options.by_sentence) {
        alignment_clear(&section->alignment);
        section->alignment = section->fine;
        section->fine = (struct alignment){.count = 0};
    }
    section->alignment.doubt = options->min_score;
    return error->status;
}

static void take_images(struct run *run) {
    bool inlined;
    if (targets_want_images(run->targets, &inlined))
        images_take(&run->images, xmlDocGetRootElement(run->bitext)->last, run->section.pages.name[0],
                    run->options.folders.at, run->options.folders.count, inlined);
}

/* What some outputs show besides the rows. */
static void add_marginalia(struct run *run) {
    struct section *section = &run->section;
    if (run->options.words || targets_want_review(run->targets)) {
        associations found = {0};
        associate(&found, section->sides, section->fine.count ? &section->fine : &section->alignment, &section->links);
        bitext_add_words(run->bitext, &section->links, &found);
        array_free(&found);
    }
    if (targets_want_review(run->targets))
        bitext_add_dropped(run->bitext, section->posts, section->post_count, section->sides);
    take_images(run);
}

static int run_bitext(struct run *run, struct error *error) {
    const struct options *options = &run->options;
    struct section *section = &run->section;
    targets_add_rows(run->targets, section->sides, &section->alignment);
    if (!options->report && !options->until && !targets_want_bitext(run->targets))
        return 0;
    if (!run->bitext)
        run->bitext = bitext_new(options->language[0], options->language[1]);
    if (!bitext_add(run->bitext, section->posts, section->post_count, section->sides, &section->alignment,
                    section->fine.count ? &section->fine : NULL, error))
        add_marginalia(run);
    if (!error->status && options->report)
        report_write(&run->report, section->posts, section->post_count, section->sides, &section->alignment, error);
    return error->status;
}

/* Where every output is made section by section, a section is written, and forgotten. */
static int run_render(struct run *run, struct error *error) {
    if (targets_want_whole(run->targets))
        return 0;
    if (run->bitext)
        targets_add_bitext(run->targets, run->bitext, &run->images, run->section.pages.name[0], error);
    xmlFreeDoc(run->bitext);
    run->bitext = NULL;
    return error->status;
}

static void dump_documents(struct run *run) {
    for (size_t i = 0; i < run->section.pages.count; i++)
        dump_node(targets_first(run->targets), xmlDocGetRootElement(run->section.pages.at[i]));
}

static void dump_articles(struct run *run) {
    for (size_t i = 0; i < run->section.post_count; i++)
        dump_node(targets_first(run->targets), run->section.posts[i].article);
}

static void dump_sides(struct run *run) {
    for (int s = 0; s < 2; s++)
        dump_text(targets_first(run->targets), &run->section.sides[s]);
}

static void dump_rows(struct run *run) { dump_alignment(targets_first(run->targets), &run->section.alignment); }

static void dump_bitext(struct run *run) {
    dump_node(targets_first(run->targets), xmlDocGetRootElement(run->bitext)->last);
}

static int run_input(struct run *run, struct error *error) { /* done by source_next */
    (void)run;
    return error->status;
}

static const struct stage {
    const char *name;
    int (*run)(struct run *run, struct error *error);
    void (*dump)(struct run *run); /* what --until writes */
    bool writes;                   /* it adds to what all posts have in common */
} stages[] = {
    {"input", run_input, dump_documents, false},  {"post", run_post, dump_articles, false},
    {"language", run_language, dump_articles, false}, {"separate", run_separate, dump_sides, false},
    {"sentence", run_sentence, dump_sides, false}, {"align", run_align, dump_rows, false},
    {"bitext", run_bitext, dump_bitext, true}, {"render", run_render, NULL, true},
};
enum { STAGES = sizeof stages / sizeof *stages };

size_t stages_last(const char *name, struct error *error) {
    for (size_t i = 0; i < STAGES; i++)
        if (!name ? i + 1 == STAGES : !strcmp(name, stages[i].name))
            return i;
    error_set(error, EX_USAGE, "", 0,
              "--until '%s' is no stage; choose input, post, language, separate, sentence, align, "
              "bitext or render",
              name);
    return STAGES;
}

void stages_prepare(struct run *run, size_t last, struct error *error) {
    bool articles = !run->options.until && targets_are_articles(run->targets); /* they need no second language */
    for (size_t i = 0; i <= last && !stages[i].writes && !error->status; i++)
        if (!stages[i].run(run, error) && articles && stages[i].run == run_language)
            return;
}

void stages_finish(struct run *run, size_t last, struct error *error) {
    if (!run->options.until)
        targets_add_article(run->targets, run->section.posts, run->section.post_count);
    if (!run->options.until && targets_are_articles(run->targets))
        return;
    for (size_t i = 0; i <= last && !error->status; i++)
        if (stages[i].writes)
            stages[i].run(run, error);
    if (!error->status && run->options.until && stages[last].dump)
        stages[last].dump(run);
}

void section_clear(struct section *section) {
    pages_clear(&section->pages);
    for (size_t i = 0; i < 2; i++) {
        text_clear(&section->sides[i]);
        if (section->posts[i].doc)
            post_clear(&section->posts[i]);
    }
    alignment_clear(&section->alignment);
    alignment_clear(&section->fine);
    links_clear(&section->links);
    *section = (struct section){.post_count = 0};
}
