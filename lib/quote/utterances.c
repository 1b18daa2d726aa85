/*
 * Utterances: which quotations are reports of one and the same statement.
 *
 * In:  the readings of all quotations.
 * Out: for each its base, the fullest reading of the utterance; then the memberships, split where a speaker's separate
 *      statements had been run together.
 *
 * Readings are taken longest first, those in quotation marks before those without. Each looks up its runs of three words
 * among the bases so far and is aligned with the few that share most; where what they share covers most of it and is rare
 * enough, it joins the best of them, else it becomes a base itself. So every member is checked against the base, never
 * against another member: two utterances can't be chained together by a phrase that both contain, and a fragment that
 * fits two goes to the better one. Because only bases are looked up, a statement printed ten thousand times costs no more
 * than ten thousand different ones; identical readings are not even looked up twice.
 *
 * What that costs is cache misses, not comparisons: a collection's runs fill far more memory than any cache. So runs that
 * occur once, most of them, are told apart beforehand by two small bitmaps and neither kept nor looked up; the places of
 * a run stand together in one cache line; and a reading's look-ups are started all at once, before the first is awaited.
 *
 * Rareness decides what is enough: the evidence of a stretch is the sum of its words' rareness and a little for every
 * word, since long runs of common words are rare too. Three or four words are never enough by themselves: they must be
 * the whole fragment, or of four all but one word (the "may" that became "will"), and be given to the same speaker.
 *
 * Invariants: a base's base is itself; the result does not depend on the order of the reports, as they are sorted by
 * (quoted, words, article, place) first.
 */
#include "utterances.h"

#include "../base/array.h"
#include "../base/map.h"
#include "../base/radix.h"
#include "quotation.h"

#define SEED_WORDS 3
/* A run of three words lighter than this ("one of the") stands in every other text and finds nothing. */
#define SEED_WEIGHT_MIN 250
/* One run in so many must be heavier, or the statement itself is what makes its words common. */
#define SEED_HEAVY_RATIO 6
/* Bases remembered for one run; a phrase in more bases than that can't tell them apart. */
#define SEED_BASES_MAX 12
/* Readings of so many words look up every second run: four equal words in a row are found still. */
#define LONG_WORDS_MIN 16
/* Bases with which a reading is aligned. */
#define CANDIDATES_MAX 3
/* Share of a reading that must lie in runs found in a base before the two are aligned: less never becomes enough. */
#define RUN_COVERAGE_MIN_PERCENT 35
/* Tuned by reading the families of a real collection from both sides of the threshold. */
#define EVIDENCE_SAME_SPEAKER_MIN 1100
#define EVIDENCE_MIN 1500
#define EVIDENCE_OTHER_SPEAKER_MIN 2200
#define EVIDENCE_FOR_WORD 60
#define EVIDENCE_BESIDE_NAMES_MIN 500
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
    uint16_t *permille = arena_new_array_uncleared(result, uint16_t, vocabulary->count);
    for (uint32_t id = 0; id < vocabulary->count; id++)
        permille[id] = (uint16_t)vocabulary_rareness_permille(vocabulary, id);
    return (WordWeights){permille, vocabulary->count};
}

uint32_t evidence_of(uint32_t equal_words, uint32_t weight_permille) {
    return weight_permille + EVIDENCE_FOR_WORD * equal_words;
}

/* A run of three words in a base. */
typedef struct Posting {
    uint32_t base; /* index of a report */
    uint32_t place;
} Posting;

/* Up to three of a run's postings, oldest first: most runs have no more, and need no second look into memory. */
#define BUNDLE_POSTINGS_MAX 3
typedef struct Bundle {
    Posting postings[BUNDLE_POSTINGS_MAX];
    uint32_t count; /* of the run's postings up to this bundle's last; all bundles but the newest are full */
    uint32_t older; /* index of the bundle before this one; 0: none */
} Bundle;

/* A place in the table of runs. */
typedef struct RunSlot {
    uint32_t fingerprint; /* a rare false agreement costs an alignment, nothing more */
    uint32_t newest; /* index of the run's newest bundle; 0: free */
} RunSlot;

/*
 * Which runs occur at all, and which more than once, by hash: a bit each. Two runs that share a bit are taken for one
 * that repeats, which costs a look-up. Some three bits for every word leave that to one run in five.
 */
typedef struct Repeats {
    uint64_t *once;
    uint64_t *again;
    uint32_t bit_mask;
    size_t repeated_count; /* occurrences of runs beyond each one's first */
} Repeats;

