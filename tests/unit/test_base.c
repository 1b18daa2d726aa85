/* lib/base: arenas, arrays, bytes, maps, sorting, UTF-8, files. Fast code against slow twins on random input. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/array.h"
#include "lib/base/bytes.h"
#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/base/parallel.h"
#include "lib/base/radix.h"
#include "lib/base/relay.h"
#include "lib/base/spill.h"
#include "lib/base/utf8.h"

static uint64_t random_state = 42;

static uint64_t random_next(void) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static void scratch_by_value_rewinds(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    char *kept = arena_allocate(&arena, 10, 1);
    memset(kept, 'k', 10);
    Arena scratch = arena;
    memset(arena_allocate(&scratch, 1 << 20, 8), 0, 1 << 20);
    char *next = arena_allocate(&arena, 10, 1);
    assert_true(next > kept && next < kept + 64);
    assert_int_equal(kept[9], 'k');
    arena_close(&arena);
    arena_close(&arena);
}

static void reset_gives_memory_back(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    size_t before = arena_committed_bytes();
    size_t mark = arena.used_bytes;
    memset(arena_allocate(&arena, (size_t)256 << 20, 1), 1, (size_t)256 << 20);
    assert_true(arena_committed_bytes() >= before + ((size_t)255 << 20));
    arena_reset(&arena, mark);
    assert_true(arena_committed_bytes() < before + ((size_t)20 << 20));
    assert_non_null(arena_allocate(&arena, (size_t)64 << 20, 1));
    arena_close(&arena);
}

static jmp_buf jump_back;

/* With next to no budget all that lies in files goes out again and again, and is there whenever it is looked at. */
static void spilled_memory_is_kept(void **state) {
    (void)state;
    enum { NUMBERS = 4 << 20 };
    Arena before = arena_open(0);
    assert_true(spill_begin(NULL, 1 << 20));
    assert_false(spill_begin(NULL, 1 << 20));
    Arena arena = arena_open(0);
    size_t empty = arena.used_bytes;
    for (uint32_t round = 0; round < 2; round++) {
        uint64_t *numbers = arena_new_array_uncleared(&arena, uint64_t, NUMBERS);
        for (uint64_t i = 0; i < NUMBERS; i++) numbers[i] = i * 0x9E3779B97F4A7C15u + round;
        usleep(20000);
        for (uint64_t i = 0; i < NUMBERS; i++) {
            if (numbers[i] != i * 0x9E3779B97F4A7C15u + round) fail_msg("number %u has changed", (unsigned)i);
        }
        arena_reset(&arena, empty);
    }
    assert_true(arena_committed_bytes() < (size_t)NUMBERS * sizeof(uint64_t)); /* files do not count */
    memset(arena_allocate(&before, 1 << 24, 8), 1, 1 << 24);
    spill_end();
    memset(arena_allocate(&arena, 1 << 24, 8), 1, 1 << 24); /* goes on where it was */
    arena_close(&arena);
    arena_close(&before);
}

static void jump(size_t wanted_bytes, void *context) {
    *(size_t *)context = wanted_bytes;
    longjmp(jump_back, 1);
}

static void out_of_memory_reaches_the_handler(void **state) {
    (void)state;
    static size_t wanted;
    static int count;
    arena_out_of_memory_set(jump, &wanted);
    static Arena arena;
    arena = arena_open(1 << 26);
    if (setjmp(jump_back) == 0) {
        (void)arena_allocate(&arena, (size_t)1 << 30, 1);
        fail();
    }
    assert_int_equal(wanted, (size_t)1 << 30);
    arena_fail_at(3);
    if (setjmp(jump_back) == 0)
        for (;;) {
            (void)arena_allocate(&arena, 1, 1);
            count++;
        }
    assert_int_equal(count, 2);
    arena_limit_set(arena_committed_bytes() + (1 << 20));
    if (setjmp(jump_back) == 0) {
        (void)arena_allocate(&arena, 1 << 24, 1);
        fail();
    }
    arena_limit_set(0);
    arena_out_of_memory_set(NULL, NULL);
    arena_close(&arena);
}

