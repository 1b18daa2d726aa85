/*
 * The news agency that an article is credited to.
 *
 * In:  an article's text and byline.
 * Out: the agency's name as it calls itself, and the place of the credit where it stands in the text.
 *
 * Agencies are credited at three places: in brackets before the dash of the dateline ("HARBOURTON (AP) — "), in one of
 * the last lines ("Reuters contributed to this report", "© 2019 AFP", the name alone), and in the byline. The dateline
 * is the surest and is looked for first: it says that the article is the agency's, the others that it has a part in it.
 * A name in the middle of the text is no credit of the article; who is quoted where is another stage's business.
 */
#include "agency.h"

#include <string.h>

enum {
    HEAD_BYTES = 1500, /* of the text, in which a dateline is looked for: title, byline and first lines */
    PLACE_BYTES_MAX = 90, /* between a line's beginning and the bracket: names of places, a date */
    TAIL_BYTES = 700,
    CREDIT_LINE_BYTES_MAX = 260,
    FORM_BYTES_MAX = 32
};

/*
 * Written form and name. Sorted by the first byte (a test checks it); of one letter the first that fits wins, so longer
 * forms come first.
 */
static const struct {
    char form[FORM_BYTES_MAX];
    const char *name;
} agencies[] = {
    {"Associated Press", "Associated Press"},
    {"AP", "Associated Press"},
    {"Agence France-Presse", "Agence France-Presse"},
    {"AFP", "Agence France-Presse"},
    {"ANI", "ANI"},
    {"ANSA", "ANSA"},
    {"Anadolu Agency", "Anadolu Agency"},
    {"AA", "Anadolu Agency"},
    {"Australian Associated Press", "Australian Associated Press"},
    {"AAP", "Australian Associated Press"},
    {"ANP", "ANP"},
    {"APA", "APA"},
    {"Bloomberg News", "Bloomberg"},
    {"Bloomberg", "Bloomberg"},
    {"Belga", "Belga"},
    {"Canadian Press", "The Canadian Press"},
    {"DPA", "dpa"},
    {"Deutsche Presse-Agentur", "dpa"},
    {"EFE", "EFE"},
    {"Europa Press", "Europa Press"},
    {"IANS", "IANS"},
    {"ITAR-TASS", "TASS"},
    {"Interfax", "Interfax"},
    {"Jiji Press", "Jiji Press"},
    {"Kyodo News", "Kyodo News"},
    {"Kyodo", "Kyodo News"},
    {"Keystone-SDA", "Keystone-SDA"},
    {"KCNA", "KCNA"},
    {"Lusa", "Lusa"},
    {"MTI", "MTI"},
    {"NTB", "NTB"},
    {"Press Association", "PA Media"},
    {"PA Media", "PA Media"},
    {"Press Trust of India", "Press Trust of India"},
    {"PTI", "Press Trust of India"},
    {"PAP", "PAP"},
    {"Reuters", "Reuters"},
    {"REUTERS", "Reuters"},
    {"RIA Novosti", "RIA Novosti"},
    {"Ritzau", "Ritzau"},
    {"SDA", "Keystone-SDA"},
    {"The Associated Press", "Associated Press"},
    {"Thomson Reuters", "Reuters"},
    {"TASS", "TASS"},
    {"The Canadian Press", "The Canadian Press"},
    {"Tribune News Service", "Tribune News Service"},
    {"TNS", "Tribune News Service"},
    {"United Press International", "United Press International"},
    {"UPI", "United Press International"},
    {"Ukrinform", "Ukrinform"},
    {"Xinhua", "Xinhua"},
    {"Yonhap", "Yonhap"},
    {"dpa", "dpa"},
    {"\xC4\x8CTK", "\xC4\x8CTK"},
};

enum { AGENCY_COUNT = sizeof agencies / sizeof *agencies };

const char *agency_form_at(size_t index) {
    return index < AGENCY_COUNT ? agencies[index].form : NULL;
}

/* Capitals and the first letter of dpa: most bytes of a text begin no form. */
static bool may_begin_form(uint8_t byte) {
    return (uint8_t)(byte - 'A') < 26 || byte == 'd' || byte == 0xC4;
}

static size_t first_form_with(uint8_t byte) {
    size_t begin = 0;
    for (size_t count = AGENCY_COUNT; count > 0;) {
        size_t half = count / 2;
        bool before = (uint8_t)agencies[begin + half].form[0] < byte;
        begin += before ? half + 1 : 0;
        count = before ? count - half - 1 : half;
    }
    return begin;
}

/* The agency whose form text begins with, as a whole word; *size is the form's. NULL where it begins with none. */
static const char *agency_at(Bytes text, size_t *size) {
    if (text.size < 2 || !may_begin_form(text.data[0])) return NULL;
    for (size_t i = first_form_with(text.data[0]); i < AGENCY_COUNT; i++) {
        if ((uint8_t)agencies[i].form[0] != text.data[0]) break;
        if ((uint8_t)agencies[i].form[1] != text.data[1]) continue;
        Bytes form = bytes_from_string(agencies[i].form);
        if (!bytes_start_with(text, form)) continue;
        uint8_t next = form.size < text.size ? text.data[form.size] : ' ';
        bool inside = (uint8_t)((next | 0x20) - 'a') < 26 || (next >= '0' && next <= '9') || next == '-';
        if (inside) continue;
        *size = form.size;
        return agencies[i].name;
    }
    return NULL;
}

