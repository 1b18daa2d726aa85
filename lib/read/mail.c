/*
 * Mails.
 *
 * In:  a file that begins with the headers of a mail.
 * Out: one article: who it is from as the outlet, the subject as the title, the date, and the text.
 *
 * Of a mail in several parts the first that is plain text is taken, else the first that is HTML; parts that are
 * attached are no text of the mail, and are named in a remark. Lines that were broken for sending (format=flowed, RFC
 * 3676) are joined again. The charset is the one declared, unless the bytes are UTF-8: as with pages, declarations are
 * often left over.
 *
 * Bounds: parts inside one another up to DEPTH_MAX, PARTS_MAX in all; each part is looked through once for each level
 * it stands in.
 */
#include "mail.h"

#include <string.h>

#include "charset.h"
#include "html_blocks.h"
#include "html_charset.h"
#include "http.h"
#include "mail_code.h"
#include "plain_text.h"

enum { DEPTH_MAX = 8, PARTS_MAX = 1000, HEADER_LINES_MAX = 200, BOUNDARY_BYTES_MAX = 200 };

/* --- Headers ------------------------------------------------------------------------------------------------------ */

static bool is_name_byte(uint8_t byte) {
    return byte > ' ' && byte < 0x7F && byte != ':';
}

/* The size of "Name:" at the beginning of a line; 0 where there is none. */
static size_t name_size(Bytes line) {
    size_t size = 0;
    while (size < line.size && is_name_byte(line.data[size])) size++;
    return size > 0 && size < line.size && line.data[size] == ':' ? size + 1 : 0;
}

static bool is_named(Bytes line, const char *name) {
    Bytes wanted = bytes_from_string(name);
    return line.size > wanted.size && line.data[wanted.size] == ':' &&
           bytes_equal_ignoring_case((Bytes){line.data, wanted.size}, wanted);
}

/* Two of these names among the headers are a mail; prose that begins "Subject: ..." has one at most. */
bool mail_is(Bytes start) {
    static const char *const names[] = {"From",     "To",           "Subject",     "Date",         "Message-ID",
                                        "Received", "MIME-Version", "Return-Path", "Content-Type", "Delivered-To"};
    unsigned known = 0;
    bool from = false;
    size_t at = 0;
    for (unsigned count = 0; at < start.size && count < HEADER_LINES_MAX; count++) {
        Bytes rest = {start.data + at, start.size - at};
        const uint8_t *end = memchr(rest.data, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.data) : rest.size;
        Bytes line = {rest.data, size};
        if (bytes_trim(line).size == 0) break;
        bool envelope = count == 0 && bytes_start_with(line, BYTES("From ")); /* of a mailbox */
        bool continued = line.data[0] == ' ' || line.data[0] == '\t';
        if (!envelope && !(continued && count > 0) && name_size(line) == 0) return false;
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) known += is_named(line, names[i]);
        from = from || is_named(line, "From");
        at += size + (end != NULL);
    }
    return from && known >= 2;
}

/* The value of a header, unfolded and decoded; empty where there is none. */
static Bytes header(Bytes headers, const char *name, Arena *result) {
    for (size_t at = 0; at < headers.size;) {
        Bytes rest = {headers.data + at, headers.size - at};
        size_t size = 0;
        do {
            const uint8_t *end = memchr(rest.data + size, '\n', rest.size - size);
            size = end ? (size_t)(end - rest.data) + 1 : rest.size;
        } while (size < rest.size && (rest.data[size] == ' ' || rest.data[size] == '\t'));
        Bytes line = {rest.data, size};
        size_t begin = strlen(name) + 1;
        if (is_named(line, name)) return mail_code_header((Bytes){line.data + begin, line.size - begin}, result);
        at += size;
    }
    return (Bytes){0};
}

/* "name=value" behind a header's first word; the value without its quotation marks. */
static Bytes parameter(Bytes value, const char *name) {
    Bytes wanted = bytes_from_string(name);
    for (size_t at = 0; at < value.size; at++) {
        if (value.data[at] != ';') continue;
        size_t begin = at + 1;
        while (begin < value.size && value.data[begin] == ' ') begin++;
        if (value.size - begin <= wanted.size || value.data[begin + wanted.size] != '=') continue;
        if (!bytes_equal_ignoring_case((Bytes){value.data + begin, wanted.size}, wanted)) continue;
        begin += wanted.size + 1;
        bool quoted = begin < value.size && value.data[begin] == '"';
        begin += quoted;
        size_t end = begin;
        while (end < value.size && (quoted ? value.data[end] != '"' : value.data[end] != ';' && value.data[end] > ' '))
            end++;
        return (Bytes){value.data + begin, end - begin};
    }
    return (Bytes){0};
}

