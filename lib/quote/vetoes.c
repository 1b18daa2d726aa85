/*
 * Drafts that say nothing.
 *
 * In:  an article's drafts. Out: which of them are left out, whoever made them.
 *
 * - the title of a work: "a book called "Winning the River"";
 * - a naming inside somebody's words: "the front, formerly known as the league, is …", without a source of its own;
 * - a heading: "Story highlights", with the first point of its list behind it;
 * - the occasion of what was said: "On Tuesday's edition of "Harbour Watch,"";
 * - a name that may be a verb: "Senator Harry Doe";
 * - for whom somebody speaks: "Doe, who speaks for the pilots";
 * - to whom somebody spoke: "Doe told the Herald's "Harbour Watch"";
 * - reading without marks: "Continue reading the main story"; a sign reads what stands in marks.
 *
 * And of a draft with several parts, those that are the name of something and nothing said: ""It failed," Doe said on
 * the Herald's "Harbour Watch"".
 */
#include "vetoes.h"

#include <string.h>

#include "marks.h"

#define NEIGHBOURS_MAX 8 /* drafts of one unit that are compared */
#define WORK_WORDS_MAX 3 /* "her first film" */
#define TITLE_WORDS_MAX 8 /* of a work */
#define NAME_WORDS_MIN 2 /* one word may be said */
#define NAME_TAIL_WORDS_MAX 4 /* "with Jo Kern", "on Sunday" */
#define OCCASION_WORDS_MAX 12 /* "in an interview on the Herald's weekly "Talk of the Town"" */

/* As titles are printed: all words capitalised but for the small ones. */
bool vetoes_span_is_capitalised(const Text *text, const QuotedSpan *span) {
    uint32_t capitals = 0;
    uint32_t count = span->words.end - span->words.begin;
    if (count == 0 || count > TITLE_WORDS_MAX) return false;
    for (uint32_t word = span->words.begin; word < span->words.end; word++) {
        bool capital = (text->words[word].flags & (WORD_CAPITALISED | WORD_NUMBER)) != 0;
        if (!capital && (text->words[word].byte_size > 4 || word == span->words.begin)) return false;
        capitals += capital;
    }
    return capitals * 2 >= count;
}

/*
 * "a book called "Winning the River"", "the film "Riverbank"": the name of a work, whoever made it. Its words are all
 * capitalised but for the small ones, and what kind of work it is stands before it.
 */
bool vetoes_span_is_title(const AttributionInput *input, const QuotedSpan *span) {
    static const char *const works[] = {"book",   "film",   "movie",    "song",        "album",  "novel",
                                        "play",   "series", "show",     "memoir",      "essay",  "poem",
                                        "single", "hit",    "musical",  "documentary", "comedy", "drama",
                                        "sitcom", "opera",  "painting", "podcast",     "game",   "anthem"};
    static const char *const named[] = {"called", "titled", "entitled", "named", "dubbed"};
    const Text *text = input->text;
    if (span->words.begin < 2 || !vetoes_span_is_capitalised(text, span)) return false;
    uint32_t before = span->words.begin - 1;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (!bytes_equal(text_word_bytes(text, before), bytes_from_string(named[i]))) continue;
        before--;
        break;
    }
    for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
        if (bytes_equal(text_word_bytes(text, before), bytes_from_string(works[i]))) return true;
    }
    return false;
}

/* A draft that gives somebody nothing but the title of a work. */
static bool draft_is_title(const AttributionInput *input, const Draft *draft) {
    if (draft->content_count == 0 || draft->verbatim) return false;
    const QuotedSpans *quoted = input->quoted;
    uint32_t first = marks_span_from(quoted, draft->content[0].begin - (draft->content[0].begin > 0));
    for (uint32_t i = first; i < quoted->count && quoted->items[i].outer.begin <= draft->content[0].begin; i++) {
        if (quoted->items[i].inner.begin != draft->content[0].begin) continue;
        return vetoes_span_is_title(input, &quoted->items[i]);
    }
    /* all of "the song "Riverbank"" */
    ByteSpan content = draft->content[0];
    WordSpan words = text_words_of(input->text, content);
    for (uint32_t i = first; i < quoted->count && quoted->items[i].outer.begin < content.end; i++) {
        const QuotedSpan *span = &quoted->items[i];
        bool ends = draft->content_count == 1 && span->words.end == words.end && words.begin < span->words.begin;
        if (!ends || span->words.begin - words.begin > WORK_WORDS_MAX) continue;
        return vetoes_span_is_title(input, span);
    }
    return false;
}

