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
    HtmlHintKind kind;
    BlockRole role; /* of what stands there */
} HintWord;

static const HintWord hint_words[] = {
    {"comment", false, HINT_COMMENTS, BLOCK_COMMENTS},
    {"kommentar", false, HINT_COMMENTS, BLOCK_COMMENTS},
    {"disqus", false, HINT_COMMENTS, BLOCK_COMMENTS},
    {"respond", true, HINT_COMMENTS, BLOCK_COMMENTS},
    {"livefyre", false, HINT_COMMENTS, BLOCK_COMMENTS},
    {"coral", false, HINT_COMMENTS, BLOCK_COMMENTS},
    {"advert", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"ads", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"ad", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"sponsor", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"promo", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"werbung", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"anzeige", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"publicidad", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"reklam", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"outbrain", false, HINT_FURNITURE, BLOCK_RELATED},
    {"taboola", false, HINT_FURNITURE, BLOCK_RELATED},
    {"related", false, HINT_FURNITURE, BLOCK_RELATED},
    {"recommend", false, HINT_FURNITURE, BLOCK_RELATED},
    {"recirc", false, HINT_FURNITURE, BLOCK_RELATED},
    {"readmore", false, HINT_FURNITURE, BLOCK_RELATED},
    {"popular", false, HINT_FURNITURE, BLOCK_RELATED},
    {"trending", false, HINT_FURNITURE, BLOCK_RELATED},
    {"relacionad", false, HINT_FURNITURE, BLOCK_RELATED},
    {"verwandt", false, HINT_FURNITURE, BLOCK_RELATED},
    {"zergnet", false, HINT_FURNITURE, BLOCK_RELATED},
    {"share", false, HINT_FURNITURE, BLOCK_SHARE},
    {"sharing", false, HINT_FURNITURE, BLOCK_SHARE},
    {"social", false, HINT_FURNITURE, BLOCK_SHARE},
    {"addthis", false, HINT_FURNITURE, BLOCK_SHARE},
    {"sharedaddy", false, HINT_FURNITURE, BLOCK_SHARE},
    {"compartir", false, HINT_FURNITURE, BLOCK_SHARE},
    {"partage", false, HINT_FURNITURE, BLOCK_SHARE},
    {"teilen", false, HINT_FURNITURE, BLOCK_SHARE},
    {"newsletter", false, HINT_FURNITURE, BLOCK_NEWSLETTER},
    {"subscri", false, HINT_FURNITURE, BLOCK_NEWSLETTER},
    {"signup", false, HINT_FURNITURE, BLOCK_NEWSLETTER},
    {"paywall", false, HINT_FURNITURE, BLOCK_NEWSLETTER},
    {"login", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"cookie", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"consent", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"gdpr", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"popup", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"modal", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"lightbox", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"breadcrumb", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"sidebar", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"footer", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"nav", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"navbar", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"navigation", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"menu", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"masthead", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"pagination", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"pager", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"tags", true, HINT_FURNITURE, BLOCK_KEYWORDS},
    {"taglist", false, HINT_FURNITURE, BLOCK_KEYWORDS},
    {"byline", false, HINT_FURNITURE, BLOCK_BYLINE},
    {"bio", true, HINT_FURNITURE, BLOCK_BYLINE},
    {"author", true, HINT_FURNITURE, BLOCK_BYLINE},
    {"authors", true, HINT_FURNITURE, BLOCK_BYLINE},
    {"dateline", true, HINT_FURNITURE, BLOCK_BYLINE},
    {"timestamp", false, HINT_FURNITURE, BLOCK_BYLINE},
    {"copyright", false, HINT_FURNITURE, BLOCK_CREDIT},
    {"toolbar", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"carousel", false, HINT_CAPTION, BLOCK_CAPTION},
    {"slideshow", false, HINT_CAPTION, BLOCK_CAPTION},
    {"gallery", false, HINT_CAPTION, BLOCK_CAPTION},
    {"hidden", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"print", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"rail", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"skip", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"rating", false, HINT_FURNITURE, BLOCK_FURNITURE},
    {"widget", true, HINT_FURNITURE, BLOCK_FURNITURE},
    {"caption", false, HINT_CAPTION, BLOCK_CAPTION},
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

static const HintWord *find_word(const char *word, size_t size) {
    Bytes whole = {(const uint8_t *)word, size};
    for (size_t i = 0; i < sizeof hint_words / sizeof *hint_words; i++) {
        const HintWord *row = &hint_words[i];
        if (row->start[0] != word[0]) continue;
        Bytes start = bytes_from_string(row->start);
        if (row->whole ? bytes_equal(whole, start) : bytes_start_with(whole, start)) return row;
    }
    return NULL;
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

/* Comments before anything else; else the last word that says something. */
static HtmlHint hint_of_names(const HtmlTree *tree, uint32_t node) {
    Words words;
    words.count = 0;
    cut_words(html_attribute(tree, node, "class"), &words);
    cut_words(html_attribute(tree, node, "id"), &words);
    const HintWord *hint = NULL;
    bool body = false;
    for (size_t i = 0; i < words.count; i++) {
        const HintWord *found = find_word(words.items[i], words.sizes[i]);
        if (found) hint = found;
        if (found && found->kind == HINT_COMMENTS) break;
        body = body || names_body(&words, i);
    }
    if (hint) return (HtmlHint){hint->kind, hint->role};
    return (HtmlHint){body ? HINT_BODY : HINT_NONE, BLOCK_NARRATION};
}

/* An element that browsers don't show: a second copy for other programs, a message for later. */
static bool is_hidden(const HtmlTree *tree, uint32_t node) {
    Bytes style = html_attribute(tree, node, "style");
    size_t display = bytes_find(style, BYTES("display"));
    if (display != SIZE_MAX) {
        Bytes value = bytes_trim((Bytes){style.data + display + 7, style.size - display - 7});
        if (value.size > 0 && value.data[0] == ':') value = bytes_trim((Bytes){value.data + 1, value.size - 1});
        if (bytes_start_with(value, BYTES("none"))) return true;
    }
    return html_has_attribute(tree, node, "hidden") ||
           bytes_equal(html_attribute(tree, node, "aria-hidden"), BYTES("true"));
}

HtmlHint html_hint_find(const HtmlTree *tree, uint32_t node) {
    static const HtmlHint furniture = {HINT_FURNITURE, BLOCK_FURNITURE};
    static const HtmlHint none = {HINT_NONE, BLOCK_NARRATION};
    const HtmlNode *element = &tree->nodes.items[node];
    switch (element->tag) {
    case HTML_NAV:
    case HTML_FOOTER:
    case HTML_ASIDE: return furniture;
    case HTML_FIGCAPTION: return (HtmlHint){HINT_CAPTION, BLOCK_CAPTION};
    case HTML_BODY:
    case HTML_HTML:
    case HTML_TEXT: return none;
    default: break;
    }
    if (element->attribute_count == 0) return none;
    if (is_hidden(tree, node)) return (HtmlHint){HINT_HIDDEN, BLOCK_FURNITURE};
    if (bytes_equal_ignoring_case(html_attribute(tree, node, "itemprop"), BYTES("articleBody")))
        return (HtmlHint){HINT_BODY, BLOCK_NARRATION};
    Bytes role = html_attribute(tree, node, "role");
    if (bytes_equal(role, BYTES("navigation")) || bytes_equal(role, BYTES("complementary")) ||
        bytes_equal(role, BYTES("contentinfo")) || bytes_equal(role, BYTES("dialog")))
        return furniture;
    return hint_of_names(tree, node);
}
