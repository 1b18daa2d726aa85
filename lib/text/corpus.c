/*
 * The corpus: all articles -> all texts, and one vocabulary.
 *
 * In:  articles in canonical order; or more articles for a corpus that is there.
 * Out: a Text for each, words as numbers that don't depend on the number of threads.
 *
 * Articles are cut into chunks of about equal size. A worker builds a whole chunk in memory of its own; its words get
 * numbers in a vocabulary that the worker keeps from chunk to chunk. In the order of the chunks, what each has brought
 * of new words is joined to the corpus's vocabulary, by whichever worker is about: that gives each word the number it
 * would have got from reading all articles one after another, because a word that is new to the corpus is new to the
 * worker too. Then the chunk's worker copies its arrays into the result, numbers translated. What is built and not yet
 * copied is a few chunks a worker, whatever the collection; a worker whose vocabulary has grown too large for caches
 * starts another.
 *
 * Invariant: nothing here depends on which worker built a chunk, or when.
 */
#include <assert.h>
#include <string.h>

#include "../base/parallel.h"
#include "builder.h"
#include "numbering.h"

/* Large against the cost of a turn, small enough for the chunk to stay in cache, and for all workers to end together. */
#define CHUNK_BYTES_MAX ((size_t)1 << 19)
#define CHUNK_BYTES_MIN ((size_t)1 << 15)
#define CHUNKS_WANTED 64

enum {
    WAITING_MAX = 8, /* chunks that one worker has built and not copied */
    /* The vocabularies of all workers: their tables take about two hundred bytes a word. News has 250,000 words in 15
     * million. */
    WORKERS_WORDS_MAX = 1 << 20,
    WORKER_WORDS_MIN = 1 << 16 /* that one worker has room for, however many they are */
};

/* Some articles, in all states of being built. */
typedef struct Chunk {
    uint32_t first_article;
    uint32_t article_end;
    size_t text_bytes;
    /* built by its worker */
    TextBuilder builder;
    TextDraft *drafts; /* by article in the chunk */
    uint32_t *word_ids; /* in the worker's vocabulary */
    Vocabulary vocabulary; /* the worker's, as it was when the chunk was built */
    uint32_t first_new_word; /* words of the vocabulary that no chunk of the worker had before */
    /* from its turn */
    uint32_t *new_ids; /* of the new words in the corpus's vocabulary */
    uint32_t *result_ids;
    Word *result_words;
    Sentence *result_sentences;
    Paragraph *result_paragraphs;
} Chunk;

typedef struct Worker {
    Arena chunks; /* what waits to be copied */
    size_t chunks_empty; /* its position with nothing in it */
    size_t waiting[WAITING_MAX];
    uint32_t waiting_count;
    Arena words; /* of the numbering and the global ids */
    size_t words_empty;
    Numbering numbering;
    uint32_t *global_ids; /* by number in the worker's vocabulary; known up to global_count */
    uint32_t global_count;
    uint32_t global_capacity;
} Worker;

typedef struct CorpusBuild {
    const Article *articles;
    Text *texts; /* of these articles */
    Chunk *chunks;
    Worker *workers;
    uint32_t worker_words_max;
    Turns *turns;
    bool counts; /* in how many articles the words stand */
    Vocabulary vocabulary; /* this and result belong to whose turn it is */
    Arena *result;
} CorpusBuild;

/* Room for the words of ordinary prose, so that the array seldom grows, which would leave its old place behind. */
static void reserve_words(Chunk *chunk, Arena *memory) {
    size_t words = chunk->text_bytes / 5 + 64;
    chunk->builder.words.items = arena_new_array_uncleared(memory, Word, words);
    chunk->builder.words.capacity = words;
}

static void number_words(Chunk *chunk, Worker *worker) {
    const uint32_t article_count = chunk->article_end - chunk->first_article;
    const WordArray *words = &chunk->builder.words;
    chunk->word_ids = arena_new_array_uncleared(&worker->chunks, uint32_t, words->count);
    chunk->first_new_word = worker->numbering.vocabulary.count;
    for (uint32_t i = 0; i < article_count; i++) {
        size_t first = chunk->drafts[i].first_word;
        size_t end = i + 1 < article_count ? chunk->drafts[i + 1].first_word : words->count;
        numbering_add(&worker->numbering, chunk->drafts[i].bytes, words->items + first, end - first,
                      chunk->word_ids + first);
    }
    chunk->vocabulary = worker->numbering.vocabulary;
    chunk->new_ids =
        arena_new_array_uncleared(&worker->chunks, uint32_t, chunk->vocabulary.count - chunk->first_new_word);
}

static void build_texts(Chunk *chunk, const Article *articles, Arena *memory) {
    chunk->builder.arena = memory;
    chunk->drafts = arena_new_array_uncleared(memory, TextDraft, chunk->article_end - chunk->first_article);
    reserve_words(chunk, memory);
    for (uint32_t i = chunk->first_article; i < chunk->article_end; i++) {
        chunk->drafts[i - chunk->first_article] = builder_add_text(&chunk->builder, &articles[i]);
    }
}

