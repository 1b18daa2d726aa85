/*
 * Choosing parents.
 *
 * In:  stories and the signs of their pairs. Out: derivations.
 *
 * Every ordered pair of a story that shares enough has a score (scores.c): the log-odds that the one was made from the
 * other, against "from none of the articles here". The articles and one root, which stands for the event and for
 * ancestors that are lost, are a graph; every tree over it is as likely as the sum of its scores says, and the
 * posterior of an arc is the share of all trees that have it (posteriors.c). The parents shown are the tree that has
 * most arcs right by these posteriors, one the wrong way round counting half (arborescence.c). An article that hangs
 * from the root derives from nothing in the collection.
 *
 * An article can have a second source: text that its parent does not have and that another one, older or credited, has.
 *
 * How sure: the confidence is the posterior that the child derives from the parent, directly or through one of the
 * parent's other descendants. Direction is known where a credit, a link or the dates show it, likely where the
 * posteriors do, and unknown where that of the reverse is nearly as good.
 */
#include "parents.h"

#include <math.h>
#include <stdlib.h>

#include "../base/array.h"
#include "../base/radix.h"
#include "arborescence.h"
#include "posteriors.h"
#include "scores.h"
#include "stories.h"

enum {
    LOST_NARRATION_WORDS_MIN = 40, /* shared by two whose common ancestor is lost … */
    LOST_PERMILLE_MIN = 300, /* … and so much of the one's text */
    SECOND_SOURCE_PERMILLE_MIN = 100, /* … and so much of the article */
    SECOND_SOURCE_WORDS_MIN = 60, /* words a second source must give that the first does not have … */
    SECOND_SOURCE_CREDITED_WORDS_MIN = 25 /* … where the article names it */
};

/* A node's own number and its descendants'. */
typedef struct TreeSpan {
    uint32_t begin;
    uint32_t end;
} TreeSpan;

/* What a tree's arc is worth that runs the wrong way, or leads to the child through another article. */
#define REVERSED_WORTH 0.5
#define INDIRECT_WORTH 0.4

/* One story being worked on. Article nodes are 1-based in the order of the story; node 0 is the event. */
typedef struct ParentChooser {
    const Signs *signs;
    const Stories *stories;
    Scorer scorer;
    const uint32_t *node_of_article; /* by article of the corpus */
    Candidates candidates; /* of this story: by child, best first */
    uint32_t *first_candidates; /* by node; one more entry at the end */
    const uint32_t *chosen; /* by node: index of a candidate, INDEX_NONE for none */
    uint32_t node_count;
    WordSet *given_words; /* both empty between uses */
    WordSet *more_words;
    const double *posteriors; /* by candidate, then by node: from the root */
    uint32_t lost_ancestor_count; /* of all stories so far */
    const TreeSpan *spans; /* by node, of the chosen tree */
    Arena *result;
    Arena work; /* scratch of its own, beside the one the story's candidates live in */
} ParentChooser;

/* The candidate the other way round; INDEX_NONE where there is none. */
static uint32_t reverse_find(const ParentChooser *chooser, const Candidate *candidate) {
    uint32_t node = chooser->node_of_article[candidate->from_article];
    for (uint32_t i = chooser->first_candidates[node]; i < chooser->first_candidates[node + 1]; i++) {
        if (chooser->candidates.items[i].from_article == candidate->to_article) {
            return i;
        }
    }
    return INDEX_NONE;
}

/*
 * Numbers the nodes of a tree so that a node's descendants are those whose numbers lie in its span (depth-first order):
 * asking whether one descends from another costs nothing, however deep the tree.
 */
