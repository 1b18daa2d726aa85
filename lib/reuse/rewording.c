/*
 * rewording: two articles -> the stretches that say the same in other words, each with its verdict.
 *
 * In:  one article, taken apart into units (a source), and another one that is to be compared with it.
 * Out: stretches that are reported, with the grounds; and, for whoever asks, those that are not, with the rule that
 *      dropped them and the numbers it went by. The search (reworded.c) asks for the first only, the report
 *      (reworded_report.c) for both: it is the same functions that decide, so an explanation cannot differ from a
 *      finding.
 *
 * Like sentences are found here, joined to stretches in fragments.c and summaries.c, and where the pair is strict,
 * judged by their wording. What strict and wide mean, and what was measured, stands in reworded.c.
 *
 * Cost: linear in the words of the two articles and in their like sentences, LIKE_PAIRS_MAX at most. What nobody asks
 * for is not computed.
 */
#include "rewording.h"

#include "combine.h"
#include "copies.h"
#include "fragments.h"
#include "openings.h"
#include "outlets.h"
#include "summaries.h"

enum {
    COPIED_PERCENT = 50, /* a quotation both have is no rewording of what stands around it */
    COPIED_BARE_PERCENT = 70,
    STEM_UNITS_MAX = 24, /* a stem in more units of the source counts in the first ones */
    SHARED_STEMS_MIN = 2,
    LIKE_PAIRS_MAX = 1024, /* of two articles */
    WIDE_PLACES_MIN = 3, /* shared collocations of a candidate; 4 lose 2 in 100 of planted passages */
    STRICT_PLACES_MIN = 6 /* fewer shared collocations never had wording enough in 16,452 news articles */
};

#define SHARED_WEIGHT_MIN 2.0F /* tuned with the minima of likeness on one half of planted passages */

/*
 * Strict: the score of the stretch, moved by how much of its own wording is shared. Within one outlet, whose writers
 * have the text of the days before at hand, little is needed; two outlets often only report one event
 * (REWORDING_WITHIN_OUTLET_MIN, REWORDING_ACROSS_OUTLETS_MIN).
 */
#define PHRASE_SHARE_USUAL 0.35
#define PHRASE_FACTOR 4.0
#define PLAIN_SHARE_USUAL 0.6
#define PLAIN_FACTOR 3.0
#define PLAIN_SHARE_ENOUGH 0.65F /* 1 in 100 events has more, and rewording with no phrase left */
#define PLAIN_SCORE_MIN 2.0

/* --- What comparisons share --------------------------------------------------------------------------------------- */

RewordingContext rewording_context_build(const Corpus *corpus, const Passages *copies, const RewordedOptions *options,
                                         Arena *result) {
    RewordingContext context = {.corpus = corpus, .level = options->level, .asked = options->asked};
    Arena scratch = arena_open(0); /* of its own, so that its memory goes back to the system */
    context.stems = stems_build(&corpus->vocabulary, options->threads, result, scratch);
    context.index = collocation_index_build(corpus, &context.stems, options->threads, result, scratch);
    context.outlets = outlets_number(corpus, result, scratch);
    arena_close(&scratch);
    context.copied = copied_stretches_list(corpus, copies, &context.copied_begins, result);
    return context;
}

RewordingFinder rewording_finder_open(const RewordingContext *context, Arena *memory, Arena *result) {
    const uint32_t stem_count = context->stems.count;
    return (RewordingFinder){
        .context = context,
        .candidates = {.index = &context->index,
                       .copied = context->copied,
                       .copied_begins = context->copied_begins,
                       .counts = arena_new_array(result, uint16_t, context->corpus->article_count)},
        .slots = arena_new_array(result, uint32_t, stem_count),
        .source_counts = arena_new_array(result, uint32_t, stem_count),
        .target_counts = arena_new_array(result, uint32_t, stem_count),
        .inside = arena_new_array(result, uint8_t, stem_count),
        .bag = arena_new_array(result, BagSlot, stem_count),
        .heads = arena_new_array(result, uint32_t, stem_count),
        .memory = memory};
}

