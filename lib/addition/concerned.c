/*
 * concerned: new articles and their neighbours -> the few hundred old articles that new ones really concern.
 *
 * In:  the texts and quotations of both, and what passages new ones share with others.
 * Out: the old articles that share a passage with a new one, and those with a quotation whose words a new article has;
 *      which of them may come to a story with a new one.
 *
 * Neighbours are told by signatures, which keep neither order nor places, so most are none. Everything that follows
 * (reading, families, stories) costs as much for each article as in a trace of all, so it is worth asking twice:
 *
 * Whoever shares a passage is concerned. What a new article shares with many of its own outlet is house text: a few of
 * these are enough to show it. It makes no story, nor does one statement alone (lib/lineage/stories.c), so the stories of
 * these articles need not be read: a quarter fewer articles for 2 of 1,032 families.
 *
 * Quotations are compared by their runs of three words that are not all plain, as families do
 * (lib/families/run_index.c): what the words that a quotation shares with one new article weigh must be nearly enough
 * for a family of one speaker, or where the new article does not have them in something said, for words that run as
 * plain text. Which family it is, and whether it is one, is left to the families stage.
 *
 * Invariant: the result depends on the articles alone. Cost: linear in the words.
 */
#include "concerned.h"

#include "../base/map.h"
#include "../base/parallel.h"
#include "../base/radix.h"
#include "../quote/quotations.h"
#include "../reuse/outlets.h"

#define RUN_WORDS 3
#define RUN_WEIGHT_MIN 200 /* as in lib/families/run_index.c */
#define EVIDENCE_FOR_WORD 75 /* as in lib/families/utterances.c, whose minimum for one speaker is 1030 */
#define EVIDENCE_SAID_MIN 1000
#define SAID_WORDS_MIN 4 /* one less than there: an alignment finds the fifth between two runs */
#define INDIRECT_WORDS_MIN 7
#define COVERAGE_INDIRECT_MIN_PERCENT 60
#define FOUND_MAX 8 /* of one quotation: the others belong to the same families, and come with them */
#define COVERAGE_MIN_PERCENT 35 /* of the shorter one, as there */
#define EVIDENCE_PLAIN_MIN 1200 /* the least in lib/families/unquoted.c, like the next */
#define PLAIN_WORDS_MIN 6
#define PLAIN_STREAK_MIN 3
#define PLACES_PER_RUN_MAX 16
/* What so many old articles of its outlet share with a new one is house text, as in lib/reuse/boilerplate.c; so many of
 * them show it. */
#define HOUSE_ARTICLES_MIN 4
#define HOUSE_PERCENT_MIN 80
#define HOUSE_PARTNERS_MAX 4

/* Concerned, while it is found. */
typedef struct Concern {
    bool *articles;
    bool *mates; /* who may come to a story */
    bool *quotations;
} Concern;

/* --- Quotations --------------------------------------------------------------------------------------------------- */

/* A run of words in a new article; those of one hash are linked. */
typedef struct Place {
    uint32_t telling; /* index of where it stands in Search.tellings */
    uint32_t word;
    uint32_t next; /* 1 + index; 0 at the end */
    uint32_t count; /* of the run's places up to this one */
} Place;

/* What tells the words: a quotation of a new article, or all its other words. */
typedef struct Telling {
    uint32_t words; /* of the quotation; 0 for other words */
    const uint32_t *ids; /* of all words of the article */
    bool indirect;
    uint32_t found; /* old quotations that have words of it */
} Telling;

/* What an old quotation shares with one telling. */
typedef struct Share {
    uint32_t evidence;
    uint32_t words;
    uint32_t end; /* words of the quotation before are counted */
    bool met;
} Share;

typedef struct Search {
    const ConcernedInput *input;
    const uint16_t *weights;
    Map first; /* by run: 1 + index of its latest place */
    Place *places;
    uint32_t place_count;
    Telling *tellings;
    uint32_t telling_count;
} Search;

static uint64_t run_hash(const uint32_t *ids) {
    uint64_t hash = ids[0];
    for (int i = 1; i < RUN_WORDS; i++) hash = (hash ^ hash >> 29) * UINT64_C(0x9E3779B97F4A7C15) + ids[i];
    return hash;
}

static bool is_telling(const Search *search, const uint32_t *ids) {
    return (uint32_t)search->weights[ids[0]] + search->weights[ids[1]] + search->weights[ids[2]] >= RUN_WEIGHT_MIN;
}

