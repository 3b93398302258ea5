#include "lexicon.h"
#include "buffer.h"
#include "array.h"
#include "intern.h"
#include "language_data.h"
#include "words.h"
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
#include <zlib.h>

/* The file: header, left slots, right slots, links, pool of NUL-terminated keys.
 *
 *   left slot  ── key in the pool, its links [first, first + count)
 *   link       ── number of a right slot, strength in 1/255
 *   right slot ── key in the pool
 *
 * Both slot tables are open-addressed by hash_bytes(key); a free slot's key is 0 (the pool's first
 * byte is NUL).  Numbers are the machine's own: the file is made on the machine that uses it. */
struct header {
    char magic[8];
    char left[8], right[8];
    uint32_t left_slots, right_slots, links, pool;
};
struct left_slot {
    uint32_t key, first, count;
};
struct link {
    uint32_t right : 24, strength : 8;
};
static const char MAGIC[8] = "enrglex1";

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
    if (map == MAP_FAILED || memcmp(h->magic, MAGIC, sizeof MAGIC) || size_of(h) != size) {
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
    free(lexicon);
}

static const struct left_slot *find_left(const struct lexicon *lexicon, const char *key) {
    uint32_t mask = lexicon->header->left_slots - 1;
    for (uint32_t i = hash_bytes(key, strlen(key)) & mask; lexicon->left[i].key; i = (i + 1) & mask)
        if (!strcmp(lexicon->pool + lexicon->left[i].key, key))
            return &lexicon->left[i];
    return NULL;
}

static uint32_t find_right(const struct lexicon *lexicon, const char *key) {
    uint32_t mask = lexicon->header->right_slots - 1;
    for (uint32_t i = hash_bytes(key, strlen(key)) & mask; lexicon->right[i]; i = (i + 1) & mask)
        if (!strcmp(lexicon->pool + lexicon->right[i], key))
            return i;
    return UINT32_MAX;
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
    /* slot of the file's right table -> chain of this text's words */
    uint32_t *head = memory_alloc(lexicon->header->right_slots * sizeof *head);
    uint32_t *next = memory_alloc(b_count * sizeof *next);
    for (uint32_t i = 0; i < b_count; i++) {
        uint32_t slot = find_right(lexicon, b[i]);
        if (slot == UINT32_MAX)
            continue;
        next[i] = head[slot];
        head[slot] = i + 1;
    }
    for (uint32_t i = 0; i < a_count; i++) {
        const struct left_slot *slot = find_left(lexicon, a[i]);
        for (uint32_t l = 0; slot && l < slot->count; l++) {
            struct link link = lexicon->links[slot->first + l];
            for (uint32_t j = head[link.right]; j; j = next[j - 1])
                found(context, swap ? j - 1 : i, swap ? i : j - 1, (float)link.strength / 255.0f);
        }
    }
    free(head);
    free(next);
}

bool lexicon_knows(const struct lexicon *lexicon, const char *language, const char *key) {
    return lexicon && *key &&
           (same_language(language, lexicon->header->left) ? find_left(lexicon, key) != NULL
                                                           : find_right(lexicon, key) != UINT32_MAX);
}

/* ---- compiling */

struct pair {
    uint32_t left, right;
    float strength;
};
struct compiler {
    const char *language[2];
    struct stemmer *stemmer[2];
    struct intern keys[2];
    ARRAY(struct pair) pairs;
};

static void compiler_start(struct compiler *c, const char *left, const char *right) {
    *c = (struct compiler){.language = {left, right}};
    for (int s = 0; s < 2; s++)
        c->stemmer[s] = stemmer_new(c->language[s]);
}

static void compiler_clear(struct compiler *c) {
    for (int s = 0; s < 2; s++) {
        stemmer_free(c->stemmer[s]);
        intern_clear(&c->keys[s]);
    }
    array_free(&c->pairs);
}

enum { PHRASE_WORDS = 3 };

static bool is_filler(const struct language_data *data, const char *word, size_t length) {
    static const char glosses[] =
        " sb sth etw jdn jdm jd sich se s qqch qqn something someone somebody to ";
    return language_list_has(glosses, word, length) ||
           language_list_has(data->binders, word, length) ||
           language_list_has(data->weak_binders, word, length);
}

