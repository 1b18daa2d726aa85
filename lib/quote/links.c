/*
 * What follows from where attributions stand.
 *
 * In:  an article's units and drafts, by place; drafts without content are speakers introduced at a paragraph's end.
 * Out: the same drafts, with the parts that go on with them, and the media their words came through.
 *
 * Rules, each for drafts of any origin:
 * - a sentence that is nothing but a quotation goes on with the attribution just before it in its paragraph;
 * - a quotation re-opened in the next paragraph belongs to the one it continues, forwards and backwards;
 * - a paragraph that is nothing but a quotation belongs to whoever was speaking directly at the end of the paragraph
 *   before, or was introduced there; a colon introduces a whole paragraph, in marks or not;
 * - a medium is who was told ("told the Courier"), who carried it ("published by …", "in an interview with …").
 * Nothing else makes a quotation alone in its paragraph anybody's: it stays without a speaker.
 */
#include "draft.h"
#include "marks.h"
#include "media.h"
#include "phrases.h"

#define NO_DRAFT UINT32_MAX

typedef struct Linker {
    const Clauses *clauses;
    Drafts *drafts;
    Arena *scratch;
    uint32_t *owners; /* by quoted span: index of the draft that has it, NO_DRAFT */
} Linker;

static void owners_mark(Linker *linker, ByteSpan part, uint32_t draft) {
    const QuotedSpans *quoted = linker->clauses->input->quoted;
    for (uint32_t span = marks_span_from(quoted, part.begin);
         span < quoted->count && quoted->items[span].outer.begin < part.end; span++) {
        bool within = quoted->items[span].outer.end > part.begin;
        if (within && linker->owners[span] == NO_DRAFT) linker->owners[span] = draft;
    }
}

static void part_append(Linker *linker, uint32_t draft, ByteSpan part) {
    Draft *it = &linker->drafts->items[draft];
    if (it->content_count < DRAFT_PARTS_MAX) it->content[it->content_count++] = part;
    owners_mark(linker, part, draft);
}

static bool unit_is_quotation(const Clauses *clauses, const Unit *unit) {
    for (uint32_t token = unit->tokens.begin; token < unit->tokens.end; token++) {
        if (!clauses_is_quote(clauses, token)) return false;
    }
    return true;
}

static bool ends_in_quote(const Linker *linker, const Draft *draft) {
    if (draft->content_count == 0) return false;
    ByteSpan last = draft->content[draft->content_count - 1];
    const QuotedSpans *quoted = linker->clauses->input->quoted;
    for (uint32_t span = marks_span_from(quoted, last.begin); span < quoted->count; span++) {
        if (quoted->items[span].outer.begin > last.begin) return false;
        if (quoted->items[span].inner.begin <= last.begin && quoted->items[span].inner.end >= last.end) return true;
    }
    return false;
}

/* Is the last thing before the paragraph's end a colon? */
static bool paragraph_introduces(const Clauses *clauses, uint32_t paragraph_index) {
    const Text *text = clauses->input->text;
    ByteSpan bytes = text->paragraphs[paragraph_index].bytes;
    Bytes trimmed = bytes_trim(bytes_slice(text->bytes, bytes));
    return trimmed.size > 0 && trimmed.data[trimmed.size - 1] == ':';
}

/* A copy of a speaker's cue and source for a quotation that stands in a paragraph of its own. */
static uint32_t draft_carry(Linker *linker, uint32_t from, float confidence) {
    Draft draft = linker->drafts->items[from];
    draft.content_count = 0;
    if (draft.confidence > confidence) draft.confidence = confidence;
    *array_push(linker->drafts, linker->scratch) = draft;
    return (uint32_t)linker->drafts->count - 1;
}

/* Who speaks where a quotation begins its paragraph: a draft to append to, or NO_DRAFT. */
static uint32_t speaker_before(Linker *linker, const Unit *unit, uint32_t lead, uint32_t lead_paragraph) {
    const Clauses *clauses = linker->clauses;
    uint32_t continues = clauses->input->quoted->items[clauses->tokens[unit->tokens.begin].quoted].continues;
    if (continues != INDEX_NONE && linker->owners[continues] != NO_DRAFT) return linker->owners[continues];
    if (lead == NO_DRAFT) return NO_DRAFT;
    Draft *draft = &linker->drafts->items[lead];
    if (draft->content_count == 0) return lead;
    bool colon = paragraph_introduces(clauses, lead_paragraph);
    if (!colon && !ends_in_quote(linker, draft)) return NO_DRAFT;
    return draft_carry(linker, lead, colon ? 0.85F : 0.6F);
}

/* A paragraph without marks that a colon introduces: the words of whoever the paragraph before names. */
static bool block_follows(const Linker *linker, const Unit *unit, uint32_t lead, uint32_t lead_paragraph) {
    if (lead == NO_DRAFT || !unit->paragraph_start || linker->drafts->items[lead].content_count > 0) return false;
    return unit->paragraph_index > lead_paragraph && paragraph_introduces(linker->clauses, lead_paragraph);
}

static bool bytes_name_medium(const Clauses *clauses, ByteSpan bytes) {
    const AttributionInput *input = clauses->input;
    WordSpan words = text_words_of(input->text, bytes);
    for (uint32_t word = words.begin; word < words.end; word++) {
        if ((input->word_classes[input->text->word_ids[word]].flags & CLASS_MEDIA) != 0) return true;
    }
    return false;
}

