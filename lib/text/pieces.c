/*
 * Pieces: bytes -> may this text hold a run of words of a query?
 *
 * In:  a text, and a query's words. Out: no, or perhaps.
 *
 * Looking for words costs `find` most where the words turn out not to stand together. So before a text's words are
 * made, its pieces are looked at: the longest stretches of letters and digits, which are what words are put together
 * from ("don't" is two of them, "U.S." two). A word of the query that stands in the text stands there as the same
 * pieces in the same order, and words side by side have no piece between them; so a run of words is a run of pieces.
 * Runs are followed by shift-and (Baeza-Yates and Gonnet, 1992): for each piece the places of the query it stands at, a
 * bit each.
 *
 * Small letters and capitals are told apart by one bit that is set for all. Letters of Latin beyond ASCII are matched
 * by anything, punctuation between words is known by its bytes; a text with whatever else, where folding could turn one
 * piece into several or none, may hold anything.
 *
 * Invariant: never no where tokens.c and normalise.c find such a run (test_text.c compares the two).
 */
#include "pieces.h"

#include <string.h>

#include "byte_classes.h"

/*
 * A longer word may have been cut within a piece (tokens.c): such a text is read, such a query looked for everywhere.
 */
#define PLAIN_WORD_BYTES_MAX 200
#define HASHED_BYTES 8

static bool is_piece_byte(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10 || byte >= 0x80;
}

/* Of a piece in ASCII: its first bytes and its size. */
static uint32_t slot_of(uint64_t first_bytes, size_t size) {
    if (size < HASHED_BYTES) first_bytes &= (UINT64_C(1) << size * 8) - 1;
    uint64_t folded = (first_bytes | UINT64_C(0x2020202020202020)) + size;
    return (uint32_t)((folded * UINT64_C(0x9E3779B97F4A7C15)) >> (64 - PIECE_SLOTS_BITS));
}

static uint64_t first_bytes_of(Bytes text, size_t begin, size_t size) {
    uint64_t bytes = 0;
    memcpy(&bytes, text.data + begin, text.size - begin >= HASHED_BYTES || size >= HASHED_BYTES ? HASHED_BYTES : size);
    return bytes;
}

PieceFilter *pieces_filter_build(const Text *query, const Vocabulary *vocabulary, uint32_t run_words, Arena *result) {
    PieceFilter *filter = arena_new(result, PieceFilter);
    uint32_t place = 0;
    for (uint32_t i = 0; i < query->word_count; i++) {
        const Bytes word = vocabulary->words[query->word_ids[i]];
        if (word.size > PLAIN_WORD_BYTES_MAX) return filter;
        for (size_t begin = 0, end; begin < word.size; begin = end) {
            bool plain = true;
            while (begin < word.size && !is_piece_byte(word.data[begin])) begin++;
            for (end = begin; end < word.size && is_piece_byte(word.data[end]); end++) plain &= word.data[end] < 0x80;
            if (end == begin) break;
            if (plain)
                filter->places[slot_of(first_bytes_of(word, begin, end - begin), end - begin)] |= UINT64_C(1)
                                                                                                  << place % 64;
            place++; /* of another piece too, which only those match that match anything */
        }
    }
    filter->run_words = run_words < PIECE_RUN_MAX ? run_words : PIECE_RUN_MAX;
    return filter;
}

/* A text under way. */
typedef struct Look {
    const PieceFilter *filter;
    Bytes text;
    uint64_t runs[PIECE_RUN_MAX + 1]; /* by length: where in the query such a run of pieces ends */
    size_t word_begin; /* behind the last white space */
    bool perhaps;
} Look;

static void take_piece(Look *look, uint64_t places) {
    for (uint32_t length = PIECE_RUN_MAX; length > 1; length--) {
        uint64_t before = look->runs[length - 1];
        look->runs[length] = (before << 1 | before >> 63) & places;
    }
    look->runs[1] = places;
    look->perhaps |= look->runs[look->filter->run_words] != 0;
}

static void take_plain(Look *look, size_t begin, size_t size) {
    take_piece(look, look->filter->places[slot_of(first_bytes_of(look->text, begin, size), size)]);
}

typedef enum Wide { WIDE_LETTER, WIDE_BETWEEN, WIDE_UNKNOWN } Wide;

