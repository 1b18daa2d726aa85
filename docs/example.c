/*
 * The library in forty lines: reads a folder, traces it, prints who said what.
 *
 *     cc example.c $(pkg-config --cflags --libs stemma) && ./a.out articles/
 */
#include <stdio.h>

#include <stemma/stemma.h>

static int failed(const StemmaError *error) {
    fprintf(stderr, "%s%s%s\n", error->source, error->source[0] ? ": " : "", error->message);
    return 2;
}

static int print_quotations(StemmaCollection *collection) {
    StemmaError error;
    StemmaCursor *cursor;
    if (stemma_cursor_open(collection, STEMMA_QUOTATIONS, NULL, &cursor, &error) != STEMMA_OK) return failed(&error);
    StemmaQuotation quotation;
    StemmaStatus status;
    while ((status = stemma_quotation_next(cursor, &quotation, &error)) == STEMMA_OK)
        printf("%s: %s: %s\n", quotation.article, quotation.name ? quotation.name : "(nobody named)", quotation.text);
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? 0 : failed(&error);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    StemmaError error;
    StemmaCollection *collection;
    if (stemma_collection_open(NULL, STEMMA_OPEN_TEMPORARY, &collection, &error) != STEMMA_OK) return failed(&error);
    StemmaAddReport report = {0};
    int code = 0;
    if (stemma_collection_add(collection, argv[1], NULL, &report, &error) != STEMMA_OK ||
        stemma_collection_trace(collection, NULL, NULL, &error) != STEMMA_OK)
        code = failed(&error);
    if (code == 0) code = print_quotations(collection);
    stemma_collection_close(collection);
    return code;
}