/* Keys of a phrase's content words; 0 if it has more than PHRASE_WORDS. */
static size_t phrase_keys(struct compiler *c, int side, const char *text, size_t length,
                          uint32_t keys[PHRASE_WORDS]) {
    const struct language_data *data = language_data(c->language[side]);
    struct word words[16], word;
    size_t count = 0, kept = 0, at = 0;
    struct buffer key = {0};
    while (count < 16 && word_next(text, length, &at, &word))
        if (!word.number)
            words[count++] = word;
    for (int pass = 0; pass < 2 && !kept; pass++) /* second pass: all are fillers, so keep them */
        for (size_t i = 0; i < count; i++) {
            key.length = 0;
            struct word w = words[i];
            if (!pass && count > 1 && is_filler(data, text + w.start, w.end - w.start))
                continue;
            if (kept == PHRASE_WORDS) {
                kept = PHRASE_WORDS + 1;
                break;
            }
            word_key(c->stemmer[side], &key, text, w);
            if (key.length)
                keys[kept++] = intern_add(&c->keys[side], key.data, key.length);
        }
    buffer_free(&key);
    return kept > PHRASE_WORDS ? 0 : kept;
}

/* Every word of one phrase may stand for every word of the other: each link 1/(m n). */
static void add_phrases(struct compiler *c, const char *const text[2], const size_t length[2],
                        float strength) {
    uint32_t keys[2][PHRASE_WORDS + 1];
    size_t count[2];
    for (int s = 0; s < 2; s++)
        count[s] = phrase_keys(c, s, text[s], length[s], keys[s]);
    for (size_t i = 0; i < count[0]; i++)
        for (size_t j = 0; j < count[1]; j++)
            array_push(&c->pairs, ((struct pair){keys[0][i], keys[1][j],
                                                 strength / (float)(count[0] * count[1])}));
}

static int by_left_right_strength(const void *a, const void *b) {
    const struct pair *p = a, *q = b;
    if (p->left != q->left)
        return p->left < q->left ? -1 : 1;
    if (p->right != q->right)
        return p->right < q->right ? -1 : 1;
    return p->strength > q->strength ? -1 : p->strength < q->strength;
}

static uint32_t slots_for(size_t count) {
    uint32_t slots = 16;
    while (slots < count * 2)
        slots *= 2;
    return slots;
}

static uint32_t *place_keys(const struct intern *keys, uint32_t slots, struct buffer *pool,
                            uint32_t *where) {
    uint32_t *table = memory_alloc(slots * sizeof *table);
    for (size_t i = 0; i < keys->count; i++) {
        uint32_t at = hash_bytes(keys->strings[i], strlen(keys->strings[i])) & (slots - 1);
        while (table[at])
            at = (at + 1) & (slots - 1);
        table[at] = (uint32_t)pool->length;
        where[i] = at;
        buffer_add(pool, keys->strings[i], strlen(keys->strings[i]) + 1);
    }
    return table;
}

static int write_whole(const char *path, const struct buffer *data, struct error *error) {
    struct buffer name = {0};
    buffer_print(&name, "%s.%ld.tmp", path, (long)getpid());
    FILE *file = fopen(name.data, "wb");
    bool ok = file && fwrite(data->data, 1, data->length, file) == data->length;
    if (file && fclose(file))
        ok = false;
    if (ok && rename(name.data, path))
        ok = false;
    if (!ok) {
        error_set(error, EX_CANTCREAT, path, 0, "cannot write the dictionary: %s", strerror(errno));
        unlink(name.data);
    }
    buffer_free(&name);
    return error->status;
}

static int compiler_write(struct compiler *c, const char *path, struct error *error) {
    struct header h = {.left_slots = slots_for(c->keys[0].count),
                       .right_slots = slots_for(c->keys[1].count)};
    memcpy(h.magic, MAGIC, sizeof MAGIC);
    snprintf(h.left, sizeof h.left, "%s", c->language[0]);
    snprintf(h.right, sizeof h.right, "%s", c->language[1]);
    struct buffer pool = {0}, links = {0}, out = {0};
    buffer_add(&pool, "", 1);
    uint32_t *where[2], *table[2];
    for (int s = 0; s < 2; s++) {
        where[s] = memory_alloc(c->keys[s].count * sizeof(uint32_t));
        table[s] = place_keys(&c->keys[s], s ? h.right_slots : h.left_slots, &pool, where[s]);
    }
    struct left_slot *left = memory_alloc(h.left_slots * sizeof *left);
    for (uint32_t i = 0; i < h.left_slots; i++)
        left[i].key = table[0][i];
    qsort(c->pairs.at, c->pairs.count, sizeof *c->pairs.at, by_left_right_strength);
    for (size_t i = 0; i < c->pairs.count; i++) {
        struct pair p = c->pairs.at[i];
        if (i && c->pairs.at[i - 1].left == p.left && c->pairs.at[i - 1].right == p.right)
            continue;
        struct left_slot *slot = &left[where[0][p.left]];
        if (!slot->count)
            slot->first = h.links;
        slot->count++;
        struct link link = {where[1][p.right] & 0xFFFFFF,
                            (unsigned)(p.strength * 255.0f + 0.5f) & 0xFF};
        buffer_add(&links, (const char *)&link, sizeof link);
        h.links++;
    }
    h.pool = (uint32_t)pool.length;
    buffer_add(&out, (const char *)&h, sizeof h);
    buffer_add(&out, (const char *)left, h.left_slots * sizeof *left);
    buffer_add(&out, (const char *)table[1], h.right_slots * sizeof(uint32_t));
    buffer_add(&out, buffer_text(&links), links.length);
    buffer_add(&out, pool.data, pool.length);
    int status = write_whole(path, &out, error);
    for (int s = 0; s < 2; s++) {
        free(where[s]);
        free(table[s]);
    }
    free(left);
    buffer_free(&pool);
    buffer_free(&links);
    buffer_free(&out);
    return status;
}

