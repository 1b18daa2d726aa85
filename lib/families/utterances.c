/*
 * Utterances: which quotations are reports of one and the same statement.
 *
 * In:  the readings of all quotations.
 * Out: for each its base, the fullest reading of the utterance.
 *
 * Readings are taken longest first, those in quotation marks before those without. Each looks up its runs of three
 * words among the bases so far and is aligned with the few that share most; where what they share covers most of it and
 * is rare enough, it joins the best of them, else it becomes a base itself. So every member is checked against the
 * base, never against another member: two utterances can't be chained together by a phrase that both contain, and a
 * fragment that fits two goes to the better one. Because only bases are looked up, a statement printed ten thousand
 * times costs no more than ten thousand different ones; identical readings are not even looked up twice.
 *
 * They are taken in batches: what a batch's readings find among the bases of earlier batches, several workers find at
 * once; what they find among the batch's own new bases, which are few, is found one reading after another. A batch is a
 * number of words, so where batches end depends on the readings alone.
 *
 * Rareness decides what is enough: the evidence of a stretch is the sum of its words' rareness and a little for every
 * word, since long runs of common words are rare too. Three or four words are never enough by themselves: they must be
 * the whole fragment, or of four all but one word (the "may" that became "will"), and be given to the same speaker.
 *
 * Invariants: a base's base is itself; the result does not depend on the order of the reports, as they are sorted by
 * (quoted, words, article, place) first, nor on the number of workers.
 */
#include "utterances.h"

#include <string.h>

#include "../base/array.h"
#include "../base/map.h"
#include "../base/radix.h"
#include "../quote/quotation.h"
#include "run_index.h"
#include "variants.h"

/* Readings of so many words look up every second run: four equal words in a row are found still. */
#define LONG_WORDS_MIN 16
/* Bases with which a reading is aligned, of earlier batches and of its own. */
#define CANDIDATES_MAX 3
/* Share of a reading that must lie in runs found in a base before the two are aligned: less never becomes enough. */
#define RUN_COVERAGE_MIN_PERCENT 35
/* Small enough for its own bases' runs to stay in the cache, large enough to keep several workers busy. */
#define BATCH_WORDS (1u << 16)
#define CHUNK_PLACINGS 16
/* Tuned by reading the families of a real collection from both sides of the threshold. */
#define EVIDENCE_SAME_SPEAKER_MIN 1030
#define EVIDENCE_MIN 1430
#define EVIDENCE_OTHER_SPEAKER_MIN 2100
#define EVIDENCE_FOR_WORD 75
#define EVIDENCE_BESIDE_NAMES_MIN 460
#define EQUAL_WORDS_MIN 5
#define EQUAL_WORDS_SHORT_MIN 3
#define COVERAGE_MIN_PERCENT 60
/* Within one article, likeness is as often a speaker's parallel phrasing; a repetition is nearly literal. */
#define COVERAGE_SAME_ARTICLE_MIN_PERCENT 85
/* Words without quotation marks are the narrator's until they agree closely. */
#define COVERAGE_INDIRECT_MIN_PERCENT 70
#define EQUAL_WORDS_INDIRECT_MIN 7
/* One speaker's words, retold all but literally. */
#define COVERAGE_LITERAL_MIN_PERCENT 85
#define EQUAL_WORDS_LITERAL_MIN 6

WordWeights word_weights_build(const Vocabulary *vocabulary, Arena *result) {
    return (WordWeights){vocabulary_rareness_list(vocabulary, result), vocabulary->count};
}

uint32_t evidence_of(uint32_t equal_words, uint32_t weight_permille) {
    return weight_permille + EVIDENCE_FOR_WORD * equal_words;
}

/* A reading of the batch on its way to a base. */
typedef struct Placing {
    uint32_t report;
    uint32_t twin; /* an earlier report with the same words, INDEX_NONE: none */
    bool looked_up; /* among the bases of earlier batches */
    Runs runs;
    uint32_t base; /* the best so far; the report itself where none is */
    WordSpan base_words;
    uint32_t weight; /* what speaks for that base */
} Placing;

typedef struct Grouping {
    const Reports *reports;
    WordWeights weights;
    Workers *workers;
    RunRepeats repeats;
    RunIndex earlier; /* the bases of earlier batches */
    RunIndex fresh; /* those of this one */
    Map identical; /* hash of a reading -> 1 + index of the first report with it */
    uint32_t *ranks; /* by report: its place among all, fullest first */
    size_t *kept_bytes; /* by worker: where a batch's memory begins */
    uint32_t **votes; /* by worker, then report: weight of the runs shared with the reading at hand */
    Placing *placings;
    uint32_t placing_count;
    Utterances utterances;
} Grouping;

static uint64_t reading_hash(const Reading *reading) {
    return bytes_hash((Bytes){(const uint8_t *)reading->ids, reading->word_count * sizeof *reading->ids});
}

