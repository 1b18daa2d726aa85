/* Tables of findings: rows in any number, the word index and the counts, each against a slow obvious twin. */
#include "store_fixture.h"

#include "lib/store/store_rows.h"
#include "lib/store/store_word_lists.h"

#define ARTICLE_COUNT 3000 /* so that some words have long lists */

static uint32_t draw(uint64_t *random, uint32_t below) {
    *random = *random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*random >> 33) % below;
}

/* --- Rows --------------------------------------------------------------------------------------------------------- */

static void rows_in_any_number(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    static const uint32_t counts[] = {0, 1, 2, 31, 32, 33, 63, 64, 65, 200};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        Error error = {0};
        Rows rows;
        Status status = store_transaction_begin(store, 0, &error);
        assert_int_equal(status, STEMMA_OK);
        assert_int_equal(store_run(store, "DELETE FROM story", &error), STEMMA_OK);
        rows_open(&rows, store, (RowTable){"story", 6}, counts[i]);
        for (uint32_t row = 0; row < counts[i]; row++) {
            assert_int_equal(rows_next(&rows, &error), STEMMA_OK);
            row_ordinal(&rows, 1, row);
            uint32_t list[] = {row, 7};
            if (row % 3 == 0) row_numbers(&rows, 2, list, 2); /* else NULL, whatever stood there in rows before */
            row_number(&rows, 3, row * 5);
            row_number(&rows, 4, -1);
        }
        assert_int_equal(rows_close(&rows, STEMMA_OK, &error), STEMMA_OK);
        assert_int_equal(store_transaction_commit(store, &error), STEMMA_OK);
        char expected[60];
        snprintf(expected, sizeof expected, "%u|%u|%u", counts[i], (counts[i] + 2) / 3, counts[i]);
        assert_query(
            "SELECT format('%d|%d|%d', count(*), count(title), coalesce(sum(number = article_count / 5 + 1 AND "
            "title IS iif((number - 1) % 3, NULL, format('[%d,7]', number - 1))), 0)) FROM story",
            expected);
    }
    store_close(store);
}

static void refused_values_fail(void **state) {
    (void)state;
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Error error = {0};
    Rows rows;
    assert_int_equal(store_transaction_begin(store, 0, &error), STEMMA_OK);
    rows_open(&rows, store, (RowTable){"reason", 2}, 1);
    assert_int_equal(rows_next(&rows, &error), STEMMA_OK);
    row_number(&rows, 1, 1);
    row_bytes(&rows, 2, (Bytes){(const uint8_t *)"never read", (size_t)1 << 30});
    assert_int_equal(rows_close(&rows, STEMMA_OK, &error), STEMMA_LIMIT);
    store_transaction_roll_back(store);

    /* A table's own rules hold for each row; what was written before goes too. */
    assert_int_equal(store_transaction_begin(store, 0, &error), STEMMA_OK);
    rows_open(&rows, store, (RowTable){"reason", 2}, 40);
    Status status = STEMMA_OK;
    for (int row = 0; row < 40 && (status = rows_next(&rows, &error)) == STEMMA_OK; row++) {
        row_number(&rows, 1, row);
        if (row != 35) row_name(&rows, 2, "a sentence");
    }
    assert_int_not_equal(rows_close(&rows, status, &error), STEMMA_OK);
    store_transaction_roll_back(store);
    store_close(store);
    assert_query("SELECT count(*) FROM reason", "0");
}

/* --- Findings drawn by lot ---------------------------------------------------------------------------------------- */

/* As many of everything as the counts need; the words alone are real. */
typedef struct Drawn {
    Article *articles;
    Corpus corpus;
    Passages passages;
    Quotations quotations;
    Speakers speakers;
    Families families;
    Lineage lineage;
    Findings findings;
} Drawn;

