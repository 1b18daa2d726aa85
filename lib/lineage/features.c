/*
 * The signs of derivation as numbers.
 *
 * In:  the signs of all pairs. Out: for an ordered pair of articles one row of numbers, which scores.c weighs.
 *
 * Some numbers belong to a pair (who changed what, who has stretches that the other lacks); others set a pair against
 * the article's other pairs: text that stands in another article and not in this one can't come from here, and text
 * that no other one has must. Counts go in as logarithms: the tenth changed word says less than the first.
 *
 * Rules that no weight can overturn: shared quotations alone never make a derivation without a credit or a link; an
 * article never derives from one that is known to be later.
 *
 * Cost: linear in the words of an article's passages.
 */
#include "features.h"

#include <math.h>
#include <stdlib.h>

enum {
    CANDIDATE_NARRATION_WORDS_MIN = 8,
    DAYS_FAR_APART = 21,
    DAYS_KEPT = 2, /* further back counts no more where the source is named, or is the outlet itself */
    UNCOVERED_WORDS_MAX = 4, /* a copyist's own joints may agree with a third article in so many words */
    DATELINE_WORDS_MAX = 25, /* an agency named in so many first words, or in the byline, has written all of it */
    VIEW_CREDITS_MAX = 8,
    CHANGES_MAX = 4,
    TITLE_BYTES_MIN = 12
};

#define CREDITED_SHARE 0.5
#define DAY_S 86400.0
#define ODDNESS_MAX 6.0
#define DATE_ODDS_MAX 4.0
#define BOUND_ODDS 3.0 /* where only the text tells that one is later: nearly as sure as dates that hardly overlap */

typedef struct CreditCounts {
    uint32_t own;
    uint32_t inherited;
    uint32_t inferred;
    uint32_t against;
} CreditCounts;

static CreditCounts credits_count(const Signs *signs, uint32_t pair, uint32_t from_article) {
    CreditCounts counts = {0};
    for (uint32_t i = signs->first_credits[pair]; i < signs->first_credits[pair + 1]; i++) {
        const CreditLink *credit = &signs->credits.items[i];
        if (credit->from_article != from_article) {
            counts.against += credit->kind == CREDIT_REPORT;
        } else if (credit->inferred) {
            counts.inferred++;
        } else if (credit->inherited) {
            counts.inherited++;
        } else {
            counts.own++;
        }
    }
    return counts;
}

static uint32_t links_count(const Signs *signs, uint32_t pair, uint32_t from_article) {
    uint32_t count = 0;
    for (uint32_t i = signs->first_links[pair]; i < signs->first_links[pair + 1]; i++) {
        count += signs->links[i].from_article == from_article;
    }
    return count;
}

static double share(uint32_t part, uint32_t whole) {
    return whole == 0 ? 0.0 : (double)part / whole;
}

static double days_between(const Article *one, const Article *other) {
    double left = ((double)one->published_interval.begin_unix_s + (double)one->published_interval.end_unix_s) / 2;
    double right = ((double)other->published_interval.begin_unix_s + (double)other->published_interval.end_unix_s) / 2;
    return fabs(right - left) / DAY_S;
}

static bool title_equal(const Article *one, const Article *other) {
    return one->title.size >= TITLE_BYTES_MIN && bytes_equal_ignoring_case(one->title, other->title);
}

static uint32_t places_count(const PairAgreements *readings) {
    return readings->left_innovations + readings->right_innovations + readings->left_slips + readings->right_slips +
           readings->left_omissions + readings->right_omissions + readings->even;
}

static bool neighbour_may_be_earlier(const Signs *signs, uint32_t article, uint32_t neighbour) {
    const Article *articles = signs->input->corpus->articles;
    return date_order(&articles[neighbour], &articles[article]) <= 0;
}

