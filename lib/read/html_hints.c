/*
 * Names of classes and ids.
 *
 * In:  an element.
 * Out: what it is likely to hold.
 *
 * Names are cut into words ("related-links", "relatedLinks" and "related_links" have the same two), and each word is
 * looked up by its beginning. The list was made by looking at what the names of classes in pages have in common, and
 * holds what says something about content, not about looks.
 */
#include "html_hints.h"

enum { WORD_BYTES_MAX = 24, WORDS_MAX = 64 };

typedef struct HintWord {
    const char *start; /* of a word */
    bool whole; /* the word has to be this one and no longer */
    HtmlHint hint;
} HintWord;

static const HintWord hint_words[] = {
    {"comment", false, HINT_COMMENTS},     {"disqus", false, HINT_COMMENTS},      {"respond", true, HINT_COMMENTS},
    {"livefyre", false, HINT_COMMENTS},    {"advert", false, HINT_FURNITURE},     {"ads", true, HINT_FURNITURE},
    {"ad", true, HINT_FURNITURE},          {"sponsor", false, HINT_FURNITURE},    {"promo", false, HINT_FURNITURE},
    {"outbrain", false, HINT_FURNITURE},   {"taboola", false, HINT_FURNITURE},    {"share", false, HINT_FURNITURE},
    {"sharing", false, HINT_FURNITURE},    {"social", false, HINT_FURNITURE},     {"addthis", false, HINT_FURNITURE},
    {"sharedaddy", false, HINT_FURNITURE}, {"related", false, HINT_FURNITURE},    {"recommend", false, HINT_FURNITURE},
    {"recirc", false, HINT_FURNITURE},     {"readmore", false, HINT_FURNITURE},   {"popular", false, HINT_FURNITURE},
    {"trending", false, HINT_FURNITURE},   {"newsletter", false, HINT_FURNITURE}, {"subscri", false, HINT_FURNITURE},
    {"signup", false, HINT_FURNITURE},     {"login", false, HINT_FURNITURE},      {"cookie", false, HINT_FURNITURE},
    {"consent", false, HINT_FURNITURE},    {"gdpr", false, HINT_FURNITURE},       {"popup", false, HINT_FURNITURE},
    {"modal", false, HINT_FURNITURE},      {"lightbox", false, HINT_FURNITURE},   {"breadcrumb", false, HINT_FURNITURE},
    {"sidebar", false, HINT_FURNITURE},    {"footer", false, HINT_FURNITURE},     {"nav", true, HINT_FURNITURE},
    {"navbar", false, HINT_FURNITURE},     {"navigation", false, HINT_FURNITURE}, {"menu", false, HINT_FURNITURE},
    {"masthead", false, HINT_FURNITURE},   {"pagination", false, HINT_FURNITURE}, {"pager", true, HINT_FURNITURE},
    {"tags", true, HINT_FURNITURE},        {"taglist", false, HINT_FURNITURE},    {"byline", false, HINT_FURNITURE},
    {"bio", true, HINT_FURNITURE},         {"author", true, HINT_FURNITURE},      {"authors", true, HINT_FURNITURE},
    {"dateline", true, HINT_FURNITURE},    {"timestamp", false, HINT_FURNITURE},  {"copyright", false, HINT_FURNITURE},
    {"toolbar", false, HINT_FURNITURE},    {"carousel", false, HINT_FURNITURE},   {"slideshow", false, HINT_FURNITURE},
    {"hidden", true, HINT_FURNITURE},      {"print", true, HINT_FURNITURE},       {"rail", true, HINT_FURNITURE},
    {"skip", true, HINT_FURNITURE},        {"rating", false, HINT_FURNITURE},     {"widget", true, HINT_FURNITURE},
};

/* Two words in a row, or one, that name the text itself. */
static const char *const body_names[] = {"articlebody",  "articlecontent", "articletext",       "storybody",
                                         "storycontent", "storytext",      "postcontent",       "postbody",
                                         "entrycontent", "entrybody",      "bodycontent",       "contentbody",
                                         "articlecopy",  "bodycopy",       "articlemaincontent"};

