/*
 * Pages.
 *
 * In:  the source of a web page.
 * Out: one article: its main text, and what the page says about it.
 *
 * The stored text is the main text: all places refer to it. A page without prose (a front page, a gallery, an error
 * message of a few words) is a skip, not an empty article.
 *
 * Everything the page states is kept, with its origin; the article's fields are the surest of each: page_title.c,
 * page_dates.c and the rest of this file choose them.
 */
#include "page.h"

#include <string.h>

#include "agency.h"
#include "charset.h"
#include "html_charset.h"
#include "html_main.h"
#include "language.h"
#include "outlet.h"
#include "page_dates.h"
#include "page_facts.h"
#include "urls.h"

enum { TEXT_BYTES_MIN = 25 };

static void refuse(Record *record, Status status, const char *reason) {
    record->status = status;
    record->reason = reason;
}

/* --- Addresses ---------------------------------------------------------------------------------------------------- */

static Bytes join(Bytes begin, Bytes end, Arena *result) {
    Buffer joined = {.arena = result};
    buffer_append(&joined, begin);
    buffer_append(&joined, end);
    return buffer_bytes(&joined);
}

/* Takes "../" and "./" out of the path of an address that was put together (RFC 3986, 5.2.4). */
static Bytes without_dots(Bytes url, size_t path) {
    uint8_t *data = (uint8_t *)(uintptr_t)url.data;
    size_t kept = path;
    for (size_t at = path; at < url.size;) {
        Bytes rest = {data + at, url.size - at};
        if (rest.data[0] == '?') {
            memmove(data + kept, rest.data, rest.size);
            return (Bytes){data, kept + rest.size};
        }
        size_t size = 1;
        while (size < rest.size && rest.data[size] != '/' && rest.data[size] != '?') size++;
        Bytes part = {rest.data, size};
        at += size;
        bool up = bytes_equal(part, BYTES("/.."));
        while (up && kept > path && data[--kept] != '/') {
        }
        if (up || bytes_equal(part, BYTES("/."))) continue;
        memmove(data + kept, part.data, part.size);
        kept += part.size;
    }
    return (Bytes){data, kept};
}

/* `reference` as seen from the page `base`; empty where it is no address of a page. */
static Bytes resolve(Bytes base, Bytes reference, Arena *result) {
    if (reference.size == 0) return (Bytes){0};
    const uint8_t *mark = memchr(reference.data, '#', reference.size);
    if (mark) reference.size = (size_t)(mark - reference.data);
    if (reference.size == 0) return (Bytes){0};
    if (outlet_host(reference).size > 0) return reference;
    Bytes host = outlet_host(base);
    if (host.size == 0) return (Bytes){0};
    size_t scheme_end = bytes_find(base, BYTES("//"));
    if (bytes_start_with(reference, BYTES("//"))) return join((Bytes){base.data, scheme_end}, reference, result);
    size_t colon = bytes_find(reference, BYTES(":"));
    size_t slash = bytes_find(reference, BYTES("/"));
    if (colon < slash) return (Bytes){0}; /* mailto:, javascript: */
    size_t path = scheme_end + 2;
    while (path < base.size && base.data[path] != '/' && base.data[path] != '?' && base.data[path] != '#') path++;
    if (reference.data[0] == '/') return without_dots(join((Bytes){base.data, path}, reference, result), path);
    size_t folder = path;
    for (size_t i = path; i < base.size && base.data[i] != '?' && base.data[i] != '#'; i++)
        if (base.data[i] == '/') folder = i + 1;
    Bytes begin = {base.data, folder};
    if (folder == path) begin = join(begin, BYTES("/"), result);
    return without_dots(join(begin, reference, result), path);
}

static void set_links(Article *article, const HtmlTree *tree, const HtmlMain *found, Bytes base, Arena *result) {
    Urls links = {0};
    for (size_t i = 0; i < found->links.count; i++) {
        MainLink link = found->links.items[i];
        Bytes reference = html_decode_line(html_attribute(tree, link.node, "href"), result);
        urls_add_place(&links, urls_add(&links, resolve(base, reference, result), result), link.bytes, result);
    }
    urls_find(&links, article->text, result);
    urls_finish(&links, article);
}

/* --- The article -------------------------------------------------------------------------------------------------- */

/* Names only: many pages give the author's address on a network instead. */
static Bytes find_byline(const PageFacts *facts) {
    for (int origin = 0; origin < ORIGIN_COUNT; origin++) {
        Bytes value = facts->values[PAGE_BYLINE][origin];
        if (value.size > 3 && bytes_equal_ignoring_case((Bytes){value.data, 3}, BYTES("by ")))
            value = bytes_trim((Bytes){value.data + 3, value.size - 3});
        if (value.size > 0 && value.size <= 300 && bytes_find(value, BYTES("://")) == SIZE_MAX) return value;
    }
    return (Bytes){0};
}

