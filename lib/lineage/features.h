/* The signs for and against a derivation, as numbers: what the model of derivations has a weight for. */
#ifndef STEMMA_LINEAGE_FEATURES_H
#define STEMMA_LINEAGE_FEATURES_H

#include "../base/array.h"
#include "evidence.h"

/* What a score comes from. */
typedef enum ScorePart {
    SCORE_TEXT, /* how much of the child's text it has */
    SCORE_READINGS, /* its own changes */
    SCORE_DATES,
    SCORE_CREDITS,
    SCORE_TITLE,
    SCORE_PART_COUNT
} ScorePart;

/* name, part of the score */
#define FEATURES(X)                                                                                                    \
    X(ARC, SCORE_TEXT) /* 1: what an arc costs against the root */                                                     \
    X(NARRATION, SCORE_TEXT) /* log of copied words of narration */                                                    \
    X(FRAMING, SCORE_TEXT) /* log of words beside the speech in paragraphs copied whole */                             \
    X(RANK, SCORE_TEXT) /* log of equal words relative to the article's best match */                                  \
    X(BEST, SCORE_TEXT) /* 1 where no other article has noticeably more of the child's words */                        \
    X(TO_SHARE, SCORE_TEXT) /* share of the child's words that are in the parent */                                    \
    X(LARGER_SHARE, SCORE_TEXT) /* log of the share of words in common, of child or parent, whichever is larger */     \
    X(UNCOVERED, SCORE_TEXT) /* log of words that the child shares with others and not with the parent */              \
    X(UNCOVERED_MORE, SCORE_TEXT) /* log of these relative to the candidate with the fewest */                         \
    X(COVERED, SCORE_TEXT) /* 1 where there are practically none */                                                    \
    X(UNIQUE, SCORE_TEXT) /* log of words that the child shares with the parent only */                                \
    X(FROM_COVER, SCORE_TEXT) /* share of what the parent shares with anybody that is in the child */                  \
    X(FROM_COVERED, SCORE_TEXT) /* 1 where that is practically all */                                                  \
    X(LENGTH, SCORE_TEXT) /* log of parent's length over child's */                                                    \
    X(ORDER, SCORE_TEXT) /* log of places where the child has the parent's blocks in another order */                  \
    X(ORDER_MORE, SCORE_TEXT) /* log of these relative to the candidate with the fewest */                             \
    X(DATED, SCORE_DATES) /* parent known to be earlier */                                                             \
    X(UNDATED, SCORE_DATES) /* one of the two has no date */                                                           \
    X(DATE_ODDS, SCORE_DATES) /* log-odds of the parent's being earlier where the dates overlap */                     \
    X(DAYS, SCORE_DATES) /* log of the days between, where dated */                                                    \
    X(FAR, SCORE_DATES) /* dates weeks apart: news is not copied then, stock sentences are */                          \
    X(TITLE, SCORE_TITLE) /* the same title */                                                                         \
    X(TITLE_OTHER, SCORE_TITLE) /* the child has the title of another article, not the parent's */                     \
    X(CREDIT, SCORE_CREDITS) /* child credits parent, in words it shares with no other creditor */                     \
    X(CREDIT_INHERITED, SCORE_CREDITS) /* … in words it may have copied with the rest */                             \
    X(CREDIT_INFERRED, SCORE_CREDITS) /* … where the parent's outlet is not known */                                 \
    X(CREDIT_AGAINST, SCORE_CREDITS) /* parent credits child */                                                        \
    X(CREDIT_SHARED, SCORE_CREDITS) /* child credits a third article, in words that the parent has too */              \
    X(CREDIT_ELSEWHERE, SCORE_CREDITS) /* … in words that the parent has not */                                      \
    X(LINK, SCORE_CREDITS) /* child links to parent */                                                                 \
    X(CHILD_CHANGED, SCORE_READINGS) /* log of places where the child has the rarer reading */                         \
    X(PARENT_CHANGED, SCORE_READINGS) /* log of places where the parent has it */                                      \
    X(CHILD_SLIPS, SCORE_READINGS) /* log of places where the child has an editor's words or one nobody else has */    \
    X(PARENT_SLIPS, SCORE_READINGS) /* log of places where the parent has them */                                      \
    X(CHILD_OMITS, SCORE_READINGS) /* log of undecided places where the child has nothing */                           \
    X(PARENT_OMITS, SCORE_READINGS) /* log of undecided places where the parent has nothing */                         \
    X(EVEN, SCORE_READINGS) /* log of other undecided places */                                                        \
    X(ODDNESS,                                                                                                         \
      SCORE_READINGS) /* by how much the parent's words are odder there than the child's, of all these places */       \
    X(DISTANCE, SCORE_READINGS) /* log of differing places relative to the child's closest candidate */                \
    X(CHILD_EXTRA, SCORE_READINGS) /* log of words in stretches that the parent leaves out or words otherwise */       \
    X(PARENT_EXTRA, SCORE_READINGS) /* log of words in stretches that the child leaves out or words otherwise */       \
    X(AGREEMENT, SCORE_READINGS) /* log of peculiar readings in common */                                              \
    X(BOTH_SHARED, SCORE_READINGS) /* log of differing places where others have either reading */                      \
    X(CHILD_ADDED, SCORE_READINGS) /* log of stretches of narration that the child alone has in shared paragraphs */   \
    X(PARENT_ADDED, SCORE_READINGS) /* log of those that the parent alone has */                                       \
    X(CHILD_SPOKEN, SCORE_READINGS) /* log of stretches of speech there that the parent has cut */                     \
    X(PARENT_SPOKEN, SCORE_READINGS) /* log of those that the child has cut */                                         \
    X(LOST_CREDIT, SCORE_CREDITS) /* child credits a medium that is not here, and the parent does not */               \
    X(LOST_CREDIT_SHARED, SCORE_CREDITS) /* … and so does the parent, in words they share */                         \
    X(LOST_CREDIT_COMMON, SCORE_CREDITS) /* … and so does the parent, each in words of its own */                    \
    X(AGENCY, SCORE_CREDITS) /* … and it is a news agency: both have the text from there */