static void tree_number(const ParentChooser *chooser, const uint32_t *chosen, TreeSpan *spans, Arena scratch) {
    uint32_t count = chooser->node_count;
    uint32_t *first_children = arena_new_array(&scratch, uint32_t, count); /* 0 for none: no child is the root */
    uint32_t *next_siblings = arena_new_array(&scratch, uint32_t, count);
    uint32_t *parents = arena_new_array(&scratch, uint32_t, count);
    for (uint32_t node = count; node-- > 1;) {
        parents[node] = chosen[node] == INDEX_NONE
                            ? 0
                            : chooser->node_of_article[chooser->candidates.items[chosen[node]].from_article];
        next_siblings[node] = first_children[parents[node]];
        first_children[parents[node]] = node;
    }
    uint32_t number = 0;
    for (uint32_t node = 0;;) {
        spans[node].begin = number++;
        if (first_children[node] != 0) {
            node = first_children[node];
            continue;
        }
        spans[node].end = number;
        while (node != 0 && next_siblings[node] == 0) {
            node = parents[node];
            spans[node].end = number;
        }
        if (node == 0) {
            return;
        }
        node = next_siblings[node];
    }
}

/* Whether the article derives from the other one by the tree, directly or through others. */
static bool descends(const ParentChooser *chooser, uint32_t article, uint32_t ancestor) {
    TreeSpan below = chooser->spans[chooser->node_of_article[article]];
    TreeSpan above = chooser->spans[chooser->node_of_article[ancestor]];
    return below.begin > above.begin && below.begin < above.end;
}

static void tree_choose(const ParentChooser *chooser, const ArcGraph *graph, uint32_t *chosen, Arena scratch) {
    arborescence_maximum(graph, chosen, scratch);
    for (uint32_t node = 0; node < chooser->node_count; node++) {
        if (chosen[node] >= chooser->candidates.count) {
            chosen[node] = INDEX_NONE;
        }
    }
}

/* How likely the child was made from a descendant of this candidate's parent, and so indirectly from that one. */
static double indirect_posterior(const ParentChooser *chooser, const Candidate *candidate) {
    uint32_t node = chooser->node_of_article[candidate->to_article];
    double sum = 0;
    for (uint32_t i = chooser->first_candidates[node]; i < chooser->first_candidates[node + 1]; i++) {
        uint32_t other = chooser->candidates.items[i].from_article;
        bool between = other != candidate->from_article && descends(chooser, other, candidate->from_article) &&
                       !descends(chooser, other, candidate->to_article);
        sum += between ? chooser->posteriors[i] : 0;
    }
    return sum;
}

/*
 * The posterior of every arc, and the tree whose arcs are right most often: the heaviest one by posterior. (The
 * likeliest single tree is right as a whole more often, but has fewer arcs right.) Where several are as good, the one
 * nearest to the origin is shown, as the others are then no more than steps that may lie between: a first tree tells
 * who descends from whom, and in the second an indirect descent counts as a part of a direct one.
 */
