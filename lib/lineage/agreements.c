/*
 * Agreement in error.
 *
 * In:  passages. Out: for each pair, how often one of the two has changed the wording, and how often both have the
 *      same change.
 *
 * Each passage is read in both articles at once, word by word; behind a long difference reading goes on at the next run
 * of words that both have. (Aligning every passage as a whole took twenty times as long on a large collection, where
 * long passages differ much; only short differences are wanted here.) A place is a short difference between
 * two equal words on the left and two on the right; these four words name the place, whichever articles it is found
 * in, and the place with its reading names the reading. Every article that takes part in a difference is counted as a
 * witness of its reading. The reading of the fewer is taken to be the change: a copy reads like what it was copied
 * from, so a reading usually spreads from the older articles. Two more signs decide where the numbers are even: words
 * in square brackets are an editor's, and a word that stands nowhere else in the collection while its rival is common
 * is a slip.
 *
 * A long stretch that is missing is not a reading: news is cut from the bottom, and cutting is done independently.
 * Invariant: results depend on the set of differences only, not on the order of passages.
 * Cost: linear in the words of passages that differ; agreements are followed up to AGREEING_ARTICLES_MAX articles.
 */
#include "agreements.h"

#include <math.h>

#include "../base/array.h"
#include "../base/map.h"
#include "../base/parallel.h"
#include "../base/radix.h"
#include "seams.h"

enum {
    CONTEXT_WORDS = 2,
    READING_WORDS_MAX = 3,
    PLACES_PER_PASSAGE_MAX = 200,
    RESUME_WORDS = 4, /* so many equal words end a difference that is too long for a reading */
    AGREEING_ARTICLES_MAX = 8,
    PORTION_ARTICLES = 256, /* whose bigrams a thread counts in one go */
    RARER_FACTOR_MIN =
        2, /* a change has so many times fewer witnesses; else the older branch may just have had fewer copies */
    SLIP_RIVAL_FACTOR = 8 /* a slip's rival stands in so many more articles */
};

#define TYPICAL_WORDS 200.0 /* different ones, in an article */
#define SMOOTHING 20.0 /* occurrences by which a word's own count is weighed against that of the two */
#define ODDNESS_MAX 4.0 /* of one place: four words in five do better by less */

/* A difference between the two articles of a pair. */
typedef struct Place {
    uint32_t pair;
    uint64_t left_reading; /* hash of place and wording */
    uint64_t right_reading;
    WordSpan left_words;
    WordSpan right_words;
} Place;

typedef struct Places ARRAY_OF(Place) Places;

typedef struct AgreementsBuilder {
    const LineageInput *input;
    const Pairs *pairs;
    PairAgreements *results;
    Places places;
    Map support; /* reading -> number of articles */
    Map bigrams; /* two words, of an undecided place -> how often they follow one another in the collection */
    Map rival; /* reading -> articles with the best attested other reading of the place */
    Seams seams;
    Arena *arena;
} AgreementsBuilder;

static uint64_t hash_step(uint64_t hash, uint32_t word_id) {
    hash = (hash ^ word_id) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static uint64_t reading_hash(const Text *text, WordSpan words) {
    uint64_t hash = words.end - words.begin;
    for (uint32_t word = words.begin - CONTEXT_WORDS; word < words.end + CONTEXT_WORDS; word++) {
        hash = hash_step(hash, text->word_ids[word]);
    }
    return hash;
}

/* Two word sequences side by side, and how far they have been read. */
typedef struct Walk {
    const uint32_t *left;
    const uint32_t *right;
    uint32_t left_end;
    uint32_t right_end;
    uint32_t left_at;
    uint32_t right_at;
    uint32_t equal_words; /* read just before, without a difference */
    Map places; /* runs of words of the right one -> where they begin, plus one; made when first needed */
} Walk;

static bool run_is_equal(const Walk *walk, uint32_t left, uint32_t right) {
    if (left + CONTEXT_WORDS > walk->left_end || right + CONTEXT_WORDS > walk->right_end) {
        return false;
    }
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (walk->left[left + i] != walk->right[right + i]) {
            return false;
        }
    }
    return true;
}

