/*
 * The trained half of attribution: a sequence tagger over words, then a linker that joins what it found. In the order
 * data flows:
 *
 *     Clauses + the rules' drafts -> TaggerView (what the model looks at) -> tags, pass one -> tags, pass two
 *         -> segments -> links between them -> drafts
 *
 * Everything here is integer arithmetic on numbers from model/attribution.bin: same text in, same drafts out, on any
 * machine. The trainer (train/) uses the same functions, so that what it learns from is what is seen here.
 */
#ifndef STEMMA_QUOTE_TAGGER_H
#define STEMMA_QUOTE_TAGGER_H

#include "draft.h"

/*
 * A word's tag: of a source, a cue, a content; its first word or a later one. Sources and contents also say on which
 * side of their cue they stand, which teaches the tagger the order of things and the linker where to look.
 */
typedef enum Tag {
    TAG_OUT,
    TAG_SOURCE_BEFORE, /* "he" in: he said; + 1 for its later words, as with all of them */
    TAG_SOURCE_BEHIND = 3, /* "Marsh" in: said Marsh */
    TAG_CUE = 5,
    TAG_CONTENT_BEFORE = 7, /* stands before its cue */
    TAG_CONTENT_BEHIND = 9,
    TAG_COUNT = 11
} Tag;

typedef enum SegmentKind { SEGMENT_NONE, SEGMENT_SOURCE, SEGMENT_CUE, SEGMENT_CONTENT } SegmentKind;

SegmentKind tag_kind(uint8_t tag);
bool tag_begins(uint8_t tag);
bool tag_is_behind(uint8_t tag); /* a source or content that stands behind its cue */

#define TAGGER_CONTEXTS 64 /* kinds of places between two words, each with its own weights for going from tag to tag */
#define TAGGER_FEATURES_MAX 96 /* a word */
#define TAGGER_PAD 2 /* empty words around each paragraph, so that looking aside needs no test */

/* What the model may look at, word by word. Made once an article; tags are filled in by the passes. */
typedef struct TaggerWord {
    uint32_t word; /* index in the text; INDEX_NONE: padding */
    uint32_t unit; /* index in Clauses */
    uint32_t form; /* hash of the folded word; names and numbers masked by their shape */
    uint32_t ending; /* hash of its last letters */
    uint32_t lexicon; /* hash of what the lexicon knows */
    uint32_t span; /* top-level quoted span it stands in, INDEX_NONE */
    uint32_t cue_left; /* nearest word that the lexicon knows as a cue, in its unit; 0: none */
    uint32_t cue_right;
    uint32_t draft; /* index + 1 of the rules' draft it belongs to, 0: none */
    uint32_t draft_found; /* the same, counting only drafts with content, from 0 */
    uint8_t category; /* one of some twenty kinds of word, from the lexicon */
    uint8_t cluster; /* learnt class, 0: none */
    uint8_t shape;
    uint8_t gap; /* punctuation before it */
    uint8_t quote; /* where in a quotation it stands, and how long that is */
    uint8_t behind_quote; /* how near behind which kind of quotation */
    uint8_t before_quote;
    uint8_t rule; /* Tag the rules give it */
    uint8_t place; /* in its unit and paragraph */
    uint8_t context; /* kind of place before it, < TAGGER_CONTEXTS */
    uint8_t tag; /* by the pass before, as all that follows */
    uint8_t segment; /* length and edges of the segment it stands in */
    uint8_t order; /* how many segments of its unit stand before it */
    uint32_t outline; /* hash of the kinds of segments in its unit, in order */
    uint32_t found_left; /* nearest predicted cue: its place in words, 0: none in its unit */
    uint32_t found_right;
} TaggerWord;

typedef struct TaggerView {
    const Clauses *clauses;
    TaggerWord *words; /* TAGGER_PAD empty ones, a paragraph, TAGGER_PAD empty ones, a paragraph, … */
    uint32_t count;
    uint32_t *of_text; /* by index in the text: index in words, INDEX_NONE for words outside narration */
} TaggerView;

/* One row of weights: a feature's say for and against each tag. Four rows are one line of the processor's cache. */
typedef struct TaggerRow {
    uint16_t check; /* of the feature's hash, 0: free */
    int8_t weights[14]; /* TAG_COUNT of them used */
} TaggerRow;

typedef struct TaggerPass {
    const TaggerRow *rows; /* bucket_count * TAGGER_BUCKET_ROWS */
    uint32_t bucket_count;
    const int16_t *transitions; /* [TAGGER_CONTEXTS][TAG_COUNT from][TAG_COUNT to] */
    int32_t eagerness; /* taken from the score of TAG_OUT: what comes later can drop, but not find */
} TaggerPass;
#define TAGGER_BUCKET_ROWS 4

#define LINK_WEIGHTS 16384 /* a power of two */
#define CLUSTER_SLOTS 65536 /* a power of two */

typedef struct TaggerCluster {
    uint16_t check;
    uint8_t cluster; /* 0: free */
    uint8_t lower_case; /* 1: seldom a name, so that a capital at the sentence's start means nothing */
} TaggerCluster;

typedef struct TaggerModel {
    const TaggerCluster *clusters; /* CLUSTER_SLOTS, linear probing; NULL: none */
    TaggerPass passes[2];
    const int16_t *links; /* LINK_WEIGHTS for contents, as many for sources */
    const int16_t *trust; /* TRUST_WEIGHTS for what is reported and how surely */
    int32_t limits[2]; /* what scores less is not reported: without a word in quotation marks, with */
} TaggerModel;

