/*
 * The encoding of a page.
 *
 * In:  its bytes, and what the server said.
 * Out: UTF-8.
 *
 * Well-formed UTF-8 is UTF-8 whatever is declared: other encodings almost never look so by chance, and declarations are
 * often left over from a template. Else the server's word counts, then the page's own. Without a word, or where UTF-8
 * is declared and broken, the text is damaged UTF-8 if most of its high bytes form good sequences, and Windows-1252
 * where it looks it, which is what browsers assume of all; else its encoding is guessed (charset_guess.c). A character
 * that can't be read is U+FFFD: one can see that it is missing, and report.c says so, or refuses a text that is full of
 * them.
 */
#include "html_charset.h"

#include <string.h>

#include "../base/utf8.h"
#include "charset.h"
#include "charset_guess.h"

enum { DECLARATION_BYTES = 4096, NAME_BYTES_MAX = 40 };

Bytes html_charset_repair(Bytes raw, Arena *result) {
    bool has_nul = raw.size > 0 && memchr(raw.data, 0, raw.size) != NULL;
    if (!has_nul && utf8_find_malformed(raw) == SIZE_MAX) return raw;
    Buffer text = {.arena = result};
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        if (raw.data[before] == 0) continue;
        if (at - before == 1 && raw.data[before] >= 0x80)
            buffer_append_string(&text, "\xEF\xBF\xBD");
        else
            buffer_append(&text, (Bytes){raw.data + before, at - before});
    }
    return buffer_bytes(&text);
}

/* The value behind `charset=` or `encoding=` near the page's beginning. */
static Bytes find_declared(Bytes raw) {
    static const char *const keys[] = {"charset=", "encoding="};
    size_t size = raw.size < DECLARATION_BYTES ? raw.size : DECLARATION_BYTES;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        Bytes key = bytes_from_string(keys[i]);
        for (size_t at = 0; at + key.size < size; at++) {
            if (!bytes_equal_ignoring_case((Bytes){raw.data + at, key.size}, key)) continue;
            size_t begin = at + key.size;
            while (begin < size && (raw.data[begin] == '"' || raw.data[begin] == '\'' || raw.data[begin] == ' '))
                begin++;
            size_t end = begin;
            while (end < size && raw.data[end] > ' ' && !memchr("\"';>?/", raw.data[end], 6)) end++;
            if (end > begin) return (Bytes){raw.data + begin, end - begin};
        }
    }
    return (Bytes){0};
}

static bool is_name(Bytes name) {
    if (name.size == 0 || name.size >= NAME_BYTES_MAX) return false;
    for (size_t i = 0; i < name.size; i++) {
        uint8_t byte = name.data[i];
        bool letter = (uint8_t)((byte | 0x20) - 'a') < 26 || (byte >= '0' && byte <= '9');
        if (!letter && !memchr("-_:.", byte, 4)) return false;
    }
    return true;
}

/* What browsers read for a name: the supersets that pages use under it. */
static const char *name_for_iconv(Bytes name, char space[NAME_BYTES_MAX]) {
    static const char *const supersets[][2] = {
        {"iso-8859-1", "CP1252"},    {"latin1", "CP1252"},     {"us-ascii", "CP1252"}, {"ascii", "CP1252"},
        {"windows-1252", "CP1252"},  {"iso-8859-9", "CP1254"}, {"gb2312", "GB18030"},  {"gbk", "GB18030"},
        {"shift_jis", "CP932"},      {"shift-jis", "CP932"},   {"x-sjis", "CP932"},    {"euc-kr", "CP949"},
        {"ks_c_5601-1987", "CP949"}, {"big5", "BIG5-HKSCS"},   {"x-gbk", "GB18030"},
    };
    for (size_t i = 0; i < sizeof supersets / sizeof *supersets; i++)
        if (bytes_equal_ignoring_case(name, bytes_from_string(supersets[i][0]))) return supersets[i][1];
    memcpy(space, name.data, name.size);
    space[name.size] = 0;
    return space;
}

static bool convert(Bytes raw, Bytes name, Bytes *text, Arena *result) {
    char space[NAME_BYTES_MAX];
    return is_name(name) && charset_convert(raw, name_for_iconv(name, space), text, result);
}

static bool is_damaged_utf8(Bytes raw) {
    size_t good = 0;
    size_t bad = 0;
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        good += at - before > 1;
        bad += at - before == 1 && raw.data[before] >= 0x80;
    }
    return good >= bad;
}

static bool says_utf8(Bytes name) {
    return bytes_equal_ignoring_case(name, BYTES("utf-8")) || bytes_equal_ignoring_case(name, BYTES("utf8"));
}

Bytes html_charset_decode(Bytes raw, Bytes declared, const char **guessed, Arena *result) {
    const char *ignored;
    if (!guessed) guessed = &ignored;
    *guessed = NULL;
    Bytes text;
    size_t mark_size = 0;
    ByteOrderMark mark = charset_mark(raw, &mark_size);
    if (raw.size == 0) return (Bytes){0};
    Bytes behind = {raw.data + mark_size, raw.size - mark_size};
    if (mark == MARK_UTF16_LITTLE && convert(behind, BYTES("UTF-16LE"), &text, result)) return text;
    if (mark == MARK_UTF16_BIG && convert(behind, BYTES("UTF-16BE"), &text, result)) return text;

    Bytes own = find_declared(raw);
    bool escapes = raw.size > 0 && memchr(raw.data, 0x1B, raw.size) != NULL; /* ISO 2022 is made of plain ASCII */
    if (escapes && own.size > 8 && bytes_equal_ignoring_case((Bytes){own.data, 8}, BYTES("iso-2022")) &&
        convert(raw, own, &text, result))
        return text;
    if (mark == MARK_NONE && charset_has_escapes(raw)) {
        CharsetGuess guess = charset_guess(raw, result);
        *guessed = guess.encoding;
        if (guess.encoding) return guess.text;
    }
    if (mark == MARK_UTF8 || utf8_find_malformed(raw) == SIZE_MAX) return html_charset_repair(behind, result);
    if (!says_utf8(declared) && convert(raw, declared, &text, result)) return text;
    if (!says_utf8(own) && convert(raw, own, &text, result)) return text;
    if (is_damaged_utf8(raw)) return html_charset_repair(raw, result);
    CharsetGuess guess = charset_guess(raw, result);
    if (guess.reason) return html_charset_repair(raw, result);
    *guessed = guess.encoding;
    if (guess.encoding) return guess.text;
    return convert(raw, BYTES("windows-1252"), &text, result) ? text : html_charset_repair(raw, result);
}
