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
 * Passages are found where one side is new, first among the neighbours, of whom they tell the concerned ones, then among
 * the others that are taken in; those between known articles are read. The other stages find more in the small corpus
 * than is new: numbering.c says what is written. A group whose known members are not all there is no group to judge by:
 * then these articles are taken in, and families, where need be stories, are looked for again.
 *
 * What this misses of what a trace of all finds: passages and families that the signatures do not show (some words in a
 * hundred are enough for the latter), reworded passages of articles that share neither words nor quotations.
 *
 * Invariant: everything happens in one transaction of the file.
 */
#include "trace_addition.h"

#include "addition/concerned.h"
#include "addition/kept.h"
#include "addition/signature.h"
#include "addition_articles.h"
#include "addition_scan.h"
#include "base/map.h"
#include "base/relay.h"
#include "reuse/boilerplate.h"
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
    AdditionArticles articles; /* all that are read */
    Quotations new_quotations; /* of the new articles alone, with their records … */
    Speakers new_speakers; /* … and who says them … */
    const int64_t *speaker_numbers; /* … by whom that means among the known speakers; 0: nobody */
    const Bytes *signatures; /* of the new articles */
    SmallCorpus near; /* the new articles and their neighbours … */
    Passages near_copies; /* … and what new ones share with others */
    QuotationPlaces concerned; /* quotations of old articles whose words stand in new ones */
    Arena *result;
    KnownReader *known_reader;
    Arena known; /* what is known of articles: read while others use the result */
    Arena scratch;
    Error *error;
} Addition;

