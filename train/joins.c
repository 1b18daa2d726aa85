/*
 * Links, trust, and the measure.
 *
 * In:  articles whose tags were found by a model that had not seen them.
 * Out: weights of the linker (averaged perceptron over the candidates of each question), of the trust model (logistic
 *      regression by stochastic gradient), and figures.
 *
 * A content whose own cue was not found asks no question: the linker is to learn from what could be answered. One that
 * is nobody's content is answered by "nobody".
 */
#include "joins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINK_EPOCHS 6
#define TRUST_EPOCHS 10
#define TRUST_SUM_STEPS 500 /* between two looks at the weights */
#define TRUST_RATE 0.05
#define TRUST_SHRINK 1e-5
/* Limits tried, in TRUST_ONE: probabilities from 0.08 to 0.54; the lowest first. */
#define LIMIT_LEAST (-640)
#define LIMIT_LEAST_QUOTED (-360)
#define LIMIT_MOST 40
#define LIMIT_STEP 57
#define LIMIT_GAIN_MIN 0.05 /* F1 a higher limit must win to be worth what it no longer finds */

/* --- Gold --------------------------------------------------------------------------------------------------------- */

static ByteSpan segment_outer(const TrainArticle *article, const TaggerSegment *segment) {
    WordSpan words = {article->view.words[segment->words.begin].word,
                      article->view.words[segment->words.end - 1].word + 1};
    return text_bytes_of(article->input.text, words);
}

static uint32_t overlap_bytes(const GoldRelation *relation, GoldRole role, ByteSpan bytes) {
    uint32_t shared = 0;
    for (uint32_t i = 0; i < relation->counts[role]; i++) {
        ByteSpan part = relation->parts[role][i];
        uint32_t begin = part.begin > bytes.begin ? part.begin : bytes.begin;
        uint32_t end = part.end < bytes.end ? part.end : bytes.end;
        if (begin < end) shared += end - begin;
    }
    return shared;
}

static const GoldRelation *relation_of(const TrainArticle *article, const TaggerSegment *segment, GoldRole role) {
    const GoldRelation *best = NULL;
    uint32_t most = 0;
    ByteSpan bytes = segment_outer(article, segment);
    for (size_t i = 0; i < article->gold->relations.count; i++) {
        uint32_t shared = overlap_bytes(&article->gold->relations.items[i], role, bytes);
        if (shared <= most) continue;
        most = shared;
        best = &article->gold->relations.items[i];
    }
    return best;
}

/* --- Links -------------------------------------------------------------------------------------------------------- */

typedef struct LinkLearner {
    int32_t weights[2 * LINK_WEIGHTS];
    int64_t sums[2 * LINK_WEIGHTS];
    int64_t now;
    uint32_t asked;
    uint32_t wrong;
} LinkLearner;

static void link_move(LinkLearner *learner, const LinkQuestion *question, int32_t by) {
    uint32_t features[LINK_FEATURES_MAX];
    uint32_t count = tagger_link_features(question, features);
    for (uint32_t i = 0; i < count; i++) {
        size_t place = features[i] + (question->kind == LINK_SOURCE ? (size_t)LINK_WEIGHTS : 0);
        learner->weights[place] += by;
        learner->sums[place] += by * learner->now;
    }
}

static int32_t link_score(const LinkLearner *learner, const LinkQuestion *question) {
    uint32_t features[LINK_FEATURES_MAX];
    uint32_t count = tagger_link_features(question, features);
    int32_t score = 0;
    for (uint32_t i = 0; i < count; i++)
        score += learner->weights[features[i] + (question->kind == LINK_SOURCE ? (size_t)LINK_WEIGHTS : 0)];
    return score;
}

