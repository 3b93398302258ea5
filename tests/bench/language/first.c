/* How often are a text's first words told right?  usage: first LEFT,RIGHT FILE.tsv...: rows of left
 * TAB right.  One line a number of words: how many texts, the share told right, the share undecided. */
#include "detect.h"
#include "utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t first_words(const char *text, size_t words) {
    size_t at = 0, length = strlen(text);
    for (size_t next = at; next < length; at = next)
        if (utf8_is_space(utf8_next(text, length, &next)) && at && --words == 0)
            return at;
    return words > 1 ? 0 : length;
}

int main(int argc, char **argv) {
    static const size_t counts[] = {1, 2, 3, 5, 8, 15};
    enum { COUNTS = sizeof counts / sizeof *counts };
    size_t all[COUNTS] = {0}, right[COUNTS] = {0}, silent[COUNTS] = {0};
    char *pair = argc > 1 ? argv[1] : "fr,en", *comma = strchr(pair, ','), *line = NULL;
    size_t room = 0;
    if (!comma)
        return 64;
    *comma = 0;
    struct detector *detector = detector_new(pair, comma + 1);
    for (int f = 2; f < argc; f++) {
        FILE *file = fopen(argv[f], "r");
        while (file && getline(&line, &room, file) > 0) {
            line[strcspn(line, "\n")] = 0;
            char *tab = strchr(line, '\t');
            if (!tab)
                continue;
            *tab = 0;
            for (int side = 0; side < 2; side++)
                for (size_t c = 0; c < COUNTS; c++) {
                    const char *text = side ? tab + 1 : line;
                    size_t length = first_words(text, counts[c]);
                    if (!length)
                        continue;
                    double odds = detect_odds(detector, text, length, 4, NULL);
                    all[c]++;
                    silent[c] += odds == 0;
                    right[c] += side ? odds < 0 : odds > 0;
                }
        }
        if (file)
            fclose(file);
    }
    for (size_t c = 0; c < COUNTS; c++)
        printf("%2zu words: %5zu texts, %.4f right, %.4f undecided\n", counts[c], all[c],
               (double)right[c] / (double)(all[c] ? all[c] : 1),
               (double)silent[c] / (double)(all[c] ? all[c] : 1));
    free(line);
    detector_free(detector);
    return 0;
}
