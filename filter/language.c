#include "language.h"
#include "abreast.h"
#include "array.h"
#include "blocks.h"
#include "detect.h"
#include "headings.h"
#include "intern.h"
#include "labels.h"
#include "language_data.h"
#include "range.h"
#include "seam.h"
#include "utf8.h"
#include "words.h"
#include "xml.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CUTS = 64, LONGEST_DIVIDER = 4, LONGEST_LINE = 60 }; /* the latter two in bytes */
static const double WORD_CLIP = 4, BLOCK_CLIP = 10, MARKUP = 4, NAMED = 2.5, HEADINGS = 4, PAGE_MARKUP = .2, NAMES = .25;
static const double THIRD_LEAD = 8, THIRD_LEAD_WORD = .8; /* a third language leads by so much */

typedef ARRAY(struct evidence) evidences;

static bool is_language(const char *tag, const char *language) {
    size_t n = strcspn(language, "-");
    return !strncasecmp(tag, language, n) && (!tag[n] || tag[n] == '-' || tag[n] == '_');
}

/* "lang-fr", "fr_FR", "french", "en": the language that a name speaks of, left 1, right -1; 0: neither. */
static int named_language(const char *name, size_t length, const char *left, const char *right) {
    static const char *const prefixes[] = {"lang-", "lang_", "language-", "locale-", "content-", "text-"};
    struct buffer lower = {0};
    utf8_lower(&lower, name, length, false);
    const char *tag = buffer_text(&lower);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (!strncmp(tag, prefixes[i], strlen(prefixes[i]))) {
            tag += strlen(prefixes[i]);
            break;
        }
    size_t n = strlen(tag);
    n = n <= 5 && strcspn(tag, "-_") == 2 ? 2 : n; /* fr-ca, but not en-savoir-plus */
    int language = language_list_has(language_data(left)->names, tag, n)    ? 1
                   : language_list_has(language_data(right)->names, tag, n) ? -1
                                                                            : 0;
    buffer_free(&lower);
    return language;
}

/* Of class, id or data-lang. */
static int language_of_names(const xmlNode *element, const char *left, const char *right) {
    static const char *const attributes[] = {"data-lang", "data-language", "class", "id"};
    int language = 0;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        for (const char *at = xml_attribute(element, attributes[i]); at && *at && !language;) {
            at += strspn(at, " \t\n");
            size_t length = strcspn(at, " \t\n");
            language = named_language(at, length, left, right);
            at += length;
        }
    return language;
}

/* The innermost element that says its language: by lang, or more weakly by a name; what is said of the whole page says
 * little. */
static double markup_odds(const xmlNode *block, const char *left, const char *right) {
    for (const xmlNode *n = block; n && n->type == XML_ELEMENT_NODE; n = n->parent) {
        bool page = xml_is_any(n, " html body ");
        for (const xmlAttr *a = n->properties; a; a = a->next)
            if (!strcmp((const char *)a->name, "lang") && a->children) {
                const char *tag = (const char *)a->children->content;
                return (page ? PAGE_MARKUP : MARKUP) * (is_language(tag, left) - is_language(tag, right));
            }
        int named = page ? 0 : language_of_names(n, left, right);
        if (named)
            return NAMED * named;
    }
    return 0;
}

/* Where white space does not divide words, one is of about two letters. */
static size_t words_of(const char *run, size_t length) {
    size_t at = 0;
    return utf8_is_unspaced(utf8_next(run, length, &at)) ? (utf8_count(run, length) + 1) / 2 : 1;
}

static size_t count_words(const char *text, size_t length) {
    size_t count = 0;
    struct word word;
    for (size_t at = 0; word_next(text, length, &at, &word);)
        count += word.number ? 0 : words_of(text + word.start, word.end - word.start);
    return count;
}

static const char *third_language(struct leader leader, size_t words) {
    return words >= 5 && leader.lead > THIRD_LEAD && leader.lead > THIRD_LEAD_WORD * (double)words ? leader.language : NULL;
}

static const xmlNode *list_of(const xmlNode *block) {
    for (const xmlNode *n = block; n && n->type == XML_ELEMENT_NODE; n = n->parent)
        if (xml_is_any(n, " ul ol dl table "))
            return n;
    return NULL;
}

/* Names are in any language: are there two words or more, each with a capital? */
static bool all_capitals(const char *text, size_t length) {
    size_t count = 0, at = 0, start, end;
    while (detect_next(text, length, &at, &start, &end)) {
        if (!utf8_is_upper(utf8_next(text, end, &start)))
            return false;
        count++;
    }
    return count > 1;
}

