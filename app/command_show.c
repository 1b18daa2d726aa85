/*
 * stemma show ARTICLE: the article with its findings marked in the text; stemma text ARTICLE: the bare text.
 *
 * Marks in the text: quotations in ⟦ ⟧ with their number, passages shared with other articles as a line below the
 * paragraph they stand in. Blocks that are not narration say what they are. The text itself is never altered, only
 * wrapped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article_text.h"
#include "command.h"
#include "memory.h"
#include "records_text.h"

#define DATES_SHOWN 8

/* A mark to print at a place of the text: an opening or closing bracket of a quotation. */
typedef struct Mark {
    uint64_t at;
    unsigned number;
    bool closes;
} Mark;

/* A block outlives the cursor it came from, so its role is a copy. */
typedef struct ShownBlock {
    StemmaSpan span;
    char role[24];
} ShownBlock;

typedef struct Shown {
    Output output;
    ArticleText text;
    Mark *marks;
    size_t mark_count, mark_capacity;
    ShownBlock *blocks;
    size_t block_count, block_capacity;
    unsigned quotation_count;
} Shown;

static void add_mark(Shown *shown, Mark mark) {
    shown->marks = memory_grow(shown->marks, shown->mark_count, &shown->mark_capacity, sizeof *shown->marks);
    shown->marks[shown->mark_count++] = mark;
}

static bool each_quotation_mark(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Shown *shown = context;
    StemmaQuotation quotation;
    *status = stemma_quotation_next(cursor, &quotation, error);
    if (*status != STEMMA_OK) return false;
    unsigned number = ++shown->quotation_count;
    for (size_t i = 0; i < quotation.content_count; i++) {
        add_mark(shown, (Mark){.at = quotation.content[i].start, .number = number});
        add_mark(shown, (Mark){.at = quotation.content[i].end, .number = number, .closes = true});
    }
    return true;
}

static bool each_quotation_note(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Shown *shown = context;
    StemmaQuotation quotation;
    *status = stemma_quotation_next(cursor, &quotation, error);
    if (*status != STEMMA_OK) return false;
    output_printf(&shown->output, "[%u] ", ++shown->quotation_count);
    text_quotation(&shown->output, &quotation);
    return true;
}

static bool each_passage_note(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Shown *shown = context;
    StemmaPassage passage;
    *status = stemma_passage_next(cursor, &passage, error);
    if (*status != STEMMA_OK) return false;
    bool is_a = strcmp(passage.a_article_id, shown->text.article.id) == 0;
    size_t size;
    const char *words = article_text_find(&shown->text, is_a ? passage.a : passage.b, &size);
    text_passage(&shown->output, &passage, words, size);
    return true;
}

static bool each_derivation_note(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Shown *shown = context;
    StemmaDerivation derivation;
    *status = stemma_derivation_next(cursor, &derivation, error);
    if (*status != STEMMA_OK) return false;
    text_derivation(&shown->output, &derivation);
    return true;
}

static bool each_block(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Shown *shown = context;
    StemmaBlock block;
    *status = stemma_block_next(cursor, &block, error);
    if (*status != STEMMA_OK) return false;
    shown->blocks = memory_grow(shown->blocks, shown->block_count, &shown->block_capacity, sizeof *shown->blocks);
    ShownBlock *kept = &shown->blocks[shown->block_count++];
    kept->span = block.span;
    snprintf(kept->role, sizeof kept->role, "%s", block.role);
    return true;
}

/* By place; at one place closing marks come first, inner ones before outer ones. */
static int compare_marks(const void *left, const void *right) {
    const Mark *a = left, *b = right;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    if (a->closes != b->closes) return a->closes ? -1 : 1;
    if (a->number != b->number) return (a->number < b->number) == a->closes ? 1 : -1;
    return 0;
}

/* A block may hold several paragraphs, one behind each line end. */
static void print_paragraphs(Output *output, char *block) {
    for (char *line = block; *line;) {
        size_t size = strcspn(line, "\n");
        bool last = line[size] == 0;
        line[size] = 0;
        if (strspn(line, " \t\r") < size) {
            output_wrapped(output, 0, line, 0);
            output_printf(output, "\n\n");
        }
        line += size + !last;
    }
}

