/* Variants on random edits: nothing lost, nothing made up, whatever the order; and a family of ten thousand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/families/families.h"
#include "lib/families/senses.h"
#include "lib/families/variants.h"

static uint64_t random_state = 11;

static uint32_t random_below(uint32_t limit) {
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((random_state >> 33) % limit);
}

/* An invented word for a number: no two are each other's spelling or inflection. */
static void word_write(Buffer *out, uint32_t number) {
    static const char *const syllables[] = {"ka", "lo", "mi", "ru", "ve", "so", "ta", "ny"};
    buffer_append_string(out, "q");
    for (int i = 0; i < 4; i++, number /= 8) {
        buffer_append_string(out, syllables[number % 8]);
        buffer_append_string(out, syllables[(number + 3) % 8]);
    }
}

static Text words_text(const uint32_t *numbers, uint32_t count, Vocabulary *vocabulary, Arena *result, Arena scratch) {
    Buffer out = {.arena = result};
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) buffer_append_string(&out, " ");
        word_write(&out, numbers[i]);
    }
    return text_build(bytes_copy(buffer_bytes(&out), result), vocabulary, result, scratch);
}

static Reading whole_reading(const Text *text, Arena *result, Arena scratch) {
    ByteSpan all = {0, (uint32_t)text->bytes.size};
    return reading_build(text, &all, 1, result, scratch);
}

/* The textbook table: how many words, at most, two readings have in common in one order. */
static uint32_t common_words_slow(const Reading *left, const Reading *right) {
    uint32_t table[80][80] = {{0}};
    for (uint32_t i = 1; i <= left->word_count; i++)
        for (uint32_t j = 1; j <= right->word_count; j++) {
            uint32_t best = table[i - 1][j] > table[i][j - 1] ? table[i - 1][j] : table[i][j - 1];
            if (left->ids[i - 1] == right->ids[j - 1] && table[i - 1][j - 1] + 1 > best) best = table[i - 1][j - 1] + 1;
            table[i][j] = best;
        }
    return table[left->word_count][right->word_count];
}

/* Between the changes both readings have the same words, and the changes cover all the rest. */
static void assert_changes_complete(const Reading *base, const Reading *member, const Changes *changes) {
    uint32_t base_at = 0, member_at = 0, equal = 0;
    for (uint32_t i = 0; i <= changes->count; i++) {
        WordSpan base_next = {base->word_count, 0}, member_next = {member->word_count, 0};
        if (i < changes->count) {
            base_next = changes->items[i].base_words;
            member_next = changes->items[i].member_words;
        }
        assert_true(base_next.begin >= base_at && member_next.begin >= member_at);
        assert_int_equal(base_next.begin - base_at, member_next.begin - member_at);
        for (; base_at < base_next.begin; base_at++, member_at++, equal++)
            assert_int_equal(base->ids[base_at], member->ids[member_at]);
        base_at = base_next.end;
        member_at = member_next.end;
    }
    assert_int_equal(equal, changes->equal_words);
}

static void test_random_edits(void **state) {
    (void)state;
    enum { ROUNDS = 400, WORDS = 60 };
    for (uint32_t round = 0; round < ROUNDS; round++) {
        Arena result = arena_open(0), scratch = arena_open(0);
        Vocabulary vocabulary = {0};
        uint32_t base_numbers[WORDS], member_numbers[WORDS + 20], member_count = 0, edits = 0;
        uint32_t begin = random_below(3) == 0 ? random_below(20) : 0,
                 end = WORDS - (random_below(3) ? 0 : random_below(20));
        for (uint32_t i = 0; i < WORDS; i++) base_numbers[i] = i;
        for (uint32_t i = begin; i < end; i++) {
            /* Edits stand apart, so that only one set of changes explains them. */
            uint32_t edit = i > begin + 6 && i + 6 < end && i % 7 == 0 ? random_below(4) : 0;
            if (edit != 3) member_numbers[member_count++] = edit == 1 ? 1000 + i : i;
            if (edit == 2) member_numbers[member_count++] = 2000 + i;
            edits += edit != 0;
        }
        Text base_text = words_text(base_numbers, WORDS, &vocabulary, &result, scratch);
        Text member_text = words_text(member_numbers, member_count, &vocabulary, &result, scratch);
        Reading base = whole_reading(&base_text, &result, scratch);
        Reading member = whole_reading(&member_text, &result, scratch);
        BaseReading prepared = base_reading_build(&base, &result);
        Changes changes = changes_find(&prepared, &member, &vocabulary, &result, scratch);
        assert_int_equal(changes.count, edits + (begin > 0) + (end < WORDS));
        assert_int_equal(changes.equal_words, common_words_slow(&base, &member));
        assert_changes_complete(&base, &member, &changes);
        arena_close(&result);
        arena_close(&scratch);
    }
}

