/* reuse: alignments -> passages that two articles share. Knows nothing of quotations. */
#ifndef STEMMA_REUSE_PASSAGES_H
#define STEMMA_REUSE_PASSAGES_H

#include <stdbool.h>

#include "../match/match.h"
#include "../text/text.h"
#include "grounds.h"

typedef enum PassageKind { PASSAGE_COPIED, PASSAGE_EDITED, PASSAGE_REWORDED } PassageKind;

/* `a` is the earlier article by date where dates tell, else by path. */
typedef struct Passage {
    uint32_t a_article; /* index in the corpus */
    uint32_t b_article;
    WordSpan a_words;
    WordSpan b_words;
    ByteSpan a_bytes; /* what is shown: from the first shared word to the last, closing marks left out */
    ByteSpan b_bytes;
    uint32_t words; /* equal words */
    uint32_t weight_permille; /* how rare they are in all */
    float identity; /* equal words as a share of the aligned ones, 0..1 */
    PassageKind kind;
    bool quotation; /* the shared words are quoted speech on both sides; filled in by lineage */
    /* Recurs within one outlet and never crosses outlets, or is furniture on both sides; lineage adds standing text. */
    bool boilerplate;
    const Grounds *grounds; /* why a reworded passage is reported; NULL for copied and edited ones */
} Passage;

typedef struct Passages {
    Passage *items; /* by a_article, b_article, a place, b place */
    size_t count;
} Passages;

/* How much must be alike for two stretches to be reworded: reworded.c. */
typedef enum RewordedLevel {
    REWORDED_AUTOMATIC, /* strict where both articles may report one event, else wide */
    REWORDED_STRICT, /* the wording, beside what happened */
    REWORDED_WIDE, /* the rare words, in whatever wording; summaries too */
    REWORDED_OFF
} RewordedLevel;

typedef struct PassageOptions {
    MatchOptions match;
    uint32_t gap_words_max; /* neighbouring alignments closer than this become one passage; default 12 */
    float copied_identity_min; /* below it a passage is edited; default 0.95 */
    RewordedLevel reworded; /* passages that share no long run of words; default automatic */
} PassageOptions;

/* What words tell, for those who weigh a stretch. */
typedef struct PassageWords {
    const Corpus *corpus;
    const uint16_t
        *weights_permille; /* by word id, as vocabulary_rareness_list gives them; NULL: asked for one by one */
} PassageWords;

static inline uint32_t passage_word_weight(const PassageWords *words, uint32_t word_id) {
    return words->weights_permille ? words->weights_permille[word_id]
                                   : vocabulary_rareness_permille(&words->corpus->vocabulary, word_id);
}

PassageOptions passage_options_default(void);

/* match_find over all articles, merged: copied and edited passages, none marked as boilerplate yet. */
Passages passages_copied(const Corpus *corpus, const PassageOptions *options, Arena *result, Arena scratch);

/* Copied passages of these articles and the reworded ones beside them, a stretch once. */
Passages passages_reword(const Corpus *corpus, const Passages *copies, const PassageOptions *options, Arena *result,
                         Arena scratch);

/* Both of these, with boilerplate marked. */
Passages passages_find(const Corpus *corpus, const PassageOptions *options, Arena *result, Arena scratch);

/* All of both, in the order of passages. */
Passages passages_join(const Passages *left, const Passages *right, Arena *result, Arena scratch);

#endif
