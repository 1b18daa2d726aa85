/*
 * Senses of words: what a change in them does to a sentence.
 *
 * In:  folded words, as in the vocabulary.
 * Out: which kinds of meaning hang on a word; one form for all ways of writing a number or a modal verb; whether one
 *      word is the other's contrary, or the other in another grammatical form.
 *
 * The lists are short on purpose: words that change what is claimed wherever they stand. Everything else is wording.
 *
 * Invariant: the table is sorted by bytes.
 */
#include "senses.h"

#include <string.h>

typedef struct SenseEntry {
    const char *word;
    uint32_t senses;
    const char *canonical; /* NULL: the word itself */
} SenseEntry;

/* "10th" */
#define ORDINAL_BYTES_MIN 4

static const SenseEntry ENTRIES[] = {
    {"'til", SENSE_CONDITION, NULL},
    {"a", SENSE_FUNCTION, NULL},
    {"ain't", SENSE_NEGATION, NULL},
    {"all", SENSE_NUMBER | SENSE_WEAK, NULL},
    {"allegedly", SENSE_HEDGE, NULL},
    {"alone", SENSE_MAYBE_CONDITION, NULL},
    {"although", SENSE_CONTRAST, NULL},
    {"an", SENSE_FUNCTION, NULL},
    {"and", SENSE_FUNCTION, NULL},
    {"apparently", SENSE_HEDGE, NULL},
    {"appear", SENSE_HEDGE, NULL},
    {"appeared", SENSE_HEDGE, NULL},
    {"appears", SENSE_HEDGE, NULL},
    {"are", SENSE_FUNCTION, NULL},
    {"aren't", SENSE_NEGATION, NULL},
    {"as", SENSE_FUNCTION, NULL},
    {"assuming", SENSE_CONTRAST, NULL},
    {"at", SENSE_FUNCTION, NULL},
    {"be", SENSE_FUNCTION, NULL},
    {"been", SENSE_FUNCTION, NULL},
    {"before", SENSE_CONTRAST, NULL},
    {"believe", SENSE_HEDGE, NULL},
    {"billion", SENSE_NUMBER, NULL},
    {"billions", SENSE_NUMBER, "billion"},
    {"both", SENSE_NUMBER, NULL},
    {"but", SENSE_FUNCTION | SENSE_CONTRAST, NULL},
    {"by", SENSE_FUNCTION, NULL},
    {"can", SENSE_MODAL, "can"},
    {"can't", SENSE_NEGATION | SENSE_MODAL, "can"},
    {"cannot", SENSE_NEGATION | SENSE_MODAL, "can"},
    {"chairman", SENSE_TITLE, NULL},
    {"chancellor", SENSE_TITLE, NULL},
    {"col.", SENSE_TITLE, NULL},
    {"colonel", SENSE_TITLE, NULL},
    {"congressman", SENSE_TITLE, NULL},
    {"congresswoman", SENSE_TITLE, NULL},
    {"could", SENSE_MODAL | SENSE_HEDGE, "could"},
    {"couldn't", SENSE_NEGATION | SENSE_MODAL, "could"},
    {"did", SENSE_FUNCTION, NULL},
    {"didn't", SENSE_NEGATION, NULL},
    {"director", SENSE_TITLE, NULL},
    {"do", SENSE_FUNCTION, NULL},
    {"does", SENSE_FUNCTION, NULL},
    {"doesn't", SENSE_NEGATION, NULL},
    {"don't", SENSE_NEGATION, NULL},
    {"double", SENSE_NUMBER, NULL},
    {"dozen", SENSE_NUMBER, NULL},
    {"dozens", SENSE_NUMBER, "dozen"},
    {"dr.", SENSE_TITLE, NULL},
    {"each", SENSE_NUMBER, "every"},
    {"eight", SENSE_NUMBER, "8"},
    {"eighteen", SENSE_NUMBER, "18"},
    {"eighth", SENSE_NUMBER, "8th"},
    {"eighty", SENSE_NUMBER, "80"},
    {"eleven", SENSE_NUMBER, "11"},
    {"every", SENSE_NUMBER, NULL},
    {"except", SENSE_CONDITION, NULL},
    {"few", SENSE_NUMBER, NULL},
    {"fewer", SENSE_NUMBER, "less"},
    {"fifteen", SENSE_NUMBER, "15"},
    {"fifth", SENSE_NUMBER, "5th"},
    {"fifty", SENSE_NUMBER, "50"},
    {"first", SENSE_NUMBER | SENSE_WEAK, "1st"},
    {"five", SENSE_NUMBER, "5"},
    {"for", SENSE_FUNCTION, NULL},
    {"foreign", SENSE_TITLE, NULL},
    {"forty", SENSE_NUMBER, "40"},
    {"four", SENSE_NUMBER, "4"},
    {"fourteen", SENSE_NUMBER, "14"},
    {"fourth", SENSE_NUMBER, "4th"},
    {"from", SENSE_FUNCTION, NULL},
    {"gen.", SENSE_TITLE, NULL},
    {"general", SENSE_TITLE, NULL},
    {"gov.", SENSE_TITLE, NULL},
    {"governor", SENSE_TITLE, NULL},
    {"guess", SENSE_HEDGE, NULL},
    {"had", SENSE_FUNCTION, NULL},
    {"hadn't", SENSE_NEGATION, NULL},
    {"half", SENSE_NUMBER, NULL},
    {"hardly", SENSE_NEGATION, NULL},
    {"has", SENSE_FUNCTION, NULL},
    {"hasn't", SENSE_NEGATION, NULL},
    {"have", SENSE_FUNCTION, NULL},
    {"haven't", SENSE_NEGATION, NULL},
    {"he", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"he'll", SENSE_MODAL, "will"},
    {"he's", SENSE_FUNCTION, NULL},
    {"her", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"here", SENSE_FUNCTION, NULL},
    {"hers", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"herself", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"him", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"himself", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"his", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"how", SENSE_FUNCTION, NULL},
    {"however", SENSE_CONTRAST, NULL},
    {"hundred", SENSE_NUMBER, NULL},
    {"hundreds", SENSE_NUMBER, "hundred"},
    {"i", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"i'd", SENSE_FUNCTION, NULL},
    {"i'll", SENSE_MODAL | SENSE_FUNCTION, "will"},
    {"i'm", SENSE_FUNCTION, NULL},
    {"i've", SENSE_FUNCTION, NULL},
    {"if", SENSE_CONDITION | SENSE_FUNCTION, NULL},
    {"in", SENSE_FUNCTION, NULL},
    {"is", SENSE_FUNCTION, NULL},
    {"isn't", SENSE_NEGATION, NULL},
    {"it", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"it'll", SENSE_MODAL, "will"},
    {"it's", SENSE_FUNCTION, NULL},
    {"its", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"itself", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"judge", SENSE_TITLE, NULL},
    {"just", SENSE_MAYBE_CONDITION, NULL},
    {"justice", SENSE_TITLE, NULL},
    {"king", SENSE_TITLE, NULL},
    {"less", SENSE_NUMBER, NULL},
    {"let's", SENSE_FUNCTION, NULL},
    {"likely", SENSE_HEDGE, NULL},
    {"lot", SENSE_NUMBER | SENSE_WEAK, "several"},
    {"lots", SENSE_NUMBER | SENSE_WEAK, "several"},
    {"many", SENSE_NUMBER | SENSE_WEAK, "several"},
    {"may", SENSE_MODAL | SENSE_HEDGE, "may"},
    {"maybe", SENSE_HEDGE, NULL},
    {"mayor", SENSE_TITLE, NULL},
    {"me", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"merely", SENSE_MAYBE_CONDITION, NULL},
    {"might", SENSE_MODAL | SENSE_HEDGE, "might"},
    {"million", SENSE_NUMBER, NULL},
    {"millions", SENSE_NUMBER, "million"},
    {"mine", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"minister", SENSE_TITLE, NULL},
    {"more", SENSE_NUMBER | SENSE_WEAK, NULL},
    {"most", SENSE_NUMBER | SENSE_WEAK, NULL},
    {"mr", SENSE_FUNCTION | SENSE_TITLE, NULL},
    {"mr.", SENSE_TITLE, NULL},
    {"mrs", SENSE_FUNCTION | SENSE_TITLE, NULL},
    {"mrs.", SENSE_TITLE, NULL},
    {"ms", SENSE_FUNCTION | SENSE_TITLE, NULL},
    {"ms.", SENSE_TITLE, NULL},
    {"much", SENSE_NUMBER | SENSE_WEAK, "several"},
    {"must", SENSE_MODAL, "must"},
    {"mustn't", SENSE_NEGATION | SENSE_MODAL, "must"},
    {"my", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"needn't", SENSE_NEGATION | SENSE_MODAL, "need"},
    {"neither", SENSE_NEGATION, NULL},
    {"never", SENSE_NEGATION, NULL},
    {"nine", SENSE_NUMBER, "9"},
    {"nineteen", SENSE_NUMBER, "19"},
    {"ninety", SENSE_NUMBER, "90"},
    {"ninth", SENSE_NUMBER, "9th"},
    {"no", SENSE_NEGATION | SENSE_FUNCTION, NULL},
    {"nobody", SENSE_NEGATION, NULL},
    {"none", SENSE_NUMBER | SENSE_NEGATION, NULL},
    {"nor", SENSE_NEGATION, NULL},
    {"not", SENSE_NEGATION | SENSE_FUNCTION, NULL},
    {"nothing", SENSE_NEGATION, NULL},
    {"nowhere", SENSE_NEGATION, NULL},
    {"of", SENSE_FUNCTION, NULL},
    {"on", SENSE_FUNCTION, NULL},
    {"once", SENSE_CONTRAST, NULL},
    {"one", SENSE_NUMBER | SENSE_WEAK, "1"},
    {"only", SENSE_CONDITION, NULL},
    {"or", SENSE_FUNCTION, NULL},
    {"ought", SENSE_MODAL, "should"},
    {"our", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"ours", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"perhaps", SENSE_HEDGE, NULL},
    {"pope", SENSE_TITLE, NULL},
    {"possibly", SENSE_HEDGE, NULL},
    {"potentially", SENSE_HEDGE, NULL},
    {"president", SENSE_TITLE, NULL},
    {"presumably", SENSE_HEDGE, NULL},
    {"prime", SENSE_TITLE, NULL},
    {"probably", SENSE_HEDGE, NULL},
    {"prof.", SENSE_TITLE, NULL},
    {"professor", SENSE_TITLE, NULL},
    {"provided", SENSE_CONDITION, NULL},
    {"providing", SENSE_CONDITION, NULL},
    {"quarter", SENSE_NUMBER, NULL},
    {"queen", SENSE_TITLE, NULL},
    {"rep.", SENSE_TITLE, NULL},
    {"reportedly", SENSE_HEDGE, NULL},
    {"representative", SENSE_TITLE, NULL},
    {"second", SENSE_NUMBER | SENSE_WEAK, "2nd"},
    {"secretary", SENSE_TITLE, NULL},
    {"seem", SENSE_HEDGE, NULL},
    {"seemed", SENSE_HEDGE, NULL},
    {"seemingly", SENSE_HEDGE, NULL},
    {"seems", SENSE_HEDGE, NULL},
    {"sen.", SENSE_TITLE, NULL},
    {"senator", SENSE_TITLE, NULL},
    {"seven", SENSE_NUMBER, "7"},
    {"seventeen", SENSE_NUMBER, "17"},
    {"seventh", SENSE_NUMBER, "7th"},
    {"seventy", SENSE_NUMBER, "70"},
    {"several", SENSE_NUMBER, NULL},
    {"shall", SENSE_MODAL, "shall"},
    {"she", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"she'll", SENSE_MODAL, "will"},
    {"she's", SENSE_FUNCTION, NULL},
    {"should", SENSE_MODAL, "should"},
    {"shouldn't", SENSE_NEGATION | SENSE_MODAL, "should"},
    {"simply", SENSE_MAYBE_CONDITION, NULL},
    {"sir", SENSE_TITLE, NULL},
    {"six", SENSE_NUMBER, "6"},
    {"sixteen", SENSE_NUMBER, "16"},
    {"sixth", SENSE_NUMBER, "6th"},
    {"sixty", SENSE_NUMBER, "60"},
    {"so", SENSE_FUNCTION, NULL},
    {"solely", SENSE_MAYBE_CONDITION, NULL},
    {"some", SENSE_NUMBER | SENSE_WEAK, NULL},
    {"suppose", SENSE_HEDGE, NULL},
    {"supposedly", SENSE_HEDGE, NULL},
    {"suspect", SENSE_HEDGE, NULL},
    {"ten", SENSE_NUMBER, "10"},
    {"tenth", SENSE_NUMBER, "10th"},
    {"that", SENSE_FUNCTION, NULL},
    {"that'll", SENSE_MODAL, "will"},
    {"that's", SENSE_FUNCTION, NULL},
    {"the", SENSE_FUNCTION, NULL},
    {"their", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"theirs", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"them", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"themselves", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"there", SENSE_FUNCTION, NULL},
    {"there's", SENSE_FUNCTION, NULL},
    {"these", SENSE_FUNCTION, NULL},
    {"they", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"they'll", SENSE_MODAL, "will"},
    {"they're", SENSE_FUNCTION, NULL},
    {"think", SENSE_HEDGE, NULL},
    {"third", SENSE_NUMBER, "3rd"},
    {"thirteen", SENSE_NUMBER, "13"},
    {"thirty", SENSE_NUMBER, "30"},
    {"this", SENSE_FUNCTION, NULL},
    {"those", SENSE_FUNCTION, NULL},
    {"though", SENSE_CONTRAST, NULL},
    {"thousand", SENSE_NUMBER, NULL},
    {"thousands", SENSE_NUMBER, "thousand"},
    {"three", SENSE_NUMBER, "3"},
    {"til", SENSE_CONDITION, NULL},
    {"till", SENSE_CONDITION, NULL},
    {"to", SENSE_FUNCTION, NULL},
    {"trillion", SENSE_NUMBER, NULL},
    {"trillions", SENSE_NUMBER, "trillion"},
    {"triple", SENSE_NUMBER, NULL},
    {"twelve", SENSE_NUMBER, "12"},
    {"twenty", SENSE_NUMBER, "20"},
    {"twice", SENSE_NUMBER, NULL},
    {"two", SENSE_NUMBER, "2"},
    {"unless", SENSE_CONDITION, NULL},
    {"until", SENSE_CONDITION, NULL},
    {"us", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"was", SENSE_FUNCTION, NULL},
    {"wasn't", SENSE_NEGATION, NULL},
    {"we", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"we'll", SENSE_MODAL | SENSE_FUNCTION, "will"},
    {"we're", SENSE_FUNCTION, NULL},
    {"we've", SENSE_FUNCTION, NULL},
    {"were", SENSE_FUNCTION, NULL},
    {"weren't", SENSE_NEGATION, NULL},
    {"what", SENSE_FUNCTION, NULL},
    {"when", SENSE_FUNCTION | SENSE_CONTRAST, NULL},
    {"where", SENSE_FUNCTION, NULL},
    {"whether", SENSE_CONTRAST | SENSE_MAYBE_CONDITION, NULL},
    {"which", SENSE_FUNCTION, NULL},
    {"while", SENSE_CONTRAST, NULL},
    {"who", SENSE_FUNCTION, NULL},
    {"why", SENSE_FUNCTION, NULL},
    {"will", SENSE_MODAL, "will"},
    {"with", SENSE_FUNCTION, NULL},
    {"without", SENSE_NEGATION | SENSE_CONDITION, NULL},
    {"won't", SENSE_NEGATION | SENSE_MODAL, "will"},
    {"would", SENSE_MODAL, "would"},
    {"wouldn't", SENSE_NEGATION | SENSE_MODAL, "would"},
    {"yes", SENSE_FUNCTION, NULL},
    {"you", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"you'll", SENSE_MODAL, "will"},
    {"you're", SENSE_FUNCTION, NULL},
    {"your", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"yours", SENSE_FUNCTION | SENSE_PRONOUN, NULL},
    {"zero", SENSE_NUMBER, "0"},
};

