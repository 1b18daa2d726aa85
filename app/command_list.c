/*
 * The listing commands: articles, stories, quotes, passages, families, lineage.
 *
 * All are one shape: a cursor over one kind of record, each record printed as a line of JSON or as text. Nothing is cut
 * off: a list is always complete.
 */
#include <stdio.h>

#include "article_text.h"
#include "command.h"
#include "listing.h"
#include "records_json.h"
#include "records_text.h"

typedef struct Listing {
    Output output;
    Json json;
    const ListingRequest *request;
    uint64_t count;
    ArticleText text; /* for the passages' words */
} Listing;

static bool is_full(const Listing *listing) {
    return listing->request->count_max > 0 && listing->count == listing->request->count_max;
}

/* A function that reads the next record of a kind and prints it. */
#define DEFINE_EACH(name, Type, next, print_json, print_text)                                                          \
    static bool name(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {                  \
        Listing *listing = context;                                                                                    \
        Type record;                                                                                                   \
        if (is_full(listing)) return false;                                                                            \
        *status = next(cursor, &record, error);                                                                        \
        if (*status != STEMMA_OK) return false;                                                                        \
        if (listing->request->json)                                                                                    \
            print_json(&listing->json, &record);                                                                       \
        else                                                                                                           \
            print_text(&listing->output, &record);                                                                     \
        listing->count++;                                                                                              \
        return true;                                                                                                   \
    }

DEFINE_EACH(each_article, StemmaArticle, stemma_article_next, json_article, text_article)
DEFINE_EACH(each_story, StemmaStory, stemma_story_next, json_story, text_story)
DEFINE_EACH(each_quotation, StemmaQuotation, stemma_quotation_next, json_quotation, text_quotation)
DEFINE_EACH(each_family, StemmaFamily, stemma_family_next, json_family, text_family)
DEFINE_EACH(each_derivation, StemmaDerivation, stemma_derivation_next, json_derivation, text_derivation)

static bool each_passage(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Listing *listing = context;
    StemmaPassage record;
    if (is_full(listing)) return false;
    *status = stemma_passage_next(cursor, &record, error);
    if (*status != STEMMA_OK) return false;
    listing->count++;
    if (listing->request->json) {
        json_passage(&listing->json, &record);
        return true;
    }
    size_t size = 0;
    const char *words = NULL;
    if (article_text_read(&listing->text, record.a_article_id))
        words = article_text_find(&listing->text, record.a, &size);
    text_passage(&listing->output, &record, words, size);
    return true;
}

bool list_records(StemmaCollection *collection, const ListingRequest *request, uint64_t *count) {
    static const EachRecord each[] = {
        [STEMMA_ARTICLES] = each_article, [STEMMA_QUOTATIONS] = each_quotation, [STEMMA_PASSAGES] = each_passage,
        [STEMMA_FAMILIES] = each_family,  [STEMMA_STORIES] = each_story,        [STEMMA_DERIVATIONS] = each_derivation,
    };
    Listing listing = {.output = output_open(stdout, request->color),
                       .json = {.stream = stdout},
                       .request = request,
                       .text = {.collection = collection}};
    bool listed = for_each_record(collection, request->record, &request->filter, each[request->record], &listing);
    article_text_close(&listing.text);
    *count = listing.count;
    return listed;
}

static ExitCode list_command(const Arguments *arguments, StemmaRecord record) {
    StemmaCollection *collection = open_collection(arguments, STEMMA_OPEN_READ);
    if (!collection) return EXIT_TROUBLE;
    ExitCode code = EXIT_TROUBLE;
    ListingRequest request = {.record = record,
                              .filter = {.story = arguments->story, .with_text = arguments->with_text},
                              .json = arguments->json,
                              .color = arguments->color};
    char article_id[33];
    StemmaError error;
    if (arguments->article) {
        if (stemma_article_find(collection, arguments->article, article_id, &error) != STEMMA_OK) {
            report_error(&error);
            goto done;
        }
        request.filter.article_id = article_id;
    }
    warn_if_not_traced(collection);
    uint64_t count;
    if (list_records(collection, &request, &count)) code = count > 0 ? EXIT_FOUND : EXIT_NOTHING;
done:
    stemma_collection_close(collection);
    return code;
}

ExitCode command_articles(const Arguments *arguments) {
    return list_command(arguments, STEMMA_ARTICLES);
}

ExitCode command_stories(const Arguments *arguments) {
    return list_command(arguments, STEMMA_STORIES);
}

ExitCode command_quotes(const Arguments *arguments) {
    return list_command(arguments, STEMMA_QUOTATIONS);
}

ExitCode command_passages(const Arguments *arguments) {
    return list_command(arguments, STEMMA_PASSAGES);
}

ExitCode command_families(const Arguments *arguments) {
    return list_command(arguments, STEMMA_FAMILIES);
}

ExitCode command_lineage(const Arguments *arguments) {
    return list_command(arguments, STEMMA_DERIVATIONS);
}
