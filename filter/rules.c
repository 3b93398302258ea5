#include "rules.h"
#include "array.h"
#include "buffer.h"
#include "intern.h"
#include "language_data.h"
#include "utf8.h"
#include "xml.h"
#include "xpath.h"
#include <glob.h>
#include <libxml/parser.h>
#include <string.h>
#include <sysexits.h>

struct rules {
    ARRAY(struct rule) rule;
    struct intern names;   /* normalised */
    ARRAY(size_t) named_by; /* a name's rule; the first of a kind wins */
    pcre2_compile_context *compiling;
    pcre2_match_context *matching;
    pcre2_match_data *match;
};

enum { LONGEST_NAME = 5, MOST_WORDS = 12 };

/* Appends the words of a name, each without its plural s: "entryContents-2" is entry content 2; `end` after each. */
static void split_name(struct buffer *out, const char *text, size_t length, const char *end) {
    bool lower = false;
    for (size_t at = 0, here = 0, start = 0; here <= length; here = at) { /* [start, here): a word, as far as it goes */
        for (; here < length && text[here] >= 'a' && text[here] <= 'z'; here++) /* most of the time */
            lower = true;
        at = here;
        uint32_t code = here < length ? utf8_next(text, length, &at) : (at++, 0u);
        bool inside = code && utf8_is_word(code);
        if ((!inside || (lower && utf8_is_upper(code))) && here > start) {
            size_t word = out->length;
            utf8_lower(out, text + start, here - start, true);
            if (out->length - word > 3 && out->data[out->length - 1] == 's')
                out->length--;
            if (*end && out->length > word)
                buffer_add_string(out, end);
            start = here;
        }
        if (!inside)
            start = at;
        lower = code && utf8_is_lower(code);
    }
}

static void without_spaces(struct buffer *out, const char *text, size_t length) {
    out->length = 0;
    for (size_t at = 0, word; at < length; at += word + 1) {
        const char *space = memchr(text + at, ' ', length - at);
        word = space ? (size_t)(space - (text + at)) : length - at;
        buffer_add(out, text + at, word);
    }
}

static void add_names(struct rules *rules, const char *list, enum rule_kind kind) {
    struct buffer key = {0};
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, "|");
        key.length = 0;
        split_name(&key, at, length, "");
        buffer_add(&key, kind == RULE_DROP ? "-" : "+", 1);
        uint32_t name = intern_add(&rules->names, key.data, key.length);
        if (name == rules->named_by.count)
            array_push(&rules->named_by, rules->rule.count - 1);
        at += length + (at[length] == '|');
    }
    buffer_free(&key);
}

static void *line_alloc(size_t size, void *context) {
    (void)context;
    return memory_alloc(size);
}
static void line_free(void *block, void *context) {
    (void)context;
    memory_free(block);
}

/* Patterns that try too many ways to fit a line do not fit it. */
static void set_up_lines(struct rules *rules) {
    enum { MOST_STEPS = 100000 };
    pcre2_general_context *general = pcre2_general_context_create(line_alloc, line_free, NULL);
    rules->compiling = pcre2_compile_context_create(general);
    rules->matching = pcre2_match_context_create(general);
    pcre2_set_match_limit(rules->matching, MOST_STEPS);
    rules->match = pcre2_match_data_create(1, general);
    pcre2_general_context_free(general);
}

static pcre2_code *compile_line(const struct rules *rules, const char *pattern, size_t length, const char *path, long line,
                                struct error *error) {
    int status;
    PCRE2_SIZE at;
    PCRE2_UCHAR what[128];
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)pattern, length,
                      PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_NO_START_OPTIMIZE,
                      &status, &at, rules->compiling);
    if (!code) {
        pcre2_get_error_message(status, what, sizeof what);
        error_set(error, EX_CONFIG, path, line, "%s at character %zu of '%s'; mend the rule",
                  (const char *)what, at + 1, pattern);
    }
    return code;
}

static xmlXPathCompExpr *html_xpath(const char *expression, const char *path, long line, struct error *error) {
    struct buffer html = {0};
    xpath_add_html(&html, expression);
    xmlXPathCompExpr *compiled = xmlXPathCompile(xml(buffer_text(&html)));
    if (!compiled)
        error_set(error, EX_CONFIG, path, line, "'%s' is no XPath; mend the rule", expression);
    buffer_free(&html);
    return compiled;
}