static void link_learn(LinkLearner *learner, const TrainArticle *article, const TaggerSegments *segments,
                       uint32_t segment, LinkKind kind) {
    const TaggerSegment *it = &segments->items[segment];
    const GoldRelation *relation = relation_of(article, it, kind == LINK_CONTENT ? GOLD_CONTENT : GOLD_CUE);
    GoldRole wanted = kind == LINK_CONTENT ? GOLD_CUE : GOLD_SOURCE;
    if (relation == NULL && kind == LINK_SOURCE) return;
    uint32_t candidates[LINK_CANDIDATES_MAX];
    uint32_t count = tagger_link_candidates(&article->view, segments, segment, kind, candidates);
    uint32_t right = count - 1;
    for (uint32_t i = 0; relation != NULL && i + 1 < count; i++) {
        if (overlap_bytes(relation, wanted, segment_outer(article, &segments->items[candidates[i]])) > 0) {
            right = i;
            break;
        }
    }
    if (relation != NULL && relation->counts[wanted] > 0 && right == count - 1) return;
    uint32_t best = 0;
    int32_t best_score = INT32_MIN;
    for (uint32_t i = 0; i < count; i++) {
        LinkQuestion question = {&article->view, segments, segment, candidates[i], kind};
        int32_t score = link_score(learner, &question) + (i == right ? 0 : 4);
        if (score <= best_score) continue;
        best_score = score;
        best = i;
    }
    learner->now++;
    learner->asked++;
    if (best == right) return;
    learner->wrong++;
    link_move(learner, &(LinkQuestion){&article->view, segments, segment, candidates[right], kind}, 1);
    link_move(learner, &(LinkQuestion){&article->view, segments, segment, candidates[best], kind}, -1);
}

void joins_learn_links(TrainCorpus *corpus, TaggerModel *model, Arena *result) {
    LinkLearner *learner = arena_new(result, LinkLearner);
    Arena memory = arena_open(0);
    TaggerSegments *segments = arena_new_array(&memory, TaggerSegments, corpus->count);
    for (uint32_t i = 0; i < corpus->count; i++)
        segments[i] = tagger_segments_build(&corpus->articles[i].view, (WordSpan){0, corpus->articles[i].view.count},
                                            corpus->articles[i].margins, &memory);
    for (uint32_t epoch = 0; epoch < LINK_EPOCHS; epoch++) {
        learner->asked = learner->wrong = 0;
        for (uint32_t step = 0; step < corpus->count; step++) {
            uint32_t i = (uint32_t)((uint64_t)step * 7919U % corpus->count); /* spread: not outlet after outlet */
            for (uint32_t k = 0; k < segments[i].count; k++) {
                SegmentKind kind = segments[i].items[k].kind;
                if (kind == SEGMENT_CONTENT) link_learn(learner, &corpus->articles[i], &segments[i], k, LINK_CONTENT);
                if (kind == SEGMENT_CUE) link_learn(learner, &corpus->articles[i], &segments[i], k, LINK_SOURCE);
            }
        }
    }
    fprintf(stderr, "links: %u questions, %u wrong while learning\n", learner->asked, learner->wrong);
    int16_t *links = arena_new_array(result, int16_t, 2 * LINK_WEIGHTS);
    for (size_t i = 0; i < 2 * LINK_WEIGHTS; i++) {
        double value = (double)learner->weights[i] - (double)learner->sums[i] / (double)(learner->now + 1);
        value = floor(value * 16.0 + 0.5);
        links[i] = (int16_t)(value > 32000 ? 32000 : value < -32000 ? -32000 : value);
    }
    model->links = links;
    arena_close(&memory);
}

/* --- Right or wrong ----------------------------------------------------------------------------------------------- */

static uint32_t words_in(const Text *text, const ByteSpan *parts, uint32_t count) {
    uint32_t words = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t word = text_word_at(text, parts[i].begin); word < text->word_count; word++) {
            if (text->words[word].byte_begin >= parts[i].end) break;
            words++;
        }
    }
    return words;
}

static double content_likeness(const Text *text, const Draft *draft, const GoldRelation *relation) {
    ByteSpan shared[DRAFT_PARTS_MAX * GOLD_PARTS_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < draft->content_count; i++) {
        for (uint32_t k = 0; k < relation->counts[GOLD_CONTENT]; k++) {
            ByteSpan a = draft->content[i];
            ByteSpan b = relation->parts[GOLD_CONTENT][k];
            ByteSpan both = {a.begin > b.begin ? a.begin : b.begin, a.end < b.end ? a.end : b.end};
            if (both.begin < both.end) shared[count++] = both;
        }
    }
    if (count == 0) return 0;
    double both = words_in(text, shared, count);
    double all = words_in(text, draft->content, draft->content_count) +
                 words_in(text, relation->parts[GOLD_CONTENT], relation->counts[GOLD_CONTENT]) - both;
    return all > 0 ? both / all : 0;
}