static void draw_articles(Drawn *drawn, uint64_t *random, Arena *result) {
    drawn->articles = arena_new_array(result, Article, ARTICLE_COUNT);
    for (uint32_t i = 0; i < ARTICLE_COUNT; i++) {
        Article *article = &drawn->articles[i];
        *article = article_make(i, result);
        Buffer text = {.arena = result}, outlet = {.arena = result}, published = {.arena = result};
        buffer_append_string(&text, "Zoë said a thing at noon. ");
        for (uint32_t word = draw(random, 20); word > 0; word--) {
            uint32_t most = 1 + draw(random, 300);
            buffer_printf(&text, "w%u ", draw(random, most));
        }
        article->text = buffer_bytes(&text);
        buffer_printf(&published, "2021 less %u days", i);
        if (article->published.size > 0) article->published = buffer_bytes(&published);
        buffer_printf(&outlet, "Outlet %u", draw(random, 12));
        article->outlet = draw(random, 5) == 0 ? (Bytes){0} : buffer_bytes(&outlet);
    }
    drawn->corpus = corpus_build(drawn->articles, ARTICLE_COUNT, 1, result);
}

static void draw_quotations(Drawn *drawn, uint64_t *random, Arena *result) {
    enum { COUNT = 2000, SPEAKERS = 60 };
    Quotation *items = arena_new_array(result, Quotation, COUNT);
    Speaker *speakers = arena_new_array(result, Speaker, SPEAKERS);
    for (uint32_t i = 0; i < COUNT; i++) {
        items[i] = (Quotation){.article = (uint32_t)((uint64_t)i * ARTICLE_COUNT / COUNT),
                               .family = i % 7 ? INDEX_NONE : i / 7 % 50};
        items[i].speaker = draw(random, 3) == 0 ? INDEX_NONE : draw(random, SPEAKERS);
        items[i].joint_count = items[i].speaker == INDEX_NONE ? 0 : draw(random, 3);
        for (uint32_t k = 0; k < items[i].joint_count; k++) items[i].joint[k] = draw(random, SPEAKERS);
    }
    for (uint32_t i = 0; i < SPEAKERS; i++) {
        Buffer name = {.arena = result}, spelling = {.arena = result};
        buffer_printf(&name, "Ada  Roe%u Zoë", i % 20);
        buffer_printf(&spelling, "roe%u \"ADA\" ", i % 20);
        Bytes *spellings = arena_new_array(result, Bytes, 2);
        spellings[0] = buffer_bytes(&name);
        spellings[1] = buffer_bytes(&spelling);
        speakers[i] = (Speaker){.name = spellings[0], .spellings = spellings, .spelling_count = 2};
    }
    drawn->quotations = (Quotations){.items = items, .count = COUNT};
    drawn->speakers = (Speakers){.items = speakers, .count = SPEAKERS};
}

static void draw_families(Drawn *drawn, uint64_t *random, Arena *result) {
    enum { COUNT = 50 };
    Family *items = arena_new_array(result, Family, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        Witness *members = arena_new_array(result, Witness, 40);
        Variant *variants = arena_new_array(result, Variant, 3);
        uint32_t article = draw(random, 100);
        items[i].member_count = 2 + draw(random, 38);
        for (uint32_t k = 0; k < items[i].member_count; k++, article += draw(random, 20))
            members[k] = (Witness){.quotation = INDEX_NONE, .article = article};
        items[i].variant_count = draw(random, 4);
        for (uint32_t k = 0; k < items[i].variant_count; k++) variants[k].weight = (VariantWeight)draw(random, 2);
        items[i].members = members;
        items[i].variants = variants;
    }
    drawn->families = (Families){.items = items, .count = COUNT};
}

