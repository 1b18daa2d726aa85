/* plain_seeds: what it leaves out is never part of a run of equal words worth reporting, against an obvious search. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/match/match.h"
#include "lib/match/partners.h"
#include "lib/match/plain_seeds.h"
#include "lib/match/report.h"
#include "memory_fixture.h"

typedef struct Random {
    uint64_t state;
} Random;

static uint32_t random_below(Random *random, uint32_t limit) {
    random->state = random->state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((random->state >> 33) % limit);
}

enum { TEXTS = 12, TEXT_WORDS = 160, WORDS_MAX = 400 };

/* Texts of few words, most of which weigh nothing, with stretches of the earlier ones in them. */
typedef struct Texts {
    uint32_t ids[TEXTS][TEXT_WORDS];
    Sequence sequences[TEXTS];
    uint16_t weights[WORDS_MAX];
    MatchInput input;
} Texts;

static Texts *plain_texts(Random *random, const MatchOptions *options, Arena *result) {
    Texts *texts = arena_new(result, Texts);
    const uint32_t plain_words = 2 + random_below(random, 30), weight_max = 1 + random_below(random, 1000);
    const uint32_t rare_in = 1 + random_below(random, 60); /* one word in so many is not a plain one */
    for (uint32_t i = plain_words; i < WORDS_MAX; ++i) texts->weights[i] = (uint16_t)random_below(random, weight_max);
    for (uint32_t i = 0; i < plain_words; i += 3) texts->weights[i] = (uint16_t)random_below(random, 200);
    for (uint32_t t = 0; t < TEXTS; ++t) {
        uint32_t *ids = texts->ids[t];
        const uint32_t count = random_below(random, TEXT_WORDS);
        for (uint32_t i = 0; i < count; ++i) {
            ids[i] =
                random_below(random, rare_in) > 0 ? random_below(random, plain_words) : random_below(random, WORDS_MAX);
        }
        for (uint32_t copy = 0; t > 0 && copy < 4; ++copy) {
            const Sequence from = texts->sequences[random_below(random, t)];
            const uint32_t length = options->seed_words + options->window_seeds - 1 + random_below(random, 20);
            if (from.count <= length || count <= length) continue;
            memcpy(ids + random_below(random, count - length), from.ids + random_below(random, from.count - length),
                   length * sizeof *ids);
        }
        texts->sequences[t] = (Sequence){ids, count};
    }
    texts->input = (MatchInput){.sequences = texts->sequences,
                                .sequence_count = TEXTS,
                                .weights_permille = texts->weights,
                                .word_id_count = WORDS_MAX};
    return texts;
}

/* Whether the longest run of equal words through two places of a seed would be reported. */
static bool worth_reporting(const MatchInput *input, const MatchOptions *options, const SeedOccurrence *left,
                            const SeedOccurrence *right) {
    const Sequence source = input->sequences[left->sequence_index], target = input->sequences[right->sequence_index];
    uint32_t s = left->word_index, t = right->word_index, words = 0;
    uint64_t weight = 0;
    while (s > 0 && t > 0 && source.ids[s - 1] == target.ids[t - 1]) --s, --t;
    for (; s < source.count && t < target.count && source.ids[s] == target.ids[t]; ++s, ++t, ++words) {
        weight += input->weights_permille[source.ids[s]];
    }
    return words >= options->matched_words_min && weight >= match_weight_wanted_permille(options, words);
}

typedef struct Counts {
    uint32_t reported;
    uint32_t by_chance;
    uint32_t alone;
} Counts;

