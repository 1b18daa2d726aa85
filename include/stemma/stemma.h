/*
 * Stemma: what was copied, who said it, what changed on the way, and which article derives from which.
 *
 * This header is the whole public interface, in the order data flows:
 *
 *     open a collection -> add articles -> trace -> read findings -> close
 *
 * plus three jobs that need no findings: compare two texts, find a text, explain one article.
 *
 * Text is UTF-8, NUL-terminated; NULL stands for "not known". Places are StemmaSpan: Unicode code points from 0 in the
 * article's stored text, half open. Functions that can fail return a StemmaStatus and fill a StemmaError owned by the
 * caller (NULL is accepted). A collection and its cursors belong to one thread at a time; different collections may be
 * used by different threads. The library never prints, never exits.
 */
#ifndef STEMMA_STEMMA_H
#define STEMMA_STEMMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STEMMA_VERSION_MAJOR 0
#define STEMMA_VERSION_MINOR 1
#define STEMMA_VERSION_PATCH 0

#if defined(__GNUC__)
#define STEMMA_API __attribute__((visibility("default")))
#define STEMMA_MUST_USE __attribute__((warn_unused_result))
#else
#define STEMMA_API
#define STEMMA_MUST_USE
#endif

/* --- Status ------------------------------------------------------------------------------------------------------ */

/* X(name, one-line text) */
#define STEMMA_STATUS_MAP(X)                                                                                           \
    X(OK, "done")                                                                                                      \
    X(END, "no more records")                                                                                          \
    X(NOT_FOUND, "not found")                                                                                          \
    X(NOT_READABLE, "can't be read")                                                                                   \
    X(NOT_WRITABLE, "can't be written")                                                                                \
    X(NOT_TEXT, "not text")                                                                                            \
    X(MALFORMED, "malformed")                                                                                          \
    X(EMPTY, "empty")                                                                                                  \
    X(LIMIT, "over a limit")                                                                                           \
    X(UNSUPPORTED, "not supported")                                                                                    \
    X(NOT_A_COLLECTION, "not a Stemma collection")                                                                     \
    X(NEWER_VERSION, "made by a newer Stemma")                                                                         \
    X(BUSY, "in use by another process")                                                                               \
    X(DISK_FULL, "no space left")                                                                                      \
    X(DAMAGED, "damaged")                                                                                              \
    X(AMBIGUOUS, "matches more than one")                                                                              \
    X(NOT_TRACED, "not traced yet")                                                                                    \
    X(INTERRUPTED, "interrupted")                                                                                      \
    X(BAD_ARGUMENT, "bad argument")                                                                                    \
    X(OUT_OF_MEMORY, "out of memory")                                                                                  \
    X(INTERNAL, "internal error")

typedef enum StemmaStatus {
#define STEMMA_STATUS_ENUM(name, text) STEMMA_##name,
    STEMMA_STATUS_MAP(STEMMA_STATUS_ENUM)
#undef STEMMA_STATUS_ENUM
} StemmaStatus;

/* One line for the user: what was found, where, what was wanted, what to do. */
typedef struct StemmaError {
    StemmaStatus status;
    char message[400];
    char source[512]; /* a path or "" */
    uint64_t line; /* 1-based, 0 for none */
    uint64_t byte_offset;
} StemmaError;

STEMMA_API const char *stemma_status_text(StemmaStatus status); /* static; never NULL */
STEMMA_API const char *stemma_version(void); /* "0.1.0"; static */

/*
 * What to do when memory can't be had: the handler must not return (it exits, aborts or jumps); NULL restores the
 * default, abort. What is stored in collections stays intact. Process-wide: set it first of all.
 */
typedef void (*StemmaOutOfMemory)(size_t wanted_bytes, void *context);
STEMMA_API void stemma_out_of_memory_set(StemmaOutOfMemory handler, void *context);
/*
 * Ceiling on the memory Stemma takes for its own arrays, in bytes; 0: none. Process-wide. A trace keeps to it by
 * leaving what is not at hand in nameless files in the collection's folder; all else that reaches it is out of memory.
 */
STEMMA_API void stemma_memory_limit_set(size_t limit_bytes);

/* --- Collection -------------------------------------------------------------------------------------------------- */

typedef struct StemmaCollection StemmaCollection;