/* ---- FreeDict's dictd files: an index of `headword TAB offset TAB length` (base 64), and entries:
 * the headword with its pronunciation and grammar, then translations, one numbered line a sense;
 * lines further in are glosses and examples. */

static size_t base64_number(const char *digits, const char *end) {
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t number = 0;
    for (; digits < end; digits++) {
        const char *digit = *digits ? strchr(alphabet, *digits) : NULL;
        if (!digit)
            break;
        number = number * 64 + (size_t)(digit - alphabet);
    }
    return number;
}

static bool read_gz(const char *path, struct buffer *out) {
    gzFile file = gzopen(path, "rb");
    if (!file)
        return false;
    char bytes[1 << 15];
    int n;
    while ((n = gzread(file, bytes, sizeof bytes)) > 0)
        buffer_add(out, bytes, (size_t)n);
    gzclose(file);
    return n == 0 && out->length > 0;
}

/* Blanks out what is in brackets of any kind: grammar, pronunciation, remarks. */
static void blank_brackets(char *text, size_t length) {
    static const char open[] = "<[({/", close[] = ">])}/";
    for (size_t i = 0; i < length; i++) {
        const char *kind = text[i] ? strchr(open, text[i]) : NULL;
        char *end = kind ? memchr(text + i + 1, close[kind - open], length - i - 1) : NULL;
        if (end)
            memset(text + i, ' ', (size_t)(end - text) - i + 1);
    }
}

static void add_translations(struct compiler *c, bool reversed, const char *head,
                             size_t head_length, char *line, size_t length) {
    blank_brackets(line, length);
    for (size_t start = 0; start < length;) {
        size_t end = start;
        while (end < length && line[end] != ',' && line[end] != ';')
            end++;
        if (end - start < 40) {
            const char *text[2] = {head, line + start};
            size_t lengths[2] = {head_length, end - start};
            if (reversed) {
                const char *t = text[0];
                text[0] = text[1], text[1] = t;
                lengths[1] = head_length, lengths[0] = end - start;
            }
            add_phrases(c, text, lengths, 1.0f);
        }
        start = end + 1;
    }
}

static void add_entry(struct compiler *c, bool reversed, char *entry, size_t length) {
    size_t head = strcspn(entry, "\n");
    if (head >= length)
        return;
    size_t head_length = head;
    for (size_t i = 1; i + 1 < head; i++)
        if (entry[i] == ' ' && strchr("/<[(", entry[i + 1])) {
            head_length = i;
            break;
        }
    bool first = true;
    for (char *line = entry + head + 1; line < entry + length;) {
        char *newline = memchr(line, '\n', (size_t)(entry + length - line));
        char *end = newline ? newline : entry + length;
        char *body = line + strspn(line, " \t");
        size_t digits = strspn(body, "0123456789");
        if (body < end && digits && body[digits] == '.')
            add_translations(c, reversed, entry, head_length, body + digits + 1,
                             (size_t)(end - body) - digits - 1);
        else if (body < end && first && body - line < 5)
            add_translations(c, reversed, entry, head_length, body, (size_t)(end - body));
        if (body < end)
            first = false;
        line = end + 1;
    }
}

