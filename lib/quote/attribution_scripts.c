/*
 * Transcripts and interviews in blocks: "MARSH: We won't pay." "Q: And the bridge?" "A: It stands."
 *
 * In:  an article's text and quoted spans.
 * Out: a draft for each labelled paragraph: the label is the source, what is behind the colon its words.
 *
 * A label is one to five capitalised words, or Q or A, at a paragraph's start and before a colon; in capitals it may go
 * on behind a comma with what the person is ("ANN ROE, HOST:"), and brackets may follow ("(voice-over)"): neither is part
 * of the name. One alone is a heading ("Bottom line: …"); a conversation has at least two labels that come back, or
 * questions and answers; "SEN. RUTH CALDER" and "CALDER" are one label. A label of ordinary words that names no role
 * ("Read more: …") never speaks. The words behind a label are verbatim: direct, though no marks stand around them. Paragraphs that go on without a label are left to
 * the marks, which show where they are re-opened.
 *
 * Invariant: linear but for comparing labels, of which at most SCRIPT_LABELS_MAX are told apart.
 */
#include "draft.h"
#include "marks.h"

#define LABEL_WORDS_MAX 5
#define LABEL_BYTES_MAX 100 /* with what follows the name */
#define SCRIPT_LABELS_MAX 32 /* people in one conversation; later ones are not told apart and say nothing */

typedef struct Label {
    uint32_t paragraph;
    WordSpan words;
    uint32_t colon; /* byte */
    uint32_t speaker; /* index among the labels told apart */
} Label;

typedef struct Labels ARRAY_OF(Label) Labels;

/* Ordinary words, none of which names a person's role: no speaker. */
static bool label_is_heading(const AttributionInput *input, WordSpan words) {
    const uint32_t persons = CLASS_ROLE | CLASS_TITLE | CLASS_MEDIA | CLASS_ORGANISATION;
    for (uint32_t word = words.begin; word < words.end; word++) {
        const WordClass *class = &input->word_classes[input->text->word_ids[word]];
        if ((class->flags & persons) != 0) return false;
        if (class->flags != 0 || class->cue != CUE_NONE) return true;
    }
    return false;
}

static bool label_is_question_or_answer(const AttributionInput *input, WordSpan words) {
    if (words.end - words.begin != 1) return false;
    Bytes word = text_word_bytes(input->text, words.begin);
    return bytes_equal(word, BYTES("Q")) || bytes_equal(word, BYTES("A"));
}

/* The colon behind a name's comma or brackets: ", HOST:", " (voice-over):"; 0 where none follows them. */
static uint32_t colon_behind_name(Bytes text, uint32_t offset, bool capitals) {
    uint32_t open = 0;
    for (uint32_t at = offset; at < text.size && at < offset + LABEL_BYTES_MAX; at++) {
        uint8_t byte = text.data[at];
        if (byte == '\n') return 0;
        if (byte == '(') open++;
        if (byte == ')' && open > 0) open--;
        if (open > 0) continue;
        if (byte == ':') return at;
        if (!capitals && byte != ' ' && byte != ')') return 0;
        if ((byte >= 'a' && byte <= 'z') || byte == '"' || byte == '?' || byte == '!') return 0;
    }
    return 0;
}

static bool label_read(const AttributionInput *input, uint32_t paragraph_index, Label *label) {
    const Text *text = input->text;
    const Paragraph *paragraph = &text->paragraphs[paragraph_index];
    if (paragraph->role != BLOCK_NARRATION && paragraph->role != BLOCK_HEADLINE) return false;
    uint32_t first = paragraph->words.begin;
    bool capitals = true;
    for (uint32_t word = first; word + 1 < paragraph->words.end && word < first + LABEL_WORDS_MAX; word++) {
        const Word *it = &text->words[word];
        if ((it->flags & WORD_CAPITALISED) == 0) return false;
        capitals = capitals && (it->flags & WORD_ALL_CAPITALS) != 0;
        uint32_t behind = it->byte_begin + it->byte_size;
        if (behind >= text->bytes.size) return false;
        uint8_t byte = text->bytes.data[behind];
        bool bracket = byte == ' ' && behind + 1 < text->bytes.size && text->bytes.data[behind + 1] == '(';
        if (byte == ' ' && !bracket) continue;
        if (byte == '.' && (it->flags & WORD_ABBREVIATION) == 0 && it->byte_size <= 3) continue;
        uint32_t colon = behind;
        if (bracket || (byte == ',' && capitals)) colon = colon_behind_name(text->bytes, behind, capitals);
        if (colon == 0 || text->bytes.data[colon] != ':') return false;
        *label = (Label){paragraph_index, {first, word + 1}, colon, SCRIPT_LABELS_MAX};
        return label_is_question_or_answer(input, label->words) || !label_is_heading(input, label->words);
    }
    return false;
}

