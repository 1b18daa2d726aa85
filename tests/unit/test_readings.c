/* stemma_family_readings: the readings of a family as any other program sees them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <stemma/stemma.h>

static const char *const ARTICLES[] = {
    "{\"id\":\"a\",\"outlet\":\"Quay\",\"text\":\"“We will repair the eastern harbour wall with 12 crews,” Ada "
    "Brunnick "
    "said. “The autumn storms reach Skarholm in nine weeks.”\"}\n",
    "{\"id\":\"b\",\"outlet\":\"Tide\",\"text\":\"“We will repair the eastern harbor wall with 17 crews [of masons]. "
    "The "
    "autumn storms reach Skarholm in nine weeks,” Ada Brunnick said.\"}\n",
    "{\"id\":\"c\",\"outlet\":\"Gull\",\"text\":\"The town will repair the eastern harbour wall with 12 crews, it is "
    "said. Zoë Brunnick did not agree: “Ⅻ crews?”\"}\n",
    "{\"id\":\"d\",\"outlet\":\"Wave\",\"text\":\"“repair the eastern harbour wall”, Ada Brunnick said. “The autumn "
    "storms … reach Skarholm in nine weeks.”\"}\n"};

static StemmaCollection *collection_make(void) {
    char path[] = "/tmp/stemma-readings-XXXXXX.jsonl";
    int file = mkstemps(path, 6);
    assert_true(file >= 0);
    for (size_t i = 0; i < sizeof ARTICLES / sizeof *ARTICLES; i++)
        assert_int_equal(write(file, ARTICLES[i], strlen(ARTICLES[i])), (ssize_t)strlen(ARTICLES[i]));
    close(file);
    StemmaCollection *collection;
    StemmaError error;
    StemmaAddReport report = {0};
    assert_int_equal(stemma_collection_open(NULL, STEMMA_OPEN_TEMPORARY, &collection, &error), STEMMA_OK);
    assert_int_equal(stemma_collection_add(collection, path, NULL, &report, &error), STEMMA_OK);
    assert_int_equal(report.kept, 4);
    assert_int_equal(stemma_collection_trace(collection, NULL, NULL, &error), STEMMA_OK);
    unlink(path);
    return collection;
}

/* Columns ascend, every piece has words, the base is whole and unchanged, and what differs has a name and a weight. */
static void assert_readings_sound(const StemmaReadings *readings) {
    size_t bases = 0;
    for (size_t i = 0; i < readings->reading_count; i++) {
        const StemmaReading *reading = &readings->readings[i];
        bases += reading->base;
        assert_non_null(reading->article);
        assert_int_equal(strlen(reading->article_id), 32);
        assert_true(reading->piece_count > 0);
        for (size_t j = 0; j < reading->piece_count; j++) {
            const StemmaReadingPiece *piece = &reading->pieces[j];
            assert_true(piece->column < readings->column_count);
            if (j > 0) assert_true(piece->column > reading->pieces[j - 1].column);
            assert_true(strlen(piece->text) > 0);
            assert_int_equal(piece->change != NULL, piece->weight != NULL);
            if (reading->base) assert_null(piece->change);
        }
    }
    assert_int_equal(bases, 1);
}

static bool has_piece(const StemmaReadings *readings, const char *text, const char *change, const char *detail) {
    for (size_t i = 0; i < readings->reading_count; i++)
        for (size_t j = 0; j < readings->readings[i].piece_count; j++) {
            const StemmaReadingPiece *piece = &readings->readings[i].pieces[j];
            if (strcmp(piece->text, text) == 0 && piece->change && strcmp(piece->change, change) == 0 &&
                (detail == NULL || (piece->detail && strcmp(piece->detail, detail) == 0)))
                return true;
        }
    return false;
}

static void test_readings_of_every_family(void **state) {
    (void)state;
    StemmaCollection *collection = collection_make();
    StemmaError error;
    StemmaTotals totals;
    assert_int_equal(stemma_collection_totals(collection, &totals, &error), STEMMA_OK);
    assert_true(totals.families >= 1);
    bool number = false;
    for (uint64_t i = 1; i <= totals.families; i++) {
        char family[24];
        snprintf(family, sizeof family, "f%llu", (unsigned long long)i);
        StemmaReadings readings;
        assert_int_equal(stemma_family_readings(collection, family, &readings, &error), STEMMA_OK);
        assert_true(readings.reading_count >= 2);
        assert_readings_sound(&readings);
        number |= has_piece(&readings, "17", "substitution", "number") ||
                  has_piece(&readings, "12", "substitution", "number");
        stemma_readings_free(&readings);
        assert_null(readings.readings);
        stemma_readings_free(&readings); /* a second time does nothing */
    }
    assert_true(number);
    stemma_collection_close(collection);
}

static void test_no_such_family(void **state) {
    (void)state;
    StemmaCollection *collection = collection_make();
    static const char *const names[] = {"f999", "", "q1", "f", "f-1", "f1x", "f18446744073709551617", "f1; DROP"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        StemmaReadings readings;
        StemmaError error;
        assert_int_equal(stemma_family_readings(collection, names[i], &readings, &error), STEMMA_NOT_FOUND);
        assert_int_equal(readings.reading_count, 0);
        assert_true(strlen(error.message) > 0);
        stemma_readings_free(&readings);
    }
    stemma_readings_free(NULL);
    stemma_collection_close(collection);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readings_of_every_family),
        cmocka_unit_test(test_no_such_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
