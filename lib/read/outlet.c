/*
 * Outlets by address.
 *
 * In:  the address of a page.
 * Out: the name of who published it.
 *
 * A host that is not in the table is looked for again without its first label, and so on: "politics.blogs.example.com"
 * is found as "example.com". Entries with more labels therefore win over shorter ones ("news.sky.com"). What is not
 * known keeps its host as its name, so that two articles of one small outlet still have the same.
 */
#include "outlet.h"

#include <string.h>

Bytes outlet_host(Bytes url) {
    size_t scheme = bytes_start_with(url, BYTES("http://")) ? 7 : bytes_start_with(url, BYTES("https://")) ? 8 : 0;
    if (scheme == 0) return (Bytes){0};
    Bytes host = {url.data + scheme, 0};
    while (scheme + host.size < url.size && !memchr("/?#", host.data[host.size], 3)) host.size++;

    const uint8_t *user_end = memrchr(host.data, '@', host.size);
    if (user_end) {
        host.size -= (size_t)(user_end + 1 - host.data);
        host.data = user_end + 1;
    }
    const uint8_t *port = memchr(host.data, ':', host.size);
    if (port) host.size = (size_t)(port - host.data);
    while (host.size > 0 && host.data[host.size - 1] == '.') host.size--;
    return host;
}

static uint8_t lower(uint8_t byte) {
    return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte + 32) : byte;
}

/* The order of the table, without regard to the case of host. */
static int compare(Bytes host, const char *known) {
    for (size_t i = 0; i < host.size; i++) {
        int difference = (int)lower(host.data[i]) - (int)(uint8_t)known[i];
        if (difference != 0) return difference;
    }
    return known[host.size] == 0 ? 0 : -1;
}

static const char *find_exactly(Bytes host) {
    size_t begin = 0;
    size_t end = outlet_count();
    while (begin < end) {
        size_t middle = (begin + end) / 2;
        int order = compare(host, outlet_at(middle).host);
        if (order == 0) return outlet_at(middle).name;
        if (order > 0)
            begin = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

Bytes outlet_find(Bytes host) {
    while (host.size > 0) {
        const char *name = find_exactly(host);
        if (name) return bytes_from_string(name);
        const uint8_t *point = memchr(host.data, '.', host.size);
        if (!point) break;
        host.size -= (size_t)(point + 1 - host.data);
        host.data = point + 1;
    }
    return (Bytes){0};
}

Bytes outlet_from_url(Bytes url, Arena *result) {
    Bytes host = outlet_host(url);
    Bytes known = outlet_find(host);
    if (known.size > 0) return known;
    if (host.size > 4 && bytes_equal_ignoring_case((Bytes){host.data, 4}, BYTES("www."))) {
        host.data += 4;
        host.size -= 4;
    }
    uint8_t *name = arena_allocate(result, host.size, 1);
    for (size_t i = 0; i < host.size; i++) name[i] = lower(host.data[i]);
    return (Bytes){name, host.size};
}
