/* What the file tells of a few articles, for an addition: rows put in by hand, whole ones and broken ones. */
#include "store_fixture.h"

#include "lib/store/store_private.h"

enum { ARTICLES = 6, CORPUS = 3 };

#define QUOTATION                                                                                                      \
    "INSERT INTO quotation (number, article_key, kind, content, quoted, via, speaker, reason, confidence, family) "    \
    "VALUES "
#define PASSAGE                                                                                                        \
    "INSERT INTO passage (number, a_article_key, a_start, a_end, b_article_key, b_start, b_end, words, identity, "     \
    "kind,"                                                                                                            \
    " quotation, boilerplate) VALUES "

/*
 * Articles have keys 1 to 6; the last was not traced. 5 has three quotations, 2 and 4 none; 1 and 3 have one. Families 8
 * and 9: of 5 and 1, of 5 and 3. Stories: 1, 3 and 5; 2; 4.
 */
static const char rows[] =
    "INSERT INTO story VALUES (7, NULL, 3, 1, NULL, NULL), (3, NULL, 1, 1, NULL, NULL), (4, NULL, 1, 1, NULL, NULL);"
    "INSERT INTO article_finding VALUES (1, 7, 9, 1, 1), (2, 3, 9, 2, 0), (3, 7, 9, 2, 1), (4, 4, 9, 3, 0),"
    " (5, 7, 9, 10, 3);"
    "INSERT INTO speaker VALUES (20, 'Zoë Ångström', 'person', '[]', 1, NULL, NULL),"
    " (21, 'Harbour Office', 'organisation', '[]', 1, NULL, NULL), (22, 'Locals', 'other', '[]', 1, NULL, NULL);"
    "INSERT INTO family VALUES (8, '', '[]', 0), (9, '', '[]', 0);" QUOTATION
    "(1, 1, 'direct', '[]', '[]', '[]', 20, NULL, 1, 8), (2, 3, 'direct', '[]', '[]', '[]', 20, NULL, 1, 9),"
    " (10, 5, 'direct', '[]', '[]', '[]', 20, NULL, 1, 9), (11, 5, 'direct', '[]', '[]', '[]', NULL, 3, 1, NULL),"
    " (12, 5, 'direct', '[]', '[]', '[]', 22, NULL, 1, 8);"
    "INSERT INTO joint_speaker VALUES (10, 0, 22), (10, 1, 21), (12, 0, 20);"
    "INSERT INTO member VALUES (8, 0, 1, 1, 1, 4), (8, 1, 12, 5, 13, 19), (9, 0, 2, 3, 1, 4), (9, 1, 10, 5, 1, "
    "4);" PASSAGE "(1, 5, 1, 4, 1, 1, 4, 3, 1, 'copied', 0, 1), (2, 3, 1, 4, 5, 5, 13, 3, 1, 'copied', 0, 1),"
    " (3, 2, 1, 4, 5, 5, 13, 3, 1, 'copied', 0, 1), (4, 5, 14, 20, 2, 14, 20, 3, 0.5, 'edited', 0, 0),"
    " (5, 6, 14, 19, 2, 14, 19, 3, 1, 'copied', 0, 0), (6, 5, 4, 5, 2, 14, 19, 3, 1, 'copied', 0, 0);"
    "INSERT INTO derivation VALUES (30, 7, 1, 5, 'known', 1, 6), (31, 7, 1, 3, 'known', 1, NULL);";

/* Articles 5, 2 and 6 as a small corpus. */
typedef struct Small {
    Arena arena;
    Store *store;
    Article articles[CORPUS];
    Corpus corpus;
    KnownReader *reader;
    KnownFindings known;
    Status status;
} Small;

static void small_open(Small *small, const char *harm) {
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    if (count_articles(store) == 0) {
        add(store, 0, ARTICLES);
        store_close(store);
        other_program(rows);
        store = NULL;
    }
    store_close(store);
    if (harm) other_program(harm);
    static const uint32_t numbers[CORPUS] = {4, 1, 5};
    small->arena = arena_open(0);
    small->store = open_ok(STEMMA_OPEN_READ);
    for (uint32_t i = 0; i < CORPUS; i++) small->articles[i] = article_make(numbers[i], &small->arena);
    small->corpus = corpus_build(small->articles, CORPUS, 1, &small->arena);
    Error error = {0};
    assert_int_equal(store_known_open(small->store, &small->reader, &small->arena, &error), STEMMA_OK);
    small->status = store_known_read(small->reader, &small->corpus, &small->known, &error);
}

