#include "freedict.h"
#include "lexicon.h"
#include "lexicon_file.h"
#include "buffer.h"
#include "intern.h"
#include "lexicon_compile.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

struct lexicon {
    void *map;
    size_t size;
    const struct header *header;
    const struct left_slot *left;
    const uint32_t *right; /* keys */
    const struct link *links;
    const char *pool;
    bool swapped; /* the caller's left is the file's right */
};

static bool same_language(const char *tag, const char *primary) {
    size_t n = strcspn(tag, "-_");
    return strlen(primary) == n && !strncmp(tag, primary, n);
}

static size_t size_of(const struct header *h) {
    return sizeof *h + h->left_slots * sizeof(struct left_slot) +
           h->right_slots * sizeof(uint32_t) + h->links * sizeof(struct link) + h->pool;
}

static bool is_table_size(uint32_t slots) { return slots && !(slots & (slots - 1)); }

/* Is it what it says?  Where its parts lead is looked at when they are used: a run needs few of them. */
static bool is_lexicon(const struct header *h, size_t size) {
    return !memcmp(h->magic, LEXICON_MAGIC, sizeof h->magic) && size_of(h) == size && h->pool && !((const char *)h)[size - 1] &&
           is_table_size(h->left_slots) && is_table_size(h->right_slots) && memchr(h->left, 0, sizeof h->left) &&
           memchr(h->right, 0, sizeof h->right);
}

struct lexicon *lexicon_open(const char *path, const char *left, const char *right,
                             struct error *error) {
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) < 0) {
        error_set(error, EX_NOINPUT, path, 0, "cannot read the dictionary: %s", strerror(errno));
        if (file >= 0)
            close(file);
        return NULL;
    }
    size_t size = (size_t)about.st_size;
    void *map = size < sizeof(struct header) ? MAP_FAILED
                                             : mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    const struct header *h = map;
    if (map == MAP_FAILED || !is_lexicon(h, size)) {
        if (map != MAP_FAILED)
            munmap(map, size);
        error_set(error, EX_DATAERR, path, 0,
                  "not a compiled dictionary; make one with enregard --compile-dictionary");
        return NULL;
    }
    struct lexicon *lexicon = memory_alloc(sizeof *lexicon);
    *lexicon = (struct lexicon){.map = map, .size = size, .header = h};
    lexicon->left = (const void *)(h + 1);
    lexicon->right = (const void *)(lexicon->left + h->left_slots);
    lexicon->links = (const void *)(lexicon->right + h->right_slots);
    lexicon->pool = (const void *)(lexicon->links + h->links);
    lexicon->swapped = same_language(left, h->right) && same_language(right, h->left);
    if (!lexicon->swapped && !(same_language(left, h->left) && same_language(right, h->right))) {
        error_set(error, EX_DATAERR, path, 0, "this dictionary is for %s and %s, not %s and %s",
                  h->left, h->right, left, right);
        lexicon_free(lexicon);
        return NULL;
    }
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon) {
    if (!lexicon)
        return;
    munmap(lexicon->map, lexicon->size);
    memory_free(lexicon);
}

static bool is_key(const struct lexicon *lexicon, uint32_t offset, const char *key) {
    return offset < lexicon->header->pool && !strcmp(lexicon->pool + offset, key);
}

static const struct left_slot *find_left(const struct lexicon *lexicon, const char *key) {
    uint32_t slots = lexicon->header->left_slots, i = hash_bytes(key, strlen(key)) & (slots - 1);
    for (uint32_t n = 0; n < slots && lexicon->left[i].key; n++, i = (i + 1) & (slots - 1))
        if (is_key(lexicon, lexicon->left[i].key, key))
            return &lexicon->left[i];
    return NULL;
}

static uint32_t find_right(const struct lexicon *lexicon, const char *key) {
    uint32_t slots = lexicon->header->right_slots, i = hash_bytes(key, strlen(key)) & (slots - 1);
    for (uint32_t n = 0; n < slots && lexicon->right[i]; n++, i = (i + 1) & (slots - 1))
        if (is_key(lexicon, lexicon->right[i], key))
            return i;
    return UINT32_MAX;
}

/* The last word of a text that is a slot's key; there are far fewer words than slots. */
struct chain {
    uint32_t slot, last; /* + 1; 0: free */
};

