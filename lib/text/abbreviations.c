/*
 * Abbreviations: which words own the point behind them.
 *
 * In:  a word's span and the text around it.
 * Out: whether the point is part of the word, and what kind of abbreviation it is.
 *
 * A closed list for English news, because a point after an unknown short word is a full stop far more often than not.
 * Words that are also ordinary words ("sat", "sun", "no", "art") count only where what follows shows it: a number, or
 * a comma. The spelling in the list is the one that counts: "Mass." is a state, "mass." ends a sentence.
 */
#include "abbreviations.h"

#include <string.h>

#include "../base/utf8.h"
#include "tokens.h"

typedef struct Abbreviation {
    const char *spelling; /* without its point */
    AbbreviationKind kind;
} Abbreviation;

/* Sorted by bytes: looked up by bisection. */
static const Abbreviation abbreviations[] = {
    {"Adm", ABBREVIATION_TITLE},      {"Ala", ABBREVIATION_PLACE},      {"Amb", ABBREVIATION_TITLE},
    {"Apr", ABBREVIATION_DATE},       {"Ariz", ABBREVIATION_PLACE},     {"Ark", ABBREVIATION_PLACE},
    {"Art", ABBREVIATION_NUMBER},     {"Assn", ABBREVIATION_NAME_PART}, {"Asst", ABBREVIATION_TITLE},
    {"Atty", ABBREVIATION_TITLE},     {"Aug", ABBREVIATION_DATE},       {"Ave", ABBREVIATION_NAME_PART},
    {"Blvd", ABBREVIATION_NAME_PART}, {"Brig", ABBREVIATION_TITLE},     {"Bros", ABBREVIATION_NAME_PART},
    {"Calif", ABBREVIATION_PLACE},    {"Capt", ABBREVIATION_TITLE},     {"Cdr", ABBREVIATION_TITLE},
    {"Ch", ABBREVIATION_NUMBER},      {"Cie", ABBREVIATION_NAME_PART},  {"Cmdr", ABBREVIATION_TITLE},
    {"Co", ABBREVIATION_NAME_PART},   {"Col", ABBREVIATION_TITLE},      {"Colo", ABBREVIATION_PLACE},
    {"Comdr", ABBREVIATION_TITLE},    {"Conn", ABBREVIATION_PLACE},     {"Corp", ABBREVIATION_NAME_PART},
    {"Cos", ABBREVIATION_NAME_PART},  {"Cpl", ABBREVIATION_TITLE},      {"Dec", ABBREVIATION_DATE},
    {"Del", ABBREVIATION_PLACE},      {"Dept", ABBREVIATION_NAME_PART}, {"Det", ABBREVIATION_TITLE},
    {"Dir", ABBREVIATION_TITLE},      {"Dr", ABBREVIATION_TITLE},       {"Drs", ABBREVIATION_TITLE},
    {"Ed", ABBREVIATION_NONE},        {"Esq", ABBREVIATION_NAME_PART},  {"Est", ABBREVIATION_NUMBER},
    {"Feb", ABBREVIATION_DATE},       {"Fig", ABBREVIATION_NUMBER},     {"Fla", ABBREVIATION_PLACE},
    {"Fr", ABBREVIATION_TITLE},       {"Fri", ABBREVIATION_DATE},       {"Ft", ABBREVIATION_TITLE},
    {"Ga", ABBREVIATION_PLACE},       {"Gen", ABBREVIATION_TITLE},      {"Gov", ABBREVIATION_TITLE},
    {"Govs", ABBREVIATION_TITLE},     {"Hon", ABBREVIATION_TITLE},      {"Ill", ABBREVIATION_PLACE},
    {"Inc", ABBREVIATION_NAME_PART},  {"Ind", ABBREVIATION_PLACE},      {"Insp", ABBREVIATION_TITLE},
    {"Jan", ABBREVIATION_DATE},       {"Jr", ABBREVIATION_NAME_PART},   {"Jul", ABBREVIATION_DATE},
    {"Jun", ABBREVIATION_DATE},       {"Kan", ABBREVIATION_PLACE},      {"Ky", ABBREVIATION_PLACE},
    {"La", ABBREVIATION_PLACE},       {"Lieut", ABBREVIATION_TITLE},    {"Lt", ABBREVIATION_TITLE},
    {"Ltd", ABBREVIATION_NAME_PART},  {"Maj", ABBREVIATION_TITLE},      {"Mar", ABBREVIATION_DATE},
    {"Mass", ABBREVIATION_PLACE},     {"Md", ABBREVIATION_PLACE},       {"Messrs", ABBREVIATION_TITLE},
    {"Mfg", ABBREVIATION_NAME_PART},  {"Mich", ABBREVIATION_PLACE},     {"Minn", ABBREVIATION_PLACE},
    {"Miss", ABBREVIATION_PLACE},     {"Mlle", ABBREVIATION_TITLE},     {"Mme", ABBREVIATION_TITLE},
    {"Mo", ABBREVIATION_PLACE},       {"Mon", ABBREVIATION_DATE},       {"Mont", ABBREVIATION_PLACE},
    {"Mr", ABBREVIATION_TITLE},       {"Mrs", ABBREVIATION_TITLE},      {"Ms", ABBREVIATION_TITLE},
    {"Msgr", ABBREVIATION_TITLE},     {"Mt", ABBREVIATION_TITLE},       {"Mx", ABBREVIATION_TITLE},
    {"Neb", ABBREVIATION_PLACE},      {"Nev", ABBREVIATION_PLACE},      {"No", ABBREVIATION_NUMBER},
    {"Nos", ABBREVIATION_NUMBER},     {"Nov", ABBREVIATION_DATE},       {"Oct", ABBREVIATION_DATE},
    {"Okla", ABBREVIATION_PLACE},     {"Op", ABBREVIATION_NUMBER},      {"Ore", ABBREVIATION_PLACE},
    {"Pa", ABBREVIATION_PLACE},       {"Penn", ABBREVIATION_PLACE},     {"Ph.D", ABBREVIATION_NAME_PART},
    {"Pres", ABBREVIATION_TITLE},     {"Prof", ABBREVIATION_TITLE},     {"Profs", ABBREVIATION_TITLE},
    {"Pte", ABBREVIATION_TITLE},      {"Pty", ABBREVIATION_NAME_PART},  {"Pvt", ABBREVIATION_TITLE},
    {"Rd", ABBREVIATION_NAME_PART},   {"Rep", ABBREVIATION_TITLE},      {"Reps", ABBREVIATION_TITLE},
    {"Res", ABBREVIATION_NUMBER},     {"Rev", ABBREVIATION_TITLE},      {"Rt", ABBREVIATION_TITLE},
    {"Sat", ABBREVIATION_DATE},       {"Sec", ABBREVIATION_NUMBER},     {"Sen", ABBREVIATION_TITLE},
    {"Sens", ABBREVIATION_TITLE},     {"Sep", ABBREVIATION_DATE},       {"Sept", ABBREVIATION_DATE},
    {"Sgt", ABBREVIATION_TITLE},      {"Spc", ABBREVIATION_TITLE},      {"Sr", ABBREVIATION_NAME_PART},
    {"St", ABBREVIATION_TITLE},       {"Sta", ABBREVIATION_TITLE},      {"Ste", ABBREVIATION_TITLE},
    {"Sun", ABBREVIATION_DATE},       {"Supt", ABBREVIATION_TITLE},     {"Tenn", ABBREVIATION_PLACE},
    {"Tex", ABBREVIATION_PLACE},      {"Thu", ABBREVIATION_DATE},       {"Thur", ABBREVIATION_DATE},
    {"Thurs", ABBREVIATION_DATE},     {"Tue", ABBREVIATION_DATE},       {"Tues", ABBREVIATION_DATE},
    {"Univ", ABBREVIATION_NAME_PART}, {"Va", ABBREVIATION_PLACE},       {"Ven", ABBREVIATION_TITLE},
    {"Vol", ABBREVIATION_NUMBER},     {"Vs", ABBREVIATION_TITLE},       {"Vt", ABBREVIATION_PLACE},
    {"Wash", ABBREVIATION_PLACE},     {"Wed", ABBREVIATION_DATE},       {"Wis", ABBREVIATION_PLACE},
    {"Wyo", ABBREVIATION_PLACE},      {"al", ABBREVIATION_NAME_PART},   {"approx", ABBREVIATION_TITLE},
    {"ca", ABBREVIATION_NUMBER},      {"cf", ABBREVIATION_TITLE},       {"ch", ABBREVIATION_NUMBER},
    {"dept", ABBREVIATION_NAME_PART}, {"ed", ABBREVIATION_NONE},        {"est", ABBREVIATION_NUMBER},
    {"etc", ABBREVIATION_LAST},       {"fig", ABBREVIATION_NUMBER},     {"no", ABBREVIATION_NUMBER},
    {"nos", ABBREVIATION_NUMBER},     {"op", ABBREVIATION_NUMBER},      {"p", ABBREVIATION_NUMBER},
    {"pp", ABBREVIATION_NUMBER},      {"sec", ABBREVIATION_NUMBER},     {"v", ABBREVIATION_TITLE},
    {"vol", ABBREVIATION_NUMBER},     {"vs", ABBREVIATION_TITLE},
};