static void small_close(Small *small) {
    store_known_close(small->reader);
    store_close(small->store);
    arena_close(&small->arena);
}

/* The words of an article of the corpus. */
static void assert_words(const Small *small, uint32_t article, ByteSpan bytes, const char *expected) {
    const Bytes text = small->corpus.texts[article].bytes;
    assert_true(bytes.begin <= bytes.end && bytes.end <= text.size);
    const Bytes found = {text.data + bytes.begin, bytes.end - bytes.begin};
    assert_true(bytes_equal(found, bytes_of(expected)));
}

static void assert_speaker(const KnownFindings *known, uint32_t index, int64_t number, const char *name) {
    assert_true(index < known->speaker_count);
    assert_int_equal(known->speaker_numbers[index], number);
    assert_true(bytes_equal(known->speakers[index].name, bytes_of(name)));
}

static void articles_and_quotations_are_read(void **state) {
    (void)state;
    Small small;
    small_open(&small, NULL);
    const KnownFindings *known = &small.known;
    assert_int_equal(small.status, STEMMA_OK);
    assert_int_equal(known->articles[0].story, 7);
    assert_int_equal(known->articles[0].first_quotation, 10);
    assert_int_equal(known->articles[0].quotation_count, 3);
    assert_int_equal(known->articles[1].story, 3);
    assert_int_equal(known->articles[1].quotation_count, 0);
    assert_int_equal(known->articles[2].story, 0);
    assert_int_equal(known->articles[2].quotation_count, 0);

    const KnownQuotation *quotations = known->quotations + known->articles[0].quotation_begin;
    assert_speaker(known, quotations[0].speaker, 20, "Zoë Ångström");
    assert_int_equal(quotations[0].joint_count, 2);
    assert_speaker(known, quotations[0].joint[0], 22, "Locals");
    assert_speaker(known, quotations[0].joint[1], 21, "Harbour Office");
    assert_int_equal(quotations[1].speaker, INDEX_NONE);
    assert_int_equal(quotations[1].reason, UNATTRIBUTED_UNNAMED);
    assert_int_equal(quotations[1].joint_count, 0);
    assert_speaker(known, quotations[2].speaker, 22, "Locals");
    assert_int_equal(quotations[2].joint_count, 1);
    assert_speaker(known, quotations[2].joint[0], 20, "Zoë Ångström");
    assert_int_equal(known->speaker_count, 3);
    assert_int_equal(known->speakers[quotations[0].speaker].kind, SPEAKER_PERSON);
    assert_int_equal(known->speakers[quotations[0].joint[1]].kind, SPEAKER_ORGANISATION);
    assert_int_equal(known->speakers[quotations[0].joint[0]].kind, SPEAKER_OTHER);
    small_close(&small);
}

static void places_and_last_numbers_are_read(void **state) {
    (void)state;
    Small small;
    small_open(&small, NULL);
    const KnownFindings *known = &small.known;
    assert_int_equal(known->member_count, 2);
    assert_int_equal(known->members[0].family, 8);
    assert_int_equal(known->members[0].article, 0);
    assert_words(&small, 0, known->members[0].bytes, " opene");
    assert_int_equal(known->members[1].family, 9);
    assert_words(&small, 0, known->members[1].bytes, "Zoë");

    /* A stretch once, from either side; none of a passage that is no boilerplate. */
    assert_int_equal(known->stretch_count, 3);
    assert_int_equal(known->stretches[0].article, 0);
    assert_words(&small, 0, known->stretches[0].bytes, "Zoë");
    assert_words(&small, 0, known->stretches[1].bytes, "Ångström");
    assert_int_equal(known->stretches[2].article, 1);
    assert_words(&small, 1, known->stretches[2].bytes, "Zoë");

    assert_int_equal(known->last.passage, 6);
    assert_int_equal(known->last.quotation, 12);
    assert_int_equal(known->last.speaker, 22);
    assert_int_equal(known->last.family, 9);
    assert_int_equal(known->last.story, 7);
    assert_int_equal(known->last.derivation, 31);
    assert_int_equal(known->last.lost_ancestor, 6);
    small_close(&small);
}

/* How many quotations of article 5 are known after a harm. */
static uint32_t known_after(const char *harm) {
    Small small;
    small_open(&small, harm);
    assert_int_equal(small.status, STEMMA_OK);
    const uint32_t count = small.known.articles[0].quotation_count;
    small_close(&small);
    return count;
}

