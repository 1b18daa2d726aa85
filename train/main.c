/*
 * stemma-train: learns model/attribution.bin from annotated articles.
 *
 * In:  a folder of annotated articles (brat.h), options.
 * Out: the model file; how well it does on articles it was not trained on, fold by fold.
 *
 * Everything that is learned on top of a pass (the second pass, the links, what to trust) must see that pass as it is
 * on unknown text, not as it is on text it knows by heart. So the articles are cut into folds, each fold is tagged by a
 * pass learned from the others, and the next step learns from that; the pass that is kept learns from all of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clusters.h"
#include "corpus.h"
#include "joins.h"
#include "learn.h"

#include "../lib/base/parallel.h"
#include "../lib/quote/tagger_file.h"

#define FOLDS_MAX 10
#define BUCKETS_PASS_ONE 26000
#define BUCKETS_PASS_TWO 30000

typedef struct Trainer {
    TrainCorpus corpus;
    TaggerModel model;
    LearnOptions options[2];
    uint32_t folds;
    uint32_t threads;
    bool folds_only; /* no model, only how good it would be */
    Arena *result;
} Trainer;

/* --- Segment scores ------------------------------------------------------------------------------------------------ */

typedef struct Score {
    uint32_t right[4];
    uint32_t gold[4];
    uint32_t found[4];
} Score;

static uint32_t segment_end(const uint8_t *tags, uint32_t at, uint32_t count) {
    uint32_t end = at + 1;
    while (end < count && tags[end] != TAG_OUT && !tag_begins(tags[end])) end++;
    return end;
}

static void article_score(const TrainArticle *article, Score *score) {
    uint32_t count = article->view.count;
    uint8_t *found = malloc(count);
    for (uint32_t i = 0; i < count; i++)
        found[i] = article->view.words[i].word == INDEX_NONE ? 0 : article->view.words[i].tag;
    for (uint32_t i = 0; i < count; i++) {
        bool gold_begins = article->tags[i] != TAG_OUT && tag_begins(article->tags[i]);
        bool found_begins = found[i] != TAG_OUT && tag_begins(found[i]);
        if (gold_begins) score->gold[tag_kind(article->tags[i])]++;
        if (found_begins) score->found[tag_kind(found[i])]++;
        if (gold_begins && found_begins && tag_kind(found[i]) == tag_kind(article->tags[i]) &&
            segment_end(found, i, count) == segment_end(article->tags, i, count))
            score->right[tag_kind(found[i])]++;
    }
    free(found);
}

static void score_print(const Trainer *trainer, const char *label) {
    static const char *const names[] = {"", "source", "cue", "content"};
    Score score = {0};
    for (uint32_t i = 0; i < trainer->corpus.count; i++) article_score(&trainer->corpus.articles[i], &score);
    printf("%s:", label);
    for (uint32_t kind = 1; kind < 4; kind++) {
        double precision = score.found[kind] ? (double)score.right[kind] / score.found[kind] : 0;
        double recall = score.gold[kind] ? (double)score.right[kind] / score.gold[kind] : 0;
        double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        printf("  %s %.1f (%.1f/%.1f)", names[kind], 100 * f1, 100 * precision, 100 * recall);
    }
    printf("\n");
    fflush(stdout);
}

/* --- Passes -------------------------------------------------------------------------------------------------------- */

typedef struct Folding {
    Trainer *trainer;
    const LearnSet *set;
    TaggerPass passes[FOLDS_MAX + 1]; /* by the fold left out; the last: none */
    Arena memory[FOLDS_MAX + 1];
    uint32_t pass;
} Folding;

static void fold_learn(void *context, uint32_t worker_index, size_t fold) {
    (void)worker_index;
    Folding *folding = context;
    const Trainer *trainer = folding->trainer;
    Arena scratch = arena_open(0);
    uint32_t left_out = fold == trainer->folds ? UINT32_MAX : (uint32_t)fold;
    folding->memory[fold] = arena_open(0);
    folding->passes[fold] =
        learn_pass(folding->set, left_out, &trainer->options[folding->pass], &folding->memory[fold], scratch);
    arena_close(&scratch);
}

static void pass_learn(Trainer *trainer, uint32_t pass) {
    LearnArticle *articles = arena_new_array(trainer->result, LearnArticle, trainer->corpus.count);
    for (uint32_t i = 0; i < trainer->corpus.count; i++) {
        TrainArticle *it = &trainer->corpus.articles[i];
        if (pass == 1) tagger_outline(&it->view);
        articles[i] = (LearnArticle){.view = &it->view, .gold = it->tags, .fold = it->fold};
    }
    Arena memory = arena_open(0);
    Arena scratch = arena_open(0);
    LearnSet set = learn_set_build(articles, trainer->corpus.count, pass, &trainer->options[pass], &memory);
    fprintf(stderr, "pass %u: %u features\n", pass + 1, set.row_count);
    static Folding folding;
    folding = (Folding){.trainer = trainer, .set = &set, .pass = pass};
    size_t items = (size_t)trainer->folds + !trainer->folds_only;
    parallel_for(trainer->threads, items, fold_learn, &folding);
    for (uint32_t i = 0; i < trainer->corpus.count; i++) {
        TrainArticle *it = &trainer->corpus.articles[i];
        TaggerModel model = trainer->model;
        model.passes[pass] = folding.passes[it->fold];
        tagger_pass_run(&it->view, &model, pass, it->margins, scratch);
    }
    if (!trainer->folds_only) trainer->model.passes[pass] = folding.passes[trainer->folds];
    for (uint32_t fold = 0; fold < trainer->folds; fold++) arena_close(&folding.memory[fold]);
    arena_close(&memory);
    arena_close(&scratch);
}

