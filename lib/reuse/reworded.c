/*
 * reworded: articles -> the passages that say the same in other words.
 *
 *     stems (stems.c) -> articles that share rare ones in one place (candidates.c)
 *     two articles, sentence by sentence (units.c) -> like sentences, here -> like stretches (fragments.c)
 *     -> strict_enough: what of it is reported
 *
 * Two sentences are like when the cosine and the Dice coefficient of their weighed stems both reach a minimum. The
 * minima are low: what a sentence lacks, its neighbours must bring, and the stretch is judged as a whole.
 *
 * Reports of one event share names, numbers and the event's vocabulary without one having it from the other, and every
 * pair of them would be a finding. So a stretch that is like stretches of several other articles too must score higher,
 * in proportion to how many: what is said everywhere is what happened, what two articles say is what one took.
 *
 * Every article is compared with later ones only, taken in portions; portions are joined in order, so the result does
 * not depend on the threads.
 *
 * Measured on 16,452 news articles: 3,200 passages, of which, of 18 read, about 8 share wording and the rest an event;
 * six seconds of processor time, a third of it for candidates, a third for building the units of both articles anew.
 * What would help next: comparing only the neighbourhood of the place that made an
 * article a candidate, and telling an event's vocabulary from an article's.
 *
 * Not done: summaries of a whole article (their sentences draw on places far apart), other languages than those whose
 * words are alike, synonyms.
 */
#include "reworded.h"

#include <stdlib.h>
#include <string.h>

#include "../base/parallel.h"
#include "candidates.h"
#include "copies.h"
#include "fragments.h"

enum {
    PORTION_SOURCES = 16,
    STEM_UNITS_MAX = 24, /* a stem in more units of the source counts in the first ones */
    SHARED_STEMS_MIN = 2,
    LIKE_PAIRS_MAX = 1024, /* of two articles */
    WORDS_MIN = 15, /* on either side */
    CROWD_FREE = 2 /* others that a stretch may be like at no cost: the source and its one other taker */
};

/* Tuned on one half of the pairs of a corpus of planted passages, and tried on the other. */
#define COSINE_MIN 0.25F
#define DICE_MIN 0.25F
#define SCORE_MIN 0.17
#define SHARED_WEIGHT_MIN 2.0F

typedef struct Finding {
    Passage passage; /* a: the source */
    float score;
} Finding;

typedef struct FindingList ARRAY_OF(Finding) FindingList;

typedef struct Worker {
    Arena result;
    Arena scratch;
    CandidateFinder finder;
    uint32_t *slots; /* by stem, for units_build */
    float *bag; /* by stem, for fragments_find */
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
    Worker *workers;
    PortionResult *portions;
} Search;

/* An article to compare others with. */
typedef struct Source {
    uint32_t article;
    Units units;
    uint32_t *next; /* by term: the next term with the same stem, plus one */
} Source;

/* --- Two articles --------------------------------------------------------------------------------------------------- */

static Source open_source(const Search *search, Worker *worker, uint32_t article, Arena *result) {
    Source source = {.article = article};
    source.units = units_build(&search->corpus->texts[article], search->stems, worker->slots, result);
    source.next = arena_new_array_uncleared(result, uint32_t, source.units.term_count);
    for (uint32_t t = source.units.term_count; t-- > 0;) {
        uint32_t stem = source.units.terms[t].stem;
        source.next[t] = worker->heads[stem];
        worker->heads[stem] = t + 1;
    }
    return source;
}

static void close_source(Worker *worker, const Source *source) {
    for (uint32_t t = 0; t < source->units.term_count; ++t) worker->heads[source->units.terms[t].stem] = 0;
}

/* What a unit of the source has in common with the target's unit under work. */
typedef struct Cell {
    float product;
    float rareness; /* on both sides together */
    uint32_t stems;
} Cell;

/* Fills the cells of the source's units; gives those touched. */
static uint32_t fill_cells(const Worker *worker, const Source *source, const Units *target, uint32_t unit_index,
                           Cell *cells, uint32_t *touched) {
    uint32_t touched_count = 0;
    const Unit *unit = &target->items[unit_index];
    for (uint32_t t = unit->term_begin; t < unit->term_end; ++t) {
        const Term *term = &target->terms[t];
        uint32_t left = STEM_UNITS_MAX;
        for (uint32_t s = worker->heads[term->stem]; s != 0 && left > 0; s = source->next[s - 1], --left) {
            const Term *other = &source->units.terms[s - 1];
            Cell *cell = &cells[other->unit_index];
            if (cell->stems == 0) touched[touched_count++] = other->unit_index;
            cell->product += other->weight * term->weight;
            cell->rareness += other->rareness + term->rareness;
            ++cell->stems;
        }
    }
    return touched_count;
}