/* The same words at the end of both, the shorter one's all: "CALDER" is "RUTH CALDER". */
static bool labels_equal(const Text *text, WordSpan left, WordSpan right) {
    uint32_t left_count = left.end - left.begin;
    uint32_t right_count = right.end - right.begin;
    uint32_t shared = left_count < right_count ? left_count : right_count;
    for (uint32_t i = 1; i <= shared; i++) {
        if (text->word_ids[left.end - i] != text->word_ids[right.end - i]) return false;
    }
    return true;
}

/* Numbers the labels; how often each comes goes to counts. */
static uint32_t speakers_count(const Text *text, Labels *labels, uint32_t counts[SCRIPT_LABELS_MAX]) {
    uint32_t firsts[SCRIPT_LABELS_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; i < labels->count; i++) {
        uint32_t speaker = 0;
        while (speaker < count && !labels_equal(text, labels->items[firsts[speaker]].words, labels->items[i].words))
            speaker++;
        if (speaker == SCRIPT_LABELS_MAX) continue;
        if (speaker == count) {
            firsts[count] = i;
            counts[count++] = 0;
        }
        counts[speaker]++;
        labels->items[i].speaker = speaker;
    }
    return count;
}

/* What stands behind the colon to the paragraph's end, without marks around it. */
static ByteSpan words_behind(const AttributionInput *input, const Label *label) {
    const Text *text = input->text;
    const Paragraph *paragraph = &text->paragraphs[label->paragraph];
    uint32_t word = label->words.end;
    while (word + 1 < paragraph->words.end && text->words[word].byte_begin < label->colon) word++;
    ByteSpan bytes = {text->words[word].byte_begin, paragraph->bytes.end};
    const QuotedSpans *quoted = input->quoted;
    for (uint32_t i = marks_span_from(quoted, paragraph->bytes.begin);
         i < quoted->count && quoted->items[i].outer.begin < paragraph->bytes.end; i++) {
        const QuotedSpan *span = &quoted->items[i];
        if (span->parent == INDEX_NONE && span->inner.begin <= bytes.begin && span->outer.end >= bytes.end &&
            span->inner.end > bytes.begin)
            bytes.end = span->inner.end < bytes.end ? span->inner.end : bytes.end;
    }
    return bytes;
}

void attribution_scripts_find(const AttributionInput *input, Drafts *drafts, Arena *scratch) {
    Labels labels = {0};
    for (uint32_t i = 0; i < input->text->paragraph_count; i++) {
        Label label;
        if (label_read(input, i, &label)) *array_push(&labels, scratch) = label;
    }
    uint32_t counts[SCRIPT_LABELS_MAX];
    uint32_t speaker_count = speakers_count(input->text, &labels, counts);
    uint32_t returning = 0;
    for (uint32_t i = 0; i < speaker_count; i++) returning += counts[i] > 1;
    if (returning < 2) return;
    for (uint32_t i = 0; i < labels.count; i++) {
        const Label *label = &labels.items[i];
        if (label->speaker == SCRIPT_LABELS_MAX) continue;
        Draft draft = {
            .content_count = 1, .cue_class = CUE_SPEECH, .unit = INDEX_NONE, .confidence = 0.85F, .verbatim = true};
        draft.source = text_bytes_of(input->text, label->words);
        draft.cue = (ByteSpan){label->colon, label->colon + 1};
        draft.content[0] = words_behind(input, label);
        if (draft.content[0].begin < draft.content[0].end) *array_push(drafts, scratch) = draft;
    }
}
