/*
 * Unquoted words: what one article quotes and another runs as its own text.
 *
 * In:  the base readings of all utterances, and every text.
 * Out: one more report for each article that runs a base's words outside its attributed quotations.
 *
 * Every third run of six words of every base goes into a table; one pass over all texts looks up every run of six words
 * outside quotation marks. So any eight equal words are found. A hit is extended in both directions over small
 * differences; what it comes to must be long and rare enough, or be nearly all of a shorter base. A bitmap in front of
 * the table answers nearly every look-up; it grows with the table, and what is looked up in it is asked for some words
 * ahead.
 *
 * Names add nothing to the evidence: an institution's name is long and rare and quotes nobody.
 *
 * An article that is a member already gets no second report. Only narration and headlines are searched: captions and
 * furniture are not the article's telling. Articles are searched in portions by several workers.
 *
 * Invariant: each (base, article) pair once; reports appended by article, then place, whoever found them.
 */
#include "unquoted.h"

#include <string.h>

#include "../base/array.h"
#include "../base/map.h"
#include "../quote/quotations.h"

#define RUN_WORDS 6
#define PORTION_ARTICLES 64
#define RUN_STEP_WORDS 3
#define RUN_WEIGHT_MIN 475
/* Bases tried for one run. */
#define RUN_BASES_MAX 4
/* For each run in the table; fewer let more stray hits through, and each costs a look into the table. */
#define FILTER_BITS_A_RUN 16
#define FILTER_BITS_MIN (1u << 23) /* as much as stays in the cache */
#define FILTER_BITS_MAX (1u << 31)
#define RUNS_AHEAD 16
#define BASE_WORDS_MIN 6
#define EQUAL_WORDS_MIN 8
#define EVIDENCE_MIN 1620
/* Nearly all of a base may be shorter. */
#define WHOLE_PERCENT_MIN 80
#define WHOLE_EQUAL_WORDS_MIN 6
#define WHOLE_EVIDENCE_MIN 1240
/* Equal words that must follow a difference for the extension to go on. */
#define ANCHOR_WORDS 3

typedef struct RunEntry {
    uint32_t base; /* index of a report */
    uint32_t place;
    uint32_t next; /* 1 + index of the next entry of the same run */
    uint32_t fingerprint;
    uint32_t count;
} RunEntry;

typedef struct RunTable {
    uint64_t *filter;
    uint32_t filter_mask; /* of its 64-bit words */
    uint32_t *heads; /* 1 + index of an entry */
    uint32_t mask;
    RunEntry *entries;
    uint32_t entry_count;
} RunTable;

/* A stretch of a text that runs a base's words. */
typedef struct PlainRun {
    uint32_t article;
    uint32_t base;
    WordSpan base_words;
    WordSpan text_words;
    uint32_t equal_words;
    uint32_t evidence;
} PlainRun;

typedef struct PlainRuns ARRAY_OF(PlainRun) PlainRuns;

typedef struct Search {
    const UnquotedInput *input;
    const Reports *reports;
    const uint32_t *first_reports; /* by article, and one more: its first report */
    const uint32_t *first_left_out; /* the same of the quotations left out; NULL: there are none */
    RunTable table;
    Map members; /* base and article: is one of the family already */
    uint8_t **taken; /* by worker, then word of the text at hand: inside an attributed quotation */
    PlainRuns *found; /* by portion */
} Search;

/* One article's search. */
typedef struct ArticleSearch {
    const Search *search;
    uint32_t article;
    const uint8_t *taken;
    Map members; /* bases found in this article */
    PlainRuns *found;
    Arena *result;
    Arena scratch;
} ArticleSearch;

/* A rolling hash: the sum of the words' values, each times a power of ROLL by its place. */
#define ROLL 0x9E3779B97F4A7C15u

static uint64_t word_value(uint32_t id) {
    uint64_t value = (id + 1ull) * 0xBF58476D1CE4E5B9u;
    return value ^ (value >> 31);
}

static uint64_t roll_power(void) {
    uint64_t power = 1;
    for (int i = 0; i < RUN_WORDS; i++) power *= ROLL;
    return power;
}

static uint64_t hash_finish(uint64_t hash) {
    hash ^= hash >> 33;
    return hash * 0x94D049BB133111EBu;
}

