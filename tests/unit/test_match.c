/* match: winnowing's guarantee against an obvious search, order and threads, and inputs made to be costly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "lib/match/match.h"
#include "lib/match/query.h"
#include "lib/match/report.h"
#include "lib/match/seeds.h"
#include "memory_fixture.h"

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t random_below(Random *random, uint32_t limit) {
    random->state = random->state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((random->state >> 33) % limit);
}

static uint32_t *random_words(Random *random, uint32_t count, uint32_t vocabulary, Arena *arena) {
    uint32_t *ids = arena_new_array(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; ++i) ids[i] = random_below(random, vocabulary);
    return ids;
}

static MatchInput input_of(const Sequence *sequences, uint32_t count, uint32_t word_id_count) {
    return (MatchInput){.sequences = sequences, .sequence_count = count, .word_id_count = word_id_count};
}

/* --- Seeds -------------------------------------------------------------------------------------------------------- */

/* Every window of w neighbouring runs has a seed in it, and equal windows have a seed of equal hash. */
static void every_window_has_a_seed(void **state) {
    Memory *memory = *state;
    Random random = {7};
    MatchOptions options = match_options_default();
    for (uint32_t round = 0; round < 300; ++round) {
        uint32_t count = random_below(&random, 120);
        uint32_t *ids = random_words(&random, count, 1 + random_below(&random, 40), &memory->result);
        Seed seeds[128];
        uint32_t seed_count = seeds_choose((Sequence){ids, count}, NULL, &options, seeds);
        if (count < options.seed_words) {
            assert_int_equal(seed_count, 0);
            continue;
        }
        uint32_t runs = count - options.seed_words + 1;
        assert_true(seed_count > 0);
        for (uint32_t window = 0; window + options.window_seeds <= runs; ++window) {
            bool found = false;
            for (uint32_t i = 0; i < seed_count; ++i) {
                found |= seeds[i].word_index >= window && seeds[i].word_index < window + options.window_seeds;
            }
            assert_true(found);
        }
        for (uint32_t i = 1; i < seed_count; ++i) assert_true(seeds[i - 1].word_index < seeds[i].word_index);
    }
}

