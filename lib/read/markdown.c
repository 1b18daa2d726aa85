/*
 * Markdown.
 *
 * In:  a file of Markdown.
 * Out: one article. The stored text is what a reader of the rendered page would read, a blank line between blocks: all
 *      places refer to it, not to the file. Pictures leave no text; raw HTML leaves its text.
 *
 * md4c does the parsing, by the CommonMark specification with the tables and struck-out text that most writers add. The
 * title is the front matter's, else the first heading of the first level, else the first heading of all where nothing
 * but it stands before the text.
 *
 * Front matter (Jekyll's: lines between two lines of three dashes; Hugo's: plus signs) is read as far as news needs it:
 * `name: value`, values in quotation marks or not, and lists, in brackets or one item a line. What it nests deeper is
 * left out. The names are those of JSON records (fields.c).
 *
 * The name of the file counts here, which it does nowhere else: a text with a few asterisks looks the same whether they
 * are markup or not.
 */
#include "markdown.h"

#include <md4c.h>
#include <string.h>

#include "../base/late.h"
#include "fields.h"
#include "html_blocks.h"
#include "outlet.h"
#include "plain_text.h"
#include "urls.h"

enum { FRONT_MATTER_BYTES_MAX = 64 * 1024 };

#define MARKDOWN_FUNCTIONS(X) X(md_parse)
LATE_LIBRARY(libmd4c, LATE_MD4C, MARKDOWN_FUNCTIONS)

/* --- Front matter ------------------------------------------------------------------------------------------------- */

/* The line that begins at *at, without its end; *at moves to the next. */
static Bytes next_line(Bytes text, size_t *at) {
    if (*at >= text.size) return (Bytes){0};
    const uint8_t *end = memchr(text.data + *at, '\n', text.size - *at);
    size_t size = end ? (size_t)(end - text.data) - *at : text.size - *at;
    Bytes line = {text.data + *at, size};
    *at += size + (end != NULL);
    if (line.size > 0 && line.data[line.size - 1] == '\r') line.size--;
    return line;
}

/* The size of front matter with both its lines; 0 where there is none. *inside gets what stands between them. */
static size_t front_matter_size(Bytes source, Bytes *inside) {
    size_t at = 0;
    Bytes fence = bytes_trim(next_line(source, &at));
    if (!bytes_equal(fence, BYTES("---")) && !bytes_equal(fence, BYTES("+++"))) return 0;
    size_t begin = at;
    while (at < source.size && at < FRONT_MATTER_BYTES_MAX) {
        size_t line_begin = at;
        Bytes line = bytes_trim(next_line(source, &at));
        if (!bytes_equal(line, fence) && !bytes_equal(line, BYTES("..."))) continue;
        *inside = (Bytes){source.data + begin, line_begin - begin};
        return at;
    }
    return 0;
}

static Bytes without_quotes(Bytes value) {
    value = bytes_trim(value);
    bool quoted = value.size >= 2 && (value.data[0] == '"' || value.data[0] == '\'') &&
                  value.data[value.size - 1] == value.data[0];
    return quoted ? (Bytes){value.data + 1, value.size - 2} : value;
}

static void append_item(Buffer *joined, Bytes item) {
    item = without_quotes(item);
    if (item.size == 0) return;
    if (joined->size > 0) buffer_append_string(joined, ", ");
    buffer_append(joined, item);
}

/* "[a, b]" or one value. */
static void append_values(Buffer *joined, Bytes value) {
    value = bytes_trim(value);
    bool list = value.size >= 2 && value.data[0] == '[' && value.data[value.size - 1] == ']';
    if (!list) return append_item(joined, value);
    value = (Bytes){value.data + 1, value.size - 2};
    while (value.size > 0) {
        const uint8_t *comma = memchr(value.data, ',', value.size);
        size_t size = comma ? (size_t)(comma - value.data) : value.size;
        append_item(joined, (Bytes){value.data, size});
        size_t taken = size + (comma != NULL);
        value = (Bytes){value.data + taken, value.size - taken};
    }
}

/* "name: value" and "name = value"; false where the line is no such thing. */
static bool split_pair(Bytes line, Bytes *name, Bytes *value) {
    size_t end = 0;
    while (end < line.size && line.data[end] != ':' && line.data[end] != '=') end++;
    if (end == 0 || end == line.size || line.data[0] == ' ' || line.data[0] == '-' || line.data[0] == '#') return false;
    *name = bytes_trim((Bytes){line.data, end});
    *value = bytes_trim((Bytes){line.data + end + 1, line.size - end - 1});
    return true;
}

