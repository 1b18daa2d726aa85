/*
 * The codes of mails.
 *
 * In:  bytes as they were sent.
 * Out: bytes as they were meant (RFC 2045, RFC 2047).
 *
 * What breaks a code is kept as it stands, or left out where it can't stand for anything: a mail that went through a
 * careless program still has its text.
 */
#include "mail_code.h"

#include <string.h>

#include "html_charset.h"

enum { HEADER_BYTES_MAX = 32 * 1024 }; /* what stands behind it was never meant to be read */

static int hexadecimal(uint8_t byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* in_header: an underscore is a space. */
static Bytes decode_quoted_printable(Bytes body, bool in_header, Arena *result) {
    Buffer out = {.arena = result};
    for (size_t at = 0; at < body.size; at++) {
        uint8_t byte = body.data[at];
        if (byte == '_' && in_header) {
            buffer_append_byte(&out, ' ');
        } else if (byte != '=') {
            buffer_append_byte(&out, byte);
        } else {
            size_t end = at + 1;
            while (end < body.size && (body.data[end] == ' ' || body.data[end] == '\t' || body.data[end] == '\r'))
                end++;
            int high = at + 2 < body.size ? hexadecimal(body.data[at + 1]) : -1;
            int low = at + 2 < body.size ? hexadecimal(body.data[at + 2]) : -1;
            if (high >= 0 && low >= 0) {
                buffer_append_byte(&out, (uint8_t)(high * 16 + low));
                at += 2;
            } else if (end == body.size || body.data[end] == '\n') {
                at = end; /* the line goes on */
            } else {
                buffer_append_byte(&out, byte);
            }
        }
    }
    return buffer_bytes(&out);
}

static int base64_value(uint8_t byte) {
    if (byte >= 'A' && byte <= 'Z') return byte - 'A';
    if (byte >= 'a' && byte <= 'z') return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9') return byte - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

static Bytes decode_base64(Bytes body, Arena *result) {
    uint8_t *out = arena_allocate(result, body.size / 4 * 3 + 3, 1);
    size_t size = 0;
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t at = 0; at < body.size; at++) {
        int value = base64_value(body.data[at]);
        if (value < 0) continue; /* line ends, padding, and what doesn't belong there */
        bits = bits << 6 | (uint32_t)value;
        if (++count % 4 == 0) {
            out[size++] = (uint8_t)(bits >> 16);
            out[size++] = (uint8_t)(bits >> 8);
            out[size++] = (uint8_t)bits;
        }
    }
    if (count % 4 == 3) {
        out[size++] = (uint8_t)(bits >> 10);
        out[size++] = (uint8_t)(bits >> 2);
    } else if (count % 4 == 2) {
        out[size++] = (uint8_t)(bits >> 4);
    }
    return (Bytes){out, size};
}

Bytes mail_code_decode(Bytes body, Bytes encoding, Arena *result) {
    if (bytes_equal_ignoring_case(encoding, BYTES("base64"))) return decode_base64(body, result);
    if (bytes_equal_ignoring_case(encoding, BYTES("quoted-printable")))
        return decode_quoted_printable(body, false, result);
    return body;
}

#define WORD_BYTES_MAX 1024 /* RFC 2047 allows 75; looking further for an end costs squares */

/* One "=?charset?Q?...?=" at the beginning of text; its size, 0 where there is none. */
static size_t take_word(Bytes text, Buffer *out, Arena *result) {
    if (!bytes_start_with(text, BYTES("=?"))) return 0;
    size_t marks[2];
    size_t at = 2;
    for (int i = 0; i < 2; i++) {
        while (at < text.size && text.data[at] > ' ' && text.data[at] != '?') at++;
        if (at >= text.size || text.data[at] != '?') return 0;
        marks[i] = at++;
    }
    Bytes rest = {text.data + at, text.size - at};
    if (rest.size > WORD_BYTES_MAX) rest.size = WORD_BYTES_MAX;
    size_t end = bytes_find(rest, BYTES("?="));
    if (end == SIZE_MAX || marks[1] != marks[0] + 2) return 0;
    Bytes charset = {text.data + 2, marks[0] - 2};
    const uint8_t *star = charset.size > 0 ? memchr(charset.data, '*', charset.size) : NULL; /* RFC 2231: a language */
    if (star) charset.size = (size_t)(star - charset.data);
    uint8_t code = text.data[marks[0] + 1] | 0x20;
    if (code != 'q' && code != 'b') return 0;
    Bytes inside = {rest.data, end};
    Bytes raw = code == 'q' ? decode_quoted_printable(inside, true, result) : decode_base64(inside, result);
    buffer_append(out, html_charset_decode(raw, charset, NULL, result));
    return at + end + 2;
}

Bytes mail_code_header(Bytes value, Arena *result) {
    Buffer out = {.arena = result};
    size_t word_end = 0; /* of `out` behind an encoded word: white space before the next is none */
    if (value.size > HEADER_BYTES_MAX) value.size = HEADER_BYTES_MAX;
    value = html_charset_decode(value, (Bytes){0}, NULL, result);
    for (size_t at = 0; at < value.size;) {
        size_t before = out.size;
        Bytes rest = {value.data + at, value.size - at};
        Buffer word = {.arena = result};
        size_t taken = take_word(rest, &word, result);
        if (taken > 0) {
            bool only_space = word_end > 0 && out.size == word_end + 1 && out.data[word_end] == ' ';
            if (only_space) out.size = word_end;
            buffer_append(&out, buffer_bytes(&word));
            word_end = out.size;
            at += taken;
            continue;
        }
        bool space = value.data[at] <= ' ';
        if (!space)
            buffer_append_byte(&out, value.data[at]);
        else if (before > 0 && out.data[before - 1] != ' ')
            buffer_append_byte(&out, ' ');
        at++;
    }
    return bytes_trim(buffer_bytes(&out));
}
