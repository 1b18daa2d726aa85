/*
 * Findings as rows of their tables.
 *
 * In:  the arrays of all stages, articles in canonical order; under which numbers they stand in the file.
 * Out: rows: of all findings after a trace of all articles, of those that are new after an addition.
 *
 * Rows go in by ascending key, so that every table is filled at its end.
 *
 * Invariants: what is written depends on the findings and the numbers alone, article_key aside; in a trace of all
 * articles numbers are array indexes plus one; shares and confidences are rounded to four decimals.
 */
#include "store_tables.h"

#include <assert.h>

#include "../quote/attribution.h"
#include "store_grounds.h"
#include "store_rows.h"

static const char *const passage_kind_names[] = {"copied", "edited", "reworded"};
static const char *const speaker_kind_names[] = {"person", "organisation", "other"};

static bool is_new(const Writer *writer, uint32_t article) {
    return !writer->numbers.new_articles || writer->numbers.new_articles[article];
}

static int64_t key_of(const Writer *writer, uint32_t article) {
    return writer->stored.keys[article];
}

/* How many articles took from each article whose direction is told; by article. */
static uint32_t *count_takers(const Writer *writer, Arena *result) {
    const Derivations *derivations = &writer->findings->lineage->derivations;
    uint32_t *takers = arena_new_array(result, uint32_t, writer->findings->corpus->article_count);
    for (uint32_t i = 0; i < derivations->count; i++)
        if (derivations->items[i].direction != DIRECTION_UNKNOWN) takers[derivations->items[i].from_article]++;
    return takers;
}

/*
 * The article that gives a story its title: the first by date; where none is dated, the one that most others took from,
 * else the first by path.
 */
static const Article *story_opening(const Corpus *corpus, const Story *story, const uint32_t *takers,
                                    const Article **last_dated) {
    uint32_t most_taken = story->articles[0];
    const Article *first_dated = NULL;
    *last_dated = NULL;
    for (uint32_t i = 0; i < story->article_count; i++) {
        const Article *article = &corpus->articles[story->articles[i]];
        if (takers[story->articles[i]] > takers[most_taken]) most_taken = story->articles[i];
        DateInterval published = article->published_interval;
        if (published.begin_unix_s == published.end_unix_s) continue;
        if (!first_dated || published.begin_unix_s < first_dated->published_interval.begin_unix_s)
            first_dated = article;
        if (!*last_dated || published.end_unix_s > (*last_dated)->published_interval.end_unix_s) *last_dated = article;
    }
    return first_dated ? first_dated : &corpus->articles[most_taken];
}

static Status write_stories(Writer *writer, Error *error) {
    const Stories *stories = &writer->findings->lineage->stories;
    Arena scratch = writer->scratch;
    const uint32_t *takers = count_takers(writer, &scratch);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"story", 6},
              numbers_count_written(writer->numbers.stories, stories->count));
    for (uint32_t i = 0; i < stories->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){writer->numbers.stories, i}, &status, error)) continue;
        const Story *story = &stories->items[i];
        const Article *last;
        const Article *first = story_opening(writer->findings->corpus, story, takers, &last);
        row_numbered(&rows, 1, writer->numbers.stories, i);
        if (first->title.size > 0) row_bytes(&rows, 2, first->title);
        row_number(&rows, 3, story->article_count);
        row_number(&rows, 4, story->origin_count);
        if (last) row_bytes(&rows, 5, first->published);
        if (last) row_bytes(&rows, 6, last->published);
    }
    return rows_close(&rows, status, error);
}

/* Of an article without quotations it is that of the next one that has any, or the number behind the last. */
static int64_t first_quotation_number(const Writer *writer, uint32_t quotation) {
    const FindingNumbers numbers = writer->numbers.quotations;
    if (!numbers.numbers) return (int64_t)quotation + 1;
    return quotation < writer->findings->quotations->count ? numbers.numbers[quotation] : 1;
}

