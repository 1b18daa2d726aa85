/* What is known, laid over what a small corpus shows: speakers, boilerplate, and whether the two fit together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/addition/known.h"
#include "memory_fixture.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- Speakers ----------------------------------------------------------------------------------------------------- */

enum { ARTICLES = 4, KNOWN_SPEAKERS = 2, LAST_SPEAKER = 70 };

/* Articles 0 and 2 were traced before, 1 and 3 are new; 2 has two quotations, the others have one each. */
typedef struct Made {
    bool is_new[ARTICLES];
    KnownArticle articles[ARTICLES];
    KnownQuotation known_quotations[3];
    Speaker speakers[KNOWN_SPEAKERS];
    int64_t speaker_numbers[KNOWN_SPEAKERS];
    KnownFindings known;
    Quotation new_items[2];
    Speaker new_speakers[4];
    int64_t new_numbers[4];
    Speakers found;
    NewQuotations added;
    Quotation items[5];
    Quotations quotations;
} Made;

static Speaker person(const char *name) {
    return (Speaker){.name = bytes_from_string(name), .kind = SPEAKER_PERSON};
}

static Made *made_open(Arena *result) {
    Made *made = arena_new(result, Made);
    made->is_new[1] = made->is_new[3] = true;
    made->articles[0] = (KnownArticle){1, 1, 0, 1};
    made->articles[2] = (KnownArticle){2, 8, 1, 2};
    for (uint32_t i = 0; i < 3; i++) made->known_quotations[i].speaker = INDEX_NONE;
    made->speakers[0] = person("Ida Thorsby");
    made->speakers[1] = person("Harbour Office");
    made->speakers[1].kind = SPEAKER_ORGANISATION;
    made->speaker_numbers[0] = 12;
    made->speaker_numbers[1] = 5;
    made->known = (KnownFindings){.articles = made->articles,
                                  .quotations = made->known_quotations,
                                  .speakers = made->speakers,
                                  .speaker_numbers = made->speaker_numbers,
                                  .speaker_count = KNOWN_SPEAKERS,
                                  .last.speaker = LAST_SPEAKER};
    for (uint32_t i = 0; i < 2; i++) made->new_items[i].speaker = INDEX_NONE;
    made->found.items = made->new_speakers;
    made->added = (NewQuotations){made->new_items, &made->found, made->new_numbers};
    static const uint32_t articles[] = {0, 1, 2, 2, 3};
    for (uint32_t i = 0; i < 5; i++)
        made->items[i] = (Quotation){.article = articles[i], .speaker = 99, .unattributed = UNATTRIBUTED_UNNAMED};
    made->quotations = (Quotations){.items = made->items, .count = 5};
    return made;
}

static void find_speaker(Made *made, const char *name, int64_t number) {
    made->new_numbers[made->found.count] = number;
    made->new_speakers[made->found.count++] = person(name);
}

static NamedSpeakers lay(Made *made, Memory *memory) {
    return known_speakers_lay(&made->known, made->is_new, &made->added, &made->quotations, &memory->result);
}

static void assert_speaker(const NamedSpeakers *named, uint32_t index, const char *name, int64_t number) {
    assert_true(index < named->speakers.count);
    assert_true(bytes_equal(named->speakers.items[index].name, bytes_from_string(name)));
    assert_int_equal(named->numbers.numbers[index], number);
    assert_int_equal(named->numbers.written[index], number > LAST_SPEAKER);
}

static void known_quotations_keep_their_speakers(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    made->known_quotations[0] = (KnownQuotation){.speaker = 1, .joint = {0}, .joint_count = 1};
    made->known_quotations[1] = (KnownQuotation){.speaker = INDEX_NONE, .reason = UNATTRIBUTED_AMBIGUOUS};
    made->known_quotations[2] = (KnownQuotation){.speaker = 0, .reason = UNATTRIBUTED_AMBIGUOUS};
    made->items[2].joint_count = 2;
    const NamedSpeakers named = lay(made, memory);
    assert_int_equal(named.speakers.count, KNOWN_SPEAKERS);
    assert_speaker(&named, made->items[0].speaker, "Harbour Office", 5);
    assert_int_equal(named.speakers.items[made->items[0].speaker].kind, SPEAKER_ORGANISATION);
    assert_int_equal(made->items[0].unattributed, UNATTRIBUTED_NO);
    assert_int_equal(made->items[0].joint_count, 1);
    assert_speaker(&named, made->items[0].joint[0], "Ida Thorsby", 12);
    assert_int_equal(made->items[2].speaker, INDEX_NONE);
    assert_int_equal(made->items[2].unattributed, UNATTRIBUTED_AMBIGUOUS);
    assert_int_equal(made->items[2].joint_count, 0);
    assert_speaker(&named, made->items[3].speaker, "Ida Thorsby", 12);
    assert_int_equal(made->items[3].unattributed, UNATTRIBUTED_NO);
}

