/*
 * The matching engine's way with one article: seeds, pairs, chains, alignments, and what became of each.
 *
 * In:  the article and its candidates (explain_read.c), the stored passages.
 * Out: lines. Each alignment ends in its verdict: the passage it is part of, or the rule that dropped it and by how
 *      much.
 *
 * The steps are run again for this article's pairs only (match/report.c), with the words' rareness of the whole
 * collection, so alignments are those of the trace. Whether a pair was compared at all is told from the candidates:
 * where a seed is frequent or an article has many copies, that can differ from the trace, which knows all articles; a
 * stored passage is shown in any case.
 */
#include <string.h>

#include "base/radix.h"
#include "explain_parts.h"
#include "match/report.h"
#include "reuse/stock.h"

enum {
    SEEDS_SHOWN = 30,
    PAIRS_SHOWN = 12, /* without a passage; those with one are all shown */
    CHAINS_SHOWN = 4 /* of a pair, best first */
};

/* A stored passage, as far as it is compared with alignments. */
typedef struct StoredPassage {
    const char *id;
    const char *other_id;
    StemmaSpan here;
    StemmaSpan there;
    const char *mark; /* what else is said of it */
} StoredPassage;

typedef struct StoredPassages ARRAY_OF(StoredPassage) StoredPassages;

typedef struct Matches {
    Explainer *explainer;
    MatchOptions options;
    MatchReport report;
    StoredPassages stored;
    CodePointIndex other_index; /* of the pair in hand */
} Matches;

static Status read_stored(Matches *matches, Arena *result, Error *error) {
    const Explainer *explainer = matches->explainer;
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_PASSAGES, &filter, &cursor, error);
    if (status) return status;
    StemmaPassage passage;
    while ((status = stemma_passage_next(cursor, &passage, error)) == STEMMA_OK) {
        bool is_a = strcmp(passage.a_article_id, explainer->article_id) == 0;
        const char *other = is_a ? passage.b_article_id : passage.a_article_id;
        *array_push(&matches->stored, result) =
            (StoredPassage){.id = bytes_to_string(bytes_from_string(passage.id), result),
                            .other_id = bytes_to_string(bytes_from_string(other), result),
                            .here = is_a ? passage.a : passage.b,
                            .there = is_a ? passage.b : passage.a,
                            .mark = passage.boilerplate ? ", marked as boilerplate"
                                    : passage.quotation ? ", quoted speech on both sides"
                                                        : ""};
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

static MatchReport run_engine(Matches *matches, Arena *result, Arena scratch) {
    const Corpus *corpus = &matches->explainer->corpus;
    const Vocabulary *vocabulary = &corpus->vocabulary;
    Sequence *sequences = arena_new_array(&scratch, Sequence, corpus->article_count);
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        sequences[i] = (Sequence){corpus->texts[i].word_ids, corpus->texts[i].word_count};
    }
    uint16_t *weights = vocabulary_rareness_list(vocabulary, &scratch);
    MatchInput input = {.sequences = sequences,
                        .sequence_count = corpus->article_count,
                        .weights_permille = weights,
                        .word_hashes = vocabulary->hashes,
                        .word_id_count = vocabulary->count};
    return match_report(&input, matches->explainer->article, &matches->options, result, scratch);
}

/* --- Seeds -------------------------------------------------------------------------------------------------------- */

static void explain_seeds(Matches *matches) {
    Explainer *explainer = matches->explainer;
    const MatchReport *report = &matches->report;
    uint32_t shared = 0, shown = 0;
    for (uint32_t i = 0; i < report->seed_count; i++) shared += report->sharing[i] > 0;
    buffer_printf(&explainer->out,
                  "\nseeds: %u runs of %u words, one of %u neighbours each; %u stand in other articles\n",
                  report->seed_count, matches->options.seed_words, matches->options.window_seeds, shared);
    for (uint32_t i = 0; i < report->seed_count && shown < SEEDS_SHOWN; i++) {
        if (report->sharing[i] == 0) continue;
        uint32_t begin = report->seeds[i].word_index;
        WordSpan words = {begin, begin + matches->options.seed_words};
        explain_words(explainer, "  ", text_bytes_of(explainer->text, words));
        buffer_printf(&explainer->out, "  in %u other%s\n", report->sharing[i],
                      report->sharing[i] >= matches->options.clique_size_max
                          ? ": too many for all pairs, so each with the first and the next"
                          : "");
        shown++;
    }
    if (shared > shown) buffer_printf(&explainer->out, "  … and %u more\n", shared - shown);
    if (explainer->common_seeds > 0) {
        buffer_printf(&explainer->out, "  %u seeds of common words were not looked up here\n", explainer->common_seeds);
    }
}