static void arrays_grow(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    struct ARRAY_OF(uint32_t) numbers = {0}, others = {0};
    for (uint32_t i = 0; i < 10000; i++) {
        *array_push(&numbers, &arena) = i;
        if (i % 3 == 0) *array_push(&others, &arena) = i;
    }
    for (uint32_t i = 0; i < 10000; i++) assert_int_equal(numbers.items[i], i);
    assert_int_equal(others.count, 3334);
    assert_int_equal(*array_last(&others), 9999);
    arena_close(&arena);
}

static void map_agrees_with_a_list(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Map map = {0};
    assert_null(map_find(&map, 7));
    uint32_t expected[512] = {0};
    for (int i = 0; i < 20000; i++) {
        uint64_t key = random_next() % 512;
        bool inserted;
        uint32_t *value = map_insert(&map, key << 32, &inserted, &arena);
        assert_int_equal(inserted, expected[key] == 0);
        assert_int_equal(*value, expected[key]);
        *value = ++expected[key];
    }
    for (uint64_t key = 0; key < 512; key++) {
        const uint32_t *value = map_find(&map, key << 32);
        assert_int_equal(value ? *value : 0, expected[key]);
    }
    arena_close(&arena);
}

static void radix_agrees_with_a_stable_order(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Arena scratch = arena_open(0);
    const size_t counts[] = {0, 1, 2, 47, 48, 1000, 5000};
    const unsigned shifts[] = {0, 20, 54};
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
        for (size_t s = 0; s < sizeof shifts / sizeof *shifts; s++) {
            KeyValue *items = arena_new_array(&arena, KeyValue, counts[c]);
            uint64_t sum = 0;
            for (size_t i = 0; i < counts[c]; i++) {
                items[i] = (KeyValue){.key = random_next() % 997 << shifts[s], .value = i};
                sum += items[i].key;
            }
            radix_sort(items, counts[c], scratch);
            for (size_t i = 0; i < counts[c]; i++) {
                sum -= items[i].key;
                if (i == 0) continue;
                assert_true(items[i - 1].key <= items[i].key);
                if (items[i - 1].key == items[i].key) assert_true(items[i - 1].value < items[i].value);
            }
            assert_int_equal(sum, 0);
        }
    }
    arena_close(&scratch);
    arena_close(&arena);
}

static void count_visit(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    ((uint8_t *)context)[item_index]++;
}

static void parallel_runs_each_item_once(void **state) {
    (void)state;
    for (uint32_t threads = 1; threads <= 8; threads *= 2) {
        uint8_t visits[5000] = {0};
        parallel_for(threads, 5000, count_visit, visits);
        for (size_t i = 0; i < 5000; i++) assert_int_equal(visits[i], 1);
        parallel_for(threads, 0, count_visit, visits);
    }
}

static void utf8_round_trips(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Buffer buffer = {.arena = &arena};
    static const uint32_t limits[] = {0x80, 0x800, 0x10000, 0x110000};
    uint32_t points[2000];
    for (size_t i = 0; i < 2000; i++) {
        do points[i] = (uint32_t)(random_next() % limits[i % 4]);
        while (points[i] >= 0xD800 && points[i] <= 0xDFFF);
        buffer_append_code_point(&buffer, points[i]);
    }
    Bytes text = buffer_bytes(&buffer);
    assert_int_equal(utf8_find_malformed(text), SIZE_MAX);
    assert_int_equal(utf8_count(text), 2000);
    CodePointIndex index = code_point_index_build(text, &arena);
    size_t at = 0;
    for (size_t i = 0; i < 2000; i++) {
        assert_int_equal(code_point_index_find(&index, (uint32_t)at), i);
        assert_int_equal(utf8_next(text, &at), points[i]);
    }
    assert_int_equal(code_point_index_find(&index, (uint32_t)text.size), 2000);
    for (size_t i = 2000; i-- > 0;) assert_int_equal(utf8_previous(text, &at), points[i]);
    arena_close(&arena);
}

static void malformed_utf8_is_found(void **state) {
    (void)state;
    static const char *const broken[] = {
        "\x80",         "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80", "\xE2\x82", "\xFF",         "\xC3(",        "\xF0\x82\x82\xAC"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        char text[32] = "plain ASCII ";
        strcat(text, broken[i]);
        assert_int_equal(utf8_find_malformed(bytes_from_string(text)), 12);
        size_t at = 0;
        assert_int_equal(utf8_next(bytes_from_string(broken[i]), &at), UTF8_REPLACEMENT);
        assert_int_equal(at, 1);
    }
}