static const SenseEntry *entry_find(Bytes word) {
    size_t begin = 0, end = sizeof ENTRIES / sizeof *ENTRIES;
    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        int order = bytes_compare(bytes_from_string(ENTRIES[middle].word), word);
        if (order == 0) return &ENTRIES[middle];
        if (order < 0) {
            begin = middle + 1;
        } else {
            end = middle;
        }
    }
    return NULL;
}

static bool is_digit(uint8_t byte) {
    return byte >= '0' && byte <= '9';
}

static bool has_digit(Bytes word) {
    for (size_t i = 0; i < word.size; i++)
        if (is_digit(word.data[i])) return true;
    return false;
}

/* "CO2" and "G20" are names; "20s", "$5" and "0.5" are numbers. */
static bool is_written_in_digits(Bytes word) {
    bool letter = word.size > 0 && word.data[0] >= 'a' && word.data[0] <= 'z';
    return !letter && has_digit(word);
}

/* The parts of "twenty-five"; false for any other word. */
static bool compound_number(Bytes word, const SenseEntry **tens, const SenseEntry **units) {
    const uint8_t *hyphen = word.size > 0 ? memchr(word.data, '-', word.size) : NULL;
    if (hyphen == NULL) return false;
    size_t size = (size_t)(hyphen - word.data);
    *tens = entry_find((Bytes){word.data, size});
    *units = entry_find((Bytes){hyphen + 1, word.size - size - 1});
    return *tens != NULL && *units != NULL && (*tens)->canonical != NULL && (*units)->canonical != NULL &&
           ((*tens)->senses & SENSE_NUMBER) && ((*units)->senses & SENSE_NUMBER) && strlen((*tens)->canonical) == 2 &&
           strlen((*units)->canonical) == 1;
}