static uint32_t count_new_articles(const Writer *writer) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < writer->findings->corpus->article_count; i++) count += is_new(writer, i);
    return count;
}

static Status write_articles(Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    const Quotations *quotations = writer->findings->quotations;
    Arena scratch = writer->scratch;
    const uint32_t *first_quotations = quotations_by_article(quotations, corpus->article_count, &scratch);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"article_finding", 5}, count_new_articles(writer));
    for (uint32_t place = 0; place < corpus->article_count && !status; place++) {
        const uint32_t i = writer->stored.by_key[place];
        if (!is_new(writer, i)) continue;
        status = rows_next(&rows, error);
        if (status) break;
        row_number(&rows, 1, key_of(writer, i));
        row_numbered(&rows, 2, writer->numbers.stories, writer->findings->lineage->stories.by_article[i]);
        row_number(&rows, 3, corpus->texts[i].word_count);
        row_number(&rows, 4, first_quotation_number(writer, first_quotations[i]));
        row_number(&rows, 5, first_quotations[i + 1] - first_quotations[i]);
    }
    return rows_close(&rows, status, error);
}

/*
 * The block that begins with this paragraph, in *bytes; returns the paragraph behind it. Neighbouring paragraphs of
 * narration are one block: their borders can be seen in the text.
 */
static uint32_t block_from(const Text *text, uint32_t paragraph, ByteSpan *bytes) {
    const BlockRole role = text->paragraphs[paragraph].role;
    *bytes = text->paragraphs[paragraph++].bytes;
    while (role == BLOCK_NARRATION && paragraph < text->paragraph_count && text->paragraphs[paragraph].role == role)
        bytes->end = text->paragraphs[paragraph++].bytes.end;
    return paragraph;
}

static Status write_blocks(Writer *writer, Error *error) {
    const Corpus *corpus = writer->findings->corpus;
    uint64_t block_count = 0;
    ByteSpan bytes;
    for (uint32_t i = 0; i < corpus->article_count; i++) {
        const Text *text = &corpus->texts[i];
        if (!is_new(writer, i)) continue;
        for (uint32_t at = 0; at < text->paragraph_count; block_count++) at = block_from(text, at, &bytes);
    }
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"block", 4}, block_count);
    for (uint32_t place = 0; place < corpus->article_count && !status; place++) {
        const uint32_t article = writer->stored.by_key[place];
        const Text *text = &corpus->texts[article];
        if (!is_new(writer, article)) continue;
        for (uint32_t at = 0; at < text->paragraph_count && (status = rows_next(&rows, error)) == STEMMA_OK;) {
            const BlockRole role = text->paragraphs[at].role;
            at = block_from(text, at, &bytes);
            row_number(&rows, 1, key_of(writer, article));
            row_place(&rows, 2, &writer->indexes[article], bytes);
            row_name(&rows, 4, role_name(role));
        }
    }
    return rows_close(&rows, status, error);
}

/* How much a speaker is quoted, and in which articles first and last by date. */
typedef struct SpeakerRecord {
    uint32_t quotation_count;
    const Article *first; /* NULL where none is dated */
    const Article *last;
} SpeakerRecord;

static void record_quotation(SpeakerRecord *record, const Article *article) {
    record->quotation_count++;
    DateInterval published = article->published_interval;
    if (published.begin_unix_s == published.end_unix_s) return;
    if (!record->first || published.begin_unix_s < record->first->published_interval.begin_unix_s)
        record->first = article;
    if (!record->last || published.end_unix_s > record->last->published_interval.end_unix_s) record->last = article;
}

