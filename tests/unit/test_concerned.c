/* Which old articles new ones concern: copies, quotations of one utterance, and what only looks like that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/addition/concerned.h"

enum { ARTICLES_MAX = 64, QUOTATIONS_MAX = 512, NONE = 0, ARTICLE = 1, QUOTED = 2 };

/* Articles written down as strings; what stands between { and } is said, between [ and ] in the writer's words. */
typedef struct Fixture {
    Arena result;
    Arena scratch;
    Article articles[ARTICLES_MAX];
    bool is_new[ARTICLES_MAX];
    Corpus corpus;
    Quotation items[QUOTATIONS_MAX];
    ByteSpan contents[QUOTATIONS_MAX];
    Quotations quotations;
    Concerned concerned;
} Fixture;

static void quotations_read(Fixture *fixture, uint32_t article) {
    const Bytes text = fixture->corpus.texts[article].bytes;
    for (uint32_t at = 0; at < text.size; at++) {
        if (text.data[at] != '{' && text.data[at] != '[') continue;
        const bool indirect = text.data[at] == '[';
        const uint32_t index = fixture->quotations.count++;
        assert_true(index < QUOTATIONS_MAX);
        fixture->contents[index].begin = at + 1;
        while (text.data[at] != (indirect ? ']' : '}')) at++;
        fixture->contents[index].end = at;
        fixture->items[index] = (Quotation){.article = article,
                                            .kind = indirect ? QUOTATION_INDIRECT : QUOTATION_DIRECT,
                                            .content = &fixture->contents[index],
                                            .content_count = 1};
    }
}

static void fixture_look(Fixture *fixture) {
    PassageOptions options = passage_options_default();
    options.match.asked = fixture->is_new;
    const Passages passages = passages_copied(&fixture->corpus, &options, &fixture->result, fixture->scratch);
    const ConcernedInput input = {&fixture->corpus, &fixture->quotations, &passages, fixture->is_new, 2};
    fixture->concerned = concerned_find(&input, &fixture->result, fixture->scratch);
}

/* An article that begins with ">" is new. */
static Fixture *fixture_build(const char *const *texts, uint32_t count) {
    assert_true(count <= ARTICLES_MAX);
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->result = arena_open(0);
    fixture->scratch = arena_open(0);
    for (uint32_t i = 0; i < count; i++) {
        fixture->articles[i].text = bytes_from_string(texts[i]);
        fixture->is_new[i] = texts[i][0] == '>';
    }
    fixture->corpus = corpus_build(fixture->articles, count, 1, &fixture->result);
    fixture->quotations.items = fixture->items;
    for (uint32_t i = 0; i < count; i++) quotations_read(fixture, i);
    fixture_look(fixture);
    return fixture;
}

static void fixture_free(Fixture *fixture) {
    arena_close(&fixture->result);
    arena_close(&fixture->scratch);
    free(fixture);
}

/* Of an old text and a new one: whether the old article is concerned, and whether a quotation of it. */
static int concern(const char *old, const char *new) {
    Fixture *fixture = fixture_build((const char *const[]){old, new}, 2);
    assert_true(fixture->concerned.articles[1]);
    int found = fixture->concerned.articles[0] ? ARTICLE : NONE;
    for (uint32_t i = 0; i < fixture->quotations.count; i++) {
        if (!fixture->concerned.quotations[i]) continue;
        assert_int_equal(fixture->items[i].article, 0);
        assert_int_equal(found & ARTICLE, ARTICLE);
        found |= QUOTED;
    }
    fixture_free(fixture);
    return found;
}

static void nothing_concerns_nobody(void **state) {
    (void)state;
    fixture_free(fixture_build(NULL, 0));
    assert_int_equal(concern("", ">"), NONE);
    assert_int_equal(concern("{}", "> {}"), NONE);
    assert_int_equal(concern("{Two words}", "> {Two words}"), NONE);
    assert_int_equal(concern("Nothing in it is said.", ">"), NONE);
    assert_int_equal(concern("", "> The regatta off Skarholm was called off {because the buoys had drifted}."), NONE);

    static const char *const old[] = {"A {mussel farm off Skarholm lost its anchor ropes overnight} it said.",
                                      "A {mussel farm off Skarholm lost its anchor ropes overnight} it said."};
    Fixture *fixture = fixture_build(old, 2);
    assert_false(fixture->concerned.articles[0] || fixture->concerned.articles[1]);
    assert_false(fixture->concerned.quotations[0] || fixture->concerned.quotations[1]);
    fixture_free(fixture);
}

