/*
 * An addition's findings into the file.
 *
 * In:  the findings of a small corpus, and under which numbers they stand: most are in the file already.
 * Out: rows for what is new; families and stories that new articles belong to, in the place of what they were before;
 *      what is counted of them.
 *
 * Nothing else changes: who is linked to a passage, a quotation, or a family or story of others finds it under the same
 * number. What is counted over all articles (who takes from whom) is counted again from the derivations, which are few;
 * what is counted of a speaker, from what he said in time.
 *
 * Everything runs inside the caller's transaction, in which the numbers were read.
 *
 * Invariant: afterwards all that `check` asks of a traced collection holds.
 */
#include "schema.h"
#include "store_keys.h"
#include "store_numbers.h"
#include "store_records.h"
#include "store_rows.h"
#include "store_speakers.h"
#include "store_tables.h"
#include "store_word_articles.h"

/* --- Statements with numbers -------------------------------------------------------------------------------------- */

/* Runs the statement with these numbers as ?1, ?2 …; 0 is NULL. */
static Status run_with(Store *store, sqlite3_stmt *statement, const int64_t *numbers, int count, Error *error) {
    for (int i = 0; i < count; i++) {
        if (numbers[i] != 0) {
            sqlite3_bind_int64(statement, i + 1, numbers[i]);
        } else {
            sqlite3_bind_null(statement, i + 1);
        }
    }
    return store_execute(store, statement, error);
}

/* Once for each number. */
static Status run_for_each(Store *store, const char *sql, KnownNumbers numbers, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store, sql, &statement, error);
    for (uint32_t i = 0; i < numbers.count && !status; i++)
        status = run_with(store, statement, &numbers.items[i], 1, error);
    store_release(store, statement);
    return status;
}

static Status run_all_for_each(Store *store, const char *const *statements, size_t count, KnownNumbers numbers,
                               Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = 0; i < count && !status; i++) status = run_for_each(store, statements[i], numbers, error);
    return status;
}

/* --- What gives way ----------------------------------------------------------------------------------------------- */

static Status clear_replaced(const Writer *writer, Error *error) {
    static const char *const of_family[] = {
        "DELETE FROM variant WHERE family = ?1",
        "DELETE FROM member WHERE family = ?1",
        "DELETE FROM family_number WHERE family = ?1",
        "DELETE FROM family WHERE number = ?1",
    };
    static const char *const of_story[] = {
        "DELETE FROM evidence_item WHERE derivation IN (SELECT number FROM derivation WHERE story = ?1)",
        "DELETE FROM derivation WHERE story = ?1",
        "DELETE FROM story_number WHERE story = ?1",
        "DELETE FROM story WHERE number = ?1",
    };
    Status status =
        run_for_each(writer->store, "DELETE FROM taking WHERE ?1", (KnownNumbers){(const int64_t[]){1}, 1}, error);
    if (!status)
        status = run_all_for_each(writer->store, of_family, sizeof of_family / sizeof *of_family,
                                  writer->numbers.replaced_families, error);
    if (!status)
        status = run_all_for_each(writer->store, of_story, sizeof of_story / sizeof *of_story,
                                  writer->numbers.replaced_stories, error);
    return status;
}

/* --- Articles that were traced before ------------------------------------------------------------------------------ */

/*
 * Most of what may have changed has not, and a page that is written for nothing costs as much as another: a row is only
 * touched where it becomes another.
 */

/* The stories of those whose story is written. */
static Status move_articles(const Writer *writer, Error *error) {
    const Stories *stories = &writer->findings->lineage->stories;
    const FindingNumbers numbers = writer->numbers.stories;
    sqlite3_stmt *statement;
    Status status =
        store_prepare(writer->store, "UPDATE article_finding SET story = ?2 WHERE article_key = ?1 AND story IS NOT ?2",
                      &statement, error);
    for (uint32_t i = 0; i < writer->findings->corpus->article_count && !status; i++) {
        const uint32_t story = stories->by_article[i];
        if (writer->numbers.new_articles[i] || !numbers.written[story]) continue;
        const int64_t values[] = {writer->stored.keys[i], numbers.numbers[story]};
        status = run_with(writer->store, statement, values, 2, error);
    }
    store_release(writer->store, statement);
    return status;
}