static void print_marked(Shown *shown, StemmaSpan span, size_t *next_mark) {
    char *line = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&line, &size);
    if (!stream) return;
    uint64_t at = span.start;
    while (*next_mark < shown->mark_count && shown->marks[*next_mark].at <= span.end) {
        const Mark *mark = &shown->marks[(*next_mark)++];
        size_t piece_size;
        uint64_t to = mark->at > at ? mark->at : at;
        const char *piece = article_text_find(&shown->text, (StemmaSpan){at, to}, &piece_size);
        fwrite(piece, 1, piece_size, stream);
        if (mark->closes)
            fprintf(stream, "⟧");
        else
            fprintf(stream, "⟦%u ", mark->number);
        at = to;
    }
    size_t piece_size;
    const char *piece = article_text_find(&shown->text, (StemmaSpan){at, span.end}, &piece_size);
    fwrite(piece, 1, piece_size, stream);
    fclose(stream);
    print_paragraphs(&shown->output, line);
    free(line);
}

/* Asides whose place is not beyond `place`, faint, with what they are: one line for neighbours of one role. */
static void print_asides(Shown *shown, uint64_t place, size_t *next_aside) {
    const StemmaArticle *article = &shown->text.article;
    output_style(&shown->output, STYLE_FAINT);
    const char *role = NULL;
    for (; *next_aside < article->aside_count && article->asides[*next_aside].place <= place; ++*next_aside) {
        const StemmaAside *aside = &article->asides[*next_aside];
        bool goes_on = role && strcmp(role, aside->role) == 0;
        if (!goes_on) output_printf(&shown->output, "%s[%s, beside the text]", role ? "\n\n" : "", aside->role);
        output_printf(&shown->output, goes_on ? " · " : " ");
        output_text(&shown->output, aside->text);
        role = aside->role;
    }
    if (role) output_printf(&shown->output, "\n\n");
    output_style(&shown->output, STYLE_PLAIN);
}

/* One block, with the asides that stand between its paragraphs. */
static void print_block(Shown *shown, StemmaSpan span, size_t *next_mark, size_t *next_aside) {
    const StemmaArticle *article = &shown->text.article;
    while (*next_aside < article->aside_count && article->asides[*next_aside].place < span.end) {
        uint64_t place = article->asides[*next_aside].place;
        print_marked(shown, (StemmaSpan){span.start, place}, next_mark);
        print_asides(shown, place, next_aside);
        span.start = place;
    }
    print_marked(shown, span, next_mark);
}

static void print_body(Shown *shown) {
    if (shown->mark_count > 0) qsort(shown->marks, shown->mark_count, sizeof *shown->marks, compare_marks);
    size_t next_mark = 0;
    size_t next_aside = 0;
    for (size_t i = 0; i < shown->block_count; i++) {
        const ShownBlock *block = &shown->blocks[i];
        bool narration = strcmp(block->role, "narration") == 0;
        print_asides(shown, block->span.start, &next_aside);
        if (!narration) {
            output_style(&shown->output, STYLE_FAINT);
            output_printf(&shown->output, "[%s]\n", block->role);
        }
        print_block(shown, block->span, &next_mark, &next_aside);
        output_style(&shown->output, STYLE_PLAIN);
    }
    if (shown->block_count == 0) {
        output_wrapped(&shown->output, 0, shown->text.article.text, 0);
        output_printf(&shown->output, "\n\n");
    }
    print_asides(shown, UINT64_MAX, &next_aside);
}

static void print_fact(Output *output, const char *label, const char *value) {
    if (!value) return;
    output_printf(output, "    %s ", label);
    output_text(output, value);
    output_printf(output, "\n");
}

static bool date_was_shown(const StemmaDates *dates, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (strcmp(dates->dates[i].from, dates->dates[index].from) == 0 &&
            strcmp(dates->dates[i].to, dates->dates[index].to) == 0)
            return true;
    return false;
}

