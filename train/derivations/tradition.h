/* A generated tradition: articles, who was made from whom, and what the program sees of it. */
#ifndef STEMMA_TRAIN_TRADITION_H
#define STEMMA_TRAIN_TRADITION_H

#include "../../lib/lineage/parents.h"

/* How the texts of a tradition are told: as they are, or with every date removed. */
typedef enum TraditionDates { DATES_KEPT, DATES_REMOVED } TraditionDates;

typedef struct Tradition {
    const char *folder;
    Corpus corpus;
    const Signs *signs;
    Stories stories;
    const uint32_t *true_parents; /* by article; INDEX_NONE: from none of the articles here */
    uint32_t pair_count; /* true parents and children */
} Tradition;

/* Reads articles.jsonl and edges.jsonl of the folder and runs every stage up to the signs; false with a word on stderr. */
bool tradition_read(const char *folder, TraditionDates dates, Tradition *out, Arena *result);

bool tradition_is_ancestor(const Tradition *tradition, uint32_t ancestor, uint32_t article);

#endif