/*
 * The paragraph that unit_index begins is introduced by a colon. A medium is how its attributions came; where it has
 * none of its own, all of it is what the speaker said.
 */
static void block_add(Linker *linker, uint32_t unit_index, uint32_t next_draft, uint32_t lead) {
    const Clauses *clauses = linker->clauses;
    uint32_t paragraph = clauses->units[unit_index].paragraph_index;
    ByteSpan source = linker->drafts->items[lead].source;
    bool medium = bytes_name_medium(clauses, source);
    bool own = false;
    for (uint32_t draft = next_draft; draft < linker->drafts->count; draft++) {
        Draft *it = &linker->drafts->items[draft];
        if (it->unit == INDEX_NONE || clauses->units[it->unit].paragraph_index != paragraph) break;
        if (it->content_count > 0) own = true;
        if (medium) media_append(it, source);
    }
    if (own) return;
    Draft *it = &linker->drafts->items[lead];
    ByteSpan block = clauses_bytes(clauses, clauses->units[unit_index].tokens);
    block.end = clauses->input->text->paragraphs[paragraph].bytes.end;
    it->content[it->content_count++] = block;
    it->confidence = 0.6F;
}

/* A sentence of quotation with words behind it that name no speaker: "It has changed," because of … */
static bool unit_leads_with_quotation(const Clauses *clauses, const Unit *unit) {
    uint32_t first = unit->tokens.begin;
    if (!clauses_is_quote(clauses, first)) return false;
    const Token *token = &clauses->tokens[first];
    return token->words.end - token->words.begin >= 4 && token->tail != 0;
}

static void quotations_go_on(Linker *linker) {
    const Clauses *clauses = linker->clauses;
    uint32_t current = NO_DRAFT; /* whoever spoke in the unit before, in this paragraph */
    uint32_t lead = NO_DRAFT; /* whoever spoke in the last unit of the paragraph before */
    uint32_t lead_paragraph = 0;
    uint32_t draft = 0;
    uint32_t draft_count = (uint32_t)linker->drafts->count;
    for (uint32_t index = 0; index < clauses->unit_count; index++) {
        const Unit *unit = &clauses->units[index];
        if (unit->paragraph_start) {
            lead = current;
            lead_paragraph = index > 0 ? clauses->units[index - 1].paragraph_index : 0;
            current = NO_DRAFT;
        }
        if (block_follows(linker, unit, lead, lead_paragraph) && !unit_is_quotation(clauses, unit)) {
            block_add(linker, index, draft, lead);
        }
        uint32_t last = NO_DRAFT;
        for (; draft < draft_count && linker->drafts->items[draft].unit <= index; draft++) {
            const Draft *it = &linker->drafts->items[draft];
            if (!it->object || last == NO_DRAFT) last = draft;
        }
        if (last != NO_DRAFT) {
            current = last;
            continue;
        }
        const Token *first = &clauses->tokens[unit->tokens.begin];
        bool whole = unit_is_quotation(clauses, unit);
        if (!whole && current != NO_DRAFT && unit_leads_with_quotation(clauses, unit)) {
            part_append(linker, current,
                        clauses_bytes(clauses, (TokenSpan){unit->tokens.begin, unit->tokens.begin + 1}));
            continue;
        }
        if (!whole || linker->owners[first->quoted] != NO_DRAFT) {
            current = NO_DRAFT;
            continue;
        }
        if (current == NO_DRAFT && unit->paragraph_start) current = speaker_before(linker, unit, lead, lead_paragraph);
        if (current != NO_DRAFT) part_append(linker, current, clauses_bytes(clauses, unit->tokens));
    }
}

/* Paragraphs of one quotation whose speaker is named only in a later one. */
static void chains_close(Linker *linker) {
    const QuotedSpans *quoted = linker->clauses->input->quoted;
    for (uint32_t span = quoted->count; span-- > 0;) {
        uint32_t before = quoted->items[span].continues;
        uint32_t owner = linker->owners[span];
        if (before == INDEX_NONE || owner == NO_DRAFT || linker->owners[before] != NO_DRAFT) continue;
        Draft *draft = &linker->drafts->items[owner];
        if (draft->content_count >= DRAFT_PARTS_MAX) continue;
        for (uint32_t part = draft->content_count; part > 0; part--) draft->content[part] = draft->content[part - 1];
        draft->content[0] = quoted->items[before].inner;
        draft->content_count++;
        linker->owners[before] = owner;
    }
}

void links_add(const Clauses *clauses, Drafts *drafts, Arena *scratch) {
    uint32_t count = clauses->input->quoted->count;
    Linker linker = {clauses, drafts, scratch, arena_new_array_uncleared(scratch, uint32_t, count + 1)};
    for (uint32_t span = 0; span < count; span++) linker.owners[span] = NO_DRAFT;
    for (uint32_t index = 0; index < drafts->count; index++) {
        for (uint32_t part = 0; part < drafts->items[index].content_count; part++) {
            owners_mark(&linker, drafts->items[index].content[part], index);
        }
    }
    chains_close(&linker);
    quotations_go_on(&linker);
    chains_close(&linker);
}
