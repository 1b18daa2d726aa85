/*
 * Averaged structured perceptron (Collins 2002).
 *
 * In:  articles with features and gold tags.
 * Out: a pass: quantised rows of the features that say most, weights for going from tag to tag.
 *
 * Paragraph by paragraph, in an order shuffled anew for every epoch from a fixed seed, the best tags under the present
 * weights are found, with every wrong tag given a start (the margin), and the weights are moved from what was found
 * towards what is right. The average over all steps is kept; and of several such rounds, each from nothing and in another
 * order, the sum: one order alone moves the figures by a point up or down. All sums are whole numbers, so the same articles give the
 * same bytes on any machine.
 */
#include "learn.h"

#include <stdlib.h>
#include <string.h>

#include "../lib/base/map.h"

#define COUNTERS ((uint64_t)1 << 26) /* for counting features before they are numbered */
#define TRANSITIONS ((size_t)TAGGER_CONTEXTS * TAG_COUNT * TAG_COUNT)
#define ROW_WIDTH 12

typedef struct Learner {
    const LearnSet *set;
    int32_t *weights; /* [row][ROW_WIDTH] */
    int64_t *sums; /* the same: weight moved, times when */
    int32_t *transitions;
    int64_t *transition_sums;
    int64_t now;
    int32_t margin;
    double *means; /* of all rounds so far, summed: as weights */
    double *transition_means;
} Learner;

typedef struct Run {
    uint32_t article;
    WordSpan words;
} Run;

typedef struct Runs ARRAY_OF(Run) Runs;

static uint64_t random_next(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15ULL;
    uint64_t value = *state;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

LearnSet learn_set_build(LearnArticle *articles, uint32_t article_count, uint32_t pass, const LearnOptions *options,
                         Arena *result) {
    uint64_t features[TAGGER_FEATURES_MAX];
    uint8_t *counters = arena_new_array(result, uint8_t, COUNTERS);
    for (uint32_t i = 0; i < article_count; i++) {
        for (uint32_t word = 0; word < articles[i].view->count; word++) {
            if (articles[i].view->words[word].word == INDEX_NONE) continue;
            uint32_t count = tagger_features(articles[i].view, word, pass, features);
            for (uint32_t k = 0; k < count; k++) {
                uint8_t *counter = &counters[features[k] & (COUNTERS - 1)];
                if (*counter < 255) (*counter)++;
            }
        }
    }
    LearnSet set = {.articles = articles, .article_count = article_count, .pass = pass};
    struct Hashes ARRAY_OF(uint64_t) hashes = {0};
    Map numbers = {0};
    for (uint32_t i = 0; i < article_count; i++) {
        LearnArticle *article = &articles[i];
        struct Rows ARRAY_OF(uint32_t) rows = {0};
        article->row_begins = arena_new_array(result, uint32_t, article->view->count + 1);
        rows.items = arena_new_array_uncleared(result, uint32_t, (size_t)article->view->count * TAGGER_FEATURES_MAX);
        rows.capacity = (size_t)article->view->count * TAGGER_FEATURES_MAX;
        for (uint32_t word = 0; word < article->view->count; word++) {
            article->row_begins[word] = (uint32_t)rows.count;
            if (article->view->words[word].word == INDEX_NONE) continue;
            uint32_t count = tagger_features(article->view, word, pass, features);
            for (uint32_t k = 0; k < count; k++) {
                if (counters[features[k] & (COUNTERS - 1)] < options->occurrences_min) continue;
                bool inserted;
                uint32_t *number = map_insert(&numbers, features[k], &inserted, result);
                if (inserted) {
                    *number = (uint32_t)hashes.count;
                    *array_push(&hashes, result) = features[k];
                }
                rows.items[rows.count++] = *number;
            }
        }
        article->row_begins[article->view->count] = (uint32_t)rows.count;
        article->rows = rows.items;
    }
    set.hashes = hashes.items;
    set.row_count = (uint32_t)hashes.count;
    return set;
}

static void run_score(const Learner *learner, const Run *run, TagScores *scores) {
    const LearnArticle *article = &learner->set->articles[run->article];
    for (uint32_t word = run->words.begin; word < run->words.end; word++) {
        int32_t sums[ROW_WIDTH];
        for (uint32_t tag = 0; tag < ROW_WIDTH; tag++) sums[tag] = learner->margin;
        if (article->gold[word] < TAG_COUNT) sums[article->gold[word]] = 0;
        for (uint32_t i = article->row_begins[word]; i < article->row_begins[word + 1]; i++) {
            const int32_t *row = &learner->weights[(size_t)article->rows[i] * ROW_WIDTH];
            for (uint32_t tag = 0; tag < ROW_WIDTH; tag++) sums[tag] += row[tag];
        }
        memcpy(scores[word - run->words.begin].tags, sums, sizeof scores->tags);
    }
}

static void word_move(Learner *learner, const LearnArticle *article, uint32_t word, uint8_t tag, int32_t by) {
    for (uint32_t i = article->row_begins[word]; i < article->row_begins[word + 1]; i++) {
        size_t place = (size_t)article->rows[i] * ROW_WIDTH + tag;
        learner->weights[place] += by;
        learner->sums[place] += by * learner->now;
    }
}

static void transition_move(Learner *learner, const LearnArticle *article, uint32_t word, uint8_t from, uint8_t to,
                            int32_t by) {
    size_t place = ((size_t)article->view->words[word].context * TAG_COUNT + from) * TAG_COUNT + to;
    learner->transitions[place] += by;
    learner->transition_sums[place] += by * learner->now;
}

static void run_learn(Learner *learner, const Run *run, Arena scratch) {
    const LearnArticle *article = &learner->set->articles[run->article];
    uint32_t count = run->words.end - run->words.begin;
    TagScores *scores = arena_new_array_uncleared(&scratch, TagScores, count);
    uint8_t *tags = arena_new_array_uncleared(&scratch, uint8_t, count);
    run_score(learner, run, scores);
    tagger_decode(article->view, run->words, scores, learner->transitions, tags, scratch);
    learner->now++;
    const uint8_t *gold = &article->gold[run->words.begin];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = run->words.begin + i;
        if (tags[i] != gold[i]) {
            word_move(learner, article, word, gold[i], 1);
            word_move(learner, article, word, tags[i], -1);
        }
        uint8_t gold_from = i > 0 ? gold[i - 1] : TAG_OUT;
        uint8_t from = i > 0 ? tags[i - 1] : TAG_OUT;
        if (tags[i] != gold[i] || from != gold_from) {
            transition_move(learner, article, word, gold_from, gold[i], 1);
            transition_move(learner, article, word, from, tags[i], -1);
        }
    }
}