static void who_was_copied_is_concerned(void **state) {
    (void)state;
    static const char copied[] = "Divers raised a corroded turbine casing beneath Vellmark aqueduct yesterday evening";
    char old[400], new[400];
    snprintf(old, sizeof old, "Engineers gave no reason. %s. Traffic was halted.", copied);
    snprintf(new, sizeof new, "> Our correspondent adds this. %s. Nobody else came.", copied);
    assert_int_equal(concern(old, new), ARTICLE);
    snprintf(old, sizeof old, "Engineers gave no reason. Divers raised a corroded boiler. Traffic was halted.");
    assert_int_equal(concern(old, new), NONE);
}

/* Copies of one old article by another are known already. */
static void old_articles_do_not_concern_each_other(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Divers raised a corroded turbine casing beneath Vellmark aqueduct yesterday evening, and left.",
        "Then divers raised a corroded turbine casing beneath Vellmark aqueduct yesterday evening, it said.",
        "> The choir of Ostrava rehearsed twice {before breakfast without any conductor}."};
    Fixture *fixture = fixture_build(texts, 3);
    assert_false(fixture->concerned.articles[0] || fixture->concerned.articles[1]);
    assert_true(fixture->concerned.articles[2]);
    assert_false(fixture->concerned.quotations[0]);
    fixture_free(fixture);
}

/* What all articles of an outlet have concerns a few of them, and makes no story; what else they share does. */
static void house_text_makes_no_mates(void **state) {
    (void)state;
    enum { OLD = 9 };
    static const char house[] = "Subscribe to our Skarholm harbour bulletin and win a polished brass barometer monthly";
    static const char copied[] = "Divers raised a corroded turbine casing beneath Vellmark aqueduct yesterday evening";
    static char texts[OLD + 1][300];
    const char *pointers[OLD + 1];
    for (uint32_t i = 0; i <= OLD; i++) {
        snprintf(texts[i], sizeof texts[i], "%s n%ua n%ub %s. n%uc %s", i == OLD ? ">" : "", i, i, house, i,
                 i == 2 || i == OLD ? copied : "");
        pointers[i] = texts[i];
    }
    Fixture *fixture = fixture_build(pointers, OLD + 1);
    for (uint32_t i = 0; i <= OLD; i++) fixture->articles[i].outlet = bytes_from_string("Harbour Post");
    fixture_look(fixture);
    uint32_t concerned = 0;
    for (uint32_t i = 0; i < OLD; i++) {
        concerned += fixture->concerned.articles[i];
        assert_int_equal(fixture->concerned.mates[i], i == 2);
    }
    assert_true(fixture->concerned.articles[2]);
    assert_true(concerned >= 4 && concerned <= 5);

    /* Of another outlet's article the same words are a copy. */
    fixture->articles[5].outlet = bytes_from_string("The Quay Courier");
    fixture_look(fixture);
    for (uint32_t i = 0; i < OLD; i++) assert_int_equal(fixture->concerned.mates[i], i == 2 || i == 5);
    fixture_free(fixture);
}

static void two_statements_make_mates(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{mothballed both dredgers because winches seized}",
        "{mothballed both dredgers because winches seized} n {Nobody audited the lighthouse fund}",
        "{Nobody audited the lighthouse fund} m {Pigeons nest wherever they please}",
        "> o {mothballed both dredgers because winches seized} p q r {Nobody audited the lighthouse fund}"};
    Fixture *fixture = fixture_build(texts, 4);
    assert_true(fixture->concerned.articles[0] && fixture->concerned.articles[1] && fixture->concerned.articles[2]);
    assert_false(fixture->concerned.mates[0] || fixture->concerned.mates[2] || fixture->concerned.mates[3]);
    assert_true(fixture->concerned.mates[1]);
    fixture_free(fixture);
}

/* --- Quotations --------------------------------------------------------------------------------------------------- */

