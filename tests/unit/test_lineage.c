/* Stories and derivations of small invented collections, through the real text and reuse stages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/lineage/lineage.h"
#include "lib/read/agency.h"
#include "lib/read/date.h"
#include "lib/read/urls.h"

enum { ARTICLES_MAX = 80 };

/* What a test writes down; quotations stand in “ ”. */
typedef struct Written {
    const char *path;
    const char *outlet;
    const char *published;
    const char *text;
    const char *byline;
    const char *url;
} Written;

typedef struct Fixture {
    Arena result;
    Arena scratch;
    Article articles[ARTICLES_MAX];
    Corpus corpus;
    Passages passages;
    Lineage lineage;
} Fixture;

#define LEAD                                                                                                           \
    "Engineers lowered the reservoir behind the Varnholt dam by three metres on Monday after a crack was found in "    \
    "its "                                                                                                             \
    "eastern wall, and about nine hundred residents of the valley were told to sleep elsewhere until Thursday.\n\n"
#define WALL                                                                                                           \
    "The wall, poured in 1961 by the Ostrava and Sons company, had been inspected only twice since the regional "      \
    "water "                                                                                                           \
    "board was dissolved, according to a ledger kept in the basement of the municipal library.\n\n"
#define TURBINES                                                                                                       \
    "Two of the five turbines were stopped, a spillway that had rusted shut was cut open with torches, and lorries "   \
    "carried gravel from the quarry at Lindau along a road normally closed to heavy traffic.\n\n"
#define SCHOOL                                                                                                         \
    "In the gymnasium of the Varnholt school volunteers laid out four hundred mattresses borrowed from a youth "       \
    "hostel, "                                                                                                         \
    "and a bakery sent baskets of poppy rolls that were gone within minutes.\n\n"
#define CLAIM                                                                                                             \
    "“We found a gap that a child could put her hand into, and we will not wait for it to grow before we act,” said " \
    "Mayor Ilse Tarnow.\n\n"
#define VOW                                                                                                            \
    "“Nobody in this valley will pay a single crown for repairs that somebody else forgot to make,” she added.\n\n"
#define OTHER_ONE                                                                                                      \
    "Fishermen downstream complained that the sudden flood had carried off their moorings and three wooden boats.\n\n"
#define OTHER_TWO                                                                                                      \
    "Insurance brokers in the capital expect few claims, because most cellars there were never covered at all.\n\n"

static void quoted_spans_read(const Text *text, QuotedSpans *spans, Arena *result) {
    spans->items = arena_new_array(result, QuotedSpan, text->bytes.size / 6 + 1);
    size_t at = 0;
    for (;;) {
        Bytes rest = {text->bytes.data + at, text->bytes.size - at};
        size_t begin = bytes_find(rest, BYTES("“"));
        if (begin == SIZE_MAX) return;
        size_t size = bytes_find((Bytes){rest.data + begin, rest.size - begin}, BYTES("”"));
        if (size == SIZE_MAX) return;
        ByteSpan inner = {(uint32_t)(at + begin + 3), (uint32_t)(at + begin + size)};
        spans->items[spans->count++] = (QuotedSpan){.outer = {inner.begin - 3, inner.end + 3},
                                                    .inner = inner,
                                                    .words = text_words_of(text, inner),
                                                    .parent = INDEX_NONE,
                                                    .continues = INDEX_NONE};
        at = inner.end + 3;
    }
}

static void trace(Fixture *fixture, const Written *written, uint32_t count) {
    assert_true(count <= ARTICLES_MAX);
    fixture->result = arena_open(0);
    fixture->scratch = arena_open(0);
    for (uint32_t i = 0; i < count; i++) {
        Article *article = &fixture->articles[i];
        *article = (Article){.path = bytes_from_string(written[i].path),
                             .outlet = bytes_from_string(written[i].outlet),
                             .byline = bytes_from_string(written[i].byline),
                             .url = bytes_from_string(written[i].url),
                             .text = bytes_from_string(written[i].text)};
        if (written[i].published) {
            assert_true(date_parse(bytes_from_string(written[i].published), &article->published,
                                   &article->published_interval, &fixture->result));
        }
        Urls urls = {0};
        urls_find(&urls, article->text, &fixture->result);
        urls_finish(&urls, article);
        agency_find(article);
        article_id_build(article);
    }
    qsort(fixture->articles, count, sizeof *fixture->articles, article_compare);
    fixture->corpus = corpus_build(fixture->articles, count, 1, &fixture->result);
    PassageOptions options = passage_options_default();
    fixture->passages = passages_find(&fixture->corpus, &options, &fixture->result, fixture->scratch);
    QuotedSpans *quoted = arena_new_array(&fixture->result, QuotedSpans, count + 1);
    for (uint32_t i = 0; i < count; i++) quoted_spans_read(&fixture->corpus.texts[i], &quoted[i], &fixture->result);
    Quotations quotations = {.quoted = quoted};
    Speakers speakers = {0};
    Families families = {0};
    LineageInput input = {&fixture->corpus, &fixture->passages, &quotations, &speakers, &families, 0};
    fixture->lineage = lineage_build(&input, &fixture->result, fixture->scratch);
}

