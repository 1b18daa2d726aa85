/* How common ordinary English words are, for collections too small to tell. Inside lib/text only. */
#ifndef STEMMA_TEXT_FREQUENT_WORDS_H
#define STEMMA_TEXT_FREQUENT_WORDS_H

#include <stdint.h>

#include "../base/bytes.h"

/* In how many of a thousand news articles a folded word is expected; 0 for words that are not in the table. */
uint32_t frequent_word_share_permille(Bytes folded);

#endif