static Bytes *field_place(Draft *draft, Field field) {
    switch (field) {
    case FIELD_TITLE: return &draft->title;
    case FIELD_URL: return &draft->url;
    case FIELD_OUTLET: return &draft->outlet;
    case FIELD_PUBLISHED: return &draft->published;
    case FIELD_AUTHORS: return &draft->byline;
    case FIELD_LANGUAGE: return &draft->language;
    default: return NULL;
    }
}

static void read_front_matter(Bytes inside, Draft *draft, Arena *result) {
    int ranks[FIELD_COUNT];
    for (size_t at = 0; at < inside.size;) {
        Bytes name, value;
        Bytes line = next_line(inside, &at);
        int rank;
        if (!split_pair(line, &name, &value)) continue;
        Field field = field_find(name, &rank);
        Bytes *place = field_place(draft, field);
        if (!place || (place->size > 0 && ranks[field] <= rank)) continue;
        Buffer joined = {.arena = result};
        append_values(&joined, value);
        while (value.size == 0 && at < inside.size) { /* a list below the name */
            size_t next = at;
            Bytes item = bytes_trim(next_line(inside, &next));
            if (item.size < 2 || item.data[0] != '-' || item.data[1] != ' ') break;
            append_item(&joined, (Bytes){item.data + 2, item.size - 2});
            at = next;
        }
        *place = buffer_bytes(&joined);
        ranks[field] = rank;
    }
}

/* --- The text ----------------------------------------------------------------------------------------------------- */

typedef struct Rendering {
    Arena *arena;
    Buffer text;
    Buffer decoded; /* of the character reference in hand */
    Buffer html; /* a block of raw HTML, until it ends */
    Urls links; /* places are those in `text` */
    uint32_t link; /* the one in hand; URL_INDEX_NONE: none */
    size_t link_begin; /* where its words begin; SIZE_MAX: still to come */
    Bytes title;
    bool title_first_level;
    size_t heading_begin; /* of the heading in hand */
    bool break_wanted; /* a blank line comes before the next text */
    bool cell_wanted; /* a tab */
    unsigned pictures; /* inside so many */
} Rendering;

static void append_text(Rendering *rendering, Bytes text) {
    if (text.size == 0 || rendering->pictures > 0) return;
    if (rendering->break_wanted && rendering->text.size > 0) buffer_append_string(&rendering->text, "\n\n");
    if (rendering->cell_wanted && !rendering->break_wanted) buffer_append_byte(&rendering->text, '\t');
    rendering->break_wanted = rendering->cell_wanted = false;
    if (rendering->link_begin == SIZE_MAX) rendering->link_begin = rendering->text.size;
    buffer_append(&rendering->text, text);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context) {
    Rendering *rendering = context;
    (void)detail;
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        rendering->cell_wanted = rendering->text.size > 0;
    else
        rendering->break_wanted = true;
    if (type == MD_BLOCK_H) rendering->heading_begin = rendering->text.size;
    if (type == MD_BLOCK_HTML) rendering->html = (Buffer){.arena = rendering->arena};
    return 0;
}

static void take_heading(Rendering *rendering, unsigned level) {
    size_t begin = rendering->heading_begin;
    if (begin >= rendering->text.size) return;
    Bytes heading = bytes_trim((Bytes){rendering->text.data + begin, rendering->text.size - begin});
    bool better = rendering->title.size == 0 ? level == 1 || begin == 0 : level == 1 && !rendering->title_first_level;
    if (heading.size == 0 || !better) return;
    rendering->title = bytes_copy(heading, rendering->arena);
    rendering->title_first_level = level == 1;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context) {
    Rendering *rendering = context;
    if (type == MD_BLOCK_H) take_heading(rendering, ((MD_BLOCK_H_DETAIL *)detail)->level);
    if (type == MD_BLOCK_HTML)
        append_text(rendering, html_fragment_text(buffer_bytes(&rendering->html), rendering->arena));
    if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) rendering->break_wanted = true;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context) {
    Rendering *rendering = context;
    if (type == MD_SPAN_IMG) rendering->pictures++;
    if (type == MD_SPAN_A && rendering->pictures == 0) {
        const MD_ATTRIBUTE *address = &((MD_SPAN_A_DETAIL *)detail)->href;
        Bytes url = html_decode_line((Bytes){(const uint8_t *)address->text, address->size}, rendering->arena);
        if (outlet_host(url).size > 0) {
            rendering->link = urls_add(&rendering->links, bytes_copy(url, rendering->arena), rendering->arena);
            rendering->link_begin = SIZE_MAX;
        }
    }
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context) {
    Rendering *rendering = context;
    (void)detail;
    if (type == MD_SPAN_IMG) rendering->pictures--;
    if (type == MD_SPAN_A && rendering->pictures == 0) {
        size_t end = rendering->text.size;
        if (rendering->link_begin < end && end <= UINT32_MAX)
            urls_add_place(&rendering->links, rendering->link,
                           (ByteSpan){(uint32_t)rendering->link_begin, (uint32_t)end}, rendering->arena);
        rendering->link = URL_INDEX_NONE;
        rendering->link_begin = 0;
    }
    return 0;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size, void *context) {
    Rendering *rendering = context;
    Bytes text = {(const uint8_t *)data, size};
    switch (type) {
    case MD_TEXT_NULLCHAR: append_text(rendering, BYTES("\xEF\xBF\xBD")); break;
    case MD_TEXT_BR: append_text(rendering, BYTES("\n")); break;
    case MD_TEXT_SOFTBR: append_text(rendering, BYTES(" ")); break;
    case MD_TEXT_HTML:
        if (rendering->html.arena) buffer_append(&rendering->html, text);
        break;
    case MD_TEXT_ENTITY:
        rendering->decoded.size = 0;
        html_decode(text, &rendering->decoded);
        append_text(rendering, buffer_bytes(&rendering->decoded));
        break;
    default: append_text(rendering, text); break;
    }
    return 0;
}

