/*
 * The model file, and the one compiled in.
 *
 * The one compiled in is packed, to a quarter: a program is read from disk as a whole, and a search that never looks at
 * the model would pay for reading it. Unpacking takes a few milliseconds, once a trace.
 *
 * Layout: a header of 64 bytes, then the sections one behind the other: word classes, rows, transitions, links, trust.
 * Numbers are little-endian; on a machine that is not, the model reads as none and the rules work alone. Nothing is
 * copied: the arrays point into the bytes, which must be aligned to 64.
 */
#define ZSTD_STATIC_LINKING_ONLY /* for an allocator of our own */
#include <stddef.h>
#include <string.h>
#include <zstd.h>

#include "tagger.h"
#include "tagger_file.h"

#include "../base/late.h"

#define MODEL_ALIGNMENT 64
#define MODEL_BYTES_MAX ((unsigned long long)TAGGER_BUCKETS_MAX * TAGGER_BUCKET_ROWS * sizeof(TaggerRow) * 2)

#define ZSTD_FUNCTIONS(X)                                                                                              \
    X(ZSTD_createDCtx_advanced) X(ZSTD_decompressDCtx) X(ZSTD_freeDCtx) X(ZSTD_getFrameContentSize)
LATE_LIBRARY(libzstd, LATE_ZSTD, ZSTD_FUNCTIONS)

extern const uint8_t stemma_attribution_model[];
extern const uint8_t stemma_attribution_model_end[];

static const void *section_take(Bytes *rest, size_t size) {
    const void *section = rest->data;
    if (rest->size < size) return NULL;
    *rest = (Bytes){rest->data + size, rest->size - size};
    return section;
}

bool tagger_model_read(Bytes bytes, TaggerModel *model) {
    *model = (TaggerModel){0};
    TaggerHeader header;
    if (bytes.size < sizeof header) return false;
    memcpy(&header, bytes.data, sizeof header);
    if (memcmp(header.magic, TAGGER_MAGIC, sizeof header.magic) != 0 || header.version != TAGGER_VERSION) return false;
    if (header.tags != TAG_COUNT || header.contexts != TAGGER_CONTEXTS) return false;
    if (header.bucket_count == 0 || header.bucket_count > TAGGER_BUCKETS_MAX || header.has_clusters > 1) return false;
    model->limits[0] = header.limits[0];
    model->limits[1] = header.limits[1];
    Bytes rest = {bytes.data + sizeof header, bytes.size - sizeof header};
    if (header.has_clusters == 1 &&
        (model->clusters = section_take(&rest, sizeof(TaggerCluster) * CLUSTER_SLOTS)) == NULL)
        return false;
    TaggerWeights *tags = &model->tags;
    tags->bucket_count = header.bucket_count;
    tags->rows = section_take(&rest, sizeof(TaggerRow) * TAGGER_BUCKET_ROWS * tags->bucket_count);
    tags->transitions = section_take(&rest, sizeof(int16_t) * TAGGER_TRANSITIONS);
    if (tags->rows == NULL || tags->transitions == NULL) return false;
    model->links = section_take(&rest, sizeof(int16_t) * 2 * LINK_WEIGHTS);
    model->trust = section_take(&rest, sizeof(int16_t) * TRUST_WEIGHTS);
    return model->links != NULL && model->trust != NULL && rest.size == 0;
}

Status tagger_model_prepare(Error *error) {
    return late_open(&libzstd_late, error);
}

bool tagger_model_unpack(Bytes packed, TaggerModel *model, Arena *result) {
    *model = (TaggerModel){0};
    if (tagger_model_prepare(NULL)) return false;
    unsigned long long size = libzstd.ZSTD_getFrameContentSize(packed.data, packed.size);
    if (size == 0 || size > MODEL_BYTES_MAX) return false; /* unknown and wrong are larger than any */
    uint8_t *bytes = arena_allocate(result, (size_t)size, MODEL_ALIGNMENT);
    Arena memory = arena_open(0);
    ZSTD_DCtx *unpacker = libzstd.ZSTD_createDCtx_advanced((ZSTD_customMem){arena_lend, arena_lent_back, &memory});
    size_t written =
        unpacker ? libzstd.ZSTD_decompressDCtx(unpacker, bytes, (size_t)size, packed.data, packed.size) : 0;
    libzstd.ZSTD_freeDCtx(unpacker);
    arena_close(&memory);
    return written == size && tagger_model_read((Bytes){bytes, (size_t)size}, model);
}

bool tagger_model_builtin(TaggerModel *model, Arena *result) {
    Bytes packed = {stemma_attribution_model, (size_t)(stemma_attribution_model_end - stemma_attribution_model)};
    return tagger_model_unpack(packed, model, result);
}
