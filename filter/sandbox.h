/* What the program may still do once its options are read: a parser's bug then opens no other file and no socket.
 *
 * Linux's Landlock for files (and TCP), seccomp for sockets and programs.  Where a system has neither, nothing is
 * confined. */
#ifndef ENREGARD_SANDBOX_H
#define ENREGARD_SANDBOX_H
#include <stdbool.h>

struct sandbox;
/* Lets through what the C library reads by itself (iconv's converters).  NULL where the system has none; the functions
 * below then do nothing. */
struct sandbox *sandbox_new(void);
/* The file, or the folder and all in it, may be read; what does not exist is passed
 * over, here and below, as is a path that is NULL. */
void sandbox_allow_reading(struct sandbox *sandbox, const char *path);
/* The folder that the file is or will be in may be read and written, and the file itself wherever it leads;
 * "-" is none. */
void sandbox_allow_writing(struct sandbox *sandbox, const char *file);
/* The folder that the file is in may be read, and the file itself wherever it leads. */
void sandbox_allow_beside(struct sandbox *sandbox, const char *file);
/* From here on, for good, nothing else may be opened; frees the sandbox.  False where the system has none. */
bool sandbox_enter(struct sandbox *sandbox);
#endif