/* --- Parts -------------------------------------------------------------------------------------------------------- */

typedef struct Parts {
    Arena *arena;
    Bytes plain; /* decoded text of the first part of its kind */
    Bytes html;
    Buffer attached; /* names of what is not text of the mail */
    unsigned attached_count;
    const char *guessed; /* the encoding of the text, where no header says it */
    unsigned count;
} Parts;

/* Joins what was broken for sending: a space at the end of a line says so. Quoted lines are left as they are. */
static Bytes join_flowed(Bytes text, Arena *result) {
    Buffer out = {.arena = result};
    for (size_t at = 0; at < text.size;) {
        const uint8_t *end = memchr(text.data + at, '\n', text.size - at);
        size_t size = end ? (size_t)(end - text.data) - at : text.size - at;
        Bytes line = {text.data + at, size};
        if (line.size > 0 && line.data[line.size - 1] == '\r') line.size--;
        if (line.size > 0 && line.data[0] == ' ') line = (Bytes){line.data + 1, line.size - 1}; /* stuffed */
        bool signature = bytes_equal(line, BYTES("-- "));
        bool flows = line.size > 0 && line.data[line.size - 1] == ' ' && !signature;
        buffer_append(&out, line);
        if (end && !flows) buffer_append_byte(&out, '\n');
        at += size + (end != NULL);
    }
    return buffer_bytes(&out);
}

static void note_attached(Parts *parts, Bytes type, Bytes name) {
    parts->attached_count++;
    if (parts->attached.size > 200) return;
    if (parts->attached.size > 0) buffer_append_string(&parts->attached, ", ");
    Bytes shown = name.size > 0 ? name : type;
    for (size_t i = 0; i < shown.size && i < 60; i++)
        buffer_append_byte(&parts->attached, shown.data[i] >= ' ' && shown.data[i] < 0x7F ? shown.data[i] : '?');
}

static void take_leaf(Parts *parts, Bytes headers, Bytes body, Bytes type, Bytes kind) {
    Bytes disposition = header(headers, "Content-Disposition", parts->arena);
    Bytes name = parameter(disposition, "filename");
    if (name.size == 0) name = parameter(type, "name");
    bool attached =
        disposition.size >= 10 && bytes_equal_ignoring_case((Bytes){disposition.data, 10}, BYTES("attachment"));
    bool plain = bytes_equal_ignoring_case(kind, BYTES("text/plain"));
    bool html = bytes_equal_ignoring_case(kind, BYTES("text/html"));
    if (attached || (!plain && !html)) return note_attached(parts, kind, name);
    Bytes *place = plain ? &parts->plain : &parts->html;
    if (place->size > 0) return;
    Bytes raw = mail_code_decode(body, header(headers, "Content-Transfer-Encoding", parts->arena), parts->arena);
    Bytes text = html_charset_decode(raw, parameter(type, "charset"), &parts->guessed, parts->arena);
    bool flowed = bytes_equal_ignoring_case(parameter(type, "format"), BYTES("flowed"));
    *place = bytes_trim(plain && flowed ? join_flowed(text, parts->arena) : text);
}

static void take_part(Parts *parts, Bytes part, unsigned depth);

/* The parts between lines "--boundary". */
static void take_parts(Parts *parts, Bytes body, Bytes boundary, unsigned depth) {
    size_t begin = SIZE_MAX;
    for (size_t at = 0; at < body.size && parts->count < PARTS_MAX;) {
        const uint8_t *end = memchr(body.data + at, '\n', body.size - at);
        size_t size = end ? (size_t)(end - body.data) - at : body.size - at;
        Bytes line = {body.data + at, size};
        bool fence = line.size >= boundary.size + 2 && line.data[0] == '-' && line.data[1] == '-' &&
                     memcmp(line.data + 2, boundary.data, boundary.size) == 0;
        Bytes behind = fence ? bytes_trim((Bytes){line.data + boundary.size + 2, line.size - boundary.size - 2}) : line;
        bool last = bytes_equal(behind, BYTES("--"));
        if (fence && (last || behind.size == 0)) {
            if (begin != SIZE_MAX) take_part(parts, (Bytes){body.data + begin, at - begin}, depth + 1);
            begin = last ? SIZE_MAX : at + size + (end != NULL);
            if (last) return;
        }
        at += size + (end != NULL);
    }
    if (begin < body.size) take_part(parts, (Bytes){body.data + begin, body.size - begin}, depth + 1); /* cut off */
}

