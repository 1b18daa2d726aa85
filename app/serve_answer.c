/*
 * From a request to an answer.
 *
 * In:  a request. Out: a status, headers and bytes; or that a table is to be written.
 *
 *     /  /stories  /story/s1  /find?q=…     the page; what it shows is its own business
 *     /story/s1.json  /find.json?q=…        a view's data
 *     /story/s1.csv                         the same as a table
 *     /app.js  /app.css                     the page's files
 *
 * A view's data is made inside one snapshot of the collection and kept by address (serve_cache.c): as long as nobody
 * writes to the collection, the same address gives the same bytes.
 *
 * Invariants: no part of an address ever names a file; text that is not UTF-8 is refused; what a view wrote before it
 * failed is thrown away; every answer has the headers of serve_guard.c.
 */
#include "serve_answer.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "assets.h"
#include "json.h"
#include "view.h"

#define NO_PAGE                                                                                                        \
    "This Stemma was built without its page: Node.js and npm were missing when it was built.\n"                        \
    "Install them (apt install nodejs npm) and build again: make build.\n"                                             \
    "The data is there all the same: /start.json, /stories.json, /story/s1.json, and .csv instead of .json.\n"         \
    "A page without a script: stemma trace -c COLLECTION -o report.html\n"

static const char type_text[] = "text/plain; charset=utf-8";
static const char type_json[] = "application/json; charset=utf-8";
static const char type_table[] = "text/csv; charset=utf-8";

void reader_close(Reader *reader) {
    stemma_collection_close(reader->collection);
    reader->collection = NULL;
}

void answer_free(Answer *answer) {
    body_release(answer->body);
    free(answer->lines);
    *answer = (Answer){0};
}

static Answer answer_text(unsigned status, const char *text) {
    return (Answer){.status = status, .type = type_text, .data = text, .size = strlen(text)};
}

static Answer answer_body(unsigned status, const char *type, Body *body) {
    if (!body) return answer_text(500, "No memory left.\n");
    return (Answer){.status = status, .type = type, .data = body->data, .size = body->size, .body = body};
}

static Answer answer_asset(const Asset *asset) {
    return (Answer){.status = 200, .type = asset->type, .data = asset->data, .size = asset->size};
}

static unsigned http_status(StemmaStatus status) {
    switch (status) {
    case STEMMA_NOT_FOUND: return 404;
    case STEMMA_BAD_ARGUMENT:
    case STEMMA_AMBIGUOUS:
    case STEMMA_NOT_TEXT: return 400;
    case STEMMA_LIMIT: return 413;
    case STEMMA_BUSY:
    case STEMMA_NOT_TRACED: return 503;
    default: return 500;
    }
}

Answer answer_error(const StemmaError *error) {
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    if (!stream) return answer_body(500, type_json, NULL);
    Json json = {.stream = stream};
    json_line_begin(&json);
    json_object_begin(&json, "error");
    json_string(&json, "status", stemma_status_text(error->status));
    json_string(&json, "message", error->message[0] ? error->message : stemma_status_text(error->status));
    json_object_end(&json);
    json_line_end(&json);
    fclose(stream);
    return answer_body(http_status(error->status), type_json, body_new(data, size));
}

/* --- Heads -------------------------------------------------------------------------------------------------------- */

static const char *reason_of(unsigned status) {
    switch (status) {
    case 200: return "OK";
    case 303: return "See Other";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 421: return "Misdirected Request";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Internal Server Error";
    }
}

char *answer_head(const Answer *answer, size_t size, bool keep_alive) {
    char extent[48] = "Transfer-Encoding: chunked\r\n";
    if (size != ANSWER_SIZE_UNKNOWN) snprintf(extent, sizeof extent, "Content-Length: %zu\r\n", size);
    char *head;
    int written = asprintf(&head, "HTTP/1.1 %u %s\r\nContent-Type: %s\r\n%sConnection: %s\r\n%s%s\r\n", answer->status,
                           reason_of(answer->status), answer->type, extent, keep_alive ? "keep-alive" : "close",
                           guard_header_lines, answer->lines ? answer->lines : "");
    return written < 0 ? NULL : head;
}