static bool is_news(const Article *article) {
    return article->published.size > 0 || article->outlet.size > 0;
}

/* Whether likeness may be an event that both report, by what is known of the articles. */
static bool is_strict(const RewordingContext *context, uint32_t source, uint32_t target) {
    if (context->level != REWORDED_AUTOMATIC) return context->level == REWORDED_STRICT;
    return is_news(&context->corpus->articles[source]) || is_news(&context->corpus->articles[target]);
}

CandidateList rewording_candidates(RewordingFinder *finder, uint32_t article, Arena *result, Arena scratch) {
    CandidateFinder *candidates = &finder->candidates;
    uint32_t places_min = is_strict(finder->context, article, article) ? STRICT_PLACES_MIN : WIDE_PLACES_MIN;
    CandidateList found = candidates_find(candidates, article, places_min, result, scratch);
    size_t count = 0;
    for (size_t i = 0; i < found.count; ++i) {
        Candidate candidate = found.items[i];
        bool strict = is_strict(finder->context, article, candidate.article);
        if (!strict || candidate.shared_places >= STRICT_PLACES_MIN) {
            found.items[count++] = candidate;
        } else if (candidates->passed_over) {
            candidate.places_min = STRICT_PLACES_MIN;
            candidate.verdict = CANDIDATE_SCATTERED;
            *array_push(candidates->passed_over, candidates->passed_memory) = candidate;
        }
    }
    found.count = count;
    return found;
}

/* --- Like sentences ----------------------------------------------------------------------------------------------- */

RewordingSource rewording_source_open(RewordingFinder *finder, uint32_t article, Arena *result) {
    const RewordingContext *context = finder->context;
    RewordingSource source = {.article = article};
    source.units = units_build(&context->corpus->texts[article], &context->stems, finder->slots, result);
    source.next = arena_new_array_uncleared(result, uint32_t, source.units.term_count);
    for (uint32_t t = source.units.term_count; t-- > 0;) {
        uint32_t stem = source.units.terms[t].stem;
        if (source.units.terms[t].rareness <= 0) continue;
        source.next[t] = finder->heads[stem];
        finder->heads[stem] = t + 1;
    }
    source.told = told_text_open(&context->corpus->texts[article], result);
    source.counted = counted_text_open(&context->corpus->texts[article], source.units.stems, finder->source_counts);
    return source;
}

void rewording_source_close(RewordingFinder *finder, const RewordingSource *source) {
    counted_text_close(&source->counted);
    for (uint32_t t = 0; t < source->units.term_count; ++t) finder->heads[source->units.terms[t].stem] = 0;
}

/* What a unit of the source has in common with the target's unit under work. */
typedef struct Cell {
    float product;
    float rareness; /* on both sides together */
    uint32_t stems;
} Cell;

typedef struct Cells {
    Cell *items; /* by unit of the source */
    uint32_t *touched; /* those units of which a cell is not empty */
    uint32_t touched_count;
} Cells;

static void fill_cells(const RewordingFinder *finder, const RewordingSource *source, const Units *target,
                       const Unit *unit, Cells *cells) {
    cells->touched_count = 0;
    for (uint32_t t = unit->term_begin; t < unit->term_end; ++t) {
        const Term *term = &target->terms[t];
        if (term->rareness <= 0) continue;
        uint32_t left = STEM_UNITS_MAX;
        for (uint32_t s = finder->heads[term->stem]; s != 0 && left > 0; s = source->next[s - 1], --left) {
            const Term *other = &source->units.terms[s - 1];
            Cell *cell = &cells->items[other->unit_index];
            if (cell->stems == 0) cells->touched[cells->touched_count++] = other->unit_index;
            cell->product += other->weight * term->weight;
            cell->rareness += other->rareness + term->rareness;
            ++cell->stems;
        }
    }
}