/* The same words, told in the same way. A short fragment is judged with its speaker, so it has no twin. */
static bool are_twins(const Report *left, const Report *right) {
    const Reading *one = &left->reading, *other = &right->reading;
    if (one->word_count != other->word_count || one->word_count < EQUAL_WORDS_MIN) return false;
    return left->quoted == right->quoted && memcmp(one->ids, other->ids, one->word_count * sizeof *one->ids) == 0;
}

/* Report indexes, fullest first. */
static void reports_order(const Reports *reports, uint32_t *order, Arena scratch) {
    KeyValue *keys = reports_by_place(reports, &scratch);
    for (uint32_t i = 0; i < reports->count; i++) {
        const Report *report = &reports->items[keys[i].value];
        keys[i].key = (uint64_t)!report->quoted << 32 | (UINT32_MAX - reading_spoken_words(&report->reading));
    }
    radix_sort(keys, reports->count, scratch);
    for (uint32_t i = 0; i < reports->count; i++) order[i] = (uint32_t)keys[i].value;
}

/* The bases that share most with a reading, best first. votes is zero before and after. */
static uint32_t candidates_choose(const uint32_t *ranks, uint32_t *votes, const RunHits *hits,
                                  uint32_t candidates[CANDIDATES_MAX]) {
    uint32_t count = 0;
    for (size_t i = 0; i < hits->count; i++) votes[hits->items[i].base] += hits->items[i].weight;
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t base = hits->items[i].base, place = count;
        bool known = false;
        for (uint32_t j = 0; j < count; j++) known = known || candidates[j] == base;
        if (known) continue;
        for (; place > 0; place--) {
            uint32_t other = candidates[place - 1];
            bool better = votes[base] != votes[other] ? votes[base] > votes[other] : ranks[base] < ranks[other];
            if (!better) break;
        }
        if (place == CANDIDATES_MAX) continue;
        if (count < CANDIDATES_MAX) count++;
        for (uint32_t j = count - 1; j > place; j--) candidates[j] = candidates[j - 1];
        candidates[place] = base;
    }
    for (size_t i = 0; i < hits->count; i++) votes[hits->items[i].base] = 0;
    return count;
}

/* How many of the reading's words stand in runs that the base has too. RunHits come in the order of `at`. */
static uint32_t words_covered(const RunHits *hits, uint32_t base) {
    uint32_t covered = 0, next = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const RunHit *hit = &hits->items[i];
        if (hit->base != base) continue;
        uint32_t begin = hit->at > next ? hit->at : next;
        if (begin < hit->at + RUN_WORDS) covered += hit->at + RUN_WORDS - begin;
        next = hit->at + RUN_WORDS;
    }
    return covered;
}

/* Where in the base the reading may stand: around the heaviest run they share. */
static WordSpan candidate_window(const Grouping *grouping, const RunHits *hits, uint32_t base, uint32_t word_count) {
    uint32_t base_count = grouping->reports->items[base].reading.word_count;
    if (base_count <= 2 * word_count + 16) return (WordSpan){0, base_count};
    const RunHit *heaviest = NULL;
    for (size_t i = 0; i < hits->count; i++) {
        const RunHit *hit = &hits->items[i];
        if (hit->base == base && (!heaviest || hit->weight > heaviest->weight)) heaviest = hit;
    }
    uint32_t before = heaviest->at + word_count / 2 + 8, after = word_count - heaviest->at + word_count / 2 + 8;
    WordSpan window = {heaviest->place > before ? heaviest->place - before : 0, base_count};
    if (base_count - heaviest->place > after) window.end = heaviest->place + after;
    return window;
}

/* Two speakers may well use one stock phrase; one speaker's fragment needs less to be recognised. */
static uint32_t evidence_wanted(const Report *base, const Report *report) {
    if (base->speaker == INDEX_NONE || report->speaker == INDEX_NONE) return EVIDENCE_MIN;
    return base->speaker == report->speaker ? EVIDENCE_SAME_SPEAKER_MIN : EVIDENCE_OTHER_SPEAKER_MIN;
}

/* The evidence without names: a title or an institution's name is repeated by people who quote nobody. */
static uint32_t evidence_beside_names(const Reading *reading, WordSpan span, const uint16_t *permille) {
    uint32_t words = 0, weight = 0;
    for (uint32_t i = span.begin; i < span.end; i++) {
        uint16_t flags = reading->text->words[reading->words[i]].flags;
        if ((flags & WORD_CAPITALISED) && !(flags & WORD_SENTENCE_START)) continue;
        words++;
        weight += permille[reading->ids[i]];
    }
    return evidence_of(words, weight);
}

