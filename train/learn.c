/*
 * A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), by stochastic gradient.
 *
 * In:  articles with features and gold tags.
 * Out: quantised rows of the features that say most, weights for going from tag to tag.
 *
 * Paragraph by paragraph, in an order shuffled anew for every epoch from a fixed seed, the probability of each tag at
 * each word is computed under the present weights (forward-backward), and every weight is moved by the difference
 * between what is marked and what was expected, in steps that grow smaller the more a weight has been moved (AdaGrad:
 * Duchi, Hazan, Singer 2011), and towards nought; kept is the mean over the later epochs. Annotators contradict each
 * other; probabilities take that better than a learner that corrects mistakes until there are none.
 *
 * All arithmetic is of single operations that IEEE 754 rounds one way, e^x among them: the same articles give
 * the same bytes.
 */
#include "learn.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/base/map.h"

#define COUNTERS ((uint64_t)1 << 26) /* for counting features before they are numbered */
#define ROW_WIDTH TAGGER_LANES
#define WIDTH TAGGER_LANES
#define GRADIENT_LEAST 0.002F /* smaller ones are not worth the time */
#define SQUARE_FIRST 0.1F /* what AdaGrad's sums of squares begin with */

typedef struct Learner {
    const LearnSet *set;
    const LearnOptions *options;
    float *weights; /* [row][ROW_WIDTH] */
    float *squares; /* the same: the sum of squared gradients */
    float *transitions; /* [TAGGER_TRANSITIONS] */
    float *transition_squares;
    float *gradients; /* of transitions, for one paragraph */
    float *weight_sums; /* of weights and transitions after each of the later epochs: what is kept is their mean */
    float *transition_sums;
    float *powers; /* e^transition; 0 for what can't be */
} Learner;

/* One paragraph's numbers, [word][WIDTH]. */
typedef struct Chain {
    float *local; /* e^score, the largest 1 */
    float *forward;
    float *backward;
} Chain;

typedef struct Run {
    uint32_t article;
    const uint32_t *places; /* in the view */
    uint32_t count;
} Run;

typedef struct Runs ARRAY_OF(Run) Runs;

