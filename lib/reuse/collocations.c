/*
 * collocations: articles -> an index of the pairs of telling words that stand near each other.
 *
 * Text that is reworded loses its runs of words, but what is said of what stays: "dredged" is still near "lanterns" and
 * "lanterns" near "canal", in whatever order and with whatever between them. A single rare word says which event an
 * article is on; two of them side by side say which sentence. So every telling word is paired with the NEIGHBOURS
 * telling ones before it, in either order, if the pair is rare enough to be worth a look: by chance, a pair stands in
 * about (articles with one) * (articles with the other) / articles of them. Two names are no pair: they stand together
 * wherever the event is reported.
 *
 * The pairs are hashed and sorted; those in two articles or more become the index. One in more than ARTICLES_MAX
 * articles tells nothing and is left out, and of one article the first PLACES_PER_ARTICLE_MAX places count, so a word
 * costs a bounded number of steps, whatever the collection.
 *
 * Memory: 8 bytes a pair, about one for four words; the sort takes a part of the hashes at a time.
 *
 * Measured on 5,057 texts with 2,755 planted passages that share no long run: the pairs of articles that have three of
 * these in 100 words are 35,000, and 98 in 100 of those with a planted passage are among them. An index of single rare
 * stems, window by window, gave 37,000 pairs and 91 in 100, in three times the time.
 */
#include "collocations.h"

#include <math.h>

#include "../base/array.h"
#include "../base/parallel.h"
#include "../base/radix.h"

enum {
    PORTION_ARTICLES = 64,
    TELLING_PERMILLE_MIN = 200, /* "year" and "people" are below it, "police" and "school" above */
    NEIGHBOURS = 3,
    DISTANCE_WORDS_MAX = 12,
    ARTICLES_MAX = 16,
    PLACES_PER_ARTICLE_MAX = 2,
    BLOCK_WORDS = 64,
    PARTS_MAX = 16,
    MARKS_PER_BYTE_BITS = 2, /* a mark has two bits: seen once, seen again */
    MARKS_PER_SEED = 4,
    MARK_BITS_MIN = 10,
    MARK_BITS_MAX = 28 /* 64 MiB */
};

/*
 * A pair costs the binary logarithms of the articles of its two stems. 18 bits are 512 articles with each, or 64 and
 * 4,096; with 16, 5 in 100 of the planted passages are lost. A larger collection gets a bit less each time it doubles, down
 * to PAIR_BITS_MIN: its index would grow with more that is there by chance.
 */
enum { BIT_STEPS = 16, COST_NEVER = UINT16_MAX };
#define PAIR_BITS_MAX 18.0
#define PAIR_BITS_MIN 14.0
#define FULL_COST_WORDS 5e6

#define PART_SEEDS_MAX ((size_t)1 << 22) /* sorted at once: 128 MiB with what the sort needs */

/* A pair of stems at its place: the word's number in the whole collection. */
typedef struct PairSeed {
    uint32_t hash;
    uint32_t place;
} PairSeed;

typedef struct PairSeedList ARRAY_OF(PairSeed) PairSeedList;

typedef struct Portion {
    PairSeedList seeds;
} Portion;

typedef struct Scan {
    const Corpus *corpus;
    const Stems *stems;
    const uint16_t *costs; /* by word: the logarithm of its stem's articles, in steps of a bit */
    uint32_t pair_cost_max;
    const uint32_t *word_begins; /* by article: words of all articles before it */
    Portion *portions;
    Arena *arenas; /* by worker */
} Scan;

/* A telling word that the next ones are paired with. */
typedef struct Neighbour {
    uint32_t stem;
    uint32_t word_index;
    uint16_t cost;
    bool name;
} Neighbour;

/* --- Scanning ------------------------------------------------------------------------------------------------------- */

static uint16_t stem_cost(const Stems *stems, uint32_t stem) {
    uint32_t articles = stems->article_counts[stem];
    bool telling = articles >= 2 && stems->rareness_permille[stem] >= TELLING_PERMILLE_MIN;
    return telling ? (uint16_t)(log2((double)articles) * BIT_STEPS) : COST_NEVER;
}