/* Of all that each of them says, alone or with others. */
static const SpeakerRecord *speakers_record(const Writer *writer, Arena *result) {
    const Quotations *quotations = writer->findings->quotations;
    SpeakerRecord *records = arena_new_array(result, SpeakerRecord, writer->findings->speakers->count);
    for (uint32_t i = 0; i < quotations->count; i++) {
        const Quotation *quotation = &quotations->items[i];
        const Article *article = &writer->findings->corpus->articles[quotation->article];
        if (quotation->speaker == INDEX_NONE) continue;
        record_quotation(&records[quotation->speaker], article);
        for (uint32_t k = 0; k < quotation->joint_count; k++) record_quotation(&records[quotation->joint[k]], article);
    }
    return records;
}

static Status write_speakers(Writer *writer, Error *error) {
    const Speakers *speakers = writer->findings->speakers;
    Arena memory = writer->scratch;
    const SpeakerRecord *records = speakers_record(writer, &memory);
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"speaker", 7},
              numbers_count_written(writer->numbers.speakers, speakers->count));
    for (uint32_t i = 0; i < speakers->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){writer->numbers.speakers, i}, &status, error)) continue;
        const Speaker *speaker = &speakers->items[i];
        row_numbered(&rows, 1, writer->numbers.speakers, i);
        row_bytes(&rows, 2, speaker->name);
        row_name(&rows, 3, speaker_kind_names[speaker->kind]);
        row_strings(&rows, 4, speaker->spellings, speaker->spelling_count);
        row_number(&rows, 5, records[i].quotation_count);
        if (records[i].first) row_bytes(&rows, 6, records[i].first->published);
        if (records[i].last) row_bytes(&rows, 7, records[i].last->published);
    }
    return rows_close(&rows, status, error);
}

Status tables_write_reasons(Writer *writer, Error *error) {
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"reason", 2}, UNATTRIBUTED_COUNT - UNATTRIBUTED_NO - 1);
    for (int reason = UNATTRIBUTED_NO + 1;
         reason < UNATTRIBUTED_COUNT && (status = rows_next(&rows, error)) == STEMMA_OK; reason++) {
        row_number(&rows, 1, reason);
        row_name(&rows, 2, unattributed_reason_text((UnattributedReason)reason));
    }
    return rows_close(&rows, status, error);
}

static Status write_joint_speakers(Writer *writer, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    uint64_t joint_count = 0;
    for (uint32_t i = 0; i < quotations->count; i++)
        if (numbers_are_written(writer->numbers.quotations, i)) joint_count += quotations->items[i].joint_count;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"joint_speaker", 3}, joint_count);
    for (uint32_t i = 0; i < quotations->count && !status; i++) {
        const Quotation *quotation = &quotations->items[i];
        if (!numbers_are_written(writer->numbers.quotations, i)) continue;
        for (uint32_t k = 0; k < quotation->joint_count && (status = rows_next(&rows, error)) == STEMMA_OK; k++) {
            row_numbered(&rows, 1, writer->numbers.quotations, i);
            row_number(&rows, 2, k);
            row_numbered(&rows, 3, writer->numbers.speakers, quotation->joint[k]);
        }
    }
    return rows_close(&rows, status, error);
}

static void bind_quotation(const Writer *writer, Rows *rows, uint32_t number) {
    const Quotation *quotation = &writer->findings->quotations->items[number];
    const CodePointIndex *index = &writer->indexes[quotation->article];
    row_numbered(rows, 1, writer->numbers.quotations, number);
    row_number(rows, 2, key_of(writer, quotation->article));
    row_name(rows, 3, quotation_kind_name(quotation->kind));
    row_places(rows, 4, index, (ByteSpanList){quotation->content, quotation->content_count});
    row_places(rows, 5, index, (ByteSpanList){quotation->quoted, quotation->quoted_count});
    row_places(rows, 6, index, (ByteSpanList){quotation->via, quotation->via_count});
    row_mention(rows, 7, index, quotation->cue);
    row_name(rows, 9, cue_class_name(quotation->cue_class));
    row_mention(rows, 10, index, quotation->source);
    row_numbered(rows, 12, writer->numbers.speakers, quotation->speaker);
    if (quotation->unattributed != UNATTRIBUTED_NO) row_number(rows, 13, quotation->unattributed);
    row_share(rows, 14, quotation->confidence);
    row_numbered(rows, 15, writer->numbers.families, quotation->family);
    row_mention(rows, 16, index, quotation->speaks_for);
}

