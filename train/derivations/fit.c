/*
 * Fitting.
 *
 * In:  traditions whose trees are known. Out: weights, calibration, figures.
 *
 * The weights maximise the likelihood of the true trees (Koo, Globerson, Carreras and Collins 2007), with a penalty on
 * their squares, by gradient ascent with adaptive steps (Adam; Kingma and Ba 2015): the gradient of a weight is the sum
 * of its sign over the true arcs less the sum over all arcs by their posteriors. An article whose true parent is no
 * candidate is left out of both sums; one that has its text from nothing here belongs to the root.
 *
 * The calibration is a line through the log-odds (Platt 1999), from arcs of traditions that the weights were not fitted
 * on, by Newton's method.
 *
 * Everything is computed in one order by one thread: the same input gives the same bytes.
 */
#include "fit.h"

#include <math.h>
#include <stdlib.h>

#include "../../lib/lineage/posteriors.h"
#include "../../lib/lineage/scores.h"

enum { STEPS = 400, CALIBRATION_STEPS = 50 };

#define PENALTY 0.5
#define STEP_SIZE 0.05
#define MEAN_DECAY 0.9
#define SQUARE_DECAY 0.999
#define TINY 1e-8
#define SURE_LOG_ODDS 13.8 /* of the surest arc: 0.999999 */

/*
 * What the traditions hold none or too few cases of; left free, they would come out better on these and worse on real
 * news, where an agency stands behind most of what two outlets share.
 */
typedef struct FixedWeight {
    Feature feature;
    double weight;
} FixedWeight;

static const FixedWeight fixed_weights[] = {
    {FEATURE_LINK, 2.5},
    {FEATURE_CREDIT_INFERRED, 4.0},
    {FEATURE_LOST_CREDIT_COMMON, -6.0},
    {FEATURE_AGENCY, -8.0},
};

static bool weight_is_fixed(int feature) {
    for (size_t i = 0; i < sizeof fixed_weights / sizeof *fixed_weights; i++) {
        if ((int)fixed_weights[i].feature == feature) {
            return true;
        }
    }
    return false;
}

static uint32_t node_find(const Story *story, uint32_t article) {
    for (uint32_t i = 0; i < story->article_count; i++) {
        if (story->articles[i] == article) {
            return i + 1;
        }
    }
    return INDEX_NONE;
}

static Example example_build(const Tradition *tradition, const Story *story, Arena *result) {
    Arena scratch = arena_open(0);
    FeatureRows rows = {0};
    Candidates candidates = {0};
    static const DerivationModel nothing;
    Scorer scorer = {tradition->signs, &tradition->stories, &nothing, &rows, result};
    for (uint32_t i = 0; i < story->article_count; i++) {
        scores_append(&scorer, story->articles[i], &candidates, result, scratch);
    }
    uint32_t nodes = story->article_count + 1;
    uint32_t count = (uint32_t)candidates.count;
    Arc *arcs = arena_new_array(result, Arc, count + nodes);
    FeatureRow *sorted = arena_new_array(result, FeatureRow, count + 1u);
    uint32_t *true_arcs = arena_new_array(result, uint32_t, nodes);
    for (uint32_t node = 1; node < nodes; node++) {
        bool origin = tradition->true_parents[story->articles[node - 1]] == INDEX_NONE;
        arcs[count + node - 1] = (Arc){0, node, 0};
        true_arcs[node] = origin ? count + node - 1 : INDEX_NONE;
    }
    for (uint32_t i = 0; i < count; i++) {
        const Candidate *candidate = &candidates.items[i];
        uint32_t to = node_find(story, candidate->to_article);
        arcs[i] = (Arc){node_find(story, candidate->from_article), to, 0};
        sorted[i] = rows.items[candidate->row];
        if (tradition->true_parents[candidate->to_article] == candidate->from_article) {
            true_arcs[to] = i;
        }
    }
    arena_close(&scratch);
    return (Example){arcs, sorted, true_arcs, story->articles, count, nodes};
}

void examples_append(const Tradition *tradition, Examples *examples, Arena *result) {
    for (uint32_t i = 0; i < tradition->stories.count; i++) {
        if (tradition->stories.items[i].article_count < 2) {
            continue;
        }
        Example example = example_build(tradition, &tradition->stories.items[i], result);
        if (example.candidate_count > 0) {
            *array_push(examples, result) = example;
        }
    }
}

static double row_score(const FeatureRow *row, const double *weights) {
    double score = 0;
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        score += weights[feature] * row->values[feature];
    }
    return score;
}

double *example_posteriors(const Example *example, const DerivationModel *model, Arena *result, Arena scratch) {
    uint32_t arc_count = example->candidate_count + example->node_count - 1;
    Arc *arcs = arena_new_array(&scratch, Arc, arc_count);
    double *posteriors = arena_new_array(result, double, arc_count);
    for (uint32_t i = 0; i < arc_count; i++) {
        arcs[i] = example->arcs[i];
        arcs[i].weight = i < example->candidate_count ? row_score(&example->rows[i], model->weights) : 0;
    }
    ArcGraph graph = {arcs, arc_count, example->node_count, 0};
    posteriors_compute(&graph, posteriors, scratch);
    return posteriors;
}

