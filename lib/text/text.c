/*
 * Texts: bytes -> paragraphs, words, sentences, roles, in that order; and finding one's way in them.
 *
 * A paragraph without a word ("* * *") is left out, so every paragraph has at least one sentence and every sentence at
 * least one word. Words, sentences and paragraphs stand in text order and don't overlap, so that whatever contains a
 * place is found by bisection.
 */
#include "text.h"

#include <assert.h>
#include <string.h>

#include "builder.h"
#include "normalise.h"
#include "tokens.h"

static void add_paragraph(TextBuilder *builder, const TextDraft *draft, ByteSpan span) {
    size_t first = builder->words.count;
    tokens_read(builder, draft->bytes, span);
    if (builder->words.count == first) return;
    builder->words.items[first].flags |= WORD_PARAGRAPH_START;
    Paragraph paragraph = {
        .words = {(uint32_t)(first - draft->first_word), (uint32_t)(builder->words.count - draft->first_word)},
        .bytes = span,
        .first_sentence = (uint32_t)(builder->sentences.count - draft->first_sentence),
    };
    sentences_find(builder, draft, &paragraph);
    *array_push(&builder->paragraphs, builder->arena) = paragraph;
}

TextDraft builder_add_text(TextBuilder *builder, const Article *article) {
    Bytes bytes = article->text;
    TextDraft draft = {
        .bytes = bytes,
        .title = article->title,
        .stated_roles = article->stated_roles,
        .stated_role_count = article->stated_role_count,
        .first_word = builder->words.count,
        .first_sentence = builder->sentences.count,
        .first_paragraph = builder->paragraphs.count,
    };
    assert(bytes.size < UINT32_MAX);
    blocks_find(builder, bytes);
    for (size_t i = 0; i < builder->blocks.count; i++) add_paragraph(builder, &draft, builder->blocks.items[i]);
    roles_assign(builder, &draft);
    return draft;
}

Text text_build(Bytes bytes, Vocabulary *vocabulary, Arena *result, Arena scratch) {
    TextBuilder builder = {.arena = &scratch};
    builder_add_text(&builder, &(Article){.text = bytes});

    uint32_t *word_ids = arena_new_array_uncleared(result, uint32_t, builder.words.count);
    Word *words = arena_new_array_uncleared(result, Word, builder.words.count);
    Sentence *sentences = arena_new_array_uncleared(result, Sentence, builder.sentences.count);
    Paragraph *paragraphs = arena_new_array_uncleared(result, Paragraph, builder.paragraphs.count);
    for (size_t i = 0; i < builder.words.count; i++) {
        uint8_t folded[FOLDED_SIZE_MAX];
        words[i] = builder.words.items[i];
        Bytes word = {folded, normalise_word((Bytes){bytes.data + words[i].byte_begin, words[i].byte_size}, folded)};
        word_ids[i] = vocabulary_insert(vocabulary, word, bytes_hash(word), result);
    }
    for (size_t i = 0; i < builder.sentences.count; i++) sentences[i] = builder.sentences.items[i];
    for (size_t i = 0; i < builder.paragraphs.count; i++) paragraphs[i] = builder.paragraphs.items[i];
    return (Text){
        .bytes = bytes,
        .word_ids = word_ids,
        .words = words,
        .word_count = (uint32_t)builder.words.count,
        .sentences = sentences,
        .sentence_count = (uint32_t)builder.sentences.count,
        .paragraphs = paragraphs,
        .paragraph_count = (uint32_t)builder.paragraphs.count,
    };
}

BlockRole text_role_find(Bytes block, Arena scratch) {
    TextBuilder builder = {.arena = &scratch};
    builder_add_text(&builder, &(Article){.text = block});
    return builder.paragraphs.count == 1 ? builder.paragraphs.items[0].role : BLOCK_NARRATION;
}

/* The first two letters of a vocabulary's words, where they are ASCII's: most words of a text begin otherwise. */
typedef struct Beginnings {
    uint64_t bits[16]; /* five bits for each letter */
} Beginnings;