/* A run of the reading at hand that may stand in a base. */
typedef struct Lookup {
    uint64_t hash;
    uint32_t at;
    uint32_t weight;
    uint32_t bundle; /* the run's newest one */
} Lookup;

typedef struct Hit {
    uint32_t base;
    uint32_t place;
    uint32_t at; /* in the reading that looks up */
    uint32_t weight;
} Hit;

typedef struct Hits ARRAY_OF(Hit) Hits;

typedef struct Grouping {
    const Reports *reports;
    WordWeights weights;
    Repeats repeats;
    RunSlot *slots; /* hash table of the runs */
    uint32_t slot_mask;
    Bundle *bundles; /* the first is nobody's, and empty; room for every run that repeats */
    uint32_t bundle_count;
    Map identical; /* hash of a reading -> 1 + index of the first report with it */
    uint32_t *votes; /* by report: weight of the runs shared with the reading at hand */
    uint32_t *ranks; /* by report: its place among all, fullest first */
    Arena *result;
    Utterances utterances;
} Grouping;

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 32);
}

static uint64_t run_hash(const uint32_t *ids) {
    return mix(mix(mix(SEED_WORDS, ids[0] + 1ull), ids[1] + 1ull), ids[2] + 1ull);
}

static uint32_t run_weight(const Grouping *grouping, const uint32_t *ids) {
    const uint16_t *permille = grouping->weights.permille;
    return (uint32_t)permille[ids[0]] + permille[ids[1]] + permille[ids[2]];
}

static uint64_t reading_hash(const Reading *reading) {
    uint64_t hash = reading->word_count;
    for (uint32_t i = 0; i < reading->word_count; i++) hash = mix(hash, reading->ids[i] + 1ull);
    return hash;
}

static bool readings_identical(const Reading *left, const Reading *right) {
    if (left->word_count != right->word_count) return false;
    for (uint32_t i = 0; i < left->word_count; i++)
        if (left->ids[i] != right->ids[i]) return false;
    return true;
}

/* The table's place for a run: taken by it, or free. */
static RunSlot *run_find(const Grouping *grouping, uint64_t hash) {
    uint32_t fingerprint = (uint32_t)(hash >> 32);
    for (uint32_t at = (uint32_t)hash & grouping->slot_mask;; at = (at + 1) & grouping->slot_mask) {
        RunSlot *slot = &grouping->slots[at];
        if (slot->newest == 0 || slot->fingerprint == fingerprint) return slot;
    }
}

