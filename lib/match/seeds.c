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

#define HASH_BASE UINT64_C(0x9E3779B97F4A7C15) /* odd, bits well mixed: 2^64 over the golden ratio */

/* A bijection of 64-bit numbers in which every input bit reaches every output bit (the finaliser of splitmix64). */
static uint64_t scramble(uint32_t word_id) {
    uint64_t x = (uint64_t)word_id + HASH_BASE;
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

enum { RING_SIZE = 64 /* at least the words of a run and the runs of a window; a power of two */ };
#define RING_MASK ((uint32_t)RING_SIZE - 1)

/* The runs of a sequence, one after another. */
typedef struct Runs {
    const uint32_t *ids;
    uint32_t count;
    const uint64_t *word_hashes; /* NULL: made from the ids */
    uint32_t seed_words;
    uint64_t leaving_factor; /* what the oldest word of a run is multiplied by when the next one comes */
    uint64_t words[RING_SIZE]; /* hashes of the words of the run in hand, by place in the sequence */
    uint64_t hash; /* of the run in hand */
} Runs;

/* The hashes of all words are more than a cache holds: that of a word is asked for so many words before it is used. */
enum { WORDS_AHEAD = 12 };

static uint64_t word_hash(const Runs *runs, uint32_t place) {
    if (runs->word_hashes == NULL) return scramble(runs->ids[place]);
    if (place + WORDS_AHEAD < runs->count) __builtin_prefetch(&runs->word_hashes[runs->ids[place + WORDS_AHEAD]]);
    return runs->word_hashes[runs->ids[place]];
}

static void start_runs(Runs *runs) {
    runs->leaving_factor = 1;
    runs->hash = 0;
    for (uint32_t i = 0; i < runs->seed_words; ++i) {
        runs->leaving_factor *= HASH_BASE;
        runs->words[i & RING_MASK] = word_hash(runs, i);
        runs->hash = runs->hash * HASH_BASE + runs->words[i & RING_MASK];
    }
}

/* On to the run that starts here, from the one before. */
static void next_run(Runs *runs, uint32_t run) {
    uint32_t place = run + runs->seed_words - 1;
    uint64_t leaving = runs->words[(run - 1) & RING_MASK];
    uint64_t coming = word_hash(runs, place);
    runs->words[place & RING_MASK] = coming;
    runs->hash = runs->hash * HASH_BASE + (coming - runs->leaving_factor * leaving);
}

/*
 * Whether a window keeps a new seed is as good as random, so it is computed, not branched on: every window writes what
 * it would keep, and only one that is new moves the count on.
 */
uint32_t seeds_choose(Sequence sequence, const uint64_t *word_hashes, const MatchOptions *options, Seed *out) {
    Runs runs;
    runs.ids = sequence.ids;
    runs.count = sequence.count;
    runs.word_hashes = word_hashes;
    runs.seed_words = options->seed_words;
    assert(runs.seed_words > 0 && runs.seed_words <= RING_SIZE);
    assert(options->window_seeds > 0 && options->window_seeds <= RING_SIZE);
    if (sequence.count < runs.seed_words) return 0;
    const uint32_t run_count = sequence.count - runs.seed_words + 1;
    /* A sequence too short for a whole window still keeps its smallest run. */
    const uint32_t window = options->window_seeds < run_count ? options->window_seeds : run_count;

    uint64_t ring[RING_SIZE]; /* hashes by run */
    uint32_t seed_count = 0;
    uint32_t kept = 0; /* the seed kept last, if any */
    uint64_t kept_hash = UINT64_MAX;
    bool none = true;
    start_runs(&runs);
    for (uint32_t run = 0; run < run_count; ++run) {
        if (run > 0) next_run(&runs, run);
        ring[run & RING_MASK] = runs.hash;
        if (run + 1 < window) continue;
        uint32_t smallest = run;
        uint64_t smallest_hash = runs.hash;
        for (uint32_t back = 1; back < window; ++back) {
            uint64_t hash = ring[(run - back) & RING_MASK];
            smallest = hash < smallest_hash ? run - back : smallest;
            smallest_hash = hash < smallest_hash ? hash : smallest_hash;
        }
        bool changed = none | (run - kept >= window) | (smallest_hash < kept_hash);
        out[seed_count] = (Seed){.hash = smallest_hash, .word_index = smallest};
        seed_count += changed;
        kept = changed ? smallest : kept;
        kept_hash = changed ? smallest_hash : kept_hash;
        none = false;
    }
    return seed_count;
}
