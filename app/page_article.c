/*
 * One article on the page: its text with everything found marked in place.
 *
 * In: the article, its blocks, quotations and passages. Out: paragraphs in which quotations are tinted and numbered
 * (the list below says who said them), and passages shared with other articles underlined (solid for copied, dashed for
 * edited; another list says why text is called reworded); above the text a strip and a line that say how much of it is what.
 *
 * The idea: one set of flags for every code point, painted by all findings, then read off in runs; overlapping findings
 * need no special care. Invariant: the text's own characters are printed once each, in order.
 */
#include <stdlib.h>
#include <string.h>

#include "article_text.h"
#include "command.h"
#include "memory.h"
#include "page_parts.h"

typedef enum Paint {
    PAINT_CREDITED = 1, /* quoted speech that somebody is shown saying */
    PAINT_UNCREDITED = 2, /* quoted speech that nobody is shown saying */
    PAINT_COPIED = 4,
    PAINT_EDITED = 8,
    PAINT_BOILERPLATE = 16,
    PAINT_CONTENT = 32 /* inside some quotation, marks or not */
} Paint;

typedef struct Page {
    Html *html;
    ArticleText text;
    uint8_t *paint; /* by code point */
    uint32_t *quotation; /* by code point: its number, 0 for none */
    uint64_t length;
    unsigned quotation_count;
    unsigned rewording_count;
} Page;

static void paint(Page *page, StemmaSpan span, Paint with) {
    uint64_t end = span.end < page->length ? span.end : page->length;
    for (uint64_t i = span.start; i < end; i++) page->paint[i] |= (uint8_t)with;
}

static bool each_quotation_painted(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Page *page = context;
    StemmaQuotation quotation;
    *status = stemma_quotation_next(cursor, &quotation, error);
    if (*status != STEMMA_OK) return false;
    unsigned number = ++page->quotation_count;
    Paint speech = quotation.source.text ? PAINT_CREDITED : PAINT_UNCREDITED;
    for (size_t i = 0; i < quotation.quoted_count; i++) paint(page, quotation.quoted[i], speech);
    for (size_t i = 0; i < quotation.content_count; i++) {
        StemmaSpan span = quotation.content[i];
        paint(page, span, PAINT_CONTENT);
        for (uint64_t at = span.start; at < span.end && at < page->length; at++) page->quotation[at] = number;
    }
    return true;
}

static bool each_passage_painted(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Page *page = context;
    StemmaPassage passage;
    *status = stemma_passage_next(cursor, &passage, error);
    if (*status != STEMMA_OK) return false;
    StemmaSpan span = strcmp(passage.a_article_id, page->text.article.id) == 0 ? passage.a : passage.b;
    paint(page, span,
          passage.boilerplate                   ? PAINT_BOILERPLATE
          : strcmp(passage.kind, "copied") == 0 ? PAINT_COPIED
                                                : PAINT_EDITED);
    return true;
}

/* What one code point counts as in the verdict. Speech first: a copied quotation is quoted speech, credited or not. */
static int verdict_of(uint8_t painted) {
    if (painted & PAINT_CREDITED) return 0;
    if (painted & PAINT_UNCREDITED) return 1;
    if (painted & PAINT_BOILERPLATE) return 4;
    if (painted & PAINT_COPIED) return 2;
    if (painted & PAINT_EDITED) return 3;
    return 5;
}

static const char *const verdict_classes[] = {"cq", "uq", "cp", "ed", "bp", "ow"};
static const char *const verdict_names[] = {
    "quoted, credited", "quoted, nobody credited", "shared word for word", "shared, edited", "boilerplate", "its own"};
#define VERDICTS 6
#define STRIP_STEPS 400

