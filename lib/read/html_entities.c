/*
 * Character references of HTML.
 *
 * In:  source text with references.
 * Out: the text they stand for.
 *
 * The names are those of HTML 4.01 and "apos": later versions added two thousand, of which news pages use none to speak
 * of. A reference that isn't understood stays as it is written. As browsers do, numbers from 128 to 159 are read as
 * Windows-1252, and the final semicolon may be missing behind a number or one of the old names.
 */
#include <string.h>

#include "html_tree.h"

enum { NAME_BYTES_MAX = 8, OLD_NAME_CODE_MAX = 255 };

typedef struct Entity {
    char name[NAME_BYTES_MAX + 1];
    uint16_t code_point;
} Entity;

/* Sorted by bytes. */
static const Entity entities[] = {
    {"AElig", 198},   {"Aacute", 193},  {"Acirc", 194},    {"Agrave", 192},  {"Alpha", 913},    {"Aring", 197},
    {"Atilde", 195},  {"Auml", 196},    {"Beta", 914},     {"Ccedil", 199},  {"Chi", 935},      {"Dagger", 8225},
    {"Delta", 916},   {"ETH", 208},     {"Eacute", 201},   {"Ecirc", 202},   {"Egrave", 200},   {"Epsilon", 917},
    {"Eta", 919},     {"Euml", 203},    {"Gamma", 915},    {"Iacute", 205},  {"Icirc", 206},    {"Igrave", 204},
    {"Iota", 921},    {"Iuml", 207},    {"Kappa", 922},    {"Lambda", 923},  {"Mu", 924},       {"Ntilde", 209},
    {"Nu", 925},      {"OElig", 338},   {"Oacute", 211},   {"Ocirc", 212},   {"Ograve", 210},   {"Omega", 937},
    {"Omicron", 927}, {"Oslash", 216},  {"Otilde", 213},   {"Ouml", 214},    {"Phi", 934},      {"Pi", 928},
    {"Prime", 8243},  {"Psi", 936},     {"Rho", 929},      {"Scaron", 352},  {"Sigma", 931},    {"THORN", 222},
    {"Tau", 932},     {"Theta", 920},   {"Uacute", 218},   {"Ucirc", 219},   {"Ugrave", 217},   {"Upsilon", 933},
    {"Uuml", 220},    {"Xi", 926},      {"Yacute", 221},   {"Yuml", 376},    {"Zeta", 918},     {"aacute", 225},
    {"acirc", 226},   {"acute", 180},   {"aelig", 230},    {"agrave", 224},  {"alefsym", 8501}, {"alpha", 945},
    {"amp", 38},      {"and", 8743},    {"ang", 8736},     {"apos", 39},     {"aring", 229},    {"asymp", 8776},
    {"atilde", 227},  {"auml", 228},    {"bdquo", 8222},   {"beta", 946},    {"brvbar", 166},   {"bull", 8226},
    {"cap", 8745},    {"ccedil", 231},  {"cedil", 184},    {"cent", 162},    {"chi", 967},      {"circ", 710},
    {"clubs", 9827},  {"cong", 8773},   {"copy", 169},     {"crarr", 8629},  {"cup", 8746},     {"curren", 164},
    {"dArr", 8659},   {"dagger", 8224}, {"darr", 8595},    {"deg", 176},     {"delta", 948},    {"diams", 9830},
    {"divide", 247},  {"eacute", 233},  {"ecirc", 234},    {"egrave", 232},  {"empty", 8709},   {"emsp", 8195},
    {"ensp", 8194},   {"epsilon", 949}, {"equiv", 8801},   {"eta", 951},     {"eth", 240},      {"euml", 235},
    {"euro", 8364},   {"exist", 8707},  {"fnof", 402},     {"forall", 8704}, {"frac12", 189},   {"frac14", 188},
    {"frac34", 190},  {"frasl", 8260},  {"gamma", 947},    {"ge", 8805},     {"gt", 62},        {"hArr", 8660},
    {"harr", 8596},   {"hearts", 9829}, {"hellip", 8230},  {"iacute", 237},  {"icirc", 238},    {"iexcl", 161},
    {"igrave", 236},  {"image", 8465},  {"infin", 8734},   {"int", 8747},    {"iota", 953},     {"iquest", 191},
    {"isin", 8712},   {"iuml", 239},    {"kappa", 954},    {"lArr", 8656},   {"lambda", 955},   {"lang", 9001},
    {"laquo", 171},   {"larr", 8592},   {"lceil", 8968},   {"ldquo", 8220},  {"le", 8804},      {"lfloor", 8970},
    {"lowast", 8727}, {"loz", 9674},    {"lrm", 8206},     {"lsaquo", 8249}, {"lsquo", 8216},   {"lt", 60},
    {"macr", 175},    {"mdash", 8212},  {"micro", 181},    {"middot", 183},  {"minus", 8722},   {"mu", 956},
    {"nabla", 8711},  {"nbsp", 160},    {"ndash", 8211},   {"ne", 8800},     {"ni", 8715},      {"not", 172},
    {"notin", 8713},  {"nsub", 8836},   {"ntilde", 241},   {"nu", 957},      {"oacute", 243},   {"ocirc", 244},
    {"oelig", 339},   {"ograve", 242},  {"oline", 8254},   {"omega", 969},   {"omicron", 959},  {"oplus", 8853},
    {"or", 8744},     {"ordf", 170},    {"ordm", 186},     {"oslash", 248},  {"otilde", 245},   {"otimes", 8855},
    {"ouml", 246},    {"para", 182},    {"part", 8706},    {"permil", 8240}, {"perp", 8869},    {"phi", 966},
    {"pi", 960},      {"piv", 982},     {"plusmn", 177},   {"pound", 163},   {"prime", 8242},   {"prod", 8719},
    {"prop", 8733},   {"psi", 968},     {"quot", 34},      {"rArr", 8658},   {"radic", 8730},   {"rang", 9002},
    {"raquo", 187},   {"rarr", 8594},   {"rceil", 8969},   {"rdquo", 8221},  {"real", 8476},    {"reg", 174},
    {"rfloor", 8971}, {"rho", 961},     {"rlm", 8207},     {"rsaquo", 8250}, {"rsquo", 8217},   {"sbquo", 8218},
    {"scaron", 353},  {"sdot", 8901},   {"sect", 167},     {"shy", 173},     {"sigma", 963},    {"sigmaf", 962},
    {"sim", 8764},    {"spades", 9824}, {"sub", 8834},     {"sube", 8838},   {"sum", 8721},     {"sup", 8835},
    {"sup1", 185},    {"sup2", 178},    {"sup3", 179},     {"supe", 8839},   {"szlig", 223},    {"tau", 964},
    {"there4", 8756}, {"theta", 952},   {"thetasym", 977}, {"thinsp", 8201}, {"thorn", 254},    {"tilde", 732},
    {"times", 215},   {"trade", 8482},  {"uArr", 8657},    {"uacute", 250},  {"uarr", 8593},    {"ucirc", 251},
    {"ugrave", 249},  {"uml", 168},     {"upsih", 978},    {"upsilon", 965}, {"uuml", 252},     {"weierp", 8472},
    {"xi", 958},      {"yacute", 253},  {"yen", 165},      {"yuml", 255},    {"zeta", 950},     {"zwj", 8205},
    {"zwnj", 8204},
};

