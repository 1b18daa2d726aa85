/*
 * Tracing an addition: a few new articles into what is known of many. addition_find is the whole of it.
 *
 * In:  a collection that was traced, and articles that were added since.
 * Out: what concerns the new articles, stored beside what was known; nothing else changes.
 *
 *     new articles -> their neighbours, by signatures -> those of them that they concern, and who shares a family or a
 *     story with these -> all stages, over this small corpus -> numbers -> rows
 *
 * A trace of all weighs every word by its count in the collection, so that each new article moves each weight a little,
 * and with it any finding. To be the same as at once, everything would have to be found anew. So what was found between
 * articles that are known stands; what concerns a new article is found by the counts of the latest trace of all and its
 * own. A later trace of all articles (`stemma trace --anew`, or when one article in ADDITION_SHARE is new) makes it as if
 * all had been there at once.
 *
 * The stages find more in the small corpus than is new: numbering.c says what is written. A group whose known members
 * are not all there is no group to judge by: then these articles are taken in, and the stages run again.
 *
 * What this misses of what a trace of all finds: passages and families that the signatures do not show (some words in a
 * hundred are enough for the latter), reworded passages of articles that share neither words nor quotations.
 *
 * Invariant: everything happens in one transaction of the file.
 */
#include "trace_addition.h"

#include <string.h>

#include "addition/concerned.h"
#include "addition/kept.h"
#include "addition/neighbours.h"
#include "addition/signature.h"
#include "base/map.h"
#include "base/parallel.h"
#include "reuse/stems.h"
#include "speakers/speakers.h"
#include "text/word_statistics.h"

#define ROUNDS_MAX 4 /* of taking in who belongs to the same groups; with more, all is traced anew */
#define STAGES 8

typedef struct Addition {
    Store *store;
    const StemmaTraceOptions *options;
    AdditionState state;
    WordStatistics statistics;
    QuotationOptions quotation_options;
    Quotations new_quotations; /* of the new articles alone, with their records … */
    Speakers new_speakers; /* … and who says them … */
    const int64_t *speaker_numbers; /* … by whom that means among the known speakers; 0: nobody */
    const Bytes *signatures; /* of the new articles */
    QuotationPlaces concerned; /* quotations of old articles whose words stand in new ones */
    Arena *result;
    Arena scratch;
    Error *error;
} Addition;

/* Some articles, and which of them are new. */
typedef struct SmallCorpus {
    Corpus corpus;
    const int64_t *keys; /* by article */
    bool *is_new; /* since the latest trace */
    bool *is_uncounted; /* since the latest trace of all, whose counts are at hand */
    QuotationOptions quotation_options; /* with a record for each article */
} SmallCorpus;