/* Counts, by word of the article, the neighbours that share it; and for each neighbour the words it shares alone. */
static void view_count_words(const Signs *signs, ChildView *view, Arena *arena) {
    const Pairs *pairs = signs->pairs;
    const Passages *passages = signs->input->passages;
    uint32_t word_count = signs->input->corpus->texts[view->article].word_count;
    uint32_t begin = pairs->first_neighbours[view->article];
    uint32_t end = pairs->first_neighbours[view->article + 1];
    uint32_t *unique = arena_new_array(arena, uint32_t, end - begin + 1u);
    uint32_t *last_neighbours = arena_new_array(arena, uint32_t, word_count + 1u); /* by word, plus one */
    uint32_t *counts = arena_new_array(arena, uint32_t, word_count + 1u);
    for (uint32_t i = begin; i < end; i++) {
        const Pair *pair = &pairs->items[pairs->neighbours[i].pair];
        if (!neighbour_may_be_earlier(signs, view->article, pairs->neighbours[i].article)) {
            continue;
        }
        for (uint32_t at = pair->first_passage; at < pair->first_passage + pair->passage_count; at++) {
            WordSpan words = pair_passage_words(&passages->items[at], view->article);
            for (uint32_t word = words.begin; word < words.end && !pairs->ignored[at]; word++) {
                counts[word] += last_neighbours[word] != i + 1;
                last_neighbours[word] = i + 1;
            }
        }
    }
    for (uint32_t word = 0; word < word_count; word++) {
        view->shared_words += counts[word] > 0;
        if (counts[word] == 1) {
            unique[last_neighbours[word] - 1 - begin]++;
        }
    }
    view->unique_words = unique;
}

/* Breaks in the order of blocks: passages, in the child's order, that stand before the one before in the parent. */
static uint32_t order_breaks(const Signs *signs, uint32_t pair_index, Arena scratch) {
    const Pair *pair = &signs->pairs->items[pair_index];
    WordSpan *places = arena_new_array(&scratch, WordSpan, pair->passage_count + 1u);
    uint32_t count = 0;
    for (uint32_t i = pair->first_passage; i < pair->first_passage + pair->passage_count; i++) {
        if (!signs->pairs->ignored[i]) {
            const Passage *passage = &signs->input->passages->items[i];
            places[count++] = (WordSpan){passage->a_words.begin, passage->b_words.begin};
        }
    }
    if (count > 1) {
        qsort(places, count, sizeof *places, word_span_compare);
    }
    uint32_t breaks = 0;
    for (uint32_t i = 1; i < count; i++) {
        breaks += places[i].end < places[i - 1].end;
    }
    return breaks;
}

/* Collects the reports by which the article names others. */
static void view_collect_credits(const Signs *signs, ChildView *view, Arena *arena) {
    const Pairs *pairs = signs->pairs;
    view->credits = arena_new_array(arena, const CreditLink *, VIEW_CREDITS_MAX);
    for (uint32_t i = pairs->first_neighbours[view->article]; i < pairs->first_neighbours[view->article + 1]; i++) {
        uint32_t pair = pairs->neighbours[i].pair;
        for (uint32_t at = signs->first_credits[pair]; at < signs->first_credits[pair + 1]; at++) {
            const CreditLink *credit = &signs->credits.items[at];
            bool report = credit->to_article == view->article && credit->kind == CREDIT_REPORT &&
                          credit->bytes.end > credit->bytes.begin;
            if (report && view->credit_count < VIEW_CREDITS_MAX) {
                view->credits[view->credit_count++] = credit;
            }
        }
    }
}

ChildView child_view_build(const Signs *signs, uint32_t article, Arena *arena) {
    const Pairs *pairs = signs->pairs;
    const Article *articles = signs->input->corpus->articles;
    ChildView view = {.article = article, .places_min = UINT32_MAX};
    uint32_t breaks_min = UINT32_MAX;
    for (uint32_t i = pairs->first_neighbours[article]; i < pairs->first_neighbours[article + 1]; i++) {
        const Neighbour *neighbour = &pairs->neighbours[i];
        uint32_t words = pairs->items[neighbour->pair].matched_words;
        if (neighbour_may_be_earlier(signs, article, neighbour->article)) {
            const Pair *pair = &pairs->items[neighbour->pair];
            uint32_t covered = pair->left_article == article ? pair->left_shared_words : pair->right_shared_words;
            view.best_words = words > view.best_words ? words : view.best_words;
            view.covered_words_max = covered > view.covered_words_max ? covered : view.covered_words_max;
            view.title_shared |= title_equal(&articles[neighbour->article], &articles[article]);
        }
    }
    for (uint32_t i = pairs->first_neighbours[article]; i < pairs->first_neighbours[article + 1]; i++) {
        const Neighbour *neighbour = &pairs->neighbours[i];
        if (!neighbour_may_be_earlier(signs, article, neighbour->article) ||
            (uint64_t)pairs->items[neighbour->pair].matched_words * 5 < (uint64_t)view.best_words * 4) {
            continue;
        }
        uint32_t places = places_count(&signs->readings[neighbour->pair]);
        uint32_t breaks = order_breaks(signs, neighbour->pair, *arena);
        view.places_min = places < view.places_min ? places : view.places_min;
        breaks_min = breaks < breaks_min ? breaks : breaks_min;
    }
    view.breaks_min = breaks_min == UINT32_MAX ? 0 : breaks_min;
    view_count_words(signs, &view, arena);
    view_collect_credits(signs, &view, arena);
    return view;
}

