/* The articles of a traced collection that may hold a text or something close to it, by the word index. */
#ifndef STEMMA_FIND_CANDIDATES_H
#define STEMMA_FIND_CANDIDATES_H

#include "store/store.h"
#include "text/text.h"

/* The query before the collection is read: its words, and what the index says of them. */
typedef struct FindLookup {
    Vocabulary vocabulary; /* of the query; counts and total are the collection's */
    Text text;
    bool indexed; /* false: there is no index, or the query is too long for it; nothing below is filled, nor counts */
    WordIndex index; /* ranks below are its ranks */
    RankSet *words; /* by word id */
    RankSet **pairs; /* by position in the query: this word and the next side by side; NULL: the index does not say */
    uint16_t *weights; /* by word id */
    uint32_t *uses; /* by word id: how often it stands in the query */
} FindLookup;

MUST_USE Status find_look_up(Store *store, Bytes query_text, FindLookup *lookup, Arena *result, Error *error);

/*
 * Their ranks in the index, those that may hold most of the query first, equals in time. Only where the lookup is
 * indexed.
 */
const uint32_t *find_candidates_choose(const FindLookup *lookup, uint32_t *count, Arena *result, Arena scratch);

/* Rareness by word id; with one more, for the words that the query does not have: they match nothing. */
uint16_t *find_list_weights(const Vocabulary *vocabulary, Arena *result);

#endif
