/* Any bytes as what a client sends: requests are cut off where they end, strings lie in them, nothing is read beyond. */
#include <string.h>

#include "app/request.h"
#include "app/serve_guard.h"
#include "fuzz_parts.h"

enum { REQUESTS_MAX = 50, KEY_PORT = 8017 };

static void check_string(const char *text, const char *bytes, size_t size, const Request *request) {
    const size_t length = strlen(text);
    const bool sent = text >= bytes && text + length < bytes + size;
    const bool decoded = text >= request->decoded && text + length < request->decoded + sizeof request->decoded;
    check(sent || decoded || length == 0);
}

static void check_fields(const RequestFields *fields, const char *bytes, size_t size, const Request *request) {
    check(fields->count <= REQUEST_FIELDS_MAX);
    for (size_t i = 0; i < fields->count; i++) {
        check_string(fields->items[i].name, bytes, size, request);
        check_string(fields->items[i].value, bytes, size, request);
    }
}

/* The key is 32 zeros here, and the port known, so that mutations can find the way in. */
static void check_guard(const Request *request) {
    Guard guard = {.port = KEY_PORT};
    memset(guard.key, '0', sizeof guard.key - 1);
    GuardVerdict verdict = guard_judge(&guard, request);
    if (verdict != GUARD_LET_IN) return;
    size_t size;
    const char *cookie = request_cookie(request, "stemma-8017", &size);
    check(cookie && size == sizeof guard.key - 1 && memcmp(cookie, guard.key, size) == 0);
}

/* One request in memory of just its size; it is changed by reading, so the copy is the reader's. */
static void read_one(const uint8_t *data, size_t size, Request *request) {
    char *bytes = malloc(size);
    check(bytes != NULL);
    memcpy(bytes, data, size);
    unsigned status = request_read(bytes, size, request);
    check(status == 0 || status == 400 || status == 414 || status == 431 || status == 505);
    check_string(request->method, bytes, size, request);
    check_string(request->target, bytes, size, request);
    check_fields(&request->parameters, bytes, size, request);
    check_fields(&request->headers, bytes, size, request);
    if (status == 0) {
        check(request->path[0] == '/' && request->target[0] == '/');
        check(request_header(request, "hOST") != NULL && !request_header(request, "Transfer-Encoding"));
        check_guard(request);
    }
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Request request;
    for (int count = 0; size > 0 && count < REQUESTS_MAX; count++) {
        if (size > REQUEST_BYTES_MAX) size = REQUEST_BYTES_MAX; /* the server never has more */
        size_t whole = request_size((const char *)data, size);
        check(whole <= size);
        if (whole == 0) return 0;
        /* What is not all there yet is not there at all; what comes behind changes nothing. */
        check(request_size((const char *)data, whole) == whole);
        check(request_size((const char *)data, whole - 1) == 0);
        read_one(data, whole, &request);
        data += whole;
        size -= whole;
    }
    return 0;
}