/* By word of the text: the telling it belongs to. items: the article's quotations. */
static void list_tellings(Search *search, const Text *text, const Quotation *items, uint32_t count, uint32_t *telling) {
    const uint32_t other = search->telling_count++;
    search->tellings[other] = (Telling){.ids = text->word_ids};
    for (uint32_t word = 0; word < text->word_count; word++) telling[word] = other;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t own = search->telling_count++;
        search->tellings[own] = (Telling){.ids = text->word_ids, .indirect = items[i].kind == QUOTATION_INDIRECT};
        for (uint32_t k = 0; k < items[i].content_count; k++) {
            const WordSpan words = text_words_of(text, items[i].content[k]);
            for (uint32_t word = words.begin; word < words.end; word++) telling[word] = own;
            search->tellings[own].words += word_span_size(words);
        }
    }
}

static void add_place(Search *search, const uint32_t *ids, Place place, Arena *memory) {
    bool inserted;
    uint32_t *first = map_insert(&search->first, run_hash(ids), &inserted, memory);
    place.next = *first;
    place.count = *first > 0 ? search->places[*first - 1].count + 1 : 1;
    if (place.count > PLACES_PER_RUN_MAX) return;
    search->places[search->place_count++] = place;
    *first = search->place_count;
}

static void add_article(Search *search, const Text *text, const uint32_t *telling, Arena *memory) {
    for (uint32_t word = 0; word + RUN_WORDS <= text->word_count; word++) {
        const uint32_t *ids = text->word_ids + word;
        if (is_telling(search, ids)) add_place(search, ids, (Place){.telling = telling[word], .word = word}, memory);
    }
}

/* As in lib/families/utterances.c: who tells in his own words must tell most of it. */
static bool indirect_suffices(const Share *share, uint32_t words) {
    return share->words >= INDIRECT_WORDS_MIN && share->words * 100 >= words * COVERAGE_INDIRECT_MIN_PERCENT;
}

static bool share_suffices(const Share *share, const Telling *telling, uint32_t words, bool indirect) {
    if (telling->words == 0) return share->evidence >= EVIDENCE_PLAIN_MIN && share->words >= PLAIN_WORDS_MIN;
    const uint32_t shorter = telling->words < words ? telling->words : words;
    if (share->evidence < EVIDENCE_SAID_MIN) return false;
    if (indirect && !indirect_suffices(share, words)) return false;
    if (telling->indirect && !indirect_suffices(share, telling->words)) return false;
    if (share->words < SAID_WORDS_MIN) return share->words == words && telling->words == words;
    return share->words * 100 >= shorter * COVERAGE_MIN_PERCENT;
}

/* Whether the runs before this one are there too, as many as plain words need. */
static bool goes_on(const Search *search, const Place *place, Sequence words, uint32_t at) {
    const uint32_t *ids = search->tellings[place->telling].ids;
    for (uint32_t back = 1; back < PLAIN_STREAK_MIN; back++) {
        if (back > at || back > place->word || ids[place->word - back] != words.ids[at - back]) return false;
        if (!is_telling(search, words.ids + at - back)) return false;
    }
    return true;
}

/* Counts the words of the run at this place of the quotation; of plain words only those that go on for a while. */
static void share_add(const Search *search, Share *share, const Place *place, Sequence words, uint32_t at) {
    share->met = true;
    if (search->tellings[place->telling].words == 0 && !goes_on(search, place, words, at)) return;
    const uint32_t begin = share->end > at ? share->end : at;
    for (uint32_t i = begin; i < at + RUN_WORDS; i++) {
        share->evidence += search->weights[words.ids[i]] + EVIDENCE_FOR_WORD;
        share->words++;
    }
    share->end = at + RUN_WORDS;
}

/* Room for what one quotation shares. */
typedef struct Met {
    Share *shares; /* by telling; all zero before and after */
    uint32_t *tellings;
} Met;

/* The first telling that shares enough with the quotation; INDEX_NONE. */
static uint32_t telling_of(const Search *search, Sequence words, bool indirect, const Met *met) {
    Share *shares = met->shares;
    uint32_t met_count = 0, first = INDEX_NONE;
    for (uint32_t at = 0; at + RUN_WORDS <= words.count; at++) {
        if (!is_telling(search, words.ids + at)) continue;
        const uint32_t *place = map_find(&search->first, run_hash(words.ids + at));
        for (uint32_t next = place ? *place : 0; next > 0; next = search->places[next - 1].next) {
            const Place *found = &search->places[next - 1];
            Share *share = &shares[found->telling];
            if (!share->met) met->tellings[met_count++] = found->telling;
            share_add(search, share, found, words, at);
        }
    }
    for (uint32_t i = 0; i < met_count; i++) {
        const uint32_t telling = met->tellings[i];
        if (telling < first && share_suffices(&shares[telling], &search->tellings[telling], words.count, indirect))
            first = telling;
        shares[telling] = (Share){0};
    }
    return first;
}

