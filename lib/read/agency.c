/*
 * The news agency that an article is credited to.
 *
 * In:  an article's text and byline.
 * Out: the agency's name as it calls itself, and the place of the credit where it stands in the text.
 *
 * Agencies are credited at three places: in brackets before the dash of the dateline ("HARBOURTON (AP) — "), in one of
 * the last lines ("Reuters contributed to this report", "© 2019 AFP", the name alone), and in the byline. The dateline is
 * the surest and is looked for first: it says that the article is the agency's, the others that it has a part in it. A name
 * in the middle of the text is no credit of the article; who is quoted where is another stage's business.
 */
#include "agency.h"

#include <string.h>

enum {
    HEAD_BYTES = 1500, /* of the text, in which a dateline is looked for: title, byline and first lines */
    PLACE_BYTES_MAX = 90, /* between a line's beginning and the bracket: names of places, a date */
    TAIL_BYTES = 700,
    CREDIT_LINE_BYTES_MAX = 260
};

/* Written form and name. Sorted by nothing: the first that fits wins, so longer forms come first. */
static const struct {
    const char *form;
    const char *name;
} agencies[] = {
    {"The Associated Press", "Associated Press"},
    {"Associated Press", "Associated Press"},
    {"AP", "Associated Press"},
    {"Thomson Reuters", "Reuters"},
    {"Reuters", "Reuters"},
    {"REUTERS", "Reuters"},
    {"Agence France-Presse", "Agence France-Presse"},
    {"AFP", "Agence France-Presse"},
    {"dpa", "dpa"},
    {"DPA", "dpa"},
    {"Deutsche Presse-Agentur", "dpa"},
    {"United Press International", "United Press International"},
    {"UPI", "United Press International"},
    {"Press Association", "PA Media"},
    {"PA Media", "PA Media"},
    {"Press Trust of India", "Press Trust of India"},
    {"PTI", "Press Trust of India"},
    {"IANS", "IANS"},
    {"ANI", "ANI"},
    {"TASS", "TASS"},
    {"ITAR-TASS", "TASS"},
    {"Interfax", "Interfax"},
    {"RIA Novosti", "RIA Novosti"},
    {"Xinhua", "Xinhua"},
    {"Kyodo News", "Kyodo News"},
    {"Kyodo", "Kyodo News"},
    {"Jiji Press", "Jiji Press"},
    {"Yonhap", "Yonhap"},
    {"ANSA", "ANSA"},
    {"EFE", "EFE"},
    {"Europa Press", "Europa Press"},
    {"Lusa", "Lusa"},
    {"Anadolu Agency", "Anadolu Agency"},
    {"AA", "Anadolu Agency"},
    {"Australian Associated Press", "Australian Associated Press"},
    {"AAP", "Australian Associated Press"},
    {"The Canadian Press", "The Canadian Press"},
    {"Canadian Press", "The Canadian Press"},
    {"Tribune News Service", "Tribune News Service"},
    {"TNS", "Tribune News Service"},
    {"Bloomberg News", "Bloomberg"},
    {"Bloomberg", "Bloomberg"},
    {"Belga", "Belga"},
    {"ANP", "ANP"},
    {"APA", "APA"},
    {"Keystone-SDA", "Keystone-SDA"},
    {"SDA", "Keystone-SDA"},
    {"Ritzau", "Ritzau"},
    {"NTB", "NTB"},
    {"PAP", "PAP"},
    {"\xC4\x8CTK", "\xC4\x8CTK"},
    {"MTI", "MTI"},
    {"Ukrinform", "Ukrinform"},
    {"KCNA", "KCNA"},
};

/* The agency whose form text begins with, as a whole word; *size is the form's. NULL where it begins with none. */
static const char *agency_at(Bytes text, size_t *size) {
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++) {
        if ((uint8_t)agencies[i].form[0] != text.data[0]) continue;
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

/* "HARBOURTON, Nov. 3 (AP) — " */
static bool find_dateline(Article *article) {
    Bytes text = article->text;
    size_t limit = text.size < HEAD_BYTES ? text.size : HEAD_BYTES;
    size_t line = 0;
    for (size_t at = 0; at + 4 < limit; at++) {
        if (text.data[at] == '\n') line = at + 1;
        if (text.data[at] != '(' || at - line > PLACE_BYTES_MAX) continue;
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

/* A line near the end that is a credit and names an agency, or is nothing but its name. */
static bool take_credit_line(Article *article, size_t begin, size_t end) {
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
    Bytes line = {article->text.data + begin, end - begin};
    size_t first = 0;
    while (first < line.size && (line.data[first] == ' ' || line.data[first] == '(' || line.data[first] == '-'))
        first++;
    bool credit = line.size <= CREDIT_LINE_BYTES_MAX && has_any(line, credits);
    for (size_t at = 0; at < line.size && (credit || at <= first); at++) {
        bool word_start = at == 0 || (line.data[at - 1] < 0x80 && (uint8_t)((line.data[at - 1] | 0x20) - 'a') >= 26);
        if (!word_start) continue;
        size_t size;
        const char *name = agency_at((Bytes){line.data + at, line.size - at}, &size);
        if (!name) continue;
        Bytes rest = bytes_trim((Bytes){line.data + at + size, line.size - at - size});
        bool alone =
            at == first && (rest.size == 0 || (rest.size == 1 && (rest.data[0] == ')' || rest.data[0] == '.')));
        if (!credit && !alone) continue;
        set(article, name, begin + at, begin + at + size);
        return true;
    }
    return false;
}

static bool find_credit_line(Article *article) {
    Bytes text = article->text;
    size_t from = text.size > TAIL_BYTES ? text.size - TAIL_BYTES : 0;
    size_t end = text.size;
    while (end > from) {
        size_t begin = end;
        while (begin > 0 && text.data[begin - 1] != '\n' && end - begin < CREDIT_LINE_BYTES_MAX + 1) begin--;
        bool whole = begin == 0 || text.data[begin - 1] == '\n';
        if (begin < end && whole && take_credit_line(article, begin, end)) return true;
        while (begin > 0 && text.data[begin - 1] != '\n') begin--;
        end = begin > 0 ? begin - 1 : 0;
    }
    return false;
}

void agency_find(Article *article) {
    if (find_dateline(article) || find_credit_line(article)) return;
    Bytes byline = article->byline;
    for (size_t at = 0; at < byline.size; at++) {
        bool word_start =
            at == 0 || (byline.data[at - 1] < 0x80 && (uint8_t)((byline.data[at - 1] | 0x20) - 'a') >= 26);
        size_t size;
        const char *name = word_start ? agency_at((Bytes){byline.data + at, byline.size - at}, &size) : NULL;
        if (!name) continue;
        set(article, name, 0, 0);
        return;
    }
}