static void announce(const Addition *addition, const char *stage, uint32_t done) {
    if (addition->options->progress) addition->options->progress(addition->options->context, stage, done, STAGES);
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

/* Each once, ascending. */
static ArticleKeys keys_sort(const ArticleKeyArray *keys, Arena *result, Arena scratch) {
    const KnownNumbers sorted = known_numbers_sort(keys->items, keys->count, result, scratch);
    return (ArticleKeys){sorted.items, sorted.count};
}

/* The articles with these keys, with the counts of the collection, and their quotations. */
static Status corpus_read(Addition *addition, ArticleKeys keys, SmallCorpus *out, Quotations *quotations) {
    Status status = addition_articles_read(&addition->articles, keys, addition->error);
    if (status) return status;
    addition_articles_choose(&addition->articles, keys, out, addition->result);
    *quotations = quotations_find(&out->corpus, &out->quotation_options, addition->result, addition->scratch);
    return STEMMA_OK;
}

/* --- Who is concerned --------------------------------------------------------------------------------------------- */

/* The reach depends on how many words the collection has with the new articles. */
static Status new_articles_choose(Addition *addition, SmallCorpus *out) {
    AdditionArticles *articles = &addition->articles;
    Status status = addition_articles_read(articles, addition->state.added, addition->error);
    if (status) return status;
    uint64_t words = addition->state.words;
    for (uint32_t i = 0; i < articles->corpus.article_count; i++) words += articles->corpus.texts[i].word_count;
    articles->quotation_options.reach = quotations_reach(words);
    addition_articles_choose(articles, addition->state.added, out, addition->result);
    return STEMMA_OK;
}

/* The new articles by themselves: their quotations, and who says them. */
static void new_articles_look(Addition *addition, const SmallCorpus *added) {
    const Corpus *corpus = &added->corpus;
    const uint32_t threads = addition->options->threads;
    addition->new_quotations = quotations_find(corpus, &added->quotation_options, addition->result, addition->scratch);
    addition_articles_record(&addition->articles, added, addition->new_quotations.records);
    const SignaturesInput signatures_input = {
        .corpus = corpus, .quotations = &addition->new_quotations, .count = corpus->article_count, .threads = threads};
    addition->signatures = signatures_make(&signatures_input, addition->result, addition->scratch);
    addition->new_speakers =
        speakers_resolve(corpus, &addition->new_quotations, threads, addition->result, addition->scratch);
}

/* The new articles, and their neighbours. *all_asked: whether each of the others has a signature. */
static Status neighbours_find(Addition *addition, ArticleKeyArray *out, bool *all_asked) {
    SmallCorpus added;
    Status status = new_articles_choose(addition, &added);
    if (status) return status;
    SignatureScan *scan = signature_scan_open(addition->store, addition->options->threads, addition->result);
    new_articles_look(addition, &added);
    const NeighboursInput input = {&added.corpus, &addition->new_quotations,
                                   vocabulary_rareness_list(&added.corpus.vocabulary, addition->result)};
    NeighboursFound found;
    signature_scan_ask(scan, &input, &found, addition->result);
    status = signature_scan_close(scan, addition->error);
    *out = found.keys;
    *all_asked = found.asked + addition->state.added.count == addition->state.articles;
    int64_t *numbers = arena_new_array(addition->result, int64_t, addition->new_speakers.count + 1u);
    addition->speaker_numbers = numbers;
    return status ? status : store_speakers_known(addition->store, &addition->new_speakers, numbers, addition->error);
}

/* Copied passages of new articles with all others of the corpus. */
static Passages copies_find(Addition *addition, const SmallCorpus *small) {
    PassageOptions options = passage_options_default();
    options.match.threads = addition->options->threads;
    options.match.asked = small->is_new;
    return passages_copied(&small->corpus, &options, addition->result, addition->scratch);
}

/* The concerned articles, the families of concerned quotations, and the stories that new articles may come to. */
static Status company_find(Addition *addition, const Quotations *quotations, const Concerned *concerned,
                           ArticleKeys *out) {
    const SmallCorpus *near = &addition->near;
    ArticleKeyList keys = {.memory = addition->result};
    QuotationPlaces places = {0};
    for (uint32_t i = 0; i < near->corpus.article_count; i++) {
        if (!concerned->articles[i]) continue;
        *array_push(&keys.keys, addition->result) = near->corpus.article_keys[i];
        if (concerned->mates[i])
            *array_push(&places, addition->result) = (QuotationPlace){near->corpus.article_keys[i], INDEX_NONE};
    }
    for (uint32_t i = 0, place = 0; i < quotations->count; i++) {
        const uint32_t article = quotations->items[i].article;
        place = i > 0 && quotations->items[i - 1].article == article ? place + 1 : 0;
        if (!concerned->quotations[i]) continue;
        *array_push(&places, addition->result) = (QuotationPlace){near->corpus.article_keys[article], place};
        *array_push(&addition->concerned, addition->result) = *array_last(&places);
    }
    Status status = store_company_add(addition->store, &places, &keys, addition->error);
    if (!status) *out = keys_sort(&keys.keys, addition->result, addition->scratch);
    return status;
}

/* Those of the neighbours that are really concerned, with their company, and the new articles. */
static Status concerned_read(Addition *addition, ArticleKeyArray *neighbours, ArticleKeys *out) {
    for (uint32_t i = 0; i < addition->state.added.count; i++)
        *array_push(neighbours, addition->result) = addition->state.added.items[i];
    SmallCorpus *near = &addition->near;
    Quotations quotations;
    const ArticleKeys all = keys_sort(neighbours, addition->result, addition->scratch);
    Status status = corpus_read(addition, all, near, &quotations);
    if (status) return status;
    addition->near_copies = copies_find(addition, near);
    const ConcernedInput input = {&near->corpus, &quotations, &addition->near_copies, near->is_new,
                                  addition->options->threads};
    const Concerned concerned = concerned_find(&input, addition->result, addition->scratch);
    return company_find(addition, &quotations, &concerned, out);
}

/* --- The stages ----------------------------------------------------------------------------------------------------- */

/* All that is found in the small corpus. */
typedef struct Found {
    SmallCorpus small;
    KnownFindings known;
    Passages new_passages; /* of new articles, as they were found */
    Passages passages; /* with those that are known, and boilerplate marked */
    Quotations quotations;
    NamedSpeakers speakers;
    Kept kept; /* the quotations that families are built of */
    Families families;
    Lineage lineage;
    AdditionNumbers numbers;
    bool agrees; /* what is known fits what is found again */
} Found;

/* The passages of one corpus in another, as far as it has their articles. */
static Passages passages_carry(const Passages *passages, const Corpus *from, const Corpus *to, Arena *result,
                               Arena scratch) {
    Map places = {0}; /* key -> 1 + article of `to` */
    map_reserve(&places, to->article_count, &scratch);
    for (uint32_t i = 0; i < to->article_count; i++)
        *map_insert(&places, (uint64_t)to->article_keys[i], NULL, &scratch) = 1 + i;
    Passages carried = {arena_new_array_uncleared(result, Passage, passages->count + 1), 0};
    for (size_t i = 0; i < passages->count; i++) {
        Passage passage = passages->items[i];
        const uint32_t *a = map_find(&places, (uint64_t)from->article_keys[passage.a_article]);
        const uint32_t *b = map_find(&places, (uint64_t)from->article_keys[passage.b_article]);
        if (!a || !b) continue;
        passage.a_article = *a - 1;
        passage.b_article = *b - 1;
        carried.items[carried.count++] = passage;
    }
    return carried;
}

/* The new articles and whoever was no neighbour of theirs. */
static void company_choose(const Addition *addition, const Corpus *all, SmallCorpus *out) {
    const Corpus *near = &addition->near.corpus;
    Arena scratch = addition->scratch;
    Map known = {0};
    for (uint32_t i = 0; i < near->article_count; i++)
        if (!addition->near.is_new[i]) map_insert(&known, (uint64_t)near->article_keys[i], NULL, &scratch);
    int64_t *keys = arena_new_array_uncleared(&scratch, int64_t, all->article_count + 1u);
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->article_count; i++)
        if (!map_find(&known, (uint64_t)all->article_keys[i])) keys[count++] = all->article_keys[i];
    addition_articles_choose(&addition->articles, (ArticleKeys){keys, count}, out, addition->result);
}

