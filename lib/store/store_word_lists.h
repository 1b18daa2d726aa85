/* In which articles each term of the word index stands: lists of numbers, gathered. Inside lib/store. */
#ifndef STEMMA_STORE_STORE_WORD_LISTS_H
#define STEMMA_STORE_STORE_WORD_LISTS_H

#include "../base/array.h"
#include "../base/packed_number.h"
#include "../text/text.h"

typedef struct WordSlice WordSlice;

/* One term's articles: the differences of their ranks, one after the other over a chain of slices. */
typedef struct WordList {
    uint8_t *at; /* where the next byte goes */
    WordSlice *first;
    uint16_t room; /* bytes left in the last slice */
    uint16_t slice_bytes; /* its size */
    uint32_t latest; /* rank of the latest article with the term; 0: none yet */
    uint32_t count; /* articles */
    uint32_t size; /* of the whole list, in bytes */
} WordList;

typedef struct WordPairs ARRAY_OF(WordList) WordPairs;

typedef struct WordLists {
    WordList *of_words; /* by word */
    uint32_t word_count;
    uint32_t frequent_articles_min;
    uint32_t frequent_count;
    uint32_t *frequent_words; /* ascending */
    uint32_t *frequent; /* by word: one more than its place among these; 0: it is none */
    uint32_t *pair_of; /* by place of the first times frequent_count plus place of the second: 1 + its pair; 0: none */
    WordPairs of_pairs; /* in the order in which they come first */
    Arena memory; /* of what stands before */
    Arena pair_memory; /* of of_pairs alone: it grows in its place */
    Arena pool; /* slices */
} WordLists;

/* by_rank: the corpus's articles in time; ranks begin with 1. */
void word_lists_open(WordLists *out, const Corpus *corpus, const uint32_t *by_rank);
void word_lists_close(WordLists *lists);
/* Writes list->size bytes; returns where they end. */
uint8_t *word_list_write(const WordList *list, uint8_t *out);
/* The same as a set, the bit rank % 8 of byte rank / 8 for each; size: for all ranks. */
uint8_t *word_list_write_set(const WordList *list, uint8_t *out, size_t size, Arena scratch);

#endif