static struct chain *chain_at(struct chain *chains, size_t room, uint32_t slot) {
    size_t i = slot & (room - 1);
    while (chains[i].last && chains[i].slot != slot)
        i = (i + 1) & (room - 1);
    return &chains[i];
}

void lexicon_links(const struct lexicon *lexicon, const char *const *left_keys, size_t left_count,
                   const char *const *right_keys, size_t right_count,
                   void (*found)(void *context, uint32_t left, uint32_t right, float strength),
                   void *context) {
    if (!lexicon)
        return;
    bool swap = lexicon->swapped;
    const char *const *a = swap ? right_keys : left_keys, *const *b = swap ? left_keys : right_keys;
    size_t a_count = swap ? right_count : left_count, b_count = swap ? left_count : right_count;
    size_t room = 2;
    while (room < 2 * b_count)
        room *= 2;
    struct chain *chains = memory_alloc(room * sizeof *chains);
    uint32_t *next = memory_alloc(b_count * sizeof *next); /* the one before in its chain, + 1 */
    for (uint32_t i = 0; i < b_count; i++) {
        uint32_t slot = find_right(lexicon, b[i]);
        if (slot == UINT32_MAX)
            continue;
        struct chain *chain = chain_at(chains, room, slot);
        next[i] = chain->last;
        *chain = (struct chain){slot, i + 1};
    }
    for (uint32_t i = 0; i < a_count; i++) {
        const struct left_slot *slot = find_left(lexicon, a[i]);
        for (size_t l = slot ? slot->first : 0; slot && l < (size_t)slot->first + slot->count && l < lexicon->header->links; l++) {
            struct link link = lexicon->links[l];
            if (link.right >= lexicon->header->right_slots || !link.strength)
                continue;
            for (uint32_t j = chain_at(chains, room, link.right)->last; j; j = next[j - 1])
                found(context, swap ? j - 1 : i, swap ? i : j - 1, (float)link.strength / 255.0f);
        }
    }
    memory_free(chains);
    memory_free(next);
}

bool lexicon_knows(const struct lexicon *lexicon, const char *language, const char *key) {
    return lexicon && *key &&
           (same_language(language, lexicon->header->left) ? find_left(lexicon, key) != NULL
                                                           : find_right(lexicon, key) != UINT32_MAX);
}

/* The user's folder of ours below what a variable names, or below HOME; false where there is no place for one. */
static bool user_folder(struct buffer *path, const char *variable, const char *below_home) {
    const char *folder = getenv(variable), *home = getenv("HOME");
    bool named = folder && *folder;
    if (named || home)
        buffer_print(path, "%s%s/enregard", named ? folder : home, named ? "" : below_home);
    return named || home;
}

static bool cache_folder(struct buffer *path) { return user_folder(path, "XDG_CACHE_HOME", "/.cache"); }
static bool learned_folder(struct buffer *path) { return user_folder(path, "XDG_DATA_HOME", "/.local/share"); }

/* Makes the folder, and those above; false where nothing can be kept in it. */
static bool make_folder(char *path) {
    if (!access(path, W_OK))
        return true;
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0700);
        *slash = '/';
    }
    mkdir(path, 0700);
    return !access(path, W_OK);
}

void lexicon_allow(struct sandbox *sandbox) {
    struct buffer cache = {0}, learned = {0};
    bool kept = cache_folder(&cache) && make_folder(cache.data);
    buffer_add_string(&cache, "/");
    sandbox_allow_writing(sandbox, kept ? cache.data : "/tmp/");
    sandbox_allow_reading(sandbox, FREEDICT_FOLDER);
    sandbox_allow_reading(sandbox, learned_folder(&learned) ? learned.data : NULL);
    buffer_free(&cache);
    buffer_free(&learned);
}

void lexicon_allow_learning(struct sandbox *sandbox) {
    struct buffer learned = {0};
    bool kept = learned_folder(&learned) && make_folder(learned.data);
    buffer_add_string(&learned, "/");
    sandbox_allow_writing(sandbox, kept ? learned.data : NULL);
    buffer_free(&learned);
}

static void add_pair_name(struct buffer *path, const char *left, const char *right, const char *ending) {
    buffer_print(path, "/%.*s-%.*s.%s", (int)strcspn(left, "-/"), left, (int)strcspn(right, "-/"), right, ending);
}