/* Pairs of new articles were found among the neighbours too. */
static void new_pairs_drop(Passages *passages, const bool *is_new) {
    size_t count = 0;
    for (size_t i = 0; i < passages->count; i++)
        if (!is_new[passages->items[i].a_article] || !is_new[passages->items[i].b_article])
            passages->items[count++] = passages->items[i];
    passages->count = count;
}

/*
 * What new articles share with others. What they copied was found among the neighbours; company that is none of these
 * has text that so many share that its signatures were asked no more.
 */
static Passages new_passages_find(Addition *addition, const Found *found) {
    const Corpus *corpus = &found->small.corpus;
    Arena *result = addition->result;
    SmallCorpus company;
    company_choose(addition, corpus, &company);
    Passages others = copies_find(addition, &company);
    new_pairs_drop(&others, company.is_new);
    const Passages near =
        passages_carry(&addition->near_copies, &addition->near.corpus, corpus, result, addition->scratch);
    const Passages far = passages_carry(&others, &company.corpus, corpus, result, addition->scratch);
    const Passages copies = passages_join(&near, &far, result, addition->scratch);
    PassageOptions options = passage_options_default();
    options.match.threads = addition->options->threads;
    options.match.asked = found->small.is_new;
    return passages_reword(corpus, &copies, &options, result, addition->scratch);
}

