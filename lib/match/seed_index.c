/*
 * seed_index: sequences -> the seeds that two or more of them share, grouped.
 *
 * Seeds are dealt into 256 partitions by the first byte of their hash; each partition is sorted by hash and looked
 * through for groups by itself, in parallel and in cache. The deal is made portion by portion: a portion's seeds lie by
 * partition, and a partition is what the portions have for it, in their order. So within a partition seeds stand in the
 * order of the sequences whatever thread came first, and the stable sort keeps that order inside a group. Most seeds of
 * a news collection occur once only: before a partition is sorted, a bit for each hash, and another where it has come
 * twice, tell nearly all of these, and they are not sorted at all. What one article alone has is dropped here too and
 * costs nothing later.
 *
 * All seeds of a large collection would fill more memory than its words. The partitions are then made in rounds: each
 * chooses all seeds again and keeps those of its partitions, so that seed_bytes_max holds whatever the collection.
 *
 * Costs: linear time; 16 bytes a seed of a round while building (four seeds in ten words), 20 bytes a shared seed
 * afterwards.
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
     * stay in cache. Fixed, so that nothing depends on the thread count. */
    PORTION_WORDS = 1 << 16,
    SEEDS_PER_1000_WORDS = 420 /* measured: 2 / (w + 1), and a little for short texts */
};

typedef struct Portion {
    uint32_t first_sequence;
    uint32_t sequence_end;
    uint32_t words_max; /* of its longest sequence */
    size_t word_count;
    KeyValue *seeds; /* of the round, by partition; key: hash, value: sequence and word */
    uint32_t begins[PARTITION_COUNT + 1]; /* of each partition in seeds */
} Portion;

/* The shared seeds of a partition, by hash. */
typedef struct Partition {
    KeyValue *seeds;
    size_t seed_count;
    uint32_t group_count;
    uint32_t first_occurrence;
    uint32_t first_group;
} Partition;

typedef struct Worker {
    Arena seeds; /* of the round */
    size_t seeds_empty; /* the arena's position before anything was in it */
    Arena shared; /* seeds of the partitions */
    Arena scratch;
} Worker;

typedef struct Build {
    const MatchInput *input;
    const MatchOptions *options;
    Portion *portions;
    size_t portion_count;
    uint32_t first_partition; /* of the round */
    uint32_t partition_end;
    Partition partitions[PARTITION_COUNT];
    Worker *workers;
    SeedIndex index;
} Build;

static uint32_t partition_of(uint64_t hash) {
    return (uint32_t)(hash >> 56);
}

/* Returns how many words all sequences have. */
static uint64_t lay_out_portions(Build *build, Arena *scratch) {
    const MatchInput *input = build->input;
    uint64_t words = 0;
    for (uint32_t i = 0; i < input->sequence_count; ++i) words += input->sequences[i].count;
    size_t portions_max = (size_t)(words / PORTION_WORDS) + 1;
    build->portions = arena_new_array(scratch, Portion, portions_max);
    uint32_t sequence = 0;
    while (sequence < input->sequence_count) {
        Portion *portion = &build->portions[build->portion_count++];
        assert(build->portion_count <= portions_max);
        portion->first_sequence = sequence;
        while (sequence < input->sequence_count && portion->word_count < PORTION_WORDS) {
            uint32_t count = input->sequences[sequence++].count;
            if (count > portion->words_max) portion->words_max = count;
            portion->word_count += count;
        }
        portion->sequence_end = sequence;
    }
    return words;
}

/* The portion's seeds that belong to the round, in the order of the text. */
static size_t gather_seeds(Build *build, const Portion *portion, KeyValue *out, Arena scratch) {
    Seed *seeds = arena_new_array_uncleared(&scratch, Seed, portion->words_max);
    size_t filled = 0;
    for (uint32_t s = portion->first_sequence; s < portion->sequence_end; ++s) {
        uint32_t count = seeds_choose(build->input->sequences[s], build->input->word_hashes, build->options, seeds);
        build->index.seed_counts[s] = count;
        for (uint32_t i = 0; i < count; ++i) {
            const uint32_t partition = partition_of(seeds[i].hash);
            out[filled] = (KeyValue){seeds[i].hash, (uint64_t)s << 32 | seeds[i].word_index};
            filled += partition >= build->first_partition && partition < build->partition_end;
        }
    }
    return filled;
}

