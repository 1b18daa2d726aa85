/*
 * chain: the anchors of one pair of sequences -> chains.
 *
 * The dynamic program of genome mappers (Li, "Minimap2: pairwise alignment for nucleotide sequences", 2018), on words:
 * an anchor's score is the best over the anchors before it that it can follow on both sides within the allowed gap,
 * plus the words it adds, less a charge for words inserted on one side. Only LOOK_BACK anchors are looked at, which
 * bounds the cost for texts that repeat themselves.
 *
 * Chains are then read backwards from the best scores on; each anchor goes to the first chain that reaches it, so
 * none is lost: moved text and text used twice give chains of their own. Ties go to the earlier anchor.
 */
#include "chain.h"

#include "../base/radix.h"

enum {
    LOOK_BACK = 32, /* on real news the predecessor is among the last 4; the rest is for repeated phrases */
    WORD_GAIN = 8, /* for each word an anchor adds ... */
    SHIFT_COST = 2 /* ... and for each word by which the two gaps differ: four words inserted cost one equal word */
};

#define NO_ANCHOR UINT32_MAX

static uint32_t smaller(uint32_t left, uint32_t right) {
    return left < right ? left : right;
}

/* What anchor adds to a chain that ends in before; INT32_MIN where it can't follow. */
static int32_t link_score(Anchor before, Anchor anchor, const MatchOptions *options) {
    if (anchor.target_word <= before.target_word || anchor.source_word <= before.source_word) return INT32_MIN;
    uint32_t source_step = anchor.source_word - before.source_word;
    uint32_t target_step = anchor.target_word - before.target_word;
    uint32_t step_max = options->gap_words_max + options->seed_words;
    if (source_step > step_max || target_step > step_max) return INT32_MIN;
    uint32_t shift = source_step > target_step ? source_step - target_step : target_step - source_step;
    uint32_t added = smaller(smaller(source_step, target_step), options->seed_words);
    if (shift > 0 && added < options->seed_words) return INT32_MIN; /* the same words twice: not one after the other */
    return (int32_t)(added * WORD_GAIN) - (int32_t)(shift * SHIFT_COST);
}

typedef struct Links {
    int32_t *scores;
    int32_t *best_scores; /* up to each anchor */
    uint32_t *previous; /* NO_ANCHOR: the chain starts here */
} Links;

static void find_links(const Anchor *anchors, uint32_t count, const MatchOptions *options, Links *links) {
    const int32_t gain_max = (int32_t)(options->seed_words * WORD_GAIN);
    for (uint32_t i = 0; i < count; ++i) {
        int32_t best = gain_max;
        uint32_t best_previous = NO_ANCHOR;
        uint32_t first = i > LOOK_BACK ? i - LOOK_BACK : 0;
        for (uint32_t j = i; j-- > first;) {
            if (links->best_scores[j] + gain_max <= best) break; /* neither this one nor one before it can do better */
            int32_t added = link_score(anchors[j], anchors[i], options);
            if (added == INT32_MIN || links->scores[j] + added <= best) continue;
            best = links->scores[j] + added;
            best_previous = j;
        }
        links->scores[i] = best;
        links->best_scores[i] = i > 0 && links->best_scores[i - 1] > best ? links->best_scores[i - 1] : best;
        links->previous[i] = best_previous;
    }
}

Chains chain_build(Anchors anchors, const MatchOptions *options, Arena *result, Arena scratch) {
    const uint32_t count = anchors.count;
    Chains chains = {.anchors = arena_new_array_uncleared(result, Anchor, count),
                     .items = arena_new_array_uncleared(result, Chain, count)};
    Links links = {.scores = arena_new_array_uncleared(&scratch, int32_t, count),
                   .best_scores = arena_new_array_uncleared(&scratch, int32_t, count),
                   .previous = arena_new_array_uncleared(&scratch, uint32_t, count)};
    find_links(anchors.items, count, options, &links);

    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, count);
    bool *taken = arena_new_array(&scratch, bool, count);
    for (uint32_t i = 0; i < count; ++i) {
        order[i] = (KeyValue){.key = (uint64_t)(INT32_MAX - links.scores[i]), .value = i};
    }
    radix_sort(order, count, scratch);
    uint32_t filled = 0;
    for (uint32_t i = 0; i < count; ++i) {
        uint32_t last = (uint32_t)order[i].value;
        if (taken[last]) continue;
        uint32_t length = 0;
        for (uint32_t a = last; a != NO_ANCHOR && !taken[a]; a = links.previous[a]) ++length;
        chains.items[chains.count++] = (Chain){.begin = filled, .end = filled + length};
        filled += length;
        uint32_t place = filled;
        for (uint32_t a = last; a != NO_ANCHOR && !taken[a]; a = links.previous[a]) {
            taken[a] = true;
            chains.anchors[--place] = anchors.items[a];
        }
    }
    return chains;
}

Anchors chain_anchors(const Chains *chains, uint32_t index) {
    const Chain *chain = &chains->items[index];
    return (Anchors){chains->anchors + chain->begin, chain->end - chain->begin};
}
