/*
 * Agreement in error.
 *
 * In:  passages. Out: for each pair, how often one of the two has changed the wording, and how often both have the
 *      same change.
 *
 * Each passage is aligned word by word. A place is a short difference between two equal words on the left and two on
 * the right; these four words name the place, whichever articles it is found in, and the place with its reading names
 * the reading. Every article that takes part in a difference is counted as a witness of its reading. The reading of
 * the fewer is taken to be the change: a copy reads like what it was copied from, so a reading usually spreads from
 * the older articles. Two more signs decide where the numbers are even: words in square brackets are an editor's,
 * and a word that stands nowhere else in the collection while its rival is common is a slip.
 *
 * A long stretch that is missing is not a reading: news is cut from the bottom, and cutting is done independently.
 * Invariant: results depend on the set of differences only, not on the order of passages.
 * Cost: linear in the words of passages that differ; agreements are followed up to AGREEING_ARTICLES_MAX articles.
 */
#include "agreements.h"

#include "../base/array.h"
#include "../base/map.h"
#include "../base/radix.h"
#include "../match/align.h"

enum {
    CONTEXT_WORDS = 2,
    READING_WORDS_MAX = 3,
    PLACES_PER_PASSAGE_MAX = 200,
    ALIGNED_WORDS_MAX = 4000, /* of longer passages the beginning is compared */
    AGREEING_ARTICLES_MAX = 8,
    SLIP_RIVAL_FACTOR = 8 /* a slip's rival stands in so many more articles */
};

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
    Map rival; /* reading -> articles with the best attested other reading of the place */
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

static bool step_is_context(const AlignPath *path, uint32_t step) {
    if (step >= path->step_count || path->steps[step].operation != ALIGN_EQUAL) {
        return false;
    }
    return path->steps[step].source_words.end - path->steps[step].source_words.begin >= CONTEXT_WORDS;
}

/* Differences of one passage: runs of steps that are not equal, between equal runs of two words or more. */
static void path_read(AgreementsBuilder *builder, uint32_t pair_index, const AlignPath *path, WordSpan left,
                      WordSpan right) {
    const Pair *pair = &builder->pairs->items[pair_index];
    uint32_t found = 0;
    for (uint32_t step = 1; step < path->step_count && found < PLACES_PER_PASSAGE_MAX; step++) {
        if (!step_is_context(path, step - 1) || path->steps[step].operation == ALIGN_EQUAL) {
            continue;
        }
        uint32_t end = step;
        while (end < path->step_count && path->steps[end].operation != ALIGN_EQUAL) {
            end++;
        }
        if (!step_is_context(path, end)) {
            continue;
        }
        Place place = {.pair = pair_index,
                       .left_words = {left.begin + path->steps[step - 1].source_words.end,
                                      left.begin + path->steps[end].source_words.begin},
                       .right_words = {right.begin + path->steps[step - 1].target_words.end,
                                       right.begin + path->steps[end].target_words.begin}};
        if (place.left_words.end - place.left_words.begin > READING_WORDS_MAX ||
            place.right_words.end - place.right_words.begin > READING_WORDS_MAX) {
            continue;
        }
        place.left_reading = reading_hash(&builder->input->corpus->texts[pair->left_article], place.left_words);
        place.right_reading = reading_hash(&builder->input->corpus->texts[pair->right_article], place.right_words);
        *array_push(&builder->places, builder->arena) = place;
        found++;
    }
}

static WordSpan span_cut(WordSpan words) {
    if (words.end - words.begin > ALIGNED_WORDS_MAX) {
        words.end = words.begin + ALIGNED_WORDS_MAX;
    }
    return words;
}

static void pair_read(AgreementsBuilder *builder, uint32_t pair_index, Arena align_result, Arena align_scratch) {
    const Pair *pair = &builder->pairs->items[pair_index];
    const Text *left_text = &builder->input->corpus->texts[pair->left_article];
    const Text *right_text = &builder->input->corpus->texts[pair->right_article];
    for (uint32_t i = 0; i < pair->passage_count; i++) {
        const Passage *passage = &builder->input->passages->items[pair->first_passage + i];
        if (builder->pairs->ignored[pair->first_passage + i] || passage->kind == PASSAGE_REWORDED ||
            passage->identity >= 1.0f) {
            continue;
        }
        WordSpan left = span_cut(pair_passage_words(passage, pair->left_article));
        WordSpan right = span_cut(pair_passage_words(passage, pair->right_article));
        Arena path_arena = align_result;
        AlignPath path = align_words((Sequence){left_text->word_ids + left.begin, left.end - left.begin},
                                     (Sequence){right_text->word_ids + right.begin, right.end - right.begin},
                                     &path_arena, align_scratch);
        path_read(builder, pair_index, &path, left, right);
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

static void place_weigh(AgreementsBuilder *builder, const Place *place) {
    const Pair *pair = &builder->pairs->items[place->pair];
    const Text *left = &builder->input->corpus->texts[pair->left_article];
    const Text *right = &builder->input->corpus->texts[pair->right_article];
    uint32_t left_support = map_value(&builder->support, place->left_reading);
    uint32_t right_support = map_value(&builder->support, place->right_reading);
    bool left_changed = left_support < right_support;
    bool right_changed = right_support < left_support;
    if (left_support == right_support) {
        bool both_words =
            place->left_words.end > place->left_words.begin && place->right_words.end > place->right_words.begin;
        left_changed =
            bracketed(left, place->left_words) || (both_words && slip(builder, left, place->left_words, left_support,
                                                                      right->word_ids[place->right_words.begin]));
        right_changed = bracketed(right, place->right_words) ||
                        (both_words && slip(builder, right, place->right_words, right_support,
                                            left->word_ids[place->left_words.begin]));
    }
    PairAgreements *result = &builder->results[place->pair];
    result->left_innovations += left_changed && !right_changed;
    result->right_innovations += right_changed && !left_changed;
    uint32_t *left_rival = map_insert(&builder->rival, place->left_reading, NULL, builder->arena);
    if (*left_rival < right_support) {
        *left_rival = right_support;
    }
    uint32_t *right_rival = map_insert(&builder->rival, place->right_reading, NULL, builder->arena);
    if (*right_rival < left_support) {
        *right_rival = left_support;
    }
}

static uint32_t pair_find(const Pairs *pairs, uint32_t article, uint32_t neighbour) {
    uint32_t low = pairs->first_neighbours[article];
    uint32_t high = pairs->first_neighbours[article + 1];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pairs->neighbours[middle].article < neighbour) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < pairs->first_neighbours[article + 1] && pairs->neighbours[low].article == neighbour;
    return found ? pairs->neighbours[low].pair : INDEX_NONE;
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

const PairAgreements *agreements_find(const LineageInput *input, const Pairs *pairs, Arena *result, Arena scratch) {
    AgreementsBuilder builder = {.input = input,
                                 .pairs = pairs,
                                 .results = arena_new_array(result, PairAgreements, pairs->count + 1u),
                                 .arena = &scratch};
    Arena align_result = arena_open(0);
    Arena align_scratch = arena_open(0);
    for (uint32_t pair = 0; pair < pairs->count; pair++) {
        pair_read(&builder, pair, align_result, align_scratch);
    }
    arena_close(&align_scratch);
    arena_close(&align_result);
    KeyValue *witnesses = arena_new_array(&scratch, KeyValue, builder.places.count * 2 + 1);
    size_t count = witnesses_sort(&builder, witnesses, scratch);
    for (size_t i = 0; i < count; i++) {
        (*map_insert(&builder.support, witnesses[i].key, NULL, &scratch))++;
    }
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
    return builder.results;
}