typedef enum StemmaOpenMode {
    STEMMA_OPEN_READ, /* must exist; nothing is written */
    STEMMA_OPEN_WRITE, /* made where it doesn't exist */
    STEMMA_OPEN_TEMPORARY /* a private one that vanishes on close; path is ignored and may be NULL */
} StemmaOpenMode;

/* NOT_FOUND, NOT_A_COLLECTION, NEWER_VERSION, BUSY, DAMAGED, NOT_READABLE, NOT_WRITABLE. *out is NULL on failure. */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_collection_open(const char *path, StemmaOpenMode mode,
                                                               StemmaCollection **out, StemmaError *error);
/* Accepts NULL. Cursors on it must be closed first. */
STEMMA_API void stemma_collection_close(StemmaCollection *collection);

typedef struct StemmaTotals {
    uint64_t articles, words, stories, passages, quotations, families, derivations, outlets;
    uint64_t speakers;
    uint64_t files; /* that were read; of their records so many were duplicates, and so many were not kept */
    uint64_t duplicates, skips;
    bool traced; /* false where articles were added since the last trace */
    uint64_t added; /* traced into what was known of the others, not together with them: stemma_collection_trace */
} StemmaTotals;
/* NOT_READABLE, BUSY, DAMAGED; *out is all 0 on failure. */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_collection_totals(StemmaCollection *collection, StemmaTotals *out,
                                                                 StemmaError *error);

/*
 * For a collection opened for reading: until stemma_snapshot_end all that is read is one state of it, whatever another
 * process writes meanwhile. *state is another number than at this handle's last snapshot where somebody has written
 * since. Cursors are closed before the end.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_snapshot_begin(StemmaCollection *collection, uint64_t *state,
                                                              StemmaError *error);
STEMMA_API void stemma_snapshot_end(StemmaCollection *collection);

/* --- Add --------------------------------------------------------------------------------------------------------- */

/* Skipped: whole, but no article that is read here. Failed: it could not be read. Noted: kept, with a remark. */
typedef enum StemmaOutcome { STEMMA_SKIPPED, STEMMA_FAILED, STEMMA_NOTED } StemmaOutcome;

typedef struct StemmaSkip {
    StemmaOutcome outcome;
    const char *path;
    uint64_t line; /* 1-based; 0: the whole file */
    uint64_t byte_offset;
    StemmaStatus status;
    const char *reason; /* one line, with what to do */
} StemmaSkip;

typedef struct StemmaAddOptions {
    uint64_t record_bytes_max; /* default 64 MiB */
    uint64_t text_bytes_max; /* default 4 MiB; more than 120 MiB, which a collection can hold, counts as these */
    uint32_t expansion_ratio_max; /* default 1000 */
    uint32_t json_depth_max; /* default 128 */
    uint32_t xml_depth_max; /* default 256 */
    uint32_t archive_depth_max; /* archives inside one another that are opened; default 2 */
    uint32_t archive_members_max; /* default 1,000,000 */
    uint32_t threads; /* 0: one for each processor */
    void *context; /* for the callbacks, each of which may be NULL; called on the caller's thread */
    void (*skipped)(void *context, const StemmaSkip *skip);
    void (*progress)(void *context, uint64_t bytes_done, uint64_t bytes_total);
} StemmaAddOptions;
STEMMA_API StemmaAddOptions stemma_add_options_default(void);

/* seen = kept + duplicate + skipped + failed. */
typedef struct StemmaAddReport {
    uint64_t files;
    uint64_t seen;
    uint64_t kept;
    uint64_t duplicate;
    uint64_t skipped;
    uint64_t failed;
    uint64_t notes; /* about records that are kept */
    uint64_t bytes;
} StemmaAddReport;

/*
 * Reads a file, a folder or "-" (standard input) into the collection; adds to *report. Bad files and records are
 * counted and reported, not errors. options may be NULL; report may not, and is zeroed by the caller before the first
 * call. NOT_FOUND, NOT_READABLE, NOT_WRITABLE, DISK_FULL, BUSY, DAMAGED. What was read before an error or an
 * interruption stays in the collection, in whole batches; adding the same again completes it.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_collection_add(StemmaCollection *collection, const char *path,
                                                              const StemmaAddOptions *options, StemmaAddReport *report,
                                                              StemmaError *error);

/* --- Check ------------------------------------------------------------------------------------------------------- */

