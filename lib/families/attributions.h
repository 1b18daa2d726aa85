/* Whether two reports of one utterance give it to different speakers, or frame it differently. */
#ifndef STEMMA_FAMILIES_ATTRIBUTIONS_H
#define STEMMA_FAMILIES_ATTRIBUTIONS_H

#include "families.h"

/* How one report shows its speaker. */
typedef struct Credit {
    Bytes shown; /* the words that show who speaks, empty where there are none */
    Bytes name; /* the fullest name of the collection, empty where it can't be told */
    SpeakerKind kind;
    bool explicit; /* the article names the speaker there; never for a name of one word */
} Credit;

/* quotation may be NULL: nobody is shown. */
Credit credit_read(const Corpus *corpus, const Quotation *quotation, const Speakers *speakers);

/* False unless both name a speaker and the names can't be one's. */
bool credits_differ(const Credit *left, const Credit *right);

/* Two framings are told apart by what the outlet adds to "said"; those that only say by what means are one. */
typedef enum FramingRelation { FRAMING_SAME, FRAMING_OTHER, FRAMING_CONTRARY } FramingRelation;

FramingRelation framings_compare(CueClass left, CueClass right);

#endif