/*
 * "On Tuesday's edition of "Harbour Watch," Marsh said …": where it was said. A phrase without a verb that opens on a
 * preposition before the cue, whose only words in marks are a title.
 */
static bool draft_is_occasion(const AttributionInput *input, const Draft *draft) {
    if (draft->content_count != 1 || draft->cue.begin < draft->content[0].end) return false;
    WordSpan words = text_words_of(input->text, draft->content[0]);
    if (words.begin >= words.end || words.end - words.begin > OCCASION_WORDS_MAX) return false;
    if ((input->word_classes[input->text->word_ids[words.begin]].flags & CLASS_PREPOSITION) == 0) return false;
    uint32_t titles = 0;
    for (uint32_t i = marks_span_from(input->quoted, draft->content[0].begin); i < input->quoted->count; i++) {
        const QuotedSpan *span = &input->quoted->items[i];
        if (span->outer.begin >= draft->content[0].end) break;
        if (span->inner.begin < draft->content[0].begin || span->parent != INDEX_NONE) continue;
        if (!vetoes_span_is_capitalised(input->text, span)) return false;
        titles++;
    }
    return titles > 0;
}

/* A name for a cue: "Senator Harry Doe", where "harry" might be a verb. A headline has its verbs in capitals. */
static bool draft_cue_is_name(const AttributionInput *input, const Draft *draft) {
    const Text *text = input->text;
    WordSpan cue = text_words_of(text, draft->cue);
    if (draft->content_count == 0 || draft->verbatim || cue.end - cue.begin != 1) return false;
    if ((text->words[cue.begin].flags & (WORD_CAPITALISED | WORD_SENTENCE_START | WORD_ALL_CAPITALS)) !=
        WORD_CAPITALISED)
        return false;
    if (text->paragraphs[text_paragraph_of(text, cue.begin)].role != BLOCK_NARRATION) return false;
    bool between = cue.begin > 0 && cue.end < text->word_count &&
                   (text->words[cue.begin - 1].flags & text->words[cue.end].flags & WORD_CAPITALISED) != 0;
    return between || input->word_classes[text->word_ids[cue.begin]].cue == CUE_NONE;
}

/* A draft without a source inside another one's content: "…, formerly known as …" is a part of what is said. */
static bool draft_lies_inside(const Drafts *drafts, size_t index) {
    const Draft *draft = &drafts->items[index];
    if (draft->content_count == 0 || draft->source.begin < draft->source.end || draft->unit == INDEX_NONE) return false;
    size_t first = index > NEIGHBOURS_MAX ? index - NEIGHBOURS_MAX : 0;
    for (size_t i = first; i < drafts->count && i <= index + NEIGHBOURS_MAX; i++) {
        const Draft *other = &drafts->items[i];
        if (i == index || other->unit != draft->unit || other->source.begin >= other->source.end) continue;
        for (uint32_t part = 0; part < other->content_count; part++) {
            if (other->content[part].begin <= draft->cue.begin && other->content[part].end >= draft->content[0].end)
                return true;
        }
    }
    return false;
}

static bool draft_only_reads(const AttributionInput *input, const Draft *draft) {
    static const char *const forms[] = {"reading", "read", "reads"};
    WordSpan cue = text_words_of(input->text, draft->cue);
    if (draft->content_count == 0 || cue.begin >= cue.end) return false;
    bool reads = false;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        reads = reads || bytes_equal(text_word_bytes(input->text, cue.end - 1), bytes_from_string(forms[i]));
    }
    if (!reads) return false;
    uint32_t begin = draft->content[0].begin;
    for (uint32_t i = marks_span_from(input->quoted, begin); i < input->quoted->count; i++) {
        if (input->quoted->items[i].outer.begin > begin) break;
        if (input->quoted->items[i].outer.end > begin) return false;
    }
    return true;
}

