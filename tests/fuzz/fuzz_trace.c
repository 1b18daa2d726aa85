/*
 * Any texts as a collection: added, traced, and everything that was found read again, looked for and explained. What must
 * hold beside not crashing: the collection's own check has nothing to complain of, so every place lies in its text.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stemma/stemma.h>

#include "fuzz_parts.h"
#include "lib/read/html_charset.h"

enum { ARTICLES_MAX = 12, NAME_BYTES = 64 };

static void complain(void *context, const char *line) {
    (void)context;
    (void)fprintf(stderr, "%s\n", line);
    abort();
}

static char folder[NAME_BYTES]; /* made at the first call, in memory where there is such a place */

static void write_articles(Bytes input);

static void remove_folder(void) {
    write_articles((Bytes){0});
    (void)rmdir(folder);
}

static void make_folder(void) {
    if (folder[0]) return;
    (void)snprintf(folder, sizeof folder, "%s/stemma-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    check(mkdtemp(folder) != NULL && atexit(remove_folder) == 0);
}

/* The input is articles with a NUL between them. Each becomes a file: a text, whatever it looks like. */
static void write_articles(Bytes input) {
    Arena arena = arena_open(0);
    for (unsigned i = 0, at = 0; i < ARTICLES_MAX; i++) {
        char path[NAME_BYTES * 2];
        (void)snprintf(path, sizeof path, "%s/%u.txt", folder, i);
        (void)unlink(path);
        if (at >= input.size) continue;
        const uint8_t *end = memchr(input.data + at, 0, input.size - at);
        size_t size = end ? (size_t)(end - input.data) - at : input.size - at;
        Bytes text = html_charset_repair((Bytes){input.data + at, size}, &arena);
        FILE *file = fopen(path, "wb");
        check(file && fwrite(text.data, 1, text.size, file) == text.size && fclose(file) == 0);
        at += (unsigned)(size + (end != NULL));
    }
    arena_close(&arena);
}

static void read_families(StemmaCollection *collection) {
    StemmaCursor *cursor;
    StemmaError error;
    StemmaFamily family;
    check(stemma_cursor_open(collection, STEMMA_FAMILIES, NULL, &cursor, &error) == STEMMA_OK);
    while (stemma_family_next(cursor, &family, &error) == STEMMA_OK) {
        StemmaReadings readings;
        check(stemma_family_readings(collection, family.id, &readings, &error) == STEMMA_OK);
        stemma_readings_free(&readings);
    }
    stemma_cursor_close(cursor);
}

static void read_first_articles(StemmaCollection *collection) {
    StemmaCursor *cursor;
    StemmaError error;
    StemmaArticle article;
    StemmaFilter filter = {.with_text = true, .count_max = 2};
    check(stemma_cursor_open(collection, STEMMA_ARTICLES, &filter, &cursor, &error) == STEMMA_OK);
    while (stemma_article_next(cursor, &article, &error) == STEMMA_OK) {
        StemmaHits hits;
        StemmaDates dates;
        char *explained;
        if (stemma_find(collection, article.text, &hits, &error) == STEMMA_OK) stemma_hits_free(&hits);
        stemma_dates_find(&article, &dates);
        stemma_dates_free(&dates);
        check(stemma_explain(collection, article.id, NULL, &explained, &error) == STEMMA_OK);
        stemma_text_free(explained);
    }
    stemma_cursor_close(cursor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    make_folder();
    write_articles((Bytes){data, size});
    StemmaCollection *collection;
    StemmaError error;
    StemmaAddReport added = {0};
    StemmaCheckReport checked;
    StemmaTraceOptions options = {.threads = 1};
    check(stemma_collection_open(NULL, STEMMA_OPEN_TEMPORARY, &collection, &error) == STEMMA_OK);
    check(stemma_collection_add(collection, folder, NULL, &added, &error) == STEMMA_OK);
    check(stemma_collection_trace(collection, &options, NULL, &error) == STEMMA_OK);
    check(stemma_collection_check(collection, complain, NULL, &checked, &error) == STEMMA_OK);
    read_families(collection);
    read_first_articles(collection);
    stemma_collection_close(collection);
    return 0;
}
