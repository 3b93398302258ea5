/* What every cmocka test includes, in the order that cmocka asks for. */
#ifndef ENREGARD_UNIT_H
#define ENREGARD_UNIT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#endif