/* "Story highlights": the heading of a list, run into its first point. A report without an article is no speaker. */
static bool draft_is_heading(const AttributionInput *input, const Draft *draft) {
    WordSpan source = text_words_of(input->text, draft->source);
    WordSpan cue = text_words_of(input->text, draft->cue);
    if (source.end - source.begin != 1 || cue.begin >= cue.end || source.end != cue.begin) return false;
    const WordClass *word = &input->word_classes[input->text->word_ids[source.begin]];
    const WordClass *verb = &input->word_classes[input->text->word_ids[cue.begin]];
    bool opens = (input->text->words[source.begin].flags & WORD_SENTENCE_START) != 0;
    return opens && (word->flags & CLASS_REPORT) != 0 && (verb->frames & (FRAME_QUOTE | FRAME_CLAUSE)) == 0;
}

/* "who speaks for the pilots": whose voice it is, and not what was said. ("spoke for an hour about the dam" says that.) */
static bool draft_speaks_for(const AttributionInput *input, const Draft *draft) {
    static const char *const forms[] = {"speak", "speaks", "speaking"};
    const Text *text = input->text;
    WordSpan cue = text_words_of(text, draft->cue);
    for (uint32_t word = cue.begin; draft->content_count > 0 && word < cue.end; word++) {
        if (word + 1 >= text->word_count || !bytes_equal(text_word_bytes(text, word + 1), BYTES("for"))) continue;
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            if (bytes_equal(text_word_bytes(text, word), bytes_from_string(forms[i]))) return true;
        }
    }
    return false;
}

/* A name stands before it as its owner, or "on": the Herald's "Harbour Watch", a show called "Night Watch". */
bool vetoes_span_is_name(const AttributionInput *input, const QuotedSpan *span) {
    const Text *text = input->text;
    const uint16_t owner = WORD_POSSESSIVE | WORD_CAPITALISED;
    if (span->parent != INDEX_NONE || span->words.begin == 0) return false;
    if (word_span_size(span->words) < NAME_WORDS_MIN || !vetoes_span_is_capitalised(text, span)) return false;
    const uint32_t before = span->words.begin - 1;
    return (text->words[before].flags & owner) == owner || bytes_equal(text_word_bytes(text, before), BYTES("on")) ||
           vetoes_span_is_title(input, span);
}

/* The part is a name in marks, or little more: "Harbour Watch" with Jo Kern. */
static bool part_is_name(const AttributionInput *input, ByteSpan part) {
    for (uint32_t i = marks_span_from(input->quoted, part.begin); i < input->quoted->count; i++) {
        const QuotedSpan *span = &input->quoted->items[i];
        if (span->outer.begin > part.begin) break;
        if (span->inner.begin != part.begin) continue;
        const WordSpan words = text_words_of(input->text, part);
        return words.end >= span->words.end && words.end - span->words.end <= NAME_TAIL_WORDS_MAX &&
               vetoes_span_is_name(input, span);
    }
    return false;
}

/* "Doe told the Herald's "Harbour Watch"": whom, and not what. */
static bool draft_is_name(const AttributionInput *input, const Draft *draft) {
    if (draft->content_count != 1 || draft->verbatim || draft->cue.begin >= draft->cue.end) return false;
    return draft->cue.end < draft->content[0].begin && part_is_name(input, draft->content[0]);
}

bool vetoes_draft_alone(const AttributionInput *input, const Draft *draft) {
    return draft_is_title(input, draft) || draft_only_reads(input, draft) || draft_is_heading(input, draft) ||
           draft_is_occasion(input, draft) || draft_cue_is_name(input, draft) || draft_speaks_for(input, draft) ||
           draft_is_name(input, draft);
}

bool vetoes_draft_says_nothing(const AttributionInput *input, const Drafts *drafts, size_t index) {
    return vetoes_draft_alone(input, &drafts->items[index]) || draft_lies_inside(drafts, index);
}

void vetoes_draft_drop_names(const AttributionInput *input, Draft *draft) {
    ByteSpan kept[DRAFT_PARTS_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < draft->content_count; i++) {
        if (!part_is_name(input, draft->content[i])) kept[count++] = draft->content[i];
    }
    if (count == 0 || draft->verbatim) return;
    memcpy(draft->content, kept, sizeof *kept * count);
    draft->content_count = count;
}
