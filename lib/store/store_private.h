/* What the files of lib/store share: the open database, and how its failures become statuses. */
#ifndef STEMMA_STORE_STORE_PRIVATE_H
#define STEMMA_STORE_STORE_PRIVATE_H

#include <sqlite3.h>

#include "../base/arena.h"
#include "store.h"

typedef enum StoreAddStatement {
    ADD_ARTICLE,
    ADD_FIND_ARTICLE,
    ADD_FACT,
    ADD_RECORD,
    ADD_NOTE,
    ADD_SOURCE_BEGIN,
    ADD_SOURCE_CLEAR_RECORDS,
    ADD_SOURCE_CLEAR_NOTES,
    ADD_SOURCE_END,
    STORE_ADD_STATEMENTS
} StoreAddStatement;

typedef enum StoreOutcome {
    OUTCOME_KEPT,
    OUTCOME_DUPLICATE,
    OUTCOME_SKIPPED,
    OUTCOME_FAILED,
    STORE_OUTCOMES
} StoreOutcome;

/* A reader's statements are used again: compiling one costs as much as most of what it finds. */
#define STORE_IDLE_STATEMENTS 48

typedef struct IdleStatement {
    sqlite3_stmt *statement; /* NULL: a free place */
    uint64_t sql_hash;
    uint64_t released; /* when: the one longest out of use makes room */
} IdleStatement;

struct Store {
    Arena memory; /* this struct and the path */
    sqlite3 *database;
    const char *path; /* for messages */
    StemmaOpenMode mode;

    /* For readers: the totals, and for which state of the file they hold; 0: none yet. */
    StemmaTotals totals;
    int64_t totals_state;

    IdleStatement idle[STORE_IDLE_STATEMENTS]; /* readers only */
    uint64_t releases;

    /* While adding: from store_add_begin to store_add_end. */
    bool adding;
    bool batch_committed; /* at least one batch of this add is stored */
    uint64_t batch_articles;
    uint64_t batch_articles_max;
    uint64_t batch_bytes;
    uint64_t lost_articles;
    uint64_t batch_rows; /* of any kind */
    int64_t source_key; /* of the source being read; 0: none, and no account is kept */
    int64_t record_number; /* of the last record in it */
    int bind_result; /* SQLITE_OK, or what was wrong with a value of the row being bound */
    uint64_t source_counts[STORE_OUTCOMES];
    sqlite3_stmt *add_statements[STORE_ADD_STATEMENTS];
};

/* The corpus's articles in the file. What goes into a table by article goes in by ascending key. */
typedef struct StoredArticles {
    const int64_t *keys; /* by index in the corpus */
    const uint32_t *by_key; /* indexes in the corpus, by ascending key */
    const uint32_t *by_time; /* the same by time: the undated last, then by path and id, as they stand in the corpus */
} StoredArticles;

/* Of the stages that this program runs: store_write.c. */
extern const int64_t store_stages_version;

/* What SQLite's last failure on this store means for the user. */
MUST_USE Status store_fail(const Store *store, Error *error);
/* The same of this result of SQLite's. */
MUST_USE Status store_fail_with(const Store *store, int result, Error *error);
/* Runs statements that give no rows. */
MUST_USE Status store_run(Store *store, const char *sql, Error *error);
/* `sql` is one statement; *out is NULL on failure. It is given back with store_release. */
MUST_USE Status store_prepare(Store *store, const char *sql, sqlite3_stmt **out, Error *error);
/* NULL is accepted. The statement's rows and bindings are gone. */
void store_release(Store *store, sqlite3_stmt *statement);
/* The next row: *row says whether there is one. */
MUST_USE Status store_step(Store *store, sqlite3_stmt *statement, bool *row, Error *error);
/* Runs a statement that was bound to the end, and makes it ready for the next values. */
MUST_USE Status store_execute(Store *store, sqlite3_stmt *statement, Error *error);
/* The one number a query gives; 0 where it gives none. */
MUST_USE Status store_number(Store *store, const char *sql, int64_t *out, Error *error);

/* BUSY after waiting so long for another process that writes. */
MUST_USE Status store_transaction_begin(Store *store, int wait_ms, Error *error);
MUST_USE Status store_transaction_commit(Store *store, Error *error); /* rolled back where that fails */
void store_transaction_roll_back(Store *store);

#define STORE_WAIT_FIRST_MS 1000
#define STORE_WAIT_LATER_MS 60000

/* Borrowed until the statement moves on; the empty run for NULL. */
Bytes store_column_bytes(sqlite3_stmt *statement, int column);
/* Copied; NULL for NULL. */
const char *store_column_string(sqlite3_stmt *statement, int column, Arena *result);

/* 32 hexadecimal digits <-> 16 bytes. False where `hexadecimal` is something else. */
bool store_id_to_bytes(const char *hexadecimal, uint8_t bytes[16]);
void store_id_from_bytes(const uint8_t *bytes, char hexadecimal[33]);

#endif
