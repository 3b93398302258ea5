/* Pandoc's blocks and inlines as XHTML that remembers what it was made of, and back. */
#ifndef ENREGARD_PANDOC_AST_H
#define ENREGARD_PANDOC_AST_H
#include "error.h"
#include <jansson.h>
#include <libxml/tree.h>
#include <stdbool.h>

/* Is it a document of a version that we know?  Else `error` is filled (EX_DATAERR); `advice` is what to do. */
int pandoc_check(const json_t *document, const char *path, const char *advice, struct error *error);

/* As Pandoc writes JSON. */
enum { PANDOC_JSON = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(16) };

/* Of a node, "Para"; "" where it is none. */
const char *pandoc_type(const json_t *node);

/* The element of XHTML that an inline is whose content is inlines and nothing else; NULL where it is another. */
const char *pandoc_element(const json_t *node);

/* A document whose body has the blocks (an AST's array): paragraphs, headings, lists and quotes taken apart, all else
 * whole.  Rules between blocks are left out. */
xmlDoc *pandoc_to_xhtml(const json_t *blocks);

/* What was given back so far, so that nothing that stands once comes twice. */
struct pandoc_given;
struct pandoc_given *pandoc_given_new(void);
void pandoc_given_free(struct pandoc_given *given);
/* The blocks of a side of a bitext made from such a document: a new array.  A list's item is its blocks. */
json_t *pandoc_blocks_of(const xmlNode *side, struct pandoc_given *given);
/* The inlines of a block's element, or of a side's, its blocks joined by line breaks. */
json_t *pandoc_inlines_of(const xmlNode *element, struct pandoc_given *given);
#endif
