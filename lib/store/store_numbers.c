/*
 * Counts of what was found, made once where a trace ends, so that a first look at a large collection costs what it
 * shows: the largest stories, the quotations that changed most, the articles most copied, who takes from whom, what
 * each speaker said in time, and speakers by the words of their names.
 *
 * In:  the findings.
 * Out: story_number, family_number, article_number, said, speaker_word, outlet_number, taking.
 *
 * Everything is counted from the arrays, in one pass over each: asked in SQL the same would read every article once for
 * each table. A derivation counts where its direction is told: what took from what can't be said of the others. An
 * article without an outlet counts for no outlet; in `taking` it stands under the empty name.
 *
 * Invariants: the numbers depend on the findings alone, and rows go in by ascending key; of the derivations between two
 * outlets the surest is kept as an example, and of equals the first by number.
 */
#include "store_numbers.h"

#include "../base/radix.h"
#include "store_names.h"
#include "store_rows.h"
#include "store_speakers.h"

#define OUTLET_NONE UINT32_MAX

/* The outlets' names as the articles write them, in the order of bytes. */
typedef struct OutletNames {
    const Bytes *names;
    uint32_t *article_counts; /* by name */
    uint32_t count;
    uint32_t *by_article; /* index of its name; OUTLET_NONE where it has none */
} OutletNames;

typedef struct Counter {
    Store *store;
    const Findings *findings;
    const StoredArticles *stored;
    AdditionNumbers numbers; /* all NULL after a trace of all articles */
    OutletNames outlets;
    const uint32_t *ranks; /* by article: its place in time, from 1 */
} Counter;

static OutletNames list_outlets(const Corpus *corpus, Arena *result) {
    OutletNames outlets = {.by_article = arena_new_array_uncleared(result, uint32_t, corpus->article_count)};
    Names names = {0};
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Bytes outlet = corpus->articles[i].outlet;
        outlets.by_article[i] = outlet.size > 0 ? names_add(&names, outlet, result) : OUTLET_NONE;
    }
    const uint32_t *ranks = names_rank(&names, result);
    outlets.names = names_sort(&names, ranks, result);
    outlets.count = (uint32_t)names.list.count;
    outlets.article_counts = arena_new_array(result, uint32_t, outlets.count);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        if (outlets.by_article[i] == OUTLET_NONE) continue;
        outlets.by_article[i] = ranks[outlets.by_article[i]];
        outlets.article_counts[outlets.by_article[i]]++;
    }
    return outlets;
}

/* --- Stories, families, articles ---------------------------------------------------------------------------------- */

/* Outlets met for one story or family after another. */
typedef struct OutletsMet {
    const OutletNames *outlets;
    uint32_t *latest; /* by outlet: what it was met for last, from 1 */
    uint32_t now;
    uint32_t count;
} OutletsMet;

static OutletsMet outlets_met(const OutletNames *outlets, Arena *result) {
    return (OutletsMet){.outlets = outlets, .latest = arena_new_array(result, uint32_t, outlets->count)};
}

static void meet_next(OutletsMet *met) {
    met->now++;
    met->count = 0;
}

static void meet(OutletsMet *met, uint32_t article) {
    const uint32_t outlet = met->outlets->by_article[article];
    if (outlet == OUTLET_NONE || met->latest[outlet] == met->now) return;
    met->latest[outlet] = met->now;
    met->count++;
}

static Status write_story_numbers(const Counter *counter, Arena scratch, Error *error) {
    const Stories *stories = &counter->findings->lineage->stories;
    OutletsMet met = outlets_met(&counter->outlets, &scratch);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, counter->store, (RowTable){"story_number", 3},
              numbers_count_written(counter->numbers.stories, stories->count));
    for (uint32_t i = 0; i < stories->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){counter->numbers.stories, i}, &status, error)) continue;
        const Story *story = &stories->items[i];
        meet_next(&met);
        for (uint32_t k = 0; k < story->article_count; k++) meet(&met, story->articles[k]);
        row_numbered(&rows, 1, counter->numbers.stories, i);
        row_number(&rows, 2, story->article_count);
        row_number(&rows, 3, met.count);
    }
    return rows_close(&rows, status, error);
}

static Status write_family_numbers(const Counter *counter, Arena scratch, Error *error) {
    const Families *families = counter->findings->families;
    OutletsMet met = outlets_met(&counter->outlets, &scratch);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, counter->store, (RowTable){"family_number", 6},
              numbers_count_written(counter->numbers.families, families->count));
    for (uint32_t i = 0; i < families->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){counter->numbers.families, i}, &status, error)) continue;
        const Family *family = &families->items[i];
        uint32_t article_count = 0, meaning_count = 0;
        meet_next(&met);
        for (uint32_t k = 0; k < family->member_count; k++) {
            article_count += k == 0 || family->members[k].article != family->members[k - 1].article;
            meet(&met, family->members[k].article);
        }
        for (uint32_t k = 0; k < family->variant_count; k++)
            meaning_count += family->variants[k].weight == VARIANT_MEANING;
        row_numbered(&rows, 1, counter->numbers.families, i);
        row_number(&rows, 2, family->member_count);
        row_number(&rows, 3, article_count);
        row_number(&rows, 4, met.count);
        row_number(&rows, 5, family->variant_count);
        row_number(&rows, 6, meaning_count);
    }
    return rows_close(&rows, status, error);
}

