/*
 * Counts of what was found, made once where a trace ends, so that a first look at a large collection costs what it
 * shows: the largest stories, the quotations that changed most, the articles most copied, who takes from whom.
 *
 * In:  the findings tables, filled, in the same transaction.
 * Out: story_number, family_number, article_number, said, outlet_number, taking, speaker_word, each with an index in every order that a
 *      list can be asked for.
 *
 * Everything is counted by SQL in one pass over its table. A derivation counts where its direction is told: what took
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

    "INSERT INTO article_number SELECT f.article_key, coalesce(t.count, 0), coalesce(s.count, 0), f.time_rank"
    " FROM (SELECT article_key, row_number() OVER (ORDER BY published_begin_unix_s NULLS LAST, path, id) AS time_rank"
    "       FROM article WHERE article_key IN (SELECT article_key FROM article_finding)) AS f"
    " LEFT JOIN (SELECT from_article_key AS article_key, count(*) AS count FROM derivation AS d WHERE " DIRECTED
    " GROUP BY from_article_key) AS t USING (article_key)"
    " LEFT JOIN (SELECT to_article_key AS article_key, count(*) AS count FROM derivation AS d WHERE " DIRECTED
    " GROUP BY to_article_key) AS s USING (article_key)",

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

    "INSERT INTO outlet_number SELECT o.outlet, o.count,"
    " (SELECT coalesce(sum(derivation_count), 0) FROM taking WHERE from_outlet = o.outlet AND to_outlet <> o.outlet),"
    " (SELECT coalesce(sum(derivation_count), 0) FROM taking WHERE to_outlet = o.outlet AND from_outlet <> o.outlet)"
    " FROM (SELECT outlet, count(*) AS count FROM article WHERE outlet IS NOT NULL GROUP BY outlet) AS o",
};

Status store_numbers_write(Store *store, Error *error) {
    Status status = STEMMA_OK;
    for (size_t i = 0; i < sizeof statements / sizeof statements[0] && !status; i++) {
        status = store_run(store, statements[i], error);
    }
    return status;
}
