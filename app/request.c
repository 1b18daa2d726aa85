/*
 * Bytes -> a request.
 *
 * In:  what a client has sent so far. Out: its first request, cut into method, path, parameters and headers, or the
 *      status it is refused with.
 *
 * Only what this server answers is understood, and only in the form that the standard (RFC 9112) lets a client send:
 * lines end with CR LF, one space stands between the words of the first line, no header is folded, none comes with
 * white space before its colon. Whatever could be read in two ways is refused, so that nothing standing between a
 * browser and this server can have read it otherwise. A request has no body; one that announces a body is refused and
 * its connection closed, so the body is never taken for a request.
 *
 * Invariants: every string ends inside the bytes given or inside `decoded`; no string holds a NUL of the request.
 */
#include "request.h"

#include <string.h>
#include <strings.h>

#define METHOD_BYTES_MAX 16
/* A quotation of 4,000 bytes, each as %XX, and room for the rest. */
#define TARGET_BYTES_MAX 16000
#define HEADERS_BYTES_MAX 16000

size_t request_size(const char *bytes, size_t size) {
    size_t begin = 0;
    while (begin + 1 < size && bytes[begin] == '\r' && bytes[begin + 1] == '\n') begin += 2; /* empty lines before it */
    if (begin == size) return 0;
    const char *end = memmem(bytes + begin, size - begin, "\r\n\r\n", 4);
    return end ? (size_t)(end - bytes) + 4 : 0;
}

static bool is_token(const char *text) {
    static const char others[] = "!#$%&'*+-.^_`|~";
    if (!text[0]) return false;
    for (; *text; text++) {
        char c = *text;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!plain && !strchr(others, c)) return false;
    }
    return true;
}

/* --- The address -------------------------------------------------------------------------------------------------- */

static int hexadecimal_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

/* Decodes [from, end) to *to, ends it with a NUL and moves *to behind it. False at a NUL or half an escape. */
static bool decode(const char *from, const char *end, char **to, bool plus_is_space) {
    for (; from < end; from++) {
        char byte = *from;
        if (byte == '+' && plus_is_space) byte = ' ';
        if (byte == '%') {
            int high = end - from > 2 ? hexadecimal_value(from[1]) : -1;
            int low = end - from > 2 ? hexadecimal_value(from[2]) : -1;
            if (high < 0 || low < 0 || high + low == 0) return false;
            byte = (char)(high * 16 + low);
            from += 2;
        }
        *(*to)++ = byte;
    }
    *(*to)++ = 0;
    return true;
}

static unsigned read_parameters(const char *query, Request *out, char **to) {
    while (*query) {
        const char *end = query + strcspn(query, "&");
        const char *equals = memchr(query, '=', (size_t)(end - query));
        if (end > query) {
            if (out->parameters.count == REQUEST_FIELDS_MAX) return 414;
            RequestField *field = &out->parameters.items[out->parameters.count++];
            field->name = *to;
            if (!decode(query, equals ? equals : end, to, true)) return 400;
            field->value = *to;
            if (!decode(equals ? equals + 1 : end, end, to, true)) return 400;
        }
        query = *end ? end + 1 : end;
    }
    return 0;
}

/* Decoded parts are no longer than the target, but for two NULs a parameter: `decoded` has room for both. */
static unsigned read_target(Request *out) {
    const char *target = out->target;
    if (strlen(target) > TARGET_BYTES_MAX) return 414;
    for (const char *byte = target; *byte; byte++) {
        if (*byte <= 0x20 || *byte >= 0x7F || *byte == '#') return 400; /* signed: above ASCII is below 0 */
    }
    if (target[0] != '/') return 400;
    char *to = out->decoded;
    const char *query = strchr(target, '?');
    out->path = to;
    if (!decode(target, query ? query : target + strlen(target), &to, false)) return 400;
    return query ? read_parameters(query + 1, out, &to) : 0;
}

/* --- Lines -------------------------------------------------------------------------------------------------------- */

