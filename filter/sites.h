/* What is known of single sites, in the form of the ftr-site-config project: lines "body: XPATH" and the like in a
 * file named after the site's host. */
#ifndef ENREGARD_SITES_H
#define ENREGARD_SITES_H
#include "array.h"
#include "error.h"

typedef ARRAY(char *) xpaths; /* to try one after the other, ready for xml_select */
struct site {
    xpaths body;                /* the article: all that the first one that fits selects */
    xpaths strip;               /* what is no part of it: all of them */
    xpaths title, date, author; /* one value each */
};

struct sites;
struct sites *sites_new(void);
void sites_free(struct sites *sites);
/* Adds a folder of files HOST.txt; or a file, which then speaks of every page.  Folders are read when a page asks. */
void sites_add(struct sites *sites, const char *path);
/* What there is for "www.example.org": of a file that speaks of every page, else of example.org.txt or
 * .example.org.txt in the last folder that has one, also for hosts below.  NULL where there is nothing, or with
 * `error` filled (EX_NOINPUT).  Valid until the next call. */
const struct site *sites_find(struct sites *sites, const char *host, struct error *error);
#endif
