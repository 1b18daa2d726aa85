/*
 * Sentences: a paragraph's words -> its sentences.
 *
 * In:  the words of one paragraph and the bytes between them.
 * Out: sentences with their closing punctuation, quotation marks and brackets; flags on their first words.
 *
 * Only the gap between two words can end a sentence, and nearly every gap is a single space: tokens.c lists the others,
 * and only they are looked at. A gap ends a sentence when it holds a stop, white space behind the stop, and a
 * word behind it that could begin a sentence. What keeps it from doing so: an abbreviation (abbreviations.c); a
 * continuation in lower case ('"Why?" he asked'), or a name and a verb of saying ('"Never!" Mr. Hale said'); a number
 * that counts a list item. Where a quotation ends with the sentence its closing mark belongs to it.
 *
 * The paragraph's end always ends a sentence. Sentences that run on without any stop are not cut.
 */
#include <string.h>

#include "../base/utf8.h"
#include "abbreviations.h"
#include "builder.h"
#include "tokens.h"

/* What stands between two words. */
typedef struct Gap {
    bool stop; /* a full stop of any script, or an ellipsis */
    bool question; /* a question or exclamation mark */
    bool ellipsis;
    bool marked; /* a stop or question of its own, besides the point that an abbreviation owns */
    bool bullet;
    bool closing_quote; /* behind the stop, before white space */
    bool space; /* behind the stop and what closes with it */
    bool opening_quote; /* behind the white space */
    bool dash; /* behind the white space */
    bool leads_on; /* a comma, colon or semicolon right behind the stop: '(D-Ore.), said' */
    uint32_t close_end; /* where the sentence would end: behind stop and closers */
} Gap;

static bool is_closing(uint32_t code_point) {
    switch (code_point) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '}':
    case 0x2019:
    case 0x201D:
    case 0xBB: /* » */
    case 0x203A: /* › */
    case 0x201C: /* closes in German */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0xFF09: return true;
    default: return false;
    }
}

static bool is_quote(uint32_t code_point) {
    return is_closing(code_point) && code_point != ')' && code_point != ']' && code_point != '}' &&
           code_point != 0xFF09;
}

static bool is_opening_quote(uint32_t code_point) {
    switch (code_point) {
    case '"':
    case '\'':
    case 0x2018:
    case 0x201C:
    case 0x201E: /* „ */
    case 0xAB: /* « */
    case 0x2039: /* ‹ */
    case 0x300C: /* 「 */
    case 0x300E: return true;
    default: return false;
    }
}

static bool is_bullet(uint32_t code_point) {
    return code_point == 0x2022 || code_point == 0x25CF || code_point == 0x25AA;
}

/* Takes up a mark that can end a sentence; false for any other. */
static bool read_stop(Gap *gap, uint32_t code_point, uint32_t *points) {
    switch (code_point) {
    case '.':
        gap->stop = true;
        gap->ellipsis = gap->ellipsis || ++*points > 1;
        return true;
    case 0x2026:
        gap->stop = true;
        gap->ellipsis = true;
        return true;
    case '?':
    case '!':
    case 0x203D: /* interrobang */
    case 0x61F: /* Arabic question mark */ gap->question = true; return true;
    case 0x964: /* danda */
    case 0x6D4: /* Arabic full stop */ gap->stop = true; return true;
    case 0x3002: /* the wide ones need no white space behind them */
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
        gap->stop = true;
        gap->space = true;
        return true;
    default: return false;
    }
}

/* ". . ." goes on behind its white space. */
static bool points_go_on(Bytes text, size_t offset, size_t end) {
    return offset + 1 < end && text.data[offset] == ' ' && text.data[offset + 1] == '.';
}

