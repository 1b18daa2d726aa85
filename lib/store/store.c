/*
 * Opening and closing a collection file, transactions, and what SQLite's failures mean.
 *
 * In:  a path and what is wanted of it.
 * Out: a Store whose file is known to be a collection of this version with exactly the objects of schema.c.
 *
 * A .stemma file may come from anybody, so nothing in it is believed before the check: the connection is defensive,
 * runs no triggers, views or unsafe functions, checks every page's cells, and any object that is not ours makes the
 * file damaged. Nothing is written to a file that fails the check.
 *
 * A rollback journal beside the file is played back by SQLite, and may name a further file that is deleted thereafter:
 * one for transactions over several databases. A collection is only ever one, so a journal that names another file is
 * not played back: the collection is refused.
 *
 * A file opened for reading is opened so that SQLite can tidy up after a writer that was killed (its log is part of
 * the collection), but no statement may write. Where even that is impossible, on a read-only medium, the file is
 * taken as immutable, provided no log lies beside it.
 *
 * Invariants: outside a transaction the file is a whole collection; a file without our objects is either new and empty
 * or refused.
 */
#include "store.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "../base/bytes.h"
#include "../base/file.h"
#include "schema.h"
#include "store_private.h"

/* The page cache. A trace reads everything once and writes everything once: more would not be used again. */
#define CACHE_KIB "16384"
/*
 * Of new files. Most articles lie in one page, where a quarter of it would mean a chain of pages, read one by one: measured
 * on 16,000 of them, adding takes a quarter less time, a trace a twentieth, an addition a tenth. A collection of one
 * article has a megabyte.
 */
#define PAGE_BYTES "16384"
/* Longest value taken from a file: an article's text is at most 120 MiB, a list of places far less. */
#define VALUE_BYTES_MAX (128 << 20)

/* --- Failures ----------------------------------------------------------------------------------------------------- */