static bool are_like(const Unit *source, const Unit *target, const Cell *cell) {
    return cell->stems >= SHARED_STEMS_MIN && cell->product >= REWORDING_COSINE_MIN * source->length * target->length &&
           cell->rareness >= REWORDING_DICE_MIN * (source->rareness + target->rareness);
}

/* Keeps the likeness of the two sentences in which the smaller of both coefficients is largest. */
static void keep_closest(const Unit *source, const Unit *target, const Cell *cell, RewordingPair *pair) {
    float cosine = cell->product / (source->length * target->length);
    float dice = cell->rareness / (source->rareness + target->rareness);
    float before = pair->cosine < pair->dice ? pair->cosine : pair->dice;
    if (cell->stems < SHARED_STEMS_MIN || (cosine < dice ? cosine : dice) <= before) return;
    pair->cosine = cosine;
    pair->dice = dice;
}

static LikePairList find_like_pairs(const RewordingFinder *finder, const RewordingSource *source, const Units *target,
                                    RewordingPair *pair, Arena *result) {
    Arena scratch = *finder->memory; /* nothing is added to the lists meanwhile */
    Cells cells = {.items = arena_new_array(&scratch, Cell, source->units.count),
                   .touched = arena_new_array_uncleared(&scratch, uint32_t, source->units.count)};
    LikePairList pairs = {0};
    for (uint32_t u = 0; u < target->count; ++u) {
        fill_cells(finder, source, target, &target->items[u], &cells);
        for (uint32_t i = 0; i < cells.touched_count; ++i) {
            const uint32_t other = cells.touched[i];
            const Unit *unit = &source->units.items[other];
            bool like = are_like(unit, &target->items[u], &cells.items[other]);
            if (finder->dropped) keep_closest(unit, &target->items[u], &cells.items[other], pair);
            cells.items[other] = (Cell){0};
            if (like && pairs.count < LIKE_PAIRS_MAX) *array_push(&pairs, result) = (LikePair){other, u};
        }
    }
    return pairs;
}

/* --- Strict: the wording ------------------------------------------------------------------------------------------ */

uint32_t rewording_copied_percent(const Grounds *grounds) {
    return grounds_are_of_bare_texts(grounds) ? COPIED_BARE_PERCENT : COPIED_PERCENT;
}

/* Whether much of it stands there word for word, and is reported as copied. */
static bool is_copied(const RewordingContext *context, const Rewording *rewording) {
    const Passage *passage = &rewording->passage;
    float source_words = 0, target_words = 0;
    for (uint32_t i = context->copied_begins[passage->a_article]; i < context->copied_begins[passage->a_article + 1];
         ++i) {
        const CopiedStretch *stretch = &context->copied[i];
        if (stretch->target != passage->b_article) continue;
        const float share = combine_copied_share(&rewording->grounds, stretch->passage);
        source_words += share * (float)word_span_common(stretch->source_words, passage->a_words);
        target_words += share * (float)word_span_common(stretch->target_words, passage->b_words);
    }
    const float percent = (float)rewording_copied_percent(&rewording->grounds);
    return source_words * 100 >= (float)word_span_size(passage->a_words) * percent ||
           target_words * 100 >= (float)word_span_size(passage->b_words) * percent;
}

/* Whether most of the words are no telling: captions, lists of links, lines about the author. */
static bool is_aside(const Text *text, WordSpan words) {
    uint32_t aside_words = 0;
    for (uint32_t p = text_paragraph_of(text, words.begin); p < text->paragraph_count; ++p) {
        const Paragraph *paragraph = &text->paragraphs[p];
        if (paragraph->words.begin >= words.end) break;
        if (paragraph->role == BLOCK_NARRATION || paragraph->role == BLOCK_HEADLINE) continue;
        aside_words += word_span_common(paragraph->words, words);
    }
    return 2 * aside_words > word_span_size(words);
}

/* A pair of articles under work. */
typedef struct Comparison {
    const RewordingContext *context;
    ToldText *source;
    ToldText *target;
    RewordingPair pair;
} Comparison;

