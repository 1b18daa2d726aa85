/*
 * seed_index: sequences -> the seeds that two or more of them share, grouped.
 *
 * Seeds are dealt into 256 partitions by the first byte of their hash; each partition is sorted by hash and looked
 * through for groups by itself, in parallel and in cache. The deal is made in two passes (count, then write), so that
 * every seed has its place whatever thread comes first: within a partition seeds stand in the order of the sequences,
 * and the stable sort keeps that order inside a group. Most seeds of a news collection occur in one article only;
 * they are dropped here and cost nothing later.
 *
 * Costs: linear time; 16 bytes a seed while building (four seeds in ten words), 20 bytes a shared seed afterwards.
 */
#include "seed_index.h"

#include <assert.h>
#include <string.h>

#include "../base/parallel.h"
#include "../base/radix.h"
#include "seeds.h"

enum {
    PARTITION_COUNT = 256,
    /* Sequences are dealt in portions of about so many words: large enough to outweigh the counters, small enough to
     * spread over threads. Fixed, so that nothing depends on the thread count. */
    PORTION_WORDS = 1 << 16
};

typedef struct Portion {
    uint32_t first_sequence;
    uint32_t sequence_end;
    uint32_t words_max; /* of its longest sequence */
    uint64_t word_base; /* words of all sequences before the portion */
    size_t next[PARTITION_COUNT]; /* first the number of seeds for each partition, then where to write the next one */
} Portion;

typedef struct Partition {
    size_t begin; /* in seeds */
    size_t end;
    size_t kept; /* shared seeds, moved to the front */
    uint32_t group_count;
    uint32_t first_occurrence;
    uint32_t first_group;
} Partition;

typedef struct Build {
    const MatchInput *input;
    const MatchOptions *options;
    const uint64_t *word_begins; /* of each sequence in the words of all; one more at the end */
    Portion *portions;
    size_t portion_count;
    Partition partitions[PARTITION_COUNT];
    KeyValue *seeds; /* key: hash; value: place in the words of all sequences */
    Arena *worker_arenas;
    SeedIndex index;
} Build;

static uint32_t partition_of(uint64_t hash) {
    return (uint32_t)(hash >> 56);
}

static uint32_t sequence_at(const Build *build, uint64_t place) {
    uint32_t low = 0;
    uint32_t high = build->input->sequence_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (build->word_begins[middle] <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void lay_out_portions(Build *build, Arena *scratch) {
    const MatchInput *input = build->input;
    uint64_t *word_begins = arena_new_array_uncleared(scratch, uint64_t, (size_t)input->sequence_count + 1);
    word_begins[0] = 0;
    for (uint32_t i = 0; i < input->sequence_count; ++i) {
        word_begins[i + 1] = word_begins[i] + input->sequences[i].count;
    }
    build->word_begins = word_begins;
    size_t portions_max = (size_t)(word_begins[input->sequence_count] / PORTION_WORDS) + 1;
    build->portions = arena_new_array(scratch, Portion, portions_max);
    uint32_t sequence = 0;
    while (sequence < input->sequence_count) {
        Portion *portion = &build->portions[build->portion_count++];
        assert(build->portion_count <= portions_max);
        portion->first_sequence = sequence;
        portion->word_base = word_begins[sequence];
        while (sequence < input->sequence_count && word_begins[sequence] - portion->word_base < PORTION_WORDS) {
            uint32_t words = input->sequences[sequence].count;
            if (words > portion->words_max) portion->words_max = words;
            ++sequence;
        }
        portion->sequence_end = sequence;
    }
}

static void count_portion(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Portion *portion = &build->portions[item_index];
    Arena scratch = build->worker_arenas[worker_index];
    Seed *seeds = arena_new_array_uncleared(&scratch, Seed, portion->words_max);
    for (uint32_t s = portion->first_sequence; s < portion->sequence_end; ++s) {
        uint32_t count = seeds_choose(build->input->sequences[s], build->options, seeds);
        build->index.seed_counts[s] = count;
        for (uint32_t i = 0; i < count; ++i) ++portion->next[partition_of(seeds[i].hash)];
    }
}

static void deal_portion(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Portion *portion = &build->portions[item_index];
    Arena scratch = build->worker_arenas[worker_index];
    Seed *seeds = arena_new_array_uncleared(&scratch, Seed, portion->words_max);
    for (uint32_t s = portion->first_sequence; s < portion->sequence_end; ++s) {
        uint32_t count = seeds_choose(build->input->sequences[s], build->options, seeds);
        for (uint32_t i = 0; i < count; ++i) {
            size_t place = portion->next[partition_of(seeds[i].hash)]++;
            build->seeds[place] =
                (KeyValue){.key = seeds[i].hash, .value = build->word_begins[s] + seeds[i].word_index};
        }
    }
}

/* Turns the portions' counts into places to write, partition by partition. */
static size_t lay_out_partitions(Build *build) {
    size_t place = 0;
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) {
        build->partitions[p].begin = place;
        for (size_t i = 0; i < build->portion_count; ++i) {
            size_t count = build->portions[i].next[p];
            build->portions[i].next[p] = place;
            place += count;
        }
        build->partitions[p].end = place;
    }
    return place;
}

/* Sorts one partition and moves the seeds of two or more sequences to its front. */
static void sort_partition(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Partition *partition = &build->partitions[item_index];
    KeyValue *seeds = build->seeds + partition->begin;
    size_t count = partition->end - partition->begin;
    radix_sort(seeds, count, build->worker_arenas[worker_index]);
    size_t kept = 0;
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        for (end = begin + 1; end < count && seeds[end].key == seeds[begin].key;) ++end;
        if (end - begin < 2) continue;
        uint32_t first_sequence = sequence_at(build, seeds[begin].value);
        if (seeds[end - 1].value < build->word_begins[first_sequence + 1]) continue; /* all in one sequence */
        memmove(seeds + kept, seeds + begin, (end - begin) * sizeof *seeds);
        kept += end - begin;
        ++partition->group_count;
    }
    partition->kept = kept;
}