static Status write_quotations(Writer *writer, Error *error) {
    const Quotations *quotations = writer->findings->quotations;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"quotation", 17},
              numbers_count_written(writer->numbers.quotations, quotations->count));
    for (uint32_t i = 0; i < quotations->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){writer->numbers.quotations, i}, &status, error)) continue;
        assert(i == 0 || quotations->items[i - 1].article <= quotations->items[i].article);
        bind_quotation(writer, &rows, i);
    }
    return rows_close(&rows, status, error);
}

static Status write_passages(Writer *writer, Error *error) {
    const Passages *passages = writer->findings->passages;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"passage", 20},
              numbers_count_written(writer->numbers.passages, passages->count));
    for (size_t i = 0; i < passages->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){writer->numbers.passages, i}, &status, error)) continue;
        const Passage *passage = &passages->items[i];
        row_numbered(&rows, 1, writer->numbers.passages, (uint32_t)i);
        row_number(&rows, 2, key_of(writer, passage->a_article));
        row_place(&rows, 3, &writer->indexes[passage->a_article], passage->a_bytes);
        row_number(&rows, 5, key_of(writer, passage->b_article));
        row_place(&rows, 6, &writer->indexes[passage->b_article], passage->b_bytes);
        row_number(&rows, 8, passage->words);
        row_share(&rows, 9, passage->identity);
        row_name(&rows, 10, passage_kind_names[passage->kind]);
        row_number(&rows, 11, passage->quotation);
        row_number(&rows, 12, passage->boilerplate);
        if (passage->grounds) row_grounds(&rows, 13, passage->grounds);
    }
    return rows_close(&rows, status, error);
}

static Status write_families(Writer *writer, Error *error) {
    const Families *families = writer->findings->families;
    const Speakers *speakers = writer->findings->speakers;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"family", 4},
              numbers_count_written(writer->numbers.families, families->count));
    for (uint32_t i = 0; i < families->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){writer->numbers.families, i}, &status, error)) continue;
        const Family *family = &families->items[i];
        Arena scratch = writer->scratch;
        Bytes *names = arena_new_array(&scratch, Bytes, family->speaker_count);
        for (uint32_t k = 0; k < family->speaker_count; k++) names[k] = speakers->items[family->speakers[k]].name;
        row_numbered(&rows, 1, writer->numbers.families, i);
        row_bytes(&rows, 2, family->text);
        row_strings(&rows, 3, names, family->speaker_count);
        row_number(&rows, 4, family->base_member);
    }
    return rows_close(&rows, status, error);
}

static Status write_members(Writer *writer, Error *error) {
    const Families *families = writer->findings->families;
    uint64_t member_count = 0;
    for (uint32_t i = 0; i < families->count; i++)
        if (numbers_are_written(writer->numbers.families, i)) member_count += families->items[i].member_count;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"member", 6}, member_count);
    for (uint32_t i = 0; i < families->count && !status; i++) {
        if (!numbers_are_written(writer->numbers.families, i)) continue;
        for (uint32_t k = 0; k < families->items[i].member_count && (status = rows_next(&rows, error)) == STEMMA_OK;
             k++) {
            const Witness *member = &families->items[i].members[k];
            row_numbered(&rows, 1, writer->numbers.families, i);
            row_number(&rows, 2, k);
            row_numbered(&rows, 3, writer->numbers.quotations, member->quotation);
            row_number(&rows, 4, key_of(writer, member->article));
            row_place(&rows, 5, &writer->indexes[member->article], member->bytes);
        }
    }
    return rows_close(&rows, status, error);
}