Answer answer_refusal(unsigned status) {
    switch (status) {
    case 414:
    case 431: return answer_text(status, "This request is too long.\n");
    case 503: return answer_text(status, "Too many connections; try again.\n");
    case 505: return answer_text(status, "This server speaks HTTP/1.1.\n");
    default: return answer_text(status, "This request is malformed.\n");
    }
}

/* --- Addresses ---------------------------------------------------------------------------------------------------- */

/* UTF-8, without control characters other than white space. */
static bool is_well_formed(const char *text) {
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t left = (utf8proc_ssize_t)strlen(text);
    while (left > 0) {
        utf8proc_int32_t code_point;
        utf8proc_ssize_t used = utf8proc_iterate(at, left, &code_point);
        if (used <= 0 || (code_point < 0x20 && !strchr("\t\n\r", (int)code_point))) return false;
        at += used;
        left -= used;
    }
    return true;
}

typedef enum AddressForm { FORM_PAGE, FORM_JSON, FORM_CSV } AddressForm;

typedef struct Address {
    char words[2048]; /* name and subject, each ended by a NUL */
    const char *name;
    const char *subject; /* NULL where there is none */
    AddressForm form;
} Address;

static bool cut_ending(char *words, const char *ending) {
    size_t size = strlen(words), length = strlen(ending);
    if (size <= length || strcmp(words + size - length, ending) != 0) return false;
    words[size - length] = 0;
    return true;
}

static bool address_read(const char *path, Address *out) {
    *out = (Address){0};
    if (path[0] != '/' || strlen(path) >= sizeof out->words || !is_well_formed(path)) return false;
    strcpy(out->words, path + 1);
    if (cut_ending(out->words, ".json"))
        out->form = FORM_JSON;
    else if (cut_ending(out->words, ".csv"))
        out->form = FORM_CSV;
    out->name = out->words;
    char *slash = strchr(out->words, '/');
    if (slash) {
        *slash = 0;
        out->subject = slash + 1;
    }
    return true;
}

/* --- Views -------------------------------------------------------------------------------------------------------- */

static StemmaStatus open_collection_of(Reader *reader, StemmaError *error) {
    if (reader->collection) return STEMMA_OK;
    return stemma_collection_open(reader->site->collection_path, STEMMA_OPEN_READ, &reader->collection, error);
}

/* What the view is asked for. asked->error says what is wrong with it. */
static StemmaStatus fill_view_request(Reader *reader, const Request *request, const Address *address,
                                      ViewRequest *asked) {
    *asked = (ViewRequest){.collection_name = reader->site->collection_name,
                           .subject = address->subject,
                           .table = address->form == FORM_CSV};
    for (size_t i = 0; i < request->parameters.count; i++) {
        const RequestField *field = &request->parameters.items[i];
        if (!is_well_formed(field->name) || !is_well_formed(field->value))
            return view_refuse(asked, STEMMA_BAD_ARGUMENT, "the address holds something that is not text in UTF-8");
        if (asked->parameter_count < VIEW_PARAMETERS_MAX)
            asked->parameters[asked->parameter_count++] = (ViewParameter){field->name, field->value};
    }
    StemmaStatus status = open_collection_of(reader, &asked->error);
    asked->collection = reader->collection;
    return status;
}

/* NULL after asked->error was filled. */
static Body *make_body(const View *view, ViewRequest *asked) {
    char *data = NULL;
    size_t size = 0;
    asked->out = open_memstream(&data, &size);
    StemmaStatus status = asked->out ? view_write(view, asked) : STEMMA_OUT_OF_MEMORY;
    bool written = asked->out && !ferror(asked->out);
    if (asked->out && fclose(asked->out) != 0) written = false;
    if (status == STEMMA_OK && written) return body_new(data, size);
    if (status == STEMMA_OK || !asked->out) view_refuse(asked, STEMMA_OUT_OF_MEMORY, "no memory left for the answer");
    free(data);
    return NULL;
}