static void print_verdict(Page *page) {
    uint64_t counts[VERDICTS] = {0};
    for (uint64_t i = 0; i < page->length; i++) counts[verdict_of(page->paint[i])]++;
    Html *html = page->html;
    html_markup(html, "<div class=\"strip\" role=\"img\" aria-label=\"what each part of the text is; the figures "
                      "follow\">");
    uint64_t run_start = 0;
    uint64_t step = page->length / STRIP_STEPS + 1;
    for (uint64_t at = 0; at < page->length; at += step) {
        uint64_t next = at + step;
        bool ends = next >= page->length || verdict_of(page->paint[next]) != verdict_of(page->paint[at]);
        if (!ends) continue;
        uint64_t end = next < page->length ? next : page->length;
        html_markup(html, "<span class=\"%s\" style=\"width:%.2f%%\"></span>",
                    verdict_classes[verdict_of(page->paint[at])],
                    100.0 * (double)(end - run_start) / (double)page->length);
        run_start = end;
    }
    html_markup(html, "</div><ul class=\"legend\">");
    for (int i = 0; i < VERDICTS; i++)
        if (counts[i] > 0)
            html_markup(html, "<li><i class=\"%s\"></i>%s %.0f %%</li>", verdict_classes[i], verdict_names[i],
                        100.0 * (double)counts[i] / (double)page->length);
    html_markup(html, "</ul>");
}

static void print_run(Page *page, StemmaSpan run, bool *numbered, unsigned *last_number) {
    uint8_t painted = page->paint[run.start];
    unsigned number = page->quotation[run.start];
    bool shared = (painted & (PAINT_COPIED | PAINT_EDITED)) != 0;
    bool edited = (painted & PAINT_COPIED) == 0;
    Html *html = page->html;
    if (painted & PAINT_CONTENT) {
        html_markup(html, "<span class=\"q\">");
        if (!*numbered || *last_number != number)
            html_markup(html, "<sup><a href=\"#q-%s-%u\">%u</a></sup>", page->text.article.id, number, number);
    }
    *numbered = (painted & PAINT_CONTENT) != 0;
    *last_number = number;
    if (shared) html_markup(html, "<span class=\"s%s\">", edited ? " e" : "");
    size_t size;
    const char *words = article_text_find(&page->text, run, &size);
    html_text_sized(html, words, size);
    if (shared) html_markup(html, "</span>");
    if (painted & PAINT_CONTENT) html_markup(html, "</span>");
}

static bool each_block_printed(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Page *page = context;
    StemmaBlock block;
    *status = stemma_block_next(cursor, &block, error);
    if (*status != STEMMA_OK) return false;
    bool narration = strcmp(block.role, "narration") == 0;
    if (narration)
        html_markup(page->html, "<p>");
    else
        html_markup(page->html, "<p class=\"role\"><small>%s: </small>", block.role);
    uint64_t end = block.span.end < page->length ? block.span.end : page->length;
    bool numbered = false;
    unsigned last_number = 0;
    for (uint64_t at = block.span.start; at < end;) {
        uint64_t next = at + 1;
        while (next < end && page->paint[next] == page->paint[at] && page->quotation[next] == page->quotation[at])
            next++;
        print_run(page, (StemmaSpan){at, next}, &numbered, &last_number);
        at = next;
    }
    html_markup(page->html, "</p>\n");
    return true;
}

static void print_speaker(Html *html, const StemmaQuotation *quotation) {
    if (quotation->name) {
        html_markup(html, "<b>");
        html_text(html, quotation->name);
        html_markup(html, "</b>");
        if (quotation->source.text && strcmp(quotation->source.text, quotation->name) != 0) {
            html_markup(html, " <span class=\"faint\">(“");
            html_text(html, quotation->source.text);
            html_markup(html, "”)</span>");
        }
    } else if (quotation->source.text) {
        html_markup(html, "“");
        html_text(html, quotation->source.text);
        html_markup(html, "”");
    } else {
        html_markup(html, strcmp(quotation->kind, "scare") == 0 ? "<i>given to nobody</i>" : "<i>not attributed</i>");
    }
}

static bool each_quotation_listed(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Page *page = context;
    Html *html = page->html;
    StemmaQuotation quotation;
    *status = stemma_quotation_next(cursor, &quotation, error);
    if (*status != STEMMA_OK) return false;
    if (page->quotation_count == 0) html_markup(html, "<h4>Who said what</h4><ol class=\"quotes\">");
    html_markup(html, "<li id=\"q-%s-%u\">", page->text.article.id, ++page->quotation_count);
    print_speaker(html, &quotation);
    if (quotation.cue.text) {
        html_markup(html, " ");
        html_text(html, quotation.cue.text);
    }
    for (size_t i = 0; i < quotation.via_count; i++) {
        html_markup(html, i == 0 ? ", through " : " and ");
        html_text(html, quotation.via[i].text);
    }
    html_markup(html, ": “");
    html_text(html, quotation.text);
    html_markup(html, "” <small>%s", quotation.kind);
    if (quotation.family) html_markup(html, ", <a href=\"#%s\">also reported elsewhere</a>", quotation.family);
    html_markup(html, "</small>");
    if (quotation.unattributed) {
        html_markup(html, "<br><small>");
        html_text(html, quotation.unattributed);
        html_markup(html, "</small>");
    }
    html_markup(html, "</li>");
    return true;
}

