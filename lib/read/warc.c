/*
 * Web archives.
 *
 * In:  a stream of records, each with a few lines that say what it is and how long.
 * Out: an article for each answer of a server that is a page with an article, and for each plain text (the "conversion"
 *      records of WET files); a skip for every other record, with its kind.
 *
 * A record's length is believed: what stands inside may look like another record. Where no record begins although one
 * should, the stream is searched for the next, and one skip tells how much was passed over. A record that is longer
 * than the stream is reported with what is there and what is missing, and nothing is made of it: half a page would look
 * like a version of the whole.
 *
 * A packed archive is one gzip member for each record. Where a member is damaged, the record in it is reported with the
 * byte of the damage, and reading goes on with the next member that inflates: one damaged record costs itself alone.
 * Where the damage shows behind the record, as a wrong check sum, it is refused as well: some of its letters may be
 * others.
 *
 * Memory holds one record, and only as much of it as the limit allows; longer ones are passed over.
 */
#include "warc.h"

#include <stdio.h>
#include <string.h>

#include "charset.h"
#include "draft.h"
#include "html_charset.h"
#include "http.h"
#include "page.h"

enum { HEADER_BYTES_MAX = 64 * 1024, FILL_BYTES = 1024 * 1024, GAP_BYTES = 8 * 1024 };

/* The window, and how much of it is used up: the window is moved once for many records. */
typedef struct Cursor {
    ReadRun *run;
    Input *input;
    size_t at;
    Bytes mark; /* stands in every record's header */
} Cursor;

/* What a record is, told by its header. */
typedef struct Header {
    Bytes kind; /* "response" ...; for ARC always that */
    Bytes url;
    Bytes type; /* of the block */
    uint64_t size; /* of the block */
} Header;

static Bytes window(const Cursor *cursor) {
    return (Bytes){cursor->input->data + cursor->at, cursor->input->size - cursor->at};
}

static Bytes fill(Cursor *cursor, size_t wanted) {
    if (window(cursor).size < wanted && !cursor->input->ended) {
        input_use(cursor->input, cursor->at);
        cursor->at = 0;
        input_fill(cursor->input, wanted + FILL_BYTES);
    }
    return window(cursor);
}

/* Passes over size bytes; false where the stream ends before. */
static bool pass(Cursor *cursor, uint64_t size) {
    while (size > 0) {
        Bytes rest = fill(cursor, 1);
        if (rest.size == 0) return false;
        size_t step = rest.size < size ? rest.size : (size_t)size;
        cursor->at += step;
        size -= step;
    }
    return true;
}

static void pass_line_ends(Cursor *cursor) {
    for (Bytes rest = fill(cursor, 1); rest.size > 0 && (rest.data[0] == '\r' || rest.data[0] == '\n');
         rest = fill(cursor, 1))
        cursor->at++;
}

static uint64_t offset_of(const Cursor *cursor) {
    return cursor->input->offset + cursor->at;
}

static Status skip_at(Cursor *cursor, uint64_t offset, Error *problem, Error *error) {
    problem->byte_offset = offset;
    return report_problem(cursor->run, cursor->input->path, 0, problem, error);
}

/* At the end of the content: why it ended before its time, if it did; and on to what is whole behind that. */
static void add_break(Cursor *cursor, Error *problem) {
    Input *input = cursor->input;
    if (!input->ended || cursor->at < input->size || input->problem.status == STEMMA_OK) return;
    Error cause = input->problem;
    Error found = *problem;
    uint64_t packed_offset;
    bool goes_on = input_resume(input, &packed_offset);
    char behind[64] = "";
    if (goes_on) {
        cursor->at = 0;
        (void)snprintf(behind, sizeof behind, "; read on from byte %llu", (unsigned long long)packed_offset);
    }
    input->problem = (Error){0}; /* told now */
    const char *stop = strstr(cause.message, "; "); /* what to do is said once, at its end */
    int size = goes_on && stop ? (int)(stop - cause.message) : (int)strlen(cause.message);
    (void)error_set(problem, found.status == STEMMA_OK ? cause.status : found.status, "%s%s%.*s%s", found.message,
                    found.message[0] ? "; " : "", size, cause.message, behind);
}