/* Every two places of every shared seed. */
static void check_all_pairs(const MatchInput *input, const MatchOptions *options, Counts *counts, Memory *memory) {
    Arena result = memory->result;
    const SeedIndex index = seed_index_build(input, options, &result, memory->scratch);
    const PlainSeeds plain = plain_seeds_find(input, &index, options, &result, memory->scratch);
    for (uint32_t g = 0; g < index.group_count; ++g) {
        for (uint32_t i = index.groups[g].begin; i < index.groups[g].end; ++i) {
            const SeedOccurrence *left = &index.occurrences[i];
            counts->alone += plain_seeds_alone(&plain, left);
            for (uint32_t j = i + 1; j < index.groups[g].end; ++j) {
                const SeedOccurrence *right = &index.occurrences[j];
                const bool by_chance = plain_seeds_by_chance(&plain, left, right);
                assert_true(by_chance == plain_seeds_by_chance(&plain, right, left));
                counts->by_chance += by_chance;
                if (!by_chance) assert_false(plain_seeds_alone(&plain, left) || plain_seeds_alone(&plain, right));
                if (!worth_reporting(input, options, left, right)) continue;
                ++counts->reported;
                assert_false(by_chance);
            }
        }
    }
}

static void nothing_worth_reporting_is_left_out(void **state) {
    static const struct {
        uint32_t seed_words;
        uint32_t window_seeds;
        uint32_t words_enough;
        uint32_t word_worth_permille;
    } settings[] = {{5, 4, 20, 60}, {3, 1, 20, 60}, {3, 6, 12, 60},  {5, 4, 8, 60},  {5, 4, 5, 60},
                    {5, 4, 6, 60},  {8, 2, 40, 60}, {4, 3, 30, 200}, {2, 9, 20, 10}, {5, 4, UINT32_MAX, 0}};
    Memory *memory = *state;
    Random random = {31};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; ++i) {
        MatchOptions options = match_options_default();
        options.seed_words = settings[i].seed_words;
        options.window_seeds = settings[i].window_seeds;
        options.matched_words_enough = settings[i].words_enough;
        options.word_worth_permille = settings[i].word_worth_permille;
        Counts counts = {0};
        for (uint32_t round = 0; round < 100; ++round) {
            Arena result = memory->result;
            const Texts *texts = plain_texts(&random, &options, &result);
            check_all_pairs(&texts->input, &options, &counts, &(Memory){result, memory->scratch});
        }
        assert_true(counts.reported > 200);
        if (options.matched_words_enough == 20) assert_true(counts.by_chance > 400 && counts.alone > 40);
        if (options.matched_words_enough <= options.seed_words) assert_int_equal(counts.by_chance, 0);
    }
}

/* Of a seed that stands again within w - 1 words each text may have chosen another place: that one is never left out. */
static void a_seed_that_stands_again_near_is_not_plain(void **state) {
    Memory *memory = *state;
    const MatchOptions options = match_options_default();
    uint32_t source[40], target[40];
    for (uint32_t period = 1; period < options.window_seeds; ++period) {
        for (uint32_t i = 0; i < 40; ++i) source[i] = i < 20 ? i % period : 100 + i;
        for (uint32_t i = 0; i < 40; ++i) target[i] = i < 20 ? i % period : 200 + i;
        const uint16_t weights[300] = {0};
        const Sequence sequences[2] = {{source, 40}, {target + 1, 39}};
        const MatchInput input = {
            .sequences = sequences, .sequence_count = 2, .weights_permille = weights, .word_id_count = 300};
        const SeedIndex index = seed_index_build(&input, &options, &memory->result, memory->scratch);
        const PlainSeeds plain = plain_seeds_find(&input, &index, &options, &memory->result, memory->scratch);
        assert_true(index.occurrence_count > 2 && plain.sequences != NULL);
        for (uint32_t i = 0; i < index.occurrence_count; ++i) {
            for (uint32_t j = 0; j < index.occurrence_count; ++j) {
                if (index.occurrences[i].group_index != index.occurrences[j].group_index) continue;
                assert_false(plain_seeds_by_chance(&plain, &index.occurrences[i], &index.occurrences[j]));
            }
        }
    }
}

static bool covered(const Alignments *found, const Alignment *run) {
    for (size_t i = 0; i < found->count; ++i) {
        const Alignment *a = &found->items[i];
        if (a->source_index == run->source_index && a->target_index == run->target_index &&
            a->source_words.begin < run->source_words.end && a->source_words.end > run->source_words.begin &&
            a->target_words.begin < run->target_words.end && a->target_words.end > run->target_words.begin) {
            return true;
        }
    }
    return false;
}

