/*
 * Captions: descriptions of pictures, and their credits.
 *
 * In:  one paragraph.
 * Out: whether it describes a picture.
 *
 * Signs, any of which is enough: it ends in a picture credit ("…/AFP/Getty Images", "(Photo: …)", "| AP Photo"); it
 * opens as captions do ("A picture taken on …", "Photo by …", "In this file photo"); it is a name and an organisation
 * without a verb and yet ends in a full stop; it tells in the present tense what a body does and ends in a full date.
 */
#include <string.h>

#include "roles.h"

/* A caption with more words than this would be a paragraph that happens to end in a credit. */
#define CAPTION_WORDS_MAX 120
/* Words at the end of a paragraph among which a credit is looked for. */
#define CREDIT_WORDS_MAX 9

static const char *const agencies[] = {
    "afp",    "anadolu", "ansa",   "ap",           "belga",   "bloomberg",   "corbis", "dpa",     "epa", "file",
    "getty",  "handout", "images", "itar-tass",    "kyodo",   "landov",      "mct",    "npr",     "pa",  "photo",
    "photos", "polaris", "pool",   "redux",        "reuters", "sipa",        "staff",  "tass",    "tns", "upi",
    "wenn",   "xinhua",  "zuma",   "shutterstock", "istock",  "istockphoto", "rex",    "sputnik", NULL,
};

static const char *const picture_words[] = {"photo", "photos", "photograph", "photographer", "picture",      "pictures",
                                            "image", "images", "credit",     "courtesy",     "illustration", NULL};

static bool is_capitalised(const BlockView *block, uint32_t index) {
    return block->words[index].flags & WORD_CAPITALISED;
}

/* "NAME/AFP/Getty Images" at the end: capitalised words, a slash among them, an agency among those around it. */
static bool ends_in_slashed_credit(const BlockView *block) {
    uint32_t first = block->word_count > CREDIT_WORDS_MAX ? block->word_count - CREDIT_WORDS_MAX : 0;
    bool slash = false;
    bool agency = false;
    for (uint32_t i = block->word_count; i-- > first;) {
        if (!is_capitalised(block, i) && !block_word_is(block, i, "via") && !block_word_is(block, i, "for") &&
            !block_word_is(block, i, "the"))
            break;
        agency = agency || block_word_is_any(block, i, agencies);
        slash = slash || (i > 0 && block_has_before(block, i, '/') && is_capitalised(block, i - 1));
        if (i > 0 && (block_has_before(block, i, '.') || block_has_before(block, i, '"'))) break;
    }
    if (!slash || !agency) return false;
    /* Behind a credit there is hardly a full stop; where there is one, an agency stands right before it. */
    return !block->stopped || block_word_is_any(block, block->word_count - 1, agencies);
}

/* ", Getty Images", "| AP Photo", "via Getty Images" */
static bool ends_in_plain_credit(const BlockView *block) {
    uint32_t last = block->word_count - 1;
    if (last < 2 || !is_capitalised(block, last)) return false;
    bool getty = block_word_is(block, last, "images") && block_word_is(block, last - 1, "getty");
    bool photo = (block_word_is(block, last, "photo") || block_word_is(block, last, "photos")) &&
                 block_word_is_any(block, last - 1, agencies);
    uint32_t first = getty || photo ? last - 1 : last;
    if (!getty && !photo && !block_word_is_any(block, last, agencies)) return false;
    if (block_has_before(block, first, '|')) return true;
    return (getty || photo) && (block_has_before(block, first, ',') || block_has_before(block, first, '(') ||
                                block_has_before(block, first, '.') || block_word_is(block, first - 1, "via"));
}

/* "Text of the caption. | AP Photo The headline follows": some pages run the two together. */
static bool has_barred_credit(const BlockView *block) {
    if (!memchr(block->text.data + block->bytes.begin, '|', block->bytes.end - block->bytes.begin)) return false;
    for (uint32_t i = 1; i < block->word_count && i < 70; i++) {
        if (!block_has_before(block, i, '|')) continue;
        for (uint32_t k = i; k < i + 5 && k < block->word_count; k++) {
            if (block_word_is_any(block, k, agencies)) return true;
        }
    }
    return false;
}

