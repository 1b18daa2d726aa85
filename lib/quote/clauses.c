/*
 * From words and quoted spans to tokens and units.
 *
 * In:  an article's words, paragraphs, top-level quoted spans.
 * Out: tokens with the punctuation between them; units.
 *
 * The text stage ends sentences inside quotations too ("It rains. It pours," she said); for attribution the quotation
 * is one piece and the sentence around it counts. A unit therefore begins with its paragraph, with a word that begins
 * a sentence outside quotation marks, or with a quotation after a full stop. One exception: a quotation that ends in
 * "?", "!" or a stop and is followed by no more than its speaker and a cue ("Is it over?" Marsh asked.) keeps them.
 *
 * Invariant: tokens are in text order and do not overlap; every unit lies in one paragraph. One pass, linear.
 */
#include "clauses.h"

#include "../base/utf8.h"

#define SPEAKER_TOKENS_MAX 8 /* between a quotation's end and the cue that still belongs to it */

bool clauses_is_quote(const Clauses *clauses, uint32_t token) {
    return clauses->tokens[token].quoted != INDEX_NONE;
}

const WordClass *clauses_class(const Clauses *clauses, uint32_t token) {
    static const WordClass nothing = {0};
    const Token *it = &clauses->tokens[token];
    if (it->quoted != INDEX_NONE) return &nothing;
    return &clauses->input->word_classes[clauses->input->text->word_ids[it->words.begin]];
}

uint32_t clauses_flags(const Clauses *clauses, uint32_t token) {
    return clauses_class(clauses, token)->flags;
}

uint16_t clauses_word_flags(const Clauses *clauses, uint32_t token) {
    return clauses->input->text->words[clauses->tokens[token].words.begin].flags;
}

bool clauses_word_is(const Clauses *clauses, uint32_t token, Bytes folded) {
    const Token *it = &clauses->tokens[token];
    if (it->quoted != INDEX_NONE) return false;
    return bytes_equal(clauses->input->vocabulary->words[clauses->input->text->word_ids[it->words.begin]], folded);
}

uint16_t clauses_gap_after(const Clauses *clauses, uint32_t token, uint32_t end) {
    uint16_t gap = clauses->tokens[token].tail;
    if (token + 1 < end) gap |= clauses->tokens[token + 1].gap;
    return gap;
}

static ByteSpan token_inner(const Clauses *clauses, const Token *token) {
    if (token->quoted != INDEX_NONE) return clauses->input->quoted->items[token->quoted].inner;
    return text_bytes_of(clauses->input->text, token->words);
}

static ByteSpan token_outer(const Clauses *clauses, const Token *token) {
    if (token->quoted != INDEX_NONE) return clauses->input->quoted->items[token->quoted].outer;
    return text_bytes_of(clauses->input->text, token->words);
}

ByteSpan clauses_bytes(const Clauses *clauses, TokenSpan tokens) {
    if (tokens.begin >= tokens.end) return (ByteSpan){0, 0};
    return (ByteSpan){token_inner(clauses, &clauses->tokens[tokens.begin]).begin,
                      token_inner(clauses, &clauses->tokens[tokens.end - 1]).end};
}

ByteSpan clauses_outer_bytes(const Clauses *clauses, TokenSpan tokens) {
    if (tokens.begin >= tokens.end) return (ByteSpan){0, 0};
    return (ByteSpan){token_outer(clauses, &clauses->tokens[tokens.begin]).begin,
                      token_outer(clauses, &clauses->tokens[tokens.end - 1]).end};
}

bool clauses_is_cue(const Clauses *clauses, uint32_t token) {
    return clauses_class(clauses, token)->cue != CUE_NONE;
}

static uint16_t punctuation_of(uint32_t code_point, bool spaced) {
    switch (code_point) {
    case ',': return GAP_COMMA;
    case ':': return GAP_COLON;
    case ';': return GAP_SEMICOLON;
    case '(':
    case '[': return GAP_OPEN;
    case ')':
    case ']': return GAP_CLOSE;
    case '.':
    case 0x2026: return GAP_STOP;
    case '!':
    case '?': return GAP_STOP | GAP_ASKED;
    case '-': return spaced ? GAP_DASH : 0;
    case 0x2013:
    case 0x2014:
    case 0x2015: return GAP_DASH;
    default: return 0;
    }
}

