#include "program.h"
#include "bitext.h"
#include "crew.h"
#include "dependencies.h"
#include "freedict.h"
#include "learn.h"
#include "lexicon.h"
#include "lexicon_compile.h"
#include "memory.h"
#include "message.h"
#include "output.h"
#include "sandbox.h"
#include "stages.h"
#include "xml.h"
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* Of many posts, one that has nothing to align is left out and said so. */
static void leave_out(struct run *run, struct error *error) {
    bool unusable = error->status == STATUS_MONOLINGUAL || error->status == STATUS_EMPTY;
    if (!run->many || !unusable)
        return;
    message_detail("%s: left out: %s", error->file, error->what);
    run->left_out++;
    *error = (struct error){.status = 0};
}

static const char *corrections_name(const struct options *o) {
    return o->learn.count ? o->learn.at[0] : o->alignments.count ? o->alignments.at[0] : "";
}

/* What became of the corrections. */
static void say_corrections(const struct run *run) {
    const char *name = corrections_name(&run->options);
    const struct checked *checked = &run->checked;
    size_t missed = corrections_missed(&run->corrections);
    if (missed && !run->options.learn.count)
        message_note("%s: %zu of its rows are not in the page any more; what stands there now is aligned as usual", name,
                     missed);
    if (run->options.learn.count)
        message_print("%s: of %zu rows checked in these posts, %zu are found without help; %zu before", name, checked->rows,
                      checked->found, checked->found_before);
}

/* What is said and written once all posts are done. */
static void finish(struct run *run, struct error *error) {
    if (run->left_out)
        message_note("%zu of %zu posts left out: in one language, or empty; --verbose names them", run->left_out,
                     run->left_out + run->sections);
    if (!run->sections)
        error_set(error, run->left_out ? STATUS_MONOLINGUAL : STATUS_EMPTY, run->options.files[0], 0,
                  "no post in two languages in it; name the pair with --languages");
    else if (run->bitext && !run->options.until && !run->options.learn.count) {
        bitext_describe(run->bitext, source_title(run->source), run->options.metadata.at);
        targets_add_bitext(run->targets, run->bitext, &run->images, "", error);
    }
}

/* Rows that go to the terminal show how far it is. */
static void say_progress(const struct run *run) {
    const struct options *o = &run->options;
    if (run->many && (o->outputs.at[0].path || !isatty(STDOUT_FILENO)))
        message_progress(run->sections + run->left_out, o->file_count > 1 ? o->file_count : 0);
}

static void run_all(struct run *run, struct error *error) {
    size_t last = stages_last(run->options.learn.count ? "align" : run->options.until, error);
    run->targets = targets_new(&run->options, run->data);
    const struct source_options options = {run->options.from,    run->options.files,  run->options.file_count,
                                           run->options.input,   run->options.select, run->options.language};
    run->source = source_new(&options);
    bool alone = run->corrections.lines.count || run->options.until; /* a correction is taken once */
    if (!error->status && run->options.jobs > 1)
        stages_lexicon(run, error);
    struct crew *crew = crew_new(run, last, alone || error->status ? 1 : run->options.jobs);
    while (!error->status && crew_next(crew, error)) {
        if (!error->status)
            stages_finish(run, last, error);
        bool done = !error->status || targets_take_error(run->targets, run->section.pages.name[0], error);
        run->sections += done;
        if (!done)
            leave_out(run, error);
        if (run->many && !targets_want_whole(run->targets)) { /* half a section, after an error */
            xmlFreeDoc(run->bitext);
            run->bitext = NULL;
        }
        if (!run->bitext && !error->status && run->many)
            targets_flush(run->targets, error);
        section_clear(&run->section);
        say_progress(run);
    }
    message_progress_end();
    if (!error->status)
        finish(run, error);
    if (!error->status && run->corrections.lines.count)
        say_corrections(run);
    crew_free(crew);
    source_free(run->source);
    run->source = NULL;
}

static void write_report(struct run *run, struct error *error) {
    const char *path = run->options.report;
    if (path && !error->status && !strcmp(path, "-"))
        message_raw(buffer_text(&run->report));
    else if (path && !error->status)
        output_write(path, &run->report, error);
}

