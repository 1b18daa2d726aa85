/* A quick look at a text, before its words are read: may it hold a run of words of another? */
#ifndef STEMMA_TEXT_PIECES_H
#define STEMMA_TEXT_PIECES_H

#include "text.h"

#define PIECE_SLOTS_BITS 11
#define PIECE_RUN_MAX 3

/* The other text: for each piece of a word, by hash, the places it stands at. */
typedef struct PieceFilter {
    uint32_t run_words; /* 0: nothing can be told, every text may hold one */
    uint64_t places[1 << PIECE_SLOTS_BITS]; /* a bit each, counted modulo 64 */
} PieceFilter;

/* `query` has been numbered by vocabulary. Runs longer than PIECE_RUN_MAX are looked for by that many words. */
PieceFilter *pieces_filter_build(const Text *query, const Vocabulary *vocabulary, uint32_t run_words, Arena *result);

/* False: text_scan would find no run_words words side by side that stand so in the query. True says nothing. */
bool pieces_may_share(const PieceFilter *filter, Bytes text);

#endif
