/*
 * Party marks.
 *
 * In:  a word of a text.
 * Out: whether it says of what party somebody is, and whose name it stands behind.
 *
 * American news writes "Sen. Jo Kern, R-Texas, said" and "Jo Kern (R-Texas), who said". The mark is no name, and what
 * follows it ("chairman of the committee") is still said of the name before it.
 */
#include "party_marks.h"

#define NAME_WORDS_MAX 6 /* "House Majority Leader Jo A. Kern" */

bool party_mark_is(const Text *text, uint32_t word) {
    const Bytes bytes = text_word_bytes(text, word);
    if (bytes.size < 3 || bytes.data[1] != '-' || bytes.data[2] < 'A' || bytes.data[2] > 'Z') return false;
    return bytes.data[0] == 'R' || bytes.data[0] == 'D' || bytes.data[0] == 'I';
}

/* What stands between the word and the one before it. */
static Bytes gap_before(const Text *text, uint32_t word) {
    const Word *before = &text->words[word - 1];
    return bytes_slice(text->bytes, (ByteSpan){before->byte_begin + before->byte_size, text->words[word].byte_begin});
}

uint32_t party_mark_bearer(const Text *text, uint32_t mark) {
    if (mark == 0) return mark;
    const Bytes gap = gap_before(text, mark);
    if (!bytes_equal(gap, BYTES(", ")) && !bytes_equal(gap, BYTES(" (")) && !bytes_equal(gap, BYTES(". (")))
        return mark;
    uint32_t first = mark;
    while (first > 0 && mark - first < NAME_WORDS_MAX && (text->words[first - 1].flags & WORD_CAPITALISED)) {
        if (first < mark && !bytes_equal(gap_before(text, first), BYTES(" ")) &&
            !bytes_equal(gap_before(text, first), BYTES(". ")))
            break;
        first--;
        if (text->words[first].flags & WORD_SENTENCE_START) break;
    }
    return first;
}