typedef enum Feature {
#define FEATURE_NAME(name, part) FEATURE_##name,
    FEATURES(FEATURE_NAME)
#undef FEATURE_NAME
        FEATURE_COUNT
} Feature;

typedef struct FeatureRow {
    double values[FEATURE_COUNT];
} FeatureRow;

typedef struct FeatureRows ARRAY_OF(FeatureRow) FeatureRows;

/* An ordered pair that could be a derivation. */
typedef struct Candidate {
    uint32_t from_article;
    uint32_t to_article;
    uint32_t pair;
    uint32_t neighbour; /* place of `from` among the neighbours of `to` */
    uint32_t row; /* of its features, where these are kept */
    double score; /* log-odds that the one was made from the other, against from none of the articles here */
    float parts[SCORE_PART_COUNT]; /* the score, by what it comes from */
    bool dated; /* from is known to be earlier */
    bool credited; /* by a credit or a link that is not contradicted */
} Candidate;

typedef struct Candidates ARRAY_OF(Candidate) Candidates;

/* One article, and what all that share text with it make of it together. */
typedef struct ChildView {
    uint32_t article;
    uint32_t best_words; /* equal words of the best match that is not known to be later */
    uint32_t shared_words; /* its words that stand in any article not known to be later */
    uint32_t covered_words_max; /* most of its words that any single one of those has */
    uint32_t places_min; /* fewest differing places among matches nearly as good as the best one */
    uint32_t breaks_min; /* fewest breaks in the order of blocks among these */
    bool title_shared; /* by one of them */
    const CreditLink **credits; /* reports in its text that name another article; the first few */
    uint32_t credit_count;
    const uint32_t *unique_words; /* by neighbour: words shared with that one only */
} ChildView;

ChildView child_view_build(const Signs *signs, uint32_t article, Arena *arena);

void features_fill(const Signs *signs, const ChildView *view, const Candidate *candidate, FeatureRow *row,
                   Arena scratch);

/* The candidate for this direction; false where the rules forbid it. */
bool candidate_build(const Signs *signs, uint32_t pair_index, uint32_t from_article, Candidate *out);

#endif
