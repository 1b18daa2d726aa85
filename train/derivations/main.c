/*
 * stemma-train-derivations: learns lib/lineage/model.c from generated traditions.
 *
 *     stemma-train-derivations FOLDER… -o lib/lineage/model.c
 *
 * In:  folders of the tradition generator, each with articles.jsonl and edges.jsonl; each is read as it is and once
 *      more with every date removed.
 * Out: the model as C; on standard output how well models do on traditions they were not fitted on (two halves, each
 *      judged by a model of the other one). With --score the model in use is judged instead, its errors are listed with
 *      the signs that led to them, and nothing is learned.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../lib/base/file.h"
#include "fit.h"

enum { FOLDERS_MAX = 100, SIGNS_SHOWN = 6 };

typedef struct Trainer {
    const char *folders[FOLDERS_MAX];
    uint32_t folder_count;
    const char *out_path;
    bool score_only;
    Tradition *traditions; /* folder by folder, with dates and without */
    Arena *result;
} Trainer;

static bool arguments_read(Trainer *trainer, int count, char **arguments) {
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "-o") == 0 && i + 1 < count) {
            trainer->out_path = arguments[++i];
        } else if (strcmp(arguments[i], "--score") == 0) {
            trainer->score_only = true;
        } else if (arguments[i][0] == '-' || trainer->folder_count == FOLDERS_MAX) {
            return false;
        } else {
            trainer->folders[trainer->folder_count++] = arguments[i];
        }
    }
    return trainer->folder_count > 0;
}

static const char *const feature_names[FEATURE_COUNT] = {
#define FEATURE_TEXT(name, part) [FEATURE_##name] = #name,
    FEATURES(FEATURE_TEXT)
#undef FEATURE_TEXT
};

static bool model_write(const DerivationModel *model, const char *path, Arena *scratch) {
    Buffer out = {.arena = scratch};
    Error error = {0};
    buffer_append_string(&out, "/* Written by stemma-train-derivations: see model/derivations.md. */\n"
                               "#include \"model.h\"\n\nconst DerivationModel derivation_model = {\n    .weights =\n"
                               "        {\n");
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        buffer_printf(&out, "            [FEATURE_%s] = %.3f,\n", feature_names[feature], model->weights[feature]);
    }
    buffer_printf(&out, "        },\n    .calibration_offset = %.3f,\n    .calibration_slope = %.3f,\n};\n",
                  model->calibration_offset, model->calibration_slope);
    if (file_write(path, buffer_bytes(&out), &error) != STEMMA_OK) {
        fprintf(stderr, "stemma-train-derivations: %s: %s\n", path, error.message);
        return false;
    }
    return true;
}

static double share(uint32_t part, uint32_t whole) {
    return whole == 0 ? 0.0 : (double)part / whole;
}

static void score_print(const char *name, const Score *score) {
    double error = 0;
    for (int bin = 0; bin < 10; bin++) {
        error += fabs(score->bin_sums[bin] - score->bin_rights[bin]);
    }
    printf("%-40s parents found %.3f  ancestors right %.3f  joined wrongly %.2f in 100  calibration error %.3f\n", name,
           share(score->parents_found, score->pairs), share(score->ancestors, score->directed),
           100 * share(score->alien, score->articles), score->directed > 0 ? error / score->directed : 0);
}

/* Half 0 and 1: every other folder; 2: all. */
static void model_learn(const Trainer *trainer, uint32_t half, DerivationModel *model) {
    Arena work = arena_open(0);
    Examples examples = {0};
    for (uint32_t i = 0; i < trainer->folder_count * 2; i++) {
        if (half == 2 || (i / 2) % 2 == half) {
            examples_append(&trainer->traditions[i], &examples, &work);
        }
    }
    weights_fit(&examples, model);
    arena_close(&work);
}

/* Judged by models of the other half; gives the outcomes that the calibration is fitted on. */
static Outcomes halves_judge(const Trainer *trainer, const DerivationModel *halves) {
    Outcomes outcomes = {0};
    for (uint32_t i = 0; i < trainer->folder_count * 2; i++) {
        outcomes_append(&trainer->traditions[i], &halves[(i / 2 + 1) % 2], &outcomes, trainer->result);
    }
    return outcomes;
}

static void halves_print(const Trainer *trainer, const DerivationModel *halves) {
    Score with_dates = {0};
    Score without = {0};
    for (uint32_t i = 0; i < trainer->folder_count * 2; i++) {
        Score one = {0};
        char name[80];
        tradition_score(&trainer->traditions[i], &halves[(i / 2 + 1) % 2], &one);
        tradition_score(&trainer->traditions[i], &halves[(i / 2 + 1) % 2], i % 2 == 0 ? &with_dates : &without);
        snprintf(name, sizeof name, "%.60s%s", trainer->traditions[i].folder, i % 2 == 0 ? "" : " without dates");
        score_print(name, &one);
    }
    score_print("all with dates", &with_dates);
    score_print("all without dates", &without);
}