/* --- One record --------------------------------------------------------------------------------------------------- */

static bool is_type(Bytes type, const char *name) {
    return bytes_equal_ignoring_case(type, bytes_from_string(name));
}

static void read_page(Record *record, Cursor *cursor, const PageSource *source, Arena *arena) {
    page_record_read(record, source, &cursor->run->options, arena);
}

static void refuse(Record *record, Status status, const char *reason) {
    *record = (Record){.status = status, .reason = reason};
}

/* Printable and short, since it comes from outside. */
static const char *describe(const char *what, Bytes name, Arena *arena) {
    Buffer text = {.arena = arena};
    buffer_append_string(&text, what);
    for (size_t i = 0; i < name.size && i < 80; i++)
        buffer_append_byte(&text, name.data[i] > ' ' && name.data[i] < 0x7F ? name.data[i] : '?');
    if (name.size == 0) buffer_append_string(&text, "nothing");
    return buffer_string(&text);
}

static void read_answer(Record *record, Cursor *cursor, const Header *header, Bytes block, Arena *arena) {
    Error problem = {0};
    HttpAnswer answer;
    Status status = http_answer_read(&answer, block, cursor->run->options.record_bytes_max, arena, &problem);
    if (answer.code != 0 && answer.code != 200) {
        Buffer reason = {.arena = arena};
        buffer_printf(&reason, "an answer with HTTP status %u", answer.code);
        return refuse(record, STEMMA_UNSUPPORTED, buffer_string(&reason));
    }
    bool page = is_type(answer.type, "text/html") || is_type(answer.type, "application/xhtml+xml");
    if (answer.code != 0 && !page)
        return refuse(record, STEMMA_UNSUPPORTED, describe("an answer that is no page but ", answer.type, arena));
    if (status != STEMMA_OK) return refuse(record, status, bytes_to_string(bytes_from_string(problem.message), arena));
    PageSource source = {answer.body, cursor->input->path, header->url, answer.charset};
    read_page(record, cursor, &source, arena);
    if (!answer.cut_off || record->status != STEMMA_OK) return;
    Buffer remark = {.arena = arena};
    buffer_append_string(&remark, "the packed page is damaged or cut off; what could be unpacked of it was read");
    if (record->remark) buffer_printf(&remark, "; %s", record->remark);
    record->remark = buffer_string(&remark);
}

static void read_block(Record *record, Cursor *cursor, const Header *header, Bytes block, Arena *arena) {
    Bytes type;
    Bytes charset;
    http_type_split(header->type, &type, &charset);
    bool stored_as_is = is_type(header->kind, "resource") || is_type(header->kind, "conversion");
    if (is_type(header->kind, "response") && bytes_start_with(block, BYTES("HTTP"))) {
        read_answer(record, cursor, header, block, arena);
    } else if (stored_as_is && is_type(type, "text/html")) {
        PageSource source = {block, cursor->input->path, header->url, charset};
        read_page(record, cursor, &source, arena);
    } else if (stored_as_is && is_type(type, "text/plain")) {
        const char *guessed;
        Draft draft = {.url = header->url, .text = bytes_trim(html_charset_decode(block, charset, &guessed, arena))};
        draft.encoding = guessed;
        draft.remark = charset_remark_text(&(CharsetRemark){.encoding = guessed}, arena);
        RecordPlace place = {cursor->input->path, 0};
        draft_finish(record, &draft, &place, &cursor->run->options, arena);
    } else if (stored_as_is || is_type(header->kind, "response")) {
        refuse(record, STEMMA_UNSUPPORTED, describe("a record that is no page but ", type, arena));
    } else {
        refuse(record, STEMMA_UNSUPPORTED,
               describe("no answer of a server; the record's type is ", header->kind, arena));
    }
}

/*
 * The record whose block is size bytes long is whole, but it is the last of a damaged gzip member: something in it
 * isn't what the archive held, or not as long.
 */
static bool is_untrustworthy(const Cursor *cursor, size_t size) {
    const Input *input = cursor->input;
    if (!input->ended || input->problem.status == STEMMA_OK) return false;
    Bytes behind = {input->data + cursor->at + size, input->size - cursor->at - size};
    if (input->stream.cut_off || behind.size >= input->stream.member_bytes) return false; /* it is of another member */
    return bytes_find(behind, cursor->mark) == SIZE_MAX;
}

