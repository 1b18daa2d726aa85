/*
 * Tokens: bytes -> words.
 *
 * In:  UTF-8 text (malformed bytes only separate words).
 * Out: words with their byte spans and flags.
 *
 * A word is one or more segments, each a run of letters or of digits, held together by joiners that stand between two
 * of them: an apostrophe or hyphen anywhere; a point between single letters ("U.S.", "a.m.") or before the last part
 * of a host name; a point, colon or comma between digits where the digits look like one number. Signs around numbers
 * ("$", "%") are left out. Ideographs and kana, which are written without spaces, are words of one character.
 * A closing point belongs to the word when the word is an abbreviation (abbreviations.c).
 *
 * Nearly all bytes of nearly all articles are ASCII: they are judged by comparisons alone. Everything else is decoded.
 * Four words in five are ASCII letters, at most the first a capital, with nothing behind them that could join: a whole
 * text's are found by their bits (byte_classes.h), all others one by one; that changes nothing but the time.
 *
 * Invariants: words don't overlap, begin and end on code points, are 1 .. TOKEN_SIZE_MAX bytes long.
 */
#include "tokens.h"

#include <string.h>

#include "../base/utf8.h"
#include "abbreviations.h"
#include "byte_classes.h"

/* A word under way. */
typedef struct Scan {
    Bytes text;
    size_t begin;
    size_t segment_begin; /* of the segment just read */
    size_t position;
    size_t limit; /* where the word must end at the latest */
    uint32_t letters;
    uint32_t lower_letters;
    uint32_t digits;
    uint32_t segment_letters;
    uint32_t segment_digits;
    bool first_letter_upper;
    bool inner_points; /* joined by points between single letters */
    bool whole; /* a character that is a word by itself */
} Scan;

static bool is_ascii_lower(uint8_t byte) {
    return (uint8_t)(byte - 'a') < 26;
}

static bool is_ascii_digit(uint8_t byte) {
    return (uint8_t)(byte - '0') < 10;
}

static bool is_ascii_letter(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static bool is_ascii_alphanumeric(uint8_t byte) {
    return is_ascii_letter(byte) || is_ascii_digit(byte);
}

/* Scripts without spaces between words whose characters carry meaning alone. */
static bool is_ideograph(uint32_t code_point) {
    return (code_point >= 0x3040 && code_point <= 0x30FF) || (code_point >= 0x3400 && code_point <= 0x4DBF) ||
           (code_point >= 0x4E00 && code_point <= 0x9FFF) || (code_point >= 0xF900 && code_point <= 0xFAFF) ||
           (code_point >= 0x20000 && code_point <= 0x3FFFF);
}

bool token_starts_at(Bytes text, size_t offset, size_t end) {
    if (offset >= end) return false;
    uint8_t byte = text.data[offset];
    if (byte < 0x80) return is_ascii_alphanumeric(byte);
    uint32_t code_point = utf8_next(text, &offset);
    return utf8_is_letter(code_point) || utf8_is_digit(code_point);
}

static void count_letter(Scan *scan, bool upper, bool lower) {
    if (scan->letters == 0) scan->first_letter_upper = upper;
    scan->letters++;
    scan->lower_letters += lower;
    scan->segment_letters++;
}

/* Reads one character that is not ASCII; false where the segment ends before it. */
static bool read_code_point(Scan *scan) {
    size_t next = scan->position;
    uint32_t code_point = utf8_next(scan->text, &next);
    if (next > scan->limit) return false;
    if (is_ideograph(code_point)) {
        if (scan->position > scan->begin) return false;
        count_letter(scan, false, false);
        scan->whole = true;
        scan->position = next;
        return false;
    }
    if (utf8_is_digit(code_point)) {
        scan->digits++;
        scan->segment_digits++;
    } else if (utf8_is_letter(code_point)) {
        bool upper = utf8_is_upper(code_point);
        count_letter(scan, upper, !upper);
    } else {
        return false;
    }
    scan->position = next;
    return true;
}

static void read_segment(Scan *scan) {
    scan->segment_begin = scan->position;
    scan->segment_letters = 0;
    scan->segment_digits = 0;
    while (scan->position < scan->limit) {
        uint8_t byte = scan->text.data[scan->position];
        if (byte >= 0x80) {
            if (!read_code_point(scan)) return;
        } else if (is_ascii_letter(byte)) {
            bool lower = is_ascii_lower(byte);
            count_letter(scan, !lower, lower);
            scan->position++;
        } else if (is_ascii_digit(byte)) {
            scan->digits++;
            scan->segment_digits++;
            scan->position++;
        } else {
            return;
        }
    }
}

static bool segment_is_single_letter(const Scan *scan) {
    return scan->segment_letters == 1 && scan->segment_digits == 0;
}

static bool ends_in_digit(const Scan *scan) {
    return scan->position > scan->segment_begin && is_ascii_digit(scan->text.data[scan->position - 1]);
}

static size_t digit_run(const Scan *scan, size_t offset) {
    size_t run = 0;
    while (offset + run < scan->limit && run < 4 && is_ascii_digit(scan->text.data[offset + run])) run++;
    return run;
}

/* Last parts of host names that newspapers print: "nytimes.com" is one word, "over.The" is two. */
static bool host_ending_at(const Scan *scan, size_t offset) {
    static const char *const endings[] = {"com", "org", "net", "gov", "edu", "co", "tv", "info", "biz"};
    size_t size = 0;
    while (offset + size < scan->limit && size < 5 && is_ascii_lower(scan->text.data[offset + size])) size++;
    if (offset + size < scan->limit && is_ascii_alphanumeric(scan->text.data[offset + size])) return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (strlen(endings[i]) == size && memcmp(endings[i], scan->text.data + offset, size) == 0) return true;
    }
    return false;
}

