/*
 * report: one sequence -> its seeds, the anchors, chains and alignments with every other, and why each was kept or not.
 *
 * The steps are those of match_find, by the same functions and in the same order; only what match_find throws away is
 * kept here. What would have become of a chain that was dropped is found by aligning it with no least length and
 * weight.
 *
 * Invariant: the alignments with the verdict MATCH_KEPT are those that match_find gives for the same input.
 */
#include "report.h"

#include "extend.h"
#include "pair.h"
#include "partners.h"
#include "whole_copies.h"

typedef struct ChainList ARRAY_OF(ReportChain) ChainList;
typedef struct ReportAlignmentList ARRAY_OF(ReportAlignment) ReportAlignmentList;

typedef struct Report {
    const MatchInput *input;
    const MatchOptions *options;
    MatchOptions everything; /* the same without a least length and weight */
    uint32_t own; /* sequence index */
    SeedIndex index;
    PlainSeeds plain;
    Pairing pairing;
    uint32_t *shared; /* by sequence: seeds in common */
    ChainList chains;
    ReportAlignmentList alignments;
    Arena *result;
} Report;

/* Counts the sequences that share each seed, and the seeds that each sequence shares. */
static void count_sharing(Report *report, MatchReport *out, Arena scratch) {
    const SeedIndex *index = &report->index;
    uint32_t *seed_at = arena_new_array(&scratch, uint32_t, report->input->sequences[report->own].count);
    for (uint32_t i = 0; i < out->seed_count; ++i) seed_at[out->seeds[i].word_index] = i;
    uint32_t counted = UINT32_MAX, others = 0; /* a seed that stands in the sequence often is walked once */
    for (uint32_t place = index->place_begins[report->own]; place < index->place_begins[report->own + 1]; ++place) {
        const SeedOccurrence *own = &index->occurrences[index->places[place]];
        const SeedGroup *group = &index->groups[own->group_index];
        uint32_t before = report->own;
        if (own->group_index != counted) others = 0;
        for (uint32_t i = group->begin; i < group->end && own->group_index != counted; ++i) {
            uint32_t other = index->occurrences[i].sequence_index;
            if (other == report->own || other == before) continue;
            before = other;
            ++report->shared[other];
            ++others;
        }
        counted = own->group_index;
        out->sharing[seed_at[own->word_index]] += others;
    }
}

/* The anchors by which match_find compares the two, when it pairs like this. */
static AnchorList anchors_between(const Pairing *pairing, uint32_t source, uint32_t target, Arena *scratch) {
    SourceSeedList seeds = partners_list(pairing, source, scratch);
    partners_skip(pairing->index, &seeds, target);
    AnchorList anchors = partners_gather(pairing, &seeds, target + 1, scratch);
    if (partners_are_skipped(pairing, source, target, anchors.count)) anchors.count = 0;
    return anchors;
}

/* How many anchors are left out because their seeds stand in plain words. */
static uint32_t count_plain(const Report *report, uint32_t source, uint32_t target, Arena scratch) {
    const PlainSeeds none = {0};
    Pairing all = report->pairing;
    all.plain = &none;
    const size_t kept = anchors_between(&report->pairing, source, target, &scratch).count;
    return (uint32_t)(anchors_between(&all, source, target, &scratch).count - kept);
}

