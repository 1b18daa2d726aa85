/*
 * From an address to an answer.
 *
 * In:  the decoded path and the query. Out: a response.
 *
 *     /  /stories  /story/s1  /find?q=…     the page; what it shows is its own business
 *     /story/s1.json  /find.json?q=…        a view's data
 *     /story/s1.csv                         the same as a table
 *     /app.js  /app.css                     the page's files
 *
 * Invariants: no part of an address ever names a file; text that is not UTF-8 is refused; what a view wrote before it
 * failed is thrown away.
 */
#include "serve_answer.h"

#include <stdlib.h>
#include <string.h>

#include "assets.h"
#include "json.h"
#include "view.h"

#define NO_PAGE                                                                                                        \
    "This Stemma was built without its page: Node.js and npm were missing when it was built.\n"                        \
    "Install them (apt install nodejs npm) and build again: make build.\n"                                             \
    "The data is there all the same: /start.json, /stories.json, /story/s1.json, and .csv instead of .json.\n"         \
    "A page without a script: stemma trace -c COLLECTION -o report.html\n"

static Answer answer_buffer(unsigned status, const char *type, void *data, size_t size) {
    struct MHD_Response *response = MHD_create_response_from_buffer(size, data, MHD_RESPMEM_MUST_FREE);
    if (response)
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    else
        free(data);
    return (Answer){response, status};
}

Answer answer_text(unsigned status, const char *text) {
    struct MHD_Response *response = MHD_create_response_from_buffer(strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);
    if (response) MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8");
    return (Answer){response, status};
}

static Answer answer_asset(const Asset *asset) {
    struct MHD_Response *response =
        MHD_create_response_from_buffer(asset->size, (void *)asset->data, MHD_RESPMEM_PERSISTENT);
    if (response) MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, asset->type);
    return (Answer){response, MHD_HTTP_OK};
}

static unsigned http_status(StemmaStatus status) {
    switch (status) {
    case STEMMA_NOT_FOUND: return MHD_HTTP_NOT_FOUND;
    case STEMMA_BAD_ARGUMENT:
    case STEMMA_AMBIGUOUS:
    case STEMMA_NOT_TEXT: return MHD_HTTP_BAD_REQUEST;
    case STEMMA_LIMIT: return MHD_HTTP_CONTENT_TOO_LARGE;
    case STEMMA_BUSY:
    case STEMMA_NOT_TRACED: return MHD_HTTP_SERVICE_UNAVAILABLE;
    default: return MHD_HTTP_INTERNAL_SERVER_ERROR;
    }
}

static Answer answer_error(const StemmaError *error) {
    char *data = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&data, &size);
    if (!stream) return (Answer){NULL, MHD_HTTP_INTERNAL_SERVER_ERROR};
    Json json = {.stream = stream};
    json_line_begin(&json);
    json_object_begin(&json, "error");
    json_string(&json, "status", stemma_status_text(error->status));
    json_string(&json, "message", error->message[0] ? error->message : stemma_status_text(error->status));
    json_object_end(&json);
    json_line_end(&json);
    fclose(stream);
    return answer_buffer(http_status(error->status), "application/json; charset=utf-8", data, size);
}

/* --- Addresses ---------------------------------------------------------------------------------------------------- */

/* UTF-8 without overlong forms, surrogates and control characters other than white space. */
static bool is_well_formed(const char *text) {
    const unsigned char *byte = (const unsigned char *)text;
    while (*byte) {
        unsigned first = *byte++;
        if (first < 0x20 && first != '\t' && first != '\n' && first != '\r') return false;
        if (first < 0x80) continue;
        int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        if (first < 0xC2 || first > 0xF4) return false;
        unsigned code_point = first & (0x3Fu >> more);
        for (int i = 0; i < more; i++) {
            if ((*byte & 0xC0) != 0x80) return false;
            code_point = code_point << 6 | (*byte++ & 0x3F);
        }
        static const unsigned smallest[] = {0, 0x80, 0x800, 0x10000};
        if (code_point < smallest[more] || code_point > 0x10FFFF) return false;
        if (code_point >= 0xD800 && code_point <= 0xDFFF) return false;
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

typedef struct Parameters {
    ViewRequest *view;
    bool malformed;
} Parameters;

static enum MHD_Result each_parameter(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
    (void)kind;
    Parameters *parameters = context;
    ViewRequest *view = parameters->view;
    if (!is_well_formed(name) || !is_well_formed(value ? value : "")) parameters->malformed = true;
    if (view->parameter_count < VIEW_PARAMETERS_MAX)
        view->parameters[view->parameter_count++] = (ViewParameter){name, value ? value : ""};
    return MHD_YES;
}

static Answer answer_view(const AnswerRequest *request, const Address *address, const View *view) {
    ViewRequest asked = {
        .collection_name = request->collection_name, .subject = address->subject, .table = address->form == FORM_CSV};
    Parameters parameters = {.view = &asked};
    MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, each_parameter, &parameters);
    if (parameters.malformed) {
        view_refuse(&asked, STEMMA_BAD_ARGUMENT, "the address holds something that is not text in UTF-8");
        return answer_error(&asked.error);
    }
    asked.collection = request->collection(&asked.error);
    if (!asked.collection) return answer_error(&asked.error);
    char *data = NULL;
    size_t size = 0;
    asked.out = open_memstream(&data, &size);
    if (!asked.out) return (Answer){NULL, MHD_HTTP_INTERNAL_SERVER_ERROR};
    StemmaStatus status = view_write(view, &asked);
    bool written = !ferror(asked.out);
    if (fclose(asked.out) != 0 || !written) {
        free(data);
        return (Answer){NULL, MHD_HTTP_INTERNAL_SERVER_ERROR};
    }
    if (status == STEMMA_OK)
        return answer_buffer(MHD_HTTP_OK, asked.table ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
                             data, size);
    free(data);
    return answer_error(&asked.error);
}

Answer answer_make(const AnswerRequest *request) {
    Asset asset;
    bool is_file = asset_find(request->path, &asset);
    if (is_file && assets_built()) return answer_asset(&asset);
    if (is_file) return answer_text(MHD_HTTP_OK, NO_PAGE);
    Address address;
    if (!address_read(request->path, &address))
        return answer_text(MHD_HTTP_BAD_REQUEST, "This address is malformed.\n");
    const View *view = view_find(address.name);
    if (!view) return answer_text(MHD_HTTP_NOT_FOUND, "There is no such page here.\n");
    if (address.form != FORM_PAGE) return answer_view(request, &address, view);
    if (!assets_built() || !asset_find("/", &asset)) return answer_text(MHD_HTTP_OK, NO_PAGE);
    return answer_asset(&asset);
}
