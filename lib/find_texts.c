/*
 * find_texts: articles -> which of them share a run of words with a query, and where in them the query's words stand.
 *
 * Reading an article for `find` asks less than for a trace: words that the query does not have are all the same, and
 * sentences and roles tell nothing. So words are looked up in the query's own small vocabulary, and an article without
 * seed_words of them in a row, as the query has them, is forgotten at once; most of those are told by a look at their
 * pieces (text/pieces.c), before any word is made.
 *
 * Articles are read in portions on all threads; what is kept lies in the memory of the thread that read it.
 * Invariant: the result depends on the articles and the query alone.
 */
#include "find_texts.h"

#include "base/map.h"
#include "base/parallel.h"
#include "text/pieces.h"

enum {
    PORTION_ARTICLES = 32,
    FEW_ARTICLES = 128 /* read at once: starting a thread for half of them gains nothing where others ask as well */
};

typedef struct Worker {
    Arena scratch;
    uint32_t *article_counts;
    uint32_t *last_articles; /* by word: one more than the article it was counted in last */
} Worker;

typedef struct Scan {
    const Articles *articles;
    const Vocabulary *vocabulary;
    uint32_t seed_words;
    const PieceFilter *filter; /* NULL: all words are counted, so all are read */
    Map seeds; /* of the query, by seed_key */
    FindTexts out;
    Worker *workers;
} Scan;

/* Equal for equal words; the few others that are equal as well are told apart when they are compared. */
static uint64_t seed_key(const uint32_t *ids, uint32_t count) {
    uint64_t key = 0;
    for (uint32_t i = 0; i < count; ++i) key = key * UINT64_C(0x9E3779B97F4A7C15) + ids[i] + 1;
    return key;
}

static bool shares_seed(const Scan *scan, const Text *text) {
    uint32_t run = 0;
    for (uint32_t i = 0; i < text->word_count; ++i) {
        run = text->word_ids[i] < scan->vocabulary->count ? run + 1 : 0;
        if (run < scan->seed_words) continue;
        if (map_find(&scan->seeds, seed_key(text->word_ids + i + 1 - scan->seed_words, scan->seed_words))) return true;
    }
    return false;
}

static void count_words(const Scan *scan, const Text *text, uint32_t article, Worker *worker) {
    for (uint32_t i = 0; i < text->word_count; ++i) {
        uint32_t id = text->word_ids[i];
        if (id >= scan->vocabulary->count || worker->last_articles[id] == article + 1) continue;
        worker->last_articles[id] = article + 1;
        ++worker->article_counts[id];
    }
}

static void scan_article(Scan *scan, uint32_t article, uint32_t worker_index) {
    Worker *worker = &scan->workers[worker_index];
    Arena *memory = &scan->out.memories[worker_index];
    const size_t empty = memory->used_bytes;
    const Bytes bytes = scan->articles->items[article].text;
    Text *text = &scan->out.items[article];
    if (scan->filter && !pieces_may_share(scan->filter, bytes)) {
        *text = (Text){.bytes = bytes};
        return;
    }
    *text = text_scan(bytes, scan->vocabulary, memory, worker->scratch);
    if (!scan->filter) count_words(scan, text, article, worker);
    if (shares_seed(scan, text)) return;
    *text = (Text){.bytes = bytes};
    memory->used_bytes = empty;
}

static void scan_portion(void *context, uint32_t worker_index, size_t item_index) {
    Scan *scan = context;
    uint32_t first = (uint32_t)item_index * PORTION_ARTICLES;
    for (uint32_t i = first; i < first + PORTION_ARTICLES && i < scan->articles->count; ++i) {
        scan_article(scan, i, worker_index);
    }
}

FindTexts find_texts_scan(const Articles *articles, const FindLookup *lookup, uint32_t seed_words, Arena *result) {
    const Vocabulary *vocabulary = &lookup->vocabulary;
    const Text *query = &lookup->text;
    const uint32_t threads = articles->count <= FEW_ARTICLES ? 1 : parallel_threads(0);
    Scan scan = {.articles = articles, .vocabulary = vocabulary, .seed_words = seed_words};
    if (lookup->indexed) scan.filter = pieces_filter_build(query, vocabulary, seed_words, result);
    scan.out = (FindTexts){.items = arena_new_array(result, Text, articles->count),
                           .article_counts = arena_new_array(result, uint32_t, vocabulary->count),
                           .memories = arena_new_array(result, Arena, threads),
                           .memory_count = threads};
    for (uint32_t i = 0; i + seed_words <= query->word_count; ++i) {
        *map_insert(&scan.seeds, seed_key(query->word_ids + i, seed_words), NULL, result) = i;
    }
    scan.workers = arena_new_array(result, Worker, threads);
    for (uint32_t i = 0; i < threads; ++i) {
        scan.out.memories[i] = arena_open(0);
        scan.workers[i] = (Worker){.scratch = arena_open(0),
                                   .article_counts = arena_new_array(result, uint32_t, vocabulary->count),
                                   .last_articles = arena_new_array(result, uint32_t, vocabulary->count)};
    }
    parallel_for(threads, ((size_t)articles->count + PORTION_ARTICLES - 1) / PORTION_ARTICLES, scan_portion, &scan);
    for (uint32_t i = 0; i < threads; ++i) {
        for (uint32_t id = 0; id < vocabulary->count; ++id) {
            scan.out.article_counts[id] += scan.workers[i].article_counts[id];
        }
        arena_close(&scan.workers[i].scratch);
    }
    return scan.out;
}

void find_texts_free(FindTexts *texts) {
    for (uint32_t i = 0; i < texts->memory_count; ++i) arena_close(&texts->memories[i]);
    *texts = (FindTexts){0};
}