/* How many bytes the point at the scan's position joins with what follows; 0: none. */
static size_t point_joins(Scan *scan) {
    const uint8_t *data = scan->text.data;
    size_t next = scan->position + 1;
    if (next >= scan->limit) return 0;
    if (ends_in_digit(scan) && is_ascii_digit(data[next])) return 1;
    if (segment_is_single_letter(scan) && token_starts_at(scan->text, next, scan->limit)) {
        size_t behind = next;
        if (utf8_is_letter(utf8_next(scan->text, &behind)) && !token_starts_at(scan->text, behind, scan->limit)) {
            scan->inner_points = true;
            return 1;
        }
    }
    /* "U.S.-led", "U.S.'s" */
    if (scan->inner_points && (data[next] == '-' || data[next] == '\'') && next + 1 < scan->limit &&
        is_ascii_alphanumeric(data[next + 1]))
        return 2;
    if (scan->inner_points && next + 3 < scan->limit && memcmp(data + next, "\xE2\x80\x99s", 4) == 0) return 4;
    if (scan->segment_letters == 2 && memcmp(data + scan->segment_begin, "Ph", 2) == 0 && data[next] == 'D') return 1;
    if (scan->segment_letters > 1 && host_ending_at(scan, next)) return 1;
    return 0;
}

/* Joiners outside ASCII: curly apostrophes, accents typed for them, hyphens, invisible characters inside words. */
static size_t wide_joiner_size(const Scan *scan) {
    const uint8_t *at = scan->text.data + scan->position;
    size_t room = scan->limit - scan->position;
    if (room > 2 && at[0] == 0xC2 && (at[1] == 0xAD || at[1] == 0xB4)) return 2;
    if (room > 3 && at[0] == 0xE2 && at[1] == 0x80 &&
        (at[2] == 0x98 || at[2] == 0x99 || at[2] == 0x90 || at[2] == 0x91 || at[2] == 0x8C || at[2] == 0x8D))
        return 3;
    if (room > 3 && at[0] == 0xE2 && at[1] == 0x81 && at[2] == 0xA0) return 3;
    return 0;
}

/* How many bytes at the scan's position join the segment before with one behind them; 0: the word ends here. */
static size_t joiner_size(Scan *scan) {
    if (scan->position + 1 >= scan->limit || scan->whole) return 0;
    const uint8_t *data = scan->text.data;
    size_t next = scan->position + 1;
    switch (data[scan->position]) {
    case ' ': return 0;
    case '\'':
    case '`':
    case '-': return token_starts_at(scan->text, next, scan->limit) ? 1 : 0;
    case '.': return point_joins(scan);
    case ':': return ends_in_digit(scan) && is_ascii_digit(data[next]) ? 1 : 0;
    case ',': return ends_in_digit(scan) && digit_run(scan, next) == 3 ? 1 : 0;
    default: break;
    }
    if (data[scan->position] < 0x80) return 0;
    size_t size = wide_joiner_size(scan);
    return size > 0 && token_starts_at(scan->text, scan->position + size, scan->limit) ? size : 0;
}

static bool ends_possessive(Bytes word) {
    if (word.size < 3 || (word.data[word.size - 1] | 0x20) != 's') return false;
    if (word.data[word.size - 2] == '\'') return true;
    return word.size > 4 && memcmp(word.data + word.size - 4, "\xE2\x80\x99", 3) == 0;
}

static uint8_t scan_flags(const Scan *scan) {
    uint32_t flags = 0;
    if (scan->first_letter_upper) flags |= WORD_CAPITALISED;
    if (scan->letters >= 2 && scan->lower_letters == 0 && scan->first_letter_upper) flags |= WORD_ALL_CAPITALS;
    if (scan->digits > 0) flags |= WORD_NUMBER;
    if (ends_possessive((Bytes){scan->text.data + scan->begin, scan->position - scan->begin})) flags |= WORD_POSSESSIVE;
    return (uint8_t)flags;
}

