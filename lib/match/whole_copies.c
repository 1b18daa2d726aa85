/*
 * whole_copies: which sequences are copies, whole or nearly, of an earlier one.
 *
 * In:  the index of shared seeds.
 * Out: for each sequence the first of its copies; in each group of the index the occurrences that the first stands for
 *      moved behind the others.
 *
 * An article that ten thousand outlets run would pair all with all, and its seeds would be too frequent to compare the
 * few articles that borrow from it. So where a sequence has copies_min copies or more, the first represents them: they
 * are paired with it and with nothing else as far as the text is the same (a star), so that n copies cost n - 1
 * alignments for each passage they share. What copies have beyond their first (a correction) is compared with
 * everybody, the earliest of the copies that have it standing for the others.
 *
 * Two sequences are copies when SHARED_PERCENT_MIN of the seeds of either are seeds of the other. Which earlier
 * sequence is worth asking is told by the groups: at each of its seeds a sequence votes for the group's first sequence
 * and for the one before it, or rather for whom these are copies of.
 *
 * Invariant: a first is its own first, and comes before its copies. Cost: a few looks at each occurrence.
 */
#include "whole_copies.h"

#include <string.h>

#include "../base/radix.h"

enum {
    SHARED_PERCENT_MIN = 90, /* one sentence in ten may be another one */
    SEEDS_MIN = 8 /* shorter ones (a headline with a line of text) are compared all with all */
};

#define NO_GROUP UINT32_MAX

typedef struct Votes {
    uint32_t *counts; /* by sequence; all zero between two sequences */
    uint32_t *voted; /* those with votes */
    uint32_t voted_count;
    uint32_t *group_before; /* by group: the latest sequence with the seed */
} Votes;

static void vote_for(Votes *votes, uint32_t sequence) {
    if (votes->counts[sequence]++ == 0) votes->voted[votes->voted_count++] = sequence;
}

static bool are_copies(const SeedIndex *index, uint32_t left, uint32_t right, uint32_t shared) {
    uint32_t left_seeds = index->seed_counts[left], right_seeds = index->seed_counts[right];
    uint32_t larger = left_seeds > right_seeds ? left_seeds : right_seeds;
    return larger >= SEEDS_MIN && (uint64_t)shared * 100 >= (uint64_t)larger * SHARED_PERCENT_MIN;
}

/* The first sequence that this one is a copy of, or itself. */
static uint32_t choose_first(const SeedIndex *index, uint32_t sequence, const uint32_t *firsts, Votes *votes) {
    votes->voted_count = 0;
    uint32_t previous_group = NO_GROUP;
    for (uint32_t place = index->place_begins[sequence]; place < index->place_begins[sequence + 1]; ++place) {
        uint32_t group_index = index->occurrences[index->places[place]].group_index;
        if (group_index == previous_group) continue; /* the same seed again */
        previous_group = group_index;
        const SeedGroup *group = &index->groups[group_index];
        uint32_t group_first = firsts[index->occurrences[group->begin].sequence_index];
        uint32_t before = votes->group_before[group_index];
        votes->group_before[group_index] = sequence;
        if (index->occurrences[group->begin].sequence_index == sequence) continue;
        vote_for(votes, group_first);
        if (firsts[before] != group_first) vote_for(votes, firsts[before]);
    }
    uint32_t best = sequence;
    uint32_t best_count = 0;
    for (uint32_t i = 0; i < votes->voted_count; ++i) {
        uint32_t candidate = votes->voted[i];
        uint32_t count = votes->counts[candidate];
        votes->counts[candidate] = 0;
        if (count < best_count || (count == best_count && candidate > best)) continue;
        if (!are_copies(index, sequence, candidate, count)) continue;
        best = candidate;
        best_count = count;
    }
    return best;
}

/* Of each first's copies (itself included) in the group in hand, the earliest sequence. */
typedef struct Standing {
    uint32_t group_index;
    uint32_t sequence;
} Standing;

