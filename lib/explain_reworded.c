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
    STRETCHES_SHOWN = 6 /* of a pair, that are dropped */
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

static void explain_pair(Explainer *explainer, const StemmaRewordedPair *pair, size_t stretches_max) {
    Buffer *out = &explainer->out;
    size_t shown = 0;
    buffer_printf(out, "  with %s: %s\n", pair->article, pair->why);
    for (size_t i = 0; i < pair->stretch_count; i++) {
        const StemmaRewordedStretch *stretch = &pair->stretches[i];
        if (!stretch->passage && shown++ >= stretches_max) continue;
        explain_stretch(explainer, stretch);
    }
    if (shown > stretches_max) buffer_printf(out, "    … and %zu more that were dropped\n", shown - stretches_max);
}

static void explain_all(Explainer *explainer, const StemmaRewordings *found) {
    Buffer *out = &explainer->out;
    const bool all = explainer->options.all || explainer->options.other_id;
    size_t compared = 0, in_vain = 0, passed_over = 0;
    for (size_t i = 0; i < found->pair_count; i++) compared += strcmp(found->pairs[i].verdict, "compared") == 0;
    if (explainer->options.other_id == NULL) {
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
        explain_pair(explainer, pair, all ? SIZE_MAX : STRETCHES_SHOWN);
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
