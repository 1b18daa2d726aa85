/*
 * The corpus: all articles -> all texts, and one vocabulary.
 *
 * In:  articles in canonical order.
 * Out: a Text for each, words as numbers that don't depend on the number of threads.
 *
 * Articles are cut into chunks of fixed size. A worker builds a whole chunk in memory of its own, with a vocabulary of
 * its own; then the chunks' vocabularies are joined in chunk order, which gives each word the number it would have got
 * from reading all articles one after another; then the workers copy their arrays into the result, numbers translated.
 * This is done in waves of a few chunks, so that what is built and not yet copied stays small, whatever the collection.
 *
 * Invariant: nothing here depends on which worker built a chunk, or when.
 */
#include <endian.h>
#include <string.h>

#include "../base/parallel.h"
#include "builder.h"
#include "normalise.h"

/* Fixed: the same chunks whatever the threads. 256 articles are some 1.5 MB: large against the cost of joining. */
#define CHUNK_ARTICLES 256
/* Chunks built before copying; a multiple of usual thread counts. 16 of them keep about 60 MB in flight. */
#define WAVE_CHUNKS 16

typedef struct WordIds ARRAY_OF(uint32_t) WordIds;

typedef struct Chunk {
    Arena arena;
    size_t arena_begin_bytes; /* where the arena stood when it was new */
    TextBuilder builder;
    TextDraft *drafts; /* by article in the chunk */
    WordIds word_ids; /* of the chunk's vocabulary */
    Vocabulary vocabulary;
    uint32_t *global_ids; /* the same, in the corpus's vocabulary */
    /* places in the result */
    uint32_t *result_ids;
    Word *result_words;
    Sentence *result_sentences;
    Paragraph *result_paragraphs;
} Chunk;

typedef struct CorpusBuild {
    const Article *articles;
    uint32_t article_count;
    uint32_t first_chunk; /* of the wave */
    Text *texts;
    Chunk *chunks; /* of the wave */
} CorpusBuild;

static uint32_t chunk_first_article(const CorpusBuild *build, size_t item) {
    return (uint32_t)(build->first_chunk + item) * CHUNK_ARTICLES;
}

static uint32_t chunk_article_count(const CorpusBuild *build, size_t item) {
    uint32_t first = chunk_first_article(build, item);
    uint32_t left = build->article_count - first;
    return left < CHUNK_ARTICLES ? left : CHUNK_ARTICLES;
}

/*
 * The chunk's words met lately, by their bytes with ASCII letters in lower case, zero behind the end: most words of a
 * text are short and have just been met, and for them this saves folding, hashing and comparing. Two words of the
 * same key fold alike, so a hit gives what the vocabulary would have given.
 */
#define RECENT_COUNT 16384
typedef struct RecentWord {
    uint64_t key[2];
    uint32_t id_plus_one; /* 0: free */
} RecentWord;

/* What numbering the words of a chunk needs besides the chunk. */
typedef struct Numbering {
    RecentWord *recent;
    uint32_t *last_articles; /* by number: the article in which the word was counted last */
    uint32_t last_capacity;
} Numbering;

static uint64_t lower_eight(uint64_t bytes) {
    const uint64_t high_bits = 0x8080808080808080ULL;
    uint64_t low_bits = bytes & ~high_bits;
    uint64_t from_a = low_bits + 0x3F3F3F3F3F3F3F3FULL; /* high bit: 'A' or above */
    uint64_t above_z = low_bits + 0x2525252525252525ULL; /* high bit: above 'Z' */
    return bytes | ((from_a & ~above_z & ~bytes & high_bits) >> 2);
}

/* False where the word is too long for a key, or stands too near to the text's end to be read at once. */
static bool recent_key(Bytes text, const Word *word, uint64_t key[2]) {
    if (word->byte_size > 16 || (size_t)word->byte_begin + 16 > text.size) return false;
    uint64_t whole[2];
    memcpy(whole, text.data + word->byte_begin, 16);
    whole[0] = le64toh(whole[0]);
    whole[1] = le64toh(whole[1]);
    uint32_t size = word->byte_size;
    key[0] = lower_eight(size < 8 ? whole[0] & (((uint64_t)1 << (8 * size)) - 1) : whole[0]);
    key[1] = size <= 8 ? 0 : lower_eight(size < 16 ? whole[1] & (((uint64_t)1 << (8 * (size - 8))) - 1) : whole[1]);
    return true;
}

