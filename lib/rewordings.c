/*
 * Which other articles one article was compared with for rewording, and what became of each stretch.
 *
 * In:  a traced collection, an article, and, if only one pair is asked about, another one.
 * Out: pairs, the telling ones first, each with its stretches, every one with a verdict in words and numbers.
 *
 * How rare a word is, who else has it, and which articles share more decide about two articles, so all of the collection
 * is read and its passages are found again: a quarter of the time of a trace. In exchange every verdict is the trace's own.
 * Reading less was thought of: the word index tells how rare words are, but not which stand near each other in more
 * than a few articles.
 *
 * Invariant: a stretch that is kept is a stored passage, and has its id.
 */
#include <stdlib.h>
#include <string.h>

#include "base/spill.h"
#include "collection.h"
#include "rewordings_words.h"
#include "store/places.h"
#include "trace.h"

/* A reworded passage that is stored. */
typedef struct StoredRewording {
    const char *id;
    const char *other_id;
    StemmaSpan here;
    StemmaSpan there;
} StoredRewording;

typedef struct StoredRewordings ARRAY_OF(StoredRewording) StoredRewordings;

typedef struct Question {
    StemmaCollection *collection;
    Corpus corpus;
    uint32_t article;
    uint32_t other; /* the only one asked about; INDEX_NONE: all */
    Passages copies;
    RewordedLevel level;
    CodePointIndex index; /* of the article */
    StoredRewordings stored;
    Arena *result;
} Question;

static uint32_t index_of(const Corpus *corpus, const char *id) {
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        if (strcmp(corpus->articles[i].id, id) == 0) return i;
    }
    return INDEX_NONE;
}