static void draw_lineage(Drawn *drawn, uint64_t *random, Arena *result) {
    enum { STORIES = 150, SIZE = ARTICLE_COUNT / STORIES, DERIVATIONS = 400 };
    Story *stories = arena_new_array(result, Story, STORIES);
    uint32_t *by_article = arena_new_array(result, uint32_t, ARTICLE_COUNT);
    for (uint32_t i = 0; i < STORIES; i++) {
        uint32_t *articles = arena_new_array(result, uint32_t, SIZE);
        for (uint32_t k = 0; k < SIZE; k++) by_article[articles[k] = i + k * STORIES] = i;
        stories[i] = (Story){.articles = articles, .article_count = SIZE, .origin_count = 1};
    }
    Derivation *items = arena_new_array(result, Derivation, DERIVATIONS);
    for (uint32_t i = 0; i < DERIVATIONS; i++) {
        items[i] = (Derivation){.from_article = draw(random, ARTICLE_COUNT),
                                .to_article = draw(random, ARTICLE_COUNT),
                                .direction = (Direction)draw(random, 3),
                                .confidence = (float)draw(random, 9) / 8,
                                .lost_ancestor = INDEX_NONE};
    }
    drawn->lineage = (Lineage){.stories = {.items = stories, .count = STORIES, .by_article = by_article},
                               .derivations = {.items = items, .count = DERIVATIONS}};
}

static Drawn *draw_findings(uint64_t random, Arena *result) {
    Drawn *drawn = arena_new(result, Drawn);
    draw_articles(drawn, &random, result);
    draw_quotations(drawn, &random, result);
    draw_families(drawn, &random, result);
    draw_lineage(drawn, &random, result);
    drawn->findings = (Findings){.corpus = &drawn->corpus,
                                 .passages = &drawn->passages,
                                 .quotations = &drawn->quotations,
                                 .speakers = &drawn->speakers,
                                 .families = &drawn->families,
                                 .lineage = &drawn->lineage};
    return drawn;
}

/* Added against their order, so that keys are not places in the corpus. */
static Store *store_drawn(Drawn *drawn, uint32_t threads) {
    Store *store = open_ok(STEMMA_OPEN_WRITE);
    Article turned[ARTICLE_COUNT];
    for (uint32_t i = 0; i < ARTICLE_COUNT; i++) turned[i] = drawn->articles[ARTICLE_COUNT - 1 - i];
    add_articles(store, turned, ARTICLE_COUNT);
    drawn->findings.threads = threads;
    write_findings(store, &drawn->findings);
    return store;
}

/* --- Counts ------------------------------------------------------------------------------------------------------- */

/* What the table holds and what the query gives are the same rows. */
static void assert_same_rows(const char *table, const char *query) {
    char sql[2000];
    snprintf(sql, sizeof sql,
             "WITH twin AS (%s) SELECT format('%%d %%d %%d', (SELECT count(*) FROM (SELECT * FROM %s EXCEPT SELECT * "
             "FROM twin)), (SELECT count(*) FROM twin) - (SELECT count(*) FROM %s), (SELECT count(*) > 10 FROM %s))",
             query, table, table, table);
    assert_query(sql, "0 0 1");
}