static void write_groups(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    Build *build = context;
    const Partition *partition = &build->partitions[item_index];
    const KeyValue *seeds = build->seeds + partition->begin;
    uint32_t occurrence = partition->first_occurrence;
    uint32_t group_index = partition->first_group;
    for (size_t i = 0; i < partition->kept; ++group_index) {
        SeedGroup *group = &build->index.groups[group_index];
        *group = (SeedGroup){.begin = occurrence};
        uint64_t hash = seeds[i].key;
        uint32_t sequence = UINT32_MAX;
        for (; i < partition->kept && seeds[i].key == hash; ++i) {
            uint64_t place = seeds[i].value;
            if (sequence == UINT32_MAX || place >= build->word_begins[sequence + 1]) {
                sequence = sequence_at(build, place);
                ++group->sequence_count;
            }
            build->index.occurrences[occurrence++] =
                (SeedOccurrence){.sequence_index = sequence,
                                 .word_index = (uint32_t)(place - build->word_begins[sequence]),
                                 .group_index = group_index};
        }
        group->copies_begin = group->end = occurrence;
    }
}

/* Counting sort of the occurrences by sequence; the order by group stays. */
static void list_places(SeedIndex *index, uint32_t sequence_count, Arena *result, Arena scratch) {
    index->place_begins = arena_new_array(result, uint32_t, (size_t)sequence_count + 1);
    index->places = arena_new_array_uncleared(result, uint32_t, index->occurrence_count);
    for (uint32_t i = 0; i < index->occurrence_count; ++i) {
        ++index->place_begins[index->occurrences[i].sequence_index + 1];
    }
    for (uint32_t s = 0; s < sequence_count; ++s) index->place_begins[s + 1] += index->place_begins[s];
    uint32_t *next = arena_new_array_uncleared(&scratch, uint32_t, (size_t)sequence_count + 1);
    memcpy(next, index->place_begins, sizeof *next * ((size_t)sequence_count + 1));
    for (uint32_t i = 0; i < index->occurrence_count; ++i) {
        index->places[next[index->occurrences[i].sequence_index]++] = i;
    }
}

SeedIndex seed_index_build(const MatchInput *input, const MatchOptions *options, Arena *result, Arena scratch) {
    Build *build = arena_new(&scratch, Build);
    build->input = input;
    build->options = options;
    lay_out_portions(build, &scratch);
    uint32_t threads = parallel_threads(options->threads);
    build->worker_arenas = arena_new_array(&scratch, Arena, threads);
    for (uint32_t i = 0; i < threads; ++i) build->worker_arenas[i] = arena_open(0);

    build->index.seed_counts = arena_new_array(result, uint32_t, input->sequence_count);
    parallel_for(threads, build->portion_count, count_portion, build);
    size_t seed_count = lay_out_partitions(build);
    build->seeds = arena_new_array_uncleared(&scratch, KeyValue, seed_count);
    parallel_for(threads, build->portion_count, deal_portion, build);
    parallel_for(threads, PARTITION_COUNT, sort_partition, build);

    SeedIndex *index = &build->index;
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) {
        Partition *partition = &build->partitions[p];
        partition->first_occurrence = index->occurrence_count;
        partition->first_group = index->group_count;
        index->occurrence_count += (uint32_t)partition->kept;
        index->group_count += partition->group_count;
    }
    index->occurrences = arena_new_array_uncleared(result, SeedOccurrence, index->occurrence_count);
    index->groups = arena_new_array_uncleared(result, SeedGroup, index->group_count);
    parallel_for(threads, PARTITION_COUNT, write_groups, build);
    for (uint32_t i = 0; i < threads; ++i) arena_close(&build->worker_arenas[i]);
    list_places(index, input->sequence_count, result, scratch);
    return *index;
}
