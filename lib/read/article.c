/*
 * The identity of an article and the order of articles.
 *
 * In:  an article's path, outlet, title, date and text.
 * Out: its id, 128 bits of XXH3 (https://xxhash.com, the same value on every machine) as 32 hexadecimal digits.
 *
 * Each field goes into the hash behind its own length, so that no two different records run together to the same
 * bytes. The URL, the byline and the links are left out: a record that comes again with one of them filled in is the
 * same article.
 *
 * The hash is compiled in from its header: its streaming state then needs no allocation and no promise about the
 * size of a struct inside a shared library.
 */
#include "article.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

int article_compare(const void *left, const void *right) {
    const Article *left_article = left;
    const Article *right_article = right;
    int order = bytes_compare(left_article->path, right_article->path);
    return order != 0 ? order : memcmp(left_article->id, right_article->id, sizeof left_article->id);
}

void article_state_encoding(Article *article, const char *encoding, Arena *result) {
    if (!encoding) return;
    Statement *statements = arena_new_array(result, Statement, article->statement_count + 1);
    for (uint32_t i = 0; i < article->statement_count; i++) statements[i] = article->statements[i];
    statements[article->statement_count] = (Statement){"encoding", "guess", bytes_from_string(encoding)};
    article->statements = statements;
    article->statement_count++;
}

static void hash_field(XXH3_state_t *state, Bytes field) {
    uint8_t size[8];
    for (int i = 0; i < 8; i++) size[i] = (uint8_t)((uint64_t)field.size >> (8 * i));
    XXH3_128bits_update(state, size, sizeof size);
    if (field.size > 0) XXH3_128bits_update(state, field.data, field.size);
}

void article_id_build(Article *article) {
    static const char digits[] = "0123456789abcdef";
    XXH3_state_t state;
    XXH128_canonical_t canonical;

    XXH3_128bits_reset(&state);
    hash_field(&state, article->path);
    hash_field(&state, article->outlet);
    hash_field(&state, article->title);
    hash_field(&state, article->published);
    hash_field(&state, article->text);
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));

    for (size_t i = 0; i < sizeof canonical.digest; i++) {
        article->id[2 * i] = digits[canonical.digest[i] >> 4];
        article->id[2 * i + 1] = digits[canonical.digest[i] & 15];
    }
    article->id[32] = '\0';
}
