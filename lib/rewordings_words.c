/*
 * Verdicts on rewording, in words for whoever checks a finding: which rule kept or dropped a stretch, and by how much.
 *
 * In:  verdicts and numbers, as the deciding functions gave them (reuse/grounds.h, reuse/candidates.h).
 * Out: lines. Nothing is decided here; where a line names a least value, it comes with the verdict or from the header of
 *      the stage that holds to it.
 */
#include "rewordings_words.h"

#include <string.h>

#include "explain_parts.h"

static const char *const candidate_names[] = {"compared", "few", "copied", "scattered", "crowded-out"};

const char *candidate_verdict_name(CandidateVerdict verdict) {
    return candidate_names[verdict];
}

/* --- Pairs of articles -------------------------------------------------------------------------------------------- */

void words_of_candidate(const Candidate *candidate, Buffer *out) {
    const uint32_t shared = candidate->shared_places, wanted = candidate->places_min;
    switch (candidate->verdict) {
    case CANDIDATE_TAKEN:
        buffer_printf(out, "compared: %u pairs of rare words stand near each other in one place of both articles",
                      shared);
        return;
    case CANDIDATE_FEW:
        buffer_printf(out,
                      "not compared: %u pair%s of rare words stand%s near each other in both, and few others have "
                      "them; %u in one place are wanted",
                      shared, shared == 1 ? "" : "s", shared == 1 ? "s" : "", wanted);
        return;
    case CANDIDATE_COPIED:
        buffer_append_string(out, "not compared: nearly all rare words they share stand in copied passages");
        return;
    case CANDIDATE_SCATTERED:
        buffer_printf(out,
                      "not compared: of the pairs of rare words that stand near each other in both, %u stand in one "
                      "place of both; %u are wanted",
                      shared, wanted);
        return;
    case CANDIDATE_CROWDED_OUT:
        buffer_printf(out, "not compared: %u shared pairs of rare words in one place, but many articles share more",
                      shared);
        return;
    }
}

/* "strict, for …" */
static void append_level(const char *level, LevelCause cause, Buffer *out) {
    buffer_append_string(out, level);
    switch (cause) {
    case LEVEL_ASKED_FOR: buffer_append_string(out, ", as the trace was asked to be"); return;
    case LEVEL_NEWS: buffer_append_string(out, ", for one of the two has a date or an outlet"); return;
    case LEVEL_OPENINGS: buffer_append_string(out, ", for both set out to tell the same"); return;
    case LEVEL_BARE_TEXTS:
        buffer_append_string(out, ", for neither has a date or an outlet, and they don't set out to tell the same");
        return;
    }
}

void words_of_pair(const RewordingPair *pair, Buffer *out) {
    if (pair->like_pairs == 0) {
        buffer_append_string(out, "no two sentences are alike: the closest reach");
        explain_number(out, " ", (double)pair->cosine, 2);
        explain_number(out, " (cosine) and ", (double)pair->dice, 2);
        explain_number(out, " (Dice) in their rare words, ", (double)REWORDING_COSINE_MIN, 2);
        explain_number(out, " and ", (double)REWORDING_DICE_MIN, 2);
        buffer_append_string(out, " are wanted");
        return;
    }
    buffer_printf(out, "%u pair%s of sentences alike in their rare words; ", pair->like_pairs,
                  pair->like_pairs == 1 ? "" : "s");
    append_level(pair->strict ? "strict" : "wide", pair->cause, out);
    if (pair->cause == LEVEL_OPENINGS || pair->cause == LEVEL_BARE_TEXTS) {
        explain_number(out, " (their openings are alike by ", (double)pair->openings_likeness, 2);
        explain_number(out, "; ", REWORDING_OPENINGS_MIN, 2);
        buffer_append_string(out, " makes it strict)");
    }
}

/* --- Stretches ---------------------------------------------------------------------------------------------------- */

static void append_shares(const Grounds *grounds, Buffer *out) {
    buffer_printf(
        out,
        "%u %% of the words, names, numbers and common ones left out, and %u %% of all pairs of neighbours stand "
        "on both sides, quoted speech apart",
        grounds_percent((double)grounds->plain_share), grounds_percent((double)grounds->phrase_share));
}

static void append_odds(double log_odds, Buffer *out) {
    explain_number(out, "by all its words it scores ", log_odds, 2);
}

static void append_score(const Grounds *grounds, Buffer *out) {
    append_odds((double)grounds->log_odds, out);
    explain_number(out, ", with these shares ", (double)grounds->score, 2);
    explain_number(out, "; ", (double)grounds->score_min, 2);
    bool within = (double)grounds->score_min < REWORDING_ACROSS_OUTLETS_MIN;
    buffer_append_string(out, within ? " is wanted within one outlet and month"
                                     : " is wanted of two outlets, or of one after a month");
}

