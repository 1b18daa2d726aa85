/* The head of model/words.bin. Numbers are little-endian, as on every machine the program is built for. */
#ifndef STEMMA_TEXT_WORD_SHARE_FILE_H
#define STEMMA_TEXT_WORD_SHARE_FILE_H

#include <stdint.h>

#define WORD_SHARE_MAGIC                                                                                               \
    { 'S', 'T', 'E', 'M', 'M', 'A', 'W', 'D' }
#define WORD_SHARE_VERSION 1
#define WORD_SHARE_STEPS 16 /* a word's byte: -ln(share of articles with it) times this */

typedef struct WordShareHead {
    char magic[8];
    uint32_t version;
    uint32_t word_count;
} WordShareHead;

#endif
