/* align_words against the textbook quadratic program, and its promise to mirror when the sides are swapped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/match/align.h"
#include "memory_fixture.h"

static uint64_t random_state;
static uint32_t random_below(uint32_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % limit);
}

enum { WORDS_MAX = 80 };

typedef struct Best {
    uint32_t differences;
    uint32_t matched;
} Best;

static Best better(Best left, Best right) {
    if (left.differences != right.differences) return left.differences < right.differences ? left : right;
    return left.matched >= right.matched ? left : right;
}

/* The slow twin: fewest differences, then most equal words. */
static Best align_slowly(Sequence source, Sequence target) {
    static Best table[WORDS_MAX + 1][WORDS_MAX + 1];
    for (uint32_t i = 0; i <= source.count; ++i) {
        for (uint32_t j = 0; j <= target.count; ++j) {
            Best best = {i + j, 0};
            if (i > 0 && j > 0) {
                Best from = table[i - 1][j - 1];
                bool equal = source.ids[i - 1] == target.ids[j - 1];
                best = (Best){from.differences + !equal, from.matched + equal};
            }
            if (i > 0) best = better(best, (Best){table[i - 1][j].differences + 1, table[i - 1][j].matched});
            if (j > 0) best = better(best, (Best){table[i][j - 1].differences + 1, table[i][j - 1].matched});
            table[i][j] = best;
        }
    }
    return table[source.count][target.count];
}

static uint32_t size_of(WordSpan span) {
    return span.end - span.begin;
}

/* The steps cover both sides in order and say the truth; returns the number of differences. */
static uint32_t check_path(const AlignPath *path, Sequence source, Sequence target) {
    uint32_t differences = 0;
    uint32_t matched = 0;
    uint32_t i = 0;
    uint32_t j = 0;
    for (uint32_t s = 0; s < path->step_count; ++s) {
        const AlignStep *step = &path->steps[s];
        assert_int_equal(step->source_words.begin, i);
        assert_int_equal(step->target_words.begin, j);
        uint32_t taken = size_of(step->source_words);
        uint32_t given = size_of(step->target_words);
        assert_true(taken > 0 || given > 0);
        if (step->operation == ALIGN_EQUAL || step->operation == ALIGN_SUBSTITUTE) assert_int_equal(taken, given);
        if (step->operation == ALIGN_DELETE) assert_int_equal(given, 0);
        if (step->operation == ALIGN_INSERT) assert_int_equal(taken, 0);
        if (step->operation == ALIGN_EQUAL) {
            assert_memory_equal(source.ids + i, target.ids + j, taken * sizeof(uint32_t));
            matched += taken;
        } else {
            differences += taken > given ? taken : given;
        }
        i = step->source_words.end;
        j = step->target_words.end;
    }
    assert_int_equal(i, source.count);
    assert_int_equal(j, target.count);
    assert_int_equal(path->matched_words, matched);
    assert_int_equal(path->aligned_words, matched + differences);
    return differences;
}

static void check_mirrored(const AlignPath *path, const AlignPath *mirrored) {
    assert_int_equal(path->step_count, mirrored->step_count);
    for (uint32_t s = 0; s < path->step_count; ++s) {
        const AlignStep *step = &path->steps[s];
        const AlignStep *other = &mirrored->steps[s];
        assert_memory_equal(&step->source_words, &other->target_words, sizeof(WordSpan));
        assert_memory_equal(&step->target_words, &other->source_words, sizeof(WordSpan));
    }
}

/* Random pairs, from unrelated to nearly equal, over few and many words. */
static void as_good_as_the_slow_twin(void **state) {
    Memory *memory = *state;
    random_state = 1;
    for (uint32_t round = 0; round < 3000; ++round) {
        uint32_t source_ids[WORDS_MAX];
        uint32_t target_ids[WORDS_MAX];
        uint32_t vocabulary = 1 + random_below(round % 2 ? 6 : 60);
        Sequence source = {source_ids, random_below(WORDS_MAX)};
        for (uint32_t i = 0; i < source.count; ++i) source_ids[i] = random_below(vocabulary);
        Sequence target = {target_ids, 0};
        uint32_t change_in = 1 + random_below(20);
        for (uint32_t i = 0; i < source.count && target.count < WORDS_MAX - 2; ++i) {
            if (random_below(change_in) > 0)
                target_ids[target.count++] = source_ids[i];
            else if (random_below(2))
                target_ids[target.count++] = random_below(vocabulary);
            if (random_below(change_in) == 0) target_ids[target.count++] = random_below(vocabulary);
        }
        Arena result = memory->result;
        AlignPath path = align_words(source, target, &result, memory->scratch);
        AlignPath mirrored = align_words(target, source, &result, memory->scratch);
        Best best = align_slowly(source, target);
        assert_int_equal(check_path(&path, source, target), best.differences);
        assert_int_equal(path.matched_words, best.matched);
        check_path(&mirrored, target, source);
        check_mirrored(&path, &mirrored);
    }
}

static void equal_words_stay_together(void **state) {
    Memory *memory = *state;
    /* "1 2" may be found at the front with a gap in it, or whole behind the gap. */
    const uint32_t source[] = {1, 2, 9};
    const uint32_t target[] = {1, 5, 1, 2, 9};
    AlignPath path = align_words((Sequence){source, 3}, (Sequence){target, 5}, &memory->result, memory->scratch);
    assert_int_equal(path.matched_words, 3);
    assert_true(path.step_count <= 3);
}

static void empty_sides(void **state) {
    Memory *memory = *state;
    const uint32_t words[] = {1, 2};
    AlignPath path = align_words((Sequence){0}, (Sequence){0}, &memory->result, memory->scratch);
    assert_int_equal(path.step_count, 0);
    path = align_words((Sequence){words, 2}, (Sequence){0}, &memory->result, memory->scratch);
    assert_int_equal(path.step_count, 1);
    assert_int_equal(path.steps[0].operation, ALIGN_DELETE);
    path = align_words((Sequence){0}, (Sequence){words, 2}, &memory->result, memory->scratch);
    assert_int_equal(path.steps[0].operation, ALIGN_INSERT);
}

/* Long and similar is cheap; long and different stays within the limit and still covers both sides. */
static void long_texts(void **state) {
    Memory *memory = *state;
    random_state = 2;
    const uint32_t count = 300000;
    uint32_t *source = arena_new_array(&memory->result, uint32_t, count);
    uint32_t *target = arena_new_array(&memory->result, uint32_t, count);
    for (uint32_t i = 0; i < count; ++i) source[i] = target[i] = random_below(50000);
    target[1000] = 50001;
    target[200000] = 50002;
    AlignPath path =
        align_words((Sequence){source, count}, (Sequence){target, count}, &memory->result, memory->scratch);
    assert_int_equal(check_path(&path, (Sequence){source, count}, (Sequence){target, count}), 2);
    for (uint32_t i = 0; i < count; ++i) target[i] = 60000 + i;
    path = align_words((Sequence){source, count}, (Sequence){target, count - 7}, &memory->result, memory->scratch);
    check_path(&path, (Sequence){source, count}, (Sequence){target, count - 7});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(as_good_as_the_slow_twin, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(equal_words_stay_together, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(empty_sides, open_memory, close_memory),
        cmocka_unit_test_setup_teardown(long_texts, open_memory, close_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