/* What stands elsewhere in other words, and why that is said; copied and edited text shows it by itself. */
static bool each_rewording_listed(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    Page *page = context;
    Html *html = page->html;
    StemmaPassage passage;
    *status = stemma_passage_next(cursor, &passage, error);
    if (*status != STEMMA_OK) return false;
    if (!passage.grounds.why) return true;
    bool is_a = strcmp(passage.a_article_id, page->text.article.id) == 0;
    size_t size = 0;
    const char *words = article_text_find(&page->text, is_a ? passage.a : passage.b, &size);
    if (page->rewording_count++ == 0) html_markup(html, "<h4>In other words elsewhere</h4><ol class=\"quotes\">");
    html_markup(html, "<li>“");
    if (words) html_text_sized(html, words, size);
    html_markup(html, "” also in ");
    html_text(html, is_a ? passage.b_article : passage.a_article);
    html_markup(html, "<br><small>");
    html_text(html, passage.grounds.why);
    html_markup(html, "</small></li>");
    return true;
}

static void print_heading(Page *page) {
    const StemmaArticle *article = &page->text.article;
    Html *html = page->html;
    html_markup(html, "<section class=\"article\" id=\"a-%s\"><h3>", article->id);
    html_text(html, article->title ? article->title : article->path);
    html_markup(html, "</h3><p class=\"faint\">");
    html_text(html, article->path);
    const char *const facts[] = {article->outlet, article->byline, article->published};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        if (!facts[i]) continue;
        html_markup(html, " · ");
        html_text(html, facts[i]);
    }
    html_markup(html, " · %llu words</p>", (unsigned long long)article->words);
}

/* Code points in UTF-8. */
static uint64_t length_of(const char *text, size_t size) {
    uint64_t length = 0;
    for (size_t i = 0; i < size; i++) length += ((unsigned char)text[i] & 0xC0) != 0x80;
    return length;
}

bool page_article(Html *html, StemmaCollection *collection, const char *article_id) {
    Page page = {.html = html, .text = {.collection = collection}};
    if (!article_text_read(&page.text, article_id)) return false;
    page.length = length_of(page.text.article.text, page.text.article.text_size);
    size_t paint_capacity = page.length + 1, quotation_capacity = page.length + 1;
    page.paint = memory_grow(NULL, page.length + 1, &paint_capacity, sizeof *page.paint);
    page.quotation = memory_grow(NULL, page.length + 1, &quotation_capacity, sizeof *page.quotation);
    memset(page.paint, 0, (size_t)page.length + 1);
    memset(page.quotation, 0, ((size_t)page.length + 1) * sizeof *page.quotation);

    StemmaFilter filter = {.article_id = article_id};
    bool good = for_each_record(collection, STEMMA_QUOTATIONS, &filter, each_quotation_painted, &page) &&
                for_each_record(collection, STEMMA_PASSAGES, &filter, each_passage_painted, &page);
    if (good) {
        print_heading(&page);
        if (page.length > 0) print_verdict(&page);
        good = for_each_record(collection, STEMMA_BLOCKS, &filter, each_block_printed, &page);
        page.quotation_count = 0;
        good = good && for_each_record(collection, STEMMA_QUOTATIONS, &filter, each_quotation_listed, &page);
        if (page.quotation_count > 0) html_markup(html, "</ol>");
        good = good && for_each_record(collection, STEMMA_PASSAGES, &filter, each_rewording_listed, &page);
        if (page.rewording_count > 0) html_markup(html, "</ol>");
        html_markup(html, "</section>\n");
    }
    free(page.paint);
    free(page.quotation);
    article_text_close(&page.text);
    return good;
}
