/*
 * Languages.
 *
 * In:  a text.
 * Out: its language, from the first SAMPLE_WORDS words; from fewer where those are clear.
 *
 * Most scripts tell the language, or nearly: a few letters part Ukrainian from Russian, Persian from Arabic, Japanese
 * from Chinese. Texts in Latin letters are told by their small words: each of seven languages has a list of some thirty
 * that make up a quarter to a half of its running text; a word of several languages counts for each. The language with
 * most hits wins where it has enough of them and clearly more than the second. This knows no other language in Latin
 * letters: such a text gets none, unless its small words happen to be those of a listed one.
 */
#include "language.h"

#include <endian.h>
#include <string.h>

#include "../base/utf8.h"

enum {
    SAMPLE_WORDS = 200, /* a few sentences; a margin of a quarter between two languages shows by then */
    CLEAR_WORDS = 40, /* from here on a clear case is looked for */
    CLEAR_HITS = 12,
    SAMPLE_BYTES = 4096,
    HITS_MIN = 3,
    HITS_PERMILLE_MIN = 120, /* of the words; of 412 English articles the middle one had 350, the last 205 */
    WORD_BYTES_MAX = 8,
    LISTED_BYTES_MAX = 5 /* the longest word of the list; a test checks it */
};

typedef enum Latin { ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, PORTUGUESE, DUTCH, LATIN_COUNT } Latin;
static const char *const latin_codes[LATIN_COUNT] = {"en", "de", "fr", "es", "it", "pt", "nl"};

enum {
    EN = 1 << ENGLISH,
    DE = 1 << GERMAN,
    FR = 1 << FRENCH,
    ES = 1 << SPANISH,
    IT = 1 << ITALIAN,
    PT = 1 << PORTUGUESE,
    NL = 1 << DUTCH
};

typedef struct SmallWord {
    char word[WORD_BYTES_MAX]; /* filled up with NUL */
    uint8_t languages;
} SmallWord;

