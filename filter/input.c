#include "input.h"
#include "buffer.h"
#include "memory.h"
#include "message.h"
#include "references.h"
#include "utf8.h"
#include "xml.h"
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

const struct input_options input_default = {.most_bytes = (size_t)1 << 30, .most_attributes = 10000};

int input_bytes(struct buffer *bytes, const char *path, const struct input_options *options, struct error *error) {
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file)
        return error_set(error, EX_NOINPUT, path, 0, "%s; give the name of a file that can be read",
                         strerror(errno));
    errno = 0;
    buffer_add_file(bytes, file, options->most_bytes + 1);
    int failed = ferror(file) ? errno : 0;
    if (file != stdin)
        fclose(file);
    if (!failed && bytes->length > options->most_bytes)
        return error_set(error, EX_DATAERR, path, 0, "longer than %zu bytes; --limit bytes=NUMBER lets it through",
                         options->most_bytes);
    return failed ? error_set(error, EX_IOERR, path, 0, "%s", strerror(failed)) : 0;
}

static bool is_utf8(const struct buffer *bytes) {
    for (size_t at = 0; at < bytes->length;)
        if (utf8_next(bytes->data, bytes->length, &at) == 0xFFFD &&
            (at < 3 || memcmp(bytes->data + at - 3, "\xEF\xBF\xBD", 3)))
            return false;
    return true;
}

/* The charset that the first KB declares in <?xml encoding=""?> or <meta>, as the web reads it. */
static void declared_charset(const struct buffer *bytes, char *name, size_t room) {
    static const char *const marks[] = {"encoding", "charset"};
    char head[2049] = "";
    size_t length = bytes->length < 2048 ? bytes->length : 2048;
    for (size_t i = 0; i < length; i++)
        head[i] = (char)(bytes->data[i] ? tolower((unsigned char)bytes->data[i]) : ' ');
    *name = 0;
    for (size_t m = 0; m < 2 && !*name; m++) {
        const char *at = strstr(head, marks[m]);
        if (!at)
            continue;
        at += strlen(marks[m]);
        at += strspn(at, " =\"'");
        snprintf(name, room, "%.*s", (int)strcspn(at, "\"' ;>?/"), at);
    }
    if (!strcmp(name, "iso-8859-1") || !strcmp(name, "latin1") || !strcmp(name, "us-ascii"))
        snprintf(name, room, "windows-1252");
    if (!strcmp(name, "gb2312") || !strcmp(name, "gbk"))
        snprintf(name, room, "gb18030");
}

static bool decode(struct buffer *bytes, const char *charset, size_t skip) {
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return false;
    struct buffer out = {0};
    char *in = bytes->data + skip;
    for (size_t left = bytes->length - skip; left;) {
        char chunk[1 << 14], *to = chunk;
        size_t room = sizeof chunk;
        size_t done = iconv(converter, &in, &left, &to, &room);
        buffer_add(&out, chunk, (size_t)(to - chunk));
        if (done == (size_t)-1 && errno != E2BIG && left) {
            buffer_add_string(&out, "\xEF\xBF\xBD"); /* what is no character of that charset */
            in++, left--;
        }
    }
    iconv_close(converter);
    buffer_free(bytes);
    *bytes = out;
    return true;
}

static int decode_bytes(struct buffer *bytes, const char *path, const char *charset,
                        struct error *error) {
    const unsigned char *b = (const unsigned char *)bytes->data;
    char declared[64];
    if (bytes->length >= 3 && !memcmp(b, "\xEF\xBB\xBF", 3))
        charset = is_utf8(bytes) ? NULL : "UTF-8";
    else if (bytes->length >= 2 && (!memcmp(b, "\xFF\xFE", 2) || !memcmp(b, "\xFE\xFF", 2)))
        charset = "UTF-16";
    else if (!charset && is_utf8(bytes))
        return 0;
    else if (!charset) {
        declared_charset(bytes, declared, sizeof declared);
        charset = *declared ? declared : "windows-1252";
        if (!strncasecmp(charset, "utf-16", 6)) /* it was read as ASCII, so it lies */
            charset = "windows-1252";
        if (decode(bytes, charset, 0))
            return 0;
        charset = "windows-1252";
    }
    if (charset && !decode(bytes, charset, 0))
        return error_set(error, EX_USAGE, path, 0, "charset '%s' is unknown; see iconv --list",
                         charset);
    return 0;
}

static void skip_mark(struct buffer *bytes) {
    if (bytes->length < 3 || memcmp(bytes->data, "\xEF\xBB\xBF", 3))
        return;
    bytes->length -= 3;
    memmove(bytes->data, bytes->data + 3, bytes->length + 1);
}

