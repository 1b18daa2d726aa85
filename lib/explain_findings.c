/*
 * What the collection's findings say of one article, as lines of plain text: quotations, speakers, passages, families,
 * story, derivations. Everything comes from the public cursors; which words a reworded passage has on both sides and who
 * found a quotation is not stored, and is told from the article and its candidates.
 */
#include <inttypes.h>
#include <string.h>

#include "explain_parts.h"
#include "quote/attribution.h"
#include "quote/quotations.h"
#include "rewordings_words.h"
#include "store/places.h"

enum { MEMBERS_SHOWN = 100, QUOTATIONS_SHOWN = 12, SHARED_WORDS_SHOWN = 8, SHARED_WORDS_LOOKED_AT = 400 };

/* --- Quotations and speakers -------------------------------------------------------------------------------------- */

/* The quotation of the article that begins there; NULL where attribution was asked to work otherwise this time. */
static const Quotation *quotation_at(const Explainer *explainer, const Quotations *quotations, StemmaSpan span) {
    for (uint32_t i = 0; i < quotations->count; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (quotation->content_count == 0) continue;
        if (code_point_index_find(&explainer->index, quotation->content[0].begin) == span.start) return quotation;
    }
    return NULL;
}

static void explain_quotation(Explainer *explainer, const StemmaQuotation *record, const Quotation *found) {
    Buffer *out = &explainer->out;
    buffer_printf(out, "  %s %s", record->id, record->kind);
    explain_number(out, ", confidence ", record->confidence, 2);
    if (found != NULL) buffer_printf(out, ", found by %s", quotation_finder_name(found->found_by));
    if (record->family != NULL) buffer_printf(out, ", family %s", record->family);
    buffer_append_byte(out, '\n');
    for (size_t k = 0; k < record->content_count; k++) {
        explain_span(explainer, "    content ", record->content[k]);
        buffer_append_byte(out, '\n');
    }
    for (size_t k = 0; k < record->quoted_count; k++) {
        explain_span(explainer, "    quoted ", record->quoted[k]);
        buffer_append_byte(out, '\n');
    }
    if (record->cue.text != NULL) {
        explain_span(explainer, "    cue ", record->cue.span);
        buffer_printf(out, "  %s\n", record->cue_class ? record->cue_class : "no class");
    }
    if (record->source.text != NULL) {
        explain_span(explainer, "    source ", record->source.span);
        if (record->name != NULL) {
            buffer_append_string(out, "  is ");
            buffer_append_string(out, record->name);
        }
        buffer_append_byte(out, '\n');
    } else {
        explain_line(explainer, "    speaker ", record->name);
    }
    for (size_t k = 0; k < record->via_count; k++) {
        explain_span(explainer, "    via ", record->via[k].span);
        buffer_append_byte(out, '\n');
    }
    explain_line(explainer, "    not attributed: ", record->unattributed);
}

