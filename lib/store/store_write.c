/*
 * A trace's findings into the file.
 *
 * In:  the arrays of all stages, articles in canonical order.
 * Out: the findings tables, replaced as a whole, and what they were found in.
 *
 * One transaction: a reader or a kill sees the old findings or the new ones. Rows go in by ascending key, so every
 * table is filled at its end, and indexes are made when all rows are there; nothing is gathered first, so memory stays that of the arrays and one index of code
 * points (a sixteenth of the text, nothing for ASCII). Foreign keys are not enforced in here: the links are array
 * indexes that the stages' contracts guarantee, and checking them row by row costs as much as writing them; the tests
 * run the check over the finished file.
 *
 * Invariants: what is written depends on the findings alone, article_key aside; numbers are array indexes plus one;
 * shares and confidences are rounded to four decimals.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/parallel.h"
#include "../base/radix.h"
#include "../quote/attribution.h"
#include "places.h"
#include "schema.h"
#include "store_indexes.h"
#include "store_numbers.h"
#include "store_private.h"
#include "store_values.h"
#include "store_words.h"

/* Raised whenever a stage comes to find something else in the same articles: older findings are then found again. */
#define STAGES_VERSION 22

typedef struct Writer {
    Store *store;
    const Findings *findings;
    int64_t *article_keys; /* by index in the corpus */
    uint32_t *by_key; /* indexes in the corpus, by article key */
    CodePointIndex *indexes;
    uint32_t *by_time; /* the same, by time */
    const GatheredWords *word_index;
    Arena scratch; /* free for one row */
} Writer;

static const char *const passage_kind_names[] = {"copied", "edited", "reworded"};
static const char *const speaker_kind_names[] = {"person", "organisation", "other"};

/* --- Whether the findings hold ------------------------------------------------------------------------------------ */

/* Articles are only ever added, under ascending keys. */
Status store_traced(Store *store, bool *traced, Error *error) {
    *traced = false;
    sqlite3_stmt *statement;
    bool row = false;
    Status status = store_prepare(store,
                                  "SELECT stages = ?1 AND last_article_key = coalesce((SELECT max(article_key) FROM"
                                  " article), 0) FROM trace",
                                  &statement, error);
    if (status) return status;
    sqlite3_bind_int64(statement, 1, STAGES_VERSION);
    status = store_step(store, statement, &row, error);
    if (!status && row) *traced = sqlite3_column_int(statement, 0) != 0;
    store_release(store, statement);
    return status;
}

/* --- Values ------------------------------------------------------------------------------------------------------- */

/* start at the parameter and end at the next. */
static void bind_place(const Writer *writer, sqlite3_stmt *statement, int parameter, uint32_t article, ByteSpan bytes) {
    StemmaSpan span = places_from_bytes(&writer->indexes[article], bytes);
    sqlite3_bind_int64(statement, parameter, (int64_t)span.start);
    sqlite3_bind_int64(statement, parameter + 1, (int64_t)span.end);
}

/* The same, NULL for an empty span, which stands for "none". */
static void bind_mention(const Writer *writer, sqlite3_stmt *statement, int parameter, uint32_t article,
                         ByteSpan bytes) {
    if (bytes.begin < bytes.end) {
        bind_place(writer, statement, parameter, article, bytes);
    } else {
        sqlite3_bind_null(statement, parameter);
        sqlite3_bind_null(statement, parameter + 1);
    }
}

/* --- Tables ------------------------------------------------------------------------------------------------------- */