static void drop_nuls(struct buffer *bytes) {
    for (size_t i = 0; i < bytes->length; i++)
        if (!bytes->data[i])
            bytes->data[i] = ' ';
}

/* What follows an early </body> or </html> is lost by the parser. */
static void blank_ends(struct buffer *bytes) {
    for (char *at = bytes->data; at && (at = strstr(at, "</")); at += 2)
        for (int i = 0; i < 2; i++) {
            const char *tag = i ? "</html>" : "</body>";
            if (!strncasecmp(at, tag, 7))
                memset(at, ' ', 7);
        }
}

static bool claims_xml(const struct buffer *bytes) {
    const char *text = buffer_text(bytes), *at = text + strspn(text, " \t\r\n"), *root = strstr(at, "<html");
    const char *close = root ? strchr(root, '>') : NULL, *ns = root ? strstr(root, XHTML) : NULL;
    return !strncmp(at, "<?xml", 5) || (ns && close && ns < close);
}

static void adopt_elements(xmlDoc *doc) {
    xmlNode *root = xmlDocGetRootElement(doc);
    if (!root)
        return;
    xmlNs *ns = xmlSearchNsByHref(doc, root, xml(XHTML));
    if (!ns)
        ns = xmlNewNs(root, xml(XHTML), NULL);
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (n->type == XML_ELEMENT_NODE && !n->ns)
            xmlSetNs(n, ns);
}

/* As htmlReadMemory, but without its limit to depth, past which all text is lost. */
static xmlDoc *parse_html(const struct buffer *bytes) {
    htmlParserCtxt *context = htmlCreateMemoryParserCtxt(bytes->data, (int)bytes->length);
    if (!context)
        return NULL;
    htmlCtxtUseOptions(context, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER |
                                    HTML_PARSE_IGNORE_ENC);
    context->options |= XML_PARSE_HUGE;
    xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(context);
    xmlDoc *doc = context->myDoc;
    htmlFreeParserCtxt(context);
    return doc;
}

/* Elements that hold nothing, though libxml2 2.9 lets them hold what comes after them. */
static void empty_voids(xmlDoc *doc) {
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n; n = xml_next(n, root, true))
        if (n != root && n->children && xml_is_any(n, " embed source track wbr param keygen "))
            xml_move_children(n, n->parent, n->next);
}

/* Does text stand in it directly, as in a paragraph? */
static bool holds_text(const xmlNode *node) {
    for (const xmlNode *n = node->children; n; n = n->next)
        if (n->type == XML_TEXT_NODE && !xml_is_blank(n))
            return true;
    return false;
}

/* Elements deeper than any page means them to be give their children to what holds them: what walks the tree by
 * recursion, as libxslt does, could not get to the bottom. */
static void flatten(xmlDoc *doc) {
    enum { DEEPEST = 200, LEEWAY = 20 }; /* what holds text may be a little deeper */
    size_t depth = 0;
    xmlNode *root = xmlDocGetRootElement(doc);
    for (xmlNode *n = root; n;) {
        if (n->type == XML_ELEMENT_NODE && n->children && depth >= DEEPEST &&
            (depth >= DEEPEST + LEEWAY || !holds_text(n))) {
            xmlNode *parent = n->parent, *before = n->prev;
            xml_move_children(n, parent, n);
            xml_drop(n);
            n = before ? before : parent->children;
        } else if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            depth++;
        } else {
            while (n != root && !n->next) {
                n = n->parent;
                depth--;
            }
            n = n == root ? NULL : n->next;
        }
    }
}