static void announce(const Addition *addition, const char *stage, uint32_t done) {
    if (addition->options->progress) addition->options->progress(addition->options->context, stage, done, STAGES);
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

/* Each once, ascending. */
static ArticleKeys keys_sort(const ArticleKeyArray *keys, Arena *result, Arena scratch) {
    const KnownNumbers sorted = known_numbers_sort(keys->items, keys->count, result, scratch);
    return (ArticleKeys){sorted.items, sorted.count};
}

/* The articles with these keys, with the counts of the collection. */
static Status corpus_read(Addition *addition, ArticleKeys keys, SmallCorpus *out) {
    Articles articles;
    Status status = store_articles_read_some(addition->store, keys, &articles, addition->result, addition->error);
    if (status) return status;
    out->corpus = corpus_build(articles.items, articles.count, addition->options->threads, addition->result);
    status = store_article_keys(addition->store, &out->corpus, &out->keys, addition->result, addition->error);
    if (status) return status;
    out->is_new = arena_new_array(addition->result, bool, articles.count + 1u);
    out->is_uncounted = arena_new_array(addition->result, bool, articles.count + 1u);
    const KnownNumbers added = {addition->state.added.items, addition->state.added.count};
    for (uint32_t i = 0; i < articles.count; i++) {
        out->is_new[i] = known_numbers_have(added, out->keys[i]);
        out->is_uncounted[i] = out->keys[i] > addition->state.full_last_key;
    }
    word_statistics_lay(&addition->statistics, &out->corpus, out->is_uncounted, addition->result, addition->scratch);
    return STEMMA_OK;
}

/*
 * The quotations of all articles: those of new ones were found before. New articles stand in one order in every corpus,
 * so that the n-th new one is the n-th of them all.
 */
static Status quotations_read(Addition *addition, SmallCorpus *small, Quotations *out) {
    small->quotation_options = addition->quotation_options;
    Status status = store_quotation_records_read(addition->store, &small->corpus, &small->quotation_options,
                                                 addition->result, addition->error);
    if (status) return status;
    Bytes *known = arena_new_array(addition->result, Bytes, small->corpus.article_count + 1u);
    for (uint32_t i = 0, n = 0; i < small->corpus.article_count; i++)
        known[i] = small->is_new[i] ? addition->new_quotations.records[n++] : small->quotation_options.known[i];
    small->quotation_options.known = known;
    *out = quotations_find(&small->corpus, &small->quotation_options, addition->result, addition->scratch);
    return STEMMA_OK;
}

/* --- Who is concerned --------------------------------------------------------------------------------------------- */

/*
 * Signatures are read by one thread and asked about by several: so many are read at a time, and every LANES-th of them is
 * asked by one lane, which has a memory of its own of what it met. So the answers depend on no thread.
 */
enum { LANES = 2, BATCH_ARTICLES = 4096 };

typedef struct Asking {
    const NeighboursInput *input;
    Neighbours *lanes[LANES];
    Arena lane_memory[LANES];
    Workers workers;
    uint32_t asked;
    uint32_t batch_count;
    int64_t *batch_keys;
    Bytes *batch_signatures;
    bool *batch_answers;
    Arena batch; /* the signatures */
    size_t batch_empty;
    ArticleKeyArray keys; /* of neighbours */
    Arena *result;
} Asking;

static void open_lane(void *context, uint32_t worker_index, size_t lane) {
    Asking *asking = context;
    asking->lanes[lane] =
        neighbours_open(asking->input, &asking->lane_memory[lane], asking->workers.scratches[worker_index]);
}

static void ask_lane(void *context, uint32_t worker_index, size_t lane) {
    Asking *asking = context;
    for (uint32_t i = (uint32_t)lane; i < asking->batch_count; i += LANES)
        asking->batch_answers[i] =
            neighbours_ask(asking->lanes[lane], asking->batch_signatures[i], asking->workers.scratches[worker_index]);
}

static void ask_batch(Asking *asking) {
    parallel_for(asking->workers.count, LANES, ask_lane, asking);
    for (uint32_t i = 0; i < asking->batch_count; i++)
        if (asking->batch_answers[i]) *array_push(&asking->keys, asking->result) = asking->batch_keys[i];
    asking->asked += asking->batch_count;
    asking->batch_count = 0;
    arena_reset(&asking->batch, asking->batch_empty);
}

static void take_signature(void *context, int64_t key, Bytes signature) {
    Asking *asking = context;
    asking->batch_keys[asking->batch_count] = key;
    asking->batch_signatures[asking->batch_count++] = bytes_copy(signature, &asking->batch);
    if (asking->batch_count == BATCH_ARTICLES) ask_batch(asking);
}

/* The new articles by themselves: their quotations, and who says them. */
static Status new_articles_read(Addition *addition, SmallCorpus *added) {
    Status status = corpus_read(addition, addition->state.added, added);
    if (status) return status;
    const Corpus *corpus = &added->corpus;
    const uint32_t threads = addition->options->threads;
    uint64_t words = addition->state.words;
    for (uint32_t i = 0; i < corpus->article_count; i++) words += corpus->texts[i].word_count;
    addition->quotation_options = (QuotationOptions){
        .reach = quotations_reach(words), .threads = threads, .per_article_max = STEMMA_QUOTATIONS_MAX};
    QuotationOptions options = addition->quotation_options;
    options.known = arena_new_array(addition->result, Bytes, corpus->article_count + 1u);
    addition->new_quotations = quotations_find(corpus, &options, addition->result, addition->scratch);
    const SignaturesInput signatures_input = {
        .corpus = corpus, .quotations = &addition->new_quotations, .count = corpus->article_count, .threads = threads};
    addition->signatures = signatures_make(&signatures_input, addition->result, addition->scratch);
    addition->new_speakers =
        speakers_resolve(corpus, &addition->new_quotations, threads, addition->result, addition->scratch);
    int64_t *numbers = arena_new_array(addition->result, int64_t, addition->new_speakers.count + 1u);
    addition->speaker_numbers = numbers;
    return store_speakers_known(addition->store, &addition->new_speakers, numbers, addition->error);
}

static Status neighbours_find(Addition *addition, const SmallCorpus *added, ArticleKeyArray *out, bool *all_asked) {
    const Corpus *corpus = &added->corpus;
    const NeighboursInput input = {corpus, &addition->new_quotations,
                                   vocabulary_rareness_list(&corpus->vocabulary, addition->result)};
    Arena scratch = addition->scratch;
    Asking asking = {.input = &input,
                     .workers = workers_open(addition->options->threads, &scratch),
                     .batch_keys = arena_new_array(&scratch, int64_t, BATCH_ARTICLES),
                     .batch_signatures = arena_new_array(&scratch, Bytes, BATCH_ARTICLES),
                     .batch_answers = arena_new_array(&scratch, bool, BATCH_ARTICLES),
                     .batch = arena_open(0),
                     .result = addition->result};
    asking.batch_empty = asking.batch.used_bytes;
    for (int lane = 0; lane < LANES; lane++) asking.lane_memory[lane] = arena_open(0);
    parallel_for(asking.workers.count, LANES, open_lane, &asking);
    const SignatureReader reader = {take_signature, &asking};
    Status status = store_signatures_read(addition->store, &reader, addition->error);
    ask_batch(&asking);
    *out = asking.keys;
    *all_asked = asking.asked + addition->state.added.count == addition->state.articles;
    arena_close(&asking.batch);
    for (int lane = 0; lane < LANES; lane++) arena_close(&asking.lane_memory[lane]);
    workers_close(&asking.workers);
    return status;
}

/* Those of the neighbours that are really concerned, with their company, and the new articles. */
static Status concerned_read(Addition *addition, ArticleKeyArray *neighbours, ArticleKeys *out) {
    for (uint32_t i = 0; i < addition->state.added.count; i++)
        *array_push(neighbours, addition->result) = addition->state.added.items[i];
    SmallCorpus small;
    Quotations quotations;
    Status status = corpus_read(addition, keys_sort(neighbours, addition->result, addition->scratch), &small);
    if (!status) status = quotations_read(addition, &small, &quotations);
    if (status) return status;
    const ConcernedInput input = {&small.corpus, &quotations, small.is_new, addition->options->threads};
    const Concerned concerned = concerned_find(&input, addition->result, addition->scratch);
    ArticleKeyList keys = {.memory = addition->result};
    QuotationPlaces places = {0};
    for (uint32_t i = 0; i < small.corpus.article_count; i++) {
        if (!concerned.articles[i]) continue;
        *array_push(&keys.keys, addition->result) = small.keys[i];
        if (!small.is_new[i]) *array_push(&places, addition->result) = (QuotationPlace){small.keys[i], INDEX_NONE};
    }
    for (uint32_t i = 0, place = 0; i < quotations.count; i++) {
        const uint32_t article = quotations.items[i].article;
        place = i > 0 && quotations.items[i - 1].article == article ? place + 1 : 0;
        if (!concerned.quotations[i]) continue;
        *array_push(&places, addition->result) = (QuotationPlace){small.keys[article], place};
        *array_push(&addition->concerned, addition->result) = *array_last(&places);
    }
    status = store_company_add(addition->store, &places, &keys, addition->error);
    if (!status) *out = keys_sort(&keys.keys, addition->result, addition->scratch);
    return status;
}

/* --- The stages ----------------------------------------------------------------------------------------------------- */

/* All that is found in the small corpus. */
typedef struct Found {
    SmallCorpus small;
    KnownFindings known;
    Passages passages;
    Quotations quotations;
    NamedSpeakers speakers;
    Kept kept; /* the quotations that families are built of */
    Families families;
    Lineage lineage;
    AdditionNumbers numbers;
} Found;

/* Articles that share a story with another one here, and the new ones: what they share must all be seen again. */
static bool *asked_articles(const Found *found, Arena *result, Arena scratch) {
    const uint32_t article_count = found->small.corpus.article_count;
    bool *asked = arena_new_array(result, bool, article_count + 1u);
    Map first = {0};
    for (uint32_t i = 0; i < article_count; i++) {
        bool inserted = false;
        asked[i] = found->small.is_new[i];
        if (asked[i]) continue;
        uint32_t *place = map_insert(&first, (uint64_t)found->known.articles[i].story, &inserted, &scratch);
        if (inserted) *place = i;
        if (!inserted) asked[i] = asked[*place] = true;
    }
    return asked;
}

/* By quotation: whether it is one of those concerned. */
static const bool *concerned_quotations(const Addition *addition, const Found *found, Arena scratch) {
    const Quotations *quotations = &found->quotations;
    bool *concerned = arena_new_array(addition->result, bool, quotations->count + 1u);
    Map places = {0}; /* key -> its first quotation */
    for (uint32_t i = quotations->count; i-- > 0;)
        *map_insert(&places, (uint64_t)found->small.keys[quotations->items[i].article], NULL, &scratch) = i;
    for (size_t i = 0; i < addition->concerned.count; i++) {
        const QuotationPlace place = addition->concerned.items[i];
        const uint32_t *first = map_find(&places, (uint64_t)place.article_key);
        if (first && *first + place.place < quotations->count) concerned[*first + place.place] = true;
    }
    return concerned;
}

/* Who shares more than boilerplate with a new article, or two statements; and the new ones. */
static const bool *joined_articles(const Found *found, const bool *concerned, Arena *result, Arena scratch) {
    const bool *is_new = found->small.is_new;
    const uint32_t article_count = found->small.corpus.article_count;
    bool *joined = arena_new_array(result, bool, article_count + 1u);
    for (size_t i = 0; i < found->passages.count; i++) {
        const Passage *passage = &found->passages.items[i];
        if (passage->boilerplate) continue;
        if (is_new[passage->a_article]) joined[passage->b_article] = true;
        if (is_new[passage->b_article]) joined[passage->a_article] = true;
    }
    uint32_t *counts = arena_new_array(&scratch, uint32_t, article_count + 1u);
    for (uint32_t i = 0; i < found->quotations.count; i++) {
        const uint32_t article = found->quotations.items[i].article;
        if (concerned[i] && ++counts[article] > 1) joined[article] = true;
    }
    for (uint32_t i = 0; i < article_count; i++) joined[i] |= is_new[i];
    return joined;
}

/* Known articles in a story with one that is joined. */
static const bool *story_mates(const Found *found, const bool *joined, Arena *result, Arena scratch) {
    const uint32_t article_count = found->small.corpus.article_count;
    const KnownArticle *articles = found->known.articles;
    bool *mates = arena_new_array(result, bool, article_count + 1u);
    Map stories = {0};
    for (uint32_t i = 0; i < article_count; i++)
        if (joined[i] && !found->small.is_new[i]) map_insert(&stories, (uint64_t)articles[i].story, NULL, &scratch);
    for (uint32_t i = 0; i < article_count; i++)
        mates[i] = !found->small.is_new[i] && map_find(&stories, (uint64_t)articles[i].story) != NULL;
    return mates;
}

static void families_find(Addition *addition, Found *found) {
    const bool *concerned = concerned_quotations(addition, found, addition->scratch);
    const bool *joined = joined_articles(found, concerned, addition->result, addition->scratch);
    const KeptInput kept_input = {.known = &found->known,
                                  .quotations = &found->quotations,
                                  .article_count = found->small.corpus.article_count,
                                  .articles = joined,
                                  .mates = story_mates(found, joined, addition->result, addition->scratch),
                                  .concerned = concerned};
    found->kept = kept_choose(&kept_input, addition->result, addition->scratch);
    const FamiliesInput input = {.corpus = &found->small.corpus,
                                 .quotations = &found->kept.quotations,
                                 .speakers = &found->speakers.speakers,
                                 .threads = addition->options->threads,
                                 .left_out = &found->kept.left_out};
    found->families = families_build(&input, addition->result, addition->scratch);
    kept_return(&found->kept, &found->families, &found->quotations, addition->result);
}

static void numbers_find(const Addition *addition, Found *found) {
    const NumberingInput input = {.corpus = &found->small.corpus,
                                  .is_new = found->small.is_new,
                                  .known = &found->known,
                                  .kept_families = found->kept.families,
                                  .passages = &found->passages,
                                  .quotations = &found->quotations,
                                  .families = &found->families,
                                  .lineage = &found->lineage,
                                  .speakers = found->speakers.numbers};
    found->numbers = numbering_build(&input, addition->result, addition->scratch);
}

/* *agree: what is known fits what is found again. */
static Status stages_run(Addition *addition, ArticleKeys keys, Found *found, bool *agree) {
    Status status = corpus_read(addition, keys, &found->small);
    if (status) return status;
    const Corpus *corpus = &found->small.corpus;
    const uint32_t threads = addition->options->threads;
    status = store_known_read(addition->store, corpus, &found->known, addition->result, addition->error);
    if (!status) status = quotations_read(addition, &found->small, &found->quotations);
    if (status) return status;
    *agree = found->known.last.sound &&
             known_quotations_agree(&found->known, found->small.is_new, corpus->article_count, &found->quotations);
    if (!*agree) return STEMMA_OK;
    const NewQuotations added = {addition->new_quotations.items, &addition->new_speakers, addition->speaker_numbers};
    found->speakers =
        known_speakers_lay(&found->known, found->small.is_new, &added, &found->quotations, addition->result);

    announce(addition, "passages", 2);
    const bool *asked = asked_articles(found, addition->result, addition->scratch);
    PassageOptions passage_options = passage_options_default();
    passage_options.match.threads = threads;
    passage_options.match.asked = asked;
    found->passages = passages_find(corpus, &passage_options, addition->result, addition->scratch);
    known_boilerplate_lay(&found->known, corpus, &found->passages, addition->scratch);

    announce(addition, "families", 5);
    families_find(addition, found);

    announce(addition, "lineage", 6);
    const LineageInput lineage_input = {.corpus = corpus,
                                        .passages = &found->passages,
                                        .quotations = &found->quotations,
                                        .speakers = &found->speakers.speakers,
                                        .families = &found->families,
                                        .threads = threads};
    found->lineage = lineage_build(&lineage_input, addition->result, addition->scratch);
    numbers_find(addition, found);
    return STEMMA_OK;
}

/* Who belongs to groups that give way, and is not there: added to the keys; *complete where nobody is missing. */
static Status company_complete(Addition *addition, const Found *found, ArticleKeys *keys, bool *complete) {
    ArticleKeyList all = {.memory = addition->result};
    for (uint32_t i = 0; i < keys->count; i++) *array_push(&all.keys, addition->result) = keys->items[i];
    Status status = store_family_articles(addition->store, found->numbers.replaced_families, &all, addition->error);
    if (!status) status = store_story_articles(addition->store, found->numbers.replaced_stories, &all, addition->error);
    if (status) return status;
    const ArticleKeys sorted = keys_sort(&all.keys, addition->result, addition->scratch);
    *complete = sorted.count == keys->count;
    *keys = sorted;
    return STEMMA_OK;
}

static Status found_write(Addition *addition, Found *found) {
    const uint32_t article_count = found->small.corpus.article_count;
    Bytes *signatures = arena_new_array(addition->result, Bytes, article_count + 1u);
    Bytes *records = arena_new_array(addition->result, Bytes, article_count + 1u);
    for (uint32_t i = 0, n = 0; i < article_count; i++) {
        if (!found->small.is_new[i]) continue;
        signatures[i] = addition->signatures[n];
        records[i] = addition->new_quotations.records[n++];
    }
    found->quotations.records = records;
    const Findings findings = {.corpus = &found->small.corpus,
                               .passages = &found->passages,
                               .quotations = &found->quotations,
                               .quotation_options = &found->small.quotation_options,
                               .speakers = &found->speakers.speakers,
                               .families = &found->families,
                               .lineage = &found->lineage,
                               .signatures = signatures,
                               .threads = addition->options->threads,
                               .addition = &found->numbers};
    return store_addition_write(addition->store, &findings, addition->scratch, addition->error);
}

static bool is_small(const AdditionState *state) {
    return state->possible && state->added.count > 0 && state->full_articles >= ADDITION_ARTICLES_MIN &&
           state->articles >= state->full_articles &&
           state->articles - state->full_articles <= state->full_articles / ADDITION_SHARE;
}

/* *done: written. */
static Status addition_find(Addition *addition, bool *done) {
    Store *store = addition->store;
    Status status = store_addition_read(store, &addition->state, addition->result, addition->error);
    if (status || !is_small(&addition->state)) return status;
    status = store_word_statistics_read(store, &addition->statistics, addition->result, addition->error);
    if (status || addition->statistics.count == 0) return status;

    announce(addition, "text", 1);
    SmallCorpus added;
    ArticleKeyArray neighbours = {0};
    ArticleKeys keys = {0};
    bool all_asked = false, complete = false, agree = true;
    status = new_articles_read(addition, &added);
    if (!status) status = neighbours_find(addition, &added, &neighbours, &all_asked);
    if (status || !all_asked) return status;
    status = concerned_read(addition, &neighbours, &keys);
    Found found = {0};
    for (int round = 0; round < ROUNDS_MAX && !status && agree && !complete; round++) {
        status = stages_run(addition, keys, &found, &agree);
        if (!status && agree) status = company_complete(addition, &found, &keys, &complete);
    }
    if (status || !complete) return status;

    announce(addition, "store", 7);
    status = found_write(addition, &found);
    *done = !status;
    return status == STEMMA_LIMIT ? STEMMA_OK : status; /* no place in time is left between two articles */
}

/* In one transaction, so that nobody traces or adds meanwhile. */
static Status find_in_transaction(Addition *addition, bool *done) {
    Status status = store_addition_begin(addition->store, addition->error);
    if (status) return status;
    status = addition_find(addition, done);
    Status ended = store_addition_end(addition->store, *done, status ? NULL : addition->error);
    if (ended) *done = false;
    return status ? status : ended;
}

Status trace_addition(Store *store, const StemmaTraceOptions *options, bool *done, Error *error) {
    *done = false;
    Arena result = arena_open(0);
    Addition addition = {
        .store = store, .options = options, .result = &result, .scratch = arena_open(0), .error = error};
    Status status = store_addition_read(store, &addition.state, &result, error);
    const bool small = !status && is_small(&addition.state);
    if (small) status = stems_prepare(error);
    if (small && !status) status = quotations_prepare(error);
    if (small && !status) status = find_in_transaction(&addition, done);
    arena_close(&addition.scratch);
    arena_close(&result);
    return status;
}