static void new_quotations_are_named_by_number(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    find_speaker(made, "Asta Quill", 0); /* nobody knows her */
    find_speaker(made, "Thorsby", 12); /* known, and in an article of the corpus */
    find_speaker(made, "Bram Oke", 33); /* known, but in none */
    find_speaker(made, "Cleo Dunn", 0);
    made->new_items[0] = (Quotation){.speaker = 1, .joint = {0, 2}, .joint_count = 2, .speaks_for = {4, 9}};
    made->new_items[1] = (Quotation){.speaker = 3};
    const NamedSpeakers named = lay(made, memory);
    assert_int_equal(named.speakers.count, 5);
    assert_speaker(&named, made->items[1].speaker, "Ida Thorsby", 12);
    assert_int_equal(made->items[1].unattributed, UNATTRIBUTED_NO);
    assert_int_equal(made->items[1].speaks_for.begin, 4);
    assert_int_equal(made->items[1].speaks_for.end, 9);
    assert_int_equal(made->items[1].joint_count, 2);
    assert_speaker(&named, made->items[1].joint[0], "Asta Quill", LAST_SPEAKER + 1);
    assert_speaker(&named, made->items[1].joint[1], "Bram Oke", 33);
    assert_speaker(&named, made->items[4].speaker, "Cleo Dunn", LAST_SPEAKER + 2);
    assert_int_equal(made->items[4].joint_count, 0);
}

static void whom_nobody_can_name_stays_so(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    made->new_items[0].unattributed = UNATTRIBUTED_NO_CUE;
    made->new_items[1].unattributed = UNATTRIBUTED_WRITER;
    const NamedSpeakers named = lay(made, memory);
    assert_int_equal(named.speakers.count, KNOWN_SPEAKERS);
    assert_int_equal(made->items[1].speaker, INDEX_NONE);
    assert_int_equal(made->items[1].unattributed, UNATTRIBUTED_NO_CUE);
    assert_int_equal(made->items[4].speaker, INDEX_NONE);
    assert_int_equal(made->items[4].unattributed, UNATTRIBUTED_WRITER);
}

static void names_with_one_number_are_one_speaker(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    find_speaker(made, "Oke", 33);
    find_speaker(made, "Bram Oke", 33);
    find_speaker(made, "Ida Thorsby", 12);
    find_speaker(made, "Asta Quill", 0);
    made->new_items[0].speaker = 0;
    made->new_items[1].speaker = 1;
    const NamedSpeakers named = lay(made, memory);
    assert_int_equal(named.speakers.count, 4);
    assert_int_equal(made->items[1].speaker, made->items[4].speaker);
    assert_int_equal(named.numbers.numbers[made->items[1].speaker], 33);
    assert_int_equal(named.numbers.numbers[3], LAST_SPEAKER + 1);
}

/* "Oke and Bram Oke said": nobody says something with himself. */
static void nobody_is_his_own_company(void **state) {
    Memory *memory = *state;
    Made *made = made_open(&memory->result);
    find_speaker(made, "Oke", 33);
    find_speaker(made, "Bram Oke", 33);
    find_speaker(made, "Ida Thorsby", 12);
    find_speaker(made, "Thorsby", 12);
    made->new_items[0] = (Quotation){.speaker = 0, .joint = {1, 2, 3}, .joint_count = 3};
    const NamedSpeakers named = lay(made, memory);
    assert_int_equal(named.speakers.count, 3);
    assert_int_equal(made->items[1].joint_count, 1);
    assert_speaker(&named, made->items[1].joint[0], "Ida Thorsby", 12);
}

/* --- Whether they agree ------------------------------------------------------------------------------------------- */

/* counts: found in each article; "." for a new one. */
typedef struct Agreement {
    const char *known;
    const char *found;
    bool agree;
} Agreement;

static bool agrees(const Agreement *agreement) {
    KnownArticle articles[8] = {{0}};
    bool is_new[8] = {false};
    Quotation items[64] = {{0}};
    Quotations quotations = {.items = items};
    const uint32_t article_count = (uint32_t)strlen(agreement->known);
    for (uint32_t i = 0; i < article_count; i++) {
        is_new[i] = agreement->known[i] == '.';
        if (agreement->known[i] >= '0')
            articles[i] = (KnownArticle){.story = i + 1, .quotation_count = (uint32_t)(agreement->known[i] - '0')};
        for (char k = '0'; k < agreement->found[i]; k++) items[quotations.count++].article = i;
    }
    return known_quotations_agree(&(KnownFindings){.articles = articles}, is_new, article_count, &quotations);
}