/* The shortest difference after which two words agree again; false where it would be too long for a reading. */
static bool difference_find(const Walk *walk, uint32_t *left_words, uint32_t *right_words) {
    for (uint32_t sum = 1; sum <= 2 * READING_WORDS_MAX; sum++) {
        uint32_t first = sum > READING_WORDS_MAX ? sum - READING_WORDS_MAX : 0;
        for (uint32_t left = first; left <= sum && left <= READING_WORDS_MAX; left++) {
            if (run_is_equal(walk, walk->left_at + left, walk->right_at + sum - left)) {
                *left_words = left;
                *right_words = sum - left;
                return true;
            }
        }
    }
    return false;
}

static uint64_t run_hash(const uint32_t *word_ids) {
    uint64_t hash = 0;
    for (uint32_t i = 0; i < RESUME_WORDS; i++) {
        hash = hash_step(hash, word_ids[i]);
    }
    return hash;
}

/* Behind a long difference: goes on at the next run of words that both have; false where there is none. */
static bool walk_resume(Walk *walk, Arena *arena) {
    if (walk->places.count == 0) {
        for (uint32_t at = walk->right_end; at-- > 0;) { /* the first of several wins */
            if (at + RESUME_WORDS <= walk->right_end) {
                *map_insert(&walk->places, run_hash(walk->right + at), NULL, arena) = at + 1;
            }
        }
    }
    for (uint32_t at = walk->left_at; at + RESUME_WORDS <= walk->left_end; at++) {
        const uint32_t *place = map_find(&walk->places, run_hash(walk->left + at));
        if (place && *place > walk->right_at) {
            walk->left_at = at;
            walk->right_at = *place - 1;
            walk->equal_words = 0;
            return true;
        }
    }
    return false;
}

static void place_add(AgreementsBuilder *builder, Place place) {
    const Pair *pair = &builder->pairs->items[place.pair];
    place.left_reading = reading_hash(&builder->input->corpus->texts[pair->left_article], place.left_words);
    place.right_reading = reading_hash(&builder->input->corpus->texts[pair->right_article], place.right_words);
    *array_push(&builder->places, builder->arena) = place;
}

static void passage_walk(AgreementsBuilder *builder, uint32_t pair_index, const Passage *passage, Arena map_arena) {
    const Pair *pair = &builder->pairs->items[pair_index];
    WordSpan left = pair_passage_words(passage, pair->left_article);
    WordSpan right = pair_passage_words(passage, pair->right_article);
    Walk walk = {.left = builder->input->corpus->texts[pair->left_article].word_ids + left.begin,
                 .right = builder->input->corpus->texts[pair->right_article].word_ids + right.begin,
                 .left_end = left.end - left.begin,
                 .right_end = right.end - right.begin};
    uint32_t found = 0;
    while (walk.left_at < walk.left_end && walk.right_at < walk.right_end && found < PLACES_PER_PASSAGE_MAX) {
        uint32_t left_words;
        uint32_t right_words;
        if (walk.left[walk.left_at] == walk.right[walk.right_at]) {
            walk.left_at++;
            walk.right_at++;
            walk.equal_words++;
        } else if (difference_find(&walk, &left_words, &right_words)) {
            if (walk.equal_words >= CONTEXT_WORDS) {
                uint32_t left_begin = left.begin + walk.left_at;
                uint32_t right_begin = right.begin + walk.right_at;
                place_add(builder, (Place){.pair = pair_index,
                                           .left_words = {left_begin, left_begin + left_words},
                                           .right_words = {right_begin, right_begin + right_words}});
                found++;
            }
            walk.left_at += left_words;
            walk.right_at += right_words;
            walk.equal_words = 0;
        } else {
            Walk before = walk;
            if (!walk_resume(&walk, &map_arena)) {
                return;
            }
            PairAgreements *result = &builder->results[pair_index];
            result->left_extra_words += walk.left_at - before.left_at;
            result->right_extra_words += walk.right_at - before.right_at;
            seam_inside(&builder->seams, pair,
                        (Seam){{left.begin + before.left_at, left.begin + walk.left_at},
                               {right.begin + before.right_at, right.begin + walk.right_at}},
                        result);
        }
    }
}

static void pair_read(AgreementsBuilder *builder, uint32_t pair_index, Arena map_arena) {
    const Pair *pair = &builder->pairs->items[pair_index];
    seams_at_edges(&builder->seams, pair, &builder->results[pair_index]);
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        const Passage *passage = &builder->input->passages->items[i];
        if (builder->pairs->ignored[i] || passage->kind == PASSAGE_REWORDED || passage->identity >= 1.0f) {
            continue;
        }
        passage_walk(builder, pair_index, passage, map_arena);
    }
}

