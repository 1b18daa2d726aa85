/*
 * Encodings.
 *
 * In:  the bytes of a text file.
 * Out: UTF-8, one code point for each character of the file, so that places count the same in both.
 *
 * Well-formed UTF-8 is taken at its word: other encodings almost never are by chance. (UTF-16 and UTF-32 were made
 * UTF-8 on the way here: input.c.) What is left may be Windows-1252, which holds Latin-1 but for control codes that no
 * text uses. Any bytes can be read so, therefore it has to look it: no byte that Windows-1252 lacks, few high bytes,
 * seldom several in a row (accents stand between plain letters; Cyrillic, Greek and Chinese in their old encodings are
 * nearly all high bytes), few that stand for letters in the encodings of Central Europe and Turkey and for something
 * rare in this one, and more bytes that break UTF-8 than sequences that are good UTF-8. Other encodings are guessed
 * (charset_guess.c) where the whole text is there to guess from, and the guess is told.
 *
 * A file of good UTF-8 with a few bad bytes is damaged, or was put together from files in two encodings. A lone bad
 * byte that Windows-1252 has a letter or a mark for is read as that, others become U+FFFD, like a few NULs in a text;
 * either is told in the remark, for none of it may happen in silence. Where too much is bad it is no text.
 */
#include "charset.h"

#include <string.h>

#include "../base/utf8.h"
#include "charset_guess.h"

enum {
    HIGH_PERMILLE_MAX = 300, /* three letters of ten with an accent: more than any Western language has */
    LONG_RUN_BYTES = 4, /* high bytes in a row: quotation mark, dash and two accents at most */
    LONG_RUN_PERMILLE_MAX = 100, /* of the high bytes */
    FOREIGN_PERMILLE_MAX = 100, /* of the high letters: a name here and there */
    DAMAGED_BYTES_FREE = 4, /* however short the text is */
    DAMAGE_PERMILLE_MAX = 10 /* bad bytes in a text that is kept; more, and a reader would stumble in every line */
};

/* Code points of 0x80 to 0x9F in Windows-1252; 0: not in it. */
static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

ByteOrderMark charset_mark(Bytes start, size_t *size) {
    *size = 0;
    if (bytes_start_with(start, BYTES("\xEF\xBB\xBF"))) {
        *size = 3;
        return MARK_UTF8;
    }
    if (bytes_start_with(start, BYTES("\xFF\xFE\0\0")) || bytes_start_with(start, BYTES("\0\0\xFE\xFF"))) {
        *size = 4;
        return MARK_UTF32;
    }
    if (bytes_start_with(start, BYTES("\xFF\xFE"))) {
        *size = 2;
        return MARK_UTF16_LITTLE;
    }
    if (bytes_start_with(start, BYTES("\xFE\xFF"))) {
        *size = 2;
        return MARK_UTF16_BIG;
    }
    return MARK_NONE;
}

