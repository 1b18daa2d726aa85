/*
 * The flow. trace_find is the whole of it: what each stage takes and what it gives.
 *
 * In:  the collection's articles; what an earlier trace found of quotations in some of them.
 * Out: everything found in them, stored in one transaction.
 *
 * All articles are traced together, however they were added, in their canonical order (by path, then id): that is why
 * the order and the portions of adding don't show in the findings. Results of all stages live in one arena until they
 * are stored; what a stage needs only for itself lives in another, which is emptied after each stage.
 *
 * Invariant: findings depend on the articles alone, not on the number of threads, nor on what was known.
 */
#include "trace.h"

#include "base/spill.h"
#include "collection.h"
#include "families/families.h"
#include "quote/quotations.h"
#include "reuse/stems.h"
#include "speakers/speakers.h"
#include "trace_addition.h"

#define STAGES 8
#define SEEDS_SHARE 4 /* of the memory that a large collection may take, for seeds while they are sorted */

/* Tells the caller where the trace is. */
static void announce(const StemmaTraceOptions *options, const char *stage, uint32_t done) {
    if (options->progress) options->progress(options->context, stage, done, STAGES);
}

static uint32_t quotations_max(const StemmaTraceOptions *options) {
    return options->quotations_max > 0 ? options->quotations_max : STEMMA_QUOTATIONS_MAX;
}

static void tell_quotations_limit(const StemmaTraceOptions *options, uint64_t left_out) {
    Error line = {0};
    if (left_out == 0 || !options->limit_reached) return;
    (void)error_set(&line, STEMMA_LIMIT,
                    "articles with more than %u quotations: %llu left out; --limit quotations=N lifts it",
                    quotations_max(options), (unsigned long long)left_out);
    options->limit_reached(options->context, line.message);
}

static TaggerReach tagger_reach(const StemmaTraceOptions *options, const Corpus *corpus) {
    uint64_t words = 0;
    switch (options->attribution) {
    case STEMMA_ATTRIBUTION_LEARNED: return TAGGER_EVERYWHERE;
    case STEMMA_ATTRIBUTION_RULES: return TAGGER_NOWHERE;
    case STEMMA_ATTRIBUTION_DEFAULT: break;
    }
    for (uint32_t i = 0; i < corpus->article_count; i++) words += corpus->texts[i].word_count;
    return quotations_reach(words);
}

static QuotationOptions quotation_options(const StemmaTraceOptions *options, const Corpus *corpus) {
    return (QuotationOptions){.reach = tagger_reach(options, corpus),
                              .threads = options->threads,
                              .per_article_max = quotations_max(options)};
}

static RewordedLevel reworded_level(const StemmaTraceOptions *options) {
    switch (options->reworded) {
    case STEMMA_REWORDED_STRICT: return REWORDED_STRICT;
    case STEMMA_REWORDED_WIDE: return REWORDED_WIDE;
    case STEMMA_REWORDED_OFF: return REWORDED_OFF;
    case STEMMA_REWORDED_AUTOMATIC: break;
    }
    return REWORDED_AUTOMATIC;
}

Status trace_find(Store *store, const StemmaTraceOptions *options, Trace *out, Arena *result, Error *error) {
    *out = (Trace){0};
    announce(options, "articles", 0);
    Status status = stems_prepare(error);
    if (!status) status = quotations_prepare(error);
    if (!status) status = store_articles_read(store, &out->articles, result, error);
    if (status) return status;
    Arena scratch = arena_open(0);
    size_t empty = scratch.used_bytes;
    PassageOptions passage_options = passage_options_default();
    passage_options.match.threads = options->threads;
    passage_options.reworded = reworded_level(options);
    /* each further round of seeds goes through all texts again */
    if (spill_budget() / SEEDS_SHARE > passage_options.match.seed_bytes_max)
        passage_options.match.seed_bytes_max = spill_budget() / SEEDS_SHARE;

    announce(options, "text", 1);
    out->corpus = corpus_build(out->articles.items, out->articles.count, options->threads, result);

    announce(options, "passages", 2);
    out->passages = passages_find(&out->corpus, &passage_options, result, scratch);
    arena_reset(&scratch, empty);

    announce(options, "quotations", 3);
    out->quotation_options = quotation_options(options, &out->corpus);
    status = store_quotation_records_read(store, &out->corpus, &out->quotation_options, &scratch, error);
    if (status) {
        arena_close(&scratch);
        return status;
    }
    out->quotations = quotations_find(&out->corpus, &out->quotation_options, result, scratch);
    tell_quotations_limit(options, out->quotations.left_out);
    out->quotation_options.known = NULL; /* goes with the scratch memory */
    arena_reset(&scratch, empty);

    announce(options, "speakers", 4);
    out->speakers = speakers_resolve(&out->corpus, &out->quotations, options->threads, result, scratch);
    arena_reset(&scratch, empty);

    announce(options, "families", 5);
    FamiliesInput families_input = {.corpus = &out->corpus,
                                    .quotations = &out->quotations,
                                    .speakers = &out->speakers,
                                    .threads = options->threads};
    out->families = families_build(&families_input, result, scratch);
    arena_reset(&scratch, empty);

    announce(options, "lineage", 6);
    LineageInput lineage_input = {.corpus = &out->corpus,
                                  .passages = &out->passages,
                                  .quotations = &out->quotations,
                                  .speakers = &out->speakers,
                                  .families = &out->families,
                                  .threads = options->threads};
    out->lineage = lineage_build(&lineage_input, result, scratch);
    arena_close(&scratch);
    return STEMMA_OK;
}

