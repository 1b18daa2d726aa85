/* Rewording: two articles -> the stretches in which one may be the other in other words, and what became of each. */
#ifndef STEMMA_REUSE_REWORDING_H
#define STEMMA_REUSE_REWORDING_H

#include "bags.h"
#include "candidates.h"
#include "edges.h"
#include "grounds.h"
#include "reworded.h"
#include "units.h"
#include "wording.h"

/*
 * What must be reached, as far as grounds don't tell: for whoever puts a verdict in words. The minima of likeness were
 * tuned on one half of the pairs of a corpus of planted passages, and tried on the other.
 */
#define REWORDING_COSINE_MIN 0.25F
#define REWORDING_DICE_MIN 0.25F
#define REWORDING_PHRASE_SHARE_MIN 0.3F
#define REWORDING_WITHIN_OUTLET_MIN 1.65 /* the least score of a strict pair: rewording.c */
#define REWORDING_ACROSS_OUTLETS_MIN 2.4
#define REWORDING_OPENINGS_MIN 0.25 /* the lowest of three reports of one press conference is .26 */
enum {
    REWORDING_WORDS_MIN = 15 /* on either side */
};

/* A stretch that was looked at. */
typedef struct Rewording {
    Passage passage; /* a: the article that comes first in the corpus, until it is oriented */
    Grounds grounds;
    RewordingVerdict verdict;
} Rewording;

typedef struct RewordingList ARRAY_OF(Rewording) RewordingList;

/* What two articles have in common as a whole. */
typedef struct RewordingPair {
    uint32_t like_pairs; /* of sentences */
    bool strict;
    LevelCause cause;
    float openings_likeness; /* where it decides: LEVEL_OPENINGS, LEVEL_BARE_TEXTS */
    float cosine; /* of the two sentences most alike; only found where someone asks, and no two are like */
    float dice;
} RewordingPair;

/* What all comparisons of one search share. */
typedef struct RewordingContext {
    const Corpus *corpus;
    Stems stems;
    CollocationIndex index;
    const uint32_t *outlets; /* by article */
    RewordedLevel level;
    const bool *asked; /* by article: two that are not asked for are not compared; NULL: all are */
    const CopiedStretch *copied; /* by source */
    uint32_t *copied_begins;
} RewordingContext;

/* copies: what was found as it stands, so that it isn't looked at again. */
RewordingContext rewording_context_build(const Corpus *corpus, const Passages *copies, const RewordedOptions *options,
                                         Arena *result);

/* For one thread at a time. */
typedef struct RewordingFinder {
    const RewordingContext *context;
    CandidateFinder candidates;
    uint32_t *slots; /* by stem, for units_build */
    BagSlot *bag; /* by stem, for fragments_find */
    uint32_t *source_counts; /* by stem, for edges_settle, as the next two */
    uint32_t *target_counts;
    uint8_t *inside;
    uint32_t *heads; /* by stem: the source's first term with it, plus one; all 0 between sources */
    RewordingList kept;
    RewordingList *dropped; /* takes what is looked at in vain; NULL: nobody asks */
    Arena *memory; /* of both lists */
} RewordingFinder;

RewordingFinder rewording_finder_open(const RewordingContext *context, Arena *memory, Arena *result);

/* Later articles that are compared with `article`, ascending. */
CandidateList rewording_candidates(RewordingFinder *finder, uint32_t article, Arena *result, Arena scratch);

/* An article to compare others with. */
typedef struct RewordingSource {
    uint32_t article;
    Units units;
    CountedText counted;
    ToldText told;
    uint32_t *next; /* by term: the next term with the same stem, plus one */
} RewordingSource;

/* One at a time for each finder. */
RewordingSource rewording_source_open(RewordingFinder *finder, uint32_t article, Arena *result);
void rewording_source_close(RewordingFinder *finder, const RewordingSource *source);

/* Adds to the finder's lists what the two articles have. */
RewordingPair rewording_compare(RewordingFinder *finder, RewordingSource *source, uint32_t target_article,
                                Arena scratch);

/* Strict: a stretch that is copied to so many percent is no rewording. */
uint32_t rewording_copied_percent(const Grounds *grounds);

/* Puts the earlier article first where dates tell, and fills in what is shown. */
void rewording_orient(const Corpus *corpus, Passage *passage);

#endif