static void equal_runs_have_equal_hashes(void **state) {
    (void)state;
    MatchOptions options = match_options_default();
    const uint32_t first[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const uint32_t second[] = {90, 91, 92, 93, 94, 95, 1, 2, 3, 4, 5, 6, 7, 8, 96, 97, 98, 99};
    Seed first_seeds[8];
    Seed second_seeds[18];
    uint32_t first_count = seeds_choose((Sequence){first, 8}, NULL, &options, first_seeds);
    uint32_t second_count = seeds_choose((Sequence){second, 18}, NULL, &options, second_seeds);
    assert_int_equal(first_count, 1);
    bool found = false;
    for (uint32_t i = 0; i < second_count; ++i) found |= second_seeds[i].hash == first_seeds[0].hash;
    assert_true(found);
}

static void one_word_repeated_gives_few_seeds(void **state) {
    Memory *memory = *state;
    MatchOptions options = match_options_default();
    uint32_t count = 100000;
    uint32_t *ids = arena_new_array(&memory->result, uint32_t, count);
    Seed *seeds = arena_new_array(&memory->result, Seed, count);
    uint32_t seed_count = seeds_choose((Sequence){ids, count}, NULL, &options, seeds);
    assert_true(seed_count <= count / options.window_seeds + 1);
}

/* --- The guarantee ------------------------------------------------------------------------------------------------ */

/* A run of equal words, by where it begins on either side. */
typedef struct Run {
    uint32_t source;
    uint32_t target;
    uint32_t source_word;
    uint32_t target_word;
    uint32_t length_words;
} Run;

static bool covered(const Alignments *alignments, const Run *run) {
    for (size_t i = 0; i < alignments->count; ++i) {
        const Alignment *a = &alignments->items[i];
        if (a->source_index == run->source && a->target_index == run->target &&
            run->source_word < a->source_words.end && run->source_word + run->length_words > a->source_words.begin &&
            run->target_word < a->target_words.end && run->target_word + run->length_words > a->target_words.begin) {
            return true;
        }
    }
    return false;
}

/* The obvious twin: compares every place with every other. */
static uint32_t check_all_runs_found(const Sequence *sequences, uint32_t count, uint32_t length_words,
                                     const Alignments *alignments) {
    uint32_t runs = 0;
    for (uint32_t s = 0; s < count; ++s) {
        for (uint32_t t = s + 1; t < count; ++t) {
            for (uint32_t i = 0; i + length_words <= sequences[s].count; ++i) {
                for (uint32_t j = 0; j + length_words <= sequences[t].count; ++j) {
                    if (memcmp(sequences[s].ids + i, sequences[t].ids + j, length_words * sizeof(uint32_t)) != 0)
                        continue;
                    Run run = {s, t, i, j, length_words};
                    ++runs;
                    assert_true(covered(alignments, &run));
                }
            }
        }
    }
    return runs;
}

enum { PLANTED_SEQUENCES = 12 };

/* Random texts with runs of length_words or more taken from earlier ones, some with a word changed. */
static void plant_runs(Random *random, uint32_t vocabulary, uint32_t length_words,
                       Sequence sequences[PLANTED_SEQUENCES], Arena *result) {
    for (uint32_t s = 0; s < PLANTED_SEQUENCES; ++s) {
        uint32_t count = random_below(random, 200);
        uint32_t *ids = random_words(random, count, vocabulary, result);
        for (uint32_t copy = 0; s > 0 && copy < 3; ++copy) {
            Sequence from = sequences[random_below(random, s)];
            uint32_t length = length_words + random_below(random, 20);
            if (from.count <= length || count <= length) continue;
            uint32_t place = random_below(random, count - length);
            memcpy(ids + place, from.ids + random_below(random, from.count - length), length * sizeof *ids);
            if (random_below(random, 2)) ids[place + random_below(random, length)] = vocabulary - 1;
        }
        sequences[s] = (Sequence){ids, count};
    }
}

/* Whatever k and w are, a run of k + w - 1 words is found, if it is enough to be reported at all. */
static void any_run_of_the_guaranteed_length_is_found(void **state) {
    static const struct {
        uint32_t seed_words;
        uint32_t window_seeds;
        uint32_t rounds;
    } settings[] = {{5, 4, 60}, {3, 1, 15}, {3, 6, 15}, {4, 2, 15}, {6, 3, 15}, {8, 1, 15}, {7, 9, 15}, {12, 16, 15}};
    Memory *memory = *state;
    Random random = {42};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; ++i) {
        MatchOptions options = match_options_default();
        options.seed_words = settings[i].seed_words;
        options.window_seeds = settings[i].window_seeds;
        const uint32_t length = options.seed_words + options.window_seeds - 1;
        if (options.matched_words_min > length) options.matched_words_min = length;
        uint32_t runs = 0;
        for (uint32_t round = 0; round < settings[i].rounds; ++round) {
            Sequence sequences[PLANTED_SEQUENCES];
            uint32_t vocabulary = 500 + random_below(&random, 5000);
            plant_runs(&random, vocabulary, length, sequences, &memory->result);
            MatchInput input = input_of(sequences, PLANTED_SEQUENCES, vocabulary);
            Alignments alignments = match_find(&input, &options, &memory->result, memory->scratch);
            runs += check_all_runs_found(sequences, PLANTED_SEQUENCES, length, &alignments);
        }
        assert_true(runs > 15 * settings[i].rounds);
    }
}

