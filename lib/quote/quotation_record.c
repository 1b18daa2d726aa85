/*
 * Records of quotations.
 *
 * In:  what the quote stage found in one article; later the bytes made of it, and the article.
 * Out: the bytes; later what was found, to the last bit.
 *
 * What the stage finds follows from the article's text, the roles of its paragraphs and its language, and from what the
 * stage is asked for; the words of other articles only number its own. So a record begins with a hash of the former,
 * and a record of anything else is none. Then follow the quoted spans and the quotations, each place as the distance
 * from one before it, most of them one byte (base/packed_number.h); what follows from something else (the words of a
 * span, the span it is nested in) is left out. News takes 14 bytes a quotation and 5 a span.
 *
 * Bytes may come from anybody, and the stages that follow rely on what this one promises. So reading checks all of it:
 * every span lies in the text, on whole characters; spans and quotations stand in order; nothing has more parts than the
 * stage gives it; kinds are ours, a confidence lies between 0 and 1. And what costs later stages time and memory is
 * bounded by the text, not by the record: a quotation for each word at most, and all that stands in them at most
 * TEXTS_SPENT_MAX times the text. What the stage found beyond that is found again by each run.
 *
 * Invariant: what is read back from what was written is the same; other bytes give what holds by these rules, or nothing.
 * Whoever changes the bytes raises SCHEMA_VERSION.
 */
#include "quotation_record.h"

#include <assert.h>
#include <string.h>

#include "../base/packed_number.h"
#include "draft.h"
#include "marks.h"

enum {
    HASH_BYTES = 8,
    CONFIDENCE_BYTES = 4,
    NUMBER_BYTES_MAX = 5, /* of one below 2^32; one more for its sign */
    SPAN_BYTES_MAX = 1 + 5 * NUMBER_BYTES_MAX,
    SPAN_BYTES_MIN = 3,
    QUOTATION_BYTES_MAX = 2 + CONFIDENCE_BYTES + 3 * NUMBER_BYTES_MAX, /* without its places */
    QUOTATION_BYTES_MIN = 2 + CONFIDENCE_BYTES + 2,
    PLACE_BYTES_MAX = 2 * (NUMBER_BYTES_MAX + 1),
    PLACE_BYTES_MIN = 2,
    EDGE_BYTES_FEW = 7, /* so many bytes between a span's outer and inner edge, or more, are a number of their own */
    TEXTS_SPENT_MAX = MARKS_NESTING_MAX
};

/* A span's first byte: its edges, three bits each, and these. */
enum { SPAN_UNCLOSED = 64, SPAN_CONTINUES = 128 };
/* A quotation's first: its kind and finder, two bits each, and these; its second: class of the cue, then the reason. */
enum { HAS_CUE = 16, HAS_SOURCE = 32, HAS_ONE_PART = 64, IS_ALL_QUOTED = 128 };
enum { HAS_VIA = 128 };
_Static_assert(QUOTATION_SCARE < 4 && FOUND_BY_MARKS < 4 && CUE_CONFIRMING < 16 && UNATTRIBUTED_COUNT <= 8,
               "two bytes hold them all");

/* Of all in the article that the stage reads. */
static uint64_t article_hash(const RecordedArticle *article) {
    uint64_t hash = bytes_hash(article->text->bytes) + article->other_language;
    for (uint32_t i = 0; i < article->text->paragraph_count; i++) {
        hash = (hash ^ (uint64_t)article->text->paragraphs[i].role) * 0x9E3779B97F4A7C15ULL;
        hash ^= hash >> 29;
    }
    return hash;
}

/* --- Nesting ------------------------------------------------------------------------------------------------------ */

/* The spans that are open where another one begins, the outermost first. */
typedef struct Nesting {
    uint32_t open[MARKS_NESTING_MAX];
    uint32_t depth;
} Nesting;