static const char *const sentence_openers[] = {
    "A",       "According", "After", "Although", "An",     "And",   "Another", "As",      "At",   "Because", "Before",
    "Both",    "But",       "By",    "Despite",  "During", "Each",  "Even",    "For",     "From", "He",      "Her",
    "Here",    "His",       "How",   "However",  "I",      "If",    "In",      "Instead", "It",   "Its",     "Last",
    "Many",    "Meanwhile", "Most",  "My",       "Nor",    "Now",   "On",      "Once",    "Or",   "Our",     "She",
    "Since",   "So",        "Some",  "Still",    "Such",   "That",  "The",     "Their",   "Then", "There",   "These",
    "They",    "This",      "Those", "Though",   "To",     "Under", "Until",   "We",      "What", "When",    "Where",
    "Whether", "While",     "Who",   "Why",      "With",   "Yet",   "You",     "Your",
};

static const char *const time_words[] = {
    "April",    "August",    "CDT",    "CET",      "CST",      "Central", "December",  "EDT", "EST", "ET",
    "Eastern",  "February",  "Friday", "GMT",      "January",  "July",    "June",      "MDT", "MST", "MT",
    "March",    "May",       "Monday", "Mountain", "November", "October", "PDT",       "PST", "PT",  "Pacific",
    "Saturday", "September", "Sunday", "Thursday", "Tuesday",  "UTC",     "Wednesday",
};

