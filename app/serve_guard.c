/*
 * Who may ask.
 *
 * In:  a request's method, path and headers. Out: a verdict.
 *
 * The server listens on 127.0.0.1 only; still two kinds of strangers can reach it. Other sites, through the reader's own
 * browser: they may let their name resolve to 127.0.0.1 (so Host must name this machine and this port), or ask from
 * their own pages (so Origin and Sec-Fetch-Site must not be another's; following a link is allowed). Other users of
 * the machine: they lack the key that is printed where the server starts, which the first request carries in the
 * address and every later one in a cookie. Comparing keys takes the same time wherever they differ.
 *
 * Nothing a request says can change anything: only GET and HEAD are answered, and the collection is open for reading.
 */
#include "serve_guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

/* A quotation of 4,000 bytes, each as %XX, and room for the rest. */
#define TARGET_BYTES_MAX 16000
#define HEADERS_BYTES_MAX 16000
#define HEADERS_MAX 64

bool guard_init(Guard *guard, uint16_t port, bool any_user) {
    unsigned char bytes[16];
    *guard = (Guard){.port = port, .any_user = any_user};
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) return false;
    for (size_t i = 0; i < sizeof bytes; i++) snprintf(guard->key + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

static const char *header(struct MHD_Connection *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* "127.0.0.1:8017", "localhost:8017"; without the port only where it is HTTP's own. */
static bool is_own_authority(const Guard *guard, const char *authority) {
    static const char *const names[] = {"127.0.0.1", "localhost"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char wanted[40];
        snprintf(wanted, sizeof wanted, "%s:%u", names[i], guard->port);
        if (strcasecmp(authority, wanted) == 0) return true;
        if (guard->port == 80 && strcasecmp(authority, names[i]) == 0) return true;
    }
    return false;
}

static bool is_own_origin(const Guard *guard, const char *origin) {
    return strncasecmp(origin, "http://", 7) == 0 && is_own_authority(guard, origin + 7);
}

/* Another site's page may link here; it may not read, frame or embed anything. */
static bool comes_from_another_site(const Guard *guard, struct MHD_Connection *connection) {
    const char *origin = header(connection, "Origin");
    if (origin && !is_own_origin(guard, origin)) return true;
    const char *site = header(connection, "Sec-Fetch-Site");
    if (!site || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0) return false;
    const char *mode = header(connection, "Sec-Fetch-Mode"), *destination = header(connection, "Sec-Fetch-Dest");
    bool follows_link = mode && strcmp(mode, "navigate") == 0 && destination && strcmp(destination, "document") == 0;
    return !follows_link;
}

static bool is_key(const Guard *guard, const char *value, size_t size) {
    if (size != GUARD_KEY_SIZE - 1) return false;
    unsigned char difference = 0;
    for (size_t i = 0; i < size; i++) difference |= (unsigned char)(value[i] ^ guard->key[i]);
    return difference == 0;
}

/* The cookie's name holds the port, since cookies do not tell ports apart. */
static bool cookie_fits(const Guard *guard, struct MHD_Connection *connection) {
    char name[24];
    snprintf(name, sizeof name, "stemma-%u", guard->port);
    const char *value = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, name);
    return value && is_key(guard, value, strlen(value));
}

typedef struct HeaderSizes {
    size_t bytes, count;
    unsigned hosts;
} HeaderSizes;

static enum MHD_Result each_header(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    (void)kind;
    HeaderSizes *sizes = context;
    sizes->count++;
    sizes->bytes += strlen(name) + (value ? strlen(value) : 0);
    if (strcasecmp(name, "Host") == 0) sizes->hosts++;
    return MHD_YES;
}

static enum MHD_Result each_argument(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    (void)kind;
    HeaderSizes *sizes = context;
    sizes->count++;
    sizes->bytes += strlen(name) + (value ? strlen(value) : 0);
    return MHD_YES;
}

static GuardVerdict judge_size(struct MHD_Connection *connection, const char *path) {
    HeaderSizes headers = {0}, arguments = {.bytes = strlen(path)};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, each_header, &headers);
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, each_argument, &arguments);
    if (headers.hosts != 1) return GUARD_MALFORMED;
    if (headers.count > HEADERS_MAX || headers.bytes > HEADERS_BYTES_MAX) return GUARD_TOO_LONG;
    if (arguments.count > HEADERS_MAX || arguments.bytes > TARGET_BYTES_MAX) return GUARD_TOO_LONG;
    const char *length = header(connection, "Content-Length");
    if (header(connection, "Transfer-Encoding") || (length && strcmp(length, "0") != 0)) return GUARD_MALFORMED;
    return GUARD_LET_IN;
}

GuardVerdict guard_judge(const Guard *guard, struct MHD_Connection *connection, const char *method, const char *path) {
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return GUARD_WRONG_METHOD;
    GuardVerdict verdict = judge_size(connection, path);
    if (verdict != GUARD_LET_IN) return verdict;
    if (!is_own_authority(guard, header(connection, "Host"))) return GUARD_WRONG_HOST;
    if (comes_from_another_site(guard, connection)) return GUARD_WRONG_ORIGIN;
    if (guard->any_user) return GUARD_LET_IN;
    const char *key = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "key");
    if (key && is_key(guard, key, strlen(key))) return GUARD_SET_KEY;
    return cookie_fits(guard, connection) ? GUARD_LET_IN : GUARD_NO_KEY;
}

void guard_headers_add(struct MHD_Response *response) {
    static const char *const headers[][2] = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
         "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Embedder-Policy", "require-corp"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
        {"Cache-Control", "no-store"},
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
}

void guard_cookie_add(const Guard *guard, struct MHD_Response *response) {
    char cookie[120];
    snprintf(cookie, sizeof cookie, "stemma-%u=%s; Path=/; HttpOnly; SameSite=Lax", guard->port, guard->key);
    MHD_add_response_header(response, "Set-Cookie", cookie);
}
