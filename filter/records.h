/* Posts as a stream of records, newline-delimited JSON in and out: what GNU parallel --pipe, Spark's pipe and Hadoop
 * Streaming feed. */
#ifndef ENREGARD_RECORDS_H
#define ENREGARD_RECORDS_H
#include "buffer.h"
#include "error.h"
#include <libxml/tree.h>
#include <stdbool.h>

struct records;
/* Reads records {"id": …, "html": "…"} or {"id": …, "path": "…"}, a line each.  NULL with `error` filled (EX_NOINPUT). */
struct records *records_open(const char *path, struct error *error);
/* The next record: its id as JSON (null without one), and its page or the page's path, the other empty.  False at the
 * end.  A line that is no such record fills `error` (EX_DATAERR), and the next call goes on after it. */
bool records_next(struct records *records, struct buffer *id, struct buffer *html, struct buffer *path,
                  struct error *error);
void records_close(struct records *records);

/* Appends {"id": …, "rows": [{"left": …, "right": …, "score": …}, …]} for a bitext's section. */
void records_add_rows(struct buffer *out, const char *id, const xmlNode *section);
/* Appends {"id": …, "error": …, "status": …}. */
void records_add_error(struct buffer *out, const char *id, const struct error *error);
#endif
