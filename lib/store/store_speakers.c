/*
 * Whom a name stands for among the collection's speakers.
 *
 * In:  what somebody types. Out: the one speaker it can mean, or a message that lists the candidates. What is typed is
 * looked for by its first word, in the table of all words of names and spellings that a trace leaves.
 *
 * From strict to lenient: an id ("n12"), a name or spelling that is equal but for the case of ASCII letters, a spelling
 * that holds the words. The first step that finds anybody decides. A full name that is equal wins over spellings that
 * are; a single word never does, as "Roe" may be the best that is known of one and a spelling of three.
 */
#include "store_speakers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/radix.h"
#include "store_names.h"
#include "store_rows.h"

#define CANDIDATES_LISTED_MAX 5

typedef struct SpeakerCandidates {
    int64_t first;
    uint32_t count;
    int64_t named; /* the last one whose name is equal */
    uint32_t named_count;
    char list[300];
} SpeakerCandidates;

/* Rows of number, name, whether the name is equal; the most quoted first. */
static Status collect(Store *store, const char *sql, const char *name, SpeakerCandidates *out, Error *error) {
    *out = (SpeakerCandidates){0};
    sqlite3_stmt *statement;
    Status status = store_prepare(store, sql, &statement, error);
    if (status) return status;
    sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    size_t used = 0;
    bool row = false;
    while ((status = store_step(store, statement, &row, error)) == STEMMA_OK && row) {
        int64_t number = sqlite3_column_int64(statement, 0);
        Bytes known = store_column_bytes(statement, 1);
        if (out->count++ == 0) out->first = number;
        if (sqlite3_column_int(statement, 2)) {
            out->named = number;
            out->named_count++;
        }
        if (out->count > CANDIDATES_LISTED_MAX || known.size > 60 || used + 100 > sizeof out->list) continue;
        used += (size_t)snprintf(out->list + used, sizeof out->list - used, "%s%.*s (n%lld)", used > 0 ? ", " : "",
                                 (int)known.size, (const char *)known.data, (long long)number);
    }
    if (out->count > CANDIDATES_LISTED_MAX) snprintf(out->list + used, sizeof out->list - used, " …");
    store_release(store, statement);
    return status;
}

#define SELECT_SPEAKER "SELECT s.number, s.name, s.name = ?1 COLLATE NOCASE FROM speaker AS s WHERE "
/* Whatever matches has the first word. */
#define HAS_FIRST_WORD                                                                                                 \
    "s.number IN (SELECT speaker FROM speaker_word WHERE word = lower(substr(?1, 1, instr(?1 || ' ', ' ') - 1))) AND "
#define MOST_QUOTED " ORDER BY s.quotation_count DESC, s.number"

static Status candidates_find(Store *store, const char *name, SpeakerCandidates *out, Error *error) {
    static const char *const steps[] = {
        SELECT_SPEAKER "s.number = iif(?1 GLOB 'n[1-9]*' AND NOT ?1 GLOB 'n*[^0-9]*', substr(?1, 2), NULL)",
        SELECT_SPEAKER HAS_FIRST_WORD
        "(s.name = ?1 COLLATE NOCASE OR EXISTS"
        " (SELECT 1 FROM json_each(s.spellings) AS p WHERE p.value = ?1 COLLATE NOCASE))" MOST_QUOTED,
        SELECT_SPEAKER HAS_FIRST_WORD
        "EXISTS (SELECT 1 FROM json_each(s.spellings) AS p"
        " WHERE instr(' ' || lower(p.value) || ' ', ' ' || lower(?1) || ' ') > 0)" MOST_QUOTED,
    };
    *out = (SpeakerCandidates){0};
    Status status = STEMMA_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !status && out->count == 0; i++) {
        status = collect(store, steps[i], name, out, error);
    }
    return status;
}