static bool is_letter(uint8_t byte) {
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static uint32_t beginning_of(const uint8_t *letters) {
    return (uint32_t)(letters[0] & 31) << 5 | (letters[1] & 31);
}

static Beginnings list_beginnings(const Vocabulary *vocabulary) {
    Beginnings beginnings = {0};
    for (uint32_t id = 0; id < vocabulary->count; id++) {
        Bytes word = vocabulary->words[id];
        if (word.size < 2 || !is_letter(word.data[0]) || !is_letter(word.data[1])) continue;
        uint32_t beginning = beginning_of(word.data);
        beginnings.bits[beginning / 64] |= UINT64_C(1) << beginning % 64;
    }
    return beginnings;
}

/* Folding keeps two letters at a word's begin, unless what follows may combine with the second. */
static bool may_begin(const Beginnings *beginnings, Bytes word) {
    if (word.size < 2 || !is_letter(word.data[0]) || !is_letter(word.data[1])) return true;
    if (word.size > 2 && word.data[2] >= 0x80) return true;
    uint32_t beginning = beginning_of(word.data);
    return beginnings->bits[beginning / 64] >> beginning % 64 & 1;
}

Text text_scan(Bytes bytes, const Vocabulary *vocabulary, Arena *result, Arena scratch) {
    assert(bytes.size < UINT32_MAX);
    Arena words_memory = *result; /* the words stay where they grow: nothing else is added to result meanwhile */
    TextBuilder blocks = {.arena = &scratch};
    blocks_find(&blocks, bytes);
    Arena gaps_memory = scratch;
    TextBuilder builder = {.arena = &words_memory};
    builder.gaps.capacity = bytes.size / 2 + TOKENS_ROOM;
    builder.gaps.items = arena_new_array_uncleared(&gaps_memory, uint32_t, builder.gaps.capacity);
    for (size_t i = 0; i < blocks.blocks.count; i++) tokens_read(&builder, bytes, blocks.blocks.items[i]);
    const WordArray words = builder.words;
    const Beginnings beginnings = list_beginnings(vocabulary);
    uint32_t *word_ids = arena_new_array_uncleared(&words_memory, uint32_t, words.count);
    for (size_t i = 0; i < words.count; i++) {
        uint8_t folded[FOLDED_SIZE_MAX];
        Bytes word = {bytes.data + words.items[i].byte_begin, words.items[i].byte_size};
        if (!may_begin(&beginnings, word)) {
            word_ids[i] = vocabulary->count;
            continue;
        }
        uint32_t id = vocabulary_find(vocabulary, (Bytes){folded, normalise_word(word, folded)});
        word_ids[i] = id == WORD_ID_NONE ? vocabulary->count : id;
    }
    *result = words_memory;
    return (Text){.bytes = bytes, .word_ids = word_ids, .words = words.items, .word_count = (uint32_t)words.count};
}

static uint32_t word_end(const Text *text, uint32_t word_index) {
    return text->words[word_index].byte_begin + text->words[word_index].byte_size;
}

/*
 * Words fill a text evenly, so the place is looked for where the offset's share of the bytes puts it, in growing steps
 * from there, and bisected only between the last two: the few words touched stand together in memory.
 */
/* The same as text_word_at, looked for from a word that is thought to be near. */
static uint32_t word_at_near(const Text *text, uint32_t byte_offset, uint32_t guess) {
    if (byte_offset >= text->bytes.size) return text->word_count;
    uint32_t low = guess;
    uint32_t high = guess;
    for (uint32_t step = 4; high < text->word_count && word_end(text, high) <= byte_offset; step *= 2) {
        low = high + 1;
        high = step < text->word_count - high ? high + step : text->word_count;
    }
    for (uint32_t step = 4; low > 0 && word_end(text, low - 1) > byte_offset; step *= 2) {
        high = low - 1;
        low = step < low ? low - step : 0;
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (word_end(text, middle) > byte_offset)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

uint32_t text_word_at(const Text *text, uint32_t byte_offset) {
    if (byte_offset >= text->bytes.size) return text->word_count;
    return word_at_near(text, byte_offset, (uint32_t)((uint64_t)text->word_count * byte_offset / text->bytes.size));
}

uint32_t text_sentence_of(const Text *text, uint32_t word_index) {
    assert(word_index < text->word_count);
    uint32_t low = 0;
    uint32_t high = text->sentence_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (text->sentences[middle].words.end > word_index)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

uint32_t text_paragraph_of(const Text *text, uint32_t word_index) {
    return text->sentences[text_sentence_of(text, word_index)].paragraph_index;
}

ByteSpan text_bytes_of(const Text *text, WordSpan words) {
    assert(words.begin <= words.end && words.end <= text->word_count);
    uint32_t begin = words.begin < text->word_count ? text->words[words.begin].byte_begin : (uint32_t)text->bytes.size;
    if (words.begin == words.end) return (ByteSpan){begin, begin};
    return (ByteSpan){begin, word_end(text, words.end - 1)};
}

WordSpan text_words_near(const Text *text, ByteSpan bytes, uint32_t near_word) {
    uint32_t begin = word_at_near(text, bytes.begin, near_word < text->word_count ? near_word : text->word_count);
    if (begin < text->word_count && text->words[begin].byte_begin < bytes.begin) begin++;
    uint32_t end = bytes.end > bytes.begin ? word_at_near(text, bytes.end - 1, begin) : begin;
    if (end < text->word_count && word_end(text, end) == bytes.end) end++;
    return (WordSpan){begin, end < begin ? begin : end};
}

WordSpan text_words_of(const Text *text, ByteSpan bytes) {
    if (text->bytes.size == 0) return (WordSpan){text->word_count, text->word_count};
    uint64_t guess = (uint64_t)text->word_count * bytes.begin / text->bytes.size;
    return text_words_near(text, bytes, guess < text->word_count ? (uint32_t)guess : text->word_count);
}

Bytes text_word_bytes(const Text *text, uint32_t word_index) {
    assert(word_index < text->word_count);
    const Word *word = &text->words[word_index];
    return (Bytes){text->bytes.data + word->byte_begin, word->byte_size};
}
