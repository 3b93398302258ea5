/* dictionary LEFT RIGHT OUT: compiles the installed FreeDict pair. */
#include "lexicon.h"
#include "lexicon_compile.h"
#include "message.h"

int main(int count, char **arguments) {
    struct error error = {0};
    if (count == 4 && lexicon_compile_freedict("/usr/share/dictd", NULL, arguments[1], arguments[2],
                                               arguments[3], &error))
        message_error(&error);
    return count == 4 ? error.status : 64;
}