static uint64_t random_next(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15ULL;
    uint64_t value = *state;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

/* What is far inside a quotation goes with the word before it and teaches nothing. */
static bool word_counts(const TaggerView *view, uint32_t place) {
    return view->words[place].word != INDEX_NONE && !view->words[place].deep;
}

LearnSet learn_set_build(LearnArticle *articles, uint32_t article_count, const LearnOptions *options, Arena *result) {
    uint64_t features[TAGGER_FEATURES_MAX];
    uint8_t *counters = arena_new_array(result, uint8_t, COUNTERS);
    for (uint32_t i = 0; i < article_count; i++) {
        for (uint32_t word = 0; word < articles[i].view->count; word++) {
            if (!word_counts(articles[i].view, word)) continue;
            uint32_t count = tagger_features(articles[i].view, word, features);
            for (uint32_t k = 0; k < count; k++) {
                uint8_t *counter = &counters[features[k] & (COUNTERS - 1)];
                if (*counter < 255) (*counter)++;
            }
        }
    }
    LearnSet set = {.articles = articles, .article_count = article_count};
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
            if (!word_counts(article->view, word)) continue;
            uint32_t count = tagger_features(article->view, word, features);
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

/* e^x: 2^k times a polynomial. */
static float power_of_e(float x) {
    x = x > 60.0F ? 60.0F : x < -60.0F ? -60.0F : x;
    float scaled = x * 1.44269504F;
    int32_t k = (int32_t)(scaled < 0 ? scaled - 0.5F : scaled + 0.5F);
    float r = x - (float)k * 0.693147181F;
    float sum = 1.0F + r * (1.0F + r * (0.5F + r * (0.166666667F + r * (0.0416666667F + r * 0.00833333333F))));
    uint32_t bits = (uint32_t)(k + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return sum * power;
}

static bool transition_may_be(size_t place) {
    uint32_t to = (uint32_t)(place % WIDTH);
    return to < TAG_COUNT && tag_may_follow((uint32_t)(place / WIDTH % TAG_COUNT), to);
}

static void word_score(const Learner *learner, const LearnArticle *article, uint32_t word, float *local) {
    float sums[ROW_WIDTH] = {0};
    for (uint32_t i = article->row_begins[word]; i < article->row_begins[word + 1]; i++) {
        const float *row = &learner->weights[(size_t)article->rows[i] * ROW_WIDTH];
        for (uint32_t tag = 0; tag < ROW_WIDTH; tag++) sums[tag] += row[tag];
    }
    float most = sums[0];
    for (uint32_t tag = 1; tag < TAG_COUNT; tag++) most = sums[tag] > most ? sums[tag] : most;
    for (uint32_t tag = 0; tag < WIDTH; tag++) local[tag] = tag < TAG_COUNT ? power_of_e(sums[tag] - most) : 0;
}

static void normalise(float *values) {
    float sum = 0;
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) sum += values[tag];
    float by = 1.0F / sum;
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) values[tag] *= by;
}

static const float *powers_at(const Learner *learner, const LearnArticle *article, uint32_t word) {
    return learner->powers + (size_t)article->view->words[word].context * TAG_COUNT * WIDTH;
}

static void chain_fill(const Learner *learner, const Run *run, Chain *chain) {
    const LearnArticle *article = &learner->set->articles[run->article];
    uint32_t count = run->count;
    for (uint32_t i = 0; i < count; i++) {
        float *local = &chain->local[(size_t)i * WIDTH];
        float *now = &chain->forward[(size_t)i * WIDTH];
        const float *powers = powers_at(learner, article, run->places[i]);
        word_score(learner, article, run->places[i], local);
        memset(now, 0, WIDTH * sizeof *now);
        for (uint32_t from = 0; from < TAG_COUNT; from++) {
            float before = i > 0 ? now[(int64_t)from - WIDTH] : from == TAG_OUT ? 1.0F : 0.0F;
            for (uint32_t to = 0; to < WIDTH; to++) now[to] += before * powers[from * WIDTH + to];
        }
        for (uint32_t to = 0; to < WIDTH; to++) now[to] *= local[to];
        normalise(now);
    }
    for (uint32_t i = count; i-- > 0;) {
        float *now = &chain->backward[(size_t)i * WIDTH];
        for (uint32_t tag = 0; tag < WIDTH; tag++) now[tag] = tag < TAG_COUNT ? 1.0F : 0.0F;
        if (i + 1 == count) continue;
        const float *powers = powers_at(learner, article, run->places[i + 1]);
        float next[WIDTH];
        for (uint32_t to = 0; to < WIDTH; to++) next[to] = now[to + WIDTH] * chain->local[(size_t)(i + 1) * WIDTH + to];
        for (uint32_t from = 0; from < TAG_COUNT; from++) {
            float sum = 0;
            for (uint32_t to = 0; to < TAG_COUNT; to++) sum += powers[from * WIDTH + to] * next[to];
            now[from] = sum;
        }
        normalise(now);
    }
}

static void weight_move(float *weight, float *square, float gradient, const LearnOptions *options) {
    gradient -= options->shrink * *weight;
    *square += gradient * gradient;
    *weight += options->rate * gradient / sqrtf(*square);
}

static void word_learn(Learner *learner, const LearnArticle *article, uint32_t word, const float *expected) {
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
        float gradient = (article->gold[word] == tag ? 1.0F : 0.0F) - expected[tag];
        if (gradient < GRADIENT_LEAST && gradient > -GRADIENT_LEAST) continue;
        for (uint32_t i = article->row_begins[word]; i < article->row_begins[word + 1]; i++) {
            size_t place = (size_t)article->rows[i] * ROW_WIDTH + tag;
            weight_move(&learner->weights[place], &learner->squares[place], gradient, learner->options);
        }
    }
}

