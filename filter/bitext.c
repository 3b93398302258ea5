#include "bitext.h"
#include "blocks.h"
#include "dropped.h"
#include "range.h"
#include "sentence.h"
#include "utf8.h"
#include "xml.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

static void add_text_child(xmlNode *parent, const char *name, const char *text, const char *lang) {
    if (!text)
        return;
    xmlNode *child = xml_child(parent, parent->ns, name);
    xmlNodeAddContent(child, xml(text));
    if (lang)
        xmlNodeSetLang(child, xml(lang));
}

xmlDoc *bitext_new(const char *left, const char *right) {
    xmlDoc *doc = xmlNewDoc(xml("1.0"));
    xmlNode *root = xmlNewDocNode(doc, NULL, xml("bitext"), NULL);
    xmlDocSetRootElement(doc, root);
    xmlSetNs(root, xmlNewNs(root, xml(BITEXT), NULL));
    xmlNewNs(root, xml(XHTML), xml("h"));
    xml_set(root, "left", left);
    xml_set(root, "right", right);
    return doc;
}

/* What is known of a post; of two, left and right, both titles. */
static void add_head(xmlNode *section, const struct post *posts, size_t count, const struct text sides[2]) {
    xmlNode *head = xml_child(section, section->ns, "head");
    const struct post *post = &posts[0];
    const char *titles[2] = {post->title, count == 2 ? posts[1].title : NULL};
    if (post->translated_title) {
        titles[!post->translated_side] = post->title;
        titles[post->translated_side] = post->translated_title;
    }
    bool two = titles[0] && titles[1] && strcmp(titles[0], titles[1]);
    add_text_child(head, "title", titles[0] ? titles[0] : titles[1], two ? sides[0].language : NULL);
    add_text_child(head, "title", two ? titles[1] : NULL, sides[1].language);
    add_text_child(head, "author", post->author, NULL);
    add_text_child(head, "date", post->date, NULL);
    if (post->source)
        xml_set(xml_child(head, head->ns, "source"), "href", post->source);
}

static xmlNode *child_named(const xmlNode *parent, const char *name) {
    for (xmlNode *n = parent ? parent->children : NULL; n; n = n->next)
        if (!strcmp(xml_name(n), name))
            return n;
    return NULL;
}

/* The author of all sections, where they have one. */
static void add_author(xmlNode *head, const xmlNode *first) {
    xmlNode *author = child_named(child_named(first, "head"), "author");
    struct buffer name = {0}, other = {0};
    if (author)
        xml_add_text(&name, author);
    for (const xmlNode *section = first; section && name.length; section = section->next) {
        xmlNode *its = child_named(child_named(section, "head"), "author");
        other.length = 0;
        if (its)
            xml_add_text(&other, its);
        if (other.length != name.length || memcmp(other.data, name.data, name.length))
            name.length = 0;
    }
    if (name.length)
        xmlAddChild(head, xmlDocCopyNode(author, head->doc, 1));
    buffer_free(&name);
    buffer_free(&other);
}

/* What is given takes the place of what was found: of a title's two, both. */
static void take_metadata(xmlNode *head, const char *const *metadata) {
    for (const char *const *m = metadata; m[0]; m += 2)
        for (xmlNode *old; (old = child_named(head, m[0]));)
            xml_drop(old);
    for (; metadata[0]; metadata += 2)
        add_text_child(head, metadata[0], metadata[1], NULL);
}

void bitext_describe(xmlDoc *doc, const char *title, const char *const *metadata) {
    xmlNode *root = xmlDocGetRootElement(doc), *first = child_named(root, "section");
    xmlNode *head = child_named(first, "head");
    if (first->next) {
        xmlNode *titles = child_named(head, "title");
        head = xmlNewDocNode(doc, root->ns, xml("head"), NULL);
        if (title)
            add_text_child(head, "title", title, NULL);
        else if (titles)
            xmlAddChild(head, xmlDocCopyNode(titles, doc, 1));
        add_author(head, first);
    } else
        xmlUnlinkNode(head);
    xmlAddPrevSibling(first, head);
    take_metadata(head, metadata);
    add_text_child(head, "generator", "enregard " PACKAGE_VERSION, NULL);
}

/* Attributes that only the way here needed. */
static void strip_marks(xmlNode *root) {
    xmlUnsetNsProp(root, xmlSearchNsByHref(root->doc, root, XML_XML_NAMESPACE), xml("lang"));
    xmlUnsetProp(root, xml("lang"));
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (n->type == XML_ELEMENT_NODE)
            blocks_unmark(n);
}