/* The families of their quotations; none where the family is not there any more, or without it. */
static Status move_quotations(const Writer *writer, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    const FindingNumbers families = writer->numbers.families;
    sqlite3_stmt *statement;
    Status status = store_prepare(
        writer->store,
        "UPDATE quotation SET family = ?2 WHERE number = ?1 AND family IS NOT ?2 AND (?2 IS NOT NULL OR NOT EXISTS"
        " (SELECT 1 FROM member AS m WHERE m.family = quotation.family AND m.quotation = ?1))",
        &statement, error);
    for (uint32_t i = 0; i < quotations->count && !status; i++) {
        if (!writer->numbers.touched_quotations[i]) continue;
        const uint32_t family = quotations->items[i].family;
        const bool written = family != INDEX_NONE && families.written[family];
        const int64_t values[] = {writer->numbers.quotations.numbers[i], written ? families.numbers[family] : 0};
        status = run_with(writer->store, statement, values, 2, error);
    }
    store_release(writer->store, statement);
    return status;
}

/* --- What is counted ---------------------------------------------------------------------------------------------- */

/* by_article: the rank of each new article. */
static Status write_ranks(const Writer *writer, double *by_article, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    Arena scratch = writer->scratch;
    Articles added = {.items = arena_new_array(&scratch, Article, corpus->article_count)};
    uint32_t *indexes = arena_new_array(&scratch, uint32_t, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        if (!writer->numbers.new_articles[i]) continue;
        indexes[added.count] = i;
        added.items[added.count++] = corpus->articles[i];
    }
    AddedRanks ranks;
    Status status = store_ranks_between(writer->store, &added, &ranks, &scratch, error);
    if (!status && !ranks.room)
        status = error_set(error, STEMMA_LIMIT, "no place in time is left between two articles");
    sqlite3_stmt *statement = NULL;
    if (!status)
        status = store_prepare(writer->store, "INSERT INTO article_number VALUES (?1, 0, 0, ?2)", &statement, error);
    for (uint32_t i = 0; i < added.count && !status; i++) {
        by_article[indexes[i]] = ranks.ranks[i];
        sqlite3_bind_int64(statement, 1, writer->stored.keys[indexes[i]]);
        sqlite3_bind_double(statement, 2, ranks.ranks[i]);
        status = store_execute(writer->store, statement, error);
    }
    store_release(writer->store, statement);
    return status;
}

/* Who took from whom, for the articles of the stories written. */
static Status count_takers(const Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    sqlite3_stmt *statement;
    Status status = store_prepare(
        writer->store,
        "UPDATE article_number SET taker_count = takers, source_count = sources FROM (SELECT"
        " (SELECT count(*) FROM derivation WHERE from_article_key = ?1 AND direction <> 'unknown') AS takers,"
        " (SELECT count(*) FROM derivation WHERE to_article_key = ?1 AND direction <> 'unknown') AS sources)"
        " WHERE article_key = ?1 AND (taker_count <> takers OR source_count <> sources)",
        &statement, error);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++) {
        if (!writer->numbers.stories.written[writer->findings->lineage->stories.by_article[i]]) continue;
        status = run_with(writer->store, statement, &writer->stored.keys[i], 1, error);
    }
    store_release(writer->store, statement);
    return status;
}

/* A new quotation, and when it was said. */
typedef struct Saying {
    uint32_t quotation;
    double rank;
} Saying;