static void write_dependencies(struct run *run, struct error *error) {
    struct buffer rule = {0};
    if (!run->options.dependencies || error->status)
        return;
    dependencies_add(&rule, &run->options, &run->images);
    output_write(run->options.dependencies, &rule, error);
    buffer_free(&rule);
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

/* --compile-dictionary: the dictionary is the whole output. */
static void compile_dictionary(const struct options *o, struct error *error) {
    if (strcmp(o->files[0], "-"))
        lexicon_compile_table(o->files[0], o->language[0], o->language[1], o->compile, error);
    else
        lexicon_compile_freedict(FREEDICT_FOLDER, NULL, o->language[0], o->language[1], o->compile, error);
}

/* From here on only what the options name may be opened, and what lies beside the pages. */
static void confine(const struct options *o, const char *data) {
    struct sandbox *sandbox = o->sandbox ? sandbox_new() : NULL;
    const char *const read[] = {data, o->dictionary}, *const written[] = {o->report, o->dependencies, o->compile};
    lexicon_allow(sandbox);
    sandbox_allow_beside(sandbox, o->stylesheet);
    for (size_t i = 0; i < o->file_count; i++)
        sandbox_allow_beside(sandbox, o->files[i]);
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        sandbox_allow_reading(sandbox, read[i]);
    for (size_t i = 0; i < o->rules.count; i++)
        sandbox_allow_reading(sandbox, o->rules.at[i]);
    for (size_t i = 0; i < o->folders.count; i++)
        sandbox_allow_reading(sandbox, o->folders.at[i]);
    for (size_t i = 0; i < o->alignments.count; i++)
        sandbox_allow_reading(sandbox, o->alignments.at[i]);
    for (size_t i = 0; i < o->learn.count; i++)
        sandbox_allow_reading(sandbox, o->learn.at[i]);
    if (o->learn.count)
        lexicon_allow_learning(sandbox);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        sandbox_allow_writing(sandbox, written[i]);
    for (size_t i = 0; i < o->outputs.count; i++)
        sandbox_allow_writing(sandbox, o->outputs.at[i].path);
    if (!strcmp(o->from, "records")) /* they name files anywhere */
        sandbox_allow_reading(sandbox, "/");
    if (!sandbox_enter(sandbox) && o->sandbox)
        message_detail("this system confines no program; going on without");
}

static void read_corrections(struct run *run, struct error *error) {
    const struct options *o = &run->options;
    for (size_t i = 0; i < o->alignments.count && !error->status; i++)
        corrections_read(&run->corrections, o->alignments.at[i], error);
    for (size_t i = 0; i < o->learn.count && !error->status; i++)
        corrections_read(&run->corrections, o->learn.at[i], error);
}

/* --learn: word pairs of the rows checked go to the user's lexicon; then, of pages, what that changes. */
static void learn_rows(struct run *run, struct error *error) {
    struct learned learned;
    if (stages_lexicon(run, error) || learn(&learned, &run->corrections, run->options.language, error))
        return;
    message_print("%s: %zu word pairs of %s and %s learned from %zu rows", corrections_name(&run->options), learned.pairs,
                  run->options.language[0], run->options.language[1], learned.rows);
    if (!run->options.given)
        return;
    run->checked.before = run->lexicon;
    run->lexicon = NULL;
    run->lexicon_asked = false;
    run_all(run, error);
    lexicon_free(run->checked.before);
}

int program(struct run *run, int argc, char **argv) {
    struct error error = {0};
    struct buffer help = {0};
    if (options_read(&run->options, argc, argv, &help, &error)) {
        message_level(run->options.quiet, run->options.verbose);
        run->data = data_folder();
        confine(&run->options, run->data);
        read_corrections(run, &error);
        if (run->options.compile)
            compile_dictionary(&run->options, &error);
        else if (run->options.learn.count && !error.status)
            learn_rows(run, &error);
        else if (!error.status)
            run_all(run, &error);
        targets_close(run->targets, &error);
        write_report(run, &error);
        write_dependencies(run, &error);
    } else if (!error.status)
        output_write(NULL, &help, &error);
    buffer_free(&help);
    if (error.status)
        message_error(&error);
    return error.status;
}

void program_clear(struct run *run) {
    targets_free(run->targets);
    section_clear(&run->section);
    rules_free(run->rules);
    sites_free(run->sites);
    lexicon_free(run->lexicon);
    xmlFreeDoc(run->bitext);
    images_clear(&run->images);
    buffer_free(&run->report);
    corrections_clear(&run->corrections);
    memory_free(run->data);
    options_clear(&run->options);
}
