/*
 * Word classes by exchange (Martin, Liermann, Ney 1998; Uszkoreit and Brants 2008).
 *
 * In:  unlabelled articles, many.
 * Out: a table from hashed words to classes.
 *
 * Words are moved, the most frequent first, to the class that raises the likelihood of their left and right neighbours
 * most, again and again. With N(u, c) the times a word of class c stands beside u, that likelihood is, but for what
 * moving doesn't change, the sum of N(u, c) log N(u, c) less the sum of N(c) log N(c). Names and numbers are one word
 * each; they are no business of the classes.
 */
#include "clusters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "articles.h"

#include "../lib/base/array.h"
#include "../lib/base/map.h"

#define CLASS_TOTAL 160
#define CLASS_RARE 255 /* known, but too rare for a class */
#define WORDS_MAX 16000 /* that get a class; the others are seldom met */
#define RARE_WORDS_MAX 40000
#define RARE_COUNT_MIN 8
#define PAIR_COUNT_MIN 2
#define ROUNDS 8
#define LOG_TABLE ((uint32_t)1 << 16)

enum { TOKEN_EDGE, TOKEN_NAME, TOKEN_NUMBER, TOKEN_OTHER, TOKEN_FIRST_WORD };

/* Counts of one word. */
typedef struct WordCount {
    uint32_t id;
    uint32_t lower; /* written small, or at a sentence's start */
    uint32_t lower_inside; /* written small */
    uint32_t upper_inside; /* with a capital, not at a sentence's start */
} WordCount;

typedef struct Pair {
    uint32_t word;
    uint32_t context;
    uint32_t count;
} Pair;

typedef struct Exchange {
    const Pair *pairs; /* by word */
    const uint32_t *pair_begins; /* by word */
    uint32_t word_count;
    uint32_t *classes; /* by word */
    uint32_t *beside; /* [context][class] */
    uint64_t totals[CLASS_TOTAL];
    uint64_t *word_totals; /* pairs of the word */
    const double *logs; /* n log n for small n */
} Exchange;

static WordCount *words_count(const Corpus *corpus, Arena *memory) {
    WordCount *counts = arena_new_array(memory, WordCount, corpus->vocabulary.count + 1);
    for (uint32_t id = 0; id < corpus->vocabulary.count; id++) counts[id].id = id;
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Text *text = &corpus->texts[i];
        for (uint32_t word = 0; word < text->word_count; word++) {
            uint16_t flags = text->words[word].flags;
            WordCount *count = &counts[text->word_ids[word]];
            bool capital = (flags & WORD_CAPITALISED) != 0;
            bool start = (flags & WORD_SENTENCE_START) != 0;
            if (!capital) count->lower_inside++;
            if (!capital || start) count->lower++;
            if (capital && !start) count->upper_inside++;
        }
    }
    return counts;
}

static bool is_mostly_lower(const WordCount *count) {
    return count->lower_inside > count->upper_inside;
}

static int counts_compare(const void *left, const void *right) {
    const WordCount *a = left;
    const WordCount *b = right;
    if (is_mostly_lower(a) != is_mostly_lower(b)) return is_mostly_lower(a) ? -1 : 1;
    if (a->lower != b->lower) return a->lower > b->lower ? -1 : 1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* The token a word counts as among its neighbours. */
static uint32_t token_of(const Text *text, uint32_t word, const uint32_t *tokens) {
    uint16_t flags = text->words[word].flags;
    if ((flags & WORD_NUMBER) != 0) return TOKEN_NUMBER;
    uint32_t token = tokens[text->word_ids[word]];
    if ((flags & WORD_CAPITALISED) != 0 && ((flags & WORD_SENTENCE_START) == 0 || token == TOKEN_OTHER))
        return TOKEN_NAME;
    return token;
}

static int pairs_compare(const void *left, const void *right) {
    const Pair *a = left;
    const Pair *b = right;
    if (a->word != b->word) return a->word < b->word ? -1 : 1;
    return a->context < b->context ? -1 : a->context > b->context;
}

typedef struct Pairs ARRAY_OF(Pair) Pairs;

/* Sorts, joins equal ones. */
static void pairs_join(Pairs *pairs) {
    if (pairs->count == 0) return;
    qsort(pairs->items, pairs->count, sizeof *pairs->items, pairs_compare);
    size_t kept = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        if (kept > 0 && pairs_compare(&pairs->items[kept - 1], &pairs->items[i]) == 0)
            pairs->items[kept - 1].count += pairs->items[i].count;
        else
            pairs->items[kept++] = pairs->items[i];
    }
    pairs->count = kept;
}

