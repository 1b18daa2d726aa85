/*
 * Collections as the public interface shows them: open, close, totals, add, and articles by name.
 *
 * In:  calls of stemma.h.
 * Out: calls of read and store, which know nothing of each other: adding is the one place where they meet, and where
 *      the text stage's rules of form are asked about what stands beside an article.
 *
 * Invariants: a report accounts for every record (seen = kept + duplicate + skipped + failed), also where adding
 * stopped half way: what was read but could not be stored after all is taken out of `seen` and `kept` again.
 */
#include "collection.h"

#include <assert.h>

#include "read/read.h"

STEMMA_API StemmaStatus stemma_collection_open(const char *path, StemmaOpenMode mode, StemmaCollection **out,
                                               StemmaError *error) {
    *out = NULL;
    Store *store;
    Status status = store_open(path, mode, &store, error);
    if (status) return status;
    Arena memory = arena_open(1 << 16);
    StemmaCollection *collection = arena_new(&memory, StemmaCollection);
    *collection = (StemmaCollection){.memory = memory, .store = store};
    *out = collection;
    return STEMMA_OK;
}

STEMMA_API void stemma_collection_close(StemmaCollection *collection) {
    if (!collection) return;
    store_close(collection->store);
    Arena memory = collection->memory;
    arena_close(&memory);
}

STEMMA_API StemmaStatus stemma_collection_totals(StemmaCollection *collection, StemmaTotals *out, StemmaError *error) {
    return store_totals_read(collection->store, out, error);
}

STEMMA_API StemmaStatus stemma_snapshot_begin(StemmaCollection *collection, uint64_t *state, StemmaError *error) {
    return store_snapshot_begin(collection->store, state, error);
}

STEMMA_API void stemma_snapshot_end(StemmaCollection *collection) {
    store_snapshot_end(collection->store);
}

STEMMA_API StemmaStatus stemma_article_find(StemmaCollection *collection, const char *name, char id[33],
                                            StemmaError *error) {
    return store_article_find(collection->store, name, id, error);
}

STEMMA_API StemmaStatus stemma_speaker_find(StemmaCollection *collection, const char *name, char id[16],
                                            StemmaError *error) {
    return store_speaker_find(collection->store, name, id, error);
}

STEMMA_API StemmaStatus stemma_collection_check(StemmaCollection *collection,
                                                void (*problem)(void *context, const char *line), void *context,
                                                StemmaCheckReport *report, StemmaError *error) {
    *report = (StemmaCheckReport){0};
    StoreCheck check = {.problem = problem, .context = context, .report = report};
    return store_check(collection->store, &check, error);
}

/* --- Adding ------------------------------------------------------------------------------------------------------- */

STEMMA_API StemmaAddOptions stemma_add_options_default(void) {
    ReadOptions read = read_options_default();
    return (StemmaAddOptions){
        .record_bytes_max = read.record_bytes_max,
        .text_bytes_max = read.text_bytes_max,
        .expansion_ratio_max = read.expansion_ratio_max,
        .json_depth_max = read.json_depth_max,
        .xml_depth_max = read.xml_depth_max,
        .archive_depth_max = read.archive_depth_max,
        .archive_members_max = read.archive_members_max,
        .threads = read.threads,
    };
}

/* From the reader to the store, and to the caller's callbacks. */
typedef struct Adding {
    Store *store;
    const StemmaAddOptions *options;
    Arena scratch; /* for one article */
} Adding;

/* What the markup could not name is told by its form, by the same rules as the text's own blocks. */
static const Aside *name_asides(const Article *article, Arena *result) {
    Aside *asides = arena_new_array(result, Aside, article->aside_count);
    for (uint32_t i = 0; i < article->aside_count; i++) {
        asides[i] = article->asides[i];
        if (asides[i].role != BLOCK_FURNITURE) continue;
        BlockRole role = text_role_find(asides[i].text, *result);
        if (role != BLOCK_NARRATION) asides[i].role = role;
    }
    return asides;
}

static Status add_article(void *context, const Article *article, bool *duplicate, Error *error) {
    Adding *adding = context;
    if (article->aside_count == 0) return store_article_add(adding->store, article, duplicate, error);
    Arena scratch = adding->scratch;
    Article named = *article;
    named.asides = name_asides(article, &scratch);
    return store_article_add(adding->store, &named, duplicate, error);
}

static Status add_skip(void *context, const ReadSkip *skip, Error *error) {
    Adding *adding = context;
    static const StemmaOutcome outcomes[] = {
        [READ_SKIPPED] = STEMMA_SKIPPED, [READ_FAILED] = STEMMA_FAILED, [READ_NOTED] = STEMMA_NOTED};
    StemmaSkip shown = {.outcome = outcomes[skip->outcome],
                        .path = skip->path,
                        .line = skip->line,
                        .byte_offset = skip->byte_offset,
                        .status = skip->status,
                        .reason = skip->reason};
    Status status = store_skip_add(adding->store, &shown, error);
    if (adding->options->skipped) adding->options->skipped(adding->options->context, &shown);
    return status;
}

static Status begin_source(void *context, const char *path, Error *error) {
    Adding *adding = context;
    return store_source_begin(adding->store, path, error);
}

static Status end_source(void *context, const ReadSource *source, Error *error) {
    Adding *adding = context;
    StoreSource stored = {.format = source->format, .size_bytes = source->size_bytes, .read_bytes = source->read_bytes};
    return store_source_end(adding->store, &stored, error);
}

static void add_progress(void *context, uint64_t bytes_done, uint64_t bytes_total) {
    Adding *adding = context;
    if (adding->options->progress) adding->options->progress(adding->options->context, bytes_done, bytes_total);
}

static void report_add(StemmaAddReport *report, const ReadCounts *counts, uint64_t lost) {
    assert(lost <= counts->records_kept);
    report->files += counts->files;
    report->seen += counts->records_seen - lost;
    report->kept += counts->records_kept - lost;
    report->duplicate += counts->records_duplicate;
    report->skipped += counts->records_skipped;
    report->failed += counts->records_failed;
    report->notes += counts->notes;
    report->bytes += counts->bytes;
}

STEMMA_API StemmaStatus stemma_collection_add(StemmaCollection *collection, const char *path,
                                              const StemmaAddOptions *options, StemmaAddReport *report,
                                              StemmaError *error) {
    StemmaAddOptions defaults = stemma_add_options_default();
    if (!options) options = &defaults;
    ReadOptions read_options = {
        .record_bytes_max = options->record_bytes_max,
        .text_bytes_max = options->text_bytes_max,
        .expansion_ratio_max = options->expansion_ratio_max,
        .json_depth_max = options->json_depth_max,
        .xml_depth_max = options->xml_depth_max,
        .archive_depth_max = options->archive_depth_max,
        .archive_members_max = options->archive_members_max,
        .threads = options->threads,
    };
    Adding adding = {.store = collection->store, .options = options, .scratch = arena_open(0)};
    ReadSink sink = {.context = &adding,
                     .article = add_article,
                     .skip = add_skip,
                     .progress = add_progress,
                     .source_begin = begin_source,
                     .source_end = end_source};
    ReadCounts counts = {0};

    Status status = store_add_begin(collection->store, error);
    if (status) {
        arena_close(&adding.scratch);
        return status;
    }
    status = read_path(path, &read_options, &sink, &counts, error);
    /* What was read before a failure is kept; the first failure is the one to tell. */
    Status ended = store_add_end(collection->store, status ? NULL : error);
    report_add(report, &counts, store_add_lost(collection->store));
    arena_close(&adding.scratch);
    return status ? status : ended;
}
