/*
 * Quotations that are given to somebody without a cue.
 *
 * In:  an article's clauses, and which quoted spans nobody has claimed yet.
 * Out: drafts for three cases that need no verb of speaking, and one where it stands inside a clause of another's:
 * - a name behind a dash, on the quotation's line or on the next one: pull quotes, mottos, blurbs;
 * - a predicate in quotation marks whose clause is credited: 'The minister was "deeply worried", as the Courier
 *   reported'. The words are the subject's, the Courier is the medium.
 * - a headline that ends in a dash and whose words these are: "Mayor 'knew about cracks' - report".
 * - a predicate in quotation marks behind "which Doe said was".
 *
 * A name behind a dash is a run of two to six capitalised words that ends its line; anything else behind a dash is a
 * sentence that goes on. Invariant: a predicate that is claimed already is left alone.
 */
#include "draft.h"
#include "phrases.h"

#define NAME_WORDS_MIN 2
#define NAME_WORDS_MAX 6
#define NAME_BYTES_MAX 80
#define PREDICATE_WORDS_MIN 2
#define CREDIT_TOKENS_MAX 4 /* "- leaked police report" */

/* How many bytes of white space stand at an offset, a hard space among them; 0 for none. */
static uint32_t blank_size(Bytes text, uint32_t at) {
    if (at >= text.size) return 0;
    if (text.data[at] == ' ') return 1;
    return at + 1 < text.size && text.data[at] == 0xC2 && text.data[at + 1] == 0xA0 ? 2 : 0;
}

static uint32_t blanks_skip(Bytes text, uint32_t at) {
    while (blank_size(text, at) > 0) at += blank_size(text, at);
    return at;
}

/* The end of a dash and the white space around it that begin at offset; offset itself where there is none. */
static uint32_t dash_skip(Bytes text, uint32_t offset) {
    uint32_t at = blanks_skip(text, offset);
    while (at < text.size && (text.data[at] == '\n' || text.data[at] == '\r')) at = blanks_skip(text, at + 1);
    Bytes rest = {text.data + at, text.size - at};
    uint32_t size =
        bytes_start_with(rest, BYTES("—")) || bytes_start_with(rest, BYTES("–")) || bytes_start_with(rest, BYTES("―"))
            ? 3
        : bytes_start_with(rest, BYTES("--")) ? 2
        : bytes_start_with(rest, BYTES("- ")) ? 1
                                              : 0;
    if (size == 0) return offset;
    return blanks_skip(text, at + size);
}

static uint32_t line_end(Bytes text, uint32_t offset) {
    uint32_t at = offset;
    while (at < text.size && text.data[at] != '\n' && at - offset <= NAME_BYTES_MAX) at++;
    return at;
}

/* A name that fills the line from offset on; "Ada Brun, director of the mill" is the name before the comma as well. */
static ByteSpan name_on_line(const Text *text, uint32_t offset) {
    ByteSpan none = {offset, offset};
    uint32_t end = line_end(text->bytes, offset);
    if (end - offset > NAME_BYTES_MAX) return none;
    WordSpan words = text_words_of(text, (ByteSpan){offset, end});
    uint32_t count = 0;
    while (words.begin + count < words.end && count <= NAME_WORDS_MAX) {
        const Word *word = &text->words[words.begin + count];
        if ((word->flags & WORD_CAPITALISED) == 0 || (word->flags & WORD_NUMBER) != 0) break;
        count++;
        uint32_t behind = word->byte_begin + word->byte_size;
        if (behind < end && text->bytes.data[behind] == ',') break;
    }
    if (count < NAME_WORDS_MIN || count > NAME_WORDS_MAX) return none;
    ByteSpan name = text_bytes_of(text, (WordSpan){words.begin, words.begin + count});
    bool whole = words.begin + count == words.end || text->bytes.data[name.end] == ',';
    return whole ? name : none;
}

/* Whoever claimed the span so far: a name that fills the line behind the dash says whose words these are. */
static void dashes_find(const AttributionInput *input, Drafts *drafts, Arena *scratch) {
    for (uint32_t i = 0; i < input->quoted->count; i++) {
        const QuotedSpan *span = &input->quoted->items[i];
        if (span->parent != INDEX_NONE) continue;
        uint32_t behind = dash_skip(input->text->bytes, span->outer.end);
        if (behind == span->outer.end) continue;
        ByteSpan name = name_on_line(input->text, behind);
        if (name.begin >= name.end) continue;
        Draft draft = {.content_count = 1, .source = name, .unit = INDEX_NONE, .confidence = 0.85F};
        draft.content[0] = span->inner;
        *array_push(drafts, scratch) = draft;
    }
}

/* "as the Courier reported" in a unit: the medium, empty where it is not there. */
static TokenSpan credit_in(const Clauses *clauses, TokenSpan unit) {
    for (uint32_t token = unit.begin; token + 2 < unit.end; token++) {
        if (clauses_is_quote(clauses, token) || !clauses_word_is(clauses, token, BYTES("as"))) continue;
        TokenSpan medium = phrase_after(clauses, token + 1, unit.end);
        if (medium.begin >= medium.end || medium.end >= unit.end) continue;
        uint32_t verb = medium.end;
        while (verb + 1 < unit.end && (clauses_flags(clauses, verb) & CLASS_ADVERB) != 0) verb++;
        if (clauses_is_quote(clauses, verb) || clauses_class(clauses, verb)->cue == CUE_NONE) continue;
        return medium;
    }
    return (TokenSpan){0, 0};
}