static const char *three_letters(const char *tag) {
    static const char *const codes[][2] = {
        {"fr", "fra"}, {"en", "eng"}, {"de", "deu"}, {"es", "spa"}, {"it", "ita"}, {"pt", "por"},
        {"nl", "nld"}, {"sv", "swe"}, {"pl", "pol"}, {"ja", "jpn"}, {"ru", "rus"}, {"da", "dan"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (!strcmp(codes[i][0], tag))
            return codes[i][1];
    return tag;
}

static bool add_freedict(struct compiler *c, const char *folder, bool reversed) {
    struct buffer path = {0}, index = {0}, data = {0};
    const char *from = three_letters(c->language[reversed]),
               *to = three_letters(c->language[!reversed]);
    buffer_print(&path, "%s/freedict-%s-%s.index", folder, from, to);
    bool ok = read_gz(path.data, &index);
    path.length = 0;
    buffer_print(&path, "%s/freedict-%s-%s.dict.dz", folder, from, to);
    ok = ok && read_gz(path.data, &data);
    size_t last = SIZE_MAX;
    for (char *line = ok ? index.data : NULL; line && *line;) {
        char *end = line + strcspn(line, "\n"), *offset = memchr(line, '\t', (size_t)(end - line));
        char *length = offset ? memchr(offset + 1, '\t', (size_t)(end - offset) - 1) : NULL;
        if (length && strncmp(line, "00", 2)) {
            size_t at = base64_number(offset + 1, length), n = base64_number(length + 1, end);
            if (at != last && at <= data.length && n <= data.length - at) {
                char *entry = memory_copy(data.data + at, n);
                add_entry(c, reversed, entry, n);
                free(entry);
            }
            last = at;
        }
        line = *end ? end + 1 : end;
    }
    buffer_free(&path);
    buffer_free(&index);
    buffer_free(&data);
    return ok;
}

int lexicon_compile_freedict(const char *folder, const char *left, const char *right,
                             const char *path, struct error *error) {
    struct compiler c;
    compiler_start(&c, left, right);
    bool forth = add_freedict(&c, folder, false), back = add_freedict(&c, folder, true);
    if (forth || back)
        compiler_write(&c, path, error);
    else
        error_set(error, EX_UNAVAILABLE, "", 0,
                  "no dictionary for %s and %s; install dict-freedict-%s-%s", left, right,
                  three_letters(left), three_letters(right));
    compiler_clear(&c);
    return error->status;
}

int lexicon_compile_table(const char *table, const char *left, const char *right, const char *path,
                          struct error *error) {
    struct buffer data = {0};
    if (!read_gz(table, &data))
        return error_set(error, EX_NOINPUT, table, 0, "cannot read the table, or it is empty");
    struct compiler c;
    compiler_start(&c, left, right);
    for (char *line = data.data; *line;) {
        size_t length = strcspn(line, "\n");
        char *tab = memchr(line, '\t', length);
        if (tab) {
            char *second = memchr(tab + 1, '\t', length - (size_t)(tab + 1 - line));
            char *end = second ? second : line + length;
            float strength = second ? strtof(second + 1, NULL) : 1.0f;
            const char *text[2] = {line, tab + 1};
            const size_t lengths[2] = {(size_t)(tab - line), (size_t)(end - tab) - 1};
            add_phrases(&c, text, lengths, strength > 0 && strength <= 1 ? strength : 1.0f);
        }
        line += length + (line[length] == '\n');
    }
    compiler_write(&c, path, error);
    compiler_clear(&c);
    buffer_free(&data);
    return error->status;
}

struct lexicon *lexicon_cached(const char *left, const char *right) {
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    struct buffer path = {0}, part = {0};
    struct error ignored = {0};
    if (!cache && !home)
        return NULL;
    buffer_print(&path, "%s%s", cache ? cache : home, cache ? "" : "/.cache");
    mkdir(path.data, 0700);
    buffer_add_string(&path, "/enregard");
    mkdir(path.data, 0700);
    buffer_print(&path, "/%.*s-%.*s.lexicon", (int)strcspn(left, "-/"), left,
                 (int)strcspn(right, "-/"), right);
    struct lexicon *lexicon = lexicon_open(path.data, left, right, &ignored);
    if (!lexicon) { /* renamed when whole: several runs may do this at once */
        ignored = (struct error){0};
        buffer_print(&part, "%s.%ld", path.data, (long)getpid());
        if (lexicon_compile_freedict("/usr/share/dictd", left, right, part.data, &ignored) ||
            rename(part.data, path.data))
            unlink(part.data);
        else
            lexicon = lexicon_open(path.data, left, right, &ignored);
    }
    buffer_free(&path);
    buffer_free(&part);
    return lexicon;
}