/* The chunk's turn: this is where numbers are given. */
static void join_chunk(void *context, size_t item) {
    CorpusBuild *corpus = context;
    Chunk *chunk = &corpus->chunks[item];
    const TextBuilder *builder = &chunk->builder;
    vocabulary_join(&corpus->vocabulary, &chunk->vocabulary, chunk->first_new_word, chunk->new_ids, corpus->result);
    chunk->result_ids = arena_new_array_uncleared(corpus->result, uint32_t, builder->words.count);
    chunk->result_words = arena_new_array_uncleared(corpus->result, Word, builder->words.count);
    chunk->result_sentences = arena_new_array_uncleared(corpus->result, Sentence, builder->sentences.count);
    chunk->result_paragraphs = arena_new_array_uncleared(corpus->result, Paragraph, builder->paragraphs.count);
}

#define COPY_ITEMS(to, array)                                                                                          \
    do {                                                                                                               \
        if ((array).count > 0) memcpy((to), (array).items, (array).count * sizeof *(array).items);                     \
    } while (0)

static void copy_texts(CorpusBuild *corpus, const Chunk *chunk, const uint32_t *global_ids) {
    const TextBuilder *builder = &chunk->builder;
    for (size_t i = 0; i < builder->words.count; i++) chunk->result_ids[i] = global_ids[chunk->word_ids[i]];
    COPY_ITEMS(chunk->result_words, builder->words);
    COPY_ITEMS(chunk->result_sentences, builder->sentences);
    COPY_ITEMS(chunk->result_paragraphs, builder->paragraphs);

    for (uint32_t i = chunk->first_article; i < chunk->article_end; i++) {
        const TextDraft *draft = &chunk->drafts[i - chunk->first_article];
        bool last = i + 1 == chunk->article_end;
        size_t words_end = last ? builder->words.count : draft[1].first_word;
        size_t sentences_end = last ? builder->sentences.count : draft[1].first_sentence;
        size_t paragraphs_end = last ? builder->paragraphs.count : draft[1].first_paragraph;
        corpus->texts[i] = (Text){
            .bytes = draft->bytes,
            .word_ids = chunk->result_ids + draft->first_word,
            .words = chunk->result_words + draft->first_word,
            .word_count = (uint32_t)(words_end - draft->first_word),
            .sentences = chunk->result_sentences + draft->first_sentence,
            .sentence_count = (uint32_t)(sentences_end - draft->first_sentence),
            .paragraphs = chunk->result_paragraphs + draft->first_paragraph,
            .paragraph_count = (uint32_t)(paragraphs_end - draft->first_paragraph),
        };
    }
}

/* The numbers that the chunk's new words have got. */
static void learn_ids(Worker *worker, const Chunk *chunk) {
    uint32_t count = chunk->vocabulary.count;
    if (count > worker->global_capacity) {
        uint32_t *grown = arena_new_array_uncleared(&worker->words, uint32_t, chunk->vocabulary.capacity);
        if (worker->global_count > 0) memcpy(grown, worker->global_ids, worker->global_count * sizeof *grown);
        worker->global_ids = grown;
        worker->global_capacity = chunk->vocabulary.capacity;
    }
    if (count > chunk->first_new_word)
        memcpy(worker->global_ids + chunk->first_new_word, chunk->new_ids,
               (count - chunk->first_new_word) * sizeof *chunk->new_ids);
    worker->global_count = count;
}

/* Copies the worker's chunks that have had their turn; where too many wait, or all are wanted, it waits for them. */
static void copy_waiting(CorpusBuild *corpus, Worker *worker, bool all) {
    uint32_t done = 0;
    if (worker->waiting_count == 0) return;
    if (all || worker->waiting_count == WAITING_MAX)
        turns_wait(corpus->turns, worker->waiting[worker->waiting_count - 1]);
    while (done < worker->waiting_count && turns_over(corpus->turns, worker->waiting[done])) {
        const Chunk *chunk = &corpus->chunks[worker->waiting[done++]];
        learn_ids(worker, chunk);
        copy_texts(corpus, chunk, worker->global_ids);
    }
    worker->waiting_count -= done;
    memmove(worker->waiting, worker->waiting + done, worker->waiting_count * sizeof *worker->waiting);
    if (worker->waiting_count == 0) arena_reset(&worker->chunks, worker->chunks_empty);
}

/* In how many articles the words stand, as far as the worker has read them. */
static void add_counts(void *context, size_t worker_index) {
    CorpusBuild *corpus = context;
    Worker *worker = &corpus->workers[worker_index];
    const Vocabulary *vocabulary = &worker->numbering.vocabulary;
    numbering_count(&worker->numbering);
    for (uint32_t i = 0; i < vocabulary->count && corpus->counts; i++) {
        corpus->vocabulary.article_counts[worker->global_ids[i]] += vocabulary->article_counts[i];
    }
}

