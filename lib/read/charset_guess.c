/*
 * Guessing an encoding.
 *
 * In:  bytes that are no UTF-8, of a text that doesn't say what it is.
 * Out: the encoding and the text, or why it can't be told.
 *
 * uchardet (Mozilla's detector: which bytes follow which, by language) names a candidate from a sample. It always
 * answers something, and its answer is not believed alone. Encodings that differ in a few letters are tried side by
 * side. Then the text must read like one: letters of one script within a word, no capital behind a small letter, no
 * control codes, no drawing characters; Japanese has kana, Korean hangul, and Chinese mostly the characters of its
 * standards' first level, which are the frequent ones. A wrong guess fails at one of these nearly always. What fails is
 * refused with the reason: no text is better than a false one.
 *
 * What looks like Windows-1252 and isn't in doubt stays that: it is doubted where the detector says otherwise and the
 * text is in none of the Western languages that can be recognised. (Hungarian differs from it in two letters.)
 */
#include "charset_guess.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet.h>

#include "../base/late.h"
#include "../base/utf8.h"
#include "charset.h"
#include "html_charset.h"
#include "language.h"

enum {
    ESCAPE = 0x1B, /* begins Japanese in ISO 2022, which is made of ASCII */
    SAMPLE_BYTES = 128 * 1024, /* from the first letter that isn't ASCII */
    LETTERS_MIN = 12, /* that aren't ASCII: two or three words in most scripts */
    ODD_PERMILLE_MAX = 20, /* of those letters: a stray sign here and there */
    SCRIPT_PERMILLE_MIN = 900,
    KANA_PERMILLE_MIN = 150,
    HANGUL_PERMILLE_MIN = 600,
    FREQUENT_PERMILLE_MIN = 850 /* of the characters of a Chinese text; by chance it were four of ten */
};

#define UCHARDET_FUNCTIONS(X)                                                                                          \
    X(uchardet_data_end)                                                                                               \
    X(uchardet_delete)                                                                                                 \
    X(uchardet_get_charset)                                                                                            \
    X(uchardet_handle_data)                                                                                            \
    X(uchardet_new)
LATE_LIBRARY(libuchardet, LATE_UCHARDET, UCHARDET_FUNCTIONS)

/* --- Conversion --------------------------------------------------------------------------------------------------- */

bool charset_convert(Bytes raw, const char *name, Bytes *text, Arena *result) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) return false;

    Buffer converted = {.arena = result};
    char *in = (char *)(uintptr_t)raw.data;
    size_t in_left = raw.size;
    while (in_left > 0) {
        char portion[4096];
        char *out = portion;
        size_t out_left = sizeof portion;
        size_t status = iconv(converter, &in, &in_left, &out, &out_left);
        buffer_append(&converted, (Bytes){(const uint8_t *)portion, sizeof portion - out_left});
        if (status != (size_t)-1 || errno == E2BIG) continue;
        if (in_left == 0) break;
        buffer_append_string(&converted, "\xEF\xBF\xBD"); /* a byte that isn't in the encoding, or the end cut off */
        in++;
        in_left--;
    }
    (void)iconv_close(converter);
    *text = html_charset_repair(buffer_bytes(&converted), result);
    return true;
}

/* --- Encodings ---------------------------------------------------------------------------------------------------- */

typedef enum Script {
    SCRIPT_NONE,
    SCRIPT_LATIN,
    SCRIPT_GREEK,
    SCRIPT_CYRILLIC,
    SCRIPT_HEBREW,
    SCRIPT_ARABIC,
    SCRIPT_THAI,
    SCRIPT_KANA,
    SCRIPT_HANGUL,
    SCRIPT_HAN
} Script;

typedef struct Encoding {
    const char *detected; /* uchardet's name */
    const char *shown;
    const char *name; /* iconv's */
    const char *sibling; /* another one's shown name, which may be meant as well; NULL: none */
    Script script; /* of the letters that aren't ASCII */
} Encoding;

