/*
 * reworded: articles -> the passages that say the same in other words.
 *
 *     stems (stems.c) -> pairs of them near each other (collocations.c) -> articles that share several in one place
 *     (candidates.c) -> like sentences (units.c), here -> like stretches (fragments.c), to the word (edges.c);
 *     summaries (summaries.c) -> is it wording that is alike, or an event (wording.c) -> what is reported
 *
 * Two sentences are like when the cosine and the Dice coefficient of their weighed stems both reach a minimum. The
 * minima are low: what a sentence lacks, its neighbours must bring, and the stretch is judged as a whole.
 *
 * Two levels. WIDE reports every stretch that is alike enough, and summaries: for texts of which one may have been made
 * from the other by shuffling, translating or shortening. On news that reports every event that two outlets cover. So
 * STRICT also wants the wording to be alike beside names, numbers and quotations, and no summaries, which every short
 * report of an event is of every long one. AUTOMATIC is strict where both may simply report what happened: where one of
 * the two articles has a date or an outlet, or where their openings are alike (openings.c); and wide for the rest.
 *
 * Every article is compared with later ones only, taken in portions; portions are joined in order, so the result does
 * not depend on the threads.
 *
 * What was tried, on planted passages (5,185 pairs; plagdet, all / verbatim / shuffled / back-translated / summary).
 * The figures above the line are of all pairs; below it everything was fitted to the pairs whose suspicious document
 * has an even number, and the figures are of the odd ones (bench/run.sh reuse prints both):
 *
 *     exact runs alone                                                      .54 / .93 / .25 / .32 / .07
 *     windows of rare stems, likeness as a density, edges by hill climbing  .82 / .90 / .85 / .81 / .34
 *     the same, every pair compared                                         .83 / .90 / .86 / .83 / .35
 *     + common words in the likelihood, edges by the other side             .85 / .91 / .89 / .86 / .28
 *     + a reworded passage gives way to long copied text only               .86 / .92 / .90 / .87 / .30
 *     + summaries                                                           .88 / .92 / .89 / .87 / .68
 *     + candidates by collocations instead of every pair: WIDE              .88 / .92 / .89 / .87 / .68
 *     -------------------------------------------------------------------------------------------------
 *     the same on the odd pairs                                             .88 / .92 / .89 / .86 / .67
 *     edges and score by the odds of words (edges.c, fragments.c): WIDE     .90 / .93 / .93 / .90 / .63
 *     strict where openings are alike: AUTOMATIC on these bare texts        .89 / .93 / .91 / .88 / .63
 *
 * Of the reworded passages that nobody planted, most of those read were real: sentences on one page that somebody had
 * written anew from another.
 *
 * On 16,452 news articles: 100 of the passages that an earlier rule for STRICT reported were read, and 28 of them were
 * events or standing text. The rules here answer to them: two outlets must be alike by more than one with itself,
 * captions and the like are no telling, and what an outlet prints for months is standing text (boilerplate.c). What was
 * read again after that is in docs/reworded-read.md. How much the rest of both articles is alike (planted passages
 * stand in texts on one topic too), how many other articles have the same and the order of the shared words told events
 * from rewording no better than likeness itself.
 *
 * Not done: other languages than those whose words are alike, synonyms.
 */
#include "reworded.h"

#include <stdlib.h>
#include <string.h>

#include "../base/parallel.h"
#include "candidates.h"
#include "copies.h"
#include "fragments.h"
#include "openings.h"
#include "outlets.h"
#include "summaries.h"
#include "wording.h"

enum {
    PORTION_SOURCES = 16,
    STEM_UNITS_MAX = 24, /* a stem in more units of the source counts in the first ones */
    SHARED_STEMS_MIN = 2,
    LIKE_PAIRS_MAX = 1024, /* of two articles */
    STRICT_COPIED_PERCENT = 50, /* a quotation both have is no rewording of what stands around it */
    WORDS_MIN = 15, /* on either side */
    WIDE_PLACES_MIN = 3, /* shared collocations of a candidate; 4 lose 2 in 100 of planted passages */
    STRICT_PLACES_MIN = 6 /* fewer shared collocations never had wording enough in 16,452 news articles */
};

