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
 * The pairs are hashed and dealt into partitions by the upper bits of the hash, portion of articles by portion, so that
 * a partition has them in the order of the text; each partition is sorted by itself, on all processors. Those in two
 * articles or more become the index. Most pairs stand in one place only: two bits for each hash tell nearly all of them
 * before anything is sorted. One in more than ARTICLES_MAX articles tells nothing and is left out, and of one article
 * the first PLACES_PER_ARTICLE_MAX places count, so a word costs a bounded number of steps, whatever the collection.
 *
 * Memory: 8 bytes a pair, about one for four words.
 *
 * Measured on 5,057 texts with 2,755 planted passages that share no long run: the pairs of articles that have three of
 * these in 100 words are 35,000, and 98 in 100 of those with a planted passage are among them. An index of single rare
 * stems, window by window, gave 37,000 pairs and 91 in 100, in three times the time.
 */
#include "collocations.h"

#include <math.h>
#include <string.h>

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
    PARTITION_BITS = 7,
    PARTITION_COUNT = 1 << PARTITION_BITS,
    MARKS_PER_BYTE_BITS = 2, /* a mark has two bits: seen once, seen again */
    MARKS_PER_SEED = 4,
    MARK_BITS_MIN = 10
};

/*
 * A pair costs the binary logarithms of the articles of its two stems. 18 bits are 512 articles with each, or 64 and
 * 4,096; with 16, 5 in 100 of the planted passages are lost. A larger collection gets a bit less each time it doubles,
 * down to PAIR_BITS_MIN: its index would grow with more that is there by chance.
 */
enum { BIT_STEPS = 16, COST_NEVER = UINT16_MAX };
#define PAIR_BITS_MAX 18.0
#define PAIR_BITS_MIN 14.0
#define FULL_COST_WORDS 5e6

/* A pair of stems at its place: the word's number in the whole collection. */
typedef struct PairSeed {
    uint32_t hash;
    uint32_t place;
} PairSeed;

typedef struct CollocationPlaceList ARRAY_OF(CollocationPlace) CollocationPlaceList;

/* A use before it is put in the order of articles; its places are counted from the partition's first. */
typedef struct DraftUse {
    uint32_t article;
    CollocationUse use;
} DraftUse;

typedef struct DraftUseList ARRAY_OF(DraftUse) DraftUseList;

typedef struct Portion {
    PairSeed *seeds; /* by partition, then place */
    uint32_t begins[PARTITION_COUNT + 1];
} Portion;

/* The groups of a partition, by hash. */
typedef struct Partition {
    CollocationPlaceList places;
    DraftUseList uses;
} Partition;

typedef struct Build {
    const Corpus *corpus;
    const Stems *stems;
    const uint16_t *costs; /* by word: the logarithm of its stem's articles, in steps of a bit */
    uint32_t pair_cost_max;
    const uint32_t *word_begins; /* by article: words of all articles before it */
    const uint32_t *articles_by_block; /* of BLOCK_WORDS words: the article its first one is in */
    Portion *portions;
    size_t portion_count;
    Partition *partitions;
    Workers workers;
} Build;

/* A telling word that the next ones are paired with. */
typedef struct Neighbour {
    uint32_t stem;
    uint32_t word_index;
    uint16_t cost;
    bool name;
} Neighbour;

/* --- Scanning ----------------------------------------------------------------------------------------------------- */

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

/* The telling words of a text, in order; most words are not. */
static uint32_t list_telling(const Build *build, const Text *text, uint32_t *telling) {
    uint32_t count = 0;
    for (uint32_t w = 0; w < text->word_count; ++w) {
        telling[count] = w;
        count += build->costs[text->word_ids[w]] != COST_NEVER;
    }
    return count;
}

/*
 * Writes the pairs of an article. Whether a pair is taken is as good as random, so it is computed, not branched on:
 * every pair is written, and only one that is taken moves the count on.
 */
static size_t scan_article(const Build *build, uint32_t article, uint32_t *telling, PairSeed *seeds) {
    const Text *text = &build->corpus->texts[article];
    const uint32_t telling_count = list_telling(build, text, telling);
    size_t count = 0;
    Neighbour before[NEIGHBOURS];
    for (uint32_t i = 0; i < NEIGHBOURS; ++i) before[i] = (Neighbour){.cost = COST_NEVER};
    for (uint32_t t = 0, next = 0; t < telling_count; ++t) {
        const uint32_t w = telling[t];
        const Neighbour here = {.stem = build->stems->by_word[text->word_ids[w]],
                                .word_index = w,
                                .cost = build->costs[text->word_ids[w]],
                                .name = is_name(text->words[w].flags)};
        for (uint32_t i = 0; i < NEIGHBOURS; ++i) {
            const Neighbour *other = &before[i];
            const bool taken = ((uint32_t)other->cost + here.cost <= build->pair_cost_max) &
                               (w - other->word_index <= DISTANCE_WORDS_MAX) & !(here.name & other->name) &
                               (here.stem != other->stem);
            seeds[count] = (PairSeed){hash_pair(here.stem, other->stem), build->word_begins[article] + w};
            count += taken;
        }
        before[next] = here;
        next = next + 1 == NEIGHBOURS ? 0 : next + 1;
    }
    return count;
}