static bool source_is_right(const Draft *draft, const GoldRelation *relation) {
    bool none = draft->source.begin >= draft->source.end;
    if (none || relation->counts[GOLD_SOURCE] == 0) return none && relation->counts[GOLD_SOURCE] == 0;
    return overlap_bytes(relation, GOLD_SOURCE, draft->source) > 0;
}

static bool draft_is_right(const TrainArticle *article, const Draft *draft) {
    double best = 0;
    bool right = false;
    for (size_t i = 0; i < article->gold->relations.count; i++) {
        const GoldRelation *relation = &article->gold->relations.items[i];
        double likeness = content_likeness(article->input.text, draft, relation);
        if (likeness <= best) continue;
        best = likeness;
        right = likeness >= 0.5 && source_is_right(draft, relation);
    }
    return right;
}

/* --- Trust -------------------------------------------------------------------------------------------------------- */

typedef struct TrustExample {
    uint32_t features[TRUST_FEATURES_MAX];
    uint32_t count;
    bool right;
} TrustExample;

typedef struct TrustExamples ARRAY_OF(TrustExample) TrustExamples;

static void examples_shuffle(TrustExamples *examples, uint64_t *random) {
    for (size_t i = examples->count; i > 1; i--) {
        *random = *random * 6364136223846793005ULL + 1442695040888963407ULL;
        size_t other = (size_t)((*random >> 33) % i);
        TrustExample example = examples->items[i - 1];
        examples->items[i - 1] = examples->items[other];
        examples->items[other] = example;
    }
}

/* What is kept is the mean of the weights over the later epochs: the last steps alone would be a matter of chance. */
void joins_learn_trust(TrainCorpus *corpus, TaggerModel *model, Arena *result) {
    Arena memory = arena_open(0);
    TrustExamples examples = {0};
    for (uint32_t i = 0; i < corpus->count; i++) {
        const TrainArticle *article = &corpus->articles[i];
        const TaggedArticle tagged = {&article->view, article->margins, &article->rules};
        TaggerDrafts found = {0};
        tagger_drafts_join(&tagged, model, &found, &memory);
        for (uint32_t k = 0; k < found.count; k++) {
            TrustExample *example = array_push(&examples, &memory);
            example->count = tagger_trust_features(&article->view, &found, k, example->features);
            example->right = draft_is_right(article, &found.items[k].draft);
        }
    }
    double *weights = arena_new_array(&memory, double, TRUST_WEIGHTS);
    double *sums = arena_new_array(&memory, double, TRUST_WEIGHTS);
    uint64_t random = 1;
    uint32_t summed = 0;
    for (uint32_t epoch = 0; epoch < TRUST_EPOCHS; epoch++) {
        double rate = TRUST_RATE / (1.0 + epoch);
        examples_shuffle(&examples, &random);
        for (size_t step = 0; step < examples.count; step++) {
            const TrustExample *it = &examples.items[step];
            double score = 0;
            for (uint32_t k = 0; k < it->count; k++) score += weights[it->features[k]];
            double gradient = (it->right ? 1.0 : 0.0) - 1.0 / (1.0 + exp(-score));
            for (uint32_t k = 0; k < it->count; k++)
                weights[it->features[k]] += rate * gradient - TRUST_SHRINK * weights[it->features[k]];
            if (step % TRUST_SUM_STEPS != 0 || epoch < TRUST_EPOCHS / 2) continue;
            for (uint32_t i = 0; i < TRUST_WEIGHTS; i++) sums[i] += weights[i];
            summed++;
        }
    }
    int16_t *trust = arena_new_array(result, int16_t, TRUST_WEIGHTS);
    for (uint32_t i = 0; i < TRUST_WEIGHTS; i++) trust[i] = (int16_t)floor(sums[i] / summed * TRUST_ONE + 0.5);
    model->trust = trust;
    fprintf(stderr, "trust: %zu drafts\n", examples.count);
    arena_close(&memory);
}

/* --- The measure -------------------------------------------------------------------------------------------------- */

