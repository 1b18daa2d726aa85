/* Families on small invented articles: who belongs together, what changed, and that order does not matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/families/families.h"
#include "lib/families/readings.h"
#include "lib/families/senses.h"
#include "lib/families/utterances.h"
#include "lib/speakers/spelling.h"

enum { ARTICLES_MAX = 64, QUOTATIONS_MAX = 256 };

/*
 * A collection written down with its attributions: “ ” is a direct quotation, “+ ” a further part of the one before, {
 * } an indirect one, « » marks that nobody speaks in. A digit before the opening mark is the speaker.
 */
typedef struct Fixture {
    Arena result;
    Arena scratch;
    Article articles[ARTICLES_MAX];
    Corpus corpus;
    Quotation items[QUOTATIONS_MAX];
    Quotations quotations;
    Speaker speaker_items[10];
    Speakers speakers;
    Families families;
} Fixture;

static bool starts(Bytes text, size_t at, const char *mark) {
    return at + strlen(mark) <= text.size && memcmp(text.data + at, mark, strlen(mark)) == 0;
}

static void part_add(Fixture *fixture, Quotation *quotation, ByteSpan part) {
    ByteSpan *parts = arena_new_array(&fixture->result, ByteSpan, quotation->content_count + 1);
    if (quotation->content_count > 0) memcpy(parts, quotation->content, quotation->content_count * sizeof *parts);
    parts[quotation->content_count++] = part;
    quotation->content = parts;
    if (quotation->kind == QUOTATION_INDIRECT) return;
    quotation->quoted = parts;
    quotation->quoted_count = quotation->content_count;
}

static const char *const names[] = {"Zero", "Ada Brenner", "Bo Castell", "Cy Dahl", "D", "E", "F", "G", "H", "I"};

/* Where the article has the speaker's last name; empty where it leaves it to the reader. */
static ByteSpan name_find(Bytes text, const char *name) {
    const char *last = strrchr(name, ' ') ? strrchr(name, ' ') + 1 : name;
    size_t at = bytes_find(text, bytes_from_string(last));
    if (at == SIZE_MAX) return (ByteSpan){0, 0};
    return (ByteSpan){(uint32_t)at, (uint32_t)(at + strlen(last))};
}

static void quotations_read(Fixture *fixture, uint32_t article) {
    static const char *const marks[][2] = {{"“+", "”"}, {"“", "”"}, {"{", "}"}, {"«", "»"}};
    static const QuotationKind kinds[] = {QUOTATION_DIRECT, QUOTATION_DIRECT, QUOTATION_INDIRECT, QUOTATION_SCARE};
    Bytes text = fixture->corpus.texts[article].bytes;
    for (size_t at = 0; at < text.size; at++) {
        for (size_t mark = 0; mark < 4; mark++) {
            if (!starts(text, at, marks[mark][0])) continue;
            size_t end = at + strlen(marks[mark][0]);
            ByteSpan part = {(uint32_t)end, 0};
            while (end < text.size && !starts(text, end, marks[mark][1])) end++;
            part.end = (uint32_t)end;
            if (mark > 0) {
                Quotation quotation = {.article = article, .kind = kinds[mark], .speaker = INDEX_NONE};
                if (at > 0 && text.data[at - 1] >= '0' && text.data[at - 1] <= '9')
                    quotation.speaker = text.data[at - 1] - '0';
                if (quotation.speaker != INDEX_NONE) quotation.source = name_find(text, names[quotation.speaker]);
                fixture->items[fixture->quotations.count++] = quotation;
            }
            part_add(fixture, &fixture->items[fixture->quotations.count - 1], part);
            at = end;
            break;
        }
    }
}

static Fixture *fixture_build(const char *const *texts) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->result = arena_open(0);
    fixture->scratch = arena_open(0);
    uint32_t count = 0;
    for (; texts[count]; count++) fixture->articles[count].text = bytes_from_string(texts[count]);
    fixture->corpus = corpus_build(fixture->articles, count, 1, &fixture->result);
    fixture->quotations.items = fixture->items;
    for (uint32_t i = 0; i < count; i++) quotations_read(fixture, i);
    fixture->speakers = (Speakers){.items = fixture->speaker_items, .count = 10};
    for (int i = 0; i < 10; i++) fixture->speaker_items[i].name = bytes_from_string(names[i]);
    FamiliesInput input = {
        .corpus = &fixture->corpus, .quotations = &fixture->quotations, .speakers = &fixture->speakers, .threads = 2};
    fixture->families = families_build(&input, &fixture->result, fixture->scratch);
    return fixture;
}

