/*
 * find_added: articles that were traced after the word index was made -> the sets that a lookup has from it.
 *
 * In:  a text's words, and the sets of the articles that have them.
 * Out: the same sets, with the added articles where the index would have them.
 *
 * The index is made by a trace of all articles; the few that are traced into the collection afterwards are in none of
 * its lists. The file has the numbers of the words of each, ascending, and so has the text: laid side by side they tell
 * which of its words an article has. Whatever is asked of the sets then holds for
 * added articles as for all others.
 *
 * That two words stand side by side is not told: of a pair an added article counts as having both where it has each.
 * So a few more of them are candidates, and none is missed.
 *
 * Invariant: an added article is in the sets of all words and pairs of the text that it has.
 */
#include "find_added.h"

#include <string.h>

#include "base/radix.h"

enum { PORTION_ARTICLES = 1024 };

typedef struct Marker {
    FindLookup *lookup;
    KeyValue *numbers; /* of the text's words, ascending, and their ids */
    bool *has; /* by word id: whether the article being looked at has it */
    Arena *result;
} Marker;

static void list_numbers(Marker *marker, Arena scratch) {
    const Vocabulary *vocabulary = &marker->lookup->vocabulary;
    marker->has = arena_new_array(marker->result, bool, vocabulary->count);
    marker->numbers = arena_new_array_uncleared(marker->result, KeyValue, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count; id++)
        marker->numbers[id] = (KeyValue){store_added_word_number(vocabulary->hashes[id]), id};
    radix_sort(marker->numbers, vocabulary->count, scratch);
}

/* Which of the text's words are among these numbers. */
static void find_words(const Marker *marker, Bytes words) {
    const uint32_t count = marker->lookup->vocabulary.count;
    uint32_t at = 0;
    memset(marker->has, 0, count * sizeof *marker->has);
    for (size_t i = 0; i + ADDED_WORD_BYTES <= words.size && at < count; i += ADDED_WORD_BYTES) {
        uint32_t number = 0;
        for (int byte = 0; byte < ADDED_WORD_BYTES; byte++)
            number |= (uint32_t)words.data[i + (size_t)byte] << (8 * byte);
        while (at < count && marker->numbers[at].key < number) at++;
        for (; at < count && marker->numbers[at].key == number; at++) marker->has[marker->numbers[at].value] = true;
    }
}

static void add_rank(const Marker *marker, RankSet *set, uint32_t rank) {
    const size_t set_words = RANK_SET_WORDS(marker->lookup->index.rank_count);
    if (!set->bits) set->bits = arena_new_array(marker->result, uint64_t, set_words);
    set->bits[rank / 64] |= UINT64_C(1) << rank % 64;
}

static void mark(const Marker *marker, uint32_t rank) {
    FindLookup *lookup = marker->lookup;
    const Text *text = &lookup->text;
    for (uint32_t id = 0; id < lookup->vocabulary.count; id++)
        if (marker->has[id]) add_rank(marker, &lookup->words[id], rank);
    for (uint32_t i = 0; lookup->pairs && i + 1 < text->word_count; i++)
        if (lookup->pairs[i] && marker->has[text->word_ids[i]] && marker->has[text->word_ids[i + 1]])
            add_rank(marker, lookup->pairs[i], rank);
}

/* The added articles begin .. begin + count - 1. */
static Status read_portion(const Marker *marker, uint32_t begin, uint32_t count, Arena scratch, Error *error) {
    const WordIndex *index = &marker->lookup->index;
    int64_t *keys = arena_new_array_uncleared(&scratch, int64_t, count);
    Bytes *words = arena_new_array(&scratch, Bytes, count);
    for (uint32_t i = 0; i < count; i++) keys[i] = index->added[begin + i].key;
    Status status = store_added_words_read(index, (ArticleKeys){keys, count}, words, &scratch, error);
    for (uint32_t i = 0; i < count && !status; i++) {
        find_words(marker, words[i]);
        mark(marker, index->article_count + 1 + begin + i);
    }
    return status;
}

Status find_added_read(FindLookup *lookup, Arena *result, Error *error) {
    const uint32_t count = lookup->index.added_count;
    if (count == 0) return STEMMA_OK;
    Arena memory = arena_open(0);
    const size_t empty = memory.used_bytes;
    Status status = STEMMA_OK;
    Marker marker = {.lookup = lookup, .result = result};
    list_numbers(&marker, memory);
    for (uint32_t begin = 0; begin < count && !status; begin += PORTION_ARTICLES) {
        const uint32_t left = count - begin;
        status = read_portion(&marker, begin, left < PORTION_ARTICLES ? left : PORTION_ARTICLES, memory, error);
        arena_reset(&memory, empty);
    }
    arena_close(&memory);
    return status;
}