typedef struct Measure {
    uint32_t gold[3]; /* by kind: indirect, mixed, direct */
    uint32_t gold_right[3];
    uint32_t found[3];
    uint32_t found_right[3];
    uint32_t parts_right[GOLD_ROLES];
    uint32_t parts_gold[GOLD_ROLES];
    uint32_t parts_found[GOLD_ROLES];
    double trust[10];
    uint32_t trusted[10];
    uint32_t trusted_right[10];
} Measure;

static uint32_t kind_of(const TrainArticle *article, const ByteSpan *parts, uint32_t count) {
    const Text *text = article->input.text;
    uint32_t words = 0;
    uint32_t quoted = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t word = text_word_at(text, parts[i].begin); word < text->word_count; word++) {
            if (text->words[word].byte_begin >= parts[i].end) break;
            uint32_t place = article->view.of_text[word];
            words++;
            quoted += place != INDEX_NONE && article->view.words[place].span != INDEX_NONE;
        }
    }
    return quoted == 0 ? 0 : quoted * 10 < words * 9 ? 1 : 2;
}

typedef struct Range {
    uint32_t begin;
    uint32_t end;
} Range;

typedef struct Ranges ARRAY_OF(Range) Ranges;

static void range_add(Ranges *ranges, const Text *text, ByteSpan part, Arena *memory) {
    if (part.begin >= part.end) return;
    Range range = {text_word_at(text, part.begin), 0};
    range.end = range.begin;
    while (range.end < text->word_count && text->words[range.end].byte_begin < part.end) range.end++;
    for (size_t i = 0; i < ranges->count; i++) {
        if (ranges->items[i].begin == range.begin && ranges->items[i].end == range.end) return;
    }
    *array_push(ranges, memory) = range;
}

static void parts_measure(const TrainArticle *article, const Drafts *chosen, Measure *measure, Arena memory) {
    const Text *text = article->input.text;
    for (uint32_t role = 0; role < GOLD_ROLES; role++) {
        Ranges gold = {0};
        Ranges found = {0};
        for (size_t i = 0; i < article->gold->relations.count; i++) {
            const GoldRelation *relation = &article->gold->relations.items[i];
            for (uint32_t k = 0; k < relation->counts[role]; k++)
                range_add(&gold, text, relation->parts[role][k], &memory);
        }
        for (size_t i = 0; i < chosen->count; i++) {
            const Draft *draft = &chosen->items[i];
            if (draft->content_count == 0) continue;
            if (role == GOLD_SOURCE) range_add(&found, text, draft->source, &memory);
            if (role == GOLD_CUE) range_add(&found, text, draft->cue, &memory);
            for (uint32_t k = 0; role == GOLD_CONTENT && k < draft->content_count; k++)
                range_add(&found, text, draft->content[k], &memory);
        }
        measure->parts_gold[role] += (uint32_t)gold.count;
        measure->parts_found[role] += (uint32_t)found.count;
        for (size_t i = 0; i < gold.count; i++) {
            for (size_t k = 0; k < found.count; k++)
                measure->parts_right[role] +=
                    gold.items[i].begin == found.items[k].begin && gold.items[i].end == found.items[k].end;
        }
    }
}

static void article_measure(const TrainArticle *article, const Drafts *chosen, Measure *measure) {
    for (size_t i = 0; i < chosen->count; i++) {
        const Draft *draft = &chosen->items[i];
        if (draft->content_count == 0) continue;
        uint32_t kind = kind_of(article, draft->content, draft->content_count);
        bool right = draft_is_right(article, draft);
        uint32_t tenth = draft->confidence >= 1.0F ? 9 : (uint32_t)(draft->confidence * 10.0F);
        measure->found[kind]++;
        measure->found_right[kind] += right;
        measure->trust[tenth] += (double)draft->confidence;
        measure->trusted[tenth]++;
        measure->trusted_right[tenth] += right;
    }
    for (size_t i = 0; i < article->gold->relations.count; i++) {
        const GoldRelation *relation = &article->gold->relations.items[i];
        uint32_t kind = kind_of(article, relation->parts[GOLD_CONTENT], relation->counts[GOLD_CONTENT]);
        double best = 0;
        bool right = false;
        for (size_t k = 0; k < chosen->count; k++) {
            double likeness = content_likeness(article->input.text, &chosen->items[k], relation);
            if (likeness <= best) continue;
            best = likeness;
            right = likeness >= 0.5 && source_is_right(&chosen->items[k], relation);
        }
        measure->gold[kind]++;
        measure->gold_right[kind] += right;
    }
}