static bool overlap_suffices(const Report *base, const Report *report, const Overlap *overlap,
                             const uint16_t *permille) {
    uint32_t words = report->reading.word_count, wanted = evidence_wanted(base, report);
    if (reports_overlap(base, report)) return false;
    if (evidence_beside_names(&base->reading, overlap->base_words, permille) < EVIDENCE_BESIDE_NAMES_MIN) return false;
    if (base->article == report->article && overlap->equal_words * 100 < words * COVERAGE_SAME_ARTICLE_MIN_PERCENT)
        return false;
    if (evidence_of(overlap->equal_words, overlap->weight_permille) < wanted) return false;
    uint32_t percent = overlap->equal_words * 100 / words;
    bool same_speaker = wanted == EVIDENCE_SAME_SPEAKER_MIN;
    if (!report->quoted) {
        if (same_speaker && percent >= COVERAGE_LITERAL_MIN_PERCENT)
            return overlap->equal_words >= EQUAL_WORDS_LITERAL_MIN;
        return percent >= COVERAGE_INDIRECT_MIN_PERCENT && overlap->equal_words >= EQUAL_WORDS_INDIRECT_MIN;
    }
    if (overlap->equal_words >= EQUAL_WORDS_MIN) return percent >= COVERAGE_MIN_PERCENT;
    uint32_t other_words = words - overlap->equal_words;
    bool whole = other_words == 0 || (other_words == 1 && overlap->equal_words > EQUAL_WORDS_SHORT_MIN);
    return overlap->equal_words >= EQUAL_WORDS_SHORT_MIN && whole && same_speaker &&
           overlap->base_words.end - overlap->base_words.begin == overlap->equal_words;
}

/* Looks among the bases of one index for a better one. */
static void base_look_up(const Grouping *grouping, const RunIndex *index, uint32_t worker, Placing *placing) {
    const Report *report = &grouping->reports->items[placing->report];
    const Reading *reading = &report->reading;
    Arena scratch = grouping->workers->scratches[worker];
    RunHits hits = run_index_find(index, placing->runs, reading->word_count < LONG_WORDS_MIN ? 1 : 2, &scratch);
    uint32_t candidates[CANDIDATES_MAX];
    uint32_t candidate_count = candidates_choose(grouping->ranks, grouping->votes[worker], &hits, candidates);
    for (uint32_t i = 0; i < candidate_count; i++) {
        const Report *base = &grouping->reports->items[candidates[i]];
        if (words_covered(&hits, candidates[i]) * 100 < reading->word_count * RUN_COVERAGE_MIN_PERCENT) continue;
        WordSpan window = candidate_window(grouping, &hits, candidates[i], reading->word_count);
        Workspace work = {grouping->workers->results[worker], scratch};
        Overlap overlap = overlap_measure(&base->reading, window, reading, grouping->weights.permille, work);
        if (!overlap_suffices(base, report, &overlap, grouping->weights.permille)) continue;
        uint32_t weight = evidence_of(overlap.equal_words, overlap.weight_permille);
        if (weight <= placing->weight) continue;
        placing->base = candidates[i];
        placing->base_words = overlap.base_words;
        placing->weight = weight;
    }
}

static void placing_look_up(const Grouping *grouping, uint32_t worker, Placing *placing) {
    const Reading *reading = &grouping->reports->items[placing->report].reading;
    placing->runs = runs_find(&grouping->repeats, reading, grouping->weights, &grouping->workers->results[worker]);
    base_look_up(grouping, &grouping->earlier, worker, placing);
    placing->looked_up = true;
}

static void chunk_look_up(void *context, uint32_t worker_index, size_t item_index) {
    const Grouping *grouping = context;
    uint32_t end = grouping->placing_count;
    if (end > (item_index + 1) * CHUNK_PLACINGS) end = (uint32_t)(item_index + 1) * CHUNK_PLACINGS;
    for (uint32_t i = (uint32_t)item_index * CHUNK_PLACINGS; i < end; i++)
        if (grouping->placings[i].twin == INDEX_NONE) placing_look_up(grouping, worker_index, &grouping->placings[i]);
}

static void placing_open(Grouping *grouping, uint32_t report, Arena *scratch) {
    const Reading *reading = &grouping->reports->items[report].reading;
    Placing *placing = &grouping->placings[grouping->placing_count++];
    *placing = (Placing){.report = report, .twin = INDEX_NONE, .base = report};
    placing->base_words = (WordSpan){0, reading->word_count};
    bool inserted;
    uint32_t *first = map_insert(&grouping->identical, reading_hash(reading), &inserted, scratch);
    if (inserted)
        *first = report + 1;
    else if (are_twins(&grouping->reports->items[*first - 1], &grouping->reports->items[report]))
        placing->twin = *first - 1;
}