/* --- Pairs -------------------------------------------------------------------------------------------------------- */

static WordSpan words_here(const Matches *matches, const Alignment *alignment) {
    return alignment->source_index == matches->explainer->article ? alignment->source_words : alignment->target_words;
}

static WordSpan words_there(const Matches *matches, const Alignment *alignment) {
    return alignment->source_index == matches->explainer->article ? alignment->target_words : alignment->source_words;
}

/* The place in code points of the middle of these words. */
static uint32_t middle_of(const CodePointIndex *index, const Text *text, WordSpan words) {
    ByteSpan bytes = text_bytes_of(text, words);
    return code_point_index_find(index, bytes.begin + (bytes.end - bytes.begin) / 2);
}

/* The stored passage that has the middle of the alignment on both sides; NULL where none has. */
static const StoredPassage *passage_with(const Matches *matches, uint32_t other, const Alignment *alignment) {
    const Explainer *explainer = matches->explainer;
    const Text *other_text = &explainer->corpus.texts[other];
    uint32_t here = middle_of(&explainer->index, explainer->text, words_here(matches, alignment));
    uint32_t there = middle_of(&matches->other_index, other_text, words_there(matches, alignment));
    for (size_t i = 0; i < matches->stored.count; i++) {
        const StoredPassage *stored = &matches->stored.items[i];
        if (stored->here.start > here || stored->here.end <= here) continue;
        if (stored->there.start > there || stored->there.end <= there) continue;
        if (strcmp(stored->other_id, explainer->corpus.articles[other].id) == 0) return stored;
    }
    return NULL;
}

static bool is_stock(const Matches *matches, const Alignment *alignment) {
    const Corpus *corpus = &matches->explainer->corpus;
    const PassageWords words = {corpus, NULL};
    Passage passage = {.a_article = alignment->source_index,
                       .b_article = alignment->target_index,
                       .a_words = alignment->source_words,
                       .b_words = alignment->target_words,
                       .words = alignment->matched_words};
    return stock_is_phrase(&words, &passage, matches->options.weight_min_permille);
}

static void explain_verdict(Matches *matches, uint32_t other, const ReportAlignment *item) {
    Buffer *out = &matches->explainer->out;
    const MatchOptions *options = &matches->options;
    switch (item->verdict) {
    case MATCH_TOO_SHORT:
        buffer_printf(out, "dropped: too short, %u equal words are wanted\n", options->matched_words_min);
        return;
    case MATCH_TOO_COMMON:
        explain_number(out, "dropped: common words; a weight of ",
                       match_weight_wanted_permille(options, item->alignment.matched_words) / 1000.0, 1);
        buffer_printf(out, " is wanted, or %u equal words\n", options->matched_words_enough);
        return;
    case MATCH_NOT_ALIGNED:
        buffer_append_string(out, "dropped: the equal words next to its seeds weigh too little to look closer\n");
        return;
    case MATCH_KEPT: break;
    }
    const StoredPassage *stored = passage_with(matches, other, &item->alignment);
    if (stored != NULL)
        buffer_printf(out, "kept: passage %s%s\n", stored->id, stored->mark);
    else if (is_stock(matches, &item->alignment))
        buffer_append_string(out, "dropped: a stock phrase or a name; its plain words weigh too little\n");
    else
        buffer_append_string(out, "dropped: told by another passage\n");
}

static void explain_chain(Matches *matches, uint32_t other, const ReportChain *chain, uint32_t number) {
    Explainer *explainer = matches->explainer;
    Buffer *out = &explainer->out;
    buffer_printf(out, "    chain %u: %u anchor%s", number, chain->anchor_count, chain->anchor_count == 1 ? "" : "s");
    if (chain->covered) buffer_append_string(out, ", inside an alignment above");
    if (chain->alignment_count == 0 && !chain->covered) buffer_append_string(out, ", no words after all: equal hashes");
    buffer_append_byte(out, '\n');
    for (uint32_t i = 0; i < chain->alignment_count; i++) {
        const ReportAlignment *item = &matches->report.alignments[chain->first_alignment + i];
        const Alignment *alignment = &item->alignment;
        explain_words(explainer, "      ", text_bytes_of(explainer->text, words_here(matches, alignment)));
        buffer_printf(out, "\n        %u equal of %u aligned words", alignment->matched_words,
                      alignment->aligned_words);
        explain_number(out, ", weight ", alignment->weight_permille / 1000.0, 1);
        buffer_append_string(out, "; ");
        explain_verdict(matches, other, item);
    }
}