/* Fewer than the article has, so that the caller sees it. */
static void quotations_that_are_not_there_are_not_counted(void **state) {
    (void)state;
#define FINDING "UPDATE article_finding SET "
    assert_int_equal(known_after(NULL), 3);
    assert_int_equal(known_after(FINDING "quotation_count = 5 WHERE article_key = 5"), 3);
    assert_int_equal(known_after(FINDING "quotation_count = 4000000000 WHERE article_key = 5"), 3);
    assert_int_equal(known_after(FINDING "quotation_count = 2 WHERE article_key = 5"), 2);
    assert_int_equal(known_after(FINDING "quotation_count = -1 WHERE article_key = 5"), 0);
    assert_int_equal(known_after(FINDING "quotation_count = 9223372036854775807 WHERE article_key = 5"), 0);
    assert_int_equal(known_after(FINDING "quotation_count = 3, first_quotation = 9223372036854775806"), 0);
    assert_int_equal(known_after(FINDING "quotation_count = 3, first_quotation = -9223372036854775807"), 0);
    assert_int_equal(known_after(FINDING "quotation_count = 3, first_quotation = 11 WHERE article_key = 5"), 2);
    assert_int_equal(
        known_after(FINDING "first_quotation = 10; UPDATE quotation SET article_key = 2 WHERE number = 11"), 2);
    assert_int_equal(known_after("DELETE FROM article_finding WHERE article_key = 5"), 0);
}

static void broken_rows_do_no_harm(void **state) {
    (void)state;
    Small small;
    small_open(&small, "UPDATE quotation SET reason = 99, speaker = NULL WHERE number = 10;"
                       "UPDATE quotation SET reason = -1 WHERE number = 11;"
                       "INSERT INTO joint_speaker VALUES (12, 1, 21), (12, 2, 22), (12, 3, 20), (12, 4, 21);"
                       "UPDATE member SET start = 4, end = 1 WHERE family = 9;"
                       "UPDATE member SET start = -5, end = 1000000 WHERE family = 8;"
                       "UPDATE quotation SET speaker = 77 WHERE number = 12");
    const KnownFindings *known = &small.known;
    assert_int_equal(small.status, STEMMA_OK);
    const KnownQuotation *quotations = known->quotations + known->articles[0].quotation_begin;
    assert_int_equal(quotations[0].reason, UNATTRIBUTED_NO);
    assert_int_equal(quotations[1].reason, UNATTRIBUTED_NO);
    assert_int_equal(quotations[2].joint_count, QUOTATION_JOINT_MAX);
    assert_speaker(known, quotations[2].speaker, 77, "");
    const Bytes text = small.corpus.texts[0].bytes;
    assert_int_equal(known->members[0].bytes.begin, 0);
    assert_int_equal(known->members[0].bytes.end, text.size);
    assert_true(known->members[1].bytes.begin <= text.size && known->members[1].bytes.end <= text.size);
    small_close(&small);
}

/* --- Company ------------------------------------------------------------------------------------------------------ */

static void assert_keys(ArticleKeyList *keys, const char *expected) {
    char found[ARTICLES + 2] = "", *end = found;
    for (int64_t key = 1; key <= ARTICLES; key++)
        for (size_t i = 0; i < keys->keys.count; i++)
            if (keys->keys.items[i] == key) {
                *end++ = (char)('0' + key);
                break;
            }
    assert_string_equal(found, expected);
    keys->keys.count = 0;
}

static void company_is_found(void **state) {
    (void)state;
    Small small;
    small_open(&small, "UPDATE article_finding SET story = 3 WHERE article_key = 3");
    ArticleKeyList keys = {.memory = &small.arena};
    Error error = {0};
    QuotationPlace place;
    const QuotationPlaces places = {.items = &place, .count = 1};
    static const struct {
        int64_t key;
        uint32_t place;
        const char *company;
    } asked[] = {{5, INDEX_NONE, "15"}, {5, 0, "35"}, {5, 1, ""}, {5, 2, "15"},         {5, 3, ""},
                 {3, INDEX_NONE, "23"}, {3, 0, "35"}, {4, 0, ""}, {4, INDEX_NONE, "4"}, {6, 0, ""},
                 {99, INDEX_NONE, ""}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        place = (QuotationPlace){asked[i].key, asked[i].place};
        assert_int_equal(store_company_add(small.store, &places, &keys, &error), STEMMA_OK);
        assert_keys(&keys, asked[i].company);
    }
    /* Nothing of the place before is left where one asks for none. */
    QuotationPlace two[] = {{5, 0}, {4, INDEX_NONE}};
    assert_int_equal(store_company_add(small.store, &(QuotationPlaces){.items = two, .count = 2}, &keys, &error),
                     STEMMA_OK);
    assert_keys(&keys, "345");

    const int64_t families[] = {9, 8, 70}, stories[] = {3, 70};
    assert_int_equal(store_family_articles(small.store, (KnownNumbers){families, 1}, &keys, &error), STEMMA_OK);
    assert_keys(&keys, "35");
    assert_int_equal(store_family_articles(small.store, (KnownNumbers){families, 3}, &keys, &error), STEMMA_OK);
    assert_keys(&keys, "135");
    assert_int_equal(store_story_articles(small.store, (KnownNumbers){stories, 2}, &keys, &error), STEMMA_OK);
    assert_keys(&keys, "23");
    assert_int_equal(store_story_articles(small.store, (KnownNumbers){NULL, 0}, &keys, &error), STEMMA_OK);
    assert_keys(&keys, "");
    small_close(&small);
}

