#include "sites.h"
#include "buffer.h"
#include "memory.h"
#include "xpath.h"
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

struct sites {
    ARRAY(char *) places;
    struct site site; /* the last one found */
};

struct sites *sites_new(void) { return memory_alloc(sizeof(struct sites)); }

static void clear_xpaths(xpaths *list) {
    for (size_t i = 0; i < list->count; i++)
        memory_free(list->at[i]);
    array_free(list);
}

static void clear_site(struct site *site) {
    clear_xpaths(&site->body);
    clear_xpaths(&site->strip);
    clear_xpaths(&site->title);
    clear_xpaths(&site->date);
    clear_xpaths(&site->author);
}

void sites_free(struct sites *sites) {
    if (!sites)
        return;
    for (size_t i = 0; i < sites->places.count; i++)
        memory_free(sites->places.at[i]);
    array_free(&sites->places);
    clear_site(&sites->site);
    memory_free(sites);
}

void sites_add(struct sites *sites, const char *path) { array_push(&sites->places, memory_string(path)); }

static void add_xpath(xpaths *list, const char *expression) {
    struct buffer html = {0};
    xpath_add_html(&html, expression);
    array_push(list, memory_string(buffer_text(&html)));
    buffer_free(&html);
}

/* Those whose class or id holds the text, as the project's own reader has it. */
static void add_named(xpaths *list, const char *name) {
    struct buffer path = {0};
    char quote = strchr(name, '\'') ? '"' : '\'';
    buffer_print(&path, ".//*[contains(@class, %c%s%c) or contains(@id, %c%s%c)]", quote, name, quote, quote, name,
                 quote);
    array_push(list, memory_string(path.data));
    buffer_free(&path);
}

/* One "name: value".  What we have no use for (log-ins, tests, tidying) is passed over. */
static void take_line(struct site *site, const char *name, const char *value) {
    const struct {
        const char *name;
        xpaths *list;
    } lists[] = {{"body", &site->body}, {"strip", &site->strip},   {"title", &site->title},
                 {"date", &site->date}, {"author", &site->author}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (!strcmp(name, lists[i].name))
            add_xpath(lists[i].list, value);
    if (!strcmp(name, "strip_id_or_class"))
        add_named(&site->strip, value);
}

static void trim(char *text) {
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        text[--length] = 0;
}

static void read_site(struct site *site, FILE *file) {
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, file) > 0) {
        char *colon = strchr(line, ':');
        if (!colon || *line == '#')
            continue;
        *colon = 0;
        trim(line);
        trim(colon + 1);
        take_line(site, line, colon + 1 + strspn(colon + 1, " \t"));
    }
    memory_free(line);
}

/* Reads the file if there is one. */
static bool read_file(struct site *site, const char *path, struct error *error) {
    FILE *file = fopen(path, "r");
    if (!file && errno != ENOENT)
        error_set(error, EX_NOINPUT, path, 0, "cannot read the rules: %s", strerror(errno));
    if (!file)
        return false;
    clear_site(site);
    read_site(site, file);
    fclose(file);
    return true;
}

static bool is_folder(const char *path) {
    struct stat about;
    return !stat(path, &about) && S_ISDIR(about.st_mode);
}

/* The host's own file, then those of the domains above that have a file for all below. */
static bool read_from_folder(struct site *site, const char *folder, const char *host, struct error *error) {
    bool found = false;
    for (const char *name = host; name && *name && !found; name = strchr(name + 1, '.')) {
        struct buffer path = {0};
        buffer_print(&path, "%s/%s.txt", folder, name);
        found = read_file(site, path.data, error);
        if (!found && *name != '.') {
            path.length = 0;
            buffer_print(&path, "%s/.%s.txt", folder, name);
            found = read_file(site, path.data, error);
        }
        buffer_free(&path);
    }
    return found;
}

const struct site *sites_find(struct sites *sites, const char *host, struct error *error) {
    if (host && !strncmp(host, "www.", 4))
        host += 4;
    for (size_t i = sites->places.count; i-- > 0 && !error->status;) {
        const char *place = sites->places.at[i];
        bool found = !is_folder(place)                          ? read_file(&sites->site, place, error)
                     : host && !strchr(host, '/') && *host != '.' ? read_from_folder(&sites->site, place, host, error)
                                                                : false;
        if (found)
            return &sites->site;
    }
    return NULL;
}