static double score_wanted(const RewordingContext *context, const Passage *passage) {
    const Article *articles = context->corpus->articles;
    uint32_t outlet = context->outlets[passage->a_article];
    bool within = outlet != OUTLET_UNKNOWN && outlet == context->outlets[passage->b_article] &&
                  !outlets_month_apart(&articles[passage->a_article], &articles[passage->b_article]);
    return within ? REWORDING_WITHIN_OUTLET_MIN : REWORDING_ACROSS_OUTLETS_MIN;
}

/* Fills in the grounds. */
static RewordingVerdict judge_wording(const Comparison *comparison, Rewording *rewording, Arena scratch) {
    const RewordingContext *context = comparison->context;
    const Passage *passage = &rewording->passage;
    Grounds *grounds = &rewording->grounds;
    if (is_copied(context, rewording)) return REWORDING_COPIED;
    if (is_aside(&context->corpus->texts[passage->a_article], passage->a_words) ||
        is_aside(&context->corpus->texts[passage->b_article], passage->b_words))
        return REWORDING_ASIDE;
    Wording wording = wording_compare(comparison->source, comparison->target, &context->stems, passage, scratch);
    grounds->phrase_share = wording.phrase_share;
    grounds->plain_share = wording.plain_share;
    grounds->rule = REWORDED_BY_WORDS;
    grounds->score_min = (float)PLAIN_SCORE_MIN;
    if (wording.plain_share >= PLAIN_SHARE_ENOUGH && (double)grounds->log_odds >= PLAIN_SCORE_MIN)
        return REWORDING_KEPT;
    double score = (double)grounds->log_odds + PHRASE_FACTOR * ((double)wording.phrase_share - PHRASE_SHARE_USUAL) +
                   PLAIN_FACTOR * ((double)wording.plain_share - PLAIN_SHARE_USUAL);
    double score_min = score_wanted(context, passage);
    grounds->rule = REWORDED_BY_PHRASES;
    grounds->score = (float)score;
    grounds->score_min = (float)score_min;
    if (wording.phrase_share < REWORDING_PHRASE_SHARE_MIN) return REWORDING_FEW_PHRASES;
    return score >= score_min ? REWORDING_KEPT : REWORDING_UNSURE;
}

/* --- Two articles ------------------------------------------------------------------------------------------------- */

static Passage passage_of(uint32_t source, uint32_t target, const Fragment *fragment) {
    const WordSpan source_words = fragment->source_words, target_words = fragment->target_words;
    uint32_t longer = word_span_size(source_words) > word_span_size(target_words) ? word_span_size(source_words)
                                                                                  : word_span_size(target_words);
    return (Passage){.a_article = source,
                     .b_article = target,
                     .a_words = source_words,
                     .b_words = target_words,
                     .words = fragment->shared_words,
                     .weight_permille = (uint32_t)(fragment->shared_weight * 1000.0F),
                     .identity = (float)fragment->shared_words / (float)longer,
                     .kind = PASSAGE_REWORDED};
}

/* The stretch with what speaks for it by itself, and the verdict on it that was given before. */
static Rewording rewording_of(const Comparison *comparison, uint32_t source, uint32_t target,
                              const Fragment *fragment) {
    return (Rewording){.passage = passage_of(source, target, fragment),
                       .grounds = {.rule = fragment->summary ? REWORDED_BY_SUMMARY : REWORDED_BY_LIKENESS,
                                   .cause = comparison->pair.cause,
                                   .log_odds = fragment->summary ? 0 : fragment->score,
                                   .score = fragment->score,
                                   .score_min = fragment->score_min,
                                   .rest_share = fragment->rest_share},
                       .verdict = fragment->verdict};
}

static RewordingVerdict judge(const Comparison *comparison, const Fragment *fragment, Rewording *rewording,
                              Arena scratch) {
    if (word_span_size(fragment->source_words) < REWORDING_WORDS_MIN ||
        word_span_size(fragment->target_words) < REWORDING_WORDS_MIN)
        return REWORDING_SHORT;
    if (fragment->shared_weight < SHARED_WEIGHT_MIN) return REWORDING_LIGHT;
    return comparison->pair.strict ? judge_wording(comparison, rewording, scratch) : REWORDING_KEPT;
}