static Answer answer_view(Reader *reader, const Request *request, const Address *address, const View *view) {
    ViewRequest asked;
    if (fill_view_request(reader, request, address, &asked) != STEMMA_OK) return answer_error(&asked.error);
    uint64_t state, generation = cache_generation();
    if (stemma_snapshot_begin(reader->collection, &state, &asked.error) != STEMMA_OK) return answer_error(&asked.error);
    bool kept = state == reader->state || cache_forget(&generation);
    if (kept) reader->state = state;
    Body *body = kept ? cache_find(generation, request->target) : NULL;
    bool made = !body && (body = make_body(view, &asked)) != NULL;
    if (made && kept) cache_keep(generation, request->target, body);
    stemma_snapshot_end(reader->collection);
    return body ? answer_body(200, type_json, body) : answer_error(&asked.error);
}

StemmaStatus answer_write_table(Reader *reader, const Request *request, FILE *out, StemmaError *error) {
    Address address;
    ViewRequest asked;
    uint64_t state;
    const View *view = address_read(request->path, &address) ? view_find(address.name) : NULL;
    StemmaStatus status = view ? fill_view_request(reader, request, &address, &asked) : STEMMA_NOT_FOUND;
    if (!view) asked.error = (StemmaError){.status = status};
    if (!status) status = stemma_snapshot_begin(reader->collection, &state, &asked.error);
    if (!status) {
        asked.out = out;
        status = view_write(view, &asked);
        stemma_snapshot_end(reader->collection);
    }
    *error = asked.error;
    return status;
}

static Answer answer_address(Reader *reader, const Request *request) {
    Asset asset;
    bool is_file = asset_find(request->path, &asset);
    if (is_file && assets_built()) return answer_asset(&asset);
    if (is_file) return answer_text(200, NO_PAGE);
    Address address;
    if (!address_read(request->path, &address)) return answer_text(400, "This address is malformed.\n");
    const View *view = view_find(address.name);
    if (!view) return answer_text(404, "There is no such page here.\n");
    if (address.form == FORM_JSON) return answer_view(reader, request, &address, view);
    if (address.form == FORM_CSV) return (Answer){.status = 200, .type = type_table, .is_table = true};
    if (!assets_built() || !asset_find("/", &asset)) return answer_text(200, NO_PAGE);
    return answer_asset(&asset);
}

/* --- Verdicts ----------------------------------------------------------------------------------------------------- */

/* The address without its key: "/?key=…" becomes "/". */
static Answer answer_with_cookie(const Reader *reader, const Request *request) {
    const char *target = request->target, *key = strchr(target, '?');
    while (key && strncmp(key + 1, "key=", 4) != 0) key = strchr(key + 1, '&');
    if (!key || target[1] == '/' || target[1] == '\\') return answer_text(400, "This address is malformed.\n");
    const char *rest = strchr(key + 1, '&');
    char cookie[GUARD_COOKIE_LINE_SIZE];
    guard_cookie_print(&reader->site->guard, cookie);
    Answer answer = answer_text(303, "");
    if (asprintf(&answer.lines, "Location: %.*s%s%s\r\n%s", (int)(key - target), target,
                 !rest         ? ""
                 : *key == '?' ? "?"
                               : "&",
                 rest ? rest + 1 : "", cookie) < 0)
        return answer_body(500, type_text, NULL);
    return answer;
}

Answer answer_make(Reader *reader, const Request *request) {
    switch (guard_judge(&reader->site->guard, request)) {
    case GUARD_LET_IN: return answer_address(reader, request);
    case GUARD_SET_KEY: return answer_with_cookie(reader, request);
    case GUARD_WRONG_HOST: return answer_text(421, "This server answers to 127.0.0.1 and localhost only.\n");
    case GUARD_WRONG_METHOD: {
        Answer answer = answer_text(405, "This server only shows: GET and HEAD.\n");
        answer.lines = strdup("Allow: GET, HEAD\r\n");
        return answer;
    }
    case GUARD_WRONG_ORIGIN: return answer_text(403, "Pages of other sites get no answer from this server.\n");
    case GUARD_NO_KEY:
        return answer_text(403, "This page is for who started it: open the address that stemma serve printed, with its "
                                "key.\n");
    }
    return answer_refusal(400);
}