/* The punctuation in a stretch that holds no word. */
static uint16_t gap_read(Bytes text, ByteSpan bytes) {
    uint16_t gap = 0;
    size_t offset = bytes.begin;
    bool spaced = false;
    while (offset < bytes.end) {
        uint8_t byte = text.data[offset];
        if (byte == ' ') {
            spaced = true;
            offset++;
            continue;
        }
        bool doubled = byte == '-' && offset + 1 < bytes.end && text.data[offset + 1] == '-';
        gap |= punctuation_of(utf8_next(text, &offset), spaced || doubled);
    }
    return gap;
}

/* The punctuation a quoted stretch ends in, inside its marks. */
static uint16_t tail_read(Bytes text, ByteSpan inner) {
    size_t offset = inner.end;
    uint16_t tail = 0;
    for (int steps = 0; offset > inner.begin && steps < 5; steps++) {
        uint32_t code_point = utf8_previous(text, &offset);
        if (utf8_is_letter(code_point) || utf8_is_digit(code_point)) break;
        tail |= punctuation_of(code_point, false);
    }
    return tail & (GAP_COMMA | GAP_STOP | GAP_ASKED);
}

/* Steps through the top-level quoted spans beside the words. */
typedef struct QuoteWalk {
    const QuotedSpans *quoted;
    uint32_t next;
} QuoteWalk;

/* The top-level span that begins with this word, INDEX_NONE where none does. */
static uint32_t quote_at(QuoteWalk *walk, uint32_t word) {
    while (walk->next < walk->quoted->count) {
        const QuotedSpan *span = &walk->quoted->items[walk->next];
        if (span->parent != INDEX_NONE || span->words.begin < word) {
            walk->next++;
            continue;
        }
        return span->words.begin == word ? walk->next : INDEX_NONE;
    }
    return INDEX_NONE;
}

static void token_add(Clauses *clauses, WordSpan words, uint32_t quoted, uint32_t *previous_end) {
    const Text *text = clauses->input->text;
    Token token = {words, quoted, 0, 0};
    ByteSpan outer = token_outer(clauses, &token);
    if (*previous_end < outer.begin) token.gap = gap_read(text->bytes, (ByteSpan){*previous_end, outer.begin});
    if (quoted != INDEX_NONE) token.tail = tail_read(text->bytes, clauses->input->quoted->items[quoted].inner);
    *previous_end = outer.end;
    clauses->tokens[clauses->token_count++] = token;
}

/* "Is it over?" Marsh asked the two men. : a listener, no more, to the end of the sentence. */
static bool few_words_follow(const Clauses *clauses, uint32_t token, uint32_t end) {
    const uint32_t clausal = CLASS_COMPLEMENTISER | CLASS_SUBORDINATOR | CLASS_AUXILIARY;
    for (uint32_t i = token; i < end && i < token + SPEAKER_TOKENS_MAX; i++) {
        if (clauses_is_quote(clauses, i) || (clauses_flags(clauses, i) & clausal) != 0) return false;
        if (i + 1 >= end || (clauses->tokens[i + 1].gap & GAP_STOP) != 0) return true;
    }
    return false;
}

/* "Is it over?" Marsh asked. : only a speaker and a cue stand between the quotation and the end of the sentence. */
static bool speaker_follows(const Clauses *clauses, uint32_t token, uint32_t end) {
    bool asked = (clauses->tokens[token - 1].tail & GAP_ASKED) != 0;
    if ((clauses_flags(clauses, token) & CLASS_SUBJECT) != 0) return false; /* "He", not "he": a new sentence */
    for (uint32_t i = token; i < end && i < token + SPEAKER_TOKENS_MAX; i++) {
        if (clauses_is_quote(clauses, i)) return false;
        if (i > token && clauses->tokens[i].gap != 0) return false;
        const WordClass *word = clauses_class(clauses, i);
        if ((word->frames & FRAME_QUOTE) != 0 && (word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD)) != 0 &&
            (clauses_word_flags(clauses, i) & WORD_CAPITALISED) == 0 && i > token) {
            if (i + 1 >= end) return true;
            const Token *next = &clauses->tokens[i + 1];
            if ((next->gap & GAP_STOP) != 0) return true;
            if ((next->gap & GAP_COMMA) != 0) return next->quoted == INDEX_NONE; /* He added, "…" is a new sentence */
            if (asked && few_words_follow(clauses, i + 1, end)) return true;
            uint32_t flags = clauses_flags(clauses, i + 1);
            return asked && next->quoted == INDEX_NONE &&
                   (flags & (CLASS_PREPOSITION | CLASS_TIME | CLASS_OBJECT)) != 0;
        }
        if ((word->flags & (CLASS_AUXILIARY | CLASS_COMPLEMENTISER | CLASS_SUBORDINATOR)) != 0) return false;
    }
    return false;
}

