/*
 * Reports: the words of each quotation, as they will be compared.
 *
 * In:  every quotation of the collection.
 * Out: for those of some length a report: the words inside its marks, or an indirect quotation's whole content.
 *
 * Words in marks that nobody is shown speaking are reports only where they are long enough to be somebody's statement.
 * Quotations are read in portions by several workers; the reports stand in the quotations' order all the same.
 */
#include "reports.h"

/* Two words are a name or a stock phrase, never enough to recognise an utterance by. */
#define REPORT_WORDS_MIN 3
/* Fewer words in marks that nobody is shown speaking are a term, a title or a word held at arm's length. */
#define UNATTRIBUTED_WORDS_MIN 6
#define CHUNK_QUOTATIONS 256

typedef struct Collecting {
    const Corpus *corpus;
    const Quotations *quotations;
    Workers *workers;
    Report *items; /* by quotation; without words where there is none */
} Collecting;

static Report report_read(const Collecting *collecting, uint32_t index, Arena *result, Arena scratch) {
    const Quotation *quotation = &collecting->quotations->items[index];
    bool scare = quotation->kind == QUOTATION_SCARE;
    bool quoted = quotation->kind != QUOTATION_INDIRECT && quotation->quoted_count > 0;
    const ByteSpan *spans = quoted ? quotation->quoted : quotation->content;
    uint32_t span_count = quoted ? quotation->quoted_count : quotation->content_count;
    Reading reading = reading_build(&collecting->corpus->texts[quotation->article], spans, span_count, result, scratch);
    reading.narrated = !quoted;
    if (reading.word_count < (scare ? UNATTRIBUTED_WORDS_MIN : REPORT_WORDS_MIN)) return (Report){0};
    return (Report){reading, index, quotation->article, quotation->speaker, quoted};
}

static void chunk_read(void *context, uint32_t worker_index, size_t item_index) {
    const Collecting *collecting = context;
    Arena *result = &collecting->workers->results[worker_index];
    Arena scratch = collecting->workers->scratches[worker_index];
    uint32_t end = collecting->quotations->count;
    if (end > (item_index + 1) * CHUNK_QUOTATIONS) end = (uint32_t)(item_index + 1) * CHUNK_QUOTATIONS;
    for (uint32_t i = (uint32_t)item_index * CHUNK_QUOTATIONS; i < end; i++)
        collecting->items[i] = report_read(collecting, i, result, scratch);
}

Reports reports_collect(const Corpus *corpus, const Quotations *quotations, Workers *workers, Arena *result) {
    Report *items = arena_new_array_uncleared(result, Report, quotations->count);
    Collecting collecting = {corpus, quotations, workers, items};
    size_t chunks = (quotations->count + (size_t)CHUNK_QUOTATIONS - 1) / CHUNK_QUOTATIONS;
    parallel_for(workers->count, chunks, chunk_read, &collecting);
    Reports reports = {items, 0};
    for (uint32_t i = 0; i < quotations->count; i++)
        if (items[i].reading.word_count > 0) items[reports.count++] = items[i];
    return reports;
}

KeyValue *reports_by_place(const Reports *reports, Arena *result) {
    KeyValue *keys = arena_new_array_uncleared(result, KeyValue, reports->count);
    for (uint32_t i = 0; i < reports->count; i++) {
        const Report *report = &reports->items[i];
        keys[i] = (KeyValue){(uint64_t)report->article << 32 | report->reading.words[0], i};
    }
    radix_sort(keys, reports->count, *result);
    return keys;
}

bool reports_overlap(const Report *left, const Report *right) {
    const Reading *first = &left->reading, *second = &right->reading;
    return left->article == right->article && first->words[0] <= second->words[second->word_count - 1] &&
           second->words[0] <= first->words[first->word_count - 1];
}
