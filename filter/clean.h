/* Takes out of an article what acts instead of being read, whatever output it goes to. */
#ifndef ENREGARD_CLEAN_H
#define ENREGARD_CLEAN_H
#include <libxml/tree.h>
#include <stdbool.h>

/* Drops event handlers, styles that load something, addresses that are neither on the web nor in the page's folder, and what
 * names further files (srcset, ping, poster, …); makes addresses of links well formed.  The text stays. */
void clean_attributes(xmlNode *article);
/* May a link or an image have the address: http, https, mailto, tel, ftp, data:image/…, or relative? */
bool clean_address(const char *address);
#endif
