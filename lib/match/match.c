/*
 * match: sequences of words -> alignments of every two that share text.
 *
 *     seeds of all sequences -> index of shared seeds           seeds.c, seed_index.c
 *     many whole copies of one -> the first stands for them     whole_copies.c
 *     each sequence as the source of pairs with later ones:
 *         its seeds' other occurrences -> anchors by target     partners.c
 *         anchors of a pair -> chains -> alignments             pair.c, chain.c, extend.c, align.c
 *
 * The whole is what a genome mapper does (minimap2), on words. Taking one source at a time keeps memory at the index
 * plus one source's anchors. Sources are worked on in parallel, in fixed portions whose results are joined in order:
 * the result does not depend on the threads.
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

#include <assert.h>
#include <string.h>

#include "../base/parallel.h"
#include "../base/spill.h"
#include "pair.h"
#include "partners.h"
#include "whole_copies.h"

enum {
    /* The first of ten thousand copies of an article has anchors with all of
     * them: targets are then taken in batches. */
    ANCHORS_WANTED = 1 << 20,
    PORTION_SOURCES = 16
};

typedef struct Worker {
    Arena result;
    Arena scratch;
    AlignmentList alignments;
} Worker;

/* Where a portion's alignments lie. */
typedef struct PortionResult {
    uint32_t worker_index;
    size_t begin;
    size_t end;
} PortionResult;

typedef struct Find {
    const MatchInput *input;
    const MatchOptions *options;
    SeedIndex index;
    Pairing pairing;
    Worker *workers;
    PortionResult *portions;
} Find;

MatchOptions match_options_default(void) {
    return (MatchOptions){.seed_words = 5,
                          .window_seeds = 4,
                          .gap_words_max = 30,
                          .matched_words_min = 5,
                          .weight_min_permille = 3000,
                          .matched_words_enough = 20,
                          .copies_min = 16,
                          .difference_cost_permille = 1000,
                          .clique_size_max = 64,
                          .seed_bytes_max = (uint64_t)512 << 20,
                          .threads = 0};
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

static void match_targets(const Find *find, uint32_t source_index, const AnchorList *gathered, Worker *worker,
                          Arena scratch) {
    Anchor *anchors = arena_new_array_uncleared(&scratch, Anchor, gathered->count);
    for (size_t begin = 0, end = 0; begin < gathered->count; begin = end) {
        uint32_t target_index = (uint32_t)(gathered->items[begin].key >> 32);
        for (; end < gathered->count && gathered->items[end].key >> 32 == target_index; ++end) {
            ask_for_words(find, gathered, end + ANCHORS_AHEAD);
            anchors[end] = (Anchor){.source_word = (uint32_t)gathered->items[end].key,
                                    .target_word = (uint32_t)gathered->items[end].value};
        }
        if (partners_are_skipped(&find->pairing, source_index, target_index, end - begin)) continue;
        SequencePair pair = {.source = find->input->sequences[source_index],
                             .target = find->input->sequences[target_index],
                             .source_index = source_index,
                             .target_index = target_index,
                             .weights_permille = find->input->weights_permille,
                             .options = find->options};
        pair_match(&pair, anchors + begin, (uint32_t)(end - begin), &worker->alignments, &worker->result, scratch);
        spill_look(); /* each target lies somewhere else */
    }
}

static void match_source(const Find *find, uint32_t source_index, Worker *worker) {
    Arena scratch = worker->scratch;
    SourceSeedList seeds = partners_list(&find->pairing, source_index, &scratch);
    uint32_t target_count = find->input->sequence_count - source_index - 1;
    uint32_t batch = choose_batch(&seeds, target_count);
    for (uint32_t done = 0; done < target_count && seeds.count > 0; done += batch) {
        if (batch > target_count - done) batch = target_count - done;
        Arena batch_scratch = scratch;
        AnchorList anchors = partners_gather(&find->index, &seeds, source_index + 1 + done + batch, &batch_scratch);
        match_targets(find, source_index, &anchors, worker, batch_scratch);
    }
}

static void match_portion(void *context, uint32_t worker_index, size_t item_index) {
    Find *find = context;
    Worker *worker = &find->workers[worker_index];
    PortionResult *portion = &find->portions[item_index];
    *portion = (PortionResult){.worker_index = worker_index, .begin = worker->alignments.count};
    uint32_t first = (uint32_t)item_index * PORTION_SOURCES;
    for (uint32_t s = first; s < first + PORTION_SOURCES && s < find->input->sequence_count; ++s) {
        match_source(find, s, worker);
    }
    portion->end = worker->alignments.count;
}

static Alignments join_portions(const Find *find, size_t portion_count, Arena *result) {
    Alignments all = {0};
    for (size_t i = 0; i < portion_count; ++i) all.count += find->portions[i].end - find->portions[i].begin;
    all.items = arena_new_array_uncleared(result, Alignment, all.count);
    size_t filled = 0;
    for (size_t i = 0; i < portion_count; ++i) {
        const PortionResult *portion = &find->portions[i];
        size_t count = portion->end - portion->begin;
        if (count == 0) continue;
        const Alignment *items = find->workers[portion->worker_index].alignments.items + portion->begin;
        memcpy(all.items + filled, items, count * sizeof *items);
        filled += count;
    }
    return all;
}

Alignments match_find(const MatchInput *input, const MatchOptions *options, Arena *result, Arena scratch) {
    const uint32_t threads = parallel_threads(options->threads);
    const size_t portion_count = ((size_t)input->sequence_count + PORTION_SOURCES - 1) / PORTION_SOURCES;
    Arena index_memory = scratch;
    Find find = {.input = input, .options = options};
    Arena build_memory = arena_open(0); /* of its own, so that the seeds' memory goes back to the system */
    find.index = seed_index_build(input, options, &index_memory, build_memory);
    find.pairing = (Pairing){.index = &find.index, .options = options};
    find.pairing.firsts =
        whole_copies_represent(&find.index, input->sequence_count, options, &index_memory, build_memory);
    arena_close(&build_memory);
    find.workers = arena_new_array(&index_memory, Worker, threads);
    find.portions = arena_new_array(&index_memory, PortionResult, portion_count);
    for (uint32_t i = 0; i < threads; ++i) {
        find.workers[i] = (Worker){.result = arena_open(0), .scratch = arena_open(0)};
    }
    parallel_for(threads, portion_count, match_portion, &find);
    Alignments alignments = join_portions(&find, portion_count, result);
    for (uint32_t i = 0; i < threads; ++i) {
        arena_close(&find.workers[i].result);
        arena_close(&find.workers[i].scratch);
    }
    return alignments;
}
