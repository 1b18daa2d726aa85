/*
 * partners: one sequence -> the anchors with the later sequences that it is compared with.
 *
 * In:  the index of shared seeds, which sequences are copies of which, and which places stand in plain words.
 * Out: for a source, its seeds' occurrences in later sequences, as far as match.h says that they are paired: all with
 *      all up to clique_size_max sequences, a star above; whole copies with their first only; and none of two places
 *      that only plain words by chance have in common (plain_seeds.h).
 *
 * They are gathered target by target: seeds keep how far their occurrences have been taken, so that the first of ten
 * thousand copies needs no memory for its anchors with all of them.
 */
#include "partners.h"

#include "../base/radix.h"

enum {
    REPEAT_PAIRS_MAX = 16, /* of one seed in two sequences: four places here and four there */
    /* Where a copy differs from its first, a seed or two of the text around is chosen otherwise. More is text that the
     * first does not have. */
    SIBLING_ANCHORS_MIN = 4
};

static SeedPlaces places_at(const SeedIndex *index, uint32_t begin, uint32_t group_end) {
    uint32_t end = begin + 1;
    while (end < group_end && index->occurrences[end].sequence_index == index->occurrences[begin].sequence_index) ++end;
    return (SeedPlaces){index->occurrences + begin, end - begin};
}

static void add_anchor(const Pairing *pairing, const SeedOccurrence *source, const SeedOccurrence *target,
                       AnchorList *anchors, Arena *arena) {
    if (plain_seeds_by_chance(pairing->plain, source, target)) return;
    *array_push(anchors, arena) =
        (KeyValue){.key = (uint64_t)target->sequence_index << 32 | source->word_index, .value = target->word_index};
}

static void pair_places(const Pairing *pairing, SeedPlaces source, SeedPlaces target, AnchorList *anchors,
                        Arena *arena) {
    if ((uint64_t)source.count * target.count <= REPEAT_PAIRS_MAX) {
        for (uint32_t i = 0; i < source.count; ++i) {
            for (uint32_t j = 0; j < target.count; ++j) {
                add_anchor(pairing, &source.items[i], &target.items[j], anchors, arena);
            }
        }
        return;
    }
    uint32_t count = source.count < target.count ? source.count : target.count;
    for (uint32_t i = 0; i < count; ++i) add_anchor(pairing, &source.items[i], &target.items[i], anchors, arena);
}

/* The first of the group's copies whose first is this sequence or a later one. */
static uint32_t copies_of(const Pairing *pairing, const SeedGroup *group, uint32_t first) {
    uint32_t low = group->copies_begin;
    uint32_t high = group->end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pairing->firsts[pairing->index->occurrences[middle].sequence_index] < first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Occurrences and groups lie all over memory: they are asked for so many seeds before they are looked at. */
enum { OCCURRENCES_AHEAD = 24, GROUPS_AHEAD = 12 };

static void ask_for_seeds(const SeedIndex *index, uint32_t place, uint32_t place_end) {
    if (place + OCCURRENCES_AHEAD < place_end)
        __builtin_prefetch(&index->occurrences[index->places[place + OCCURRENCES_AHEAD]]);
    if (place + GROUPS_AHEAD < place_end)
        __builtin_prefetch(&index->groups[index->occurrences[index->places[place + GROUPS_AHEAD]].group_index]);
}

SourceSeedList partners_list(const Pairing *pairing, uint32_t source_index, Arena *scratch) {
    const SeedIndex *index = pairing->index;
    SourceSeedList seeds = {0};
    uint32_t place = index->place_begins[source_index];
    const uint32_t place_end = index->place_begins[source_index + 1];
    while (place < place_end) {
        ask_for_seeds(index, place, place_end);
        uint32_t own_begin = index->places[place];
        const SeedGroup *group = &index->groups[index->occurrences[own_begin].group_index];
        const bool copy = own_begin >= group->copies_begin; /* its first stands for it */
        SourceSeed seed = {.own = places_at(index, own_begin, copy ? group->end : group->copies_begin),
                           .end = group->copies_begin};
        place += seed.own.count;
        if (copy) continue;
        if (seed.own.count == 1 && plain_seeds_alone(pairing->plain, seed.own.items)) continue;
        seed.next = own_begin + seed.own.count;
        bool next_only = group->sequence_count > pairing->options->clique_size_max && own_begin > group->begin;
        if (next_only && seed.next < seed.end) seed.end = seed.next + places_at(index, seed.next, seed.end).count;
        if (seed.next < seed.end) *array_push(&seeds, scratch) = seed;
        seed.next = copies_of(pairing, group, pairing->firsts[source_index]);
        seed.end = copies_of(pairing, group, pairing->firsts[source_index] + 1);
        if (seed.next < seed.end) *array_push(&seeds, scratch) = seed;
    }
    return seeds;
}

void partners_skip(const SeedIndex *index, SourceSeedList *seeds, uint32_t target_begin) {
    for (size_t i = 0; i < seeds->count; ++i) {
        SourceSeed *seed = &seeds->items[i];
        uint32_t high = seed->end;
        while (seed->next < high) {
            uint32_t middle = seed->next + (high - seed->next) / 2;
            if (index->occurrences[middle].sequence_index < target_begin)
                seed->next = middle + 1;
            else
                high = middle;
        }
    }
}

AnchorList partners_gather(const Pairing *pairing, SourceSeedList *seeds, uint32_t target_end, Arena *scratch) {
    const SeedIndex *index = pairing->index;
    AnchorList anchors = {0};
    for (size_t i = 0; i < seeds->count; ++i) {
        SourceSeed *seed = &seeds->items[i];
        while (seed->next < seed->end && index->occurrences[seed->next].sequence_index < target_end) {
            SeedPlaces other = places_at(index, seed->next, seed->end);
            pair_places(pairing, seed->own, other, &anchors, scratch);
            seed->next += other.count;
        }
    }
    radix_sort(anchors.items, anchors.count, *scratch);
    return anchors;
}

bool partners_are_skipped(const Pairing *pairing, uint32_t source_index, uint32_t target_index, size_t anchor_count) {
    if (anchor_count >= SIBLING_ANCHORS_MIN) return false;
    return pairing->firsts[source_index] == pairing->firsts[target_index] &&
           pairing->firsts[source_index] != source_index;
}
