/*
 * store: findings <-> one SQLite file; the only place with SQL. Offsets are stored in code points, so that
 * substr(text, start + 1, end - start) in any SQLite tool shows what was found.
 */
#ifndef STEMMA_STORE_STORE_H
#define STEMMA_STORE_STORE_H

#include "../addition/numbering.h"
#include "../base/array.h"
#include "../base/status.h"
#include "../families/families.h"
#include "../lineage/lineage.h"
#include "../quote/quotations.h"
#include "../read/article.h"
#include "../reuse/passages.h"
#include "../text/text.h"
#include "../text/word_statistics.h"

typedef struct Store Store;

/* As stemma_collection_open says. Untrusted files: defensive mode, trusted_schema off. */
MUST_USE Status store_open(const char *path, StemmaOpenMode mode, Store **out, Error *error);
void store_close(Store *store); /* accepts NULL */

/* The folder of the file; NULL where the store is a temporary one. */
const char *store_folder(const Store *store, Arena *result);
/* Of the file, in bytes. */
MUST_USE Status store_size(Store *store, uint64_t *out, Error *error);

/* Articles are stored in batches, one transaction each: a kill loses at most the batch in hand. */
MUST_USE Status store_add_begin(Store *store, Error *error);
MUST_USE Status store_article_add(Store *store, const Article *article, bool *duplicate, Error *error);
/* A record that is not kept, or a note about the last one that is (outcome says which). */
MUST_USE Status store_skip_add(Store *store, const StemmaSkip *skip, Error *error);

/*
 * Around the records of one file: what the collection knows of the file from before is replaced. Without them articles
 * are stored without an account of where they came from.
 */
typedef struct StoreSource {
    const char *format;
    uint64_t size_bytes;
    uint64_t read_bytes;
} StoreSource;
MUST_USE Status store_source_begin(Store *store, const char *path, Error *error);
MUST_USE Status store_source_end(Store *store, const StoreSource *source, Error *error);
MUST_USE Status store_add_end(Store *store, Error *error); /* commits what is left of the last batch */
/* Articles taken since store_add_begin that could not be committed after all; 0 unless something failed. */
uint64_t store_add_lost(const Store *store);

/* As stemma_collection_check says. */
typedef struct StoreCheck {
    void (*problem)(void *context, const char *line); /* may be NULL */
    void *context;
    StemmaCheckReport *report;
} StoreCheck;
MUST_USE Status store_check(Store *store, const StoreCheck *check, Error *error);

/* All articles in canonical order, in result. */
typedef struct Articles {
    Article *items;
    uint32_t count;
    const int64_t *keys; /* by article, where they were read by their keys; else NULL */
} Articles;
MUST_USE Status store_articles_read(Store *store, Articles *out, Arena *result, Error *error);
/* Borrowed. */
typedef struct ArticleKeys {
    const int64_t *items;
    uint32_t count;
} ArticleKeys;
/* The articles with these keys, in canonical order; keys that are no article's are left out. */
MUST_USE Status store_articles_read_some(Store *store, ArticleKeys keys, Articles *out, Arena *result, Error *error);

/* Articles by their rank in a word index, which begins with 1: bit rank % 64 of bits[rank / 64]. */
typedef struct RankSet {
    uint64_t *bits; /* NULL: none */
    uint32_t count; /* of those that the index knows */
} RankSet;
#define RANK_SET_WORDS(article_count) ((size_t)(article_count) / 64 + 1)
static inline bool rank_set_has(const RankSet *set, uint32_t rank) {
    return set->bits && (set->bits[rank / 64] >> rank % 64 & 1);
}

/*
 * What the quote stage found in these articles when it was asked for the same: fills in options->known. per_article_max
 * must be the number itself.
 */
MUST_USE Status store_quotation_records_read(Store *store, const Corpus *corpus, QuotationOptions *options,
                                             Arena *result, Error *error);

/* An article that the word index does not know. */
typedef struct AddedArticle {
    int64_t key;
    uint32_t after; /* behind which of the ranks that the index knows it stands in time; 0: before all */
} AddedArticle;

/*
 * The word index of a collection that is traced (store_traced). It knows the articles of the latest trace of all, whose
 * ranks are those in time: 1 to article_count. Articles that were traced into it since have the ranks that follow; they
 * are in no set that is read, but the sets have room for them.
 */
typedef struct WordIndex {
    Store *store;
    bool there; /* false: another version of Stemma made it */
    uint32_t bits;
    uint32_t article_count;
    uint32_t frequent_articles_min; /* words in so many articles are listed with their neighbours of that kind */
    uint32_t rank_count; /* article_count and added_count */
    int64_t last_article_key; /* added articles have larger keys */
    const AddedArticle *added; /* by time; the first has rank article_count + 1 */
    uint32_t added_count;
} WordIndex;
MUST_USE Status store_word_index_open(Store *store, WordIndex *out, Arena *result, Error *error);
/* The articles of the word with this bytes_hash, or of two words in a row. */
MUST_USE Status store_word_index_read(const WordIndex *index, uint64_t hash, RankSet *out, Arena *result, Error *error);
uint64_t store_word_pair_hash(uint64_t first_hash, uint64_t second_hash);
/*
 * Of added articles their distinct words' numbers, so many bytes each, the lowest first, ascending. Empty where the file
 * does not say.
 */