static Runs runs_build(const LearnSet *set, uint32_t left_out, Arena *result) {
    Runs runs = {0};
    for (uint32_t i = 0; i < set->article_count; i++) {
        const TaggerView *view = set->articles[i].view;
        if (set->articles[i].fold == left_out) continue;
        for (uint32_t first = 0; first < view->count;) {
            uint32_t end = first + 1;
            if (view->words[first].word != INDEX_NONE) {
                while (view->words[end].word != INDEX_NONE) end++;
                *array_push(&runs, result) = (Run){i, {first, end}};
            }
            first = end;
        }
    }
    return runs;
}

/* --- Keeping what matters ------------------------------------------------------------------------------------------ */

typedef struct Candidate {
    uint32_t row;
    float weight; /* the largest of its weights */
} Candidate;

static int candidates_compare(const void *left, const void *right) {
    const Candidate *a = left;
    const Candidate *b = right;
    if (a->weight != b->weight) return a->weight > b->weight ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static double average(const Learner *learner, int32_t weight, int64_t sum) {
    return (double)(weight * (learner->now + 1) - sum) / (double)(learner->now + 1);
}

/* Adds a round's averages to the means and clears the round away. */
static void round_close(Learner *learner) {
    size_t count = (size_t)learner->set->row_count * ROW_WIDTH;
    for (size_t i = 0; i < count; i++) learner->means[i] += average(learner, learner->weights[i], learner->sums[i]);
    for (size_t i = 0; i < TRANSITIONS; i++)
        learner->transition_means[i] += average(learner, learner->transitions[i], learner->transition_sums[i]);
    memset(learner->weights, 0, count * sizeof *learner->weights);
    memset(learner->sums, 0, count * sizeof *learner->sums);
    memset(learner->transitions, 0, TRANSITIONS * sizeof *learner->transitions);
    memset(learner->transition_sums, 0, TRANSITIONS * sizeof *learner->transition_sums);
    learner->now = 0;
}

static int32_t quantise(double value, double scale, int32_t limit) {
    double scaled = value * scale;
    int32_t rounded = (int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    return rounded > limit ? limit : rounded < -limit ? -limit : rounded;
}

static TaggerPass pass_pack(const Learner *learner, const LearnOptions *options, Arena *result, Arena scratch) {
    uint32_t row_count = learner->set->row_count;
    Candidate *candidates = arena_new_array_uncleared(&scratch, Candidate, row_count);
    for (uint32_t row = 0; row < row_count; row++) {
        double largest = 0;
        for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
            size_t place = (size_t)row * ROW_WIDTH + tag;
            double value = learner->means[place];
            if (value < 0) value = -value;
            if (value > largest) largest = value;
        }
        candidates[row] = (Candidate){row, (float)largest};
    }
    qsort(candidates, row_count, sizeof *candidates, candidates_compare);
    /* The few largest weights are cut, so that the many small ones keep their differences. */
    double scale = 127.0 / (double)candidates[row_count / 2000].weight;
    TaggerRow *rows = arena_new_array(result, TaggerRow, (size_t)options->bucket_count * TAGGER_BUCKET_ROWS);
    for (uint32_t i = 0; i < row_count; i++) {
        uint64_t hash = learner->set->hashes[candidates[i].row];
        TaggerRow *bucket = &rows[((hash >> 32) * options->bucket_count >> 32) * TAGGER_BUCKET_ROWS];
        uint16_t check = (uint16_t)(hash | 1);
        uint32_t slot = 0;
        while (slot < TAGGER_BUCKET_ROWS && bucket[slot].check != 0 && bucket[slot].check != check) slot++;
        if (slot == TAGGER_BUCKET_ROWS || bucket[slot].check == check) continue;
        bool any = false;
        for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
            size_t place = (size_t)candidates[i].row * ROW_WIDTH + tag;
            double value = learner->means[place];
            bucket[slot].weights[tag] = (int8_t)quantise(value, scale, 127);
            any |= bucket[slot].weights[tag] != 0;
        }
        if (any) bucket[slot].check = check;
    }
    int16_t *transitions = arena_new_array_uncleared(result, int16_t, TRANSITIONS);
    for (size_t i = 0; i < TRANSITIONS; i++) {
        double value = learner->transition_means[i];
        transitions[i] = (int16_t)quantise(value, scale, 8000);
    }
    return (TaggerPass){rows, options->bucket_count, transitions, options->eagerness};
}

