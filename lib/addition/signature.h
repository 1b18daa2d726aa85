/* What is kept of an article so that its neighbours are found without reading it. */
#ifndef STEMMA_ADDITION_SIGNATURE_H
#define STEMMA_ADDITION_SIGNATURE_H

#include "../quote/quotation.h"
#include "../text/text.h"

/* Two articles with SIGNATURE_RUN_WORDS + SIGNATURE_WINDOW_RUNS - 1 equal words in a row have a run in common. */
enum { SIGNATURE_RUN_WORDS = 3, SIGNATURE_WINDOW_RUNS = 3, SIGNATURE_RUN_BYTES = 4 };

/*
 * A run of words as a signature has it. Equal words have equal numbers in every collection, but for the two lowest bits:
 * they are 0 where the run does not lie in something said, else 1 and 2 by turns from one quotation to the next.
 */
#define SIGNATURE_SAID 3
typedef struct SignatureRun {
    uint32_t number;
    uint32_t word_index; /* of its first word */
} SignatureRun;

typedef struct SignatureInput {
    const Text *text;
    const uint64_t *word_hashes; /* of the words' letters, by word id: Vocabulary.hashes */
    const Quotation *quotations; /* those of the article, of any kind */
    uint32_t quotation_count;
} SignatureInput;

/* The runs that are kept, in text order; returns how many. out needs room for as many as the text has words. */
uint32_t signature_runs_choose(const SignatureInput *input, SignatureRun *out, Arena scratch);

/*
 * The runs' numbers, SIGNATURE_RUN_BYTES each, the lowest byte first. An article of fewer than SIGNATURE_RUN_WORDS words
 * has the empty signature.
 */
Bytes signature_make(const SignatureInput *input, Arena *result, Arena scratch);

/* Some articles of a corpus. */
typedef struct SignaturesInput {
    const Corpus *corpus;
    const Quotations *quotations; /* of all of the corpus, by article */
    const uint32_t *articles; /* which, in any order; NULL: the first `count` */
    uint32_t count;
    uint32_t threads; /* 0: one for each processor; the result doesn't depend on it */
} SignaturesInput;

/* By place in the list. */
const Bytes *signatures_make(const SignaturesInput *input, Arena *result, Arena scratch);

#endif