#define ADDED_WORD_BYTES 4
MUST_USE Status store_added_words_read(const WordIndex *index, ArticleKeys keys, Bytes *words, Arena *result,
                                       Error *error);
uint32_t store_added_word_number(uint64_t hash); /* of the word with this bytes_hash; few words share one */
/* The keys of the articles with these ranks; 0, which no article has, where a rank is nobody's. */
MUST_USE Status store_ranks_to_keys(const WordIndex *index, const uint32_t *ranks, uint32_t count, int64_t *keys,
                                    Error *error);
/* The rank of the article with this id; 0, which no article has, where there is none. */
MUST_USE Status store_article_rank(const WordIndex *index, const char *id, uint32_t *out, Error *error);
/* Its key; 0, which no article has, where there is none. */
MUST_USE Status store_article_key(Store *store, const char *id, int64_t *out, Error *error);
MUST_USE Status store_articles_count(Store *store, uint32_t *out, Error *error);
MUST_USE Status store_totals_read(Store *store, StemmaTotals *out, Error *error);
/* As stemma_article_find says. */
MUST_USE Status store_article_find(Store *store, const char *name, char id[33], Error *error);
/* As stemma_speaker_find says. */
MUST_USE Status store_speaker_find(Store *store, const char *name, char id[16], Error *error);

/* --- Additions: articles that are traced into what is known (lib/trace_addition.c) --- */

/* What the trace of a collection says of an addition. */
typedef struct AdditionState {
    bool possible; /* there are findings of these stages, and what they left for additions */
    uint32_t full_articles; /* of the latest trace of all articles … */
    int64_t full_last_key; /* … which had those with keys up to this */
    uint32_t articles; /* that are stored now */
    uint64_t words; /* of all that were traced */
    ArticleKeys added; /* keys of those that were not, ascending */
} AdditionState;
/* Around all reading and writing of an addition; store_addition_end takes everything back unless it is to be kept. */
MUST_USE Status store_addition_begin(Store *store, Error *error);
MUST_USE Status store_addition_end(Store *store, bool keep, Error *error);
MUST_USE Status store_addition_read(Store *store, AdditionState *out, Arena *result, Error *error);

/*
 * Reads what is known of the articles of one corpus after another, of each article once; their texts must stay. memory
 * holds all of it.
 */
typedef struct KnownReader KnownReader;
MUST_USE Status store_known_open(Store *store, KnownReader **out, Arena *memory, Error *error);
MUST_USE Status store_known_read(KnownReader *reader, const Corpus *corpus, KnownFindings *out, Error *error);
void store_known_close(KnownReader *reader); /* NULL allowed; what was read stays */
/* By speaker, the number of the one that the name means among the known ones; 0: nobody. */
MUST_USE Status store_speakers_known(Store *store, const Speakers *speakers, int64_t *numbers, Error *error);

typedef struct ArticleKeyArray ARRAY_OF(int64_t) ArticleKeyArray;
typedef struct ArticleKeyList {
    ArticleKeyArray keys;
    Arena *memory;
} ArticleKeyList;
/* Adds the keys of all articles that are witnesses of these families, or belong to these stories. */
MUST_USE Status store_family_articles(Store *store, KnownNumbers families, ArticleKeyList *keys, Error *error);
MUST_USE Status store_story_articles(Store *store, KnownNumbers stories, ArticleKeyList *keys, Error *error);

/* A quotation of an article that was traced before, by its place among the article's own; INDEX_NONE: none of them. */
typedef struct QuotationPlace {
    int64_t article_key;
    uint32_t place;
} QuotationPlace;
typedef struct QuotationPlaces ARRAY_OF(QuotationPlace) QuotationPlaces;
/* Adds the keys of all articles that share a quotation's family; for a place without one, the article's story. */
MUST_USE Status store_company_add(Store *store, const QuotationPlaces *places, ArticleKeyList *keys, Error *error);

/* True where the stored findings belong to exactly the stored articles and this version's stages. */
MUST_USE Status store_traced(Store *store, bool *traced, Error *error);

/* All that a trace finds. */
typedef struct Findings {
    const Corpus *corpus;
    const Passages *passages;
    const Quotations *quotations;
    const QuotationOptions *quotation_options; /* they were found with; needed where there are records */
    const Speakers *speakers;
    const Families *families;
    const Lineage *lineage;
    const Bytes *signatures; /* by article, for additions; NULL: none are written, unless … */
    bool makes_signatures; /* … they are made while they are written: of a large collection they fill memory */
    const WordStatistics *word_statistics; /* for additions; NULL: none are written */
    RewordedLevel reworded; /* that was asked for */
    uint32_t threads; /* to write with; 0: one for each processor */
    const AdditionNumbers *addition; /* NULL: a trace of all articles */
} Findings;

