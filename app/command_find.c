/* stemma find TEXT: where this text, or something close to it, occurs, the best hit first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "json.h"

#define QUERY_BYTES_MAX ((size_t)4 << 20)

/* All of standard input, NUL-terminated; NULL after a message. */
static char *read_standard_input(void) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    char block[4096];
    size_t total = 0;
    for (size_t got; stream && (got = fread(block, 1, sizeof block, stdin)) > 0;) {
        total += got;
        if (total > QUERY_BYTES_MAX) break;
        fwrite(block, 1, got, stream);
    }
    if (stream) fclose(stream);
    if (total <= QUERY_BYTES_MAX && text) return text;
    report_trouble("standard input holds more than %zu bytes: a quotation or a paragraph was wanted", QUERY_BYTES_MAX);
    free(text);
    return NULL;
}

static void print_hit_json(const StemmaHit *hit) {
    Json json = {.stream = stdout};
    json_line_begin(&json);
    json_string(&json, "article", hit->article);
    json_number(&json, "start", hit->span.start);
    json_number(&json, "end", hit->span.end);
    json_string(&json, "text", hit->text);
    json_span(&json, "query", hit->query_span);
    json_number(&json, "words", hit->words);
    json_decimal(&json, "identity", hit->identity);
    json_line_end(&json);
}

static void print_hit(Output *output, const StemmaHit *hit) {
    output_style(output, STYLE_STRONG);
    output_text(output, hit->article);
    output_style(output, STYLE_PLAIN);
    output_printf(output, ":%llu  %llu words, %.0f %% alike\n    “", (unsigned long long)hit->span.start,
                  (unsigned long long)hit->words, hit->identity * 100);
    output_wrapped(output, 4, hit->text, 0);
    output_printf(output, "”\n");
}

ExitCode command_find(const Arguments *arguments) {
    bool from_input = strcmp(arguments->operands[0], "-") == 0;
    char *read = from_input ? read_standard_input() : NULL;
    if (from_input && !read) return EXIT_TROUBLE;
    ExitCode code = EXIT_TROUBLE;
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    StemmaHits hits;
    StemmaError error;
    if (collection && stemma_find(collection, read ? read : arguments->operands[0], &hits, &error) == STEMMA_OK) {
        Output output = output_open(stdout, arguments->color);
        for (size_t i = 0; i < hits.hit_count; i++) {
            if (arguments->json)
                print_hit_json(&hits.hits[i]);
            else
                print_hit(&output, &hits.hits[i]);
        }
        code = hits.hit_count > 0 ? EXIT_FOUND : EXIT_NOTHING;
        stemma_hits_free(&hits);
    } else if (collection) {
        report_error(&error);
    }
    stemma_collection_close(collection);
    free(read);
    return code;
}
