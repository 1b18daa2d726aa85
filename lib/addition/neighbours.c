/*
 * neighbours: new articles, and the signature of one article after another -> which of these are their neighbours.
 *
 * In:  the new articles' texts and quotations; signatures (signature.c).
 * Out: for each signature, whether its article may share a passage or a statement with a new article.
 *
 * A neighbour is read and compared by all the stages; an article that is none is not even loaded. So the question is
 * asked of every article of the collection and must cost next to nothing, a wrong yes costs reading an article, and
 * only a wrong no loses something.
 *
 * All runs of the new articles stand in a table. The signature's runs are looked up in it, most of them in no more than
 * one bit; the others give hits, places in the new articles. The new articles are laid out one behind the other, a
 * chain's length apart, so that a place is one number and no chain reaches from one article into another. Most hits
 * stand alone: sums over cells of places tell which do, and only the others are sorted. Hits that follow one another in
 * both articles, not far apart in either, make a chain. It says what the words that it covers weigh: the rareness of
 * each and a little for every word, as in lib/families/utterances.c. That is summed up three times: over the whole
 * chain, over what is part of something said on either side, over what is said on both. The less likely it is that
 * words agree by chance, the less is enough. What is said must agree in some part of it, too: a long statement is not
 * another one because both have the words "universal background checks".
 *
 * What stands in many articles must not make neighbours of them all. A run stops counting when it was met in a good
 * many more articles than others ("the united states"), and a place when it was part of what made
 * NEIGHBOURS_PER_PLACE_MAX articles neighbours: an agency's report that ten thousand articles have is found in the
 * first of them, as by the star in lib/match/partners.c.
 *
 * Measured on a real collection of 16,452 articles. With every 164th taken for new, ten times, and a statement told
 * from its neighbours only where other text lay between them, 2,330 of the others were neighbours on average, of which
 * 330 have something in common with a new one; among them were all but one of 1,187 passages that a trace of all finds
 * between new and old, and of 100 reports in new articles that have relatives in old ones 96 found one. Since signatures
 * tell one quotation from the next, half of the neighbours remained. Of these a third more could go (fewer for each
 * place, more evidence for what both say) for seven in a thousand families of new articles, which a step less in
 * concerned.c brings back. And of eight hundreds' 8,171 neighbours, of which 1,184 have a passage or a family with a new
 * one, another fifth went when chains of few runs had to weigh more, for four families of 1,039, and a quarter when a
 * place finds eight neighbours instead of 32, for three more and five passages of 917, all of them formulae (how a poll
 * was made): 454 neighbours for the last 100 articles, about 600 for any other hundred.
 *
 * Invariants: an answer depends on the new articles, the signature and the signatures asked before, not on memory or the
 * order of hashes. What is asked costs no more than linear in the signature, and HITS_MAX and CHAIN_HITS_MAX bound what
 * one made to agree can cost.
 */
#include "neighbours.h"

#include "../base/array.h"
#include "../base/radix.h"
#include "signature.h"

/* So far apart the first words of two runs may begin that speak for one thing, … */
#define CHAIN_WORDS 30
/* … and so far apart they may stand in the signature, which has nearly every second run. */
#define CHAIN_RUNS 18
/* What a chain's words must weigh, and a word beside its rareness; tuned on the collection measured above. */
#define EVIDENCE_FOR_WORD 125
#define EVIDENCE_MIN 3000
#define EVIDENCE_SAID_ONCE_MIN 1800
#define EVIDENCE_SAID_TWICE_MIN 1300
/* The fewer runs agree, the more they must weigh: so much for each that a chain lacks, and one run that both say. */
#define CHAIN_RUNS_WANTED 4
#define EVIDENCE_FOR_LACKING_RUN 500
#define EVIDENCE_SAID_RUN_MIN 1500
/* One run in so many of what is said must agree: three words of a long statement are a phrase of their own. */
#define SAID_RUNS_RATIO 3
/* So far to either side it is looked how much is said. */
#define SAID_RUNS_MAX 32
/* Half of what one memory for all would have: the caller asks in two lanes. */
#define NEIGHBOURS_PER_PLACE_MAX 4
/* Places of one run in the new articles that count. */
#define PLACES_PER_RUN_MAX 64
/* A run that was met more than so often, and more than once in so many articles, tells nothing; half as before. */
#define MET_MIN 32
#define MET_ARTICLES_RATIO 128
#define HITS_MAX (1u << 16)
/* Hits among which a chain is looked for: enough for texts that say everything twice or thrice. */
#define CHAIN_HITS_MAX 128
/* A cell has so many places; a chain always lies in one that begins at a whole number of cells or in the middle. */
#define CELL_PLACES 256
#define BLOCK_RUNS 512
/* One run in sixteen that is not in the table looks as if it were. */
#define BITS_PER_RUN 16
#define WEIGHT_PERMILLE_MAX 1000