/* Begins and ends in equal words, in order, and the counts are what they say. */
static void check_shape(const MatchInput *input, const Alignments *alignments) {
    for (size_t i = 0; i < alignments->count; ++i) {
        const Alignment *a = &alignments->items[i];
        const uint32_t *source = input->sequences[a->source_index].ids;
        const uint32_t *target = input->sequences[a->target_index].ids;
        assert_true(a->source_index < a->target_index);
        assert_true(a->source_words.end <= input->sequences[a->source_index].count);
        assert_true(a->target_words.end <= input->sequences[a->target_index].count);
        assert_int_equal(source[a->source_words.begin], target[a->target_words.begin]);
        assert_int_equal(source[a->source_words.end - 1], target[a->target_words.end - 1]);
        assert_true(a->matched_words <= a->aligned_words);
        assert_true(a->matched_words <= a->source_words.end - a->source_words.begin);
        if (i == 0) continue;
        const Alignment *before = a - 1;
        assert_true(before->source_index < a->source_index ||
                    (before->source_index == a->source_index && before->target_index <= a->target_index));
    }
}

/* Two hundred random texts, each with a stretch from one pool. */
static Sequence *borrowing_texts(Random *random, Memory *memory) {
    Sequence *sequences = arena_new_array(&memory->result, Sequence, 200);
    uint32_t *pool = random_words(random, 3000, 900, &memory->result);
    for (uint32_t s = 0; s < 200; ++s) {
        uint32_t *ids = random_words(random, 300, 900, &memory->result);
        memcpy(ids + 100, pool + random_below(random, 2900), 100 * sizeof *ids);
        sequences[s] = (Sequence){ids, 300};
    }
    return sequences;
}

static void result_does_not_depend_on_threads(void **state) {
    Memory *memory = *state;
    Random random = {5};
    MatchInput input = input_of(borrowing_texts(&random, memory), 200, 900);
    MatchOptions options = match_options_default();
    options.threads = 1;
    Alignments one = match_find(&input, &options, &memory->result, memory->scratch);
    check_shape(&input, &one);
    assert_true(one.count > 100);
    for (uint32_t threads = 2; threads <= 8; threads *= 2) {
        options.threads = threads;
        Alignments many = match_find(&input, &options, &memory->result, memory->scratch);
        assert_int_equal(one.count, many.count);
        assert_memory_equal(one.items, many.items, one.count * sizeof *one.items);
    }
}

static void result_does_not_depend_on_rounds(void **state) {
    Memory *memory = *state;
    Random random = {6};
    MatchInput input = input_of(borrowing_texts(&random, memory), 200, 900);
    MatchOptions options = match_options_default();
    Alignments one = match_find(&input, &options, &memory->result, memory->scratch);
    const uint64_t limits[] = {1, 1000, 100000};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; ++i) {
        options.seed_bytes_max = limits[i];
        Alignments many = match_find(&input, &options, &memory->result, memory->scratch);
        assert_int_equal(one.count, many.count);
        assert_memory_equal(one.items, many.items, one.count * sizeof *one.items);
    }
}

static bool same_alignment(const Alignment *left, const Alignment *right) {
    return memcmp(left, right, sizeof *left) == 0;
}

/* How many alignments of the report were kept; each is one of those found. */
static uint32_t check_report(const MatchReport *report, const Alignments *found) {
    uint32_t kept = 0;
    for (uint32_t p = 0; p < report->pair_count; ++p) {
        const ReportPair *pair = &report->pairs[p];
        for (uint32_t c = pair->first_chain; c < pair->first_chain + pair->chain_count; ++c) {
            const ReportChain *chain = &report->chains[c];
            for (uint32_t i = 0; i < chain->alignment_count; ++i) {
                const ReportAlignment *item = &report->alignments[chain->first_alignment + i];
                bool same = false;
                for (size_t f = 0; f < found->count; ++f) same |= same_alignment(&found->items[f], &item->alignment);
                if (same) assert_int_equal(item->verdict, MATCH_KEPT);
                kept += same;
            }
        }
    }
    return kept;
}

static void a_report_shows_what_was_found(void **state) {
    Memory *memory = *state;
    Random random = {8};
    MatchInput input = input_of(borrowing_texts(&random, memory), 200, 900);
    MatchOptions options = match_options_default();
    Alignments found = match_find(&input, &options, &memory->result, memory->scratch);
    for (uint32_t s = 0; s < 200; s += 20) {
        MatchReport report = match_report(&input, s, &options, &memory->result, memory->scratch);
        uint32_t wanted = 0;
        for (size_t i = 0; i < found.count; ++i) {
            wanted += found.items[i].source_index == s || found.items[i].target_index == s;
        }
        assert_true(wanted > 0);
        assert_int_equal(check_report(&report, &found), wanted);
    }
}

