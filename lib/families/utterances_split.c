/*
 * Utterances split where two of a speaker's statements had been run together.
 *
 * In:  the reports, and for each its base.
 * Out: the memberships: who is a witness of which utterance, with which of its words.
 *
 * A base that an interruption divides ("…," he said. "…") falls apart there when some article gives what stands on
 * either side as separate quotations. A report that spans both is then a witness of each.
 *
 * Invariant: an utterance has two members or more, by article and place.
 */
#include "utterances.h"

#include "../base/array.h"
#include "../base/radix.h"
#include "variants.h"

/* What one article's separate quotations tell about where the base reading may fall apart. */
typedef struct Reach {
    uint32_t end_min; /* the first place where one of them has ended */
    uint32_t begin_max; /* the last place where one of them begins */
} Reach;

/* Words by which a quotation may reach over an interruption and still count as one side's. */
#define BOUNDARY_SLACK_WORDS 1
/* Equal words that make a report a witness of a part. */
#define PART_EQUAL_WORDS_MIN 3
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
    if (overlap.equal_words < PART_EQUAL_WORDS_MIN) return (WordSpan){0, 0};
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
