/* What a page says of its post: title, author, date, source, language. */
#ifndef ENREGARD_METADATA_H
#define ENREGARD_METADATA_H
#include "post.h"
#include "sites.h"

/* Where a page is published, from its canonical link or og:url; NULL where it does not say.  The caller's to free. */
char *metadata_source(xmlDoc *doc);
/* Fills the post's fields that are still NULL.  What is known of the site goes first, then the article's own mark-up
 * (hAtom, microformats, HTML5), then what the head says: OpenGraph, Dublin Core, JSON-LD.  `site` may be NULL. */
void metadata_read(struct post *post, const struct site *site);
#endif