static int add_rule(struct rules *rules, xmlNode *node, const char *path, struct error *error) {
    const char *strength = xml_attribute(node, "strength"), *level = xml_attribute(node, "level"),
               *glued = xml_attribute(node, "glued"), *name = xml_attribute(node, "name");
    struct rule rule = {.kind = !strcmp(xml_name(node), "drop")        ? RULE_DROP
                                : !strcmp(xml_name(node), "container") ? RULE_CONTAINER
                                                                       : RULE_LINE};
    struct buffer text = {0};
    xml_add_text(&text, node);
    if (strength)
        rule.strength = !strcmp(strength, "weak")     ? RULE_WEAK
                        : !strcmp(strength, "hidden") ? RULE_HIDDEN
                        : !strcmp(strength, "always") ? RULE_ALWAYS
                                                      : RULE_STRONG;
    rule.level = level ? atoi(level) : 1;
    rule.places = xml_attribute(node, "ends")   ? LINE_ENDS
                  : xml_attribute(node, "edge") ? LINE_EDGE
                  : glued                       ? LINE_WHOLE | LINE_GLUED
                                                : LINE_WHOLE;
    rule.name = memory_string(name ? name : "line");
    if (rule.kind == RULE_LINE) {
        rule.line = compile_line(rules, buffer_text(&text), text.length, path, node->line, error);
        array_push(&rules->rule, rule);
    } else {
        xmlNode *child = xmlFirstElementChild(node);
        bool xpath = child && !strcmp(xml_name(child), "xpath");
        rule.xpath = xpath ? html_xpath(buffer_text(&text), path, node->line, error) : NULL;
        array_push(&rules->rule, rule);
        if (!xpath)
            add_names(rules, buffer_text(&text), rule.kind);
    }
    buffer_free(&text);
    return error->status;
}

struct rules *rules_new(void) {
    struct rules *rules = memory_alloc(sizeof *rules);
    set_up_lines(rules);
    return rules;
}

int rules_add(struct rules *rules, const char *path, struct error *error) {
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (!root || strcmp(xml_name(root), "rules"))
        error_set(error, EX_CONFIG, path, 0, "these are no rules; see enregard-data/rules/page.xml");
    for (xmlNode *n = root ? xmlFirstElementChild(root) : NULL; n && !error->status; n = xmlNextElementSibling(n))
        add_rule(rules, n, path, error);
    xmlFreeDoc(doc);
    return error->status;
}

int rules_add_folder(struct rules *rules, const char *folder, struct error *error) {
    struct buffer pattern = {0};
    glob_t found;
    buffer_print(&pattern, "%s/*.xml", folder);
    if (!glob(pattern.data, 0, NULL, &found))
        for (size_t i = 0; i < found.gl_pathc && !error->status; i++)
            rules_add(rules, found.gl_pathv[i], error);
    globfree(&found);
    buffer_free(&pattern);
    return error->status;
}

void rules_free(struct rules *rules) {
    if (!rules)
        return;
    for (size_t i = 0; i < rules->rule.count; i++) {
        memory_free(rules->rule.at[i].name);
        xmlXPathFreeCompExpr(rules->rule.at[i].xpath);
        pcre2_code_free(rules->rule.at[i].line);
    }
    pcre2_compile_context_free(rules->compiling);
    pcre2_match_context_free(rules->matching);
    pcre2_match_data_free(rules->match);
    array_free(&rules->rule);
    array_free(&rules->named_by);
    intern_clear(&rules->names);
    memory_free(rules);
}

size_t rules_count(const struct rules *rules) { return rules->rule.count; }
const struct rule *rules_at(const struct rules *rules, size_t i) { return &rules->rule.at[i]; }

/* The rule that a run of words of one class, id … stands for; the longest run has precedence. */
static const struct rule *find_name(const struct rules *rules, enum rule_kind kind,
                                    const char *value, size_t length) {
    struct buffer words = {0}, key = {0};
    size_t starts[MOST_WORDS + 1], count = 0;
    const struct rule *found = NULL;
    split_name(&words, value, length, " ");
    for (size_t at = 0; at < words.length && count < MOST_WORDS; count++) {
        starts[count] = at;
        at = (size_t)(strchr(words.data + at, ' ') - words.data) + 1;
        starts[count + 1] = at;
    }
    size_t most = kind == RULE_CONTAINER ? count : LONGEST_NAME;
    for (size_t n = most < count ? most : count; n > 0 && !found; n--)
        for (size_t i = 0; i + n <= count && !found; i++) {
            without_spaces(&key, words.data + starts[i], starts[i + n] - starts[i]);
            buffer_add(&key, kind == RULE_DROP ? "-" : "+", 1);
            uint32_t name = intern_find(&rules->names, key.data, key.length);
            if (name != INTERN_NONE)
                found = &rules->rule.at[rules->named_by.at[name]];
        }
    buffer_free(&words);
    buffer_free(&key);
    return found;
}