static void fixture_free(Fixture *fixture) {
    arena_close(&fixture->result);
    arena_close(&fixture->scratch);
    free(fixture);
}

static const Variant *variant_find(const Family *family, VariantChange change, const char *from, const char *to) {
    for (uint32_t i = 0; i < family->variant_count; i++) {
        const Variant *variant = &family->variants[i];
        if (variant->change == change && bytes_equal(variant->from, bytes_from_string(from)) &&
            bytes_equal(variant->to, bytes_from_string(to)))
            return variant;
    }
    return NULL;
}

#define assert_variant(family, change, from, to, expected_weight)                                                      \
    do {                                                                                                               \
        const Variant *found = variant_find(family, change, from, to);                                                 \
        assert_non_null(found);                                                                                        \
        assert_int_equal(found->weight, expected_weight);                                                              \
    } while (0)

static void test_empty(void **state) {
    (void)state;
    const char *none[] = {NULL};
    Fixture *fixture = fixture_build(none);
    assert_int_equal(fixture->families.count, 0);
    fixture_free(fixture);
    const char *bare[] = {"", "No marks here at all.", "1“” and “.”", NULL};
    fixture = fixture_build(bare);
    assert_int_equal(fixture->families.count, 0);
    fixture_free(fixture);
}

static void test_one_word_changed(void **state) {
    (void)state;
    const char *texts[] = {"The mayor said she was 1“worried about the mood of several harbour towns” on Monday.",
                           "Brenner was 1“worried with the mood of several harbor towns,” she said.",
                           "She is 1“Worried about the Mood of several harbour towns”.", NULL};
    Fixture *fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 1);
    const Family *family = &fixture->families.items[0];
    assert_int_equal(family->member_count, 3);
    assert_int_equal(family->base_member, 0);
    assert_int_equal(family->variant_count, 2);
    assert_variant(family, VARIANT_SUBSTITUTION, "about", "with", VARIANT_WORDING);
    assert_variant(family, VARIANT_SPELLING, "harbour", "harbor", VARIANT_WORDING);
    assert_int_equal(family->variants[0].member_count, 1);
    assert_int_equal(family->variants[0].members[0], 1);
    for (int i = 0; i < 3; i++) assert_int_equal(fixture->items[i].family, 0);
    fixture_free(fixture);
}

static void test_meaning(void **state) {
    (void)state;
    const char *texts[] = {
        "1“We will rebuild the northern lighthouse with 12 crews if the weather on Skarholm permits it.”",
        "1“We will rebuild the northern lighthouse with 17 crews if the weather on Skarholm permits it.”",
        "1“We may rebuild the northern lighthouse with 12 crews if the weather on Skarholm permits it.”",
        "Brenner told us: 1“We will not rebuild the northern lighthouse with 12 crews if the weather on Skarholm "
        "permits it.”",
        "1“We will rebuild the northern lighthouse with 12 crews.”",
        "Castell told us: 2“We will rebuild the northern lighthouse with 12 crews if the weather on Brandvik permits "
        "it.”",
        NULL};
    Fixture *fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 1);
    const Family *family = &fixture->families.items[0];
    assert_int_equal(family->member_count, 6);
    /* The reading with "not" has one word more, so it is the base. */
    assert_int_equal(family->base_member, 3);
    assert_variant(family, VARIANT_SUBSTITUTION, "12", "17", VARIANT_MEANING);
    assert_variant(family, VARIANT_SUBSTITUTION, "will not", "may", VARIANT_MEANING);
    assert_variant(family, VARIANT_DELETION, "not", "", VARIANT_MEANING);
    assert_variant(family, VARIANT_TRUNCATION, "if the weather on Skarholm permits it", "", VARIANT_MEANING);
    assert_variant(family, VARIANT_SUBSTITUTION, "Skarholm", "Brandvik", VARIANT_MEANING);
    assert_variant(family, VARIANT_SOURCE, "Ada Brenner", "Bo Castell", VARIANT_MEANING);
    fixture_free(fixture);
}