/* What was looked at, and how much of it is not as it should be. */
typedef struct StemmaCheckReport {
    uint64_t sources; /* files read */
    uint64_t records; /* in them; records = kept + duplicate + skipped + failed, of each source and of all */
    uint64_t kept;
    uint64_t duplicate;
    uint64_t skipped;
    uint64_t failed;
    uint64_t articles;
    uint64_t spans; /* places of findings */
    uint64_t problems;
} StemmaCheckReport;

/*
 * Looks through the whole collection: the database's own integrity, the account of every source against its records,
 * each article's id against its content, each place against its text. A problem is no error: `problem` (may be NULL) is
 * called with one line for each, and they are counted.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_collection_check(StemmaCollection *collection,
                                                                void (*problem)(void *context, const char *line),
                                                                void *context, StemmaCheckReport *report,
                                                                StemmaError *error);

/* --- Trace ------------------------------------------------------------------------------------------------------- */

/* How it is found out who said what. */
typedef enum StemmaAttribution {
    STEMMA_ATTRIBUTION_DEFAULT, /* learned; above STEMMA_LEARNED_WORDS_MAX words in the collection, only for what stands in
                                   paragraphs with quotation marks, by rules elsewhere; what is traced already stays */
    STEMMA_ATTRIBUTION_LEARNED, /* a trained tagger beside the rules */
    STEMMA_ATTRIBUTION_RULES /* rules alone: less is found, and less of it is right */
} StemmaAttribution;
#define STEMMA_LEARNED_WORDS_MAX 5000000u

/* What counts as one text in other words. */
typedef enum StemmaReworded {
    STEMMA_REWORDED_AUTOMATIC, /* strict where both articles may report one event, else wide */
    STEMMA_REWORDED_STRICT, /* the wording is alike, not only the event: for news */
    STEMMA_REWORDED_WIDE, /* shuffled, translated and summed up text too; on news, same-event reports as well */
    STEMMA_REWORDED_OFF /* only what is copied, with or without changes */
} StemmaReworded;

#define STEMMA_QUOTATIONS_MAX 10000u

typedef struct StemmaTraceOptions {
    uint32_t threads; /* 0: one for each processor; findings don't depend on it */
    StemmaAttribution attribution; /* asking for another than the default traces anew */
    StemmaReworded reworded; /* default automatic; asking for another one traces anew */
    uint32_t quotations_max; /* of one article, the first by place; 0: STEMMA_QUOTATIONS_MAX; another one traces anew */
    void *context;
    /* stage is a static word ("text", "passages", …); done and total count stages. May be NULL. */
    void (*progress)(void *context, const char *stage, uint32_t done, uint32_t total);
    void (*limit_reached)(void *context, const char *line); /* one line, with the option that lifts it. May be NULL. */
    bool anew; /* all articles are traced together, even where little or nothing was added */
} StemmaTraceOptions;
STEMMA_API StemmaTraceOptions stemma_trace_options_default(void);

/*
 * Finds everything in the collection; replaces the findings of an earlier trace in one transaction. Does nothing where
 * nothing was added since. Articles that are traced together give the same findings, whatever the order and the portions
 * of adding. Where at most one article in 64 was added since at least 4,096 were traced together, these few are traced
 * into what is known: what concerns one of them is found by the counts of the larger number, and what was found between
 * the others stays as it is, under its id; StemmaTotals.added says so. options and totals may be NULL. NOT_WRITABLE, DISK_FULL, BUSY, DAMAGED: the earlier findings stay.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_collection_trace(StemmaCollection *collection,
                                                                const StemmaTraceOptions *options, StemmaTotals *totals,
                                                                StemmaError *error);

/* --- Findings ---------------------------------------------------------------------------------------------------- */

typedef struct StemmaSpan {
    uint64_t start;
    uint64_t end;
} StemmaSpan;

/* Some words of an article, and where they stand. text is NULL where there is none. */
typedef struct StemmaMention {
    StemmaSpan span;
    const char *text;
} StemmaMention;

/* A link, and the words it stands on. */
typedef struct StemmaLink {
    const char *url;
    StemmaSpan span;
} StemmaLink;

/* What one part of an article's record says of it. */
typedef struct StemmaStatement {
    const char *field; /* "title", "byline", "outlet", "published", "modified", "url", "section", "language",
                          "encoding" */
    const char *origin; /* "json-ld", "json-ld-page", "json-ld-created", "open-graph", "meta", "microdata", "time",
                           "time-above", "heading", "title", "url", "canonical-link", "text", "guess" */
    const char *value; /* as it stands there */
} StemmaStatement;