static void start_numbering(Worker *worker) {
    arena_reset(&worker->words, worker->words_empty);
    worker->numbering = (Numbering){.arena = &worker->words};
    worker->global_ids = NULL;
    worker->global_count = worker->global_capacity = 0;
}

static void build_chunk(void *context, uint32_t worker_index, size_t item) {
    CorpusBuild *corpus = context;
    Worker *worker = &corpus->workers[worker_index];
    Chunk *chunk = &corpus->chunks[item];
    build_texts(chunk, corpus->articles, &worker->chunks);
    number_words(chunk, worker);
    worker->waiting[worker->waiting_count++] = item;
    turns_ready(corpus->turns, item);
    bool full = chunk->vocabulary.count > corpus->worker_words_max;
    copy_waiting(corpus, worker, full);
    if (!full) return;
    turns_between(corpus->turns, add_counts, corpus, worker_index);
    start_numbering(worker);
}

static void end_worker(void *context, uint32_t worker_index, size_t item) {
    (void)worker_index;
    CorpusBuild *corpus = context;
    Worker *worker = &corpus->workers[item];
    copy_waiting(corpus, worker, true);
    turns_between(corpus->turns, add_counts, corpus, item);
    arena_close(&worker->chunks);
    arena_close(&worker->words);
}

/* Cuts after the article that fills a chunk. */
static size_t lay_out_chunks(const Article *articles, uint32_t article_count, Chunk *chunks) {
    size_t bytes = 0;
    for (uint32_t i = 0; i < article_count; i++) bytes += articles[i].text.size;
    size_t wanted = bytes / CHUNKS_WANTED;
    if (wanted < CHUNK_BYTES_MIN) wanted = CHUNK_BYTES_MIN;
    if (wanted > CHUNK_BYTES_MAX) wanted = CHUNK_BYTES_MAX;
    size_t count = 0;
    Chunk chunk = {0};
    for (uint32_t i = 0; i < article_count; i++) {
        chunk.text_bytes += articles[i].text.size;
        chunk.article_end = i + 1;
        if (chunk.text_bytes < wanted && i + 1 < article_count) continue;
        if (chunks) chunks[count] = chunk;
        count++;
        chunk = (Chunk){.first_article = i + 1};
    }
    return count;
}

/* The texts of these articles, and their words joined to the vocabulary. */
static void build_all(CorpusBuild *build, uint32_t article_count, uint32_t threads) {
    Arena memory = arena_open(0);
    const size_t chunk_count = lay_out_chunks(build->articles, article_count, NULL);
    build->chunks = arena_new_array_uncleared(&memory, Chunk, chunk_count);
    build->workers = arena_new_array(&memory, Worker, threads);
    build->worker_words_max = WORKERS_WORDS_MAX / threads;
    if (build->worker_words_max < WORKER_WORDS_MIN) build->worker_words_max = WORKER_WORDS_MIN;
    (void)lay_out_chunks(build->articles, article_count, build->chunks);
    build->turns = turns_open(chunk_count, join_chunk, build, &memory);
    for (uint32_t i = 0; i < threads; i++) {
        Worker *worker = &build->workers[i];
        *worker = (Worker){.chunks = arena_open(0), .words = arena_open(0)};
        worker->chunks_empty = worker->chunks.used_bytes;
        worker->words_empty = worker->words.used_bytes;
        start_numbering(worker);
    }
    parallel_for(threads, chunk_count, build_chunk, build);
    parallel_for(threads, threads, end_worker, build);
    turns_close(build->turns);
    arena_close(&memory);
}

Corpus corpus_build(const Article *articles, uint32_t article_count, uint32_t threads, Arena *result) {
    Corpus corpus = {0};
    corpus_extend(&corpus, (CorpusArticles){articles, article_count}, threads, result);
    return corpus;
}

void corpus_extend(Corpus *corpus, CorpusArticles more, uint32_t threads, Arena *result) {
    const uint32_t before = corpus->article_count, count = before + more.count;
    Text *texts = arena_new_array(result, Text, count);
    if (before > 0) memcpy(texts, corpus->texts, before * sizeof *texts);
    CorpusBuild build = {
        .articles = more.items, .texts = texts + before, .vocabulary = corpus->vocabulary, .result = result};
    build.counts = corpus->statistics_articles == 0;
    if (build.counts) build.vocabulary.article_total += more.count;
    build_all(&build, more.count, parallel_threads(threads));
    const Article *articles = more.items;
    if (before > 0) {
        Article *all = arena_new_array_uncleared(result, Article, count);
        memcpy(all, corpus->articles, before * sizeof *all);
        if (more.count > 0) memcpy(all + before, more.items, more.count * sizeof *all);
        articles = all;
    }
    corpus->articles = articles;
    corpus->texts = texts;
    corpus->article_count = count;
    corpus->vocabulary = build.vocabulary;
    corpus->article_keys = NULL;
}
