/* Corrections from XML: our bitext, or XLIFF 2, in which rows were merged, split and moved. */
#ifndef ENREGARD_CORRECTIONS_XML_H
#define ENREGARD_CORRECTIONS_XML_H
#include "corrections.h"

/* Adds a row a <row> or <unit>, all of them by hand.  EX_DATAERR where the file is neither. */
int corrections_read_xml(struct corrections *corrections, const char *path, struct error *error);
#endif