/* By word and not by stem: most words are not telling, and end with one look. */
static uint16_t *word_costs(const Stems *stems, uint32_t word_count, Arena *result, Arena scratch) {
    uint16_t *by_stem = arena_new_array_uncleared(&scratch, uint16_t, stems->count);
    uint16_t *costs = arena_new_array_uncleared(result, uint16_t, word_count);
    for (uint32_t s = 0; s < stems->count; ++s) by_stem[s] = stem_cost(stems, s);
    for (uint32_t w = 0; w < word_count; ++w) costs[w] = by_stem[stems->by_word[w]];
    return costs;
}

static uint32_t pair_cost_max_for(double words) {
    double bits = PAIR_BITS_MAX - log2(words > FULL_COST_WORDS ? words / FULL_COST_WORDS : 1);
    return (uint32_t)((bits > PAIR_BITS_MIN ? bits : PAIR_BITS_MIN) * BIT_STEPS);
}

static uint32_t hash_pair(uint32_t one, uint32_t other) {
    uint64_t low = one < other ? one : other;
    uint64_t high = one < other ? other : one;
    return (uint32_t)((high << 32 | low) * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static bool is_name(uint16_t flags) {
    return (flags & WORD_CAPITALISED) && !(flags & WORD_SENTENCE_START);
}

static uint16_t cheapest_of(const Neighbour neighbours[NEIGHBOURS]) {
    uint16_t cheapest = COST_NEVER;
    for (uint32_t i = 0; i < NEIGHBOURS; ++i) {
        cheapest = neighbours[i].cost < cheapest ? neighbours[i].cost : cheapest;
    }
    return cheapest;
}

static void scan_article(const Scan *scan, uint32_t article, PairSeedList *seeds, Arena *arena) {
    const Text *text = &scan->corpus->texts[article];
    Neighbour before[NEIGHBOURS];
    uint32_t next = 0;
    for (uint32_t i = 0; i < NEIGHBOURS; ++i) before[i] = (Neighbour){.cost = COST_NEVER};
    for (uint32_t w = 0; w < text->word_count; ++w) {
        uint16_t cost = scan->costs[text->word_ids[w]];
        if (cost == COST_NEVER) continue;
        uint32_t stem = scan->stems->by_word[text->word_ids[w]];
        bool name = is_name(text->words[w].flags);
        bool worth_a_look = (uint32_t)cheapest_of(before) + cost <= scan->pair_cost_max;
        for (uint32_t i = 0; worth_a_look && i < NEIGHBOURS; ++i) {
            const Neighbour *other = &before[i];
            if ((uint32_t)other->cost + cost > scan->pair_cost_max || w - other->word_index > DISTANCE_WORDS_MAX)
                continue;
            if ((name && other->name) || stem == other->stem) continue;
            *array_push(seeds, arena) = (PairSeed){hash_pair(stem, other->stem), scan->word_begins[article] + w};
        }
        before[next] = (Neighbour){stem, w, cost, name};
        next = next + 1 == NEIGHBOURS ? 0 : next + 1;
    }
}

static void scan_portion(void *context, uint32_t worker_index, size_t item_index) {
    Scan *scan = context;
    PairSeedList *seeds = &scan->portions[item_index].seeds;
    uint32_t first = (uint32_t)item_index * PORTION_ARTICLES;
    for (uint32_t a = first; a < first + PORTION_ARTICLES && a < scan->corpus->article_count; ++a) {
        scan_article(scan, a, seeds, &scan->arenas[worker_index]);
    }
}

/* --- The index ------------------------------------------------------------------------------------------------------ */

typedef struct CollocationPlaceList ARRAY_OF(CollocationPlace) CollocationPlaceList;

/* A use before it is put in the order of articles. */
typedef struct DraftUse {
    uint32_t article;
    CollocationUse use;
} DraftUse;

typedef struct DraftUseList ARRAY_OF(DraftUse) DraftUseList;

typedef struct IndexBuilder {
    const Corpus *corpus;
    const uint32_t *word_begins;
    const uint32_t *articles_by_block; /* of BLOCK_WORDS words: the article its first one is in */
    CollocationPlaceList places;
    DraftUseList uses;
    Arena *result;
    Arena uses_memory;
} IndexBuilder;

static uint32_t *list_blocks(const uint32_t *word_begins, uint32_t article_count, Arena *result) {
    uint32_t block_count = word_begins[article_count] / BLOCK_WORDS + 1;
    uint32_t *blocks = arena_new_array_uncleared(result, uint32_t, block_count);
    uint32_t article = 0;
    for (uint32_t b = 0; b < block_count; ++b) {
        while (article + 1 < article_count && word_begins[article + 1] <= b * BLOCK_WORDS) ++article;
        blocks[b] = article;
    }
    return blocks;
}

static CollocationPlace place_of(const IndexBuilder *builder, uint32_t place) {
    uint32_t article = builder->articles_by_block[place / BLOCK_WORDS];
    while (builder->word_begins[article + 1] <= place) ++article;
    return (CollocationPlace){article, place - builder->word_begins[article]};
}

/* Takes the places of one collocation, which come in order. */
static void add_group(IndexBuilder *builder, const KeyValue *seeds, size_t count) {
    const uint32_t begin = (uint32_t)builder->places.count;
    uint32_t article_count = 0, in_article = 0, last = UINT32_MAX;
    for (size_t i = 0; i < count; ++i) {
        CollocationPlace place = place_of(builder, (uint32_t)seeds[i].value);
        in_article = place.article == last ? in_article + 1 : 1;
        article_count += place.article != last;
        last = place.article;
        if (article_count > ARTICLES_MAX) break;
        if (in_article <= PLACES_PER_ARTICLE_MAX) *array_push(&builder->places, builder->result) = place;
    }
    if (article_count < 2 || article_count > ARTICLES_MAX) {
        builder->places.count = begin;
        return;
    }
    const uint32_t end = (uint32_t)builder->places.count;
    for (uint32_t i = begin, others = begin; i < end; ++i) {
        CollocationPlace place = builder->places.items[i];
        while (others < end && builder->places.items[others].article <= place.article) ++others;
        if (others == end) break;
        *array_push(&builder->uses, &builder->uses_memory) = (DraftUse){place.article, {place.word_index, others, end}};
    }
}

/* Marks the hashes that come again, by their lower bits: a few single ones that share them are marked as well. */
static uint8_t *mark_repeated(const Scan *scan, size_t portion_count, uint32_t bits, Arena *result) {
    uint8_t *seen = arena_new_array(result, uint8_t, (size_t)1 << (bits - MARKS_PER_BYTE_BITS));
    const uint32_t mask = (uint32_t)(((uint64_t)1 << bits) - 1);
    for (size_t p = 0; p < portion_count; ++p) {
        const PairSeedList *seeds = &scan->portions[p].seeds;
        for (size_t i = 0; i < seeds->count; ++i) {
            uint32_t low = seeds->items[i].hash & mask;
            uint32_t shift = 2 * (low & 3);
            uint8_t *marks = &seen[low >> MARKS_PER_BYTE_BITS];
            *marks |= (uint8_t)((1 + (*marks >> shift & 1)) << shift); /* once: 1, again: 2 as well */
        }
    }
    return seen;
}

static bool is_repeated(const uint8_t *seen, uint32_t bits, uint32_t hash) {
    uint32_t low = hash & (uint32_t)(((uint64_t)1 << bits) - 1);
    return seen[low >> MARKS_PER_BYTE_BITS] >> (2 * (low & 3)) & 2;
}

/* Leaves out what stands in one place only, which is most. */
static size_t drop_single(const Scan *scan, size_t portion_count, Arena scratch) {
    size_t count = 0, kept_count = 0;
    for (size_t p = 0; p < portion_count; ++p) count += scan->portions[p].seeds.count;
    uint32_t bits = MARK_BITS_MIN;
    while (bits < MARK_BITS_MAX && (size_t)1 << bits < MARKS_PER_SEED * count) ++bits;
    const uint8_t *seen = mark_repeated(scan, portion_count, bits, &scratch);
    for (size_t p = 0; p < portion_count; ++p) {
        PairSeedList *seeds = &scan->portions[p].seeds;
        size_t kept = 0;
        for (size_t i = 0; i < seeds->count; ++i) {
            PairSeed seed = seeds->items[i];
            seeds->items[kept] = seed;
            kept += is_repeated(seen, bits, seed.hash);
        }
        seeds->count = kept;
        kept_count += kept;
    }
    return kept_count;
}

static void add_part(IndexBuilder *builder, const Scan *scan, size_t portion_count, uint32_t part, uint32_t part_bits,
                     Arena scratch) {
    size_t count = 0;
    for (size_t p = 0; p < portion_count; ++p) {
        const PairSeedList *seeds = &scan->portions[p].seeds;
        for (size_t i = 0; i < seeds->count; ++i) count += (uint64_t)seeds->items[i].hash >> (32 - part_bits) == part;
    }
    KeyValue *sorted = arena_new_array_uncleared(&scratch, KeyValue, count);
    count = 0;
    for (size_t p = 0; p < portion_count; ++p) {
        const PairSeedList *seeds = &scan->portions[p].seeds;
        for (size_t i = 0; i < seeds->count; ++i) {
            if ((uint64_t)seeds->items[i].hash >> (32 - part_bits) != part) continue;
            sorted[count++] = (KeyValue){seeds->items[i].hash, seeds->items[i].place};
        }
    }
    radix_sort(sorted, count, scratch);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && sorted[end].key == sorted[begin].key) ++end;
        if (end - begin > 1) add_group(builder, sorted + begin, end - begin);
    }
}