static uint64_t run_hash(const uint32_t *ids) {
    uint64_t hash = 0;
    for (int i = 0; i < RUN_WORDS; i++) hash = hash * ROLL + word_value(ids[i]);
    return hash_finish(hash);
}

/* Three bits of one 64-bit word for each run: one look into memory, and one stray hit in a hundred instead of ten. */
static uint64_t *filter_word(const RunTable *table, uint64_t hash) {
    return &table->filter[(uint32_t)(hash >> 36) & table->filter_mask];
}

static uint64_t filter_bits(uint64_t hash) {
    return 1ull << (hash & 63) | 1ull << (hash >> 6 & 63) | 1ull << (hash >> 12 & 63);
}

static uint32_t *head_find(const RunTable *table, uint64_t hash) {
    uint32_t fingerprint = (uint32_t)hash;
    for (uint32_t slot = (uint32_t)(hash >> 32) & table->mask;; slot = (slot + 1) & table->mask) {
        uint32_t *head = &table->heads[slot];
        if (*head == 0 || table->entries[*head - 1].fingerprint == fingerprint) return head;
    }
}

static uint32_t ids_weight(WordWeights weights, const uint32_t *ids, uint32_t count) {
    uint32_t weight = 0;
    for (uint32_t i = 0; i < count; i++) weight += weights.permille[ids[i]];
    return weight;
}

static bool is_base(const Reports *reports, const Utterances *utterances, uint32_t index) {
    const Report *report = &reports->items[index];
    return utterances->base_of[index] == index && report->quoted && report->reading.word_count >= BASE_WORDS_MIN;
}

static RunTable table_build(const Reports *reports, const Utterances *utterances, WordWeights weights, Arena *result) {
    RunTable table = {0};
    size_t runs = 0, slots = 64;
    for (uint32_t i = 0; i < reports->count; i++)
        if (is_base(reports, utterances, i)) runs += reports->items[i].reading.word_count / RUN_STEP_WORDS + 1;
    while (slots < runs + runs / 2) slots *= 2;
    table.mask = (uint32_t)(slots - 1);
    table.heads = arena_new_array(result, uint32_t, slots);
    table.entries = arena_new_array_uncleared(result, RunEntry, runs);
    size_t bits = FILTER_BITS_MIN;
    while (bits < runs * FILTER_BITS_A_RUN && bits < FILTER_BITS_MAX) bits *= 2;
    table.filter = arena_new_array(result, uint64_t, bits / 64);
    table.filter_mask = (uint32_t)(bits / 64 - 1);
    for (uint32_t base = 0; base < reports->count; base++) {
        const Reading *reading = &reports->items[base].reading;
        if (!is_base(reports, utterances, base)) continue;
        for (uint32_t place = 0; place + RUN_WORDS <= reading->word_count; place += RUN_STEP_WORDS) {
            if (ids_weight(weights, reading->ids + place, RUN_WORDS) < RUN_WEIGHT_MIN) continue;
            uint64_t hash = run_hash(reading->ids + place);
            uint32_t *head = head_find(&table, hash);
            uint32_t count = *head == 0 ? 0 : table.entries[*head - 1].count;
            if (count == RUN_BASES_MAX) continue;
            table.entries[table.entry_count++] = (RunEntry){base, place, *head, (uint32_t)hash, count + 1};
            *head = table.entry_count;
            *filter_word(&table, hash) |= filter_bits(hash);
        }
    }
    return table;
}

/* Both sequences from one place on, in one direction. */
typedef struct Extension {
    const uint32_t *base;
    const uint32_t *text;
    const Word *words; /* of the text */
    uint32_t base_count; /* words that may be taken in this direction */
    uint32_t text_count;
    int direction; /* 1 or -1; -1 looks at the words before the place */
} Extension;

static uint32_t word_of(const uint32_t *ids, uint32_t at, int direction) {
    return direction > 0 ? ids[at] : *(ids - 1 - at);
}

/* A name is repeated by people who quote nobody. */
static bool is_name(const Extension *extension, uint32_t text_at) {
    uint16_t flags = (extension->direction > 0 ? &extension->words[text_at] : extension->words - 1 - text_at)->flags;
    return (flags & WORD_CAPITALISED) != 0 && (flags & WORD_SENTENCE_START) == 0;
}