static void transitions_expect(Learner *learner, const LearnArticle *article, uint32_t word, const float *before,
                               const float *behind) {
    size_t first = (size_t)article->view->words[word].context * TAG_COUNT * WIDTH;
    float shares[TAG_COUNT * WIDTH];
    float sum = 0;
    for (uint32_t from = 0; from < TAG_COUNT; from++) {
        for (uint32_t to = 0; to < WIDTH; to++) {
            size_t place = (size_t)from * WIDTH + to;
            shares[place] = before[from] * learner->powers[first + place] * behind[to];
        }
        for (uint32_t to = 0; to < TAG_COUNT; to++) sum += shares[(size_t)from * WIDTH + to];
    }
    float by = 1.0F / sum;
    for (size_t place = 0; place < (size_t)TAG_COUNT * WIDTH; place++)
        learner->gradients[first + place] -= shares[place] * by;
}

/* Moves the transitions of all kinds of places the paragraph has. */
static void transitions_learn(Learner *learner, const LearnArticle *article, const Run *run) {
    bool done[TAGGER_CONTEXTS] = {false};
    for (uint32_t word = 0; word < run->count; word++) {
        uint32_t context = article->view->words[run->places[word]].context;
        if (done[context]) continue;
        done[context] = true;
        for (size_t i = 0; i < (size_t)TAG_COUNT * WIDTH; i++) {
            size_t place = (size_t)context * TAG_COUNT * WIDTH + i;
            float gradient = learner->gradients[place];
            learner->gradients[place] = 0;
            if (!transition_may_be(place) || (gradient < GRADIENT_LEAST && gradient > -GRADIENT_LEAST)) continue;
            weight_move(&learner->transitions[place], &learner->transition_squares[place], gradient, learner->options);
            learner->powers[place] = power_of_e(learner->transitions[place]);
        }
    }
}

static void run_learn(Learner *learner, const Run *run, Arena scratch) {
    const LearnArticle *article = &learner->set->articles[run->article];
    uint32_t count = run->count;
    Chain chain = {arena_new_array_uncleared(&scratch, float, (size_t)count *WIDTH),
                   arena_new_array_uncleared(&scratch, float, (size_t)count *WIDTH),
                   arena_new_array_uncleared(&scratch, float, (size_t)count *WIDTH)};
    chain_fill(learner, run, &chain);
    const float start[WIDTH] = {1.0F};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = run->places[i];
        size_t at = (size_t)i * WIDTH;
        float expected[WIDTH];
        float behind[WIDTH];
        for (uint32_t tag = 0; tag < WIDTH; tag++) {
            expected[tag] = chain.forward[at + tag] * chain.backward[at + tag];
            behind[tag] = chain.local[at + tag] * chain.backward[at + tag];
        }
        normalise(expected);
        transitions_expect(learner, article, word, i > 0 ? &chain.forward[at - WIDTH] : start, behind);
        uint8_t from = i > 0 ? article->gold[run->places[i - 1]] : TAG_OUT;
        size_t context = article->view->words[word].context;
        learner->gradients[(context * TAG_COUNT + from) * WIDTH + article->gold[word]] += 1.0F;
        word_learn(learner, article, word, expected);
    }
    transitions_learn(learner, article, run);
}

static Runs runs_build(const LearnSet *set, uint32_t left_out, Arena *result) {
    Runs runs = {0};
    for (uint32_t i = 0; i < set->article_count; i++) {
        const TaggerView *view = set->articles[i].view;
        if (set->articles[i].fold == left_out) continue;
        uint32_t *places = arena_new_array_uncleared(result, uint32_t, view->count);
        uint32_t first = 0;
        uint32_t count = 0;
        for (uint32_t place = 0; place < view->count; place++) {
            if (word_counts(view, place)) places[count++] = place;
            if (view->words[place].word != INDEX_NONE || count == first) continue;
            *array_push(&runs, result) = (Run){i, &places[first], count - first};
            first = count;
        }
    }
    return runs;
}

/* --- Keeping what matters ----------------------------------------------------------------------------------------- */

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