/* Something that an article's page has beside its text. */
typedef struct StemmaAside {
    uint64_t place; /* code points of the text before it */
    const char *role; /* as in StemmaBlock */
    const char *text;
} StemmaAside;

typedef struct StemmaArticle {
    const char *id;
    const char *path;
    const char *title;
    const char *outlet;
    const char *byline;
    const char *published; /* ISO 8601, as precise as known */
    const char *url;
    const char *language;
    const char *story; /* "s1"; NULL before the first trace */
    uint64_t words; /* 0 before the first trace */
    const char *const *links;
    size_t link_count;
    const char *text; /* the stored text; NULL unless asked for */
    size_t text_size; /* bytes */
    uint64_t taker_count; /* articles that took from it, and that it took from; direction known or likely */
    uint64_t source_count;
    const char *modified; /* ISO 8601, as precise as known */
    const char *section; /* "World", "Sport": as the article's record names it */
    StemmaMention agency; /* the news agency it is credited to; an empty span where the text doesn't say so */
    const StemmaLink *link_places; /* links of the text and where they stand, by place */
    size_t link_place_count;
    const StemmaStatement *statements; /* everything its page says of it, the surest first for each field */
    size_t statement_count;
    const StemmaAside *asides; /* captions, byline, related links ... of its page, in the order of the page */
    size_t aside_count;
} StemmaArticle;

/*
 * What a block of an article is: "narration", "headline", "caption", "keywords", "correction", "byline", "credit",
 * "related", "share", "comments", "newsletter", and "furniture" for the rest of what a page puts around an article.
 */
typedef struct StemmaBlock {
    const char *role;
    StemmaSpan span;
} StemmaBlock;

typedef struct StemmaQuotation {
    const char *id; /* "q12" */
    const char *article; /* path, as in every record below */
    const char *article_id;
    const char *kind; /* "direct", "mixed", "indirect", "scare" */
    const char *text; /* content as it stands, parts joined by " … " */
    const StemmaSpan *content;
    size_t content_count;
    const StemmaSpan *quoted;
    size_t quoted_count;
    StemmaMention cue; /* text NULL: no cue */
    const char *cue_class;
    StemmaMention source; /* text NULL: no source */
    const char *name; /* of the source; NULL where it can't be told */
    const StemmaMention *via;
    size_t via_count;
    const char *unattributed; /* why nobody can be named */
    double confidence; /* 0 to 1 */
    const char *family; /* "f3" */
    const char *speaker; /* "n12": whose name it is; NULL with the name */
    const char *const *joint_names; /* who says it with that one: "Doe and Roe said" */
    size_t joint_count;
    StemmaMention speaks_for; /* whom a spokesperson speaks for; text NULL: not told */
    const char *published; /* of the article; NULL where not known, like the next */
    const char *outlet;
} StemmaQuotation;

/* Somebody who says something somewhere in the collection. */
typedef struct StemmaSpeaker {
    const char *id; /* "n12" */
    const char *name; /* the fullest the collection gives */
    const char *kind; /* "person", "organisation", "other" */
    const char *const *spellings; /* every form met, the name included, sorted by bytes */
    size_t spelling_count;
    uint64_t quotation_count;
    const char *first_published; /* of the articles with these quotations; NULL where none is dated */
    const char *last_published;
} StemmaSpeaker;

/*
 * Why a reworded passage is reported. What its rule does not ask for is 0; everything is NULL or 0 for copied and edited
 * passages. Shares are 0 to 1, scores have two decimals.
 */
typedef struct StemmaGrounds {
    const char *why; /* in words, one line */
    const char *level; /* "strict": the wording is alike, not only the event; "wide": the words are */
    const char
        *cause; /* of the level: "asked", "news": one has a date or an outlet, "openings": both set out to tell the
                          same, "bare-texts": none of these */
    const char *rule; /* strict: "phrases", "words"; wide: "likeness", "summary" */
    double log_odds; /* by its words, of being one text against two; but of a summary */
    double
        score; /* what the rule goes by: for "phrases" the log odds moved by the shares; for "summary" how much of the
                     short side is on the long one */
    double score_wanted; /* the least score */
    double
        phrase_share; /* strict: of the pairs of neighbouring words, those on the other side too, quoted speech apart */
    double plain_share; /* strict: of what is no name, number or quoted speech, weighed by rareness, the same */
    double rest_share; /* summary: how much of the text around the short side is on the long one */
} StemmaGrounds;