/* Words skipped on either side for a difference, cheapest first. */
static const uint8_t SKIPS[][2] = {{1, 1}, {1, 0}, {0, 1}, {2, 2}, {2, 1}, {1, 2}, {2, 0}, {0, 2}, {3, 3}};

static bool difference_skip(const Extension *extension, uint32_t *base_at, uint32_t *text_at) {
    for (size_t i = 0; i < sizeof SKIPS / sizeof *SKIPS; i++) {
        uint32_t base_next = *base_at + SKIPS[i][0], text_next = *text_at + SKIPS[i][1];
        if (base_next + ANCHOR_WORDS > extension->base_count || text_next + ANCHOR_WORDS > extension->text_count)
            continue;
        uint32_t equal = 0;
        while (equal < ANCHOR_WORDS && word_of(extension->base, base_next + equal, extension->direction) ==
                                           word_of(extension->text, text_next + equal, extension->direction))
            equal++;
        if (equal < ANCHOR_WORDS) continue;
        *base_at = base_next;
        *text_at = text_next;
        return true;
    }
    return false;
}

static void extend(const Search *search, const Extension *extension, uint32_t *base_taken, uint32_t *text_taken,
                   PlainRun *run) {
    uint32_t base_at = 0, text_at = 0;
    while (base_at < extension->base_count && text_at < extension->text_count) {
        uint32_t id = word_of(extension->base, base_at, extension->direction);
        if (id == word_of(extension->text, text_at, extension->direction)) {
            run->equal_words++;
            if (!is_name(extension, text_at)) run->evidence += evidence_of(1, search->input->weights.permille[id]);
            *base_taken = ++base_at;
            *text_taken = ++text_at;
        } else if (!difference_skip(extension, &base_at, &text_at)) {
            break;
        }
    }
}

/* segment: the words around text_at that are free of quotations, within the paragraph. */
static PlainRun run_extend(const Search *search, uint32_t article, const RunEntry *entry, uint32_t text_at,
                           WordSpan segment) {
    const Text *text = &search->input->corpus->texts[article];
    const Reading *base = &search->reports->items[entry->base].reading;
    PlainRun run = {.article = article, .base = entry->base};
    uint32_t base_before = 0, text_before = 0, base_after = 0, text_after = 0;
    Extension after = {base->ids + entry->place,        text->word_ids + text_at, text->words + text_at,
                       base->word_count - entry->place, segment.end - text_at,    1};
    Extension before = {after.base, after.text, after.words, entry->place, text_at - segment.begin, -1};
    extend(search, &after, &base_after, &text_after, &run);
    extend(search, &before, &base_before, &text_before, &run);
    run.base_words = (WordSpan){entry->place - base_before, entry->place + base_after};
    run.text_words = (WordSpan){text_at - text_before, text_at + text_after};
    return run;
}

static bool run_suffices(const Search *search, const PlainRun *run) {
    uint32_t words = search->reports->items[run->base].reading.word_count;
    if (run->equal_words >= EQUAL_WORDS_MIN && run->evidence >= EVIDENCE_MIN) return true;
    return run->equal_words >= WHOLE_EQUAL_WORDS_MIN && run->evidence >= WHOLE_EVIDENCE_MIN &&
           run->equal_words * 100 >= words * WHOLE_PERCENT_MIN;
}

/* The best run through a hit; the word behind it, or the next one where nothing is found. */
static uint32_t hit_follow(ArticleSearch *at_work, uint32_t text_at, WordSpan segment) {
    const Search *search = at_work->search;
    const uint32_t *ids = search->input->corpus->texts[at_work->article].word_ids + text_at;
    PlainRun best = {0};
    for (uint32_t i = *head_find(&search->table, run_hash(ids)); i != 0; i = search->table.entries[i - 1].next) {
        const RunEntry *entry = &search->table.entries[i - 1];
        uint64_t key = (uint64_t)entry->base << 32 | at_work->article;
        if (map_find(&search->members, key) != NULL || map_find(&at_work->members, entry->base) != NULL) continue;
        PlainRun run = run_extend(search, at_work->article, entry, text_at, segment);
        bool better = run.evidence > best.evidence || (run.evidence == best.evidence && run.base < best.base);
        if (better && run_suffices(search, &run)) best = run;
    }
    if (best.equal_words == 0) return text_at + 1;
    map_insert(&at_work->members, best.base, NULL, &at_work->scratch);
    *array_push(at_work->found, at_work->result) = best;
    return best.text_words.end;
}