static Bytes find_outlet(const PageFacts *facts, Bytes url, Arena *result) {
    Bytes known = outlet_find(outlet_host(url));
    if (known.size > 0) return known;
    Bytes named = facts->values[PAGE_OUTLET][ORIGIN_OPEN_GRAPH];
    if (named.size == 0) named = page_facts_best(facts, PAGE_OUTLET);
    if (named.size == 0) return outlet_from_url(url, result);
    return outlet_host(named).size > 0 ? outlet_from_url(named, result) : named;
}

static Bytes find_url(const PageFacts *facts, Bytes fetched, Arena *result) {
    for (int origin = 0; origin < ORIGIN_COUNT; origin++) {
        Bytes url = resolve(fetched, facts->values[PAGE_URL][origin], result);
        if (url.size > 0) return url;
    }
    return fetched;
}

static Bytes find_language(const PageFacts *facts, Bytes text, Arena *result) {
    Bytes language = language_find(text);
    for (int origin = 0; language.size == 0 && origin < ORIGIN_COUNT; origin++)
        language = language_from_name(facts->values[PAGE_LANGUAGE][origin], result);
    return language;
}

static void set_blocks(Article *article, const HtmlMain *found) {
    article->stated_roles = found->roles.items;
    article->stated_role_count = (uint32_t)found->roles.count;
    article->asides = found->asides.items;
    article->aside_count = (uint32_t)found->asides.count;
}

void page_record_read(Record *out, const PageSource *source, const ReadOptions *options, Arena *result) {
    *out = (Record){0};
    Arena scratch = arena_open(0);
    const char *guessed;
    Bytes page = html_charset_decode(source->raw, source->charset, &guessed, result);
    out->remark = charset_remark_text(&(CharsetRemark){.encoding = guessed}, result);
    HtmlTree tree = html_tree_build(page, &scratch);
    HtmlBlocks blocks = html_blocks_build(&tree, &scratch);
    PageFacts facts = page_facts_find(&tree, result);
    facts.values[PAGE_URL][ORIGIN_ADDRESS] = source->url;
    Article *article = &out->article;
    article->title = page_title_choose(&facts);
    Arena finder = arena_open(0);
    HtmlMain found = html_main_find(&tree, &blocks, article->title, result, finder);
    arena_close(&finder);
    article->text = found.text;
    article->path = charset_escape(bytes_from_string(source->path), result);
    if (source->url.size > 0) article->path = source->url;
    if (tree.nodes.count >= HTML_NODES_MAX) {
        refuse(out, STEMMA_LIMIT, "a page of more than 1200000 elements and texts");
    } else if (found.text.size < TEXT_BYTES_MIN) {
        refuse(out, STEMMA_EMPTY, "a page without an article's text: a front page, a gallery or a message");
    } else if (found.text.size > options->text_bytes_max) {
        Buffer reason = {.arena = result};
        buffer_printf(&reason, "a text of %zu bytes, the limit is %llu; --limit text=SIZE lifts it", found.text.size,
                      (unsigned long long)options->text_bytes_max);
        refuse(out, STEMMA_LIMIT, buffer_string(&reason));
    } else {
        article->url = find_url(&facts, source->url, result);
        Bytes base = resolve(article->url, page_facts_best(&facts, PAGE_BASE), result);
        article->outlet = find_outlet(&facts, article->url, result);
        article->byline = find_byline(&facts);
        article->language = find_language(&facts, article->text, result);
        article->section = page_facts_best(&facts, PAGE_SECTION);
        page_dates_find(&facts, &blocks, &found, result);
        page_dates_choose(article, &facts, result);
        page_facts_list(&facts, article, result);
        article_state_encoding(article, guessed, result);
        set_blocks(article, &found);
        set_links(article, &tree, &found, base.size > 0 ? base : article->url, result);
        agency_find(article);
        article_id_build(article);
    }
    arena_close(&scratch);
}

Status page_read(ReadRun *run, Input *input, Error *error) {
    Error problem = {0};
    Arena arena = run->block_arena;
    input_fill(input, (size_t)run->options.record_bytes_max + 1);
    if (input->problem.status != STEMMA_OK) return report_problem(run, input->path, 0, &input->problem, error);
    if (input->size > run->options.record_bytes_max) {
        (void)error_set(&problem, STEMMA_LIMIT, "a page of more than %llu bytes; --limit record=SIZE lifts it",
                        (unsigned long long)run->options.record_bytes_max);
        return report_problem(run, input->path, 0, &problem, error);
    }
    Record record;
    PageSource source = {.raw = {input->data, input->size}, .path = input->path};
    page_record_read(&record, &source, &run->options, &arena);
    if (record.status == STEMMA_OK) return report_remarked(run, &record.article, record.remark, error);
    (void)error_set(&problem, record.status, "%s", record.reason);
    return report_problem(run, input->path, 0, &problem, error);
}