static void order_articles(Writer *writer, Arena *result) {
    const Article *articles = writer->findings->corpus->articles;
    const uint32_t count = writer->findings->corpus->article_count;
    writer->by_key = arena_new_array_uncleared(result, uint32_t, count);
    writer->by_time = arena_new_array_uncleared(result, uint32_t, count);
    Arena scratch = *result;
    KeyValue *keys = arena_new_array_uncleared(&scratch, KeyValue, count);
    for (uint32_t i = 0; i < count; i++) keys[i] = (KeyValue){(uint64_t)writer->article_keys[i], i};
    radix_sort(keys, count, scratch);
    for (uint32_t i = 0; i < count; i++) writer->by_key[i] = (uint32_t)keys[i].value;
    for (uint32_t i = 0; i < count; i++) {
        DateInterval published = articles[i].published_interval;
        uint64_t time = (uint64_t)published.begin_unix_s + ((uint64_t)1 << 63);
        keys[i] = (KeyValue){published.begin_unix_s == published.end_unix_s ? UINT64_MAX : time, i};
    }
    radix_sort(keys, count, scratch);
    for (uint32_t i = 0; i < count; i++) writer->by_time[i] = (uint32_t)keys[i].value;
}

/* Where the stored articles are, and where their characters begin. */
static Status find_articles(Writer *writer, Arena *result, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    writer->article_keys = arena_new_array(result, int64_t, corpus->article_count);
    writer->indexes = arena_new_array(result, CodePointIndex, corpus->article_count);
    sqlite3_stmt *find;
    Status status = store_prepare(writer->store, "SELECT article_key FROM article WHERE id = ?1", &find, error);
    for (uint32_t i = 0; i < corpus->article_count && !status; i++) {
        writer->indexes[i] = code_point_index_build(corpus->texts[i].bytes, result);
        uint8_t id[16];
        bool row = false;
        if (store_id_to_bytes(corpus->articles[i].id, id)) {
            sqlite3_bind_blob(find, 1, id, sizeof id, SQLITE_STATIC);
            status = store_step(writer->store, find, &row, error);
        }
        if (row) writer->article_keys[i] = sqlite3_column_int64(find, 0);
        sqlite3_reset(find);
        if (!status && !row) {
            status =
                error_set(error, STEMMA_INTERNAL, "article %s was traced but is not stored", corpus->articles[i].id);
            error_locate(error, writer->store->path, 0, 0);
        }
    }
    sqlite3_finalize(find);
    if (!status) order_articles(writer, result);
    return status;
}

/* How many articles took from each article whose direction is told; by article. */
static uint32_t *count_takers(const Writer *writer, Arena *result) {
    const Derivations *derivations = &writer->findings->lineage->derivations;
    uint32_t *takers = arena_new_array(result, uint32_t, writer->findings->corpus->article_count);
    for (uint32_t i = 0; i < derivations->count; i++)
        if (derivations->items[i].direction != DIRECTION_UNKNOWN) takers[derivations->items[i].from_article]++;
    return takers;
}

/*
 * The article that gives a story its title: the first by date; where none is dated, the one that most others took from,
 * else the first by path.
 */
static const Article *story_opening(const Corpus *corpus, const Story *story, const uint32_t *takers,
                                    const Article **last_dated) {
    uint32_t most_taken = story->articles[0];
    const Article *first_dated = NULL;
    *last_dated = NULL;
    for (uint32_t i = 0; i < story->article_count; i++) {
        const Article *article = &corpus->articles[story->articles[i]];
        if (takers[story->articles[i]] > takers[most_taken]) most_taken = story->articles[i];
        DateInterval published = article->published_interval;
        if (published.begin_unix_s == published.end_unix_s) continue;
        if (!first_dated || published.begin_unix_s < first_dated->published_interval.begin_unix_s)
            first_dated = article;
        if (!*last_dated || published.end_unix_s > (*last_dated)->published_interval.end_unix_s) *last_dated = article;
    }
    return first_dated ? first_dated : &corpus->articles[most_taken];
}