/* Code points of the numbers 128 to 159. */
static const uint16_t windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                          0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

uint32_t html_entity_find(Bytes name) {
    size_t low = 0;
    size_t high = sizeof entities / sizeof *entities;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = bytes_compare(name, bytes_from_string(entities[middle].name));
        if (order == 0) return entities[middle].code_point;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

static int digit_value(uint8_t byte, uint32_t base) {
    int value = -1;
    if (byte >= '0' && byte <= '9') value = byte - '0';
    if (byte >= 'a' && byte <= 'f') value = byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') value = byte - 'A' + 10;
    return value < (int)base ? value : -1;
}

/* "#8217;" or "#x2019;": the size of what was read, 0 where it is no number. */
static size_t read_number(Bytes rest, uint32_t *code_point) {
    size_t at = 1;
    uint32_t base = 10;
    if (at < rest.size && (rest.data[at] | 0x20) == 'x') {
        base = 16;
        at++;
    }
    size_t begin = at;
    uint32_t number = 0;
    for (; at < rest.size && digit_value(rest.data[at], base) >= 0; at++)
        if (number <= 0x10FFFF) number = number * base + (uint32_t)digit_value(rest.data[at], base);
    if (at == begin) return 0;

    if (number >= 128 && number < 160) number = windows_1252[number - 128];
    bool no_character = number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000);
    *code_point = no_character ? 0xFFFD : number;
    return at + (at < rest.size && rest.data[at] == ';');
}

static size_t read_name(Bytes rest, uint32_t *code_point) {
    size_t size = 0;
    while (size < rest.size && size <= NAME_BYTES_MAX &&
           ((uint8_t)((rest.data[size] | 0x20) - 'a') < 26 || (rest.data[size] >= '0' && rest.data[size] <= '9')))
        size++;
    if (size == 0) return 0;
    *code_point = html_entity_find((Bytes){rest.data, size});
    if (*code_point == 0) return 0;
    if (size < rest.size && rest.data[size] == ';') return size + 1;
    return *code_point <= OLD_NAME_CODE_MAX ? size : 0;
}

void html_decode(Bytes source, Buffer *out) {
    size_t at = 0;
    while (at < source.size) {
        Bytes rest = {source.data + at, source.size - at};
        const uint8_t *mark = memchr(rest.data, '&', rest.size);
        size_t plain = mark ? (size_t)(mark - rest.data) : rest.size;
        buffer_append(out, (Bytes){rest.data, plain});
        at += plain;
        if (!mark) return;
        rest = (Bytes){mark + 1, source.size - at - 1};
        uint32_t code_point = 0;
        size_t used = 0;
        if (rest.size > 0) used = rest.data[0] == '#' ? read_number(rest, &code_point) : read_name(rest, &code_point);
        if (used == 0)
            buffer_append_byte(out, '&');
        else
            buffer_append_code_point(out, code_point);
        at += 1 + used;
    }
}

Bytes html_decode_line(Bytes source, Arena *result) {
    Buffer decoded = {.arena = result};
    html_decode(source, &decoded);
    size_t kept = 0;
    for (size_t i = 0; i < decoded.size; i++) {
        uint8_t byte = decoded.data[i];
        bool space = byte <= ' ';
        if (byte == 0xC2 && i + 1 < decoded.size && decoded.data[i + 1] == 0xA0) {
            space = true;
            i++;
        }
        if (!space)
            decoded.data[kept++] = byte;
        else if (kept > 0 && decoded.data[kept - 1] != ' ')
            decoded.data[kept++] = ' ';
    }
    if (kept > 0 && decoded.data[kept - 1] == ' ') kept--;
    return (Bytes){decoded.data, kept};
}