static uint32_t insert_word(Chunk *chunk, Bytes text, const Word *word, Numbering *numbering) {
    uint8_t folded[FOLDED_SIZE_MAX];
    Bytes form = {folded, normalise_word((Bytes){text.data + word->byte_begin, word->byte_size}, folded)};
    uint64_t hash = bytes_hash(form);
    uint32_t known = chunk->vocabulary.count;
    uint32_t id = vocabulary_insert(&chunk->vocabulary, form, hash, &chunk->arena);
    if (id < known) return id;
    if (id >= numbering->last_capacity) {
        numbering->last_articles =
            arena_extend(&chunk->arena, numbering->last_articles, numbering->last_capacity * sizeof(uint32_t),
                         chunk->vocabulary.capacity * sizeof(uint32_t));
        numbering->last_capacity = chunk->vocabulary.capacity;
    }
    numbering->last_articles[id] = UINT32_MAX;
    return id;
}

/* Numbers the draft's words in the chunk's vocabulary and counts the article for each distinct one. */
static void number_words(Chunk *chunk, const TextDraft *draft, Numbering *numbering, uint32_t article) {
    for (size_t i = draft->first_word; i < chunk->builder.words.count; i++) {
        const Word *word = &chunk->builder.words.items[i];
        uint64_t key[2];
        uint32_t id;
        if (recent_key(draft->bytes, word, key)) {
            uint64_t mixed = (key[0] ^ (key[1] * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
            RecentWord *recent = &numbering->recent[mixed >> 50];
            if (recent->id_plus_one == 0 || recent->key[0] != key[0] || recent->key[1] != key[1]) {
                *recent = (RecentWord){{key[0], key[1]}, insert_word(chunk, draft->bytes, word, numbering) + 1};
            }
            id = recent->id_plus_one - 1;
        } else {
            id = insert_word(chunk, draft->bytes, word, numbering);
        }
        if (numbering->last_articles[id] != article) {
            numbering->last_articles[id] = article;
            chunk->vocabulary.article_counts[id]++;
        }
        *array_push(&chunk->word_ids, &chunk->arena) = id;
    }
}

/* Room for the words of ordinary prose, so that the arrays seldom grow, which would leave their old places behind. */
static void reserve_words(Chunk *chunk, const Article *articles, uint32_t count) {
    size_t bytes = 0;
    for (uint32_t i = 0; i < count; i++) bytes += articles[i].text.size;
    size_t words = bytes / 5 + 64;
    chunk->builder.words.items = arena_new_array_uncleared(&chunk->arena, Word, words);
    chunk->builder.words.capacity = words;
    chunk->word_ids.items = arena_new_array_uncleared(&chunk->arena, uint32_t, words);
    chunk->word_ids.capacity = words;
}

static void build_chunk(void *context, uint32_t worker_index, size_t item) {
    (void)worker_index;
    CorpusBuild *build = context;
    Chunk *chunk = &build->chunks[item];
    uint32_t first = chunk_first_article(build, item);
    uint32_t count = chunk_article_count(build, item);
    chunk->builder.arena = &chunk->arena;
    chunk->drafts = arena_new_array_uncleared(&chunk->arena, TextDraft, count);
    Numbering numbering = {.recent = arena_new_array(&chunk->arena, RecentWord, RECENT_COUNT)};
    reserve_words(chunk, &build->articles[first], count);
    for (uint32_t i = 0; i < count; i++) {
        const Article *article = &build->articles[first + i];
        chunk->drafts[i] = builder_add_text(&chunk->builder, article);
        number_words(chunk, &chunk->drafts[i], &numbering, i);
    }
}

/* One after another, in chunk order: this is where numbers are given. */
static void join_vocabulary(Vocabulary *vocabulary, Chunk *chunk, Arena *result) {
    chunk->global_ids = arena_new_array_uncleared(&chunk->arena, uint32_t, chunk->vocabulary.count);
    for (uint32_t i = 0; i < chunk->vocabulary.count; i++) {
        uint32_t id = vocabulary_insert(vocabulary, chunk->vocabulary.words[i], chunk->vocabulary.hashes[i], result);
        vocabulary->article_counts[id] += chunk->vocabulary.article_counts[i];
        chunk->global_ids[i] = id;
    }
    chunk->result_ids = arena_new_array_uncleared(result, uint32_t, chunk->builder.words.count);
    chunk->result_words = arena_new_array_uncleared(result, Word, chunk->builder.words.count);
    chunk->result_sentences = arena_new_array_uncleared(result, Sentence, chunk->builder.sentences.count);
    chunk->result_paragraphs = arena_new_array_uncleared(result, Paragraph, chunk->builder.paragraphs.count);
}

static void copy_chunk(void *context, uint32_t worker_index, size_t item) {
    (void)worker_index;
    CorpusBuild *build = context;
    Chunk *chunk = &build->chunks[item];
    const TextBuilder *builder = &chunk->builder;
    for (size_t i = 0; i < builder->words.count; i++) {
        chunk->result_ids[i] = chunk->global_ids[chunk->word_ids.items[i]];
        chunk->result_words[i] = builder->words.items[i];
    }
    for (size_t i = 0; i < builder->sentences.count; i++) chunk->result_sentences[i] = builder->sentences.items[i];
    for (size_t i = 0; i < builder->paragraphs.count; i++) chunk->result_paragraphs[i] = builder->paragraphs.items[i];

    uint32_t first = chunk_first_article(build, item);
    uint32_t count = chunk_article_count(build, item);
    for (uint32_t i = 0; i < count; i++) {
        const TextDraft *draft = &chunk->drafts[i];
        bool last = i + 1 == count;
        size_t words_end = last ? builder->words.count : draft[1].first_word;
        size_t sentences_end = last ? builder->sentences.count : draft[1].first_sentence;
        size_t paragraphs_end = last ? builder->paragraphs.count : draft[1].first_paragraph;
        build->texts[first + i] = (Text){
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

Corpus corpus_build(const Article *articles, uint32_t article_count, uint32_t threads, Arena *result) {
    threads = parallel_threads(threads);
    CorpusBuild build = {.articles = articles, .article_count = article_count};
    build.texts = arena_new_array(result, Text, article_count);
    Vocabulary vocabulary = {.article_total = article_count};

    Chunk chunks[WAVE_CHUNKS];
    memset(chunks, 0, sizeof chunks);
    build.chunks = chunks;
    uint32_t chunk_count = (article_count + CHUNK_ARTICLES - 1) / CHUNK_ARTICLES;
    for (uint32_t done = 0; done < chunk_count; done += WAVE_CHUNKS) {
        uint32_t wave = chunk_count - done < WAVE_CHUNKS ? chunk_count - done : WAVE_CHUNKS;
        build.first_chunk = done;
        for (uint32_t i = 0; i < wave; i++) {
            Chunk *chunk = &chunks[i];
            Arena arena = done == 0 ? arena_open(0) : chunk->arena;
            *chunk = (Chunk){.arena = arena, .arena_begin_bytes = arena.used_bytes};
        }
        parallel_for(threads, wave, build_chunk, &build);
        for (uint32_t i = 0; i < wave; i++) join_vocabulary(&vocabulary, &chunks[i], result);
        parallel_for(threads, wave, copy_chunk, &build);
        for (uint32_t i = 0; i < wave; i++) arena_reset(&chunks[i].arena, chunks[i].arena_begin_bytes);
    }
    for (uint32_t i = 0; i < WAVE_CHUNKS; i++) arena_close(&chunks[i].arena);
    return (Corpus){articles, build.texts, article_count, vocabulary};
}