static void a_report_tells_why_not(void **state) {
    Memory *memory = *state;
    Random random = {9};
    uint32_t *first = random_words(&random, 100, 50000, &memory->result);
    uint32_t *second = random_words(&random, 100, 50000, &memory->result);
    memcpy(second + 40, first + 20, 12 * sizeof *first);
    uint16_t *weights = arena_new_array(&memory->result, uint16_t, 50000);
    for (uint32_t i = 0; i < 50000; ++i) weights[i] = 150;
    const Sequence sequences[2] = {{first, 100}, {second, 100}};
    MatchInput input = input_of(sequences, 2, 50000);
    input.weights_permille = weights;
    MatchOptions options = match_options_default();
    MatchReport report = match_report(&input, 0, &options, &memory->result, memory->scratch);
    assert_int_equal(report.pair_count, 1);
    assert_int_equal(report.pairs[0].chain_count, 1);
    assert_int_equal(report.chains[0].alignment_count, 1);
    assert_int_equal(report.alignments[0].alignment.matched_words, 12);
    assert_int_equal(report.alignments[0].verdict, MATCH_TOO_COMMON);
}

static Alignments match_two(const uint32_t *source, uint32_t source_count, const uint32_t *target,
                            uint32_t target_count, Memory *memory) {
    const Sequence sequences[2] = {{source, source_count}, {target, target_count}};
    MatchInput input = input_of(sequences, 2, 100000);
    MatchOptions options = match_options_default();
    Alignments alignments = match_find(&input, &options, &memory->result, memory->scratch);
    check_shape(&input, &alignments);
    return alignments;
}

/* --- What one pair gives ------------------------------------------------------------------------------------------ */

static void a_copy_is_one_alignment_to_its_ends(void **state) {
    Memory *memory = *state;
    Random random = {11};
    uint32_t *source = random_words(&random, 1000, 50000, &memory->result);
    uint32_t *target = random_words(&random, 1000, 50000, &memory->result);
    memcpy(target + 300, source + 500, 200 * sizeof *source);
    target[400] = 99999;
    Alignments found = match_two(source, 1000, target, 1000, memory);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].source_words.begin, 500);
    assert_int_equal(found.items[0].source_words.end, 700);
    assert_int_equal(found.items[0].target_words.begin, 300);
    assert_int_equal(found.items[0].target_words.end, 500);
    assert_int_equal(found.items[0].matched_words, 199);
    assert_int_equal(found.items[0].aligned_words, 200);
}

static void moved_text_gives_two_alignments(void **state) {
    Memory *memory = *state;
    Random random = {12};
    uint32_t *source = random_words(&random, 200, 50000, &memory->result);
    uint32_t target[200];
    memcpy(target, source + 100, 100 * sizeof *source);
    memcpy(target + 100, source, 100 * sizeof *source);
    Alignments found = match_two(source, 200, target, 200, memory);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].matched_words, 100);
    assert_int_equal(found.items[1].matched_words, 100);
}

static void common_words_are_no_alignment(void **state) {
    Memory *memory = *state;
    uint32_t words[10] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    uint16_t weights[11];
    for (uint32_t i = 0; i < 11; ++i) weights[i] = 100;
    const Sequence sequences[2] = {{words, 10}, {words, 10}};
    MatchInput input = input_of(sequences, 2, 11);
    MatchOptions options = match_options_default();
    assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 1);
    input.weights_permille = weights;
    assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 0);
}

