/*
 * A collection that somebody else made: a good one, traced, in which the input changes values at will. Every record is
 * read, and every question asked that a reader can ask. Whatever the answer: no crash, no read out of bounds.
 *
 * The input is a list of changes: a byte each for the table, the column, the row (0: all rows) and the kind of value, then
 * what the value is made of.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>
#include <stemma/stemma.h>

#include "fuzz_parts.h"

enum { PATH_BYTES = 64, CHANGES_MAX = 8, COLUMNS_MAX = 512 };

static const char wire[] =
    "Ferry crew walks out in Lorn\n\nLORN (Coast Wire) - The crew of the ferry Maren walked out on Monday, and "
    "\"nobody "
    "will sail before the pumps are mended,\" said Ada Brun, who speaks for the pilots.\n\nThe harbour office said the "
    "ferry \"is safe in every respect.\" Brun told the Lorn Lamp that she had \"never seen such rust.\"\n";
static const char lamp[] =
    "Pilots stay ashore\n\n\"Nobody will sail before the pumps [of the Maren] are mended,\" pilots' speaker Ada Brun "
    "told "
    "Coast Wire on Tuesday. The crew of the ferry Maren walked out on Monday, and nobody knows for how long.\n\nThe "
    "harbour office has said that the ferry \"is safe.\" She had \"never seen rust,\" the Lorn Lamp reported.\n";

static char base_path[PATH_BYTES], changed_path[PATH_BYTES];

static void remove_files(void) {
    (void)unlink(base_path);
    (void)unlink(changed_path);
}

static void add_text(StemmaCollection *collection, const char *text) {
    char path[PATH_BYTES + 8];
    StemmaError error;
    StemmaAddReport report = {0};
    (void)snprintf(path, sizeof path, "%s.txt", base_path);
    FILE *file = fopen(path, "wb");
    check(file && fputs(text, file) >= 0 && fclose(file) == 0);
    check(stemma_collection_add(collection, path, NULL, &report, &error) == STEMMA_OK);
    (void)unlink(path);
}

static void make_base(void) {
    if (base_path[0]) return;
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    (void)snprintf(base_path, sizeof base_path, "%s/stemma-base-%d", folder, (int)getpid());
    (void)snprintf(changed_path, sizeof changed_path, "%s/stemma-changed-%d", folder, (int)getpid());
    check(atexit(remove_files) == 0);
    StemmaCollection *collection;
    StemmaError error;
    check(stemma_collection_open(base_path, STEMMA_OPEN_WRITE, &collection, &error) == STEMMA_OK);
    add_text(collection, wire);
    add_text(collection, lamp);
    check(stemma_collection_trace(collection, NULL, NULL, &error) == STEMMA_OK);
    stemma_collection_close(collection);
}

static void copy_base(void) {
    static char data[1024 * 1024];
    FILE *from = fopen(base_path, "rb"), *to = fopen(changed_path, "wb");
    check(from && to);
    size_t size = fread(data, 1, sizeof data, from);
    check(size > 0 && size < sizeof data && fwrite(data, 1, size, to) == size);
    check(fclose(from) == 0 && fclose(to) == 0);
}

/* --- Changing ----------------------------------------------------------------------------------------------------- */

typedef struct Changer {
    sqlite3 *database;
    const uint8_t *data;
    size_t size;
    char *columns[COLUMNS_MAX]; /* "table\0column" as SQL: UPDATE OR IGNORE table SET column = ? */
    unsigned column_count;
} Changer;

static uint8_t take_byte(Changer *changer) {
    if (changer->size == 0) return 0;
    changer->size--;
    return *changer->data++;
}

static int note_column(void *context, int count, char **values, char **names) {
    Changer *changer = context;
    (void)count, (void)names;
    if (changer->column_count < COLUMNS_MAX)
        changer->columns[changer->column_count++] =
            sqlite3_mprintf("UPDATE OR IGNORE \"%w\" SET \"%w\" = ?1 WHERE ?2 = 0 OR rowid = ?2", values[0], values[1]);
    return 0;
}

/* A number of any size, one near the borders of types, a text or a blob of what the input goes on with. */
static void bind_value(Changer *changer, sqlite3_stmt *statement) {
    static const sqlite3_int64 borders[] = {
        -1, 0, 1, 2, 127, 128, 255, 65535, 2147483647, 2147483648, 4294967295, 4294967296, INT64_MAX, INT64_MIN};
    uint8_t kind = take_byte(changer);
    size_t size = take_byte(changer) * (kind & 64 ? 64u : 1u);
    if (size > changer->size) size = changer->size;
    switch (kind % 6) {
    case 0: sqlite3_bind_null(statement, 1); return;
    case 1: sqlite3_bind_int64(statement, 1, borders[size % (sizeof borders / sizeof *borders)]); return;
    case 2: sqlite3_bind_int64(statement, 1, (sqlite3_int64)size); return;
    case 3: sqlite3_bind_double(statement, 1, size % 3 == 0 ? 1e308 * 10 : size % 3 == 1 ? -1.0 : 0.5); return;
    case 4: sqlite3_bind_text(statement, 1, (const char *)changer->data, (int)size, SQLITE_TRANSIENT); break;
    default: sqlite3_bind_blob(statement, 1, changer->data, (int)size, SQLITE_TRANSIENT); break;
    }
    changer->data += size;
    changer->size -= size;
}