/* The model compiled into the library; false where it can't be read on this machine. */
bool tagger_model_builtin(TaggerModel *model);
/* A model in memory as model/attribution.bin has it; false where it is none, or of another layout. */
bool tagger_model_read(Bytes bytes, TaggerModel *model);

/* tagger_features.c */
TaggerView tagger_view_build(const Clauses *clauses, const Drafts *rules, const TaggerModel *model, Arena *result);
/* The features of one word, as hashes; pass is 0 or 1, and 1 reads the tags. Returns how many. */
uint32_t tagger_features(const TaggerView *view, uint32_t index, uint32_t pass, uint64_t *features);
/* Before pass 1: what it reads of the tags, written into the words. */
void tagger_outline(TaggerView *view);

/* tagger_decode.c: the best tags of a run of words whose scores are known, and the whole pass over an article. */
typedef struct TagScores {
    int32_t tags[TAG_COUNT];
} TagScores;
void tagger_decode(const TaggerView *view, WordSpan run, const TagScores *scores, const int32_t *transitions,
                   uint8_t *tags, Arena scratch);
bool tag_may_follow(uint32_t from, uint32_t to);
/* Leaves the tags in view->words and how sure each is (score of the best minus the best other) in margins. */
void tagger_pass_run(TaggerView *view, const TaggerModel *model, uint32_t pass, int32_t *margins, Arena scratch);

/* tagger_links.c: runs of tags, and which belong together. */
typedef struct TaggerSegment {
    WordSpan words; /* places in the view */
    SegmentKind kind;
    bool behind; /* its tag says that it stands behind its cue */
    int32_t margin; /* the mean over its words */
} TaggerSegment;

typedef struct TaggerSegments {
    TaggerSegment *items; /* in text order */
    uint32_t count;
} TaggerSegments;

typedef enum LinkKind { LINK_CONTENT, LINK_SOURCE } LinkKind; /* a content looks for its cue, a cue for its source */
#define LINK_CANDIDATES_MAX 10
#define LINK_FEATURES_MAX 48

TaggerSegments tagger_segments_build(const TaggerView *view, const int32_t *margins, Arena *result);
/* The segments this one may be joined to, nearest first by place; the last one is INDEX_NONE: to nobody. */
uint32_t tagger_link_candidates(const TaggerView *view, const TaggerSegments *segments, uint32_t segment, LinkKind kind,
                                uint32_t candidates[LINK_CANDIDATES_MAX]);
typedef struct LinkQuestion {
    const TaggerView *view;
    const TaggerSegments *segments;
    uint32_t segment;
    uint32_t candidate; /* INDEX_NONE: nobody */
    LinkKind kind;
} LinkQuestion;
uint32_t tagger_link_features(const LinkQuestion *question, uint32_t features[LINK_FEATURES_MAX]);
/* The best candidate, and by how much it beats the next. */
uint32_t tagger_link_choose(const TaggerView *view, const TaggerSegments *segments, uint32_t segment, LinkKind kind,
                            const int16_t *weights, int32_t *margin);

/* What was found of one attribution, and by whom; what says how far to trust it. */
typedef struct TaggerDraft {
    Draft draft;
    bool by_rules;
    bool stands; /* a rules' draft for which a model's one was cut short: reported in any case */
    uint32_t
        joined; /* of a model's draft: the rules' draft it was cut for, counting those with content from 1; 0: none */
    uint32_t partner; /* index of the other side's draft with the same words, INDEX_NONE */
    uint32_t partner_words; /* that both have */
    uint32_t words; /* of the content */
    uint32_t words_quoted;
    int32_t content_margin;
    int32_t cue_margin;
    int32_t source_margin;
    int32_t link_margin;
} TaggerDraft;
typedef struct TaggerDrafts ARRAY_OF(TaggerDraft) TaggerDrafts;

#define TRUST_WEIGHTS 4096 /* a power of two */
#define TRUST_FEATURES_MAX 32
/* Tags, segments, links: the model's own drafts, then the rules' ones; none chosen yet. */
void tagger_drafts_find(TaggerView *view, const Drafts *rules, const TaggerModel *model, TaggerDrafts *found,
                        Arena *scratch);
/* The same from tags that are there already. */
void tagger_drafts_join(const TaggerView *view, const int32_t *margins, const Drafts *rules, const TaggerModel *model,
                        TaggerDrafts *found, Arena *scratch);

/* tagger_trust.c: how likely each draft is right, and which of those that claim the same words stays. */
uint32_t tagger_trust_features(const TaggerView *view, const TaggerDrafts *found, uint32_t index,
                               uint32_t features[TRUST_FEATURES_MAX]);
float tagger_trust_probability(int32_t score); /* TRUST_ONE is one natural unit of log odds */
#define TRUST_ONE 256
/* Counts words and finds partners; before the functions below. */
void tagger_partners_find(const TaggerView *view, TaggerDrafts *found);
/*
 * What is to be reported, by place. chosen may hold drafts that stand in any case: their words are taken. The rules'
 * drafts without content, speakers who are introduced, are added where nobody else speaks in their sentence.
 */
typedef struct TaggerDraftSides {
    const TaggerDrafts *found;
    const Drafts *rules;
} TaggerDraftSides;
void tagger_choose(const TaggerView *view, TaggerDraftSides sides, const TaggerModel *model, Drafts *chosen,
                   Arena *scratch);

#endif