uint32_t word_sense(Bytes word) {
    const SenseEntry *entry = entry_find(word), *tens, *units;
    uint32_t senses = entry == NULL ? SENSE_NONE : entry->senses;
    if (is_written_in_digits(word) || compound_number(word, &tens, &units)) senses |= SENSE_NUMBER;
    if (entry == NULL && bytes_end_with(word, BYTES("'ll"))) senses |= SENSE_MODAL;
    if (entry == NULL && bytes_end_with(word, BYTES("n't"))) senses |= SENSE_NEGATION;
    return senses;
}

static const char *const modal_names[MODALS] = {"can",  "could", "may",    "might", "must",
                                                "need", "shall", "should", "will",  "would"};

Modal word_modal(Bytes word) {
    const SenseEntry *entry = entry_find(word);
    if (entry == NULL && bytes_end_with(word, BYTES("'ll"))) return MODAL_WILL;
    if (entry == NULL || (entry->senses & SENSE_MODAL) == 0) return MODAL_NONE;
    Modal modal = MODAL_CAN;
    while (modal < MODALS && strcmp(entry->canonical, modal_names[modal]) != 0) modal++;
    return modal;
}

uint32_t word_open_modals(Bytes word) {
    static const struct {
        const char *word;
        uint32_t modals;
    } open[] = {
        {"able", 1u << MODAL_CAN | 1u << MODAL_COULD},
        {"going", 1u << MODAL_WILL | 1u << MODAL_WOULD},
        {"gonna", 1u << MODAL_WILL | 1u << MODAL_WOULD},
        {"gotta", 1u << MODAL_MUST | 1u << MODAL_SHOULD | 1u << MODAL_NEED},
        {"had", 1u << MODAL_MUST | 1u << MODAL_SHOULD | 1u << MODAL_NEED},
        {"has", 1u << MODAL_MUST | 1u << MODAL_SHOULD | 1u << MODAL_NEED},
        {"have", 1u << MODAL_MUST | 1u << MODAL_SHOULD | 1u << MODAL_NEED},
        {"need", 1u << MODAL_MUST | 1u << MODAL_SHOULD},
        {"needs", 1u << MODAL_MUST | 1u << MODAL_SHOULD},
    };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (bytes_equal(word, bytes_from_string(open[i].word))) return open[i].modals;
    return bytes_end_with(word, BYTES("'d")) ? 1u << MODAL_WOULD : 0;
}