static Bytes decode_windows_1252(Bytes raw, Arena *result) {
    Buffer text = {.arena = result};
    for (size_t at = 0; at < raw.size;) {
        size_t begin = at;
        while (at < raw.size && raw.data[at] < 0x80) at++;
        buffer_append(&text, (Bytes){raw.data + begin, at - begin});
        if (at == raw.size) break;
        uint8_t byte = raw.data[at++];
        buffer_append_code_point(&text, byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
    }
    return buffer_bytes(&text);
}

/*
 * Bytes that are frequent in Windows-1250, 1254 and 1257 (Polish, Czech, Turkish, Latvian ...) and stand for rare
 * things in Windows-1252: eth, thorn and y acute of Icelandic, s and z with a caron, or a mark where a letter should
 * be.
 */
static bool is_foreign(uint8_t byte, bool in_word) {
    if (memchr("\x8A\x8D\x8E\x9A\x9D\x9E\xD0\xDD\xDE\xF0\xFD\xFE", byte, 12)) return true;
    return in_word && memchr("\xA1\xA3\xA5\xA6\xAF\xB1\xB3\xB6\xB9\xBC\xBE\xBF", byte, 12);
}

static bool is_plain_letter(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* What the high bytes of a text that isn't UTF-8 are like. */
typedef struct HighBytes {
    size_t count;
    size_t letters;
    size_t foreign; /* letters of other encodings than Windows-1252 */
    size_t in_long_runs;
    size_t not_windows_1252;
    size_t good_sequences; /* of UTF-8, two bytes and more */
    size_t bad_bytes; /* malformed as UTF-8 */
} HighBytes;

static HighBytes count_high_bytes(Bytes raw) {
    HighBytes high = {0};
    size_t run = 0;
    for (size_t i = 0; i < raw.size; i++) {
        uint8_t byte = raw.data[i];
        run = byte >= 0x80 ? run + 1 : 0;
        if (run == 0) continue;
        high.count++;
        high.not_windows_1252 += byte < 0xA0 && windows_1252[byte - 0x80] == 0;
        bool in_word =
            (i > 0 && is_plain_letter(raw.data[i - 1])) || (i + 1 < raw.size && is_plain_letter(raw.data[i + 1]));
        bool foreign = is_foreign(byte, in_word);
        high.foreign += foreign;
        high.letters += foreign || byte >= 0xC0;
        high.in_long_runs += run == LONG_RUN_BYTES ? LONG_RUN_BYTES : run > LONG_RUN_BYTES;
    }
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        high.good_sequences += at - before > 1;
        high.bad_bytes += at - before == 1 && raw.data[before] >= 0x80;
    }
    return high;
}

/* What is left of the characters most often cut: accents, and curly quotation marks and dashes. */
static bool half_of_utf8(uint8_t byte) {
    return byte == 0xC2 || byte == 0xC3 || byte == 0xE2 || byte == 0xFF;
}

/* A text of UTF-8 with a few bytes that are none. */
static Bytes decode_damaged(Bytes raw, CharsetRemark *remark, Arena *result) {
    Buffer text = {.arena = result};
    bool bad_before = false;
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        uint8_t byte = raw.data[before];
        bool bad = (at - before == 1 && byte >= 0x80) || byte == 0;
        if (!bad) {
            buffer_append(&text, (Bytes){raw.data + before, at - before});
        } else {
            bool alone = !bad_before && (at == raw.size || raw.data[at] < 0x80);
            uint32_t letter = half_of_utf8(byte) ? 0
                              : byte >= 0xA0     ? byte
                              : byte >= 0x80     ? windows_1252[byte - 0x80]
                                                 : 0;
            remark->guessed += alone && letter > 0;
            remark->replaced += !(alone && letter > 0);
            buffer_append_code_point(&text, alone && letter > 0 ? letter : UTF8_REPLACEMENT);
        }
        bad_before = bad;
    }
    return buffer_bytes(&text);
}

static bool is_western(const HighBytes *high, size_t size) {
    return high->not_windows_1252 == 0 && high->foreign * 1000 <= high->letters * FOREIGN_PERMILLE_MAX &&
           high->count * 1000 <= size * HIGH_PERMILLE_MAX &&
           high->in_long_runs * 1000 <= high->count * LONG_RUN_PERMILLE_MAX;
}

bool charset_looks_western(Bytes raw) {
    HighBytes high = count_high_bytes(raw);
    return is_western(&high, raw.size);
}

static Status refuse(const char *found, uint64_t at, Error *error) {
    error_set(error, STEMMA_NOT_TEXT, found, (unsigned long long)at);
    error_locate(error, "", 0, at);
    return STEMMA_NOT_TEXT;
}

bool charset_has_escapes(Bytes raw) {
    return bytes_find(raw, BYTES("\x1B$B")) != SIZE_MAX || bytes_find(raw, BYTES("\x1B$@")) != SIZE_MAX;
}

/* Whether bytes that aren't UTF-8 are neither UTF-8 with damage nor a text with NULs: of one encoding, whichever it is. */
static bool is_of_another_encoding(Bytes raw) {
    if (raw.size == 0 || memchr(raw.data, 0, raw.size)) return false;
    if (utf8_find_malformed(raw) == SIZE_MAX) return charset_has_escapes(raw);
    HighBytes high = count_high_bytes(raw);
    return high.good_sequences < high.bad_bytes;
}

const char *charset_guess_file(Bytes start, const char **shown, Arena scratch) {
    if (!is_of_another_encoding(start)) return NULL;
    CharsetGuess guess = charset_guess(start, &scratch);
    *shown = guess.encoding;
    return guess.name;
}