static Status say(const Writer *writer, sqlite3_stmt *insert, uint32_t speaker, Saying saying, Error *error) {
    const uint32_t family = writer->findings->quotations->items[saying.quotation].family;
    sqlite3_clear_bindings(insert);
    sqlite3_bind_int64(insert, 1, writer->numbers.speakers.numbers[speaker]);
    sqlite3_bind_double(insert, 2, saying.rank);
    sqlite3_bind_int64(insert, 3, writer->numbers.quotations.numbers[saying.quotation]);
    if (family != INDEX_NONE) sqlite3_bind_int64(insert, 4, writer->numbers.families.numbers[family]);
    return store_execute(writer->store, insert, error);
}

/* ranks: by article. A speaker named twice says it once. */
static Status write_said(const Writer *writer, const double *ranks, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    sqlite3_stmt *insert;
    Status status = store_prepare(writer->store, "INSERT OR IGNORE INTO said VALUES (?1, ?2, ?3, ?4)", &insert, error);
    for (uint32_t i = 0; i < quotations->count && !status; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (!writer->numbers.quotations.written[i] || quotation->speaker == INDEX_NONE) continue;
        const Saying saying = {i, ranks[quotation->article]};
        status = say(writer, insert, quotation->speaker, saying, error);
        for (uint32_t k = 0; k < quotation->joint_count && !status; k++)
            status = say(writer, insert, quotation->joint[k], saying, error);
    }
    store_release(writer->store, insert);
    return status;
}

/* What known speakers said may belong to another family now. */
static Status move_said(const Writer *writer, Error *error) {
    sqlite3_stmt *update;
    Status status = store_prepare(
        writer->store,
        "UPDATE said SET family = (SELECT family FROM quotation WHERE number = ?1) WHERE quotation = ?1 AND speaker IN"
        " (SELECT speaker FROM quotation WHERE number = ?1 AND speaker IS NOT NULL UNION SELECT speaker FROM"
        " joint_speaker WHERE quotation = ?1) AND time_rank = (SELECT n.time_rank FROM quotation AS q JOIN"
        " article_number AS n USING (article_key) WHERE q.number = ?1)"
        " AND family IS NOT (SELECT family FROM quotation WHERE number = ?1)",
        &update, error);
    for (uint32_t i = 0; i < writer->findings->quotations->count && !status; i++) {
        if (writer->numbers.touched_quotations[i])
            status = run_with(writer->store, update, &writer->numbers.quotations.numbers[i], 1, error);
    }
    store_release(writer->store, update);
    return status;
}

/*
 * Speaker ?1, of whom ?2 quotations more are there, with numbers from ?3 on. Where the first thing he said is an old one,
 * its date is known: the undated stand behind the dated. The date of the last is, where no article is undated; else, ?4,
 * or where something new is the first or last, it is asked of the articles.
 */
#define DATE_SAID(order)                                                                                               \
    "(SELECT a.published FROM said AS s CROSS JOIN quotation AS q ON q.number = s.quotation"                           \
    " CROSS JOIN article AS a USING (article_key) WHERE s.speaker = ?1 AND a.published_begin_unix_s IS NOT NULL"       \
    " ORDER BY s.time_rank " order ", s.quotation " order " LIMIT 1)"
#define IS_NEW_SAID(order)                                                                                             \
    "(SELECT quotation FROM said WHERE speaker = ?1 ORDER BY time_rank " order ", quotation " order " LIMIT 1) >= ?3"
#define UPDATE_SPEAKER                                                                                                 \
    "UPDATE speaker SET quotation_count = quotation_count + ?2, first_published = CASE WHEN " IS_NEW_SAID(             \
        "ASC") " THEN " DATE_SAID("ASC") " ELSE first_published END, last_published = CASE WHEN ?4 IS NOT NULL "       \
                                         "OR " IS_NEW_SAID("DESC") " THEN " DATE_SAID("DESC") " ELSE last_published "  \
                                                                                              "END WHERE number = ?1"