/* Any two readings, however unlike: the changes still explain everything once. */
static void test_random_readings(void **state) {
    (void)state;
    enum { ROUNDS = 600, WORDS = 40 };
    for (uint32_t round = 0; round < ROUNDS; round++) {
        Arena result = arena_open(0), scratch = arena_open(0);
        Vocabulary vocabulary = {0};
        uint32_t numbers[2][WORDS], counts[2], letters = 2 + random_below(30);
        for (int side = 0; side < 2; side++) {
            counts[side] = 1 + random_below(WORDS);
            for (uint32_t i = 0; i < counts[side]; i++) numbers[side][i] = random_below(letters);
        }
        Text texts[2];
        Reading readings[2];
        for (int side = 0; side < 2; side++) {
            texts[side] = words_text(numbers[side], counts[side], &vocabulary, &result, scratch);
            readings[side] = whole_reading(&texts[side], &result, scratch);
        }
        BaseReading prepared = base_reading_build(&readings[0], &result);
        Changes changes = changes_find(&prepared, &readings[1], &vocabulary, &result, scratch);
        if (changes.equal_words > 0)
            for (uint32_t i = 1; i < changes.count; i++) {
                assert_true(changes.items[i].base_words.begin >= changes.items[i - 1].base_words.end);
                assert_true(changes.items[i].member_words.begin >= changes.items[i - 1].member_words.end);
            }
        assert_true(changes.equal_words <= common_words_slow(&readings[0], &readings[1]));
        arena_close(&result);
        arena_close(&scratch);
    }
}

static Change only_change(const char *base_text, const char *member_text, Arena *result, Arena scratch) {
    Vocabulary vocabulary = {0};
    Text texts[2] = {text_build(bytes_from_string(base_text), &vocabulary, result, scratch),
                     text_build(bytes_from_string(member_text), &vocabulary, result, scratch)};
    Reading base = whole_reading(&texts[0], result, scratch), member = whole_reading(&texts[1], result, scratch);
    BaseReading prepared = base_reading_build(&base, result);
    Changes changes = changes_find(&prepared, &member, &vocabulary, result, scratch);
    if (changes.count != 1) fail_msg("%u changes: %s / %s", changes.count, base_text, member_text);
    return changes.items[0];
}

