/*
 * In:  the corpus's vocabulary and the word lists.
 * Out: for every word id what it can be in a name, and three keys under which spellings meet.
 *
 * The keys: base_id drops a possessive 's. skeleton maps spellings of one name to one number: without accents and
 * without the article "al-", letters doubled in transcription made single, y as i, the vowels a/e and o/u not told
 * apart, ph as f, q as k. Short words keep their letters: in "Lee" and "Lea" every letter counts. given adds short
 * forms: Bill is William.
 *
 * NAME_COMMON is learned from the collection: a word written in lower case more often than with a capital inside a
 * sentence is no name, however it stands at the start of one or in a headline. Counts are sums, so threads and order
 * don't matter. Where the corpus is a few articles of a collection, what that has shown is believed instead
 * (Corpus.known_cases), and only words that it never had are learned from these articles.
 */
#include "name_lexicon.h"

#include <string.h>
#include <utf8proc.h>

#include "../base/parallel.h"
#include "../base/utf8.h"

#define SKELETON_LETTERS_MIN 5 /* shorter words keep their vowels */
#define SKELETON_BYTES_MAX 96
#define ARTICLES_PER_CHUNK 64
#define WORDS_PER_CHUNK 8192
#define COUNTERS_MAX 8 /* sets of counts, each two numbers a word */

const RoleWord *name_lexicon_role(uint8_t role) {
    return &name_lexicon_roles[role].role;
}

/* --- Keys --------------------------------------------------------------------------------------------------------- */

static Bytes possessive_strip(Bytes word) {
    if (word.size > 2 && word.data[word.size - 2] == '\'' && word.data[word.size - 1] == 's') {
        return (Bytes){word.data, word.size - 2};
    }
    return word;
}

/* The letters of a folded word without accents, as ASCII where a Latin letter has one; other scripts stay. */
static size_t accents_strip(Bytes word, uint8_t out[SKELETON_BYTES_MAX]) {
    size_t size = 0;
    size_t offset = 0;
    while (offset < word.size && size + 8 < SKELETON_BYTES_MAX) {
        if (word.data[offset] < 0x80) {
            out[size++] = word.data[offset++];
            continue;
        }
        uint32_t code_point = utf8_next(word, &offset);
        utf8proc_int32_t parts[8];
        int boundary = 0;
        utf8proc_ssize_t count =
            utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
        uint32_t letter = count > 0 ? (uint32_t)parts[0] : code_point;
        if (letter >= 0x300 && letter < 0x370) continue; /* a mark of its own */
        switch (letter) {
        case 0x131: letter = 'i'; break; /* dotless i */
        case 0xF8: letter = 'o'; break; /* o with stroke */
        case 0x142: letter = 'l'; break; /* l with stroke */
        case 0x111: letter = 'd'; break; /* d with stroke */
        case 0xDF: letter = 's'; break; /* sharp s */
        case 0xE6: letter = 'a'; break; /* ae */
        default: break;
        }
        size += (size_t)utf8proc_encode_char((utf8proc_int32_t)letter, out + size);
    }
    return size;
}

static uint8_t letter_class(uint8_t letter) {
    switch (letter) {
    case 'y': return 'i';
    case 'e': return 'a';
    case 'o': return 'u';
    case 'q': return 'k';
    default: return letter;
    }
}

static uint32_t skeleton_of(Bytes word) {
    uint8_t letters[SKELETON_BYTES_MAX];
    size_t size = accents_strip(word, letters);
    size_t begin = 0;
    if (size > 4 && letters[2] == '-' && letters[1] == 'l' && (letters[0] == 'a' || letters[0] == 'e')) begin = 3;
    uint8_t out[SKELETON_BYTES_MAX];
    size_t out_size = 0;
    bool loose = size - begin >= SKELETON_LETTERS_MIN;
    for (size_t i = begin; i < size; i++) {
        uint8_t letter = letters[i];
        if (letter == '.' || letter == '\'' || letter == '-') continue;
        if (loose) {
            if (letter == 'p' && i + 1 < size && letters[i + 1] == 'h') {
                letter = 'f';
                i++;
            }
            letter = letter_class(letter);
            if (out_size > 0 && out[out_size - 1] == letter) continue;
        }
        out[out_size++] = letter;
    }
    if (out_size == 0) return 0;
    uint32_t hash = (uint32_t)(bytes_hash((Bytes){out, out_size}) >> 32);
    return hash == 0 ? 1 : hash;
}

uint32_t name_lexicon_skeleton(Bytes word) {
    uint8_t lower[SKELETON_BYTES_MAX];
    size_t size = word.size < sizeof lower ? word.size : sizeof lower;
    for (size_t i = 0; i < size; i++) {
        bool capital = word.data[i] >= 'A' && word.data[i] <= 'Z';
        lower[i] = capital ? (uint8_t)(word.data[i] + ('a' - 'A')) : word.data[i];
    }
    return skeleton_of((Bytes){lower, size});
}