/* A word of the new articles, or one of the CHAIN_WORDS places that follow each article's last word. */
typedef struct Place {
    uint32_t weight_before; /* what all words before it weigh, modulo 2^32 */
    uint8_t neighbours; /* that the run beginning here helped to find */
    uint8_t said_runs; /* runs in the quotation that this run is part of; 0: it is part of none */
} Place;

/* A place in the table of runs. */
typedef struct RunSlot {
    uint32_t run; /* its number without the lowest bits */
    uint32_t begin; /* its places, as indexes into run_places */
    uint32_t end; /* 0: free */
    uint32_t met; /* how often, in the signatures asked so far */
} RunSlot;

/* What words weigh together: all, those said on either side, those said on both. */
typedef struct Support {
    uint32_t all;
    uint32_t said_once;
    uint32_t said_twice;
} Support;

/* Some neighbouring places. */
typedef struct Cell {
    Support support; /* of all hits there, words that several of them cover taken several times */
    uint32_t asked; /* the article they were found in */
} Cell;

struct Neighbours {
    uint64_t *bits; /* by the lower bits of a run: whether there may be one */
    uint32_t bit_mask;
    uint32_t slot_mask;
    RunSlot *slots;
    uint32_t *run_places; /* by run, ascending */
    Place *places;
    Cell *cells; /* by the number of half cells before them */
    uint32_t asked; /* articles, with the one that is asked */
    KeyValue *hits; /* key: the place, value: which run of the signature */
    uint32_t hit_count;
};

static uint32_t run_of(uint32_t number) {
    return number >> 2;
}

static uint32_t said_of(uint32_t number) {
    return number & SIGNATURE_SAID;
}

static bool is_said(uint32_t number) {
    return said_of(number) != 0;
}

/* --- The new articles --------------------------------------------------------------------------------------------- */

/* The new articles' runs. key: run << 32 | place, value: Place.said_runs. */
typedef struct PlacedRuns ARRAY_OF(KeyValue) PlacedRuns;

/* Articles for which there is no place any more, behind four billion words, find no neighbours. */
static uint32_t articles_placed(const Corpus *corpus, size_t *place_count) {
    *place_count = 0;
    uint32_t article = 0;
    for (; article < corpus->article_count; article++) {
        const size_t wanted = (size_t)corpus->texts[article].word_count + CHAIN_WORDS;
        if (wanted > UINT32_MAX - *place_count) break;
        *place_count += wanted;
    }
    return article;
}

static void places_weigh(const NeighboursInput *input, uint32_t article_count, Place *places) {
    uint32_t sum = 0;
    size_t at = 0;
    for (uint32_t article = 0; article < article_count; article++) {
        const Text *text = &input->corpus->texts[article];
        for (uint32_t word = 0; word < text->word_count; word++) {
            const uint32_t weight = input->weights_permille[text->word_ids[word]];
            places[at++].weight_before = sum;
            sum += (weight < WEIGHT_PERMILLE_MAX ? weight : WEIGHT_PERMILLE_MAX) + EVIDENCE_FOR_WORD;
        }
        for (uint32_t i = 0; i < CHAIN_WORDS; i++) places[at++].weight_before = sum;
    }
}

/* How many runs from this one on are part of the same quotation; 0 where it is part of none. */
static uint32_t said_runs_count(const SignatureRun *runs, uint32_t count) {
    uint32_t said = 0;
    while (said < count && is_said(runs[said].number) && said_of(runs[said].number) == said_of(runs[0].number)) said++;
    return said;
}

