#include "lexicon_compile.h"
#include "array.h"
#include "buffer.h"
#include "freedict.h"
#include "intern.h"
#include "language_data.h"
#include "lexicon_file.h"
#include "utf8.h"
#include "words.h"
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

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
    return utf8_is_hiragana(word, length) || /* inflection, particles */
           language_list_has(glosses, word, length) ||
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
    memcpy(h.magic, LEXICON_MAGIC, sizeof h.magic);
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
    if (c->pairs.count)
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
        memory_free(where[s]);
        memory_free(table[s]);
    }
    memory_free(left);
    buffer_free(&pool);
    buffer_free(&links);
    buffer_free(&out);
    return status;
}

/* ---- FreeDict */

struct direction {
    struct compiler *compiler;
    bool reversed;
};

static void add_translation(void *context, const char *head, size_t head_length, const char *translation,
                            size_t length) {
    const struct direction *direction = context;
    const char *text[2] = {head, translation};
    size_t lengths[2] = {head_length, length};
    if (direction->reversed) {
        text[0] = translation, text[1] = head;
        lengths[0] = length, lengths[1] = head_length;
    }
    add_phrases(direction->compiler, text, lengths, 1.0f);
}

/* ---- By way of a third language: phrases of it that translate phrases of both. */

struct list {
    ARRAY(uint32_t) at;
};
struct pivot {
    struct intern middle, outer[2]; /* phrases, lower case; the outer ones keep their accents */
    ARRAY(struct list) of[2];       /* [middle phrase] left phrases, right phrases */
    int side;                       /* which is being read */
    bool reversed;                  /* its headwords are the middle's */
};

/* Its number; INTERN_NONE where it is empty, or not yet known and not `wanted`. */
static uint32_t add_phrase(struct intern *phrases, const char *text, size_t length, bool fold, bool wanted) {
    struct buffer lower = {0}, clean = {0};
    utf8_lower(&lower, text, length, fold);
    utf8_fold_spaces(&clean, buffer_text(&lower), lower.length);
    uint32_t number = !clean.length ? INTERN_NONE
                      : wanted      ? intern_add(phrases, clean.data, clean.length)
                                    : intern_find(phrases, clean.data, clean.length);
    buffer_free(&lower);
    buffer_free(&clean);
    return number;
}

/* Few enough words that their translations are likely to say as much. */
static bool is_phrase(const char *text, size_t length) {
    size_t spaces = 0;
    for (size_t i = 1; i + 1 < length; i++)
        spaces += text[i] == ' ' && text[i - 1] != ' ';
    return length && spaces < PHRASE_WORDS;
}

static void add_to_pivot(void *context, const char *head, size_t head_length, const char *translation,
                         size_t length) {
    struct pivot *pivot = context;
    if (!is_phrase(head, head_length) || !is_phrase(translation, length))
        return;
    bool swap = pivot->reversed;
    uint32_t middle = add_phrase(&pivot->middle, swap ? head : translation, swap ? head_length : length, true,
                                 pivot->side == 0);
    uint32_t outer = middle == INTERN_NONE
                         ? INTERN_NONE
                         : add_phrase(&pivot->outer[pivot->side], swap ? translation : head,
                                      swap ? length : head_length, false, true);
    if (outer == INTERN_NONE)
        return;
    for (int side = 0; side < 2; side++)
        while (pivot->of[side].count <= middle)
            array_push(&pivot->of[side], (struct list){{0}});
    struct list *list = &pivot->of[pivot->side].at[middle];
    for (size_t i = 0; i < list->at.count; i++)
        if (list->at.at[i] == outer)
            return;
    array_push(&list->at, outer);
}

struct vote {
    uint32_t left, right;
    float value;
};
typedef ARRAY(struct vote) votes;

static int by_pair(const void *a, const void *b) {
    const struct vote *p = a, *q = b;
    return p->left != q->left ? (p->left < q->left ? -1 : 1) : (p->right > q->right) - (p->right < q->right);
}

/* A left phrase gives each of its middle phrases an equal share, each of these less the more it means. */
static void collect_votes(votes *found, const struct pivot *pivot) {
    enum { MOST = 40 }; /* a phrase that means more than that means nothing */
    size_t *meanings = memory_alloc((pivot->outer[0].count + 1) * sizeof *meanings);
    for (size_t m = 0; m < pivot->of[0].count; m++)
        for (size_t i = 0; i < pivot->of[0].at[m].at.count && pivot->of[1].at[m].at.count; i++)
            meanings[pivot->of[0].at[m].at.at[i]]++;
    for (size_t m = 0; m < pivot->of[0].count; m++) {
        const struct list *left = &pivot->of[0].at[m], *right = &pivot->of[1].at[m];
        for (size_t i = 0; i < left->at.count && right->at.count <= MOST; i++)
            for (size_t j = 0; j < right->at.count; j++)
                array_push(found, ((struct vote){left->at.at[i], right->at.at[j],
                                                 (float)(1 / ((double)meanings[left->at.at[i]] *
                                                              sqrt((double)right->at.count)))}));
    }
    memory_free(meanings);
}