/* The more words in a row, the less each of them must tell. */
static void long_runs_of_plain_words_are_found(void **state) {
    Memory *memory = *state;
    enum { WORDS = 30 };
    uint32_t words[WORDS];
    uint16_t weights[WORDS];
    for (uint32_t i = 0; i < WORDS; ++i) words[i] = i;
    MatchOptions options = match_options_default();
    for (uint32_t count = options.matched_words_min + 3; count < WORDS; ++count) {
        uint32_t wanted = match_weight_wanted_permille(&options, count);
        assert_true(wanted <= match_weight_wanted_permille(&options, count - 1));
        const Sequence sequences[2] = {{words, count}, {words, count}};
        MatchInput input = input_of(sequences, 2, WORDS);
        input.weights_permille = weights;
        for (uint32_t i = 0; i < WORDS; ++i) weights[i] = (uint16_t)((wanted + count - 1) / count);
        assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 1);
        if (wanted < count) continue;
        for (uint32_t i = 0; i < WORDS; ++i) weights[i] = (uint16_t)((wanted - 1) / count);
        assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 0);
    }
    assert_int_equal(match_weight_wanted_permille(&options, options.matched_words_min), options.weight_min_permille);
    assert_int_equal(match_weight_wanted_permille(&options, options.matched_words_enough), 0);
}

/* --- Costly inputs ------------------------------------------------------------------------------------------------ */

static double seconds_for(const MatchInput *input, Memory *memory) {
    struct timespec begin;
    struct timespec end;
    MatchOptions options = match_options_default();
    clock_gettime(CLOCK_MONOTONIC, &begin);
    Alignments found = match_find(input, &options, &memory->result, memory->scratch);
    clock_gettime(CLOCK_MONOTONIC, &end);
    check_shape(input, &found);
    return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

static void empty_input_gives_nothing(void **state) {
    Memory *memory = *state;
    MatchOptions options = match_options_default();
    MatchInput input = input_of(NULL, 0, 0);
    assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 0);
    const Sequence empty[3] = {{NULL, 0}, {NULL, 0}, {NULL, 0}};
    input = input_of(empty, 3, 0);
    assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 0);
}

/* Words that go round in a cycle of so many: 1 is one word all the time, 2 is ABABAB. */
static void cycles_stay_cheap(void **state) {
    Memory *memory = *state;
    const uint32_t cycles[] = {1, 2, 3, 7, 50, 1000};
    for (size_t c = 0; c < sizeof cycles / sizeof *cycles; ++c) {
        const uint32_t count = 300000;
        uint32_t *ids = arena_new_array(&memory->result, uint32_t, count);
        for (uint32_t i = 0; i < count; ++i) ids[i] = i % cycles[c];
        const Sequence sequences[3] = {{ids, count}, {ids, count - 1000}, {ids, count / 2}};
        MatchInput input = input_of(sequences, 3, 1000);
        assert_true(seconds_for(&input, memory) < 20.0); /* some tenths of a second; sanitizers are slow */
    }
}

static void one_article_many_times_stays_linear(void **state) {
    Memory *memory = *state;
    Random random = {3};
    const uint32_t copies = 20000; /* more anchors than are taken at a time */
    uint32_t *ids = random_words(&random, 300, 5000, &memory->result);
    Sequence *sequences = arena_new_array(&memory->result, Sequence, copies);
    for (uint32_t s = 0; s < copies; ++s) sequences[s] = (Sequence){ids, 300};
    MatchInput input = input_of(sequences, copies, 5000);
    MatchOptions options = match_options_default();
    Alignments found = match_find(&input, &options, &memory->result, memory->scratch);
    assert_int_equal(found.count, copies - 1); /* the first with all */
    for (size_t i = 0; i < found.count; ++i) assert_int_equal(found.items[i].matched_words, 300);
}