static void set(Article *article, const char *name, size_t begin, size_t end) {
    article->agency = bytes_from_string(name);
    article->agency_bytes = (ByteSpan){(uint32_t)begin, (uint32_t)end};
}

static bool starts_with_dash(Bytes text) {
    while (text.size > 0 && (text.data[0] == ' ' || text.data[0] == 0xC2 || text.data[0] == 0xA0))
        text = (Bytes){text.data + 1, text.size - 1};
    return bytes_start_with(text, BYTES("-")) || bytes_start_with(text, BYTES("\xE2\x80\x93")) ||
           bytes_start_with(text, BYTES("\xE2\x80\x94")) || bytes_start_with(text, BYTES("\xE2\x80\x95"));
}

/* Whether the line begins at most PLACE_BYTES_MAX before at. */
static bool is_near_line_start(Bytes text, size_t at) {
    if (at <= PLACE_BYTES_MAX) return true;
    return memrchr(text.data + at - PLACE_BYTES_MAX - 1, '\n', PLACE_BYTES_MAX + 1) != NULL;
}

/* "HARBOURTON, Nov. 3 (AP) — " */
static bool find_dateline(Article *article) {
    Bytes text = article->text;
    size_t limit = text.size < HEAD_BYTES ? text.size : HEAD_BYTES;
    const uint8_t *bracket;
    for (size_t at = 0; at + 4 < limit; at++) {
        bracket = memchr(text.data + at, '(', limit - 4 - at);
        if (!bracket) break;
        at = (size_t)(bracket - text.data);
        if (!is_near_line_start(text, at)) continue;
        size_t size;
        const char *name = agency_at((Bytes){text.data + at + 1, text.size - at - 1}, &size);
        if (!name) continue;
        size_t close = at + 1 + size;
        if (close >= text.size || text.data[close] != ')') continue;
        if (!starts_with_dash((Bytes){text.data + close + 1, text.size - close - 1})) continue;
        set(article, name, at + 1, close);
        return true;
    }
    return false;
}

static bool has_any(Bytes text, const char *const *words) {
    for (; *words; words++)
        if (bytes_find(text, bytes_from_string(*words)) != SIZE_MAX) return true;
    return false;
}

/* Whether a line says that an agency had a part in the article. */
static bool is_credit(Bytes line) {
    static const char *const credits[] = {"ontributed to this",
                                          "ontributed reporting",
                                          "ontributed to the report",
                                          "eporting by",
                                          "ith inputs from",
                                          "opyright",
                                          "\xC2\xA9",
                                          "aterial from",
                                          "ith files from",
                                          "ith agency",
                                          "Mit Material",
                                          "mit Material",
                                          "avec ",
                                          "Con informaci\xC3\xB3n",
                                          "Source:",
                                          "Quelle:",
                                          "Fuente:",
                                          "Fonte:",
                                          NULL};
    return line.size <= CREDIT_LINE_BYTES_MAX && has_any(line, credits);
}

static bool starts_word(Bytes text, size_t at) {
    return at == 0 || (text.data[at - 1] < 0x80 && (uint8_t)((text.data[at - 1] | 0x20) - 'a') >= 26);
}

/*
 * A line near the end that is a credit and names an agency, or is nothing but its name. Few lines hold such a name, so
 * that is looked for first.
 */
static bool take_credit_line(Article *article, size_t begin, size_t end) {
    Bytes line = {article->text.data + begin, end - begin};
    size_t first = 0;
    while (first < line.size && (line.data[first] == ' ' || line.data[first] == '(' || line.data[first] == '-'))
        first++;
    bool asked = false;
    bool credit = false;
    for (size_t at = 0; at < line.size; at++) {
        if (!may_begin_form(line.data[at]) || !starts_word(line, at)) continue;
        size_t size;
        const char *name = agency_at((Bytes){line.data + at, line.size - at}, &size);
        if (!name) continue;
        if (!asked) credit = is_credit(line);
        asked = true;
        if (!credit && at > first) return false;
        Bytes rest = bytes_trim((Bytes){line.data + at + size, line.size - at - size});
        bool alone =
            at == first && (rest.size == 0 || (rest.size == 1 && (rest.data[0] == ')' || rest.data[0] == '.')));
        if (!credit && !alone) continue;
        set(article, name, begin + at, begin + at + size);
        return true;
    }
    return false;
}

/* Where the line that ends at end begins. */
static size_t line_start(Bytes text, size_t end) {
    const uint8_t *newline = end > 0 ? memrchr(text.data, '\n', end) : NULL;
    return newline ? (size_t)(newline - text.data) + 1 : 0;
}

static bool find_credit_line(Article *article) {
    Bytes text = article->text;
    size_t from = text.size > TAIL_BYTES ? text.size - TAIL_BYTES : 0;
    size_t end = text.size;
    while (end > from) {
        size_t begin = line_start(text, end);
        bool short_enough = end - begin <= CREDIT_LINE_BYTES_MAX + 1;
        if (begin < end && short_enough && take_credit_line(article, begin, end)) return true;
        end = begin > 0 ? begin - 1 : 0;
    }
    return false;
}

void agency_find(Article *article) {
    if (find_dateline(article) || find_credit_line(article)) return;
    Bytes byline = article->byline;
    for (size_t at = 0; at < byline.size; at++) {
        size_t size;
        const char *name =
            starts_word(byline, at) ? agency_at((Bytes){byline.data + at, byline.size - at}, &size) : NULL;
        if (!name) continue;
        set(article, name, 0, 0);
        return;
    }
}
