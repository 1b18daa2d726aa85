/*
 * stemma-train: learns model/attribution.bin from annotated articles.
 *
 * In:  a folder of annotated articles (brat.h), options.
 * Out: the model file; how well it does on articles it was not trained on, fold by fold.
 *
 * What is learned on top of the tags (the links, what to trust) must see tags as they are on unknown text, not on text
 * known by heart. So the articles are cut into folds, each fold is tagged by what was learned from the others, and the
 * next step learns from that; the weights that are kept are learned from all of them.
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
#define BUCKETS 50000 /* of four features each: 3.2 MB */

typedef struct Trainer {
    TrainCorpus corpus;
    TaggerModel model;
    LearnOptions options;
    uint32_t folds;
    uint32_t threads;
    bool folds_only; /* no model, only how good it would be */
    Arena *result;
} Trainer;

/* --- Segment scores ----------------------------------------------------------------------------------------------- */

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

/* --- Tags --------------------------------------------------------------------------------------------------------- */

typedef struct Folding {
    const Trainer *trainer;
    const LearnSet *set;
    TaggerWeights weights[FOLDS_MAX + 1]; /* by the fold left out; the last: none */
    Arena memory[FOLDS_MAX + 1];
} Folding;

static void fold_learn(void *context, uint32_t worker_index, size_t fold) {
    (void)worker_index;
    Folding *folding = context;
    Arena scratch = arena_open(0);
    folding->memory[fold] = arena_open(0);
    folding->weights[fold] =
        learn_weights(folding->set, (uint32_t)fold, &folding->trainer->options, &folding->memory[fold], scratch);
    arena_close(&scratch);
}

/* Tags the articles of a fold by what was learned from the others. */
static void fold_tag(Trainer *trainer, const Folding *folding, uint32_t fold, Arena scratch) {
    TaggerModel model = trainer->model;
    model.tags = folding->weights[fold];
    TaggerLexicon lexicon =
        tagger_lexicon_build(&model, &trainer->corpus.corpus->vocabulary, trainer->corpus.classes, &scratch);
    Tagger tagger = tagger_open(&lexicon, &scratch);
    for (uint32_t i = 0; i < trainer->corpus.count; i++) {
        TrainArticle *it = &trainer->corpus.articles[i];
        if (it->fold == fold) tagger_tag(&it->view, &tagger, it->margins, trainer->result);
    }
}

/* With nothing told apart by what came last in its unit. */
static const uint8_t *gold_tags(const TrainArticle *article, Arena *result) {
    static const uint8_t outs[] = {TAG_OUT, TAG_OUT_SOURCE, TAG_OUT_CUE, TAG_OUT_CONTENT};
    const TaggerView *view = &article->view;
    uint8_t *tags = arena_new_array(result, uint8_t, view->count + 1);
    SegmentKind last = SEGMENT_NONE;
    for (uint32_t i = 0; i < view->count; i++) {
        if (view->words[i].word == INDEX_NONE) continue;
        if (i > 0 && (view->words[i - 1].word == INDEX_NONE || view->words[i - 1].unit != view->words[i].unit))
            last = SEGMENT_NONE;
        tags[i] = article->tags[i];
        if (view->words[i].deep)
            tags[i] = tag_begins(tags[i - 1]) ? (uint8_t)(tags[i - 1] + 1) : tags[i - 1];
        else if (!tag_may_follow(tags[i - 1], tags[i]))
            tags[i]--;
        if (view->words[i].deep) continue;
        if (tags[i] != TAG_OUT)
            last = tag_kind(tags[i]);
        else
            tags[i] = outs[last];
    }
    return tags;
}

static void tags_learn(Trainer *trainer) {
    LearnArticle *articles = arena_new_array(trainer->result, LearnArticle, trainer->corpus.count);
    for (uint32_t i = 0; i < trainer->corpus.count; i++) {
        const TrainArticle *it = &trainer->corpus.articles[i];
        articles[i] = (LearnArticle){.view = &it->view, .gold = gold_tags(it, trainer->result), .fold = it->fold};
    }
    Arena memory = arena_open(0);
    Arena scratch = arena_open(0);
    LearnSet set = learn_set_build(articles, trainer->corpus.count, &trainer->options, &memory);
    fprintf(stderr, "%u features\n", set.row_count);
    Folding *folding = arena_new(&memory, Folding);
    *folding = (Folding){.trainer = trainer, .set = &set};
    parallel_for(trainer->threads, (size_t)trainer->folds + !trainer->folds_only, fold_learn, folding);
    for (uint32_t fold = 0; fold < trainer->folds; fold++) {
        fold_tag(trainer, folding, fold, scratch);
        arena_close(&folding->memory[fold]);
    }
    trainer->model.tags = folding->weights[trainer->folds];
    arena_close(&memory);
    arena_close(&scratch);
}