static bool are_like(const Unit *source, const Unit *target, const Cell *cell) {
    return cell->stems >= SHARED_STEMS_MIN && cell->product >= COSINE_MIN * source->length * target->length &&
           cell->rareness >= DICE_MIN * (source->rareness + target->rareness);
}

static LikePairList find_like_pairs(const Worker *worker, const Source *source, const Units *target, Arena *result,
                                    Arena scratch) {
    Cell *cells = arena_new_array(&scratch, Cell, source->units.count);
    uint32_t *touched = arena_new_array_uncleared(&scratch, uint32_t, source->units.count);
    LikePairList pairs = {0};
    for (uint32_t u = 0; u < target->count; ++u) {
        uint32_t touched_count = fill_cells(worker, source, target, u, cells, touched);
        for (uint32_t i = 0; i < touched_count; ++i) {
            bool like = are_like(&source->units.items[touched[i]], &target->items[u], &cells[touched[i]]);
            cells[touched[i]] = (Cell){0};
            if (like && pairs.count < LIKE_PAIRS_MAX) *array_push(&pairs, result) = (LikePair){touched[i], u};
        }
    }
    return pairs;
}

static WordSpan words_of(const Units *units, UnitSpan span) {
    return (WordSpan){units->items[span.begin].words.begin, units->items[span.end - 1].words.end};
}

static uint32_t size_of(WordSpan words) {
    return words.end - words.begin;
}

static void compare_articles(const Search *search, Worker *worker, const Source *source, uint32_t target_article,
                             Arena scratch) {
    Units target = units_build(&search->corpus->texts[target_article], search->stems, worker->slots, &scratch);
    LikePairList pairs = find_like_pairs(worker, source, &target, &scratch, worker->result);
    FragmentList fragments = {0};
    UnitsPair pair = {&source->units, &target, worker->bag};
    fragments_find(&pair, &pairs, SCORE_MIN, &fragments, &scratch);
    for (size_t i = 0; i < fragments.count; ++i) {
        const Fragment *fragment = &fragments.items[i];
        WordSpan source_words = words_of(&source->units, fragment->source);
        WordSpan target_words = words_of(&target, fragment->target);
        uint32_t longer = size_of(source_words) > size_of(target_words) ? size_of(source_words) : size_of(target_words);
        if (size_of(source_words) < WORDS_MIN || size_of(target_words) < WORDS_MIN) continue;
        if (fragment->shared_weight < SHARED_WEIGHT_MIN) continue;
        Passage passage = {.a_article = source->article,
                           .b_article = target_article,
                           .a_words = source_words,
                           .b_words = target_words,
                           .words = fragment->shared_words,
                           .weight_permille = (uint32_t)(fragment->shared_weight * 1000.0F),
                           .identity = (float)fragment->shared_words / (float)longer,
                           .kind = PASSAGE_REWORDED};
        *array_push(&worker->findings, &worker->result) = (Finding){passage, fragment->score};
    }
}

static void search_source(const Search *search, Worker *worker, uint32_t article) {
    Arena scratch = worker->scratch;
    ArticleList targets = candidates_find(&worker->finder, article, &scratch, worker->result);
    if (targets.count == 0) return;
    Source source = open_source(search, worker, article, &scratch);
    for (size_t i = 0; i < targets.count; ++i) compare_articles(search, worker, &source, targets.items[i], scratch);
    close_source(worker, &source);
}

/* --- All articles --------------------------------------------------------------------------------------------------- */

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

static FindingList search_all(Search *search, const RareIndex *index, uint32_t threads, Arena *result, Arena scratch) {
    const size_t portion_count = ((size_t)search->corpus->article_count + PORTION_SOURCES - 1) / PORTION_SOURCES;
    search->workers = arena_new_array(&scratch, Worker, threads);
    search->portions = arena_new_array(&scratch, PortionResult, portion_count);
    for (uint32_t i = 0; i < threads; ++i) {
        search->workers[i] = (Worker){.result = arena_open(0),
                                      .scratch = arena_open(0),
                                      .finder = candidate_finder_init(search->corpus, search->stems, index, &scratch),
                                      .slots = arena_new_array(&scratch, uint32_t, search->stems->count),
                                      .bag = arena_new_array(&scratch, float, search->stems->count),
                                      .heads = arena_new_array(&scratch, uint32_t, search->stems->count)};
    }
    parallel_for(threads, portion_count, search_portion, search);
    FindingList findings = join_portions(search, portion_count, result);
    for (uint32_t i = 0; i < threads; ++i) {
        arena_close(&search->workers[i].result);
        arena_close(&search->workers[i].scratch);
    }
    return findings;
}