static void test_editor(void **state) {
    (void)state;
    const char *texts[] = {
        "1“The ferry company told them that winter crossings would cease because of rotten pontoons.”",
        "1“The ferry company told them [the islanders] that winter crossings would cease because of "
        "rotten pontoons.”",
        "1“The ferry company told [the islanders] that winter crossings would cease because of "
        "rotten pontoons.”",
        "1“The ferry company told them that … crossings would cease because of rotten pontoons.”",
        "1“The ferry company told them,” she said, “+that winter crossings would cease”.",
        NULL};
    Fixture *fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 1);
    const Family *family = &fixture->families.items[0];
    assert_int_equal(family->member_count, 5);
    assert_int_equal(family->base_member, 0);
    assert_variant(family, VARIANT_BRACKET, "", "[the islanders]", VARIANT_WORDING);
    assert_variant(family, VARIANT_BRACKET, "them", "[the islanders]", VARIANT_WORDING);
    assert_variant(family, VARIANT_TRUNCATION, "winter", "", VARIANT_WORDING);
    assert_variant(family, VARIANT_TRUNCATION, "because of rotten pontoons", "", VARIANT_WORDING);
    assert_int_equal(family->variant_count, 4);
    fixture_free(fixture);
}

/* One attribution holds two statements that two other articles give apart: two families, no chain. */
static void test_separate_statements(void **state) {
    (void)state;
    const char *texts[] = {
        "Dahl said they 3“constantly published papers that treat the marsh as no nature reserve whatsoever”. He added, "
        "3“nobody here will swallow such glaring insinuations any longer.”",
        "They 3“constantly published papers that treat the marsh as no nature reserve whatsoever,” Dahl said. “+Nobody "
        "here will swallow such glaring insinuations any longer.”",
        "Dahl: 3“nobody here will swallow such glaring insinuations any longer.”", NULL};
    Fixture *fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 2);
    assert_int_equal(fixture->families.items[0].member_count, 2);
    assert_int_equal(fixture->families.items[1].member_count, 3);
    assert_int_equal(fixture->families.items[0].variant_count, 0);
    assert_int_equal(fixture->families.items[1].variant_count, 0);
    fixture_free(fixture);
    /* Where nobody separates them they stay together. */
    texts[0] = texts[2];
    fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 1);
    assert_int_equal(fixture->families.items[0].member_count, 3);
    fixture_free(fixture);
}

/* A phrase both contain joins nothing. */
static void test_no_chains(void **state) {
    (void)state;
    const char *texts[] = {
        "1“The orchard cooperative welcomes a lasting peaceful settlement between growers and the water board of Ulm.”",
        "2“Violinists demand a lasting peaceful settlement before rehearsals of the spring oratorio can resume.”",
        "3“a lasting settlement”", "Everybody wants a lasting peaceful settlement.", NULL};
    Fixture *fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 0);
    fixture_free(fixture);
}

static void test_unquoted(void **state) {
    (void)state;
    const char *texts[] = {
        "1“The viaduct over the gorge seems to be a magnet for reckless cyclists from three provinces,” Brenner said.",
        "Locals know that the viaduct over the gorge seems to be a magnet for reckless cyclists. It is closed.",
        "Brenner complained {the viaduct over the gorge seems to be a magnet for reckless cyclists from three "
        "provinces}.",
        "They call it «the viaduct over the gorge seems to be a magnet for reckless cyclists from three provinces».",
        NULL};
    Fixture *fixture = fixture_build(texts);
    assert_int_equal(fixture->families.count, 1);
    const Family *family = &fixture->families.items[0];
    assert_int_equal(family->member_count, 4);
    assert_int_equal(family->members[1].quotation, INDEX_NONE);
    assert_int_equal(family->members[2].quotation, 1);
    assert_int_equal(family->members[3].quotation, 2);
    uint32_t unquoted = 0;
    for (uint32_t i = 0; i < family->variant_count; i++)
        if (family->variants[i].change == VARIANT_UNQUOTED) unquoted += family->variants[i].member_count;
    assert_int_equal(unquoted, 2);
    fixture_free(fixture);
}