/* Cuts the line off at its CR LF; NULL where it has none, or a CR, LF or NUL that is not its end. */
static char *cut_line(char **rest, char *end) {
    char *line = *rest;
    char *line_end = memmem(line, (size_t)(end - line), "\r\n", 2);
    if (!line_end) return NULL;
    *line_end = 0;
    *rest = line_end + 2;
    if (strlen(line) != (size_t)(line_end - line) || strpbrk(line, "\r\n")) return NULL;
    return line;
}

static unsigned read_first_line(char *line, Request *out) {
    char *target = strchr(line, ' ');
    char *version = target ? strchr(target + 1, ' ') : NULL;
    if (!version) return 400;
    *target++ = 0;
    *version++ = 0;
    out->method = line;
    out->target = target;
    if (strlen(line) > METHOD_BYTES_MAX || !is_token(line)) return 400;
    if (strncmp(version, "HTTP/", 5) != 0) return 400;
    return strcmp(version, "HTTP/1.1") == 0 ? read_target(out) : 505;
}

static unsigned read_header(char *line, Request *out) {
    char *colon = strchr(line, ':');
    if (!colon) return 400;
    *colon = 0;
    if (!is_token(line)) return 400;
    char *value = colon + 1 + strspn(colon + 1, " \t");
    size_t size = strlen(value);
    while (size > 0 && (value[size - 1] == ' ' || value[size - 1] == '\t')) value[--size] = 0;
    for (const char *byte = value; *byte; byte++)
        if ((unsigned char)*byte < 0x20 && *byte != '\t') return 400;
    if (out->headers.count == REQUEST_FIELDS_MAX) return 431;
    out->headers.items[out->headers.count++] = (RequestField){line, value};
    return 0;
}

static unsigned check_headers(Request *out) {
    unsigned hosts = 0;
    for (size_t i = 0; i < out->headers.count; i++) {
        const RequestField *field = &out->headers.items[i];
        hosts += strcasecmp(field->name, "Host") == 0;
        if (strcasecmp(field->name, "Transfer-Encoding") == 0) return 400;
        if (strcasecmp(field->name, "Content-Length") == 0 && strcmp(field->value, "0") != 0) return 400;
    }
    if (hosts != 1) return 400;
    const char *connection = request_header(out, "Connection");
    out->keep_alive = !(connection && strcasestr(connection, "close"));
    return 0;
}

unsigned request_read(char *bytes, size_t size, Request *out) {
    out->parameters.count = out->headers.count = 0;
    out->keep_alive = false;
    out->method = out->target = out->path = "";
    char *rest = bytes, *end = bytes + size;
    while (end - rest >= 2 && rest[0] == '\r' && rest[1] == '\n') rest += 2;
    char *line = cut_line(&rest, end);
    unsigned status = line ? read_first_line(line, out) : 400;
    if (!status && end - rest > HEADERS_BYTES_MAX) status = 431;
    while (!status && (line = cut_line(&rest, end)) && line[0]) status = read_header(line, out);
    if (!status && (!line || rest != end)) status = 400;
    return status ? status : check_headers(out);
}

/* --- Fields ------------------------------------------------------------------------------------------------------- */

const char *request_header(const Request *request, const char *name) {
    for (size_t i = 0; i < request->headers.count; i++)
        if (strcasecmp(request->headers.items[i].name, name) == 0) return request->headers.items[i].value;
    return NULL;
}

const char *request_parameter(const Request *request, const char *name) {
    for (size_t i = 0; i < request->parameters.count; i++)
        if (strcmp(request->parameters.items[i].name, name) == 0) return request->parameters.items[i].value;
    return NULL;
}

/* "a=1; b=2". A browser sends one such header. */
const char *request_cookie(const Request *request, const char *name, size_t *size) {
    const char *cookies = request_header(request, "Cookie");
    const size_t name_size = strlen(name);
    while (cookies && *cookies) {
        cookies += strspn(cookies, " \t;");
        size_t pair_size = strcspn(cookies, ";");
        if (pair_size > name_size && cookies[name_size] == '=' && strncmp(cookies, name, name_size) == 0) {
            *size = pair_size - name_size - 1;
            while (*size > 0 && strchr(" \t", cookies[name_size + *size])) --*size;
            return cookies + name_size + 1;
        }
        cookies += pair_size;
    }
    return NULL;
}