static xmlDoc *parse(struct buffer *bytes) {
    xmlDoc *doc = NULL;
    if (claims_xml(bytes)) {
        references_resolve_xml(bytes);
        doc = xmlReadMemory(bytes->data, (int)bytes->length, NULL, "UTF-8",
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                XML_PARSE_NOCDATA | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    }
    if (!doc) {
        blank_ends(bytes);
        references_resolve_html(bytes);
        doc = parse_html(bytes);
    }
    return doc;
}

static xmlDoc *lines_document(const struct buffer *text) {
    xmlDoc *doc = xmlNewDoc(xml("1.0"));
    xmlNode *body = xmlNewDocNode(doc, NULL, xml("body"), NULL);
    xmlDocSetRootElement(doc, body);
    xmlSetNs(body, xmlNewNs(body, xml(XHTML), NULL));
    xmlNs *ours = xmlNewNs(body, xml(BITEXT), xml("e"));
    char number[24];
    size_t line = 0;
    for (size_t at = 0; at < text->length; line++) {
        size_t length = strcspn(text->data + at, "\n");
        xmlNode *p = xml_child(body, body->ns, "p");
        snprintf(number, sizeof number, "%zu", line);
        xmlSetNsProp(p, ours, xml("line"), xml(number));
        xmlNodeAddContentLen(p, xml(text->data + at), (int)length);
        at += length + 1;
    }
    return doc;
}

xmlDoc *input_read_lines(const char *path, const struct input_options *options, struct error *error) {
    struct buffer bytes = {0};
    xmlDoc *doc = NULL;
    if (!input_bytes(&bytes, path, options, error) && !decode_bytes(&bytes, path, options->charset, error)) {
        skip_mark(&bytes);
        drop_nuls(&bytes);
        doc = lines_document(&bytes);
    }
    buffer_free(&bytes);
    return doc;
}

/* Has it no tag at all? */
static bool is_plain(const struct buffer *bytes) {
    for (const char *at = buffer_text(bytes); (at = strchr(at, '<')); at++)
        if (isalpha((unsigned char)at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?')
            return false;
    return true;
}

/* A text without markup, a mail: a paragraph ends at an empty line. */
static xmlDoc *plain_document(const struct buffer *text) {
    xmlDoc *doc = xmlNewDoc(xml("1.0"));
    xmlNode *body = xmlNewDocNode(doc, NULL, xml("body"), NULL);
    xmlDocSetRootElement(doc, body);
    xmlSetNs(body, xmlNewNs(body, xml(XHTML), NULL));
    for (const char *at = buffer_text(text); *at;) {
        const char *end = at;
        while (*end && !(end[0] == '\n' && end[1 + strspn(end + 1, " \t\r")] == '\n'))
            end++;
        if (end > at)
            xmlNodeAddContentLen(xml_child(body, body->ns, "p"), xml(at), (int)(end - at));
        at = end + strspn(end, " \t\r\n");
    }
    return doc;
}

/* UTF-8 that was taken for windows-1252 and encoded again on its way here: "Ã©" for é, "â€™" for ’. */
static void note_mojibake(const struct buffer *bytes, const char *path) {
    enum { CHANCE = 3 };
    size_t count = 0;
    for (const char *at = buffer_text(bytes); count < CHANCE && (at = strchr(at, '\xC3')); at++)
        count += (at[1] == '\x83' && at[2] == '\xC2') || (at[1] == '\xA2' && !strncmp(at + 2, "\xE2\x82\xAC", 3));
    if (count >= CHANCE)
        message_note("%s: the text is garbled (\u00C3\u00A9 for \u00E9), as where UTF-8 was taken for another charset; mend "
                     "it where it was stored",
                     path);
}

static long line_of(const char *text, const char *at) {
    long line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

/* Refuses a tag with more attributes than the options let through. */
static int check_attributes(const struct buffer *bytes, const char *path, const struct input_options *options, struct error *error) {
    const char *text = buffer_text(bytes);
    for (const char *tag = strchr(text, '<'); tag; tag = strchr(tag, '<')) {
        size_t attributes = 0;
        char quote = 0;
        bool between = false, named = isalpha((unsigned char)*++tag);
        for (; named && *tag && (quote || *tag != '>'); tag++) {
            bool space = strchr(" \t\n\r\f/", *tag) != NULL;
            attributes += between && !space && !quote && *tag != '=';
            between = space && !quote;
            if (quote ? *tag == quote : tag[-1] == '=' && (*tag == '"' || *tag == '\''))
                quote = quote ? 0 : *tag;
            if (attributes > options->most_attributes)
                return error_set(error, EX_DATAERR, path, line_of(text, tag),
                                 "an element has more than %zu attributes; --limit attributes=NUMBER lets it through",
                                 options->most_attributes);
        }
    }
    return 0;
}

xmlDoc *input_parse(struct buffer *bytes, const char *path, const struct input_options *options, struct error *error) {
    xmlDoc *doc = NULL;
    if (buffer_text(bytes)[0] && !decode_bytes(bytes, path, options->charset, error)) {
        skip_mark(bytes);
        drop_nuls(bytes);
        note_mojibake(bytes, path);
        if (!check_attributes(bytes, path, options, error))
            doc = is_plain(bytes) ? plain_document(bytes) : parse(bytes);
    }
    if (doc) {
        adopt_elements(doc);
        empty_voids(doc);
        flatten(doc);
    }
    if (!error->status && (!doc || !xmlDocGetRootElement(doc)))
        error_set(error, STATUS_EMPTY, path, 0, "nothing to read in it; give a page with text");
    return doc;
}

xmlDoc *input_read(const char *path, const struct input_options *options, struct error *error) {
    struct buffer bytes = {0};
    xmlDoc *doc = input_bytes(&bytes, path, options, error) ? NULL : input_parse(&bytes, path, options, error);
    buffer_free(&bytes);
    return doc;
}