/* Witnesses as (article, reading) -> sorted by reading, then article, each once. */
static size_t witnesses_sort(const AgreementsBuilder *builder, KeyValue *witnesses, Arena scratch) {
    size_t count = 0;
    for (size_t i = 0; i < builder->places.count; i++) {
        const Place *place = &builder->places.items[i];
        const Pair *pair = &builder->pairs->items[place->pair];
        witnesses[count++] = (KeyValue){pair->left_article, place->left_reading};
        witnesses[count++] = (KeyValue){pair->right_article, place->right_reading};
    }
    radix_sort(witnesses, count, scratch);
    for (size_t i = 0; i < count; i++) {
        witnesses[i] = (KeyValue){witnesses[i].value, witnesses[i].key};
    }
    radix_sort(witnesses, count, scratch);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool same =
            kept > 0 && witnesses[kept - 1].key == witnesses[i].key && witnesses[kept - 1].value == witnesses[i].value;
        if (!same) {
            witnesses[kept++] = witnesses[i];
        }
    }
    return kept;
}

static uint32_t map_value(const Map *map, uint64_t key) {
    const uint32_t *value = map_find(map, key);
    return value ? *value : 0;
}

static bool bracketed(const Text *text, WordSpan words) {
    if (words.begin >= words.end) {
        return false;
    }
    uint32_t begin = text->words[words.begin].byte_begin;
    return begin > 0 && text->bytes.data[begin - 1] == '[';
}

/* A single word that stands in no article but its witnesses, against one that is common. */
static bool slip(const AgreementsBuilder *builder, const Text *text, WordSpan words, uint32_t support,
                 uint32_t rival_id) {
    if (words.end - words.begin != 1) {
        return false;
    }
    const uint32_t *counts = builder->input->corpus->vocabulary.article_counts;
    uint32_t count = counts[text->word_ids[words.begin]];
    return count <= support && (uint64_t)counts[rival_id] >= (uint64_t)count * SLIP_RIVAL_FACTOR;
}

static uint64_t bigram_key(uint32_t first_id, uint32_t second_id) {
    return (uint64_t)first_id << 32 | second_id;
}

/* Calls for every two words that follow one another from the word before the reading to the one behind it. */
static void bigrams_enter(AgreementsBuilder *builder, uint32_t article, WordSpan words) {
    const uint32_t *ids = builder->input->corpus->texts[article].word_ids;
    for (uint32_t word = words.begin; word <= words.end; word++) {
        map_insert(&builder->bigrams, bigram_key(ids[word - 1], ids[word]), NULL, builder->arena);
    }
}

static uint32_t *bigram_find(const Map *bigrams, uint64_t key) {
    return (uint32_t *)(uintptr_t)map_find(bigrams, key);
}

/* Nearly all bigrams of a collection are asked for by nobody: one bit in a table that the cache holds says so. */
#define BIGRAM_FILTER_BITS 22

static uint32_t bigram_bit(uint64_t key) {
    return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> (64 - BIGRAM_FILTER_BITS));
}

/* Several threads count into one map, whose keys stand: sums don't depend on who adds first. */
typedef struct BigramCounting {
    const Corpus *corpus;
    const Map *bigrams;
    const bool *firsts;
    const uint64_t *filter;
} BigramCounting;

static void bigrams_count_text(const BigramCounting *counting, const Text *text) {
    for (uint32_t word = 1; word < text->word_count; word++) {
        if (!counting->firsts[text->word_ids[word - 1]]) {
            continue;
        }
        uint64_t key = bigram_key(text->word_ids[word - 1], text->word_ids[word]);
        if ((counting->filter[bigram_bit(key) / 64] >> (bigram_bit(key) % 64) & 1) == 0) {
            continue;
        }
        uint32_t *count = bigram_find(counting->bigrams, key);
        if (count) {
            __atomic_fetch_add(count, 1, __ATOMIC_RELAXED);
        }
    }
}

static void bigrams_count_portion(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    const BigramCounting *counting = context;
    const uint32_t begin = (uint32_t)item_index * PORTION_ARTICLES;
    for (uint32_t article = begin; article < begin + PORTION_ARTICLES && article < counting->corpus->article_count;
         article++) {
        bigrams_count_text(counting, &counting->corpus->texts[article]);
    }
}

