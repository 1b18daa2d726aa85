/*
 * The collection file's schema: all DDL of the project stands here.
 *
 * Tables have singular names and are the program's own business; views have plural names, are documented in
 * docs/collection.md and stay stable. Every place is a pair of code points from 0, half open, in the article's text:
 * substr(text, start + 1, end - start) shows it. Several places are a JSON array of pairs: [[210,266],[300,312]].
 *
 * Ids shown to people are ordinals in canonical order with a letter before them (q12, p7, f3, s1); the tables keep the
 * number. article_key is the order of adding: it is a link between tables, and no result may depend on it.
 *
 * Words of an article are never stored a second time: the views cut them out of the text. Two exceptions, both small
 * and needed without the articles at hand: a family's fullest reading and the words of a variant.
 *
 * Invariants of a traced collection, beyond the foreign keys: quotations, blocks and passages are numbered without gaps
 * from 1; those of one article's quotations are article_finding.first_quotation and the quotation_count that follow.
 */
#include "schema.h"

#include <string.h>

const SchemaObject schema_objects[] = {
    /* --- What was added --- */
    {"table", "article",
     "CREATE TABLE article (\n"
     "  article_key INTEGER PRIMARY KEY,\n"
     "  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),\n"
     "  path TEXT NOT NULL,\n"
     "  title TEXT,\n"
     "  outlet TEXT,\n"
     "  byline TEXT,\n"
     "  published TEXT,\n"
     "  published_begin_unix_s INTEGER,\n"
     "  published_end_unix_s INTEGER,\n"
     "  url TEXT,\n"
     "  language TEXT,\n"
     "  links TEXT NOT NULL,\n" /* JSON array of URLs */
     "  text TEXT NOT NULL\n"
     ") STRICT"},
    {"table", "article_fact", /* only of articles of which more is known than the table above holds */
     "CREATE TABLE article_fact (\n"
     "  article_key INTEGER PRIMARY KEY REFERENCES article,\n"
     "  modified TEXT,\n"
     "  section TEXT,\n"
     "  agency TEXT,\n"
     "  agency_start INTEGER,\n" /* NULL, like the next, where the credit stands outside the text */
     "  agency_end INTEGER,\n"
     "  link_places TEXT NOT NULL,\n" /* [[index in links,start,end],...] */
     "  stated_roles TEXT NOT NULL,\n" /* [[start,end,number of the role],...] */
     "  asides TEXT NOT NULL,\n" /* JSON array of strings: place, role, text, place, role, text ... */
     "  statements TEXT NOT NULL\n" /* JSON array of strings: field, origin, value, field, origin, value ... */
     ") STRICT"},
    {"index", "article_by_path", "CREATE INDEX article_by_path ON article (path, id)"},
    {"index", "article_by_outlet", "CREATE INDEX article_by_outlet ON article (outlet)"},
    {"index", "article_by_time", "CREATE INDEX article_by_time ON article (published_begin_unix_s, path, id)"},
    /* The account of reading: one row for each file, and one for each record in it, whatever became of it. */
    {"table", "source",
     "CREATE TABLE source (\n"
     "  source_key INTEGER PRIMARY KEY,\n"
     "  path TEXT NOT NULL UNIQUE,\n"
     "  format TEXT,\n" /* NULL, like the rest: the reading did not come to its end */
     "  size_bytes INTEGER,\n"
     "  read_bytes INTEGER,\n"
     "  seen INTEGER,\n"
     "  kept INTEGER,\n"
     "  duplicate INTEGER,\n"
     "  skipped INTEGER,\n"
     "  failed INTEGER\n"
     ") STRICT"},
    {"table", "record",
     "CREATE TABLE record (\n"
     "  source_key INTEGER NOT NULL REFERENCES source,\n"
     "  number INTEGER NOT NULL,\n" /* from 1, in the order of the file */
     "  outcome TEXT NOT NULL,\n" /* kept, duplicate, skipped, failed */
     "  article_key INTEGER REFERENCES article,\n" /* kept and duplicate; else the columns that follow */
     "  path TEXT,\n" /* NULL: the source's own */
     "  line INTEGER,\n" /* 1-based; 0: the whole file */
     "  byte_offset INTEGER,\n"
     "  status TEXT,\n"
     "  reason TEXT,\n"
     "  PRIMARY KEY (source_key, number)\n"
     ") STRICT, WITHOUT ROWID"},
    {"index", "record_by_article",
     "CREATE INDEX record_by_article ON record (article_key) WHERE article_key IS NOT NULL"},
    {"index", "record_not_kept",
     "CREATE INDEX record_not_kept ON record (source_key, number) WHERE article_key IS NULL"},
    {"index", "record_duplicate",
     "CREATE INDEX record_duplicate ON record (source_key, number) WHERE outcome = 'duplicate'"},
    {"table", "note",
     "CREATE TABLE note (\n"
     "  source_key INTEGER NOT NULL REFERENCES source,\n"
     "  number INTEGER NOT NULL,\n" /* of the record it is about */
     "  reason TEXT NOT NULL,\n"
     "  path TEXT NOT NULL,\n"
     "  line INTEGER NOT NULL,\n"
     "  PRIMARY KEY (source_key, number, reason)\n"
     ") STRICT, WITHOUT ROWID"},

    /* A cache for the next trace, which leaves it where it is: store_records.c. */
    {"table", "quotation_record",
     "CREATE TABLE quotation_record (\n"
     "  article_key INTEGER PRIMARY KEY REFERENCES article,\n"
     "  stages INTEGER NOT NULL,\n" /* this and the next two: what it was made under */
     "  reach INTEGER NOT NULL,\n" /* of the tagger: 0 everywhere, 1 where something stands in marks, 2 nowhere */
     "  quotations_max INTEGER NOT NULL,\n"
     "  record BLOB NOT NULL\n"
     ") STRICT"},

    /* --- What was found --- */
    {"table", "trace",
     "CREATE TABLE trace (\n"
     "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
     "  stages INTEGER NOT NULL,\n" /* the version of the stages these findings come from */
     "  last_article_key INTEGER NOT NULL,\n" /* articles with a larger one were added since */
     "  words INTEGER NOT NULL,\n"
     "  stories INTEGER NOT NULL,\n"
     "  passages INTEGER NOT NULL,\n"
     "  quotations INTEGER NOT NULL,\n"
     "  families INTEGER NOT NULL,\n"
     "  derivations INTEGER NOT NULL,\n"
     "  reworded TEXT NOT NULL,\n" /* the level that was asked for */
     /* Of the latest trace of all articles: later ones may have been traced into it since (store_additions.c). */
     "  full_last_article_key INTEGER NOT NULL,\n"
     "  full_articles INTEGER NOT NULL\n"
     ") STRICT"},
    {"table", "story",
     "CREATE TABLE story (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  title TEXT,\n"
     "  article_count INTEGER NOT NULL,\n"
     "  origin_count INTEGER NOT NULL,\n"
     "  first_published TEXT,\n"
     "  last_published TEXT\n"
     ") STRICT"},
    {"index", "story_by_time", "CREATE INDEX story_by_time ON story (first_published, number)"},
    {"table", "article_finding",
     "CREATE TABLE article_finding (\n"
     "  article_key INTEGER PRIMARY KEY REFERENCES article,\n"
     "  story INTEGER NOT NULL REFERENCES story,\n"
     "  words INTEGER NOT NULL,\n"
     "  first_quotation INTEGER NOT NULL,\n"
     "  quotation_count INTEGER NOT NULL\n"
     ") STRICT"},
    {"index", "article_finding_by_story", "CREATE INDEX article_finding_by_story ON article_finding (story)"},
    {"table", "block",
     "CREATE TABLE block (\n"
     "  article_key INTEGER NOT NULL REFERENCES article,\n"
     "  start INTEGER NOT NULL,\n"
     "  end INTEGER NOT NULL,\n"
     "  role TEXT NOT NULL,\n"
     "  PRIMARY KEY (article_key, start)\n"
     ") STRICT, WITHOUT ROWID"},
    {"table", "speaker",
     "CREATE TABLE speaker (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  name TEXT NOT NULL,\n"
     "  kind TEXT NOT NULL,\n"
     "  spellings TEXT NOT NULL,\n" /* JSON array */
     "  quotation_count INTEGER NOT NULL,\n"
     "  first_published TEXT,\n"
     "  last_published TEXT\n"
     ") STRICT"},
    {"index", "speaker_by_count", "CREATE INDEX speaker_by_count ON speaker (quotation_count DESC, number)"},
    {"table", "speaker_word", /* the words of names and spellings, in small letters (ASCII's) */
     "CREATE TABLE speaker_word (\n"
     "  word TEXT NOT NULL,\n"
     "  speaker INTEGER NOT NULL REFERENCES speaker,\n"
     "  PRIMARY KEY (word, speaker)\n"
     ") STRICT, WITHOUT ROWID"},
    {"table", "reason", /* why nobody can be named, one sentence each */
     "CREATE TABLE reason (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  sentence TEXT NOT NULL\n"
     ") STRICT"},
    {"table", "family",
     "CREATE TABLE family (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  text TEXT NOT NULL,\n"
     "  names TEXT NOT NULL,\n" /* JSON array */
     "  base_position INTEGER NOT NULL\n" /* whose reading the text is */
     ") STRICT"},
    {"table", "quotation",
     "CREATE TABLE quotation (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  article_key INTEGER NOT NULL REFERENCES article,\n"
     "  kind TEXT NOT NULL,\n"
     "  content TEXT NOT NULL,\n" /* JSON array of places, like quoted and via */
     "  quoted TEXT NOT NULL,\n"
     "  via TEXT NOT NULL,\n"
     "  cue_start INTEGER,\n"
     "  cue_end INTEGER,\n"
     "  cue_class TEXT,\n"
     "  source_start INTEGER,\n"
     "  source_end INTEGER,\n"
     "  speaker INTEGER REFERENCES speaker,\n"
     "  reason INTEGER REFERENCES reason,\n"
     "  confidence REAL NOT NULL,\n"
     "  family INTEGER REFERENCES family,\n"
     "  for_start INTEGER,\n" /* whom a spokesperson speaks for */
     "  for_end INTEGER\n"
     ") STRICT"},
    {"table", "joint_speaker", /* who says a quotation with its speaker */
     "CREATE TABLE joint_speaker (\n"
     "  quotation INTEGER NOT NULL REFERENCES quotation,\n"
     "  position INTEGER NOT NULL,\n"
     "  speaker INTEGER NOT NULL REFERENCES speaker,\n"
     "  PRIMARY KEY (quotation, position)\n"
     ") STRICT, WITHOUT ROWID"},
    {"index", "joint_speaker_by_speaker",
     "CREATE INDEX joint_speaker_by_speaker ON joint_speaker (speaker, quotation)"},
    {"table", "passage",
     "CREATE TABLE passage (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  a_article_key INTEGER NOT NULL REFERENCES article,\n"
     "  a_start INTEGER NOT NULL,\n"
     "  a_end INTEGER NOT NULL,\n"
     "  b_article_key INTEGER NOT NULL REFERENCES article,\n"
     "  b_start INTEGER NOT NULL,\n"
     "  b_end INTEGER NOT NULL,\n"
     "  words INTEGER NOT NULL,\n"
     "  identity REAL NOT NULL,\n"
     "  kind TEXT NOT NULL,\n"
     "  quotation INTEGER NOT NULL,\n" /* 0 or 1, like boilerplate */
     "  boilerplate INTEGER NOT NULL,\n"
     "  rule TEXT,\n" /* this and what follows: of reworded passages only */
     "  cause TEXT,\n"
     "  log_odds REAL,\n"
     "  score REAL,\n"
     "  score_wanted REAL,\n"
     "  phrase_share REAL,\n"
     "  plain_share REAL,\n"
     "  rest_share REAL\n"
     ") STRICT"},
    {"index", "passage_by_a", "CREATE INDEX passage_by_a ON passage (a_article_key)"},
    {"index", "passage_by_b", "CREATE INDEX passage_by_b ON passage (b_article_key)"},
    {"table", "member",
     "CREATE TABLE member (\n"
     "  family INTEGER NOT NULL REFERENCES family,\n"
     "  position INTEGER NOT NULL,\n" /* 0-based, in the order of article, then place */
     "  quotation INTEGER REFERENCES quotation,\n" /* NULL: the words are run as plain text */
     "  article_key INTEGER NOT NULL REFERENCES article,\n"
     "  start INTEGER NOT NULL,\n"
     "  end INTEGER NOT NULL,\n"
     "  PRIMARY KEY (family, position)\n"
     ") STRICT, WITHOUT ROWID"},
    {"index", "member_by_article", "CREATE INDEX member_by_article ON member (article_key)"},
    {"table", "variant",
     "CREATE TABLE variant (\n"
     "  family INTEGER NOT NULL REFERENCES family,\n"
     "  position INTEGER NOT NULL,\n" /* 0-based, by place in the fullest reading */
     "  change TEXT NOT NULL,\n"
     "  weight TEXT NOT NULL,\n"
     "  detail TEXT,\n"
     "  base_words TEXT NOT NULL,\n"
     "  member_words TEXT NOT NULL,\n"
     "  members TEXT NOT NULL,\n" /* JSON array of member positions */
     "  PRIMARY KEY (family, position)\n"
     ") STRICT, WITHOUT ROWID"},
    {"table", "derivation",
     "CREATE TABLE derivation (\n"
     "  number INTEGER PRIMARY KEY,\n"
     "  story INTEGER NOT NULL REFERENCES story,\n"
     "  from_article_key INTEGER NOT NULL REFERENCES article,\n"
     "  to_article_key INTEGER NOT NULL REFERENCES article,\n"
     "  direction TEXT NOT NULL,\n"
     "  confidence REAL NOT NULL,\n"
     "  lost_ancestor INTEGER\n" /* of both articles; NULL for none */
     ") STRICT"},
    {"index", "derivation_by_story", "CREATE INDEX derivation_by_story ON derivation (story)"},
    {"index", "derivation_by_from", "CREATE INDEX derivation_by_from ON derivation (from_article_key)"},
    {"index", "derivation_by_to", "CREATE INDEX derivation_by_to ON derivation (to_article_key)"},
    {"table", "evidence_item",
     "CREATE TABLE evidence_item (\n"
     "  derivation INTEGER NOT NULL REFERENCES derivation,\n"
     "  position INTEGER NOT NULL,\n"
     "  kind TEXT NOT NULL,\n"
     "  article_key INTEGER NOT NULL REFERENCES article,\n"
     "  start INTEGER NOT NULL,\n" /* start = end: no place in a text */
     "  end INTEGER NOT NULL,\n"
     "  text TEXT NOT NULL,\n"
     "  PRIMARY KEY (derivation, position)\n"
     ") STRICT, WITHOUT ROWID"},
    {"index", "evidence_of_relation",
     "CREATE INDEX evidence_of_relation ON evidence_item (kind, derivation) WHERE kind IN ('version', "
     "'lost-ancestor')"},

    /* A cache for `find`: store_words.c says what a bucket holds. */
    {"table", "word_index",
     "CREATE TABLE word_index (\n"
     "  bucket INTEGER PRIMARY KEY,\n"
     "  words BLOB NOT NULL\n"
     ") STRICT"},
    /* Caches for articles that are added later: store_additions.c, text/word_statistics.c, addition/signature.c. */
    {"table", "word_statistics",
     "CREATE TABLE word_statistics (\n"
     "  only INTEGER PRIMARY KEY CHECK (only = 1),\n"
     "  statistics BLOB NOT NULL\n"
     ") STRICT"},
    {"table", "signature",
     "CREATE TABLE signature (\n"
     "  article_key INTEGER PRIMARY KEY REFERENCES article,\n"
     "  runs BLOB NOT NULL\n"
     ") STRICT"},

    /* What every first look asks for, counted once at the end of a trace: store_numbers.c. */
    {"table", "story_number",
     "CREATE TABLE story_number (\n"
     "  story INTEGER PRIMARY KEY REFERENCES story,\n"
     "  article_count INTEGER NOT NULL,\n"
     "  outlet_count INTEGER NOT NULL\n"
     ") STRICT"},
    {"index", "story_number_by_size", "CREATE INDEX story_number_by_size ON story_number (article_count DESC, story)"},
    {"index", "story_number_by_spread",
     "CREATE INDEX story_number_by_spread ON story_number (outlet_count DESC, article_count DESC, story)"},
    {"table", "family_number",
     "CREATE TABLE family_number (\n"
     "  family INTEGER PRIMARY KEY REFERENCES family,\n"
     "  report_count INTEGER NOT NULL,\n"
     "  article_count INTEGER NOT NULL,\n"
     "  outlet_count INTEGER NOT NULL,\n"
     "  change_count INTEGER NOT NULL,\n"
     "  meaning_count INTEGER NOT NULL\n"
     ") STRICT"},
    {"index", "family_number_by_size",
     "CREATE INDEX family_number_by_size ON family_number (report_count DESC, family)"},
    {"index", "family_number_by_spread",
     "CREATE INDEX family_number_by_spread ON family_number (outlet_count DESC, report_count DESC, family)"},
    {"index", "family_number_by_change",
     "CREATE INDEX family_number_by_change ON family_number (meaning_count DESC, change_count DESC, report_count DESC, "
     "family)"},
    {"table", "article_number",
     "CREATE TABLE article_number (\n"
     "  article_key INTEGER PRIMARY KEY REFERENCES article,\n"
     "  taker_count INTEGER NOT NULL,\n" /* articles that took from it, direction known or likely */
     "  source_count INTEGER NOT NULL,\n" /* and that it took from */
     /* Its place among all by time, the undated last, then by path and id: whole numbers from 1 where all were traced
      * together; an article added since has one between its neighbours' (store_ranks.c). */
     "  time_rank REAL NOT NULL\n"
     ") STRICT"},
    {"index", "article_number_by_time", "CREATE INDEX article_number_by_time ON article_number (time_rank)"},
    {"index", "article_number_by_takers", "CREATE INDEX article_number_by_takers ON article_number (taker_count DESC)"},
    {"table", "said", /* every speaker's quotations in time */
     "CREATE TABLE said (\n"
     "  speaker INTEGER NOT NULL REFERENCES speaker,\n"
     "  time_rank REAL NOT NULL,\n" /* of the article */
     "  quotation INTEGER NOT NULL REFERENCES quotation,\n"
     "  family INTEGER,\n" /* of the quotation */
     "  PRIMARY KEY (speaker, time_rank, quotation)\n"
     ") STRICT, WITHOUT ROWID"},
    {"table", "outlet_number",
     "CREATE TABLE outlet_number (\n"
     "  outlet TEXT PRIMARY KEY,\n"
     "  article_count INTEGER NOT NULL,\n"
     "  given_count INTEGER NOT NULL,\n"
     "  taken_count INTEGER NOT NULL\n"
     ") STRICT, WITHOUT ROWID"},
    {"table", "taking", /* who takes from whom */
     "CREATE TABLE taking (\n"
     "  from_outlet TEXT NOT NULL,\n" /* empty: the article names none */
     "  to_outlet TEXT NOT NULL,\n"
     "  derivation_count INTEGER NOT NULL,\n"
     "  derivation INTEGER NOT NULL REFERENCES derivation,\n" /* the surest, the first of these */
     "  PRIMARY KEY (from_outlet, to_outlet)\n"
     ") STRICT, WITHOUT ROWID"},

    /* --- The documented views --- */
    {"view", "articles",
     "CREATE VIEW articles AS\n"
     "  SELECT lower(hex(a.id)) AS id, a.path, a.title, a.outlet, a.byline, a.published, a.url, a.language,\n"
     "         's' || f.story AS story, coalesce(f.words, 0) AS words, a.links, a.text,\n"
     "         x.modified, x.section, x.agency\n"
     "  FROM article AS a LEFT JOIN article_finding AS f USING (article_key)\n"
     "       LEFT JOIN article_fact AS x USING (article_key)"},
    {"view", "links",
     "CREATE VIEW links AS\n"
     "  SELECT a.path AS article, lower(hex(a.id)) AS article_id, p.key AS position,\n"
     "         a.links ->> (p.value ->> 0) AS url, p.value ->> 1 AS start, p.value ->> 2 AS \"end\",\n"
     "         substr(a.text, (p.value ->> 1) + 1, (p.value ->> 2) - (p.value ->> 1)) AS text\n"
     "  FROM article_fact AS x JOIN article AS a USING (article_key), json_each(x.link_places) AS p"},
    {"view", "asides",
     "CREATE VIEW asides AS\n"
     "  SELECT a.path AS article, lower(hex(a.id)) AS article_id, p.key / 3 AS position,\n"
     "         CAST(p.value AS INTEGER) AS place, x.asides ->> (p.key + 1) AS role, x.asides ->> (p.key + 2) AS text\n"
     "  FROM article_fact AS x JOIN article AS a USING (article_key), json_each(x.asides) AS p\n"
     "  WHERE p.key % 3 = 0"},
    {"view", "statements",
     "CREATE VIEW statements AS\n"
     "  SELECT a.path AS article, lower(hex(a.id)) AS article_id, p.key / 3 AS position, p.value AS field,\n"
     "         x.statements ->> (p.key + 1) AS origin, x.statements ->> (p.key + 2) AS value\n"
     "  FROM article_fact AS x JOIN article AS a USING (article_key), json_each(x.statements) AS p\n"
     "  WHERE p.key % 3 = 0"},
    {"view", "skips",
     "CREATE VIEW skips AS\n"
     "  SELECT coalesce(r.path, s.path) AS path, nullif(r.line, 0) AS line, r.byte_offset, r.status, r.reason, "
     "r.outcome,\n"
     "         s.path AS source, r.number AS record\n"
     "  FROM record AS r JOIN source AS s USING (source_key) WHERE r.outcome IN ('skipped', 'failed')"},
    {"view", "sources",
     "CREATE VIEW sources AS\n"
     "  SELECT path, format, size_bytes, read_bytes, seen, kept, duplicate, skipped, failed FROM source"},
    {"view", "records",
     "CREATE VIEW records AS\n"
     "  SELECT s.path AS source, r.number, r.outcome, a.path AS article, lower(hex(a.id)) AS article_id\n"
     "  FROM record AS r JOIN source AS s USING (source_key) LEFT JOIN article AS a USING (article_key)"},
    {"view", "notes",
     "CREATE VIEW notes AS\n"
     "  SELECT n.path, nullif(n.line, 0) AS line, n.reason, s.path AS source, n.number AS record\n"
     "  FROM note AS n JOIN source AS s USING (source_key)"},
    {"view", "quotations",
     "CREATE VIEW quotations AS\n"
     "  SELECT 'q' || q.number AS id, a.path AS article, lower(hex(a.id)) AS article_id, q.kind,\n"
     "         (SELECT group_concat(substr(a.text, (p.value ->> 0) + 1, (p.value ->> 1) - (p.value ->> 0)), ' … ')\n"
     "          FROM json_each(q.content) AS p) AS text,\n"
     "         q.content, q.quoted,\n"
     "         q.cue_start, q.cue_end, substr(a.text, q.cue_start + 1, q.cue_end - q.cue_start) AS cue, q.cue_class,\n"
     "         q.source_start, q.source_end,\n"
     "         substr(a.text, q.source_start + 1, q.source_end - q.source_start) AS source, s.name,\n"
     "         q.via, r.sentence AS unattributed, q.confidence, 'f' || q.family AS family, 'n' || q.speaker AS "
     "speaker,\n"
     "         substr(a.text, q.for_start + 1, q.for_end - q.for_start) AS speaks_for,\n"
     "         (SELECT json_group_array(t.name) FROM (SELECT m.name FROM joint_speaker AS j JOIN speaker AS m\n"
     "          ON m.number = j.speaker WHERE j.quotation = q.number ORDER BY j.position) AS t HAVING count(*) > 0)"
     " AS joint_names\n"
     "  FROM quotation AS q JOIN article AS a USING (article_key)\n"
     "       LEFT JOIN speaker AS s ON s.number = q.speaker LEFT JOIN reason AS r ON r.number = q.reason"},
    {"view", "speakers",
     "CREATE VIEW speakers AS\n"
     "  SELECT 'n' || number AS id, name, kind, spellings, quotation_count, first_published, last_published\n"
     "  FROM speaker"},
    {"view", "passages",
     "CREATE VIEW passages AS\n"
     "  SELECT 'p' || p.number AS id, a.path AS a_article, lower(hex(a.id)) AS a_article_id, p.a_start, p.a_end,\n"
     "         b.path AS b_article, lower(hex(b.id)) AS b_article_id, p.b_start, p.b_end,\n"
     "         p.words, p.identity, p.kind, p.quotation, p.boilerplate, p.rule, p.cause, p.log_odds, p.score,\n"
     "         p.score_wanted, p.phrase_share, p.plain_share, p.rest_share,\n"
     "         substr(a.text, p.a_start + 1, p.a_end - p.a_start) AS a_text,\n"
     "         substr(b.text, p.b_start + 1, p.b_end - p.b_start) AS b_text\n"
     "  FROM passage AS p JOIN article AS a ON a.article_key = p.a_article_key\n"
     "       JOIN article AS b ON b.article_key = p.b_article_key"},
    {"view", "families",
     "CREATE VIEW families AS\n"
     "  SELECT 'f' || f.number AS id, f.text, f.names,\n"
     "         (SELECT count(*) FROM member AS m WHERE m.family = f.number) AS member_count,\n"
     "         (SELECT count(*) FROM variant AS v WHERE v.family = f.number) AS variant_count\n"
     "  FROM family AS f"},
    {"view", "members",
     "CREATE VIEW members AS\n"
     "  SELECT 'f' || m.family AS family, m.position, 'q' || m.quotation AS quotation, a.path AS article,\n"
     "         lower(hex(a.id)) AS article_id, m.start, m.end, substr(a.text, m.start + 1, m.end - m.start) AS text\n"
     "  FROM member AS m JOIN article AS a USING (article_key)"},
    {"view", "variants",
     "CREATE VIEW variants AS\n"
     "  SELECT 'f' || v.family AS family, v.position, v.change, v.weight, v.detail, v.base_words, v.member_words, "
     "v.members\n"
     "  FROM variant AS v"},
    {"view", "stories",
     "CREATE VIEW stories AS\n"
     "  SELECT 's' || number AS id, title, article_count, origin_count, first_published, last_published FROM story"},
    {"view", "derivations",
     "CREATE VIEW derivations AS\n"
     "  SELECT 'd' || d.number AS id, 's' || d.story AS story, a.path AS from_article, lower(hex(a.id)) AS "
     "from_article_id,\n"
     "         b.path AS to_article, lower(hex(b.id)) AS to_article_id, d.direction, d.confidence,\n"
     "         'x' || d.lost_ancestor AS lost_ancestor\n"
     "  FROM derivation AS d JOIN article AS a ON a.article_key = d.from_article_key\n"
     "       JOIN article AS b ON b.article_key = d.to_article_key"},
    {"view", "evidence",
     "CREATE VIEW evidence AS\n"
     "  SELECT 'd' || e.derivation AS derivation, e.position, e.kind, a.path AS article, lower(hex(a.id)) AS "
     "article_id,\n"
     "         e.start, e.end, e.text\n"
     "  FROM evidence_item AS e JOIN article AS a USING (article_key)"},
};
const size_t schema_object_count = sizeof schema_objects / sizeof schema_objects[0];

const char *const schema_findings_tables[] = {"speaker_word",   "said",          "taking",          "outlet_number",
                                              "article_number", "family_number", "story_number",    "word_index",
                                              "evidence_item",  "derivation",    "variant",         "member",
                                              "passage",        "joint_speaker", "quotation",       "family",
                                              "reason",         "speaker",       "block",           "article_finding",
                                              "story",          "signature",     "word_statistics", "trace"};
const size_t schema_findings_table_count = sizeof schema_findings_tables / sizeof schema_findings_tables[0];

bool schema_is_findings_index(size_t object) {
    if (strcmp(schema_objects[object].type, "index") != 0) return false;
    /* Tables of findings begin with `trace`. */
    for (size_t i = 0; i < object; i++) {
        if (strcmp(schema_objects[i].name, "trace") == 0) return true;
    }
    return false;
}