static const Encoding encodings[] = {
    {"WINDOWS-1250", "Windows-1250", "CP1250", "ISO-8859-2", SCRIPT_LATIN},
    {"ISO-8859-2", "ISO-8859-2", "ISO-8859-2", "Windows-1250", SCRIPT_LATIN},
    {"ISO-8859-16", "ISO-8859-16", "ISO-8859-16", NULL, SCRIPT_LATIN},
    {"ISO-8859-3", "ISO-8859-3", "ISO-8859-3", NULL, SCRIPT_LATIN},
    {"ISO-8859-4", "ISO-8859-4", "ISO-8859-4", NULL, SCRIPT_LATIN},
    {"ISO-8859-10", "ISO-8859-10", "ISO-8859-10", NULL, SCRIPT_LATIN},
    {"WINDOWS-1257", "Windows-1257", "CP1257", "ISO-8859-13", SCRIPT_LATIN},
    {"ISO-8859-13", "ISO-8859-13", "ISO-8859-13", "Windows-1257", SCRIPT_LATIN},
    {"ISO-8859-9", "Windows-1254", "CP1254", NULL, SCRIPT_LATIN},
    {"WINDOWS-1254", "Windows-1254", "CP1254", NULL, SCRIPT_LATIN},
    {"WINDOWS-1258", "Windows-1258", "CP1258", NULL, SCRIPT_LATIN},
    {"VISCII", "VISCII", "VISCII", NULL, SCRIPT_LATIN},
    {"IBM852", "IBM852", "IBM852", NULL, SCRIPT_LATIN},
    {"WINDOWS-1251", "Windows-1251", "CP1251", NULL, SCRIPT_CYRILLIC},
    {"KOI8-R", "KOI8-R", "KOI8-R", "KOI8-U", SCRIPT_CYRILLIC},
    {"", "KOI8-U", "KOI8-U", NULL, SCRIPT_CYRILLIC},
    {"ISO-8859-5", "ISO-8859-5", "ISO-8859-5", NULL, SCRIPT_CYRILLIC},
    {"IBM866", "IBM866", "IBM866", NULL, SCRIPT_CYRILLIC},
    {"IBM855", "IBM855", "IBM855", NULL, SCRIPT_CYRILLIC},
    {"MAC-CYRILLIC", "MacCyrillic", "MAC-CYRILLIC", NULL, SCRIPT_CYRILLIC},
    {"WINDOWS-1253", "Windows-1253", "CP1253", "ISO-8859-7", SCRIPT_GREEK},
    {"ISO-8859-7", "ISO-8859-7", "ISO-8859-7", "Windows-1253", SCRIPT_GREEK},
    {"WINDOWS-1255", "Windows-1255", "CP1255", NULL, SCRIPT_HEBREW},
    {"WINDOWS-1256", "Windows-1256", "CP1256", NULL, SCRIPT_ARABIC},
    {"ISO-8859-6", "ISO-8859-6", "ISO-8859-6", NULL, SCRIPT_ARABIC},
    {"TIS-620", "Windows-874", "CP874", NULL, SCRIPT_THAI},
    {"ISO-8859-11", "Windows-874", "CP874", NULL, SCRIPT_THAI},
    {"ISO-2022-JP", "ISO-2022-JP", "ISO-2022-JP", NULL, SCRIPT_KANA},
    {"SHIFT_JIS", "Shift_JIS", "CP932", NULL, SCRIPT_KANA},
    {"EUC-JP", "EUC-JP", "EUC-JP-MS", NULL, SCRIPT_KANA},
    {"EUC-KR", "EUC-KR", "CP949", NULL, SCRIPT_HANGUL},
    {"UHC", "EUC-KR", "CP949", NULL, SCRIPT_HANGUL},
    {"GB18030", "GB18030", "GB18030", NULL, SCRIPT_HAN},
    {"BIG5", "Big5", "BIG5-HKSCS", NULL, SCRIPT_HAN},
};
enum { ENCODING_COUNT = sizeof encodings / sizeof *encodings };

static const Encoding *find_encoding(const char *detected) {
    for (size_t i = 0; i < ENCODING_COUNT; i++)
        if (strcmp(detected, encodings[i].detected) == 0) return &encodings[i];
    return NULL;
}

static const Encoding *find_shown(const char *shown) {
    for (size_t i = 0; shown && i < ENCODING_COUNT; i++)
        if (strcmp(shown, encodings[i].shown) == 0) return &encodings[i];
    return NULL;
}

/* What the detector says of the sample; empty where it doesn't know. */
static void detect(Bytes raw, char name[32]) {
    size_t begin = 0;
    name[0] = 0;
    while (begin < raw.size && raw.data[begin] < 0x80 && raw.data[begin] != ESCAPE) begin++;
    size_t size = raw.size - begin < SAMPLE_BYTES ? raw.size - begin : SAMPLE_BYTES;
    uchardet_t detector = libuchardet.uchardet_new();
    if (libuchardet.uchardet_handle_data(detector, (const char *)raw.data + begin, size) == 0) {
        libuchardet.uchardet_data_end(detector);
        const char *found = libuchardet.uchardet_get_charset(detector);
        if (strlen(found) < 32) memcpy(name, found, strlen(found) + 1);
    }
    libuchardet.uchardet_delete(detector);
}

