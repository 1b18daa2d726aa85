/*
 * Every stage's result for one article, as lines of plain text: the answer to "why does it say that?".
 *
 * In:  a traced collection and an article.
 * Out: one section a stage, in the order of the flow: text, blocks, quoted spans, quotations, speakers, seeds, pairs of
 *      articles with their chains and alignments, comparisons for rewording, passages, families, story, derivations;
 *      or, where another article is named, what concerns the two. Places are code points; quoted words are cut to a line.
 *
 * What depends on all articles (names, families, derivations) is read from the findings; what depends on this article
 * alone, or on it and those it shares words with, is computed again: the marks, who found an attribution, and the
 * matching engine's steps. So the cost is that of a few hundred articles, whatever the collection; but for what was
 * compared for rewording and dropped, which all articles decide (rewordings.c): that is told of small collections, and
 * where it is asked for.
 *
 * Invariant: ids and places are those that the cursors show, for they come from there.
 */
#include <string.h>

#include "explain_parts.h"
#include "quote/quotations.h"
#include "read/calendar.h"
#include "text/dates.h"

/* The returned text and the arena it lives in. */
typedef struct Explanation {
    Arena memory;
    char text[];
} Explanation;

/* --- The article -------------------------------------------------------------------------------------------------- */

/* What the article's page says of it, beyond what the stages read. */
static void append_record(Explainer *explainer, const StemmaArticle *record) {
    Buffer *out = &explainer->out;
    explain_line(explainer, "  modified ", record->modified);
    explain_line(explainer, "  section ", record->section);
    explain_line(explainer, "  credited to ", record->agency.text);
    const Article *article = &explainer->corpus.articles[explainer->article];
    for (uint32_t i = 0; i < article->link_count; i++) explain_bytes_line(explainer, "  link ", article->links[i]);
    for (uint32_t i = 0; i < article->link_place_count; i++) {
        explain_words(explainer, "  link at ", article->link_places[i].bytes);
        explain_bytes_line(explainer, " leads to ", article->links[article->link_places[i].link]);
    }
    if (record->statement_count > 0) buffer_append_string(out, "\nwhat is stated of it, the surest first\n");
    for (size_t i = 0; i < record->statement_count; i++) {
        const StemmaStatement *statement = &record->statements[i];
        buffer_printf(out, "  %s, by %s: ", statement->field, statement->origin);
        explain_excerpt(out, bytes_from_string(statement->value));
        buffer_append_byte(out, '\n');
    }
    if (record->aside_count > 0) buffer_append_string(out, "\nbeside the text\n");
    for (size_t i = 0; i < record->aside_count; i++) {
        const StemmaAside *aside = &record->asides[i];
        buffer_printf(out, "  %s at %llu ", aside->role, (unsigned long long)aside->place);
        explain_excerpt(out, bytes_from_string(aside->text));
        buffer_append_byte(out, '\n');
    }
}

static Status explain_record(Explainer *explainer, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StoreCursor *cursor = NULL;
    StemmaArticle record;
    Status status = store_cursor_open(explainer->collection->store, STEMMA_ARTICLES, &filter, &cursor, error);
    if (!status) status = store_article_next(cursor, &record, error);
    if (!status) append_record(explainer, &record);
    store_cursor_close(cursor);
    return status;
}

static void explain_text(Explainer *explainer) {
    const Article *article = &explainer->corpus.articles[explainer->article];
    Buffer *out = &explainer->out;
    buffer_printf(out, "article %s\n", article->id);
    explain_bytes_line(explainer, "  path ", article->path);
    explain_bytes_line(explainer, "  title ", article->title);
    explain_bytes_line(explainer, "  outlet ", article->outlet);
    explain_bytes_line(explainer, "  byline ", article->byline);
    explain_bytes_line(explainer, "  published ", article->published);
    explain_bytes_line(explainer, "  url ", article->url);
    explain_bytes_line(explainer, "  language ", article->language);
}

static void explain_size(Explainer *explainer) {
    const Text *text = explainer->text;
    Buffer *out = &explainer->out;
    buffer_printf(out, "\ntext: %u code points, %u words, %u sentences, %u paragraphs\n",
                  code_point_index_find(&explainer->index, (uint32_t)text->bytes.size), text->word_count,
                  text->sentence_count, text->paragraph_count);
}

static void explain_blocks(Explainer *explainer) {
    const Text *text = explainer->text;
    buffer_printf(&explainer->out, "\nblocks: %u\n", text->paragraph_count);
    for (uint32_t i = 0; i < text->paragraph_count; i++) {
        const Paragraph *paragraph = &text->paragraphs[i];
        buffer_printf(&explainer->out, "  %s ", role_name(paragraph->role));
        explain_words(explainer, "", paragraph->bytes);
        buffer_printf(&explainer->out, "  %u sentences, %u words\n", paragraph->sentence_count,
                      paragraph->words.end - paragraph->words.begin);
    }
}

