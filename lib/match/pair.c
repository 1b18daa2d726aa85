/*
 * pair: the anchors of two sequences -> their alignments.
 *
 * Chains are worked on best first. One that lies inside an alignment already made, on both sides, is only that text
 * seen again (a phrase the passage repeats) and is dropped. The alignments of a pair come out in the order of the
 * source, none inside its neighbour.
 */
#include "pair.h"

#include <string.h>

#include "../base/radix.h"

/* So many of a pair's first (best) alignments are looked at for covering a chain: bounds the cost for texts with
 * thousands of chains; what slips through is dropped when the alignments are sorted. */
enum { COVERED_LOOK_MAX = 64 };

static bool inside(WordSpan inner, WordSpan outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

static bool chain_covered(Anchors chain, uint32_t seed_words, const Alignment *made, size_t made_count) {
    const Anchor *last = &chain.items[chain.count - 1];
    WordSpan source = {chain.items[0].source_word, last->source_word + seed_words};
    WordSpan target = {chain.items[0].target_word, last->target_word + seed_words};
    if (made_count > COVERED_LOOK_MAX) made_count = COVERED_LOOK_MAX;
    for (size_t i = 0; i < made_count; ++i) {
        if (inside(source, made[i].source_words) && inside(target, made[i].target_words)) return true;
    }
    return false;
}

/* Puts a pair's alignments in the order of the source, each once. Returns how many are left. */
static size_t sort_alignments(Alignment *items, size_t count, Arena scratch) {
    if (count < 2) return count;
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, count);
    Alignment *sorted = arena_new_array_uncleared(&scratch, Alignment, count);
    for (size_t i = 0; i < count; ++i) {
        order[i] = (KeyValue){.key = items[i].target_words.begin, .value = i};
    }
    radix_sort(order, count, scratch);
    for (size_t i = 0; i < count; ++i) {
        order[i].key =
            (uint64_t)items[order[i].value].source_words.begin << 32 | items[order[i].value].source_words.end;
    }
    radix_sort(order, count, scratch);
    size_t kept = 0;
    for (size_t i = 0; i < count; ++i) {
        Alignment alignment = items[order[i].value];
        if (kept > 0 && inside(alignment.source_words, sorted[kept - 1].source_words) &&
            inside(alignment.target_words, sorted[kept - 1].target_words)) {
            continue;
        }
        sorted[kept++] = alignment;
    }
    memcpy(items, sorted, kept * sizeof *items);
    return kept;
}

/* The alignments from the first-th on; NULL where there are none, for a list that is empty may have no memory yet. */
static Alignment *found_since(const AlignmentList *alignments, size_t first) {
    return alignments->count > first ? alignments->items + first : NULL;
}

void pair_match(const SequencePair *pair, Anchors anchors, AlignmentList *alignments, Arena *result, Arena scratch) {
    const uint32_t seed_words = pair->options->seed_words;
    const size_t first = alignments->count;
    if (anchors.count == 1) {
        extend_chain(pair, anchors, alignments, result, scratch);
        return;
    }
    Arena chain_memory = scratch;
    Chains chains = chain_build(anchors, pair->options, &chain_memory, *result);
    for (uint32_t i = 0; i < chains.count; ++i) {
        const Anchors chain = chain_anchors(&chains, i);
        if (chain_covered(chain, seed_words, found_since(alignments, first), alignments->count - first)) continue;
        extend_chain(pair, chain, alignments, result, chain_memory);
    }
    alignments->count =
        first + sort_alignments(found_since(alignments, first), alignments->count - first, chain_memory);
}
