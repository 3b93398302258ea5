/* Takes out lines of the article that are furniture by their wording. */
#ifndef ENREGARD_LINES_H
#define ENREGARD_LINES_H
#include "post.h"
#include "rules.h"

/* Drops the headings at the article's start that are its title; then the main headings, too, that say it again. */
void lines_drop_title(struct post *post);
/* Takes the one main heading of the article, where it begins with it, as the post's title: it may be said again.
 * Not where it translates the title that the page's head has. */
void lines_take_title(struct post *post);
/* Drops blocks whose every line falls under a rule, and labels glued to a block's end. */
void lines_drop(struct post *post, const struct rules *rules);
#endif