/* `leader` is what detect_odds found. */
static struct evidence weigh(xmlNode *block, const struct buffer *text, struct detector *detector, struct leader *leader) {
    size_t words = count_words(buffer_text(text), text->length);
    double odds = detect_odds(detector, buffer_text(text), text->length, WORD_CLIP, leader);
    double clip = fmin(BLOCK_CLIP, 1 + 1.5 * (double)words);
    double markup = markup_odds(block, detector_left(detector), detector_right(detector));
    enum role role = blocks_role(block);
    odds = role == ROLE_CODE ? odds * .2 : odds;
    bool names = role != ROLE_HEADING && all_capitals(buffer_text(text), text->length);
    odds *= names ? NAMES : 1;
    return (struct evidence){
        .block = block,
        .odds = fmax(-clip, fmin(clip, odds)) + markup,
        .words = words,
        .third = markup > 1 || markup < -1 ? NULL : third_language(*leader, words),
        .heading = role == ROLE_HEADING,
        .item = role == ROLE_ITEM,
        .names = role == ROLE_CELL && (names || !words),
        .list = list_of(block),
        .line = LABELS_NO_LINE,
        .numbers = LABELS_NO_NUMBERS,
    };
}

/* A part of a block that is in no language: what stands between two, or names one. */
static bool is_divider(const struct detector *detector, const char *part, size_t length, size_t words) {
    while (length && part[length - 1] == ' ')
        length--;
    return (!words && length <= LONGEST_DIVIDER) || seam_label(detector, part, length);
}

typedef ARRAY(size_t) offsets;

/* Where a block's lines break, in bytes of its text: at <br>, and at the source's own lines where they end a sentence. */
static void find_breaks(offsets *breaks, xmlNode *block) {
    size_t at = 0;
    for (xmlNode *n = block; n; n = xml_next(n, block, true))
        if (xml_is(n, "br"))
            array_push(breaks, at);
        else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) {
            const char *text = (const char *)n->content;
            for (const char *line = text; (line = strchr(line, '\n')); line++)
                if (line > text && strchr(".!?", line[-1]))
                    array_push(breaks, at + (size_t)(line - text));
            at += strlen(text);
        }
}

static size_t find_seams(size_t *cuts, xmlNode *block, const struct buffer *text, struct detector *detector, const double *runs) {
    offsets breaks = {0};
    find_breaks(&breaks, block);
    size_t count = seam_find(detector, &(struct seam_text){buffer_text(text), text->length, breaks.at, breaks.count, runs}, cuts,
                             MOST_CUTS);
    array_free(&breaks);
    return count;
}

/* What stands on either side of a divider says the same. */
static void pair(const struct evidence *left, const struct evidence *right, size_t number) {
    char name[24];
    snprintf(name, sizeof name, "%zu", number);
    for (int s = 0; s < 2; s++) {
        xmlNode *block = s ? right->block : left->block;
        xmlSetNsProp(block, xmlSearchNsByHref(block->doc, block, xml(BITEXT)), xml("pair"), xml(name));
    }
}

/* What is found out of a block before any is changed. */
struct reading {
    xmlNode *block;
    struct buffer text;
    size_t *cuts, count;      /* where its parts end, in bytes of its text; NULL, 0 where it is in one language */
    int first;                /* the language of a heading's first part, as headings_cut has it */
    struct evidence evidence; /* where it is in one language */
};
typedef ARRAY(struct reading) readings;

/* Half of the blocks, or all. */
struct reader {
    struct reading *at;
    size_t count;
    struct detector *detector;
    const struct headings *headings;
};

static void read_block(struct reading *reading, struct detector *detector, const struct headings *headings) {
    size_t cuts[MOST_CUTS + 1];
    struct buffer *text = &reading->text;
    struct leader leader;
    blocks_text(text, reading->block);
    enum role role = blocks_role(reading->block);
    reading->evidence = weigh(reading->block, text, detector, &leader);
    size_t count = role == ROLE_CODE ? 0 : find_seams(cuts, reading->block, text, detector, leader.runs);
    if (!count && role == ROLE_HEADING)
        reading->first = headings_cut(headings, buffer_text(text), text->length, cuts);
    count = reading->first ? 2 : count;
    if (count) {
        cuts[count] = text->length;
        reading->count = count + 1;
        reading->cuts = memory_resize_array(NULL, count + 1, sizeof *cuts);
        memcpy(reading->cuts, cuts, (count + 1) * sizeof *cuts);
    }
}

static void read_blocks(void *work) {
    struct reader *reader = work;
    for (size_t i = 0; i < reader->count; i++)
        read_block(&reader->at[i], reader->detector, reader->headings);
}

static void read_halves(struct reader all) {
    enum { MANY = 1024 };
    struct reader rest = all;
    if (all.count < MANY) {
        read_blocks(&all);
        return;
    }
    all.count /= 2;
    rest.at += all.count;
    rest.count -= all.count;
    rest.detector = detector_new(detector_left(all.detector), detector_right(all.detector));
    abreast(true, read_blocks, &all, &rest);
    detector_free(rest.detector);
}