static void release(Fixture *fixture) {
    arena_close(&fixture->scratch);
    arena_close(&fixture->result);
}

static const Derivation *derivation(const Fixture *fixture, const char *from, const char *to) {
    for (uint32_t i = 0; i < fixture->lineage.derivations.count; i++) {
        const Derivation *item = &fixture->lineage.derivations.items[i];
        if (bytes_equal(fixture->articles[item->from_article].path, bytes_from_string(from)) &&
            bytes_equal(fixture->articles[item->to_article].path, bytes_from_string(to)))
            return item;
    }
    return NULL;
}

static const Evidence *evidence(const Derivation *item, EvidenceKind kind) {
    for (uint32_t i = 0; item && i < item->evidence_count; i++) {
        if (item->evidence[i].kind == kind) return &item->evidence[i];
    }
    return NULL;
}

static void assert_shows(const Fixture *fixture, const Derivation *item, EvidenceKind kind, const char *text) {
    const Evidence *shown = evidence(item, kind);
    assert_non_null(shown);
    assert_true(bytes_equal(shown->text, bytes_from_string(text)));
    Bytes place = bytes_slice(fixture->corpus.texts[shown->article].bytes, shown->bytes);
    assert_true(shown->bytes.begin == shown->bytes.end || bytes_equal(place, shown->text));
}

