/*
 * find_candidates: a text's words -> the articles that may hold it.
 *
 * In:  the text, and the word index of a traced collection: the articles of each word, and of each two frequent words
 *      that stand side by side somewhere.
 * Out: candidates, the most promising first.
 *
 * A hit begins at a seed: a run of seed_words words of the query. So an article is a candidate when it has, for one
 * place of the query, all words of the seed there, and where two of them that follow each other are both frequent, has
 * them side by side; when the words of all such places weigh as much as the runs of equal words of an alignment must;
 * and when all words of the query that it has would weigh enough, and be enough, if they stood in the right order. No
 * other article can hold a hit. A rare word leaves few articles by itself; frequent words leave few by their pairs.
 *
 * Articles are sets of ranks, which stand in time, a bit for each: uniting and intersecting the lists of twenty words
 * takes some ten microseconds for ten thousand articles. What promises most is what the seeds cover most of: an article
 * with the whole text comes before all others, so whoever looks at the first hundred only has the best.
 *
 * Invariant: the candidates depend on the collection and the query alone.
 */
#include "find_candidates.h"

#include <string.h>

#include "base/map.h"
#include "base/radix.h"
#include "find_added.h"
#include "match/extend.h"
#include "match/query.h"

enum {
    QUERY_WORDS_MAX = 2000, /* a longer query shares words enough with every article */
    SETS_BYTES_MAX = 256 << 20 /* of all sets together */
};

uint16_t *find_list_weights(const Vocabulary *vocabulary, Arena *result) {
    uint16_t *weights = arena_new_array(result, uint16_t, (size_t)vocabulary->count + 1);
    for (uint32_t id = 0; id < vocabulary->count; ++id) {
        weights[id] = (uint16_t)vocabulary_rareness_permille(vocabulary, id);
    }
    return weights;
}

/* --- Looking up --------------------------------------------------------------------------------------------------- */

static Status read_words(FindLookup *lookup, Arena *result, Error *error) {
    Vocabulary *vocabulary = &lookup->vocabulary;
    Status status = STEMMA_OK;
    lookup->words = arena_new_array(result, RankSet, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count && !status; ++id) {
        status = store_word_index_read(&lookup->index, vocabulary->hashes[id], &lookup->words[id], result, error);
        vocabulary->article_counts[id] = lookup->words[id].count;
    }
    return status;
}

/* Each distinct pair once. */
static Status read_pairs(FindLookup *lookup, Arena *result, Error *error) {
    const WordIndex *index = &lookup->index;
    const Text *text = &lookup->text;
    const Vocabulary *vocabulary = &lookup->vocabulary;
    Map known = {0}; /* hash -> the first place of the pair */
    Status status = STEMMA_OK;
    lookup->pairs = arena_new_array(result, RankSet *, text->word_count);
    for (uint32_t i = 0; i + 1 < text->word_count && !status; ++i) {
        uint32_t first = text->word_ids[i], second = text->word_ids[i + 1];
        if (vocabulary->article_counts[first] < index->frequent_articles_min) continue;
        if (vocabulary->article_counts[second] < index->frequent_articles_min) continue;
        bool inserted;
        uint64_t hash = store_word_pair_hash(vocabulary->hashes[first], vocabulary->hashes[second]);
        uint32_t *place = map_insert(&known, hash, &inserted, result);
        if (!inserted) {
            lookup->pairs[i] = lookup->pairs[*place];
            continue;
        }
        *place = i;
        RankSet *set = arena_new(result, RankSet);
        lookup->pairs[i] = set;
        status = store_word_index_read(index, hash, set, result, error);
    }
    return status;
}

Status find_look_up(Store *store, Bytes query_text, FindLookup *lookup, Arena *result, Error *error) {
    *lookup = (FindLookup){0};
    Arena scratch = arena_open(0);
    lookup->text = text_build(query_text, &lookup->vocabulary, result, scratch);
    arena_close(&scratch);
    Vocabulary *vocabulary = &lookup->vocabulary;
    bool traced = false;
    const WordIndex *index = &lookup->index;
    Status status = store_traced(store, &traced, error);
    if (!status && traced) status = store_word_index_open(store, &lookup->index, result, error);
    if (status || !traced || !index->there) return status;
    const uint32_t word_count = lookup->text.word_count;
    uint64_t sets_bytes = ((uint64_t)vocabulary->count + word_count) * RANK_SET_WORDS(index->rank_count) * 8;
    if (word_count == 0 || word_count > QUERY_WORDS_MAX || sets_bytes > SETS_BYTES_MAX) return STEMMA_OK;
    vocabulary->article_total = index->article_count;
    status = read_words(lookup, result, error);
    if (!status) status = read_pairs(lookup, result, error);
    if (status) return status;
    lookup->weights = find_list_weights(vocabulary, result);
    lookup->uses = arena_new_array(result, uint32_t, vocabulary->count);
    for (uint32_t i = 0; i < word_count; ++i) ++lookup->uses[lookup->text.word_ids[i]];
    lookup->indexed = true;
    return find_added_read(lookup, result, error);
}