static Status read_stored(Question *question, const char *article_id, Arena *result, Error *error) {
    StemmaFilter filter = {.article_id = article_id};
    StemmaCursor *cursor;
    Status status = stemma_cursor_open(question->collection, STEMMA_PASSAGES, &filter, &cursor, error);
    if (status) return status;
    StemmaPassage passage;
    while ((status = stemma_passage_next(cursor, &passage, error)) == STEMMA_OK) {
        if (strcmp(passage.kind, "reworded") != 0) continue;
        bool is_a = strcmp(passage.a_article_id, article_id) == 0;
        const char *other = is_a ? passage.b_article_id : passage.a_article_id;
        *array_push(&question->stored, result) =
            (StoredRewording){.id = bytes_to_string(bytes_from_string(passage.id), result),
                              .other_id = bytes_to_string(bytes_from_string(other), result),
                              .here = is_a ? passage.a : passage.b,
                              .there = is_a ? passage.b : passage.a};
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

static bool same_span(StemmaSpan left, StemmaSpan right) {
    return left.start == right.start && left.end == right.end;
}

static const char *passage_at(const Question *question, const char *other_id, StemmaSpan here, StemmaSpan there) {
    for (size_t i = 0; i < question->stored.count; i++) {
        const StoredRewording *stored = &question->stored.items[i];
        if (same_span(stored->here, here) && same_span(stored->there, there) && strcmp(stored->other_id, other_id) == 0)
            return bytes_to_string(bytes_from_string(stored->id), question->result);
    }
    return NULL;
}

/* --- Records ------------------------------------------------------------------------------------------------------ */

static StemmaGrounds public_grounds(const RewordingPair *pair, const Grounds *grounds, const char *why) {
    return (StemmaGrounds){.why = why,
                           .level = pair->strict ? "strict" : "wide",
                           .cause = grounds_cause_name(pair->cause),
                           .rule = grounds_rule_name(grounds->rule),
                           .log_odds = (double)grounds->log_odds,
                           .score = (double)grounds->score,
                           .score_wanted = (double)grounds->score_min,
                           .phrase_share = (double)grounds->phrase_share,
                           .plain_share = (double)grounds->plain_share,
                           .rest_share = (double)grounds->rest_share};
}

static StemmaRewordedStretch stretch_of(const Question *question, const RewordedReportPair *pair,
                                        const Rewording *rewording, const CodePointIndex *other_index) {
    const Passage *passage = &rewording->passage;
    const Text *texts = question->corpus.texts;
    const bool is_a = passage->a_article == question->article;
    const ByteSpan here = is_a ? passage->a_bytes : passage->b_bytes;
    const ByteSpan there = is_a ? passage->b_bytes : passage->a_bytes;
    Buffer why = {.arena = question->result};
    words_of_stretch(rewording, &why);
    const char *line = buffer_string(&why);
    StemmaRewordedStretch stretch = {
        .here = places_from_bytes(&question->index, here),
        .there = places_from_bytes(other_index, there),
        .here_text = bytes_to_string(bytes_slice(texts[question->article].bytes, here), question->result),
        .there_text = bytes_to_string(bytes_slice(texts[pair->other].bytes, there), question->result),
        .verdict = rewording_verdict_name(rewording->verdict),
        .grounds = public_grounds(&pair->pair, &rewording->grounds, line)};
    if (rewording->verdict == REWORDING_KEPT) {
        stretch.passage = passage_at(question, question->corpus.articles[pair->other].id, stretch.here, stretch.there);
    }
    return stretch;
}

static StemmaRewordedPair pair_of(const Question *question, const RewordedReport *report,
                                  const RewordedReportPair *pair, Arena scratch) {
    Arena *result = question->result;
    const Article *other = &question->corpus.articles[pair->other];
    const bool compared = pair->candidate.verdict == CANDIDATE_TAKEN;
    Buffer why = {.arena = result};
    words_of_candidate(&pair->candidate, &why);
    if (compared) {
        buffer_append_string(&why, "; ");
        words_of_pair(&pair->pair, &why);
    }
    StemmaRewordedPair out = {.article = bytes_to_string(other->path, result),
                              .article_id = bytes_to_string(bytes_from_string(other->id), result),
                              .verdict = candidate_verdict_name(pair->candidate.verdict),
                              .why = buffer_string(&why),
                              .shared_places = pair->candidate.shared_places,
                              .places_wanted = pair->candidate.places_min,
                              .like_sentences = pair->pair.like_pairs};
    if (compared && pair->pair.like_pairs > 0) {
        out.level = pair->pair.strict ? "strict" : "wide";
        out.cause = grounds_cause_name(pair->pair.cause);
    }
    StemmaRewordedStretch *stretches = arena_new_array(result, StemmaRewordedStretch, pair->stretch_count);
    CodePointIndex index = {0};
    if (pair->stretch_count > 0) {
        index = code_point_index_build(question->corpus.texts[pair->other].bytes, &scratch);
    }
    for (uint32_t i = 0; i < pair->stretch_count; i++) {
        stretches[i] = stretch_of(question, pair, &report->stretches[pair->first_stretch + i], &index);
        out.kept_count += report->stretches[pair->first_stretch + i].verdict == REWORDING_KEPT;
    }
    out.stretches = stretches;
    out.stretch_count = pair->stretch_count;
    return out;
}

/* How far the two got: what is kept, stretches, a comparison, or nothing. */
static int rank_of(const StemmaRewordedPair *pair) {
    if (pair->kept_count > 0) return 3;
    if (pair->stretch_count > 0) return 2;
    return pair->like_sentences > 0 || strcmp(pair->verdict, "compared") == 0;
}

static int compare_by_rank(const void *left, const void *right) {
    const StemmaRewordedPair *x = left;
    const StemmaRewordedPair *y = right;
    if (rank_of(x) != rank_of(y)) return rank_of(y) - rank_of(x);
    if (x->shared_places != y->shared_places) return x->shared_places > y->shared_places ? -1 : 1;
    int order = strcmp(x->article, y->article);
    return order ? order : strcmp(x->article_id, y->article_id);
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static StemmaRewordedPair nothing_shared(const Question *question) {
    const Article *other = &question->corpus.articles[question->other];
    return (StemmaRewordedPair){
        .article = bytes_to_string(other->path, question->result),
        .article_id = bytes_to_string(bytes_from_string(other->id), question->result),
        .verdict = "nothing",
        .why = "not compared: no two rare words stand near each other in both that are rare enough together"};
}

static void answer(Question *question, StemmaRewordings *out, Arena scratch) {
    RewordedQuestion asked = {.corpus = &question->corpus,
                              .copies = &question->copies,
                              .options = {.level = question->level},
                              .article = question->article};
    Arena memory = arena_open(0);
    RewordedReport report = reworded_report(&asked, &memory, scratch);
    StemmaRewordedPair *pairs = arena_new_array(question->result, StemmaRewordedPair, report.pair_count + 1);
    for (uint32_t i = 0; i < report.pair_count; i++) {
        if (question->other != INDEX_NONE && report.pairs[i].other != question->other) continue;
        pairs[out->pair_count++] = pair_of(question, &report, &report.pairs[i], scratch);
    }
    if (question->other != INDEX_NONE && out->pair_count == 0) pairs[out->pair_count++] = nothing_shared(question);
    if (out->pair_count > 1) qsort(pairs, out->pair_count, sizeof *pairs, compare_by_rank);
    out->pairs = pairs;
    arena_close(&memory);
}

static Status read_all(Question *question, const char *article_id, const char *other_id, Arena *memory, Error *error) {
    Store *store = question->collection->store;
    Articles articles;
    Status status = store_reworded_read(store, &question->level, error);
    if (!status) status = store_articles_read(store, &articles, memory, error);
    if (!status) status = read_stored(question, article_id, memory, error);
    if (status) return status;
    question->corpus = corpus_build(articles.items, articles.count, 0, memory);
    question->article = index_of(&question->corpus, article_id);
    question->other = other_id ? index_of(&question->corpus, other_id) : INDEX_NONE;
    if (question->article == INDEX_NONE || (other_id && question->other == INDEX_NONE)) {
        return error_set(error, STEMMA_NOT_FOUND, "no article has the id '%.40s'",
                         question->article == INDEX_NONE ? article_id : other_id);
    }
    question->index = code_point_index_build(question->corpus.texts[question->article].bytes, memory);
    return STEMMA_OK;
}

STEMMA_API StemmaStatus stemma_rewordings_find(StemmaCollection *collection, const char *article_id,
                                               const char *other_id, StemmaRewordings *out, StemmaError *error) {
    *out = (StemmaRewordings){0};
    bool traced = false;
    Status status = store_traced(collection->store, &traced, error);
    if (status) return status;
    if (!traced) return error_set(error, STEMMA_NOT_TRACED, "articles were added since the last trace; trace first");
    const bool spilling = trace_spill_begin(collection);
    Arena result = arena_open(0), memory = arena_open(0), scratch = arena_open(0);
    Arena *kept = arena_new(&result, Arena); /* the arena keeps itself: stemma_rewordings_free closes it */
    Question question = {.collection = collection, .result = &result};
    status = read_all(&question, article_id, other_id, &memory, error);
    if (!status && question.level != REWORDED_OFF) {
        PassageOptions options = passage_options_default();
        question.copies = passages_copied(&question.corpus, &options, &memory, scratch);
        answer(&question, out, scratch);
    }
    out->level = question.level == REWORDED_OFF      ? "off"
                 : question.level == REWORDED_STRICT ? "strict"
                 : question.level == REWORDED_WIDE   ? "wide"
                                                     : "automatic";
    arena_close(&scratch);
    arena_close(&memory);
    if (spilling) spill_end();
    *kept = result;
    out->memory = kept;
    if (status) stemma_rewordings_free(out);
    return status;
}

STEMMA_API void stemma_rewordings_free(StemmaRewordings *rewordings) {
    if (rewordings == NULL || rewordings->memory == NULL) return;
    Arena memory = *(Arena *)rewordings->memory;
    *rewordings = (StemmaRewordings){0};
    arena_close(&memory);
}