static Bytes read_back(const char *path, Arena *arena) {
    File file;
    Bytes content = {0};
    Error error;
    assert_int_equal(file_open(&file, path, &error), STEMMA_OK);
    assert_int_equal(file_read_all(&file, 0, &content, arena, &error), STEMMA_OK);
    file_close(&file);
    return content;
}

static void files_are_written_whole_or_not_at_all(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    char path[] = "/tmp/stemma-base-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    close(descriptor);
    Error error;
    assert_int_equal(file_write(path, BYTES("old"), &error), STEMMA_OK);
    for (uint64_t call = 1; call <= 4; call++) {
        file_fail_at(call, ENOSPC);
        assert_int_equal(file_write(path, BYTES("new"), &error), STEMMA_DISK_FULL);
        file_fail_at(0, 0);
        assert_true(bytes_equal(read_back(path, &arena), BYTES("old")));
    }
    File file;
    Bytes content;
    assert_int_equal(file_open(&file, path, &error), STEMMA_OK);
    assert_int_equal(file_read_all(&file, 2, &content, &arena, &error), STEMMA_LIMIT);
    file_close(&file);
    unlink(path);
    assert_int_equal(file_open(&file, path, &error), STEMMA_NOT_FOUND);
    assert_string_equal(error.source, path);
    assert_int_equal(file_open(&file, "/", &error), STEMMA_NOT_READABLE);
    arena_close(&arena);
}

typedef struct Numbers {
    uint32_t rooms[RELAY_ROOMS];
    uint32_t made;
    uint32_t count;
} Numbers;

static void *number_make(void *context) {
    Numbers *numbers = context;
    if (numbers->made == numbers->count) return NULL;
    uint32_t *room = &numbers->rooms[numbers->made % RELAY_ROOMS];
    *room = numbers->made++;
    return room;
}

/* In order, on one thread or two; what was taken stays until the next is; at the end nothing, again and again. */
static void a_relay_gives_what_is_made(void **state) {
    (void)state;
    Arena memory = arena_open(0);
    static const uint32_t counts[] = {0, 1, RELAY_READY_MAX, RELAY_ROOMS + 1, 5000};
    for (uint32_t threads = 1; threads < 3; threads++) {
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            Numbers numbers = {.count = counts[i]};
            Relay *relay = relay_open(threads, number_make, &numbers, &memory);
            for (uint32_t n = 0; n < counts[i]; n++) {
                const uint32_t *number = relay_take(relay);
                assert_non_null(number);
                assert_int_equal(*number, n);
            }
            assert_null(relay_take(relay));
            assert_null(relay_take(relay));
            relay_close(relay);
            assert_int_equal(numbers.made, counts[i]);
        }
    }
    arena_close(&memory);
}

/* Closed before all was taken, it makes no more. */
static void a_relay_stops_when_closed(void **state) {
    (void)state;
    Arena memory = arena_open(0);
    for (uint32_t threads = 1; threads < 3; threads++) {
        for (uint32_t taken = 0; taken < 5; taken++) {
            Numbers numbers = {.count = UINT32_MAX};
            Relay *relay = relay_open(threads, number_make, &numbers, &memory);
            for (uint32_t n = 0; n < taken; n++) assert_int_equal(*(uint32_t *)relay_take(relay), n);
            relay_close(relay);
            assert_true(numbers.made >= taken && numbers.made <= taken + RELAY_READY_MAX + 1);
        }
    }
    arena_close(&memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scratch_by_value_rewinds),
        cmocka_unit_test(reset_gives_memory_back),
        cmocka_unit_test(spilled_memory_is_kept),
        cmocka_unit_test(out_of_memory_reaches_the_handler),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(map_agrees_with_a_list),
        cmocka_unit_test(radix_agrees_with_a_stable_order),
        cmocka_unit_test(parallel_runs_each_item_once),
        cmocka_unit_test(a_relay_gives_what_is_made),
        cmocka_unit_test(a_relay_stops_when_closed),
        cmocka_unit_test(utf8_round_trips),
        cmocka_unit_test(malformed_utf8_is_found),
        cmocka_unit_test(files_are_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