/* Takes the block that header announces, and reports the record. */
static Status take_record(Cursor *cursor, const Header *header, uint64_t offset, Arena arena, Error *error) {
    Error problem = {0};
    Record record = {0};
    uint64_t limit = cursor->run->options.record_bytes_max;
    if (header->size > limit) {
        bool whole = pass(cursor, header->size);
        (void)error_set(&problem, whole ? STEMMA_LIMIT : STEMMA_MALFORMED,
                        "a record of %llu bytes, the limit is %llu; --limit record=SIZE lifts it%s",
                        (unsigned long long)header->size, (unsigned long long)limit,
                        whole ? "" : "; the archive ends before it does");
        if (!whole) add_break(cursor, &problem);
        return skip_at(cursor, offset, &problem, error);
    }
    Bytes block = fill(cursor, (size_t)header->size + HEADER_BYTES_MAX); /* what follows tells of damage */
    if (block.size < header->size) {
        cursor->at = cursor->input->size;
        (void)error_set(&problem, STEMMA_MALFORMED, "a record that is cut off: %llu bytes announced, %zu are there",
                        (unsigned long long)header->size, block.size);
        add_break(cursor, &problem);
        return skip_at(cursor, offset, &problem, error);
    }
    block.size = (size_t)header->size;
    if (is_untrustworthy(cursor, block.size)) {
        cursor->at = cursor->input->size;
        (void)error_set(&problem, STEMMA_MALFORMED, "a record that can't be trusted");
        add_break(cursor, &problem);
        return skip_at(cursor, offset, &problem, error);
    }
    read_block(&record, cursor, header, block, &arena);
    cursor->at += block.size;
    if (record.status == STEMMA_OK) return report_remarked(cursor->run, &record.article, record.remark, error);
    (void)error_set(&problem, record.status, "%s", record.reason);
    return skip_at(cursor, offset, &problem, error);
}

/* --- WARC --------------------------------------------------------------------------------------------------------- */

static bool read_number(Bytes digits, uint64_t *out) {
    *out = 0;
    for (size_t i = 0; i < digits.size; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9' || *out > UINT64_MAX / 100) return false;
        *out = *out * 10 + (uint64_t)(digits.data[i] - '0');
    }
    return digits.size > 0;
}

/* Addresses become the article's path: UTF-8, without the brackets that some writers put around them. */
static Bytes read_url(Bytes value, Arena *arena) {
    if (value.size > 1 && value.data[0] == '<' && value.data[value.size - 1] == '>')
        value = (Bytes){value.data + 1, value.size - 2};
    return html_charset_repair(bytes_copy(value, arena), arena);
}

static bool warc_header(Bytes lines, Header *header, Arena *arena) {
    *header = (Header){.kind = bytes_copy(http_header(lines, "WARC-Type"), arena),
                       .url = read_url(http_header(lines, "WARC-Target-URI"), arena),
                       .type = bytes_copy(http_header(lines, "Content-Type"), arena)};
    return bytes_start_with(lines, BYTES("WARC/")) && read_number(http_header(lines, "Content-Length"), &header->size);
}

/* Moves to the next place behind `least` bytes that begins a record, and says how much lies before it. */
static Status report_gap(Cursor *cursor, size_t least, Error *error) {
    Error problem = {0};
    uint64_t offset = offset_of(cursor);
    cursor->at += least;
    for (;;) {
        Bytes rest = fill(cursor, HEADER_BYTES_MAX);
        size_t found = bytes_find(rest, BYTES("WARC/1."));
        if (found != SIZE_MAX) {
            cursor->at += found;
            bool at_line = cursor->at == 0 || cursor->input->data[cursor->at - 1] == '\n';
            if (at_line) break;
            cursor->at++;
            continue;
        }
        cursor->at += rest.size > 7 ? rest.size - 7 : rest.size;
        if (cursor->input->ended) {
            cursor->at = cursor->input->size;
            break;
        }
    }
    (void)error_set(&problem, STEMMA_MALFORMED, "no WARC record where one should begin: %llu bytes passed over",
                    (unsigned long long)(offset_of(cursor) - offset));
    add_break(cursor, &problem);
    return skip_at(cursor, offset, &problem, error);
}