/* The phrase stands in all; every article's own text is shared with one other. Both must be found. */
static void a_phrase_everywhere_hides_nothing(void **state) {
    Memory *memory = *state;
    Random random = {4};
    const uint32_t count = 1000;
    uint32_t *phrase = random_words(&random, 20, 5000, &memory->result);
    Sequence *sequences = arena_new_array(&memory->result, Sequence, count);
    for (uint32_t s = 0; s < count; ++s) {
        uint32_t *ids = random_words(&random, 120, 100000, &memory->result);
        memcpy(ids + 50, phrase, 20 * sizeof *ids);
        if (s % 2 == 1) memcpy(ids + 90, sequences[s - 1].ids + 80, 30 * sizeof *ids);
        sequences[s] = (Sequence){ids, 120};
    }
    MatchInput input = input_of(sequences, count, 100000);
    MatchOptions options = match_options_default();
    Alignments found = match_find(&input, &options, &memory->result, memory->scratch);
    uint32_t own = 0;
    uint32_t phrases = 0;
    for (size_t i = 0; i < found.count; ++i) {
        own += found.items[i].matched_words == 30;
        phrases += found.items[i].matched_words == 20;
    }
    assert_int_equal(own, count / 2);
    /* Seeds at the phrase's edges depend on the words around it, so some articles share one less and others join more. */
    assert_true(phrases >= 2 * count - 3 && phrases < 4 * count);
}

/* --- One sequence against all ------------------------------------------------------------------------------------- */

static Alignments find_words(const MatchInput *input, const uint32_t *words, uint32_t count, Memory *memory) {
    Sequence query = {words, count};
    MatchOptions options = query_options_for(query, input->weights_permille);
    return query_find(input, query, &options, &memory->result, memory->scratch);
}

static void a_query_is_found_however_short(void **state) {
    Memory *memory = *state;
    Random random = {21};
    Sequence sequences[100];
    for (uint32_t s = 0; s < 100; ++s) {
        sequences[s] = (Sequence){random_words(&random, 200, 100000, &memory->result), 200};
    }
    MatchInput input = input_of(sequences, 100, 100000);
    for (uint32_t count = 1; count <= 30; ++count) {
        Alignments found = find_words(&input, sequences[42].ids + 77, count, memory);
        bool exact = false;
        for (size_t i = 0; i < found.count; ++i) {
            const Alignment *a = &found.items[i];
            exact |= a->source_index == 42 && a->source_words.begin == 77 && a->source_words.end == 77 + count;
        }
        assert_true(exact);
    }
    assert_int_equal(find_words(&input, NULL, 0, memory).count, 0);
}

static void an_edited_query_is_found(void **state) {
    Memory *memory = *state;
    Random random = {22};
    Sequence sequences[10];
    for (uint32_t s = 0; s < 10; ++s) {
        sequences[s] = (Sequence){random_words(&random, 200, 50000, &memory->result), 200};
    }
    MatchInput input = input_of(sequences, 10, 100000);
    uint32_t query[12];
    memcpy(query, sequences[3].ids + 50, sizeof query);
    query[4] = 99999;
    query[8] = 99998;
    Alignments found = find_words(&input, query, 12, memory);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].source_index, 3);
    assert_int_equal(found.items[0].matched_words, 10);
    assert_int_equal(found.items[0].aligned_words, 12);
}

static void every_place_of_a_query_is_found(void **state) {
    Memory *memory = *state;
    Random random = {23};
    uint32_t *ids = random_words(&random, 1000, 50000, &memory->result);
    const uint32_t name[2] = {60000, 60001};
    for (uint32_t i = 0; i < 100; ++i) memcpy(ids + 10 * i, name, sizeof name);
    const Sequence sequences[1] = {{ids, 1000}};
    MatchInput input = input_of(sequences, 1, 100000);
    assert_int_equal(find_words(&input, name, 2, memory).count, 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_window_has_a_seed, open_memory, close_memory),
        cmocka_unit_test(equal_runs_have_equal_hashes),
        cmocka_unit_test_setup_teardown(one_word_repeated_gives_few_seeds, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(any_run_of_the_guaranteed_length_is_found, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(result_does_not_depend_on_threads, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(result_does_not_depend_on_rounds, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_report_shows_what_was_found, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_report_tells_why_not, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_copy_is_one_alignment_to_its_ends, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(moved_text_gives_two_alignments, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(long_runs_of_plain_words_are_found, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(common_words_are_no_alignment, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(empty_input_gives_nothing, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(cycles_stay_cheap, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(one_article_many_times_stays_linear, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_phrase_everywhere_hides_nothing, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_query_is_found_however_short, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(an_edited_query_is_found, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(every_place_of_a_query_is_found, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