static Status write_variants(Writer *writer, Error *error) {
    const Families *families = writer->findings->families;
    uint64_t variant_count = 0;
    for (uint32_t i = 0; i < families->count; i++)
        if (numbers_are_written(writer->numbers.families, i)) variant_count += families->items[i].variant_count;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"variant", 8}, variant_count);
    for (uint32_t i = 0; i < families->count && !status; i++) {
        if (!numbers_are_written(writer->numbers.families, i)) continue;
        for (uint32_t k = 0; k < families->items[i].variant_count && (status = rows_next(&rows, error)) == STEMMA_OK;
             k++) {
            const Variant *variant = &families->items[i].variants[k];
            row_numbered(&rows, 1, writer->numbers.families, i);
            row_number(&rows, 2, k);
            row_name(&rows, 3, variant_change_name(variant->change));
            row_name(&rows, 4, variant_weight_name(variant->weight));
            row_name(&rows, 5, variant_detail_name(variant->detail));
            row_bytes(&rows, 6, variant->from);
            row_bytes(&rows, 7, variant->to);
            row_numbers(&rows, 8, variant->members, variant->member_count);
        }
    }
    return rows_close(&rows, status, error);
}

static Status write_derivations(Writer *writer, Error *error) {
    const Derivations *derivations = &writer->findings->lineage->derivations;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"derivation", 7},
              numbers_count_written(writer->numbers.derivations, derivations->count));
    for (uint32_t i = 0; i < derivations->count && !status; i++) {
        if (!rows_begin(&rows, (NumberedRow){writer->numbers.derivations, i}, &status, error)) continue;
        const Derivation *derivation = &derivations->items[i];
        row_numbered(&rows, 1, writer->numbers.derivations, i);
        row_numbered(&rows, 2, writer->numbers.stories, derivation->story);
        row_number(&rows, 3, key_of(writer, derivation->from_article));
        row_number(&rows, 4, key_of(writer, derivation->to_article));
        row_name(&rows, 5, direction_name(derivation->direction));
        row_share(&rows, 6, derivation->confidence);
        if (derivation->lost_ancestor != INDEX_NONE)
            row_number(&rows, 7, (int64_t)writer->numbers.lost_ancestors_before + derivation->lost_ancestor + 1);
    }
    return rows_close(&rows, status, error);
}

static Status write_evidence(Writer *writer, Error *error) {
    const Derivations *derivations = &writer->findings->lineage->derivations;
    uint64_t evidence_count = 0;
    for (uint32_t i = 0; i < derivations->count; i++)
        if (numbers_are_written(writer->numbers.derivations, i)) evidence_count += derivations->items[i].evidence_count;
    Status status = STEMMA_OK;
    Rows rows;
    rows_open(&rows, writer->store, (RowTable){"evidence_item", 7}, evidence_count);
    for (uint32_t i = 0; i < derivations->count && !status; i++) {
        if (!numbers_are_written(writer->numbers.derivations, i)) continue;
        for (uint32_t k = 0;
             k < derivations->items[i].evidence_count && (status = rows_next(&rows, error)) == STEMMA_OK; k++) {
            const Evidence *evidence = &derivations->items[i].evidence[k];
            row_numbered(&rows, 1, writer->numbers.derivations, i);
            row_number(&rows, 2, k);
            row_name(&rows, 3, evidence_kind_name(evidence->kind));
            row_number(&rows, 4, key_of(writer, evidence->article));
            row_place(&rows, 5, &writer->indexes[evidence->article], evidence->bytes);
            row_bytes(&rows, 7, evidence->text);
        }
    }
    return rows_close(&rows, status, error);
}

Status tables_write(Writer *writer, Error *error) {
    static Status (*const tables[])(Writer *, Error *) = {
        write_stories,  write_articles,   write_blocks,         write_speakers, write_families,    write_members,
        write_variants, write_quotations, write_joint_speakers, write_passages, write_derivations, write_evidence,
    };
    Status status = STEMMA_OK;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && !status; i++) status = tables[i](writer, error);
    return status;
}