/* "(Photo: Ada Finch, AP)", "(AP Photo/Ada Finch)" closing the paragraph; or a last sentence "Photograph: …". */
static bool ends_in_labelled_credit(const BlockView *block) {
    size_t end = block->bytes.end;
    bool bracket =
        block->text.data[end - 1] == ')' ||
        (end - block->bytes.begin > 1 && block->text.data[end - 1] == '.' && block->text.data[end - 2] == ')');
    uint32_t first = block->word_count > 12 ? block->word_count - 12 : 0;
    for (uint32_t i = block->word_count; bracket && i-- > first;) {
        if (i == 0 || !block_has_before(block, i, '(')) continue;
        bool labelled = block_word_is_any(block, i, picture_words);
        bool agency_photo = i + 1 < block->word_count && block_word_is_any(block, i, agencies) &&
                            block_word_is_any(block, i + 1, picture_words);
        return labelled || agency_photo;
    }
    uint32_t opening = block->word_count - block->last_sentence_words;
    if (opening == 0 || block->last_sentence_words > 12 || block->last_sentence_words < 2) return false;
    return block_word_is_any(block, opening, picture_words) &&
           (block_has_before(block, opening + 1, ':') || block_word_is(block, opening + 1, "by") ||
            block_word_is(block, opening + 1, "courtesy"));
}

static const char *const openings[] = {
    "a file photo",
    "a file picture",
    "a handout photo",
    "a photo taken",
    "a photo shows",
    "a photograph taken",
    "a picture taken",
    "a picture shows",
    "a satellite image taken",
    "an image taken",
    "enlarge this image",
    "enlarge image",
    "file photo",
    "file:",
    "hide caption",
    "image:",
    "in this file photo",
    "in this handout",
    "in this image taken",
    "in this photo taken",
    "photo by",
    "photo courtesy",
    "photo credit",
    "photo illustration",
    "photo:",
    "photograph by",
    "photograph:",
    "photos by",
    "pictured above",
    "pictured:",
    "this file photo",
    "this handout",
    "this image taken",
    "this photo taken",
    "this picture taken",
    "toggle caption",
    NULL,
};

void captions_list_beginnings(PhraseBeginnings *beginnings) {
    for (size_t i = 0; openings[i]; i++) phrase_beginnings_add(beginnings, openings[i]);
}

static bool opens_like_caption(const BlockView *block) {
    for (size_t i = 0; block->may_open_phrase && openings[i]; i++) {
        if (block_starts_with(block, openings[i])) return true;
    }
    /* "In this May 2, 2019, photo", "In this Tuesday file photo" */
    if (!block_starts_with(block, "in this")) return false;
    for (uint32_t i = 2; i < 8 && i < block->word_count; i++) {
        if (block_word_is_any(block, i, picture_words)) return i > 2;
        if (!is_capitalised(block, i) && !(block->words[i].flags & WORD_NUMBER) && !block_word_is(block, i, "file"))
            return false;
    }
    return false;
}

/* A curly double quotation mark stands between the word and the one before. */
static bool has_curly_before(const BlockView *block, uint32_t index) {
    size_t begin = block->words[index - 1].byte_begin + block->words[index - 1].byte_size;
    for (size_t at = begin; at + 2 < block->words[index].byte_begin; at++) {
        if (memcmp(block->text.data + at, "\xE2\x80\x9C", 3) == 0 ||
            memcmp(block->text.data + at, "\xE2\x80\x9D", 3) == 0)
            return true;
    }
    return false;
}

