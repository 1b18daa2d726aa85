/*
 * What is made of web pages: each article's text is the source of a page, its path the address it was fetched from.
 * Printed are the article's fields, what the page states, and the text with the roles, links and asides in it.
 */
#include "groups.h"
#include "lib/read/page.h"

static void print_field(Buffer *out, const char *name, Bytes value) {
    if (value.size == 0) return;
    buffer_printf(out, "%s: ", name);
    buffer_append(out, value);
    buffer_append_byte(out, '\n');
}

static void print_fields(Buffer *out, const Article *article) {
    print_field(out, "title", article->title);
    print_field(out, "outlet", article->outlet);
    print_field(out, "byline", article->byline);
    print_field(out, "published", article->published);
    print_field(out, "modified", article->modified);
    print_field(out, "section", article->section);
    print_field(out, "agency", article->agency);
    print_field(out, "agency at", bytes_slice(article->text, article->agency_bytes));
    print_field(out, "url", article->url);
    print_field(out, "language", article->language);
    for (uint32_t i = 0; i < article->statement_count; i++) {
        const Statement *statement = &article->statements[i];
        buffer_printf(out, "  %s by %s: ", statement->field, statement->origin);
        buffer_append(out, statement->value);
        buffer_append_byte(out, '\n');
    }
}

static void print_asides(Buffer *out, const Article *article, uint32_t offset, uint32_t *next) {
    for (; *next < article->aside_count && article->asides[*next].offset <= offset; ++*next) {
        buffer_printf(out, "    [%s] ", role_name(article->asides[*next].role));
        buffer_append(out, article->asides[*next].text);
        buffer_append_byte(out, '\n');
    }
}

static void print_links(Buffer *out, const Article *article, ByteSpan paragraph) {
    for (uint32_t i = 0; i < article->link_place_count; i++) {
        LinkPlace place = article->link_places[i];
        if (place.bytes.begin < paragraph.begin || place.bytes.end > paragraph.end) continue;
        buffer_append_string(out, "    link \"");
        buffer_append(out, bytes_slice(article->text, place.bytes));
        buffer_append_string(out, "\" to ");
        buffer_append(out, article->links[place.link]);
        buffer_append_byte(out, '\n');
    }
}

static void print_page(Buffer *out, const Record *record, Arena *result) {
    const Article *article = &record->article;
    if (record->status != STEMMA_OK) {
        buffer_printf(out, "skip: %s\n", record->reason);
        return;
    }
    print_fields(out, article);
    Corpus corpus = corpus_build(article, 1, 1, result);
    const Text *text = &corpus.texts[0];
    uint32_t aside = 0;
    for (uint32_t i = 0; i < text->paragraph_count; i++) {
        ByteSpan bytes = text->paragraphs[i].bytes;
        print_asides(out, article, bytes.begin, &aside);
        buffer_printf(out, "%s: ", role_name(text->paragraphs[i].role));
        case_print_bytes(text, bytes, out);
        buffer_append_byte(out, '\n');
        print_links(out, article, bytes);
    }
    print_asides(out, article, UINT32_MAX, &aside);
}

void group_pages_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    (void)scratch;
    ReadOptions options = read_options_default();
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Article *source = &corpus->articles[i];
        PageSource page = {.raw = source->text, .path = bytes_to_string(source->path, result)};
        if (bytes_find(source->path, BYTES("://")) != SIZE_MAX) page.url = source->path;
        Record record;
        page_record_read(&record, &page, &options, result);
        buffer_append_string(out, i > 0 ? "\n=== " : "=== ");
        buffer_append(out, source->path);
        buffer_append_byte(out, '\n');
        print_page(out, &record, result);
    }
}