/* $XDG_CACHE_HOME/enregard/fr-en.lexicon; false where there is no place for it. */
static bool cache_path(struct buffer *path, const char *left, const char *right) {
    if (!cache_folder(path) || !make_folder(path->data))
        return false;
    add_pair_name(path, left, right, "lexicon");
    return true;
}

bool lexicon_learned(struct buffer *path, const char *left, const char *right) {
    if (!learned_folder(path))
        return false;
    add_pair_name(path, left, right, "tsv");
    return true;
}

/* Is there such a source, changed since the file was?  As old counts as newer: clocks tick slowly. */
static bool is_newer(const char *source, const struct stat *file) {
    struct stat it;
    if (stat(source, &it))
        return false;
    return it.st_mtim.tv_sec != file->st_mtim.tv_sec ? it.st_mtim.tv_sec > file->st_mtim.tv_sec
                                                     : it.st_mtim.tv_nsec >= file->st_mtim.tv_nsec;
}

/* Is it older than what it would be made of: FreeDict, what was learned, or (the folder) forgotten again? */
static bool is_stale(const char *path, const char *left, const char *right) {
    struct stat file;
    struct buffer folder = {0}, learned[2] = {{0}, {0}};
    learned_folder(&folder);
    lexicon_learned(&learned[0], left, right);
    lexicon_learned(&learned[1], right, left);
    const char *const sources[] = {FREEDICT_FOLDER, folder.data, learned[0].data, learned[1].data};
    bool stale = stat(path, &file);
    for (size_t i = 0; i < sizeof sources / sizeof *sources && !stale; i++)
        stale = sources[i] && is_newer(sources[i], &file);
    buffer_free(&folder);
    buffer_free(&learned[0]);
    buffer_free(&learned[1]);
    return stale;
}

/* With the user's own tables, or without. */
static int compile(const char *path, const char *left, const char *right, bool own, struct error *error) {
    struct buffer learned[2] = {{0}, {0}};
    bool kept = own && lexicon_learned(&learned[0], left, right) && lexicon_learned(&learned[1], right, left);
    const char *const tables[2] = {learned[0].data, learned[1].data};
    lexicon_compile_freedict(FREEDICT_FOLDER, kept ? tables : NULL, left, right, path, error);
    buffer_free(&learned[0]);
    buffer_free(&learned[1]);
    return error->status;
}

/* Compiles into a file that is gone with the run. */
static struct lexicon *compile_once(const char *left, const char *right, bool own) {
    struct buffer name = {0};
    struct error ignored = {0};
    struct lexicon *lexicon = NULL;
    if (!cache_path(&name, left, right))
        name.length = 0, buffer_add_string(&name, "/tmp/enregard");
    buffer_add_string(&name, "-XXXXXX");
    int file = mkstemp(name.data);
    if (file >= 0 && !close(file) && !compile(name.data, left, right, own, &ignored))
        lexicon = lexicon_open(name.data, left, right, &ignored);
    unlink(name.data);
    buffer_free(&name);
    return lexicon;
}

/* Compiles beside the path and renames, since several runs may do this at once; where nothing can be kept there, for
 * this run. */
static struct lexicon *compile_cached(const char *path, const char *left, const char *right) {
    struct error ignored = {0};
    struct buffer part = {0};
    struct lexicon *lexicon = NULL;
    if (path)
        buffer_print(&part, "%s.%ld", path, (long)getpid());
    if (path && !compile(part.data, left, right, true, &ignored) && !rename(part.data, path))
        lexicon = lexicon_open(path, left, right, &ignored);
    else if (ignored.status != EX_UNAVAILABLE)
        lexicon = compile_once(left, right, true);
    buffer_free(&part);
    return lexicon;
}

struct lexicon *lexicon_cached(const char *left, const char *right) {
    struct buffer path = {0};
    struct error ignored = {0};
    bool kept = cache_path(&path, left, right);
    struct lexicon *lexicon = kept && !is_stale(path.data, left, right) ? lexicon_open(path.data, left, right, &ignored) : NULL;
    if (!lexicon)
        lexicon = compile_cached(kept ? path.data : NULL, left, right);
    buffer_free(&path);
    return lexicon;
}

struct lexicon *lexicon_of_others(const char *left, const char *right) { return compile_once(left, right, false); }