/* Whether the pair is strict, by what is known of the articles, and where that tells nothing by what they say. */
static void choose_level(const RewordingFinder *finder, uint32_t source, uint32_t target, RewordingPair *pair) {
    const RewordingContext *context = finder->context;
    pair->strict = is_strict(context, source, target);
    pair->cause = pair->strict ? LEVEL_NEWS : LEVEL_BARE_TEXTS;
    if (context->level != REWORDED_AUTOMATIC) pair->cause = LEVEL_ASKED_FOR;
    if (pair->cause != LEVEL_BARE_TEXTS) return;
    const Text *texts = context->corpus->texts;
    double likeness = openings_likeness(&texts[source], &texts[target], &context->stems, finder->bag);
    pair->openings_likeness = (float)likeness;
    pair->strict = likeness >= REWORDING_OPENINGS_MIN;
    if (pair->strict) pair->cause = LEVEL_OPENINGS;
}

RewordingPair rewording_compare(RewordingFinder *finder, RewordingSource *source, uint32_t target_article,
                                Arena scratch) {
    const RewordingContext *context = finder->context;
    const Text *target_text = &context->corpus->texts[target_article];
    Units target = units_build(target_text, &context->stems, finder->slots, &scratch);
    Comparison comparison = {.context = context, .source = &source->told};
    LikePairList pairs = find_like_pairs(finder, source, &target, &comparison.pair, &scratch);
    comparison.pair.like_pairs = (uint32_t)pairs.count;
    if (pairs.count == 0) return comparison.pair;
    FragmentList fragments = {0}, dropped = {0};
    TextPair texts = {source->counted, {0}, finder->inside};
    texts.target = counted_text_open(target_text, target.stems, finder->target_counts);
    UnitsPair pair = {&source->units, &target, finder->bag, &texts, finder->dropped ? &dropped : NULL};
    fragments_find(&pair, &pairs, &fragments, &scratch, *finder->memory);
    counted_text_close(&texts.target);
    choose_level(finder, source->article, target_article, &comparison.pair);
    if (!comparison.pair.strict) summaries_find(&pair, &pairs, &fragments, &scratch);
    ToldText told = told_text_open(target_text, &scratch);
    comparison.target = &told;
    for (size_t i = 0; i < fragments.count; ++i) {
        Rewording rewording = rewording_of(&comparison, source->article, target_article, &fragments.items[i]);
        rewording.verdict = judge(&comparison, &fragments.items[i], &rewording, scratch);
        RewordingList *list = rewording.verdict == REWORDING_KEPT ? &finder->kept : finder->dropped;
        if (list) *array_push(list, finder->memory) = rewording;
    }
    for (size_t i = 0; i < dropped.count; ++i) {
        *array_push(finder->dropped, finder->memory) =
            rewording_of(&comparison, source->article, target_article, &dropped.items[i]);
    }
    return comparison.pair;
}

/* --- What is reported --------------------------------------------------------------------------------------------- */

static void swap_sides(Passage *passage) {
    *passage = (Passage){.a_article = passage->b_article,
                         .b_article = passage->a_article,
                         .a_words = passage->b_words,
                         .b_words = passage->a_words,
                         .words = passage->words,
                         .weight_permille = passage->weight_permille,
                         .identity = passage->identity,
                         .kind = passage->kind};
}

void rewording_orient(const Corpus *corpus, Passage *passage) {
    const Article *articles = corpus->articles;
    if (article_surely_later(&articles[passage->a_article], &articles[passage->b_article])) swap_sides(passage);
    passage->a_bytes = text_bytes_of(&corpus->texts[passage->a_article], passage->a_words);
    passage->b_bytes = text_bytes_of(&corpus->texts[passage->b_article], passage->b_words);
}