static void counts_are_those_of_sql(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    store_close(store_drawn(draw_findings(11, &arena), 2));
    assert_query("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'", "0");
    assert_same_rows("story_number", "SELECT f.story, count(*), count(DISTINCT a.outlet) FROM article_finding AS f"
                                     " JOIN article AS a USING (article_key) GROUP BY f.story");
    assert_same_rows("family_number",
                     "SELECT m.family, count(*), count(DISTINCT m.article_key), count(DISTINCT a.outlet),"
                     " (SELECT count(*) FROM variant AS v WHERE v.family = m.family),"
                     " (SELECT count(*) FROM variant AS v WHERE v.family = m.family AND v.weight = 'meaning')"
                     " FROM member AS m JOIN article AS a USING (article_key) GROUP BY m.family");
    assert_same_rows(
        "article_number",
        "SELECT a.article_key,"
        " (SELECT count(*) FROM derivation WHERE from_article_key = a.article_key AND direction <> 'unknown'),"
        " (SELECT count(*) FROM derivation WHERE to_article_key = a.article_key AND direction <> 'unknown'),"
        " row_number() OVER (ORDER BY a.published_begin_unix_s NULLS LAST, a.path, a.id) FROM article AS a");
    assert_same_rows("said",
                     "SELECT s.speaker, n.time_rank, q.number, q.family FROM (SELECT speaker, number FROM quotation"
                     " WHERE speaker IS NOT NULL UNION SELECT speaker, quotation FROM joint_speaker) AS s"
                     " JOIN quotation AS q ON q.number = s.number JOIN article_number AS n USING (article_key)");
    assert_same_rows(
        "speaker_word",
        "SELECT DISTINCT w.value, s.number FROM (SELECT number, name FROM speaker"
        " UNION SELECT n.number, p.value FROM speaker AS n, json_each(n.spellings) AS p) AS s,"
        " json_each('[' || replace(json_quote(lower(s.name)), ' ', '\",\"') || ']') AS w WHERE w.value <> ''");
    assert_same_rows("taking",
                     "SELECT coalesce(a.outlet, '') AS f, coalesce(b.outlet, '') AS t, count(*),"
                     " (SELECT e.number FROM derivation AS e JOIN article AS x ON x.article_key = e.from_article_key"
                     " JOIN article AS y ON y.article_key = e.to_article_key WHERE x.outlet IS a.outlet"
                     " AND y.outlet IS b.outlet AND e.direction <> 'unknown' ORDER BY e.confidence DESC, e.number"
                     " LIMIT 1) FROM derivation AS d JOIN article AS a ON a.article_key = d.from_article_key"
                     " JOIN article AS b ON b.article_key = d.to_article_key WHERE d.direction <> 'unknown'"
                     " GROUP BY f, t");
    assert_same_rows(
        "outlet_number",
        "SELECT a.outlet, count(*), (SELECT coalesce(sum(derivation_count), 0) FROM taking WHERE from_outlet ="
        " a.outlet AND to_outlet <> a.outlet), (SELECT coalesce(sum(derivation_count), 0) FROM taking WHERE"
        " to_outlet = a.outlet AND from_outlet <> a.outlet) FROM article AS a WHERE a.outlet IS NOT NULL"
        " GROUP BY a.outlet");
    assert_query("SELECT count(*) FROM speaker AS s WHERE first_published IS NOT (SELECT a.published FROM said AS o"
                 " JOIN quotation AS q ON q.number = o.quotation JOIN article AS a USING (article_key)"
                 " WHERE o.speaker = s.number AND a.published IS NOT NULL ORDER BY a.published_begin_unix_s LIMIT 1)",
                 "0");
    arena_close(&arena);
}

/* --- The word index ----------------------------------------------------------------------------------------------- */

static uint32_t ranks[ARTICLE_COUNT];

static void read_ranks(const WordIndex *index, const Drawn *drawn) {
    Error error = {0};
    for (uint32_t i = 0; i < ARTICLE_COUNT; i++)
        assert_int_equal(store_article_rank(index, drawn->articles[i].id, &ranks[i], &error), STEMMA_OK);
}

/* All articles one after the other: second is WORD_ID_NONE for a word alone. */
static void assert_ranks(const Drawn *drawn, const RankSet *set, uint32_t first, uint32_t second) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < ARTICLE_COUNT; i++) {
        const Text *text = &drawn->corpus.texts[i];
        bool has = false;
        for (uint32_t w = 0; w < text->word_count && !has; w++) {
            has = text->word_ids[w] == first &&
                  (second == WORD_ID_NONE || (w + 1 < text->word_count && text->word_ids[w + 1] == second));
        }
        assert_int_equal(rank_set_has(set, ranks[i]), has);
        count += has;
    }
    assert_int_equal(set->count, count);
}

