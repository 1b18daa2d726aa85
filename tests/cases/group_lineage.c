/*
 * Prints stories and derivations, through every stage before them:
 *
 *     story: a.txt b.txt (1 origin)
 *       a.txt -> b.txt known
 *         credit b.txt: as the Herald reported
 *
 * Confidences are left out: they move with every measurement.
 */
#include "groups.h"
#include "lib/lineage/lineage.h"
#include "lib/quote/quotations.h"
#include "lib/speakers/speakers.h"

static void print_line(Bytes text, Buffer *out) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\n')
            buffer_append_string(out, "\\n");
        else
            buffer_append_byte(out, text.data[i]);
    }
    buffer_append_byte(out, '\n');
}

static void print_story(const Corpus *corpus, const Story *story, Buffer *out) {
    buffer_append_string(out, "story:");
    for (uint32_t i = 0; i < story->article_count; i++) {
        buffer_append_byte(out, ' ');
        buffer_append(out, corpus->articles[story->articles[i]].path);
    }
    buffer_printf(out, " (%u %s)\n", story->origin_count, story->origin_count == 1 ? "origin" : "origins");
}

static void print_derivation(const Corpus *corpus, const Derivation *derivation, Buffer *out) {
    buffer_append_string(out, "  ");
    buffer_append(out, corpus->articles[derivation->from_article].path);
    buffer_append_string(out, " -> ");
    buffer_append(out, corpus->articles[derivation->to_article].path);
    buffer_printf(out, " %s\n", direction_name(derivation->direction));
    for (uint32_t i = 0; i < derivation->evidence_count; i++) {
        const Evidence *evidence = &derivation->evidence[i];
        buffer_printf(out, "    %s ", evidence_kind_name(evidence->kind));
        buffer_append(out, corpus->articles[evidence->article].path);
        buffer_append_string(out, ": ");
        bool alternative = evidence->kind == EVIDENCE_ALTERNATIVE;
        size_t skipped = alternative ? bytes_find(evidence->text, BYTES(": ")) + 2 : 0;
        print_line((Bytes){evidence->text.data + skipped, evidence->text.size - skipped}, out);
    }
}

void group_lineage_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    PassageOptions options = passage_options_default();
    Passages passages = passages_find(corpus, &options, result, scratch);
    Quotations quotations =
        quotations_find(corpus, &(QuotationOptions){.reach = TAGGER_EVERYWHERE, .threads = 1}, result, scratch);
    Speakers speakers = speakers_resolve(corpus, &quotations, 1, result, scratch);
    Families families = families_build(
        &(FamiliesInput){.corpus = corpus, .quotations = &quotations, .speakers = &speakers, .threads = 1}, result,
        scratch);
    LineageInput input = {corpus, &passages, &quotations, &speakers, &families, 0};
    Lineage lineage = lineage_build(&input, result, scratch);
    uint32_t next = 0;
    for (uint32_t story = 0; story < lineage.stories.count; story++) {
        print_story(corpus, &lineage.stories.items[story], out);
        for (; next < lineage.derivations.count && lineage.derivations.items[next].story == story; next++) {
            print_derivation(corpus, &lineage.derivations.items[next], out);
        }
    }
}