/*
 * Log-odds that the one appeared before the other, each anywhere within its interval; where a date is missing, what the
 * text tells of it, else 0.
 */
static double date_odds(const Signs *signs, uint32_t one, uint32_t other) {
    const Article *articles = signs->input->corpus->articles;
    DateInterval left = bound_narrow(articles[one].published_interval, &signs->bounds[one]);
    DateInterval right = bound_narrow(articles[other].published_interval, &signs->bounds[other]);
    double left_s = (double)(left.end_unix_s - left.begin_unix_s);
    double right_s = (double)(right.end_unix_s - right.begin_unix_s);
    if (left_s <= 0 || right_s <= 0) {
        /* Against a direction only: in favour of one it would prefer dated parents to undated ones. */
        return bound_order(&articles[other], &articles[one], &signs->bounds[one]) < 0 ? -BOUND_ODDS : 0;
    }
    /* The share of the other's interval that lies behind a point of the one's, averaged over sixteen points. */
    double before = 0;
    for (int i = 0; i < 16; i++) {
        double point = (double)left.begin_unix_s + left_s * (i + 0.5) / 16;
        before += fmin(1.0, fmax(0.0, ((double)right.end_unix_s - point) / right_s)) / 16;
    }
    before = fmin(0.99, fmax(0.01, before));
    return fmin(DATE_ODDS_MAX, fmax(-DATE_ODDS_MAX, log(before / (1 - before))));
}

static bool lost_credit_has(const Signs *signs, uint32_t article, uint64_t name_hash) {
    for (uint32_t i = signs->credits.first_lost[article]; i < signs->credits.first_lost[article + 1]; i++) {
        if (signs->credits.lost[i].name_hash == name_hash) {
            return true;
        }
    }
    return false;
}

/* Whether these bytes of the child lie in a passage it shares with the parent. */
static bool bytes_are_shared(const Signs *signs, const Candidate *candidate, ByteSpan bytes) {
    WordSpan words = text_words_of(&signs->input->corpus->texts[candidate->to_article], bytes);
    return pair_touches(signs->pairs, signs->input->passages, candidate->pair, candidate->to_article, words);
}

/* Credits to a third article: who has copied from the parent has the parent's credits too, and no others. */
static void other_credits_fill(const Signs *signs, const ChildView *view, const Candidate *candidate,
                               double *features) {
    for (uint32_t i = 0; i < view->credit_count; i++) {
        if (view->credits[i]->from_article == candidate->from_article) {
            continue;
        }
        bool shared = bytes_are_shared(signs, candidate, view->credits[i]->bytes);
        features[shared ? FEATURE_CREDIT_SHARED : FEATURE_CREDIT_ELSEWHERE] = 1;
    }
}

static void lost_credits_fill(const Signs *signs, const Candidate *candidate, double *features) {
    const CreditLinks *credits = &signs->credits;
    uint32_t to = candidate->to_article;
    features[FEATURE_LOST_CREDIT] = 0;
    features[FEATURE_LOST_CREDIT_SHARED] = 0;
    features[FEATURE_AGENCY] = 0;
    features[FEATURE_LOST_CREDIT_COMMON] = 0;
    const Article *articles = signs->input->corpus->articles;
    if (outlets_are_equal(&articles[candidate->from_article], &articles[to])) {
        return; /* an outlet takes an agency's words from its own earlier article */
    }
    for (uint32_t i = credits->first_lost[to]; i < credits->first_lost[to + 1]; i++) {
        const LostCredit *lost = &credits->lost[i];
        if (!lost_credit_has(signs, candidate->from_article, lost->name_hash)) {
            features[FEATURE_LOST_CREDIT] = 1;
            continue;
        }
        bool copied =
            pair_touches(signs->pairs, signs->input->passages, candidate->pair, candidate->to_article, lost->words);
        features[copied ? FEATURE_LOST_CREDIT_SHARED : FEATURE_LOST_CREDIT_COMMON] = 1;
        if (lost->agency && lost->words.begin < DATELINE_WORDS_MAX) {
            features[FEATURE_AGENCY] = 1;
        }
    }
}

