/*
 * Drafts that say nothing.
 *
 * In:  an article's drafts. Out: which of them are left out, whoever made them.
 *
 * - the title of a work: "a book called "Winning the River"";
 * - a naming inside somebody's words: "the front, formerly known as the league, is …", without a source of its own;
 * - a heading: "Story highlights", with the first point of its list behind it;
 * - reading without marks: "Continue reading the main story"; a sign reads what stands in marks.
 */
#include "vetoes.h"

#include "marks.h"

#define NEIGHBOURS_MAX 8 /* drafts of one unit that are compared */
#define TITLE_WORDS_MAX 8 /* of a work */

/*
 * "a book called "Winning the River"", "the film "Riverbank"": the name of a work, whoever made it. Its words are all
 * capitalised but for the small ones, and what kind of work it is stands before it.
 */
static bool span_is_title(const AttributionInput *input, const QuotedSpan *span) {
    static const char *const works[] = {"book",   "film",   "movie",    "song",        "album",  "novel",
                                        "play",   "series", "show",     "memoir",      "essay",  "poem",
                                        "single", "hit",    "musical",  "documentary", "comedy", "drama",
                                        "sitcom", "opera",  "painting", "podcast",     "game",   "anthem"};
    static const char *const named[] = {"called", "titled", "entitled", "named", "dubbed"};
    const Text *text = input->text;
    uint32_t capitals = 0;
    uint32_t count = span->words.end - span->words.begin;
    if (count == 0 || count > TITLE_WORDS_MAX || span->words.begin < 2) return false;
    for (uint32_t word = span->words.begin; word < span->words.end; word++) {
        bool capital = (text->words[word].flags & (WORD_CAPITALISED | WORD_NUMBER)) != 0;
        if (!capital && (text->words[word].byte_size > 4 || word == span->words.begin)) return false;
        capitals += capital;
    }
    uint32_t before = span->words.begin - 1;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (!bytes_equal(text_word_bytes(text, before), bytes_from_string(named[i]))) continue;
        before--;
        break;
    }
    for (size_t i = 0; i < sizeof works / sizeof *works && capitals * 2 >= count; i++) {
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
        return span_is_title(input, &quoted->items[i]);
    }
    return false;
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

bool vetoes_draft_says_nothing(const AttributionInput *input, const Drafts *drafts, size_t index) {
    const Draft *draft = &drafts->items[index];
    return draft_is_title(input, draft) || draft_lies_inside(drafts, index) || draft_only_reads(input, draft) ||
           draft_is_heading(input, draft);
}
