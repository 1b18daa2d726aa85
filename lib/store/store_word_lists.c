/*
 * Lists of articles, gathered in one pass.
 *
 * In:  the corpus, and its articles in time.
 * Out: for every word, and for every two frequent words that stand side by side somewhere, the ranks of its articles.
 *
 * How long a list becomes is known when all words have been seen, and to go over them twice costs twice as much. So
 * each list is a chain of slices, every next one twice as large (in-memory postings as in Lucene): most words need one
 * small slice, and of a long list's bytes few are wasted. Slices being written to were mostly taken lately, so they lie
 * close together, which counts where the pool is larger than memory.
 *
 * A word costs one line of the cache: all that its list needs stands in it. A pair costs one more, in the square of the
 * frequent words.
 *
 * Invariant: ranks in a list ascend, and each is there once.
 */
#include "store_word_lists.h"

#include <string.h>

#include "../base/radix.h"

enum {
    SLICE_BYTES_MIN = 8, /* half of all words stand in one article */
    SLICE_BYTES_MAX = 1024,
    FETCHED_AHEAD = 8,
    PAIRED_SHARE = 16, /* a word in fewer articles narrows a search down by itself */
    PAIRED_ARTICLES_MIN = 32,
    PAIRED_WORDS_MAX = 2048 /* the square of pairs is at most 16 MiB */
};

struct WordSlice {
    WordSlice *next;
    uint8_t bytes[];
};

/* --- Lists -------------------------------------------------------------------------------------------------------- */

/* The slice being written to: its bytes end where the room ends. */
static WordSlice *last_slice(const WordList *list) {
    return (WordSlice *)(void *)(list->at + list->room - list->slice_bytes - sizeof(WordSlice));
}

static void add_slice(WordList *list, Arena *pool) {
    uint16_t bytes = list->first ? (uint16_t)(list->slice_bytes * 2) : SLICE_BYTES_MIN;
    if (bytes > SLICE_BYTES_MAX) bytes = SLICE_BYTES_MAX;
    WordSlice *slice = arena_allocate(pool, sizeof *slice + bytes, _Alignof(WordSlice));
    slice->next = NULL;
    if (list->first) {
        last_slice(list)->next = slice;
    } else {
        list->first = slice;
    }
    list->at = slice->bytes;
    list->room = list->slice_bytes = bytes;
}

static void list_add(WordList *list, uint32_t rank, Arena *pool) {
    if (list->latest == rank) return;
    uint32_t step = rank - list->latest;
    list->latest = rank;
    list->count++;
    for (;; step >>= 7) {
        if (list->room == 0) add_slice(list, pool);
        *list->at++ = (uint8_t)(step >= 0x80 ? step | 0x80 : step);
        list->room--;
        list->size++;
        if (step < 0x80) return;
    }
}

uint8_t *word_list_write(const WordList *list, uint8_t *out) {
    uint32_t left = list->size, bytes = SLICE_BYTES_MIN;
    for (const WordSlice *slice = list->first; left > 0; slice = slice->next) {
        uint32_t here = left < bytes ? left : bytes;
        memcpy(out, slice->bytes, here);
        out += here;
        left -= here;
        if (bytes < SLICE_BYTES_MAX) bytes *= 2;
    }
    return out;
}

uint8_t *word_list_write_set(const WordList *list, uint8_t *out, size_t size, Arena scratch) {
    uint8_t *numbers = arena_allocate(&scratch, list->size, 1);
    Bytes left = {numbers, (size_t)(word_list_write(list, numbers) - numbers)};
    memset(out, 0, size);
    for (uint64_t rank = 0, step; packed_number_read(&left, &step);) {
        rank += step;
        out[rank / 8] |= (uint8_t)(1U << rank % 8);
    }
    return out + size;
}

/* --- Gathering ---------------------------------------------------------------------------------------------------- */