typedef struct KeyTask {
    const Vocabulary *vocabulary;
    NameWord *words;
} KeyTask;

static void keys_fill(void *context, uint32_t worker_index, size_t item_index) {
    (void)worker_index;
    KeyTask *task = context;
    uint32_t begin = (uint32_t)item_index * WORDS_PER_CHUNK;
    uint32_t end =
        begin + WORDS_PER_CHUNK < task->vocabulary->count ? begin + WORDS_PER_CHUNK : task->vocabulary->count;
    for (uint32_t id = begin; id < end; id++) {
        Bytes word = task->vocabulary->words[id];
        Bytes base = possessive_strip(word);
        uint32_t base_id = base.size == word.size ? id : vocabulary_find(task->vocabulary, base);
        NameWord *out = &task->words[id];
        out->base_id = base_id == WORD_ID_NONE ? id : base_id;
        out->skeleton = skeleton_of(base);
        out->given = out->skeleton;
    }
}

/* --- Lists -------------------------------------------------------------------------------------------------------- */

/* The next word of a list separated by spaces; empty at its end. */
static Bytes list_next(const char **rest) {
    while (**rest == ' ') (*rest)++;
    const char *begin = *rest;
    while (**rest != '\0' && **rest != ' ') (*rest)++;
    return (Bytes){(const uint8_t *)begin, (size_t)(*rest - begin)};
}

/* The ids of a word and of its possessive; WORD_ID_NONE where the collection has it not. */
static void ids_find(const Vocabulary *vocabulary, Bytes word, uint32_t ids[2]) {
    uint8_t possessive[64];
    ids[0] = vocabulary_find(vocabulary, word);
    ids[1] = WORD_ID_NONE;
    if (word.size + 2 > sizeof possessive) return;
    memcpy(possessive, word.data, word.size);
    memcpy(possessive + word.size, "'s", 2);
    ids[1] = vocabulary_find(vocabulary, (Bytes){possessive, word.size + 2});
}

typedef enum ListField { FIELD_FLAGS, FIELD_ROLE, FIELD_NATION, FIELD_PRONOUN, FIELD_GIVEN } ListField;

static void list_apply(const Vocabulary *vocabulary, NameWord *words, const char *list, ListField field,
                       uint32_t value) {
    for (Bytes word = list_next(&list); word.size > 0; word = list_next(&list)) {
        uint32_t ids[2];
        ids_find(vocabulary, word, ids);
        for (int i = 0; i < 2; i++) {
            if (ids[i] == WORD_ID_NONE) continue;
            NameWord *out = &words[ids[i]];
            switch (field) {
            case FIELD_FLAGS: out->flags |= value; break;
            case FIELD_ROLE: out->role = (uint8_t)value; break;
            case FIELD_NATION: out->nation = (uint8_t)value; break;
            case FIELD_PRONOUN: out->pronoun = (uint8_t)value; break;
            case FIELD_GIVEN: out->given = value; break;
            }
        }
    }
}

static void lists_apply(const Vocabulary *vocabulary, NameWord *words) {
    for (uint32_t i = 0; i < name_lexicon_list_count; i++) {
        list_apply(vocabulary, words, name_lexicon_lists[i].words, FIELD_FLAGS, name_lexicon_lists[i].flags);
    }
    for (uint32_t i = 1; i < name_lexicon_role_count; i++) {
        list_apply(vocabulary, words, name_lexicon_roles[i].words, FIELD_ROLE, i);
    }
    for (uint32_t i = 1; i < name_lexicon_nation_count; i++) {
        const NameLexiconNation *nation = &name_lexicon_nations[i];
        list_apply(vocabulary, words, nation->nouns, FIELD_NATION, i);
        list_apply(vocabulary, words, nation->nouns, FIELD_FLAGS, NAME_NATION_NOUN);
        list_apply(vocabulary, words, nation->adjectives, FIELD_NATION, i);
        list_apply(vocabulary, words, nation->adjectives, FIELD_FLAGS, NAME_NATION_ADJECTIVE);
    }
    for (uint32_t i = 0; i < name_lexicon_pronoun_count; i++) {
        list_apply(vocabulary, words, name_lexicon_pronouns[i].words, FIELD_PRONOUN, name_lexicon_pronouns[i].pronoun);
    }
    for (uint32_t i = 0; i < name_lexicon_nickname_count; i++) {
        const char *rest = name_lexicon_nicknames[i];
        uint32_t key = skeleton_of(list_next(&rest));
        list_apply(vocabulary, words, name_lexicon_nicknames[i], FIELD_GIVEN, key);
    }
}

/* --- What the collection writes in lower case --------------------------------------------------------------------- */

typedef struct CaseCounts {
    uint32_t *lower;
    uint32_t *capitalised;
} CaseCounts;