static void tree_build(ParentChooser *chooser, Arena *arena, Arena scratch) {
    uint32_t count = (uint32_t)chooser->candidates.count;
    uint32_t arc_count = count + chooser->node_count - 1;
    Arc *arcs = arena_new_array(&scratch, Arc, arc_count + 1u);
    double *posteriors = arena_new_array(arena, double, arc_count + 1u);
    uint32_t *chosen = arena_new_array(arena, uint32_t, chooser->node_count);
    TreeSpan *spans = arena_new_array(arena, TreeSpan, chooser->node_count);
    chooser->posteriors = posteriors;
    chooser->chosen = chosen;
    chooser->spans = spans;
    for (uint32_t i = 0; i < count; i++) {
        const Candidate *candidate = &chooser->candidates.items[i];
        arcs[i] = (Arc){chooser->node_of_article[candidate->from_article],
                        chooser->node_of_article[candidate->to_article], candidate->score};
    }
    for (uint32_t node = 1; node < chooser->node_count; node++) {
        arcs[count + node - 1] = (Arc){0, node, 0.0};
    }
    ArcGraph graph = {arcs, arc_count, chooser->node_count, 0};
    posteriors_compute(&graph, posteriors, scratch);
    for (uint32_t i = 0; i < arc_count; i++) {
        arcs[i].weight = posteriors[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t reverse = reverse_find(chooser, &chooser->candidates.items[i]);
        arcs[i].weight += reverse != INDEX_NONE ? posteriors[reverse] * REVERSED_WORTH : 0;
    }
    tree_choose(chooser, &graph, chosen, scratch);
    tree_number(chooser, chosen, spans, scratch);
    for (uint32_t i = 0; i < count; i++) {
        arcs[i].weight += indirect_posterior(chooser, &chooser->candidates.items[i]) * INDIRECT_WORTH;
    }
    tree_choose(chooser, &graph, chosen, scratch);
    tree_number(chooser, chosen, spans, scratch);
}

/* An arc that is so many times likelier than its reverse has a direction. */
#define DIRECTED_ODDS_MIN 2.2

static double logistic(double log_odds) {
    return 1.0 / (1.0 + exp(-log_odds));
}

/* How likely the one article derives from the other; and whether it is clear that it is not the other way round. */
typedef struct Confidence {
    double forward;
    double backward;
    bool directed;
    bool ancestor_lost; /* neither: both derive from an article that is not here */
    bool second; /* beside a parent, with which it does not compete */
} Confidence;

#define POSTERIOR_MIN 1e-6

/*
 * Posteriors near one are too sure of themselves. From where this line crosses, they are taken back to it (Platt
 * 1999); below, they are right as they are. See model/derivations.md.
 */
static double calibrate(const DerivationModel *model, double posterior) {
    double bounded = fmin(1 - POSTERIOR_MIN, fmax(POSTERIOR_MIN, posterior));
    double log_odds = log(bounded / (1 - bounded));
    return logistic(fmin(log_odds, model->calibration_offset + model->calibration_slope * log_odds));
}

/*
 * Whether the two texts are the same to the word. (Of many such copies only some are compared, so trees do not tell.)
 */
static bool texts_are_equal(const ParentChooser *chooser, const Candidate *candidate) {
    const Signs *signs = chooser->signs;
    const Pair *pair = &signs->pairs->items[candidate->pair];
    const Text *texts = signs->input->corpus->texts;
    uint32_t words = texts[pair->left_article].word_count;
    return pair->matched_words >= words && texts[pair->right_article].word_count == words;
}

/*
 * Whether the arc is clearly likelier than its reverse, over all trees: where the text came from tells the direction of
 * everything behind it. Where candidates are many, the reverse may have been left out.
 */
static bool arc_is_directed(const ParentChooser *chooser, const Candidate *candidate, uint32_t reverse) {
    if (candidate->dated || candidate->credited) {
        return true;
    }
    if (texts_are_equal(chooser, candidate)) {
        return false;
    }
    if (reverse != INDEX_NONE) {
        double forward = chooser->posteriors[candidate - chooser->candidates.items];
        return forward >= chooser->posteriors[reverse] * DIRECTED_ODDS_MIN;
    }
    uint32_t node = chooser->node_of_article[candidate->from_article];
    return chooser->first_candidates[node + 1] - chooser->first_candidates[node] < SCORES_CANDIDATES_MAX;
}

/*
 * An article that was made from a descendant of this parent derives from the parent too: their posteriors count with
 * the arc's own.
 */
static Confidence confidence_of(const ParentChooser *chooser, const Candidate *chosen) {
    double direct = chooser->posteriors[chosen - chooser->candidates.items];
    uint32_t reverse = reverse_find(chooser, chosen);
    double forward = calibrate(chooser->scorer.model, direct + indirect_posterior(chooser, chosen));
    double backward = reverse != INDEX_NONE ? chooser->posteriors[reverse] : 0;
    backward = fmin(1 - forward, calibrate(chooser->scorer.model, backward));
    return (Confidence){forward, backward, arc_is_directed(chooser, chosen, reverse), false, false};
}

/* A second source does not compete with the parent: its own score alone says how likely it is. */
static Confidence second_confidence_of(const Candidate *second) {
    return (Confidence){logistic(second->score), 0, true, false, true};
}

/* Below it an arc is shown without a direction, and a second source is not shown. */
#define LIKELY_CONFIDENCE_MIN 0.55

/* A parent less likely than that is not worth naming. */
#define ALTERNATIVE_POSTERIOR_MIN 0.05

/* The next best parent: another candidate, or none of the collection. */
static Alternative alternative_find(const ParentChooser *chooser, const Candidate *chosen) {
    uint32_t node = chooser->node_of_article[chosen->to_article];
    Alternative best = {INDEX_NONE, chooser->posteriors[chooser->candidates.count + node - 1], NULL};
    for (uint32_t i = chooser->first_candidates[node]; i < chooser->first_candidates[node + 1]; i++) {
        const Candidate *rival = &chooser->candidates.items[i];
        if (rival != chosen && chooser->posteriors[i] > best.posterior) {
            best = (Alternative){rival->from_article, chooser->posteriors[i], scores_reason(chosen, rival)};
        }
    }
    return best;
}

static Derivation derivation_build(const ParentChooser *chooser, const Candidate *candidate, Confidence parts,
                                   Arena scratch) {
    double confidence = parts.forward;
    Direction direction = DIRECTION_UNKNOWN;
    if (confidence >= LIKELY_CONFIDENCE_MIN && parts.directed) {
        direction = candidate->credited || candidate->dated ? DIRECTION_KNOWN : DIRECTION_LIKELY;
    }
    uint32_t from = candidate->from_article;
    uint32_t to = candidate->to_article;
    Alternative alternative = alternative_find(chooser, candidate);
    bool competes = !parts.ancestor_lost && !parts.second && alternative.posterior >= ALTERNATIVE_POSTERIOR_MIN;
    EvidenceWanted wanted = {candidate->pair, from, competes ? &alternative : NULL, parts.ancestor_lost};
    EvidenceList evidence = evidence_build(chooser->signs, &wanted, chooser->result, scratch);
    if (direction == DIRECTION_UNKNOWN && from > to) {
        from = candidate->to_article;
        to = candidate->from_article;
        confidence = parts.backward;
    }
    return (Derivation){.from_article = from,
                        .to_article = to,
                        .story = chooser->stories->by_article[from],
                        .direction = direction,
                        .confidence = (float)confidence,
                        .evidence = evidence.items,
                        .evidence_count = evidence.count,
                        .lost_ancestor = INDEX_NONE};
}

typedef enum MarkedWords { MARK_ALL, MARK_NARRATION } MarkedWords;

/* Adds the words of the child that lie in the pair's passages. */
static void shared_words_mark(const ParentChooser *chooser, const Candidate *candidate, MarkedWords marked,
                              WordSet *set) {
    const Pair *pair = &chooser->signs->pairs->items[candidate->pair];
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        const Passage *passage = &chooser->signs->input->passages->items[i];
        if (chooser->signs->pairs->ignored[i] || (marked == MARK_NARRATION && passage->quotation)) {
            continue;
        }
        word_set_add(set, candidate->to_article, pair_passage_words(passage, candidate->to_article));
    }
}

