/*
 * Scores of possible derivations.
 *
 * In:  the signs of all pairs. Out: for one article every other one that it could be made from, with a score: the
 *      log-odds of that against "from none of the articles here".
 *
 * The score is a log-linear model: the numbers of features.c, each with its weight. The weights are learned
 * (model.c, model/derivations.md).
 */
#include "scores.h"

#include <stdlib.h>

static const ScorePart feature_parts[FEATURE_COUNT] = {
#define FEATURE_PART(name, part) [FEATURE_##name] = part,
    FEATURES(FEATURE_PART)
#undef FEATURE_PART
};

/* Best first; total, so that equal scores are settled by canonical order. */
static int candidate_compare(const void *left, const void *right) {
    const Candidate *one = left;
    const Candidate *other = right;
    if (one->score != other->score) {
        return one->score > other->score ? -1 : 1;
    }
    return (one->from_article > other->from_article) - (one->from_article < other->from_article);
}

const char *scores_reason(const Candidate *better, const Candidate *worse) {
    static const char *const reasons[SCORE_PART_COUNT] = {
        [SCORE_TEXT] = "has less of the text",
        [SCORE_READINGS] = "has changes of its own that are not here, or fewer of those that are",
        [SCORE_DATES] = "fits the dates less well",
        [SCORE_CREDITS] = "is not named as the source",
        [SCORE_TITLE] = "has another title",
    };
    int most = 0;
    for (int part = 1; part < SCORE_PART_COUNT; part++) {
        if (better->parts[part] - worse->parts[part] > better->parts[most] - worse->parts[most]) {
            most = part;
        }
    }
    return reasons[most];
}

static void candidate_score(Candidate *candidate, const FeatureRow *row, const double *weights) {
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        double gain = weights[feature] * row->values[feature];
        candidate->score += gain;
        candidate->parts[feature_parts[feature]] += (float)gain;
    }
}

void scores_append(const Scorer *scorer, uint32_t article, Candidates *candidates, Arena *arena, Arena scratch) {
    const Signs *signs = scorer->signs;
    const Pairs *pairs = signs->pairs;
    const uint32_t *story_by_article = scorer->stories->by_article;
    ChildView view = child_view_build(signs, article, &scratch);
    size_t first = candidates->count;
    uint32_t begin = pairs->first_neighbours[article];
    for (uint32_t i = begin; i < pairs->first_neighbours[article + 1]; i++) {
        const Neighbour *neighbour = &pairs->neighbours[i];
        Candidate candidate;
        if (story_by_article[neighbour->article] != story_by_article[article] ||
            !candidate_build(signs, neighbour->pair, neighbour->article, &candidate)) {
            continue;
        }
        FeatureRow row;
        candidate.neighbour = i - begin;
        features_fill(signs, &view, &candidate, &row, scratch);
        candidate_score(&candidate, &row, scorer->model->weights);
        if (scorer->rows) {
            candidate.row = (uint32_t)scorer->rows->count;
            *array_push(scorer->rows, scorer->rows_arena) = row;
        }
        *array_push(candidates, arena) = candidate;
    }
    size_t count = candidates->count - first;
    if (count > 1) {
        qsort(candidates->items + first, count, sizeof *candidates->items, candidate_compare);
    }
    if (count > SCORES_CANDIDATES_MAX) {
        candidates->count = first + SCORES_CANDIDATES_MAX;
    }
}
