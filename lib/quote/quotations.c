/*
 * The quote stage over a whole collection.
 *
 * In:  the corpus; records of what an earlier run found in some of its articles.
 * Out: all quotations, by article and place, and every article's quoted spans; records of the other articles.
 *
 * Articles are independent of one another: they are handed out to threads in chunks, each thread with its own memory,
 * and gathered in article order afterwards. The result depends on the articles alone, and what is found in one on that
 * one: its text, its language, its paragraphs' roles. The vocabulary of all only numbers its words, and what the tagger
 * remembers from article to article are sums that come out the same wherever they are asked for. That is why what was
 * found can be kept, article by article, and is taken from there by the next run (quotation_record.c), which is a
 * hundred times as fast as finding it. Only where some article is left to be read is the tagger made ready.
 */
#include "quotations.h"

#include <string.h>

#include <stemma/stemma.h>

#include "marks.h"
#include "quotation_record.h"
#include "tagger.h"

#include "../base/parallel.h"

#define CHUNK_ARTICLES 8 /* handed out at once: a hundred new articles are shared out evenly too */

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
    const Bytes *known; /* by article; NULL: none are asked for */
    bool *taken; /* by article: what is known of it holds */
    uint32_t *unread; /* the other articles */
    uint32_t unread_count;
    const WordClass *word_classes;
    QuotedSpans *quoted; /* by article */
    Quotations *found; /* by article, in some worker's memory */
    Worker *workers;
    uint32_t worker_count;
} Work;

static uint32_t chunk_count(uint32_t article_count) {
    return article_count / CHUNK_ARTICLES + (article_count % CHUNK_ARTICLES > 0);
}

static uint32_t chunk_end(size_t chunk, uint32_t article_count) {
    size_t end = (chunk + 1) * CHUNK_ARTICLES;
    return end < article_count ? (uint32_t)end : article_count;
}

static bool is_other_language(Bytes language) {
    return language.size >= 2 && !bytes_equal_ignoring_case(bytes_slice(language, (ByteSpan){0, 2}), BYTES("en"));
}

static void limit_count(Quotations *found, uint32_t most) {
    if (found->count <= most) return;
    found->left_out = found->count - most;
    found->count = most;
}

static RecordedArticle recorded_article(const Work *work, uint32_t article) {
    return (RecordedArticle){.text = &work->corpus->texts[article],
                             .index = article,
                             .quotations_max = work->per_article_max,
                             .other_language = is_other_language(work->corpus->articles[article].language)};
}

/* --- What is known ------------------------------------------------------------------------------------------------ */

static void chunk_take(void *context, uint32_t worker_index, size_t item_index) {
    Work *work = context;
    const uint32_t end = chunk_end(item_index, work->corpus->article_count);
    for (uint32_t article = (uint32_t)item_index * CHUNK_ARTICLES; article < end; article++) {
        if (work->known[article].size == 0) continue;
        const RecordedArticle recorded = recorded_article(work, article);
        work->taken[article] = quotation_record_read(work->known[article], &recorded, &work->quoted[article],
                                                     &work->found[article], &work->workers[worker_index].memory);
    }
}

static void known_take(Work *work, Arena *scratch) {
    const uint32_t article_count = work->corpus->article_count;
    work->taken = arena_new_array(scratch, bool, article_count);
    if (work->known) parallel_for(work->worker_count, chunk_count(article_count), chunk_take, work);
    work->unread = arena_new_array_uncleared(scratch, uint32_t, article_count);
    for (uint32_t article = 0; article < article_count; article++)
        if (!work->taken[article]) work->unread[work->unread_count++] = article;
}

/* --- What is not -------------------------------------------------------------------------------------------------- */

static void article_read(Work *work, uint32_t article, Worker *worker) {
    const RecordedArticle recorded = recorded_article(work, article);
    work->quoted[article] = marks_find(recorded.text, &worker->memory, worker->scratch);
    AttributionInput input = {.text = recorded.text,
                              .quoted = &work->quoted[article],
                              .vocabulary = &work->corpus->vocabulary,
                              .word_classes = work->word_classes,
                              .article_index = article,
                              .tagger = work->reach == TAGGER_NOWHERE ? NULL : &worker->tagger,
                              .reach = work->reach,
                              .other_language = recorded.other_language};
    work->found[article] = attribution_find(&input, &worker->memory, worker->scratch);
    limit_count(&work->found[article], work->per_article_max);
}