/* The smallest number of articles from which on at most PAIRED_WORDS_MAX words are frequent. */
static uint32_t choose_threshold(const Vocabulary *vocabulary, uint32_t article_count, Arena scratch) {
    uint32_t threshold = article_count / PAIRED_SHARE;
    if (threshold < PAIRED_ARTICLES_MIN) threshold = PAIRED_ARTICLES_MIN;
    KeyValue *counts = arena_new_array_uncleared(&scratch, KeyValue, vocabulary->count);
    size_t above = 0;
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        if (vocabulary->article_counts[id] >= threshold)
            counts[above++] = (KeyValue){vocabulary->article_counts[id], id};
    }
    if (above <= PAIRED_WORDS_MAX) return threshold;
    radix_sort(counts, above, scratch);
    return (uint32_t)counts[above - PAIRED_WORDS_MAX - 1].key + 1;
}

static void choose_frequent(WordLists *lists, const Corpus *corpus) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    lists->frequent = arena_new_array(&lists->memory, uint32_t, vocabulary->count);
    lists->frequent_words = arena_new_array(&lists->memory, uint32_t, PAIRED_WORDS_MAX);
    lists->frequent_articles_min = choose_threshold(vocabulary, corpus->article_count, lists->memory);
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        if (vocabulary->article_counts[id] < lists->frequent_articles_min) continue;
        lists->frequent_words[lists->frequent_count++] = id;
        lists->frequent[id] = lists->frequent_count;
    }
    const size_t square = (size_t)lists->frequent_count * lists->frequent_count;
    lists->pair_of = arena_new_array(&lists->memory, uint32_t, square);
}

/* Where two words' pair stands in the square; NULL where they are not both frequent. */
static uint32_t *pair_place(const WordLists *lists, uint32_t first, uint32_t second) {
    const uint32_t row = lists->frequent[first], column = lists->frequent[second];
    if (row == 0 || column == 0) return NULL;
    return &lists->pair_of[(size_t)(row - 1) * lists->frequent_count + column - 1];
}

/* One more than the place of the pair's list in of_pairs. */
static uint32_t pair_number(WordLists *lists, uint32_t *place) {
    if (*place == 0) {
        *array_push(&lists->of_pairs, &lists->pair_memory) = (WordList){0};
        *place = (uint32_t)lists->of_pairs.count;
    }
    return *place;
}

/*
 * Everything is asked for some words before it is needed: without that, waiting for memory is most of the time. At each
 * step a word comes in, the one before FETCHED_AHEAD others is listed, and the pair that ends before twice as many.
 */
static void list_article(WordLists *lists, const Text *text, uint32_t rank) {
    uint32_t *places[FETCHED_AHEAD] = {0}, pairs[FETCHED_AHEAD] = {0};
    for (uint32_t step = 0; step < text->word_count + 2 * FETCHED_AHEAD; step++) {
        uint32_t **place = &places[step % FETCHED_AHEAD], *pair = &pairs[step % FETCHED_AHEAD];
        if (*pair != 0) list_add(&lists->of_pairs.items[*pair - 1], rank, &lists->pool);
        *pair = 0;
        if (*place) {
            *pair = pair_number(lists, *place);
            __builtin_prefetch(&lists->of_pairs.items[*pair - 1], 1);
        }
        *place = NULL;
        if (step >= FETCHED_AHEAD && step - FETCHED_AHEAD < text->word_count)
            list_add(&lists->of_words[text->word_ids[step - FETCHED_AHEAD]], rank, &lists->pool);
        if (step >= text->word_count) continue;
        __builtin_prefetch(&lists->of_words[text->word_ids[step]], 1);
        if (step > 0) *place = pair_place(lists, text->word_ids[step - 1], text->word_ids[step]);
        if (*place) __builtin_prefetch(*place, 1);
    }
}

void word_lists_open(WordLists *out, const Corpus *corpus, const uint32_t *by_rank) {
    *out = (WordLists){.word_count = corpus->vocabulary.count,
                       .memory = arena_open(0),
                       .pair_memory = arena_open(0),
                       .pool = arena_open(0)};
    out->of_words = arena_new_array(&out->memory, WordList, corpus->vocabulary.count);
    choose_frequent(out, corpus);
    for (uint32_t r = 0; r < corpus->article_count; r++) list_article(out, &corpus->texts[by_rank[r]], r + 1);
}

void word_lists_close(WordLists *lists) {
    arena_close(&lists->memory);
    arena_close(&lists->pair_memory);
    arena_close(&lists->pool);
}