static bool is_disk_full(int result, int system_error) {
    if (result == SQLITE_FULL) return true;
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

Status store_fail_with(const Store *store, int result, Error *error) {
    int plain_error = errno; /* in case SQLite has lost its own note, as it does where a commit fails */
    int system_error = store->database ? sqlite3_system_errno(store->database) : 0;
    if (system_error == 0 && (result & 0xff) == SQLITE_IOERR) system_error = plain_error;
    const char *detail = store->database ? sqlite3_errmsg(store->database) : sqlite3_errstr(result);
    bool writes = store->mode != STEMMA_OPEN_READ;
    Status status;
    if (is_disk_full(result, (result & 0xff) == SQLITE_IOERR ? system_error : 0)) {
        status = error_set(error, STEMMA_DISK_FULL,
                           "no space left to write the collection; what was stored before is intact: free some space "
                           "and run this again");
    } else {
        switch (result & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            status = error_set(error, STEMMA_BUSY,
                               "another process is writing to this collection; try again when it is done");
            break;
        case SQLITE_CORRUPT:
            status =
                error_set(error, STEMMA_DAMAGED,
                          "the collection is damaged (%s); go back to a copy or add the articles to a new one", detail);
            break;
        case SQLITE_NOTADB:
            status = error_set(error, STEMMA_NOT_A_COLLECTION,
                               "this is not a Stemma collection but some other file; name a .stemma file");
            break;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            status = error_set(error, STEMMA_NOT_WRITABLE, "the collection can't be written: no permission");
            break;
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR:
            status = error_set(error, writes ? STEMMA_NOT_WRITABLE : STEMMA_NOT_READABLE,
                               "the collection can't be %s: %s", writes ? "written" : "read",
                               writes && system_error == ENOENT ? "its folder doesn't exist; make that first"
                               : system_error                   ? strerror(system_error)
                                                                : detail);
            break;
        case SQLITE_NOMEM: status = error_set(error, STEMMA_OUT_OF_MEMORY, "no memory left for the database"); break;
        case SQLITE_INTERRUPT: status = error_set(error, STEMMA_INTERRUPTED, "interrupted"); break;
        case SQLITE_TOOBIG:
            status = error_set(error, STEMMA_LIMIT, "a value is larger than the %d MiB a collection can hold",
                               VALUE_BYTES_MAX >> 20);
            break;
        default: status = error_set(error, STEMMA_INTERNAL, "the database says: %s", detail); break;
        }
    }
    error_locate(error, store->path, 0, 0);
    return status;
}

Status store_fail(const Store *store, Error *error) {
    return store_fail_with(store, sqlite3_extended_errcode(store->database), error);
}

/* --- Statements --------------------------------------------------------------------------------------------------- */

Status store_run(Store *store, const char *sql, Error *error) {
    if (sqlite3_exec(store->database, sql, NULL, NULL, NULL) != SQLITE_OK) return store_fail(store, error);
    return STEMMA_OK;
}

Status store_prepare(Store *store, const char *sql, sqlite3_stmt **out, Error *error) {
    *out = NULL;
    const uint64_t hash = bytes_hash(bytes_from_string(sql));
    for (size_t i = 0; store->mode == STEMMA_OPEN_READ && i < STORE_IDLE_STATEMENTS; i++) {
        IdleStatement *idle = &store->idle[i];
        if (!idle->statement || idle->sql_hash != hash || strcmp(sqlite3_sql(idle->statement), sql) != 0) continue;
        *out = idle->statement;
        idle->statement = NULL;
        return STEMMA_OK;
    }
    unsigned flags = store->mode == STEMMA_OPEN_READ ? SQLITE_PREPARE_PERSISTENT : 0;
    if (sqlite3_prepare_v3(store->database, sql, -1, flags, out, NULL) != SQLITE_OK) return store_fail(store, error);
    return STEMMA_OK;
}

void store_release(Store *store, sqlite3_stmt *statement) {
    if (!statement) return;
    if (store->mode != STEMMA_OPEN_READ) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    IdleStatement *place = &store->idle[0];
    for (size_t i = 0; i < STORE_IDLE_STATEMENTS && place->statement; i++) {
        if (!store->idle[i].statement || store->idle[i].released < place->released) place = &store->idle[i];
    }
    sqlite3_finalize(place->statement);
    *place = (IdleStatement){statement, bytes_hash(bytes_from_string(sqlite3_sql(statement))), ++store->releases};
}

static void forget_idle(Store *store) {
    for (size_t i = 0; i < STORE_IDLE_STATEMENTS; i++) {
        sqlite3_finalize(store->idle[i].statement);
        store->idle[i] = (IdleStatement){0};
    }
}

Status store_step(Store *store, sqlite3_stmt *statement, bool *row, Error *error) {
    int result = sqlite3_step(statement);
    *row = result == SQLITE_ROW;
    if (result != SQLITE_ROW && result != SQLITE_DONE) return store_fail(store, error);
    return STEMMA_OK;
}

Status store_execute(Store *store, sqlite3_stmt *statement, Error *error) {
    int result = sqlite3_step(statement);
    Status status = result == SQLITE_DONE ? STEMMA_OK : store_fail(store, error);
    sqlite3_reset(statement);
    return status;
}

Status store_number(Store *store, const char *sql, int64_t *out, Error *error) {
    *out = 0;
    sqlite3_stmt *statement;
    bool row = false;
    Status status = store_prepare(store, sql, &statement, error);
    if (!status) status = store_step(store, statement, &row, error);
    if (row) *out = sqlite3_column_int64(statement, 0);
    store_release(store, statement);
    return status;
}

Bytes store_column_bytes(sqlite3_stmt *statement, int column) {
    const uint8_t *data = sqlite3_column_text(statement, column);
    return data ? (Bytes){data, (size_t)sqlite3_column_bytes(statement, column)} : (Bytes){0};
}

const char *store_column_string(sqlite3_stmt *statement, int column, Arena *result) {
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) return NULL;
    return bytes_to_string(store_column_bytes(statement, column), result);
}

/* --- Transactions ------------------------------------------------------------------------------------------------- */

/*
 * Writers take turns: the first turn is waited for briefly, so that a second program says at once that it is one too
 * many; a writer that already has work stored waits long for its next turn instead of giving up half way.
 */
