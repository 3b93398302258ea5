/* What libxml2 lacks: UTF-8 as char, the namespaces, walking a tree without recursion. */
#ifndef ENREGARD_XML_H
#define ENREGARD_XML_H
#include "buffer.h"
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <stdbool.h>

#define XHTML "http://www.w3.org/1999/xhtml"
#define BITEXT "urn:enregard:bitext"

static inline const xmlChar *xml(const char *text) { return (const xmlChar *)text; }
static inline const char *xml_name(const xmlNode *node) { return (const char *)node->name; }

/* Keeps libxml2 from printing: what it finds comes back as results. */
void xml_silence(void);
/* What a thread does before anything else with libxml2, which is silent then, too. */
void xml_thread(void);
/* The same, once, at the start; and makes it read files by our own functions. */
void xml_setup(void);

/* Is it an XHTML element of that name?  Of one of the names in " a b c "? */
bool xml_is(const xmlNode *node, const char *name);
bool xml_is_any(const xmlNode *node, const char *names);
/* The attribute's value without a namespace, valid while the tree stands; NULL if absent or not
 * plain text. */
const char *xml_attribute(const xmlNode *node, const char *name);
/* The next node in document order within `root`; `deeper` false skips what is in `node`. */
xmlNode *xml_next(const xmlNode *node, const xmlNode *root, bool deeper);
/* Is it neither an element nor a text with more than white space? */
bool xml_is_blank(const xmlNode *node);
/* Appends the text of all text nodes in `node`. */
void xml_add_text(struct buffer *out, xmlNode *node);
void xml_drop(xmlNode *node); /* unlinks and frees */
/* Moves all that is in `from` to the end of `to`, which may be new and not yet in the tree; or before `before`, a child
 * of `to`, if that is not NULL. */
void xml_move_children(xmlNode *from, xmlNode *to, xmlNode *before);
/* Is `inner` the node `outer`, or in it? */
bool xml_holds(const xmlNode *outer, const xmlNode *inner);
/* A new element after the last child of `parent` (none: NULL), in namespace `ns`. */
xmlNode *xml_child(xmlNode *parent, xmlNs *ns, const char *name);
void xml_set(xmlNode *node, const char *name, const char *value); /* an attribute */
/* An XPath context with the prefixes h (XHTML), e (ours) and f (functions.h), its node `node`. */
xmlXPathContext *xml_xpath(xmlNode *node);
/* The nodes that an XPath selects from `from`, or from a context's node, where there are several to look for; NULL where it
 * is none or selects no nodes.  Free with xmlXPathFreeObject. */
xmlXPathObject *xml_select_from(xmlNode *from, const char *expression);
xmlXPathObject *xml_select(xmlXPathContext *context, const char *expression);
xmlXPathObject *xml_select_compiled(xmlXPathContext *context, xmlXPathCompExpr *expression);
size_t xml_selected(const xmlXPathObject *found); /* how many; 0 for NULL */
/* The i-th: an element, or that of an attribute; NULL for what is neither. */
xmlNode *xml_selected_element(const xmlXPathObject *found, size_t i);
#endif
