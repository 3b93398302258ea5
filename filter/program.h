/* The program, from its arguments to its exit status. */
#ifndef ENREGARD_PROGRAM_H
#define ENREGARD_PROGRAM_H

/* Reads, aligns, writes what the arguments say; may be called again, but for the sandbox, which stays.  Before it:
 * memory_setup, xml_setup.  Returns a status of sysexits.h or of error.h. */
int program(int argc, char **argv);
#endif