/* Counts the bigrams of all places over the whole collection; two coarse tables spare most look-ups. */
static void bigrams_count(AgreementsBuilder *builder) {
    const Corpus *corpus = builder->input->corpus;
    for (size_t i = 0; i < builder->places.count; i++) {
        const Place *place = &builder->places.items[i];
        const Pair *pair = &builder->pairs->items[place->pair];
        bigrams_enter(builder, pair->left_article, place->left_words);
        bigrams_enter(builder, pair->right_article, place->right_words);
    }
    Arena scratch = *builder->arena; /* behind the bigrams just entered */
    uint32_t word_count = corpus->vocabulary.count;
    bool *firsts = arena_new_array(&scratch, bool, word_count + 1u); /* words that begin a bigram that is asked for */
    uint64_t *filter = arena_new_array(&scratch, uint64_t, (size_t)1 << (BIGRAM_FILTER_BITS - 6));
    for (size_t slot = 0; slot < builder->bigrams.capacity; slot++) {
        if (builder->bigrams.slots[slot].taken) {
            uint64_t key = builder->bigrams.slots[slot].key;
            firsts[key >> 32] = true;
            filter[bigram_bit(key) / 64] |= 1ull << (bigram_bit(key) % 64);
        }
    }
    BigramCounting counting = {corpus, &builder->bigrams, firsts, filter};
    if (builder->bigrams.count > 0) {
        size_t portions = (corpus->article_count + PORTION_ARTICLES - 1) / PORTION_ARTICLES;
        parallel_for(builder->input->threads, portions, bigrams_count_portion, &counting);
    }
}

/*
 * -log of how likely the reading's words are to follow one another where they stand, smoothed by each word's own count.
 */
static double reading_oddness(const AgreementsBuilder *builder, uint32_t article, WordSpan words) {
    const Corpus *corpus = builder->input->corpus;
    const uint32_t *ids = corpus->texts[article].word_ids;
    double oddness = 0;
    for (uint32_t word = words.begin; word <= words.end; word++) {
        double pair_count = map_value(&builder->bigrams, bigram_key(ids[word - 1], ids[word]));
        const Vocabulary *vocabulary = &corpus->vocabulary;
        double own = (double)vocabulary->article_counts[ids[word]] / (vocabulary->article_total * TYPICAL_WORDS);
        double before = vocabulary->article_counts[ids[word - 1]];
        oddness -= log((pair_count + SMOOTHING * own) / (before + SMOOTHING));
    }
    return oddness;
}

/* How much odder the left reading is than the right one, of equally many words; bounded. */
static double place_oddness(const AgreementsBuilder *builder, const Place *place) {
    const Pair *pair = &builder->pairs->items[place->pair];
    if (place->left_words.end - place->left_words.begin != place->right_words.end - place->right_words.begin) {
        return 0;
    }
    double left = reading_oddness(builder, pair->left_article, place->left_words);
    double right = reading_oddness(builder, pair->right_article, place->right_words);
    return fmin(ODDNESS_MAX, fmax(-ODDNESS_MAX, left - right));
}

static void place_weigh(AgreementsBuilder *builder, const Place *place) {
    const Pair *pair = &builder->pairs->items[place->pair];
    const Text *left = &builder->input->corpus->texts[pair->left_article];
    const Text *right = &builder->input->corpus->texts[pair->right_article];
    uint32_t left_support = map_value(&builder->support, place->left_reading);
    uint32_t right_support = map_value(&builder->support, place->right_reading);
    bool left_rarer = left_support * RARER_FACTOR_MIN <= right_support;
    bool right_rarer = right_support * RARER_FACTOR_MIN <= left_support;
    bool left_slipped = false;
    bool right_slipped = false;
    if (!left_rarer && !right_rarer) {
        bool both_words =
            place->left_words.end > place->left_words.begin && place->right_words.end > place->right_words.begin;
        left_slipped =
            bracketed(left, place->left_words) || (both_words && slip(builder, left, place->left_words, left_support,
                                                                      right->word_ids[place->right_words.begin]));
        right_slipped = bracketed(right, place->right_words) ||
                        (both_words && slip(builder, right, place->right_words, right_support,
                                            left->word_ids[place->left_words.begin]));
    }
    PairAgreements *result = &builder->results[place->pair];
    if (result->left_change.end + result->right_change.end == 0) {
        result->left_change = place->left_words;
        result->right_change = place->right_words;
    }
    result->both_shared += left_support > 1 && right_support > 1;
    if (left_rarer != right_rarer) {
        result->left_innovations += left_rarer;
        result->right_innovations += right_rarer;
    } else if (left_slipped != right_slipped) {
        result->left_slips += left_slipped;
        result->right_slips += right_slipped;
    } else if (place->left_words.begin == place->left_words.end) {
        result->left_omissions++;
    } else if (place->right_words.begin == place->right_words.end) {
        result->right_omissions++;
    } else {
        result->even++;
        result->left_oddness += place_oddness(builder, place);
    }
    uint32_t *left_rival = map_insert(&builder->rival, place->left_reading, NULL, builder->arena);
    if (*left_rival < right_support) {
        *left_rival = right_support;
    }
    uint32_t *right_rival = map_insert(&builder->rival, place->right_reading, NULL, builder->arena);
    if (*right_rival < left_support) {
        *right_rival = left_support;
    }
}