static void test_spelling(void **state) {
    (void)state;
    static const struct {
        const char *left, *right;
        bool names, same;
    } pairs[] = {{"harbour", "harbor", false, true},
                 {"defence", "defense", false, true},
                 {"organisation", "organization", false, true},
                 {"programme", "program", false, true},
                 {"travelled", "traveled", false, true},
                 {"sergey", "sergei", true, true},
                 {"muhammad", "mohammed", true, true},
                 {"u.s.", "us", false, true},
                 {"col.", "colonel", false, true},
                 {"goverment", "government", false, true},
                 {"terrorism", "terrorist", false, false},
                 {"regime", "regime's", false, false},
                 {"four", "for", false, false},
                 {"filled", "filed", false, false},
                 {"12", "17", false, false},
                 {"3.5", "35", false, false},
                 {"say", "said", false, false},
                 {"attack", "attacks", false, false},
                 {"affect", "effect", false, false},
                 {"smith", "schmidt", true, false}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        Bytes left = bytes_from_string(pairs[i].left), right = bytes_from_string(pairs[i].right);
        if (spelling_same(left, right, pairs[i].names) != pairs[i].same)
            fail_msg("%s / %s", pairs[i].left, pairs[i].right);
        assert_int_equal(spelling_same(right, left, pairs[i].names), pairs[i].same);
    }
}

/* Each row as "column:text" with a mark where it differs. */
static const char *row_print(const ReadingRow *row, Arena *result) {
    Buffer out = {.arena = result};
    for (uint32_t i = 0; i < row->piece_count; i++) {
        const ReadingPiece *piece = &row->pieces[i];
        buffer_printf(&out, "%s%u:%.*s", i > 0 ? " | " : "", piece->column, (int)piece->text.size,
                      (const char *)piece->text.data);
        if (piece->changed) buffer_printf(&out, " <%s>", variant_change_name(piece->change));
    }
    return buffer_string(&out);
}

static void test_side_by_side(void **state) {
    (void)state;
    static const Bytes whole[] = {{(const uint8_t *)"We will mend the old sluice, not the new one, by spring.", 56}};
    static const Bytes changed[] = {{(const uint8_t *)"We will mend an old sluice [at Holm], not the new one.", 54}};
    static const Bytes parts[] = {{(const uint8_t *)"We will mend", 12},
                                  {(const uint8_t *)"the old lock, not the new one", 29}};
    ReadingText texts[] = {{whole, 1, true}, {changed, 1, true}, {parts, 2, true}};
    Arena result = arena_open(0), scratch = arena_open(0);
    ReadingTable table = readings_align(texts, 3, &result, scratch);
    assert_int_equal(table.base_row, 0);
    assert_string_equal(row_print(&table.rows[0], &result),
                        "0:We will mend | 1:the | 2:old | 3:sluice, | 5:not the new one, | 6:by spring.");
    assert_string_equal(row_print(&table.rows[1], &result), "0:We will mend | 1:an <substitution> | 2:old | 3:sluice | "
                                                            "4:[at Holm], <bracket> | 5:not the new one.");
    assert_string_equal(row_print(&table.rows[2], &result),
                        "0:We will mend | 1:the | 2:old | 3:lock, <substitution> | 5:not the new one");
    arena_close(&result);
    arena_close(&scratch);
}

static uint64_t random_state = 7;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((random_state >> 33) % limit);
}