static void change(const uint8_t *data, size_t size) {
    Changer changer = {.data = data, .size = size};
    check(sqlite3_open(changed_path, &changer.database) == SQLITE_OK);
    (void)sqlite3_exec(changer.database, "PRAGMA ignore_check_constraints = 1; PRAGMA synchronous = 0; BEGIN", NULL,
                       NULL, NULL);
    (void)sqlite3_exec(changer.database,
                       "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
                       " ORDER BY 1, 2",
                       note_column, &changer, NULL);
    for (unsigned i = 0; i < CHANGES_MAX && changer.size > 0 && changer.column_count > 0; i++) {
        sqlite3_stmt *statement = NULL;
        unsigned column = take_byte(&changer) * 256u + take_byte(&changer);
        (void)sqlite3_prepare_v2(changer.database, changer.columns[column % changer.column_count], -1, &statement,
                                 NULL);
        uint8_t row = take_byte(&changer) % 8;
        if (!statement) continue; /* of a table without row numbers */
        bind_value(&changer, statement);
        (void)sqlite3_bind_int(statement, 2, row);
        (void)sqlite3_step(statement);
        (void)sqlite3_finalize(statement);
    }
    (void)sqlite3_exec(changer.database, "COMMIT", NULL, NULL, NULL);
    for (unsigned i = 0; i < changer.column_count; i++) sqlite3_free(changer.columns[i]);
    check(sqlite3_close(changer.database) == SQLITE_OK);
}

/* --- Asking ------------------------------------------------------------------------------------------------------- */

#define READ_ALL(Type, next)                                                                                           \
    do {                                                                                                               \
        Type record;                                                                                                   \
        while (next(cursor, &record, &error) == STEMMA_OK) continue;                                                   \
    } while (0)

static void read_records(StemmaCollection *collection, StemmaRecord kind, const StemmaFilter *filter) {
    StemmaCursor *cursor;
    StemmaError error;
    uint64_t count;
    bool counted = stemma_records_count(collection, kind, filter, &count, &error) == STEMMA_OK;
    if (stemma_cursor_open(collection, kind, filter, &cursor, &error) != STEMMA_OK) return;
    switch (kind) {
    case STEMMA_ARTICLES: READ_ALL(StemmaArticle, stemma_article_next); break;
    case STEMMA_BLOCKS: READ_ALL(StemmaBlock, stemma_block_next); break;
    case STEMMA_QUOTATIONS: READ_ALL(StemmaQuotation, stemma_quotation_next); break;
    case STEMMA_PASSAGES: READ_ALL(StemmaPassage, stemma_passage_next); break;
    case STEMMA_FAMILIES: READ_ALL(StemmaFamily, stemma_family_next); break;
    case STEMMA_STORIES: READ_ALL(StemmaStory, stemma_story_next); break;
    case STEMMA_DERIVATIONS: READ_ALL(StemmaDerivation, stemma_derivation_next); break;
    case STEMMA_SPEAKERS: READ_ALL(StemmaSpeaker, stemma_speaker_next); break;
    case STEMMA_OUTLETS: READ_ALL(StemmaOutlet, stemma_outlet_next); break;
    case STEMMA_TAKINGS: READ_ALL(StemmaTaking, stemma_taking_next); break;
    case STEMMA_SKIPS:
    case STEMMA_NOTES: READ_ALL(StemmaSkip, stemma_skip_next); break;
    case STEMMA_SOURCES: READ_ALL(StemmaSource, stemma_source_next); break;
    case STEMMA_DUPLICATES: READ_ALL(StemmaDuplicate, stemma_duplicate_next); break;
    case STEMMA_RECORD_KINDS: break;
    }
    stemma_cursor_close(cursor);
    if (!counted) check(error.message[0] != 0);
}

static void ask(StemmaCollection *collection) {
    static const char *const families[] = {"f1", "f2", "f3"};
    StemmaError error;
    StemmaHits hits;
    StemmaReadings readings;
    char id[33], *explained;
    if (stemma_find(collection, "nobody will sail before the pumps are mended", &hits, &error) == STEMMA_OK)
        stemma_hits_free(&hits);
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (stemma_family_readings(collection, families[i], &readings, &error) == STEMMA_OK)
            stemma_readings_free(&readings);
    char name[PATH_BYTES + 8];
    (void)snprintf(name, sizeof name, "%s.txt", base_path);
    if (stemma_article_find(collection, name, id, &error) != STEMMA_OK) return;
    for (int kind = 0; kind < STEMMA_RECORD_KINDS; kind++)
        read_records(collection, (StemmaRecord)kind, &(StemmaFilter){.article_id = id, .with_text = true});
    if (stemma_explain(collection, id, NULL, &explained, &error) == STEMMA_OK) stemma_text_free(explained);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    make_base();
    copy_base();
    change(data, size);
    StemmaCollection *collection;
    StemmaError error;
    StemmaTotals totals;
    StemmaCheckReport checked;
    if (stemma_collection_open(changed_path, STEMMA_OPEN_READ, &collection, &error) != STEMMA_OK) return 0;
    bool totalled = stemma_collection_totals(collection, &totals, &error) == STEMMA_OK;
    bool looked_through = stemma_collection_check(collection, NULL, NULL, &checked, &error) == STEMMA_OK;
    check((totalled && looked_through) || error.message[0] != 0);
    for (int kind = 0; kind < STEMMA_RECORD_KINDS; kind++)
        if (kind != STEMMA_BLOCKS) read_records(collection, (StemmaRecord)kind, &(StemmaFilter){.with_text = true});
    ask(collection);
    stemma_collection_close(collection);
    return 0;
}