static bool is_first(const xmlNode *node) {
    const xmlNode *before = node->prev;
    while (before && xmlIsBlankNode(before))
        before = before->prev;
    return !before;
}

/* What links name a block by: its own id, or that of what it is the first thing in (a note's item). */
static const char *anchor_of(const xmlNode *block) {
    const char *id = xml_attribute(block, "id");
    const xmlNode *n = block;
    while (!id && is_first(n) && n->parent && xml_is_any(n->parent, " li dd td aside section div figure blockquote ")) {
        n = n->parent;
        id = xml_attribute(n, "id");
    }
    return id;
}

/* A block, or a span of it, as an element of the side. */
static xmlNode *clone_block(const struct block *block, xmlDoc *doc, struct span span) {
    xmlNode *clone = range_clone(block->origin, doc, span.start, span.end, block->length);
    const char *id = anchor_of(block->origin);
    strip_marks(clone);
    if (id && !span.start)
        xml_set(clone, "id", id);
    else
        xmlUnsetProp(clone, xml("id"));
    if (xml_is_any(clone, " dt figcaption caption summary "))
        xmlNodeSetName(clone, xml("p"));
    return clone;
}

/* Puts all that is in the element into a span that bears the number of its pair. */
static void wrap(xmlNode *element, size_t pair) {
    xmlNode *span = xmlNewDocNode(element->doc, element->ns, xml("span"), NULL);
    char number[24];
    snprintf(number, sizeof number, "%zu", pair);
    xml_move_children(element, span, NULL);
    xmlAddChild(element, span);
    xmlSetProp(span, xml("class"), xml("s"));
    xmlSetProp(span, xml("data-pair"), xml(number));
}

/* The same, each pair of sentences that has a part of it in a span of its own. */
static xmlNode *clone_pairs(const struct text *text, size_t b, xmlDoc *doc, struct span span, int side,
                            const struct alignment *pairs) {
    xmlNode *whole = NULL;
    for (size_t p = 0; p < pairs->count; p++) {
        struct span its = range_span(text, pairs->rows[p].side[side], b);
        its.start = its.start > span.start ? its.start : span.start;
        its.end = its.end < span.end ? its.end : span.end;
        if (its.start >= its.end)
            continue;
        xmlNode *part = clone_block(&text->blocks[b], doc, its);
        wrap(part, p + 1);
        if (whole) {
            xmlNode *wrapped = part->children;
            xmlUnlinkNode(wrapped);
            xmlAddChild(whole, wrapped);
            xmlReconciliateNs(doc, wrapped); /* its namespaces were declared where it was */
            xmlFreeNode(part);
        } else
            whole = part;
    }
    return whole ? whole : clone_block(&text->blocks[b], doc, span);
}

static void add_range(xmlNode *element, const struct text *text, struct range range, int side,
                      const struct alignment *pairs) {
    for (size_t b = range.start.block; b < text->count && b <= range.end.block; b++) {
        struct span span = range_span(text, range, b);
        if (span.start >= span.end)
            continue;
        xmlNode *clone = pairs->count > 1 ? clone_pairs(text, b, element->doc, span, side, pairs)
                                          : clone_block(&text->blocks[b], element->doc, span);
        xmlAddChild(element, clone);
        xmlReconciliateNs(element->doc, clone);
    }
}

/* Bytes that are no white space. */
static size_t ink(const char *text, size_t length) {
    size_t bytes = 0;
    for (size_t at = 0, start = 0; at < length; start = at) {
        bytes += utf8_is_space(utf8_next(text, length, &at)) ? 0 : at - start;
        for (; at < length && utf8_is_ink(text[at]); at++)
            bytes++;
    }
    return bytes;
}

/* "2. " at the start of what answers a list's item: the list numbers it.  Returns its ink. */
static size_t skip_marker(const struct text *text, struct range *range) {
    if (range->start.block >= text->count)
        return 0;
    const struct block *block = &text->blocks[range->start.block];
    size_t at = range->start.offset, next = at;
    while (next < block->length && utf8_is_space(utf8_next(block->text, block->length, &next)))
        at = next;
    size_t marker = sentence_enumerator(block->text + at, block->length - at);
    if (range->end.block == range->start.block && at + marker > range->end.offset)
        return 0;
    range->start.offset = at + marker;
    return ink(block->text + at, marker);
}

static const struct block *first_block(const struct text *text, struct range range) {
    return range_is_empty(range) ? NULL : &text->blocks[range.start.block];
}

static enum role row_role(const struct block *left, const struct block *right) {
    if (!left || (right && left->role == ROLE_PARAGRAPH))
        return right ? right->role : ROLE_PARAGRAPH;
    return left->role;
}