STEMMA_API StemmaTraceOptions stemma_trace_options_default(void) {
    return (StemmaTraceOptions){0};
}

/* Whether something was asked for that a trace does not do by itself. */
static bool is_asked(const StemmaTraceOptions *options) {
    return options->attribution != STEMMA_ATTRIBUTION_DEFAULT || options->reworded != STEMMA_REWORDED_AUTOMATIC ||
           (options->quotations_max != 0 && options->quotations_max != STEMMA_QUOTATIONS_MAX);
}

/* What additions need is kept where one may follow: trace_addition.h. */
static Status store_trace(Store *store, const Trace *trace, const StemmaTraceOptions *options, Error *error) {
    Arena memory = arena_open(0), scratch = arena_open(0);
    WordStatistics word_statistics;
    Findings findings = {.corpus = &trace->corpus,
                         .passages = &trace->passages,
                         .quotations = &trace->quotations,
                         .quotation_options = &trace->quotation_options,
                         .speakers = &trace->speakers,
                         .families = &trace->families,
                         .lineage = &trace->lineage,
                         .reworded = reworded_level(options),
                         .threads = options->threads};
    if (trace->corpus.article_count >= ADDITION_ARTICLES_MIN && !is_asked(options)) {
        word_statistics =
            word_statistics_build(&trace->corpus.vocabulary, trace->speakers.word_cases, &memory, scratch);
        findings.word_statistics = &word_statistics;
        findings.makes_signatures = true;
    }
    Status status = store_findings_write(store, &findings, scratch, error);
    arena_close(&scratch);
    arena_close(&memory);
    return status;
}

#define SPILL_FILE_BYTES_MIN ((uint64_t)1 << 30) /* smaller collections are traced in memory */
#define SPILL_BUDGET_MIN ((uint64_t)1 << 32) /* where none is set: most machines have that, and more of it is faster */
#define MACHINE_SHARE 4

/* With none set: 1.75 times the file, or what a machine can well spare. */
static size_t spill_budget_choose(size_t limit, uint64_t file_bytes) {
    if (limit > 0) return limit;
    uint64_t budget = file_bytes / 4 * 7, spare = spill_machine_bytes() / MACHINE_SHARE;
    if (spare < SPILL_BUDGET_MIN) spare = SPILL_BUDGET_MIN;
    return (size_t)(budget > spare ? budget : spare);
}

bool trace_spill_begin(StemmaCollection *collection) {
    uint64_t file_bytes = 0;
    Error ignored;
    if (store_size(collection->store, &file_bytes, &ignored)) return false;
    size_t limit = arena_limit();
    if (limit == 0 && file_bytes < SPILL_FILE_BYTES_MIN) return false;
    Arena memory = arena_open(0);
    bool spilling = spill_begin(store_folder(collection->store, &memory), spill_budget_choose(limit, file_bytes));
    arena_close(&memory);
    return spilling;
}

static Status trace_and_store(StemmaCollection *collection, const StemmaTraceOptions *options, Error *error) {
    bool spilling = trace_spill_begin(collection);
    Arena result = arena_open(0);
    Trace trace;
    Status status = trace_find(collection->store, options, &trace, &result, error);
    if (!status) announce(options, "store", 7);
    if (!status) status = store_trace(collection->store, &trace, options, error);
    arena_close(&result);
    if (spilling) spill_end();
    return status;
}

static Status trace_added(StemmaCollection *collection, const StemmaTraceOptions *options, bool *done, Error *error) {
    bool spilling = trace_spill_begin(collection);
    Status status = trace_addition(collection->store, options, done, error);
    if (spilling) spill_end();
    return status;
}

STEMMA_API StemmaStatus stemma_collection_trace(StemmaCollection *collection, const StemmaTraceOptions *options,
                                                StemmaTotals *totals, StemmaError *error) {
    StemmaTraceOptions defaults = stemma_trace_options_default();
    if (!options) options = &defaults;
    bool done = false;
    const bool anew = options->anew || is_asked(options);
    Status status = anew ? STEMMA_OK : store_traced(collection->store, &done, error);
    if (!status && !done && !anew) status = trace_added(collection, options, &done, error);
    if (!status && !done) status = trace_and_store(collection, options, error);
    if (!status) announce(options, "done", STAGES);
    if (!status && totals) status = store_totals_read(collection->store, totals, error);
    return status;
}
