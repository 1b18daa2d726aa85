/*
 * From the word lists to flags by word number.
 *
 * In:  the vocabulary of a collection.
 * Out: one WordClass for each word.
 *
 * The lists (lexicon_words.c) are short and the vocabulary is long, so each listed form is looked up in the vocabulary
 * and not the other way round. Regular verb forms are made here from the base form. Endings that tell something by
 * themselves (-ly, -ed, -ing) are read off every word of the vocabulary; the lists come after and may correct them.
 */
#include "lexicon.h"

#include <string.h>

#include "lexicon_words.h"

#define FORM_SIZE_MAX 48 /* longer than any listed word with its ending */

typedef struct Form {
    char letters[FORM_SIZE_MAX];
    size_t size;
} Form;

static void form_append(Form *form, const char *letters, size_t size) {
    if (form->size + size > FORM_SIZE_MAX) return;
    memcpy(form->letters + form->size, letters, size);
    form->size += size;
}

static void form_mark(const Vocabulary *vocabulary, const Form *form, const WordClass *meaning, WordClass *classes) {
    uint32_t id = vocabulary_find(vocabulary, (Bytes){(const uint8_t *)form->letters, form->size});
    if (id == WORD_ID_NONE) return;
    classes[id].flags |= meaning->flags;
    if (meaning->cue != CUE_NONE && classes[id].cue == CUE_NONE) classes[id].cue = meaning->cue;
    classes[id].frames |= meaning->frames;
}

static bool is_vowel(char letter) {
    return letter == 'a' || letter == 'e' || letter == 'i' || letter == 'o' || letter == 'u';
}

/* The base form with an ending: "es" / "ed" / "ing", with the usual changes of spelling. */
static Form form_inflect(Bytes base, const char *ending, bool doubles) {
    Form form = {{0}, 0};
    form_append(&form, (const char *)base.data, base.size);
    if (base.size < 2) return form;
    char last = (char)base.data[base.size - 1];
    char before = (char)base.data[base.size - 2];
    bool consonant_y = last == 'y' && !is_vowel(before);
    switch (ending[0]) {
    case 's':
        if (consonant_y) {
            form.size--;
            form_append(&form, "ies", 3);
        } else if (last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 's' || before == 'c'))) {
            form_append(&form, "es", 2);
        } else {
            form_append(&form, "s", 1);
        }
        return form;
    case 'e':
        if (consonant_y) {
            form.size--;
            form_append(&form, "ied", 3);
            return form;
        }
        if (doubles) form_append(&form, &last, 1);
        form_append(&form, last == 'e' ? "d" : "ed", last == 'e' ? 1 : 2);
        return form;
    default:
        if (last == 'e' && before != 'e') form.size--;
        if (doubles) form_append(&form, &last, 1);
        form_append(&form, "ing", 3);
        return form;
    }
}

static Form form_of(Bytes letters) {
    Form form = {{0}, 0};
    form_append(&form, (const char *)letters.data, letters.size);
    return form;
}

/* Cuts the next piece off *rest at a separator; false at the end. */
static bool piece_next(Bytes *rest, uint8_t separator, Bytes *piece) {
    while (rest->size > 0 && rest->data[0] == separator) *rest = (Bytes){rest->data + 1, rest->size - 1};
    if (rest->size == 0) return false;
    size_t size = 0;
    while (size < rest->size && rest->data[size] != separator) size++;
    *piece = (Bytes){rest->data, size};
    *rest = (Bytes){rest->data + size, rest->size - size};
    return true;
}

