/* The only file that writes to stderr.  Every message is one line: `enregard: file:line: what`. */
#ifndef ENREGARD_MESSAGE_H
#define ENREGARD_MESSAGE_H
#include <stdbool.h>
#include <stddef.h>
struct error;

/* quiet: notes are not printed; verbose: details are. */
void message_level(bool quiet, bool verbose);
void message_print(const char *format, ...) __attribute__((format(printf, 1, 2))); /* always */
void message_note(const char *format, ...) __attribute__((format(printf, 1, 2))); /* unless quiet */
void message_detail(const char *format, ...) __attribute__((format(printf, 1, 2))); /* if verbose */
void message_error(const struct error *error);
/* How far it is: posts done, of `total` (0: nobody knows).  On a terminal only, unless quiet, in a line that the next one
 * replaces, and that is gone after message_progress_end. */
void message_progress(size_t done, size_t total);
void message_progress_end(void);
void message_raw(const char *text); /* reports asked for on stderr, as they are */
#endif