static PlacedRuns runs_place(const NeighboursInput *input, uint32_t article_count, Arena *scratch) {
    const Corpus *corpus = input->corpus;
    const Quotations *quotations = input->quotations;
    uint32_t words_most = 0, quotation = 0, first_place = 0;
    for (uint32_t i = 0; i < article_count; i++)
        if (corpus->texts[i].word_count > words_most) words_most = corpus->texts[i].word_count;
    SignatureRun *runs = arena_new_array_uncleared(scratch, SignatureRun, words_most);
    PlacedRuns placed = {0};
    for (uint32_t article = 0; article < article_count; article++) {
        const uint32_t first_quotation = quotation;
        while (quotation < quotations->count && quotations->items[quotation].article == article) quotation++;
        const SignatureInput one = {.text = &corpus->texts[article],
                                    .word_hashes = corpus->vocabulary.hashes,
                                    .quotations = quotations->items + first_quotation,
                                    .quotation_count = quotation - first_quotation};
        const uint32_t run_count = signature_runs_choose(&one, runs, *scratch);
        for (uint32_t i = 0, said_runs = 0; i < run_count; i++) {
            const uint64_t place = first_place + runs[i].word_index;
            if (i == 0 || said_of(runs[i].number) != said_of(runs[i - 1].number))
                said_runs = said_runs_count(runs + i, run_count - i);
            *array_push(&placed, scratch) = (KeyValue){(uint64_t)run_of(runs[i].number) << 32 | place,
                                                       said_runs < UINT8_MAX ? said_runs : UINT8_MAX};
        }
        first_place += one.text->word_count + CHAIN_WORDS;
    }
    radix_sort(placed.items, placed.count, *scratch);
    return placed;
}

static RunSlot *slot_of(const Neighbours *neighbours, uint32_t run) {
    for (uint32_t at = run & neighbours->slot_mask;; at = (at + 1) & neighbours->slot_mask) {
        RunSlot *slot = &neighbours->slots[at];
        if (slot->end == 0 || slot->run == run) return slot;
    }
}