typedef struct Words {
    char items[WORDS_MAX][WORD_BYTES_MAX];
    uint8_t sizes[WORDS_MAX];
    size_t count;
} Words;

static bool is_letter(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static bool is_upper(uint8_t byte) {
    return byte >= 'A' && byte <= 'Z';
}

/* Longer words are cut: their beginnings tell. */
static void cut_words(Bytes names, Words *words) {
    for (size_t at = 0; at < names.size && words->count < WORDS_MAX;) {
        if (!is_letter(names.data[at])) {
            at++;
            continue;
        }
        size_t begin = at++;
        while (at < names.size && is_letter(names.data[at]) &&
               !(is_upper(names.data[at]) && !is_upper(names.data[at - 1])))
            at++;
        size_t size = at - begin < WORD_BYTES_MAX - 1 ? at - begin : WORD_BYTES_MAX - 1;
        char *word = words->items[words->count];
        for (size_t i = 0; i < size; i++) word[i] = (char)(names.data[begin + i] | 0x20);
        word[size] = 0;
        words->sizes[words->count++] = (uint8_t)size;
    }
}

static HtmlHint hint_of_word(const char *word, size_t size) {
    Bytes whole = {(const uint8_t *)word, size};
    for (size_t i = 0; i < sizeof hint_words / sizeof *hint_words; i++) {
        const HintWord *row = &hint_words[i];
        if (row->start[0] != word[0]) continue;
        Bytes start = bytes_from_string(row->start);
        if (row->whole ? bytes_equal(whole, start) : bytes_start_with(whole, start)) return row->hint;
    }
    return HINT_NONE;
}

static bool names_body(const Words *words, size_t index) {
    char joined[2 * WORD_BYTES_MAX];
    size_t size = 0;
    for (size_t i = index; i < words->count && i < index + 2; i++) {
        for (size_t k = 0; k < words->sizes[i]; k++) joined[size++] = words->items[i][k];
        for (size_t k = 0; k < sizeof body_names / sizeof *body_names; k++)
            if (bytes_equal((Bytes){(uint8_t *)joined, size}, bytes_from_string(body_names[k]))) return true;
    }
    return false;
}

static HtmlHint hint_of_names(const HtmlTree *tree, uint32_t node) {
    Words words;
    words.count = 0;
    cut_words(html_attribute(tree, node, "class"), &words);
    cut_words(html_attribute(tree, node, "id"), &words);
    HtmlHint hint = HINT_NONE;
    bool body = false;
    for (size_t i = 0; i < words.count; i++) {
        HtmlHint found = hint_of_word(words.items[i], words.sizes[i]);
        if (found == HINT_COMMENTS) return HINT_COMMENTS;
        if (found != HINT_NONE) hint = found;
        body = body || names_body(&words, i);
    }
    return hint != HINT_NONE ? hint : body ? HINT_BODY : HINT_NONE;
}

HtmlHint html_hint_find(const HtmlTree *tree, uint32_t node) {
    const HtmlNode *element = &tree->nodes.items[node];
    switch (element->tag) {
    case HTML_NAV:
    case HTML_FOOTER:
    case HTML_ASIDE: return HINT_FURNITURE;
    case HTML_BODY:
    case HTML_HTML:
    case HTML_TEXT: return HINT_NONE;
    default: break;
    }
    if (element->attribute_count == 0) return HINT_NONE;
    if (bytes_equal_ignoring_case(html_attribute(tree, node, "itemprop"), BYTES("articleBody"))) return HINT_BODY;
    Bytes role = html_attribute(tree, node, "role");
    if (bytes_equal(role, BYTES("navigation")) || bytes_equal(role, BYTES("complementary")) ||
        bytes_equal(role, BYTES("contentinfo")) || bytes_equal(role, BYTES("dialog")))
        return HINT_FURNITURE;
    return hint_of_names(tree, node);
}