static void explain_dates(Explainer *explainer, Arena scratch) {
    TextDates dates = dates_find(&explainer->corpus.articles[explainer->article], explainer->text, &scratch);
    buffer_printf(&explainer->out, "\ndates in the text: %u\n", dates.count);
    for (uint32_t i = 0; i < dates.count; i++) {
        const TextDate *date = &dates.items[i];
        char from[CALENDAR_DAY_SIZE], to[CALENDAR_DAY_SIZE];
        calendar_day_form(from, date->interval.begin_unix_s);
        calendar_day_form(to, date->interval.end_unix_s - 1);
        buffer_printf(&explainer->out, "  %s ", date_precision_name(date->precision));
        explain_words(explainer, "", date->bytes);
        buffer_printf(&explainer->out, " from %s to %s%s%s\n", from, to,
                      date->relative ? ", counted from the day of publication" : "", date->ahead ? ", ahead" : "");
    }
}

static void explain_quoted(Explainer *explainer, const QuotedSpans *quoted) {
    buffer_printf(&explainer->out, "\nquoted spans: %u\n", quoted->count);
    for (uint32_t i = 0; i < quoted->count; i++) {
        const QuotedSpan *span = &quoted->items[i];
        buffer_printf(&explainer->out, "  %u: ", i + 1);
        explain_words(explainer, "", span->inner);
        if (span->parent != INDEX_NONE) buffer_printf(&explainer->out, "  inside %u", span->parent + 1);
        if (span->continues != INDEX_NONE) buffer_printf(&explainer->out, "  goes on from %u", span->continues + 1);
        if (span->unclosed) buffer_append_string(&explainer->out, "  never closed: ends with its paragraph");
        buffer_append_byte(&explainer->out, '\n');
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

/* The marks, and who found an attribution: what one article is enough for. */
static Status find_quotations(const Explainer *explainer, Quotations *out, Arena *result, Arena scratch, Error *error) {
    StemmaTotals totals;
    Status status = quotations_prepare(error);
    if (!status) status = store_totals_read(explainer->collection->store, &totals, error);
    if (status) return status;
    Corpus alone = explainer->corpus;
    alone.articles += explainer->article;
    alone.texts += explainer->article;
    alone.article_count = 1;
    QuotationOptions options = {.reach = quotations_reach(totals.words), .threads = 1};
    *out = quotations_find(&alone, &options, result, scratch);
    return STEMMA_OK;
}

/* What concerns no other article. */
static Status explain_alone(Explainer *explainer, const Quotations *quotations, Arena scratch, Error *error) {
    Status status = explain_record(explainer, error);
    if (status) return status;
    explain_size(explainer);
    explain_blocks(explainer);
    explain_dates(explainer, scratch);
    explain_quoted(explainer, &quotations->quoted[0]);
    status = explain_quotations(explainer, quotations, error);
    return status ? status : explain_speakers(explainer, error);
}

static Status explain_article(Explainer *explainer, Arena *result, Error *error) {
    Arena scratch = arena_open(0);
    Quotations quotations = {0};
    Status status = explain_read(explainer, result, error);
    if (!status && !explainer->options.other_id) {
        status = find_quotations(explainer, &quotations, result, scratch, error);
    }
    if (!status) explain_text(explainer);
    if (!status && !explainer->options.other_id) status = explain_alone(explainer, &quotations, scratch, error);
    if (!status) status = explain_matches(explainer, scratch, error);
    if (!status) status = explain_reworded(explainer, error);
    if (!status) status = explain_passages(explainer, scratch, error);
    if (!status && !explainer->options.other_id) status = explain_families(explainer, error);
    if (!status) status = explain_lineage(explainer, error);
    arena_close(&scratch);
    return status;
}

STEMMA_API StemmaStatus stemma_explain(StemmaCollection *collection, const char *article_id,
                                       const StemmaExplainOptions *options, char **out, StemmaError *error) {
    *out = NULL;
    bool traced = false;
    Status status = store_traced(collection->store, &traced, error);
    if (status) return status;
    if (!traced) {
        return error_set(error, STEMMA_NOT_TRACED,
                         "articles were added since the last trace; trace the collection first");
    }
    Arena result = arena_open(0), lines = arena_open(0);
    Explainer explainer = {.collection = collection, .article_id = article_id, .out = {.arena = &lines}};
    if (options) explainer.options = *options;
    status = explain_article(&explainer, &result, error);
    if (!status) {
        Arena memory = arena_open(0);
        Bytes all = buffer_bytes(&explainer.out);
        Explanation *explanation = arena_allocate(&memory, sizeof(Explanation) + all.size + 1, _Alignof(Explanation));
        memcpy(explanation->text, all.data, all.size);
        explanation->text[all.size] = 0;
        explanation->memory = memory;
        *out = explanation->text;
    }
    arena_close(&lines);
    arena_close(&result);
    return status;
}

STEMMA_API void stemma_text_free(char *text) {
    if (!text) return;
    Explanation *explanation = (Explanation *)(void *)(text - offsetof(Explanation, text));
    Arena memory = explanation->memory;
    arena_close(&memory);
}