uint64_t word_key(Bytes word) {
    char digits[40];
    size_t count = 0;
    const SenseEntry *entry = entry_find(word), *tens, *units;
    if (entry != NULL && entry->canonical != NULL) return bytes_hash(bytes_from_string(entry->canonical));
    if (compound_number(word, &tens, &units)) {
        digits[count++] = tens->canonical[0];
        digits[count++] = units->canonical[0];
    } else if (has_digit(word) && word.size < sizeof digits) {
        for (size_t i = 0; i < word.size; i++)
            if (word.data[i] != ',' && word.data[i] != '\'') digits[count++] = (char)word.data[i];
        /* "May 12th" is May 12; of small ones "fifth" and "five" are two things */
        bool ordinal = bytes_end_with(word, BYTES("th")) || bytes_end_with(word, BYTES("st")) ||
                       bytes_end_with(word, BYTES("nd")) || bytes_end_with(word, BYTES("rd"));
        if (ordinal && count >= ORDINAL_BYTES_MIN && is_digit((uint8_t)digits[count - 3])) count -= 2;
    } else {
        return bytes_hash(word);
    }
    return bytes_hash((Bytes){(const uint8_t *)digits, count});
}

bool words_opposed(Bytes left, Bytes right) {
    static const char *const prefixes[] = {"un", "in", "im", "il", "ir", "dis", "non", "non-"};
    if (left.size > right.size) return words_opposed(right, left);
    if (left.size < 4) return false;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t size = strlen(prefixes[i]);
        if (right.size == left.size + size && memcmp(right.data, prefixes[i], size) == 0 &&
            memcmp(right.data + size, left.data, left.size) == 0)
            return true;
    }
    return false;
}

