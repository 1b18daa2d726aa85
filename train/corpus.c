/*
 * From annotated articles to what the learner takes.
 *
 * In:  articles with their attributions.
 * Out: for each its units, what the rules make of it, the view, and the right tag of each word.
 *
 * A word belongs to a part that covers any of it. Where two attributions claim a word (rare: the corpora this was
 * written for allow one attribution a word) a cue wins over a source and a source over a content.
 */
#include "corpus.h"

#include "../lib/quote/marks.h"

static uint32_t distance_to(ByteSpan part, const GoldRelation *relation) {
    ByteSpan cue = relation->parts[GOLD_CUE][0];
    return part.begin < cue.begin ? cue.begin - part.begin : part.begin - cue.begin;
}

/* A source of several attributions stands where the nearest of their cues says. */
static bool part_is_behind(const GoldRelations *relations, const GoldRelation *relation, GoldRole role, ByteSpan part) {
    const GoldRelation *nearest = relation;
    for (size_t i = 0; role == GOLD_SOURCE && i < relations->count; i++) {
        const GoldRelation *other = &relations->items[i];
        if (other->counts[GOLD_CUE] == 0) continue;
        for (uint32_t k = 0; k < other->counts[GOLD_SOURCE]; k++) {
            if (other->parts[GOLD_SOURCE][k].begin != part.begin) continue;
            if (nearest->counts[GOLD_CUE] == 0 || distance_to(part, other) < distance_to(part, nearest))
                nearest = other;
        }
    }
    if (nearest->counts[GOLD_CUE] == 0) return role == GOLD_CONTENT;
    return part.begin > nearest->parts[GOLD_CUE][0].begin;
}

static void part_mark(TrainArticle *article, ByteSpan part, uint8_t tag) {
    const Text *text = article->input.text;
    bool first = true;
    for (uint32_t word = text_word_at(text, part.begin); word < text->word_count; word++) {
        if (text->words[word].byte_begin >= part.end) break;
        uint32_t place = article->view.of_text[word];
        if (place == INDEX_NONE) continue;
        article->tags[place] = (uint8_t)(tag + !first);
        first = false;
    }
}

static void tags_mark(TrainArticle *article) {
    static const GoldRole order[] = {GOLD_CONTENT, GOLD_SOURCE, GOLD_CUE};
    static const uint8_t tags[GOLD_ROLES] = {TAG_SOURCE_BEFORE, TAG_CUE, TAG_CONTENT_BEFORE};
    const GoldRelations *relations = &article->gold->relations;
    for (uint32_t step = 0; step < GOLD_ROLES; step++) {
        GoldRole role = order[step];
        for (size_t i = 0; i < relations->count; i++) {
            const GoldRelation *relation = &relations->items[i];
            for (uint32_t k = 0; k < relation->counts[role]; k++) {
                ByteSpan part = relation->parts[role][k];
                bool behind = role != GOLD_CUE && part_is_behind(relations, relation, role, part);
                part_mark(article, part, (uint8_t)(tags[role] + 2 * behind));
            }
        }
    }
}

/* A later word must stand behind one of its own part: a part cut by another one begins anew behind it. */
static void tags_mend(TrainArticle *article) {
    for (uint32_t i = 1; i < article->view.count; i++) {
        if (!tag_may_follow(article->tags[i - 1], article->tags[i])) article->tags[i]--;
    }
}

TrainCorpus train_corpus_build(const GoldArticles *gold, uint32_t folds, const TaggerModel *model, Arena *result,
                               Arena scratch) {
    TrainCorpus all = {.count = (uint32_t)gold->count};
    Article *articles = arena_new_array(result, Article, gold->count);
    for (size_t i = 0; i < gold->count; i++) articles[i] = gold->items[i].article;
    Corpus *corpus = arena_new(result, Corpus);
    *corpus = corpus_build(articles, all.count, 1, result);
    all.corpus = corpus;
    all.classes = lexicon_classes_build(&all.corpus->vocabulary, result);
    TaggerModel words_only = {.clusters = model->clusters};
    TaggerLexicon *lexicon = arena_new(result, TaggerLexicon);
    *lexicon = tagger_lexicon_build(&words_only, &all.corpus->vocabulary, all.classes, result);
    lexicon->model = model;
    all.lexicon = lexicon;
    all.articles = arena_new_array(result, TrainArticle, all.count);
    for (uint32_t i = 0; i < all.count; i++) {
        TrainArticle *it = &all.articles[i];
        QuotedSpans *quoted = arena_new(result, QuotedSpans);
        it->gold = &gold->items[i];
        *quoted = marks_find(&all.corpus->texts[i], result, scratch);
        it->input = (AttributionInput){.text = &all.corpus->texts[i],
                                       .quoted = quoted,
                                       .vocabulary = &all.corpus->vocabulary,
                                       .word_classes = all.classes,
                                       .article_index = i};
        it->clauses = clauses_build(&it->input, result);
        attribution_rules_find(&it->clauses, &it->rules, result);
        links_add(&it->clauses, &it->rules, result);
        it->view = tagger_view_build(&it->clauses, NULL, &it->rules, lexicon, result);
        it->tags = arena_new_array(result, uint8_t, it->view.count + 1);
        it->margins = arena_new_array(result, int32_t, it->view.count + 1);
        it->fold = i % folds;
        tags_mark(it);
        tags_mend(it);
    }
    return all;
}