Status store_transaction_begin(Store *store, int wait_ms, Error *error) {
    sqlite3_busy_timeout(store->database, wait_ms);
    return store_run(store, "BEGIN IMMEDIATE", error);
}

Status store_transaction_commit(Store *store, Error *error) {
    Status status = store_run(store, "COMMIT", error);
    if (status) store_transaction_roll_back(store);
    return status;
}

void store_transaction_roll_back(Store *store) {
    /* SQLite has rolled back by itself after some failures; and there is nobody to tell where this fails. */
    if (store->database && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
}

Status store_snapshot_begin(Store *store, uint64_t *state, Error *error) {
    *state = 0;
    sqlite3_stmt *begin;
    int64_t version = 0;
    Status status = store_prepare(store, "BEGIN", &begin, error);
    if (!status) status = store_execute(store, begin, error);
    store_release(store, begin);
    if (!status)
        status = store_number(store, "PRAGMA data_version", &version, error); /* the first read: it takes the state */
    if (status) store_transaction_roll_back(store);
    *state = (uint64_t)version;
    return status;
}

void store_snapshot_end(Store *store) {
    store_transaction_roll_back(store);
}

bool store_in_snapshot(const Store *store) {
    return !sqlite3_get_autocommit(store->database);
}

/* --- Opening ------------------------------------------------------------------------------------------------------ */

static Status refuse(const Store *store, Error *error, Status status, const char *message) {
    status = error_set(error, status, "%s", message);
    error_locate(error, store->path, 0, 0);
    return status;
}

static Status open_handle(Store *store, const char *name, int flags, Error *error) {
    int result = sqlite3_open_v2(name, &store->database, flags | SQLITE_OPEN_EXRESCODE, NULL);
    if (result != SQLITE_OK) {
        Status status = store_fail_with(store, result, error);
        sqlite3_close(store->database);
        store->database = NULL;
        return status;
    }
    sqlite3 *database = store->database;
    sqlite3_busy_timeout(database, STORE_WAIT_FIRST_MS);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    return store_run(store,
                     "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF;"
                     "PRAGMA cache_size = -" CACHE_KIB,
                     error);
}

/* The objects of the file against schema.c: all of ours and, SQLite's own statistics aside, nothing else. */
static Status check_objects(Store *store, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store, "SELECT type, name, sql FROM sqlite_schema", &statement, error);
    if (status) return status;
    size_t found = 0;
    bool row = false;
    while ((status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
        Bytes type = store_column_bytes(statement, 0);
        Bytes name = store_column_bytes(statement, 1);
        Bytes sql = store_column_bytes(statement, 2);
        bool ours = bytes_equal(type, BYTES("index")) && sql.data == NULL;
        if (bytes_equal(type, BYTES("table"))) {
            ours = bytes_equal(name, BYTES("sqlite_stat1")) || bytes_equal(name, BYTES("sqlite_stat4"));
        }
        for (size_t i = 0; i < schema_object_count && !ours; i++) {
            const SchemaObject *object = &schema_objects[i];
            if (!bytes_equal(name, bytes_from_string(object->name))) continue;
            ours =
                bytes_equal(type, bytes_from_string(object->type)) && bytes_equal(sql, bytes_from_string(object->sql));
            if (ours) found++;
        }
        if (!ours) {
            status = error_set(error, STEMMA_DAMAGED,
                               "the collection holds something Stemma did not make (%.*s '%.*s'); it is not opened",
                               (int)(type.size < 20 ? type.size : 20), (const char *)type.data,
                               (int)(name.size < 60 ? name.size : 60), (const char *)name.data);
            error_locate(error, store->path, 0, 0);
            break;
        }
    }
    store_release(store, statement);
    if (!status && found != schema_object_count) {
        status = refuse(store, error, STEMMA_DAMAGED,
                        "the collection is damaged: some of its tables are missing; go back to a copy");
    }
    return status;
}

/* One statement that drops something but the articles; "" where nothing is left. */
static Status find_outdated(Store *store, Buffer *drop, Error *error) {
    sqlite3_stmt *statement;
    Status status = store_prepare(store,
                                  "SELECT type, name FROM sqlite_schema WHERE sql LIKE 'CREATE %' AND sql NOT LIKE "
                                  "'CREATE VIRTUAL %' AND type <> 'trigger'"
                                  " AND name NOT IN ('article', 'article_by_path', 'article_fact')"
                                  " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
                                  " ORDER BY type = 'table', rowid DESC LIMIT 1",
                                  &statement, error);
    bool row = false;
    if (!status) status = store_step(store, statement, &row, error);
    if (!status && row) {
        Bytes type = store_column_bytes(statement, 0);
        buffer_append_string(drop, bytes_equal(type, BYTES("view"))    ? "DROP VIEW \""
                                   : bytes_equal(type, BYTES("index")) ? "DROP INDEX \""
                                                                       : "DROP TABLE \"");
        Bytes name = store_column_bytes(statement, 1);
        for (size_t i = 0; i < name.size; i++) {
            if (name.data[i] == '"') buffer_append_byte(drop, '"');
            buffer_append_byte(drop, name.data[i]);
        }
        buffer_append_byte(drop, '"');
    }
    sqlite3_finalize(statement);
    return status;
}

/*
 * A file of an older format keeps its articles; everything else is made anew: its findings are gone until the next
 * trace, the account of its sources until they are added again. Articles have not changed since format 1, but that facts
 * stand beside them since format 9.
 */
static Status upgrade(Store *store, int64_t from_version, Error *error) {
    Status status = store_run(store, "PRAGMA foreign_keys = OFF", error);
    if (!status) status = store_transaction_begin(store, STORE_WAIT_LATER_MS, error);
    for (bool done = false; !status && !done;) {
        Arena memory = store->memory;
        Buffer drop = {.arena = &memory};
        status = find_outdated(store, &drop, error);
        done = drop.size == 0;
        if (!status && !done) status = store_run(store, buffer_string(&drop), error);
    }
    for (size_t i = 0; i < schema_object_count && !status; i++) {
        const char *name = schema_objects[i].name;
        bool kept = !strcmp(name, "article") || !strcmp(name, "article_by_path") ||
                    (from_version >= SCHEMA_VERSION_FACTS && !strcmp(name, "article_fact"));
        if (!kept) status = store_run(store, schema_objects[i].sql, error);
    }
    char version[60];
    snprintf(version, sizeof version, "PRAGMA user_version = %d", SCHEMA_VERSION);
    if (!status) status = store_run(store, version, error);
    if (status) {
        store_transaction_roll_back(store);
        return status;
    }
    status = store_transaction_commit(store, error);
    return status ? status : store_run(store, "PRAGMA foreign_keys = ON", error);
}

/* Is the file ours? *blank: it is a database without anything in it. */
static Status check_identity(Store *store, bool *blank, Error *error) {
    int64_t application = 0, version = 0, objects = 0;
    *blank = false;
    Status status = store_number(store, "PRAGMA application_id", &application, error);
    if (!status) status = store_number(store, "PRAGMA user_version", &version, error);
    if (!status) status = store_number(store, "SELECT count(*) FROM sqlite_schema", &objects, error);
    if (status) return status;
    if (application == 0 && version == 0 && objects == 0) {
        *blank = true;
        return STEMMA_OK;
    }
    if (application != SCHEMA_APPLICATION_ID) {
        return refuse(store, error, STEMMA_NOT_A_COLLECTION,
                      "this is the SQLite database of another program, not a Stemma collection; name a .stemma file");
    }
    if (version > SCHEMA_VERSION) {
        status = error_set(error, STEMMA_NEWER_VERSION,
                           "this collection has format %d, made by a newer Stemma; this one (%s) reads format %d: "
                           "use the newer one",
                           (int)version, stemma_version(), SCHEMA_VERSION);
        error_locate(error, store->path, 0, 0);
        return status;
    }
    if (version < 1) {
        return refuse(store, error, STEMMA_DAMAGED, "the collection is damaged: it has no format number");
    }
    if (version < SCHEMA_VERSION && store->mode == STEMMA_OPEN_READ) {
        status = error_set(error, STEMMA_NOT_TRACED,
                           "this collection has format %d, made by an older Stemma: run stemma trace -c on it to bring "
                           "it to format %d",
                           (int)version, SCHEMA_VERSION);
        error_locate(error, store->path, 0, 0);
        return status;
    }
    if (version < SCHEMA_VERSION) status = upgrade(store, version, error);
    if (status) return status;
    return check_objects(store, error);
}

static Status create_objects(Store *store, Error *error) {
    Status status = store_transaction_begin(store, STORE_WAIT_LATER_MS, error);
    if (status) return status;
    int64_t objects = 0; /* another process may have been faster */
    status = store_number(store, "SELECT count(*) FROM sqlite_schema", &objects, error);
    for (size_t i = 0; i < schema_object_count && !status && objects == 0; i++) {
        status = store_run(store, schema_objects[i].sql, error);
    }
    char identity[100];
    snprintf(identity, sizeof identity, "PRAGMA application_id = %d; PRAGMA user_version = %d", SCHEMA_APPLICATION_ID,
             SCHEMA_VERSION);
    if (!status && objects == 0) status = store_run(store, identity, error);
    if (status) {
        store_transaction_roll_back(store);
        return status;
    }
    return store_transaction_commit(store, error);
}

static Status open_temporary(Store *store, Error *error) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    Status status = open_handle(store, "", flags, error);
    /* Nobody will ever recover it. A rollback journal in memory costs little, as almost all pages are new ones. */
    if (!status)
        status = store_run(
            store, "PRAGMA page_size = " PAGE_BYTES "; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", error);
    if (!status) status = create_objects(store, error);
    return status;
}

