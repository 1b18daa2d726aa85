/*
 * The index of runs of three words by which a reading finds the bases it may belong to.
 *
 * In:  the readings, longest first, one after another.
 * Out: for a reading, the places of its runs in the bases added so far.
 *
 * What this costs is cache misses, not comparisons: a collection's runs fill far more memory than any cache. So runs
 * that occur once, most of them, are told apart beforehand by two small bitmaps and neither kept nor looked up; the
 * places of a run stand together in one cache line; and a reading's look-ups are started all at once, before the first
 * is awaited.
 *
 * Invariants: the bitmaps are exact sums over the readings, whoever counted which of them; a run's places stand in the
 * order in which the bases were added.
 */
#include "run_index.h"

#include <string.h>

/* A run lighter than this ("one of the") stands in every other text and finds nothing. */
#define RUN_WEIGHT_MIN 200
/* One run in so many must be heavier, or the statement itself is what makes its words common. */
#define RUN_HEAVY_RATIO 6
/* Bases remembered for one run; a phrase in more bases than that can't tell them apart. */
#define RUN_BASES_MAX 12
/* Shorter readings are judged by their heavy runs alone. */
#define LONG_WORDS_MIN 16
#define CHUNK_REPORTS 1024

/* A run of three words in a base. */
typedef struct Posting {
    uint32_t base; /* index of a report */
    uint32_t place;
} Posting;

/* Up to three of a run's postings, oldest first: most runs have no more, and need no second look into memory. */
#define BUNDLE_POSTINGS_MAX 3
struct RunBundle {
    Posting postings[BUNDLE_POSTINGS_MAX];
    uint32_t count; /* of the run's postings up to this bundle's last; all bundles but the newest are full */
    uint32_t older; /* index of the bundle before this one; 0: none */
};

/* A place in the table of runs. */
struct RunSlot {
    uint32_t fingerprint; /* a rare false agreement costs an alignment, nothing more */
    uint32_t newest; /* index of the run's newest bundle; 0: free */
};

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 32);
}

static uint64_t run_hash(const uint32_t *ids) {
    return mix(mix(mix(RUN_WORDS, ids[0] + 1ull), ids[1] + 1ull), ids[2] + 1ull);
}

static uint32_t run_weight(WordWeights weights, const uint32_t *ids) {
    return (uint32_t)weights.permille[ids[0]] + weights.permille[ids[1]] + weights.permille[ids[2]];
}

/* A long statement printed in half of all articles has no rare words left: then all its runs must do. */
static uint32_t run_weight_min(WordWeights weights, const Reading *reading) {
    if (reading->word_count < LONG_WORDS_MIN) return RUN_WEIGHT_MIN;
    uint32_t runs = reading->word_count - RUN_WORDS + 1, heavy = 0;
    for (uint32_t at = 0; at < runs; at++) {
        heavy += run_weight(weights, reading->ids + at) >= RUN_WEIGHT_MIN;
        if (heavy * RUN_HEAVY_RATIO >= runs) return RUN_WEIGHT_MIN;
    }
    return 0;
}

static uint32_t repeats_bit(uint32_t bit_mask, uint64_t hash) {
    return (uint32_t)(hash >> 32) & bit_mask;
}

/* What one worker has seen once and what again. */
typedef struct Sightings {
    uint64_t *once;
    uint64_t *again;
    size_t repeated_count;
} Sightings;

typedef struct Counting {
    const Reports *reports;
    WordWeights weights;
    uint32_t bit_mask;
    Sightings *sightings; /* by worker */
} Counting;

static void chunk_count(void *context, uint32_t worker_index, size_t item_index) {
    const Counting *counting = context;
    Sightings *sightings = &counting->sightings[worker_index];
    uint32_t end = counting->reports->count;
    if (end > (item_index + 1) * CHUNK_REPORTS) end = (uint32_t)(item_index + 1) * CHUNK_REPORTS;
    for (uint32_t i = (uint32_t)item_index * CHUNK_REPORTS; i < end; i++) {
        const Reading *reading = &counting->reports->items[i].reading;
        uint32_t weight_min = run_weight_min(counting->weights, reading);
        for (uint32_t at = 0; at + RUN_WORDS <= reading->word_count; at++) {
            if (run_weight(counting->weights, reading->ids + at) < weight_min) continue;
            uint32_t bit = repeats_bit(counting->bit_mask, run_hash(reading->ids + at));
            uint64_t mask = 1ull << (bit % 64);
            bool again = (sightings->once[bit / 64] & mask) != 0;
            sightings->repeated_count += again;
            *(again ? &sightings->again[bit / 64] : &sightings->once[bit / 64]) |= mask;
        }
    }
}

/* Some three bits for every word leave runs that share one to one run in five. */
static size_t bits_wanted(const Reports *reports) {
    size_t words = 0, bits = 64;
    for (uint32_t i = 0; i < reports->count; i++) words += reports->items[i].reading.word_count;
    while (bits < 2 * words && bits <= UINT32_MAX / 2) bits *= 2;
    return bits;
}