Status charset_decode(Bytes raw, Bytes *text, CharsetRemark *remark, Arena *result, Error *error) {
    if (!is_of_another_encoding(raw)) return charset_decode_piece(raw, text, remark, result, error);
    CharsetGuess guess = charset_guess(raw, result);
    if (!guess.encoding && !guess.reason) return charset_decode_piece(raw, text, remark, result, error);
    *remark = (CharsetRemark){.encoding = guess.encoding};
    *text = guess.text;
    if (guess.encoding) return STEMMA_OK;
    uint64_t malformed_at = utf8_find_malformed(raw);
    if (malformed_at == SIZE_MAX)
        return charset_decode_piece(raw, text, remark, result, error); /* escapes of terminals */
    error_set(error, STEMMA_NOT_TEXT, "invalid UTF-8 at byte %llu, and %s; if it is text, convert it with iconv",
              (unsigned long long)malformed_at, guess.reason);
    error_locate(error, "", 0, malformed_at);
    return STEMMA_NOT_TEXT;
}

Status charset_decode_piece(Bytes raw, Bytes *text, CharsetRemark *remark, Arena *result, Error *error) {
    size_t mark_size = 0;
    *remark = (CharsetRemark){0};
    if (charset_mark(raw, &mark_size) == MARK_UTF8) raw = (Bytes){raw.data + mark_size, raw.size - mark_size};
    const uint8_t *nul = raw.size > 0 ? memchr(raw.data, 0, raw.size) : NULL;
    size_t malformed_at = utf8_find_malformed(raw);
    if (!nul && malformed_at == SIZE_MAX) {
        *text = raw;
        return STEMMA_OK;
    }
    size_t nul_count = 0;
    for (size_t i = 0; nul && i < raw.size; i++) nul_count += raw.data[i] == 0;
    if (nul_count * 1000 > raw.size * DAMAGE_PERMILLE_MAX)
        return refuse("a NUL byte at byte %llu: not text, or UTF-16 without its byte-order mark",
                      (uint64_t)(nul - raw.data), error);

    HighBytes high = count_high_bytes(raw);
    bool damaged_utf8 = high.good_sequences >= high.bad_bytes;
    bool western = is_western(&high, raw.size);
    if (western && !damaged_utf8 && !nul) {
        *text = decode_windows_1252(raw, result);
        return STEMMA_OK;
    }
    bool much = high.bad_bytes > DAMAGED_BYTES_FREE && high.bad_bytes * 1000 > raw.size * DAMAGE_PERMILLE_MAX;
    if (high.bad_bytes > 0 && (much || !damaged_utf8) && !(western && nul))
        return refuse(damaged_utf8 ? "invalid UTF-8 at byte %llu and in many places more; get the file again"
                                   : "invalid UTF-8 at byte %llu, and no Windows-1252 or Latin-1 text; if it is text, "
                                     "convert it with iconv",
                      malformed_at, error);
    *text = decode_damaged(raw, remark, result);
    return STEMMA_OK;
}

const char *charset_remark_text(const CharsetRemark *remark, Arena *result) {
    if (remark->replaced == 0 && remark->guessed == 0 && !remark->encoding) return NULL;
    Buffer line = {.arena = result};
    if (remark->encoding) {
        buffer_printf(&line, "it doesn't say its encoding: read as %s, guessed from its letters", remark->encoding);
        return buffer_string(&line);
    }
    buffer_append_string(&line, "kept, but not all of it is UTF-8: ");
    if (remark->guessed > 0) buffer_printf(&line, "%u bytes were read as Windows-1252", remark->guessed);
    if (remark->guessed > 0 && remark->replaced > 0) buffer_append_string(&line, ", ");
    if (remark->replaced > 0) buffer_printf(&line, "%u can't be read and show as U+FFFD", remark->replaced);
    return buffer_string(&line);
}

Bytes charset_escape(Bytes raw, Arena *result) {
    if (utf8_find_malformed(raw) == SIZE_MAX) return raw;
    Buffer text = {.arena = result};
    for (size_t at = 0; at < raw.size;) {
        size_t before = at;
        (void)utf8_next(raw, &at);
        bool malformed = at - before == 1 && raw.data[before] >= 0x80;
        if (malformed)
            buffer_printf(&text, "\\x%02X", raw.data[before]);
        else
            buffer_append(&text, (Bytes){raw.data + before, at - before});
    }
    return buffer_bytes(&text);
}
