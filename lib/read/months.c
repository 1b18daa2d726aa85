/*
 * Names of months.
 *
 * In:  a word.
 * Out: the number of the month it names, in any of some thirty languages.
 *
 * Names are those that stand in dates: in Slavic languages and Finnish that is another case than the dictionary's.
 * Abbreviations that are everyday words of another language ("set", "out", "mag") are left out. One table for all
 * languages, sorted by bytes for bisection: no two of them use one word for different months.
 */
#include "months.h"

#include <string.h>

#include "../base/utf8.h"

enum { NAME_BYTES_MAX = 40 };

/* clang-format off */
static const MonthName names[] = {
    {"abr", 4}, {"abril", 4}, {"ago", 8}, {"agosto", 8}, {"agustus", 8}, {"aout", 8}, {"aoû", 8}, {"août", 8},
    {"apr", 4}, {"april", 4}, {"aprile", 4}, {"aprilie", 4}, {"apríla", 4}, {"aralık", 12}, {"aug", 8}, {"august", 8},
    {"augusta", 8}, {"augusti", 8}, {"augustus", 8}, {"augusztus", 8}, {"avr", 4}, {"avril", 4}, {"ağustos", 8},
    {"března", 3}, {"czerwca", 6}, {"dec", 12}, {"december", 12}, {"decembra", 12}, {"decembre", 12},
    {"decembrie", 12}, {"des", 12}, {"desember", 12}, {"dez", 12}, {"dezember", 12}, {"dezembro", 12}, {"dic", 12},
    {"dicembre", 12}, {"diciembre", 12}, {"disember", 12}, {"dubna", 4}, {"déc", 12}, {"décembre", 12}, {"ekim", 10},
    {"elokuuta", 8}, {"ene", 1}, {"enero", 1}, {"eylül", 9}, {"feb", 2}, {"febbraio", 2}, {"feber", 2},
    {"febrero", 2}, {"februar", 2}, {"februari", 2}, {"februarie", 2}, {"february", 2}, {"február", 2},
    {"februára", 2}, {"fev", 2}, {"fevereiro", 2}, {"fevrier", 2}, {"févr", 2}, {"février", 2}, {"gennaio", 1},
    {"giu", 6}, {"giugno", 6}, {"grudnia", 12}, {"haziran", 6}, {"heinäkuuta", 7}, {"helmikuuta", 2},
    {"huhtikuuta", 4}, {"ianuarie", 1}, {"iulie", 7}, {"iunie", 6}, {"jan", 1}, {"janeiro", 1}, {"januar", 1},
    {"januari", 1}, {"january", 1}, {"január", 1}, {"januára", 1}, {"janv", 1}, {"janvier", 1}, {"joulukuuta", 12},
    {"juil", 7}, {"juillet", 7}, {"juin", 6}, {"jul", 7}, {"julai", 7}, {"julho", 7}, {"juli", 7}, {"julio", 7},
    {"july", 7}, {"jun", 6}, {"june", 6}, {"junho", 6}, {"juni", 6}, {"junio", 6}, {"jän", 1}, {"jänner", 1},
    {"júla", 7}, {"július", 7}, {"júna", 6}, {"június", 6}, {"kasım", 11}, {"kesäkuuta", 6}, {"května", 5},
    {"kwietnia", 4}, {"ledna", 1}, {"lipca", 7}, {"listopada", 11}, {"listopadu", 11}, {"lokakuuta", 10}, {"lug", 7},
    {"luglio", 7}, {"lutego", 2}, {"maaliskuuta", 3}, {"maart", 3}, {"mac", 3}, {"maggio", 5}, {"mai", 5},
    {"maio", 5}, {"maj", 5}, {"maja", 5}, {"mar", 3}, {"marca", 3}, {"march", 3}, {"maret", 3}, {"marraskuuta", 11},
    {"mars", 3}, {"mart", 3}, {"martie", 3}, {"marts", 3}, {"marzo", 3}, {"março", 3}, {"may", 5}, {"mayo", 5},
    {"mayıs", 5}, {"mei", 5}, {"mrt", 3}, {"mrz", 3}, {"mája", 5}, {"május", 5}, {"március", 3}, {"mär", 3},
    {"märz", 3}, {"nisan", 4}, {"noiembrie", 11}, {"nov", 11}, {"november", 11}, {"novembra", 11}, {"novembre", 11},
    {"novembro", 11}, {"noviembre", 11}, {"ocak", 1}, {"oct", 10}, {"october", 10}, {"octobre", 10},
    {"octombrie", 10}, {"octubre", 10}, {"ogos", 8}, {"okt", 10}, {"oktober", 10}, {"október", 10}, {"októbra", 10},
    {"ott", 10}, {"ottobre", 10}, {"outubro", 10}, {"października", 10}, {"prosince", 12}, {"sep", 9}, {"sept", 9},
    {"september", 9}, {"septembra", 9}, {"septembre", 9}, {"septembrie", 9}, {"septiembre", 9}, {"setembro", 9},
    {"setiembre", 9}, {"sett", 9}, {"settembre", 9}, {"sierpnia", 8}, {"srpna", 8}, {"stycznia", 1}, {"syyskuuta", 9},
    {"szeptember", 9}, {"tammikuuta", 1}, {"temmuz", 7}, {"toukokuuta", 5}, {"września", 9}, {"září", 9},
    {"április", 4}, {"února", 2}, {"července", 7}, {"června", 6}, {"října", 10}, {"şubat", 2}, {"απριλίου", 4},
    {"αυγούστου", 8}, {"δεκεμβρίου", 12}, {"ιανουαρίου", 1}, {"ιουλίου", 7}, {"ιουνίου", 6}, {"μαΐου", 5},
    {"μαρτίου", 3}, {"νοεμβρίου", 11}, {"οκτωβρίου", 10}, {"σεπτεμβρίου", 9}, {"φεβρουαρίου", 2}, {"авг", 8},
    {"август", 8}, {"августа", 8}, {"апр", 4}, {"апрель", 4}, {"апреля", 4}, {"април", 4}, {"березня", 3},
    {"вересня", 9}, {"грудня", 12}, {"дек", 12}, {"декабрь", 12}, {"декабря", 12}, {"декември", 12}, {"жовтня", 10},
    {"июл", 7}, {"июль", 7}, {"июля", 7}, {"июн", 6}, {"июнь", 6}, {"июня", 6}, {"квітня", 4}, {"липня", 7},
    {"листопада", 11}, {"лютого", 2}, {"май", 5}, {"мар", 3}, {"март", 3}, {"марта", 3}, {"мая", 5}, {"ноември", 11},
    {"ноя", 11}, {"ноябрь", 11}, {"ноября", 11}, {"окт", 10}, {"октомври", 10}, {"октябрь", 10}, {"октября", 10},
    {"сен", 9}, {"сентябрь", 9}, {"сентября", 9}, {"септември", 9}, {"серпня", 8}, {"січня", 1}, {"травня", 5},
    {"фев", 2}, {"февраль", 2}, {"февраля", 2}, {"февруари", 2}, {"червня", 6}, {"юли", 7}, {"юни", 6}, {"янв", 1},
    {"январь", 1}, {"января", 1}, {"януари", 1}, {"أبريل", 4}, {"أغسطس", 8}, {"أكتوبر", 10}, {"ديسمبر", 12},
    {"سبتمبر", 9}, {"فبراير", 2}, {"مارس", 3}, {"مايو", 5}, {"نوفمبر", 11}, {"يناير", 1}, {"يوليو", 7}, {"يونيو", 6},
    {"अक्टूबर", 10}, {"अगस्त", 8}, {"अप्रैल", 4}, {"जनवरी", 1}, {"जुलाई", 7}, {"जून", 6}, {"दिसंबर", 12},
    {"नवंबर", 11}, {"फरवरी", 2}, {"मई", 5}, {"मार्च", 3}, {"सितंबर", 9},
};
/* clang-format on */