static Status open_for_writing(Store *store, const char *name, Error *error) {
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool blank = false;
    Status status = open_handle(store, name, flags, error);
    if (!status) status = check_identity(store, &blank, error);
    if (status) return status;
    if (sqlite3_db_readonly(store->database, "main") == 1) {
        return refuse(store, error, STEMMA_NOT_WRITABLE, "the collection can't be written: no permission");
    }
    status = store_run(
        store, "PRAGMA page_size = " PAGE_BYTES "; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", error);
    if (status || !blank) return status;
    status = create_objects(store, error);
    if (!status) status = check_identity(store, &blank, error);
    return status;
}

/* name as a URI that tells SQLite that nothing changes the file. */
static const char *immutable_uri(const char *name, Arena *result) {
    Buffer uri = {.arena = result};
    buffer_append_string(&uri, "file:");
    for (const char *byte = name; *byte; byte++) {
        if (strchr("?#%", *byte)) {
            buffer_printf(&uri, "%%%02X", (unsigned)(uint8_t)*byte);
        } else {
            buffer_append_byte(&uri, (uint8_t)*byte);
        }
    }
    buffer_append_string(&uri, "?immutable=1");
    return buffer_string(&uri);
}

/* A log beside the file holds what a reader of the file alone would miss. */
static bool has_log(const char *name, Arena scratch) {
    Buffer log = {.arena = &scratch};
    buffer_append_string(&log, name);
    buffer_append_string(&log, "-wal");
    return file_kind(buffer_string(&log)) != FILE_MISSING;
}