/* What is not ASCII at this place, and its size. */
static Wide wide_at(Bytes text, size_t at, size_t *size) {
    const uint8_t *data = text.data + at;
    const size_t room = text.size - at;
    *size = 2;
    if (room > 1 && (data[1] & 0xC0) != 0x80) return WIDE_UNKNOWN;
    if (room > 1 && data[0] >= 0xC3 && data[0] <= 0xC5) { /* U+00C0 to U+017F */
        if (data[0] == 0xC3 && (data[1] == 0x97 || data[1] == 0xB7)) return WIDE_BETWEEN; /* times and divided by */
        return data[0] == 0xC5 && data[1] == 0x89 ? WIDE_UNKNOWN : WIDE_LETTER; /* folded to two */
    }
    if (room > 1 && data[0] == 0xC2) { /* no-break space, pound, section, guillemets, copyright, registered, accent */
        return memchr("\xA0\xA3\xA7\xA9\xAB\xAE\xB4\xBB", data[1], 8) ? WIDE_BETWEEN : WIDE_UNKNOWN;
    }
    *size = 3;
    if (room < 3 || data[0] != 0xE2 || data[1] != 0x80) return WIDE_UNKNOWN;
    /* hyphens, dashes, quotation marks and apostrophes, bullet, ellipsis */
    return memchr("\x90\x91\x93\x94\x98\x99\x9A\x9C\x9D\x9E\xA2\xA6", data[2], 12) ? WIDE_BETWEEN : WIDE_UNKNOWN;
}

/* A stretch with something that is not ASCII. */
static void take_mixed(Look *look, size_t begin, size_t end) {
    size_t piece = begin;
    bool wide = false;
    for (size_t at = begin; at < end && !look->perhaps;) {
        size_t size = 1;
        Wide kind = look->text.data[at] < 0x80 ? WIDE_LETTER : wide_at(look->text, at, &size);
        if (kind == WIDE_UNKNOWN) look->perhaps = true;
        if (kind == WIDE_LETTER) wide |= look->text.data[at] >= 0x80;
        if (kind == WIDE_BETWEEN) {
            if (at > piece && wide) take_piece(look, UINT64_MAX);
            if (at > piece && !wide) take_plain(look, piece, at - piece);
            piece = at + size;
            wide = false;
        }
        at += size;
    }
    if (look->perhaps || piece >= end) return;
    if (wide)
        take_piece(look, UINT64_MAX);
    else
        take_plain(look, piece, end - piece);
}

static bool has_wide(Bytes text, size_t begin, size_t end) {
    for (size_t i = begin; i < end; i++) {
        if (text.data[i] >= 0x80) return true;
    }
    return false;
}

/* Takes the pieces that begin in the 64 bytes from offset on; returns where to go on. */
static size_t look_at_block(Look *look, size_t offset) {
    const Bytes text = look->text;
    const size_t room = text.size - offset;
    const ByteClasses classes = byte_classes_of(text.data + offset, room);
    for (uint64_t left = classes.words; left != 0 && !look->perhaps;) {
        unsigned first = (unsigned)__builtin_ctzll(left);
        uint64_t behind = ~(classes.words >> first);
        unsigned size = first == 0 && behind == 0 ? CLASSES_BYTES : (unsigned)__builtin_ctzll(behind);
        const size_t begin = offset + first;
        size_t end = begin + size;
        if (first + size == CLASSES_BYTES && room > CLASSES_BYTES) {
            if (first > 0) return begin;
            while (end < text.size && is_piece_byte(text.data[end])) end++;
        }
        if (begin == 0 || text.data[begin - 1] <= ' ') look->word_begin = begin;
        if (end - look->word_begin > PLAIN_WORD_BYTES_MAX) look->perhaps = true;
        uint64_t bits = size == CLASSES_BYTES ? UINT64_MAX : ((UINT64_C(1) << size) - 1) << first;
        bool odd = (classes.others & bits) != 0 || end - offset > CLASSES_BYTES;
        if (odd && has_wide(text, begin, end))
            take_mixed(look, begin, end);
        else
            take_plain(look, begin, end - begin);
        if (end - offset >= CLASSES_BYTES) return end;
        left &= UINT64_MAX << (end - offset);
    }
    return offset + CLASSES_BYTES;
}

bool pieces_may_share(const PieceFilter *filter, Bytes text) {
    if (filter->run_words == 0) return true;
    Look look = {.filter = filter, .text = text};
    for (size_t offset = 0; offset < text.size && !look.perhaps;) offset = look_at_block(&look, offset);
    return look.perhaps;
}