/* Tuned on one half of the pairs of a corpus of planted passages, and tried on the other. */
#define COSINE_MIN 0.25F
#define DICE_MIN 0.25F
#define SHARED_WEIGHT_MIN 2.0F

/*
 * Strict: the score of the stretch, moved by how much of its own wording is shared. Within one outlet, whose writers
 * have the text of the days before at hand, little is needed; two outlets often only report one event.
 */
#define PHRASE_SHARE_MIN 0.3F
#define PHRASE_SHARE_USUAL 0.35
#define PHRASE_FACTOR 4.0
#define PLAIN_SHARE_USUAL 0.6
#define PLAIN_FACTOR 3.0
#define WITHIN_OUTLET_MIN 1.65
#define PLAIN_SHARE_ENOUGH 0.65F /* 1 in 100 events has more, and rewording with no phrase left */
#define PLAIN_SCORE_MIN 2.0
#define ACROSS_OUTLETS_MIN 2.4
#define OPENINGS_LIKENESS_MIN 0.25 /* the lowest of three reports of one press conference is .26 */

typedef struct FindingList ARRAY_OF(Passage) FindingList; /* a: the source */

typedef struct Worker {
    Arena *result;
    Arena scratch;
    CandidateFinder finder;
    uint32_t *slots; /* by stem, for units_build */
    BagSlot *bag; /* by stem, for fragments_find */
    uint32_t *source_counts; /* by stem, for edges_settle, as the next two */
    uint32_t *target_counts;
    uint8_t *inside;
    uint32_t *heads; /* by stem: the source's first term with it, plus one; all 0 between sources */
    FindingList findings;
} Worker;

/* Where a portion's findings lie. */
typedef struct PortionResult {
    uint32_t worker_index;
    size_t begin;
    size_t end;
} PortionResult;

typedef struct Search {
    const Corpus *corpus;
    const Stems *stems;
    const uint32_t *outlets; /* by article */
    RewordedLevel level;
    const CopiedStretch *copied; /* for the candidate finders */
    uint32_t *copied_begins;
    Worker *workers;
    PortionResult *portions;
} Search;

/* An article to compare others with. */
typedef struct Source {
    uint32_t article;
    Units units;
    CountedText counted;
    ToldText told;
    uint32_t *next; /* by term: the next term with the same stem, plus one */
} Source;

/* --- Two articles ------------------------------------------------------------------------------------------------- */

static Source open_source(const Search *search, Worker *worker, uint32_t article, Arena *result) {
    Source source = {.article = article};
    source.units = units_build(&search->corpus->texts[article], search->stems, worker->slots, result);
    source.next = arena_new_array_uncleared(result, uint32_t, source.units.term_count);
    for (uint32_t t = source.units.term_count; t-- > 0;) {
        uint32_t stem = source.units.terms[t].stem;
        if (source.units.terms[t].rareness <= 0) continue;
        source.next[t] = worker->heads[stem];
        worker->heads[stem] = t + 1;
    }
    source.told = told_text_open(&search->corpus->texts[article], result);
    source.counted = counted_text_open(&search->corpus->texts[article], source.units.stems, worker->source_counts);
    return source;
}