/* Elements whose id is the address of what stands there: made of its own words. */
static const char ANCHORS[] = " h1 h2 h3 h4 h5 h6 p li dt dd a span figure table pre code sup ";

/* Words that say how a thing looks or what it lacks, not what it is. */
static bool says_nothing(const char *token, size_t length) {
    static const char STARTS[] = " no has with without hide show is text bg js wp-image align size "
                                 "col row grid flex margin padding single category tag postid "
                                 "status format ";
    size_t first = 0;
    while (first < length && token[first] != '-' && token[first] != '_')
        first++;
    return memchr(token, ':', length) || memchr(token, '[', length) ||
           (first < length && language_list_has(STARTS, token, first));
}

const struct rule *rules_named(const struct rules *rules, enum rule_kind kind,
                               const xmlNode *element) {
    static const char *const attributes[] = {"class", "id", "data-component", "data-testid",
                                             "data-module", "data-type", "data-block"};
    for (size_t a = 0; a < sizeof attributes / sizeof *attributes; a++) {
        const char *value = xml_attribute(element, attributes[a]);
        if (!strcmp(attributes[a], "id") && xml_is_any(element, ANCHORS))
            continue;
        for (; value && *value;) {
            value += strspn(value, " \t\r\n");
            size_t length = strcspn(value, " \t\r\n");
            const struct rule *rule =
                says_nothing(value, length) ? NULL : find_name(rules, kind, value, length);
            if (rule)
                return rule;
            value += length;
        }
    }
    return NULL;
}

/* Nothing but what stands between two texts: lines, bars, dots, flags.  An asterism may be the text's own. */
static bool is_divider(const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t code = utf8_next(text, length, &at);
        bool flag = code >= 0x1F1E6 && code <= 0x1F1FF, dash = code == 0x2013 || code == 0x2014;
        if (!flag && !dash && !utf8_is_space(code) && code != 0xB7 && code != 0x2022 && (code > 127 || !strchr("|-=_~", (int)code)))
            return false;
    }
    return length > 0;
}

/* Lower case without accents; numbers with their separators as #; @ stays; the rest as
 * single spaces; a line of dividers alone as ~. */
static void fold_line(struct buffer *out, const char *text, size_t length) {
    struct buffer lower = {0};
    utf8_lower(&lower, text, length, true);
    bool number = false;
    for (size_t at = 0; at < lower.length;) {
        size_t start = at;
        uint32_t code = utf8_next(lower.data, lower.length, &at);
        char last = out->length ? out->data[out->length - 1] : ' ';
        if (utf8_is_digit(code)) {
            if (last != '#')
                buffer_add(out, "#", 1);
            number = true;
        } else if (utf8_is_word(code) || code == '@') {
            buffer_add(out, lower.data + start, at - start);
            number = false;
        } else if (!(number && (code == ',' || code == '.')) && last != ' ')
            buffer_add(out, " ", 1);
    }
    if (out->length && out->data[out->length - 1] == ' ')
        out->data[--out->length] = 0;
    if (!out->length && is_divider(buffer_text(&lower), lower.length))
        buffer_add(out, "~", 1);
    buffer_free(&lower);
}

static const struct rule *part_rule(const struct rules *rules, const char *text, size_t length, unsigned places) {
    struct buffer line = {0};
    const struct rule *found = NULL;
    fold_line(&line, text, length);
    for (size_t i = 0; i < rules->rule.count && !found; i++) {
        const struct rule *rule = &rules->rule.at[i];
        if (rule->kind == RULE_LINE && ((unsigned)rule->places & places) &&
            pcre2_match(rule->line, (PCRE2_SPTR)buffer_text(&line), line.length, 0, PCRE2_NO_UTF_CHECK, rules->match,
                        rules->matching) >= 0)
            found = rule;
    }
    buffer_free(&line);
    return found;
}

static bool divides_parts(uint32_t code) { return code == 0xB7 || code == 0x2022 || code == '|'; }

/* The last part's rule, if there are several and each falls under one; NULL if not. */
static const struct rule *parts_rule(const struct rules *rules, const char *text, size_t length, unsigned places) {
    size_t start = 0;
    for (size_t at = 0, here = 0; at < length; here = at)
        if (divides_parts(utf8_next(text, length, &at))) {
            if (!part_rule(rules, text + start, here - start, places))
                return NULL;
            start = at;
        }
    return start ? part_rule(rules, text + start, length - start, places) : NULL;
}

const struct rule *rules_line(const struct rules *rules, const char *text, size_t length, unsigned places) {
    const struct rule *rule = part_rule(rules, text, length, places);
    return rule || !(places & LINE_WHOLE) ? rule : parts_rule(rules, text, length, places);
}