static size_t blocks_in(struct range range) {
    return range.end.block - range.start.block + (range.end.offset > 0);
}

/* Type, number and depth of the list that an item stands in; the number only where the row begins the item. */
static void describe_list(xmlNode *row, const xmlNode *item, bool first) {
    int depth = 0, number = 1;
    const xmlNode *li = NULL;
    for (const xmlNode *n = item; n && n->type == XML_ELEMENT_NODE; n = n->parent) {
        if (!li && xml_is(n, "li"))
            li = n;
        depth += xml_is_any(n, " ol ul ");
    }
    if (!li)
        return;
    for (const xmlNode *n = item; n != li; n = n->parent)
        for (const xmlNode *p = n->prev; p; p = p->prev)
            first = first && p->type != XML_ELEMENT_NODE;
    for (const xmlNode *n = li->prev; n; n = n->prev)
        number += xml_is(n, "li");
    char digits[24];
    xml_set(row, "list", li->parent && xml_is(li->parent, "ol") ? "ordered" : "bulleted");
    snprintf(digits, sizeof digits, "%d", depth);
    xml_set(row, "depth", digits);
    if (first) {
        snprintf(digits, sizeof digits, "%d", number);
        xml_set(row, "number", digits);
    }
}

static void number_element(xmlNode *element, char prefix, size_t number) {
    char value[32];
    snprintf(value, sizeof value, "%c%zu", prefix, number);
    xmlSetNsProp(element, xmlSearchNsByHref(element->doc, element, XML_XML_NAMESPACE), xml("id"), xml(value));
}

/* `pairs`: the row's own of the fine rows; none or one where it is not divided. */
static void add_row(xmlNode *section, const struct text sides[2], const struct row *row, size_t number,
                    const struct alignment *pairs, const struct alignment *alignment, size_t markers[2]) {
    char value[64];
    struct range ranges[2] = {row->side[0], row->side[1]};
    const struct block *first[2] = {first_block(&sides[0], ranges[0]),
                                    first_block(&sides[1], ranges[1])};
    enum role role = row_role(first[0], first[1]);
    xmlNode *element = xml_child(section, section->ns, "row");
    number_element(element, 'r', number);
    xml_set(element, "role", role_name(role));
    snprintf(value, sizeof value, "%zu-%zu", first[0] ? blocks_in(ranges[0]) : 0,
             first[1] ? blocks_in(ranges[1]) : 0);
    xml_set(element, "kind", value);
    snprintf(value, sizeof value, "%.3f", row->score);
    xml_set(element, "score", value);
    xml_set(element, "by", row->by_hand ? "hand" : "align");
    if (row->score < alignment->doubt)
        xml_set(element, "doubtful", "true");
    for (int s = 0; s < 2; s++)
        if (role == ROLE_ITEM && first[s] && first[s]->role == ROLE_ITEM) {
            size_t start = ranges[s].start.offset;
            describe_list(element, first[s]->origin, !ink(first[s]->text, start));
            break;
        }
    for (int s = 0; s < 2; s++) {
        xmlNode *side = xml_child(element, element->ns, "side");
        xml_set(side, "xml:lang", sides[s].language);
        if (role == ROLE_ITEM && first[s] && first[s]->role != ROLE_ITEM)
            markers[s] += skip_marker(&sides[s], &ranges[s]);
        if (first[s])
            add_range(side, &sides[s], ranges[s], s, pairs);
    }
}

/* Bytes that are no white space: in a side of the section, in a text. */
static size_t ink_in_section(xmlNode *section, int side) {
    size_t bytes = 0;
    for (xmlNode *row = child_named(section, "row"); row; row = row->next) {
        struct buffer text = {0};
        xml_add_text(&text, side ? row->last : row->children);
        bytes += ink(buffer_text(&text), text.length);
        buffer_free(&text);
    }
    return bytes;
}

static size_t ink_in_text(const struct text *text) {
    size_t bytes = 0;
    for (size_t b = 0; b < text->count; b++)
        bytes += ink(text->blocks[b].text, text->blocks[b].length);
    return bytes;
}

/* Takes out the rows that somebody wants out. */
static void leave_out(xmlNode *section, const struct alignment *alignment) {
    xmlNode *row = child_named(section, "row");
    for (size_t i = 0; i < alignment->count; i++) {
        xmlNode *next = row->next;
        if (alignment->rows[i].left_out)
            xml_drop(row);
        row = next;
    }
}