static bool in_one_line(Bytes left, Bytes right) {
    static const char *const lines[] = {" is are was were be been being am ",
                                        " has have had having ",
                                        " do does did done doing ",
                                        " go goes went gone going ",
                                        " say says said saying ",
                                        " make makes made making ",
                                        " take takes took taken taking ",
                                        " give gives gave given giving ",
                                        " get gets got gotten getting ",
                                        " come comes came coming ",
                                        " know knows knew known knowing ",
                                        " think thinks thought thinking ",
                                        " see sees saw seen seeing ",
                                        " tell tells told telling ",
                                        " find finds found finding ",
                                        " leave leaves left leaving ",
                                        " feel feels felt feeling ",
                                        " keep keeps kept keeping ",
                                        " begin begins began begun beginning ",
                                        " stand stands stood standing ",
                                        " speak speaks spoke spoken speaking ",
                                        " lead leads led leading ",
                                        " hold holds held holding ",
                                        " bring brings brought bringing ",
                                        " write writes wrote written writing ",
                                        " lose loses lost losing ",
                                        " pay pays paid paying ",
                                        " meet meets met meeting ",
                                        " fight fights fought fighting ",
                                        " grow grows grew grown growing ",
                                        " become becomes became becoming ",
                                        " i me my mine ",
                                        " he him his ",
                                        " she her hers ",
                                        " we us our ours ",
                                        " they them their theirs ",
                                        " who whom whose ",
                                        " a an ",
                                        " man men ",
                                        " woman women ",
                                        " child children "};
    if (left.size >= 12 || right.size >= 12) return false;
    char left_needle[16] = " ", right_needle[16] = " ";
    memcpy(left_needle + 1, left.data, left.size);
    memcpy(left_needle + 1 + left.size, " ", 2);
    memcpy(right_needle + 1, right.data, right.size);
    memcpy(right_needle + 1 + right.size, " ", 2);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (strstr(lines[i], left_needle) != NULL && strstr(lines[i], right_needle) != NULL) return true;
    return false;
}

