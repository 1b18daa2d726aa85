/*
 * In:  a paragraph. Out: where its dateline ends.
 *
 * A dateline is a place, a date and an agency, each of which may be missing, before a dash: "MILLBROOK —", "LISBURG,
 * March 3 (Northern Wire) -", "Lisburg (CBN) --". What shows it is a first word in capitals or the agency's brackets
 * right before the dash; every word outside brackets is capitalised or a number, and a capital or a quotation mark
 * begins the report behind the dash. "NATO - which was told" is none.
 */
#include "datelines.h"

#define DATELINE_BYTES_MAX 90
#define PLACE_BYTES_MIN 3 /* in capitals; shorter words are initials */

/* The size of a dash at the offset that has a space on both sides, or is longer than a hyphen; 0 where there is none. */
static uint32_t dash_size(Bytes text, uint32_t offset) {
    Bytes rest = {text.data + offset, text.size - offset};
    if (bytes_start_with(rest, BYTES("—")) || bytes_start_with(rest, BYTES("–")) || bytes_start_with(rest, BYTES("―")))
        return 3;
    if (bytes_start_with(rest, BYTES("--"))) return 2;
    bool apart = offset > 0 && text.data[offset - 1] == ' ' && rest.size > 1 && rest.data[1] == ' ';
    return rest.size > 0 && rest.data[0] == '-' && apart ? 1 : 0;
}

static bool report_begins(Bytes text, uint32_t offset) {
    if (offset >= text.size) return false;
    uint8_t byte = text.data[offset];
    return (byte >= 'A' && byte <= 'Z') || byte == '"' || byte == '\'' || byte >= 0x80;
}

uint32_t datelines_end(const Text *text, const Paragraph *paragraph) {
    uint32_t begin = paragraph->bytes.begin;
    if (paragraph->words.begin >= paragraph->words.end) return begin;
    const Word *first = &text->words[paragraph->words.begin];
    if ((first->flags & WORD_CAPITALISED) == 0) return begin;
    bool place = (first->flags & WORD_ALL_CAPITALS) != 0 && first->byte_size >= PLACE_BYTES_MIN;
    uint32_t limit = begin + DATELINE_BYTES_MAX;
    if (limit > paragraph->bytes.end) limit = paragraph->bytes.end;
    bool bracketed = false; /* inside brackets */
    bool agency = false; /* brackets have just been closed */
    bool word_starts = true;
    for (uint32_t at = begin; at < limit; at++) {
        uint8_t byte = text->bytes.data[at];
        uint32_t dash = bracketed ? 0 : dash_size(text->bytes, at);
        if (dash > 0) {
            uint32_t behind = at + dash;
            while (behind < limit && text->bytes.data[behind] == ' ') behind++;
            return (place || agency) && report_begins(text->bytes, behind) ? behind : begin;
        }
        if (byte == '\n' || byte == '"' || byte == ':' || byte == ';' || byte == '!' || byte == '?') return begin;
        if (!bracketed && word_starts && byte >= 'a' && byte <= 'z') return begin;
        if (byte == '(') bracketed = true;
        agency = byte == ')' || (agency && byte == ' ');
        if (byte == ')') bracketed = false;
        word_starts = byte == ' ';
    }
    return begin;
}
