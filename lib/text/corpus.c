/*
 * The corpus: all articles -> all texts, and one vocabulary.
 *
 * In:  articles in canonical order.
 * Out: a Text for each, words as numbers that don't depend on the number of threads.
 *
 * Articles are cut into chunks of equal size. A worker builds a whole chunk in memory of its own, with a vocabulary of
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

/* Chunks are the same whatever the threads. 512 articles are some 3 MB: large against the cost of joining, small enough
 * for the chunk's vocabulary to stay in cache. Small collections have smaller ones, so that all threads have some. */
#define CHUNK_ARTICLES_MAX 512
#define CHUNK_ARTICLES_MIN 32
#define CHUNKS_WANTED 32
/* Chunks built before copying; a multiple of usual thread counts. 8 of them keep about 60 MB in flight. */
#define WAVE_CHUNKS 8

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
    uint32_t chunk_articles;
    uint32_t first_chunk; /* of the wave */
    Text *texts;
    Chunk *chunks; /* of the wave */
} CorpusBuild;

static uint32_t chunk_first_article(const CorpusBuild *build, size_t item) {
    return (uint32_t)(build->first_chunk + item) * build->chunk_articles;
}

static uint32_t chunk_article_count(const CorpusBuild *build, size_t item) {
    uint32_t first = chunk_first_article(build, item);
    uint32_t left = build->article_count - first;
    return left < build->chunk_articles ? left : build->chunk_articles;
}

/*
 * The chunk's words met lately, by their bytes with ASCII letters in lower case, zero behind the end: most words of a
 * text are short and have just been met, and for them this saves folding, hashing and comparing. Two words of the
 * same key fold alike, so a hit gives what the vocabulary would have given.
 */
#define RECENT_BITS 15
#define RECENT_COUNT (1 << RECENT_BITS)
#define RECENT_WORD_BYTES 12 /* longer words, one in thirty, are looked up in the vocabulary */
typedef struct RecentWord {
    uint64_t key;
    uint32_t key_end; /* of the bytes behind the first eight */
    uint32_t id_plus_one; /* 0: free */
} RecentWord;

/* By number in the chunk's vocabulary. */
typedef struct WordUse {
    uint32_t last_article; /* in which the word was counted last */
    uint32_t article_count;
} WordUse;

/* What numbering the words of a chunk needs besides the chunk. */
typedef struct Numbering {
    RecentWord *recent;
    WordUse *uses;
    uint32_t use_capacity;
} Numbering;

static uint64_t lower_eight(uint64_t bytes) {
    const uint64_t high_bits = 0x8080808080808080ULL;
    uint64_t low_bits = bytes & ~high_bits;
    uint64_t from_a = low_bits + 0x3F3F3F3F3F3F3F3FULL; /* high bit: 'A' or above */
    uint64_t above_z = low_bits + 0x2525252525252525ULL; /* high bit: above 'Z' */
    return bytes | ((from_a & ~above_z & ~bytes & high_bits) >> 2);
}

/*
 * Words are numbered a few at a time: the places of all in the table are asked for first, so that the processor fetches
 * them while the first are being looked at.
 */
#define BATCH_WORDS 16
typedef struct PendingWord {
    RecentWord *recent; /* where it would stand; NULL where it has no key */
    uint64_t key;
    uint32_t key_end;
} PendingWord;

/* No key where the word is too long for one, or stands too near to the text's end to be read at once. */
static PendingWord look_for(const Numbering *numbering, Bytes text, const Word *word) {
    const uint32_t size = word->byte_size;
    PendingWord pending = {0};
    if (size > RECENT_WORD_BYTES || (size_t)word->byte_begin + 16 > text.size) return pending;
    uint64_t whole[2];
    memcpy(whole, text.data + word->byte_begin, 16);
    whole[0] = le64toh(whole[0]);
    whole[1] = le64toh(whole[1]);
    pending.key = lower_eight(size < 8 ? whole[0] & (((uint64_t)1 << (8 * size)) - 1) : whole[0]);
    pending.key_end = size <= 8 ? 0 : (uint32_t)lower_eight(whole[1] & (((uint64_t)1 << (8 * (size - 8))) - 1));
    uint64_t mixed = (pending.key ^ (pending.key_end * 0x9E3779B97F4A7C15ULL)) * 0xD6E8FEB86659FD93ULL;
    pending.recent = &numbering->recent[mixed >> (64 - RECENT_BITS)];
    __builtin_prefetch(pending.recent);
    return pending;
}