static bool unit_begins(const Clauses *clauses, uint32_t token, uint32_t end) {
    const Token *it = &clauses->tokens[token];
    const Token *before = &clauses->tokens[token - 1];
    uint16_t flags = clauses_word_flags(clauses, token);
    uint16_t stops = it->gap | before->tail;
    if (it->quoted != INDEX_NONE) {
        if ((it->gap & (GAP_COMMA | GAP_COLON)) != 0) return false;
        if ((stops & GAP_STOP) != 0) return (flags & WORD_CAPITALISED) != 0 || (it->gap & GAP_STOP) != 0;
        return (flags & WORD_SENTENCE_START) != 0 && before->quoted == INDEX_NONE &&
               (clauses_word_flags(clauses, token - 1) & WORD_ABBREVIATION) != 0;
    }
    if ((flags & WORD_SENTENCE_START) == 0) {
        /* The text stage may not see the end of a sentence behind a closing mark. */
        return before->quoted != INDEX_NONE && (before->tail & GAP_STOP) != 0 && (flags & WORD_CAPITALISED) != 0 &&
               it->gap == 0 && !speaker_follows(clauses, token, end);
    }
    if (before->quoted == INDEX_NONE) return true;
    if ((flags & WORD_CAPITALISED) == 0 && (it->gap & GAP_STOP) == 0) return false;
    return !speaker_follows(clauses, token, end);
}

/* No sentence of prose has as many, a quotation being one; what is read to a unit's end is read once for each cue. */
#define UNIT_TOKENS_MAX 1000

static void units_add(Clauses *clauses, uint32_t first_token, uint32_t paragraph_index) {
    uint32_t end = clauses->token_count;
    uint32_t begin = first_token;
    for (uint32_t token = first_token; token < end; token++) {
        bool fits = token + 1 - begin < UNIT_TOKENS_MAX;
        if (token + 1 < end && fits && !unit_begins(clauses, token + 1, end)) continue;
        clauses->units[clauses->unit_count++] = (Unit){.tokens = {begin, token + 1},
                                                       .paragraph_index = paragraph_index,
                                                       .paragraph_start = begin == first_token,
                                                       .paragraph_end = token + 1 == end};
        begin = token + 1;
    }
}

Clauses clauses_build(const AttributionInput *input, Arena *result) {
    const Text *text = input->text;
    Clauses clauses = {.input = input};
    clauses.tokens = arena_new_array_uncleared(result, Token, text->word_count + 1);
    clauses.units = arena_new_array_uncleared(result, Unit, text->word_count + 1);
    QuoteWalk walk = {input->quoted, 0};
    for (uint32_t index = 0; index < text->paragraph_count; index++) {
        const Paragraph *paragraph = &text->paragraphs[index];
        if (paragraph->role != BLOCK_NARRATION && paragraph->role != BLOCK_HEADLINE) continue;
        uint32_t first_token = clauses.token_count;
        uint32_t previous_end = paragraph->bytes.begin;
        for (uint32_t word = paragraph->words.begin; word < paragraph->words.end;) {
            uint32_t quoted = quote_at(&walk, word);
            WordSpan words = {word, word + 1};
            if (quoted != INDEX_NONE) words.end = input->quoted->items[quoted].words.end;
            token_add(&clauses, words, quoted, &previous_end);
            word = words.end;
        }
        if (clauses.token_count > first_token) units_add(&clauses, first_token, index);
    }
    return clauses;
}

Clauses clauses_build_range(const AttributionInput *input, WordSpan words, uint32_t opaque, Arena *result) {
    Clauses clauses = {.input = input};
    clauses.tokens = arena_new_array_uncleared(result, Token, words.end - words.begin + 1);
    clauses.units = arena_new_array_uncleared(result, Unit, 1);
    uint32_t previous_end = words.begin < words.end ? input->text->words[words.begin].byte_begin : 0;
    for (uint32_t word = words.begin; word < words.end;) {
        WordSpan token = {word, word + 1};
        bool quote = opaque != INDEX_NONE && input->quoted->items[opaque].words.begin == word;
        if (quote) token.end = input->quoted->items[opaque].words.end;
        token_add(&clauses, token, quote ? opaque : INDEX_NONE, &previous_end);
        word = token.end;
    }
    clauses.unit_count = clauses.token_count > 0 ? 1 : 0;
    clauses.units[0] = (Unit){.tokens = {0, clauses.token_count}, .paragraph_start = true, .paragraph_end = true};
    return clauses;
}