static Status write_article_numbers(const Counter *counter, Arena scratch, Error *error) {
    const uint32_t article_count = counter->findings->corpus->article_count;
    const Derivations *derivations = &counter->findings->lineage->derivations;
    uint32_t *takers = arena_new_array(&scratch, uint32_t, article_count);
    uint32_t *sources = arena_new_array(&scratch, uint32_t, article_count);
    for (uint32_t i = 0; i < derivations->count; i++) {
        if (derivations->items[i].direction == DIRECTION_UNKNOWN) continue;
        takers[derivations->items[i].from_article]++;
        sources[derivations->items[i].to_article]++;
    }
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, counter->store, (RowTable){"article_number", 4}, article_count);
    for (uint32_t i = 0; i < article_count && (status = rows_next(&rows, error)) == STEMMA_OK; i++) {
        const uint32_t article = counter->stored->by_key[i];
        row_number(&rows, 1, counter->stored->keys[article]);
        row_number(&rows, 2, takers[article]);
        row_number(&rows, 3, sources[article]);
        row_number(&rows, 4, counter->ranks[article]);
    }
    return rows_close(&rows, status, error);
}

/* --- Speakers ----------------------------------------------------------------------------------------------------- */

typedef struct Sayings ARRAY_OF(KeyValue) Sayings; /* speaker and rank, and the quotation */

static void add_saying(const Counter *counter, Sayings *sayings, uint32_t speaker, uint32_t quotation, Arena *memory) {
    const Quotation *said = &counter->findings->quotations->items[quotation];
    *array_push(sayings, memory) = (KeyValue){(uint64_t)speaker << 32 | counter->ranks[said->article], quotation};
}

/* Every speaker's quotations, alone or with others, in time; a speaker named twice says it once. */
static Sayings list_sayings(const Counter *counter, Arena *result, Arena scratch) {
    const Quotations *quotations = counter->findings->quotations;
    Sayings sayings = {0};
    for (uint32_t i = 0; i < quotations->count; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (quotation->speaker != INDEX_NONE) add_saying(counter, &sayings, quotation->speaker, i, result);
        for (uint32_t k = 0; k < quotation->joint_count; k++)
            add_saying(counter, &sayings, quotation->joint[k], i, result);
    }
    radix_sort(sayings.items, sayings.count, scratch);
    size_t kept = 0;
    for (size_t i = 0; i < sayings.count; i++) {
        const KeyValue *item = &sayings.items[i], *last = kept > 0 ? &sayings.items[kept - 1] : NULL;
        if (!last || last->key != item->key || last->value != item->value) sayings.items[kept++] = *item;
    }
    sayings.count = kept;
    return sayings;
}

static Status write_said(const Counter *counter, Arena scratch, Error *error) {
    const Quotations *quotations = counter->findings->quotations;
    Arena memory = arena_open(0);
    Sayings sayings = list_sayings(counter, &memory, scratch);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, counter->store, (RowTable){"said", 4}, sayings.count);
    for (size_t i = 0; i < sayings.count && (status = rows_next(&rows, error)) == STEMMA_OK; i++) {
        const KeyValue *said = &sayings.items[i];
        row_number(&rows, 1, (int64_t)(said->key >> 32) + 1);
        row_number(&rows, 2, (int64_t)(said->key & UINT32_MAX));
        row_number(&rows, 3, (int64_t)said->value + 1);
        row_ordinal(&rows, 4, quotations->items[said->value].family);
    }
    status = rows_close(&rows, status, error);
    arena_close(&memory);
    return status;
}

/* --- Outlets ------------------------------------------------------------------------------------------------------ */

/* What one outlet took from another. Outlets by the order of their names, from 1; 0: an article without one. */
typedef struct Taking {
    uint32_t from, to;
    uint32_t count;
    uint32_t surest; /* derivation */
} Taking;

typedef struct Takings ARRAY_OF(Taking) Takings;

static uint32_t outlet_rank(const Counter *counter, uint32_t article) {
    const uint32_t outlet = counter->outlets.by_article[article];
    return outlet == OUTLET_NONE ? 0 : outlet + 1;
}