/* What the span is nested in, as the marks machine tells it; false where that is too deep. */
static bool nest(Nesting *nesting, const QuotedSpan *spans, uint32_t span, uint32_t *parent) {
    while (nesting->depth > 0 && spans[nesting->open[nesting->depth - 1]].outer.end <= spans[span].outer.begin)
        nesting->depth--;
    *parent = nesting->depth > 0 ? nesting->open[nesting->depth - 1] : INDEX_NONE;
    if (nesting->depth == MARKS_NESTING_MAX) return false;
    nesting->open[nesting->depth++] = span;
    return true;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

static uint8_t *write_fixed(uint8_t *out, uint64_t number, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) *out++ = (uint8_t)(number >> (8 * i));
    return out;
}

/* A place that begins at `from` or behind it. */
static uint8_t *write_behind(uint8_t *out, uint32_t from, ByteSpan span) {
    out = packed_number_write(out, span.begin - from);
    return packed_number_write(out, span.end - span.begin);
}

/* A place on either side of `from`. */
static uint8_t *write_near(uint8_t *out, uint32_t from, ByteSpan span) {
    bool before = span.begin < from;
    uint64_t distance = before ? from - span.begin - 1 : span.begin - from;
    out = packed_number_write(out, distance << 1 | before);
    return packed_number_write(out, span.end - span.begin);
}

static uint8_t *write_spans(uint8_t *out, const QuotedSpans *quoted) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < quoted->count; i++) {
        const QuotedSpan *span = &quoted->items[i];
        uint32_t opening = span->inner.begin - span->outer.begin, closing = span->outer.end - span->inner.end;
        uint32_t opening_bits = opening < EDGE_BYTES_FEW ? opening : EDGE_BYTES_FEW;
        uint32_t closing_bits = closing < EDGE_BYTES_FEW ? closing : EDGE_BYTES_FEW;
        *out++ = (uint8_t)(opening_bits | closing_bits << 3 | (span->unclosed ? SPAN_UNCLOSED : 0U) |
                           (span->continues != INDEX_NONE ? SPAN_CONTINUES : 0U));
        out = packed_number_write(out, span->outer.begin - from);
        out = packed_number_write(out, span->inner.end - span->inner.begin);
        if (opening_bits == EDGE_BYTES_FEW) out = packed_number_write(out, opening);
        if (closing_bits == EDGE_BYTES_FEW) out = packed_number_write(out, closing);
        if (span->continues != INDEX_NONE) out = packed_number_write(out, i - span->continues);
        from = span->outer.begin;
    }
    return out;
}

/* Parts in text order, each behind the one before. */
static uint8_t *write_parts(uint8_t *out, uint32_t from, const ByteSpan *parts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        out = write_behind(out, from, parts[i]);
        from = parts[i].end;
    }
    return out;
}

static bool is_all_quoted(const Quotation *quotation) {
    return quotation->quoted_count == quotation->content_count &&
           memcmp(quotation->quoted, quotation->content, quotation->quoted_count * sizeof(ByteSpan)) == 0;
}

static bool is_there(ByteSpan span) {
    return span.begin != 0 || span.end != 0;
}

static uint8_t *write_quotation(uint8_t *out, uint32_t from, const Quotation *quotation) {
    const uint32_t begin = quotation->content[0].begin;
    const bool one_part = quotation->content_count == 1, all_quoted = is_all_quoted(quotation);
    uint32_t confidence;
    memcpy(&confidence, &quotation->confidence, sizeof confidence);
    *out++ = (uint8_t)((uint32_t)quotation->kind | (uint32_t)quotation->found_by << 2 |
                       (is_there(quotation->cue) ? HAS_CUE : 0U) | (is_there(quotation->source) ? HAS_SOURCE : 0U) |
                       (one_part ? HAS_ONE_PART : 0U) | (all_quoted ? IS_ALL_QUOTED : 0U));
    *out++ = (uint8_t)((uint32_t)quotation->cue_class | (uint32_t)quotation->unattributed << 4 |
                       (quotation->via_count > 0 ? HAS_VIA : 0U));
    out = write_fixed(out, confidence, CONFIDENCE_BYTES);
    if (!one_part) out = packed_number_write(out, quotation->content_count);
    out = write_parts(out, from, quotation->content, quotation->content_count);
    if (!all_quoted) {
        out = packed_number_write(out, quotation->quoted_count);
        out = write_parts(out, begin, quotation->quoted, quotation->quoted_count);
    }
    if (is_there(quotation->cue)) out = write_near(out, begin, quotation->cue);
    if (is_there(quotation->source)) out = write_near(out, begin, quotation->source);
    if (quotation->via_count > 0) out = packed_number_write(out, quotation->via_count);
    for (uint32_t i = 0; i < quotation->via_count; i++) out = write_near(out, begin, quotation->via[i]);
    return out;
}

