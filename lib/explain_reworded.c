/*
 * The comparisons of one article for rewording, as lines: with whom, by what, and which rule kept or dropped a stretch.
 *
 * In:  the article; rewordings.c looks again at what the trace looked at, by the trace's own functions.
 * Out: lines. Of the pairs in which nothing was kept the most telling ones are shown, of those that were not compared
 *      the ones that share most, unless all are asked for.
 *
 * That takes reading the whole collection, so of a large one it is told only where another article is named or
 * everything is asked for. Why a passage is reported is stored, and always told (explain_findings.c).
 */
#include <inttypes.h>
#include <string.h>

#include "explain_parts.h"
#include "store/places.h"

enum {
    COMPARED_SHOWN = 12, /* pairs in which nothing is kept */
    PASSED_OVER_SHOWN = 3, /* pairs that were not compared */
    STRETCHES_SHOWN = 3, /* of a pair, that are dropped */
    STRETCHES_SHOWN_ALONE = 12 /* the same, where only one pair is asked about */
};

static void explain_stretch(Explainer *explainer, const StemmaRewordedStretch *stretch) {
    Buffer *out = &explainer->out;
    explain_span(explainer, "    here ", stretch->here);
    buffer_printf(out, "\n      there %" PRIu64 "-%" PRIu64 " ", stretch->there.start, stretch->there.end);
    explain_excerpt(out, bytes_from_string(stretch->there_text));
    bool kept = strcmp(stretch->verdict, "kept") == 0;
    buffer_append_string(out, kept ? "\n      kept: " : "\n      dropped: ");
    if (stretch->passage) buffer_printf(out, "passage %s: ", stretch->passage);
    buffer_printf(out, "%s\n", stretch->grounds.why);
}

/* Sentences that share rare words and nothing else are counted only: a text on one matter has many. */
static void explain_pair(Explainer *explainer, const StemmaRewordedPair *pair, size_t dropped_max) {
    Buffer *out = &explainer->out;
    size_t shown = 0, dropped = 0, unlike = 0;
    buffer_printf(out, "  with %s: %s\n", pair->article, pair->why);
    for (size_t i = 0; i < pair->stretch_count; i++) {
        const StemmaRewordedStretch *stretch = &pair->stretches[i];
        if (!stretch->passage && !explainer->options.all) {
            const bool is_unlike = strcmp(stretch->verdict, "unlike") == 0;
            unlike += is_unlike;
            dropped += !is_unlike;
            if (is_unlike || dropped > dropped_max) continue;
            shown++;
        }
        explain_stretch(explainer, stretch);
    }
    if (dropped > shown)
        buffer_printf(out, "    … and %zu more that were dropped; --all tells of them\n", dropped - shown);
    if (unlike > 0) {
        buffer_printf(out, "    … and %zu place%s where sentences share rare words and nothing else\n", unlike,
                      unlike == 1 ? "" : "s");
    }
}

static void explain_all(Explainer *explainer, const StemmaRewordings *found) {
    Buffer *out = &explainer->out;
    const bool alone = explainer->options.other_id != NULL, all = explainer->options.all || alone;
    size_t compared = 0, in_vain = 0, passed_over = 0;
    for (size_t i = 0; i < found->pair_count; i++) compared += strcmp(found->pairs[i].verdict, "compared") == 0;
    buffer_append_string(
        out, "  scores are logarithms of the odds that two stretches are one text: 0 is even, 2.3 ten to one\n");
    if (!alone) {
        buffer_printf(out, "  %zu articles compared, of %zu that share rare words near each other\n", compared,
                      found->pair_count);
    }
    for (size_t i = 0; i < found->pair_count; i++) {
        const StemmaRewordedPair *pair = &found->pairs[i];
        const bool was_compared = strcmp(pair->verdict, "compared") == 0;
        if (pair->kept_count == 0) {
            size_t number = was_compared ? in_vain++ : passed_over++;
            if (!all && number >= (was_compared ? COMPARED_SHOWN : PASSED_OVER_SHOWN)) continue;
        }
        explain_pair(explainer, pair, alone ? STRETCHES_SHOWN_ALONE : STRETCHES_SHOWN);
    }
    if (!all && in_vain > COMPARED_SHOWN)
        buffer_printf(out, "  … and %zu more that were compared in vain; --all tells of them\n",
                      in_vain - COMPARED_SHOWN);
    if (!all && passed_over > PASSED_OVER_SHOWN)
        buffer_printf(out, "  … and %zu more that were not compared\n", passed_over - PASSED_OVER_SHOWN);
}

Status explain_reworded(Explainer *explainer, Error *error) {
    const StemmaExplainOptions *options = &explainer->options;
    Buffer *out = &explainer->out;
    StemmaTotals totals;
    Status status = store_totals_read(explainer->collection->store, &totals, error);
    if (status) return status;
    buffer_append_string(out, "\ncompared for rewording\n");
    if (!options->all && !options->other_id && totals.words > STEMMA_EXPLAIN_WORDS_MAX) {
        buffer_printf(out,
                      "  what was kept stands below; what was dropped is not told, since all %" PRIu64
                      " articles decide: name the other article as well, or --all\n",
                      totals.articles);
        return STEMMA_OK;
    }
    StemmaRewordings found;
    status = stemma_rewordings_find(explainer->collection, explainer->article_id, options->other_id, &found, error);
    if (status) return status;
    if (strcmp(found.level, "off") == 0)
        buffer_append_string(out, "  nothing: the trace was told to look for none (--reworded off)\n");
    else
        explain_all(explainer, &found);
    stemma_rewordings_free(&found);
    return STEMMA_OK;
}
