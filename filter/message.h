/* The only file that writes to stderr.  Every message is one line: `enregard: file:line: what`. */
#ifndef ENREGARD_MESSAGE_H
#define ENREGARD_MESSAGE_H
#include <stdbool.h>
struct error;

/* quiet: notes are not printed; verbose: details are. */
void message_level(bool quiet, bool verbose);
void message_print(const char *format, ...) __attribute__((format(printf, 1, 2))); /* always */
void message_note(const char *format, ...) __attribute__((format(printf, 1, 2))); /* unless quiet */
void message_detail(const char *format, ...) __attribute__((format(printf, 1, 2))); /* if verbose */
void message_error(const struct error *error);
void message_raw(const char *text); /* reports asked for on stderr, as they are */
#endif
