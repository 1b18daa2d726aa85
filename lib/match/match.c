/*
 * match: sequences of words -> alignments of every two that share text.
 *
 *     seeds of all sequences -> index of shared seeds           seeds.c, seed_index.c
 *     many whole copies of one -> the first stands for them     whole_copies.c
 *     seeds among plain words, and what stands next to them     plain_seeds.c
 *     each sequence as the source of pairs with later ones:
 *         its seeds' other occurrences -> anchors by target     partners.c
 *         anchors of a pair -> chains -> alignments             pair.c, chain.c, extend.c, align.c
 *
 * The whole is what a genome mapper does (minimap2), on words. Taking one source at a time keeps memory at the index
 * plus one source's anchors. Sources are worked on in parallel, in fixed portions whose results are joined in order
 * (portions.c): the result does not depend on the threads.
 *
 * Whole copies. Where one sequence has copies_min whole copies or more, each is aligned with the first, and the first
 * alone with the rest of the collection, as far as their text is the same: n copies give n - 1 alignments a passage.
 * Fewer copies are aligned all with all, because what two of them share beyond the others tells who copied from whom.
 *
 * Frequent seeds. A seed that up to clique_size_max sequences share makes an anchor for every two of them. One that
 * more share would give pairs without end, and dropping it would lose the most copied words of all: it joins its first
 * sequence with every other (a star) and each with its next, so every sequence is still connected with the rest, at a
 * cost that grows with the occurrences only. What is guaranteed, for two sequences with a run of k + w - 1 equal words
 * that weighs weight_min_permille: an alignment covers a seed of that run if one of its seeds lies in at most
 * clique_size_max sequences, or one of the two sequences is the first with it, or the two are neighbours in it.
 * Otherwise each of them has such an alignment with the first sequence.
 *
 * A seed that stands in one sequence several times gives all pairs of places while they are few (REPEAT_PAIRS_MAX),
 * else the first place with the first, the second with the second: one word a million times stays linear. Between
 * such places the extension goes on by itself.
 */
#include "match.h"

#include "../base/spill.h"
#include "pair.h"
#include "partners.h"
#include "portions.h"
#include "whole_copies.h"

enum {
    /* The first of ten thousand copies of an article has anchors with all of
     * them: targets are then taken in batches. */
    ANCHORS_WANTED = 1 << 20,
    PORTION_SOURCES = 16
};

typedef struct Find {
    const MatchInput *input;
    const MatchOptions *options;
    SeedIndex index;
    PlainSeeds plain;
    Pairing pairing;
} Find;

MatchOptions match_options_default(void) {
    return (MatchOptions){.seed_words = 5,
                          .window_seeds = 4,
                          .gap_words_max = 30,
                          .matched_words_min = 5,
                          .weight_min_permille = 3000,
                          .word_worth_permille = 60,
                          .matched_words_enough = 20,
                          .copies_min = 16,
                          .difference_cost_permille = 1000,
                          .clique_size_max = 64,
                          .seed_bytes_max = (uint64_t)512 << 20,
                          .threads = 0};
}

uint32_t match_weight_wanted_permille(const MatchOptions *options, uint32_t matched_words) {
    if (matched_words >= options->matched_words_enough) return 0;
    if (matched_words <= options->matched_words_min) return options->weight_min_permille;
    uint64_t worth = (uint64_t)options->word_worth_permille * (matched_words - options->matched_words_min);
    return worth < options->weight_min_permille ? options->weight_min_permille - (uint32_t)worth : 0;
}

/* How many targets to take at a time, so that about ANCHORS_WANTED anchors are in memory. */
static uint32_t choose_batch(const SourceSeedList *seeds, uint32_t target_count) {
    uint64_t anchors = 0;
    for (size_t i = 0; i < seeds->count; ++i) anchors += seeds->items[i].end - seeds->items[i].next;
    if (anchors <= ANCHORS_WANTED) return target_count;
    return (uint32_t)((uint64_t)target_count * ANCHORS_WANTED / anchors) + 1;
}

/*
 * The targets' words lie all over memory: those at an anchor are asked for so many anchors before they are looked at.
 */
enum { ANCHORS_AHEAD = 12 };

static void ask_for_words(const Find *find, const AnchorList *gathered, size_t at) {
    if (at >= gathered->count) return;
    const KeyValue *anchor = &gathered->items[at];
    __builtin_prefetch(find->input->sequences[anchor->key >> 32].ids + (uint32_t)anchor->value);
}

static bool is_asked(const MatchOptions *options, uint32_t one, uint32_t other) {
    return !options->asked || options->asked[one] || options->asked[other];
}

static void match_targets(const Find *find, uint32_t source_index, const AnchorList *gathered, MatchWorker *worker,
                          Arena scratch) {
    Anchor *anchors = arena_new_array_uncleared(&scratch, Anchor, gathered->count);
    for (size_t begin = 0, end = 0; begin < gathered->count; begin = end) {
        uint32_t target_index = (uint32_t)(gathered->items[begin].key >> 32);
        for (; end < gathered->count && gathered->items[end].key >> 32 == target_index; ++end) {
            ask_for_words(find, gathered, end + ANCHORS_AHEAD);
            anchors[end] = (Anchor){.source_word = (uint32_t)gathered->items[end].key,
                                    .target_word = (uint32_t)gathered->items[end].value};
        }
        if (!is_asked(find->options, source_index, target_index)) continue;
        if (partners_are_skipped(&find->pairing, source_index, target_index, end - begin)) continue;
        SequencePair pair = {.source = find->input->sequences[source_index],
                             .target = find->input->sequences[target_index],
                             .source_index = source_index,
                             .target_index = target_index,
                             .weights_permille = find->input->weights_permille,
                             .options = find->options};
        const Anchors of_pair = {anchors + begin, (uint32_t)(end - begin)};
        pair_match(&pair, of_pair, &worker->alignments, &worker->result, scratch);
        spill_look(); /* each target lies somewhere else */
    }
}

static void match_source(const void *context, uint32_t source_index, MatchWorker *worker) {
    const Find *find = context;
    Arena scratch = worker->scratch;
    SourceSeedList seeds = partners_list(&find->pairing, source_index, &scratch);
    uint32_t target_count = find->input->sequence_count - source_index - 1;
    uint32_t batch = choose_batch(&seeds, target_count);
    for (uint32_t done = 0; done < target_count && seeds.count > 0; done += batch) {
        if (batch > target_count - done) batch = target_count - done;
        Arena batch_scratch = scratch;
        AnchorList anchors = partners_gather(&find->pairing, &seeds, source_index + 1 + done + batch, &batch_scratch);
        match_targets(find, source_index, &anchors, worker, batch_scratch);
    }
}

Alignments match_find(const MatchInput *input, const MatchOptions *options, Arena *result, Arena scratch) {
    Arena index_memory = scratch;
    Find find = {.input = input, .options = options};
    Arena build_memory = arena_open(0); /* of its own, so that the seeds' memory goes back to the system */
    find.index = seed_index_build(input, options, &index_memory, build_memory);
    find.pairing = (Pairing){.index = &find.index, .plain = &find.plain, .options = options};
    find.pairing.firsts =
        whole_copies_represent(&find.index, input->sequence_count, options, &index_memory, build_memory);
    find.plain = plain_seeds_find(input, &find.index, options, &index_memory, build_memory);
    arena_close(&build_memory);
    const PortionLoop loop = {.task = match_source,
                              .context = &find,
                              .sequence_count = input->sequence_count,
                              .portion_sequences = PORTION_SOURCES,
                              .threads = options->threads};
    return portions_match(&loop, result, index_memory);
}