RunRepeats run_repeats_find(const Reports *reports, WordWeights weights, Workers *workers, Arena *result) {
    size_t bits = bits_wanted(reports);
    Counting counting = {reports, weights, (uint32_t)(bits - 1), NULL};
    counting.sightings = arena_new_array(result, Sightings, workers->count);
    for (uint32_t i = 0; i < workers->count; i++)
        counting.sightings[i] =
            (Sightings){arena_new_array(result, uint64_t, bits / 64), arena_new_array(result, uint64_t, bits / 64), 0};
    parallel_for(workers->count, (reports->count + (size_t)CHUNK_REPORTS - 1) / CHUNK_REPORTS, chunk_count, &counting);
    Sightings *all = &counting.sightings[0];
    for (uint32_t i = 1; i < workers->count; i++) {
        const Sightings *some = &counting.sightings[i];
        all->repeated_count += some->repeated_count;
        for (size_t word = 0; word < bits / 64; word++) {
            uint64_t both = all->once[word] & some->once[word];
            all->repeated_count += (size_t)__builtin_popcountll(both);
            all->again[word] |= some->again[word] | both;
            all->once[word] |= some->once[word];
        }
    }
    return (RunRepeats){all->again, counting.bit_mask, all->repeated_count};
}

Runs runs_find(const RunRepeats *repeats, const Reading *reading, WordWeights weights, Arena *result) {
    Runs runs = {arena_new_array_uncleared(result, Run, reading->word_count), 0};
    uint32_t weight_min = run_weight_min(weights, reading);
    for (uint32_t at = 0; at + RUN_WORDS <= reading->word_count; at++) {
        uint32_t weight = run_weight(weights, reading->ids + at);
        if (weight < weight_min) continue;
        uint64_t hash = run_hash(reading->ids + at);
        uint32_t bit = repeats_bit(repeats->bit_mask, hash);
        if ((repeats->bits[bit / 64] >> (bit % 64) & 1) == 0) continue;
        runs.items[runs.count++] = (Run){hash, at, weight};
    }
    return runs;
}

RunIndex run_index_open(size_t runs_max, Arena *memory) {
    size_t slots = 64;
    while (slots < runs_max + runs_max / 2) slots *= 2;
    RunIndex index = {.slot_mask = (uint32_t)(slots - 1)};
    index.slots = arena_new_array(memory, RunSlot, slots);
    index.bundles = arena_new_array_uncleared(memory, RunBundle, runs_max + 1);
    index.bundles[0] = (RunBundle){0}; /* nobody's, and empty */
    return index;
}

void run_index_clear(RunIndex *index) {
    memset(index->slots, 0, sizeof *index->slots * ((size_t)index->slot_mask + 1));
    index->bundle_count = 0;
}

/* The table's place for a run: taken by it, or free. */
static RunSlot *run_slot(const RunIndex *index, uint64_t hash) {
    uint32_t fingerprint = (uint32_t)(hash >> 32);
    for (uint32_t at = (uint32_t)hash & index->slot_mask;; at = (at + 1) & index->slot_mask) {
        RunSlot *slot = &index->slots[at];
        if (slot->newest == 0 || slot->fingerprint == fingerprint) return slot;
    }
}

static void run_prefetch(const RunIndex *index, uint64_t hash) {
    __builtin_prefetch(&index->slots[(uint32_t)hash & index->slot_mask]);
}

void run_index_add(RunIndex *index, uint32_t base, Runs runs) {
    for (uint32_t i = 0; i < runs.count; i++) run_prefetch(index, runs.items[i].hash);
    for (uint32_t i = 0; i < runs.count; i++) {
        RunSlot *slot = run_slot(index, runs.items[i].hash);
        RunBundle *newest = &index->bundles[slot->newest];
        uint32_t count = newest->count;
        if (count == RUN_BASES_MAX) continue;
        if (count % BUNDLE_POSTINGS_MAX == 0) {
            newest = &index->bundles[++index->bundle_count];
            newest->older = slot->newest;
            *slot = (RunSlot){(uint32_t)(runs.items[i].hash >> 32), index->bundle_count};
        }
        newest->postings[count % BUNDLE_POSTINGS_MAX] = (Posting){base, runs.items[i].at};
        newest->count = count + 1;
    }
}

static void bundles_read(const RunIndex *index, uint32_t newest, const Run *run, RunHits *hits, Arena *result) {
    for (uint32_t at = newest; at != 0; at = index->bundles[at].older) {
        const RunBundle *bundle = &index->bundles[at];
        for (uint32_t i = (bundle->count - 1) % BUNDLE_POSTINGS_MAX + 1; i-- > 0;) {
            Posting posting = bundle->postings[i];
            *array_push(hits, result) = (RunHit){posting.base, posting.place, run->at, run->weight};
        }
    }
}

RunHits run_index_find(const RunIndex *index, Runs runs, uint32_t step, Arena *result) {
    RunHits hits = {0};
    uint32_t *newest = arena_new_array_uncleared(result, uint32_t, runs.count);
    for (uint32_t i = 0; i < runs.count; i++)
        if (runs.items[i].at % step == 0) run_prefetch(index, runs.items[i].hash);
    for (uint32_t i = 0; i < runs.count; i++) {
        newest[i] = runs.items[i].at % step == 0 ? run_slot(index, runs.items[i].hash)->newest : 0;
        if (newest[i] != 0) __builtin_prefetch(&index->bundles[newest[i]]);
    }
    for (uint32_t i = 0; i < runs.count; i++) bundles_read(index, newest[i], &runs.items[i], &hits, result);
    return hits;
}