static void most_of_the_words_of_a_new_quotation_concern(void **state) {
    (void)state;
    static const char new[] = "> {We mothballed both dredgers because their hydraulic winches had seized}";
    assert_int_equal(
        concern("She said: {We mothballed both dredgers because their hydraulic winches had seized}", new) & QUOTED,
        QUOTED);
    /* Part of it; other words around it; one word changed. */
    assert_int_equal(concern("{mothballed both dredgers because their hydraulic}", new) & QUOTED, QUOTED);
    assert_int_equal(
        concern("{Yes, we mothballed both dredgers because their rusty winches had seized, I think}", new) & QUOTED,
        QUOTED);
    /* Other words; its words in another order. */
    assert_int_equal(concern("{We bought both ferries because our old barges leaked}", new), NONE);
    assert_int_equal(concern("{Seized winches, their both hydraulic dredgers had mothballed because we}", new), NONE);
}

static void plain_words_concern_nobody(void **state) {
    (void)state;
    assert_int_equal(concern("{That is one of the things that we will have to do}",
                             "> {This is one of the things that we will have to do}"),
                     NONE);
    assert_int_equal(concern("{It was the end of the day and I had to go to the court}",
                             "> {It was the end of the day and he had to be at the house}"),
                     NONE);
}

static void a_name_concerns_nobody(void **state) {
    (void)state;
    assert_int_equal(
        concern("{Nothing that Professor Aurelio Brandtzaeg proposed last spring survived the budget talks}",
                "> {I heard Professor Aurelio Brandtzaeg sing in a choir when we were at school together}"),
        NONE);
}

/* Few words are enough where they are all that is said. */
static void short_quotations_must_be_equal(void **state) {
    (void)state;
    assert_int_equal(concern("{Absolutely preposterous smear}", "> {Absolutely preposterous smear}"), ARTICLE | QUOTED);
    assert_int_equal(concern("{Absolutely preposterous smear}", "> {An absolutely preposterous smear}"), NONE);
    assert_int_equal(concern("{An absolutely preposterous smear}", "> {Absolutely preposterous smear}"), NONE);
}

/* The words are a small part of both. */
static void little_of_two_long_quotations_concerns_nobody(void **state) {
    (void)state;
    static const char old[] =
        "{Our allotment society buried asbestos tiles behind the pavilion in autumn and nobody told the auditors, "
        "though "
        "every single treasurer since then must have walked past that heap on his way to the annual barbecue}";
    static const char new[] =
        "> {Inspectors found that somebody buried asbestos tiles behind the cinema, next to a kindergarten, so parents "
        "asked for soil samples, blood tests, fences, lawyers and finally an apology from three former mayors}";
    assert_int_equal(concern(old, new), NONE);
    assert_int_equal(concern("{somebody buried asbestos tiles behind the barn}", new), ARTICLE | QUOTED);
}

static void indirect_ones_must_have_most_of_it(void **state) {
    (void)state;
    /* Five words are too few, though they are most of it; many are too few where more is told. */
    assert_int_equal(concern("[Glaziers replaced fourteen cracked skylights]",
                             "> {Glaziers replaced fourteen cracked skylights before Whitsun}"),
                     NONE);
    assert_int_equal(concern("{Glaziers replaced fourteen cracked skylights}",
                             "> {Glaziers replaced fourteen cracked skylights before Whitsun}"),
                     ARTICLE | QUOTED);
    static const char longer[] = "glaziers replaced fourteen cracked skylights beside Whitby market, where pigeons had "
                                 "nested under a gable that nobody ever swept";
    char old[300], new[300];
    snprintf(new, sizeof new, "> {Glaziers replaced fourteen cracked skylights beside Whitby station}");
    snprintf(old, sizeof old, "{%s}", longer);
    assert_int_equal(concern(old, new) & QUOTED, QUOTED);
    snprintf(old, sizeof old, "[%s]", longer);
    assert_int_equal(concern(old, new) & QUOTED, NONE);
    assert_int_equal(concern("[glaziers replaced fourteen cracked skylights beside Whitby]", new) & QUOTED, QUOTED);

    /* The same the other way round. */
    snprintf(old, sizeof old, "{Glaziers replaced fourteen cracked skylights beside Whitby station}");
    snprintf(new, sizeof new, "> {%s}", longer);
    assert_int_equal(concern(old, new) & QUOTED, QUOTED);
    snprintf(new, sizeof new, "> [%s]", longer);
    assert_int_equal(concern(old, new) & QUOTED, NONE);
    assert_int_equal(concern(old, "> [glaziers replaced fourteen cracked skylights beside Whitby]") & QUOTED, QUOTED);
}