/* What the best of a pair weighs; a pair with something kept is above all others. */
static uint64_t pair_rank(const Matches *matches, const ReportPair *pair) {
    uint64_t rank = 0;
    for (uint32_t c = 0; c < pair->chain_count; c++) {
        const ReportChain *chain = &matches->report.chains[pair->first_chain + c];
        for (uint32_t i = 0; i < chain->alignment_count; i++) {
            const ReportAlignment *item = &matches->report.alignments[chain->first_alignment + i];
            uint64_t weight = item->alignment.weight_permille;
            if (item->verdict == MATCH_KEPT) weight += (uint64_t)1 << 32;
            if (weight > rank) rank = weight;
        }
    }
    return rank;
}

static void explain_pair(Matches *matches, const ReportPair *pair, Arena scratch) {
    Explainer *explainer = matches->explainer;
    Buffer *out = &explainer->out;
    buffer_append_string(out, "  with ");
    buffer_append(out, explainer->corpus.articles[pair->other].path);
    buffer_printf(out, ": %u common seed%s, ", pair->seed_count, pair->seed_count == 1 ? "" : "s");
    if (pair->anchor_count == 0) {
        buffer_append_string(out, pair->plain_count > 0
                                      ? "not compared: they stand in plain words, with other words next to them\n"
                                      : "not compared: the seeds are too frequent, or a whole copy stands for one of "
                                        "the two\n");
        return;
    }
    buffer_printf(out, "%u anchor%s, %u chain%s", pair->anchor_count, pair->anchor_count == 1 ? "" : "s",
                  pair->chain_count, pair->chain_count == 1 ? "" : "s");
    if (pair->plain_count > 0) {
        buffer_printf(out, "; %u left out: plain words, with other words next to them", pair->plain_count);
    }
    buffer_append_byte(out, '\n');
    matches->other_index = code_point_index_build(explainer->corpus.texts[pair->other].bytes, &scratch);
    for (uint32_t c = 0; c < pair->chain_count && c < CHAINS_SHOWN; c++) {
        explain_chain(matches, pair->other, &matches->report.chains[pair->first_chain + c], c + 1);
    }
    if (pair->chain_count > CHAINS_SHOWN) {
        buffer_printf(out, "    … and %u more chains\n", pair->chain_count - CHAINS_SHOWN);
    }
}

/* The pair with the article that alone is asked about. */
static void explain_only_pair(Matches *matches, Arena scratch) {
    const Explainer *explainer = matches->explainer;
    for (uint32_t i = 0; i < matches->report.pair_count; i++) {
        const ReportPair *pair = &matches->report.pairs[i];
        if (!explain_concerns(explainer, explainer->corpus.articles[pair->other].id)) continue;
        explain_pair(matches, pair, scratch);
        return;
    }
    buffer_printf(&matches->explainer->out, "  none with the other article: they have no %u equal words in a row\n",
                  matches->options.seed_words + matches->options.window_seeds - 1);
}

static void explain_pairs(Matches *matches, Arena scratch) {
    const MatchReport *report = &matches->report;
    Buffer *out = &matches->explainer->out;
    buffer_printf(out, "\narticles with a common seed: %u\n", report->pair_count);
    if (report->copy_of != matches->explainer->article) {
        buffer_append_string(out, "  a whole copy of ");
        buffer_append(out, matches->explainer->corpus.articles[report->copy_of].path);
        buffer_append_string(out, ", which stands for it where the text is the same\n");
    }
    if (matches->explainer->options.other_id) {
        explain_only_pair(matches, scratch);
        return;
    }
    KeyValue *order = arena_new_array(&scratch, KeyValue, report->pair_count);
    for (uint32_t i = 0; i < report->pair_count; i++) {
        order[i] = (KeyValue){UINT64_MAX - pair_rank(matches, &report->pairs[i]), i};
    }
    radix_sort(order, report->pair_count, scratch);
    uint32_t shown = 0, without = 0;
    for (; shown < report->pair_count; shown++) {
        bool kept = UINT64_MAX - order[shown].key >= (uint64_t)1 << 32;
        if (!kept && without++ == PAIRS_SHOWN) break;
        explain_pair(matches, &report->pairs[order[shown].value], scratch);
    }
    if (shown == report->pair_count) return;
    buffer_printf(out, "  … and %u more, in which nothing weighs more", report->pair_count - shown);
    explain_number(out, " than ", (double)(UINT64_MAX - order[shown].key) / 1000.0, 1);
    buffer_append_byte(out, '\n');
}

Status explain_matches(Explainer *explainer, Arena scratch, Error *error) {
    Arena memory = arena_open(0);
    Matches matches = {.explainer = explainer, .options = match_options_default()};
    Status status = read_stored(&matches, &memory, error);
    if (!status) {
        matches.report = run_engine(&matches, &memory, scratch);
        explain_seeds(&matches);
        explain_pairs(&matches, scratch);
    }
    arena_close(&memory);
    return status;
}
