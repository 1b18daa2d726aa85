/* The articles that an addition reads: each once, whatever it is read for. */
#ifndef STEMMA_ADDITION_ARTICLES_H
#define STEMMA_ADDITION_ARTICLES_H

#include "base/map.h"
#include "quote/quotations.h"
#include "store/store.h"
#include "text/word_statistics.h"

/* Some articles, in canonical order, with the counts of the collection. */
typedef struct SmallCorpus {
    Corpus corpus; /* with its keys */
    const bool *is_new; /* by article: since the latest trace */
    QuotationOptions quotation_options; /* with a record for each article that has one */
} SmallCorpus;

/* What they are read with; all of it must outlive them. */
typedef struct AdditionReading {
    Store *store;
    const AdditionState *state;
    const WordStatistics *statistics;
    uint32_t threads; /* 0: one for each processor */
    Arena *result; /* what is read lives here */
} AdditionReading;

/* All that were read so far. */
typedef struct AdditionArticles {
    AdditionReading with;
    QuotationOptions quotation_options; /* records of quotations are asked for by these */
    Corpus corpus; /* in the order of reading */
    int64_t *keys; /* by article of this corpus … */
    bool *is_new;
    bool *is_uncounted; /* since the latest trace of all, whose counts are at hand */
    Bytes *records;
    Map places; /* key -> 1 + article */
} AdditionArticles;

AdditionArticles addition_articles_open(const AdditionReading *with);

/* Reads those of the articles that were not read before. Corpora that were chosen before must not be used any more. */
MUST_USE Status addition_articles_read(AdditionArticles *articles, ArticleKeys keys, Error *error);

/* The records of a choice's quotations, for later ones. */
void addition_articles_record(AdditionArticles *articles, const SmallCorpus *chosen, const Bytes *records);

/* Those with these keys, among all that were read. It borrows from `articles`. */
void addition_articles_choose(const AdditionArticles *articles, ArticleKeys keys, SmallCorpus *out, Arena *result);

#endif