static const char *node_name(const Tradition *tradition, const Example *example, uint32_t node, Arena *arena) {
    return node == 0 ? "nothing here"
                     : bytes_to_string(tradition->corpus.articles[example->articles[node - 1]].path, arena);
}

/* The signs that speak most for the one arc and against the other. */
static void difference_print(const Example *example, uint32_t better, uint32_t worse) {
    double gains[FEATURE_COUNT];
    for (int feature = 0; feature < FEATURE_COUNT; feature++) {
        double one = better < example->candidate_count ? example->rows[better].values[feature] : 0;
        double other = worse < example->candidate_count ? example->rows[worse].values[feature] : 0;
        gains[feature] = derivation_model.weights[feature] * (one - other);
    }
    for (int shown = 0; shown < SIGNS_SHOWN; shown++) {
        int most = 0;
        for (int feature = 1; feature < FEATURE_COUNT; feature++) {
            most = fabs(gains[feature]) > fabs(gains[most]) ? feature : most;
        }
        printf(" %s %.1f", feature_names[most], gains[most]);
        gains[most] = 0;
    }
}

/* Each article that has more likely parents than the true one, and why. */
static void errors_print(const Tradition *tradition, Arena *arena) {
    Examples examples = {0};
    Arena scratch = arena_open(0);
    examples_append(tradition, &examples, arena);
    for (size_t i = 0; i < examples.count; i++) {
        const Example *example = &examples.items[i];
        const double *posteriors = example_posteriors(example, &derivation_model, arena, scratch);
        for (uint32_t node = 1; node < example->node_count; node++) {
            uint32_t truth = example->true_arcs[node];
            const char *name = node_name(tradition, example, node, arena);
            if (truth == INDEX_NONE) {
                printf("%s: %s: true parent is no candidate\n", tradition->folder, name);
                continue;
            }
            uint32_t best = truth;
            for (uint32_t arc = 0; arc < example->candidate_count + example->node_count - 1; arc++) {
                best = example->arcs[arc].to == node && posteriors[arc] > posteriors[best] ? arc : best;
            }
            if (best != truth) {
                printf("%s: %s: %s (%.2f), in truth %s (%.2f):", tradition->folder, name,
                       node_name(tradition, example, example->arcs[best].from, arena), posteriors[best],
                       node_name(tradition, example, example->arcs[truth].from, arena), posteriors[truth]);
                difference_print(example, best, truth);
                printf("\n");
            }
        }
    }
    arena_close(&scratch);
}

static int train(Trainer *trainer) {
    trainer->traditions = arena_new_array(trainer->result, Tradition, trainer->folder_count * 2);
    for (uint32_t i = 0; i < trainer->folder_count * 2; i++) {
        TraditionDates dates = i % 2 == 0 ? DATES_KEPT : DATES_REMOVED;
        if (!tradition_read(trainer->folders[i / 2], dates, &trainer->traditions[i], trainer->result)) {
            return 2;
        }
    }
    if (trainer->score_only) {
        DerivationModel both[2] = {derivation_model, derivation_model};
        for (uint32_t i = 0; i < trainer->folder_count * 2; i++) {
            errors_print(&trainer->traditions[i], trainer->result);
        }
        halves_print(trainer, both);
        return 0;
    }
    DerivationModel halves[2];
    DerivationModel model;
    model_learn(trainer, 0, &halves[0]);
    model_learn(trainer, 1, &halves[1]);
    Outcomes outcomes = halves_judge(trainer, halves);
    calibration_fit(&outcomes, &model);
    for (int half = 0; half < 2; half++) {
        halves[half].calibration_offset = model.calibration_offset;
        halves[half].calibration_slope = model.calibration_slope;
    }
    halves_print(trainer, halves);
    model_learn(trainer, 2, &model);
    return trainer->out_path == NULL || model_write(&model, trainer->out_path, trainer->result) ? 0 : 2;
}

int main(int count, char **arguments) {
    Arena result = arena_open(0);
    Trainer trainer = {.result = &result};
    int code = 2;
    if (arguments_read(&trainer, count, arguments)) {
        code = train(&trainer);
    } else {
        fprintf(stderr, "usage: stemma-train-derivations FOLDER… [-o model.c | --score]\n");
    }
    arena_close(&result);
    return code;
}
