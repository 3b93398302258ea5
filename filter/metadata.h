/* What a page says of its post: title, author, date, source, language. */
#ifndef ENREGARD_METADATA_H
#define ENREGARD_METADATA_H
#include "post.h"
#include "sites.h"

/* Fills the post's source: where the page is published, by its canonical link or og:url. */
void metadata_read_source(struct post *post);
/* Fills the post's other fields that are still NULL.  What is known of the site goes first, then the article's own mark-up
 * (hAtom, microformats, HTML5), then what the head says: OpenGraph, Dublin Core, JSON-LD.  `site` may be NULL. */
void metadata_read(struct post *post, const struct site *site);
#endif