/* Words of narration that the article has from this candidate and that are not in `given` yet. */
static uint32_t words_added(const ParentChooser *chooser, const Candidate *candidate, const WordSet *given) {
    WordSet *more = chooser->more_words;
    uint32_t word_count = chooser->signs->input->corpus->texts[candidate->to_article].word_count;
    shared_words_mark(chooser, candidate, MARK_NARRATION, more);
    uint32_t added = 0;
    for (uint32_t word = 0; word < word_count; word++) {
        added += word_set_has(more, candidate->to_article, word) && !word_set_has(given, candidate->to_article, word);
    }
    word_set_remove(more, candidate->to_article, (WordSpan){0, word_count});
    return added;
}

/*
 * A second source gives a good stretch of narration that the parent does not have, and a date or a credit shows that
 * it was there first. The best few candidates are tried, in their order.
 */
static const Candidate *second_source_find(const ParentChooser *chooser, const Candidate *parent) {
    uint32_t article = parent->to_article;
    uint32_t node = chooser->node_of_article[article];
    WordSpan whole = {0, chooser->signs->input->corpus->texts[article].word_count};
    const Candidate *found = NULL;
    shared_words_mark(chooser, parent, MARK_ALL, chooser->given_words);
    for (uint32_t i = chooser->first_candidates[node]; i < chooser->first_candidates[node + 1] && !found; i++) {
        const Candidate *candidate = &chooser->candidates.items[i];
        if (candidate == parent || !(candidate->dated || candidate->credited) ||
            second_confidence_of(candidate).forward < LIKELY_CONFIDENCE_MIN ||
            descends(chooser, candidate->from_article, article)) {
            continue;
        }
        uint32_t added = words_added(chooser, candidate, chooser->given_words);
        uint32_t wanted = candidate->credited ? SECOND_SOURCE_CREDITED_WORDS_MIN : SECOND_SOURCE_WORDS_MIN;
        if (added >= wanted && (uint64_t)added * 1000 >= (uint64_t)whole.end * SECOND_SOURCE_PERMILLE_MIN) {
            found = candidate;
        }
    }
    word_set_remove(chooser->given_words, article, whole);
    return found;
}

