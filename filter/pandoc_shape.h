/* Rows in the shape that each of Pandoc's writers keeps whole. */
#ifndef ENREGARD_PANDOC_SHAPE_H
#define ENREGARD_PANDOC_SHAPE_H
#include <jansson.h>
#include <libxml/tree.h>
#include <stdbool.h>

/* The blocks that show a bitext's section (made of pandoc_to_xhtml's document) in a format of Pandoc's, "docx" or
 * "markdown+smart".  `interleaved`: one side below the other in every format. */
json_t *pandoc_shape(const xmlNode *section, const char *format, bool interleaved);
/* What the format's preamble needs, as metadata header-includes, or NULL. */
json_t *pandoc_preamble(const char *format);
#endif