/* The undated come last in time. */
static Status find_undated(Store *store, int64_t *undated, Error *error) {
    return store_number(store,
                        "SELECT coalesce((SELECT a.published_begin_unix_s IS NULL FROM article_number AS n CROSS JOIN"
                        " article AS a USING (article_key) ORDER BY n.time_rank DESC LIMIT 1), 1)",
                        undated, error);
}

static int64_t first_written(const Writer *writer) {
    const FindingNumbers numbers = writer->numbers.quotations;
    int64_t first = INT64_MAX;
    for (uint32_t i = 0; i < writer->findings->quotations->count; i++)
        if (numbers.written[i] && numbers.numbers[i] < first) first = numbers.numbers[i];
    return first;
}

/* Of speakers that were known before and are quoted by new articles. */
static Status count_speakers(const Writer *writer, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    const uint32_t count = writer->findings->speakers->count;
    Arena scratch = writer->scratch;
    int64_t *more = arena_new_array(&scratch, int64_t, count + 1u);
    for (uint32_t i = 0; i < quotations->count; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (!writer->numbers.quotations.written[i] || quotation->speaker == INDEX_NONE) continue;
        more[quotation->speaker]++;
        for (uint32_t k = 0; k < quotation->joint_count; k++) more[quotation->joint[k]]++;
    }
    const int64_t first = first_written(writer);
    int64_t undated = 0;
    sqlite3_stmt *statement = NULL;
    Status status = find_undated(writer->store, &undated, error);
    if (!status) status = store_prepare(writer->store, UPDATE_SPEAKER, &statement, error);
    for (uint32_t i = 0; i < count && !status; i++) {
        if (more[i] == 0 || writer->numbers.speakers.written[i]) continue;
        const int64_t values[] = {writer->numbers.speakers.numbers[i], more[i], first, undated};
        status = run_with(writer->store, statement, values, 4, error);
    }
    store_release(writer->store, statement);
    return status;
}

/* The surest derivation is the example, and of equals the first by number. */
static Status count_outlets(const Writer *writer, Error *error) {
    static const char *const statements[] = {
        "INSERT INTO taking SELECT from_outlet, to_outlet, n, number FROM (SELECT coalesce(a.outlet, '') AS "
        "from_outlet,"
        " coalesce(b.outlet, '') AS to_outlet, d.number, count(*) OVER pair AS n, row_number() OVER (PARTITION BY"
        " coalesce(a.outlet, ''), coalesce(b.outlet, '') ORDER BY d.confidence DESC, d.number) AS place"
        " FROM derivation AS d JOIN article AS a ON a.article_key = d.from_article_key"
        " JOIN article AS b ON b.article_key = d.to_article_key WHERE d.direction <> 'unknown'"
        " WINDOW pair AS (PARTITION BY coalesce(a.outlet, ''), coalesce(b.outlet, ''))) WHERE place = 1",
        "UPDATE outlet_number SET given_count = coalesce((SELECT sum(derivation_count) FROM taking WHERE from_outlet ="
        " outlet AND to_outlet <> outlet), 0), taken_count = coalesce((SELECT sum(derivation_count) FROM taking"
        " WHERE to_outlet = outlet AND from_outlet <> outlet), 0)",
    };
    const Corpus *corpus = writer->findings->corpus;
    sqlite3_stmt *statement;
    Status status = store_prepare(writer->store,
                                  "INSERT INTO outlet_number VALUES (?1, 1, 0, 0)"
                                  " ON CONFLICT (outlet) DO UPDATE SET article_count = article_count + 1",
                                  &statement, error);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++) {
        const Bytes outlet = corpus->articles[i].outlet;
        if (!writer->numbers.new_articles[i] || outlet.size == 0) continue;
        sqlite3_bind_text64(statement, 1, (const char *)outlet.data, outlet.size, SQLITE_STATIC, SQLITE_UTF8);
        status = store_execute(writer->store, statement, error);
    }
    store_release(writer->store, statement);
    for (size_t i = 0; i < sizeof statements / sizeof *statements && !status; i++)
        status = store_run(writer->store, statements[i], error);
    return status;
}