static Pairs pairs_build(const Corpus *corpus, const uint32_t *tokens, uint32_t token_count, Arena *memory) {
    Map map = {0};
    map_reserve(&map, (size_t)1 << 23, memory);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Text *text = &corpus->texts[i];
        uint32_t before = TOKEN_EDGE;
        for (uint32_t word = 0; word <= text->word_count; word++) {
            bool edge = word == text->word_count || (text->words[word].flags & WORD_SENTENCE_START) != 0;
            uint32_t token = word == text->word_count ? TOKEN_EDGE : token_of(text, word, tokens);
            uint32_t left = edge ? TOKEN_EDGE : before;
            if (token >= TOKEN_FIRST_WORD) (*map_insert(&map, (uint64_t)token << 32 | left, NULL, memory))++;
            if (before >= TOKEN_FIRST_WORD) {
                uint32_t right = token_count + (edge ? TOKEN_EDGE : token);
                (*map_insert(&map, (uint64_t)before << 32 | right, NULL, memory))++;
            }
            before = token;
        }
    }
    Pairs pairs = {0};
    for (size_t slot = 0; slot < map.capacity; slot++) {
        const MapSlot *it = &map.slots[slot];
        if (!it->taken || it->value < PAIR_COUNT_MIN) continue;
        *array_push(&pairs, memory) =
            (Pair){(uint32_t)(it->key >> 32) - TOKEN_FIRST_WORD, (uint32_t)it->key, it->value};
    }
    pairs_join(&pairs);
    return pairs;
}

static double times_log(const Exchange *exchange, uint64_t count) {
    return count < LOG_TABLE ? exchange->logs[count] : (double)count * log((double)count);
}

/* What is won by adding the word to each class, the word being in none. */
static void gains_count(const Exchange *exchange, uint32_t word, double *gains) {
    uint64_t size = exchange->word_totals[word];
    for (uint32_t class = 0; class < CLASS_TOTAL; class ++) {
        uint64_t total = exchange->totals[class];
        gains[class] = times_log(exchange, total) - times_log(exchange, total + size);
    }
    for (uint32_t i = exchange->pair_begins[word]; i < exchange->pair_begins[word + 1]; i++) {
        const uint32_t *beside = &exchange->beside[(size_t)exchange->pairs[i].context * CLASS_TOTAL];
        uint32_t count = exchange->pairs[i].count;
        double alone = times_log(exchange, count);
        for (uint32_t class = 0; class < CLASS_TOTAL; class ++) {
            uint32_t now = beside[class];
            gains[class] += now == 0 ? alone : times_log(exchange, now + count) - times_log(exchange, now);
        }
    }
}

static void word_put(Exchange *exchange, uint32_t word, uint32_t class, bool in) {
    for (uint32_t i = exchange->pair_begins[word]; i < exchange->pair_begins[word + 1]; i++) {
        uint32_t *beside = &exchange->beside[(size_t)exchange->pairs[i].context * CLASS_TOTAL + class];
        *beside = in ? *beside + exchange->pairs[i].count : *beside - exchange->pairs[i].count;
    }
    uint64_t size = exchange->word_totals[word];
    exchange->totals[class] = in ? exchange->totals[class] + size : exchange->totals[class] - size;
}

static void exchange_run(Exchange *exchange) {
    double gains[CLASS_TOTAL];
    for (uint32_t word = 0; word < exchange->word_count; word++) {
        exchange->classes[word] = word % CLASS_TOTAL;
        word_put(exchange, word, exchange->classes[word], true);
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        uint32_t moved = 0;
        for (uint32_t word = 0; word < exchange->word_count; word++) {
            word_put(exchange, word, exchange->classes[word], false);
            gains_count(exchange, word, gains);
            uint32_t best = exchange->classes[word];
            for (uint32_t class = 0; class < CLASS_TOTAL; class ++) {
                if (gains[class] > gains[best]) best = class;
            }
            moved += best != exchange->classes[word];
            exchange->classes[word] = best;
            word_put(exchange, word, best, true);
        }
        fprintf(stderr, "classes: round %u, %u of %u words moved\n", round + 1, moved, exchange->word_count);
    }
}

