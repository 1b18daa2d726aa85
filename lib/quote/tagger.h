/*
 * The trained half of attribution: a sequence tagger over words, then a linker that joins what it found. In the order
 * data flows:
 *
 *     vocabulary -> TaggerLexicon (what the model knows of each word, once a collection)
 *     Clauses + the rules' drafts -> TaggerView (what the model looks at) -> scores -> tags -> segments -> links between
 *         them -> drafts
 *
 * Everything here is integer arithmetic on numbers from model/attribution.bin: same text in, same drafts out, on any
 * machine. The trainer (train/) uses the same functions, so that what it learns from is what is seen here.
 */
#ifndef STEMMA_QUOTE_TAGGER_H
#define STEMMA_QUOTE_TAGGER_H

#include "../base/status.h"
#include "draft.h"

/*
 * A word's tag: of a source, a cue, a content; its first word or a later one. Sources and contents also say on which
 * side of their cue they stand, which teaches the tagger the order of things and the linker where to look. A word of
 * nothing says what came last in its sentence: so a chain of tags remembers that a source still waits for its cue, over
 * however many words. Only the tagger itself tells the kinds of nothing apart; in a view all are TAG_OUT.
 */
typedef enum Tag {
    TAG_OUT,
    TAG_SOURCE_BEFORE, /* "he" in: he said; + 1 for its later words, as with all of them */
    TAG_SOURCE_BEHIND = 3, /* "Marsh" in: said Marsh */
    TAG_CUE = 5,
    TAG_CONTENT_BEFORE = 7, /* stands before its cue */
    TAG_CONTENT_BEHIND = 9,
    TAG_OUT_SOURCE = 11, /* nothing, behind a source */
    TAG_OUT_CUE,
    TAG_OUT_CONTENT,
    TAG_COUNT
} Tag;

typedef enum SegmentKind { SEGMENT_NONE, SEGMENT_SOURCE, SEGMENT_CUE, SEGMENT_CONTENT } SegmentKind;

SegmentKind tag_kind(uint8_t tag);
bool tag_begins(uint8_t tag); /* the first word of a part */
bool tag_is_out(uint8_t tag);
bool tag_is_behind(uint8_t tag); /* a source or content that stands behind its cue */
bool tag_may_follow(uint32_t from, uint32_t to);

#define TAGGER_CONTEXTS 64 /* kinds of places between two words, each with its own weights for going from tag to tag */
#define TAGGER_FEATURES_MAX 96 /* a word */
#define TAGGER_PAD 2 /* empty words around each paragraph, so that looking aside needs no test */
#define TAGGER_OFFSETS 5 /* a word is seen from two words before to two behind */
#define TAGGER_LANES 16 /* TAG_COUNT, filled up to whole vectors; what stands in the others means nothing */
#define TAGGER_TRANSITIONS ((size_t)TAGGER_CONTEXTS * TAG_COUNT * TAGGER_LANES)

/* The scores of all tags, or one feature's share of them. */
typedef struct TagScores {
    _Alignas(32) int16_t tags[TAGGER_LANES]; /* so that none lies in two lines of the processor's cache */
} TagScores;

/* --- The model ---------------------------------------------------------------------------------------------------- */

/* One row of weights: a feature's say for and against each tag. Four rows are one line of the processor's cache. */
typedef struct TaggerRow {
    int8_t weights[TAG_COUNT];
    uint16_t check; /* of the feature's hash, 0: free */
} TaggerRow;

/* What the tags are scored by. */
typedef struct TaggerWeights {
    const TaggerRow *rows; /* bucket_count * TAGGER_BUCKET_ROWS; NULL: none yet */
    uint32_t bucket_count;
    const int16_t *transitions; /* [TAGGER_CONTEXTS][TAG_COUNT from][TAGGER_LANES to] */
} TaggerWeights;
#define TAGGER_BUCKET_ROWS 4

#define LINK_WEIGHTS 32768 /* a power of two */
#define CLUSTER_SLOTS 65536 /* a power of two */

typedef struct TaggerCluster {
    uint16_t check;
    uint8_t cluster; /* 0: free */
    uint8_t lower_case; /* 1: seldom a name, so that a capital at the sentence's start means nothing */
} TaggerCluster;