/* Places in time for articles that have none yet, between those that have. */
typedef struct AddedRanks {
    double *ranks; /* by article */
    bool room; /* false: there is none left between two neighbours; a trace of all articles makes it again */
} AddedRanks;
/* `added`: in canonical order; stored or not, but not traced. The ranks of others stay as they are. */
MUST_USE Status store_ranks_between(Store *store, const Articles *added, AddedRanks *out, Arena *result, Error *error);

/*
 * Replaces all findings, in one transaction. Every article of the corpus must be stored. Where another process added
 * articles meanwhile, the findings are those of the corpus, and store_traced says false.
 */
MUST_USE Status store_findings_write(Store *store, const Findings *findings, Arena scratch, Error *error);
/*
 * Writes what an addition found; findings->addition and signatures of the new articles are there. Runs inside the
 * caller's transaction, in which all was read: store_addition_begin. LIMIT where a new article finds no place in time.
 */
MUST_USE Status store_addition_write(Store *store, const Findings *findings, Arena scratch, Error *error);
/* The level of rewording that the latest trace was asked for. */
MUST_USE Status store_reworded_read(Store *store, RewordedLevel *out, Error *error);

/* What the latest full trace knew of words; count is 0 where it left nothing, or something else. */
MUST_USE Status store_word_statistics_read(Store *store, WordStatistics *out, Arena *result, Error *error);
/* An article's signature, as bytes that may come from anybody. */
typedef struct StoredSignature {
    int64_t article_key;
    Bytes runs;
} StoredSignature;
/* The signatures of all articles that have one, by ascending key. While it is open nobody else may use the store. */
typedef struct SignatureCursor SignatureCursor;
MUST_USE Status store_signatures_open(Store *store, SignatureCursor **out, Arena *result, Error *error);
/* *row: whether there was one; its bytes are borrowed until the next call. DAMAGED where keys do not ascend. */
MUST_USE Status store_signature_next(SignatureCursor *cursor, StoredSignature *out, bool *row, Error *error);
void store_signatures_close(SignatureCursor *cursor); /* accepts NULL */
/* Adds signatures, in the place of those that are there; in the caller's transaction where one is open, else in one. */
MUST_USE Status store_signatures_add(Store *store, const StoredSignature *signatures, uint32_t count, Error *error);

/* Reading back, one record at a time: what stemma_cursor_open and the functions after it say. */
typedef struct StoreCursor StoreCursor;
MUST_USE Status store_cursor_open(Store *store, StemmaRecord record, const StemmaFilter *filter, StoreCursor **out,
                                  Error *error);
void store_cursor_close(StoreCursor *cursor); /* accepts NULL */
StemmaRecord store_cursor_record(const StoreCursor *cursor);
MUST_USE Status store_article_next(StoreCursor *cursor, StemmaArticle *out, Error *error);
MUST_USE Status store_block_next(StoreCursor *cursor, StemmaBlock *out, Error *error);
MUST_USE Status store_quotation_next(StoreCursor *cursor, StemmaQuotation *out, Error *error);
MUST_USE Status store_passage_next(StoreCursor *cursor, StemmaPassage *out, Error *error);
MUST_USE Status store_family_next(StoreCursor *cursor, StemmaFamily *out, Error *error);
MUST_USE Status store_story_next(StoreCursor *cursor, StemmaStory *out, Error *error);
MUST_USE Status store_derivation_next(StoreCursor *cursor, StemmaDerivation *out, Error *error);
MUST_USE Status store_speaker_next(StoreCursor *cursor, StemmaSpeaker *out, Error *error);
MUST_USE Status store_outlet_next(StoreCursor *cursor, StemmaOutlet *out, Error *error);
MUST_USE Status store_taking_next(StoreCursor *cursor, StemmaTaking *out, Error *error);
MUST_USE Status store_skip_next(StoreCursor *cursor, StemmaSkip *out, Error *error);
MUST_USE Status store_source_next(StoreCursor *cursor, StemmaSource *out, Error *error);
MUST_USE Status store_duplicate_next(StoreCursor *cursor, StemmaDuplicate *out, Error *error);
/* As stemma_snapshot_begin says. */
MUST_USE Status store_snapshot_begin(Store *store, uint64_t *state, Error *error);
void store_snapshot_end(Store *store);
bool store_in_snapshot(const Store *store);
/* As stemma_records_count says. */
MUST_USE Status store_records_count(Store *store, StemmaRecord record, const StemmaFilter *filter, uint64_t *out,
                                    Error *error);

#endif