/* --- Choosing ----------------------------------------------------------------------------------------------------- */

typedef struct Covered {
    uint64_t weight;
    uint32_t words;
} Covered;

/* Adds the articles that may have the seed at this place of the query. */
static void add_seed(const FindLookup *lookup, uint32_t place, uint32_t seed_words, uint64_t *may_hold) {
    const size_t count = RANK_SET_WORDS(lookup->index.rank_count);
    const uint64_t *sets[2 * 8];
    size_t set_count = 0;
    for (uint32_t i = place; i < place + seed_words; ++i) {
        const RankSet *pair = i + 1 < place + seed_words ? lookup->pairs[i] : NULL;
        sets[set_count++] = lookup->words[lookup->text.word_ids[i]].bits;
        if (pair) sets[set_count++] = pair->bits;
    }
    for (size_t s = 0; s < set_count; ++s) {
        if (!sets[s]) return;
    }
    for (size_t i = 0; i < count; ++i) {
        uint64_t all = sets[0][i];
        for (size_t s = 1; s < set_count; ++s) all &= sets[s][i];
        may_hold[i] |= all;
    }
}

/* The words of the query at places where a seed may stand in the article. */
static Covered find_covered(const FindLookup *lookup, uint32_t rank, uint32_t seed_words) {
    const Text *text = &lookup->text;
    Covered covered = {0};
    uint32_t run = 0;
    for (uint32_t i = 0; i < text->word_count; ++i) {
        const RankSet *pair = i > 0 ? lookup->pairs[i - 1] : NULL;
        bool there = rank_set_has(&lookup->words[text->word_ids[i]], rank);
        bool follows = there && run > 0 && (!pair || rank_set_has(pair, rank));
        run = follows ? run + 1 : there;
        if (run < seed_words) continue;
        for (uint32_t w = run == seed_words ? i + 1 - seed_words : i; w <= i; ++w) {
            covered.weight += lookup->weights[text->word_ids[w]];
            ++covered.words;
        }
    }
    return covered;
}

static bool all_words_are_enough(const FindLookup *lookup, uint32_t rank, const MatchOptions *options) {
    uint64_t weight = 0;
    uint64_t words = 0;
    for (uint32_t id = 0; id < lookup->vocabulary.count; ++id) {
        if (!rank_set_has(&lookup->words[id], rank)) continue;
        words += lookup->uses[id];
        weight += (uint64_t)lookup->uses[id] * lookup->weights[id];
    }
    if (words < options->matched_words_min) return false;
    return weight >= options->weight_min_permille || words >= options->matched_words_enough;
}

/* What candidates are sorted by: the words they do not cover, then time. */
static uint64_t order_of(const FindLookup *lookup, uint32_t rank, uint32_t uncovered) {
    const WordIndex *index = &lookup->index;
    const uint32_t at = rank > index->article_count ? index->added[rank - index->article_count - 1].after : rank;
    return (uint64_t)uncovered << 32 | at;
}

const uint32_t *find_candidates_choose(const FindLookup *lookup, uint32_t *count, Arena *result, Arena scratch) {
    const Sequence sequence = {lookup->text.word_ids, lookup->text.word_count};
    const MatchOptions options = query_options_for(sequence, lookup->weights);
    const size_t set_words = RANK_SET_WORDS(lookup->index.rank_count);
    uint64_t *may_hold = arena_new_array(&scratch, uint64_t, set_words);
    for (uint32_t i = 0; i + options.seed_words <= sequence.count; ++i) {
        add_seed(lookup, i, options.seed_words, may_hold);
    }
    const uint32_t runs_weight_min = extend_runs_weight_min(&options);
    const uint32_t runs_words_enough = extend_runs_words_enough(&options);
    uint32_t most = 0;
    for (size_t i = 0; i < set_words; ++i) most += (uint32_t)__builtin_popcountll(may_hold[i]);
    KeyValue *chosen = arena_new_array_uncleared(&scratch, KeyValue, most);
    *count = 0;
    for (size_t i = 0; i < set_words; ++i) {
        for (uint64_t left = may_hold[i]; left; left &= left - 1) {
            uint32_t rank = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(left);
            Covered covered = find_covered(lookup, rank, options.seed_words);
            if (covered.weight < runs_weight_min && covered.words < runs_words_enough) continue;
            if (!all_words_are_enough(lookup, rank, &options)) continue;
            chosen[(*count)++] = (KeyValue){order_of(lookup, rank, sequence.count - covered.words), rank};
        }
    }
    radix_sort(chosen, *count, scratch); /* stable: those added stand behind the rank they come after, in time */
    uint32_t *ranks = arena_new_array_uncleared(result, uint32_t, *count);
    for (uint32_t i = 0; i < *count; ++i) ranks[i] = (uint32_t)chosen[i].value;
    return ranks;
}