static Sequence quotation_words(const Text *text, const Quotation *quotation, Arena *scratch) {
    uint32_t count = 0;
    uint32_t *ids = arena_new_array_uncleared(scratch, uint32_t, text->word_count + 1u);
    for (uint32_t k = 0; k < quotation->content_count; k++) {
        const WordSpan words = text_words_of(text, quotation->content[k]);
        for (uint32_t word = words.begin; word < words.end && count < text->word_count; word++)
            ids[count++] = text->word_ids[word];
    }
    return (Sequence){ids, count};
}

static Search open_search(const ConcernedInput *input, const uint32_t *first_quotations, Arena *memory) {
    const Corpus *corpus = input->corpus;
    Search search = {.input = input, .weights = vocabulary_rareness_list(&corpus->vocabulary, memory)};
    uint32_t words = 0;
    for (uint32_t i = 0; i < corpus->article_count; i++)
        if (input->is_new[i]) words += corpus->texts[i].word_count;
    search.places = arena_new_array_uncleared(memory, Place, words + 1u);
    search.tellings = arena_new_array(memory, Telling, corpus->article_count + input->quotations->count + 1u);
    map_reserve(&search.first, words, memory);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Text *text = &corpus->texts[i];
        if (!input->is_new[i]) continue;
        uint32_t *telling = arena_new_array_uncleared(memory, uint32_t, text->word_count + 1u);
        list_tellings(&search, text, input->quotations->items + first_quotations[i],
                      first_quotations[i + 1] - first_quotations[i], telling);
        add_article(&search, text, telling, memory);
    }
    return search;
}

/* All old quotations being looked at. */
typedef struct Looking {
    const Search *search;
    const uint32_t *first_quotations; /* by article, and one more */
    uint32_t *tellings; /* by quotation: that it shares words with; INDEX_NONE */
    Met *mets; /* by worker */
    Workers workers;
} Looking;

enum { PORTION_ARTICLES = 64 };

static void look_at_portion(void *context, uint32_t worker_index, size_t item_index) {
    const Looking *looking = context;
    const ConcernedInput *input = looking->search->input;
    uint32_t end = input->corpus->article_count, first = (uint32_t)item_index * PORTION_ARTICLES;
    if (end - first > PORTION_ARTICLES) end = first + PORTION_ARTICLES;
    for (uint32_t article = first; article < end; article++) {
        for (uint32_t i = looking->first_quotations[article]; i < looking->first_quotations[article + 1]; i++) {
            const Quotation *quotation = &input->quotations->items[i];
            Arena memory = looking->workers.scratches[worker_index];
            looking->tellings[i] = INDEX_NONE;
            if (input->is_new[article]) continue;
            const Sequence words = quotation_words(&input->corpus->texts[article], quotation, &memory);
            looking->tellings[i] =
                telling_of(looking->search, words, quotation->kind == QUOTATION_INDIRECT, &looking->mets[worker_index]);
        }
    }
}

static void look_at_quotations(const ConcernedInput *input, Concern *out, Arena scratch) {
    const uint32_t article_count = input->corpus->article_count;
    const uint32_t *first_quotations = quotations_by_article(input->quotations, article_count, &scratch);
    const Search search = open_search(input, first_quotations, &scratch);
    Looking looking = {.search = &search,
                       .first_quotations = first_quotations,
                       .tellings = arena_new_array_uncleared(&scratch, uint32_t, input->quotations->count + 1u),
                       .workers = workers_open(input->threads, &scratch)};
    looking.mets = arena_new_array(&scratch, Met, looking.workers.count);
    for (uint32_t i = 0; i < looking.workers.count; i++)
        looking.mets[i] = (Met){arena_new_array(&scratch, Share, search.telling_count + 1u),
                                arena_new_array_uncleared(&scratch, uint32_t, search.telling_count + 1u)};
    parallel_for(looking.workers.count, (article_count + (size_t)PORTION_ARTICLES - 1) / PORTION_ARTICLES,
                 look_at_portion, &looking);
    for (uint32_t i = 0; i < input->quotations->count; i++) {
        if (looking.tellings[i] == INDEX_NONE) continue;
        Telling *telling = &search.tellings[looking.tellings[i]];
        if (telling->found >= FOUND_MAX) continue;
        telling->found += telling->words > 0;
        out->quotations[i] = out->articles[input->quotations->items[i].article] = true;
    }
    workers_close(&looking.workers);
}