static Status write_totals(const Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    int64_t words = 0, last_key = 0;
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        if (!writer->numbers.new_articles[i]) continue;
        words += corpus->texts[i].word_count;
        if (writer->stored.keys[i] > last_key) last_key = writer->stored.keys[i];
    }
    const int64_t values[] = {
        last_key, words, (int64_t)numbers_count_written(writer->numbers.passages, writer->findings->passages->count),
        (int64_t)numbers_count_written(writer->numbers.quotations, writer->findings->quotations->count)};
    sqlite3_stmt *statement;
    Status status = store_prepare(writer->store,
                                  "UPDATE trace SET last_article_key = ?1, words = words + coalesce(?2, 0),"
                                  " passages = passages + coalesce(?3, 0), quotations = quotations + coalesce(?4, 0),"
                                  " stories = (SELECT count(*) FROM story), families = (SELECT count(*) FROM family),"
                                  " derivations = (SELECT count(*) FROM derivation)",
                                  &statement, error);
    if (!status) status = run_with(writer->store, statement, values, 4, error);
    store_release(writer->store, statement);
    return status;
}

static Status write_all(Writer *writer, Error *error) {
    Status status = clear_replaced(writer, error);
    if (!status) status = tables_write(writer, error);
    if (!status) status = move_articles(writer, error);
    if (!status) status = move_quotations(writer, error);
    if (!status)
        status = store_group_numbers_write(writer->store, writer->findings, &writer->stored, writer->scratch, error);
    Arena scratch = writer->scratch;
    double *ranks = arena_new_array(&scratch, double, writer->findings->corpus->article_count);
    writer->scratch = scratch;
    if (!status) status = write_ranks(writer, ranks, error);
    if (!status) status = count_takers(writer, error);
    if (!status) status = write_said(writer, ranks, error);
    if (!status) status = move_said(writer, error);
    if (!status)
        status = store_speaker_words_write(writer->store, writer->findings->speakers, writer->numbers.speakers, error);
    if (!status) status = count_speakers(writer, error);
    if (!status) status = count_outlets(writer, error);
    if (!status) status = store_records_write(writer->store, writer->findings, &writer->stored, error);
    return status ? status : write_totals(writer, error);
}

static Status write_signatures(const Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    Arena scratch = writer->scratch;
    StoredSignature *signatures = arena_new_array(&scratch, StoredSignature, corpus->article_count);
    uint32_t count = 0;
    for (uint32_t place = 0; place < corpus->article_count; place++) {
        const uint32_t i = writer->stored.by_key[place];
        if (writer->numbers.new_articles[i])
            signatures[count++] = (StoredSignature){writer->stored.keys[i], writer->findings->signatures[i]};
    }
    return store_signatures_add(writer->store, signatures, count, error);
}

/* For `find`, which the word index tells nothing of them. */
static Status write_words(const Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    Arena scratch = writer->scratch;
    AddedText *texts = arena_new_array(&scratch, AddedText, corpus->article_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        if (writer->numbers.new_articles[i]) texts[count++] = (AddedText){writer->stored.keys[i], &corpus->texts[i]};
    }
    return word_articles_write(writer->store, &corpus->vocabulary, texts, count, error);
}

Status store_addition_write(Store *store, const Findings *findings, Arena scratch, Error *error) {
    const uint32_t article_count = findings->corpus->article_count;
    Writer writer = {.store = store, .findings = findings, .numbers = *findings->addition};
    writer.indexes = arena_new_array(&scratch, CodePointIndex, article_count);
    for (uint32_t i = 0; i < article_count; i++)
        writer.indexes[i] = code_point_index_build(findings->corpus->texts[i].bytes, &scratch);
    Status status = store_keys_find(store, findings->corpus, &writer.stored, &scratch, error);
    writer.scratch = scratch;
    if (!status) status = write_all(&writer, error);
    if (!status) status = write_words(&writer, error);
    return status ? status : write_signatures(&writer, error);
}
