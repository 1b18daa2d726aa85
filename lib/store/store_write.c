/*
 * A trace's findings into the file.
 *
 * In:  the arrays of all stages, articles in canonical order.
 * Out: the findings tables, replaced as a whole, and what they were found in; records of quotations, added; what later
 *      additions need.
 *
 * One transaction: a reader or a kill sees the old findings or the new ones. Rows go in by ascending key, so every
 * table is filled at its end, and indexes are made when all rows are there. One thread writes rows, another gathers the
 * word index; besides that nothing is gathered first, so memory stays that of the arrays, the word index and one index
 * of code points (a sixteenth of the text, nothing for ASCII). Foreign keys are not enforced in here: the links are
 * array indexes that the stages' contracts guarantee, and checking them row by row costs as much as writing them; the
 * tests run the check over the finished file.
 *
 * Invariants: what is written depends on the findings alone, article_key aside; numbers are array indexes plus one;
 * shares and confidences are rounded to four decimals.
 */
#include "../base/parallel.h"
#include "schema.h"
#include "store_additions.h"
#include "store_indexes.h"
#include "store_keys.h"
#include "store_numbers.h"
#include "store_records.h"
#include "store_rows.h"
#include "store_tables.h"
#include "store_words.h"

/* Raised whenever a stage comes to find something else in the same articles: older findings are then found again. */
#define STAGES_VERSION 42
const int64_t store_stages_version = STAGES_VERSION;

static const char *const reworded_level_names[] = {"automatic", "strict", "wide", "off"};

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

static Status write_totals(Writer *writer, Error *error) {
    const Findings *findings = writer->findings;
    int64_t words = 0, last_key = 0;
    for (uint32_t i = 0; i < findings->corpus->article_count; i++) {
        words += findings->corpus->texts[i].word_count;
        if (writer->stored.keys[i] > last_key) last_key = writer->stored.keys[i];
    }
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"trace", 12}, 1);
    Status status = rows_next(&rows, error);
    if (status) return rows_close(&rows, status, error);
    row_number(&rows, 1, 1);
    row_number(&rows, 2, STAGES_VERSION);
    row_number(&rows, 3, last_key);
    row_number(&rows, 4, words);
    row_number(&rows, 5, findings->lineage->stories.count);
    row_number(&rows, 6, (int64_t)findings->passages->count);
    row_number(&rows, 7, findings->quotations->count);
    row_number(&rows, 8, findings->families->count);
    row_number(&rows, 9, findings->lineage->derivations.count);
    row_name(&rows, 10, reworded_level_names[findings->reworded]);
    row_number(&rows, 11, last_key);
    row_number(&rows, 12, findings->corpus->article_count);
    return rows_close(&rows, status, error);
}

static Status write_tables(Writer *writer, Error *error) {
    Status status = indexes_clear_findings(writer->store, error);
    if (!status) status = tables_write_reasons(writer, error);
    if (!status) status = tables_write(writer, error);
    if (!status) {
        status = store_numbers_write(writer->store, writer->findings, &writer->stored, writer->scratch, error);
    }
    if (!status) status = store_records_write(writer->store, writer->findings, &writer->stored, error);
    if (!status) status = store_additions_write(writer->store, writer->findings, &writer->stored, error);
    if (!status) status = indexes_make(writer->store, error);
    return status;
}

/* The word index is gathered beside the writing of all else. */
typedef struct WriteTasks {
    Writer *writer;
    GatheredWords *words;
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
    } else {
        tasks->words = store_words_gather(writer->findings->corpus, &writer->stored, &tasks->memory);
    }
}

static Status write_all(Writer *writer, Error *error) {
    WriteTasks tasks = {.writer = writer, .memory = arena_open(0), .error = error};
    parallel_for(writer->findings->threads, 2, run_task, &tasks);
    Status status = tasks.status;
    if (!status) status = store_words_write(writer->store, tasks.words, error);
    store_words_close(tasks.words);
    arena_close(&tasks.memory);
    return status ? status : write_totals(writer, error);
}

static Status write_in_transaction(Store *store, const Findings *findings, Arena scratch, Error *error) {
    Writer writer = {.store = store, .findings = findings};
    const uint32_t article_count = findings->corpus->article_count;
    Status status = store_transaction_begin(store, STORE_WAIT_LATER_MS, error);
    if (status) return status;
    writer.indexes = arena_new_array(&scratch, CodePointIndex, article_count);
    for (uint32_t i = 0; i < article_count; i++)
        writer.indexes[i] = code_point_index_build(findings->corpus->texts[i].bytes, &scratch);
    status = store_keys_find(store, findings->corpus, &writer.stored, &scratch, error);
    writer.scratch = scratch;
    if (!status) status = write_all(&writer, error);
    if (!status) return store_transaction_commit(store, error);
    store_transaction_roll_back(store);
    return status;
}

Status store_reworded_read(Store *store, RewordedLevel *out, Error *error) {
    *out = REWORDED_AUTOMATIC;
    sqlite3_stmt *statement;
    Status status = store_prepare(store, "SELECT reworded FROM trace", &statement, error);
    bool row = false;
    if (!status) status = store_step(store, statement, &row, error);
    if (row) {
        Bytes name = store_column_bytes(statement, 0);
        for (int level = REWORDED_AUTOMATIC; level <= REWORDED_OFF; level++) {
            if (bytes_equal(name, bytes_from_string(reworded_level_names[level]))) *out = (RewordedLevel)level;
        }
    }
    store_release(store, statement);
    return status;
}

Status store_findings_write(Store *store, const Findings *findings, Arena scratch, Error *error) {
    if (store->mode == STEMMA_OPEN_READ) {
        return error_set(error, STEMMA_NOT_WRITABLE, "the collection is open for reading only");
    }
    Status status = store_run(store, "PRAGMA foreign_keys = OFF", error);
    if (!status) status = write_in_transaction(store, findings, scratch, error);
    Status restored = store_run(store, "PRAGMA foreign_keys = ON", status ? NULL : error);
    return status ? status : restored;
}