static void as_many_quotations_as_are_known_agree(void **state) {
    (void)state;
    /* "-": traced before, and nothing is known of it. */
    static const Agreement agreements[] = {
        {"", "", true},        {"0", "0", true},      {"2", "2", true},      {"2", "1", false},
        {"1", "2", false},     {"0", "1", false},     {"1", "0", false},     {"000", "000", true},
        {".", "0", true},      {".", "3", true},      {".2.", "121", true},  {".2.", "111", false},
        {"102", "102", true},  {"112", "102", false}, {"102", "112", false}, {"1.1", "101", true},
        {"3.1", "301", true},  {"121", "120", false}, {"121", "021", false}, {"20.", "202", true},
        {"21.", "202", false}, {"2.1", "210", false}, {"-", "1", false},     {"-", "0", false},
        {"1-", "10", false},   {"-1", "01", false},
    };
    for (size_t i = 0; i < COUNT(agreements); i++)
        if (agrees(&agreements[i]) != agreements[i].agree)
            fail_msg("known %s, found %s", agreements[i].known, agreements[i].found);
}

/* --- Boilerplate and members -------------------------------------------------------------------------------------- */

static void what_lies_in_boilerplate_is_that(void **state) {
    Memory *memory = *state;
    static const KnownStretch stretches[] = {{1, {100, 200}}, {1, {400, 500}}, {3, {0, 50}}};
    const KnownFindings known = {.stretches = stretches, .stretch_count = 3};
    const Corpus corpus = {.article_count = 5};
    static const struct {
        uint32_t a, b;
        ByteSpan a_bytes, b_bytes;
        bool before, boilerplate;
    } asked[] = {
        {0, 1, {100, 200}, {100, 200}, false, true}, /* the same words */
        {1, 2, {120, 180}, {0, 60}, false, true}, /* some of them, on the other side */
        {1, 2, {100, 211}, {0, 60}, false, true}, /* nine tenths of the passage */
        {1, 2, {100, 212}, {0, 60}, false, false}, /* a little less */
        {1, 2, {390, 490}, {0, 60}, false, true}, /* in the second stretch */
        {1, 2, {200, 400}, {0, 60}, false, false}, /* between two */
        {1, 2, {150, 450}, {0, 60}, false, false}, /* in both, but not in one */
        {2, 4, {100, 200}, {400, 500}, false, false}, /* in other articles */
        {2, 3, {100, 200}, {0, 50}, false, true}, /* the last stretch */
        {2, 4, {0, 10}, {0, 10}, true, true}, /* what is boilerplate stays that */
        {1, 3, {150, 150}, {20, 20}, false, false}, /* nothing lies nowhere */
    };
    Passage passages[COUNT(asked)];
    for (size_t i = 0; i < COUNT(asked); i++)
        passages[i] = (Passage){.a_article = asked[i].a,
                                .b_article = asked[i].b,
                                .a_bytes = asked[i].a_bytes,
                                .b_bytes = asked[i].b_bytes,
                                .boilerplate = asked[i].before};
    Passages all = {passages, COUNT(asked)};
    known_boilerplate_lay(&known, &corpus, &all, memory->scratch);
    for (size_t i = 0; i < COUNT(asked); i++) assert_int_equal(passages[i].boilerplate, asked[i].boilerplate);

    Passages none = {0};
    known_boilerplate_lay(&(KnownFindings){0}, &(Corpus){0}, &none, memory->scratch);
    for (size_t i = 0; i < COUNT(asked); i++) passages[i].boilerplate = false;
    known_boilerplate_lay(&(KnownFindings){0}, &corpus, &all, memory->scratch);
    for (size_t i = 0; i < COUNT(asked); i++) assert_false(passages[i].boilerplate);
}

static void members_are_found_by_article(void **state) {
    Memory *memory = *state;
    static const KnownMember members[] = {{.article = 1}, {.article = 1}, {.article = 3}};
    const KnownFindings known = {.members = members, .member_count = 3};
    static const uint32_t expected[] = {0, 0, 2, 2, 3, 3};
    assert_memory_equal(known_members_by_article(&known, 5, &memory->result), expected, sizeof expected);
    assert_int_equal(known_members_by_article(&(KnownFindings){0}, 0, &memory->result)[0], 0);
}

#define MEMORY_TEST(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void) {
    const struct CMUnitTest tests[] = {
        MEMORY_TEST(known_quotations_keep_their_speakers),
        MEMORY_TEST(new_quotations_are_named_by_number),
        MEMORY_TEST(whom_nobody_can_name_stays_so),
        MEMORY_TEST(names_with_one_number_are_one_speaker),
        MEMORY_TEST(nobody_is_his_own_company),
        cmocka_unit_test(as_many_quotations_as_are_known_agree),
        MEMORY_TEST(what_lies_in_boilerplate_is_that),
        MEMORY_TEST(members_are_found_by_article),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