/* --- By which number a name is known ------------------------------------------------------------------------------ */

static const char names[] =
    "DELETE FROM speaker;"
    "INSERT INTO speaker VALUES (1, 'Ida Thorsby', 'person', '[\"Ida Thorsby\",\"Thorsby\"]', 3, NULL, NULL),"
    " (2, 'Karl Thorsby', 'person', '[\"Karl Thorsby\",\"Thorsby\"]', 9, NULL, NULL),"
    " (3, 'Thorsby Shipping', 'organisation', '[\"Thorsby\",\"Thorsby Shipping\"]', 50, NULL, NULL),"
    " (4, 'Harbour Office', 'organisation', '[\"HO\",\"Harbour Office\"]', 1, NULL, NULL),"
    " (5, 'Harbour Office', 'other', '[\"Harbour Office\"]', 8, NULL, NULL),"
    " (6, 'Bo \"Cod\" Quill', 'person', '[\"Bo \\\"Cod\\\" Quill\",\"Cod\\\\\"]', 1, NULL, NULL),"
    " (7, 'Brun', 'other', '[\"Brun\"]', 1, NULL, NULL), (8, 'Ada Brun', 'person', '[\"Ada Brun\",\"Brun\"]', 90, "
    "NULL, NULL),"
    " (9, 'Åsa', 'person', '[\"Åsa\"]', 2, NULL, NULL), (10, 'Åsa', 'person', '[\"Åsa\"]', 2, NULL, NULL);"
    "INSERT INTO speaker_word VALUES ('ida', 1), ('thorsby', 1), ('karl', 2), ('thorsby', 2), ('shipping', 3),"
    " ('thorsby', 3), ('ho', 4), ('harbour', 4), ('office', 4), ('harbour', 5), ('office', 5), ('bo', 6), ('\"cod\"', "
    "6),"
    " ('cod\\', 6), ('quill', 6), ('brun', 7), ('ada', 8), ('brun', 8), ('Åsa', 9), ('Åsa', 10)";

static void names_mean_the_speakers_that_are_known(void **state) {
    (void)state;
    Small small;
    small_open(&small, names);
    static const struct {
        const char *name;
        SpeakerKind kind;
        int64_t number;
    } asked[] = {
        {"Ida Thorsby", SPEAKER_PERSON, 1}, /* a full name */
        {"Ida Thorsby", SPEAKER_ORGANISATION, 1}, /* though he is taken for something else */
        {"Thorsby", SPEAKER_PERSON, 2}, /* the most quoted one */
        {"Thorsby", SPEAKER_ORGANISATION, 3},
        {"Thorsby", SPEAKER_OTHER, 0},
        {"Harbour Office", SPEAKER_ORGANISATION, 4}, /* of two with the name the one of the kind */
        {"Harbour Office", SPEAKER_OTHER, 5},
        {"Harbour Office", SPEAKER_PERSON, 5},
        {"HO", SPEAKER_ORGANISATION, 4},
        {"HO", SPEAKER_PERSON, 0},
        {"Office", SPEAKER_ORGANISATION, 0}, /* part of a spelling is none */
        {"Thor", SPEAKER_PERSON, 0},
        {"Bo \"Cod\" Quill", SPEAKER_PERSON, 6},
        {"Cod\\", SPEAKER_PERSON, 6},
        {"Brun", SPEAKER_PERSON, 7}, /* somebody stands under the bare word */
        {"Ada Brun", SPEAKER_PERSON, 8},
        {"Åsa", SPEAKER_PERSON, 9}, /* of equals the first */
        {"Nobody", SPEAKER_PERSON, 0},
        {"", SPEAKER_OTHER, 0},
        {"Ida Thorsby'; DROP TABLE speaker; --", SPEAKER_PERSON, 0},
    };
    enum { COUNT = sizeof asked / sizeof *asked };
    Speaker items[COUNT];
    int64_t numbers[COUNT];
    for (uint32_t i = 0; i < COUNT; i++) items[i] = (Speaker){.name = bytes_of(asked[i].name), .kind = asked[i].kind};
    Error error = {0};
    assert_int_equal(store_speakers_known(small.store, &(Speakers){.items = items, .count = COUNT}, numbers, &error),
                     STEMMA_OK);
    for (uint32_t i = 0; i < COUNT; i++)
        if (numbers[i] != asked[i].number) fail_msg("%s is %d", asked[i].name, (int)numbers[i]);
    small_close(&small);
}