/* By bytes; the first one or two nearly always tell. */
static int compare_to_string(Bytes word, const char *string) {
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] != (uint8_t)string[i]) return word.data[i] < (uint8_t)string[i] ? -1 : 1;
    }
    return string[word.size] == '\0' ? 0 : -1;
}

static bool is_listed(Bytes word, const char *const *sorted, size_t count) {
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        int order = compare_to_string(word, sorted[middle]);
        if (order == 0) return true;
        if (order < 0)
            count = middle;
        else
            low = middle + 1;
    }
    return false;
}

bool abbreviation_word_opens_sentence(Bytes word) {
    return is_listed(word, sentence_openers, sizeof sentence_openers / sizeof *sentence_openers);
}

bool abbreviation_word_continues_time(Bytes word) {
    return is_listed(word, time_words, sizeof time_words / sizeof *time_words);
}

static AbbreviationKind find_listed(Bytes word) {
    size_t low = 0;
    size_t high = sizeof abbreviations / sizeof *abbreviations;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_to_string(word, abbreviations[middle].spelling);
        if (order == 0) return abbreviations[middle].kind;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ABBREVIATION_NONE;
}

/* "SEN", "MR" */
static bool is_title_in_capitals(Bytes word) {
    uint8_t spelling[8];
    if (word.size < 2 || word.size > sizeof spelling) return false;
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] < 'A' || word.data[i] > 'Z') return false;
        spelling[i] = i == 0 ? word.data[i] : word.data[i] | 0x20;
    }
    return find_listed((Bytes){spelling, word.size}) == ABBREVIATION_TITLE;
}