typedef struct DerivationItems ARRAY_OF(Derivation) DerivationItems;

/*
 * For an article without a parent: another one without a parent that much of its text stands in as well. If neither is
 * made from the other, both have it from an ancestor that is lost. An outlet's own articles are not looked at: it has
 * its background ready.
 */
static const Candidate *lost_sibling_find(const ParentChooser *chooser, uint32_t node) {
    for (uint32_t i = chooser->first_candidates[node]; i < chooser->first_candidates[node + 1]; i++) {
        const Candidate *candidate = &chooser->candidates.items[i];
        const Pair *pair = &chooser->signs->pairs->items[candidate->pair];
        bool left = pair->left_article == candidate->to_article;
        uint32_t words = chooser->signs->input->corpus->texts[candidate->to_article].word_count;
        uint32_t shared = left ? pair->left_shared_words : pair->right_shared_words;
        bool other_is_root = chooser->chosen[chooser->node_of_article[candidate->from_article]] == INDEX_NONE;
        const Article *articles = chooser->signs->input->corpus->articles;
        bool one_outlet = outlets_are_equal(&articles[pair->left_article], &articles[pair->right_article]);
        if (other_is_root && !one_outlet && pair->narration_words >= LOST_NARRATION_WORDS_MIN &&
            (uint64_t)shared * 1000 >= (uint64_t)words * LOST_PERMILLE_MIN) {
            return candidate;
        }
    }
    return NULL;
}

static int derivation_compare(const void *left, const void *right) {
    const Derivation *one = left;
    const Derivation *other = right;
    if (one->story != other->story) {
        return one->story < other->story ? -1 : 1;
    }
    if (one->to_article != other->to_article) {
        return one->to_article < other->to_article ? -1 : 1;
    }
    return (one->from_article > other->from_article) - (one->from_article < other->from_article);
}

/*
 * Articles that are from one lost ancestor, pair by pair, become the children of one: numbered in the order of the
 * story's articles. All of them together are one origin.
 */
static void lost_ancestors_number(ParentChooser *chooser, Story *story, DerivationItems *derivations, size_t first,
                                  Arena scratch) {
    uint32_t *above = arena_new_array(&scratch, uint32_t, chooser->node_count);
    uint32_t *numbers = arena_new_array(&scratch, uint32_t, chooser->node_count); /* by root of a group, plus one */
    for (uint32_t node = 0; node < chooser->node_count; node++) {
        above[node] = node;
    }
    for (size_t i = first; i < derivations->count; i++) {
        const Derivation *item = &derivations->items[i];
        if (item->lost_ancestor == INDEX_NONE) {
            continue;
        }
        uint32_t one = root_find(above, chooser->node_of_article[item->from_article]);
        uint32_t other = root_find(above, chooser->node_of_article[item->to_article]);
        if (one != other) {
            above[one < other ? other : one] = one < other ? one : other;
            story->origin_count--;
        }
    }
    for (size_t i = first; i < derivations->count; i++) {
        Derivation *item = &derivations->items[i];
        if (item->lost_ancestor == INDEX_NONE) {
            continue;
        }
        uint32_t *number = &numbers[root_find(above, chooser->node_of_article[item->from_article])];
        if (*number == 0) {
            *number = ++chooser->lost_ancestor_count;
        }
        item->lost_ancestor = *number - 1;
    }
}

