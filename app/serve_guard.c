/*
 * Who may ask.
 *
 * In:  a request. Out: a verdict.
 *
 * The server listens on 127.0.0.1 only; still two kinds of strangers can reach it. Other sites, through the reader's
 * own browser: they may let their name resolve to 127.0.0.1 (so Host must name this machine and this port), or ask from
 * their own pages (so Origin and Sec-Fetch-Site must not be another's; following a link is allowed). Other users of the
 * machine: they lack the key that is printed where the server starts, which the first request carries in the address
 * and every later one in a cookie. Comparing keys takes the same time wherever they differ.
 *
 * Nothing a request says can change anything: only GET and HEAD are answered, and the collection is open for reading.
 */
#include "serve_guard.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

bool guard_init(Guard *guard, uint16_t port, bool any_user) {
    unsigned char bytes[16];
    *guard = (Guard){.port = port, .any_user = any_user};
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) return false;
    for (size_t i = 0; i < sizeof bytes; i++) snprintf(guard->key + 2 * i, 3, "%02x", bytes[i]);
    return true;
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
static bool comes_from_another_site(const Guard *guard, const Request *request) {
    const char *origin = request_header(request, "Origin");
    if (origin && !is_own_origin(guard, origin)) return true;
    const char *site = request_header(request, "Sec-Fetch-Site");
    if (!site || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0) return false;
    const char *mode = request_header(request, "Sec-Fetch-Mode"),
               *destination = request_header(request, "Sec-Fetch-Dest");
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
static bool cookie_fits(const Guard *guard, const Request *request) {
    char name[24];
    size_t size;
    snprintf(name, sizeof name, "stemma-%u", guard->port);
    const char *value = request_cookie(request, name, &size);
    return value && is_key(guard, value, size);
}

GuardVerdict guard_judge(const Guard *guard, const Request *request) {
    if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) return GUARD_WRONG_METHOD;
    if (!is_own_authority(guard, request_header(request, "Host"))) return GUARD_WRONG_HOST;
    if (comes_from_another_site(guard, request)) return GUARD_WRONG_ORIGIN;
    if (guard->any_user) return GUARD_LET_IN;
    const char *key = request_parameter(request, "key");
    if (key && is_key(guard, key, strlen(key))) return GUARD_SET_KEY;
    return cookie_fits(guard, request) ? GUARD_LET_IN : GUARD_NO_KEY;
}

const char guard_header_lines[] =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Embedder-Policy: require-corp\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
    "Cache-Control: no-store\r\n";

void guard_cookie_print(const Guard *guard, char line[GUARD_COOKIE_LINE_SIZE]) {
    snprintf(line, GUARD_COOKIE_LINE_SIZE, "Set-Cookie: stemma-%u=%s; Path=/; HttpOnly; SameSite=Lax\r\n", guard->port,
             guard->key);
}
