/*
 * Which articles report one matter.
 *
 * In:  pairs and credits. Out: a partition of all articles; most are alone in theirs.
 *
 * Two articles are joined by what cannot well be chance: a good stretch of narration, a good part of one of them, two
 * utterances reported by both, or a credit with words or several utterances shared. One utterance in common is not
 * enough: a famous sentence is quoted for years, in stories that have nothing else to do with one another; nor is one
 * stock phrase.
 * Where dates are known and lie far apart, or both are of one outlet, what is shared has to be more: archives quote
 * themselves, and outlets keep paragraphs of background ready.
 * What is connected directly or through others is one story (union-find; Tarjan 1975).
 */
#include "stories.h"

enum {
    NARRATION_WORDS_MIN = 20, /* two sentences' worth of copied narration */
    SHARE_PERMILLE_MIN = 150, /* or so much of the shorter article … */
    SHARED_WORDS_MIN = 16, /* … if it is not tiny … */
    UTTERANCES_MIN = 2,
    QUOTED_WORDS_MIN = 16, /* … together so long */
    DAYS_FAR_APART = 21
};

#define DAY_S INT64_C(86400)

uint32_t root_find(uint32_t *above, uint32_t node) {
    while (above[node] != node) {
        above[node] = above[above[node]];
        node = above[node];
    }
    return node;
}

/* The lower article stays the root, so that the result does not depend on the order of joining. */
static void join(uint32_t *parents, uint32_t one, uint32_t other) {
    uint32_t one_root = root_find(parents, one);
    uint32_t other_root = root_find(parents, other);
    if (one_root < other_root) {
        parents[other_root] = one_root;
    } else {
        parents[one_root] = other_root;
    }
}

static bool far_apart(const Article *one, const Article *other) {
    DateInterval left = one->published_interval;
    DateInterval right = other->published_interval;
    if (!date_is_known(one) || !date_is_known(other)) {
        return false;
    }
    return left.end_unix_s + DAYS_FAR_APART * DAY_S < right.begin_unix_s ||
           right.end_unix_s + DAYS_FAR_APART * DAY_S < left.begin_unix_s;
}

static bool pair_joins(const Corpus *corpus, const Pair *pair) {
    uint32_t left_words = corpus->texts[pair->left_article].word_count;
    uint32_t right_words = corpus->texts[pair->right_article].word_count;
    uint64_t share_permille = 0;
    if (left_words > 0 && right_words > 0) {
        uint64_t left = (uint64_t)pair->left_shared_words * 1000 / left_words;
        uint64_t right = (uint64_t)pair->right_shared_words * 1000 / right_words;
        share_permille = left > right ? left : right;
    }
    bool apart = far_apart(&corpus->articles[pair->left_article], &corpus->articles[pair->right_article]);
    bool same_outlet = outlets_are_equal(&corpus->articles[pair->left_article], &corpus->articles[pair->right_article]);
    uint32_t factor = apart ? 3 : same_outlet ? 2 : 1;
    if (pair->narration_words >= NARRATION_WORDS_MIN * factor) {
        return true;
    }
    if (share_permille >= SHARE_PERMILLE_MIN * factor && pair->matched_words >= SHARED_WORDS_MIN * factor) {
        return pair->utterance_count != 1 || pair->narration_words > 0;
    }
    return pair->utterance_count >= UTTERANCES_MIN * factor && pair->matched_words >= QUOTED_WORDS_MIN * factor;
}

/* A credit names an outlet, not one of its articles: words in common say which, or several utterances of those days. */
static bool credit_joins(const Corpus *corpus, const Pair *pair) {
    const Article *left = &corpus->articles[pair->left_article], *right = &corpus->articles[pair->right_article];
    return pair->matched_words > 0 || (pair->utterance_count >= UTTERANCES_MIN && !far_apart(left, right));
}

static Stories stories_collect(uint32_t *parents, uint32_t article_count, Arena *result, Arena scratch) {
    uint32_t *by_article = arena_new_array(result, uint32_t, article_count + 1u);
    uint32_t *articles = arena_new_array(result, uint32_t, article_count + 1u);
    uint32_t *story_of_root = arena_new_array(&scratch, uint32_t, article_count + 1u);
    Stories stories = {.by_article = by_article};
    for (uint32_t article = 0; article < article_count; article++) {
        uint32_t root = root_find(parents, article);
        if (root == article) {
            story_of_root[root] = stories.count++;
        }
        by_article[article] = story_of_root[root];
    }
    stories.items = arena_new_array(result, Story, stories.count + 1u);
    for (uint32_t article = 0; article < article_count; article++) {
        stories.items[by_article[article]].article_count++;
    }
    uint32_t begin = 0;
    for (uint32_t i = 0; i < stories.count; i++) {
        stories.items[i].articles = articles + begin;
        begin += stories.items[i].article_count;
        stories.items[i].article_count = 0;
    }
    for (uint32_t article = 0; article < article_count; article++) {
        Story *story = &stories.items[by_article[article]];
        articles[(story->articles - articles) + story->article_count++] = article;
    }
    return stories;
}

Stories stories_build(const LineageInput *input, const Pairs *pairs, const CreditLinks *credits, Arena *result,
                      Arena scratch) {
    uint32_t article_count = input->corpus->article_count;
    uint32_t *parents = arena_new_array(&scratch, uint32_t, article_count + 1u);
    for (uint32_t article = 0; article < article_count; article++) {
        parents[article] = article;
    }
    for (uint32_t i = 0; i < pairs->count; i++) {
        const Pair *pair = &pairs->items[i];
        if (pair_joins(input->corpus, pair)) {
            join(parents, pair->left_article, pair->right_article);
        }
    }
    for (uint32_t i = 0; i < credits->count; i++) {
        const CreditLink *credit = &credits->items[i];
        if (credit->kind == CREDIT_REPORT && credit_joins(input->corpus, &pairs->items[credit->pair])) {
            join(parents, credit->from_article, credit->to_article);
        }
    }
    return stories_collect(parents, article_count, result, scratch);
}
