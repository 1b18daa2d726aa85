/* lib/base/late: libraries opened when first needed; one that is missing is an error that says which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "lib/base/late.h"
#include "lib/base/parallel.h"

#define CHECKSUMS(X) X(adler32) X(crc32)
LATE_LIBRARY(checksums, "libz.so.1", CHECKSUMS)
LATE_LIBRARY(checksums_again, "libz.so.1", CHECKSUMS)
LATE_LIBRARY(absent, "libno-such-thing.so.7", CHECKSUMS)

int no_such_function(void);
#define FUNCTIONS_OF_ANOTHER(X) X(adler32) X(no_such_function)
LATE_LIBRARY(another, "libz.so.1", FUNCTIONS_OF_ANOTHER)

static void functions_are_those_of_the_library(void **state) {
    (void)state;
    Error error;
    assert_int_equal(late_open(&checksums_late, &error), STEMMA_OK);
    assert_int_equal(late_open(&checksums_late, NULL), STEMMA_OK);
    assert_int_equal(checksums.crc32(0, (const uint8_t *)"123456789", 9), 0xCBF43926);
    assert_int_equal(checksums.adler32(1, (const uint8_t *)"", 0), 1);
}

static void missing_is_told_each_time(void **state) {
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        Error error = {0};
        assert_int_equal(late_open(&absent_late, &error), STEMMA_INTERNAL);
        assert_non_null(strstr(error.message, "libno-such-thing.so.7"));
        assert_int_equal(late_open(&another_late, &error), STEMMA_INTERNAL);
        assert_non_null(strstr(error.message, "no_such_function"));
        (void)another.no_such_function;
    }
}

static void sum_one(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    uint8_t byte = (uint8_t)item_index;
    if (late_open(&checksums_again_late, NULL) == STEMMA_OK)
        ((unsigned long *)context)[item_index] = checksums_again.crc32(0, &byte, 1);
}

static void threads_open_it_together(void **state) {
    (void)state;
    unsigned long sums[512] = {0};
    parallel_for(8, 512, sum_one, sums);
    for (size_t i = 0; i < 512; i++) {
        uint8_t byte = (uint8_t)i;
        assert_int_equal(sums[i], crc32(0, &byte, 1));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(functions_are_those_of_the_library),
                                       cmocka_unit_test(missing_is_told_each_time),
                                       cmocka_unit_test(threads_open_it_together)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
