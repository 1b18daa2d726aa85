/*
 * stemma-train-words: learns model/words.bin, how common words are, from articles.
 *
 * In:  paths, each of articles of one kind (a file or a folder); the kinds count equally, however many articles they
 *      have.
 * Out: the table that lib/text/word_share.c looks words up in.
 *
 * Of a word counts in what share of the articles it stands. Function words of other languages, which such articles
 * hardly have, are added by hand (other_languages.c).
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "other_languages.h"

#include "../articles.h"

#include "../../lib/base/array.h"
#include "../../lib/base/map.h"
#include "../../lib/base/radix.h"
#include "../../lib/text/word_share_file.h"

#define KINDS_MAX 16
#define SHARE_MIN 0.00025 /* words that fewer articles have are left out */

/* The table's words on their way. */
typedef struct Shares {
    Map places; /* hash of a word -> its place in what follows */
    struct Values ARRAY_OF(double) values; /* sum over the kinds of the share of articles with the word */
    struct Hashes ARRAY_OF(uint64_t) hashes;
} Shares;

static double *share_of(Shares *shares, uint64_t hash, Arena *memory) {
    bool inserted;
    uint32_t *place = map_insert(&shares->places, hash, &inserted, memory);
    if (inserted) {
        *place = (uint32_t)shares->values.count;
        *array_push(&shares->values, memory) = 0;
        *array_push(&shares->hashes, memory) = hash;
    }
    return &shares->values.items[*place];
}

static bool kind_count(const char *path, Shares *shares, Arena *memory) {
    Corpus corpus;
    Error error = {0};
    if (articles_learn_from(path, &corpus, memory, &error)) {
        fprintf(stderr, "stemma-train-words: %s: %s\n", path, error.message);
        return false;
    }
    if (corpus.article_count == 0) {
        fprintf(stderr, "stemma-train-words: %s: no articles to learn from\n", path);
        return false;
    }
    fprintf(stderr, "%s: %u articles, %u words\n", path, corpus.article_count, corpus.vocabulary.count);
    for (uint32_t id = 0; id < corpus.vocabulary.count; id++)
        *share_of(shares, corpus.vocabulary.hashes[id], memory) +=
            (double)corpus.vocabulary.article_counts[id] / corpus.article_count;
    return true;
}

static uint32_t step_of(double share) {
    return (uint32_t)(share >= 1 ? 0 : -log(share) * WORD_SHARE_STEPS + 0.5);
}

/* A language's words by heart: those that the articles have not. */
static void other_languages_add(Map *known, KeyValue *rows, uint32_t *row_count, Arena *memory) {
    for (const char *rest = other_languages_words; *rest != '\0';) {
        size_t size = strcspn(rest, " ");
        bool inserted;
        uint32_t key = (uint32_t)(bytes_hash((Bytes){(const uint8_t *)rest, size}) >> 32);
        map_insert(known, key, &inserted, memory);
        if (inserted) rows[(*row_count)++] = (KeyValue){key, step_of(OTHER_LANGUAGES_SHARE)};
        rest += size + strspn(rest + size, " ");
    }
}

static bool table_write(const char *path, const KeyValue *rows, uint32_t count) {
    FILE *file = fopen(path, "wb");
    if (file == NULL) return false;
    WordShareHead head = {WORD_SHARE_MAGIC, WORD_SHARE_VERSION, count};
    bool written = fwrite(&head, sizeof head, 1, file) == 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = (uint32_t)rows[i].key;
        written = fwrite(&key, sizeof key, 1, file) == 1 && written;
    }
    for (uint32_t i = 0; i < count; i++) written = fputc((int)rows[i].value, file) != EOF && written;
    return fclose(file) == 0 && written;
}

/* Two words whose keys are equal are taken for one, the more frequent. */
static uint32_t rows_make(const Shares *shares, uint32_t kinds, KeyValue *rows, Arena *memory) {
    Map known = {0};
    uint32_t count = 0;
    for (size_t i = 0; i < shares->values.count; i++) {
        double share = shares->values.items[i] / kinds;
        if (share < SHARE_MIN) continue;
        uint32_t key = (uint32_t)(shares->hashes.items[i] >> 32), step = step_of(share);
        bool inserted;
        uint32_t *row = map_insert(&known, key, &inserted, memory);
        if (inserted) {
            *row = count;
            rows[count++] = (KeyValue){key, step};
        } else if (rows[*row].value > step) {
            rows[*row].value = step;
        }
    }
    other_languages_add(&known, rows, &count, memory);
    return count;
}

int main(int argument_count, char **arguments) {
    const char *out = NULL;
    const char *kinds[KINDS_MAX];
    uint32_t kind_total = 0;
    for (int i = 1; i < argument_count; i++) {
        if (strcmp(arguments[i], "-o") == 0 && i + 1 < argument_count) {
            out = arguments[++i];
        } else if (kind_total < KINDS_MAX) {
            kinds[kind_total++] = arguments[i];
        } else {
            fprintf(stderr, "stemma-train-words: %s: more than %d kinds of articles\n", arguments[i], KINDS_MAX);
            return 2;
        }
    }
    if (out == NULL || kind_total == 0) {
        fputs("usage: stemma-train-words -o FILE ARTICLES…\n", stderr);
        return 2;
    }
    Arena memory = arena_open(0), rows_memory = arena_open(0), scratch = arena_open(0);
    Shares shares = {0};
    for (uint32_t i = 0; i < kind_total; i++)
        if (!kind_count(kinds[i], &shares, &memory)) return 2;
    KeyValue *rows = arena_new_array(&rows_memory, KeyValue, shares.values.count + strlen(other_languages_words) + 1);
    uint32_t count = rows_make(&shares, kind_total, rows, &memory);
    radix_sort(rows, count, scratch);
    if (!table_write(out, rows, count)) {
        fprintf(stderr, "stemma-train-words: %s can't be written: %s\n", out, strerror(errno));
        return 2;
    }
    printf("%u words\n", count);
    return 0;
}
