/*
 * seeds: one sequence of words -> its seeds.
 *
 * Every run of seed_words (k) words has a hash; out of every window of window_seeds (w) neighbouring runs the one with
 * the smallest hash is kept (winnowing: Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for document
 * fingerprinting", 2003). Two sequences that share k + w - 1 words share a whole window, so both keep a run with that
 * window's smallest hash: at least one equal seed lies inside any such stretch. About 2 / (w + 1) of the runs are kept.
 *
 * Ties are broken as the paper's "robust" variant does: the seed kept for the window before stays as long as it is
 * still a smallest one, else the rightmost is taken. One word a million times then gives one seed in w words instead
 * of one a word.
 *
 * The hash is a polynomial in the hashes of the words, modulo 2^64, moved along in constant time. A word's hash is that
 * of its letters where the caller has it: the seeds of a text are then the same in every collection. Else it is made
 * from its number; numbers are neighbours for neighbours in the text, hence the scrambling. Seeds of equal hash are
 * compared word by word before anything is built on them, so a collision costs time, never truth.
 */
#include "seeds.h"

#include <assert.h>
#include <string.h>

#define HASH_BASE UINT64_C(0x9E3779B97F4A7C15) /* odd, bits well mixed: 2^64 over the golden ratio */

/* A bijection of 64-bit numbers in which every input bit reaches every output bit (the finaliser of splitmix64). */
static uint64_t scramble(uint32_t word_id) {
    uint64_t x = (uint64_t)word_id + HASH_BASE;
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

enum {
    RUN_WORDS_MAX = 64, /* words of a run, and runs of a window, at most */
    BLOCK_WORDS = 256, /* words that are hashed before windows are looked at */
    /* The hashes of all words are more than a cache holds: that of a word is asked for so many words before its use. */
    WORDS_AHEAD = 24
};

/* The words of a sequence, a block at a time. Before the first word stand words of hash 0. */
typedef struct Blocks {
    const uint32_t *ids;
    uint32_t count;
    const uint64_t *word_hashes; /* NULL: made from the ids */
    uint32_t seed_words;
    uint64_t leaving_factor; /* what the oldest word of a run is multiplied by when the next one comes */
    uint64_t hash; /* of the run that ends with the block's last word */
    uint64_t words[RUN_WORDS_MAX + BLOCK_WORDS]; /* hashes of the block's words, behind those of seed_words before */
    uint64_t runs[RUN_WORDS_MAX + BLOCK_WORDS]; /* hashes of the runs that end with them, behind RUN_WORDS_MAX before */
} Blocks;

static void hash_words(const Blocks *blocks, uint32_t first, uint32_t count, uint64_t *out) {
    const uint32_t *ids = blocks->ids + first;
    if (blocks->word_hashes == NULL) {
        for (uint32_t i = 0; i < count; ++i) out[i] = scramble(ids[i]);
        return;
    }
    const uint32_t ahead = blocks->count - first > WORDS_AHEAD ? blocks->count - first - WORDS_AHEAD : 0;
    for (uint32_t i = 0; i < count; ++i) {
        if (i < ahead) __builtin_prefetch(&blocks->word_hashes[ids[i + WORDS_AHEAD]]);
        out[i] = blocks->word_hashes[ids[i]];
    }
}

static void hash_runs(Blocks *blocks, uint32_t first, uint32_t count) {
    const uint32_t seed_words = blocks->seed_words;
    uint64_t *words = blocks->words;
    memmove(words, words + BLOCK_WORDS, seed_words * sizeof *words);
    memmove(blocks->runs, blocks->runs + BLOCK_WORDS, RUN_WORDS_MAX * sizeof *blocks->runs);
    hash_words(blocks, first, count, words + seed_words);
    uint64_t hash = blocks->hash;
    for (uint32_t i = 0; i < count; ++i) {
        hash = hash * HASH_BASE + (words[seed_words + i] - blocks->leaving_factor * words[i]);
        blocks->runs[RUN_WORDS_MAX + i] = hash;
    }
    blocks->hash = hash;
}

/* Which seeds were kept so far. */
typedef struct Choice {
    Seed *out;
    uint32_t count;
    uint32_t kept; /* the run kept last, if any */
    uint64_t kept_hash;
    bool none;
} Choice;

/*
 * Whether a window keeps a new seed is as good as random, so it is computed, not branched on: every window writes what
 * it would keep, and only one that is new moves the count on.
 */
static inline void offer(Choice *choice, uint32_t run, Seed smallest, uint32_t window) {
    bool changed = choice->none | (run - choice->kept >= window) | (smallest.hash < choice->kept_hash);
    choice->out[choice->count] = smallest;
    choice->count += changed;
    choice->kept = changed ? smallest.word_index : choice->kept;
    choice->kept_hash = changed ? smallest.hash : choice->kept_hash;
    choice->none = false;
}

/* hashes[0] is that of the run `first`; those of the window before it stand before it. */
static void choose_from(const uint64_t *hashes, uint32_t first, uint32_t count, uint32_t window, Choice *choice) {
    for (uint32_t i = 0; i < count; ++i) {
        Seed smallest = {.hash = hashes[i], .word_index = first + i};
        for (uint32_t back = 1; back < window; ++back) {
            uint64_t hash = (hashes - back)[i];
            smallest.word_index = hash < smallest.hash ? first + i - back : smallest.word_index;
            smallest.hash = hash < smallest.hash ? hash : smallest.hash;
        }
        offer(choice, first + i, smallest, window);
    }
}

/* The smaller one; of two equal ones the right one. */
static inline Seed smaller_seed(Seed left, Seed right) {
    const bool take_left = left.hash < right.hash;
    return (Seed){.hash = take_left ? left.hash : right.hash,
                  .word_index = take_left ? left.word_index : right.word_index};
}

/* The same for windows of four: the smaller of two neighbours is worked out once for the two windows it counts in. */
static void choose_from_fours(const uint64_t *hashes, uint32_t first, uint32_t count, Choice *choice) {
    const uint64_t *before = hashes - 3;
    Seed older = smaller_seed((Seed){before[0], first - 3}, (Seed){before[1], first - 2});
    Seed newer = smaller_seed((Seed){before[1], first - 2}, (Seed){before[2], first - 1});
    for (uint32_t i = 0; i < count; ++i) {
        const Seed pair = smaller_seed((Seed){before[2 + i], first + i - 1}, (Seed){hashes[i], first + i});
        offer(choice, first + i, smaller_seed(older, pair), 4);
        older = newer;
        newer = pair;
    }
}

uint32_t seeds_choose(Sequence sequence, const uint64_t *word_hashes, const MatchOptions *options, Seed *out) {
    Blocks blocks;
    blocks.ids = sequence.ids;
    blocks.count = sequence.count;
    blocks.word_hashes = word_hashes;
    blocks.seed_words = options->seed_words;
    assert(blocks.seed_words > 0 && blocks.seed_words <= RUN_WORDS_MAX);
    assert(options->window_seeds > 0 && options->window_seeds <= RUN_WORDS_MAX);
    if (sequence.count < blocks.seed_words) return 0;
    const uint32_t run_count = sequence.count - blocks.seed_words + 1;
    /* A sequence too short for a whole window still keeps its smallest run. */
    const uint32_t window = options->window_seeds < run_count ? options->window_seeds : run_count;
    const uint32_t skipped = blocks.seed_words + window - 2; /* words before the one that ends the first window */

    blocks.hash = 0;
    blocks.leaving_factor = 1;
    for (uint32_t i = 0; i < blocks.seed_words; ++i) blocks.leaving_factor *= HASH_BASE;
    memset(blocks.words + BLOCK_WORDS, 0, RUN_WORDS_MAX * sizeof *blocks.words);
    memset(blocks.runs + BLOCK_WORDS, 0, RUN_WORDS_MAX * sizeof *blocks.runs);
    Choice choice = {.out = out, .kept_hash = UINT64_MAX, .none = true};
    for (uint32_t first = 0; first < sequence.count; first += BLOCK_WORDS) {
        const uint32_t count = sequence.count - first < BLOCK_WORDS ? sequence.count - first : BLOCK_WORDS;
        hash_runs(&blocks, first, count);
        const uint32_t skip = skipped > first ? skipped - first : 0;
        if (skip >= count) continue;
        const uint64_t *hashes = blocks.runs + RUN_WORDS_MAX + skip;
        const uint32_t run = first + skip + 1 - blocks.seed_words;
        if (window == 4)
            choose_from_fours(hashes, run, count - skip, &choice);
        else
            choose_from(hashes, run, count - skip, window, &choice);
    }
    return choice.count;
}
