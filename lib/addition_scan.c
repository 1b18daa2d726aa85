/*
 * An addition's neighbours: the file's signatures, new articles -> keys of neighbours.
 *
 * In:  the signatures of all articles that were traced, thirty megabytes in a collection of 16,000; later the new
 *      articles, with their quotations.
 * Out: the keys of those whose signature says that they may share something with a new one.
 *
 * The file is read by one thread, while others still look for quotations in the new articles: batches of signatures go
 * through a relay. Each batch is then asked in two lanes, every LANES-th of its articles by one, which has a memory of
 * its own of what it met.
 *
 * Invariant: what is in a batch, and who asks it, depends on the file alone, and on no thread.
 */
#include "addition_scan.h"

#include "base/parallel.h"
#include "base/relay.h"

enum { LANES = 2, BATCH_ARTICLES = 1024 };
/* An article's signature may have megabytes, but few do: no more than one such batch in each room. */
#define BATCH_BYTES_MAX ((size_t)2 << 20)

typedef struct Batch {
    Arena memory; /* of the signatures */
    size_t memory_empty;
    int64_t keys[BATCH_ARTICLES];
    Bytes signatures[BATCH_ARTICLES];
    bool answers[BATCH_ARTICLES];
    uint32_t count;
} Batch;

struct SignatureScan {
    uint32_t threads;
    SignatureCursor *cursor;
    Relay *relay;
    Batch batches[RELAY_ROOMS];
    uint32_t batch_number; /* of the next one */
    Status status; /* this and the error: of reading */
    Error error;
};

/* --- Reading, in the background ----------------------------------------------------------------------------------- */

/* False at the end. */
static bool read_next(SignatureScan *scan, Batch *batch) {
    StoredSignature signature;
    bool row = false;
    scan->status = store_signature_next(scan->cursor, &signature, &row, &scan->error);
    if (scan->status || !row) return false;
    batch->keys[batch->count] = signature.article_key;
    batch->signatures[batch->count++] = bytes_copy(signature.runs, &batch->memory);
    return true;
}

static void *read_batch(void *context) {
    SignatureScan *scan = context;
    Batch *batch = &scan->batches[scan->batch_number++ % RELAY_ROOMS];
    arena_reset(&batch->memory, batch->memory_empty);
    batch->count = 0;
    while (batch->count < BATCH_ARTICLES && batch->memory.used_bytes < BATCH_BYTES_MAX && read_next(scan, batch))
        continue;
    return !scan->status && batch->count > 0 ? batch : NULL;
}

SignatureScan *signature_scan_open(Store *store, uint32_t threads, Arena *result) {
    SignatureScan *scan = arena_new(result, SignatureScan);
    scan->threads = threads;
    scan->status = store_signatures_open(store, &scan->cursor, result, &scan->error);
    for (int i = 0; i < RELAY_ROOMS; i++) {
        scan->batches[i].memory = arena_open(0);
        scan->batches[i].memory_empty = scan->batches[i].memory.used_bytes;
    }
    if (!scan->status) scan->relay = relay_open(threads, read_batch, scan, result);
    return scan;
}

Status signature_scan_close(SignatureScan *scan, Error *error) {
    if (scan->relay) relay_close(scan->relay);
    store_signatures_close(scan->cursor);
    for (int i = 0; i < RELAY_ROOMS; i++) arena_close(&scan->batches[i].memory);
    if (scan->status && error) *error = scan->error;
    return scan->status;
}

/* --- Asking ------------------------------------------------------------------------------------------------------- */

typedef struct Asking {
    const NeighboursInput *input;
    Neighbours *lanes[LANES];
    Arena lane_memory[LANES];
    Workers workers;
    Batch *batch;
} Asking;

static void open_lane(void *context, uint32_t worker_index, size_t lane) {
    Asking *asking = context;
    asking->lanes[lane] =
        neighbours_open(asking->input, &asking->lane_memory[lane], asking->workers.scratches[worker_index]);
}

static void ask_lane(void *context, uint32_t worker_index, size_t lane) {
    const Asking *asking = context;
    Batch *batch = asking->batch;
    for (uint32_t i = (uint32_t)lane; i < batch->count; i += LANES)
        batch->answers[i] =
            neighbours_ask(asking->lanes[lane], batch->signatures[i], asking->workers.scratches[worker_index]);
}

void signature_scan_ask(SignatureScan *scan, const NeighboursInput *input, NeighboursFound *out, Arena *result) {
    *out = (NeighboursFound){0};
    if (!scan->relay) return;
    Arena memory = arena_open(0);
    Asking asking = {.input = input, .workers = workers_open(scan->threads, &memory)};
    for (int lane = 0; lane < LANES; lane++) asking.lane_memory[lane] = arena_open(0);
    parallel_for(asking.workers.count, LANES, open_lane, &asking);
    while ((asking.batch = relay_take(scan->relay)) != NULL) {
        parallel_for(asking.workers.count, LANES, ask_lane, &asking);
        for (uint32_t i = 0; i < asking.batch->count; i++)
            if (asking.batch->answers[i]) *array_push(&out->keys, result) = asking.batch->keys[i];
        out->asked += asking.batch->count;
    }
    for (int lane = 0; lane < LANES; lane++) arena_close(&asking.lane_memory[lane]);
    workers_close(&asking.workers);
    arena_close(&memory);
}