/* Random statements, reported with random changes: reports in any order fall into the same groups. */
static void test_order_of_reports(void **state) {
    (void)state;
    enum { REPORTS = 600, STATEMENTS = 40, WORDS = 24 };
    Arena result = arena_open(0), scratch = arena_open(0);
    uint16_t *permille = arena_new_array(&result, uint16_t, 3000);
    for (int i = 0; i < 3000; i++) permille[i] = (uint16_t)(i % 700);
    uint32_t *ids = arena_new_array(&result, uint32_t, REPORTS * WORDS);
    uint32_t *words = arena_new_array(&result, uint32_t, WORDS);
    uint8_t *marks = arena_new_array(&result, uint8_t, WORDS);
    Text text = {.words = arena_new_array(&result, Word, WORDS), .word_count = WORDS};
    Report items[REPORTS], shuffled[REPORTS];
    for (uint32_t i = 0; i < WORDS; i++) words[i] = i;
    for (uint32_t i = 0; i < REPORTS; i++) {
        uint32_t statement = random_below(STATEMENTS), count = 8 + random_below(WORDS - 8);
        for (uint32_t j = 0; j < count; j++) {
            uint32_t id = (statement * 71 + j * (statement + 3)) % 2900;
            ids[i * WORDS + j] = random_below(12) == 0 ? random_below(3000) : id;
        }
        Reading reading = {&text, words, ids + i * WORDS, marks, count, false};
        items[i] = (Report){reading, i, i, random_below(4), true};
    }
    WordWeights weights = {permille, 3000};
    Reports reports = {items, REPORTS};
    Workers one = workers_open(1, &result), three = workers_open(3, &result);
    Utterances first = utterances_group(&reports, weights, &one, &result, scratch);
    for (int round = 0; round < 5; round++) {
        uint32_t place[REPORTS];
        for (uint32_t i = 0; i < REPORTS; i++) place[i] = i;
        for (uint32_t i = REPORTS - 1; i > 0; i--) {
            uint32_t other = random_below(i + 1), kept = place[i];
            place[i] = place[other];
            place[other] = kept;
        }
        for (uint32_t i = 0; i < REPORTS; i++) shuffled[place[i]] = items[i];
        Utterances again = utterances_group(&(Reports){shuffled, REPORTS}, weights, &three, &result, scratch);
        uint32_t joined = 0;
        for (uint32_t i = 0; i < REPORTS; i++) {
            assert_int_equal(again.base_of[place[i]], place[first.base_of[i]]);
            assert_int_equal(again.base_words[place[i]].begin, first.base_words[i].begin);
            joined += first.base_of[i] != i;
        }
        assert_true(joined > REPORTS / 4);
    }
    workers_close(&one);
    workers_close(&three);
    arena_close(&result);
    arena_close(&scratch);
}

/* Thousands of copies, each cut or changed in its own way: one family, and no time to speak of. */
static void test_large_family(void **state) {
    (void)state;
    enum { REPORTS = 20000, WORDS = 40 };
    Arena result = arena_open(0), scratch = arena_open(0);
    uint16_t *permille = arena_new_array(&result, uint16_t, 1000);
    for (int i = 0; i < 1000; i++) permille[i] = 300;
    uint32_t *words = arena_new_array(&result, uint32_t, WORDS);
    uint8_t *marks = arena_new_array(&result, uint8_t, WORDS);
    Text text = {.words = arena_new_array(&result, Word, WORDS), .word_count = WORDS};
    Report *items = arena_new_array(&result, Report, REPORTS);
    for (uint32_t i = 0; i < WORDS; i++) words[i] = i;
    for (uint32_t i = 0; i < REPORTS; i++) {
        uint32_t *ids = arena_new_array(&result, uint32_t, WORDS);
        uint32_t begin = random_below(WORDS - 10), count = i == 0 ? WORDS : 10 + random_below(WORDS - begin - 10);
        for (uint32_t j = 0; j < WORDS; j++) ids[j] = j;
        if (i > 0) ids[begin + 4] = 100 + random_below(900);
        Reading reading = {&text, words, ids + (i == 0 ? 0 : begin), marks, count, false};
        items[i] = (Report){reading, i, i, INDEX_NONE, true};
    }
    Reports reports = {items, REPORTS};
    Workers workers = workers_open(2, &result);
    Utterances utterances = utterances_group(&reports, (WordWeights){permille, 1000}, &workers, &result, scratch);
    for (uint32_t i = 0; i < REPORTS; i++) assert_int_equal(utterances.base_of[i], 0);
    Memberships memberships = utterances_split(&reports, &utterances, (WordWeights){permille, 1000}, &result, scratch);
    assert_int_equal(memberships.utterance_count, 1);
    assert_int_equal(memberships.count, REPORTS);
    workers_close(&workers);
    arena_close(&result);
    arena_close(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_one_word_changed),
        cmocka_unit_test(test_meaning),
        cmocka_unit_test(test_editor),
        cmocka_unit_test(test_separate_statements),
        cmocka_unit_test(test_no_chains),
        cmocka_unit_test(test_unquoted),
        cmocka_unit_test(test_spelling),
        cmocka_unit_test(test_side_by_side),
        cmocka_unit_test(test_order_of_reports),
        cmocka_unit_test(test_large_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
