/*
 * Words given in translation.
 *
 * In:  a quotation and its article's text.
 * Out: whether the article says that they were said in another language: "she said in Estonian", "through an
 *      interpreter", "according to a translation by …".
 *
 * Two articles may translate one sentence differently without either being wrong. Where one member of a family says
 * that its words are a translation, a difference of wording between readings says nothing about who changed what:
 * families.c leaves such a variant open. Numbers, names and negations don't depend on the translator.
 *
 * Only the narrator's words near the source or the cue count: a speech may well speak of translations itself.
 */
#include "translation.h"

/* As far as "…," the minister said on Tuesday at a forum in Riga, speaking in Latvian. */
#define NEAR_WORDS 12

static const char *const LANGUAGES[] = {
    "Afrikaans", "Albanian",  "Amharic",   "Arabic",    "Armenian",   "Azerbaijani", "Basque",  "Belarusian", "Bengali",
    "Bosnian",   "Bulgarian", "Burmese",   "Cantonese", "Catalan",    "Chinese",     "Creole",  "Croatian",   "Czech",
    "Danish",    "Dari",      "Dutch",     "Estonian",  "Farsi",      "Finnish",     "French",  "Georgian",   "German",
    "Greek",     "Hebrew",    "Hindi",     "Hungarian", "Icelandic",  "Indonesian",  "Italian", "Japanese",   "Kazakh",
    "Khmer",     "Korean",    "Kurdish",   "Latvian",   "Lithuanian", "Macedonian",  "Malay",   "Mandarin",   "Nepali",
    "Norwegian", "Pashto",    "Persian",   "Polish",    "Portuguese", "Punjabi",     "Russian", "Romanian",   "Serbian",
    "Slovak",    "Slovenian", "Somali",    "Spanish",   "Swahili",    "Swedish",     "Tagalog", "Tamil",      "Thai",
    "Tigrinya",  "Turkish",   "Ukrainian", "Urdu",      "Uzbek",      "Vietnamese",  "Welsh"};

static const char *const TRANSLATIONS[] = {"interpreter",  "interpreters", "translated", "translation",
                                           "translations", "translator",   "translators"};

static bool is_one_of(Bytes word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (bytes_equal_ignoring_case(word, bytes_from_string(list[i]))) return true;
    return false;
}

/* "in Estonian", but not "in French waters"; "a translation", but not what the quoted words themselves say. */
static bool word_tells(const Text *text, uint32_t word, WordSpan paragraph) {
    static const size_t LANGUAGE_COUNT = sizeof LANGUAGES / sizeof *LANGUAGES;
    Bytes bytes = text_word_bytes(text, word);
    if (is_one_of(bytes, TRANSLATIONS, sizeof TRANSLATIONS / sizeof *TRANSLATIONS)) return true;
    if ((text->words[word].flags & WORD_CAPITALISED) == 0 || word == paragraph.begin) return false;
    if (!bytes_equal(text_word_bytes(text, word - 1), BYTES("in"))) return false;
    if (!is_one_of(bytes, LANGUAGES, LANGUAGE_COUNT)) return false;
    if (word + 1 == paragraph.end) return true;
    uint32_t end = text->words[word].byte_begin + text->words[word].byte_size;
    /* An adjective stands right before its noun; a language before a point, a mark or a small word. */
    if (text->words[word + 1].byte_begin > end + 1) return true;
    static const char *const SMALL[] = {"to", "that", "on", "at", "and", "during", "after", "before", "when", "with"};
    return is_one_of(text_word_bytes(text, word + 1), SMALL, sizeof SMALL / sizeof *SMALL);
}

static bool noted_near(const Text *text, const Quotation *quotation, ByteSpan place) {
    if (place.begin == place.end) return false;
    uint32_t at = text_word_at(text, place.begin);
    if (at >= text->word_count) return false;
    WordSpan paragraph = text->paragraphs[text_paragraph_of(text, at)].words;
    uint32_t begin = at > paragraph.begin + NEAR_WORDS ? at - NEAR_WORDS : paragraph.begin;
    uint32_t end = paragraph.end - at > NEAR_WORDS ? at + NEAR_WORDS : paragraph.end;
    for (uint32_t word = begin; word < end; word++)
        if (!quotation_holds(quotation, text->words[word].byte_begin) && word_tells(text, word, paragraph)) return true;
    return false;
}

bool translation_noted(const Text *text, const Quotation *quotation) {
    return noted_near(text, quotation, quotation->cue) || noted_near(text, quotation, quotation->source);
}