/* The content came to an end between two records. True where it goes on behind a damaged member. */
static bool goes_on(Cursor *cursor, Status *status, Error *error) {
    Error problem = {0};
    uint64_t offset = offset_of(cursor);
    add_break(cursor, &problem);
    if (problem.status == STEMMA_OK) return false;
    *status = skip_at(cursor, offset, &problem, error);
    return *status == STEMMA_OK && !cursor->input->ended;
}

Status warc_read(ReadRun *run, Input *input, Error *error) {
    Cursor cursor = {run, input, 0, BYTES("WARC/1.")};
    Status status = STEMMA_OK;
    while (status == STEMMA_OK) {
        pass_line_ends(&cursor);
        Bytes rest = fill(&cursor, HEADER_BYTES_MAX);
        if (rest.size == 0) {
            if (goes_on(&cursor, &status, error)) continue;
            break;
        }
        Arena arena = run->workers[0];
        Header header;
        uint64_t offset = offset_of(&cursor);
        if (rest.size > HEADER_BYTES_MAX) rest.size = HEADER_BYTES_MAX;
        size_t size = bytes_start_with(rest, BYTES("WARC/")) ? http_headers_size(rest) : 0;
        if (size == 0 || !warc_header((Bytes){rest.data, size}, &header, &arena)) {
            /* Not from the next byte on: a thousand beginnings without an end must not be looked through each time. */
            size_t least = size > 0 ? size : rest.size > GAP_BYTES ? rest.size - GAP_BYTES : 1;
            status = report_gap(&cursor, least, error);
            continue;
        }
        cursor.at += size;
        status = take_record(&cursor, &header, offset, arena, error);
        report_progress(run);
    }
    return status;
}

/* --- ARC ---------------------------------------------------------------------------------------------------------- */

/* "address IP date type length": an address may hold spaces, so the line is read from its end. */
static bool arc_header(Bytes line, Header *header, Arena *arena) {
    Bytes fields[4] = {{0}};
    Bytes rest = bytes_trim(line);
    for (size_t i = 0; i < 4; i++) {
        size_t begin = rest.size;
        while (begin > 0 && rest.data[begin - 1] != ' ') begin--;
        if (begin == 0) return false;
        fields[i] = (Bytes){rest.data + begin, rest.size - begin};
        rest.size = begin - 1;
    }
    bool date = (fields[2].size >= 8 && fields[2].data[0] >= '1' && fields[2].data[0] <= '2') ||
                bytes_equal(fields[2], BYTES("null")); /* some writers have no other word for an unknown date */
    *header = (Header){.kind = BYTES("response"), .url = read_url(rest, arena), .type = bytes_copy(fields[1], arena)};
    if (bytes_start_with(rest, BYTES("filedesc:"))) header->kind = BYTES("filedesc");
    return date && bytes_find(rest, BYTES(":")) != SIZE_MAX && read_number(fields[0], &header->size);
}

Status arc_read(ReadRun *run, Input *input, Error *error) {
    Cursor cursor = {run, input, 0, BYTES("://")};
    Status status = STEMMA_OK;
    while (status == STEMMA_OK) {
        pass_line_ends(&cursor);
        Bytes rest = fill(&cursor, HEADER_BYTES_MAX);
        if (rest.size == 0) {
            if (goes_on(&cursor, &status, error)) continue;
            break;
        }
        Arena arena = run->workers[0];
        Header header;
        Error problem = {0};
        uint64_t offset = offset_of(&cursor);
        const uint8_t *end = memchr(rest.data, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.data) + 1 : 0;
        if (size == 0 || !arc_header((Bytes){rest.data, size - 1}, &header, &arena)) {
            (void)error_set(&problem, STEMMA_MALFORMED,
                            "no ARC record where one should begin; what follows is not read");
            if (input->ended) cursor.at = input->size;
            add_break(&cursor, &problem);
            status = skip_at(&cursor, offset, &problem, error);
            if (input->ended || cursor.at > 0) return status;
            continue; /* behind a damaged member */
        }
        cursor.at += size;
        status = take_record(&cursor, &header, offset, arena, error);
        report_progress(run);
    }
    return status;
}