/* Sorted by bytes (a test checks it): articles, pronouns, prepositions and forms of "to be" and "to have". */
static const SmallWord small_words[] = {
    {"a", EN | FR | ES | IT | PT},
    {"aan", NL},
    {"about", EN},
    {"after", EN},
    {"al", ES | IT | NL},
    {"alla", IT},
    {"als", DE | NL},
    {"also", EN | DE},
    {"an", EN | DE},
    {"anche", IT},
    {"and", EN},
    {"ao", PT},
    {"are", EN},
    {"as", EN | PT | ES},
    {"at", EN},
    {"au", FR},
    {"auch", DE},
    {"auf", DE},
    {"aus", DE},
    {"aux", FR},
    {"avec", FR},
    {"be", EN},
    {"been", EN},
    {"bei", DE},
    {"bij", NL},
    {"but", EN},
    {"by", EN},
    {"ce", FR},
    {"che", IT},
    {"com", PT},
    {"come", IT},
    {"como", ES | PT},
    {"con", ES | IT},
    {"da", IT | PT},
    {"dal", IT},
    {"dans", FR},
    {"das", DE | PT},
    {"dass", DE},
    {"dat", NL},
    {"de", FR | ES | PT | NL},
    {"dei", IT},
    {"del", ES | IT},
    {"della", IT},
    {"delle", IT},
    {"dem", DE},
    {"den", DE},
    {"der", DE},
    {"des", DE | FR},
    {"di", IT},
    {"die", DE | NL},
    {"do", PT},
    {"door", NL},
    {"dos", PT},
    {"du", FR},
    {"e", IT | PT},
    {"ein", DE},
    {"eine", DE},
    {"einen", DE},
    {"einer", DE},
    {"el", ES},
    {"elle", FR},
    {"em", PT},
    {"en", FR | ES | NL},
    {"er", DE | NL},
    {"es", DE | ES},
    {"est", FR},
    {"et", FR},
    {"for", EN},
    {"from", EN},
    {"gli", IT},
    {"had", EN | NL},
    {"has", EN},
    {"hat", DE},
    {"have", EN},
    {"he", EN},
    {"heeft", NL},
    {"het", NL},
    {"his", EN},
    {"i", EN | IT},
    {"il", FR | IT},
    {"im", DE},
    {"in", EN | DE | IT | NL},
    {"is", EN | NL},
    {"ist", DE},
    {"it", EN},
    {"its", EN},
    {"la", FR | ES | IT},
    {"las", ES},
    {"le", FR | IT},
    {"les", FR},
    {"lo", ES | IT},
    {"los", ES},
    {"mais", FR | PT},
    {"met", NL},
    {"mit", DE},
    {"na", PT},
    {"naar", NL},
    {"nach", DE},
    {"ne", FR | IT},
    {"nel", IT},
    {"nicht", DE},
    {"niet", NL},
    {"no", EN | ES | PT},
    {"non", IT},
    {"not", EN},
    {"o", IT | PT},
    {"of", EN | NL},
    {"om", NL},
    {"on", EN | FR},
    {"ook", NL},
    {"op", NL},
    {"or", EN | FR},
    {"os", PT},
    {"ou", FR | PT},
    {"over", EN | NL},
    {"para", ES | PT},
    {"pas", FR},
    {"per", IT},
    {"pero", ES},
    {"plus", FR},
    {"por", ES | PT},
    {"pour", FR},
    {"qu", FR},
    {"que", FR | ES | PT},
    {"qui", FR},
    {"said", EN},
    {"se", FR | ES | IT | PT},
    {"sein", DE},
    {"she", EN},
    {"si", IT},
    {"sich", DE},
    {"sie", DE},
    {"sind", DE},
    {"son", FR | ES},
    {"sono", IT},
    {"su", ES},
    {"sua", IT | PT},
    {"sur", FR},
    {"te", NL},
    {"that", EN},
    {"the", EN},
    {"their", EN},
    {"they", EN},
    {"this", EN},
    {"to", EN},
    {"uit", NL},
    {"um", DE | PT},
    {"uma", PT},
    {"un", FR | ES | IT},
    {"una", ES | IT},
    {"und", DE},
    {"une", FR},
    {"van", NL},
    {"von", DE},
    {"voor", NL},
    {"war", DE},
    {"was", EN | NL},
    {"were", EN},
    {"which", EN},
    {"who", EN},
    {"will", EN},
    {"with", EN},
    {"would", EN},
    {"y", ES},
    {"you", EN},
    {"zijn", NL},
    {"zu", DE},
    {"zum", DE},
    {"zur", DE},
    {"\xC3\xA0", FR | PT},
    {"\xC3\xA8", IT},
    {"\xC3\xA9", PT},
};

enum { SMALL_WORD_COUNT = sizeof small_words / sizeof *small_words };

const char *language_word_at(size_t index) {
    return index < SMALL_WORD_COUNT ? small_words[index].word : NULL;
}

/* Where the words of each letter begin in the table, a to z, and behind z the others; a test checks it. */
static const uint8_t letter_starts[28] = {
    0,   21,  27,  33,  54,  67,  69,  70,  78,  86,  86,  86,  92,  95,
    105, 115, 122, 125, 125, 138, 145, 152, 155, 163, 163, 165, 169, SMALL_WORD_COUNT};

size_t language_letter_start(size_t letter) {
    return letter_starts[letter];
}

/* Eight letters as one number that is ordered as they are. */
static uint64_t word_number(const char word[WORD_BYTES_MAX]) {
    uint64_t number;
    memcpy(&number, word, sizeof number);
    return be64toh(number);
}