/* What speaks against a summary. */
static void words_of_no_summary(const Rewording *stretch, Buffer *out) {
    const Grounds *grounds = &stretch->grounds;
    const uint32_t covered = grounds_percent((double)grounds->score),
                   rest = grounds_percent((double)grounds->rest_share);
    buffer_append_string(out, "no summary: ");
    switch (stretch->verdict) {
    case REWORDING_IN_ONE_PLACE:
        buffer_append_string(out, "what the short side says stands in one place of the long one");
        return;
    case REWORDING_NOT_COVERED:
        buffer_printf(out, "%u %% of the short side's rare words stand on the long one; %u %% are wanted", covered,
                      grounds_percent((double)grounds->score_min));
        return;
    case REWORDING_NO_CONTRAST:
        buffer_printf(out, "the text around it stands there as well: %u %% of its rare words, and %u %% of the others",
                      covered, rest);
        return;
    case REWORDING_SUMMARY_LIGHT:
        buffer_append_string(out, "the rare words on both sides are too few, or not rare enough");
        return;
    default: buffer_append_string(out, "the whole text is made of several passages side by side"); return;
    }
}

static void words_of_no_likeness(const Rewording *stretch, Buffer *out) {
    const Grounds *grounds = &stretch->grounds;
    switch (stretch->verdict) {
    case REWORDING_UNLIKE:
        buffer_append_string(out, "the sentences share rare words, but word by word too little speaks for one text");
        return;
    case REWORDING_UNLIKELY:
        append_odds((double)grounds->log_odds, out);
        explain_number(out, "; ", (double)grounds->score_min, 2);
        buffer_append_string(out, grounds->score_min > 0 ? " is wanted beside another passage" : " is wanted");
        return;
    case REWORDING_REPEATED:
        buffer_append_string(out, "most of it, on one side, has a surer counterpart elsewhere in the other article");
        return;
    case REWORDING_SUMMED_UP: buffer_append_string(out, "a piece of a summary that is told as a whole"); return;
    case REWORDING_SHORT:
        buffer_printf(out, "short: %u words against %u; %u are wanted on either side",
                      stretch->passage.a_words.end - stretch->passage.a_words.begin,
                      stretch->passage.b_words.end - stretch->passage.b_words.begin, REWORDING_WORDS_MIN);
        return;
    default: buffer_append_string(out, "the words on both sides are too common to tell"); return;
    }
}

static void words_of_no_wording(const Rewording *stretch, Buffer *out) {
    const Grounds *grounds = &stretch->grounds;
    switch (stretch->verdict) {
    case REWORDING_COPIED:
        buffer_printf(out, "%u %% of it or more are copied as they stand, and told as copied",
                      rewording_copied_percent(grounds));
        return;
    case REWORDING_ASIDE:
        buffer_append_string(out,
                             "most of it is no telling, but a caption, a list of links or a line about the author");
        return;
    case REWORDING_FEW_PHRASES:
        append_shares(grounds, out);
        buffer_printf(out, "; %u %% of the pairs are wanted: two reports of one event look like this",
                      grounds_percent((double)REWORDING_PHRASE_SHARE_MIN));
        return;
    case REWORDING_UNSURE:
        append_shares(grounds, out);
        buffer_append_string(out, "; ");
        append_score(grounds, out);
        return;
    default: buffer_append_string(out, "copied passages of the same place tell next to all of it"); return;
    }
}

void words_of_stretch(const Rewording *stretch, Buffer *out) {
    switch (stretch->verdict) {
    case REWORDING_KEPT: grounds_write(&stretch->grounds, out); return;
    case REWORDING_IN_ONE_PLACE:
    case REWORDING_NOT_COVERED:
    case REWORDING_NO_CONTRAST:
    case REWORDING_SUMMARY_LIGHT:
    case REWORDING_COLLECTED: words_of_no_summary(stretch, out); return;
    case REWORDING_UNLIKE:
    case REWORDING_UNLIKELY:
    case REWORDING_REPEATED:
    case REWORDING_SUMMED_UP:
    case REWORDING_SHORT:
    case REWORDING_LIGHT: words_of_no_likeness(stretch, out); return;
    case REWORDING_COPIED:
    case REWORDING_ASIDE:
    case REWORDING_FEW_PHRASES:
    case REWORDING_UNSURE:
    case REWORDING_TOLD_BY_COPIES: words_of_no_wording(stretch, out); return;
    }
}

/* --- Stored passages ---------------------------------------------------------------------------------------------- */

void words_of_level(const StemmaGrounds *grounds, Buffer *out) {
    LevelCause cause;
    buffer_append_string(out, "judged ");
    append_level(grounds->level, grounds_cause_find(grounds->cause, &cause) ? cause : LEVEL_ASKED_FOR, out);
    buffer_append_string(out, strcmp(grounds->level, "strict") == 0
                                  ? ": names and facts shared are not enough, the telling must be alike"
                                  : ": words alike are enough, in whatever order");
}

void words_of_score(const StemmaGrounds *stored, Buffer *out) {
    if (strcmp(stored->rule, "summary") == 0) {
        explain_number(out, "share of the short side on the long one ", stored->score, 2);
        explain_number(out, ", ", stored->score_wanted, 2);
        explain_number(out, " wanted; of the text around it ", stored->rest_share, 2);
        return;
    }
    if (strcmp(stored->rule, "phrases") == 0) {
        Grounds grounds = {.log_odds = (float)stored->log_odds,
                           .score = (float)stored->score,
                           .score_min = (float)stored->score_wanted};
        append_score(&grounds, out);
        return;
    }
    append_odds(stored->log_odds, out);
    explain_number(out, "; ", stored->score_wanted, 2);
    buffer_append_string(out, " is wanted");
}