typedef struct StemmaPassage {
    const char *id; /* "p7" */
    const char *a_article;
    const char *a_article_id;
    StemmaSpan a;
    const char *b_article;
    const char *b_article_id;
    StemmaSpan b;
    uint64_t words;
    double identity; /* equal words as a share of those aligned, 0 to 1 */
    const char *kind; /* "copied", "edited", "reworded" */
    bool quotation;
    bool boilerplate;
    StemmaGrounds grounds;
} StemmaPassage;

typedef struct StemmaWitness {
    const char *quotation; /* NULL where the article runs the words as plain text */
    const char *article;
    const char *article_id;
    StemmaSpan span;
    const char *text;
} StemmaWitness;

typedef struct StemmaVariant {
    const char *change; /* "substitution", … as in the JSON */
    const char *from;
    const char *to;
    const char *weight; /* "wording", "meaning" */
    const char *
        detail; /* NULL, or what it touches: "number", "negation", "condition", "hedge", "modal", "name", "translation", … */
    const char *const *quotations; /* ids of the members that read so */
    size_t quotation_count;
} StemmaVariant;

typedef struct StemmaFamily {
    const char *id; /* "f3" */
    const char *text; /* the fullest reading */
    const char *const *names;
    size_t name_count;
    const StemmaWitness *members;
    size_t member_count;
    const StemmaVariant *variants;
    size_t variant_count;
    /* The same in numbers, also where the filter asks for no members. */
    uint64_t report_count; /* members */
    uint64_t article_count;
    uint64_t outlet_count;
    uint64_t change_count; /* variants */
    uint64_t meaning_count; /* variants that change the meaning */
} StemmaFamily;

typedef struct StemmaStory {
    const char *id; /* "s1" */
    const char *title; /* of its first article by date, else by path */
    uint64_t article_count;
    uint64_t origin_count; /* articles that derive from no other; those of one lost ancestor are one */
    const char *first_published; /* NULL where no article is dated */
    const char *last_published;
    uint64_t outlet_count;
} StemmaStory;

typedef struct StemmaEvidence {
    const char *kind; /* "credit", "link", "date", "copied", "shared-variant", "containment", "quotation", "version",
                         "correction", "lost-ancestor", "alternative" */
    const char *article;
    StemmaSpan span; /* empty where it is no place in a text */
    const char *text;
    const char *article_id;
} StemmaEvidence;

typedef struct StemmaDerivation {
    const char *from;
    const char *from_id;
    const char *to;
    const char *to_id;
    const char *story;
    const char *direction; /* "known", "likely", "unknown" */
    double confidence; /* 0 to 1 */
    const StemmaEvidence *evidence;
    size_t evidence_count;
    const char *lost_ancestor; /* "x1": an article that is not here and that both are from; NULL for none */
} StemmaDerivation;

/* An outlet and what it took and gave. */
typedef struct StemmaOutlet {
    const char *name;
    uint64_t article_count;
    uint64_t given_count; /* derivations, known or likely, from its articles to another outlet's */
    uint64_t taken_count; /* and the other way */
} StemmaOutlet;

/* What one outlet took from another: derivations whose direction is known or likely. */
typedef struct StemmaTaking {
    const char *from; /* outlet; "" where the article names none, like the next */
    const char *to;
    uint64_t derivation_count;
    const char *from_article_id; /* of the surest derivation, an example */
    const char *to_article_id;
} StemmaTaking;

/* A file that was read: seen = kept + duplicate + skipped + failed; all 0 where the reading did not come to its end. */
typedef struct StemmaSource {
    const char *path;
    const char *format; /* what it was taken for; NULL: the reading did not come to its end */
    uint64_t size_bytes, read_bytes;
    uint64_t seen, kept, duplicate, skipped, failed;
} StemmaSource;

/* A record whose article was in the collection before. */
typedef struct StemmaDuplicate {
    const char *source; /* the file */
    uint64_t record; /* its number in the file, from 1 */
    const char *article;
    const char *article_id;
} StemmaDuplicate;

typedef enum StemmaOrder {
    STEMMA_ORDER_USUAL, /* as StemmaRecord says */
    STEMMA_ORDER_SIZE, /* stories: most articles first; families: most reports; articles: most takers; outlets: most
                          articles */
    STEMMA_ORDER_SPREAD, /* stories, families: most outlets first */
    STEMMA_ORDER_CHANGE, /* families: most changes of meaning first, then of wording */
    STEMMA_ORDER_TIME /* articles, stories: earliest first, undated last */
} StemmaOrder;

