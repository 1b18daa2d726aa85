/*
 * plain_seeds: which places of shared seeds stand in plain words, and what stands next to them there.
 *
 * In:  the sequences, their words' weights, the index of shared seeds.
 * Out: for each place of a seed in plain words, hashes of the words before and behind it.
 *
 * Texts of a few common words (noise, word lists, filler) share runs of k words by chance. Each gives an anchor, and the
 * anchors grow with the square of the texts until clique_size_max of them share a seed; reading both texts at each, only
 * to find that nothing there weighs enough, took nearly all the time. Here it is known before anything is paired.
 *
 * Let E be matched_words_enough, so many equal words that they are reported whatever they weigh. A place of a seed is
 * *plain* where the seed and E words on both sides of it weigh less together than E - 1 words must. Two plain places
 * are paired only if the N = (E - k) / 2 words before them are the same in both, rounded up, or the N words behind.
 *
 * No run of equal words that is worth reporting loses an anchor by this. Let R be one, with the seed inside, at a plain
 * place. Had R fewer than E words, it would lie in those around the place and weigh no more than they do: less than
 * E - 1 words must, and fewer words must weigh no less (weights are not negative, and what is wanted falls with the
 * words). So R has E words or more, E - k of them besides the seed's, and N of these on one side. They are in R: equal.
 *
 * Where the seed stands again within w - 1 words, the two sequences may have chosen another of these places each
 * (seeds.c: ties), so that an anchor inside R joins words that are not R's. Such a place does not count as plain.
 * Everywhere else equal windows of R choose equal places, whose anchors R goes through: what match.h guarantees holds.
 *
 * More than that is found, and should be: edited text whose one seed stands between differences. So it is well that E
 * words around are weighed, more than the proof asks for (E - 1 - k). In 16,452 news articles 32 of 712,401 places of
 * shared seeds are plain, and the same 53,002 passages are found with and without this step. (With 14 words around 450
 * are plain and none is lost; with 10, 7,360 and two; with 3, 461,242 and 1,354.)
 *
 * Cost: a look at each word. Where any place is plain, those of a group, up to GROUP_LOOK_MAX, are compared all with
 * all: a few bytes each that lie side by side, where anchors would have taken both texts from memory.
 */
#include "plain_seeds.h"

#include <string.h>

#include "../base/parallel.h"

enum {
    PORTION_SEQUENCES = 64,
    PORTION_GROUPS = 4096,
    GROUP_LOOK_MAX = 128 /* places; larger groups, of which most make stars, are compared where they are paired */
};

/* Values of PlainSeed.before and .behind. Hashes are cut so as to be none of the others. */
enum {
    NOT_PLAIN,
    TEXT_ENDS, /* before so many words */
    ALONE, /* no other place has the same words before or behind it */
    HASH_LEAST
};

typedef struct Search {
    const MatchInput *input;
    const SeedIndex *index;
    const MatchOptions *options;
    uint32_t words_next; /* N */
    uint32_t weight_wanted_permille; /* of E - 1 words */
    bool *sequences;
    PlainSeed *items;
    Workers workers;
} Search;

/* The weight of all words before each, and of all. */
static uint64_t *sum_weights(const MatchInput *input, Sequence sequence, Arena *scratch) {
    uint64_t *sums = arena_new_array_uncleared(scratch, uint64_t, (size_t)sequence.count + 1);
    sums[0] = 0;
    for (uint32_t i = 0; i < sequence.count; ++i) {
        sums[i + 1] = sums[i] + (input->weights_permille != NULL ? input->weights_permille[sequence.ids[i]] : 1000);
    }
    return sums;
}

static bool weighs_little(const Search *search, const uint64_t *sums, uint32_t word_count, uint32_t seed_word) {
    const uint32_t around = search->options->matched_words_enough;
    const uint32_t end = seed_word + search->options->seed_words;
    const uint32_t first = seed_word > around ? seed_word - around : 0;
    const uint32_t last = word_count - end > around ? end + around : word_count;
    return sums[last] - sums[first] < search->weight_wanted_permille;
}

/* --- Sequences with plain places ---------------------------------------------------------------------------------- */