typedef struct TaggerModel {
    const TaggerCluster *clusters; /* CLUSTER_SLOTS, linear probing; NULL: none, and every word is known by itself */
    TaggerWeights tags;
    const int16_t *links; /* LINK_WEIGHTS for contents, as many for sources */
    const int16_t *trust; /* TRUST_WEIGHTS for what is reported and how surely */
    int32_t limits[2]; /* what scores less is not reported: without a word in quotation marks, with */
} TaggerModel;

/* Opens what unpacks the built-in model. Any number of times, from any thread. */
MUST_USE Status tagger_model_prepare(Error *error);
/* The model compiled into the library, unpacked into result; false where it can't be read on this machine. */
bool tagger_model_builtin(TaggerModel *model, Arena *result);
/* A packed model (Zstandard), unpacked into result; false where it is none. */
bool tagger_model_unpack(Bytes packed, TaggerModel *model, Arena *result);
/* A model in memory, aligned to 64 bytes, which the model points into; false where it is none, or of another layout. */
bool tagger_model_read(Bytes bytes, TaggerModel *model);

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* What the model may know of a word whatever its place; words alike in all of it are one. */
typedef struct TaggerLexeme {
    uint32_t form; /* hash of the folded word; of nothing but its kind where it is a name, a number, or too rare */
    uint32_t ending; /* hash of its last letters */
    uint32_t lexicon; /* hash of what the lexicon knows */
    uint8_t category; /* one of some thirty kinds of word, from the lexicon */
    uint8_t cluster; /* learnt class, 0: none */
} TaggerLexeme;

/* Which lexeme a word of the vocabulary is; with a capital it may be a name, and is then known by its shape only. */
typedef struct TaggerEntry {
    uint32_t lexeme;
    uint8_t category; /* the lexeme's, as the next: most words are asked for no more than these */
    uint8_t cluster;
    bool known_inside; /* also where a capital stands inside a sentence: a title, a role, a body, a medium */
    bool known_at_start;
} TaggerEntry;

#define TAGGER_SEATS_TRIO 3
#define TAGGER_SEATS_PAIR 2

/* What the kinds of three words in a row say of each of them; and what the clusters of two say. */
typedef struct TaggerTrio {
    _Alignas(64) TaggerRow seats[TAGGER_SEATS_TRIO];
} TaggerTrio;

typedef struct TaggerPair {
    _Alignas(32) TaggerRow seats[TAGGER_SEATS_PAIR];
} TaggerPair;

/* The words of one collection, for one model; made once and shared by all threads. */
typedef struct TaggerLexicon {
    const TaggerModel *model;
    const TaggerEntry *entries; /* by word id */
    const TaggerLexeme *lexemes; /* the first TAGGER_MASKS: nothing, and names and numbers by their shape */
    const TagScores *scores; /* [lexeme][TAGGER_OFFSETS]: the word's own say; NULL while there are no rows */
    uint32_t lexeme_count;
    const TaggerTrio *trios; /* TAGGER_TRIOS */
    const TaggerPair *pairs; /* TAGGER_PAIRS */
} TaggerLexicon;
#define TAGGER_MASKS 32
#define TAGGER_TRIOS 32768 /* there are 32 categories */
#define TAGGER_PAIRS 65536 /* and 256 clusters */

/* tagger_lexicon.c. Until the model has rows, as while it is learned, there are no scores. */
TaggerLexicon tagger_lexicon_build(const TaggerModel *model, const Vocabulary *vocabulary, const WordClass *classes,
                                   Arena *result);

/* One thread's tagger: the words, and the sums it remembers. */
typedef struct TaggerMemo TaggerMemo;
typedef struct Tagger Tagger;
struct Tagger {
    const TaggerLexicon *lexicon;
    TaggerMemo *memos; /* by group of features */
};
Tagger tagger_open(const TaggerLexicon *lexicon, Arena *result);

/* --- The view ----------------------------------------------------------------------------------------------------- */