/* --- The file ------------------------------------------------------------------------------------------------------ */

static bool model_write(const char *path, const TaggerModel *model) {
    TaggerHeader header = {TAGGER_MAGIC_BYTES, TAGGER_VERSION, TAG_COUNT, TAGGER_CONTEXTS, {0}, {0}, {0}, {0}};
    for (uint32_t i = 0; i < 2; i++) {
        header.limits[i] = model->limits[i];
        header.eagerness[i] = model->passes[i].eagerness;
    }
    for (uint32_t pass = 0; pass < 2; pass++) header.bucket_counts[pass] = model->passes[pass].bucket_count;
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        return false;
    }
    fwrite(&header, sizeof header, 1, file);
    fwrite(model->clusters, sizeof(TaggerCluster), CLUSTER_SLOTS, file);
    for (uint32_t pass = 0; pass < 2; pass++) {
        const TaggerPass *it = &model->passes[pass];
        fwrite(it->rows, sizeof(TaggerRow), (size_t)it->bucket_count * TAGGER_BUCKET_ROWS, file);
        fwrite(it->transitions, sizeof(int16_t), TAGGER_CONTEXTS * TAG_COUNT * TAG_COUNT, file);
    }
    fwrite(model->links, sizeof(int16_t), 2 * LINK_WEIGHTS, file);
    fwrite(model->trust, sizeof(int16_t), TRUST_WEIGHTS, file);
    bool good = ferror(file) == 0;
    if (fclose(file) != 0 || !good) {
        fprintf(stderr, "stemma-train: %s: could not be written\n", path);
        return false;
    }
    return true;
}

/* --- Program ------------------------------------------------------------------------------------------------------- */

static const char *option_text(int count, char **arguments, const char *name) {
    for (int i = 1; i + 1 < count; i++) {
        if (strcmp(arguments[i], name) == 0) return arguments[i + 1];
    }
    return NULL;
}

/* Word classes: learned from articles, taken from an older model, or none. */
static bool classes_get(int count, char **arguments, TaggerModel *model, Arena *result) {
    const char *articles = option_text(count, arguments, "--words");
    const char *older = option_text(count, arguments, "--words-of");
    if (articles != NULL) {
        model->clusters = clusters_learn(articles, result);
        return model->clusters != NULL;
    }
    TaggerCluster *classes = arena_new_array(result, TaggerCluster, CLUSTER_SLOTS);
    model->clusters = classes;
    if (older == NULL) return true;
    FILE *file = fopen(older, "rb");
    bool read = file != NULL && fseek(file, sizeof(TaggerHeader), SEEK_SET) == 0 &&
                fread(classes, sizeof *classes, CLUSTER_SLOTS, file) == CLUSTER_SLOTS;
    if (file != NULL) fclose(file);
    if (!read) fprintf(stderr, "stemma-train: %s: no model to take word classes from\n", older);
    return read;
}

static uint32_t option_number(int count, char **arguments, const char *name, uint32_t otherwise) {
    for (int i = 1; i + 1 < count; i++) {
        if (strcmp(arguments[i], name) == 0) return (uint32_t)strtoul(arguments[i + 1], NULL, 10);
    }
    return otherwise;
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: stemma-train FOLDER MODEL [--words ARTICLES | --words-of MODEL]\n"
                        "       [--rounds N] [--epochs N] [--margin N] [--folds N] [--threads N]\n");
        return 2;
    }
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    GoldArticles gold = {0};
    if (!brat_read(arguments[1], &gold, &result)) return 2;
    Trainer trainer = {.result = &result};
    trainer.folds = option_number(count, arguments, "--folds", 5);
    trainer.folds_only = option_number(count, arguments, "--folds-only", 0) != 0;
    trainer.threads = option_number(count, arguments, "--threads", 2);
    for (uint32_t pass = 0; pass < 2; pass++) {
        trainer.options[pass] =
            (LearnOptions){.rounds = option_number(count, arguments, "--rounds", 3),
                           .epochs = option_number(count, arguments, "--epochs", 6),
                           .margin = (int32_t)option_number(count, arguments, "--margin", 2),
                           .bucket_count = pass == 0 ? BUCKETS_PASS_ONE : BUCKETS_PASS_TWO,
                           .occurrences_min = option_number(count, arguments, "--min", 3),
                           .eagerness = (int32_t)option_number(count, arguments, pass == 0 ? "--eager-one" : "--eager",
                                                               pass == 0 ? 0 : 48),
                           .seed = 1};
    }
    if (!classes_get(count, arguments, &trainer.model, &result)) return 2;
    trainer.corpus = train_corpus_build(&gold, trainer.folds, &trainer.model, &result, scratch);
    fprintf(stderr, "%u articles\n", trainer.corpus.count);
    for (uint32_t i = 0; i < trainer.corpus.count; i++) {
        for (uint32_t k = 0; k < trainer.corpus.articles[i].view.count; k++)
            trainer.corpus.articles[i].view.words[k].tag = trainer.corpus.articles[i].view.words[k].rule;
    }
    score_print(&trainer, "rules   ");
    for (uint32_t pass = 0; pass < 2; pass++) {
        pass_learn(&trainer, pass);
        score_print(&trainer, pass == 0 ? "pass one" : "pass two");
    }
    joins_learn_links(&trainer.corpus, &trainer.model, &result);
    joins_learn_trust(&trainer.corpus, &trainer.model, &result);
    joins_learn_limits(&trainer.corpus, &trainer.model);
    joins_measure(&trainer.corpus, &trainer.model);
    bool written = trainer.folds_only || model_write(arguments[2], &trainer.model);
    arena_close(&scratch);
    arena_close(&result);
    return written ? 0 : 2;
}
