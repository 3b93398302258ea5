/* The images that the rows show: found beside their page, read once, cleaned. */
#ifndef ENREGARD_IMAGES_H
#define ENREGARD_IMAGES_H
#include "array.h"
#include <libxml/tree.h>
#include <stdbool.h>

struct image {
    char *name;       /* in the book: images/1.png, by the order of their first use */
    const char *type; /* media type, by its bytes */
    char *bytes;
    size_t length;
};
struct images {
    ARRAY(struct image) all; /* no two have the same bytes */
    ARRAY(char *) paths;     /* of the files that were read */
};

/* Reads the images of a bitext's section from where `page` lies, or else from one of `folders`, or from data: addresses;
 * nothing outside those folders, nothing from the network.  Marks each <img> that has its file with e:file (the image's
 * name) and e:type; with e:data, too, a data: address, if `inlined`.  One that cannot be had is a note: its text stands
 * for it. */
void images_take(struct images *images, xmlNode *section, const char *page, const char *const *folders,
                 size_t folder_count, bool inlined);
void images_clear(struct images *images);
#endif