/* Who has which words of the other, and how that compares with the child's other matches. */
static void coverage_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, double *features) {
    const Corpus *corpus = signs->input->corpus;
    const Pair *pair = &signs->pairs->items[candidate->pair];
    bool left_first = pair->left_article == candidate->from_article;
    uint32_t from_words = corpus->texts[candidate->from_article].word_count;
    uint32_t to_words = corpus->texts[candidate->to_article].word_count;
    uint32_t from_shared = left_first ? pair->left_shared_words : pair->right_shared_words;
    uint32_t to_shared = left_first ? pair->right_shared_words : pair->left_shared_words;
    uint32_t uncovered = view->shared_words > to_shared ? view->shared_words - to_shared : 0;
    /* Who says where he has it from need not have taken much. */
    double credited_share = candidate->credited ? CREDITED_SHARE : 0;
    uint32_t uncovered_min =
        view->shared_words > view->covered_words_max ? view->shared_words - view->covered_words_max : 0;
    features[FEATURE_NARRATION] = log1p(pair->narration_words);
    features[FEATURE_FRAMING] = log1p(pair->framing_words);
    features[FEATURE_RANK] = log((pair->matched_words + 1.0) / (view->best_words + 1.0));
    features[FEATURE_BEST] = features[FEATURE_RANK] > -0.01;
    features[FEATURE_TO_SHARE] = fmax(credited_share, share(to_shared, to_words));
    double larger_share = fmax(share(to_shared, to_words), share(from_shared, from_words));
    features[FEATURE_LARGER_SHARE] = log(fmax(0.01, fmax(credited_share, larger_share)));
    features[FEATURE_UNCOVERED] = log1p(uncovered);
    features[FEATURE_UNCOVERED_MORE] = fmax(0.0, log1p(uncovered) - log1p(uncovered_min));
    features[FEATURE_COVERED] = uncovered <= UNCOVERED_WORDS_MAX;
    features[FEATURE_FROM_COVER] = share(from_shared, signs->shared_words[candidate->from_article]);
    features[FEATURE_FROM_COVERED] = features[FEATURE_FROM_COVER] > 0.98;
    features[FEATURE_LENGTH] = log((from_words + 1.0) / (to_words + 1.0));
}

/* Some copyists are careless: how many changes there are beyond a few tells nothing about where the text is from. */
static double log_capped(uint32_t changes) {
    return log1p(changes < CHANGES_MAX ? changes : CHANGES_MAX);
}

static void readings_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, double *features) {
    const PairAgreements *readings = &signs->readings[candidate->pair];
    bool left_first = signs->pairs->items[candidate->pair].left_article == candidate->from_article;
    features[FEATURE_CHILD_CHANGED] = log_capped(left_first ? readings->right_innovations : readings->left_innovations);
    features[FEATURE_PARENT_CHANGED] = log1p(left_first ? readings->left_innovations : readings->right_innovations);
    features[FEATURE_CHILD_SLIPS] = log_capped(left_first ? readings->right_slips : readings->left_slips);
    features[FEATURE_PARENT_SLIPS] = log1p(left_first ? readings->left_slips : readings->right_slips);
    features[FEATURE_CHILD_OMITS] = log1p(left_first ? readings->right_omissions : readings->left_omissions);
    features[FEATURE_PARENT_OMITS] = log1p(left_first ? readings->left_omissions : readings->right_omissions);
    features[FEATURE_EVEN] = log_capped(readings->even);
    double oddness = left_first ? readings->left_oddness : -readings->left_oddness;
    features[FEATURE_ODDNESS] = fmin(ODDNESS_MAX, fmax(-ODDNESS_MAX, oddness));
    features[FEATURE_DISTANCE] = fmax(0.0, log1p(places_count(readings)) - log1p(view->places_min));
    features[FEATURE_CHILD_EXTRA] = log1p(left_first ? readings->right_extra_words : readings->left_extra_words);
    features[FEATURE_PARENT_EXTRA] = log1p(left_first ? readings->left_extra_words : readings->right_extra_words);
    features[FEATURE_AGREEMENT] = log1p(readings->shared_peculiar);
    features[FEATURE_BOTH_SHARED] = log1p(readings->both_shared);
    features[FEATURE_CHILD_ADDED] = log1p(left_first ? readings->right_added : readings->left_added);
    features[FEATURE_PARENT_ADDED] = log1p(left_first ? readings->left_added : readings->right_added);
    features[FEATURE_CHILD_SPOKEN] = log1p(left_first ? readings->right_spoken : readings->left_spoken);
    features[FEATURE_PARENT_SPOKEN] = log1p(left_first ? readings->left_spoken : readings->right_spoken);
    if (candidate->credited) {
        /* Who names his source has edited it, too: that the source has more here and there tells nothing then. */
        features[FEATURE_PARENT_OMITS] = 0;
        features[FEATURE_PARENT_ADDED] = 0;
        features[FEATURE_CHILD_SPOKEN] = 0;
    }
}