/* segment has a run at least. */
static void segment_search(ArticleSearch *at_work, WordSpan segment) {
    const RunTable *table = &at_work->search->table;
    const uint32_t *ids = at_work->search->input->corpus->texts[at_work->article].word_ids;
    const uint64_t power = roll_power();
    const uint32_t runs_end = segment.end - RUN_WORDS + 1;
    uint64_t hashes[RUNS_AHEAD]; /* of runs at..next, by place */
    uint64_t hash = 0;
    for (uint32_t i = 0; i + 1 < RUN_WORDS; i++) hash = hash * ROLL + word_value(ids[segment.begin + i]);
    for (uint32_t at = segment.begin, next = segment.begin; at < runs_end;) {
        for (; next < runs_end && next < at + RUNS_AHEAD; next++) {
            hash = hash * ROLL + word_value(ids[next + RUN_WORDS - 1]);
            if (next > segment.begin) hash -= word_value(ids[next - 1]) * power;
            hashes[next % RUNS_AHEAD] = hash_finish(hash);
            __builtin_prefetch(filter_word(table, hashes[next % RUNS_AHEAD]));
        }
        uint64_t finished = hashes[at % RUNS_AHEAD];
        bool hit = (~*filter_word(table, finished) & filter_bits(finished)) == 0;
        at = hit ? hit_follow(at_work, at, segment) : at + 1;
    }
}

static void article_search(ArticleSearch *at_work) {
    const Text *text = &at_work->search->input->corpus->texts[at_work->article];
    for (uint32_t i = 0; i < text->paragraph_count; i++) {
        const Paragraph *paragraph = &text->paragraphs[i];
        if (paragraph->role != BLOCK_NARRATION && paragraph->role != BLOCK_HEADLINE) continue;
        uint32_t begin = paragraph->words.begin;
        for (uint32_t at = begin; at <= paragraph->words.end; at++) {
            if (at < paragraph->words.end && !at_work->taken[at]) continue;
            if (at - begin >= RUN_WORDS) segment_search(at_work, (WordSpan){begin, at});
            begin = at + 1;
        }
    }
}

static void taken_set(const Search *search, uint32_t article, uint8_t *taken, uint8_t value) {
    for (uint32_t i = search->first_reports[article]; i < search->first_reports[article + 1]; i++) {
        const Report *report = &search->reports->items[i];
        for (uint32_t j = 0; report->quoted && j < report->reading.word_count; j++)
            taken[report->reading.words[j]] = value;
    }
    if (!search->first_left_out) return;
    for (uint32_t i = search->first_left_out[article]; i < search->first_left_out[article + 1]; i++) {
        const Quotation *quotation = &search->input->left_out->items[i];
        for (uint32_t k = 0; k < quotation->content_count; k++) {
            const WordSpan words = text_words_of(&search->input->corpus->texts[article], quotation->content[k]);
            memset(taken + words.begin, value, word_span_size(words));
        }
    }
}

static void portion_search(void *context, uint32_t worker_index, size_t item_index) {
    const Search *search = context;
    const Workers *workers = search->input->workers;
    uint32_t end = search->input->corpus->article_count, first = (uint32_t)item_index * PORTION_ARTICLES;
    if (end - first > PORTION_ARTICLES) end = first + PORTION_ARTICLES;
    for (uint32_t article = first; article < end; article++) {
        uint8_t *taken = search->taken[worker_index];
        ArticleSearch at_work = {.search = search,
                                 .article = article,
                                 .taken = taken,
                                 .found = &search->found[item_index],
                                 .result = &workers->results[worker_index],
                                 .scratch = workers->scratches[worker_index]};
        taken_set(search, article, taken, 1);
        article_search(&at_work);
        taken_set(search, article, taken, 0);
    }
}

/* The quotation that holds the words: an indirect one, or marks nobody speaks in; INDEX_NONE where there is none. */
static uint32_t quotation_around(const Quotations *quotations, WordSpan items, ByteSpan bytes, bool *in_marks) {
    *in_marks = false;
    for (uint32_t i = items.begin; i < items.end; i++) {
        const Quotation *quotation = &quotations->items[i];
        for (uint32_t j = 0; j < quotation->content_count; j++) {
            ByteSpan content = quotation->content[j];
            if (content.begin > bytes.begin || content.end < bytes.end) continue;
            *in_marks = quotation->kind == QUOTATION_SCARE;
            return i;
        }
    }
    return INDEX_NONE;
}