static Measure corpus_measure(const TrainCorpus *corpus, const TaggerModel *model) {
    Measure measure = {0};
    Arena memory = arena_open(0);
    for (uint32_t i = 0; i < corpus->count; i++) {
        const TrainArticle *article = &corpus->articles[i];
        size_t begin = memory.used_bytes;
        TaggerDrafts found = {0};
        Drafts chosen = {0};
        TaggerDraftSides sides = {&found, &article->rules};
        const TaggedArticle tagged = {&article->view, article->margins, &article->rules};
        tagger_drafts_join(&tagged, model, &found, &memory);
        tagger_choose(&article->view, sides, model, &chosen, &memory);
        article_measure(article, &chosen, &measure);
        parts_measure(article, &chosen, &measure, memory);
        arena_reset(&memory, begin);
    }
    arena_close(&memory);
    return measure;
}

static double f1_of(const Measure *measure, uint32_t first_kind, uint32_t last_kind) {
    double gold = 0, gold_right = 0, found = 0, found_right = 0;
    for (uint32_t kind = first_kind; kind <= last_kind; kind++) {
        gold += measure->gold[kind];
        gold_right += measure->gold_right[kind];
        found += measure->found[kind];
        found_right += measure->found_right[kind];
    }
    double recall = gold > 0 ? gold_right / gold : 0;
    double precision = found > 0 ? found_right / found : 0;
    return recall + precision > 0 ? 2 * recall * precision / (recall + precision) : 0;
}

void joins_learn_limits(TrainCorpus *corpus, TaggerModel *model) {
    double best[2] = {-1, -1};
    int32_t limits[2] = {0, 0};
    const int32_t least[2] = {LIMIT_LEAST, LIMIT_LEAST_QUOTED}; /* a wrong name on words in marks is worse */
    for (int32_t limit = LIMIT_LEAST; limit <= LIMIT_MOST; limit += LIMIT_STEP) {
        model->limits[0] = model->limits[1] = limit;
        Measure measure = corpus_measure(corpus, model);
        double reached[2] = {f1_of(&measure, 0, 0), f1_of(&measure, 1, 2)};
        fprintf(stderr, "limit %.2f: F1 indirect %.3f, quoted %.3f\n", (double)tagger_trust_probability(limit),
                reached[0], reached[1]);
        for (uint32_t i = 0; i < 2; i++) {
            if (limit < least[i] || reached[i] <= best[i] + LIMIT_GAIN_MIN) continue;
            best[i] = reached[i];
            limits[i] = limit;
        }
    }
    model->limits[0] = limits[0];
    model->limits[1] = limits[1];
}

void joins_measure(const TrainCorpus *corpus, const TaggerModel *model) {
    static const char *const kinds[] = {"indirect", "mixed", "direct"};
    static const char *const roles[] = {"source", "cue", "content"};
    Measure measure = corpus_measure(corpus, model);
    printf("exact F1:");
    for (uint32_t role = 0; role < GOLD_ROLES; role++)
        printf(" %s %.1f", roles[role],
               200.0 * measure.parts_right[role] / (measure.parts_gold[role] + measure.parts_found[role]));
    printf("\n");
    for (uint32_t kind = 3; kind-- > 0;)
        printf("%-9s gold %u  end to end %.1f  precision %.1f of %u\n", kinds[kind], measure.gold[kind],
               100.0 * measure.gold_right[kind] / (measure.gold[kind] + 1e-9),
               100.0 * measure.found_right[kind] / (measure.found[kind] + 1e-9), measure.found[kind]);
    printf("confidence against truth:");
    for (uint32_t tenth = 0; tenth < 10; tenth++) {
        if (measure.trusted[tenth] == 0) continue;
        printf("  %.2f %.2f (%u)", measure.trust[tenth] / measure.trusted[tenth],
               (double)measure.trusted_right[tenth] / measure.trusted[tenth], measure.trusted[tenth]);
    }
    printf("\n");
}
