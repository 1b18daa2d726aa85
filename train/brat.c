/*
 * Reading brat standoff.
 *
 * In:  a folder.
 * Out: articles with their attributions, offsets turned from code points into bytes.
 *
 * A span may be cut in parts ("10 20;30 40"). A part that lies outside its text, or an attribution that names a span
 * which is not there, is left out: a hand-made corpus has a few of each.
 */
#include "brat.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/base/utf8.h"

typedef struct NamedSpan {
    uint32_t number; /* of T12 */
    GoldRole role;
    ByteSpan parts[GOLD_PARTS_MAX];
    uint32_t count;
} NamedSpan;

typedef struct NamedSpans ARRAY_OF(NamedSpan) NamedSpans;
typedef struct Names ARRAY_OF(const char *) Names;

static bool file_read(const char *path, Bytes *bytes, Arena *result) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return false;
    Buffer buffer = {.arena = result};
    uint8_t chunk[8192];
    size_t size;
    while ((size = fread(chunk, 1, sizeof chunk, file)) > 0) buffer_append(&buffer, (Bytes){chunk, size});
    fclose(file);
    *bytes = bytes_copy(buffer_bytes(&buffer), result);
    return true;
}

static int names_compare(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Names in a folder that end so, without that ending, sorted. */
static Names names_list(const char *folder, const char *ending, Arena *result) {
    Names names = {0};
    DIR *directory = opendir(folder);
    if (directory == NULL) return names;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        Bytes name = bytes_from_string(entry->d_name);
        if (!bytes_end_with(name, bytes_from_string(ending))) continue;
        name.size -= strlen(ending);
        *array_push(&names, result) = bytes_to_string(name, result);
    }
    closedir(directory);
    if (names.count > 0) qsort(names.items, names.count, sizeof *names.items, names_compare);
    return names;
}

/* Bytes of each code point; one more for the end. */
static uint32_t *offsets_build(Bytes text, size_t *count, Arena *result) {
    *count = utf8_count(text);
    uint32_t *offsets = arena_new_array_uncleared(result, uint32_t, *count + 1);
    size_t offset = 0;
    for (size_t i = 0; i < *count; i++) {
        offsets[i] = (uint32_t)offset;
        utf8_next(text, &offset);
    }
    offsets[*count] = (uint32_t)text.size;
    return offsets;
}

static bool role_read(const char *name, GoldRole *role) {
    static const char *const names[] = {"Source", "Cue", "Content"};
    for (uint32_t i = 0; i < GOLD_ROLES; i++) {
        if (strncmp(name, names[i], strlen(names[i])) == 0) {
            *role = (GoldRole)i;
            return true;
        }
    }
    return false;
}

/* "T7\tContent 166 290;300 310\t…" */
static bool span_read(char *line, const uint32_t *offsets, size_t count, NamedSpan *span) {
    char *end = NULL;
    *span = (NamedSpan){.number = (uint32_t)strtoul(line + 1, &end, 10)};
    if (*end != '\t' || !role_read(end + 1, &span->role)) return false;
    char *at = strchr(end + 1, ' ');
    while (at != NULL && span->count < GOLD_PARTS_MAX) {
        unsigned long begin = strtoul(at + 1, &end, 10);
        unsigned long stop = strtoul(end, &end, 10);
        if (begin < stop && stop <= count) span->parts[span->count++] = (ByteSpan){offsets[begin], offsets[stop]};
        at = *end == ';' ? end : NULL;
    }
    return span->count > 0;
}

/* "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1" */
static void relation_read(char *line, const NamedSpans *spans, GoldRelation *relation) {
    *relation = (GoldRelation){0};
    for (char *at = strchr(line, '\t'); at != NULL; at = strchr(at + 1, ' ')) {
        char *colon = strchr(at, ':');
        GoldRole role;
        if (colon == NULL || colon[1] != 'T' || !role_read(at + 1, &role)) continue;
        uint32_t number = (uint32_t)strtoul(colon + 2, NULL, 10);
        for (size_t i = 0; i < spans->count; i++) {
            if (spans->items[i].number != number) continue;
            for (uint32_t k = 0; k < spans->items[i].count && relation->counts[role] < GOLD_PARTS_MAX; k++)
                relation->parts[role][relation->counts[role]++] = spans->items[i].parts[k];
        }
    }
}

static void annotations_read(Bytes annotations, GoldArticle *article, Arena *result) {
    size_t count;
    const uint32_t *offsets = offsets_build(article->article.text, &count, result);
    NamedSpans spans = {0};
    for (int pass = 0; pass < 2; pass++) {
        char *copy = (char *)bytes_copy(annotations, result).data;
        char *rest = NULL;
        for (char *line = strtok_r(copy, "\r\n", &rest); line != NULL; line = strtok_r(NULL, "\r\n", &rest)) {
            NamedSpan span;
            GoldRelation relation;
            if (pass == 0 && line[0] == 'T' && span_read(line, offsets, count, &span))
                *array_push(&spans, result) = span;
            if (pass == 1 && line[0] == 'E') {
                relation_read(line, &spans, &relation);
                if (relation.counts[GOLD_CONTENT] > 0) *array_push(&article->relations, result) = relation;
            }
        }
    }
}

/* NAME or NAME_ANNOTATOR. */
static bool is_of(const char *annotations, const char *name) {
    size_t size = strlen(name);
    return strncmp(annotations, name, size) == 0 && (annotations[size] == 0 || annotations[size] == '_');
}

bool brat_read(const char *folder, GoldArticles *articles, Arena *result) {
    char path[4096];
    snprintf(path, sizeof path, "%s/text", folder);
    Names texts = names_list(path, ".txt", result);
    snprintf(path, sizeof path, "%s/attributions", folder);
    Names annotations = names_list(path, ".ann", result);
    size_t next = 0;
    for (size_t i = 0; i < texts.count; i++) {
        const char *name = texts.items[i];
        while (next < annotations.count && strcmp(annotations.items[next], name) < 0) next++;
        GoldArticle gold = {0};
        Bytes bytes;
        snprintf(path, sizeof path, "%s/text/%s.txt", folder, name);
        bool read = next < annotations.count && is_of(annotations.items[next], name) &&
                    file_read(path, &gold.article.text, result);
        if (read) {
            snprintf(path, sizeof path, "%s/attributions/%s.ann", folder, annotations.items[next]);
            read = file_read(path, &bytes, result) && utf8_find_malformed(gold.article.text) == SIZE_MAX;
        }
        if (!read) {
            fprintf(stderr, "stemma-train: %s: no annotations, or not UTF-8; skipped\n", name);
            continue;
        }
        gold.article.path = bytes_from_string(name);
        gold.article.language = BYTES("en");
        article_id_build(&gold.article);
        annotations_read(bytes, &gold, result);
        *array_push(articles, result) = gold;
    }
    if (articles->count == 0)
        fprintf(stderr, "stemma-train: %s: no text/NAME.txt with attributions/NAME.ann\n", folder);
    return articles->count > 0;
}