/* Reads the bytes between two words. after_point: the word before owns a point, which may end the sentence too. */
static Gap read_gap(Bytes text, ByteSpan span, bool after_point) {
    Gap gap = {.stop = after_point, .close_end = span.begin};
    uint32_t points = after_point;
    size_t offset = span.begin;
    /* up to the stop, and what closes with it */
    while (offset < span.end) {
        size_t next = offset;
        uint32_t code_point = utf8_next(text, &next);
        bool stopped = gap.stop || gap.question;
        if (read_stop(&gap, code_point, &points)) {
            gap.close_end = (uint32_t)next;
            gap.marked = true;
        } else if (stopped && is_closing(code_point)) {
            points = 0;
            gap.closing_quote = gap.closing_quote || is_quote(code_point);
            gap.close_end = (uint32_t)next;
        } else if (is_bullet(code_point) || (stopped && !points_go_on(text, offset, span.end))) {
            break;
        }
        offset = next;
    }
    uint8_t behind = offset < span.end ? text.data[offset] : 0;
    gap.leads_on = (gap.stop || gap.question) && (behind == ',' || behind == ':' || behind == ';');
    while (offset < span.end) {
        uint32_t code_point = utf8_next(text, &offset);
        gap.space = gap.space || utf8_is_space(code_point);
        gap.opening_quote = gap.opening_quote || is_opening_quote(code_point);
        gap.bullet = gap.bullet || is_bullet(code_point);
        gap.dash = gap.dash || code_point == '-' || code_point == 0x2013 || code_point == 0x2014;
    }
    return gap;
}

static Bytes word_bytes(Bytes text, const Word *word) {
    return (Bytes){text.data + word->byte_begin, word->byte_size};
}

static bool starts_lower(Bytes text, const Word *word) {
    if (word->flags & (WORD_CAPITALISED | WORD_NUMBER)) return false;
    /* "iPhone", "eBay": a capital inside stands for one in front. Scripts without case never start lower. */
    size_t offset = word->byte_begin;
    size_t end = offset + word->byte_size;
    uint32_t first = utf8_next(text, &offset);
    if (first >= 0x80 && first > 0x24F && !(first >= 0x370 && first <= 0x58F)) return false;
    if (offset < end && offset == (size_t)word->byte_begin + 1) {
        uint8_t second = text.data[offset];
        if (second >= 'A' && second <= 'Z') return false;
    }
    return true;
}

static bool is_verb_of_saying(Bytes word) {
    static const char *const verbs[] = {
        "said",     "says",     "asked",     "asks",      "told",      "tells",   "added",     "wrote",    "writes",
        "replied",  "cried",    "shouted",   "shouts",    "yelled",    "tweeted", "joked",     "quipped",  "exclaimed",
        "demanded", "declared", "announced", "continued", "responded", "chanted", "concluded", "recalled", "wondered",
    };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (bytes_equal(word, bytes_from_string(verbs[i]))) return true;
    }
    return false;
}

/* '"Never!" Mr. Hale said': up to four capitalised words, then a verb of saying. */
static bool name_and_verb_follow(Bytes text, const Word *word, const Word *end) {
    for (int i = 0; i < 5 && word + i < end; i++) {
        if (!(word[i].flags & WORD_CAPITALISED)) return i > 0 && is_verb_of_saying(word_bytes(text, word + i));
    }
    return false;
}

/* "Mr." never goes on with what stands before it: "… of Crane Jr. Mr. Hale …" */
static bool is_form_of_address(Bytes word) {
    return bytes_equal(word, BYTES("Mr.")) || bytes_equal(word, BYTES("Mrs.")) || bytes_equal(word, BYTES("Ms."));
}

/* Whether a sentence may end behind a word that owns its point. */
static bool abbreviation_may_end(Bytes text, const Word *word, const Word *next, const Gap *gap) {
    if ((next->flags & WORD_NUMBER) || gap->dash) return false; /* a dash: "QUAY HARBOR, Ore. — The" */
    bool opens = abbreviation_word_opens_sentence(word_bytes(text, next));
    AbbreviationKind kind = abbreviation_kind(word_bytes(text, word));
    AbbreviationKind next_kind = next->flags & WORD_ABBREVIATION ? abbreviation_kind(word_bytes(text, next)) : 0;
    switch (kind) {
    case ABBREVIATION_TITLE:
    case ABBREVIATION_NUMBER: return false;
    case ABBREVIATION_TIME: return !abbreviation_word_continues_time(word_bytes(text, next));
    case ABBREVIATION_DATE:
    case ABBREVIATION_LAST: return true;
    case ABBREVIATION_PLACE: return next_kind != ABBREVIATION_TITLE;
    default: return opens || gap->closing_quote || gap->opening_quote || is_form_of_address(word_bytes(text, next));
    }
}