static uint32_t partition_of(uint32_t hash) {
    return hash >> (32 - PARTITION_BITS);
}

static void scan_portion(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Portion *portion = &build->portions[item_index];
    const Corpus *corpus = build->corpus;
    const uint32_t first = (uint32_t)item_index * PORTION_ARTICLES;
    const uint32_t end =
        corpus->article_count - first < PORTION_ARTICLES ? corpus->article_count : first + PORTION_ARTICLES;
    const size_t word_count = build->word_begins[end] - build->word_begins[first];
    Arena scratch = build->workers.scratches[worker_index];
    uint32_t *telling = arena_new_array_uncleared(&scratch, uint32_t, word_count + 1);
    PairSeed *seeds = arena_new_array_uncleared(&scratch, PairSeed, NEIGHBOURS * word_count + NEIGHBOURS);
    size_t count = 0;
    for (uint32_t a = first; a < end; ++a) count += scan_article(build, a, telling, seeds + count);
    uint32_t next[PARTITION_COUNT + 1] = {0};
    for (size_t i = 0; i < count; ++i) ++next[partition_of(seeds[i].hash) + 1];
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) next[p + 1] += next[p];
    memcpy(portion->begins, next, sizeof next);
    portion->seeds = arena_new_array_uncleared(&build->workers.results[worker_index], PairSeed, count);
    for (size_t i = 0; i < count; ++i) portion->seeds[next[partition_of(seeds[i].hash)]++] = seeds[i];
}

/* --- The index ---------------------------------------------------------------------------------------------------- */

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

static CollocationPlace place_of(const Build *build, uint32_t place) {
    uint32_t article = build->articles_by_block[place / BLOCK_WORDS];
    while (build->word_begins[article + 1] <= place) ++article;
    return (CollocationPlace){article, place - build->word_begins[article]};
}

/* Takes the places of one collocation, which come in order. */
static void add_group(const Build *build, Partition *partition, const KeyValue *seeds, size_t count, Arena *result) {
    CollocationPlaceList *places = &partition->places;
    const uint32_t begin = (uint32_t)places->count;
    uint32_t article_count = 0, in_article = 0, last = UINT32_MAX;
    for (size_t i = 0; i < count; ++i) {
        CollocationPlace place = place_of(build, (uint32_t)seeds[i].value);
        in_article = place.article == last ? in_article + 1 : 1;
        article_count += place.article != last;
        last = place.article;
        if (article_count > ARTICLES_MAX) break;
        if (in_article <= PLACES_PER_ARTICLE_MAX) places->items[places->count++] = place;
    }
    if (article_count < 2 || article_count > ARTICLES_MAX) {
        places->count = begin;
        return;
    }
    const uint32_t end = (uint32_t)places->count;
    for (uint32_t i = begin, others = begin; i < end; ++i) {
        CollocationPlace place = places->items[i];
        while (others < end && places->items[others].article <= place.article) ++others;
        if (others == end) break;
        *array_push(&partition->uses, result) = (DraftUse){place.article, {place.word_index, others, end}};
    }
}

/* The seeds of a partition, portion by portion. */
static size_t partition_size(const Build *build, size_t p) {
    size_t count = 0;
    for (size_t i = 0; i < build->portion_count; ++i) {
        count += build->portions[i].begins[p + 1] - build->portions[i].begins[p];
    }
    return count;
}

