/*
 * Roles: what each paragraph of a text is.
 *
 * In:  a text's paragraphs with words and sentences; the article's title where it is known; the roles that the markup
 *      states, where the text comes from a page.
 * Out: a role for each.
 *
 * This is the one place that decides. What the markup states about a paragraph holds: a page knows its headings. All
 * else is told by form: keywords, corrections, captions and furniture of every kind (furniture.c, captions.c).
 * Headlines are left: the title, wherever it is repeated at the top; a first paragraph without an end; headings, which
 * are short, have no end and stand before a paragraph that has one. Everything else is narration, and so is what is in
 * doubt.
 */
#include "roles.h"

#include <string.h>

#include "../base/utf8.h"
#include "builder.h"
#include "normalise.h"
#include "tokens.h"

#define TITLE_WORDS_MAX 30
#define HEADING_WORDS_MAX 12
/* With all its long words capitalised a heading may be longer. */
#define TITLE_CASE_WORDS_MAX 22

Bytes block_word(const BlockView *block, uint32_t index) {
    return (Bytes){block->text.data + block->words[index].byte_begin, block->words[index].byte_size};
}

bool block_word_goes_on(const BlockView *block, uint32_t index, const char *lower) {
    const Word *word = &block->words[index];
    const uint8_t *at = block->text.data + word->byte_begin;
    for (uint32_t i = 1; i < word->byte_size; i++) {
        uint8_t byte = at[i];
        if ((uint8_t)(byte - 'A') < 26) byte |= 0x20;
        if (byte != (uint8_t)lower[i]) return false;
    }
    return lower[word->byte_size] == '\0';
}

bool block_word_is_any(const BlockView *block, uint32_t index, const char *const *lower) {
    for (; *lower; lower++) {
        if (block_word_is(block, index, *lower)) return true;
    }
    return false;
}

bool block_has_before(const BlockView *block, uint32_t index, char character) {
    uint32_t begin = block->bytes.begin;
    uint32_t end = block->bytes.end;
    if (index > 0) begin = block->words[index - 1].byte_begin + block->words[index - 1].byte_size;
    if (index < block->word_count) end = block->words[index].byte_begin;
    return memchr(block->text.data + begin, character, end - begin) != NULL;
}

/* What an ASCII character becomes in a head. */
static const char head_forms[128 + 1] = "                                "
                                        "       '        0123456789:     "
                                        "@abcdefghijklmnopqrstuvwxyz     "
                                        " abcdefghijklmnopqrstuvwxyz     ";

/* What stands at the byte becomes in a head; moves behind it. */
static char head_form(const BlockView *block, uint32_t *at) {
    const uint8_t *data = block->text.data + *at;
    if (*data == 0xE2 && block->bytes.end - *at > 2 && data[1] == 0x80) {
        *at += 3;
        return data[2] == 0x99 ? '\'' : ' ';
    }
    ++*at;
    return *data < 0x80 ? head_forms[*data] : (char)*data;
}

/* The next character of the head; NUL behind its last. */
static char next_in_head(const BlockView *block, uint32_t *at) {
    bool space = false;
    while (*at < block->bytes.end) {
        uint32_t next = *at;
        char form = head_form(block, &next);
        if (form != ' ' && space) return ' ';
        *at = next;
        if (form != ' ') return form;
        space = true;
    }
    return '\0';
}

/* Where the head goes on behind the phrase; false where it does not begin with it. */
static bool pass_phrase(const BlockView *block, const char *phrase, uint32_t *at) {
    *at = block->head_begin;
    for (; *phrase; phrase++) {
        if (next_in_head(block, at) != *phrase) return false;
    }
    return true;
}

bool block_goes_on(const BlockView *block, const char *phrase) {
    uint32_t at;
    if (!pass_phrase(block, phrase, &at)) return false;
    char last = phrase[strlen(phrase) - 1];
    char next = next_in_head(block, &at);
    return next == '\0' || next == ' ' || next == ':' || last == '@' || last == ':';
}

bool block_is_whole(const BlockView *block, const char *phrase) {
    uint32_t at;
    return pass_phrase(block, phrase, &at) && next_in_head(block, &at) == '\0';
}

/* The place of a bit for the three characters, among 1024. */
static uint32_t beginning_bit(const char opening[3]) {
    uint32_t three = (uint32_t)(uint8_t)opening[0] << 16 | (uint32_t)(uint8_t)opening[1] << 8 | (uint8_t)opening[2];
    return three * 0x9E3779B1U >> 22;
}