static void runs_shuffle(Runs *runs, uint64_t *random) {
    for (size_t i = runs->count; i > 1; i--) {
        size_t other = (size_t)(random_next(random) % i);
        Run run = runs->items[i - 1];
        runs->items[i - 1] = runs->items[other];
        runs->items[other] = run;
    }
}

TaggerPass learn_pass(const LearnSet *set, uint32_t left_out, const LearnOptions *options, Arena *result,
                      Arena scratch) {
    Learner learner = {.set = set, .margin = options->margin};
    learner.weights = arena_new_array(&scratch, int32_t, (size_t)set->row_count * ROW_WIDTH);
    learner.sums = arena_new_array(&scratch, int64_t, (size_t)set->row_count * ROW_WIDTH);
    learner.transitions = arena_new_array(&scratch, int32_t, TRANSITIONS);
    learner.transition_sums = arena_new_array(&scratch, int64_t, TRANSITIONS);
    learner.means = arena_new_array(&scratch, double, (size_t)set->row_count *ROW_WIDTH);
    learner.transition_means = arena_new_array(&scratch, double, TRANSITIONS);
    Runs runs = runs_build(set, left_out, &scratch);
    uint64_t random = options->seed;
    for (uint32_t round = 0; round < options->rounds; round++) {
        for (uint32_t epoch = 0; epoch < options->epochs; epoch++) {
            runs_shuffle(&runs, &random);
            for (size_t i = 0; i < runs.count; i++) run_learn(&learner, &runs.items[i], scratch);
        }
        round_close(&learner);
    }
    return pass_pack(&learner, options, result, scratch);
}