static void runs_index(Neighbours *neighbours, const PlacedRuns *placed) {
    uint32_t count = 0;
    for (size_t begin = 0, end = 0; begin < placed->count; begin = end) {
        const uint32_t run = (uint32_t)(placed->items[begin].key >> 32);
        const uint32_t first = count;
        for (end = begin; end < placed->count && placed->items[end].key >> 32 == run; end++) {
            if (end - begin >= PLACES_PER_RUN_MAX) continue;
            const uint32_t place = (uint32_t)placed->items[end].key;
            neighbours->run_places[count++] = place;
            neighbours->places[place].said_runs = (uint8_t)placed->items[end].value;
        }
        *slot_of(neighbours, run) = (RunSlot){.run = run, .begin = first, .end = count};
        const uint32_t bit = run & neighbours->bit_mask;
        neighbours->bits[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

static uint32_t power_of_two(size_t least) {
    uint32_t power = 64;
    while (power < least && power < UINT32_C(1) << 31) power *= 2;
    return power;
}

Neighbours *neighbours_open(const NeighboursInput *input, Arena *result, Arena scratch) {
    Neighbours *neighbours = arena_new(result, Neighbours);
    size_t place_count;
    const uint32_t article_count = articles_placed(input->corpus, &place_count);
    neighbours->places = arena_new_array(result, Place, place_count);
    places_weigh(input, article_count, neighbours->places);
    const PlacedRuns placed = runs_place(input, article_count, &scratch);
    const uint32_t bits = power_of_two(placed.count * BITS_PER_RUN);
    const uint32_t slots = power_of_two(placed.count * 2);
    neighbours->bits = arena_new_array(result, uint64_t, bits / 64);
    neighbours->bit_mask = bits - 1;
    neighbours->slots = arena_new_array(result, RunSlot, slots);
    neighbours->slot_mask = slots - 1;
    neighbours->cells = arena_new_array(result, Cell, place_count / (CELL_PLACES / 2) + 2);
    neighbours->run_places = arena_new_array_uncleared(result, uint32_t, placed.count);
    neighbours->hits = arena_new_array_uncleared(result, KeyValue, HITS_MAX);
    runs_index(neighbours, &placed);
    return neighbours;
}

/* --- Hits --------------------------------------------------------------------------------------------------------- */

static uint32_t weight_between(const Neighbours *neighbours, uint32_t begin, uint32_t end) {
    return neighbours->places[end].weight_before - neighbours->places[begin].weight_before;
}

static bool support_suffices(const Support *support) {
    return support->all >= EVIDENCE_MIN || support->said_once >= EVIDENCE_SAID_ONCE_MIN ||
           support->said_twice >= EVIDENCE_SAID_TWICE_MIN;
}

/* runs: how many agree. */
static bool chain_support_suffices(const Support *support, uint32_t runs) {
    const uint32_t lacking = runs < CHAIN_RUNS_WANTED ? CHAIN_RUNS_WANTED - runs : 0;
    if (support->all >= EVIDENCE_MIN + lacking * EVIDENCE_FOR_LACKING_RUN) return true;
    if (runs == 1) return support->said_twice >= EVIDENCE_SAID_RUN_MIN;
    return support->said_once >= EVIDENCE_SAID_ONCE_MIN || support->said_twice >= EVIDENCE_SAID_TWICE_MIN;
}

static uint32_t number_read(Bytes signature, size_t run) {
    const uint8_t *bytes = signature.data + run * SIGNATURE_RUN_BYTES;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/*
 * Which of the signature's runs `first` .. `end` - 1 may be in the table. Whether one is, is as good as random, so it is
 * computed, not branched on.
 */
static uint32_t block_sift(const Neighbours *neighbours, Bytes signature, size_t first, size_t end, uint32_t *out) {
    uint32_t kept = 0;
    for (size_t i = first; i < end; i++) {
        const uint32_t bit = run_of(number_read(signature, i)) & neighbours->bit_mask;
        out[kept] = (uint32_t)i;
        kept += neighbours->bits[bit / 64] >> bit % 64 & 1;
    }
    return kept;
}

static void cell_add(Cell *cell, const Support *support, uint32_t asked) {
    if (cell->asked != asked) *cell = (Cell){.asked = asked};
    cell->support.all += support->all;
    cell->support.said_once += support->said_once;
    cell->support.said_twice += support->said_twice;
}

static void run_meet(Neighbours *neighbours, uint32_t run, uint32_t index) {
    RunSlot *slot = slot_of(neighbours, run);
    if (slot->end == 0 || slot->met++ >= MET_MIN + neighbours->asked / MET_ARTICLES_RATIO) return;
    for (uint32_t i = slot->begin; i < slot->end && neighbours->hit_count < HITS_MAX; i++) {
        const uint32_t place = neighbours->run_places[i];
        __builtin_prefetch(&neighbours->places[place]);
        neighbours->hits[neighbours->hit_count++] = (KeyValue){place, index};
    }
}

/* Adds up the cells, and forgets the hits that don't count any more. */
static void hits_weigh(Neighbours *neighbours, Bytes signature) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < neighbours->hit_count; i++) {
        const KeyValue hit = neighbours->hits[i];
        const uint32_t place = (uint32_t)hit.key;
        if (neighbours->places[place].neighbours == NEIGHBOURS_PER_PLACE_MAX) continue;
        const bool said_here = neighbours->places[place].said_runs > 0;
        const bool said_there = is_said(number_read(signature, hit.value));
        const uint32_t weight = weight_between(neighbours, place, place + SIGNATURE_RUN_WORDS);
        const Support support = {weight, said_here || said_there ? weight : 0, said_here && said_there ? weight : 0};
        Cell *cells = &neighbours->cells[place / (CELL_PLACES / 2)];
        cell_add(&cells[0], &support, neighbours->asked);
        cell_add(&cells[1], &support, neighbours->asked);
        neighbours->hits[kept++] = hit;
    }
    neighbours->hit_count = kept;
}

/* Most hits are alone: only those are kept in whose cell there are enough for a chain. */
static void hits_sift(Neighbours *neighbours) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < neighbours->hit_count; i++) {
        const Cell *cells = &neighbours->cells[neighbours->hits[i].key / (CELL_PLACES / 2)];
        if (support_suffices(&cells[0].support) || support_suffices(&cells[1].support))
            neighbours->hits[kept++] = neighbours->hits[i];
    }
    neighbours->hit_count = kept;
}

/* By place, then in the order of the signature. */
static void hits_find(Neighbours *neighbours, Bytes signature, Arena scratch) {
    uint32_t sifted[BLOCK_RUNS];
    size_t run_count = signature.size / SIGNATURE_RUN_BYTES;
    if (run_count > UINT32_MAX) run_count = UINT32_MAX;
    neighbours->hit_count = 0;
    for (size_t first = 0; first < run_count; first += BLOCK_RUNS) {
        const size_t end = run_count - first < BLOCK_RUNS ? run_count : first + BLOCK_RUNS;
        const uint32_t kept = block_sift(neighbours, signature, first, end, sifted);
        for (uint32_t i = 0; i < kept; i++)
            __builtin_prefetch(&neighbours->slots[run_of(number_read(signature, sifted[i])) & neighbours->slot_mask]);
        for (uint32_t i = 0; i < kept; i++) run_meet(neighbours, run_of(number_read(signature, sifted[i])), sifted[i]);
    }
    hits_weigh(neighbours, signature);
    hits_sift(neighbours);
    radix_sort(neighbours->hits, neighbours->hit_count, scratch);
}

/* --- Chains ------------------------------------------------------------------------------------------------------- */

