/* One sequence against all others, without an index. */
#ifndef STEMMA_MATCH_QUERY_H
#define STEMMA_MATCH_QUERY_H

#include "match.h"

/* Options that find `query` and what is close to it, however short it is. weights_permille as in MatchInput. */
MatchOptions query_options_for(Sequence query, const uint16_t *weights_permille);

/*
 * The alignments of every sequence of the input with the query, by sequence, then place: the sequence is the source,
 * the query the target (target_index is sequence_count). Every run of seed_words + window_seeds - 1 common words that
 * weighs enough is found, whatever its frequency, up to some thousand places a sequence.
 */
Alignments query_find(const MatchInput *input, Sequence query, const MatchOptions *options, Arena *result,
                      Arena scratch);

#endif