static size_t number_of(const xmlNode *element) {
    xmlChar *id = element ? xmlGetNsProp(element, xml("id"), XML_XML_NAMESPACE) : NULL;
    size_t number = id ? strtoul((const char *)id + 1, NULL, 10) : 0;
    xmlFree(id);
    return number;
}

/* The number of the last row before the section. */
static size_t rows_before(const xmlNode *section) {
    size_t number = 0;
    for (const xmlNode *n = section->prev; n && !number; n = n->prev)
        number = number_of(n->last);
    return number;
}

/* The fine rows from *next on that lie in the row; *next comes to stand after them. */
static struct alignment pairs_of(const struct row *row, const struct alignment *fine, size_t *next) {
    size_t from = *next;
    if (!fine)
        return (struct alignment){.count = 0};
    while (*next < fine->count && (*next == from || place_compare(fine->rows[*next].side[0].start, row->side[0].end) < 0 ||
                                   place_compare(fine->rows[*next].side[1].start, row->side[1].end) < 0))
        ++*next;
    return (struct alignment){.rows = fine->rows + from, .count = *next - from};
}

int bitext_add(xmlDoc *doc, const struct post *posts, size_t count, const struct text sides[2],
               const struct alignment *alignment, const struct alignment *fine, struct error *error) {
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *last = root->last, *section = xml_child(root, root->ns, "section");
    number_element(section, 's', number_of(last) + 1);
    size_t before = rows_before(section), markers[2] = {0, 0};
    add_head(section, posts, count, sides);
    size_t next = 0;
    for (size_t i = 0; i < alignment->count; i++) {
        struct alignment pairs = pairs_of(&alignment->rows[i], fine, &next);
        add_row(section, sides, &alignment->rows[i], before + i + 1, &pairs, alignment, markers);
    }
    for (int s = 0; s < 2; s++) {
        size_t given = ink_in_text(&sides[s]), held = ink_in_section(section, s) + markers[s];
        if (given != held)
            error_set(error, EX_SOFTWARE, "", 0,
                      "the rows hold %zu bytes of '%s' where the page has %zu; please report this",
                      held, sides[s].language, given);
    }
    leave_out(section, alignment);
    return error->status;
}

/* A new element of the last section, between its head and its rows. */
static xmlNode *add_beside_head(xmlDoc *doc, const char *name) {
    xmlNode *section = xmlDocGetRootElement(doc)->last;
    return xmlAddNextSibling(child_named(section, "head"), xmlNewDocNode(doc, section->ns, xml(name), NULL));
}

void bitext_add_words(xmlDoc *doc, const struct links *links, const associations *pairs) {
    xmlNode *words = add_beside_head(doc, "words");
    for (size_t i = 0; i < pairs->count; i++) {
        const uint32_t numbers[2] = {pairs->at[i].left, pairs->at[i].right};
        xmlNode *word = xml_child(words, words->ns, "word");
        char strength[16];
        for (int s = 0; s < 2; s++) {
            struct buffer form = {0};
            associate_form(&form, &links->side[s], numbers[s]);
            xml_set(word, s ? "right" : "left", buffer_text(&form));
            buffer_free(&form);
        }
        snprintf(strength, sizeof strength, "%.2f", (double)pairs->at[i].strength);
        xml_set(word, "strength", strength);
    }
}

static void add_dropped(xmlNode *all, const char *rule, const char *text) {
    add_text_child(all, "dropped", text, NULL);
    xml_set(all->last, "rule", rule);
}

/* Blocks of the article that are on neither side. */
static void add_others(xmlNode *all, xmlNode *article, const struct text sides[2]) {
    for (xmlNode *n = blocks_next(NULL, article); n; n = blocks_next(n, article)) {
        struct buffer rule = {0};
        xmlChar *language = xmlNodeGetLang(n);
        char *text = folded_text(n);
        buffer_print(&rule, "language-%s", language ? (const char *)language : "unknown");
        if (*text && !text_has(&sides[0], n) && !text_has(&sides[1], n))
            add_dropped(all, rule.data, text);
        buffer_free(&rule);
        xmlFree(language);
        memory_free(text);
    }
}

void bitext_add_dropped(xmlDoc *doc, const struct post *posts, size_t count, const struct text sides[2]) {
    xmlNode *all = add_beside_head(doc, "furniture");
    for (size_t p = 0; p < count; p++) {
        for (size_t i = 0; i < posts[p].kept.count; i++)
            add_text_child(all, "kept", posts[p].kept.at[i], NULL);
        for (size_t i = 0; i < posts[p].dropped.count; i++)
            add_dropped(all, posts[p].dropped.at[i].rule, posts[p].dropped.at[i].text);
        add_others(all, posts[p].article, sides);
    }
}
