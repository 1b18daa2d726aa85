/*
 * In:  tokens of a unit. Out: what single words and their shape tell of them. No state, every look bounded by the unit.
 */
#include "clause_words.h"

uint32_t clause_words_begin(const Clauses *clauses, uint32_t token) {
    return clauses_bytes(clauses, (TokenSpan){token, token + 1}).begin;
}

/* The first token of the unit that begins at the byte or behind it. */
uint32_t clause_words_at(const Clauses *clauses, TokenSpan unit, uint32_t byte) {
    while (unit.begin < unit.end) {
        uint32_t middle = unit.begin + (unit.end - unit.begin) / 2;
        if (clauses_outer_bytes(clauses, (TokenSpan){middle, middle + 1}).begin < byte)
            unit.begin = middle + 1;
        else
            unit.end = middle;
    }
    return unit.begin;
}

bool clause_words_among(const Clauses *clauses, uint32_t token, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clauses_word_is(clauses, token, bytes_from_string(words[i]))) return true;
    }
    return false;
}

bool clause_words_capital(const Clauses *clauses, uint32_t token) {
    return !clauses_is_quote(clauses, token) && (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
}

/* What keeps words and sounds. */
bool clause_words_record(const Clauses *clauses, uint32_t token) {
    static const char *const records[] = {"recording", "recordings", "footage", "clip", "tape",
                                          "tapes",     "audio",      "videos",  "film", "emails"};
    if (clauses_is_quote(clauses, token)) return false;
    return (clauses_flags(clauses, token) & CLASS_REPORT) != 0 ||
           clause_words_among(clauses, token, records, sizeof records / sizeof *records);
}

/* "the Evening Star": an article, then words with capitals and nothing between them. Empty where there is none. */
TokenSpan clause_words_capital_run(const Clauses *clauses, uint32_t begin, uint32_t end) {
    uint32_t token = begin;
    if (token < end && clauses_word_is(clauses, token, BYTES("the")) && token + 1 < end &&
        clauses->tokens[token + 1].gap == 0) {
        token++;
    }
    uint32_t first = token;
    while (token < end && clause_words_capital(clauses, token) && (token == first || clauses->tokens[token].gap == 0))
        token++;
    return token == first ? (TokenSpan){begin, begin} : (TokenSpan){begin, token};
}

bool clause_words_name_medium(const Clauses *clauses, TokenSpan phrase) {
    bool capital = false;
    bool medium = false;
    bool listed = false;
    for (uint32_t token = phrase.begin; token < phrase.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        uint32_t flags = clauses_flags(clauses, token);
        bool upper = (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
        if (upper) capital = true;
        if ((flags & CLASS_MEDIA) != 0 && (upper || (flags & CLASS_TIME) == 0)) medium = true;
        bool news = token > phrase.begin && clauses_word_is(clauses, token, BYTES("agency")) &&
                    clauses_word_is(clauses, token - 1, BYTES("news"));
        if (news) medium = true;
        if ((flags & CLASS_ROLE) != 0 && !upper) listed = true; /* reporters, editors: people, no medium */
    }
    bool named_by_kind = phrase.begin < phrase.end && (clauses_flags(clauses, phrase.begin) & CLASS_DETERMINER) != 0;
    return medium && !listed && (capital || named_by_kind);
}
