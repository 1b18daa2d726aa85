/*
 * Whom a name stands for among the collection's speakers.
 *
 * In:  what somebody types. Out: the one speaker it can mean, or a message that lists the candidates.
 *
 * From strict to lenient: an id ("n12"), a name or spelling that is equal but for the case of ASCII letters, a spelling
 * that holds the words. The first step that finds anybody decides. A full name that is equal wins over spellings that
 * are; a single word never does, as "Roe" may be the best that is known of one and a spelling of three.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_private.h"

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