static Status open_for_reading(Store *store, const char *name, Error *error) {
    bool blank = false;
    Status status = open_handle(store, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, error);
    if (!status) status = check_identity(store, &blank, error);
    int result = store->database ? sqlite3_errcode(store->database) & 0xff : SQLITE_CANTOPEN;
    bool medium = status && (result == SQLITE_CANTOPEN || result == SQLITE_READONLY);
    if (medium && !has_log(name, store->memory)) {
        forget_idle(store);
        sqlite3_close(store->database);
        store->database = NULL;
        int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
        status = open_handle(store, immutable_uri(name, &store->memory), flags, error);
        if (!status) status = check_identity(store, &blank, error);
    }
    if (!status && blank) {
        status = refuse(store, error, STEMMA_NOT_A_COLLECTION,
                        "this file is empty, not a Stemma collection; add articles to it first");
    }
    if (!status) status = store_run(store, "PRAGMA query_only = ON", error);
    return status;
}

/* The journal's last eight bytes say that the name of another file stands before them (SQLite's file format, 2.3.1). */
static Status check_journal(Store *store, const char *name, Error *error) {
    static const uint8_t named[8] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    Arena scratch = store->memory;
    Buffer path = {.arena = &scratch};
    buffer_append_string(&path, name);
    buffer_append_string(&path, "-journal");
    const char *journal = buffer_string(&path);
    if (file_kind(journal) == FILE_MISSING) return STEMMA_OK;
    File file;
    uint8_t end[sizeof named] = {0};
    size_t got = 0;
    Status status = file_open(&file, journal, error);
    if (status) return status;
    if (file.size_bytes >= sizeof end)
        status = file_read_at(&file, (FilePart){file.size_bytes - sizeof end, sizeof end, end}, &got, error);
    file_close(&file);
    if (status || memcmp(end, named, sizeof end) != 0) return status;
    return refuse(
        store, error, STEMMA_DAMAGED,
        "beside it lies a journal that Stemma did not make (…-journal); it is not opened: remove the journal");
}

