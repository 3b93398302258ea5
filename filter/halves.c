#include "halves.h"
#include "array.h"
#include "xml.h"
#include <stdlib.h>
#include <string.h>

enum { IMAGE = 2, LINK = 1, ENOUGH = 2 }; /* what shared ones are worth */

struct halves {
    ARRAY(struct half) waiting; /* in the order in which they came */
};

struct halves *halves_new(void) { return memory_alloc(sizeof(struct halves)); }

static void half_clear(struct half *half) {
    xmlFreeDoc(half->page);
    memory_free(half->name);
}

void halves_free(struct halves *halves) {
    for (size_t i = 0; halves && i < halves->waiting.count; i++)
        half_clear(&halves->waiting.at[i]);
    if (halves)
        array_free(&halves->waiting);
    memory_free(halves);
}

/* The part of the page's date that is the day; 0 bytes where it has none. */
static size_t day_of(const xmlDoc *page, const char **date) {
    static const size_t DAY = sizeof "2024-05-04" - 1, MAIL_DAY = sizeof "Sat, 04 May 2024" - 1;
    xmlNode *root = xmlDocGetRootElement(page);
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        const char *property = xml_is(n, "meta") ? xml_attribute(n, "property") : NULL;
        *date = property && !strcmp(property, "article:published_time") ? xml_attribute(n, "content") : NULL;
        size_t length = *date ? strlen(*date) : 0, day = length && **date >= '0' && **date <= '9' ? DAY : MAIL_DAY;
        if (length >= day)
            return day;
    }
    return 0;
}

static bool is_same_day(const xmlDoc *a, const xmlDoc *b) {
    const char *dates[2];
    size_t day = day_of(a, &dates[0]);
    return day && day_of(b, &dates[1]) == day && !memcmp(dates[0], dates[1], day);
}

/* What it shows or leads to, elsewhere. */
static const char *target_of(const xmlNode *node) {
    const char *target = xml_is(node, "img") ? xml_attribute(node, "src") : xml_is(node, "a") ? xml_attribute(node, "href") : NULL;
    return target && *target && *target != '#' ? target : NULL;
}

static bool has_target(const xmlDoc *page, const char *name, const char *target) {
    xmlNode *root = xmlDocGetRootElement(page);
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        const char *its = xml_is(n, name) ? target_of(n) : NULL;
        if (its && !strcmp(its, target))
            return true;
    }
    return false;
}

static size_t shared(const xmlDoc *a, const xmlDoc *b) {
    size_t worth = 0;
    xmlNode *root = xmlDocGetRootElement(a);
    for (xmlNode *n = root; n; n = xml_next(n, root, true)) {
        const char *target = target_of(n);
        if (target && has_target(b, xml_name(n), target))
            worth += xml_is(n, "img") ? IMAGE : LINK;
    }
    return worth;
}

static struct half take_out(struct halves *halves, size_t at) {
    struct half half = halves->waiting.at[at];
    halves->waiting.count--;
    memmove(halves->waiting.at + at, halves->waiting.at + at + 1, (halves->waiting.count - at) * sizeof half);
    return half;
}

bool halves_take(struct halves *halves, const struct half *half, struct half *other) {
    size_t best = 0, found = 0;
    for (size_t i = 0; i < halves->waiting.count; i++) {
        const struct half *waiting = &halves->waiting.at[i];
        bool may = waiting->side != half->side && is_same_day(waiting->page, half->page);
        size_t worth = may ? shared(waiting->page, half->page) : 0;
        if (worth > best) {
            best = worth;
            found = i;
        }
    }
    if (best < ENOUGH)
        return false;
    *other = take_out(halves, found);
    return true;
}

void halves_add(struct halves *halves, struct half half) { array_push(&halves->waiting, half); }

bool halves_let_go(struct halves *halves, size_t most, struct half *first) {
    if (halves->waiting.count <= most)
        return false;
    *first = take_out(halves, 0);
    return true;
}