static const struct {
    const char *base;
    const char *member;
    VariantChange change;
    VariantWeight weight;
    VariantDetail detail;
} weights[] = {
    {"The dredger needs 12 sailors on board.", "The dredger needs twelve sailors on board.", VARIANT_SPELLING,
     VARIANT_WORDING, DETAIL_NONE},
    {"The dredger needs 12 sailors on board.", "The dredger needs 21 sailors on board.", VARIANT_SUBSTITUTION,
     VARIANT_MEANING, DETAIL_NUMBER},
    {"The dredger will not leave before dawn.", "The dredger won't leave before dawn.", VARIANT_SUBSTITUTION,
     VARIANT_WORDING, DETAIL_NONE},
    {"The dredger will not leave before dawn.", "The dredger will leave before dawn.", VARIANT_DELETION,
     VARIANT_MEANING, DETAIL_NEGATION},
    {"The dredger may leave before dawn.", "The dredger will leave before dawn.", VARIANT_SUBSTITUTION, VARIANT_MEANING,
     DETAIL_HEDGE},
    {"The dredger allegedly leaks at the bow.", "The dredger leaks at the bow.", VARIANT_DELETION, VARIANT_MEANING,
     DETAIL_HEDGE},
    {"The dredger must leave before dawn.", "The dredger should leave before dawn.", VARIANT_SUBSTITUTION,
     VARIANT_MEANING, DETAIL_MODAL},
    {"The old dredger leaks at the bow.", "The old dredger leaked at the bow.", VARIANT_SUBSTITUTION, VARIANT_WORDING,
     DETAIL_INFLECTION},
    {"It was a lawful and orderly landing there.", "It was an unlawful and orderly landing there.",
     VARIANT_SUBSTITUTION, VARIANT_MEANING, DETAIL_NEGATION},
    {"It was not a lawful and orderly landing there.", "It was an unlawful and orderly landing there.",
     VARIANT_SUBSTITUTION, VARIANT_WORDING, DETAIL_NONE},
    {"We saw the dredger off Skarholm on that day.", "We saw the dredger off Brandvik on that day.",
     VARIANT_SUBSTITUTION, VARIANT_MEANING, DETAIL_NAME},
    {"We met Ada Brunnick at the pier.", "We met Brunnick at the pier.", VARIANT_DELETION, VARIANT_WORDING,
     DETAIL_NAME},
    {"The dredger will sail on Monday unless the pump fails.", "The dredger will sail on Monday", VARIANT_TRUNCATION,
     VARIANT_MEANING, DETAIL_CONDITION},
    {"The dredger will sail on Monday. We do not know when it returns.", "The dredger will sail on Monday",
     VARIANT_TRUNCATION, VARIANT_WORDING, DETAIL_END},
    {"The dredger sails. Nobody has paid the crew for a month. The pilot is on board.",
     "The dredger sails. The pilot is on board.", VARIANT_SPLICE, VARIANT_MEANING, DETAIL_NEGATION},
    {"The dredger sails. Nobody has paid the crew for a month. The pilot is on board.",
     "The dredger sails. … The pilot is on board.", VARIANT_TRUNCATION, VARIANT_WORDING, DETAIL_ELLIPSIS},
    {"The dredger will not under any law sail on Monday morning.", "The dredger will … sail on Monday morning.",
     VARIANT_TRUNCATION, VARIANT_MEANING, DETAIL_NEGATION},
    {"The dredger will sail on Monday.", "We were not asked. The dredger will sail on Monday.", VARIANT_INSERTION,
     VARIANT_WORDING, DETAIL_NONE},
    {"The dredger will sail on Monday.", "Nobody believes that the dredger will sail on Monday.", VARIANT_INSERTION,
     VARIANT_MEANING, DETAIL_NEGATION},
    /* the same, written otherwise */
    {"I said he would see the lock today.", "I said he'd see the lock today.", VARIANT_SUBSTITUTION, VARIANT_WORDING,
     DETAIL_NONE},
    {"They don't open the lock at night.", "They dont open the lock at night.", VARIANT_SPELLING, VARIANT_WORDING,
     DETAIL_NONE},
    {"The crew will repair the lock today.", "The crew is going to repair the lock today.", VARIANT_SUBSTITUTION,
     VARIANT_WORDING, DETAIL_NONE},
    {"Nobody knows whether the lock holds.", "Nobody knows if the lock holds.", VARIANT_SUBSTITUTION, VARIANT_WORDING,
     DETAIL_NONE},
    {"The lock closes on May 12th for repairs.", "The lock closes on May 12 for repairs.", VARIANT_SPELLING,
     VARIANT_WORDING, DETAIL_NONE},
    {"It takes much money to dig here.", "It takes many things money to dig here.", VARIANT_SUBSTITUTION,
     VARIANT_WORDING, DETAIL_NONE},
    /* one name */
    {"We sold it to Skarholm Harbour Works last year.", "We sold it to SHW last year.", VARIANT_SUBSTITUTION,
     VARIANT_WORDING, DETAIL_NAME},
    {"The pumps in Michigan failed twice.", "The pumps in Mich. failed twice.", VARIANT_SUBSTITUTION, VARIANT_WORDING,
     DETAIL_NAME},
    {"The rebels of al-Tavid left the pier.", "The rebels of Tavid left the pier.", VARIANT_SUBSTITUTION,
     VARIANT_WORDING, DETAIL_NAME},
    {"The council owes Ada Brunnick a reply.", "The council owes her a reply.", VARIANT_SUBSTITUTION, VARIANT_WORDING,
     DETAIL_NAME},
    {"The council owes Ada Brunnick a reply.", "The council owes Tom Weyland a reply.", VARIANT_SUBSTITUTION,
     VARIANT_MEANING, DETAIL_NAME},
    {"The American sailors left the old pier.", "The U.S. sailors left the old pier.", VARIANT_SUBSTITUTION,
     VARIANT_WORDING, DETAIL_NAME},
    {"Two of the Republicans left the pier.", "Two of the GOP left the pier.", VARIANT_SUBSTITUTION, VARIANT_WORDING,
     DETAIL_NAME},
    {"The American sailors left the old pier.", "The Canadian sailors left the old pier.", VARIANT_SUBSTITUTION,
     VARIANT_MEANING, DETAIL_NAME},
    {"Two of the Republicans left the pier.", "Two of the Democrats left the pier.", VARIANT_SUBSTITUTION,
     VARIANT_MEANING, DETAIL_NAME},
    {"We cut CO2 by half in the harbour.", "We cut soot by half in the harbour.", VARIANT_SUBSTITUTION, VARIANT_MEANING,
     DETAIL_NAME},
    /* parentheses are an editor's, where there are no brackets */
    {"I will meet her at the lock.", "I will meet (Brunnick) at the lock.", VARIANT_BRACKET, VARIANT_WORDING,
     DETAIL_NONE},
    /* a long stretch gone: what it said was not changed, but what it ruled out was */
    {"We all know the old lock at Skarholm that three Weyland crews built within one summer of 1931 still holds "
     "water back today.",
     "We all know the old lock at Skarholm still holds water back today.", VARIANT_DELETION, VARIANT_WORDING,
     DETAIL_NONE},
    {"We all know the old lock at Skarholm that breaks if nobody looks after it for one night still holds water "
     "back today.",
     "We all know the old lock at Skarholm still holds water back today.", VARIANT_DELETION, VARIANT_MEANING,
     DETAIL_NEGATION},
};