/* As transcripts write a name: "ROE" */
static bool begins_in_capitals(Bytes word) {
    return word.size >= 2 && (uint8_t)(word.data[0] - 'A') < 26 && (uint8_t)(word.data[1] - 'A') < 26;
}

/* "D-Calif." is abbreviated in its last part. */
static Bytes behind_hyphen(Bytes word) {
    for (size_t i = word.size; i-- > 0;) {
        if (word.data[i] == '-') return (Bytes){word.data + i + 1, word.size - i - 1};
    }
    return word;
}

AbbreviationKind abbreviation_kind(Bytes word) {
    if (word.size > 0 && word.data[word.size - 1] == '.') word.size--;
    AbbreviationKind kind = find_listed(behind_hyphen(word));
    if (kind != ABBREVIATION_NONE) return kind;
    if (is_title_in_capitals(word)) return ABBREVIATION_TITLE;
    if (word.size == 3 && word.data[1] == '.' && (word.data[2] | 0x20) == 'm') {
        uint8_t first = word.data[0] | 0x20;
        if (first == 'a' || first == 'p') return ABBREVIATION_TIME;
    }
    /* "e.g.", "i.e." lead on; capitals are names: "U.S.", "J." */
    bool has_points = word.size == 3 && word.data[1] == '.';
    if (has_points && word.data[0] >= 'a' && word.data[0] <= 'z') return ABBREVIATION_TITLE;
    return ABBREVIATION_NAME_PART;
}

/* The first word behind white space at offset; empty where something else stands there. */
static Bytes following_word(Bytes text, size_t offset, size_t end) {
    size_t start = offset;
    while (start < end && text.data[start] == ' ') start++;
    size_t stop = start;
    while (stop < end && stop - start < 24 && token_starts_at(text, stop, end)) utf8_next(text, &stop);
    return start == offset ? (Bytes){0} : (Bytes){text.data + start, stop - start};
}

/* A single capital before the point: an initial when a name goes on behind it. */
static bool is_initial(Bytes text, ByteSpan word, size_t end) {
    size_t offset = word.begin;
    if (!utf8_is_upper(utf8_next(text, &offset)) || offset != word.end) return false;
    Bytes next = following_word(text, (size_t)word.end + 1, end);
    if (next.size == 0) return false;
    size_t start = 0;
    if (!utf8_is_upper(utf8_next(next, &start))) return false;
    return !abbreviation_word_opens_sentence(next) || (next.size == 1 && next.data[0] != 'I');
}

bool abbreviation_owns_point(Bytes text, ByteSpan word, size_t end) {
    if (word.end >= end || text.data[word.end] != '.') return false;
    if (is_initial(text, word, end)) return true;
    Bytes spelling = behind_hyphen(bytes_slice(text, word));
    AbbreviationKind kind = find_listed(spelling);
    size_t behind = (size_t)word.end + 1;
    if (kind == ABBREVIATION_NONE)
        return is_title_in_capitals(spelling) && begins_in_capitals(following_word(text, behind, end));
    uint8_t next = behind < end ? text.data[behind] : 0;
    Bytes following = following_word(text, behind, end);
    bool number_follows = (following.size > 0 && (uint8_t)(following.data[0] - '0') < 10) || (uint8_t)(next - '0') < 10;
    switch (kind) {
    case ABBREVIATION_NUMBER: return number_follows;
    case ABBREVIATION_DATE: {
        bool also_a_word = bytes_equal(spelling, BYTES("Sat")) || bytes_equal(spelling, BYTES("Sun")) ||
                           bytes_equal(spelling, BYTES("Mar")) || bytes_equal(spelling, BYTES("Wed"));
        return !also_a_word || number_follows || next == ',';
    }
    default: return true;
    }
}