static void lost_sibling_add(ParentChooser *chooser, const Candidate *sibling, DerivationItems *derivations,
                             Arena scratch) {
    Confidence confidence = confidence_of(chooser, sibling);
    confidence.directed = false;
    /* Where the one was there first, nothing but a common credit says that it is not the source of the other. */
    confidence.ancestor_lost =
        !sibling->dated ||
        evidence_common_lost_credit(&chooser->signs->credits, sibling->from_article, sibling->to_article) != NULL;
    Derivation item = derivation_build(chooser, sibling, confidence, scratch);
    if (confidence.ancestor_lost) {
        item.lost_ancestor = 0; /* numbered when all of the story are known */
    }
    *array_push(derivations, chooser->result) = item;
}

static void story_trace(ParentChooser *chooser, Story *story, DerivationItems *derivations, Arena scratch) {
    chooser->node_count = story->article_count + 1;
    chooser->candidates = (Candidates){0};
    chooser->first_candidates = arena_new_array(&scratch, uint32_t, story->article_count + 2u);
    for (uint32_t i = 0; i < story->article_count; i++) {
        chooser->first_candidates[i + 1] = (uint32_t)chooser->candidates.count;
        scores_append(&chooser->scorer, story->articles[i], &chooser->candidates, &scratch, chooser->work);
    }
    chooser->first_candidates[story->article_count + 1] = (uint32_t)chooser->candidates.count;
    tree_build(chooser, &scratch, chooser->work);
    story->origin_count = 0;
    size_t first = derivations->count;
    uint32_t *siblings =
        arena_new_array(&scratch, uint32_t, chooser->node_count); /* by node: the one it was shown with; 0 for none */
    for (uint32_t node = 1; node < chooser->node_count; node++) {
        if (chooser->chosen[node] == INDEX_NONE) {
            story->origin_count++;
            const Candidate *sibling = lost_sibling_find(chooser, node);
            uint32_t other = sibling ? chooser->node_of_article[sibling->from_article] : 0;
            if (sibling && siblings[other] != node) {
                siblings[node] = other;
                lost_sibling_add(chooser, sibling, derivations, scratch);
            }
            continue;
        }
        const Candidate *candidate = &chooser->candidates.items[chooser->chosen[node]];
        Confidence confidence = confidence_of(chooser, candidate);
        *array_push(derivations, chooser->result) = derivation_build(chooser, candidate, confidence, scratch);
        const Candidate *second = second_source_find(chooser, candidate);
        if (second) {
            *array_push(derivations, chooser->result) =
                derivation_build(chooser, second, second_confidence_of(second), scratch);
        }
    }
    lost_ancestors_number(chooser, story, derivations, first, scratch);
}

Derivations parents_choose(const Signs *signs, const DerivationModel *model, Stories *stories, Arena *result,
                           Arena scratch) {
    uint32_t *node_of_article = arena_new_array(&scratch, uint32_t, signs->input->corpus->article_count + 1u);
    for (uint32_t i = 0; i < stories->count; i++) {
        for (uint32_t at = 0; at < stories->items[i].article_count; at++) {
            node_of_article[stories->items[i].articles[at]] = at + 1;
        }
    }
    WordSet given_words = word_set_build(signs->input->corpus, &scratch);
    WordSet more_words = word_set_build(signs->input->corpus, &scratch);
    ParentChooser chooser = {.signs = signs,
                             .stories = stories,
                             .node_of_article = node_of_article,
                             .given_words = &given_words,
                             .more_words = &more_words,
                             .scorer = {.signs = signs, .stories = stories, .model = model},
                             .result = result,
                             .work = arena_open(0)};
    DerivationItems derivations = {0};
    for (uint32_t i = 0; i < stories->count; i++) {
        if (stories->items[i].article_count < 2) {
            stories->items[i].origin_count = 1;
            continue;
        }
        story_trace(&chooser, &stories->items[i], &derivations, scratch);
    }
    arena_close(&chooser.work);
    if (derivations.count > 1) {
        qsort(derivations.items, derivations.count, sizeof *derivations.items, derivation_compare);
    }
    return (Derivations){derivations.items, (uint32_t)derivations.count, chooser.lost_ancestor_count};
}