static void table_put(TaggerCluster *table, Bytes word, uint8_t cluster, bool lower) {
    uint64_t hash = bytes_hash(word);
    uint16_t check = (uint16_t)(hash | 1);
    for (uint32_t slot = (uint32_t)(hash >> 40), steps = 0; steps < 64; slot++, steps++) {
        TaggerCluster *entry = &table[slot & (CLUSTER_SLOTS - 1)];
        if (entry->cluster != 0 && entry->check != check) continue;
        if (entry->cluster == 0) *entry = (TaggerCluster){check, cluster, lower};
        return;
    }
}

static void classes_learn(const Corpus *corpus, const WordCount *counts, uint32_t word_count, uint32_t *classes,
                          Arena *memory) {
    uint32_t *tokens = arena_new_array_uncleared(memory, uint32_t, corpus->vocabulary.count);
    for (uint32_t id = 0; id < corpus->vocabulary.count; id++) tokens[id] = TOKEN_OTHER;
    for (uint32_t i = 0; i < word_count; i++) tokens[counts[i].id] = TOKEN_FIRST_WORD + i;
    uint32_t token_count = TOKEN_FIRST_WORD + word_count;
    Pairs pairs = pairs_build(corpus, tokens, token_count, memory);
    Exchange exchange = {.pairs = pairs.items, .word_count = word_count, .classes = classes};
    uint32_t *begins = arena_new_array(memory, uint32_t, word_count + 1);
    exchange.word_totals = arena_new_array(memory, uint64_t, word_count);
    exchange.beside = arena_new_array(memory, uint32_t, (size_t)2 * token_count * CLASS_TOTAL);
    double *logs = arena_new_array(memory, double, LOG_TABLE);
    for (uint32_t i = 2; i < LOG_TABLE; i++) logs[i] = i * log((double)i);
    for (size_t i = 0; i < pairs.count; i++) {
        begins[pairs.items[i].word + 1]++;
        exchange.word_totals[pairs.items[i].word] += pairs.items[i].count;
    }
    for (uint32_t word = 0; word < word_count; word++) begins[word + 1] += begins[word];
    exchange.pair_begins = begins;
    exchange.logs = logs;
    exchange_run(&exchange);
}

const TaggerCluster *clusters_learn(const char *path, Arena *result) {
    Arena memory = arena_open(0);
    Corpus corpus;
    Error error = {0};
    if (articles_learn_from(path, &corpus, &memory, &error) || corpus.article_count == 0) {
        fprintf(stderr, "stemma-train: %s: no articles to learn word classes from\n", path);
        arena_close(&memory);
        return NULL;
    }
    WordCount *counts = words_count(&corpus, &memory);
    uint32_t total = corpus.vocabulary.count;
    qsort(counts, total, sizeof *counts, counts_compare);
    uint32_t known = 0;
    while (known < total && known < RARE_WORDS_MAX && is_mostly_lower(&counts[known]) &&
           counts[known].lower >= RARE_COUNT_MIN)
        known++;
    uint32_t classed = known < WORDS_MAX ? known : WORDS_MAX;
    uint32_t *classes = arena_new_array(&memory, uint32_t, classed + 1);
    classes_learn(&corpus, counts, classed, classes, &memory);
    TaggerCluster *table = arena_new_array(result, TaggerCluster, CLUSTER_SLOTS);
    for (uint32_t i = 0; i < known; i++) {
        uint8_t class = i < classed ? (uint8_t)(1 + classes[i]) : CLASS_RARE;
        table_put(table, corpus.vocabulary.words[counts[i].id], class, true);
        if (getenv("STEMMA_TRAIN_CLASSES") != NULL && i < 3000)
            fprintf(stderr, "%u %.*s\n", class, (int)corpus.vocabulary.words[counts[i].id].size,
                    (const char *)corpus.vocabulary.words[counts[i].id].data);
    }
    fprintf(stderr, "classes: %u words of %u articles in %u classes, %u more known\n", classed, corpus.article_count,
            CLASS_TOTAL, known - classed);
    arena_close(&memory);
    return table;
}