/* What is met more than once in a page. */
struct repeats {
    struct intern lines, numbers;
};

/* Gives a short line the number that its letters and digits have. */
static void number_line(struct evidence *evidence, const struct buffer *text, struct intern *lines) {
    struct buffer gist = {0};
    if (text->length <= LONGEST_LINE)
        utf8_gist(&gist, buffer_text(text), text->length, utf8_is_word);
    if (gist.length)
        evidence->line = intern_add(lines, gist.data, gist.length) + 1;
    buffer_free(&gist);
}

static size_t next_digit(const struct buffer *text, size_t at) { return at + strcspn(buffer_text(text) + at, "0123456789"); }

/* Gives a block with two numbers or more one for all of them. */
static void number_numbers(struct evidence *evidence, const struct buffer *text, struct intern *numbers) {
    struct buffer all = {0};
    struct word word;
    size_t count = 0, at = next_digit(text, 0);
    for (; word_next(buffer_text(text), text->length, &at, &word); at = next_digit(text, at), count++) {
        word_surface(&all, buffer_text(text), word);
        buffer_add(&all, " ", 1);
    }
    if (count > 1)
        evidence->numbers = intern_add(numbers, all.data, all.length) + 1;
    buffer_free(&all);
}

static void note_repeats(struct evidence *evidence, const struct buffer *text, struct repeats *repeats) {
    number_line(evidence, text, &repeats->lines);
    number_numbers(evidence, text, &repeats->numbers);
}

/* Replaces a block by its parts in one language each. */
static void cut_block(evidences *found, const struct reading *reading, struct detector *detector, struct repeats *repeats) {
    xmlNode *block = reading->block;
    const struct buffer *whole = &reading->text;
    for (size_t i = 0, from = 0; i < reading->count; from = reading->cuts[i++]) {
        size_t end = reading->cuts[i];
        xmlNode *part = xmlAddPrevSibling(block, range_clone(block, block->doc, from, end, whole->length));
        struct buffer text = {0};
        blocks_text(&text, part);
        struct evidence evidence = weigh(part, &text, detector, &(struct leader){0});
        note_repeats(&evidence, &text, repeats);
        buffer_free(&text);
        evidence.part = true;
        evidence.inside = i > 0;
        evidence.divider = is_divider(detector, buffer_text(whole) + from, end - from, evidence.words);
        if (evidence.divider)
            evidence.third = "zxx"; /* no linguistic content */
        else
            evidence.odds += HEADINGS * (i ? -reading->first : reading->first);
        array_push(found, evidence);
    }
    if (reading->count == 3 && found->at[found->count - 2].divider)
        pair(&found->at[found->count - 3], &found->at[found->count - 1], found->count);
    xml_drop(block);
}

/* Writes down at each block what language it is in. */
static void label_blocks(const evidences *found, const char *left, const char *right) {
    unsigned char *side = memory_alloc(found->count + 1);
    labels_find(side, found->at, found->count);
    for (size_t i = 0; i < found->count; i++) {
        const struct evidence *e = &found->at[i];
        if (e->names)
            blocks_set_role(e->block, ROLE_NAMES);
        xmlNodeSetLang(e->block, xml(e->third ? e->third : side[i] ? right : left));
    }
    memory_free(side);
}

void language_stamp(xmlNode *article, const char *left, const char *right) {
    evidences found = {0};
    readings blocks = {0};
    struct detector *detector = detector_new(left, right);
    struct headings headings = headings_read(article, detector);
    struct repeats repeats = {0};
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article))
        array_push(&blocks, (struct reading){.block = n});
    read_halves((struct reader){blocks.at, blocks.count, detector, &headings});
    for (size_t i = 0; i < blocks.count; i++) {
        struct reading *r = &blocks.at[i];
        if (r->cuts)
            cut_block(&found, r, detector, &repeats);
        else {
            note_repeats(&r->evidence, &r->text, &repeats);
            array_push(&found, r->evidence);
        }
        memory_free(r->cuts);
        buffer_free(&r->text);
    }
    detector_free(detector);
    intern_clear(&repeats.lines);
    intern_clear(&repeats.numbers);
    array_free(&blocks);
    if (found.count)
        label_blocks(&found, left, right);
    array_free(&found);
}

void language_stamp_all(xmlNode *article, const char *language) {
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article))
        xmlNodeSetLang(n, xml(language));
}

double language_odds(xmlNode *article, const char *left, const char *right) {
    struct detector *detector = detector_new(left, right);
    double sum = 0;
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article)) {
        struct buffer text = {0};
        blocks_text(&text, n);
        sum += weigh(n, &text, detector, &(struct leader){0}).odds;
        buffer_free(&text);
    }
    detector_free(detector);
    return sum;
}