/* Hits that follow one another in both articles, in the order of their places. */
typedef struct Chain {
    KeyValue hits[CHAIN_WORDS];
    uint32_t count;
} Chain;

/* The weight of the words that runs in the order of their places cover. */
typedef struct Cover {
    uint32_t weight;
    uint32_t end; /* behind the last word */
    uint32_t run_count;
    uint32_t said_runs; /* of the shortest quotation that one of them is part of */
} Cover;

static void cover_add(const Neighbours *neighbours, uint32_t place, uint32_t said_runs, Cover *cover) {
    const uint32_t end = place + SIGNATURE_RUN_WORDS;
    cover->weight += weight_between(neighbours, cover->end > place ? cover->end : place, end);
    cover->end = end;
    if (cover->run_count++ == 0 || said_runs < cover->said_runs) cover->said_runs = said_runs;
}

/* Nothing where it is too little of what is said. */
static uint32_t cover_weight(const Cover *cover) {
    return cover->run_count * SAID_RUNS_RATIO >= cover->said_runs ? cover->weight : 0;
}

/* The chain that begins with hit `begin`: each of the hits before `end` that can follow the one before it does. */
static Chain chain_follow(const Neighbours *neighbours, uint32_t begin, uint32_t end) {
    const KeyValue *hits = neighbours->hits;
    Chain chain = {.hits = {hits[begin]}, .count = 1};
    for (uint32_t i = begin + 1; i < end; i++) {
        const KeyValue last = chain.hits[chain.count - 1];
        if (hits[i].key > last.key && hits[i].value > last.value && hits[i].value - hits[begin].value <= CHAIN_RUNS)
            chain.hits[chain.count++] = hits[i];
    }
    return chain;
}

/* Place.said_runs of a run of the old article, as far as SAID_RUNS_MAX lets it be known. */
static uint32_t said_runs_there(Bytes signature, uint64_t run) {
    const uint32_t said = said_of(number_read(signature, run));
    if (said == 0) return 0;
    const uint64_t run_count = signature.size / SIGNATURE_RUN_BYTES;
    uint64_t begin = run, end = run + 1;
    while (begin > 0 && run - begin < SAID_RUNS_MAX && said_of(number_read(signature, begin - 1)) == said) begin--;
    while (end < run_count && end - run < SAID_RUNS_MAX && said_of(number_read(signature, end)) == said) end++;
    return (uint32_t)(end - begin);
}

static bool chain_suffices(const Neighbours *neighbours, const Chain *chain, Bytes signature) {
    Cover all = {0}, said_once = {0}, said_twice = {0};
    for (uint32_t i = 0; i < chain->count; i++) {
        const uint32_t place = (uint32_t)chain->hits[i].key;
        const uint32_t here = neighbours->places[place].said_runs;
        const uint32_t there = said_runs_there(signature, chain->hits[i].value);
        const uint32_t less = here < there ? here : there, more = here < there ? there : here;
        cover_add(neighbours, place, 0, &all);
        if (more > 0) cover_add(neighbours, place, less > 0 ? less : more, &said_once);
        if (less > 0) cover_add(neighbours, place, less, &said_twice);
    }
    const Support support = {cover_weight(&all), cover_weight(&said_once), cover_weight(&said_twice)};
    return chain_support_suffices(&support, chain->count);
}

static void chain_count(Neighbours *neighbours, const Chain *chain) {
    for (uint32_t i = 0; i < chain->count; i++) {
        Place *place = &neighbours->places[chain->hits[i].key];
        if (place->neighbours < NEIGHBOURS_PER_PLACE_MAX) place->neighbours++;
    }
}

/* Whether some chain says enough. All of them are gone through, as each has found one neighbour more. */
static bool chains_search(Neighbours *neighbours, Bytes signature) {
    bool found = false;
    for (uint32_t begin = 0, end = 0; begin < neighbours->hit_count;) {
        while (end < neighbours->hit_count && end - begin < CHAIN_HITS_MAX &&
               neighbours->hits[end].key - neighbours->hits[begin].key < CHAIN_WORDS)
            end++;
        const Chain chain = chain_follow(neighbours, begin, end);
        const bool suffices = chain_suffices(neighbours, &chain, signature);
        if (suffices) chain_count(neighbours, &chain);
        found = found || suffices;
        begin = suffices ? end : begin + 1;
    }
    return found;
}

bool neighbours_ask(Neighbours *neighbours, Bytes signature, Arena scratch) {
    neighbours->asked++;
    hits_find(neighbours, signature, scratch);
    return chains_search(neighbours, signature);
}