/* Puts the occurrences whose sequence is represented in the group behind the others, in the order SeedGroup says. */
static void order_group(SeedIndex *index, SeedGroup *group, const uint32_t *firsts, Standing *standing, Arena scratch) {
    const uint32_t group_index = (uint32_t)(group - index->groups);
    uint32_t copies = 0;
    for (uint32_t i = group->begin; i < group->end; ++i) {
        uint32_t sequence = index->occurrences[i].sequence_index;
        Standing *stands = &standing[firsts[sequence]];
        if (stands->group_index != group_index) *stands = (Standing){group_index, sequence};
        copies += stands->sequence != sequence;
    }
    if (copies == 0) return;
    KeyValue *order = arena_new_array_uncleared(&scratch, KeyValue, copies);
    SeedOccurrence *moved = arena_new_array_uncleared(&scratch, SeedOccurrence, copies);
    uint32_t kept = group->begin;
    uint32_t filled = 0;
    group->sequence_count = 0;
    for (uint32_t i = group->begin; i < group->end; ++i) {
        SeedOccurrence occurrence = index->occurrences[i];
        uint32_t first = firsts[occurrence.sequence_index];
        if (standing[first].sequence != occurrence.sequence_index) {
            order[filled] = (KeyValue){.key = first, .value = filled};
            moved[filled++] = occurrence;
            continue;
        }
        group->sequence_count +=
            kept == group->begin || index->occurrences[kept - 1].sequence_index != occurrence.sequence_index;
        index->occurrences[kept++] = occurrence;
    }
    radix_sort(order, filled, scratch);
    group->copies_begin = kept;
    for (uint32_t i = 0; i < filled; ++i) index->occurrences[kept + i] = moved[order[i].value];
}

/* The order of occurrences has changed: their places by sequence are listed again. */
static void list_places_again(SeedIndex *index, uint32_t sequence_count, Arena scratch) {
    uint32_t *next = arena_new_array_uncleared(&scratch, uint32_t, (size_t)sequence_count + 1);
    memcpy(next, index->place_begins, sizeof *next * ((size_t)sequence_count + 1));
    for (uint32_t i = 0; i < index->occurrence_count; ++i) {
        index->places[next[index->occurrences[i].sequence_index]++] = i;
    }
}

uint32_t *whole_copies_represent(SeedIndex *index, uint32_t sequence_count, const MatchOptions *options, Arena *result,
                                 Arena scratch) {
    uint32_t *firsts = arena_new_array_uncleared(result, uint32_t, sequence_count);
    uint32_t *copy_counts = arena_new_array(&scratch, uint32_t, sequence_count);
    Votes votes = {.counts = arena_new_array(&scratch, uint32_t, sequence_count),
                   .voted = arena_new_array_uncleared(&scratch, uint32_t, sequence_count),
                   .group_before = arena_new_array(&scratch, uint32_t, index->group_count)};
    for (uint32_t s = 0; s < sequence_count; ++s) firsts[s] = s;
    if (options->copies_min == 0) return firsts;
    for (uint32_t s = 0; s < sequence_count; ++s) {
        uint32_t shared_seeds = index->place_begins[s + 1] - index->place_begins[s];
        bool worth_asking = (uint64_t)shared_seeds * 100 >= (uint64_t)index->seed_counts[s] * SHARED_PERCENT_MIN;
        if (worth_asking) {
            firsts[s] = choose_first(index, s, firsts, &votes);
        } else {
            for (uint32_t place = index->place_begins[s]; place < index->place_begins[s + 1]; ++place) {
                votes.group_before[index->occurrences[index->places[place]].group_index] = s;
            }
        }
        copy_counts[firsts[s]] += firsts[s] != s;
    }
    bool any = false;
    for (uint32_t s = 0; s < sequence_count; ++s) {
        if (copy_counts[firsts[s]] < options->copies_min) firsts[s] = s;
        any |= firsts[s] != s;
    }
    if (!any) return firsts;
    Standing *standing = arena_new_array_uncleared(&scratch, Standing, sequence_count);
    for (uint32_t s = 0; s < sequence_count; ++s) standing[s] = (Standing){NO_GROUP, s};
    for (uint32_t g = 0; g < index->group_count; ++g) {
        order_group(index, &index->groups[g], firsts, standing, scratch);
    }
    list_places_again(index, sequence_count, scratch);
    return firsts;
}
