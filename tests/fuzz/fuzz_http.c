/* Any answer of a server, whatever it says its body is packed with: no crash, and no more comes out than is allowed. */
#include "lib/read/http.h"

#include <stdlib.h>

#include "fuzz_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    enum { BODY_BYTES_MAX = 1024 * 1024 };
    Arena arena = arena_open(0);
    Error error = {0};
    HttpAnswer answer;
    Status status = http_answer_read(&answer, (Bytes){data, size}, BODY_BYTES_MAX, &arena, &error);
    bool inside = answer.body.data >= data && answer.body.data <= data + size;
    if (status == STEMMA_OK && !inside && answer.body.size > BODY_BYTES_MAX + size) abort();
    arena_close(&arena);
    return 0;
}