/* Where an article has a reading: looked up among the places of its pairs, for showing one example. */
static WordSpan reading_words(const AgreementsBuilder *builder, const uint32_t *place_of, size_t witness,
                              uint32_t article) {
    const Place *place = &builder->places.items[place_of[witness]];
    return builder->pairs->items[place->pair].left_article == article ? place->left_words : place->right_words;
}

/* The articles witnesses[begin..end) agree in a reading: each two of them, where others read otherwise. */
static void agreement_count(AgreementsBuilder *builder, const KeyValue *witnesses, const uint32_t *place_of,
                            size_t begin, size_t end) {
    size_t support = end - begin;
    if (support < 2 || support > AGREEING_ARTICLES_MAX) {
        return;
    }
    if (map_value(&builder->rival, witnesses[begin].key) < support) {
        return;
    }
    for (size_t one = begin; one < end; one++) {
        for (size_t other = one + 1; other < end; other++) {
            uint32_t left = (uint32_t)witnesses[one].value;
            uint32_t right = (uint32_t)witnesses[other].value;
            uint32_t pair = pair_find(builder->pairs, left, right);
            if (pair == INDEX_NONE) {
                continue;
            }
            PairAgreements *result = &builder->results[pair];
            if (result->shared_peculiar++ > 0) {
                continue;
            }
            result->left_example = reading_words(builder, place_of, one, left);
            result->right_example = reading_words(builder, place_of, other, right);
        }
    }
}

/* For each witness a place where it is seen: the first of the places that have its reading and article. */
static const uint32_t *witness_places(const AgreementsBuilder *builder, const KeyValue *witnesses, size_t count,
                                      Arena *result) {
    Map witness_of = {0};
    for (size_t i = 0; i < count; i++) {
        *map_insert(&witness_of, hash_step(witnesses[i].key, (uint32_t)witnesses[i].value), NULL, result) = (uint32_t)i;
    }
    uint32_t *place_of = arena_new_array(result, uint32_t, count + 1);
    for (size_t i = builder->places.count; i-- > 0;) {
        const Place *place = &builder->places.items[i];
        const Pair *pair = &builder->pairs->items[place->pair];
        place_of[map_value(&witness_of, hash_step(place->left_reading, pair->left_article))] = (uint32_t)i;
        place_of[map_value(&witness_of, hash_step(place->right_reading, pair->right_article))] = (uint32_t)i;
    }
    return place_of;
}

void agreements_find(const LineageInput *input, const Pairs *pairs, PairAgreements *results, Arena scratch) {
    AgreementsBuilder builder = {.input = input,
                                 .pairs = pairs,
                                 .results = results,
                                 .seams = seams_open(input, pairs, &scratch),
                                 .arena = &scratch};
    Arena map_arena = arena_open(0);
    for (uint32_t pair = 0; pair < pairs->count; pair++) {
        pair_read(&builder, pair, map_arena);
    }
    arena_close(&map_arena);
    KeyValue *witnesses = arena_new_array(&scratch, KeyValue, builder.places.count * 2 + 1);
    size_t count = witnesses_sort(&builder, witnesses, scratch);
    for (size_t i = 0; i < count; i++) {
        (*map_insert(&builder.support, witnesses[i].key, NULL, &scratch))++;
    }
    bigrams_count(&builder);
    for (size_t i = 0; i < builder.places.count; i++) {
        place_weigh(&builder, &builder.places.items[i]);
    }
    const uint32_t *place_of = witness_places(&builder, witnesses, count, &scratch);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        for (end = begin; end < count && witnesses[end].key == witnesses[begin].key;) {
            end++;
        }
        agreement_count(&builder, witnesses, place_of, begin, end);
    }
}