static bool is_ending(const uint8_t *ending, size_t size) {
    static const char *const endings[] = {"", "s", "es", "d", "ed", "ing", "e", "ies", "ied", "y", "ying", "'s"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (strlen(endings[i]) == size && memcmp(endings[i], ending, size) == 0) return true;
    return false;
}

bool words_inflected(Bytes left, Bytes right) {
    if (left.size == 0 || right.size == 0 || has_digit(left) || has_digit(right)) return false;
    if (in_one_line(left, right)) return true;
    size_t shorter = left.size < right.size ? left.size : right.size, stem = 0;
    while (stem < shorter && left.data[stem] == right.data[stem]) stem++;
    /* "stop" and "stopped": the last letter may be doubled. */
    for (size_t back = 0; back <= 2 && stem >= back + 3; back++) {
        size_t at = stem - back;
        const uint8_t *left_end = left.data + at, *right_end = right.data + at;
        size_t left_size = left.size - at, right_size = right.size - at;
        if (is_ending(left_end, left_size) && is_ending(right_end, right_size)) return true;
        bool left_doubled = left_size > 1 && left_end[0] == left.data[at - 1];
        bool right_doubled = right_size > 1 && right_end[0] == right.data[at - 1];
        if (left_size == 0 && right_doubled && is_ending(right_end + 1, right_size - 1)) return true;
        if (right_size == 0 && left_doubled && is_ending(left_end + 1, left_size - 1)) return true;
    }
    return false;
}
