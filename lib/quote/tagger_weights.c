/*
 * The model file, and the one compiled in.
 *
 * Layout: a header of 64 bytes, then the sections one behind the other: word classes, rows, transitions, links, trust.
 * Numbers are little-endian; on a machine that is not, the model reads as none and the rules work alone. Nothing is copied: the arrays point into the bytes, which must be aligned to 64.
 */
#include <stddef.h>
#include <string.h>

#include "tagger.h"
#include "tagger_file.h"

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

bool tagger_model_builtin(TaggerModel *model) {
    Bytes bytes = {stemma_attribution_model, (size_t)(stemma_attribution_model_end - stemma_attribution_model)};
    return tagger_model_read(bytes, model);
}
