/* The public cursors: the store's, with the kind of record checked. See store/store_cursors.c. */
#include <assert.h>

#include "collection.h"

/* A StemmaCursor is never defined: it is a StoreCursor under its public name. */
static StoreCursor *inner(StemmaCursor *cursor) {
    return (StoreCursor *)cursor;
}

static StoreCursor *inner_of(StemmaCursor *cursor, StemmaRecord record) {
    assert(cursor && store_cursor_record(inner(cursor)) == record);
    (void)record;
    return inner(cursor);
}

STEMMA_API StemmaStatus stemma_cursor_open(StemmaCollection *collection, StemmaRecord record,
                                           const StemmaFilter *filter, StemmaCursor **out, StemmaError *error) {
    StoreCursor *cursor;
    Status status = store_cursor_open(collection->store, record, filter, &cursor, error);
    *out = (StemmaCursor *)cursor;
    return status;
}

STEMMA_API StemmaStatus stemma_records_count(StemmaCollection *collection, StemmaRecord record,
                                             const StemmaFilter *filter, uint64_t *out, StemmaError *error) {
    return store_records_count(collection->store, record, filter, out, error);
}

STEMMA_API void stemma_cursor_close(StemmaCursor *cursor) {
    store_cursor_close(inner(cursor));
}

STEMMA_API StemmaStatus stemma_article_next(StemmaCursor *cursor, StemmaArticle *out, StemmaError *error) {
    return store_article_next(inner_of(cursor, STEMMA_ARTICLES), out, error);
}

STEMMA_API StemmaStatus stemma_block_next(StemmaCursor *cursor, StemmaBlock *out, StemmaError *error) {
    return store_block_next(inner_of(cursor, STEMMA_BLOCKS), out, error);
}

STEMMA_API StemmaStatus stemma_quotation_next(StemmaCursor *cursor, StemmaQuotation *out, StemmaError *error) {
    return store_quotation_next(inner_of(cursor, STEMMA_QUOTATIONS), out, error);
}

STEMMA_API StemmaStatus stemma_passage_next(StemmaCursor *cursor, StemmaPassage *out, StemmaError *error) {
    return store_passage_next(inner_of(cursor, STEMMA_PASSAGES), out, error);
}

STEMMA_API StemmaStatus stemma_family_next(StemmaCursor *cursor, StemmaFamily *out, StemmaError *error) {
    return store_family_next(inner_of(cursor, STEMMA_FAMILIES), out, error);
}

STEMMA_API StemmaStatus stemma_story_next(StemmaCursor *cursor, StemmaStory *out, StemmaError *error) {
    return store_story_next(inner_of(cursor, STEMMA_STORIES), out, error);
}

STEMMA_API StemmaStatus stemma_derivation_next(StemmaCursor *cursor, StemmaDerivation *out, StemmaError *error) {
    return store_derivation_next(inner_of(cursor, STEMMA_DERIVATIONS), out, error);
}

STEMMA_API StemmaStatus stemma_outlet_next(StemmaCursor *cursor, StemmaOutlet *out, StemmaError *error) {
    return store_outlet_next(inner_of(cursor, STEMMA_OUTLETS), out, error);
}

STEMMA_API StemmaStatus stemma_taking_next(StemmaCursor *cursor, StemmaTaking *out, StemmaError *error) {
    return store_taking_next(inner_of(cursor, STEMMA_TAKINGS), out, error);
}

STEMMA_API StemmaStatus stemma_skip_next(StemmaCursor *cursor, StemmaSkip *out, StemmaError *error) {
    assert(cursor &&
           (store_cursor_record(inner(cursor)) == STEMMA_SKIPS || store_cursor_record(inner(cursor)) == STEMMA_NOTES));
    return store_skip_next(inner(cursor), out, error);
}

STEMMA_API StemmaStatus stemma_source_next(StemmaCursor *cursor, StemmaSource *out, StemmaError *error) {
    return store_source_next(inner_of(cursor, STEMMA_SOURCES), out, error);
}

STEMMA_API StemmaStatus stemma_duplicate_next(StemmaCursor *cursor, StemmaDuplicate *out, StemmaError *error) {
    return store_duplicate_next(inner_of(cursor, STEMMA_DUPLICATES), out, error);
}

STEMMA_API StemmaStatus stemma_speaker_next(StemmaCursor *cursor, StemmaSpeaker *out, StemmaError *error) {
    return store_speaker_next(inner_of(cursor, STEMMA_SPEAKERS), out, error);
}