/* --- What reads like a text --------------------------------------------------------------------------------------- */

static Script script_of(uint32_t code_point) {
    if (code_point < 0x0250) return SCRIPT_LATIN;
    if (code_point >= 0x0370 && code_point < 0x0400) return SCRIPT_GREEK;
    if (code_point >= 0x0400 && code_point < 0x0530) return SCRIPT_CYRILLIC;
    if (code_point >= 0x0590 && code_point < 0x0600) return SCRIPT_HEBREW;
    if (code_point >= 0x0600 && code_point < 0x0700) return SCRIPT_ARABIC;
    if (code_point >= 0x0E00 && code_point < 0x0E80) return SCRIPT_THAI;
    if (code_point >= 0x1E00 && code_point < 0x1F00) return SCRIPT_LATIN;
    if (code_point >= 0x3040 && code_point < 0x3100) return SCRIPT_KANA;
    if (code_point >= 0x4E00 && code_point < 0xA000) return SCRIPT_HAN;
    if (code_point >= 0xAC00 && code_point < 0xD7B0) return SCRIPT_HANGUL;
    return SCRIPT_NONE;
}

/* Signs that stand in articles of any language; what else isn't a letter is odd. */
static bool is_usual_sign(uint32_t code_point) {
    static const uint32_t ranges[][2] = {
        {0xA0, 0xA0},     {0xA3, 0xA3},     {0xA7, 0xA7},     {0xA9, 0xA9},     {0xAB, 0xAB},     {0xAD, 0xAE},
        {0xB0, 0xB0},     {0xB7, 0xB7},     {0xBB, 0xBE},     {0xD7, 0xD7},     {0x0384, 0x0387}, {0x05BE, 0x05BE},
        {0x060C, 0x061F}, {0x0640, 0x0640}, {0x066A, 0x066D}, {0x2010, 0x2027}, {0x200C, 0x200F}, {0x2030, 0x203B},
        {0x20AC, 0x20AC}, {0x2116, 0x2116}, {0x2122, 0x2122}, {0x2190, 0x21FF}, {0x2460, 0x24FF}, {0x25A0, 0x266F},
        {0x3000, 0x303F}, {0xFF00, 0xFFEF},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1]) return true;
    return false;
}

/* A sign where texts don't have it: before a small letter at a word's beginning (the sign of copyright for a capital S with
 * a caron), or within a word (a closing mark for a t with one). */
static bool is_misplaced(uint32_t sign, bool letter_before, uint32_t behind) {
    if (!utf8_is_letter(behind) || utf8_is_upper(behind) || script_of(behind) > SCRIPT_CYRILLIC) return false;
    if (!letter_before) return sign == 0xA7 || sign == 0xA9 || sign == 0xAE || sign == 0xB0 || sign == 0x2019;
    return sign == 0xA7 || sign == 0xA9 || sign == 0xAB || sign == 0xAE || sign == 0xBB || sign == 0xA3;
}

typedef struct Look {
    size_t letters; /* that aren't ASCII */
    size_t of_script; /* of these */
    size_t odd; /* places that no text has */
} Look;

/* Two letters that follow each other in a word: of one script, and not a small one before a capital. */
static bool go_together(uint32_t before, uint32_t behind) {
    Script one = script_of(before);
    Script other = script_of(behind);
    if (one != other) return one > SCRIPT_ARABIC || other > SCRIPT_ARABIC; /* words of Asia are not set apart */
    return one > SCRIPT_CYRILLIC || utf8_is_upper(before) || !utf8_is_upper(behind);
}

static Look look_at(Bytes text, Script script) {
    Look look = {0};
    uint32_t before = ' ';
    bool letter_before = false;
    bool letter_before_sign = false;
    for (size_t at = 0; at < text.size;) {
        uint32_t code_point = utf8_next(text, &at);
        bool letter = utf8_is_letter(code_point);
        bool high = code_point >= 0x80;
        if (high && letter) {
            look.letters++;
            look.of_script += script_of(code_point) == script || (script == SCRIPT_KANA && code_point >= 0x3000) ||
                              (script == SCRIPT_HANGUL && code_point >= 0x3000);
        } else if (high && !utf8_is_digit(code_point)) {
            look.odd += !is_usual_sign(code_point);
        }
        if (letter && letter_before && (high || before >= 0x80)) look.odd += !go_together(before, code_point);
        if (letter && !letter_before && before >= 0x80)
            look.odd += is_misplaced(before, letter_before_sign, code_point);
        letter_before_sign = letter_before;
        before = code_point;
        letter_before = letter;
    }
    return look;
}

