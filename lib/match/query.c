/*
 * query: one sequence, the query, against all sequences of a collection.
 *
 * The seeds of the query go into a table by hash; then each sequence's seeds are looked up in it, in parallel, and its
 * anchors are matched like those of any pair. No index of the collection is needed, and none is kept: the cost is one
 * pass over the words.
 */
#include "query.h"

#include "../base/map.h"
#include "pair.h"
#include "portions.h"
#include "seeds.h"

enum {
    PORTION_SEQUENCES = 64,
    SEED_WORDS_MAX = 3, /* a query is somebody's own words: short seeds find it edited, and it is only one sequence */
    SHARE_PERCENT_MIN = 50, /* so much of a short query must be there */
    MATCHED_WORDS_ENOUGH = 6, /* ... and no more than this of a long one */
    DIFFERENCE_COST_PERMILLE = 500, /* the query's first or last word alone is worth a differing word next to it */
    ANCHORS_MAX = 1 << 16 /* of one sequence: a query that repeats itself in one that does so too */
};

/* The query's seeds, those of equal hash linked in the order of the text. */
typedef struct QuerySeeds {
    Seed *items;
    uint32_t count;
    Map first; /* by hash: the first one's index */
    uint32_t *next; /* UINT32_MAX at the end */
} QuerySeeds;

typedef struct Query {
    const MatchInput *input;
    const MatchOptions *options;
    Sequence sequence;
    QuerySeeds seeds;
} Query;

MatchOptions query_options_for(Sequence query, const uint16_t *weights_permille) {
    MatchOptions options = match_options_default();
    uint64_t weight = 0;
    for (uint32_t i = 0; i < query.count; ++i) {
        weight += weights_permille != NULL ? weights_permille[query.ids[i]] : 1000;
    }
    options.window_seeds = 1;
    options.word_worth_permille = 0;
    options.difference_cost_permille = DIFFERENCE_COST_PERMILLE;
    options.seed_words = query.count / 2 < SEED_WORDS_MAX ? query.count / 2 : SEED_WORDS_MAX;
    if (options.seed_words == 0) options.seed_words = 1;
    uint32_t words = (query.count * SHARE_PERCENT_MIN + 99) / 100;
    if (words < 2 && query.count > 1) words = 2; /* one word of two is not what was looked for */
    options.matched_words_min = words < MATCHED_WORDS_ENOUGH ? words : MATCHED_WORDS_ENOUGH;
    weight = weight * SHARE_PERCENT_MIN / 100;
    if (weight < options.weight_min_permille) options.weight_min_permille = (uint32_t)weight;
    return options;
}

static QuerySeeds index_seeds(Sequence query, const uint64_t *word_hashes, const MatchOptions *options,
                              Arena *scratch) {
    QuerySeeds seeds = {.items = arena_new_array_uncleared(scratch, Seed, query.count),
                        .next = arena_new_array_uncleared(scratch, uint32_t, query.count)};
    seeds.count = seeds_choose(query, word_hashes, options, seeds.items);
    map_reserve(&seeds.first, seeds.count, scratch);
    for (uint32_t i = seeds.count; i-- > 0;) {
        bool inserted;
        uint32_t *first = map_insert(&seeds.first, seeds.items[i].hash, &inserted, scratch);
        seeds.next[i] = inserted ? UINT32_MAX : *first;
        *first = i;
    }
    return seeds;
}

/* The seeds without a word that the query lacks: the last number stands for all of those, and matches nothing. */
static uint32_t choose_known_seeds(const Query *query, Sequence sequence, Seed *seeds) {
    const uint32_t unknown = query->input->word_id_count - 1;
    uint32_t count = 0;
    for (uint32_t begin = 0, end; begin < sequence.count; begin = end + 1) {
        for (end = begin; end < sequence.count && sequence.ids[end] != unknown;) ++end;
        if (end - begin < query->options->seed_words) continue;
        const Sequence run = {sequence.ids + begin, end - begin};
        const uint32_t first = count;
        count += seeds_choose(run, query->input->word_hashes, query->options, seeds + count);
        for (uint32_t i = first; i < count; ++i) seeds[i].word_index += begin;
    }
    return count;
}

static void match_sequence(const void *context, uint32_t sequence_index, MatchWorker *worker) {
    const Query *query = context;
    Sequence sequence = query->input->sequences[sequence_index];
    Arena scratch = worker->scratch;
    Seed *seeds = arena_new_array_uncleared(&scratch, Seed, sequence.count);
    uint32_t seed_count = choose_known_seeds(query, sequence, seeds);
    Anchor *anchors = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < seed_count && count < ANCHORS_MAX; ++i) {
        const uint32_t *first = map_find(&query->seeds.first, seeds[i].hash);
        if (first == NULL) continue;
        if (anchors == NULL) anchors = arena_new_array_uncleared(&scratch, Anchor, ANCHORS_MAX);
        for (uint32_t q = *first; q != UINT32_MAX && count < ANCHORS_MAX; q = query->seeds.next[q]) {
            anchors[count++] = (Anchor){seeds[i].word_index, query->seeds.items[q].word_index};
        }
    }
    if (count == 0) return;
    SequencePair pair = {.source = sequence,
                         .target = query->sequence,
                         .source_index = sequence_index,
                         .target_index = query->input->sequence_count,
                         .weights_permille = query->input->weights_permille,
                         .options = query->options};
    pair_match(&pair, (Anchors){anchors, count}, &worker->alignments, &worker->result, scratch);
}

Alignments query_find(const MatchInput *input, Sequence sequence, const MatchOptions *options, Arena *result,
                      Arena scratch) {
    if (sequence.count < options->seed_words) return (Alignments){0};
    Query query = {.input = input, .options = options, .sequence = sequence};
    query.seeds = index_seeds(sequence, input->word_hashes, options, &scratch);
    const PortionLoop loop = {.task = match_sequence,
                              .context = &query,
                              .sequence_count = input->sequence_count,
                              .portion_sequences = PORTION_SEQUENCES,
                              .threads = options->threads};
    return portions_match(&loop, result, scratch);
}