static void word_index_is_complete(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Drawn *drawn = draw_findings(23, &arena);
    store_close(store_drawn(drawn, 1));
    Store *store = open_ok(STEMMA_OPEN_READ);
    Error error = {0};
    WordIndex index;
    assert_int_equal(store_word_index_open(store, &index, &arena, &error), STEMMA_OK);
    assert_true(index.there);
    read_ranks(&index, drawn);
    const Vocabulary *vocabulary = &drawn->corpus.vocabulary;
    uint32_t pair_count = 0, frequent[2048], frequent_count = 0;
    for (uint32_t word = 0; word < vocabulary->count; word++) {
        if (vocabulary->article_counts[word] >= index.frequent_articles_min) frequent[frequent_count++] = word;
        if (word % 7 != 0 && word > 20) continue; /* some of them: the twin is slow */
        RankSet set;
        assert_int_equal(store_word_index_read(&index, vocabulary->hashes[word], &set, &arena, &error), 0);
        assert_ranks(drawn, &set, word, WORD_ID_NONE);
    }
    assert_true(frequent_count > 10);
    for (uint32_t i = 0; i < frequent_count; i++) {
        for (uint32_t k = i % 5; k < frequent_count; k += 5) {
            RankSet set;
            uint64_t hash = store_word_pair_hash(vocabulary->hashes[frequent[i]], vocabulary->hashes[frequent[k]]);
            assert_int_equal(store_word_index_read(&index, hash, &set, &arena, &error), STEMMA_OK);
            assert_ranks(drawn, &set, frequent[i], frequent[k]);
            pair_count += set.count > 0;
        }
    }
    assert_true(pair_count > 10);
    store_close(store);
    arena_close(&arena);
}

/* Every bucket holds one word only, with a list of so many bytes, all 0 but one. */
static void harm_word_index(uint64_t hash, size_t size, size_t byte, uint8_t value) {
    uint8_t words[600] = {0}, *out = words;
    for (int i = 0; i < 8; i++) *out++ = (uint8_t)(hash >> (8 * i));
    *out++ = 1; /* article */
    out = packed_number_write(out, size);
    out[byte] = value;
    sqlite3 *database;
    sqlite3_stmt *update;
    assert_int_equal(sqlite3_open(collection_path, &database), SQLITE_OK);
    const char *sql = "UPDATE word_index SET words = ?1 WHERE bucket >= 0";
    assert_int_equal(sqlite3_prepare_v2(database, sql, -1, &update, NULL), SQLITE_OK);
    sqlite3_bind_blob(update, 1, words, (int)(out + size - words), SQLITE_STATIC);
    assert_int_equal(sqlite3_step(update), SQLITE_DONE);
    sqlite3_finalize(update);
    sqlite3_close(database);
}

static Status read_harmed(uint64_t hash, RankSet *set, Arena *result) {
    Store *store = open_ok(STEMMA_OPEN_READ);
    Error error = {0};
    WordIndex index;
    assert_int_equal(store_word_index_open(store, &index, result, &error), STEMMA_OK);
    Status status = store_word_index_read(&index, hash, set, result, &error);
    store_close(store);
    return status;
}

static void sets_of_the_word_index_are_not_believed(void **state) {
    (void)state;
    Arena arena = arena_open(0);
    Drawn *drawn = draw_findings(29, &arena);
    store_close(store_drawn(drawn, 1));
    const uint64_t hash = drawn->corpus.vocabulary.hashes[0];
    const size_t size = RANK_SET_WORDS(ARTICLE_COUNT) * 8, last = ARTICLE_COUNT / 8;
    RankSet set;
    harm_word_index(hash, size, last, 1U << ARTICLE_COUNT % 8); /* the last article: that is well */
    assert_int_equal(read_harmed(hash, &set, &arena), STEMMA_OK);
    assert_int_equal(set.count, 1);
    assert_true(rank_set_has(&set, ARTICLE_COUNT));
    harm_word_index(hash, size, 0, 1); /* rank 0 */
    assert_int_equal(read_harmed(hash, &set, &arena), STEMMA_DAMAGED);
    harm_word_index(hash, size, size - 1, 0x80); /* one behind the last */
    assert_int_equal(read_harmed(hash, &set, &arena), STEMMA_DAMAGED);
    harm_word_index(hash, size + 1, 0, 2); /* too large */
    assert_int_equal(read_harmed(hash, &set, &arena), STEMMA_DAMAGED);
    arena_close(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        STORE_TEST(rows_in_any_number),
        STORE_TEST(refused_values_fail),
        STORE_TEST(counts_are_those_of_sql),
        STORE_TEST(word_index_is_complete),
        STORE_TEST(sets_of_the_word_index_are_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
