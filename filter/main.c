/* enregard: a bilingual post in, the same post side by side out. */
#include "memory.h"
#include "program.h"
#include "xml.h"

int main(int argc, char **argv) {
    memory_setup();
    xml_setup();
    return program(argc, argv);
}