MonthName months_at(size_t index) {
    return index < sizeof names / sizeof *names ? names[index] : (MonthName){0};
}

/* Lower case for the alphabets above; others have no cases. */
static uint32_t lower(uint32_t code_point) {
    if (code_point >= 'A' && code_point <= 'Z') return code_point + 32;
    if (code_point >= 0xC0 && code_point <= 0xDE && code_point != 0xD7) return code_point + 32;
    if (code_point >= 0x391 && code_point <= 0x3A9) return code_point + 32;
    if (code_point >= 0x410 && code_point <= 0x42F) return code_point + 32;
    if (code_point == 0x15E || code_point == 0x11E) return code_point + 1; /* Turkish */
    return code_point;
}

int months_find(Bytes word) {
    if (word.size > 0 && word.data[word.size - 1] == '.') word.size--;
    if (word.size < 3 || word.size > NAME_BYTES_MAX) return 0;
    uint8_t folded[NAME_BYTES_MAX * 3]; /* a malformed byte becomes a character of three */
    size_t size = 0;
    for (size_t offset = 0; offset < word.size;) {
        uint32_t code_point = lower(utf8_next(word, &offset));
        if (code_point < 0x80) {
            folded[size++] = (uint8_t)code_point;
        } else if (code_point < 0x800) {
            folded[size++] = (uint8_t)(0xC0 | code_point >> 6);
            folded[size++] = (uint8_t)(0x80 | (code_point & 0x3F));
        } else if (code_point < 0x10000) {
            folded[size++] = (uint8_t)(0xE0 | code_point >> 12);
            folded[size++] = (uint8_t)(0x80 | (code_point >> 6 & 0x3F));
            folded[size++] = (uint8_t)(0x80 | (code_point & 0x3F));
        } else {
            return 0;
        }
    }
    size_t low = 0;
    size_t high = sizeof names / sizeof *names;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = bytes_compare(bytes_from_string(names[middle].name), (Bytes){folded, size});
        if (order == 0) return names[middle].month;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}