/* By from, then to. */
static Takings list_takings(const Counter *counter, Arena *result, Arena scratch) {
    const Derivations *derivations = &counter->findings->lineage->derivations;
    KeyValue *directed = arena_new_array_uncleared(&scratch, KeyValue, derivations->count);
    size_t directed_count = 0;
    for (uint32_t i = 0; i < derivations->count; i++) {
        const Derivation *derivation = &derivations->items[i];
        if (derivation->direction == DIRECTION_UNKNOWN) continue;
        uint64_t from = outlet_rank(counter, derivation->from_article);
        directed[directed_count++] = (KeyValue){from << 32 | outlet_rank(counter, derivation->to_article), i};
    }
    radix_sort(directed, directed_count, scratch);
    Takings takings = {0};
    for (size_t i = 0; i < directed_count; i++) {
        const uint32_t derivation = (uint32_t)directed[i].value;
        if (i == 0 || directed[i].key != directed[i - 1].key) {
            *array_push(&takings, result) = (Taking){
                .from = (uint32_t)(directed[i].key >> 32), .to = (uint32_t)directed[i].key, .surest = derivation};
        }
        Taking *taking = array_last(&takings);
        taking->count++;
        if (share_to_ten_thousandths(derivations->items[derivation].confidence) >
            share_to_ten_thousandths(derivations->items[taking->surest].confidence))
            taking->surest = derivation;
    }
    return takings;
}

static Status write_takings(const Counter *counter, const Takings *takings, Error *error) {
    const OutletNames *outlets = &counter->outlets;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, counter->store, (RowTable){"taking", 4}, takings->count);
    for (size_t i = 0; i < takings->count && (status = rows_next(&rows, error)) == STEMMA_OK; i++) {
        const Taking *taking = &takings->items[i];
        row_bytes(&rows, 1, taking->from > 0 ? outlets->names[taking->from - 1] : (Bytes){0});
        row_bytes(&rows, 2, taking->to > 0 ? outlets->names[taking->to - 1] : (Bytes){0});
        row_number(&rows, 3, taking->count);
        row_ordinal(&rows, 4, taking->surest);
    }
    return rows_close(&rows, status, error);
}

/* What an outlet's articles took from one another is neither given nor taken. */
static Status write_outlet_numbers(const Counter *counter, const Takings *takings, Arena scratch, Error *error) {
    const OutletNames *outlets = &counter->outlets;
    uint32_t *given = arena_new_array(&scratch, uint32_t, (size_t)outlets->count + 1);
    uint32_t *taken = arena_new_array(&scratch, uint32_t, (size_t)outlets->count + 1);
    for (size_t i = 0; i < takings->count; i++) {
        const Taking *taking = &takings->items[i];
        if (taking->from == taking->to) continue;
        given[taking->from] += taking->count;
        taken[taking->to] += taking->count;
    }
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, counter->store, (RowTable){"outlet_number", 4}, outlets->count);
    for (uint32_t i = 0; i < outlets->count && (status = rows_next(&rows, error)) == STEMMA_OK; i++) {
        row_bytes(&rows, 1, outlets->names[i]);
        row_number(&rows, 2, outlets->article_counts[i]);
        row_number(&rows, 3, given[i + 1]);
        row_number(&rows, 4, taken[i + 1]);
    }
    return rows_close(&rows, status, error);
}

Status store_group_numbers_write(Store *store, const Findings *findings, const StoredArticles *stored, Arena scratch,
                                 Error *error) {
    Counter counter = {.store = store, .findings = findings, .stored = stored};
    if (findings->addition) counter.numbers = *findings->addition;
    counter.outlets = list_outlets(findings->corpus, &scratch);
    Status status = write_story_numbers(&counter, scratch, error);
    return status ? status : write_family_numbers(&counter, scratch, error);
}

Status store_numbers_write(Store *store, const Findings *findings, const StoredArticles *stored, Arena scratch,
                           Error *error) {
    const uint32_t article_count = findings->corpus->article_count;
    uint32_t *ranks = arena_new_array_uncleared(&scratch, uint32_t, article_count);
    for (uint32_t i = 0; i < article_count; i++) ranks[stored->by_time[i]] = i + 1;
    Counter counter = {.store = store, .findings = findings, .stored = stored, .ranks = ranks};
    counter.outlets = list_outlets(findings->corpus, &scratch);
    Status status = write_article_numbers(&counter, scratch, error);
    if (!status) status = write_story_numbers(&counter, scratch, error);
    if (!status) status = write_family_numbers(&counter, scratch, error);
    if (!status) status = write_said(&counter, scratch, error);
    if (!status) status = store_speaker_words_write(store, findings->speakers, (FindingNumbers){0}, error);
    Arena memory = arena_open(0);
    Takings takings = list_takings(&counter, &memory, scratch);
    if (!status) status = write_takings(&counter, &takings, error);
    if (!status) status = write_outlet_numbers(&counter, &takings, scratch, error);
    arena_close(&memory);
    return status;
}