/* The run of equal words that begins at these places, if it is as long and weighs as much as is guaranteed. */
static bool run_from(const MatchInput *input, const MatchOptions *options, Alignment *run) {
    const Sequence source = input->sequences[run->source_index], target = input->sequences[run->target_index];
    uint32_t s = run->source_words.begin, t = run->target_words.begin;
    if (s > 0 && t > 0 && source.ids[s - 1] == target.ids[t - 1]) return false;
    run->weight_permille = 0;
    for (; s < source.count && t < target.count && source.ids[s] == target.ids[t]; ++s, ++t) {
        run->weight_permille += input->weights_permille[source.ids[s]];
    }
    run->source_words.end = s;
    run->target_words.end = t;
    run->matched_words = s - run->source_words.begin;
    if (run->matched_words < options->seed_words + options->window_seeds - 1) return false;
    return run->weight_permille >= match_weight_wanted_permille(options, run->matched_words);
}

/* The guarantee of match.h, among words most of which weigh nothing. */
static void every_run_that_weighs_enough_is_found(void **state) {
    Memory *memory = *state;
    Random random = {33};
    const MatchOptions options = match_options_default();
    uint32_t runs = 0;
    for (uint32_t round = 0; round < 100; ++round) {
        Arena result = memory->result;
        const Texts *texts = plain_texts(&random, &options, &result);
        const Alignments found = match_find(&texts->input, &options, &result, memory->scratch);
        for (uint32_t source = 0; source < TEXTS; ++source) {
            for (uint32_t target = source + 1; target < TEXTS; ++target) {
                for (uint32_t i = 0; i < texts->sequences[source].count; ++i) {
                    for (uint32_t j = 0; j < texts->sequences[target].count; ++j) {
                        Alignment run = {source, target, {i, i}, {j, j}, 0, 0, 0};
                        if (!run_from(&texts->input, &options, &run)) continue;
                        ++runs;
                        assert_true(covered(&found, &run));
                    }
                }
            }
        }
    }
    assert_true(runs > 700);
}

/* --- Through the whole engine ------------------------------------------------------------------------------------- */

enum { STOP_WORDS = 10, RARE = STOP_WORDS };

/* Texts of words that weigh nothing; the last word number is one that weighs as much as is asked for. */
static MatchInput stop_word_texts(uint32_t count, uint32_t text_words, uint16_t rare_weight, Arena *result) {
    Random random = {32};
    Sequence *sequences = arena_new_array(result, Sequence, count);
    for (uint32_t s = 0; s < count; ++s) {
        uint32_t *ids = arena_new_array(result, uint32_t, text_words);
        for (uint32_t i = 0; i < text_words; ++i) ids[i] = random_below(&random, STOP_WORDS);
        sequences[s] = (Sequence){ids, text_words};
    }
    uint16_t *weights = arena_new_array(result, uint16_t, STOP_WORDS + 1);
    weights[RARE] = rare_weight;
    return (MatchInput){
        .sequences = sequences, .sequence_count = count, .weights_permille = weights, .word_id_count = STOP_WORDS + 1};
}

/* Gives the second text words of the first, in other places, between words that differ on both sides. */
static void plant(const MatchInput *input, uint32_t source_word, uint32_t target_word, uint32_t words) {
    uint32_t *source = (uint32_t *)input->sequences[0].ids, *target = (uint32_t *)input->sequences[1].ids;
    memcpy(target + target_word, source + source_word, words * sizeof *source);
    target[target_word - 1] = (source[source_word - 1] + 1) % STOP_WORDS;
    target[target_word + words] = (source[source_word + words] + 1) % STOP_WORDS;
}

/* Whether the two texts have an alignment that goes through the words planted. */
static bool planted_found(const MatchInput *input, uint32_t source_word, uint32_t words, Memory *memory) {
    const MatchOptions options = match_options_default();
    const Alignments found = match_find(input, &options, &memory->result, memory->scratch);
    for (size_t i = 0; i < found.count; ++i) {
        const Alignment *a = &found.items[i];
        if (a->source_index != 0 || a->target_index != 1) continue;
        if (a->source_words.begin <= source_word && a->source_words.end >= source_word + words) return true;
    }
    return false;
}

