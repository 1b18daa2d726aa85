/*
 * Counts of what was found, made once where a trace ends, so that a first look at a large collection costs what it
 * shows: the largest stories, the quotations that changed most, the articles most copied, who takes from whom.
 *
 * In:  the findings tables, filled, in the same transaction.
 * Out: story_number, family_number, article_number, said, outlet_number, taking, speaker_word.
 *
 * Everything is counted in one pass over its table, by SQL where it can be. A derivation counts where its direction is told: what took
 * from what can't be said of the others. An article without an outlet counts for no outlet; in `taking` it stands under
 * the empty name.
 *
 * Invariants: the numbers depend on the findings alone; of the derivations between two outlets the surest is kept as an
 * example, and of equals the first by number.
 */
#include "store_numbers.h"
#include "store_private.h"

#define DIRECTED "d.direction <> 'unknown'"

static const char *const statements[] = {
    "INSERT INTO story_number SELECT f.story, count(*), count(DISTINCT a.outlet)"
    " FROM article_finding AS f CROSS JOIN article AS a USING (article_key) GROUP BY f.story",

    "INSERT INTO family_number SELECT m.family, count(*), count(DISTINCT m.article_key), count(DISTINCT a.outlet), 0, 0"
    " FROM member AS m CROSS JOIN article AS a USING (article_key) GROUP BY m.family",
    "UPDATE family_number SET change_count = v.changes, meaning_count = v.meanings"
    " FROM (SELECT family, count(*) AS changes, sum(weight = 'meaning') AS meanings FROM variant GROUP BY family) AS v"
    " WHERE v.family = family_number.family",

    "INSERT INTO said SELECT s.speaker, n.time_rank, q.number, q.family"
    " FROM (SELECT speaker, number FROM quotation WHERE speaker IS NOT NULL"
    "       UNION SELECT speaker, quotation FROM joint_speaker) AS s"
    " CROSS JOIN quotation AS q ON q.number = s.number CROSS JOIN article_number AS n USING (article_key)"
    " ORDER BY s.speaker, n.time_rank, q.number",

    "INSERT INTO speaker_word SELECT DISTINCT w.value, s.number"
    " FROM (SELECT number, name FROM speaker"
    "       UNION SELECT n.number, p.value FROM speaker AS n, json_each(n.spellings) AS p) AS s,"
    " json_each('[' || replace(json_quote(lower(s.name)), ' ', '\",\"') || ']') AS w WHERE w.value <> '' ORDER BY 1, 2",

    /* Confidence and number in one integer, of which the largest is the surest and first derivation. */
    "INSERT INTO taking SELECT coalesce(a.outlet, '') AS f, coalesce(b.outlet, '') AS t, count(*),"
    " 4294967295 - (max((CAST(round(d.confidence * 10000) AS INTEGER) << 32) + 4294967295 - d.number) & 4294967295)"
    " FROM derivation AS d CROSS JOIN article AS a ON a.article_key = d.from_article_key"
    " CROSS JOIN article AS b ON b.article_key = d.to_article_key WHERE " DIRECTED " GROUP BY f, t",

    "INSERT INTO outlet_number SELECT outlet, count(*), 0, 0 FROM article WHERE outlet IS NOT NULL GROUP BY outlet",
    "UPDATE outlet_number SET given_count = t.given FROM (SELECT from_outlet, sum(derivation_count) AS given FROM "
    "taking"
    " WHERE from_outlet <> to_outlet GROUP BY from_outlet) AS t WHERE t.from_outlet = outlet_number.outlet",
    "UPDATE outlet_number SET taken_count = t.taken FROM (SELECT to_outlet, sum(derivation_count) AS taken FROM taking"
    " WHERE from_outlet <> to_outlet GROUP BY to_outlet) AS t WHERE t.to_outlet = outlet_number.outlet",
};

/* From the arrays: by SQL every article would be joined with every derivation. */
static Status write_article_numbers(Store *store, const Findings *findings, const StoredArticles *stored, Arena scratch,
                                    Error *error) {
    const uint32_t article_count = findings->corpus->article_count;
    const Derivations *derivations = &findings->lineage->derivations;
    uint32_t *takers = arena_new_array(&scratch, uint32_t, article_count);
    uint32_t *sources = arena_new_array(&scratch, uint32_t, article_count);
    uint32_t *ranks = arena_new_array(&scratch, uint32_t, article_count);
    for (uint32_t i = 0; i < derivations->count; i++) {
        if (derivations->items[i].direction == DIRECTION_UNKNOWN) continue;
        takers[derivations->items[i].from_article]++;
        sources[derivations->items[i].to_article]++;
    }
    for (uint32_t i = 0; i < article_count; i++) ranks[stored->by_time[i]] = i + 1;
    sqlite3_stmt *insert;
    Status status = store_prepare(store, "INSERT INTO article_number VALUES (?1, ?2, ?3, ?4)", &insert, error);
    for (uint32_t i = 0; i < article_count && !status; i++) {
        const uint32_t article = stored->by_key[i];
        sqlite3_bind_int64(insert, 1, stored->keys[article]);
        sqlite3_bind_int64(insert, 2, takers[article]);
        sqlite3_bind_int64(insert, 3, sources[article]);
        sqlite3_bind_int64(insert, 4, ranks[article]);
        status = store_execute(store, insert, error);
    }
    sqlite3_finalize(insert);
    return status;
}

Status store_numbers_write(Store *store, const Findings *findings, const StoredArticles *stored, Arena scratch,
                           Error *error) {
    Status status = write_article_numbers(store, findings, stored, scratch, error);
    for (size_t i = 0; i < sizeof statements / sizeof statements[0] && !status; i++) {
        status = store_run(store, statements[i], error);
    }
    return status;
}