static uint32_t insert_word(Chunk *chunk, Bytes text, const Word *word, Numbering *numbering) {
    uint8_t folded[FOLDED_SIZE_MAX];
    Bytes form = {folded, normalise_word((Bytes){text.data + word->byte_begin, word->byte_size}, folded)};
    uint32_t known = chunk->vocabulary.count;
    uint32_t id = vocabulary_insert(&chunk->vocabulary, form, bytes_hash(form), &chunk->arena);
    if (id < known) return id;
    if (id >= numbering->use_capacity) {
        numbering->uses = arena_extend(&chunk->arena, numbering->uses, numbering->use_capacity * sizeof(WordUse),
                                       chunk->vocabulary.capacity * sizeof(WordUse));
        numbering->use_capacity = chunk->vocabulary.capacity;
    }
    numbering->uses[id] = (WordUse){UINT32_MAX, 0};
    return id;
}

static uint32_t number_word(Chunk *chunk, Bytes text, const Word *word, const PendingWord *pending,
                            Numbering *numbering) {
    RecentWord *recent = pending->recent;
    if (recent == NULL) return insert_word(chunk, text, word, numbering);
    if (recent->id_plus_one == 0 || recent->key != pending->key || recent->key_end != pending->key_end) {
        uint32_t id = insert_word(chunk, text, word, numbering);
        *recent = (RecentWord){pending->key, pending->key_end, id + 1};
    }
    return recent->id_plus_one - 1;
}

/* Numbers the draft's words in the chunk's vocabulary and counts the article for each distinct one. */
static void number_words(Chunk *chunk, const TextDraft *draft, Numbering *numbering, uint32_t article) {
    const Word *words = chunk->builder.words.items;
    const size_t end = chunk->builder.words.count;
    PendingWord pending[BATCH_WORDS];
    for (size_t begin = draft->first_word; begin < end; begin += BATCH_WORDS) {
        size_t count = end - begin < BATCH_WORDS ? end - begin : BATCH_WORDS;
        for (size_t i = 0; i < count; i++) pending[i] = look_for(numbering, draft->bytes, &words[begin + i]);
        for (size_t i = 0; i < count; i++) {
            uint32_t id = number_word(chunk, draft->bytes, &words[begin + i], &pending[i], numbering);
            WordUse *use = &numbering->uses[id];
            use->article_count += use->last_article != article;
            use->last_article = article;
            *array_push(&chunk->word_ids, &chunk->arena) = id;
        }
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
    for (uint32_t i = 0; i < chunk->vocabulary.count; i++) {
        chunk->vocabulary.article_counts[i] = numbering.uses[i].article_count;
    }
}

/* One after another, in chunk order: this is where numbers are given. */
static void join_vocabulary(Vocabulary *vocabulary, Chunk *chunk, Arena *result) {
    chunk->global_ids = arena_new_array_uncleared(&chunk->arena, uint32_t, chunk->vocabulary.count);
    vocabulary_join(vocabulary, &chunk->vocabulary, chunk->global_ids, result);
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

static uint32_t choose_chunk_articles(uint32_t article_count) {
    uint32_t wanted = article_count / CHUNKS_WANTED;
    if (wanted < CHUNK_ARTICLES_MIN) return CHUNK_ARTICLES_MIN;
    return wanted > CHUNK_ARTICLES_MAX ? CHUNK_ARTICLES_MAX : wanted;
}

Corpus corpus_build(const Article *articles, uint32_t article_count, uint32_t threads, Arena *result) {
    threads = parallel_threads(threads);
    CorpusBuild build = {.articles = articles, .article_count = article_count};
    build.texts = arena_new_array(result, Text, article_count);
    Vocabulary vocabulary = {.article_total = article_count};

    Chunk chunks[WAVE_CHUNKS];
    memset(chunks, 0, sizeof chunks);
    build.chunks = chunks;
    build.chunk_articles = choose_chunk_articles(article_count);
    uint32_t chunk_count = (uint32_t)(((uint64_t)article_count + build.chunk_articles - 1) / build.chunk_articles);
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