typedef struct CaseTask {
    const Corpus *corpus;
    CaseCounts counts[COUNTERS_MAX];
} CaseTask;

/* "al-Sham" */
static bool article_capitalised(const Text *text, uint32_t word) {
    const Word *at = &text->words[word];
    const uint8_t *bytes = text->bytes.data + at->byte_begin;
    return at->byte_size > 4 && bytes[2] == '-' && bytes[3] >= 'A' && bytes[3] <= 'Z';
}

static void cases_count(void *context, uint32_t worker_index, size_t item_index) {
    CaseTask *task = context;
    CaseCounts *counts = &task->counts[worker_index];
    uint32_t begin = (uint32_t)item_index * ARTICLES_PER_CHUNK;
    uint32_t end = begin + ARTICLES_PER_CHUNK;
    if (end > task->corpus->article_count) end = task->corpus->article_count;
    for (uint32_t article = begin; article < end; article++) {
        const Text *text = &task->corpus->texts[article];
        for (uint32_t p = 0; p < text->paragraph_count; p++) {
            if (text->paragraphs[p].role != BLOCK_NARRATION) continue;
            WordSpan words = text->paragraphs[p].words;
            for (uint32_t w = words.begin; w < words.end; w++) {
                uint16_t flags = text->words[w].flags;
                if (!(flags & WORD_CAPITALISED) && !article_capitalised(text, w)) {
                    counts->lower[text->word_ids[w]]++;
                } else if (!(flags & WORD_SENTENCE_START)) {
                    counts->capitalised[text->word_ids[w]]++;
                }
            }
        }
    }
}

static void common_learn(const Corpus *corpus, NameWord *words, uint32_t threads, Arena scratch) {
    uint32_t workers = parallel_threads(threads);
    if (workers > COUNTERS_MAX) workers = COUNTERS_MAX;
    uint32_t count = corpus->vocabulary.count;
    CaseTask task = {.corpus = corpus};
    for (uint32_t i = 0; i < workers; i++) {
        task.counts[i].lower = arena_new_array(&scratch, uint32_t, count);
        task.counts[i].capitalised = arena_new_array(&scratch, uint32_t, count);
    }
    size_t chunks = (corpus->article_count + ARTICLES_PER_CHUNK - 1) / ARTICLES_PER_CHUNK;
    parallel_for(workers, chunks, cases_count, &task);
    for (uint32_t id = 0; id < count; id++) {
        uint32_t lower = 0;
        uint32_t capitalised = 0;
        for (uint32_t i = 0; i < workers; i++) {
            lower += task.counts[i].lower[id];
            capitalised += task.counts[i].capitalised[id];
        }
        bool common = lower > capitalised, capital_seen = capitalised > 0;
        if (corpus->known_cases && corpus->known_cases[id] & WORD_CASE_KNOWN) {
            common = corpus->known_cases[id] & WORD_CASE_COMMON;
            capital_seen = corpus->known_cases[id] & WORD_CASE_CAPITAL_SEEN;
        }
        if (common) words[id].flags |= NAME_COMMON;
        if (capital_seen) words[id].flags |= NAME_CAPITAL_SEEN;
    }
}

const uint8_t *name_lexicon_cases(const NameLexicon *lexicon, const Corpus *corpus, Arena *result) {
    uint8_t *cases = arena_new_array_uncleared(result, uint8_t, corpus->vocabulary.count);
    for (uint32_t id = 0; id < corpus->vocabulary.count; id++) {
        const uint32_t flags = lexicon->words[id].flags;
        cases[id] = (uint8_t)((flags & NAME_COMMON ? WORD_CASE_COMMON : 0) |
                              (flags & NAME_CAPITAL_SEEN ? WORD_CASE_CAPITAL_SEEN : 0));
    }
    return cases;
}

NameLexicon name_lexicon_build(const Corpus *corpus, uint32_t threads, Arena *result, Arena scratch) {
    const Vocabulary *vocabulary = &corpus->vocabulary;
    NameWord *words = arena_new_array(result, NameWord, vocabulary->count);
    KeyTask task = {.vocabulary = vocabulary, .words = words};
    parallel_for(threads, (vocabulary->count + WORDS_PER_CHUNK - 1) / WORDS_PER_CHUNK, keys_fill, &task);
    lists_apply(vocabulary, words);
    common_learn(corpus, words, threads, scratch);
    return (NameLexicon){
        .words = words,
        .of_id = vocabulary_find(vocabulary, BYTES("of")),
        .state_id = vocabulary_find(vocabulary, BYTES("state")),
        .foreign_id = vocabulary_find(vocabulary, BYTES("foreign")),
        .vice_id = vocabulary_find(vocabulary, BYTES("vice")),
        .prime_id = vocabulary_find(vocabulary, BYTES("prime")),
        .and_id = vocabulary_find(vocabulary, BYTES("and")),
        .united_id = vocabulary_find(vocabulary, BYTES("united")),
    };
}