/* A reading that was met before goes where the other went, or to the other. False where that must be found out. */
static bool twin_follow(const Grouping *grouping, Placing *placing) {
    if (placing->twin == INDEX_NONE) return false;
    const Report *report = &grouping->reports->items[placing->report];
    const Report *twin = &grouping->reports->items[placing->twin];
    const Reading *reading = &report->reading;
    uint32_t base = grouping->utterances.base_of[placing->twin];
    WordSpan base_words = grouping->utterances.base_words[placing->twin];
    if (twin->speaker != report->speaker || base == placing->twin) {
        Overlap whole = {base_words, {0, reading->word_count}, reading->word_count, 0};
        for (uint32_t i = 0; i < reading->word_count; i++)
            whole.weight_permille += grouping->weights.permille[reading->ids[i]];
        if (!overlap_suffices(&grouping->reports->items[base], report, &whole, grouping->weights.permille))
            return false;
    }
    placing->base = base;
    placing->base_words = base_words;
    return true;
}

/* Settles the batch's readings one after another; those that find no base become one. */
static void batch_settle(Grouping *grouping) {
    run_index_clear(&grouping->fresh);
    for (uint32_t i = 0; i < grouping->placing_count; i++) {
        Placing *placing = &grouping->placings[i];
        if (!twin_follow(grouping, placing)) {
            if (!placing->looked_up) placing_look_up(grouping, 0, placing);
            base_look_up(grouping, &grouping->fresh, 0, placing);
            if (placing->base == placing->report) run_index_add(&grouping->fresh, placing->report, placing->runs);
        }
        grouping->utterances.base_of[placing->report] = placing->base;
        grouping->utterances.base_words[placing->report] = placing->base_words;
    }
    for (uint32_t i = 0; i < grouping->placing_count; i++) {
        const Placing *placing = &grouping->placings[i];
        if (placing->base == placing->report) run_index_add(&grouping->earlier, placing->report, placing->runs);
    }
}

static void batch_place(Grouping *grouping) {
    Workers *workers = grouping->workers;
    size_t chunks = (grouping->placing_count + (size_t)CHUNK_PLACINGS - 1) / CHUNK_PLACINGS;
    parallel_for(workers->count, chunks, chunk_look_up, grouping);
    batch_settle(grouping);
    for (uint32_t i = 0; i < workers->count; i++) arena_reset(&workers->results[i], grouping->kept_bytes[i]);
}

/* As many as all batches can want, or the largest one. */
static size_t batch_most(size_t wanted) {
    return wanted < BATCH_WORDS ? wanted : BATCH_WORDS;
}

static void grouping_open(Grouping *grouping, Arena *result, Arena *scratch) {
    uint32_t count = grouping->reports->count;
    size_t words = 0;
    for (uint32_t i = 0; i < count; i++) words += grouping->reports->items[i].reading.word_count;
    grouping->utterances.base_of = arena_new_array_uncleared(result, uint32_t, count);
    grouping->utterances.base_words = arena_new_array_uncleared(result, WordSpan, count);
    grouping->ranks = arena_new_array_uncleared(scratch, uint32_t, count);
    grouping->votes = arena_new_array_uncleared(scratch, uint32_t *, grouping->workers->count);
    grouping->kept_bytes = arena_new_array_uncleared(scratch, size_t, grouping->workers->count);
    for (uint32_t i = 0; i < grouping->workers->count; i++) {
        grouping->votes[i] = arena_new_array(scratch, uint32_t, count);
        grouping->kept_bytes[i] = grouping->workers->results[i].used_bytes;
    }
    grouping->placings = arena_new_array_uncleared(scratch, Placing, batch_most(count));
    grouping->repeats = run_repeats_find(grouping->reports, grouping->weights, grouping->workers, scratch);
    /* Each of a run's occurrences beyond the first comes with at most one that is a first. */
    grouping->earlier = run_index_open(2 * grouping->repeats.repeated_count, scratch);
    grouping->fresh = run_index_open(batch_most(words) + READING_WORDS_MAX, scratch);
    map_reserve(&grouping->identical, count, scratch);
}

Utterances utterances_group(const Reports *reports, WordWeights weights, Workers *workers, Arena *result,
                            Arena scratch) {
    Grouping grouping = {.reports = reports, .weights = weights, .workers = workers};
    grouping_open(&grouping, result, &scratch);
    uint32_t *order = arena_new_array_uncleared(&scratch, uint32_t, reports->count);
    reports_order(reports, order, scratch);
    for (uint32_t i = 0; i < reports->count; i++) grouping.ranks[order[i]] = i;
    for (uint32_t i = 0; i < reports->count;) {
        uint32_t words = 0;
        grouping.placing_count = 0;
        for (; i < reports->count && words < BATCH_WORDS && grouping.placing_count < BATCH_WORDS; i++) {
            placing_open(&grouping, order[i], &scratch);
            words += reports->items[order[i]].reading.word_count;
        }
        batch_place(&grouping);
    }
    return grouping.utterances;
}