static size_t skip_to_word(Bytes text, size_t offset, size_t end) {
    while (offset < end) {
        uint8_t byte = text.data[offset];
        if (byte < 0x80) {
            if (is_ascii_alphanumeric(byte)) return offset;
            offset++;
        } else {
            size_t next = offset;
            uint32_t code_point = utf8_next(text, &next);
            if (utf8_is_letter(code_point) || utf8_is_digit(code_point)) return offset;
            offset = next;
        }
    }
    return end;
}

bool token_next(Bytes text, size_t *offset, size_t end, Word *out) {
    Scan scan = {.text = text, .begin = skip_to_word(text, *offset, end)};
    *offset = scan.begin;
    if (scan.begin >= end) return false;
    scan.position = scan.begin;
    scan.limit = end - scan.begin < TOKEN_SIZE_MAX ? end : scan.begin + TOKEN_SIZE_MAX;
    for (;;) {
        read_segment(&scan);
        size_t size = joiner_size(&scan);
        if (size == 0) break;
        scan.position += size;
    }
    uint8_t flags = scan_flags(&scan);
    if (scan.position < scan.limit && text.data[scan.position] == '.') {
        ByteSpan span = {(uint32_t)scan.begin, (uint32_t)scan.position};
        if (scan.inner_points || abbreviation_owns_point(text, span, end)) {
            scan.position++;
            flags |= WORD_ABBREVIATION;
        }
    }
    *out = (Word){(uint32_t)scan.begin, (uint8_t)(scan.position - scan.begin), flags};
    *offset = scan.position;
    return true;
}

/* Words of so many letters before a point may be abbreviations ("Messrs."). */
#define ABBREVIATED_LETTERS_MAX 6

/* Whether a word of `size` small letters, the first perhaps a capital, ends where it is known to end. */
static bool ends_plainly(Bytes text, size_t word_end, size_t end, size_t size) {
    if (word_end >= end) return true;
    switch (text.data[word_end]) {
    case '\'':
    case '`':
    case '-': return false;
    case '.': return size > ABBREVIATED_LETTERS_MAX && (word_end + 1 == end || text.data[word_end + 1] == ' ');
    default: return true;
    }
}

/* The words of one paragraph under way. */
typedef struct Run {
    TextBuilder *builder;
    Bytes text;
    size_t end;
    size_t first_word; /* in the builder */
    size_t behind_word; /* the offset behind the last word */
    bool own_point; /* that word has one */
} Run;

/* Field by field: a word put together elsewhere and copied as a whole makes the processor wait for its parts. */
static void add_word(Run *run, size_t begin, size_t size, uint8_t flags) {
    TextBuilder *builder = run->builder;
    size_t count = builder->words.count;
    if (count > run->first_word) {
        size_t gap = begin - run->behind_word;
        if (gap > 1 || run->own_point || run->text.data[run->behind_word] == '.')
            *array_push(&builder->gaps, builder->arena) = (uint32_t)(count - 1);
    }
    run->behind_word = begin + size;
    run->own_point = flags & WORD_ABBREVIATION;
    Word *word = array_push(&builder->words, builder->arena);
    word->byte_begin = (uint32_t)begin;
    word->byte_size = (uint8_t)size;
    word->flags = flags;
}

/* Takes the words that begin in the 64 bytes from offset on; returns where to go on. */
static size_t read_block(Run *run, size_t offset) {
    const size_t room = run->end - offset;
    const ByteClasses classes = byte_classes_of(run->text.data + offset, room);
    uint64_t left = classes.words;
    while (left != 0) {
        unsigned begin = (unsigned)__builtin_ctzll(left);
        uint64_t behind = ~(classes.words >> begin);
        unsigned size = begin == 0 && behind == 0 ? CLASSES_BYTES : (unsigned)__builtin_ctzll(behind);
        bool cut = begin + size == CLASSES_BYTES && room > CLASSES_BYTES;
        if (cut && begin > 0) return offset + begin;
        uint64_t letters = size == CLASSES_BYTES ? UINT64_MAX : (((uint64_t)1 << size) - 1) << begin;
        uint64_t first = (uint64_t)1 << begin;
        size_t word_end = offset + begin + size;
        bool plain = !cut && ((classes.others | (classes.capitals & ~first)) & letters) == 0;
        Word word = {.flags = classes.capitals & first ? WORD_CAPITALISED : 0};
        size_t word_begin = offset + begin;
        if (!plain || !ends_plainly(run->text, word_end, run->end, size)) {
            word_end = word_begin;
            if (!token_next(run->text, &word_end, run->end, &word)) return run->end;
            word_begin = word.byte_begin;
        }
        add_word(run, word_begin, word_end - word_begin, word.flags);
        if (word_end - offset >= CLASSES_BYTES) return word_end;
        left &= UINT64_MAX << (word_end - offset);
    }
    return offset + CLASSES_BYTES;
}

void tokens_read(TextBuilder *builder, Bytes text, ByteSpan span) {
    Run run = {.builder = builder, .text = text, .end = span.end, .first_word = builder->words.count};
    builder->gaps.count = 0;
    for (size_t offset = span.begin; offset < span.end;) offset = read_block(&run, offset);
}