/* Which records to read; a NULL field does not restrict. Borrowed for the call that opens the cursor. */
typedef struct StemmaFilter {
    const char *article_id; /* of either side for passages and derivations, of any member for families */
    const char *story; /* articles, passages (both sides), quotations, derivations */
    const char *family; /* quotations, families */
    const char *speaker; /* articles, quotations (then by the article's date, undated last), families, speakers */
    const char *outlet; /* articles */
    const char *contains; /* articles, stories: in the title; families: in the text; speakers, outlets: in the name;
                             upper and lower case (of ASCII) are the same */
    const char *relation; /* derivations: "version", "lost-ancestor" */
    const char *const *article_ids; /* articles: any of these; NULL does not restrict */
    size_t article_id_count;
    bool with_text; /* articles: fill in text */
    bool numbers_only; /* families: leave members and variants out */
    bool changes_only; /* families: leave members out; variants then name no quotations */
    StemmaOrder order; /* an order that a kind of record does not have is its usual one */
    uint64_t skip_count; /* so many records are passed over */
    uint64_t count_max; /* and at most so many given; 0: all */
} StemmaFilter;

/*
 * Cursors read records one by one in a fixed order. `next` returns STEMMA_OK with *out filled, STEMMA_END after the
 * last, or an error. What *out points to lives until the next call on the same cursor. filter may be NULL.
 * Findings of a collection that was never traced: none.
 */
typedef struct StemmaCursor StemmaCursor;
typedef enum StemmaRecord {
    STEMMA_ARTICLES, /* by path, then id */
    STEMMA_BLOCKS, /* of one article (filter.article_id), by place */
    STEMMA_QUOTATIONS, /* by article, then place */
    STEMMA_PASSAGES,
    STEMMA_FAMILIES,
    STEMMA_STORIES,
    STEMMA_DERIVATIONS, /* by story, to, from */
    STEMMA_SPEAKERS, /* most quotations first, then by name */
    STEMMA_OUTLETS, /* by name */
    STEMMA_TAKINGS, /* most derivations first, then by name */
    STEMMA_SKIPS, /* what was read and not kept, by file and place */
    STEMMA_NOTES, /* remarks about what was kept, as StemmaSkip, by file and place */
    STEMMA_SOURCES, /* files that were read, by path */
    STEMMA_DUPLICATES, /* records whose article an earlier record had brought, by file and place */
    STEMMA_RECORD_KINDS
} StemmaRecord;

STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_cursor_open(StemmaCollection *collection, StemmaRecord record,
                                                           const StemmaFilter *filter, StemmaCursor **out,
                                                           StemmaError *error);
STEMMA_API void stemma_cursor_close(StemmaCursor *cursor); /* accepts NULL */
/* How many records there are for a filter, skip_count and count_max aside. */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_records_count(StemmaCollection *collection, StemmaRecord record,
                                                             const StemmaFilter *filter, uint64_t *out,
                                                             StemmaError *error);

