/* The program, from its arguments to its exit status. */
#ifndef ENREGARD_PROGRAM_H
#define ENREGARD_PROGRAM_H
#include "stages.h"

/* Reads, aligns, writes what the arguments say, into and out of an empty `run`; may be called again, but for the sandbox, which
 * stays.  Before it: memory_setup, xml_setup.  Returns a status of sysexits.h or of error.h. */
int program(struct run *run, int argc, char **argv);
void program_clear(struct run *run);
#endif
