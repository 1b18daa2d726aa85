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
 * The hash is a polynomial in the scrambled word numbers, modulo 2^64, moved along in constant time. Word numbers are
 * neighbours for neighbours in the text, hence the scrambling. Seeds of equal hash are compared word by word before
 * anything is built on them, so a collision costs time, never truth.
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

/* The rightmost smallest of the last `count` runs up to `last`. The ring holds the hashes by run index. */
static uint32_t rightmost_smallest(const uint64_t *ring, uint32_t ring_mask, uint32_t last, uint32_t count) {
    uint32_t smallest = last;
    for (uint32_t back = 1; back < count; ++back) {
        if (ring[(last - back) & ring_mask] < ring[smallest & ring_mask]) smallest = last - back;
    }
    return smallest;
}

enum { RING_SIZE = 64 /* at least the words of a run and the runs of a window; a power of two */ };

uint32_t seeds_choose(Sequence sequence, const MatchOptions *options, Seed *out) {
    const uint32_t seed_words = options->seed_words;
    const uint32_t window_seeds = options->window_seeds;
    assert(seed_words > 0 && window_seeds > 0 && seed_words <= RING_SIZE && window_seeds <= RING_SIZE);
    if (sequence.count < seed_words) return 0;

    const uint32_t ring_mask = RING_SIZE - 1;
    uint64_t leaving_factor = 1; /* what the oldest word of a run is multiplied by when the next one comes */
    for (uint32_t i = 0; i < seed_words; ++i) leaving_factor *= HASH_BASE;
    uint64_t scrambled[RING_SIZE]; /* the words of the run in hand, by place in the sequence */
    uint64_t hash = 0;
    for (uint32_t i = 0; i < seed_words; ++i) {
        scrambled[i & ring_mask] = scramble(sequence.ids[i]);
        hash = hash * HASH_BASE + scrambled[i & ring_mask];
    }

    uint64_t ring[RING_SIZE];
    const uint32_t run_count = sequence.count - seed_words + 1;
    /* A sequence too short for a whole window still keeps its smallest run. */
    const uint32_t window = window_seeds < run_count ? window_seeds : run_count;
    uint32_t seed_count = 0;
    uint32_t kept = UINT32_MAX; /* run index of the seed kept last */
    for (uint32_t run = 0; run < run_count; ++run) {
        if (run > 0) {
            uint64_t leaving = scrambled[(run - 1) & ring_mask];
            uint64_t coming = scramble(sequence.ids[run + seed_words - 1]);
            scrambled[(run + seed_words - 1) & ring_mask] = coming;
            hash = hash * HASH_BASE + coming - leaving_factor * leaving;
        }
        ring[run & ring_mask] = hash;
        if (run + 1 < window) continue;
        bool still_inside = kept != UINT32_MAX && run - kept < window;
        if (still_inside && hash >= ring[kept & ring_mask]) continue;
        kept = still_inside ? run : rightmost_smallest(ring, ring_mask, run, window);
        out[seed_count++] = (Seed){.hash = ring[kept & ring_mask], .word_index = kept};
    }
    return seed_count;
}