/* --- The file ----------------------------------------------------------------------------------------------------- */

static bool model_write(const char *path, const TaggerModel *model) {
    TaggerHeader header = {.magic = TAGGER_MAGIC_BYTES,
                           .version = TAGGER_VERSION,
                           .tags = TAG_COUNT,
                           .contexts = TAGGER_CONTEXTS,
                           .bucket_count = model->tags.bucket_count,
                           .has_clusters = model->clusters != NULL,
                           .limits = {model->limits[0], model->limits[1]}};
    FILE *file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        return false;
    }
    fwrite(&header, sizeof header, 1, file);
    if (model->clusters != NULL) fwrite(model->clusters, sizeof(TaggerCluster), CLUSTER_SLOTS, file);
    fwrite(model->tags.rows, sizeof(TaggerRow), (size_t)model->tags.bucket_count * TAGGER_BUCKET_ROWS, file);
    fwrite(model->tags.transitions, sizeof(int16_t), TAGGER_TRANSITIONS, file);
    fwrite(model->links, sizeof(int16_t), 2 * LINK_WEIGHTS, file);
    fwrite(model->trust, sizeof(int16_t), TRUST_WEIGHTS, file);
    bool good = ferror(file) == 0;
    if (fclose(file) != 0 || !good) {
        fprintf(stderr, "stemma-train: %s: could not be written\n", path);
        return false;
    }
    return true;
}

/* --- Program ------------------------------------------------------------------------------------------------------ */

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
    if (older == NULL) return true;
    TaggerCluster *classes = arena_new_array(result, TaggerCluster, CLUSTER_SLOTS);
    model->clusters = classes;
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
        fprintf(stderr,
                "usage: stemma-train FOLDER MODEL [--words ARTICLES | --words-of MODEL] [--epochs N] [--rate N]\n"
                "       [--shrink N] [--min N] [--eager N] [--folds N] [--threads N]\n");
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
    trainer.options = (LearnOptions){.epochs = option_number(count, arguments, "--epochs", 10),
                                     .rate = (float)option_number(count, arguments, "--rate", 20) / 1000.0F,
                                     .shrink = (float)option_number(count, arguments, "--shrink", 100) / 100000.0F,
                                     .unit = (int32_t)option_number(count, arguments, "--unit", 24),
                                     .bucket_count = BUCKETS,
                                     .occurrences_min = option_number(count, arguments, "--min", 3),
                                     .eagerness = (int32_t)option_number(count, arguments, "--eager", 44),
                                     .seed = 1};
    if (trainer.folds < 2 || trainer.folds > FOLDS_MAX || trainer.options.epochs == 0) {
        fprintf(stderr, "stemma-train: --folds wants 2 to %d, --epochs 1 or more\n", FOLDS_MAX);
        return 2;
    }
    if (!classes_get(count, arguments, &trainer.model, &result)) return 2;
    trainer.corpus = train_corpus_build(&gold, trainer.folds, &trainer.model, &result, scratch);
    fprintf(stderr, "%u articles\n", trainer.corpus.count);
    for (uint32_t i = 0; i < trainer.corpus.count; i++) {
        for (uint32_t k = 0; k < trainer.corpus.articles[i].view.count; k++)
            trainer.corpus.articles[i].view.words[k].tag = trainer.corpus.articles[i].view.words[k].rule;
    }
    score_print(&trainer, "rules   ");
    tags_learn(&trainer);
    score_print(&trainer, "tags    ");
    joins_learn_links(&trainer.corpus, &trainer.model, &result);
    joins_learn_trust(&trainer.corpus, &trainer.model, &result);
    joins_learn_limits(&trainer.corpus, &trainer.model);
    joins_measure(&trainer.corpus, &trainer.model);
    bool written = trainer.folds_only || model_write(arguments[2], &trainer.model);
    arena_close(&scratch);
    arena_close(&result);
    return written ? 0 : 2;
}