/* From places in the rendered text to places in what is left of it: `size` bytes behind the first `offset`. */
static void move_places(Urls *links, size_t offset, size_t size) {
    for (size_t i = 0; i < links->places.count; i++) {
        ByteSpan *bytes = &links->places.items[i].bytes;
        size_t begin = bytes->begin > offset ? bytes->begin - offset : 0;
        size_t end = bytes->end > offset ? bytes->end - offset : 0;
        *bytes = (ByteSpan){(uint32_t)(begin < size ? begin : size), (uint32_t)(end < size ? end : size)};
    }
}

Status markdown_draft(Bytes source, Draft *draft, Arena *result, Error *error) {
    Bytes inside = {0};
    Rendering rendering = {
        .arena = result, .text = {.arena = result}, .decoded = {.arena = result}, .link = URL_INDEX_NONE};
    Status status = late_open(&libmd4c_late, error);
    if (status != STEMMA_OK || source.size == 0) return status;
    size_t matter = front_matter_size(source, &inside);
    read_front_matter(inside, draft, result);
    const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
                              .enter_block = enter_block,
                              .leave_block = leave_block,
                              .enter_span = enter_span,
                              .leave_span = leave_span,
                              .text = take_text};
    (void)libmd4c.md_parse((const MD_CHAR *)source.data + matter, (MD_SIZE)(source.size - matter), &parser, &rendering);
    Bytes untrimmed = buffer_bytes(&rendering.text);
    draft->text = bytes_trim(untrimmed);
    if (draft->text.size > 0)
        move_places(&rendering.links, (size_t)(draft->text.data - untrimmed.data), draft->text.size);
    if (draft->title.size == 0) draft->title = rendering.title;
    draft->links = rendering.links.links.items;
    draft->link_count = (uint32_t)rendering.links.links.count;
    draft->link_places = rendering.links.places.items;
    draft->link_place_count = draft->text.size > 0 ? (uint32_t)rendering.links.places.count : 0;
    return STEMMA_OK;
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

static bool is_named(Bytes name) {
    static const char *const endings[] = {".md", ".markdown", ".mdown", ".mkd"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Bytes ending = bytes_from_string(endings[i]);
        if (name.size > ending.size &&
            bytes_equal_ignoring_case((Bytes){name.data + name.size - ending.size, ending.size}, ending))
            return true;
    }
    return false;
}

bool markdown_is(Bytes start, Bytes name) {
    Bytes inside = {0};
    if (is_named(name)) return true;
    if (front_matter_size(start, &inside) == 0) return false;
    for (size_t at = 0; at < inside.size;) {
        Bytes key, value;
        int rank;
        if (split_pair(next_line(inside, &at), &key, &value) && field_find(key, &rank) == FIELD_TITLE) return true;
    }
    return false;
}

Status markdown_read(ReadRun *run, Input *input, Error *error) {
    Arena arena = run->block_arena;
    Error problem = {0};
    PlainText plain;
    Status status = plain_text_decode(run, input, &plain, &arena, &problem);
    if (status != STEMMA_OK) return report_problem(run, input->path, 0, &problem, error);
    Draft draft = {.is_file = true, .encoding = plain.encoding, .remark = plain.remark};
    Record record;
    RecordPlace place = {input->path, 0};
    status = markdown_draft(plain.text, &draft, &arena, &problem);
    if (status != STEMMA_OK) return report_problem(run, input->path, 0, &problem, error);
    draft_finish(&record, &draft, &place, &run->options, &arena);
    return draft_report(run, &place, 0, &record, error);
}