static size_t size_at_most(const QuotedSpans *quoted, const Quotations *found) {
    size_t places = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        const Quotation *quotation = &found->items[i];
        places += (size_t)quotation->content_count + quotation->quoted_count + quotation->via_count + 2;
    }
    return HASH_BYTES + 3 * PACKED_NUMBER_BYTES_MAX + (size_t)quoted->count * SPAN_BYTES_MAX +
           (size_t)found->count * QUOTATION_BYTES_MAX + places * PLACE_BYTES_MAX;
}

/* What reading makes of order alone. */
static bool nests_by_order(const QuotedSpans *quoted) {
    Nesting nesting = {.depth = 0};
    for (uint32_t i = 0; i < quoted->count; i++) {
        uint32_t parent;
        if (!nest(&nesting, quoted->items, i, &parent) || parent != quoted->items[i].parent) return false;
    }
    return true;
}

Bytes quotation_record_write(const RecordedArticle *article, const QuotedSpans *quoted, const Quotations *found,
                             Arena *result, Arena scratch) {
    if (!nests_by_order(quoted)) return (Bytes){0};
    uint8_t *record = arena_allocate(&scratch, size_at_most(quoted, found), 1);
    uint8_t *out = write_fixed(record, article_hash(article), HASH_BYTES);
    out = packed_number_write(out, quoted->count);
    out = write_spans(out, quoted);
    out = packed_number_write(out, found->count);
    for (uint32_t i = 0, from = 0; i < found->count; i++) {
        const Quotation *quotation = &found->items[i];
        assert(quotation->speaker == INDEX_NONE && quotation->family == INDEX_NONE && quotation->joint_count == 0 &&
               !is_there(quotation->speaks_for));
        out = write_quotation(out, from, quotation);
        from = quotation->content[0].begin;
    }
    out = packed_number_write(out, found->left_out);
    return bytes_copy((Bytes){record, (size_t)(out - record)}, result);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

typedef struct Reader {
    Bytes left;
    const Text *text;
    uint64_t spent_bytes; /* of text, over all places */
    bool holds; /* once false, nothing is left */
} Reader;

static void refuse(Reader *reader) {
    reader->holds = false;
    reader->left = (Bytes){0};
}

static void demand(Reader *reader, bool holds) {
    if (!holds) refuse(reader);
}

static uint32_t read_number(Reader *reader) {
    uint64_t number = 0;
    demand(reader, packed_number_read(&reader->left, &number) && number <= UINT32_MAX);
    return reader->holds ? (uint32_t)number : 0;
}

static uint64_t read_fixed(Reader *reader, uint32_t size) {
    uint64_t number = 0;
    demand(reader, reader->left.size >= size);
    if (!reader->holds) return 0;
    for (uint32_t i = 0; i < size; i++) number |= (uint64_t)reader->left.data[i] << (8 * i);
    reader->left = (Bytes){reader->left.data + size, reader->left.size - size};
    return number;
}

/* Of things that take so many bytes at least: there are no more than the bytes left can hold. */
static uint32_t read_count(Reader *reader, uint32_t count_max, uint32_t size_min) {
    uint32_t count = read_number(reader);
    demand(reader, count <= count_max && count <= reader->left.size / size_min);
    return reader->holds ? count : 0;
}

static bool is_boundary(Bytes text, uint32_t offset) {
    return offset >= text.size || (text.data[offset] & 0xC0) != 0x80;
}

/* The text from here on for so many bytes, as whole characters. */
static ByteSpan place_at(Reader *reader, int64_t begin, uint32_t size) {
    Bytes text = reader->text->bytes;
    demand(reader, begin >= 0 && begin + size <= (int64_t)text.size);
    if (!reader->holds) return (ByteSpan){0, 0};
    ByteSpan place = {(uint32_t)begin, (uint32_t)begin + size};
    demand(reader, is_boundary(text, place.begin) && is_boundary(text, place.end));
    return place;
}

/* Of what later stages read over. */
static void spend(Reader *reader, ByteSpan place) {
    reader->spent_bytes += place.end - place.begin;
    demand(reader, reader->spent_bytes <= (uint64_t)reader->text->bytes.size * TEXTS_SPENT_MAX);
}

static ByteSpan read_behind(Reader *reader, uint32_t from) {
    uint32_t distance = read_number(reader), size = read_number(reader);
    ByteSpan place = place_at(reader, (int64_t)from + distance, size);
    demand(reader, place.begin < place.end);
    spend(reader, place);
    return place;
}

static ByteSpan read_near(Reader *reader, uint32_t from) {
    uint64_t distance = 0;
    demand(reader, packed_number_read(&reader->left, &distance) && distance >> 1 <= UINT32_MAX);
    const int64_t steps = reader->holds ? (int64_t)(distance >> 1) : 0;
    uint32_t size = read_number(reader);
    ByteSpan place = place_at(reader, distance & 1 ? (int64_t)from - steps - 1 : (int64_t)from + steps, size);
    spend(reader, place);
    return place;
}

/* Everything of a span but what it is nested in. */
static QuotedSpan read_span(Reader *reader, uint32_t from, uint32_t index, uint32_t near_word) {
    QuotedSpan span = {.parent = INDEX_NONE, .continues = INDEX_NONE};
    const uint8_t bits = (uint8_t)read_fixed(reader, 1);
    const uint64_t begin = (uint64_t)from + read_number(reader);
    const uint32_t size = read_number(reader);
    uint32_t opening = bits & EDGE_BYTES_FEW, closing = bits >> 3 & EDGE_BYTES_FEW;
    if (opening == EDGE_BYTES_FEW) opening = read_number(reader);
    if (closing == EDGE_BYTES_FEW) closing = read_number(reader);
    demand(reader, index == 0 || begin > from);
    span.inner = place_at(reader, (int64_t)begin + opening, size);
    span.outer = (ByteSpan){reader->holds ? (uint32_t)begin : 0, span.inner.end};
    if (closing > 0) span.outer.end = place_at(reader, span.inner.end, closing).end;
    demand(reader, is_boundary(reader->text->bytes, span.outer.begin));
    span.unclosed = (bits & SPAN_UNCLOSED) != 0;
    if (bits & SPAN_CONTINUES) {
        uint32_t back = read_number(reader);
        demand(reader, back > 0 && back <= index);
        span.continues = index - back;
    }
    if (reader->holds) span.words = text_words_near(reader->text, span.inner, near_word);
    demand(reader, span.words.begin < span.words.end);
    return span;
}

static QuotedSpans read_spans(Reader *reader, Arena *result) {
    const uint32_t count = read_count(reader, reader->text->word_count, SPAN_BYTES_MIN);
    QuotedSpan *spans = arena_new_array_uncleared(result, QuotedSpan, count);
    Nesting nesting = {.depth = 0};
    uint32_t from = 0, near_word = 0;
    for (uint32_t i = 0; i < count && reader->holds; i++) {
        spans[i] = read_span(reader, from, i, near_word);
        demand(reader, nest(&nesting, spans, i, &spans[i].parent));
        from = spans[i].outer.begin;
        near_word = spans[i].words.begin;
    }
    return (QuotedSpans){spans, reader->holds ? count : 0};
}

static const ByteSpan *read_parts(Reader *reader, uint32_t from, uint32_t count, Arena *result) {
    if (count == 0) return NULL;
    ByteSpan *parts = arena_new_array_uncleared(result, ByteSpan, count);
    for (uint32_t i = 0; i < count; i++) {
        parts[i] = read_behind(reader, from);
        from = parts[i].end;
    }
    return parts;
}

static float read_confidence(Reader *reader) {
    const uint32_t bits = (uint32_t)read_fixed(reader, CONFIDENCE_BYTES);
    float confidence;
    memcpy(&confidence, &bits, sizeof confidence);
    demand(reader, confidence >= 0 && confidence <= 1);
    return confidence;
}

static void read_media(Reader *reader, Quotation *quotation, Arena *result) {
    quotation->via_count = read_count(reader, DRAFT_VIA_MAX, PLACE_BYTES_MIN);
    ByteSpan *via = arena_new_array_uncleared(result, ByteSpan, quotation->via_count);
    for (uint32_t i = 0; i < quotation->via_count; i++) {
        via[i] = read_near(reader, quotation->content[0].begin);
        demand(reader, via[i].begin < via[i].end);
    }
    quotation->via = via;
}

/* The parts inside quotation marks lie between the first and the last of all. */
static void read_quoted(Reader *reader, Quotation *quotation, Arena *result) {
    const ByteSpan *content = quotation->content;
    quotation->quoted_count = read_count(reader, DRAFT_QUOTED_MAX, PLACE_BYTES_MIN);
    quotation->quoted = read_parts(reader, content[0].begin, quotation->quoted_count, result);
    demand(reader, quotation->quoted_count == 0 ||
                       quotation->quoted[quotation->quoted_count - 1].end <= content[quotation->content_count - 1].end);
}

static Quotation read_quotation(Reader *reader, const RecordedArticle *article, uint32_t from, Arena *result) {
    const uint8_t first = (uint8_t)read_fixed(reader, 1), second = (uint8_t)read_fixed(reader, 1);
    Quotation quotation = {.article = article->index, .speaker = INDEX_NONE, .family = INDEX_NONE};
    quotation.kind = (QuotationKind)(first & 3);
    quotation.found_by = (QuotationFinder)(first >> 2 & 3);
    quotation.cue_class = (CueClass)(second & 15);
    quotation.unattributed = (UnattributedReason)(second >> 4 & 7);
    demand(reader, quotation.cue_class <= CUE_CONFIRMING && quotation.unattributed < UNATTRIBUTED_COUNT);
    quotation.confidence = read_confidence(reader);
    quotation.content_count = first & HAS_ONE_PART ? 1 : read_count(reader, DRAFT_PARTS_MAX, PLACE_BYTES_MIN);
    demand(reader, quotation.content_count > 0);
    quotation.content = read_parts(reader, from, quotation.content_count, result);
    if (!reader->holds) return quotation;
    if (first & IS_ALL_QUOTED) {
        quotation.quoted = quotation.content;
        quotation.quoted_count = quotation.content_count;
    } else {
        read_quoted(reader, &quotation, result);
    }
    if (first & HAS_CUE) quotation.cue = read_near(reader, quotation.content[0].begin);
    if (first & HAS_SOURCE) quotation.source = read_near(reader, quotation.content[0].begin);
    if (second & HAS_VIA) read_media(reader, &quotation, result);
    demand(reader, (quotation.source.begin < quotation.source.end) == (quotation.unattributed == UNATTRIBUTED_NO));
    return quotation;
}

static uint32_t smaller(uint32_t left, uint32_t right) {
    return left < right ? left : right;
}

static Quotations read_quotations(Reader *reader, const RecordedArticle *article, Arena *result) {
    const uint32_t most = smaller(article->quotations_max, article->text->word_count);
    Quotations found = {.count = read_count(reader, most, QUOTATION_BYTES_MIN)};
    found.items = arena_new_array_uncleared(result, Quotation, found.count);
    for (uint32_t i = 0, from = 0; i < found.count && reader->holds; i++) {
        found.items[i] = read_quotation(reader, article, from, result);
        if (reader->holds) from = found.items[i].content[0].begin;
    }
    found.left_out = read_number(reader);
    demand(reader, found.left_out == 0 || found.count == article->quotations_max);
    return found;
}

bool quotation_record_read(Bytes record, const RecordedArticle *article, QuotedSpans *quoted, Quotations *found,
                           Arena *result) {
    const size_t empty = result->used_bytes;
    Reader reader = {.left = record, .text = article->text, .holds = true};
    demand(&reader, record.size > HASH_BYTES && read_fixed(&reader, HASH_BYTES) == article_hash(article));
    *quoted = read_spans(&reader, result);
    *found = read_quotations(&reader, article, result);
    if (reader.holds && reader.left.size == 0) return true;
    arena_reset(result, empty);
    *quoted = (QuotedSpans){0};
    *found = (Quotations){0};
    return false;
}
