/* How common words are in English news and web pages. */
#ifndef STEMMA_TEXT_WORD_SHARE_H
#define STEMMA_TEXT_WORD_SHARE_H

#include <stdint.h>

/* The share of articles that have the word, by the bytes_hash of its folded form: 0.0001 (not in the table) .. 1. */
double word_share(uint64_t hash);

#endif