static int32_t quantise(double value, double scale, int32_t limit) {
    double scaled = value * scale;
    int32_t rounded = (int32_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    return rounded > limit ? limit : rounded < -limit ? -limit : rounded;
}

static TaggerWeights weights_pack(const Learner *learner, const LearnOptions *options, Arena *result, Arena scratch) {
    uint32_t row_count = learner->set->row_count;
    Candidate *candidates = arena_new_array_uncleared(&scratch, Candidate, row_count);
    for (uint32_t row = 0; row < row_count; row++) {
        double largest = 0;
        for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
            size_t place = (size_t)row * ROW_WIDTH + tag;
            double value = (double)learner->weight_sums[place];
            if (value < 0) value = -value;
            if (value > largest) largest = value;
        }
        candidates[row] = (Candidate){row, (float)largest};
    }
    qsort(candidates, row_count, sizeof *candidates, candidates_compare);
    double scale = (double)options->unit / (options->epochs - options->epochs / 2);
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
            double value = (double)learner->weight_sums[place];
            bucket[slot].weights[tag] = (int8_t)quantise(value, scale, 127);
            any |= bucket[slot].weights[tag] != 0;
        }
        if (any) bucket[slot].check = check;
    }
    int16_t *transitions = arena_new_array_uncleared(result, int16_t, TAGGER_TRANSITIONS);
    for (size_t i = 0; i < TAGGER_TRANSITIONS; i++) {
        uint32_t from = (uint32_t)(i / WIDTH % TAG_COUNT);
        double price = (double)learner->transition_sums[i] * scale;
        if (tag_is_out((uint8_t)from) && i % WIDTH < TAG_COUNT && tag_begins(i % WIDTH)) price += options->eagerness;
        transitions[i] =
            (int16_t)(transition_may_be(i) ? quantise(price, 1.0, TAGGER_TRANSITION_MAX) : TAGGER_TRANSITION_NEVER);
    }
    return (TaggerWeights){rows, options->bucket_count, transitions};
}

static void runs_shuffle(Runs *runs, uint64_t *random) {
    for (size_t i = runs->count; i > 1; i--) {
        size_t other = (size_t)(random_next(random) % i);
        Run run = runs->items[i - 1];
        runs->items[i - 1] = runs->items[other];
        runs->items[other] = run;
    }
}

TaggerWeights learn_weights(const LearnSet *set, uint32_t left_out, const LearnOptions *options, Arena *result,
                            Arena scratch) {
    size_t weight_count = (size_t)set->row_count * ROW_WIDTH;
    Learner learner = {.set = set, .options = options};
    learner.weights = arena_new_array(&scratch, float, weight_count);
    learner.squares = arena_new_array_uncleared(&scratch, float, weight_count);
    learner.transitions = arena_new_array(&scratch, float, TAGGER_TRANSITIONS);
    learner.transition_squares = arena_new_array(&scratch, float, TAGGER_TRANSITIONS);
    learner.gradients = arena_new_array(&scratch, float, TAGGER_TRANSITIONS);
    learner.powers = arena_new_array(&scratch, float, TAGGER_TRANSITIONS);
    learner.weight_sums = arena_new_array(&scratch, float, weight_count);
    learner.transition_sums = arena_new_array(&scratch, float, TAGGER_TRANSITIONS);
    for (size_t i = 0; i < weight_count; i++) learner.squares[i] = SQUARE_FIRST;
    for (size_t i = 0; i < TAGGER_TRANSITIONS; i++) {
        learner.transition_squares[i] = SQUARE_FIRST;
        if (transition_may_be(i)) learner.powers[i] = 1.0F;
    }
    Runs runs = runs_build(set, left_out, &scratch);
    uint64_t random = options->seed;
    for (uint32_t epoch = 0; epoch < options->epochs; epoch++) {
        runs_shuffle(&runs, &random);
        for (size_t i = 0; i < runs.count; i++) run_learn(&learner, &runs.items[i], scratch);
        if (epoch < options->epochs / 2) continue;
        for (size_t i = 0; i < weight_count; i++) learner.weight_sums[i] += learner.weights[i];
        for (size_t i = 0; i < TAGGER_TRANSITIONS; i++) learner.transition_sums[i] += learner.transitions[i];
    }
    return weights_pack(&learner, options, result, scratch);
}