/* entry: "claim", "admit+" (doubles its last letter), "say:said", "write:wrote:written", "report*" (noun-like). */
static void verb_mark(const Vocabulary *vocabulary, Bytes entry, WordClass meaning, WordClass *classes) {
    Bytes rest = entry;
    Bytes base = {0};
    Bytes past = {0};
    Bytes participle = {0};
    if (!piece_next(&rest, ':', &base)) return;
    bool irregular = piece_next(&rest, ':', &past);
    bool two_forms = piece_next(&rest, ':', &participle);
    bool doubles = false;
    uint32_t noun_like = 0;
    while (base.size > 0 && (base.data[base.size - 1] == '+' || base.data[base.size - 1] == '*')) {
        if (base.data[base.size - 1] == '+') doubles = true;
        if (base.data[base.size - 1] == '*') noun_like = CLASS_NOUN_LIKE;
        base.size--;
    }
    uint32_t shared = meaning.flags;
    Form form = form_of(base);
    meaning.flags = shared | noun_like | CLASS_FORM_BASE;
    form_mark(vocabulary, &form, &meaning, classes);
    form = form_inflect(base, "s", false);
    meaning.flags = shared | noun_like | CLASS_FORM_THIRD;
    form_mark(vocabulary, &form, &meaning, classes);
    form = irregular ? form_of(past) : form_inflect(base, "ed", doubles);
    meaning.flags = shared | CLASS_FORM_PAST | (two_forms ? 0 : CLASS_FORM_PARTICIPLE);
    form_mark(vocabulary, &form, &meaning, classes);
    if (two_forms) {
        form = form_of(participle);
        meaning.flags = shared | CLASS_FORM_PARTICIPLE;
        form_mark(vocabulary, &form, &meaning, classes);
    }
    form = form_inflect(base, "ing", doubles);
    meaning.flags = shared | CLASS_FORM_ING;
    form_mark(vocabulary, &form, &meaning, classes);
}

static void endings_mark(const Vocabulary *vocabulary, WordClass *classes) {
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        Bytes word = vocabulary->words[id];
        if (word.size >= 5 && bytes_end_with(word, BYTES("ly"))) classes[id].flags |= CLASS_ADVERB;
        if (word.size >= 5 && bytes_end_with(word, BYTES("ed"))) classes[id].flags |= CLASS_PAST;
        if (word.size >= 5 && bytes_end_with(word, BYTES("ing"))) classes[id].flags |= CLASS_ING;
    }
}

/* Words in -ly, -ed, -ing that are nothing of what their ending says. */
static void exceptions_unmark(const Vocabulary *vocabulary, WordClass *classes) {
    Bytes rest = bytes_from_string(lexicon_ending_exceptions);
    Bytes word;
    while (piece_next(&rest, ' ', &word)) {
        uint32_t id = vocabulary_find(vocabulary, word);
        if (id != WORD_ID_NONE) classes[id].flags &= ~(uint32_t)(CLASS_ADVERB | CLASS_PAST | CLASS_ING);
    }
}

static void media_leads_mark(const Vocabulary *vocabulary, WordClass *classes) {
    Bytes rest = bytes_from_string(lexicon_media_leads);
    Bytes word;
    while (piece_next(&rest, ' ', &word)) {
        uint32_t id = vocabulary_find(vocabulary, word);
        if (id != WORD_ID_NONE) classes[id].leads_to_medium = true;
    }
}

const WordClass *lexicon_classes_build(const Vocabulary *vocabulary, Arena *result) {
    WordClass *classes = arena_new_array(result, WordClass, vocabulary->count + 1);
    endings_mark(vocabulary, classes);
    exceptions_unmark(vocabulary, classes);
    for (size_t list = 0; lexicon_cues[list].words != NULL; list++) {
        WordClass meaning = {.cue = (uint8_t)lexicon_cues[list].cue, .frames = (uint8_t)lexicon_cues[list].frames};
        Bytes rest = bytes_from_string(lexicon_cues[list].words);
        Bytes entry;
        while (piece_next(&rest, ' ', &entry)) verb_mark(vocabulary, entry, meaning, classes);
    }
    for (size_t list = 0; lexicon_verbs[list] != NULL; list++) {
        Bytes rest = bytes_from_string(lexicon_verbs[list]);
        Bytes entry;
        while (piece_next(&rest, ' ', &entry)) {
            verb_mark(vocabulary, entry, (WordClass){.flags = CLASS_VERB}, classes);
        }
    }
    for (size_t list = 0; lexicon_words[list].words != NULL; list++) {
        WordClass meaning = {.flags = lexicon_words[list].flags};
        Bytes rest = bytes_from_string(lexicon_words[list].words);
        Bytes word;
        while (piece_next(&rest, ' ', &word)) {
            Form form = form_of(word);
            form_mark(vocabulary, &form, &meaning, classes);
        }
    }
    media_leads_mark(vocabulary, classes);
    return classes;
}