/* The first few times that the text speaks of, each once: "Monday (2020-02-24)". */
static void print_dates(Output *output, const StemmaArticle *article) {
    StemmaDates dates;
    stemma_dates_find(article, &dates);
    size_t shown = 0, left_out = 0;
    for (size_t i = 0; i < dates.date_count; i++) {
        const StemmaDate *date = &dates.dates[i];
        if (date_was_shown(&dates, i)) continue;
        if (shown == DATES_SHOWN) {
            left_out++;
            continue;
        }
        output_printf(output, shown++ == 0 ? "    speaks of " : ", ");
        output_text(output, date->text);
        bool year = strcmp(date->precision, "year") == 0, month = strcmp(date->precision, "month") == 0;
        int size = year ? 4 : month ? 7 : 10; /* "2019", "2019-09", "2019-09-20" */
        bool one = strncmp(date->from, date->to, (size_t)size) == 0;
        if (one)
            output_printf(output, " (%.*s)", size, date->from);
        else
            output_printf(output, " (%s to %s)", date->from, date->to);
    }
    if (left_out > 0) output_printf(output, ", and %zu more", left_out);
    if (shown > 0) output_printf(output, "\n");
    stemma_dates_free(&dates);
}

/* What is known of the article beyond the line that lists it. */
static void print_facts(Output *output, const StemmaArticle *article) {
    output_style(output, STYLE_FAINT);
    print_fact(output, "by", article->byline);
    print_fact(output, "credited to", article->agency.text);
    print_fact(output, "section", article->section);
    print_fact(output, "changed", article->modified);
    print_fact(output, "at", article->url);
    print_dates(output, article);
    output_style(output, STYLE_PLAIN);
}

static void heading(Output *output, const char *text) {
    output_style(output, STYLE_STRONG);
    output_printf(output, "%s", text);
    output_style(output, STYLE_PLAIN);
    output_printf(output, "\n");
}

static bool show_article(Shown *shown) {
    StemmaCollection *collection = shown->text.collection;
    StemmaFilter filter = {.article_id = shown->text.article.id};
    if (!for_each_record(collection, STEMMA_QUOTATIONS, &filter, each_quotation_mark, shown)) return false;
    if (!for_each_record(collection, STEMMA_BLOCKS, &filter, each_block, shown)) return false;
    text_article(&shown->output, &shown->text.article);
    print_facts(&shown->output, &shown->text.article);
    output_printf(&shown->output, "\n");
    print_body(shown);
    if (shown->quotation_count > 0) heading(&shown->output, "Quotations");
    shown->quotation_count = 0;
    if (!for_each_record(collection, STEMMA_QUOTATIONS, &filter, each_quotation_note, shown)) return false;
    heading(&shown->output, "Shared with other articles");
    if (!for_each_record(collection, STEMMA_PASSAGES, &filter, each_passage_note, shown)) return false;
    heading(&shown->output, "Where it came from, where it went");
    return for_each_record(collection, STEMMA_DERIVATIONS, &filter, each_derivation_note, shown);
}

/* Opens the collection and the article that the first operand names. */
static bool open_article(const Arguments *arguments, ArticleText *text) {
    *text = (ArticleText){.collection = open_collection(arguments, STEMMA_OPEN_READ)};
    if (!text->collection) return false;
    char id[33];
    StemmaError error;
    if (stemma_article_find(text->collection, arguments->operands[0], id, &error) == STEMMA_OK)
        return article_text_read(text, id);
    report_error(&error);
    return false;
}

static void close_article(ArticleText *text) {
    article_text_close(text);
    stemma_collection_close(text->collection);
}

ExitCode command_show(const Arguments *arguments) {
    Shown shown = {.output = output_open(stdout, arguments->color)};
    bool good = open_article(arguments, &shown.text);
    if (good) {
        warn_if_not_traced(shown.text.collection);
        good = show_article(&shown);
    }
    free(shown.marks);
    free(shown.blocks);
    close_article(&shown.text);
    return good ? EXIT_FOUND : EXIT_TROUBLE;
}

ExitCode command_text(const Arguments *arguments) {
    ArticleText text;
    bool good = open_article(arguments, &text);
    if (good) fwrite(text.article.text, 1, text.article.text_size, stdout);
    close_article(&text);
    return good ? EXIT_FOUND : EXIT_TROUBLE;
}