/* Report indexes by article and place. */
static KeyValue *reports_by_place(const Reports *reports, Arena *memory) {
    KeyValue *keys = arena_new_array_uncleared(memory, KeyValue, reports->count);
    for (uint32_t i = 0; i < reports->count; i++) {
        const Report *report = &reports->items[i];
        uint64_t place = report->reading.word_count > 0 ? report->reading.words[0] : 0;
        keys[i] = (KeyValue){(uint64_t)report->article << 32 | place, i};
    }
    radix_sort(keys, reports->count, *memory);
    return keys;
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

/* A long statement printed in half of all articles has no rare words left: then all its runs must do. */
static uint32_t seed_weight_min(const Grouping *grouping, const Reading *reading) {
    if (reading->word_count < LONG_WORDS_MIN) return SEED_WEIGHT_MIN;
    uint32_t runs = reading->word_count - SEED_WORDS + 1, heavy = 0;
    for (uint32_t at = 0; at < runs; at++) {
        heavy += run_weight(grouping, reading->ids + at) >= SEED_WEIGHT_MIN;
        if (heavy * SEED_HEAVY_RATIO >= runs) return SEED_WEIGHT_MIN;
    }
    return 0;
}

static uint32_t repeats_bit(const Repeats *repeats, uint64_t hash) {
    return (uint32_t)(hash >> 32) & repeats->bit_mask;
}

static bool run_repeats(const Repeats *repeats, uint64_t hash) {
    uint32_t bit = repeats_bit(repeats, hash);
    return (repeats->again[bit / 64] >> (bit % 64)) & 1;
}

static Repeats repeats_find(const Grouping *grouping, Arena *result) {
    const Reports *reports = grouping->reports;
    size_t words = 0, bits = 64;
    for (uint32_t i = 0; i < reports->count; i++) words += reports->items[i].reading.word_count;
    while (bits < 2 * words && bits <= UINT32_MAX / 2) bits *= 2;
    Repeats repeats = {.bit_mask = (uint32_t)(bits - 1)};
    repeats.once = arena_new_array(result, uint64_t, bits / 64);
    repeats.again = arena_new_array(result, uint64_t, bits / 64);
    for (uint32_t i = 0; i < reports->count; i++) {
        const Reading *reading = &reports->items[i].reading;
        uint32_t weight_min = seed_weight_min(grouping, reading);
        for (uint32_t at = 0; at + SEED_WORDS <= reading->word_count; at++) {
            if (run_weight(grouping, reading->ids + at) < weight_min) continue;
            uint32_t bit = repeats_bit(&repeats, run_hash(reading->ids + at));
            uint64_t mask = 1ull << (bit % 64);
            bool again = (repeats.once[bit / 64] & mask) != 0;
            repeats.repeated_count += again;
            *(again ? &repeats.again[bit / 64] : &repeats.once[bit / 64]) |= mask;
        }
    }
    return repeats;
}

static void posting_add(Grouping *grouping, uint64_t hash, Posting posting) {
    RunSlot *slot = run_find(grouping, hash);
    Bundle *newest = &grouping->bundles[slot->newest];
    uint32_t count = newest->count;
    if (count == SEED_BASES_MAX) return;
    if (count % BUNDLE_POSTINGS_MAX == 0) {
        newest = &grouping->bundles[++grouping->bundle_count];
        newest->older = slot->newest;
        *slot = (RunSlot){(uint32_t)(hash >> 32), grouping->bundle_count};
    }
    newest->postings[count % BUNDLE_POSTINGS_MAX] = posting;
    newest->count = count + 1;
}

/* The reading's runs heavy enough to find something, without those that occur nowhere else. */
static uint32_t lookups_start(const Grouping *grouping, const Reading *reading, uint32_t step, Lookup *lookups) {
    uint32_t count = 0, weight_min = seed_weight_min(grouping, reading);
    for (uint32_t at = 0; at + SEED_WORDS <= reading->word_count; at += step) {
        uint32_t weight = run_weight(grouping, reading->ids + at);
        if (weight < weight_min) continue;
        uint64_t hash = run_hash(reading->ids + at);
        if (!run_repeats(&grouping->repeats, hash)) continue;
        __builtin_prefetch(&grouping->slots[(uint32_t)hash & grouping->slot_mask]);
        lookups[count++] = (Lookup){.hash = hash, .at = at, .weight = weight};
    }
    return count;
}

static void base_insert(Grouping *grouping, uint32_t base, Arena scratch) {
    const Reading *reading = &grouping->reports->items[base].reading;
    Lookup *lookups = arena_new_array_uncleared(&scratch, Lookup, reading->word_count);
    uint32_t count = lookups_start(grouping, reading, 1, lookups);
    for (uint32_t i = 0; i < count; i++) posting_add(grouping, lookups[i].hash, (Posting){base, lookups[i].at});
}

static bool candidate_better(const Grouping *grouping, uint32_t left, uint32_t right) {
    if (grouping->votes[left] != grouping->votes[right]) return grouping->votes[left] > grouping->votes[right];
    return grouping->ranks[left] < grouping->ranks[right];
}

/* The bases that share most with the reading, best first. votes is zero before and after. */
static uint32_t candidates_choose(Grouping *grouping, const Hits *hits, uint32_t candidates[CANDIDATES_MAX]) {
    uint32_t count = 0;
    for (size_t i = 0; i < hits->count; i++) grouping->votes[hits->items[i].base] += hits->items[i].weight;
    for (size_t i = 0; i < hits->count; i++) {
        uint32_t base = hits->items[i].base, place = count;
        bool known = false;
        for (uint32_t j = 0; j < count; j++) known = known || candidates[j] == base;
        if (known) continue;
        while (place > 0 && candidate_better(grouping, base, candidates[place - 1])) place--;
        if (place == CANDIDATES_MAX) continue;
        if (count < CANDIDATES_MAX) count++;
        for (uint32_t j = count - 1; j > place; j--) candidates[j] = candidates[j - 1];
        candidates[place] = base;
    }
    for (size_t i = 0; i < hits->count; i++) grouping->votes[hits->items[i].base] = 0;
    return count;
}

/* How many of the reading's words stand in runs that the base has too. Hits come in the order of `at`. */
static uint32_t words_covered(const Hits *hits, uint32_t base) {
    uint32_t covered = 0, next = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const Hit *hit = &hits->items[i];
        if (hit->base != base) continue;
        uint32_t begin = hit->at > next ? hit->at : next;
        if (begin < hit->at + SEED_WORDS) covered += hit->at + SEED_WORDS - begin;
        next = hit->at + SEED_WORDS;
    }
    return covered;
}

