/* Candidates: which other articles are worth comparing with one, sentence by sentence. */
#ifndef STEMMA_REUSE_CANDIDATES_H
#define STEMMA_REUSE_CANDIDATES_H

#include "../base/array.h"
#include "../text/text.h"
#include "stems.h"

#define PLACE_NONE UINT32_MAX

/* Where a rare stem stands. */
typedef struct RarePlace {
    uint32_t article;
    uint32_t word_index;
} RarePlace;

/* A telling word of one article. */
typedef struct RareWord {
    uint32_t stem;
    uint32_t word_index;
    uint32_t weight_permille; /* rareness, less for a name */
    uint32_t place; /* its own among RareIndex.places; PLACE_NONE for a stem that is not rare enough to be there */
} RareWord;

typedef struct RareIndex {
    const RarePlace *places; /* by stem, then article, then word */
    const uint32_t *place_begins; /* stem s has places[place_begins[s]] .. places[place_begins[s + 1]] */
    const RareWord *words; /* by article, then word */
    const uint32_t *word_begins; /* article a has words[word_begins[a]] .. words[word_begins[a + 1]] */
} RareIndex;

RareIndex rare_index_build(const Corpus *corpus, const Stems *stems, Arena *result, Arena scratch);

/* One worker's memory, for one article after another. */
typedef struct CandidateFinder {
    const RareIndex *index;
    uint32_t *weights_permille; /* by article: of the rare stems shared with the window; all 0 between windows */
    uint32_t *best_permille; /* by article: its best window; all 0 between calls */
    uint32_t *stem_windows; /* by stem: the last window that has it */
    uint32_t *stem_weights_permille; /* and its weight there */
    uint32_t *stem_checks; /* by stem: the last check that counted it */
    uint32_t source; /* the article under work */
    uint32_t window; /* numbers of the window and the check under work */
    uint32_t check;
} CandidateFinder;

CandidateFinder candidate_finder_init(const Corpus *corpus, const Stems *stems, const RareIndex *index, Arena *result);

typedef struct ArticleList ARRAY_OF(uint32_t) ArticleList;

/* The articles after source (by index) that share enough telling words with it in one place, ascending. */
ArticleList candidates_find(CandidateFinder *finder, uint32_t source, Arena *result, Arena scratch);

#endif
