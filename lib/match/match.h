/*
 * match: words -> seeds -> chains -> word alignments. Knows nothing of news: sequences of numbers in, alignments out.
 *
 * Guarantee: any run of seed_words + window_seeds - 1 equal words in two sequences is found (winnowing, Schleimer,
 * Wilkerson and Aiken 2003), as long as it weighs match_weight_wanted_permille, and no more
 * than clique_size_max sequences share it. Of a run that more sequences share, each is found together with the first
 * sequence that has it and with the next: all are connected, though not all pairs are listed. Where a sequence has
 * copies_min whole copies, each of these is found with the first of them, which stands for them in what they share with
 * others. A run that stands in both sequences many times is found in some of its places.
 */
#ifndef STEMMA_MATCH_MATCH_H
#define STEMMA_MATCH_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/bytes.h"

/* Borrowed. */
typedef struct Sequence {
    const uint32_t *ids;
    uint32_t count;
} Sequence;

typedef struct MatchInput {
    const Sequence *sequences;
    uint32_t sequence_count;
    const uint16_t *weights_permille; /* how much an equal word tells, 0..1000, by word id; NULL: all 1000 */
    const uint64_t
        *word_hashes; /* of each word, by word id, so that its seeds don't depend on the numbers it has; NULL:
                                  * made from the numbers */
    uint32_t word_id_count;
} MatchInput;

typedef struct MatchOptions {
    uint32_t seed_words; /* k, length of a seed; default 5 */
    uint32_t window_seeds; /* w, one seed is kept out of so many neighbours; default 4 */
    uint32_t gap_words_max; /* a longer stretch without a seed starts a new alignment; default 30 */
    uint32_t matched_words_min; /* alignments with fewer equal words are dropped; default 5 */
    uint32_t weight_min_permille; /* … and those whose equal words weigh less in all; default 3000 */
    /* Each equal word beyond matched_words_min lowers that by so much: a long run of plain words is rare; default 60. */
    uint32_t word_worth_permille;
    uint32_t matched_words_enough; /* so many are copying, however common; default 20 */
    uint32_t copies_min; /* so many whole copies of one sequence are represented by it; default 16, 0: never */
    uint32_t
        difference_cost_permille; /* what a differing word costs where an equal one gains 300..1000; default 1000 */
    uint32_t clique_size_max; /* a seed in more sequences joins them as a star, not all with all; default 64 */
    uint64_t seed_bytes_max; /* memory for seeds while they are sorted; more are sorted in rounds. 0: no limit. The
                              * result doesn't depend on it; default 512 MiB */
    uint32_t threads; /* 0: one for each processor; the result doesn't depend on it */
    const bool *asked; /* by sequence: two that are not asked for are no pair; NULL, the default: all are */
} MatchOptions;

MatchOptions match_options_default(void);

/* What so many equal words must weigh together to be reported. */
uint32_t match_weight_wanted_permille(const MatchOptions *options, uint32_t matched_words);

/* One aligned stretch of two sequences, source < target by index. Word indexes into each sequence. */
typedef struct Alignment {
    uint32_t source_index;
    uint32_t target_index;
    WordSpan source_words;
    WordSpan target_words;
    uint32_t matched_words; /* equal words on the aligned path */
    uint32_t aligned_words; /* length of the aligned path: matches + substitutions + insertions + deletions */
    uint32_t weight_permille; /* sum of the matched words' weights */
} Alignment;

typedef struct Alignments {
    Alignment *items; /* by source, target, then place in the source */
    size_t count;
} Alignments;

Alignments match_find(const MatchInput *input, const MatchOptions *options, Arena *result, Arena scratch);

#endif