Status explain_quotations(Explainer *explainer, const Quotations *quotations, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    StemmaQuotation record;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_QUOTATIONS, &filter, &cursor, error);
    if (status) return status;
    buffer_append_string(&explainer->out, "\nquotations\n");
    while ((status = stemma_quotation_next(cursor, &record, error)) == STEMMA_OK) {
        const Quotation *found =
            record.content_count > 0 ? quotation_at(explainer, quotations, record.content[0]) : NULL;
        explain_quotation(explainer, &record, found);
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

Status explain_speakers(Explainer *explainer, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    StemmaSpeaker speaker;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_SPEAKERS, &filter, &cursor, error);
    if (status) return status;
    buffer_append_string(&explainer->out, "\nspeakers, with every form the collection has for them\n");
    while ((status = stemma_speaker_next(cursor, &speaker, error)) == STEMMA_OK) {
        explain_line(explainer, "  ", speaker.name);
        buffer_printf(&explainer->out, "    %s, %" PRIu64 " quotations in the collection\n", speaker.kind,
                      speaker.quotation_count);
        for (size_t k = 0; k < speaker.spelling_count; k++) {
            explain_line(explainer, "    also ", speaker.spellings[k]);
        }
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

/* --- Passages ----------------------------------------------------------------------------------------------------- */

static const char *why_kind(const char *kind) {
    if (strcmp(kind, "copied") == 0) return "copied: next to no word differs";
    if (strcmp(kind, "edited") == 0) return "edited: the same run of words with changes";
    return "reworded: alike without a long shared run of words";
}

/* The words of an article's text between two places in code points. */
static WordSpan words_between(const Text *text, StemmaSpan span, Arena scratch) {
    CodePointIndex index = code_point_index_build(text->bytes, &scratch);
    WordSpan words = {0, 0};
    while (words.begin < text->word_count &&
           code_point_index_find(&index, text->words[words.begin].byte_begin) < span.start) {
        words.begin++;
    }
    words.end = words.begin;
    while (words.end < text->word_count && words.end - words.begin < SHARED_WORDS_LOOKED_AT &&
           code_point_index_find(&index, text->words[words.end].byte_begin) < span.end) {
        words.end++;
    }
    return words;
}

static bool has_word(const Text *text, WordSpan words, uint32_t word_id) {
    for (uint32_t i = words.begin; i < words.end; i++) {
        if (text->word_ids[i] == word_id) return true;
    }
    return false;
}

/* The other side of a reworded passage, and the rarest words that stand on both sides, rarest first. */
static void explain_other_side(Explainer *explainer, const char *other_id, StemmaSpan here, StemmaSpan there,
                               Arena scratch) {
    const Corpus *corpus = &explainer->corpus;
    uint32_t other = 0;
    while (other < corpus->article_count && strcmp(corpus->articles[other].id, other_id) != 0) other++;
    if (other == corpus->article_count) return;
    WordSpan own_words = words_between(explainer->text, here, scratch);
    WordSpan other_words = words_between(&corpus->texts[other], there, scratch);
    CodePointIndex index = code_point_index_build(corpus->texts[other].bytes, &scratch);
    buffer_printf(&explainer->out, "    there %" PRIu64 "-%" PRIu64 " ", there.start, there.end);
    explain_excerpt(&explainer->out, bytes_slice(corpus->texts[other].bytes, places_to_bytes(&index, there)));
    buffer_append_string(&explainer->out, "\n    rare words on both sides:");
    uint64_t last = UINT64_MAX; /* rareness and number of the word shown last */
    for (uint32_t shown = 0; shown < SHARED_WORDS_SHOWN; shown++) {
        uint64_t best = 0;
        for (uint32_t i = own_words.begin; i < own_words.end; i++) {
            uint32_t id = explainer->text->word_ids[i];
            uint64_t key = (uint64_t)vocabulary_rareness_permille(&corpus->vocabulary, id) << 32 | id;
            if (key > best && key < last && has_word(&corpus->texts[other], other_words, id)) best = key;
        }
        if (best >> 32 == 0) break;
        buffer_append_byte(&explainer->out, ' ');
        buffer_append(&explainer->out, corpus->vocabulary.words[(uint32_t)best]);
        last = best;
    }
    buffer_append_byte(&explainer->out, '\n');
}

static void explain_grounds(Explainer *explainer, const StemmaGrounds *grounds) {
    Buffer *out = &explainer->out;
    buffer_printf(out, "    %s\n    ", grounds->why);
    words_of_level(grounds, out);
    buffer_append_string(out, "\n    ");
    words_of_score(grounds, out);
    buffer_append_byte(out, '\n');
}

static void explain_passage(Explainer *explainer, const StemmaPassage *passage, Arena scratch) {
    Buffer *out = &explainer->out;
    bool is_a = strcmp(passage->a_article_id, explainer->article_id) == 0;
    StemmaSpan here = is_a ? passage->a : passage->b, there = is_a ? passage->b : passage->a;
    buffer_printf(out, "  %s %s\n", passage->id, why_kind(passage->kind));
    explain_number(out, "    identity ", passage->identity, 3);
    buffer_printf(out, ", %" PRIu64 " equal words\n", passage->words);
    explain_line(explainer, "    with ", is_a ? passage->b_article : passage->a_article);
    explain_span(explainer, "    here ", here);
    buffer_append_byte(out, '\n');
    if (passage->grounds.rule) {
        explain_other_side(explainer, is_a ? passage->b_article_id : passage->a_article_id, here, there, scratch);
        explain_grounds(explainer, &passage->grounds);
    }
    if (passage->quotation)
        buffer_append_string(out, "    quoted speech on both sides: no sign of copying by itself\n");
    if (passage->boilerplate) {
        buffer_append_string(
            out,
            "    boilerplate: recurs within an outlet and never crosses outlets, ends its articles or is reworded in "
            "them a month apart, comes back month after month wherever, or is furniture on both sides; kept out "
            "of derivation\n");
    }
}

Status explain_passages(Explainer *explainer, Arena scratch, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    StemmaPassage passage;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_PASSAGES, &filter, &cursor, error);
    if (status) return status;
    buffer_append_string(&explainer->out, "\npassages shared with other articles\n");
    while ((status = stemma_passage_next(cursor, &passage, error)) == STEMMA_OK) {
        bool is_a = strcmp(passage.a_article_id, explainer->article_id) == 0;
        if (!explain_concerns(explainer, is_a ? passage.b_article_id : passage.a_article_id)) continue;
        explain_passage(explainer, &passage, scratch);
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

/* --- Families and derivations ------------------------------------------------------------------------------------- */

static void explain_variant(Explainer *explainer, const StemmaVariant *variant) {
    Buffer *out = &explainer->out;
    buffer_printf(out, "    %s, %s: ", variant->change, variant->weight);
    explain_excerpt(out, bytes_from_string(variant->from));
    buffer_append_string(out, " becomes ");
    explain_excerpt(out, bytes_from_string(variant->to));
    for (size_t i = 0; i < variant->quotation_count && i < QUOTATIONS_SHOWN; i++) {
        buffer_printf(out, " %s", variant->quotations[i]);
    }
    buffer_append_string(out, variant->quotation_count > QUOTATIONS_SHOWN ? " …\n" : "\n");
}

Status explain_families(Explainer *explainer, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    StemmaFamily family;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_FAMILIES, &filter, &cursor, error);
    if (status) return status;
    Buffer *out = &explainer->out;
    buffer_append_string(out, "\nfamilies with a reading from here\n");
    while ((status = stemma_family_next(cursor, &family, error)) == STEMMA_OK) {
        buffer_printf(out, "  %s, %zu readings, fullest ", family.id, family.member_count);
        explain_excerpt(out, bytes_from_string(family.text));
        buffer_append_byte(out, '\n');
        for (size_t k = 0; k < family.member_count; k++) {
            const StemmaWitness *member = &family.members[k];
            bool here = strcmp(member->article_id, explainer->article_id) == 0;
            if (!here && k >= MEMBERS_SHOWN) continue;
            buffer_printf(out, "    %s ", member->quotation != NULL ? member->quotation : "run as plain text");
            buffer_append_string(out, here ? "here" : "in ");
            if (!here) buffer_append_string(out, member->article);
            buffer_append_byte(out, '\n');
        }
        if (family.member_count > MEMBERS_SHOWN) {
            buffer_printf(out, "    … of %zu in all\n", family.member_count);
        }
        for (size_t k = 0; k < family.variant_count; k++) explain_variant(explainer, &family.variants[k]);
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

static void explain_derivation(Explainer *explainer, const StemmaDerivation *derivation) {
    Buffer *out = &explainer->out;
    bool derives = strcmp(derivation->to_id, explainer->article_id) == 0;
    explain_line(explainer, derives ? "  from " : "  to ", derives ? derivation->from : derivation->to);
    buffer_printf(out, "    direction %s", derivation->direction);
    explain_number(out, ", confidence ", derivation->confidence, 2);
    buffer_append_byte(out, '\n');
    const Bytes own_path = explainer->corpus.articles[explainer->article].path;
    for (size_t k = 0; k < derivation->evidence_count; k++) {
        const StemmaEvidence *evidence = &derivation->evidence[k];
        buffer_printf(out, "    %s ", evidence->kind);
        if (evidence->span.start < evidence->span.end) {
            if (bytes_equal(bytes_from_string(evidence->article), own_path))
                buffer_printf(out, "%" PRIu64 "-%" PRIu64 " ", evidence->span.start, evidence->span.end);
            else
                buffer_append_string(out, "there ");
        }
        explain_excerpt(out, bytes_from_string(evidence->text));
        buffer_append_byte(out, '\n');
    }
}

static Status explain_story(Explainer *explainer, const StemmaFilter *filter, Error *error) {
    StemmaCursor *cursor;
    StemmaStory story;
    Status status = stemma_cursor_open(explainer->collection, STEMMA_STORIES, filter, &cursor, error);
    if (status) return status;
    while ((status = stemma_story_next(cursor, &story, error)) == STEMMA_OK) {
        buffer_printf(&explainer->out, "\nstory %s: %" PRIu64 " articles, %" PRIu64 " origins\n", story.id,
                      story.article_count, story.origin_count);
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}

Status explain_lineage(Explainer *explainer, Error *error) {
    StemmaFilter filter = {.article_id = explainer->article_id};
    StemmaCursor *cursor;
    StemmaDerivation derivation;
    Status status = explain_story(explainer, &filter, error);
    if (!status) status = stemma_cursor_open(explainer->collection, STEMMA_DERIVATIONS, &filter, &cursor, error);
    if (status) return status;
    buffer_append_string(&explainer->out, "\nderivations\n");
    while ((status = stemma_derivation_next(cursor, &derivation, error)) == STEMMA_OK) {
        bool derives = strcmp(derivation.to_id, explainer->article_id) == 0;
        if (!explain_concerns(explainer, derives ? derivation.from_id : derivation.to_id)) continue;
        explain_derivation(explainer, &derivation);
    }
    stemma_cursor_close(cursor);
    return status == STEMMA_END ? STEMMA_OK : status;
}
