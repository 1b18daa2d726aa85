/*
 * The command explain: every stage's intermediate result for one article, or for two together.
 *
 * As text it is what the library tells, line by line. As JSON it is the comparisons for rewording, a line for each other
 * article: what was kept is in `passages --json` as well, what was dropped is told nowhere else.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "output.h"
#include "records_json.h"

typedef struct Asked {
    StemmaCollection *collection;
    char id[33];
    char other_id[33];
    bool has_other;
    bool all;
} Asked;

static void print_lines(const char *explanation, Output *output) {
    for (const char *line = explanation; *line;) {
        const char *end = strchr(line, '\n');
        size_t size = end ? (size_t)(end - line) : strlen(line);
        size_t indent = strspn(line, " ");
        if (indent > size) indent = size;
        output_printf(output, "%*s", (int)indent, "");
        output_text_sized(output, line + indent, size - indent);
        output_printf(output, "\n");
        line += size + (end != NULL);
    }
}

static StemmaStatus explain_as_text(const Asked *asked, const char *color, StemmaError *error) {
    StemmaExplainOptions options = {.other_id = asked->has_other ? asked->other_id : NULL, .all = asked->all};
    char *explanation = NULL;
    StemmaStatus status = stemma_explain(asked->collection, asked->id, &options, &explanation, error);
    if (status) return status;
    Output output = output_open(stdout, color);
    print_lines(explanation, &output);
    stemma_text_free(explanation);
    return STEMMA_OK;
}

static StemmaStatus explain_as_json(const Asked *asked, StemmaError *error) {
    StemmaRewordings found;
    StemmaStatus status =
        stemma_rewordings_find(asked->collection, asked->id, asked->has_other ? asked->other_id : NULL, &found, error);
    if (status) return status;
    Json json = {.stream = stdout};
    for (size_t i = 0; i < found.pair_count; i++) json_reworded_pair(&json, &found.pairs[i]);
    stemma_rewordings_free(&found);
    return STEMMA_OK;
}

ExitCode command_explain(const Arguments *arguments) {
    Asked asked = {.has_other = arguments->operand_count > 1, .all = arguments->all};
    asked.collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!asked.collection) return EXIT_TROUBLE;
    StemmaError error;
    StemmaStatus status = stemma_article_find(asked.collection, arguments->operands[0], asked.id, &error);
    if (!status && asked.has_other) {
        status = stemma_article_find(asked.collection, arguments->operands[1], asked.other_id, &error);
    }
    if (!status && asked.has_other && strcmp(asked.id, asked.other_id) == 0) {
        stemma_collection_close(asked.collection);
        return report_trouble("%s and %s are one article: name another one", arguments->operands[0],
                              arguments->operands[1]);
    }
    if (!status) {
        status = arguments->json ? explain_as_json(&asked, &error) : explain_as_text(&asked, arguments->color, &error);
    }
    if (status) report_error(&error);
    stemma_collection_close(asked.collection);
    return status ? EXIT_TROUBLE : EXIT_FOUND;
}