static CollocationIndex order_uses(const IndexBuilder *builder, Arena *result) {
    uint32_t article_count = builder->corpus->article_count;
    uint32_t *begins = arena_new_array(result, uint32_t, (size_t)article_count + 2);
    CollocationUse *uses = arena_new_array_uncleared(result, CollocationUse, builder->uses.count);
    for (size_t i = 0; i < builder->uses.count; ++i) ++begins[builder->uses.items[i].article + 2];
    for (uint32_t a = 0; a < article_count; ++a) begins[a + 2] += begins[a + 1];
    for (size_t i = 0; i < builder->uses.count; ++i) {
        uses[begins[builder->uses.items[i].article + 1]++] = builder->uses.items[i].use;
    }
    return (CollocationIndex){builder->places.items, uses, begins};
}

static uint32_t part_bits_for(size_t seed_count) {
    uint32_t bits = 0;
    while ((PART_SEEDS_MAX << bits) < seed_count && (1u << bits) < PARTS_MAX) ++bits;
    return bits;
}

CollocationIndex collocation_index_build(const Corpus *corpus, const Stems *stems, uint32_t threads, Arena *result,
                                         Arena scratch) {
    const size_t portion_count = ((size_t)corpus->article_count + PORTION_ARTICLES - 1) / PORTION_ARTICLES;
    uint32_t *word_begins = arena_new_array(&scratch, uint32_t, (size_t)corpus->article_count + 1);
    for (uint32_t a = 0; a < corpus->article_count; ++a) {
        if (corpus->texts[a].word_count > UINT32_MAX - word_begins[a]) { /* places are 32-bit numbers: none are found */
            uint32_t *none = arena_new_array(result, uint32_t, (size_t)corpus->article_count + 2);
            return (CollocationIndex){NULL, NULL, none};
        }
        word_begins[a + 1] = word_begins[a] + corpus->texts[a].word_count;
    }
    Scan scan = {.corpus = corpus, .stems = stems, .word_begins = word_begins};
    scan.costs = word_costs(stems, corpus->vocabulary.count, &scratch, *result);
    scan.pair_cost_max = pair_cost_max_for(word_begins[corpus->article_count]);
    scan.portions = arena_new_array(&scratch, Portion, portion_count);
    Workers memory = workers_open(threads, &scratch);
    scan.arenas = memory.results;
    parallel_for(memory.count, portion_count, scan_portion, &scan);
    const size_t seed_count = drop_single(&scan, portion_count, scratch);
    IndexBuilder builder = {.corpus = corpus, .word_begins = word_begins, .result = result};
    builder.uses_memory = arena_open(0);
    builder.articles_by_block = list_blocks(word_begins, corpus->article_count, &scratch);
    const uint32_t part_bits = part_bits_for(seed_count);
    for (uint32_t part = 0; part < 1u << part_bits; ++part) {
        add_part(&builder, &scan, portion_count, part, part_bits, scratch);
    }
    workers_close(&memory);
    CollocationIndex index = order_uses(&builder, result);
    arena_close(&builder.uses_memory);
    return index;
}