static void weightless_words_by_chance_are_nothing(void **state) {
    Memory *memory = *state;
    const MatchOptions options = match_options_default();
    MatchInput input = stop_word_texts(300, 200, 0, &memory->result);
    assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 0);
    plant(&input, 30, 120, options.matched_words_enough);
    assert_true(planted_found(&input, 30, options.matched_words_enough, memory));
    input = stop_word_texts(300, 200, 0, &memory->result);
    plant(&input, 30, 120, options.matched_words_enough - 1);
    assert_int_equal(match_find(&input, &options, &memory->result, memory->scratch).count, 0);
}

/* One word in the run weighs just enough, or just too little, wherever it stands. */
static void one_heavy_word_decides(void **state) {
    Memory *memory = *state;
    const MatchOptions options = match_options_default();
    for (uint32_t words = options.seed_words + options.window_seeds - 1; words < 20; ++words) {
        for (uint32_t at = 0; at < words; ++at) {
            for (uint32_t missing = 0; missing < 2; ++missing) {
                Memory own = {memory->result, memory->scratch};
                const uint32_t weight = match_weight_wanted_permille(&options, words) - missing;
                const MatchInput input = stop_word_texts(2, 200, (uint16_t)weight, &own.result);
                ((uint32_t *)input.sequences[0].ids)[30 + at] = RARE;
                plant(&input, 30, 120, words);
                assert_true(planted_found(&input, 30, words, &own) == (missing == 0));
            }
        }
    }
}

static uint64_t count_anchors(const MatchInput *input, const SeedIndex *index, const PlainSeeds *plain, Arena scratch) {
    const MatchOptions options = match_options_default();
    uint32_t *firsts = arena_new_array(&scratch, uint32_t, input->sequence_count);
    for (uint32_t s = 0; s < input->sequence_count; ++s) firsts[s] = s;
    const Pairing pairing = {.index = index, .firsts = firsts, .plain = plain, .options = &options};
    uint64_t anchors = 0;
    for (uint32_t s = 0; s < input->sequence_count; ++s) {
        Arena memory = scratch;
        SourceSeedList seeds = partners_list(&pairing, s, &memory);
        anchors += partners_gather(&pairing, &seeds, input->sequence_count, &memory).count;
    }
    return anchors;
}

static void words_by_chance_are_not_paired(void **state) {
    Memory *memory = *state;
    const MatchOptions options = match_options_default();
    const MatchInput input = stop_word_texts(2000, 200, 0, &memory->result);
    const SeedIndex index = seed_index_build(&input, &options, &memory->result, memory->scratch);
    const PlainSeeds plain = plain_seeds_find(&input, &index, &options, &memory->result, memory->scratch);
    const uint64_t all = count_anchors(&input, &index, &(PlainSeeds){0}, memory->scratch);
    assert_true(all > 50000);
    assert_true(count_anchors(&input, &index, &plain, memory->scratch) < all / 1000);
}

static void a_report_counts_what_is_left_out(void **state) {
    Memory *memory = *state;
    const MatchOptions options = match_options_default();
    const MatchInput input = stop_word_texts(300, 200, 0, &memory->result);
    const MatchReport report = match_report(&input, 7, &options, &memory->result, memory->scratch);
    assert_true(report.pair_count > 10);
    for (uint32_t p = 0; p < report.pair_count; ++p) {
        assert_int_equal(report.pairs[p].anchor_count, 0);
        assert_int_equal(report.pairs[p].chain_count, 0);
        assert_true(report.pairs[p].plain_count >= report.pairs[p].seed_count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_worth_reporting_is_left_out, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_seed_that_stands_again_near_is_not_plain, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(every_run_that_weighs_enough_is_found, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(weightless_words_by_chance_are_nothing, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(one_heavy_word_decides, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(words_by_chance_are_not_paired, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(a_report_counts_what_is_left_out, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