/* Marks the hashes that come again, by their lower bits: a few single ones that share them are marked as well. */
static uint8_t *mark_repeated(const Build *build, size_t p, uint32_t bits, Arena *result) {
    uint8_t *seen = arena_new_array(result, uint8_t, (size_t)1 << (bits - MARKS_PER_BYTE_BITS));
    const uint32_t mask = (uint32_t)(((uint64_t)1 << bits) - 1);
    for (size_t i = 0; i < build->portion_count; ++i) {
        const Portion *portion = &build->portions[i];
        for (uint32_t at = portion->begins[p]; at < portion->begins[p + 1]; ++at) {
            uint32_t low = portion->seeds[at].hash & mask;
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

/* The seeds of a partition but those that stand in one place only, which is most. */
static size_t gather_repeated(const Build *build, size_t p, size_t count, KeyValue *out, Arena scratch) {
    uint32_t bits = MARK_BITS_MIN;
    while (bits < 32 - PARTITION_BITS && (size_t)1 << bits < MARKS_PER_SEED * count) ++bits;
    const uint8_t *seen = mark_repeated(build, p, bits, &scratch);
    size_t filled = 0;
    for (size_t i = 0; i < build->portion_count; ++i) {
        const Portion *portion = &build->portions[i];
        for (uint32_t at = portion->begins[p]; at < portion->begins[p + 1]; ++at) {
            const PairSeed seed = portion->seeds[at];
            out[filled] = (KeyValue){seed.hash, seed.place};
            filled += is_repeated(seen, bits, seed.hash);
        }
    }
    return filled;
}

static void group_partition(void *context, uint32_t worker_index, size_t item_index) {
    Build *build = context;
    Partition *partition = &build->partitions[item_index];
    Arena *result = &build->workers.results[worker_index];
    Arena scratch = build->workers.scratches[worker_index];
    const size_t seed_count = partition_size(build, item_index);
    KeyValue *sorted = arena_new_array_uncleared(&scratch, KeyValue, seed_count + 1);
    const size_t count = gather_repeated(build, item_index, seed_count, sorted, scratch);
    radix_sort(sorted, count, scratch);
    partition->places.items = arena_new_array_uncleared(result, CollocationPlace, count);
    partition->places.capacity = count;
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && sorted[end].key == sorted[begin].key) ++end;
        if (end - begin > 1) add_group(build, partition, sorted + begin, end - begin, result);
    }
}

/* All partitions one behind another; uses by article. */
static CollocationIndex join_partitions(const Build *build, Arena *result) {
    uint32_t article_count = build->corpus->article_count;
    size_t place_count = 0, use_count = 0;
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) {
        place_count += build->partitions[p].places.count;
        use_count += build->partitions[p].uses.count;
    }
    CollocationPlace *places = arena_new_array_uncleared(result, CollocationPlace, place_count);
    CollocationUse *uses = arena_new_array_uncleared(result, CollocationUse, use_count);
    uint32_t *begins = arena_new_array(result, uint32_t, (size_t)article_count + 2);
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) {
        const DraftUseList *drafts = &build->partitions[p].uses;
        for (size_t i = 0; i < drafts->count; ++i) ++begins[drafts->items[i].article + 2];
    }
    for (uint32_t a = 0; a < article_count; ++a) begins[a + 2] += begins[a + 1];
    uint32_t filled = 0;
    for (uint32_t p = 0; p < PARTITION_COUNT; ++p) {
        const Partition *partition = &build->partitions[p];
        for (size_t i = 0; i < partition->uses.count; ++i) {
            const DraftUse *draft = &partition->uses.items[i];
            uses[begins[draft->article + 1]++] = (CollocationUse){
                draft->use.word_index, filled + draft->use.others_begin, filled + draft->use.others_end};
        }
        if (partition->places.count > 0)
            memcpy(places + filled, partition->places.items, partition->places.count * sizeof *places);
        filled += (uint32_t)partition->places.count;
    }
    return (CollocationIndex){places, uses, begins};
}

CollocationIndex collocation_index_build(const Corpus *corpus, const Stems *stems, uint32_t threads, Arena *result,
                                         Arena scratch) {
    uint32_t *word_begins = arena_new_array(&scratch, uint32_t, (size_t)corpus->article_count + 1);
    for (uint32_t a = 0; a < corpus->article_count; ++a) {
        if (corpus->texts[a].word_count > UINT32_MAX - word_begins[a]) { /* places are 32-bit numbers: none are found */
            uint32_t *none = arena_new_array(result, uint32_t, (size_t)corpus->article_count + 2);
            return (CollocationIndex){NULL, NULL, none};
        }
        word_begins[a + 1] = word_begins[a] + corpus->texts[a].word_count;
    }
    Build build = {.corpus = corpus, .stems = stems, .word_begins = word_begins};
    build.costs = word_costs(stems, corpus->vocabulary.count, &scratch, *result);
    build.pair_cost_max = pair_cost_max_for(word_begins[corpus->article_count]);
    build.articles_by_block = list_blocks(word_begins, corpus->article_count, &scratch);
    build.portion_count = ((size_t)corpus->article_count + PORTION_ARTICLES - 1) / PORTION_ARTICLES;
    build.portions = arena_new_array_uncleared(&scratch, Portion, build.portion_count);
    build.partitions = arena_new_array(&scratch, Partition, PARTITION_COUNT);
    build.workers = workers_open(threads, &scratch);
    parallel_for(build.workers.count, build.portion_count, scan_portion, &build);
    parallel_for(build.workers.count, PARTITION_COUNT, group_partition, &build);
    CollocationIndex index = join_partitions(&build, result);
    workers_close(&build.workers);
    return index;
}