static void chunk_read(void *context, uint32_t worker_index, size_t item_index) {
    Work *work = context;
    Worker *worker = &work->workers[worker_index];
    size_t scratch_begin = worker->scratch.used_bytes;
    const uint32_t end = chunk_end(item_index, work->unread_count);
    for (uint32_t i = (uint32_t)item_index * CHUNK_ARTICLES; i < end; i++) {
        article_read(work, work->unread[i], worker);
        arena_reset(&worker->scratch, scratch_begin);
    }
}

static void unread_read(Work *work, Arena scratch) {
    const Vocabulary *vocabulary = &work->corpus->vocabulary;
    TaggerModel model;
    TaggerLexicon lexicon = {0};
    if (work->unread_count == 0) return;
    if (work->reach != TAGGER_NOWHERE && !tagger_model_builtin(&model, &scratch)) {
        work->reach = TAGGER_NOWHERE;
        work->known = NULL; /* records would tell of another reach than they say */
    }
    work->word_classes = lexicon_classes_build(vocabulary, &scratch);
    if (work->reach != TAGGER_NOWHERE) {
        lexicon = tagger_lexicon_build(&model, vocabulary, work->word_classes, &scratch);
        for (uint32_t i = 0; i < work->worker_count; i++)
            work->workers[i].tagger = tagger_open(&lexicon, &work->workers[i].scratch);
    }
    parallel_for(work->worker_count, chunk_count(work->unread_count), chunk_read, work);
}

/* --- All ---------------------------------------------------------------------------------------------------------- */

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

/* Records of what was read now: as it is, before later stages fill in their part. */
static const Bytes *records_make(const Work *work, Arena *result, Arena scratch) {
    Bytes *records = arena_new_array(result, Bytes, work->corpus->article_count);
    for (uint32_t i = 0; i < work->unread_count; i++) {
        const uint32_t article = work->unread[i];
        const RecordedArticle recorded = recorded_article(work, article);
        records[article] =
            quotation_record_write(&recorded, &work->quoted[article], &work->found[article], result, scratch);
    }
    return records;
}

static Quotations gather(Work *work, Arena *result, Arena scratch) {
    const uint32_t article_count = work->corpus->article_count;
    size_t total = 0;
    for (uint32_t article = 0; article < article_count; article++) total += work->found[article].count;
    Quotations all = {.items = arena_new_array_uncleared(result, Quotation, total + 1), .quoted = work->quoted};
    for (uint32_t article = 0; article < article_count; article++) {
        article_gather(work, article, &all, result);
        all.left_out += work->found[article].left_out;
    }
    if (work->known) all.records = records_make(work, result, scratch);
    return all;
}

Status quotations_prepare(Error *error) {
    return tagger_model_prepare(error);
}

TaggerReach quotations_reach(uint64_t collection_words) {
    return collection_words > STEMMA_LEARNED_WORDS_MAX ? TAGGER_MARKED : TAGGER_EVERYWHERE;
}

Quotations quotations_find(const Corpus *corpus, const QuotationOptions *options, Arena *result, Arena scratch) {
    Work work = {.corpus = corpus,
                 .reach = options->reach,
                 .per_article_max = options->per_article_max > 0 ? options->per_article_max : STEMMA_QUOTATIONS_MAX,
                 .known = options->known,
                 .worker_count = parallel_threads(options->threads)};
    work.quoted = arena_new_array(result, QuotedSpans, corpus->article_count + 1);
    work.found = arena_new_array(&scratch, Quotations, corpus->article_count + 1);
    work.workers = arena_new_array(&scratch, Worker, work.worker_count);
    for (uint32_t i = 0; i < work.worker_count; i++)
        work.workers[i] = (Worker){.memory = arena_open(0), .scratch = arena_open(0)};
    known_take(&work, &scratch);
    unread_read(&work, scratch);
    Quotations all = gather(&work, result, scratch);
    for (uint32_t i = 0; i < work.worker_count; i++) {
        arena_close(&work.workers[i].memory);
        arena_close(&work.workers[i].scratch);
    }
    return all;
}

const uint32_t *quotations_by_article(const Quotations *quotations, uint32_t article_count, Arena *result) {
    uint32_t *firsts = arena_new_array_uncleared(result, uint32_t, (size_t)article_count + 1);
    uint32_t quotation = 0;
    for (uint32_t article = 0; article <= article_count; article++) {
        while (quotation < quotations->count && quotations->items[quotation].article < article) quotation++;
        firsts[article] = quotation;
    }
    return firsts;
}