static bool any_weighs_little(const Search *search, Sequence sequence, Arena scratch) {
    const uint64_t *sums = sum_weights(search->input, sequence, &scratch);
    bool any = false;
    for (uint32_t i = 0; i + search->options->seed_words <= sequence.count; ++i) {
        any |= weighs_little(search, sums, sequence.count, i);
    }
    return any;
}

static void look_at_sequences(void *context, uint32_t worker_index, size_t item_index) {
    Search *search = context;
    const uint32_t first = (uint32_t)item_index * PORTION_SEQUENCES;
    for (uint32_t s = first; s < search->input->sequence_count && s - first < PORTION_SEQUENCES; ++s) {
        if (search->index->place_begins[s + 1] == search->index->place_begins[s]) continue;
        search->sequences[s] =
            any_weighs_little(search, search->input->sequences[s], search->workers.scratches[worker_index]);
    }
}

/* --- Their places ------------------------------------------------------------------------------------------------- */

static bool stands_again_near(const Search *search, Sequence sequence, uint32_t seed_word) {
    const uint32_t seed_words = search->options->seed_words;
    const uint32_t *seed = sequence.ids + seed_word;
    for (uint32_t away = 1; away < search->options->window_seeds; ++away) {
        if (seed_word >= away && memcmp(seed - away, seed, seed_words * sizeof *seed) == 0) return true;
        if (sequence.count - seed_word < seed_words + away) continue;
        if (memcmp(seed + away, seed, seed_words * sizeof *seed) == 0) return true;
    }
    return false;
}

static uint32_t hash_words(const uint32_t *ids, uint32_t count) {
    uint64_t hash = 0;
    for (uint32_t i = 0; i < count; ++i) {
        hash = (hash ^ ids[i]) * UINT64_C(0x9E3779B97F4A7C15); /* odd, bits well mixed: 2^64 over the golden ratio */
        hash ^= hash >> 32;
    }
    return (uint32_t)hash >= HASH_LEAST ? (uint32_t)hash : HASH_LEAST;
}

static PlainSeed look_at_place(const Search *search, Sequence sequence, uint32_t seed_word) {
    const uint32_t next = search->words_next, end = seed_word + search->options->seed_words;
    if (stands_again_near(search, sequence, seed_word)) return (PlainSeed){NOT_PLAIN, NOT_PLAIN};
    return (PlainSeed){
        .before = seed_word >= next ? hash_words(sequence.ids + seed_word - next, next) : TEXT_ENDS,
        .behind = sequence.count - end >= next ? hash_words(sequence.ids + end, next) : TEXT_ENDS,
    };
}

/* The places of one sequence lie all over memory: they are asked for so many before they are looked at. */
enum { PLACES_AHEAD = 12 };

static void look_at_places_of(const Search *search, uint32_t sequence_index, Arena scratch) {
    const SeedIndex *index = search->index;
    const Sequence sequence = search->input->sequences[sequence_index];
    const uint64_t *sums = sum_weights(search->input, sequence, &scratch);
    const uint32_t place_end = index->place_begins[sequence_index + 1];
    for (uint32_t p = index->place_begins[sequence_index]; p < place_end; ++p) {
        if (place_end - p > PLACES_AHEAD) {
            __builtin_prefetch(&index->occurrences[index->places[p + PLACES_AHEAD]]);
            __builtin_prefetch(&search->items[index->places[p + PLACES_AHEAD]], 1);
        }
        const uint32_t occurrence = index->places[p];
        const uint32_t word = index->occurrences[occurrence].word_index;
        search->items[occurrence] = weighs_little(search, sums, sequence.count, word)
                                        ? look_at_place(search, sequence, word)
                                        : (PlainSeed){NOT_PLAIN, NOT_PLAIN};
    }
}

static void look_at_places(void *context, uint32_t worker_index, size_t item_index) {
    const Search *search = context;
    const uint32_t first = (uint32_t)item_index * PORTION_SEQUENCES;
    for (uint32_t s = first; s < search->input->sequence_count && s - first < PORTION_SEQUENCES; ++s) {
        if (search->sequences[s]) look_at_places_of(search, s, search->workers.scratches[worker_index]);
    }
}