/* Between two that are known; not with one that was not traced, nor where there is no word. */
static void passages_are_read(void **state) {
    (void)state;
    Small small;
    small_open(&small, NULL);
    assert_int_equal(small.status, STEMMA_OK);
    const Passages *passages = &small.known.passages;
    assert_int_equal(passages->count, 2);
    const Passage *own = &passages->items[0], *other = &passages->items[1];
    assert_int_equal(own->a_article, 0);
    assert_int_equal(own->b_article, 1);
    assert_words(&small, 0, own->a_bytes, "opened");
    assert_int_equal(own->words, 3);
    assert_true(own->identity == 0.5f && own->kind == PASSAGE_EDITED && !own->boilerplate);
    assert_int_equal(other->a_article, 1);
    assert_int_equal(other->b_article, 0);
    assert_words(&small, 1, other->a_bytes, "Zoë");
    assert_words(&small, 0, other->b_bytes, "Ångström");
    assert_true(other->a_words.begin == 0 && other->a_words.end == 1);
    assert_true(other->b_words.begin == 1 && other->b_words.end == 2);
    assert_true(other->identity == 1 && other->kind == PASSAGE_COPIED && other->boilerplate);
    small_close(&small);
}

/* Another corpus gets what was read before under its own indexes, and only what is new is read. */
static void articles_are_read_once(void **state) {
    (void)state;
    Small small;
    Error error = {0};
    small_open(&small, NULL);
    const KnownFindings first = small.known;
    static const uint32_t numbers[] = {2, 4, 1, 0}; /* articles 3, 5, 2 and 1 */
    Article articles[4];
    for (uint32_t i = 0; i < 4; i++) articles[i] = article_make(numbers[i], &small.arena);
    small.corpus = corpus_build(articles, 4, 1, &small.arena);
    other_program("DELETE FROM quotation WHERE article_key IN (5, 2); DELETE FROM passage WHERE number = 4");
    assert_int_equal(store_known_read(small.reader, &small.corpus, &small.known, &error), STEMMA_OK);
    const KnownFindings *known = &small.known;
    assert_int_equal(known->articles[1].story, 7);
    assert_int_equal(known->articles[1].quotation_count, 3);
    assert_int_equal(known->articles[0].quotation_count, 1);
    assert_int_equal(known->articles[3].quotation_count, 1);
    assert_speaker(known, known->quotations[known->articles[1].quotation_begin].speaker, 20, "Zoë Ångström");
    assert_speaker(known, known->quotations[known->articles[0].quotation_begin].speaker, 20, "Zoë Ångström");
    assert_int_equal(known->speaker_count, first.speaker_count);

    assert_int_equal(known->member_count, 4);
    static const uint32_t members[][2] = {{9, 0}, {8, 1}, {9, 1}, {8, 3}};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(known->members[i].family, members[i][0]);
        assert_int_equal(known->members[i].article, members[i][1]);
    }
    /* 2, 3 and 4 of them were there before; 1 is between one that was read and one that was not. */
    static const uint32_t pairs[][2] = {{0, 1}, {1, 3}, {1, 2}, {2, 1}};
    assert_int_equal(known->passages.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(known->passages.items[i].a_article, pairs[i][0]);
        assert_int_equal(known->passages.items[i].b_article, pairs[i][1]);
    }
    small_close(&small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(articles_and_quotations_are_read),
        STORE_TEST(places_and_last_numbers_are_read),
        STORE_TEST(passages_are_read),
        STORE_TEST(articles_are_read_once),
        STORE_TEST(quotations_that_are_not_there_are_not_counted),
        STORE_TEST(broken_rows_do_no_harm),
        STORE_TEST(company_is_found),
        STORE_TEST(names_mean_the_speakers_that_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