static bool inside(WordSpan inner, WordSpan outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

static bool covered_by(WordSpan source, WordSpan target, const AlignmentList *alignments) {
    for (size_t i = 0; i < alignments->count; ++i) {
        if (inside(source, alignments->items[i].source_words) && inside(target, alignments->items[i].target_words)) {
            return true;
        }
    }
    return false;
}

static MatchVerdict judge(const Report *report, const Alignment *alignment, const AlignmentList *kept) {
    if (covered_by(alignment->source_words, alignment->target_words, kept)) return MATCH_KEPT;
    if (alignment->matched_words < report->options->matched_words_min) return MATCH_TOO_SHORT;
    uint32_t wanted = match_weight_wanted_permille(report->options, alignment->matched_words);
    return alignment->weight_permille >= wanted ? MATCH_NOT_ALIGNED : MATCH_TOO_COMMON;
}

static void report_chain(Report *report, const SequencePair *pair, Anchors anchors, const AlignmentList *kept,
                         Arena scratch) {
    const uint32_t seed_words = report->options->seed_words;
    ReportChain chain = {.first = anchors.items[0],
                         .last = anchors.items[anchors.count - 1],
                         .anchor_count = anchors.count,
                         .first_alignment = (uint32_t)report->alignments.count};
    WordSpan source = {chain.first.source_word, chain.last.source_word + seed_words};
    WordSpan target = {chain.first.target_word, chain.last.target_word + seed_words};
    SequencePair anything = *pair;
    anything.options = &report->everything;
    Arena memory = arena_open(0); /* of the alignments; extend_chain needs one that is not its scratch */
    AlignmentList grown = {0};
    extend_chain(&anything, anchors, &grown, &memory, scratch);
    chain.covered = grown.count == 0 && covered_by(source, target, kept);
    for (size_t i = 0; i < grown.count; ++i) {
        *array_push(&report->alignments, report->result) =
            (ReportAlignment){grown.items[i], judge(report, &grown.items[i], kept)};
    }
    arena_close(&memory);
    chain.alignment_count = (uint32_t)report->alignments.count - chain.first_alignment;
    *array_push(&report->chains, report->result) = chain;
}

static void report_pair(Report *report, ReportPair *out, Arena scratch) {
    const bool earlier = out->other < report->own;
    const uint32_t source = earlier ? out->other : report->own, target = earlier ? report->own : out->other;
    AnchorList gathered = anchors_between(&report->pairing, source, target, &scratch);
    out->first_chain = (uint32_t)report->chains.count;
    out->anchor_count = (uint32_t)gathered.count;
    out->plain_count = count_plain(report, source, target, scratch);
    if (gathered.count == 0) return;
    Anchor *anchors = arena_new_array_uncleared(&scratch, Anchor, gathered.count);
    for (size_t i = 0; i < gathered.count; ++i) {
        anchors[i] = (Anchor){(uint32_t)gathered.items[i].key, (uint32_t)gathered.items[i].value};
    }
    SequencePair pair = {.source = report->input->sequences[source],
                         .target = report->input->sequences[target],
                         .source_index = source,
                         .target_index = target,
                         .weights_permille = report->input->weights_permille,
                         .options = report->options};
    Arena memory = arena_open(0); /* of the alignments kept and of the chains */
    AlignmentList kept = {0};
    const Anchors all = {anchors, out->anchor_count};
    pair_match(&pair, all, &kept, &memory, scratch);
    Chains chains = chain_build(all, report->options, &memory, scratch);
    for (uint32_t i = 0; i < chains.count; ++i) {
        report_chain(report, &pair, chain_anchors(&chains, i), &kept, scratch);
    }
    arena_close(&memory);
    out->chain_count = (uint32_t)report->chains.count - out->first_chain;
}

MatchReport match_report(const MatchInput *input, uint32_t sequence_index, const MatchOptions *options, Arena *result,
                         Arena scratch) {
    Report report = {
        .input = input, .options = options, .everything = *options, .own = sequence_index, .result = result};
    report.everything.matched_words_min = 1;
    report.everything.weight_min_permille = 0;
    Arena build_memory = arena_open(0);
    report.index = seed_index_build(input, options, &scratch, build_memory);
    report.pairing = (Pairing){.index = &report.index, .plain = &report.plain, .options = options};
    report.pairing.firsts =
        whole_copies_represent(&report.index, input->sequence_count, options, &scratch, build_memory);
    report.plain = plain_seeds_find(input, &report.index, options, &scratch, build_memory);
    arena_close(&build_memory);

    const Sequence own = input->sequences[sequence_index];
    MatchReport out = {.copy_of = report.pairing.firsts[sequence_index]};
    out.seeds = arena_new_array(result, Seed, own.count);
    out.seed_count = seeds_choose(own, input->word_hashes, options, out.seeds);
    out.sharing = arena_new_array(result, uint32_t, out.seed_count);
    report.shared = arena_new_array(&scratch, uint32_t, input->sequence_count);
    count_sharing(&report, &out, scratch);
    for (uint32_t s = 0; s < input->sequence_count; ++s) out.pair_count += report.shared[s] > 0;
    out.pairs = arena_new_array(result, ReportPair, out.pair_count);
    ReportPair *pair = out.pairs;
    for (uint32_t s = 0; s < input->sequence_count; ++s) {
        if (report.shared[s] == 0) continue;
        *pair = (ReportPair){.other = s, .seed_count = report.shared[s]};
        report_pair(&report, pair++, scratch);
    }
    out.chains = report.chains.items;
    out.alignments = report.alignments.items;
    return out;
}