static void gradient_add(const Example *example, const DerivationModel *model, double *gradient, Arena *work,
                         Arena scratch) {
    size_t used_bytes = work->used_bytes;
    const double *posteriors = example_posteriors(example, model, work, scratch);
    for (uint32_t i = 0; i < example->candidate_count; i++) {
        uint32_t truth = example->true_arcs[example->arcs[i].to];
        if (truth == INDEX_NONE) {
            continue;
        }
        double excess = (truth == i) - posteriors[i];
        for (int feature = 0; feature < FEATURE_COUNT; feature++) {
            gradient[feature] += excess * example->rows[i].values[feature];
        }
    }
    arena_reset(work, used_bytes);
}

void weights_fit(const Examples *examples, DerivationModel *model) {
    double means[FEATURE_COUNT] = {0};
    double squares[FEATURE_COUNT] = {0};
    double *weights = model->weights;
    Arena scratch = arena_open(0);
    Arena work = arena_open(0);
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        weights[feature] = 0;
    }
    for (size_t i = 0; i < sizeof fixed_weights / sizeof *fixed_weights; i++) {
        weights[fixed_weights[i].feature] = fixed_weights[i].weight;
    }
    double mean_share = 1;
    double square_share = 1;
    for (int step = 0; step < STEPS; step++) {
        double gradient[FEATURE_COUNT] = {0};
        for (size_t i = 0; i < examples->count; i++) {
            gradient_add(&examples->items[i], model, gradient, &work, scratch);
        }
        mean_share *= MEAN_DECAY;
        square_share *= SQUARE_DECAY;
        for (int feature = 0; feature < FEATURE_COUNT; feature++) {
            double slope = gradient[feature] - 2 * PENALTY * weights[feature];
            means[feature] = MEAN_DECAY * means[feature] + (1 - MEAN_DECAY) * slope;
            squares[feature] = SQUARE_DECAY * squares[feature] + (1 - SQUARE_DECAY) * slope * slope;
            double mean = means[feature] / (1 - mean_share);
            double square = squares[feature] / (1 - square_share);
            if (!weight_is_fixed(feature)) {
                weights[feature] += STEP_SIZE * (1 - (double)step / STEPS) * mean / (sqrt(square) + TINY);
            }
        }
    }
    arena_close(&work);
    arena_close(&scratch);
}

/* The derivations that the model finds; in `result`. */
static Derivations derivations_find(const Tradition *tradition, const DerivationModel *model, Arena *result) {
    Arena scratch = arena_open(0);
    Stories stories = tradition->stories;
    stories.items = arena_new_array(result, Story, stories.count + 1u);
    for (uint32_t i = 0; i < stories.count; i++) {
        stories.items[i] = tradition->stories.items[i];
    }
    Derivations found = parents_choose(tradition->signs, model, &stories, result, scratch);
    arena_close(&scratch);
    return found;
}

static uint32_t top_ancestor(const Tradition *tradition, uint32_t article) {
    while (tradition->true_parents[article] != INDEX_NONE) {
        article = tradition->true_parents[article];
    }
    return article;
}

void tradition_score(const Tradition *tradition, const DerivationModel *model, Score *score) {
    Arena result = arena_open(0);
    Derivations found = derivations_find(tradition, model, &result);
    score->pairs += tradition->pair_count;
    score->articles += tradition->corpus.article_count;
    for (uint32_t i = 0; i < found.count; i++) {
        const Derivation *item = &found.items[i];
        score->alien += top_ancestor(tradition, item->from_article) != top_ancestor(tradition, item->to_article);
        if (item->direction == DIRECTION_UNKNOWN) {
            continue;
        }
        bool right = tradition_is_ancestor(tradition, item->from_article, item->to_article);
        int bin = (int)(item->confidence * 10);
        bin = bin > 9 ? 9 : bin;
        score->directed++;
        score->ancestors += right;
        score->parents_found += tradition->true_parents[item->to_article] == item->from_article;
        score->bin_sums[bin] += (double)item->confidence;
        score->bin_rights[bin] += right;
    }
    arena_close(&result);
}

void outcomes_append(const Tradition *tradition, const DerivationModel *model, Outcomes *outcomes, Arena *result) {
    Arena found_arena = arena_open(0);
    DerivationModel plain = *model;
    plain.calibration_offset = 0;
    plain.calibration_slope = 1;
    Derivations found = derivations_find(tradition, &plain, &found_arena);
    for (uint32_t i = 0; i < found.count; i++) {
        const Derivation *item = &found.items[i];
        if (item->direction == DIRECTION_UNKNOWN) {
            continue;
        }
        double confidence = fmin((double)item->confidence, 1 - 1e-6);
        double log_odds = fmin(SURE_LOG_ODDS, log(confidence / (1 - confidence)));
        bool right = tradition_is_ancestor(tradition, item->from_article, item->to_article);
        *array_push(outcomes, result) = (Outcome){log_odds, right};
    }
    arena_close(&found_arena);
}

void calibration_fit(const Outcomes *outcomes, DerivationModel *model) {
    double offset = 0;
    double slope = 1;
    for (int step = 0; step < CALIBRATION_STEPS; step++) {
        double gradient[2] = {0, 0};
        double curvature[3] = {TINY, 0, TINY};
        for (size_t i = 0; i < outcomes->count; i++) {
            double at = outcomes->items[i].log_odds;
            double stated = 1 / (1 + exp(-offset - slope * at));
            double spread = stated * (1 - stated);
            gradient[0] += outcomes->items[i].right - stated;
            gradient[1] += (outcomes->items[i].right - stated) * at;
            curvature[0] += spread;
            curvature[1] += spread * at;
            curvature[2] += spread * at * at;
        }
        double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
        if (fabs(determinant) < TINY) {
            break;
        }
        offset += (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
        slope += (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
    }
    model->calibration_offset = offset;
    model->calibration_slope = slope;
}