/* By quotation: whether it is one of those concerned. */
static const bool *concerned_quotations(const Addition *addition, const Found *found, Arena scratch) {
    const Quotations *quotations = &found->quotations;
    bool *concerned = arena_new_array(addition->result, bool, quotations->count + 1u);
    Map places = {0}; /* key -> its first quotation */
    for (uint32_t i = quotations->count; i-- > 0;)
        *map_insert(&places, (uint64_t)found->small.corpus.article_keys[quotations->items[i].article], NULL, &scratch) =
            i;
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

static NumberingInput numbering_input(const Found *found) {
    return (NumberingInput){.corpus = &found->small.corpus,
                            .is_new = found->small.is_new,
                            .known = &found->known,
                            .kept_families = found->kept.families,
                            .passages = &found->passages,
                            .quotations = &found->quotations,
                            .families = &found->families,
                            .lineage = &found->lineage,
                            .speakers = found->speakers.numbers};
}

/* What is known of the articles, read in the background. */
typedef struct KnownReading {
    KnownReader *reader;
    Found *found;
    bool done;
    Status status;
    Error error;
} KnownReading;

static void *known_read(void *context) {
    KnownReading *reading = context;
    if (reading->done) return NULL;
    reading->done = true;
    reading->status =
        store_known_read(reading->reader, &reading->found->small.corpus, &reading->found->known, &reading->error);
    return reading;
}

/* The passages of new articles, and what is known. before: of the round before, or NULL. */
static Status passages_and_known(Addition *addition, const Found *before, Found *found) {
    if (before) { /* who was taken in since is there for his quotations' sake, or a story's */
        found->new_passages = passages_carry(&before->new_passages, &before->small.corpus, &found->small.corpus,
                                             addition->result, addition->scratch);
        return store_known_read(addition->known_reader, &found->small.corpus, &found->known, addition->error);
    }
    KnownReading reading = {.reader = addition->known_reader, .found = found};
    announce(addition, "passages", 2); /* who is told may ask the collection something, so nobody reads it yet */
    Relay *relay = relay_open(addition->options->threads, known_read, &reading, addition->result);
    found->new_passages = new_passages_find(addition, found);
    (void)relay_take(relay);
    relay_close(relay);
    if (reading.status && addition->error) *addition->error = reading.error;
    return reading.status;
}

/* The stages before families. before: of the round before, or NULL. */
static Status articles_compare(Addition *addition, ArticleKeys keys, const Found *before, Found *found) {
    Status status = corpus_read(addition, keys, &found->small, &found->quotations);
    if (!status) status = passages_and_known(addition, before, found);
    if (status) return status;
    const Corpus *corpus = &found->small.corpus;
    found->agrees = found->known.last.sound && known_quotations_agree(&found->known, found->small.is_new,
                                                                      corpus->article_count, &found->quotations);
    if (!found->agrees) return STEMMA_OK;
    const NewQuotations added = {addition->new_quotations.items, &addition->new_speakers, addition->speaker_numbers};
    found->speakers =
        known_speakers_lay(&found->known, found->small.is_new, &added, &found->quotations, addition->result);
    found->passages = passages_join(&found->new_passages, &found->known.passages, addition->result, addition->scratch);
    boilerplate_mark(corpus, &found->passages, addition->options->threads, addition->scratch);
    known_boilerplate_lay(&found->known, corpus, &found->passages, addition->scratch);
    return STEMMA_OK;
}

static void lineage_find(const Addition *addition, Found *found) {
    const LineageInput input = {.corpus = &found->small.corpus,
                                .passages = &found->passages,
                                .quotations = &found->quotations,
                                .speakers = &found->speakers.speakers,
                                .families = &found->families,
                                .threads = addition->options->threads};
    found->lineage = lineage_build(&input, addition->result, addition->scratch);
    const NumberingInput numbering = numbering_input(found);
    found->numbers = numbering_build(&numbering, addition->result, addition->scratch);
}

/* Who belongs to groups that give way, and is not there: added to the keys; *complete where nobody is missing. */
static Status company_complete(Addition *addition, KnownNumbers families, KnownNumbers stories, ArticleKeys *keys,
                               bool *complete) {
    ArticleKeyList all = {.memory = addition->result};
    for (uint32_t i = 0; i < keys->count; i++) *array_push(&all.keys, addition->result) = keys->items[i];
    Status status = store_family_articles(addition->store, families, &all, addition->error);
    if (!status) status = store_story_articles(addition->store, stories, &all, addition->error);
    if (status) return status;
    const ArticleKeys sorted = keys_sort(&all.keys, addition->result, addition->scratch);
    *complete = sorted.count == keys->count;
    *keys = sorted;
    return STEMMA_OK;
}

/*
 * One round of the stages over these articles. before: of the round before, or NULL. Where a family lacks somebody, there
 * are no stories to look for yet.
 */
static Status stages_run(Addition *addition, ArticleKeys *keys, const Found *before, Found *found, bool *complete) {
    Status status = articles_compare(addition, *keys, before, found);
    if (status || !found->agrees) return status;
    announce(addition, "families", 5);
    families_find(addition, found);
    const NumberingInput numbering = numbering_input(found);
    const KnownNumbers families = numbering_families(&numbering, addition->result, addition->scratch);
    status = company_complete(addition, families, (KnownNumbers){0}, keys, complete);
    if (status || !*complete) return status;
    announce(addition, "lineage", 6);
    lineage_find(addition, found);
    return company_complete(addition, (KnownNumbers){0}, found->numbers.replaced_stories, keys, complete);
}

/* In rounds, until nobody is missing; *complete is false where that has no end, or what is known does not fit. */
static Status stages_run_all(Addition *addition, ArticleKeys keys, Found *found, bool *complete) {
    Found before;
    Status status = store_known_open(addition->store, &addition->known_reader, &addition->known, addition->error);
    found->agrees = true;
    for (int round = 0; round < ROUNDS_MAX && !status && found->agrees && !*complete; round++) {
        before = *found;
        *found = (Found){0};
        status = stages_run(addition, &keys, round > 0 ? &before : NULL, found, complete);
    }
    store_known_close(addition->known_reader);
    return status;
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
    ArticleKeyArray neighbours = {0};
    ArticleKeys keys = {0};
    bool all_asked = false, complete = false;
    Found found = {0};
    status = neighbours_find(addition, &neighbours, &all_asked);
    if (status || !all_asked) return status;
    status = concerned_read(addition, &neighbours, &keys);
    if (!status) status = stages_run_all(addition, keys, &found, &complete);
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
    Addition addition = {.store = store,
                         .options = options,
                         .result = &result,
                         .known = arena_open(0),
                         .scratch = arena_open(0),
                         .error = error};
    const AdditionReading reading = {store, &addition.state, &addition.statistics, options->threads, &result};
    addition.articles = addition_articles_open(&reading);
    Status status = store_addition_read(store, &addition.state, &result, error);
    const bool small = !status && is_small(&addition.state);
    if (small) status = stems_prepare(error);
    if (small && !status) status = quotations_prepare(error);
    if (small && !status) status = find_in_transaction(&addition, done);
    arena_close(&addition.scratch);
    arena_close(&addition.known);
    arena_close(&result);
    return status;
}