static size_t count_script(Bytes text, Script script) {
    size_t count = 0;
    for (size_t at = 0; at < text.size;) count += script_of(utf8_next(text, &at)) == script;
    return count;
}

/* Whether most characters are of the first level of their standard: GB 2312, rows 16 to 55; Big5, up to C6. */
static bool has_frequent_characters(Bytes raw, bool big5) {
    size_t frequent = 0;
    size_t all = 0;
    for (size_t at = 0; at + 1 < raw.size;) {
        uint8_t lead = raw.data[at];
        uint8_t trail = raw.data[at + 1];
        if (lead < 0x81) {
            at++;
            continue;
        }
        bool sign = big5 ? lead >= 0xA1 && lead <= 0xA3 : lead >= 0xA1 && lead <= 0xA9;
        bool four = !big5 && trail >= '0' && trail <= '9';
        bool first_level = big5 ? lead >= 0xA4 && lead <= 0xC6 : lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
        all += !sign;
        frequent += first_level && !four;
        at += four ? 4 : 2;
    }
    return frequent * 1000 >= all * FREQUENT_PERMILLE_MIN;
}

static bool reads_like_a_text(Bytes raw, const Encoding *encoding, Bytes text, Look look) {
    if (look.odd * 1000 > look.letters * ODD_PERMILLE_MAX) return false;
    if (look.of_script * 1000 < look.letters * SCRIPT_PERMILLE_MIN) return false;
    switch (encoding->script) {
    case SCRIPT_KANA: return count_script(text, SCRIPT_KANA) * 1000 >= look.letters * KANA_PERMILLE_MIN;
    case SCRIPT_HANGUL: return count_script(text, SCRIPT_HANGUL) * 1000 >= look.letters * HANGUL_PERMILLE_MIN;
    case SCRIPT_HAN: return has_frequent_characters(raw, strcmp(encoding->shown, "Big5") == 0);
    default: return true;
    }
}

/* --- The guess ---------------------------------------------------------------------------------------------------- */

static bool is_western_name(const char *name) {
    static const char *const names[] = {"", "ASCII", "UTF-8", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) return true;
    return false;
}

/* Whether the text read as Windows-1252 is in a language that is written so. */
static bool is_western_language(Bytes raw, Arena scratch) {
    Bytes text;
    Bytes start = {raw.data, raw.size < SAMPLE_BYTES ? raw.size : SAMPLE_BYTES};
    return charset_convert(start, "CP1252", &text, &scratch) && language_find(text).size > 0;
}

static CharsetGuess unsure(const char *reason) {
    return (CharsetGuess){.reason = reason};
}

/* The candidate, or its sibling where that shows fewer odd places. */
static CharsetGuess try_encoding(Bytes raw, const Encoding *encoding, Arena *result) {
    const Encoding *pair[2] = {encoding, find_shown(encoding->sibling)};
    CharsetGuess guess = {0};
    Look best = {0};
    const Encoding *chosen = NULL;
    for (size_t i = 0; i < 2 && pair[i]; i++) {
        Bytes text;
        if (!charset_convert(raw, pair[i]->name, &text, result)) continue;
        Look look = look_at(text, pair[i]->script);
        if (chosen && look.odd >= best.odd) continue;
        guess = (CharsetGuess){.encoding = pair[i]->shown, .name = pair[i]->name, .text = text};
        best = look;
        chosen = pair[i];
    }
    if (!chosen) return unsure("its encoding can't be converted here");
    if (best.letters < LETTERS_MIN) return unsure("too few of its letters tell its encoding");
    if (!reads_like_a_text(raw, chosen, guess.text, best))
        return unsure("it reads like a text in no encoding that is known");
    return guess;
}

Status charset_guess_prepare(Error *error) {
    return late_open(&libuchardet_late, error);
}

CharsetGuess charset_guess(Bytes raw, Arena *result) {
    char name[32];
    if (charset_guess_prepare(NULL) != STEMMA_OK) return unsure("the library that tells encodings can't be loaded");
    bool western = !charset_has_escapes(raw) && charset_looks_western(raw);
    detect(raw, name);
    if (western && (is_western_name(name) || is_western_language(raw, *result))) return (CharsetGuess){0};
    if (strcmp(name, "ISO-8859-8") == 0) return unsure("it looks like Hebrew with its lines turned round (ISO-8859-8)");
    const Encoding *encoding = find_encoding(name);
    CharsetGuess guess = encoding ? try_encoding(raw, encoding, result) : unsure("its encoding can't be told");
    return western && !guess.encoding ? (CharsetGuess){0} : guess;
}
