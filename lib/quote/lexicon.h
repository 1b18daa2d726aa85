/*
 * What the project knows about single English words before it reads a text: verbs and nouns that report what somebody
 * said or thought, titles, roles, media, and the closed classes (pronouns, determiners, prepositions, ...) that show
 * where a phrase begins and ends. Computed once for a vocabulary, then looked up by word number.
 */
#ifndef STEMMA_QUOTE_LEXICON_H
#define STEMMA_QUOTE_LEXICON_H

#include <stdbool.h>
#include <stdint.h>

#include "../text/vocabulary.h"
#include "quotation.h"

typedef enum WordClassFlag {
    CLASS_DETERMINER = 1 << 0, /* the, some, three */
    CLASS_POSSESSIVE = 1 << 1, /* his, their: determiners that point to somebody */
    CLASS_SUBJECT = 1 << 2, /* he, they, who, everyone; and contracted: he'd */
    CLASS_OBJECT = 1 << 3, /* him, them, reporters: to whom something is told */
    CLASS_RELATIVE = 1 << 4, /* who, which, that */
    CLASS_PREPOSITION = 1 << 5,
    CLASS_COORDINATOR = 1 << 6, /* and, but, or */
    CLASS_SUBORDINATOR = 1 << 7, /* because, while, if */
    CLASS_AUXILIARY = 1 << 8, /* has, will, didn't */
    CLASS_ADVERB = 1 << 9, /* also, repeatedly, not */
    CLASS_TITLE = 1 << 10, /* Mr., Senator, President: stands before a name */
    CLASS_ROLE = 1 << 11, /* spokesman, researcher, officials: a person by what he does */
    CLASS_MEDIA = 1 << 12, /* Reuters, newspaper, Times */
    CLASS_TIME = 1 << 13, /* Monday, yesterday, week */
    CLASS_REPORT = 1 << 14, /* statement, interview, speech: what words stand in */
    CLASS_CUE_NOUN = 1 << 15, /* claim, belief, promise: takes "that ..." or "to ..." */
    CLASS_VERB = 1 << 16, /* a common verb that is no cue; marks the end of a subject */
    CLASS_PAST = 1 << 17, /* ends in -ed: a past form or a participle */
    CLASS_PUBLISHING = 1 << 18, /* published, reported, carried: before "by" and a medium */
    CLASS_COMPLEMENTISER = 1 << 19, /* that, whether, how, why: opens a reported clause */
    CLASS_ORGANISATION = 1 << 20, /* ministry, committee, police: a body that can speak */
    CLASS_NAME_SUFFIX = 1 << 21, /* Jr., III */
    CLASS_FORM_BASE = 1 << 22, /* forms of the cue: say */
    CLASS_FORM_THIRD = 1 << 23, /* says */
    CLASS_FORM_PAST = 1 << 24, /* said */
    CLASS_FORM_PARTICIPLE = 1 << 25, /* written, where it differs from the past form; said as well */
    CLASS_FORM_ING = 1 << 26, /* saying */
    CLASS_NOUN_LIKE = 1 << 27, /* this form of the cue is as often a noun: claims, reports */
    CLASS_ING = 1 << 28 /* ends in -ing */
} WordClassFlag;

/* What a cue can be followed by, apart from nothing. */
typedef enum CueFrame {
    FRAME_QUOTE = 1, /* "...", he said */
    FRAME_CLAUSE = 2, /* he said (that) ... */
    FRAME_INFINITIVE = 4, /* he vowed to ... */
    FRAME_OBJECT = 8, /* he criticised the plan */
    FRAME_LISTENER = 16, /* he told reporters (that) ... */
    FRAME_PARTICLE = 32, /* he called for ..., warned of ...: the particle belongs to the cue */
    FRAME_IMPERSONAL = 64, /* polls show (that) ...: mostly said of things */
    FRAME_NAMING = 128 /* he called it ..., described it as ...: what is in marks are his words, however short */
} CueFrame;

typedef struct WordClass {
    uint32_t flags; /* WordClassFlag */
    uint8_t cue; /* CueClass; CUE_NONE where the word is no cue verb or noun */
    uint8_t frames; /* CueFrame */
    bool leads_to_medium; /* citing, on, with, by: a medium may stand behind it (media.c) */
} WordClass;

/* By word id, vocabulary->count of them. */
const WordClass *lexicon_classes_build(const Vocabulary *vocabulary, Arena *result);

#endif