Status store_speaker_find(Store *store, const char *name, char id[16], Error *error) {
    id[0] = 0;
    SpeakerCandidates found;
    Status status = candidates_find(store, name, &found, error);
    if (status) return status;
    if (found.count == 0) {
        return error_set(error, STEMMA_NOT_FOUND,
                         "nobody called '%.200s' says anything in the collection: stemma who lists who does", name);
    }
    int64_t chosen = found.first;
    if (found.count > 1 && found.named_count == 1 && strchr(name, ' ')) {
        chosen = found.named;
    } else if (found.count > 1) {
        return error_set(error, STEMMA_AMBIGUOUS,
                         "'%.60s' may be %u speakers: %s; give the whole name or one of these ids", name, found.count,
                         found.list);
    }
    snprintf(id, 16, "n%u", (unsigned)chosen);
    return STEMMA_OK;
}

/* --- The words of names ------------------------------------------------------------------------------------------- */

typedef struct SpeakerWords {
    Names words;
    struct ARRAY_OF(KeyValue) uses; /* word and speaker; no value */
    Arena memory;
    Arena use_memory; /* of `uses` alone: it grows in its place */
} SpeakerWords;

/* In small letters as SQLite's lower() makes them: ASCII's. */
static Bytes lower(Bytes name, Arena *result) {
    uint8_t *lowered = arena_allocate(result, name.size + 1, 1);
    for (size_t i = 0; i < name.size; i++) lowered[i] = ascii_lower(name.data[i]);
    return (Bytes){lowered, name.size};
}

static void add_words(SpeakerWords *all, Bytes name, uint32_t speaker) {
    const Bytes lowered = lower(name, &all->memory);
    for (size_t begin = 0, end = 0; begin < lowered.size; begin = end + 1) {
        for (end = begin; end < lowered.size && lowered.data[end] != ' ';) end++;
        if (end == begin) continue;
        uint64_t word = names_add(&all->words, (Bytes){lowered.data + begin, end - begin}, &all->memory);
        *array_push(&all->uses, &all->use_memory) = (KeyValue){word << 32 | speaker, 0};
    }
}

/* Words by their order, each once for a speaker. */
static void order_uses(SpeakerWords *all, const uint32_t *ranks) {
    for (size_t i = 0; i < all->uses.count; i++) {
        KeyValue *use = &all->uses.items[i];
        use->key = (uint64_t)ranks[use->key >> 32] << 32 | (use->key & UINT32_MAX);
    }
    radix_sort(all->uses.items, all->uses.count, all->memory);
    size_t kept = 0;
    for (size_t i = 0; i < all->uses.count; i++) {
        if (kept == 0 || all->uses.items[kept - 1].key != all->uses.items[i].key)
            all->uses.items[kept++] = all->uses.items[i];
    }
    all->uses.count = kept;
}

Status store_speaker_words_write(Store *store, const Speakers *speakers, FindingNumbers numbers, Error *error) {
    SpeakerWords all = {.memory = arena_open(0), .use_memory = arena_open(0)};
    for (uint32_t i = 0; i < speakers->count; i++) {
        const Speaker *speaker = &speakers->items[i];
        if (!numbers_are_written(numbers, i)) continue;
        add_words(&all, speaker->name, i);
        for (uint32_t k = 0; k < speaker->spelling_count; k++) add_words(&all, speaker->spellings[k], i);
    }
    const uint32_t *ranks = names_rank(&all.words, &all.memory);
    const Bytes *words = names_sort(&all.words, ranks, &all.memory);
    order_uses(&all, ranks);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, store, (RowTable){"speaker_word", 2}, all.uses.count);
    for (size_t i = 0; i < all.uses.count && (status = rows_next(&rows, error)) == STEMMA_OK; i++) {
        row_bytes(&rows, 1, words[all.uses.items[i].key >> 32]);
        row_numbered(&rows, 2, numbers, (uint32_t)all.uses.items[i].key);
    }
    status = rows_close(&rows, status, error);
    arena_close(&all.memory);
    arena_close(&all.use_memory);
    return status;
}
