/* How a compiled dictionary lies in its file. */
#ifndef ENREGARD_LEXICON_FILE_H
#define ENREGARD_LEXICON_FILE_H
#include <stdint.h>

/* The file: header, left slots, right slots, links, pool of NUL-terminated keys.
 *
 *   left slot  ── key in the pool, its links [first, first + count)
 *   link       ── number of a right slot, strength in 1/255
 *   right slot ── key in the pool
 *
 * Both slot tables are open-addressed by hash_bytes(key); a free slot's key is 0 (the pool's first
 * byte is NUL).  Numbers are the machine's own: the file is made on the machine that uses it.  The magic counts up with what a
 * key is (word_key). */
struct header {
    char magic[8];
    char left[8], right[8];
    uint32_t left_slots, right_slots, links, pool;
};
struct left_slot {
    uint32_t key, first, count;
};
struct link {
    uint32_t right : 24, strength : 8;
};
#define LEXICON_MAGIC "enrglex3"
#endif