/* What the model may look at, word by word. Made once an article. */
typedef struct TaggerWord {
    uint32_t word; /* index in the text; INDEX_NONE: padding */
    uint32_t unit; /* index in Clauses */
    uint32_t lexeme;
    uint32_t span; /* top-level quoted span it stands in, INDEX_NONE */
    uint32_t cue_left; /* nearest word that the lexicon knows as a cue, in its unit; 0: none */
    uint32_t cue_right;
    uint32_t draft; /* index + 1 of the rules' draft it belongs to, 0: none */
    uint32_t draft_found; /* the same, counting only drafts with content, from 0 */
    uint8_t category; /* the lexeme's, as the next */
    uint8_t cluster;
    uint8_t gap; /* punctuation before it */
    uint8_t quote; /* where in a quotation it stands, and how long that is */
    uint8_t behind_quote; /* how near behind which kind of quotation */
    uint8_t before_quote;
    uint8_t rule; /* Tag the rules give it */
    uint8_t place; /* in its unit and paragraph */
    uint8_t context; /* kind of place before it, < TAGGER_CONTEXTS */
    uint8_t tag; /* what was decided; 0 before */
    bool deep; /* far inside a quotation: its tag is that of the word before, no weight is asked */
} TaggerWord;

/* What a sentence might be on second thoughts, if a word that was not taken for a cue is one. */
typedef struct TaggerGuess {
    uint32_t cue; /* place in the view */
    int32_t price; /* what it scores less than the best */
    WordSpan words; /* the sentence's places */
    uint8_t *tags; /* by word of the sentence, as margins */
    int32_t *margins;
} TaggerGuess;
typedef struct TaggerGuesses ARRAY_OF(TaggerGuess) TaggerGuesses;

/* Where else a content might end. */
typedef struct TaggerEnding {
    uint32_t end; /* place behind the content */
    uint32_t other_end;
    int32_t price;
} TaggerEnding;
typedef struct TaggerEndings ARRAY_OF(TaggerEnding) TaggerEndings;

typedef struct TaggerView {
    const Clauses *clauses;
    const TaggerLexicon *lexicon;
    TaggerWord *words; /* TAGGER_PAD empty ones, a paragraph, TAGGER_PAD empty ones, a paragraph, … */
    uint32_t count;
    uint32_t *of_text; /* by index in the text: index in words; INDEX_NONE: outside narration, or not looked at */
    TaggerGuesses guesses; /* in text order, as endings */
    TaggerEndings endings;
} TaggerView;

static inline const TaggerLexeme *tagger_lexeme(const TaggerView *view, const TaggerWord *word) {
    return &view->lexicon->lexemes[word->lexeme];
}

/* tagger_reach.c: the paragraphs the tagger looks at, by index; NULL: all. */
const bool *tagger_paragraphs(const AttributionInput *input, Arena *result);
/*
 * The rules' drafts: those that lie in these paragraphs, which the tagger judges, and all others. `seen` comes empty and
 * may be the rules' own array; `unseen` is appended to.
 */
typedef struct TaggerRuleSides {
    Drafts *seen;
    Drafts *unseen;
} TaggerRuleSides;
void tagger_rules_deal(const Clauses *clauses, const bool *paragraphs, const Drafts *rules, TaggerRuleSides sides,
                       Arena *scratch);

/* tagger_view.c: of these paragraphs; NULL: of all. */
TaggerView tagger_view_build(const Clauses *clauses, const bool *paragraphs, const Drafts *rules,
                             const TaggerLexicon *lexicon, Arena *result);

/* --- Scores and tags ---------------------------------------------------------------------------------------------- */

/* tagger_features.c: the features of one word, as hashes. Returns how many. */
uint32_t tagger_features(const TaggerView *view, uint32_t index, uint64_t *features);
/* A lexeme's own features, seen from a word `offset` words before it, -2 .. 2. */
uint32_t tagger_lexeme_features(const TaggerLexeme *lexeme, int offset, uint64_t *features);
/* What the categories of three words in a row, or the clusters of two, are to the one in a seat, from 0. Returns 1. */
uint32_t tagger_category_feature(uint32_t trio, uint32_t seat, uint64_t *feature);
uint32_t tagger_cluster_feature(uint32_t pair, uint32_t seat, uint64_t *feature);
/* A feature's row; one of nothing where there is none. */
const TaggerRow *tagger_row(const TaggerWeights *weights, uint64_t feature);
/* What all features of each word of a run say together; nothing for deep ones. */
void tagger_score(const Tagger *tagger, const TaggerView *view, WordSpan run, TagScores *scores);

/*
 * tagger_decode.c: the best tags of a run of words whose scores are known. Scores within TAGGER_SCORE_MAX of nought and
 * transitions within TAGGER_TRANSITION_MAX keep all sums in 16 bits.
 */