static void deal_portion(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Portion *portion = &build->portions[item_index];
    Worker *worker = &build->workers[worker_index];
    Arena scratch = worker->scratch;
    KeyValue *gathered = arena_new_array_uncleared(&scratch, KeyValue, portion->word_count + 1);
    const size_t count = gather_seeds(build, portion, gathered, scratch);
    uint32_t next[PARTITION_COUNT + 1] = {0};
    for (size_t i = 0; i < count; ++i) ++next[partition_of(gathered[i].key) + 1];
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) next[p + 1] += next[p];
    memcpy(portion->begins, next, sizeof next);
    portion->seeds = arena_new_array_uncleared(&worker->seeds, KeyValue, count);
    for (size_t i = 0; i < count; ++i) portion->seeds[next[partition_of(gathered[i].key)]++] = gathered[i];
}

static uint32_t sequence_of(const KeyValue *seed) {
    return (uint32_t)(seed->value >> 32);
}

/* Whether one of the sequences that have the seed is asked for. */
static bool has_asked(const KeyValue *seeds, size_t count, const bool *asked) {
    for (size_t i = 0; i < count; ++i)
        if (asked[sequence_of(&seeds[i])]) return true;
    return false;
}

/* Moves the seeds that two or more sequences have to the front; they come sorted. */
static size_t keep_shared(KeyValue *seeds, size_t count, const bool *asked, uint32_t *group_count) {
    size_t kept = 0;
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        for (end = begin + 1; end < count && seeds[end].key == seeds[begin].key;) ++end;
        if (end - begin < 2 || sequence_of(&seeds[begin]) == sequence_of(&seeds[end - 1])) continue;
        if (asked && !has_asked(seeds + begin, end - begin, asked)) continue;
        memmove(seeds + kept, seeds + begin, (end - begin) * sizeof *seeds);
        kept += end - begin;
        ++*group_count;
    }
    return kept;
}

/* The seeds of a partition, portion by portion. */
static size_t partition_size(const Build *build, size_t p) {
    size_t count = 0;
    for (size_t i = 0; i < build->portion_count; ++i) {
        count += build->portions[i].begins[p + 1] - build->portions[i].begins[p];
    }
    return count;
}

enum { BITS_A_SEED = 16 /* of seeds that come once, one in so many is kept for nothing */ };

/* Which hashes may have come more than once: a bit of each. */
typedef struct Repeats {
    uint64_t *once;
    uint64_t *twice;
    uint64_t mask;
} Repeats;

/* The upper byte is the same in all hashes of a partition. */
static uint64_t repeat_bit(const Repeats *repeats, uint64_t hash) {
    return hash >> 20 & repeats->mask;
}

static Repeats find_repeats(const Build *build, size_t p, size_t count, Arena *scratch) {
    uint64_t bits = 64;
    while (bits < (uint64_t)count * BITS_A_SEED && bits < (uint64_t)1 << 36) bits *= 2;
    Repeats repeats = {.once = arena_new_array(scratch, uint64_t, bits / 64),
                       .twice = arena_new_array(scratch, uint64_t, bits / 64),
                       .mask = bits - 1};
    for (size_t i = 0; i < build->portion_count; ++i) {
        const Portion *portion = &build->portions[i];
        for (uint32_t at = portion->begins[p]; at < portion->begins[p + 1]; ++at) {
            const uint64_t bit = repeat_bit(&repeats, portion->seeds[at].key);
            const uint64_t flag = (uint64_t)1 << bit % 64;
            repeats.twice[bit / 64] |= repeats.once[bit / 64] & flag;
            repeats.once[bit / 64] |= flag;
        }
    }
    return repeats;
}

/* The seeds of a partition that may have come more than once, in their order. */
static size_t gather_repeated(const Build *build, size_t p, const Repeats *repeats, KeyValue *out) {
    size_t filled = 0;
    for (size_t i = 0; i < build->portion_count; ++i) {
        const Portion *portion = &build->portions[i];
        for (uint32_t at = portion->begins[p]; at < portion->begins[p + 1]; ++at) {
            const uint64_t bit = repeat_bit(repeats, portion->seeds[at].key);
            out[filled] = portion->seeds[at];
            filled += repeats->twice[bit / 64] >> bit % 64 & 1;
        }
    }
    return filled;
}