static void test_weights(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        Arena result = arena_open(0), scratch = arena_open(0);
        Change change = only_change(weights[i].base, weights[i].member, &result, scratch);
        if (change.change != weights[i].change || change.weight != weights[i].weight ||
            change.detail != weights[i].detail)
            fail_msg("%s / %s: %s, %s, %s", weights[i].base, weights[i].member, variant_change_name(change.change),
                     variant_weight_name(change.weight), variant_detail_name(change.detail));
        arena_close(&result);
        arena_close(&scratch);
    }
}

static void test_no_difference(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"Right-wing sailors paid 5% more", "right wing sailors paid 5 percent more"},
        {"“Leave the harbour”, he said", "\"LEAVE THE HARBOUR,\" he said"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        Arena result = arena_open(0), scratch = arena_open(0);
        Vocabulary vocabulary = {0};
        Text texts[2] = {text_build(bytes_from_string(pairs[i][0]), &vocabulary, &result, scratch),
                         text_build(bytes_from_string(pairs[i][1]), &vocabulary, &result, scratch)};
        Reading base = whole_reading(&texts[0], &result, scratch), member = whole_reading(&texts[1], &result, scratch);
        BaseReading prepared = base_reading_build(&base, &result);
        assert_int_equal(changes_find(&prepared, &member, &vocabulary, &result, scratch).count, 0);
        arena_close(&result);
        arena_close(&scratch);
    }
}