/* Each asserts that the cursor was opened for its kind of record. */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_article_next(StemmaCursor *, StemmaArticle *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_block_next(StemmaCursor *, StemmaBlock *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_quotation_next(StemmaCursor *, StemmaQuotation *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_passage_next(StemmaCursor *, StemmaPassage *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_family_next(StemmaCursor *, StemmaFamily *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_story_next(StemmaCursor *, StemmaStory *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_derivation_next(StemmaCursor *, StemmaDerivation *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_speaker_next(StemmaCursor *, StemmaSpeaker *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_outlet_next(StemmaCursor *, StemmaOutlet *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_taking_next(StemmaCursor *, StemmaTaking *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_skip_next(StemmaCursor *, StemmaSkip *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_source_next(StemmaCursor *, StemmaSource *out, StemmaError *);
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_duplicate_next(StemmaCursor *, StemmaDuplicate *out, StemmaError *);

/*
 * The id of the article that `name` stands for: an id, a unique prefix of one (4 digits or more), or a path as added.
 * id gets 32 digits and a NUL. NOT_FOUND; AMBIGUOUS (the message lists candidates).
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_article_find(StemmaCollection *collection, const char *name, char id[33],
                                                            StemmaError *error);

/*
 * The id of the speaker that `name` stands for: an id, else a name, else a spelling that only one speaker has, else
 * words that only one has in a spelling; upper and lower case (of ASCII) are the same. id gets at most 15 characters
 * and a NUL. NOT_FOUND; AMBIGUOUS (the message lists candidates).
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_speaker_find(StemmaCollection *collection, const char *name, char id[16],
                                                            StemmaError *error);

/* --- Readings of a family, side by side --------------------------------------------------------------------------- */

/* A stretch of one reading. Pieces of all readings with the same column stand under one another. */
typedef struct StemmaReadingPiece {
    uint32_t column; /* 0-based; a reading may lack columns */
    const char *text;
    const char *change; /* NULL where it agrees with the base reading, else the change's name */
    const char *weight; /* NULL, "wording" or "meaning" */
    const char *detail; /* NULL, or as in StemmaVariant */
} StemmaReadingPiece;

typedef struct StemmaReading {
    const char *quotation; /* NULL: run as plain text */
    const char *article;
    const char *article_id;
    const char *name; /* to whom the article gives the words; NULL where it can't be told */
    bool base;
    const StemmaReadingPiece *pieces;
    size_t piece_count;
} StemmaReading;

/* All readings of one family, in the order of its members; freed by stemma_readings_free (accepts NULL). */
typedef struct StemmaReadings {
    const StemmaReading *readings;
    size_t reading_count;
    uint32_t column_count;
    void *memory;
} StemmaReadings;
/* NOT_FOUND, NOT_READABLE, DAMAGED; *out is empty on failure. */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_family_readings(StemmaCollection *collection, const char *family,
                                                               StemmaReadings *out, StemmaError *error);
STEMMA_API void stemma_readings_free(StemmaReadings *readings);

/* --- Compare, find, explain --------------------------------------------------------------------------------------- */

typedef enum StemmaCompareKind {
    STEMMA_COMPARE_EQUAL,
    STEMMA_COMPARE_CHANGED, /* both sides have words here, other words */
    STEMMA_COMPARE_MOVED, /* equal or nearly, but in another order */
    STEMMA_COMPARE_ONLY_A,
    STEMMA_COMPARE_ONLY_B
} StemmaCompareKind;

typedef struct StemmaCompareBlock {
    StemmaCompareKind kind;
    StemmaSpan a;
    StemmaSpan b;
} StemmaCompareBlock;

/* Blocks cover both texts' words, in the order of a, those of b alone at their place in b. */
typedef struct StemmaComparison {
    const char *a_text;
    const char *b_text;
    uint64_t a_words, b_words;
    uint64_t a_shared_words; /* words of a that stand in a passage shared with b */
    uint64_t b_shared_words;
    const StemmaCompareBlock *blocks;
    size_t block_count;
    void *memory;
} StemmaComparison;

/*
 * Two texts, NUL-terminated UTF-8; needs no collection. *out lives until stemma_comparison_free (which accepts NULL).
 * BAD_ARGUMENT, NOT_TEXT, LIMIT: *out is empty then.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_compare(const char *a_text, const char *b_text, StemmaComparison *out,
                                                       StemmaError *error);
STEMMA_API void stemma_comparison_free(StemmaComparison *comparison);

typedef struct StemmaHit {
    const char *article;
    const char *article_id;
    StemmaSpan span; /* in the article */
    StemmaSpan query_span; /* in the text looked for */
    const char *text; /* the article's words */
    uint64_t words; /* equal words */
    double identity; /* these as a share of the words aligned, 0 to 1 */
} StemmaHit;

/* Best first: most equal words, then identity, then article and place. */
typedef struct StemmaHits {
    const StemmaHit *hits;
    size_t hit_count;
    uint64_t candidate_count; /* articles that may hold the text: they have its words */
    uint64_t searched_count; /* of these so many were looked at */
    void *memory;
} StemmaHits;

/*
 * Where this text, or something close to it, occurs. Needs no trace. *out lives until stemma_hits_free (which accepts
 * NULL), also after the collection is closed. BAD_ARGUMENT, NOT_TEXT, LIMIT, NOT_READABLE, DAMAGED: *out is empty then.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_find(StemmaCollection *collection, const char *text, StemmaHits *out,
                                                    StemmaError *error);
/*
 * The same where an answer must come soon: of the articles that may hold the text, in order of time, so many are passed
 * over and at most so many looked at; 0: all. Where no trace has left an index of words, all are looked at.
 */
typedef struct StemmaFindPortion {
    uint64_t articles_skip;
    uint64_t articles_max;
} StemmaFindPortion;
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_find_portion(StemmaCollection *collection, const char *text,
                                                            StemmaFindPortion portion, StemmaHits *out,
                                                            StemmaError *error);
STEMMA_API void stemma_hits_free(StemmaHits *hits);

/* A date that a text speaks of: "Monday", "Sept. 20, 2019", "last year". */
typedef struct StemmaDate {
    StemmaSpan span;
    const char *text; /* the words */
    char from[11], to[11]; /* first and last day, "2019-09-20"; the same for one day */
    const char *precision; /* "day", "month", "year" */
    bool relative; /* counted from the day the article was published */
    bool ahead; /* announced */
} StemmaDate;

typedef struct StemmaDates {
    const StemmaDate *dates; /* by place; no more than 2000 */
    size_t date_count;
    void *memory;
} StemmaDates;

/*
 * The dates in an article's text; none for a record without text. Dates with a year are found in any article, others
 * only where it is known on which day it was published. Needs no trace.
 */
STEMMA_API void stemma_dates_find(const StemmaArticle *article, StemmaDates *out);
STEMMA_API void stemma_dates_free(StemmaDates *dates);

/* A stretch that was looked at for rewording. */
typedef struct StemmaRewordedStretch {
    StemmaSpan here; /* in the article that is asked about */
    StemmaSpan there; /* in the other one */
    const char *here_text;
    const char *there_text;
    const char *verdict; /* "kept", or the rule that dropped it: docs/explain.md lists them */
    const char *passage; /* "p7" where it is kept */
    StemmaGrounds grounds; /* of what is dropped too: as far as it came; `why` is the verdict in words */
} StemmaRewordedStretch;

/* Another article, and how far the two were compared for rewording. */
typedef struct StemmaRewordedPair {
    const char *article;
    const char *article_id;
    const char *verdict; /* "compared"; not compared: "few", "copied", "scattered", "crowded-out", "nothing" */
    const char *why; /* in words, one line */
    uint64_t shared_places; /* pairs of rare words near each other that stand in one place of both */
    uint64_t places_wanted;
    uint64_t like_sentences; /* pairs of sentences alike in their rare words */
    const char *level; /* as in StemmaGrounds; NULL where no two sentences are alike, like the next */
    const char *cause;
    const StemmaRewordedStretch *stretches; /* kept ones first, then by how far they came, then by place */
    size_t stretch_count;
    size_t kept_count;
} StemmaRewordedPair;

typedef struct StemmaRewordings {
    const char *level; /* that the trace was asked for: "automatic", "strict", "wide", "off" */
    const StemmaRewordedPair *pairs; /* those with passages first, then by how far they got and how much they share */
    size_t pair_count;
    void *memory;
} StemmaRewordings;

/*
 * With which articles one article was compared for rewording and what came of it, or, where other_id is not NULL, of
 * these two alone. All of the collection decides, so all of it is read: a quarter of the time of a trace. NOT_FOUND, NOT_TRACED,
 * NOT_READABLE, DAMAGED: *out is empty then. *out lives until stemma_rewordings_free (which accepts NULL).
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_rewordings_find(StemmaCollection *collection, const char *article_id,
                                                               const char *other_id, StemmaRewordings *out,
                                                               StemmaError *error);
STEMMA_API void stemma_rewordings_free(StemmaRewordings *rewordings);

/* Why two articles were not taken for rewording takes reading all articles; a larger collection is not, unless asked. */
#define STEMMA_EXPLAIN_WORDS_MAX 5000000u

typedef struct StemmaExplainOptions {
    const char *other_id; /* only what concerns this article too, and all of that; NULL: whatever was found */
    bool all; /* nothing is left out, however long it takes and grows */
} StemmaExplainOptions;

/*
 * Every stage's intermediate result for one article, as lines of plain text in *out, freed by stemma_text_free (which
 * accepts NULL). article_id: all 32 digits, see stemma_article_find. options may be NULL. NOT_FOUND, NOT_TRACED,
 * NOT_READABLE, DAMAGED: *out is NULL then.
 */
STEMMA_API STEMMA_MUST_USE StemmaStatus stemma_explain(StemmaCollection *collection, const char *article_id,
                                                       const StemmaExplainOptions *options, char **out,
                                                       StemmaError *error);
STEMMA_API void stemma_text_free(char *text);

#ifdef __cplusplus
}
#endif

#endif