static void two_credit_the_third_whose_outlet_nobody_states(void **state) {
    (void)state;
    static const Written written[] = {
        {"a.txt", NULL, NULL, "The Harbour Herald reported of the measures taken:\n\n" TURBINES OTHER_ONE CLAIM, NULL,
         NULL},
        {"b.txt", NULL, NULL, LEAD CLAIM TURBINES VOW SCHOOL, NULL, NULL},
        {"c.txt", NULL, NULL, OTHER_TWO "The mayor was angry, as the Harbour Herald reported.\n\n" CLAIM VOW, NULL,
         NULL},
        {"d.txt", NULL, NULL, "An orchestra in Brenn has named a conductor who is nineteen years old.\n", NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 4);
    assert_int_equal(fixture.lineage.derivations.count, 2);
    const Derivation *first = derivation(&fixture, "b.txt", "a.txt");
    const Derivation *second = derivation(&fixture, "b.txt", "c.txt");
    assert_shows(&fixture, first, EVIDENCE_CREDIT, "The Harbour Herald reported of");
    assert_shows(&fixture, second, EVIDENCE_CREDIT, "as the Harbour Herald reported");
    assert_non_null(evidence(first, EVIDENCE_COPIED));
    assert_int_equal(first->direction, DIRECTION_KNOWN);
    assert_int_equal(second->direction, DIRECTION_KNOWN);
    assert_int_equal(fixture.lineage.stories.count, 2);
    assert_int_equal(fixture.lineage.stories.items[0].article_count, 3);
    assert_int_equal(fixture.lineage.stories.items[0].origin_count, 1);
    release(&fixture);
}

static void an_agency_in_the_collection_is_the_source_of_its_reprints(void **state) {
    (void)state;
    static const Written written[] = {
        {"agency", "Associated Press", NULL, LEAD CLAIM WALL TURBINES VOW SCHOOL, NULL, NULL},
        {"morning", "Morning Call", NULL, "VARNHOLT (AP) — " LEAD CLAIM WALL, NULL, NULL},
        {"northern", "Northern Post", NULL, LEAD CLAIM WALL TURBINES, "Jo Kern, Associated Press", NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 3);
    const Derivation *dateline = derivation(&fixture, "agency", "morning");
    const Derivation *byline = derivation(&fixture, "agency", "northern");
    assert_shows(&fixture, dateline, EVIDENCE_CREDIT, "AP");
    assert_shows(&fixture, byline, EVIDENCE_CREDIT, "Jo Kern, Associated Press");
    assert_int_equal(dateline->direction, DIRECTION_KNOWN);
    assert_int_equal(byline->direction, DIRECTION_KNOWN);
    assert_non_null(evidence(dateline, EVIDENCE_CONTAINMENT));
    assert_int_equal(fixture.lineage.derivations.count, 2);
    release(&fixture);
}

static void clients_of_an_absent_agency_do_not_derive_from_one_another(void **state) {
    (void)state;
    static const Written written[] = {
        {"morning", "Morning Call", NULL, "VARNHOLT (AP) — " LEAD CLAIM WALL OTHER_ONE, NULL, NULL},
        {"northern", "Northern Post", NULL, "VARNHOLT (AP) — " LEAD CLAIM WALL OTHER_TWO, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    for (uint32_t i = 0; i < fixture.lineage.derivations.count; i++) {
        assert_int_equal(fixture.lineage.derivations.items[i].direction, DIRECTION_UNKNOWN);
    }
    assert_int_equal(fixture.lineage.stories.count, 1);
    release(&fixture);
}

static void shared_quotations_alone_mean_a_common_source(void **state) {
    (void)state;
    static const Written written[] = {
        {"a", "Morning Call", "2021-03-01", OTHER_ONE CLAIM VOW, NULL, NULL},
        {"b", "Northern Post", "2021-03-02", OTHER_TWO CLAIM VOW, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    assert_int_equal(fixture.lineage.derivations.count, 0);
    assert_int_equal(fixture.lineage.stories.count, 1);
    assert_int_equal(fixture.lineage.stories.items[0].origin_count, 2);
    assert_true(fixture.passages.count >= 1);
    for (size_t i = 0; i < fixture.passages.count; i++) assert_true(fixture.passages.items[i].quotation);
    release(&fixture);
}

static void one_famous_sentence_joins_no_stories(void **state) {
    (void)state;
    static const Written written[] = {
        {"a", "Morning Call", "2021-03-01", OTHER_ONE SCHOOL CLAIM, NULL, NULL},
        {"b", "Northern Post", "2021-03-02", OTHER_TWO TURBINES CLAIM, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    assert_int_equal(fixture.lineage.derivations.count, 0);
    assert_int_equal(fixture.lineage.stories.count, 2);
    release(&fixture);
}

static void even_evidence_leaves_the_direction_unknown(void **state) {
    (void)state;
    static const Written written[] = {
        {"a", "Morning Call", NULL, OTHER_ONE LEAD WALL, NULL, NULL},
        {"b", "Northern Post", NULL, OTHER_TWO LEAD WALL, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    assert_int_equal(fixture.lineage.derivations.count, 1);
    const Derivation *only = derivation(&fixture, "a", "b");
    assert_int_equal(only->direction, DIRECTION_UNKNOWN);
    assert_non_null(evidence(only, EVIDENCE_COPIED));
    assert_true(only->confidence > 0.2f && only->confidence < 0.8f);
    release(&fixture);
}

static void dates_tell_the_direction_of_copying(void **state) {
    (void)state;
    static const Written written[] = {
        {"a", "Morning Call", "2021-03-02", OTHER_ONE LEAD WALL TURBINES, NULL, NULL},
        {"b", "Northern Post", "2021-03-01T18:00", OTHER_TWO LEAD WALL TURBINES, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    const Derivation *only = derivation(&fixture, "b", "a");
    assert_non_null(only);
    assert_int_equal(only->direction, DIRECTION_KNOWN);
    assert_non_null(evidence(only, EVIDENCE_DATE));
    release(&fixture);
}

static void a_day_does_not_tell_before_or_after_its_own_hours(void **state) {
    (void)state;
    static const Written written[] = {
        {"a", "Morning Call", "2021-03-01", OTHER_ONE LEAD WALL, NULL, NULL},
        {"b", "Northern Post", "2021-03-01T18:00", OTHER_TWO LEAD WALL, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    const Derivation *only = derivation(&fixture, "a", "b");
    assert_non_null(only);
    assert_null(evidence(only, EVIDENCE_DATE));
    assert_int_equal(only->direction, DIRECTION_UNKNOWN);
    release(&fixture);
}

#define PAST_DAY "The regional water board met on March 5, 2021 and heard the engineers.\n\n"

static void a_past_day_in_the_text_bounds_an_undated_article(void **state) {
    (void)state;
    static const Written written[][2] = {
        {{"a", "Morning Call", NULL, PAST_DAY LEAD WALL TURBINES, NULL, NULL},
         {"b", "Northern Post", "2021-03-02", OTHER_TWO LEAD WALL TURBINES, NULL, NULL}},
        {{"b", "Morning Call", NULL, PAST_DAY LEAD WALL TURBINES, NULL, NULL},
         {"a", "Northern Post", "2021-03-02", OTHER_TWO LEAD WALL TURBINES, NULL, NULL}},
    };
    for (int i = 0; i < 2; i++) {
        Fixture fixture;
        trace(&fixture, written[i], 2);
        const Derivation *only = derivation(&fixture, i == 0 ? "b" : "a", i == 0 ? "a" : "b");
        assert_non_null(only);
        assert_int_not_equal(only->direction, DIRECTION_KNOWN);
        const Evidence *date = evidence(only, EVIDENCE_DATE);
        assert_non_null(date);
        Bytes place = bytes_slice(fixture.corpus.texts[date->article].bytes, date->bytes);
        assert_true(bytes_equal(place, BYTES("March 5, 2021")));
        release(&fixture);
    }
}

/* A credit and a stated date say more than a day in the text. */
static void a_past_day_overrides_nothing(void **state) {
    (void)state;
    static const Written written[][2] = {
        {{"a", "Morning Call", NULL, PAST_DAY LEAD WALL TURBINES, NULL, NULL},
         {"b", "Northern Post", "2021-03-02", "The Morning Call reported of it first.\n\n" LEAD WALL TURBINES, NULL,
          NULL}},
        {{"a", "Morning Call", "2021-03-01", PAST_DAY LEAD WALL TURBINES, NULL, NULL},
         {"b", "Northern Post", "2021-03-02", OTHER_TWO LEAD WALL TURBINES, NULL, NULL}},
    };
    for (int i = 0; i < 2; i++) {
        Fixture fixture;
        trace(&fixture, written[i], 2);
        const Derivation *only = derivation(&fixture, "a", "b");
        assert_non_null(only);
        assert_int_equal(only->direction, DIRECTION_KNOWN);
        release(&fixture);
    }
}

static void a_day_that_is_not_clearly_past_bounds_nothing(void **state) {
    (void)state;
    static const char *const beginnings[] = {
        "The regional water board will meet on March 5, 2021.\n\n",
        "The regional water board agreed to meet on March 5, 2021.\n\n",
        "The road was closed until March 5, 2021.\n\n",
        "The festival, founded by fishermen, opens on March 5, 2021.\n\n",
        "“We met on March 5, 2021,” said a crane driver.\n\n",
        "The regional water board met on March 5 and heard the engineers.\n\n",
        "The regional water board met in 2021.\n\n",
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        char text[2000];
        snprintf(text, sizeof text, "%s%s", beginnings[i], LEAD WALL TURBINES);
        Written written[] = {{"a", "Morning Call", NULL, text, NULL, NULL},
                             {"b", "Northern Post", "2021-03-02", OTHER_TWO LEAD WALL TURBINES, NULL, NULL}};
        Fixture fixture;
        trace(&fixture, written, 2);
        for (uint32_t k = 0; k < fixture.lineage.derivations.count; k++) {
            if (evidence(&fixture.lineage.derivations.items[k], EVIDENCE_DATE)) fail_msg("%s", beginnings[i]);
        }
        release(&fixture);
    }
}

static void a_link_tells_the_direction(void **state) {
    (void)state;
    static const Written written[] = {
        {"a", "Morning Call", NULL, OTHER_ONE LEAD WALL "More at https://www.post.example/varnholt/dam-crack?from=x.\n",
         NULL, NULL},
        {"b", "Northern Post", NULL, OTHER_TWO LEAD WALL, NULL, "http://post.example/varnholt/dam-crack/"},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    const Derivation *only = derivation(&fixture, "b", "a");
    assert_non_null(only);
    assert_int_equal(only->direction, DIRECTION_KNOWN);
    assert_shows(&fixture, only, EVIDENCE_LINK, "https://www.post.example/varnholt/dam-crack?from=x");
    release(&fixture);
}

static void agreement_in_error_finds_the_branch(void **state) {
    (void)state;
    /* c and d say "western wall": d was made from c and not from a or b. */
#define ERROR_LEAD                                                                                                     \
    "Engineers lowered the reservoir behind the Varnholt dam by three metres on Monday after a crack was found in "    \
    "its "                                                                                                             \
    "western wall, and about nine hundred residents of the valley were told to sleep elsewhere until Thursday.\n\n"
    static const Written written[] = {
        {"a", "Morning Call", "2021-03-01", LEAD WALL TURBINES SCHOOL, NULL, NULL},
        {"b", "Northern Post", "2021-03-02", LEAD WALL TURBINES, NULL, NULL},
        {"c", "Lindau Echo", "2021-03-02", ERROR_LEAD WALL TURBINES, NULL, NULL},
        {"d", "Brenn Mirror", "2021-03-04", ERROR_LEAD WALL TURBINES, NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 4);
    const Derivation *branch = derivation(&fixture, "c", "d");
    assert_non_null(branch);
    assert_shows(&fixture, branch, EVIDENCE_SHARED_VARIANT, "western");
    release(&fixture);
}

#define FORMULA                                                                                                        \
    "The Lindau Institute asked 1,040 grown residents of both shores by telephone and allows for an error of two and " \
    "a half points either way.\n\n"
#define SPOKEN_FORMULA "“" FORMULA "” said Mayor Ilse Tarnow.\n\n"

/* Four outlets print the words beside other matter. */
static uint32_t marked_as_boilerplate(const char *words, const char *const dates[4]) {
    const char *const matters[4] = {LEAD OTHER_ONE, WALL OTHER_TWO, TURBINES TURBINES, SCHOOL CLAIM};
    char texts[4][2000];
    Written written[4];
    for (int i = 0; i < 4; i++) {
        static const char *const names[4] = {"Harbour Herald", "Morning Call", "Northern Post", "Brenn Weekly"};
        snprintf(texts[i], sizeof texts[i], "%s%s", matters[i], words);
        written[i] = (Written){names[i], names[i], dates[i], texts[i], NULL, NULL};
    }
    Fixture fixture;
    trace(&fixture, written, 4);
    uint32_t marked = 0;
    assert_int_equal(fixture.passages.count, 6);
    for (uint32_t i = 0; i < fixture.passages.count; i++) marked += fixture.passages.items[i].boilerplate;
    release(&fixture);
    return marked;
}

static void words_that_return_month_after_month_are_standing_text(void **state) {
    (void)state;
    static const char *const months[4] = {"2021-01-10", "2021-03-12", "2021-06-02", "2021-11-20"};
    static const char *const week[4] = {"2021-01-10", "2021-01-12", "2021-01-13", "2021-01-15"};
    static const char *const two_weeks[4] = {"2021-01-10", "2021-01-12", "2021-11-20", "2021-11-22"};
    static const char *const unknown[4] = {"2021-01-10", NULL, NULL, "2021-11-20"};
    assert_int_equal(marked_as_boilerplate(FORMULA, months), 6);
    assert_int_equal(marked_as_boilerplate(FORMULA, week), 0);
    assert_int_equal(marked_as_boilerplate(FORMULA, two_weeks), 0);
    assert_int_equal(marked_as_boilerplate(FORMULA, unknown), 0);
    assert_int_equal(marked_as_boilerplate(SPOKEN_FORMULA, months), 0);
    assert_int_equal(marked_as_boilerplate(FORMULA FORMULA FORMULA, months), 0); /* longer than any formula */
}

#define CLOSE                                                                                                          \
    "Marta Oskel teaches the law of rivers at the Lindau academy, keeps bees on its roof and is writing a book on "    \
    "bridges that were never built.\n"
#define SPOKEN_CLOSE                                                                                                   \
    "“Nobody here has ever asked what the second bridge would have cost the two towns, ” said Marta Oskel.\n"

static bool ends_in_boilerplate(const char *close, const char *outlet, const char *published, const char *behind) {
    char texts[2][2000];
    snprintf(texts[0], sizeof texts[0], LEAD OTHER_ONE "%s", close);
    snprintf(texts[1], sizeof texts[1], WALL OTHER_TWO "%s%s", close, behind);
    const Written written[2] = {
        {"a", "Harbour Herald", "2021-01-10", texts[0], NULL, NULL},
        {"b", outlet, published, texts[1], NULL, NULL},
    };
    Fixture fixture;
    trace(&fixture, written, 2);
    assert_int_equal(fixture.passages.count, 1);
    bool marked = fixture.passages.items[0].boilerplate;
    release(&fixture);
    return marked;
}

static void closing_lines_of_one_outlet_are_standing_text(void **state) {
    (void)state;
    assert_true(ends_in_boilerplate(CLOSE, "Harbour Herald", "2021-03-12", ""));
    assert_true(ends_in_boilerplate(CLOSE, "Harbour Herald", "2021-03-12", "\nJo Kern\n"));
    assert_false(ends_in_boilerplate(CLOSE, "Harbour Herald", "2021-01-12", ""));
    assert_false(ends_in_boilerplate(CLOSE, "Morning Call", "2021-03-12", ""));
    assert_false(ends_in_boilerplate(CLOSE, "Harbour Herald", NULL, ""));
    assert_false(ends_in_boilerplate(CLOSE, "Harbour Herald", "2021-03-12", "\n" TURBINES));
    assert_false(ends_in_boilerplate(SPOKEN_CLOSE, "Harbour Herald", "2021-03-12", ""));
}

static void nothing_one_and_many_copies(void **state) {
    (void)state;
    Fixture fixture;
    trace(&fixture, NULL, 0);
    assert_int_equal(fixture.lineage.stories.count, 0);
    assert_int_equal(fixture.lineage.derivations.count, 0);
    release(&fixture);

    static const Written one[] = {{"a", "Morning Call", NULL, "", NULL, NULL}};
    trace(&fixture, one, 1);
    assert_int_equal(fixture.lineage.stories.count, 1);
    assert_int_equal(fixture.lineage.stories.items[0].origin_count, 1);
    release(&fixture);

    static Written many[ARTICLES_MAX];
    static char paths[ARTICLES_MAX][3];
    for (int i = 0; i < ARTICLES_MAX; i++) {
        paths[i][0] = (char)('a' + i / 26);
        paths[i][1] = (char)('a' + i % 26);
        many[i] = (Written){paths[i], NULL, NULL, LEAD CLAIM WALL TURBINES, NULL, NULL};
    }
    trace(&fixture, many, ARTICLES_MAX);
    assert_int_equal(fixture.lineage.stories.count, 1);
    for (uint32_t i = 0; i < fixture.lineage.derivations.count; i++) {
        const Derivation *item = &fixture.lineage.derivations.items[i];
        assert_int_equal(item->direction, DIRECTION_UNKNOWN);
        assert_true(item->evidence_count > 0);
        assert_true(item->from_article < item->to_article);
    }
    release(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_credit_the_third_whose_outlet_nobody_states),
        cmocka_unit_test(an_agency_in_the_collection_is_the_source_of_its_reprints),
        cmocka_unit_test(clients_of_an_absent_agency_do_not_derive_from_one_another),
        cmocka_unit_test(shared_quotations_alone_mean_a_common_source),
        cmocka_unit_test(one_famous_sentence_joins_no_stories),
        cmocka_unit_test(even_evidence_leaves_the_direction_unknown),
        cmocka_unit_test(dates_tell_the_direction_of_copying),
        cmocka_unit_test(a_day_does_not_tell_before_or_after_its_own_hours),
        cmocka_unit_test(a_past_day_in_the_text_bounds_an_undated_article),
        cmocka_unit_test(a_past_day_overrides_nothing),
        cmocka_unit_test(a_day_that_is_not_clearly_past_bounds_nothing),
        cmocka_unit_test(a_link_tells_the_direction),
        cmocka_unit_test(agreement_in_error_finds_the_branch),
        cmocka_unit_test(words_that_return_month_after_month_are_standing_text),
        cmocka_unit_test(closing_lines_of_one_outlet_are_standing_text),
        cmocka_unit_test(nothing_one_and_many_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
