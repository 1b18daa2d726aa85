/* The head of model/attribution.bin. */
#ifndef STEMMA_QUOTE_TAGGER_FILE_H
#define STEMMA_QUOTE_TAGGER_FILE_H

#include <stdint.h>

#define TAGGER_MAGIC "STEMMATG"
#define TAGGER_MAGIC_BYTES                                                                                             \
    { 'S', 'T', 'E', 'M', 'M', 'A', 'T', 'G' }
#define TAGGER_VERSION 2
#define TAGGER_BUCKETS_MAX 1048576

typedef struct TaggerHeader {
    char magic[8];
    uint32_t version;
    uint32_t tags;
    uint32_t contexts;
    uint32_t bucket_count;
    uint32_t has_clusters; /* 0 or 1 */
    int32_t limits[2];
    uint32_t reserved[7];
} TaggerHeader;

#endif