static void test_senses(void **state) {
    (void)state;
    assert_true(word_key(BYTES("twenty-five")) == word_key(BYTES("25")));
    assert_true(word_key(BYTES("1,200")) == word_key(BYTES("1200")));
    assert_true(word_key(BYTES("twenty-five")) != word_key(BYTES("26")));
    assert_true(word_sense(BYTES("won't")) == (SENSE_NEGATION | SENSE_MODAL));
    assert_int_equal(word_sense(BYTES("")), SENSE_NONE);
    assert_int_equal(word_sense(BYTES("-")), SENSE_NONE);
    assert_true(words_inflected(BYTES("stop"), BYTES("stopped")));
    assert_true(words_inflected(BYTES("cities"), BYTES("city")));
    assert_false(words_inflected(BYTES("terrorism"), BYTES("terrorist")));
    assert_true(words_opposed(BYTES("legal"), BYTES("illegal")));
    assert_false(words_opposed(BYTES("form"), BYTES("reform")));
}

/* A collection of one statement in many wordings, one an article. */
typedef struct Crowd {
    Arena result;
    Article *articles;
    Quotation *quotations;
    Corpus corpus;
} Crowd;

static Crowd crowd_build(uint32_t count, uint32_t turn) {
    enum { WORDS = 40 };
    Crowd crowd = {.result = arena_open(0)};
    crowd.articles = arena_new_array(&crowd.result, Article, count);
    crowd.quotations = arena_new_array(&crowd.result, Quotation, count);
    ByteSpan *spans = arena_new_array(&crowd.result, ByteSpan, count);
    for (uint32_t article = 0; article < count; article++) {
        uint32_t which = (article + turn) % count; /* the same wordings, handed to other articles */
        Buffer out = {.arena = &crowd.result};
        buffer_append_string(&out, "Brunnick said: “");
        spans[article].begin = (uint32_t)out.size;
        for (uint32_t i = 0; i < WORDS; i++) {
            if (i > 0) buffer_append_string(&out, " ");
            word_write(&out, i == which % 37 && which % 3 ? 200 + which % 500 : i);
        }
        spans[article].end = (uint32_t)out.size;
        buffer_append_string(&out, "”");
        crowd.articles[article].text = bytes_copy(buffer_bytes(&out), &crowd.result);
        crowd.quotations[article] = (Quotation){.article = article,
                                                .kind = QUOTATION_DIRECT,
                                                .content = &spans[article],
                                                .content_count = 1,
                                                .quoted = &spans[article],
                                                .quoted_count = 1,
                                                .speaker = INDEX_NONE};
    }
    crowd.corpus = corpus_build(crowd.articles, count, 1, &crowd.result);
    return crowd;
}

/* Sum over the variants, independent of their order and of the members' numbers. */
static uint64_t variants_sum(const Family *family) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < family->variant_count; i++) {
        const Variant *variant = &family->variants[i];
        sum += (bytes_hash(variant->from) * 31 + bytes_hash(variant->to) * 7 + variant->change) * variant->member_count;
    }
    return sum;
}

static void test_ten_thousand(void **state) {
    (void)state;
    enum { MEMBERS = 10000 };
    uint64_t first = 0;
    for (uint32_t turn = 0; turn < 3; turn++) {
        Crowd crowd = crowd_build(MEMBERS, turn * 3333);
        Arena scratch = arena_open(0);
        Quotations quotations = {.items = crowd.quotations, .count = MEMBERS, .quoted = NULL};
        Speakers speakers = {0};
        Families families = families_build(
            &(FamiliesInput){.corpus = &crowd.corpus, .quotations = &quotations, .speakers = &speakers, .threads = 2},
            &crowd.result, scratch);
        assert_int_equal(families.count, 1);
        assert_int_equal(families.items[0].member_count, MEMBERS);
        assert_true(families.items[0].variant_count > 500);
        /* The first article's wording is the base: unchanged in each turn. */
        uint64_t sum = variants_sum(&families.items[0]);
        if (turn == 0) first = sum;
        assert_int_equal(families.items[0].base_member, 0);
        assert_true(sum == first);
        arena_close(&scratch);
        arena_close(&crowd.result);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_edits), cmocka_unit_test(test_random_readings),
        cmocka_unit_test(test_weights),      cmocka_unit_test(test_no_difference),
        cmocka_unit_test(test_senses),       cmocka_unit_test(test_ten_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