static void predicates_find(const Clauses *clauses, const bool *claimed, Drafts *drafts, Arena *scratch) {
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        TokenSpan unit = clauses->units[index].tokens;
        for (uint32_t token = unit.begin + 1; token < unit.end; token++) {
            if (!clauses_is_quote(clauses, token) || claimed[clauses->tokens[token].quoted]) continue;
            WordSpan words = clauses->tokens[token].words;
            if (words.end - words.begin < PREDICATE_WORDS_MIN) continue;
            if ((clauses_flags(clauses, token - 1) & CLASS_AUXILIARY) == 0) continue;
            TokenSpan medium = credit_in(clauses, unit);
            TokenSpan subject = phrase_main_subject(clauses, unit.begin, token);
            if (medium.begin >= medium.end || subject.begin >= subject.end) break;
            Draft draft = {.content_count = 1, .via_count = 1, .unit = index, .confidence = 0.7F};
            draft.content[0] = clauses_bytes(clauses, (TokenSpan){token, token + 1});
            draft.source = clauses_outer_bytes(clauses, subject);
            draft.via[0] = clauses_outer_bytes(clauses, medium);
            *array_push(drafts, scratch) = draft;
            break;
        }
    }
}

/* "The hall, which Doe said was "a ruin", will be sold": a predicate in marks behind a speaker in a relative clause. */
static void relatives_find(const Clauses *clauses, const bool *claimed, Drafts *drafts, Arena *scratch) {
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        TokenSpan unit = clauses->units[index].tokens;
        for (uint32_t token = unit.begin + 4; token < unit.end; token++) {
            if (!clauses_is_quote(clauses, token) || claimed[clauses->tokens[token].quoted]) continue;
            uint32_t cue = token - 2;
            if ((clauses_flags(clauses, token - 1) & CLASS_AUXILIARY) == 0 || clauses_is_quote(clauses, cue)) continue;
            const WordClass *word = clauses_class(clauses, cue);
            bool says = clauses_is_cue(clauses, cue) && (word->frames & FRAME_CLAUSE) != 0 &&
                        (word->flags & (CLASS_FORM_PAST | CLASS_FORM_THIRD)) != 0;
            TokenSpan speaker = says ? phrase_before(clauses, unit.begin, cue) : (TokenSpan){0, 0};
            if (speaker.begin >= speaker.end || speaker.begin == unit.begin) continue;
            if ((clauses_flags(clauses, speaker.begin - 1) & CLASS_RELATIVE) == 0) continue;
            Draft draft = {.content_count = 1, .cue_class = word->cue, .unit = index, .confidence = 0.8F};
            draft.content[0] = clauses_bytes(clauses, (TokenSpan){token - 1, token + 1});
            draft.source = clauses_outer_bytes(clauses, speaker);
            draft.cue = clauses_bytes(clauses, (TokenSpan){cue, cue + 1});
            *array_push(drafts, scratch) = draft;
        }
    }
}

/*
 * "Mayor 'knew about cracks' - report": a headline's words in marks, without a cue before them, are those of what stands
 * behind the last dash.
 */
static void headlines_find(const Clauses *clauses, const bool *claimed, Drafts *drafts, Arena *scratch) {
    const uint32_t speaking = CLASS_REPORT | CLASS_ROLE | CLASS_TITLE | CLASS_MEDIA | CLASS_ORGANISATION;
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        TokenSpan unit = clauses->units[index].tokens;
        uint32_t paragraph = clauses->units[index].paragraph_index;
        if (clauses->input->text->paragraphs[paragraph].role != BLOCK_HEADLINE || unit.end - unit.begin < 3) continue;
        uint32_t last = unit.end - 1;
        while (last > unit.begin + 1 && unit.end - last < CREDIT_TOKENS_MAX && clauses->tokens[last].gap == 0) last--;
        if ((clauses->tokens[last].gap & GAP_DASH) == 0 || clauses_is_quote(clauses, unit.end - 1)) continue;
        uint32_t flags = clauses_flags(clauses, last) | clauses_flags(clauses, unit.end - 1);
        bool quote = false;
        bool cue = false;
        for (uint32_t token = unit.begin; token < last; token++) {
            bool marked = clauses_is_quote(clauses, token);
            quote = quote || (marked && !claimed[clauses->tokens[token].quoted]);
            cue = cue || (!marked && (clauses_flags(clauses, token) & (CLASS_FORM_THIRD | CLASS_FORM_PAST)) != 0 &&
                          clauses_is_cue(clauses, token));
        }
        if (!quote || cue || (flags & speaking) == 0) continue;
        Draft draft = {.content_count = 1, .unit = index, .confidence = 0.7F};
        draft.content[0] = clauses_bytes(clauses, (TokenSpan){unit.begin, last});
        draft.source = clauses_outer_bytes(clauses, (TokenSpan){last, unit.end});
        *array_push(drafts, scratch) = draft;
    }
}

void attribution_cases_find(const Clauses *clauses, const bool *claimed, Drafts *drafts, Arena *scratch) {
    dashes_find(clauses->input, drafts, scratch);
    predicates_find(clauses, claimed, drafts, scratch);
    relatives_find(clauses, claimed, drafts, scratch);
    headlines_find(clauses, claimed, drafts, scratch);
}
