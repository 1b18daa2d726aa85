/*
 * outlets: articles -> a number for each one's outlet.
 *
 * Outlets are told apart by the host of the URL where there is one, else by name: sections and editions of one site
 * write their names differently. Two articles of which nothing is known are not of one outlet.
 *
 * Invariant: numbers are given in the order of the articles.
 */
#include "outlets.h"

#include "../base/map.h"

#define MONTH_S (INT64_C(30) * 24 * 60 * 60)

/* "https://www.example.com/a/b" -> "example.com"; the outlet's name where there is no URL. */
static Bytes outlet_name(const Article *article) {
    size_t scheme = bytes_find(article->url, BYTES("://"));
    if (scheme == SIZE_MAX) return bytes_trim(article->outlet);
    Bytes host = {article->url.data + scheme + 3, article->url.size - scheme - 3};
    if (bytes_start_with(host, BYTES("www."))) host = (Bytes){host.data + 4, host.size - 4};
    size_t end = 0;
    while (end < host.size && host.data[end] != '/' && host.data[end] != ':' && host.data[end] != '?') ++end;
    return (Bytes){host.data, end};
}

uint32_t *outlets_number(const Corpus *corpus, Arena *result, Arena scratch) {
    uint32_t *outlets = arena_new_array(result, uint32_t, corpus->article_count);
    Map numbers = {0};
    map_reserve(&numbers, corpus->article_count, &scratch);
    uint32_t count = OUTLET_UNKNOWN;
    for (uint32_t i = 0; i < corpus->article_count; ++i) {
        Bytes name = outlet_name(&corpus->articles[i]);
        if (name.size == 0) continue;
        bool inserted;
        uint32_t *number = map_insert(&numbers, bytes_hash(name), &inserted, &scratch);
        if (inserted) *number = ++count;
        outlets[i] = *number;
    }
    return outlets;
}

static bool is_dated(const Article *article) {
    return article->published_interval.end_unix_s > article->published_interval.begin_unix_s;
}

bool outlets_month_apart(const Article *one, const Article *other) {
    DateInterval left = one->published_interval, right = other->published_interval;
    if (!is_dated(one) || !is_dated(other)) return false;
    return left.begin_unix_s - right.end_unix_s >= MONTH_S || right.begin_unix_s - left.end_unix_s >= MONTH_S;
}