static uint8_t languages_of(uint64_t word) {
    uint8_t first = (uint8_t)((word >> 56) - 'a');
    size_t letter = first < 26 ? first : 26;
    size_t begin = letter_starts[letter];
    /* Halving without a branch on the outcome, which nobody can foretell. */
    for (size_t count = letter_starts[letter + 1] - begin; count > 1;) {
        size_t half = count / 2;
        begin += word_number(small_words[begin + half].word) <= word ? half : 0;
        count -= half;
    }
    return begin < SMALL_WORD_COUNT && word_number(small_words[begin].word) == word ? small_words[begin].languages : 0;
}

/* --- Scripts ------------------------------------------------------------------------------------------------------ */

typedef struct Script {
    uint32_t first, last; /* code points */
    const char *language;
} Script;

/* Those whose language is nearly always the one named. Latin stands first and has none. */
static const Script scripts[] = {
    {0x0041, 0x024F, ""},   {0x0370, 0x03FF, "el"}, {0x0400, 0x04FF, "ru"}, {0x0530, 0x058F, "hy"},
    {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"},
    {0x0B80, 0x0BFF, "ta"}, {0x0E00, 0x0E7F, "th"}, {0x10A0, 0x10FF, "ka"}, {0x3040, 0x30FF, "ja"},
    {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"},
};
enum { SCRIPT_COUNT = sizeof scripts / sizeof *scripts };

typedef struct Sample {
    uint32_t letters[SCRIPT_COUNT];
    uint32_t ukrainian, persian; /* letters that the script's main language lacks */
    uint32_t words; /* in Latin letters */
    uint64_t hits; /* of each of the languages, a byte: SAMPLE_WORDS is less than 256 */
} Sample;

static uint32_t hits_of(const Sample *sample, int language) {
    return (uint8_t)(sample->hits >> (8 * language));
}

static void count_letter(Sample *sample, uint32_t code_point) {
    for (size_t i = 0; i < SCRIPT_COUNT; i++) {
        if (code_point < scripts[i].first) return;
        if (code_point > scripts[i].last) continue;
        sample->letters[i]++;
        break;
    }
    /* Cyrillic i, yi and ye of Ukrainian; pe, che, zhe, gaf and the yeh of Persian */
    sample->ukrainian += code_point == 0x0456 || code_point == 0x0457 || code_point == 0x0454;
    sample->persian += code_point == 0x067E || code_point == 0x0686 || code_point == 0x0698 || code_point == 0x06AF ||
                       code_point == 0x06CC;
}

/* word: its first bytes, as word_number has them; size may be more than it holds. */
static void count_word(Sample *sample, uint64_t word, size_t size) {
    sample->words++;
    if (size > LISTED_BYTES_MAX) return;
    const uint64_t ones = 0x0101010101010101u;
    uint64_t languages = languages_of(word << (8 * (WORD_BYTES_MAX - size)));
    uint64_t spread = (languages * ones) & 0x8040201008040201u; /* bit i of the set stands alone in byte i */
    sample->hits += (spread + ones * 0x7F) >> 7 & ones;
}

/* A dozen hits, and thrice as many as the second language has: more words won't change it. */
static bool is_clear(const Sample *sample) {
    if (sample->words < CLEAR_WORDS || sample->words % 8 != 0) return false;
    uint32_t best = 0, second = 0;
    for (int i = 0; i < LATIN_COUNT; i++) {
        uint32_t hits = hits_of(sample, i);
        if (hits > best) {
            second = best;
            best = hits;
        } else if (hits > second) {
            second = hits;
        }
    }
    return best >= CLEAR_HITS && best >= 3 * second;
}

static Sample take_sample(Bytes text) {
    Sample sample = {0};
    uint64_t word = 0;
    size_t word_size = 0;
    size_t end = text.size < SAMPLE_BYTES ? text.size : SAMPLE_BYTES;
    for (size_t at = 0; at < end && sample.words < SAMPLE_WORDS;) {
        size_t begin = at;
        uint8_t byte = text.data[at];
        if ((uint8_t)((byte | 0x20) - 'a') < 26) {
            at++;
            word = word << 8 | (byte | 0x20);
            word_size++;
            sample.letters[0]++;
            continue;
        }
        uint32_t code_point = byte < 0x80 ? text.data[at++] : utf8_next(text, &at);
        if (byte >= 0x80 && utf8_is_letter(code_point)) {
            count_letter(&sample, code_point);
            for (size_t i = begin; i < at; i++, word_size++) word = word << 8 | text.data[i];
        } else if (word_size > 0) {
            count_word(&sample, word, word_size);
            word = 0;
            word_size = 0;
            if (is_clear(&sample)) break;
        }
    }
    if (word_size > 0) count_word(&sample, word, word_size);
    return sample;
}

static const char *latin_language(const Sample *sample) {
    int best = 0;
    uint32_t second = 0;
    for (int i = 1; i < LATIN_COUNT; i++) {
        if (hits_of(sample, i) > hits_of(sample, best)) {
            second = hits_of(sample, best);
            best = i;
        } else if (hits_of(sample, i) > second) {
            second = hits_of(sample, i);
        }
    }
    uint32_t hits = hits_of(sample, best);
    bool enough = hits >= HITS_MIN && hits * 1000 >= sample->words * HITS_PERMILLE_MIN;
    bool clearly = hits * 4 >= second * 5 && hits > second;
    return enough && clearly ? latin_codes[best] : "";
}

Bytes language_find(Bytes text) {
    Sample sample = take_sample(text);
    size_t best = 0;
    for (size_t i = 1; i < SCRIPT_COUNT; i++)
        if (sample.letters[i] > sample.letters[best]) best = i;
    if (sample.letters[best] == 0) return (Bytes){0};
    const char *language = best == 0 ? latin_language(&sample) : scripts[best].language;

    uint32_t letters = sample.letters[best];
    if (strcmp(language, "ru") == 0 && sample.ukrainian * 100 >= letters) language = "uk";
    if (strcmp(language, "ar") == 0 && sample.persian * 50 >= letters) language = "fa";
    /* Japanese mixes both scripts; Chinese has no kana at all. */
    for (size_t i = 0; i < SCRIPT_COUNT; i++)
        if (strcmp(language, "zh") == 0 && scripts[i].first == 0x3040 && sample.letters[i] * 10 >= letters)
            language = "ja";
    return bytes_from_string(language);
}

Bytes language_from_name(Bytes name, Arena *result) {
    static const char *const names[][2] = {
        {"english", "en"}, {"german", "de"},     {"deutsch", "de"}, {"french", "fr"},    {"francais", "fr"},
        {"spanish", "es"}, {"espanol", "es"},    {"italian", "it"}, {"italiano", "it"},  {"portuguese", "pt"},
        {"dutch", "nl"},   {"nederlands", "nl"}, {"russian", "ru"}, {"ukrainian", "uk"}, {"arabic", "ar"},
        {"chinese", "zh"}, {"japanese", "ja"},   {"persian", "fa"}, {"farsi", "fa"},     {"hebrew", "he"},
        {"eng", "en"},     {"deu", "de"},        {"ger", "de"},     {"fra", "fr"},       {"fre", "fr"},
        {"spa", "es"},     {"ita", "it"},        {"por", "pt"},     {"nld", "nl"},       {"rus", "ru"},
        {"ukr", "uk"},     {"ara", "ar"},        {"zho", "zh"},     {"jpn", "ja"},       {"heb", "he"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (bytes_equal_ignoring_case(name, bytes_from_string(names[i][0]))) return bytes_from_string(names[i][1]);

    bool tagged = name.size == 2 || (name.size > 2 && (name.data[2] == '-' || name.data[2] == '_'));
    if (!tagged || (name.data[0] | 32) < 'a' || (name.data[0] | 32) > 'z') return (Bytes){0};
    if ((name.data[1] | 32) < 'a' || (name.data[1] | 32) > 'z') return (Bytes){0};
    const char code[3] = {(char)(name.data[0] | 32), (char)(name.data[1] | 32), 0};
    return bytes_copy(bytes_from_string(code), result);
}