static Status write_stories(Writer *writer, Error *error) {
    const Stories *stories = &writer->findings->lineage->stories;
    Arena scratch = writer->scratch;
    const uint32_t *takers = count_takers(writer, &scratch);
    sqlite3_stmt *insert;
    Status status = store_prepare(writer->store, "INSERT INTO story VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &insert, error);
    for (uint32_t i = 0; i < stories->count && !status; i++) {
        const Story *story = &stories->items[i];
        const Article *last;
        const Article *first = story_opening(writer->findings->corpus, story, takers, &last);
        sqlite3_clear_bindings(insert);
        values_bind_ordinal(insert, 1, i);
        if (first->title.size > 0) values_bind_bytes(insert, 2, first->title);
        sqlite3_bind_int64(insert, 3, story->article_count);
        sqlite3_bind_int64(insert, 4, story->origin_count);
        if (last) values_bind_bytes(insert, 5, first->published);
        if (last) values_bind_bytes(insert, 6, last->published);
        status = store_execute(writer->store, insert, error);
    }
    sqlite3_finalize(insert);
    return status;
}

/* Neighbouring paragraphs of narration are one block: their borders can be seen in the text. */
static Status write_blocks(Writer *writer, sqlite3_stmt *insert, uint32_t article, Error *error) {
    const Text *text = &writer->findings->corpus->texts[article];
    Status status = STEMMA_OK;
    for (uint32_t i = 0; i < text->paragraph_count && !status;) {
        ByteSpan bytes = text->paragraphs[i].bytes;
        BlockRole role = text->paragraphs[i++].role;
        while (role == BLOCK_NARRATION && i < text->paragraph_count && text->paragraphs[i].role == role) {
            bytes.end = text->paragraphs[i++].bytes.end;
        }
        sqlite3_bind_int64(insert, 1, writer->article_keys[article]);
        bind_place(writer, insert, 2, article, bytes);
        values_bind_name(insert, 4, role_name(role));
        status = store_execute(writer->store, insert, error);
    }
    return status;
}

static Status write_articles(Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    const Quotations *quotations = writer->findings->quotations;
    sqlite3_stmt *insert = NULL, *insert_block = NULL;
    Status status =
        store_prepare(writer->store, "INSERT INTO article_finding VALUES (?1, ?2, ?3, ?4, ?5)", &insert, error);
    if (!status) {
        status = store_prepare(writer->store, "INSERT INTO block VALUES (?1, ?2, ?3, ?4)", &insert_block, error);
    }
    Arena scratch = writer->scratch;
    uint32_t *first_quotations = arena_new_array_uncleared(&scratch, uint32_t, (size_t)corpus->article_count + 1);
    for (uint32_t i = 0, quotation = 0; i <= corpus->article_count; i++) {
        while (quotation < quotations->count && quotations->items[quotation].article < i) quotation++;
        first_quotations[i] = quotation;
    }
    for (uint32_t place = 0; place < corpus->article_count && !status; place++) {
        const uint32_t i = writer->by_key[place];
        sqlite3_bind_int64(insert, 1, writer->article_keys[i]);
        values_bind_ordinal(insert, 2, writer->findings->lineage->stories.by_article[i]);
        sqlite3_bind_int64(insert, 3, corpus->texts[i].word_count);
        values_bind_ordinal(insert, 4, first_quotations[i]);
        sqlite3_bind_int64(insert, 5, first_quotations[i + 1] - first_quotations[i]);
        status = store_execute(writer->store, insert, error);
        if (!status) status = write_blocks(writer, insert_block, i, error);
    }
    sqlite3_finalize(insert);
    sqlite3_finalize(insert_block);
    return status;
}

/* How much a speaker is quoted, and in which articles first and last by date. */
typedef struct SpeakerRecord {
    uint32_t quotation_count;
    const Article *first; /* NULL where none is dated */
    const Article *last;
} SpeakerRecord;

static const SpeakerRecord *speakers_record(const Writer *writer, Arena *result) {
    const Quotations *quotations = writer->findings->quotations;
    SpeakerRecord *records = arena_new_array(result, SpeakerRecord, writer->findings->speakers->count);
    for (uint32_t i = 0; i < quotations->count; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (quotation->speaker == INDEX_NONE) continue;
        SpeakerRecord *record = &records[quotation->speaker];
        record->quotation_count++;
        for (uint32_t k = 0; k < quotation->joint_count; k++) records[quotation->joint[k]].quotation_count++;
        const Article *article = &writer->findings->corpus->articles[quotation->article];
        DateInterval published = article->published_interval;
        if (published.begin_unix_s == published.end_unix_s) continue;
        if (!record->first || published.begin_unix_s < record->first->published_interval.begin_unix_s)
            record->first = article;
        if (!record->last || published.end_unix_s > record->last->published_interval.end_unix_s) record->last = article;
    }
    return records;
}

static Status write_speakers(Writer *writer, Error *error) {
    const Speakers *speakers = writer->findings->speakers;
    Arena memory = writer->scratch;
    const SpeakerRecord *records = speakers_record(writer, &memory);
    sqlite3_stmt *insert = NULL;
    Status status =
        store_prepare(writer->store, "INSERT INTO speaker VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert, error);
    for (uint32_t i = 0; i < speakers->count && !status; i++) {
        const Speaker *speaker = &speakers->items[i];
        Arena scratch = memory;
        sqlite3_clear_bindings(insert);
        values_bind_ordinal(insert, 1, i);
        values_bind_bytes(insert, 2, speaker->name);
        values_bind_name(insert, 3, speaker_kind_names[speaker->kind]);
        values_bind_bytes(insert, 4, values_strings_to_json(speaker->spellings, speaker->spelling_count, &scratch));
        sqlite3_bind_int64(insert, 5, records[i].quotation_count);
        if (records[i].first) values_bind_bytes(insert, 6, records[i].first->published);
        if (records[i].last) values_bind_bytes(insert, 7, records[i].last->published);
        status = store_execute(writer->store, insert, error);
    }
    sqlite3_finalize(insert);
    if (status) return status;
    status = store_prepare(writer->store, "INSERT INTO reason VALUES (?1, ?2)", &insert, error);
    for (int reason = UNATTRIBUTED_NO + 1; reason < UNATTRIBUTED_COUNT && !status; reason++) {
        sqlite3_bind_int(insert, 1, reason);
        values_bind_name(insert, 2, unattributed_reason_text((UnattributedReason)reason));
        status = store_execute(writer->store, insert, error);
    }
    sqlite3_finalize(insert);
    return status;
}

static Status write_joint_speakers(Writer *writer, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    sqlite3_stmt *insert;
    Status status = store_prepare(writer->store, "INSERT INTO joint_speaker VALUES (?1, ?2, ?3)", &insert, error);
    for (uint32_t i = 0; i < quotations->count && !status; i++) {
        const Quotation *quotation = &quotations->items[i];
        for (uint32_t k = 0; k < quotation->joint_count && !status; k++) {
            values_bind_ordinal(insert, 1, i);
            sqlite3_bind_int64(insert, 2, k);
            values_bind_ordinal(insert, 3, quotation->joint[k]);
            status = store_execute(writer->store, insert, error);
        }
    }
    sqlite3_finalize(insert);
    return status;
}

static Status write_quotations(Writer *writer, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    sqlite3_stmt *insert;
    Status status = store_prepare(writer->store,
                                  "INSERT INTO quotation VALUES"
                                  " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
                                  &insert, error);
    for (uint32_t i = 0; i < quotations->count && !status; i++) {
        const Quotation *quotation = &quotations->items[i];
        uint32_t article = quotation->article;
        const CodePointIndex *index = &writer->indexes[article];
        assert(i == 0 || quotations->items[i - 1].article <= article);
        values_bind_ordinal(insert, 1, i);
        sqlite3_bind_int64(insert, 2, writer->article_keys[article]);
        values_bind_name(insert, 3, quotation_kind_name(quotation->kind));
        Arena row = writer->scratch;
        values_bind_places(insert, 4, index, (ByteSpanList){quotation->content, quotation->content_count}, &row);
        values_bind_places(insert, 5, index, (ByteSpanList){quotation->quoted, quotation->quoted_count}, &row);
        values_bind_places(insert, 6, index, (ByteSpanList){quotation->via, quotation->via_count}, &row);
        bind_mention(writer, insert, 7, article, quotation->cue);
        values_bind_name(insert, 9, cue_class_name(quotation->cue_class));
        bind_mention(writer, insert, 10, article, quotation->source);
        values_bind_ordinal(insert, 12, quotation->speaker);
        values_bind_ordinal(insert, 13,
                            quotation->unattributed == UNATTRIBUTED_NO ? INDEX_NONE : quotation->unattributed - 1u);
        values_bind_share(insert, 14, quotation->confidence);
        values_bind_ordinal(insert, 15, quotation->family);
        bind_mention(writer, insert, 16, article, quotation->speaks_for);
        status = store_execute(writer->store, insert, error);
    }
    sqlite3_finalize(insert);
    return status;
}

static Status write_passages(Writer *writer, Error *error) {
    const Passages *passages = writer->findings->passages;
    sqlite3_stmt *insert;
    Status status = store_prepare(writer->store,
                                  "INSERT INTO passage VALUES"
                                  " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                                  &insert, error);
    for (size_t i = 0; i < passages->count && !status; i++) {
        const Passage *passage = &passages->items[i];
        values_bind_ordinal(insert, 1, (uint32_t)i);
        sqlite3_bind_int64(insert, 2, writer->article_keys[passage->a_article]);
        bind_place(writer, insert, 3, passage->a_article, passage->a_bytes);
        sqlite3_bind_int64(insert, 5, writer->article_keys[passage->b_article]);
        bind_place(writer, insert, 6, passage->b_article, passage->b_bytes);
        sqlite3_bind_int64(insert, 8, passage->words);
        values_bind_share(insert, 9, passage->identity);
        values_bind_name(insert, 10, passage_kind_names[passage->kind]);
        sqlite3_bind_int(insert, 11, passage->quotation);
        sqlite3_bind_int(insert, 12, passage->boilerplate);
        status = store_execute(writer->store, insert, error);
    }
    sqlite3_finalize(insert);
    return status;
}

static Status write_members(Writer *writer, sqlite3_stmt *insert, uint32_t family_index, Error *error) {
    const Family *family = &writer->findings->families->items[family_index];
    Status status = STEMMA_OK;
    for (uint32_t i = 0; i < family->member_count && !status; i++) {
        const Witness *member = &family->members[i];
        values_bind_ordinal(insert, 1, family_index);
        sqlite3_bind_int64(insert, 2, i);
        values_bind_ordinal(insert, 3, member->quotation);
        sqlite3_bind_int64(insert, 4, writer->article_keys[member->article]);
        bind_place(writer, insert, 5, member->article, member->bytes);
        status = store_execute(writer->store, insert, error);
    }
    return status;
}

static Status write_variants(Writer *writer, sqlite3_stmt *insert, uint32_t family_index, Error *error) {
    const Family *family = &writer->findings->families->items[family_index];
    Status status = STEMMA_OK;
    for (uint32_t i = 0; i < family->variant_count && !status; i++) {
        const Variant *variant = &family->variants[i];
        Arena scratch = writer->scratch;
        Buffer members = {.arena = &scratch};
        buffer_append_byte(&members, '[');
        for (uint32_t member = 0; member < variant->member_count; member++) {
            if (member > 0) buffer_append_byte(&members, ',');
            numbers_append_decimal(&members, variant->members[member]);
        }
        buffer_append_byte(&members, ']');
        values_bind_ordinal(insert, 1, family_index);
        sqlite3_bind_int64(insert, 2, i);
        values_bind_name(insert, 3, variant_change_name(variant->change));
        values_bind_name(insert, 4, variant_weight_name(variant->weight));
        values_bind_name(insert, 5, variant_detail_name(variant->detail));
        values_bind_bytes(insert, 6, variant->from);
        values_bind_bytes(insert, 7, variant->to);
        values_bind_bytes(insert, 8, buffer_bytes(&members));
        status = store_execute(writer->store, insert, error);
    }
    return status;
}

static Status write_families(Writer *writer, Error *error) {
    const Families *families = writer->findings->families;
    const Speakers *speakers = writer->findings->speakers;
    Store *store = writer->store;
    sqlite3_stmt *insert = NULL, *insert_member = NULL, *insert_variant = NULL;
    Status status = store_prepare(store, "INSERT INTO family VALUES (?1, ?2, ?3, ?4)", &insert, error);
    if (!status) {
        status = store_prepare(store, "INSERT INTO member VALUES (?1, ?2, ?3, ?4, ?5, ?6)", &insert_member, error);
    }
    if (!status) {
        status =
            store_prepare(store, "INSERT INTO variant VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", &insert_variant, error);
    }
    for (uint32_t i = 0; i < families->count && !status; i++) {
        const Family *family = &families->items[i];
        Arena scratch = writer->scratch;
        Bytes *names = arena_new_array(&scratch, Bytes, family->speaker_count);
        for (uint32_t k = 0; k < family->speaker_count; k++) names[k] = speakers->items[family->speakers[k]].name;
        values_bind_ordinal(insert, 1, i);
        values_bind_bytes(insert, 2, family->text);
        values_bind_bytes(insert, 3, values_strings_to_json(names, family->speaker_count, &scratch));
        sqlite3_bind_int64(insert, 4, family->base_member);
        status = store_execute(store, insert, error);
        if (!status) status = write_members(writer, insert_member, i, error);
        if (!status) status = write_variants(writer, insert_variant, i, error);
    }
    sqlite3_finalize(insert);
    sqlite3_finalize(insert_member);
    sqlite3_finalize(insert_variant);
    return status;
}

static Status write_derivations(Writer *writer, Error *error) {
    const Derivations *derivations = &writer->findings->lineage->derivations;
    Store *store = writer->store;
    sqlite3_stmt *insert = NULL, *insert_evidence = NULL;
    Status status = store_prepare(store, "INSERT INTO derivation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert, error);
    if (!status) {
        status = store_prepare(store, "INSERT INTO evidence_item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", &insert_evidence,
                               error);
    }
    for (uint32_t i = 0; i < derivations->count && !status; i++) {
        const Derivation *derivation = &derivations->items[i];
        values_bind_ordinal(insert, 1, i);
        values_bind_ordinal(insert, 2, derivation->story);
        sqlite3_bind_int64(insert, 3, writer->article_keys[derivation->from_article]);
        sqlite3_bind_int64(insert, 4, writer->article_keys[derivation->to_article]);
        values_bind_name(insert, 5, direction_name(derivation->direction));
        values_bind_share(insert, 6, derivation->confidence);
        values_bind_ordinal(insert, 7, derivation->lost_ancestor);
        status = store_execute(store, insert, error);
        for (uint32_t k = 0; k < derivation->evidence_count && !status; k++) {
            const Evidence *evidence = &derivation->evidence[k];
            values_bind_ordinal(insert_evidence, 1, i);
            sqlite3_bind_int64(insert_evidence, 2, k);
            values_bind_name(insert_evidence, 3, evidence_kind_name(evidence->kind));
            sqlite3_bind_int64(insert_evidence, 4, writer->article_keys[evidence->article]);
            bind_place(writer, insert_evidence, 5, evidence->article, evidence->bytes);
            values_bind_bytes(insert_evidence, 7, evidence->text);
            status = store_execute(store, insert_evidence, error);
        }
    }
    sqlite3_finalize(insert);
    sqlite3_finalize(insert_evidence);
    return status;
}

static Status write_totals(Writer *writer, Error *error) {
    const Findings *findings = writer->findings;
    int64_t words = 0, last_key = 0;
    for (uint32_t i = 0; i < findings->corpus->article_count; i++) {
        words += findings->corpus->texts[i].word_count;
        if (writer->article_keys[i] > last_key) last_key = writer->article_keys[i];
    }
    sqlite3_stmt *insert;
    Status status =
        store_prepare(writer->store, "INSERT INTO trace VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", &insert, error);
    if (status) return status;
    sqlite3_bind_int64(insert, 1, STAGES_VERSION);
    sqlite3_bind_int64(insert, 2, last_key);
    sqlite3_bind_int64(insert, 3, words);
    sqlite3_bind_int64(insert, 4, findings->lineage->stories.count);
    sqlite3_bind_int64(insert, 5, (sqlite3_int64)findings->passages->count);
    sqlite3_bind_int64(insert, 6, findings->quotations->count);
    sqlite3_bind_int64(insert, 7, findings->families->count);
    sqlite3_bind_int64(insert, 8, findings->lineage->derivations.count);
    status = store_execute(writer->store, insert, error);
    sqlite3_finalize(insert);
    return status;
}

static Status write_tables(Writer *writer, Error *error) {
    Status status = indexes_clear_findings(writer->store, error);
    if (!status) status = write_stories(writer, error);
    if (!status) status = write_articles(writer, error);
    if (!status) status = write_speakers(writer, error);
    if (!status) status = write_families(writer, error);
    if (!status) status = write_quotations(writer, error);
    if (!status) status = write_joint_speakers(writer, error);
    if (!status) status = write_passages(writer, error);
    if (!status) status = write_derivations(writer, error);
    const StoredArticles stored = {writer->article_keys, writer->by_key, writer->by_time};
    if (!status) status = store_numbers_write(writer->store, writer->findings, &stored, writer->scratch, error);
    if (!status) status = indexes_make(writer->store, error);
    return status;
}

/* The word index is gathered beside the writing of all else. */
typedef struct WriteTasks {
    Writer *writer;
    Arena memory; /* of the words */
    Status status;
    Error *error;
} WriteTasks;

static void run_task(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    WriteTasks *tasks = context;
    Writer *writer = tasks->writer;
    if (item_index == 0) {
        tasks->status = write_tables(writer, tasks->error);
        return;
    }
    Arena scratch = arena_open(0);
    const StoredArticles stored = {writer->article_keys, writer->by_key, writer->by_time};
    writer->word_index = store_words_gather(writer->findings->corpus, &stored, &tasks->memory, scratch);
    arena_close(&scratch);
}

static Status write_all(Writer *writer, Error *error) {
    WriteTasks tasks = {.writer = writer, .memory = arena_open(0), .error = error};
    parallel_for(writer->findings->threads, 2, run_task, &tasks);
    Status status = tasks.status;
    if (!status) {
        status = store_words_write(writer->store, writer->word_index, writer->scratch, error);
    }
    arena_close(&tasks.memory);
    return status ? status : write_totals(writer, error);
}

Status store_findings_write(Store *store, const Findings *findings, Arena scratch, Error *error) {
    if (store->mode == STEMMA_OPEN_READ) {
        return error_set(error, STEMMA_NOT_WRITABLE, "the collection is open for reading only");
    }
    Status status = store_run(store, "PRAGMA foreign_keys = OFF", error);
    if (!status) status = store_transaction_begin(store, STORE_WAIT_LATER_MS, error);
    if (status) return status;
    Writer writer = {.store = store, .findings = findings};
    status = find_articles(&writer, &scratch, error);
    writer.scratch = scratch;
    if (!status) status = write_all(&writer, error);
    if (!status) {
        status = store_transaction_commit(store, error);
    } else {
        store_transaction_roll_back(store);
    }
    Status restored = store_run(store, "PRAGMA foreign_keys = ON", status ? NULL : error);
    return status ? status : restored;
}