static void close_source(Worker *worker, const Source *source) {
    counted_text_close(&source->counted);
    for (uint32_t t = 0; t < source->units.term_count; ++t) worker->heads[source->units.terms[t].stem] = 0;
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

static void fill_cells(const Worker *worker, const Source *source, const Units *target, const Unit *unit,
                       Cells *cells) {
    cells->touched_count = 0;
    for (uint32_t t = unit->term_begin; t < unit->term_end; ++t) {
        const Term *term = &target->terms[t];
        if (term->rareness <= 0) continue;
        uint32_t left = STEM_UNITS_MAX;
        for (uint32_t s = worker->heads[term->stem]; s != 0 && left > 0; s = source->next[s - 1], --left) {
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
    return cell->stems >= SHARED_STEMS_MIN && cell->product >= COSINE_MIN * source->length * target->length &&
           cell->rareness >= DICE_MIN * (source->rareness + target->rareness);
}

static LikePairList find_like_pairs(const Worker *worker, const Source *source, const Units *target, Arena *result,
                                    Arena scratch) {
    Cells cells = {.items = arena_new_array(&scratch, Cell, source->units.count),
                   .touched = arena_new_array_uncleared(&scratch, uint32_t, source->units.count)};
    LikePairList pairs = {0};
    for (uint32_t u = 0; u < target->count; ++u) {
        fill_cells(worker, source, target, &target->items[u], &cells);
        for (uint32_t i = 0; i < cells.touched_count; ++i) {
            const uint32_t other = cells.touched[i];
            bool like = are_like(&source->units.items[other], &target->items[u], &cells.items[other]);
            cells.items[other] = (Cell){0};
            if (like && pairs.count < LIKE_PAIRS_MAX) *array_push(&pairs, result) = (LikePair){other, u};
        }
    }
    return pairs;
}

static uint32_t size_of(WordSpan words) {
    return words.end - words.begin;
}

static bool is_news(const Article *article) {
    return article->published.size > 0 || article->outlet.size > 0;
}

/* Whether likeness may be an event that both report, by what is known of the articles. */
static bool is_strict(const Search *search, uint32_t source, uint32_t target) {
    if (search->level != REWORDED_AUTOMATIC) return search->level == REWORDED_STRICT;
    return is_news(&search->corpus->articles[source]) || is_news(&search->corpus->articles[target]);
}

/* The same, by what they say. */
static bool set_out_alike(const Search *search, const Worker *worker, uint32_t source, uint32_t target) {
    if (search->level != REWORDED_AUTOMATIC) return false;
    const Text *texts = search->corpus->texts;
    return openings_likeness(&texts[source], &texts[target], search->stems, worker->bag) >= OPENINGS_LIKENESS_MIN;
}

static uint32_t common_size(WordSpan left, WordSpan right) {
    uint32_t begin = left.begin > right.begin ? left.begin : right.begin;
    uint32_t end = left.end < right.end ? left.end : right.end;
    return end > begin ? end - begin : 0;
}

/* Whether much of it stands there word for word, and is reported as copied. */
static bool is_copied(const Search *search, const Passage *passage) {
    uint32_t source_words = 0, target_words = 0;
    for (uint32_t i = search->copied_begins[passage->a_article]; i < search->copied_begins[passage->a_article + 1];
         ++i) {
        const CopiedStretch *stretch = &search->copied[i];
        if (stretch->target != passage->b_article) continue;
        source_words += common_size(stretch->source_words, passage->a_words);
        target_words += common_size(stretch->target_words, passage->b_words);
    }
    return (uint64_t)source_words * 100 >= (uint64_t)size_of(passage->a_words) * STRICT_COPIED_PERCENT ||
           (uint64_t)target_words * 100 >= (uint64_t)size_of(passage->b_words) * STRICT_COPIED_PERCENT;
}

/* Whether most of the words are no telling: captions, lists of links, lines about the author. */
static bool is_aside(const Text *text, WordSpan words) {
    uint32_t aside_words = 0;
    for (uint32_t p = text_paragraph_of(text, words.begin); p < text->paragraph_count; ++p) {
        const Paragraph *paragraph = &text->paragraphs[p];
        if (paragraph->words.begin >= words.end) break;
        if (paragraph->role == BLOCK_NARRATION || paragraph->role == BLOCK_HEADLINE) continue;
        aside_words += common_size(paragraph->words, words);
    }
    return 2 * aside_words > size_of(words);
}

/* A pair of articles under work. */
typedef struct Comparison {
    const Search *search;
    ToldText *source;
    ToldText *target;
} Comparison;

static bool has_wording(const Comparison *comparison, const Fragment *fragment, const Passage *passage, Arena scratch) {
    const Search *search = comparison->search;
    if (fragment->summary || is_copied(search, passage)) return false;
    if (is_aside(&search->corpus->texts[passage->a_article], passage->a_words) ||
        is_aside(&search->corpus->texts[passage->b_article], passage->b_words))
        return false;
    Wording wording = wording_compare(comparison->source, comparison->target, search->stems, passage, scratch);
    if (wording.plain_share >= PLAIN_SHARE_ENOUGH && (double)fragment->score >= PLAIN_SCORE_MIN) return true;
    if (wording.phrase_share < PHRASE_SHARE_MIN) return false;
    double score = (double)fragment->score + PHRASE_FACTOR * ((double)wording.phrase_share - PHRASE_SHARE_USUAL) +
                   PLAIN_FACTOR * ((double)wording.plain_share - PLAIN_SHARE_USUAL);
    uint32_t outlet = search->outlets[passage->a_article];
    const Article *articles = search->corpus->articles;
    bool within = outlet != OUTLET_UNKNOWN && outlet == search->outlets[passage->b_article] &&
                  !outlets_month_apart(&articles[passage->a_article], &articles[passage->b_article]);
    return score >= (within ? WITHIN_OUTLET_MIN : ACROSS_OUTLETS_MIN);
}

static Passage passage_of(uint32_t source, uint32_t target, const Fragment *fragment, WordSpan source_words,
                          WordSpan target_words) {
    uint32_t longer = size_of(source_words) > size_of(target_words) ? size_of(source_words) : size_of(target_words);
    return (Passage){.a_article = source,
                     .b_article = target,
                     .a_words = source_words,
                     .b_words = target_words,
                     .words = fragment->shared_words,
                     .weight_permille = (uint32_t)(fragment->shared_weight * 1000.0F),
                     .identity = (float)fragment->shared_words / (float)longer,
                     .kind = PASSAGE_REWORDED};
}

static void compare_articles(const Search *search, Worker *worker, Source *source, uint32_t target_article,
                             Arena scratch) {
    Units target = units_build(&search->corpus->texts[target_article], search->stems, worker->slots, &scratch);
    LikePairList pairs = find_like_pairs(worker, source, &target, &scratch, *worker->result);
    if (pairs.count == 0) return;
    FragmentList fragments = {0};
    TextPair texts = {source->counted, {0}, worker->inside};
    texts.target = counted_text_open(&search->corpus->texts[target_article], target.stems, worker->target_counts);
    UnitsPair pair = {&source->units, &target, worker->bag, &texts};
    fragments_find(&pair, &pairs, &fragments, &scratch, *worker->result);
    counted_text_close(&texts.target);
    bool strict = is_strict(search, source->article, target_article) ||
                  set_out_alike(search, worker, source->article, target_article);
    if (!strict) summaries_find(&pair, &pairs, &fragments, &scratch);
    ToldText told = told_text_open(&search->corpus->texts[target_article], &scratch);
    const Comparison comparison = {search, &source->told, &told};
    for (size_t i = 0; i < fragments.count; ++i) {
        const Fragment *fragment = &fragments.items[i];
        WordSpan source_words = fragment->source_words;
        WordSpan target_words = fragment->target_words;
        if (size_of(source_words) < WORDS_MIN || size_of(target_words) < WORDS_MIN) continue;
        if (fragment->shared_weight < SHARED_WEIGHT_MIN) continue;
        Passage passage = passage_of(source->article, target_article, fragment, source_words, target_words);
        if (strict && !has_wording(&comparison, fragment, &passage, scratch)) continue;
        *array_push(&worker->findings, worker->result) = passage;
    }
}

static void search_source(const Search *search, Worker *worker, uint32_t article) {
    Arena scratch = worker->scratch;
    uint32_t places_min = is_strict(search, article, article) ? STRICT_PLACES_MIN : WIDE_PLACES_MIN;
    CandidateList targets = candidates_find(&worker->finder, article, places_min, &scratch, *worker->result);
    size_t count = 0;
    for (size_t i = 0; i < targets.count; ++i) {
        bool strict = is_strict(search, article, targets.items[i].article);
        if (!strict || targets.items[i].shared_places >= STRICT_PLACES_MIN) targets.items[count++] = targets.items[i];
    }
    if (count == 0) return;
    Source source = open_source(search, worker, article, &scratch);
    for (size_t i = 0; i < count; ++i) compare_articles(search, worker, &source, targets.items[i].article, scratch);
    close_source(worker, &source);
}

/* --- All articles ------------------------------------------------------------------------------------------------- */

static void search_portion(void *context, uint32_t worker_index, size_t item_index) {
    Search *search = context;
    Worker *worker = &search->workers[worker_index];
    PortionResult *portion = &search->portions[item_index];
    *portion = (PortionResult){.worker_index = worker_index, .begin = worker->findings.count};
    uint32_t first = (uint32_t)item_index * PORTION_SOURCES;
    for (uint32_t a = first; a < first + PORTION_SOURCES && a < search->corpus->article_count; ++a) {
        search_source(search, worker, a);
    }
    portion->end = worker->findings.count;
}

static FindingList join_portions(const Search *search, size_t portion_count, Arena *result) {
    FindingList all = {0};
    for (size_t i = 0; i < portion_count; ++i) {
        const PortionResult *portion = &search->portions[i];
        const FindingList *findings = &search->workers[portion->worker_index].findings;
        for (size_t k = portion->begin; k < portion->end; ++k) *array_push(&all, result) = findings->items[k];
    }
    return all;
}

static FindingList search_all(Search *search, const CollocationIndex *index, uint32_t threads, Arena *result,
                              Arena scratch) {
    const size_t portion_count = ((size_t)search->corpus->article_count + PORTION_SOURCES - 1) / PORTION_SOURCES;
    Workers memory = workers_open(threads, &scratch);
    search->workers = arena_new_array(&scratch, Worker, memory.count);
    search->portions = arena_new_array(&scratch, PortionResult, portion_count);
    for (uint32_t i = 0; i < memory.count; ++i) {
        search->workers[i] =
            (Worker){.result = &memory.results[i],
                     .scratch = memory.scratches[i],
                     .finder = {.index = index,
                                .copied = search->copied,
                                .copied_begins = search->copied_begins,
                                .counts = arena_new_array(&scratch, uint16_t, search->corpus->article_count)},
                     .slots = arena_new_array(&scratch, uint32_t, search->stems->count),
                     .source_counts = arena_new_array(&scratch, uint32_t, search->stems->count),
                     .target_counts = arena_new_array(&scratch, uint32_t, search->stems->count),
                     .inside = arena_new_array(&scratch, uint8_t, search->stems->count),
                     .bag = arena_new_array(&scratch, BagSlot, search->stems->count),
                     .heads = arena_new_array(&scratch, uint32_t, search->stems->count)};
    }
    parallel_for(memory.count, portion_count, search_portion, search);
    FindingList findings = join_portions(search, portion_count, result);
    workers_close(&memory);
    return findings;
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

static Passages report(const Corpus *corpus, const FindingList *findings, Arena *result, Arena scratch) {
    Passages passages = {arena_new_array_uncleared(result, Passage, findings->count), 0};
    for (size_t i = 0; i < findings->count; ++i) {
        Passage *passage = &passages.items[passages.count++];
        *passage = findings->items[i];
        if (article_surely_later(&corpus->articles[passage->a_article], &corpus->articles[passage->b_article])) {
            swap_sides(passage);
        }
        passage->a_bytes = text_bytes_of(&corpus->texts[passage->a_article], passage->a_words);
        passage->b_bytes = text_bytes_of(&corpus->texts[passage->b_article], passage->b_words);
    }
    passages_sort(&passages, scratch);
    return passages;
}

Passages reworded_find(const Corpus *corpus, const Passages *copies, const RewordedOptions *options, Arena *result,
                       Arena scratch) {
    if (options->level == REWORDED_OFF) return (Passages){0};
    Arena build_scratch = arena_open(0); /* of its own, so that its memory goes back to the system */
    Stems stems = stems_build(&corpus->vocabulary, options->threads, &scratch, build_scratch);
    CollocationIndex index = collocation_index_build(corpus, &stems, options->threads, &scratch, build_scratch);
    Search search = {.corpus = corpus, .stems = &stems, .level = options->level};
    search.outlets = outlets_number(corpus, &scratch, build_scratch);
    arena_close(&build_scratch);
    search.copied = copied_stretches_list(corpus, copies, &search.copied_begins, &scratch);
    Arena findings_memory = arena_open(0);
    FindingList findings = search_all(&search, &index, options->threads, &findings_memory, scratch);
    Passages passages = report(corpus, &findings, result, scratch);
    arena_close(&findings_memory);
    return passages;
}
