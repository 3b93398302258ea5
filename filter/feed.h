/* A feed or an export of a blog, post by post: RSS 2, RSS 1, Atom, WordPress's WXR.  One post is held at a time, but
 * for translations that wait for their other half. */
#ifndef ENREGARD_FEED_H
#define ENREGARD_FEED_H
#include "error.h"
#include "buffer.h"
#include <stdbool.h>

struct feed;
/* A post as a page of its own, in HTML with its metadata in the head, or as a page for each of its languages. */
struct feed_post {
    struct buffer page[2]; /* UTF-8; the second is empty for a post in one piece */
    char *name;            /* its title, for messages */
};
void feed_post_clear(struct feed_post *post);

/* Does the file start as a feed does?  Not asked of standard input. */
bool feed_is(const char *path);
/* `select`: an XPath that is true of the items wanted, with the prefixes wp, content, dc and a (Atom); NULL: what is
 * published, in WXR posts only.  NULL with `error` filled (EX_NOINPUT). */
struct feed *feed_open(const char *path, const char *select, struct error *error);
/* The next post; false at the end, or with `error` filled: EX_DATAERR, with the line, for what is not well formed,
 * EX_USAGE for a bad XPath. */
bool feed_next(struct feed *feed, struct feed_post *post, struct error *error);
const char *feed_title(const struct feed *feed); /* NULL until a post has come, or without one */
void feed_close(struct feed *feed);
#endif