/* --- Passages ----------------------------------------------------------------------------------------------------- */

/* The new article's words of a passage with an old one. */
static WordSpan new_words(const ConcernedInput *input, const Passage *passage) {
    return input->is_new[passage->a_article] ? passage->a_words : passage->b_words;
}

static bool is_house(const uint32_t *depths, WordSpan words) {
    uint32_t house = 0;
    for (uint32_t word = words.begin; word < words.end; word++) house += depths[word] >= HOUSE_ARTICLES_MIN;
    return house * 100 >= word_span_size(words) * HOUSE_PERCENT_MIN;
}

/*
 * passages: those of one new article with old ones of its outlet. House text (a call for subscriptions) is shared with
 * hundreds, and tells no more by the fifth of them.
 */
static void look_at_outlet(const ConcernedInput *input, const Passage *const *passages, uint32_t count, Concern *out,
                           Arena scratch) {
    uint32_t words = 0, house_partners = 0;
    for (uint32_t i = 0; i < count; i++)
        if (new_words(input, passages[i]).end > words) words = new_words(input, passages[i]).end;
    uint32_t *depths = arena_new_array(&scratch, uint32_t, words + 1u);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t word = new_words(input, passages[i]).begin; word < new_words(input, passages[i]).end; word++)
            depths[word]++;
    for (uint32_t i = 0; i < count; i++) {
        const bool house = is_house(depths, new_words(input, passages[i]));
        const uint32_t old = input->is_new[passages[i]->a_article] ? passages[i]->b_article : passages[i]->a_article;
        if (house && !out->articles[old] && house_partners++ >= HOUSE_PARTNERS_MAX) continue;
        out->articles[old] = true;
        out->mates[old] |= !house;
    }
}

static void look_at_passages(const ConcernedInput *input, Concern *out, Arena scratch) {
    Arena memory = arena_open(0);
    const Passages *passages = input->passages;
    const uint32_t *outlets = outlets_number(input->corpus, &memory, scratch);
    KeyValue *of_outlets = arena_new_array_uncleared(&memory, KeyValue, passages->count); /* by new article */
    uint32_t count = 0;
    for (size_t i = 0; i < passages->count; i++) {
        const Passage *passage = &passages->items[i];
        const uint32_t a = passage->a_article, b = passage->b_article;
        const bool one_outlet = outlets[a] != OUTLET_UNKNOWN && outlets[a] == outlets[b];
        if (input->is_new[a] && input->is_new[b]) continue;
        if (one_outlet) {
            of_outlets[count++] = (KeyValue){input->is_new[a] ? a : b, i};
        } else {
            const uint32_t old = input->is_new[a] ? b : a;
            out->articles[old] = out->mates[old] = true;
        }
    }
    radix_sort(of_outlets, count, scratch);
    const Passage **one = arena_new_array_uncleared(&memory, const Passage *, count + 1u);
    for (uint32_t begin = 0, end = 0; begin < count; begin = end) {
        for (; end < count && of_outlets[end].key == of_outlets[begin].key; end++)
            one[end - begin] = &passages->items[of_outlets[end].value];
        look_at_outlet(input, one, end - begin, out, scratch);
    }
    arena_close(&memory);
}

/* --- Both --------------------------------------------------------------------------------------------------------- */

/* Two statements of an article make a story, one alone does not. */
static void look_for_two_statements(const ConcernedInput *input, Concern *out) {
    for (uint32_t i = 0, last = INDEX_NONE; i < input->quotations->count; i++) {
        if (!out->quotations[i]) continue;
        const uint32_t article = input->quotations->items[i].article;
        out->mates[article] |= article == last;
        last = article;
    }
}

Concerned concerned_find(const ConcernedInput *input, Arena *result, Arena scratch) {
    const Corpus *corpus = input->corpus;
    Concern out = {.articles = arena_new_array(result, bool, corpus->article_count + 1u),
                   .mates = arena_new_array(result, bool, corpus->article_count + 1u),
                   .quotations = arena_new_array(result, bool, input->quotations->count + 1u)};
    look_at_quotations(input, &out, scratch);
    look_at_passages(input, &out, scratch);
    look_for_two_statements(input, &out);
    for (uint32_t i = 0; i < corpus->article_count; i++) out.articles[i] |= input->is_new[i];
    return (Concerned){out.articles, out.mates, out.quotations};
}