static void add_votes(struct compiler *c, votes *found, const struct pivot *pivot) {
    static const double TRUST = .875; /* .7 of a link, where a dictionary's own word is .8 */
    static const float LEAST = .05f;
    if (found->count)
        qsort(found->at, found->count, sizeof *found->at, by_pair);
    for (size_t i = 0, next; i < found->count; i = next) {
        float value = 0;
        for (next = i; next < found->count && !by_pair(&found->at[i], &found->at[next]); next++)
            value += found->at[next].value;
        const char *text[2] = {pivot->outer[0].strings[found->at[i].left],
                               pivot->outer[1].strings[found->at[i].right]};
        const size_t lengths[2] = {strlen(text[0]), strlen(text[1])};
        float strength = (float)(TRUST * fmin(.9, 1 - exp(-.8 * (double)value)));
        if (strength >= LEAST)
            add_phrases(c, text, lengths, strength);
    }
}

/* Reads what the folder has between the middle language and one of ours. */
static bool read_pivot_side(struct pivot *pivot, const char *folder, const char *outer, const char *middle, int side) {
    pivot->side = side;
    pivot->reversed = false;
    bool found = freedict_read(folder, outer, middle, add_to_pivot, pivot);
    pivot->reversed = true;
    return freedict_read(folder, middle, outer, add_to_pivot, pivot) || found;
}

static bool touches(const char *folder, const char *a, const char *b) {
    return freedict_has(folder, a, b) || freedict_has(folder, b, a);
}

static bool add_pivot(struct compiler *c, const char *folder, const char *middle) {
    struct pivot pivot = {0};
    votes found = {0};
    for (int side = 0; side < 2; side++)
        if (!strcmp(middle, c->language[side]) || !touches(folder, c->language[side], middle))
            return false;
    for (int side = 0; side < 2; side++)
        read_pivot_side(&pivot, folder, c->language[side], middle, side);
    collect_votes(&found, &pivot);
    add_votes(c, &found, &pivot);
    for (int side = 0; side < 2; side++) {
        for (size_t m = 0; m < pivot.of[side].count; m++)
            array_free(&pivot.of[side].at[m].at);
        array_free(&pivot.of[side]);
        intern_clear(&pivot.outer[side]);
    }
    intern_clear(&pivot.middle);
    array_free(&found);
    return true;
}

/* ---- tables */

/* One line of a table, whose left language may be our right; false where it is none. */
static bool add_line(struct compiler *c, const char *line, size_t length, bool swapped) {
    const char *tab = memchr(line, '\t', length), *at = NULL;
    for (size_t i = 1; !tab && !at && i + 2 < length; i++)
        at = !memcmp(line + i, " @ ", 3) ? line + i : NULL;
    if (at) { /* hunalign's: the right language first */
        const char *text[2] = {at + 3, line};
        const size_t lengths[2] = {length - (size_t)(at + 3 - line), (size_t)(at - line)};
        add_phrases(c, text, lengths, 1);
    }
    if (!tab)
        return at != NULL;
    const char *second = memchr(tab + 1, '\t', length - (size_t)(tab + 1 - line));
    float strength = second ? strtof(second + 1, NULL) : 1;
    const char *text[2] = {line, tab + 1};
    size_t lengths[2] = {(size_t)(tab - line), (size_t)((second ? second : line + length) - tab) - 1};
    if (swapped) {
        text[0] = tab + 1, text[1] = line;
        lengths[0] = lengths[1], lengths[1] = (size_t)(tab - line);
    }
    add_phrases(c, text, lengths, strength > 0 && strength <= 1 ? strength : 1);
    return true;
}

/* The user's own table; lines that are none are passed over.  False where there is none. */
static bool add_learned(struct compiler *c, const char *table, bool swapped) {
    struct buffer data = {0};
    bool found = freedict_read_file(table, &data);
    for (char *line = data.data; found && *line;) {
        size_t length = strcspn(line, "\n");
        add_line(c, line, length, swapped);
        line += length + (line[length] == '\n');
    }
    buffer_free(&data);
    return found;
}

int lexicon_compile_freedict(const char *folder, const char *const learned[2], const char *left, const char *right,
                             const char *path, struct error *error) {
    struct compiler c;
    compiler_start(&c, left, right);
    bool found = freedict_read(folder, left, right, add_translation, &(struct direction){&c, false});
    found = freedict_read(folder, right, left, add_translation, &(struct direction){&c, true}) || found;
    for (const char *const *middle = freedict_tags(); *middle; middle++)
        found = add_pivot(&c, folder, *middle) || found;
    for (int swapped = 0; learned && swapped < 2; swapped++)
        found = add_learned(&c, learned[swapped], swapped) || found;
    if (found)
        compiler_write(&c, path, error);
    else
        error_set(error, EX_UNAVAILABLE, "", 0, "no dictionary of %s and %s is installed; install dict-freedict-%s-%s",
                  left, right, freedict_language(left), freedict_language(right));
    compiler_clear(&c);
    return error->status;
}

int lexicon_compile_table(const char *table, const char *left, const char *right, const char *path,
                          struct error *error) {
    struct buffer data = {0};
    if (!freedict_read_file(table, &data))
        return error_set(error, EX_NOINPUT, table, 0, "cannot read the table, or it is empty");
    struct compiler c;
    long number = 1;
    compiler_start(&c, left, right);
    for (char *line = data.data; *line && !error->status; number++) {
        size_t length = strcspn(line, "\n");
        if (length && !add_line(&c, line, length, false))
            error_set(error, EX_DATAERR, table, number,
                      "neither 'left TAB right' nor 'right @ left'; mend or delete the line");
        line += length + (line[length] == '\n');
    }
    if (!error->status)
        compiler_write(&c, path, error);
    compiler_clear(&c);
    buffer_free(&data);
    return error->status;
}
