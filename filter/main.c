/* enregard: a bilingual post in, the same post side by side out. */
#include "memory.h"
#include "program.h"
#include "xml.h"

int main(int argc, char **argv) {
    static struct run run; /* goes with the process: freed piece by piece it would take a while */
    memory_setup();
    xml_setup();
    return program(&run, argc, argv);
}
