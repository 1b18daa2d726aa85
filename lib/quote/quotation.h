/*
 * The records of the quote stage, in the order they come to be:
 * marks -> QuotedSpan, attribution -> Quotation; and, filled in by lib/speakers, Speaker.
 */
#ifndef STEMMA_QUOTE_QUOTATION_H
#define STEMMA_QUOTE_QUOTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/bytes.h"
#include "../text/text.h"

#define INDEX_NONE UINT32_MAX
#define QUOTATION_JOINT_MAX 3 /* speakers besides the first; a longer list is cut */

/* One stretch between quotation marks, as the marks machine found it. */
typedef struct QuotedSpan {
    ByteSpan outer; /* with its marks */
    ByteSpan inner; /* without them */
    WordSpan words; /* the words wholly inside `inner` */
    uint32_t parent; /* index of the quoted span it is nested in, INDEX_NONE at the top */
    uint32_t
        continues; /* index of the span this paragraph re-opens without a closing mark before it, else INDEX_NONE */
    bool unclosed; /* no closing mark: ends with its paragraph */
} QuotedSpan;

typedef struct QuotedSpans {
    QuotedSpan *items; /* by outer.begin; a parent stands before its children */
    uint32_t count;
} QuotedSpans;

typedef enum QuotationKind { QUOTATION_DIRECT, QUOTATION_MIXED, QUOTATION_INDIRECT, QUOTATION_SCARE } QuotationKind;

typedef enum CueClass {
    CUE_NONE,
    CUE_SPEECH, /* said, told, added: neutral */
    CUE_THOUGHT, /* believes, hopes */
    CUE_WRITING, /* wrote, tweeted */
    CUE_INSISTING, /* claimed, alleged, insisted */
    CUE_CONCEDING, /* admitted, acknowledged */
    CUE_DENYING,
    CUE_WARNING,
    CUE_ACCUSING, /* accused, slammed, blasted */
    CUE_PROMISING, /* vowed, pledged */
    CUE_ASKING,
    CUE_CONFIRMING
} CueClass;

/* Why nobody can be named; UNATTRIBUTED_NO means somebody is. Each has one plain sentence in attribution.c. */
typedef enum UnattributedReason {
    UNATTRIBUTED_NO,
    UNATTRIBUTED_NO_CUE, /* stands alone: no word near it says who spoke */
    UNATTRIBUTED_NO_SOURCE, /* a cue, but nobody with it ("it was reported that …") */
    UNATTRIBUTED_UNNAMED, /* a source that the article keeps unnamed ("a senior official") */
    UNATTRIBUTED_AMBIGUOUS, /* a pronoun or role that fits two */
    UNATTRIBUTED_UNKNOWN, /* a pronoun or role that fits nobody in the article */
    UNATTRIBUTED_LANGUAGE, /* the article is in a language whose words of speech are not known here */
    UNATTRIBUTED_WRITER, /* "I" outside quotation marks: whoever wrote the article */
    UNATTRIBUTED_COUNT /* no reason: how many there are */
} UnattributedReason;

/* Who found an attribution; shown by `explain`. */
typedef enum QuotationFinder { FOUND_BY_RULES, FOUND_BY_MODEL, FOUND_BY_BOTH, FOUND_BY_MARKS } QuotationFinder;

/*
 * One attribution: a source said content, marked by a cue. All places are bytes in the article's text. An empty span
 * (begin == end) stands for "none".
 */
typedef struct Quotation {
    uint32_t article; /* index in the corpus */
    QuotationKind kind;
    const ByteSpan *content; /* all its parts in text order, quotation marks left out */
    uint32_t content_count;
    const ByteSpan *quoted; /* the parts of it inside quotation marks, marks left out */
    uint32_t quoted_count;
    ByteSpan cue;
    CueClass cue_class;
    ByteSpan source; /* the words that show who speaks: "he", "Lavrov", "the ministry" */
    const ByteSpan *via; /* the media it came through */
    uint32_t via_count;
    ByteSpan speaks_for; /* whom a spokesperson speaks for, mostly inside `source`; filled in by speakers_resolve */
    UnattributedReason unattributed;
    uint32_t speaker; /* index in Speakers, INDEX_NONE where it can't be told; filled in by speakers_resolve */
    uint32_t joint[QUOTATION_JOINT_MAX]; /* who says it with the speaker: "Doe and Roe said"; indexes like `speaker` */
    uint32_t joint_count;
    uint32_t family; /* index in Families, INDEX_NONE for a single report; filled in by families_build */
    float confidence; /* 0..1 */
    QuotationFinder found_by;
} Quotation;

/* Whether the byte lies in what was said. */
static inline bool quotation_holds(const Quotation *quotation, uint32_t byte) {
    for (uint32_t i = 0; i < quotation->content_count; i++)
        if (byte >= quotation->content[i].begin && byte < quotation->content[i].end) return true;
    return false;
}

typedef struct Quotations {
    Quotation *items; /* by article, then place of the first content */
    uint32_t count;
    const QuotedSpans *quoted; /* by article: the marks machine's result, for the stages that follow */
    uint64_t left_out; /* over the limit of their articles */
    const Bytes *records; /* by article: what a later run may know; empty where this one knew it. NULL: none are made */
} Quotations;

typedef enum SpeakerKind { SPEAKER_PERSON, SPEAKER_ORGANISATION, SPEAKER_OTHER } SpeakerKind;

/* Somebody who is a source somewhere in the collection. */
typedef struct Speaker {
    Bytes name; /* the fullest name the collection gives */
    SpeakerKind kind;
    const Bytes *spellings; /* every form met, the name included, sorted by bytes */
    uint32_t spelling_count;
} Speaker;

typedef struct Speakers {
    Speaker *items; /* by name */
    uint32_t count;
    const uint8_t *word_cases; /* by word id: WORD_CASE_COMMON and WORD_CASE_CAPITAL_SEEN, as names were told by them */
} Speakers;

#endif