/* The quotations of the article that a run stands in, for runs in the order of articles. */
static void quotations_advance(const Quotations *quotations, uint32_t article, WordSpan *around) {
    while (around->begin < quotations->count && quotations->items[around->begin].article < article) around->begin++;
    if (around->end < around->begin) around->end = around->begin;
    while (around->end < quotations->count && quotations->items[around->end].article <= article) around->end++;
}

static void found_append(const Search *search, size_t portion_count, Reports *reports, Utterances *utterances,
                         Arena *result) {
    const Quotations *quotations = search->input->quotations;
    size_t found = 0, before = reports->count;
    for (size_t i = 0; i < portion_count; i++) found += search->found[i].count;
    Reports all = {arena_new_array_uncleared(result, Report, before + found), reports->count};
    Utterances placed = {arena_new_array_uncleared(result, uint32_t, before + found),
                         arena_new_array_uncleared(result, WordSpan, before + found)};
    if (before > 0) {
        memcpy(all.items, reports->items, before * sizeof *all.items);
        memcpy(placed.base_of, utterances->base_of, before * sizeof *placed.base_of);
        memcpy(placed.base_words, utterances->base_words, before * sizeof *placed.base_words);
    }
    WordSpan around = {0, 0};
    for (size_t portion = 0; portion < portion_count; portion++) {
        for (size_t i = 0; i < search->found[portion].count; i++) {
            const PlainRun *run = &search->found[portion].items[i];
            const Text *text = &search->input->corpus->texts[run->article];
            ByteSpan bytes = text_bytes_of(text, run->text_words);
            quotations_advance(quotations, run->article, &around);
            Report report = {.article = run->article, .speaker = INDEX_NONE};
            report.quotation = quotation_around(quotations, around, bytes, &report.quoted);
            if (report.quotation != INDEX_NONE) report.speaker = quotations->items[report.quotation].speaker;
            report.reading = reading_build(text, &bytes, 1, result, search->input->workers->scratches[0]);
            report.reading.narrated = !report.quoted;
            placed.base_of[all.count] = run->base;
            placed.base_words[all.count] = run->base_words;
            all.items[all.count++] = report;
        }
    }
    *reports = all;
    *utterances = placed;
}

static void search_open(Search *search, const Utterances *utterances, Arena *scratch) {
    const Reports *reports = search->reports;
    const Corpus *corpus = search->input->corpus;
    search->table = table_build(reports, utterances, search->input->weights, scratch);
    map_reserve(&search->members, reports->count, scratch);
    uint32_t *first_reports = arena_new_array(scratch, uint32_t, (size_t)corpus->article_count + 2);
    for (uint32_t i = 0; i < reports->count; i++) {
        uint64_t key = (uint64_t)utterances->base_of[i] << 32 | reports->items[i].article;
        map_insert(&search->members, key, NULL, scratch);
        first_reports[reports->items[i].article + 1]++;
    }
    uint32_t word_count_max = 0;
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        first_reports[i + 1] += first_reports[i];
        if (corpus->texts[i].word_count > word_count_max) word_count_max = corpus->texts[i].word_count;
    }
    search->first_reports = first_reports;
    if (search->input->left_out)
        search->first_left_out = quotations_by_article(search->input->left_out, corpus->article_count, scratch);
    search->taken = arena_new_array_uncleared(scratch, uint8_t *, search->input->workers->count);
    for (uint32_t i = 0; i < search->input->workers->count; i++)
        search->taken[i] = arena_new_array(scratch, uint8_t, (size_t)word_count_max + 1);
}

void unquoted_find(const UnquotedInput *input, Reports *reports, Utterances *utterances, Arena *result, Arena scratch) {
    Search search = {.input = input, .reports = reports};
    size_t portion_count = (input->corpus->article_count + (size_t)PORTION_ARTICLES - 1) / PORTION_ARTICLES;
    search_open(&search, utterances, &scratch);
    search.found = arena_new_array(&scratch, PlainRuns, portion_count);
    if (search.table.entry_count > 0) parallel_for(input->workers->count, portion_count, portion_search, &search);
    found_append(&search, portion_count, reports, utterances, result);
}
