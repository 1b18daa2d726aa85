/*
 * The quote stage over a whole collection.
 *
 * In:  the corpus.
 * Out: all quotations, by article and place, and every article's quoted spans.
 *
 * Articles are independent of one another: they are handed out to threads in chunks, each thread with its own memory,
 * and gathered in article order afterwards. The result depends on the articles alone.
 */
#include "quotations.h"

#include <string.h>

#include <stemma/stemma.h>

#include "marks.h"
#include "tagger.h"

#include "../base/parallel.h"

#define CHUNK_ARTICLES 64 /* handed out at once: enough to make the hand-out cheap, few enough to balance the load */

/* What one thread has to itself. */
typedef struct Worker {
    Arena memory; /* of what it found, until it is gathered */
    Arena scratch;
    Tagger tagger;
} Worker;

typedef struct Work {
    const Corpus *corpus;
    TaggerReach reach;
    uint32_t per_article_max;
    const WordClass *word_classes;
    QuotedSpans *quoted; /* by article */
    Quotations *found; /* by article, in some worker's memory */
    Worker *workers;
} Work;

static uint32_t chunk_end(const Work *work, size_t chunk) {
    size_t end = (chunk + 1) * CHUNK_ARTICLES;
    return end < work->corpus->article_count ? (uint32_t)end : work->corpus->article_count;
}

static bool is_other_language(Bytes language) {
    return language.size >= 2 && !bytes_equal_ignoring_case(bytes_slice(language, (ByteSpan){0, 2}), BYTES("en"));
}

static void limit_count(Quotations *found, uint32_t most) {
    if (found->count <= most) return;
    found->left_out = found->count - most;
    found->count = most;
}

static void chunk_read(void *context, uint32_t worker_index, size_t item_index) {
    Work *work = context;
    Worker *worker = &work->workers[worker_index];
    size_t scratch_begin = worker->scratch.used_bytes;
    for (uint32_t article = (uint32_t)item_index * CHUNK_ARTICLES; article < chunk_end(work, item_index); article++) {
        const Text *text = &work->corpus->texts[article];
        work->quoted[article] = marks_find(text, &worker->memory, worker->scratch);
        AttributionInput input = {.text = text,
                                  .quoted = &work->quoted[article],
                                  .vocabulary = &work->corpus->vocabulary,
                                  .word_classes = work->word_classes,
                                  .article_index = article,
                                  .tagger = work->reach == TAGGER_NOWHERE ? NULL : &worker->tagger,
                                  .reach = work->reach,
                                  .other_language = is_other_language(work->corpus->articles[article].language)};
        work->found[article] = attribution_find(&input, &worker->memory, worker->scratch);
        limit_count(&work->found[article], work->per_article_max);
        arena_reset(&worker->scratch, scratch_begin);
    }
}

static const ByteSpan *spans_keep(const ByteSpan *spans, uint32_t count, Arena *result) {
    if (count == 0) return NULL;
    ByteSpan *copy = arena_new_array_uncleared(result, ByteSpan, count);
    memcpy(copy, spans, sizeof *copy * count);
    return copy;
}

static QuotedSpans quoted_keep(QuotedSpans quoted, Arena *result) {
    QuotedSpan *copy = arena_new_array_uncleared(result, QuotedSpan, quoted.count);
    if (quoted.count > 0) memcpy(copy, quoted.items, sizeof *copy * quoted.count);
    return (QuotedSpans){copy, quoted.count};
}

static void article_gather(Work *work, uint32_t article, Quotations *all, Arena *result) {
    work->quoted[article] = quoted_keep(work->quoted[article], result);
    const Quotations *found = &work->found[article];
    for (uint32_t i = 0; i < found->count; i++) {
        Quotation quotation = found->items[i];
        quotation.content = spans_keep(quotation.content, quotation.content_count, result);
        quotation.quoted = spans_keep(quotation.quoted, quotation.quoted_count, result);
        quotation.via = spans_keep(quotation.via, quotation.via_count, result);
        all->items[all->count++] = quotation;
    }
}

TaggerReach quotations_reach(uint64_t collection_words) {
    return collection_words > STEMMA_LEARNED_WORDS_MAX ? TAGGER_MARKED : TAGGER_EVERYWHERE;
}

Quotations quotations_find(const Corpus *corpus, const QuotationOptions *options, Arena *result, Arena scratch) {
    Work work = {.corpus = corpus,
                 .reach = options->reach,
                 .per_article_max = options->per_article_max > 0 ? options->per_article_max : STEMMA_QUOTATIONS_MAX};
    uint32_t article_count = corpus->article_count;
    uint32_t worker_count = parallel_threads(options->threads);
    size_t chunk_count = (article_count + CHUNK_ARTICLES - 1) / CHUNK_ARTICLES;
    work.word_classes = lexicon_classes_build(&corpus->vocabulary, &scratch);
    work.quoted = arena_new_array(result, QuotedSpans, article_count + 1);
    work.found = arena_new_array(&scratch, Quotations, article_count + 1);
    work.workers = arena_new_array(&scratch, Worker, worker_count);
    TaggerModel model;
    TaggerLexicon lexicon = {0};
    if (!tagger_model_builtin(&model)) work.reach = TAGGER_NOWHERE;
    if (work.reach != TAGGER_NOWHERE)
        lexicon = tagger_lexicon_build(&model, &corpus->vocabulary, work.word_classes, &scratch);
    for (uint32_t i = 0; i < worker_count; i++) {
        work.workers[i] = (Worker){.memory = arena_open(0), .scratch = arena_open(0)};
        if (work.reach != TAGGER_NOWHERE) work.workers[i].tagger = tagger_open(&lexicon, &work.workers[i].scratch);
    }
    parallel_for(worker_count, chunk_count, chunk_read, &work);
    size_t total = 0;
    for (uint32_t article = 0; article < article_count; article++) total += work.found[article].count;
    Quotations all = {.items = arena_new_array_uncleared(result, Quotation, total + 1), .quoted = work.quoted};
    for (uint32_t article = 0; article < article_count; article++) {
        article_gather(&work, article, &all, result);
        all.left_out += work.found[article].left_out;
    }
    for (uint32_t i = 0; i < worker_count; i++) {
        arena_close(&work.workers[i].memory);
        arena_close(&work.workers[i].scratch);
    }
    return all;
}