/* News is copied within days; but a source that is named, and an outlet's own background, may be older. */
static void dates_fill(const Signs *signs, const Candidate *candidate, double *features) {
    const Article *from = &signs->input->corpus->articles[candidate->from_article];
    const Article *to = &signs->input->corpus->articles[candidate->to_article];
    double days = candidate->dated ? days_between(from, to) : 0;
    bool own = outlets_are_equal(from, to) && days <= DAYS_FAR_APART;
    if (candidate->credited || own) {
        days = fmin(days, DAYS_KEPT);
    }
    features[FEATURE_DATED] = candidate->dated;
    features[FEATURE_UNDATED] = !date_is_known(from) || !date_is_known(to);
    features[FEATURE_DATE_ODDS] =
        candidate->dated ? 0 : date_odds(signs, candidate->from_article, candidate->to_article);
    features[FEATURE_DAYS] = log1p(days);
    features[FEATURE_FAR] = days > DAYS_FAR_APART;
}

void features_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, FeatureRow *row,
                   Arena scratch) {
    double *features = row->values;
    CreditCounts credits = credits_count(signs, candidate->pair, candidate->from_article);
    const Article *from = &signs->input->corpus->articles[candidate->from_article];
    const Article *to = &signs->input->corpus->articles[candidate->to_article];
    uint32_t breaks = order_breaks(signs, candidate->pair, scratch);
    *row = (FeatureRow){0};
    features[FEATURE_ARC] = 1;
    features[FEATURE_ORDER] = log1p(breaks);
    features[FEATURE_ORDER_MORE] = fmax(0.0, log1p(breaks) - log1p(view->breaks_min));
    coverage_fill(signs, view, candidate, features);
    readings_fill(signs, view, candidate, features);
    lost_credits_fill(signs, candidate, features);
    other_credits_fill(signs, view, candidate, features);
    dates_fill(signs, candidate, features);
    features[FEATURE_TITLE] = title_equal(from, to);
    features[FEATURE_TITLE_OTHER] = view->title_shared && features[FEATURE_TITLE] == 0;
    features[FEATURE_CREDIT] = credits.own > 0;
    features[FEATURE_CREDIT_INHERITED] = credits.inherited > 0;
    features[FEATURE_CREDIT_INFERRED] = credits.inferred > 0;
    features[FEATURE_CREDIT_AGAINST] = credits.against > 0;
    features[FEATURE_UNIQUE] = log1p(view->unique_words[candidate->neighbour]);
    features[FEATURE_LINK] = links_count(signs, candidate->pair, candidate->from_article) > 0;
}

/* The candidate for this direction; false where the rules forbid it. */
bool candidate_build(const Signs *signs, uint32_t pair_index, uint32_t from_article, Candidate *out) {
    const Corpus *corpus = signs->input->corpus;
    const Pair *pair = &signs->pairs->items[pair_index];
    uint32_t to_article = pair->left_article == from_article ? pair->right_article : pair->left_article;
    int order = date_order(&corpus->articles[from_article], &corpus->articles[to_article]);
    CreditCounts credits = credits_count(signs, pair_index, from_article);
    bool linked = links_count(signs, pair_index, from_article) > 0;
    bool credited = linked || credits.own + credits.inferred + credits.inherited > 0;
    if (order > 0 || pair->matched_words + pair->utterance_count == 0) {
        return false;
    }
    if (pair->narration_words < CANDIDATE_NARRATION_WORDS_MIN && pair->framing_words < CANDIDATE_NARRATION_WORDS_MIN &&
        !credited) {
        return false;
    }
    *out = (Candidate){.from_article = from_article,
                       .to_article = to_article,
                       .pair = pair_index,
                       .dated = order < 0,
                       .credited = linked || (credits.own + credits.inferred > 0 && credits.against == 0)};
    return true;
}
