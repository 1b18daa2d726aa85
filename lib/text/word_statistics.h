/*
 * What a trace of all articles knows of words, kept for articles that come later: a few articles are then read with
 * the counts of the whole collection, without its other articles at hand.
 */
#ifndef STEMMA_TEXT_WORD_STATISTICS_H
#define STEMMA_TEXT_WORD_STATISTICS_H

#include "text.h"

typedef struct WordStatistics { /* by ascending hash, each once */
    const uint64_t *hashes; /* of the folded word: Vocabulary.hashes */
    const uint32_t *values; /* articles with the word << 2 | WORD_CASE_COMMON | WORD_CASE_CAPITAL_SEEN */
    uint32_t count;
    uint32_t article_total;
} WordStatistics;

/* Of a vocabulary and how its words are written, by word id: Speakers.word_cases. */
WordStatistics word_statistics_build(const Vocabulary *vocabulary, const uint8_t *word_cases, Arena *result,
                                     Arena scratch);

/* As bytes that a file can hold; the empty run for more words than one value of a file can hold. */
Bytes word_statistics_pack(const WordStatistics *statistics, Arena *result);
/* Bytes from anybody: false, with nothing in *out, where they are not what word_statistics_pack made. */
bool word_statistics_unpack(Bytes packed, WordStatistics *out, Arena *result);

/*
 * Makes the corpus, a few articles of a collection, count as the collection does: its article_total and article_counts
 * become those of the statistics, plus the articles among its own that are new to them (is_new, by article index); and
 * Corpus.known_cases (in result) tells how the collection writes each word that it knew. To be called again, with the
 * same statistics, for a corpus that was extended.
 */
void word_statistics_lay(const WordStatistics *statistics, Corpus *corpus, const bool *is_new, Arena *result,
                         Arena scratch);

#endif