/* --- Places that are alone ---------------------------------------------------------------------------------------- */

static bool by_chance(PlainSeed left, PlainSeed right) {
    if (left.before == NOT_PLAIN || right.before == NOT_PLAIN) return false;
    const bool same_before = left.before == right.before && left.before >= HASH_LEAST;
    const bool same_behind = left.behind == right.behind && left.behind >= HASH_LEAST;
    return !same_before && !same_behind;
}

static PlainSeed plain_seed_at(const PlainSeeds *plain, const SeedOccurrence *occurrence) {
    if (!plain->sequences[occurrence->sequence_index]) return (PlainSeed){NOT_PLAIN, NOT_PLAIN};
    return plain->items[occurrence - plain->occurrences];
}

/* Marks the places that are alone. Where one is not plain, none is: that one is paired with all. */
static void look_at_group(const PlainSeeds *plain, const SeedGroup *group, PlainSeed *items) {
    PlainSeed places[GROUP_LOOK_MAX];
    const uint32_t count = group->end - group->begin;
    if (count > GROUP_LOOK_MAX) return;
    for (uint32_t i = 0; i < count; ++i) {
        places[i] = plain_seed_at(plain, &plain->occurrences[group->begin + i]);
        if (places[i].before == NOT_PLAIN) return;
    }
    for (uint32_t i = 0; i < count; ++i) {
        bool alone = true;
        for (uint32_t j = 0; j < count && alone; ++j) alone = j == i || by_chance(places[i], places[j]);
        if (alone) items[group->begin + i] = (PlainSeed){ALONE, ALONE};
    }
}

static void look_at_groups(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    const Search *search = context;
    const SeedIndex *index = search->index;
    const PlainSeeds plain = {index->occurrences, search->sequences, search->items};
    const uint32_t first = (uint32_t)item_index * PORTION_GROUPS;
    for (uint32_t g = first; g < index->group_count && g - first < PORTION_GROUPS; ++g) {
        look_at_group(&plain, &index->groups[g], search->items);
    }
}

static size_t portions_of(uint32_t count, uint32_t portion) {
    return ((size_t)count + portion - 1) / portion;
}

PlainSeeds plain_seeds_find(const MatchInput *input, const SeedIndex *index, const MatchOptions *options, Arena *result,
                            Arena scratch) {
    const uint32_t enough = options->matched_words_enough;
    if (enough <= options->seed_words) return (PlainSeeds){0}; /* every run of equal words is reported */
    Search search = {.input = input,
                     .index = index,
                     .options = options,
                     .words_next = (enough - options->seed_words + 1) / 2,
                     .weight_wanted_permille = match_weight_wanted_permille(options, enough - 1),
                     .sequences = arena_new_array(result, bool, input->sequence_count)};
    search.workers = workers_open(options->threads, &scratch);
    const uint32_t threads = search.workers.count;
    const size_t portions = portions_of(input->sequence_count, PORTION_SEQUENCES);
    parallel_for(threads, portions, look_at_sequences, &search);
    bool any = false;
    for (uint32_t s = 0; s < input->sequence_count; ++s) any |= search.sequences[s];
    if (any) {
        search.items = arena_new_array_uncleared(result, PlainSeed, index->occurrence_count);
        parallel_for(threads, portions, look_at_places, &search);
        parallel_for(threads, portions_of(index->group_count, PORTION_GROUPS), look_at_groups, &search);
    }
    workers_close(&search.workers);
    return any ? (PlainSeeds){index->occurrences, search.sequences, search.items} : (PlainSeeds){0};
}

bool plain_seeds_by_chance(const PlainSeeds *plain, const SeedOccurrence *source, const SeedOccurrence *target) {
    if (plain->sequences == NULL) return false;
    return by_chance(plain_seed_at(plain, source), plain_seed_at(plain, target));
}

bool plain_seeds_alone(const PlainSeeds *plain, const SeedOccurrence *occurrence) {
    return plain->sequences != NULL && plain_seed_at(plain, occurrence).before == ALONE;
}