/* Where in the base the reading may stand: around the heaviest run they share. */
static WordSpan candidate_window(const Grouping *grouping, const Hits *hits, uint32_t base, uint32_t word_count) {
    uint32_t base_count = grouping->reports->items[base].reading.word_count;
    if (base_count <= 2 * word_count + 16) return (WordSpan){0, base_count};
    const Hit *heaviest = NULL;
    for (size_t i = 0; i < hits->count; i++) {
        const Hit *hit = &hits->items[i];
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

/* Some words of the article belong to both: a quotation inside a quotation. */
static bool reports_overlap(const Report *left, const Report *right) {
    const Reading *first = &left->reading, *second = &right->reading;
    return left->article == right->article && first->words[0] <= second->words[second->word_count - 1] &&
           second->words[0] <= first->words[first->word_count - 1];
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

/* By place in the reading, then newest base first. */
static void hits_collect(Grouping *grouping, const Reading *reading, Hits *hits, Arena *scratch) {
    uint32_t step = reading->word_count < LONG_WORDS_MIN ? 1 : 2;
    Lookup *lookups = arena_new_array_uncleared(scratch, Lookup, reading->word_count);
    uint32_t count = lookups_start(grouping, reading, step, lookups);
    for (uint32_t i = 0; i < count; i++) {
        lookups[i].bundle = run_find(grouping, lookups[i].hash)->newest;
        __builtin_prefetch(&grouping->bundles[lookups[i].bundle]);
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t index = lookups[i].bundle; index != 0; index = grouping->bundles[index].older) {
            const Bundle *bundle = &grouping->bundles[index];
            for (uint32_t j = (bundle->count - 1) % BUNDLE_POSTINGS_MAX + 1; j-- > 0;) {
                Posting posting = bundle->postings[j];
                *array_push(hits, scratch) = (Hit){posting.base, posting.place, lookups[i].at, lookups[i].weight};
            }
        }
    }
}

/* Finds the report's base; it becomes one where none fits. */
static void report_place(Grouping *grouping, uint32_t index, Arena scratch) {
    const Report *report = &grouping->reports->items[index];
    const Reading *reading = &report->reading;
    grouping->utterances.base_of[index] = index;
    grouping->utterances.base_words[index] = (WordSpan){0, reading->word_count};
    Hits hits = {0};
    hits_collect(grouping, reading, &hits, &scratch);
    uint32_t candidates[CANDIDATES_MAX];
    uint32_t candidate_count = candidates_choose(grouping, &hits, candidates);
    uint32_t best_weight = 0;
    for (uint32_t i = 0; i < candidate_count; i++) {
        const Report *base = &grouping->reports->items[candidates[i]];
        if (words_covered(&hits, candidates[i]) * 100 < reading->word_count * RUN_COVERAGE_MIN_PERCENT) continue;
        WordSpan window = candidate_window(grouping, &hits, candidates[i], reading->word_count);
        Workspace work = {*grouping->result, scratch};
        Overlap overlap = overlap_measure(&base->reading, window, reading, grouping->weights.permille, work);
        if (!overlap_suffices(base, report, &overlap, grouping->weights.permille)) continue;
        uint32_t weight = evidence_of(overlap.equal_words, overlap.weight_permille);
        if (weight <= best_weight) continue;
        best_weight = weight;
        grouping->utterances.base_of[index] = candidates[i];
        grouping->utterances.base_words[index] = overlap.base_words;
    }
    if (grouping->utterances.base_of[index] == index) base_insert(grouping, index, scratch);
}

/* A reading that was met before goes where the other went, or to the other. False where that must be found out. */
static bool twin_place(Grouping *grouping, uint32_t index, Arena *scratch) {
    const Report *report = &grouping->reports->items[index];
    const Reading *reading = &report->reading;
    bool inserted;
    uint32_t *first = map_insert(&grouping->identical, reading_hash(reading), &inserted, scratch);
    if (inserted) *first = index + 1;
    uint32_t twin_index = *first - 1;
    const Report *twin = &grouping->reports->items[twin_index];
    /* A short fragment is judged with its speaker, so it is no twin of another speaker's. */
    if (inserted || reading->word_count < EQUAL_WORDS_MIN || twin->quoted != report->quoted ||
        !readings_identical(&twin->reading, reading))
        return false;
    bool same_speaker = twin->speaker == report->speaker;
    if (!same_speaker || grouping->utterances.base_of[twin_index] == twin_index) {
        Overlap whole = {grouping->utterances.base_words[twin_index], {0, reading->word_count}, reading->word_count, 0};
        for (uint32_t i = 0; i < reading->word_count; i++)
            whole.weight_permille += grouping->weights.permille[reading->ids[i]];
        if (!overlap_suffices(&grouping->reports->items[grouping->utterances.base_of[twin_index]], report, &whole,
                              grouping->weights.permille))
            return false;
    }
    grouping->utterances.base_of[index] = grouping->utterances.base_of[twin_index];
    grouping->utterances.base_words[index] = grouping->utterances.base_words[twin_index];
    return true;
}

/* Room for the runs that repeat: each of their occurrences beyond the first comes with at most one that is a first. */
static void runs_reserve(Grouping *grouping, Arena *memory) {
    grouping->repeats = repeats_find(grouping, memory);
    size_t runs = 2 * grouping->repeats.repeated_count;
    size_t slots = 64;
    while (slots < runs + runs / 2) slots *= 2;
    grouping->slots = arena_new_array(memory, RunSlot, slots);
    grouping->slot_mask = (uint32_t)(slots - 1);
    grouping->bundles = arena_new_array_uncleared(memory, Bundle, runs + 1);
    grouping->bundles[0] = (Bundle){0};
}

Utterances utterances_group(const Reports *reports, WordWeights weights, Arena *result, Arena scratch) {
    Grouping grouping = {.reports = reports, .weights = weights, .result = result};
    grouping.utterances.base_of = arena_new_array_uncleared(result, uint32_t, reports->count);
    grouping.utterances.base_words = arena_new_array_uncleared(result, WordSpan, reports->count);
    uint32_t *order = arena_new_array_uncleared(&scratch, uint32_t, reports->count);
    reports_order(reports, order, scratch);
    grouping.ranks = arena_new_array_uncleared(&scratch, uint32_t, reports->count);
    for (uint32_t i = 0; i < reports->count; i++) grouping.ranks[order[i]] = i;
    grouping.votes = arena_new_array(&scratch, uint32_t, reports->count);
    runs_reserve(&grouping, &scratch);
    map_reserve(&grouping.identical, reports->count, &scratch);
    for (uint32_t i = 0; i < reports->count; i++)
        if (!twin_place(&grouping, order[i], &scratch)) report_place(&grouping, order[i], scratch);
    return grouping.utterances;
}

/* What one article's separate quotations tell about where the base reading may fall apart. */
typedef struct Reach {
    uint32_t end_min; /* the first place where one of them has ended */
    uint32_t begin_max; /* the last place where one of them begins */
} Reach;

/* Words by which a quotation may reach over an interruption and still count as one side's. */
#define BOUNDARY_SLACK_WORDS 1
/* A part smaller than this is no utterance of its own. */
#define PART_WORDS_MIN 4

typedef struct WordCuts ARRAY_OF(uint32_t) WordCuts;

/* Places where the base falls apart into utterances; the first is 0, the last the base's word count. */
static WordCuts cuts_find(const Reports *reports, const Utterances *utterances, const uint32_t *members,
                          uint32_t member_count, Arena *scratch) {
    uint32_t base_index = utterances->base_of[members[0]];
    const Reading *base = &reports->items[base_index].reading;
    WordCuts cuts = {0};
    *array_push(&cuts, scratch) = 0;
    struct ARRAY_OF(Reach) reaches = {0};
    for (uint32_t i = 0; i < member_count;) {
        uint32_t article = reports->items[members[i]].article;
        Reach reach = {UINT32_MAX, 0};
        for (; i < member_count && reports->items[members[i]].article == article; i++) {
            if (members[i] == base_index || !reports->items[members[i]].quoted) continue;
            WordSpan words = utterances->base_words[members[i]];
            if (words.end < reach.end_min) reach.end_min = words.end;
            if (words.begin > reach.begin_max) reach.begin_max = words.begin;
        }
        if (reach.end_min <= reach.begin_max + 2 * BOUNDARY_SLACK_WORDS) *array_push(&reaches, scratch) = reach;
    }
    for (uint32_t at = 1; at < base->word_count && reaches.count > 0; at++) {
        if ((base->marks[at] & READING_AFTER_GAP) == 0) continue;
        if (at - *array_last(&cuts) < PART_WORDS_MIN || base->word_count - at < PART_WORDS_MIN) continue;
        for (size_t i = 0; i < reaches.count; i++) {
            if (reaches.items[i].end_min > at + BOUNDARY_SLACK_WORDS) continue;
            if (reaches.items[i].begin_max + BOUNDARY_SLACK_WORDS < at) continue;
            *array_push(&cuts, scratch) = at;
            break;
        }
    }
    *array_push(&cuts, scratch) = base->word_count;
    return cuts;
}

typedef struct MembershipList ARRAY_OF(Membership) MembershipList;

/* The split at work. */
typedef struct Splitting {
    const Reports *reports;
    const Utterances *utterances;
    WordWeights weights;
    MembershipList list;
    uint32_t utterance_count;
    Arena *result;
} Splitting;

/* The member's words that stand in the part of its base; empty where it has none of them. */
static WordSpan part_of(const Splitting *splitting, uint32_t member, WordSpan part, Arena scratch) {
    const Reports *reports = splitting->reports;
    uint32_t base_index = splitting->utterances->base_of[member];
    const Reading *base = &reports->items[base_index].reading;
    if (member == base_index) return part;
    Reading slice = reading_slice(base, part);
    WordSpan window = {0, slice.word_count};
    Workspace work = {*splitting->result, scratch};
    const Reading *reading = &reports->items[member].reading;
    Overlap overlap = overlap_measure(&slice, window, reading, splitting->weights.permille, work);
    if (overlap.equal_words < EQUAL_WORDS_SHORT_MIN) return (WordSpan){0, 0};
    return overlap.member_words;
}

static void part_add(Splitting *splitting, const uint32_t *members, uint32_t member_count, WordSpan part,
                     Arena scratch) {
    MembershipList *list = &splitting->list;
    size_t before = list->count;
    for (uint32_t i = 0; i < member_count; i++) {
        WordSpan words = {0, splitting->reports->items[members[i]].reading.word_count};
        WordSpan there = splitting->utterances->base_words[members[i]];
        uint32_t begin = there.begin > part.begin ? there.begin : part.begin;
        uint32_t end = there.end < part.end ? there.end : part.end;
        uint32_t common = end > begin ? end - begin : 0;
        bool whole = common == there.end - there.begin;
        if (!whole && common <= 2 * BOUNDARY_SLACK_WORDS) continue;
        if (!whole) words = part_of(splitting, members[i], part, scratch);
        if (words.begin == words.end) continue;
        /* A quotation inside a member's quotation is part of that member, not another report. */
        if (list->count > before && reports_overlap(&splitting->reports->items[array_last(list)->report],
                                                    &splitting->reports->items[members[i]]))
            continue;
        *array_push(list, splitting->result) = (Membership){splitting->utterance_count, members[i], words};
    }
    if (list->count - before < 2)
        list->count = before;
    else
        splitting->utterance_count += 1;
}

static void members_add(Splitting *splitting, const uint32_t *members, uint32_t member_count, Arena scratch) {
    WordCuts cuts = cuts_find(splitting->reports, splitting->utterances, members, member_count, &scratch);
    for (size_t i = 0; i + 1 < cuts.count; i++)
        part_add(splitting, members, member_count, (WordSpan){cuts.items[i], cuts.items[i + 1]}, scratch);
}

Memberships utterances_split(const Reports *reports, const Utterances *utterances, WordWeights weights, Arena *result,
                             Arena scratch) {
    Splitting splitting = {.reports = reports, .utterances = utterances, .weights = weights, .result = result};
    KeyValue *keys = reports_by_place(reports, &scratch);
    for (uint32_t i = 0; i < reports->count; i++) keys[i].key = utterances->base_of[keys[i].value];
    radix_sort(keys, reports->count, scratch);
    uint32_t *members = arena_new_array_uncleared(&scratch, uint32_t, reports->count);
    for (uint32_t i = 0; i < reports->count;) {
        uint32_t count = 0;
        uint64_t base = keys[i].key;
        while (i < reports->count && keys[i].key == base) members[count++] = (uint32_t)keys[i++].value;
        if (count < 2) continue;
        members_add(&splitting, members, count, scratch);
    }
    return (Memberships){splitting.list.items, splitting.list.count, splitting.utterance_count};
}
