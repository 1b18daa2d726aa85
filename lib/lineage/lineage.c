/*
 * The flow of the lineage stage:
 *
 *     passages, families -> pairs -> credits, links, readings (signs) -> stories -> parents
 *
 * Every step is a function of the ones before it and of nothing else, and all work is done on pairs that share
 * something: articles that share nothing are stories of their own and cost nothing.
 */
#include "lineage.h"

#include "evidence.h"
#include "pairs.h"
#include "parents.h"
#include "stories.h"

Lineage lineage_build(const LineageInput *input, Arena *result, Arena scratch) {
    Pairs pairs = pairs_build(input, result, scratch);
    Signs signs = signs_build(input, &pairs, result, scratch);
    Lineage lineage = {.stories = stories_build(input, &pairs, &signs.credits, result, scratch)};
    lineage.derivations = parents_choose(&signs, &derivation_model, &lineage.stories, result, scratch);
    return lineage;
}

const char *evidence_kind_name(EvidenceKind kind) {
    switch (kind) {
    case EVIDENCE_CREDIT: return "credit";
    case EVIDENCE_LINK: return "link";
    case EVIDENCE_DATE: return "date";
    case EVIDENCE_COPIED: return "copied";
    case EVIDENCE_SHARED_VARIANT: return "shared-variant";
    case EVIDENCE_CONTAINMENT: return "containment";
    case EVIDENCE_QUOTATION: return "quotation";
    case EVIDENCE_VERSION: return "version";
    case EVIDENCE_CORRECTION: return "correction";
    case EVIDENCE_LOST_ANCESTOR: return "lost-ancestor";
    case EVIDENCE_ALTERNATIVE: return "alternative";
    }
    return "";
}

const char *direction_name(Direction direction) {
    switch (direction) {
    case DIRECTION_KNOWN: return "known";
    case DIRECTION_LIKELY: return "likely";
    case DIRECTION_UNKNOWN: return "unknown";
    }
    return "";
}