#define TAGGER_SCORE_MAX 2500
#define TAGGER_TRANSITION_MAX 1000
#define TAGGER_TRANSITION_NEVER (-17000) /* the price of what can't follow: less than any sum of what can */
typedef struct TagRun {
    WordSpan words; /* places in the view */
    const TagScores *scores; /* of each of them */
    uint8_t *tags; /* of each: they go here */
} TagRun;
void tagger_decode(const TaggerView *view, const TagRun *run, const int16_t *transitions, Arena scratch);
/*
 * Leaves the tags in view->words, and in margins, by place in the view, how sure those of a part are: the tag's score less
 * that of the best tag of another kind. What may be a cue and was not taken for one goes to view->guesses.
 */
void tagger_tag(TaggerView *view, const Tagger *tagger, int32_t *margins, Arena *scratch);

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

TaggerSegments tagger_segments_build(const TaggerView *view, WordSpan places, const int32_t *margins, Arena *result);
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
/* The best candidate, and by how much it beats the next; the question's own is not looked at. */
uint32_t tagger_link_choose(const LinkQuestion *asked, const int16_t *weights, int32_t *margin);

/* What was found of one attribution, and by whom; what says how far to trust it. */
typedef struct TaggerDraft {
    Draft draft;
    bool by_rules;
    bool guessed; /* by the model, on second thoughts: its cue was none at first */
    bool stands; /* a rules' draft for which a model's one was cut short: reported in any case */
    uint32_t
        joined; /* of a model's draft: the rules' draft it was cut for, counting those with content from 1; 0: none */
    uint32_t partner; /* index of the other side's draft with the same words, INDEX_NONE */
    uint32_t partner_words; /* that both have */
    const WordSpan *content_words; /* by part, as the next from tagger_partners_find on */
    WordSpan cue_words;
    WordSpan source_words;
    uint32_t words; /* of the content */
    uint32_t words_quoted;
    int32_t price; /* of a guess */
    int32_t content_margin;
    int32_t cue_margin;
    int32_t source_margin;
    int32_t link_margin;
} TaggerDraft;
typedef struct TaggerDrafts ARRAY_OF(TaggerDraft) TaggerDrafts;

/* tagger_contents.c: where what was said begins and ends; empty where nothing is left of it. */
ByteSpan tagger_segment_bytes(const TaggerView *view, WordSpan words); /* without marks at its edges */
ByteSpan tagger_content_bytes(const TaggerView *view, WordSpan words, const Drafts *rules, TaggerDraft *found);
ByteSpan tagger_rule_bytes(const TaggerView *view, ByteSpan part, const Draft *draft); /* of a rules' draft */
/* Who speaks where no source was joined to a cue; empty where that can't be seen. */
ByteSpan tagger_opening_source(const TaggerView *view, const Draft *draft);
ByteSpan tagger_source_behind(const TaggerView *view, const Draft *draft);
/* What of a run belongs to a draft that has an earlier part. */
WordSpan tagger_later_part(const TaggerView *view, WordSpan words, const Draft *draft);

#define TRUST_WEIGHTS 16384 /* a power of two */
#define TRUST_FEATURES_MAX 32
/* Tags, segments, links: the model's own drafts, then the rules' ones; none chosen yet. */
void tagger_drafts_find(TaggerView *view, const Drafts *rules, Tagger *tagger, TaggerDrafts *found, Arena *scratch);
/* An article whose words have their tags. */
typedef struct TaggedArticle {
    const TaggerView *view;
    int32_t *margins; /* of the tags, by place */
    const Drafts *rules;
} TaggedArticle;
/* The same from tags that are there already. Takes each guess for true in turn, and leaves tags and margins as they were. */
void tagger_drafts_join(const TaggedArticle *article, const TaggerModel *model, TaggerDrafts *found, Arena *scratch);

/* tagger_partners.c: reads places in words, counts them, and finds partners; before the functions below. */
void tagger_partners_find(const TaggerView *view, TaggerDrafts *found, Arena *scratch);
uint32_t tagger_words_shared(const TaggerDraft *left, const TaggerDraft *right); /* of the contents */

/* tagger_trust.c: how likely each draft is right, and which of those that claim the same words stays. */
uint32_t tagger_trust_features(const TaggerView *view, const TaggerDrafts *found, uint32_t index,
                               uint32_t features[TRUST_FEATURES_MAX]);
float tagger_trust_probability(int32_t score); /* TRUST_ONE is one natural unit of log odds */
#define TRUST_ONE 256
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
