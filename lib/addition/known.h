/* What an earlier trace found in the articles of a small corpus, as far as an addition needs it. */
#ifndef STEMMA_ADDITION_KNOWN_H
#define STEMMA_ADDITION_KNOWN_H

#include "../quote/quotation.h"
#include "../reuse/passages.h"
#include "../text/text.h"
#include "numbers.h"

/* One article that was traced before. */
typedef struct KnownArticle {
    int64_t story; /* number; 0: the article is new, and all else is 0 too */
    int64_t first_quotation; /* number */
    uint32_t quotation_begin; /* in KnownFindings.quotations */
    uint32_t quotation_count;
} KnownArticle;

/* Whose it is; the rest is found again in the article. */
typedef struct KnownQuotation {
    uint32_t speaker; /* in KnownFindings.speakers; INDEX_NONE */
    uint32_t joint[QUOTATION_JOINT_MAX];
    uint32_t joint_count;
    UnattributedReason reason;
} KnownQuotation;

/* A witness of a family. */
typedef struct KnownMember {
    int64_t family; /* number */
    uint32_t article;
    ByteSpan bytes;
} KnownMember;

/* An article's side of a passage that is boilerplate. */
typedef struct KnownStretch {
    uint32_t article;
    ByteSpan bytes;
} KnownStretch;

/* The largest numbers that are given. */
typedef struct LastNumbers {
    int64_t passage;
    int64_t quotation;
    int64_t speaker;
    int64_t family;
    int64_t story;
    int64_t derivation;
    int64_t lost_ancestor;
    bool sound; /* none is so large that it cannot be counted on from */
} LastNumbers;

typedef struct KnownFindings {
    const KnownArticle *articles; /* by article of the corpus */
    const KnownQuotation *quotations;
    Speaker *speakers; /* of these quotations; without their spellings */
    int64_t *speaker_numbers;
    uint32_t speaker_count;
    const KnownMember *members; /* by article */
    uint32_t member_count;
    const KnownStretch *stretches; /* by article */
    uint32_t stretch_count;
    Passages passages; /* between articles that are known, in no order; what they weigh, and why, is not told */
    LastNumbers last;
} KnownFindings;

/* Marks passages as boilerplate whose words are that already in one of the articles. */
void known_boilerplate_lay(const KnownFindings *known, const Corpus *corpus, Passages *passages, Arena scratch);

/* The new articles' quotations as they were found and named among new articles alone. */
typedef struct NewQuotations {
    const Quotation *items; /* by new article, in order */
    const Speakers *speakers;
    const int64_t *speaker_numbers; /* by speaker: whom the name means among the known ones; 0: nobody */
} NewQuotations;

/* Speakers under their numbers: those that are known, then those that new articles bring. */
typedef struct NamedSpeakers {
    Speakers speakers;
    FindingNumbers numbers;
} NamedSpeakers;

/*
 * Gives each quotation its speaker: known ones theirs, new ones as found. `quotations` are those of a corpus whose new
 * articles stand in the order that they had among themselves; known articles have as many as are known.
 */
NamedSpeakers known_speakers_lay(const KnownFindings *known, const bool *is_new, const NewQuotations *added,
                                 Quotations *quotations, Arena *result);

/* Whether each known article has as many quotations as are found in it again; else it was traced otherwise. */
bool known_quotations_agree(const KnownFindings *known, const bool *is_new, uint32_t article_count,
                            const Quotations *quotations);

/* The first known member of each article, one more than there are articles. */
const uint32_t *known_members_by_article(const KnownFindings *known, uint32_t article_count, Arena *result);

#endif