static void sort_partition(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Worker *worker = &build->workers[worker_index];
    const size_t p = build->first_partition + item_index;
    Partition *partition = &build->partitions[p];
    Arena scratch = worker->scratch;
    const size_t count = partition_size(build, p);
    KeyValue *seeds = arena_new_array_uncleared(&scratch, KeyValue, count + 1);
    Arena bits = scratch;
    const Repeats repeats = find_repeats(build, p, count, &bits);
    const size_t repeated = gather_repeated(build, p, &repeats, seeds);
    radix_sort_hashes(seeds, repeated, scratch);
    partition->seed_count = keep_shared(seeds, repeated, build->options->asked, &partition->group_count);
    partition->seeds = arena_new_array_uncleared(&worker->shared, KeyValue, partition->seed_count);
    if (partition->seed_count > 0) memcpy(partition->seeds, seeds, partition->seed_count * sizeof *seeds);
}

static void write_groups(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    Build *build = context;
    const Partition *partition = &build->partitions[item_index];
    const KeyValue *seeds = partition->seeds;
    uint32_t occurrence = partition->first_occurrence;
    uint32_t group_index = partition->first_group;
    for (size_t i = 0; i < partition->seed_count; ++group_index) {
        SeedGroup *group = &build->index.groups[group_index];
        *group = (SeedGroup){.begin = occurrence};
        const size_t first = i;
        for (; i < partition->seed_count && seeds[i].key == seeds[first].key; ++i) {
            group->sequence_count += i == first || sequence_of(&seeds[i]) != sequence_of(&seeds[i - 1]);
            build->index.occurrences[occurrence++] = (SeedOccurrence){.sequence_index = sequence_of(&seeds[i]),
                                                                      .word_index = (uint32_t)seeds[i].value,
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

/* All partitions, in as many rounds as the memory for a round's seeds asks for. */
static void share_seeds(Build *build, uint32_t threads, Arena *scratch) {
    const uint64_t words = lay_out_portions(build, scratch);
    const uint64_t seed_bytes = words * SEEDS_PER_1000_WORDS / 1000 * sizeof(KeyValue);
    uint64_t rounds = build->options->seed_bytes_max > 0 ? seed_bytes / build->options->seed_bytes_max + 1 : 1;
    if (rounds > PARTITION_COUNT) rounds = PARTITION_COUNT;
    for (uint64_t round = 0; round < rounds; ++round) {
        build->first_partition = (uint32_t)(round * PARTITION_COUNT / rounds);
        build->partition_end = (uint32_t)((round + 1) * PARTITION_COUNT / rounds);
        for (uint32_t i = 0; i < threads; ++i) arena_reset(&build->workers[i].seeds, build->workers[i].seeds_empty);
        parallel_for(threads, build->portion_count, deal_portion, build);
        parallel_for(threads, build->partition_end - build->first_partition, sort_partition, build);
    }
}

SeedIndex seed_index_build(const MatchInput *input, const MatchOptions *options, Arena *result, Arena scratch) {
    Build *build = arena_new(&scratch, Build);
    build->input = input;
    build->options = options;
    uint32_t threads = parallel_threads(options->threads);
    build->workers = arena_new_array(&scratch, Worker, threads);
    for (uint32_t i = 0; i < threads; ++i) {
        Worker *worker = &build->workers[i];
        *worker = (Worker){.seeds = arena_open(0), .shared = arena_open(0), .scratch = arena_open(0)};
        worker->seeds_empty = worker->seeds.used_bytes;
    }
    SeedIndex *index = &build->index;
    index->seed_counts = arena_new_array(result, uint32_t, input->sequence_count);
    share_seeds(build, threads, &scratch);
    for (uint32_t i = 0; i < threads; ++i) arena_close(&build->workers[i].seeds);
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) {
        Partition *partition = &build->partitions[p];
        partition->first_occurrence = index->occurrence_count;
        partition->first_group = index->group_count;
        index->occurrence_count += (uint32_t)partition->seed_count;
        index->group_count += partition->group_count;
    }
    index->occurrences = arena_new_array_uncleared(result, SeedOccurrence, index->occurrence_count);
    index->groups = arena_new_array_uncleared(result, SeedGroup, index->group_count);
    parallel_for(threads, PARTITION_COUNT, write_groups, build);
    for (uint32_t i = 0; i < threads; ++i) {
        arena_close(&build->workers[i].shared);
        arena_close(&build->workers[i].scratch);
    }
    list_places(index, input->sequence_count, result, scratch);
    return *index;
}