/* --- What is reported ----------------------------------------------------------------------------------------------- */

/* One article's side of a finding. */
typedef struct Side {
    uint32_t finding;
    WordSpan words;
} Side;

/* By article: sides[begins[a]] .. sides[begins[a + 1]] */
static Side *list_sides(const FindingList *findings, uint32_t *begins, uint32_t article_count, Arena *result) {
    Side *sides = arena_new_array_uncleared(result, Side, 2 * findings->count);
    for (size_t i = 0; i < findings->count; ++i) {
        ++begins[findings->items[i].passage.a_article + 2];
        ++begins[findings->items[i].passage.b_article + 2];
    }
    for (uint32_t a = 0; a < article_count; ++a) begins[a + 2] += begins[a + 1];
    for (size_t i = 0; i < findings->count; ++i) {
        const Passage *passage = &findings->items[i].passage;
        sides[begins[passage->a_article + 1]++] = (Side){(uint32_t)i, passage->a_words};
        sides[begins[passage->b_article + 1]++] = (Side){(uint32_t)i, passage->b_words};
    }
    return sides;
}

/* For each finding, how many findings cover the middle of its more crowded side, itself included. */
static uint32_t *count_crowds(const Corpus *corpus, const FindingList *findings, Arena *result, Arena scratch) {
    uint32_t *crowds = arena_new_array(result, uint32_t, findings->count);
    uint32_t *begins = arena_new_array(&scratch, uint32_t, (size_t)corpus->article_count + 2);
    const Side *sides = list_sides(findings, begins, corpus->article_count, &scratch);
    for (uint32_t a = 0; a < corpus->article_count; ++a) {
        if (begins[a] == begins[a + 1]) continue;
        Arena memory = scratch;
        int32_t *depths = arena_new_array(&memory, int32_t, (size_t)corpus->texts[a].word_count + 1);
        for (uint32_t i = begins[a]; i < begins[a + 1]; ++i) {
            ++depths[sides[i].words.begin];
            --depths[sides[i].words.end];
        }
        for (uint32_t w = 0; w < corpus->texts[a].word_count; ++w) depths[w + 1] += depths[w];
        for (uint32_t i = begins[a]; i < begins[a + 1]; ++i) {
            uint32_t depth = (uint32_t)depths[sides[i].words.begin + size_of(sides[i].words) / 2];
            if (depth > crowds[sides[i].finding]) crowds[sides[i].finding] = depth;
        }
    }
    return crowds;
}

static bool strict_enough(const Finding *finding, uint32_t crowd) {
    return (double)finding->score >= SCORE_MIN * (crowd > CROWD_FREE ? crowd - CROWD_FREE : 1);
}

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
    const uint32_t *crowds = count_crowds(corpus, findings, &scratch, *result);
    for (size_t i = 0; i < findings->count; ++i) {
        if (!strict_enough(&findings->items[i], crowds[i])) continue;
        Passage *passage = &passages.items[passages.count++];
        *passage = findings->items[i].passage;
        if (article_surely_later(&corpus->articles[passage->a_article], &corpus->articles[passage->b_article])) {
            swap_sides(passage);
        }
        passage->a_bytes = text_bytes_of(&corpus->texts[passage->a_article], passage->a_words);
        passage->b_bytes = text_bytes_of(&corpus->texts[passage->b_article], passage->b_words);
    }
    if (passages.count > 1) qsort(passages.items, passages.count, sizeof *passages.items, passage_compare);
    return passages;
}

Passages reworded_find(const Corpus *corpus, uint32_t threads, Arena *result, Arena scratch) {
    Arena build_scratch = arena_open(0); /* of its own, so that its memory goes back to the system */
    Stems stems = stems_build(&corpus->vocabulary, threads, &scratch, build_scratch);
    RareIndex index = rare_index_build(corpus, &stems, &scratch, build_scratch);
    arena_close(&build_scratch);
    Search search = {.corpus = corpus, .stems = &stems};
    Arena findings_memory = arena_open(0);
    FindingList findings = search_all(&search, &index, parallel_threads(threads), &findings_memory, scratch);
    Passages passages = report(corpus, &findings, result, scratch);
    arena_close(&findings_memory);
    return passages;
}
