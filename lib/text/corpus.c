/*
 * The corpus: all articles -> all texts, and one vocabulary.
 *
 * In:  articles in canonical order.
 * Out: a Text for each, words as numbers that don't depend on the number of threads.
 *
 * Articles are cut into chunks of about equal size. A worker builds a whole chunk in memory of its own, with a vocabulary
 * of its own; when all chunks before it have done so, it joins that vocabulary to the corpus's, which gives each word the
 * number it would have got from reading all articles one after another; then it copies its arrays into the result, numbers
 * translated, while others join theirs. What is built and not yet copied is one chunk a worker, whatever the collection.
 *
 * Invariant: nothing here depends on which worker built a chunk, or when.
 */
#include <assert.h>
#include <string.h>

#include "../base/parallel.h"
#include "builder.h"
#include "numbering.h"

/* Large against the cost of joining, small enough for the chunk's vocabulary to stay in cache. Small collections have
 * smaller ones, so that all threads have some. */
#define CHUNK_BYTES_MAX ((size_t)1 << 22)
#define CHUNK_BYTES_MIN ((size_t)1 << 16)
#define CHUNKS_WANTED 32

typedef struct Chunk {
    uint32_t first_article;
    uint32_t article_end;
    size_t text_bytes;
} Chunk;

/* A chunk under construction. */
typedef struct ChunkBuild {
    const Chunk *chunk;
    TextBuilder builder;
    TextDraft *drafts; /* by article in the chunk */
    Numbering numbering;
    uint32_t *global_ids; /* of the chunk's words in the corpus's vocabulary */
    /* places in the result */
    uint32_t *result_ids;
    Word *result_words;
    Sentence *result_sentences;
    Paragraph *result_paragraphs;
} ChunkBuild;

typedef struct CorpusBuild {
    const Article *articles;
    Text *texts;
    const Chunk *chunks;
    Arena *memories; /* by worker */
    Turns *turns;
    Vocabulary vocabulary; /* this and result belong to whose turn it is */
    Arena *result;
} CorpusBuild;

/* Room for the words of ordinary prose, so that the arrays seldom grow, which would leave their old places behind. */
static void reserve_words(ChunkBuild *build, Arena *memory) {
    size_t words = build->chunk->text_bytes / 5 + 64;
    build->builder.words.items = arena_new_array_uncleared(memory, Word, words);
    build->builder.words.capacity = words;
    build->numbering.word_ids.items = arena_new_array_uncleared(memory, uint32_t, words);
    build->numbering.word_ids.capacity = words;
}

static void build_texts(ChunkBuild *build, const Article *articles, Arena *memory) {
    const Chunk *chunk = build->chunk;
    build->builder.arena = memory;
    build->numbering.arena = memory;
    build->drafts = arena_new_array_uncleared(memory, TextDraft, chunk->article_end - chunk->first_article);
    reserve_words(build, memory);
    for (uint32_t i = chunk->first_article; i < chunk->article_end; i++) {
        TextDraft *draft = &build->drafts[i - chunk->first_article];
        *draft = builder_add_text(&build->builder, &articles[i]);
        numbering_add(&build->numbering, draft->bytes, build->builder.words.items + draft->first_word,
                      build->builder.words.count - draft->first_word);
    }
    numbering_count(&build->numbering);
}

/* One after another, in chunk order: this is where numbers are given. */
static void join_vocabulary(CorpusBuild *corpus, ChunkBuild *build, Arena *memory) {
    const TextBuilder *builder = &build->builder;
    build->global_ids = arena_new_array_uncleared(memory, uint32_t, build->numbering.vocabulary.count);
    vocabulary_join(&corpus->vocabulary, &build->numbering.vocabulary, build->global_ids, corpus->result);
    build->result_ids = arena_new_array_uncleared(corpus->result, uint32_t, builder->words.count);
    build->result_words = arena_new_array_uncleared(corpus->result, Word, builder->words.count);
    build->result_sentences = arena_new_array_uncleared(corpus->result, Sentence, builder->sentences.count);
    build->result_paragraphs = arena_new_array_uncleared(corpus->result, Paragraph, builder->paragraphs.count);
}

#define COPY_ITEMS(to, array)                                                                                          \
    do {                                                                                                               \
        if ((array).count > 0) memcpy((to), (array).items, (array).count * sizeof *(array).items);                     \
    } while (0)

static void copy_texts(CorpusBuild *corpus, const ChunkBuild *build) {
    const TextBuilder *builder = &build->builder;
    const uint32_t *word_ids = build->numbering.word_ids.items;
    for (size_t i = 0; i < builder->words.count; i++) build->result_ids[i] = build->global_ids[word_ids[i]];
    COPY_ITEMS(build->result_words, builder->words);
    COPY_ITEMS(build->result_sentences, builder->sentences);
    COPY_ITEMS(build->result_paragraphs, builder->paragraphs);

    for (uint32_t i = build->chunk->first_article; i < build->chunk->article_end; i++) {
        const TextDraft *draft = &build->drafts[i - build->chunk->first_article];
        bool last = i + 1 == build->chunk->article_end;
        size_t words_end = last ? builder->words.count : draft[1].first_word;
        size_t sentences_end = last ? builder->sentences.count : draft[1].first_sentence;
        size_t paragraphs_end = last ? builder->paragraphs.count : draft[1].first_paragraph;
        corpus->texts[i] = (Text){
            .bytes = draft->bytes,
            .word_ids = build->result_ids + draft->first_word,
            .words = build->result_words + draft->first_word,
            .word_count = (uint32_t)(words_end - draft->first_word),
            .sentences = build->result_sentences + draft->first_sentence,
            .sentence_count = (uint32_t)(sentences_end - draft->first_sentence),
            .paragraphs = build->result_paragraphs + draft->first_paragraph,
            .paragraph_count = (uint32_t)(paragraphs_end - draft->first_paragraph),
        };
    }
}

static void build_chunk(void *context, uint32_t worker_index, size_t item) {
    CorpusBuild *corpus = context;
    Arena memory = corpus->memories[worker_index];
    const size_t empty = memory.used_bytes;
    ChunkBuild build = {.chunk = &corpus->chunks[item]};
    build_texts(&build, corpus->articles, &memory);
    turns_wait(corpus->turns, item);
    join_vocabulary(corpus, &build, &memory);
    turns_end(corpus->turns);
    copy_texts(corpus, &build);
    arena_reset(&memory, empty);
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
        chunks[count++] = chunk;
        chunk = (Chunk){.first_article = i + 1};
    }
    return count;
}

Corpus corpus_build(const Article *articles, uint32_t article_count, uint32_t threads, Arena *result) {
    threads = parallel_threads(threads);
    Arena memory = arena_open(0);
    Chunk *chunks = arena_new_array_uncleared(&memory, Chunk, article_count);
    CorpusBuild build = {
        .articles = articles,
        .texts = arena_new_array(result, Text, article_count),
        .chunks = chunks,
        .memories = arena_new_array(&memory, Arena, threads),
        .turns = turns_open(&memory),
        .vocabulary = {.article_total = article_count},
        .result = result,
    };
    for (uint32_t i = 0; i < threads; i++) build.memories[i] = arena_open(0);
    parallel_for(threads, lay_out_chunks(articles, article_count, chunks), build_chunk, &build);
    for (uint32_t i = 0; i < threads; i++) arena_close(&build.memories[i]);
    turns_close(build.turns);
    arena_close(&memory);
    return (Corpus){articles, build.texts, article_count, build.vocabulary};
}