Status store_open(const char *path, StemmaOpenMode mode, Store **out, Error *error) {
    *out = NULL;
    Arena memory = arena_open((size_t)1 << 30);
    Store *store = arena_new(&memory, Store);
    store->mode = mode;
    store->path =
        mode == STEMMA_OPEN_TEMPORARY ? "temporary collection" : bytes_to_string(bytes_from_string(path), &memory);
    /* So that SQLite takes no path for a URI or for one of its special names. */
    bool special = strchr("/.", store->path[0]) == NULL;
    Buffer name = {.arena = &memory};
    buffer_append_string(&name, special ? "./" : "");
    buffer_append_string(&name, store->path);
    const char *name_string = buffer_string(&name);
    store->memory = memory;

    FileKind kind = mode == STEMMA_OPEN_TEMPORARY ? FILE_MISSING : file_kind(store->path);
    Status status = STEMMA_OK;
    if (mode == STEMMA_OPEN_TEMPORARY) {
        status = open_temporary(store, error);
    } else if (!path || !*path) {
        status = error_set(error, STEMMA_BAD_ARGUMENT, "a collection needs a path");
    } else if (kind == FILE_FOLDER || kind == FILE_OTHER) {
        status = refuse(store, error, STEMMA_NOT_A_COLLECTION,
                        kind == FILE_FOLDER ? "this is a folder, not a Stemma collection; name a .stemma file in it"
                                            : "this is no regular file; name a .stemma file");
    } else if ((status = check_journal(store, name_string, error)) != STEMMA_OK) {
        /* told */
    } else if (mode == STEMMA_OPEN_READ && kind == FILE_MISSING) {
        status = refuse(store, error, STEMMA_NOT_FOUND, "there is no such collection; add articles to make it");
    } else if (mode == STEMMA_OPEN_READ) {
        status = open_for_reading(store, name_string, error);
    } else {
        status = open_for_writing(store, name_string, error);
    }
    if (status) {
        store_close(store);
        return status;
    }
    *out = store;
    return STEMMA_OK;
}

void store_close(Store *store) {
    if (!store) return;
    store_transaction_roll_back(store);
    for (size_t i = 0; i < STORE_ADD_STATEMENTS; i++) sqlite3_finalize(store->add_statements[i]);
    forget_idle(store);
    int result = sqlite3_close(store->database);
    assert(result == SQLITE_OK); /* else a cursor is still open */
    (void)result;
    Arena memory = store->memory;
    arena_close(&memory);
}

/* --- The file ----------------------------------------------------------------------------------------------------- */

const char *store_folder(const Store *store, Arena *result) {
    if (store->mode == STEMMA_OPEN_TEMPORARY) return NULL;
    const char *slash = strrchr(store->path, '/');
    if (!slash) return ".";
    size_t size = slash > store->path ? (size_t)(slash - store->path) : 1;
    return bytes_to_string((Bytes){(const uint8_t *)store->path, size}, result);
}

Status store_size(Store *store, uint64_t *out, Error *error) {
    int64_t pages = 0, page_size = 0;
    Status status = store_number(store, "PRAGMA page_count", &pages, error);
    if (!status) status = store_number(store, "PRAGMA page_size", &page_size, error);
    *out = (uint64_t)pages * (uint64_t)page_size;
    return status;
}
