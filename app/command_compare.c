/*
 * stemma compare A B: two articles, or two files that are in no collection, side by side.
 *
 * Out: how much of each stands in the other, then the blocks in A's order: equal words plain, what only A has in
 * [-…-], what only B has in {+…+}, moved blocks named. The marks are wdiff's, so that they read without colour.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article_text.h"
#include "command.h"
#include "json.h"
#include "memory.h"

/* A text to compare: its own memory. */
typedef struct Side {
    const char *name;
    char *text;
} Side;

static bool each_text(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Side *side = context;
    StemmaArticle article;
    *status = stemma_article_next(cursor, &article, error);
    if (*status != STEMMA_OK) return false;
    side->text = memory_copy(article.text);
    return false;
}

/* From the collection where it is there, else from a file. */
static bool read_from_collection(StemmaCollection *collection, Side *side, bool *found) {
    char id[33];
    StemmaError error;
    StemmaStatus status = collection ? stemma_article_find(collection, side->name, id, &error) : STEMMA_NOT_FOUND;
    *found = status == STEMMA_OK;
    if (status == STEMMA_NOT_FOUND) return true;
    if (status != STEMMA_OK) {
        report_error(&error);
        return false;
    }
    StemmaFilter filter = {.article_id = id, .with_text = true};
    return for_each_record(collection, STEMMA_ARTICLES, &filter, each_text, side) && side->text;
}

static void keep_reason(void *context, const StemmaSkip *skip) {
    StemmaError *reason = context;
    if (reason->message[0] != 0 || skip->outcome == STEMMA_NOTED) return;
    reason->status = skip->status;
    snprintf(reason->message, sizeof reason->message, "%s", skip->reason);
    snprintf(reason->source, sizeof reason->source, "%s", skip->path);
    reason->line = skip->line;
}

static bool read_from_file(const Arguments *arguments, Side *side) {
    StemmaCollection *collection;
    StemmaError error, reason = {0};
    if (stemma_collection_open(NULL, STEMMA_OPEN_TEMPORARY, &collection, &error) != STEMMA_OK)
        return report_error(&error) == EXIT_FOUND;
    StemmaAddOptions options = arguments->add;
    options.context = &reason;
    options.skipped = keep_reason;
    StemmaAddReport report = {0};
    bool good = stemma_collection_add(collection, side->name, &options, &report, &error) == STEMMA_OK;
    if (!good)
        report_error(&error);
    else if (report.kept == 0)
        good = report_error(&reason) == EXIT_FOUND;
    else if (report.kept > 1)
        good = report_trouble("%s holds %llu articles: add it to a collection and compare two of them", side->name,
                              (unsigned long long)report.kept) == EXIT_FOUND;
    StemmaFilter filter = {.with_text = true};
    good = good && for_each_record(collection, STEMMA_ARTICLES, &filter, each_text, side) && side->text;
    stemma_collection_close(collection);
    return good;
}

static bool read_sides(const Arguments *arguments, Side sides[2]) {
    StemmaCollection *collection = NULL;
    if (access(arguments->collection, F_OK) == 0 || arguments->collection_given) {
        collection = open_collection(arguments, STEMMA_OPEN_READ);
        if (!collection) return false;
    }
    bool good = true;
    for (int i = 0; i < 2 && good; i++) {
        bool found = false;
        sides[i].name = arguments->operands[i];
        good = read_from_collection(collection, &sides[i], &found);
        if (good && !found) good = read_from_file(arguments, &sides[i]);
    }
    stemma_collection_close(collection);
    return good;
}

static const char *kind_name(StemmaCompareKind kind) {
    static const char *const names[] = {"equal", "changed", "moved", "only-a", "only-b"};
    return names[kind];
}

static void print_json(const Side sides[2], const StemmaComparison *comparison) {
    Json json = {.stream = stdout};
    json_line_begin(&json);
    json_string(&json, "a", sides[0].name);
    json_string(&json, "b", sides[1].name);
    json_number(&json, "a_words", comparison->a_words);
    json_number(&json, "b_words", comparison->b_words);
    json_number(&json, "a_shared_words", comparison->a_shared_words);
    json_number(&json, "b_shared_words", comparison->b_shared_words);
    json_array_begin(&json, "blocks");
    for (size_t i = 0; i < comparison->block_count; i++) {
        json_object_begin(&json, NULL);
        json_string(&json, "kind", kind_name(comparison->blocks[i].kind));
        json_span(&json, "a", comparison->blocks[i].a);
        json_span(&json, "b", comparison->blocks[i].b);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_line_end(&json);
}

static void append(FILE *stream, CodePoints *points, StemmaSpan span, const char *before, const char *after) {
    size_t begin = code_points_to_byte(points, span.start), end = code_points_to_byte(points, span.end);
    if (end <= begin) return;
    fputs(before, stream);
    fwrite(points->text + begin, 1, end - begin, stream);
    fputs(after, stream);
    fputc(' ', stream);
}

static void print_share(Output *output, const Side *side, uint64_t shared, uint64_t words, const Side *other) {
    output_printf(output, "%.0f %% of ", words > 0 ? 100.0 * (double)shared / (double)words : 0.0);
    output_text(output, side->name);
    output_printf(output, " (%llu of %llu words) stands in ", (unsigned long long)shared, (unsigned long long)words);
    output_text(output, other->name);
    output_printf(output, "\n");
}

static void print_text(const Arguments *arguments, const Side sides[2], const StemmaComparison *comparison) {
    Output output = output_open(stdout, arguments->color);
    print_share(&output, &sides[0], comparison->a_shared_words, comparison->a_words, &sides[1]);
    print_share(&output, &sides[1], comparison->b_shared_words, comparison->b_words, &sides[0]);
    output_printf(&output, "\nonly in the first: [-…-]  only in the second: {+…+}  moved: [>…<]\n\n");
    CodePoints a = {.text = sides[0].text, .size = strlen(sides[0].text)};
    CodePoints b = {.text = sides[1].text, .size = strlen(sides[1].text)};
    char *merged = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&merged, &size);
    if (!stream) return;
    for (size_t i = 0; i < comparison->block_count; i++) {
        const StemmaCompareBlock *block = &comparison->blocks[i];
        switch (block->kind) {
        case STEMMA_COMPARE_EQUAL: append(stream, &a, block->a, "", ""); break;
        case STEMMA_COMPARE_MOVED: append(stream, &a, block->a, "[>", "<]"); break;
        case STEMMA_COMPARE_CHANGED:
        case STEMMA_COMPARE_ONLY_A:
        case STEMMA_COMPARE_ONLY_B:
            append(stream, &a, block->a, "[-", "-]");
            append(stream, &b, block->b, "{+", "+}");
            break;
        }
    }
    fclose(stream);
    output_wrapped(&output, 0, merged, 0);
    output_printf(&output, "\n");
    free(merged);
}

ExitCode command_compare(const Arguments *arguments) {
    Side sides[2] = {0};
    StemmaComparison comparison = {0};
    StemmaError error;
    ExitCode code = EXIT_TROUBLE;
    if (read_sides(arguments, sides)) {
        if (stemma_compare(sides[0].text, sides[1].text, &comparison, &error) == STEMMA_OK) {
            if (arguments->json)
                print_json(sides, &comparison);
            else
                print_text(arguments, sides, &comparison);
            code = comparison.a_shared_words + comparison.b_shared_words > 0 ? EXIT_FOUND : EXIT_NOTHING;
            stemma_comparison_free(&comparison);
        } else {
            report_error(&error);
        }
    }
    free(sides[0].text);
    free(sides[1].text);
    return code;
}
