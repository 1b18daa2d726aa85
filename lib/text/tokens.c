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

#include "../base/array.h"
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

/* The words of one paragraph under way. */
typedef struct Run {
    TextBuilder *builder; /* with room for the words and gaps of a block */
    Bytes text;
    size_t end;
    size_t behind_word; /* the offset behind the last word */
    bool gap; /* that word ends in a point of its own, or one stands behind it */
} Run;

/*
 * Field by field: a word put together elsewhere and copied as a whole makes the processor wait for its parts. Whether
 * the gap before it is one to look at is written first and counted then: a branch on it would often be mistaken.
 */
static void add_word(Run *run, size_t begin, size_t size, uint8_t flags) {
    TextBuilder *builder = run->builder;
    const size_t count = builder->words.count++;
    builder->gaps.items[builder->gaps.count] = (uint32_t)(count - 1);
    builder->gaps.count += run->gap | (begin > run->behind_word + 1);
    run->behind_word = begin + size;
    Word *word = &builder->words.items[count];
    word->byte_begin = (uint32_t)begin;
    word->byte_size = (uint8_t)size;
    word->flags = flags;
}

/* A word that takes a closer look, at or behind the offset; returns where to go on. */
static size_t read_word(Run *run, size_t offset) {
    Word word;
    if (!token_next(run->text, &offset, run->end, &word)) return run->end;
    add_word(run, word.byte_begin, word.byte_size, word.flags);
    run->gap = (word.flags & WORD_ABBREVIATION) || (offset < run->end && run->text.data[offset] == '.');
    return offset;
}

/* A word of letters with a joiner behind it that does not join: a full stop, and no abbreviation's point. */
static bool ends_in_stop(const Run *run, size_t word_end, size_t size) {
    return run->text.data[word_end] == '.' && size > ABBREVIATED_LETTERS_MAX &&
           (word_end + 1 == run->end || run->text.data[word_end + 1] == ' ');
}

/*
 * Takes the words that begin in the 64 bytes from offset on; returns where to go on. All words are told apart at once:
 * where one begins, where it ends, and at its end whether it is to be looked at closer, because a joiner stands there
 * or because it is not plain. (Adding the odd bytes to a run of ones carries a one out of the run where it has any.)
 */
static size_t read_block(Run *run, size_t offset) {
    const size_t room = run->end - offset;
    const ByteClasses classes = byte_classes_of(run->text.data + offset, room);
    const uint64_t words = classes.words;
    uint64_t begins = words & ~(words << 1);
    uint64_t ends = ~words & words << 1;
    const uint64_t odd = classes.others | (classes.capitals & ~begins);
    const uint64_t closer = (words + odd) | classes.joiners;
    while (ends != 0) {
        const unsigned begin = (unsigned)__builtin_ctzll(begins);
        const unsigned end = (unsigned)__builtin_ctzll(ends);
        const unsigned size = end - begin;
        const size_t word_end = offset + end;
        if (closer >> end & 1) {
            const bool is_odd = ((words + odd) >> end & 1) != 0;
            if (is_odd || word_end >= run->end || !ends_in_stop(run, word_end, size)) {
                const size_t behind = read_word(run, offset + begin);
                if (behind - offset >= CLASSES_BYTES) return behind;
                begins &= UINT64_MAX << (behind - offset);
                ends &= UINT64_MAX << (behind - offset);
                if (words >> (behind - offset) & 1 && !(begins >> (behind - offset) & 1))
                    return behind; /* it ended within a run of word bytes: what is left begins a word of its own */
                ends &= ~((uint64_t)1 << (behind - offset));
                continue;
            }
        }
        add_word(run, offset + begin, size, classes.capitals >> begin & 1 ? WORD_CAPITALISED : 0);
        run->gap = closer >> end & 1; /* a full stop: nothing else that joins gets here */
        begins &= begins - 1;
        ends &= ends - 1;
    }
    if (begins == 0) return offset + CLASSES_BYTES;
    const unsigned begin = (unsigned)__builtin_ctzll(begins); /* goes on behind the block */
    return begin > 0 && room > CLASSES_BYTES ? offset + begin : read_word(run, offset + begin);
}

_Static_assert(TOKENS_ROOM > CLASSES_BYTES / 2 + 1, "every second byte of a block may begin a word");

static void make_room(TextBuilder *builder) {
    while (builder->words.capacity < builder->words.count + TOKENS_ROOM) {
        builder->words.items = array_grow(builder->words.items, &builder->words.capacity, sizeof(Word), builder->arena);
    }
    while (builder->gaps.capacity < builder->gaps.count + TOKENS_ROOM) {
        builder->gaps.items =
            array_grow(builder->gaps.items, &builder->gaps.capacity, sizeof *builder->gaps.items, builder->arena);
    }
}

void tokens_read(TextBuilder *builder, Bytes text, ByteSpan span) {
    builder->gaps.count = 0;
    Run run = {.builder = builder, .text = text, .end = span.end, .behind_word = span.end};
    for (size_t offset = span.begin; offset < span.end;) {
        make_room(builder);
        offset = read_block(&run, offset);
    }
}
