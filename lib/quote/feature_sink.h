/*
 * Features of one candidate as numbers: what comes n-th is hashed apart from what comes m-th, so that each template
 * has its own weights in one table. The table's size is a power of two.
 */
#ifndef STEMMA_QUOTE_FEATURE_SINK_H
#define STEMMA_QUOTE_FEATURE_SINK_H

#include <stdint.h>

typedef struct FeatureSink {
    uint32_t *features;
    uint32_t count;
    uint32_t mask; /* weights in the table - 1 */
} FeatureSink;

static inline void feature_put(FeatureSink *sink, uint32_t value) {
    uint64_t state =
        ((uint64_t)value + 1) * 0x9E3779B97F4A7C15ULL + (uint64_t)(sink->count + 1) * 0xD6E8FEB86659FD93ULL;
    state ^= state >> 32;
    state *= 0xFF51AFD7ED558CCDULL;
    sink->features[sink->count++] = (uint32_t)(state >> 40) & sink->mask;
}

#endif