static void take_part(Parts *parts, Bytes part, unsigned depth) {
    size_t size = http_headers_size(part);
    bool bare = part.size > 0 && (part.data[0] == '\n' || part.data[0] == '\r');
    Bytes headers = {part.data, bare ? 0 : size};
    Bytes body = {part.data + size, part.size - size};
    Bytes type = header(headers, "Content-Type", parts->arena);
    parts->count++;
    size_t end = 0;
    while (end < type.size && type.data[end] != ';' && type.data[end] > ' ') end++;
    Bytes kind = end > 0 ? (Bytes){type.data, end} : BYTES("text/plain");
    Bytes boundary = parameter(type, "boundary");
    bool several = kind.size > 10 && bytes_equal_ignoring_case((Bytes){kind.data, 10}, BYTES("multipart/"));
    if (several && boundary.size > 0 && boundary.size <= BOUNDARY_BYTES_MAX && depth < DEPTH_MAX)
        take_parts(parts, body, boundary, depth);
    else
        take_leaf(parts, headers, body, type, kind);
}

/* --- The article -------------------------------------------------------------------------------------------------- */

/* "Port Authority <press@port.example>": the name, else what stands behind the @. */
static Bytes sender(Bytes from) {
    size_t bracket = bytes_find(from, BYTES("<"));
    Bytes name = bracket == SIZE_MAX ? (Bytes){0} : bytes_trim((Bytes){from.data, bracket});
    if (name.size >= 2 && name.data[0] == '"' && name.data[name.size - 1] == '"')
        name = bytes_trim((Bytes){name.data + 1, name.size - 2});
    if (name.size > 0 && bytes_find(name, BYTES("@")) == SIZE_MAX) return name;
    size_t at = bytes_find(from, BYTES("@"));
    if (at == SIZE_MAX) return bytes_trim(from);
    size_t end = ++at;
    while (end < from.size && from.data[end] > ' ' && from.data[end] != '>' && from.data[end] != ',') end++;
    return (Bytes){from.data + at, end - at};
}

void mail_draft(Bytes source, Draft *draft, Arena *result) {
    Parts parts = {.arena = result, .attached = {.arena = result}};
    if (bytes_start_with(source, BYTES("From "))) {
        size_t end = bytes_find(source, BYTES("\n"));
        if (end != SIZE_MAX) source = (Bytes){source.data + end + 1, source.size - end - 1};
    }
    size_t size = http_headers_size(source);
    Bytes headers = {source.data, size > 0 ? size : source.size};
    draft->is_file = true;
    draft->title = header(headers, "Subject", result);
    draft->outlet = sender(header(headers, "From", result));
    draft->published = header(headers, "Date", result);
    draft->language = header(headers, "Content-Language", result);
    if (size > 0) take_part(&parts, source, 0);
    draft->text = parts.plain.size > 0 ? parts.plain : html_fragment_text(parts.html, result);
    draft->encoding = parts.guessed;
    draft->remark = charset_remark_text(&(CharsetRemark){.encoding = parts.guessed}, result);
    if (parts.attached_count == 0) return;
    Buffer remark = {.arena = result};
    if (draft->text.size == 0) buffer_append_string(&remark, "no text; ");
    buffer_printf(&remark, "%u attached part%s not read: ", parts.attached_count,
                  parts.attached_count == 1 ? " is" : "s are");
    buffer_append(&remark, buffer_bytes(&parts.attached));
    if (draft->remark) buffer_printf(&remark, "; %s", draft->remark);
    draft->remark = buffer_string(&remark);
}

Status mail_read(ReadRun *run, Input *input, Error *error) {
    Arena arena = run->block_arena;
    Error problem = {0};
    input_fill(input, (size_t)run->options.record_bytes_max + 1);
    if (input->problem.status != STEMMA_OK) return report_problem(run, input->path, 0, &input->problem, error);
    if (input->size > run->options.record_bytes_max) {
        (void)error_set(&problem, STEMMA_LIMIT, "a mail of more than %llu bytes; --limit record=SIZE lifts it",
                        (unsigned long long)run->options.record_bytes_max);
        return report_problem(run, input->path, 0, &problem, error);
    }
    Draft draft = {0};
    Record record;
    RecordPlace place = {input->path, 0};
    mail_draft((Bytes){input->data, input->size}, &draft, &arena);
    draft_finish(&record, &draft, &place, &run->options, &arena);
    return draft_report(run, &place, 0, &record, error);
}
