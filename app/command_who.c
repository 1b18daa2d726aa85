/*
 * stemma who [NAME]: everything one source said, everywhere, in time; without a name, who says how much.
 *
 * Out: the speaker with all spellings, then each quotation with its date, outlet, article, family and the media it came
 * through; as JSON the quotations alone, each with `published` and `outlet`.
 */
#include <stdio.h>

#include "command.h"
#include "json.h"
#include "records_json.h"
#include "records_text.h"

typedef struct Listed {
    Output output;
    Json json;
    bool as_json;
    uint64_t count;
} Listed;

static bool each_speaker(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Listed *listed = context;
    StemmaSpeaker speaker;
    *status = stemma_speaker_next(cursor, &speaker, error);
    if (*status != STEMMA_OK) return false;
    listed->count++;
    if (listed->as_json) {
        json_speaker(&listed->json, &speaker);
    } else {
        text_speaker(&listed->output, &speaker);
    }
    return true;
}

static bool each_statement(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Listed *listed = context;
    StemmaQuotation quotation;
    *status = stemma_quotation_next(cursor, &quotation, error);
    if (*status != STEMMA_OK) return false;
    listed->count++;
    if (listed->as_json) {
        json_statement(&listed->json, &quotation);
    } else {
        output_printf(&listed->output, "\n");
        text_statement(&listed->output, &quotation);
    }
    return true;
}

static bool list_speaker(StemmaCollection *collection, const char *name, Listed *listed) {
    char id[16];
    StemmaError error;
    if (stemma_speaker_find(collection, name, id, &error) != STEMMA_OK) {
        report_error(&error);
        return false;
    }
    StemmaFilter filter = {.speaker = id};
    if (!listed->as_json && !for_each_record(collection, STEMMA_SPEAKERS, &filter, each_speaker, listed)) return false;
    return for_each_record(collection, STEMMA_QUOTATIONS, &filter, each_statement, listed);
}

ExitCode command_who(const Arguments *arguments) {
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    warn_if_not_traced(collection);
    Listed listed = {
        .output = output_open(stdout, arguments->color), .json = {.stream = stdout}, .as_json = arguments->json};
    bool good = arguments->operand_count > 0
                    ? list_speaker(collection, arguments->operands[0], &listed)
                    : for_each_record(collection, STEMMA_SPEAKERS, NULL, each_speaker, &listed);
    stemma_collection_close(collection);
    if (!good) return EXIT_TROUBLE;
    return listed.count > 0 ? EXIT_FOUND : EXIT_NOTHING;
}