static bool gap_ends_sentence(Bytes text, const Word *word, const Word *end, const Gap *gap) {
    if (gap->bullet) return true;
    if ((!gap->stop && !gap->question) || gap->leads_on) return false;
    const Word *next = word + 1;
    bool lower = starts_lower(text, next);
    if (!gap->space) {
        /* "over.The next": the space was lost. Only where nothing else can be meant. */
        return gap->stop && !lower && !(next->flags & WORD_NUMBER) && (next->flags & WORD_CAPITALISED) &&
               !(word->flags & (WORD_NUMBER | WORD_ABBREVIATION | WORD_ALL_CAPITALS)) && word->byte_size > 2 &&
               next->byte_size > 1 && !(next->flags & WORD_ALL_CAPITALS);
    }
    if (lower) return gap->opening_quote && !gap->ellipsis && !(word->flags & WORD_ABBREVIATION) && !gap->closing_quote;
    if (gap->question && gap->closing_quote && name_and_verb_follow(text, next, end)) return false;
    if (gap->ellipsis && !gap->closing_quote && !gap->question && bytes_equal(word_bytes(text, next), BYTES("I")))
        return false;
    if ((word->flags & WORD_ABBREVIATION) && !gap->marked) return abbreviation_may_end(text, word, next, gap);
    return true;
}

/* "1. Eggs 2. Milk": a short number that would be a sentence by itself counts, it doesn't end anything. */
static bool counts_list_item(const Word *word, const Word *first) {
    return word == first && (word->flags & WORD_NUMBER) && word->byte_size <= 2;
}

static size_t skip_space_at(Bytes text, size_t offset, size_t end) {
    while (offset < end) {
        size_t next = offset;
        if (!utf8_is_space(utf8_next(text, &next))) return offset;
        offset = next;
    }
    return end;
}

static size_t trim_space_before(Bytes text, size_t begin, size_t end) {
    while (end > begin) {
        size_t previous = end;
        if (!utf8_is_space(utf8_previous(text, &previous))) return end;
        end = previous;
    }
    return end;
}

static bool may_end_sentence(Bytes text, const Word *word, ByteSpan gap) {
    if (word->flags & WORD_ABBREVIATION) return true;
    for (uint32_t i = gap.begin; i < gap.end; i++) {
        uint8_t byte = text.data[i];
        if (byte == '.' || byte == '?' || byte == '!' || byte >= 0x80) return true;
    }
    return false;
}

/* The end of the sentence whose last word this is; 0 where it goes on behind the word. */
static uint32_t sentence_end(const TextDraft *draft, const Word *word, const Word *paragraph_end,
                             const Sentence *sentence) {
    ByteSpan span = {word->byte_begin + word->byte_size, word[1].byte_begin};
    if (!may_end_sentence(draft->bytes, word, span)) return 0;
    Gap gap = read_gap(draft->bytes, span, word->flags & WORD_ABBREVIATION);
    if (!gap_ends_sentence(draft->bytes, word, paragraph_end, &gap)) return 0;
    if (counts_list_item(word, word - (sentence->words.end - sentence->words.begin) + 1)) return 0;
    return (uint32_t)trim_space_before(draft->bytes, sentence->bytes.begin, gap.close_end);
}

void sentences_find(TextBuilder *builder, const TextDraft *draft, Paragraph *paragraph) {
    Word *words = builder->words.items + draft->first_word;
    const Word *end = words + paragraph->words.end;
    Sentence sentence = {
        .words = paragraph->words,
        .bytes = paragraph->bytes,
        .paragraph_index = (uint32_t)(builder->paragraphs.count - draft->first_paragraph),
    };
    for (size_t i = 0; i < builder->gaps.count; i++) {
        uint32_t last = builder->gaps.items[i] - (uint32_t)draft->first_word;
        sentence.words.end = last + 1;
        uint32_t end_byte = sentence_end(draft, &words[last], end, &sentence);
        if (end_byte == 0) continue;
        sentence.bytes.end = end_byte;
        words[sentence.words.begin].flags |= WORD_SENTENCE_START;
        *array_push(&builder->sentences, builder->arena) = sentence;
        sentence.words.begin = last + 1;
        sentence.bytes.begin = (uint32_t)skip_space_at(draft->bytes, end_byte, paragraph->bytes.end);
    }
    sentence.words.end = paragraph->words.end;
    sentence.bytes.end = paragraph->bytes.end;
    words[sentence.words.begin].flags |= WORD_SENTENCE_START;
    *array_push(&builder->sentences, builder->arena) = sentence;
    paragraph->sentence_count =
        (uint32_t)(builder->sentences.count - draft->first_sentence) - paragraph->first_sentence;
}