/* "Harbour Minister Ada Finch, Port Authority.": capitals throughout, a comma, no verb, and a full stop. */
static bool is_named_fragment(const BlockView *block) {
    static const char *const small_words[] = {"a",  "and", "at",  "by", "for",  "from", "in",
                                              "of", "on",  "the", "to", "with", NULL};
    if (block->index == 0 || block->sentence_count != 1 || block->questions) return false;
    if (block->word_count < 5 || block->word_count > 16) return false;
    uint32_t last_comma = 0;
    uint32_t capitals = 0;
    for (uint32_t i = 0; i < block->word_count; i++) {
        bool small = block_word_is_any(block, i, small_words);
        if (!is_capitalised(block, i) && !small) return false;
        capitals += (block->words[i].flags & WORD_ALL_CAPITALS) != 0;
        if (i > 0 && block_has_before(block, i, ',')) last_comma = i;
        if (i > 0 && (block_has_before(block, i, ':') || block_has_before(block, i, '"'))) return false;
    }
    uint32_t behind_comma = block->word_count - last_comma;
    bool full_stop = block->text.data[block->bytes.end - 1] == '.';
    /* behind a dash it is the source of what stands above */
    if (block->words[0].byte_begin > block->bytes.begin || block_word_is(block, last_comma, "and")) return false;
    return last_comma > 1 && behind_comma <= 4 && full_stop && capitals * 2 < block->word_count;
}

/* "A man sits outside his shop in Vale, May 2, 2019." */
static bool is_dated_scene(const BlockView *block) {
    static const char *const months[] = {"january", "february",  "march",   "april",    "may",      "june", "july",
                                         "august",  "september", "october", "november", "december", "jan",  "feb",
                                         "aug",     "sept",      "oct",     "nov",      "dec",      NULL};
    static const char *const scenes[] = {
        "arrive",  "arrives",  "attend",  "attends", "carries", "carry",   "embrace", "embraces", "gather",   "gathers",
        "gesture", "gestures", "greets",  "hold",    "holds",   "hug",     "hugs",    "inspect",  "inspects", "kiss",
        "listen",  "listens",  "look",    "looks",   "march",   "marches", "pose",    "poses",    "pray",     "prays",
        "reacts",  "ride",     "rides",   "shake",   "shakes",  "sit",     "sits",    "sleep",    "sleeps",   "smile",
        "smiles",  "speak",    "speaks",  "stand",   "stands",  "talk",    "talks",   "wait",     "waits",    "walk",
        "walks",   "watch",    "watches", "wave",    "waves",   NULL,
    };
    uint32_t count = block->word_count;
    if (block->sentence_count != 1 || count < 8 || count > 60 || block->questions) return false;
    if (!(block->words[count - 1].flags & WORD_NUMBER) || !(block->words[count - 2].flags & WORD_NUMBER)) return false;
    if (block->words[count - 1].byte_size != 4 || block->words[count - 2].byte_size > 2) return false;
    Word month = block->words[count - 3];
    if (month.flags & WORD_ABBREVIATION) month.byte_size--;
    BlockView bare = *block;
    bare.words = &month;
    if (!block_word_is_any(&bare, 0, months)) return false;
    bool scene = false;
    for (uint32_t i = 1; i < count; i++) {
        /* posts from social media and speech end in dates too */
        if (block_has_before(block, i, '@') || block_has_before(block, i, '"') || block_has_before(block, i, '#') ||
            block_has_before(block, i, '/') || has_curly_before(block, i))
            return false;
        scene = scene || (i < 14 && i + 3 < count && block_word_is_any(block, i, scenes));
    }
    return scene;
}

bool captions_is_caption(const BlockView *block) {
    if (block->word_count > CAPTION_WORDS_MAX) return false;
    if (!block->quoted && opens_like_caption(block)) return true;
    if (ends_in_slashed_credit(block) || ends_in_plain_credit(block) || ends_in_labelled_credit(block)) return true;
    if (has_barred_credit(block)) return true;
    return !block->quoted && (is_named_fragment(block) || is_dated_scene(block));
}