static void words_run_as_plain_text_concern(void **state) {
    (void)state;
    static const char old[] = "{Nobody audited the lighthouse fund while ministers quarrelled over fishing quotas}";
    assert_int_equal(
        concern(old, "> It says nobody audited the lighthouse fund while ministers quarrelled over fishing quotas.") &
            QUOTED,
        QUOTED);
    /* Scattered over the article they say nothing. */
    assert_int_equal(concern(old,
                             "> Nobody audited the lighthouse. It rained. Ministers quarrelled over something. Then "
                             "the lighthouse fund closed. Anglers asked: what of fishing quotas?"),
                     NONE);
    assert_int_equal(concern(old, "> It says nobody audited the lighthouse at all."), NONE);
    assert_int_equal(concern(old, "> It says nobody audited the lighthouse fund at all."), NONE);
    /* Where they stand, or some of them, more than once, each stretch counts by itself. */
    assert_int_equal(
        concern(old,
                "> Nobody audited the lighthouse fund while ministers quarrelled over fishing quotas. Now we know: "
                "nobody audited the lighthouse fund while ministers quarrelled over fishing quotas.") &
            QUOTED,
        QUOTED);
    assert_int_equal(
        concern("{Nobody audited the lighthouse fund while ministers quarrelled}",
                "> The lighthouse fund while it lasted was rich. It says nobody audited the lighthouse "
                "fund while ministers quarrelled. There the lighthouse fund while it shrank had friends.") &
            QUOTED,
        QUOTED);
}

/* --- What stands everywhere --------------------------------------------------------------------------------------- */

static void of_many_that_say_the_same_some_concern(void **state) {
    (void)state;
    static char texts[41][200];
    const char *pointers[41];
    for (uint32_t i = 0; i < 41; i++) {
        snprintf(texts[i], sizeof texts[i],
                 "%s n%ua n%ub {We mothballed both dredgers because their winches seized} n%uc", i == 40 ? ">" : "", i,
                 i, i);
        pointers[i] = texts[i];
    }
    Fixture *fixture = fixture_build(pointers, 41);
    uint32_t marked = 0;
    for (uint32_t i = 0; i < fixture->quotations.count; i++) marked += fixture->concerned.quotations[i];
    assert_true(marked > 1 && marked < 40);
    assert_true(fixture->concerned.quotations[1]);
    assert_true(fixture->concerned.quotations[0]);
    assert_false(fixture->concerned.quotations[39]);
    fixture_free(fixture);
}

static void one_word_a_thousand_times_is_nothing(void **state) {
    (void)state;
    enum { WORDS = 5000 };
    char *old = malloc(WORDS * 6 + 10), *new = malloc(WORDS * 6 + 10);
    size_t used = 1;
    old[0] = '{';
    for (uint32_t i = 0; i < WORDS; i++, used += 6) memcpy(old + used, "zzyva ", 6);
    memcpy(old + used, "}", 2);
    snprintf(new, WORDS * 6 + 10, ">%s", old);
    static const char rest[] = "> {Nothing of that}";
    (void)concern(old, new); /* whatever it is, it comes to an end */
    assert_int_equal(concern(old, rest), NONE);
    free(old);
    free(new);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_concerns_nobody),
        cmocka_unit_test(who_was_copied_is_concerned),
        cmocka_unit_test(old_articles_do_not_concern_each_other),
        cmocka_unit_test(house_text_makes_no_mates),
        cmocka_unit_test(two_statements_make_mates),
        cmocka_unit_test(most_of_the_words_of_a_new_quotation_concern),
        cmocka_unit_test(plain_words_concern_nobody),
        cmocka_unit_test(a_name_concerns_nobody),
        cmocka_unit_test(short_quotations_must_be_equal),
        cmocka_unit_test(little_of_two_long_quotations_concerns_nobody),
        cmocka_unit_test(indirect_ones_must_have_most_of_it),
        cmocka_unit_test(words_run_as_plain_text_concern),
        cmocka_unit_test(of_many_that_say_the_same_some_concern),
        cmocka_unit_test(one_word_a_thousand_times_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