void phrase_beginnings_add(PhraseBeginnings *beginnings, const char *phrase) {
    uint32_t bit = beginning_bit(phrase);
    beginnings->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

static void read_opening(BlockView *block, const PhraseBeginnings *beginnings) {
    uint32_t at = block->bytes.begin;
    while (at < block->bytes.end) {
        uint32_t next = at;
        if (head_form(block, &next) != ' ') break;
        at = next;
    }
    block->head_begin = at;
    for (uint32_t i = 0; i < sizeof block->opening; i++) block->opening[i] = next_in_head(block, &at);
    uint32_t bit = beginning_bit(block->opening);
    block->may_open_phrase = beginnings->bits[bit / 64] >> bit % 64 & 1;
}

static bool is_quotation_mark(uint32_t code_point) {
    return code_point == '"' || code_point == '\'' || (code_point >= 0x2018 && code_point <= 0x201F) ||
           code_point == 0xAB || code_point == 0x2039;
}

static BlockView view_block(const TextBuilder *builder, const TextDraft *draft, size_t paragraph_index) {
    const Paragraph *paragraph = &builder->paragraphs.items[paragraph_index];
    const Sentence *sentences = builder->sentences.items + draft->first_sentence + paragraph->first_sentence;
    WordSpan last = sentences[paragraph->sentence_count - 1].words;
    BlockView block;
    block.text = draft->bytes;
    block.bytes = paragraph->bytes;
    block.words = builder->words.items + draft->first_word + paragraph->words.begin;
    block.word_count = paragraph->words.end - paragraph->words.begin;
    block.sentence_count = paragraph->sentence_count;
    block.last_sentence_words = last.end - last.begin;
    block.index = (uint32_t)(paragraph_index - draft->first_paragraph);
    read_opening(&block, &builder->beginnings);
    size_t offset = paragraph->bytes.begin;
    block.quoted = is_quotation_mark(utf8_next(draft->bytes, &offset));
    const Word *last_word = &block.words[block.word_count - 1];
    block.questions = false;
    block.stopped = last_word->flags & WORD_ABBREVIATION;
    for (uint32_t at = last_word->byte_begin + last_word->byte_size; at < block.bytes.end; at++) {
        uint8_t byte = draft->bytes.data[at];
        block.questions = block.questions || byte == '?';
        block.stopped = block.stopped || byte == '?' || byte == '.' || byte == '!';
    }
    return block;
}

/* The same words as the title, whatever stands between them. */
static bool repeats_title(const BlockView *block, Bytes title) {
    Word word;
    uint32_t count = 0;
    uint8_t left[FOLDED_SIZE_MAX];
    uint8_t right[FOLDED_SIZE_MAX];
    for (size_t offset = 0; token_next(title, &offset, title.size, &word); count++) {
        if (count == block->word_count) return false;
        size_t left_size = normalise_word(block_word(block, count), left);
        size_t right_size = normalise_word((Bytes){title.data + word.byte_begin, word.byte_size}, right);
        if (left_size != right_size || memcmp(left, right, left_size) != 0) return false;
    }
    return count > 0 && count == block->word_count;
}

/* Whether the words of four letters and more are capitalised, all but one in five. */
static bool is_title_case(const BlockView *block) {
    uint32_t long_words = 0;
    uint32_t capitals = 0;
    for (uint32_t i = 0; i < block->word_count; i++) {
        if (block->words[i].byte_size < 4 || (block->words[i].flags & WORD_NUMBER)) continue;
        long_words++;
        capitals += (block->words[i].flags & WORD_CAPITALISED) != 0;
    }
    return long_words > 0 && capitals * 5 >= long_words * 4;
}

/* What ends in these leads on to what follows. */
static bool leads_on(const BlockView *block) {
    static const char marks[] = ":,;-";
    for (const char *mark = marks; *mark; mark++) {
        if (block_has_before(block, block->word_count, *mark)) return true;
    }
    size_t offset = block->bytes.end;
    uint32_t last = utf8_previous(block->text, &offset);
    return last == 0x2013 || last == 0x2014; /* dashes, as behind a dateline */
}

static bool starts_high(const BlockView *block) {
    return block->words[0].flags & (WORD_CAPITALISED | WORD_NUMBER);
}

/* The first paragraph that is neither furniture nor caption: a title where it has no end. */
static bool is_title(const BlockView *block) {
    return block->word_count <= TITLE_WORDS_MAX && block->sentence_count == 1 && starts_high(block) &&
           (!block->stopped || (block->questions && is_title_case(block))) && !leads_on(block);
}

static bool is_heading(const BlockView *block, bool lines_end) {
    if (block->stopped && !block->questions) return false;
    if (block->quoted || block->sentence_count > 1 || !starts_high(block) || leads_on(block)) return false;
    bool title_case = is_title_case(block);
    if (block->stopped)
        return block->questions && title_case && block->word_count > 2 && block->word_count <= HEADING_WORDS_MAX;
    if (title_case) return block->word_count <= TITLE_CASE_WORDS_MAX;
    return lines_end && block->word_count <= HEADING_WORDS_MAX;
}

static BlockRole form_role(const BlockView *block) {
    if (furniture_is_keywords(block)) return BLOCK_KEYWORDS;
    if (furniture_is_correction(block)) return BLOCK_CORRECTION;
    if (captions_is_caption(block)) return BLOCK_CAPTION;
    return furniture_role(block);
}

/* What the markup states of the paragraph at these bytes; BLOCK_ROLE_COUNT where it states nothing. */
static BlockRole stated_role(const TextDraft *draft, ByteSpan bytes, uint32_t *next) {
    while (*next < draft->stated_role_count && draft->stated_roles[*next].bytes.end <= bytes.begin) ++*next;
    if (*next == draft->stated_role_count || draft->stated_roles[*next].bytes.begin > bytes.begin)
        return BLOCK_ROLE_COUNT;
    return draft->stated_roles[*next].role;
}

/* In lists, verse and badly cut text most paragraphs have no end, and having none says nothing. */
static bool most_paragraphs_end(const BlockView *views, const Paragraph *paragraphs, size_t count) {
    size_t narration = 0;
    size_t stopped = 0;
    for (size_t i = 0; i < count; i++) {
        if (paragraphs[i].role != BLOCK_NARRATION) continue;
        narration++;
        stopped += views[i].stopped || views[i].quoted;
    }
    return stopped * 2 > narration;
}

static void find_headlines(const BlockView *views, Paragraph *paragraphs, size_t count, Bytes title) {
    bool lines_end = most_paragraphs_end(views, paragraphs, count);
    bool top = true;
    for (size_t i = 0; i < count; i++) {
        if (paragraphs[i].role != BLOCK_NARRATION) continue;
        const BlockView *block = &views[i];
        bool first = top;
        top = false;
        if (i < 4 && repeats_title(block, title)) {
            paragraphs[i].role = BLOCK_HEADLINE;
            continue;
        }
        size_t next = i + 1;
        while (next < count && paragraphs[next].role != BLOCK_NARRATION) next++;
        if (next == count) continue;
        if (first && is_title(block)) {
            paragraphs[i].role = BLOCK_HEADLINE;
            continue;
        }
        const BlockView *following = &views[next];
        bool before_text = following->word_count > block->word_count && (following->stopped || following->quoted);
        if (before_text && is_heading(block, lines_end)) paragraphs[i].role = BLOCK_HEADLINE;
    }
}

/* Room for the views of so many paragraphs. */
static BlockView *reserve_views(TextBuilder *builder, size_t count) {
    if (count > builder->view_capacity) {
        builder->view_capacity = 2 * count;
        builder->views = arena_new_array_uncleared(builder->arena, BlockView, builder->view_capacity);
    }
    return builder->views;
}

void roles_assign(TextBuilder *builder, const TextDraft *draft) {
    const size_t count = builder->paragraphs.count - draft->first_paragraph;
    if (count == 0) return;
    if (!builder->beginnings.listed) {
        furniture_list_beginnings(&builder->beginnings);
        captions_list_beginnings(&builder->beginnings);
        builder->beginnings.listed = true;
    }
    Paragraph *paragraphs = builder->paragraphs.items + draft->first_paragraph;
    BlockView *views = reserve_views(builder, count);
    uint32_t next_stated = 0;
    for (size_t i = 0; i < count; i++) {
        views[i] = view_block(builder, draft, draft->first_paragraph + i);
        paragraphs[i].role = stated_role(draft, paragraphs[i].bytes, &next_stated);
        if (paragraphs[i].role == BLOCK_ROLE_COUNT) paragraphs[i].role = form_role(&views[i]);
    }
    find_headlines(views, paragraphs, count, draft->title);
}
