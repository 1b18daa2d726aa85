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
#include "phrases.h"

#define NO_DRAFT UINT32_MAX

typedef struct Linker {
    const Clauses *clauses;
    Drafts *drafts;
    Arena *scratch;
    uint32_t *owners; /* by quoted span: index of the draft that has it, NO_DRAFT */
} Linker;

/* First quoted span that ends behind the offset. Spans are sorted by begin; nested ones only make the walk longer. */
static uint32_t spans_from(const QuotedSpans *quoted, uint32_t offset) {
    uint32_t low = 0;
    uint32_t high = quoted->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (quoted->items[middle].outer.begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && quoted->items[low - 1].outer.end > offset ? low - 1 : low;
}

static void owners_mark(Linker *linker, ByteSpan part, uint32_t draft) {
    const QuotedSpans *quoted = linker->clauses->input->quoted;
    for (uint32_t span = spans_from(quoted, part.begin);
         span < quoted->count && quoted->items[span].outer.begin < part.end; span++) {
        if (linker->owners[span] == NO_DRAFT) linker->owners[span] = draft;
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
    uint32_t span = spans_from(quoted, last.begin);
    return span < quoted->count && quoted->items[span].inner.begin <= last.begin &&
           quoted->items[span].inner.end >= last.end;
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

static bool lies_in_content(const Draft *draft, ByteSpan span) {
    for (uint32_t part = 0; part < draft->content_count; part++) {
        if (span.begin >= draft->content[part].begin && span.end <= draft->content[part].end) return true;
    }
    return false;
}

static void via_append(Draft *draft, ByteSpan via) {
    if (draft->via_count >= DRAFT_VIA_MAX || via.begin >= via.end || lies_in_content(draft, via)) return;
    if (via.begin < draft->source.end && via.end > draft->source.begin) return;
    for (uint32_t i = 0; i < draft->via_count; i++) {
        if (via.begin < draft->via[i].end && via.end > draft->via[i].begin) return;
    }
    uint32_t place = draft->via_count++;
    while (place > 0 && draft->via[place - 1].begin > via.begin) {
        draft->via[place] = draft->via[place - 1];
        place--;
    }
    draft->via[place] = via;
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
        if (medium) via_append(it, source);
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

static bool phrase_is_medium(const Clauses *clauses, TokenSpan phrase) {
    bool capital = false;
    bool medium = false;
    bool listed = false;
    for (uint32_t token = phrase.begin; token < phrase.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        uint32_t flags = clauses_flags(clauses, token);
        bool upper = (clauses_word_flags(clauses, token) & WORD_CAPITALISED) != 0;
        if (upper) capital = true;
        if ((flags & CLASS_MEDIA) != 0 && (upper || (flags & CLASS_TIME) == 0)) medium = true;
        if ((flags & CLASS_ROLE) != 0 && !upper) listed = true; /* reporters, editors: people, no medium */
    }
    bool named_by_kind = phrase.begin < phrase.end && (clauses_flags(clauses, phrase.begin) & CLASS_DETERMINER) != 0;
    return medium && !listed && (capital || named_by_kind);
}

/* The medium a token leads to: told X, in an interview with X, published by X, on X. Empty where it leads to none. */
static TokenSpan medium_at(const Clauses *clauses, uint32_t token, TokenSpan unit) {
    TokenSpan none = {0, 0};
    if (token + 1 >= unit.end || clauses_is_quote(clauses, token) || clauses->tokens[token + 1].gap != 0) return none;
    const WordClass *word = clauses_class(clauses, token);
    uint32_t next = token + 1;
    bool told = (word->frames & FRAME_LISTENER) != 0;
    bool led = (word->flags & CLASS_PREPOSITION) != 0 &&
               (clauses_word_is(clauses, token, BYTES("on")) || clauses_word_is(clauses, token, BYTES("with")) ||
                clauses_word_is(clauses, token, BYTES("to")) || clauses_word_is(clauses, token, BYTES("by")) ||
                clauses_word_is(clauses, token, BYTES("for")) || clauses_word_is(clauses, token, BYTES("in")));
    if (!told && !led) return none;
    if (led && !clauses_word_is(clauses, token, BYTES("on"))) {
        bool carried = false;
        for (uint32_t back = token; back > unit.begin && back + 5 > token; back--) {
            if ((clauses_flags(clauses, back - 1) & (CLASS_REPORT | CLASS_PUBLISHING)) != 0) carried = true;
            if (clauses_class(clauses, back - 1)->cue == CUE_WRITING) carried = true;
        }
        if (!carried) return none;
    }
    TokenSpan phrase = phrase_after(clauses, next, unit.end);
    return phrase_is_medium(clauses, phrase) ? phrase : none;
}

static void unit_media_add(const Clauses *clauses, TokenSpan unit, Draft *draft) {
    for (uint32_t token = unit.begin; token < unit.end; token++) {
        TokenSpan phrase = medium_at(clauses, token, unit);
        if (phrase.begin < phrase.end) via_append(draft, clauses_outer_bytes(clauses, phrase));
    }
}

/* "…, an interview published by X. In it, he called …": the sentence before says what "it" is. */
static bool unit_points_back(const Clauses *clauses, const Unit *unit) {
    uint32_t first = unit->tokens.begin;
    if (unit->tokens.end - first < 3 || clauses_is_quote(clauses, first) || clauses_is_quote(clauses, first + 1))
        return false;
    if (!clauses_word_is(clauses, first, BYTES("in"))) return false;
    if (clauses_word_is(clauses, first + 1, BYTES("it"))) return true;
    return clauses_word_is(clauses, first + 1, BYTES("the")) && (clauses_flags(clauses, first + 2) & CLASS_REPORT) != 0;
}

/* The body that published an interview or an article in this unit. */
static TokenSpan publisher_in(const Clauses *clauses, TokenSpan unit) {
    bool report = false;
    for (uint32_t token = unit.begin; token + 1 < unit.end; token++) {
        if (clauses_is_quote(clauses, token)) continue;
        if ((clauses_flags(clauses, token) & CLASS_REPORT) != 0) report = true;
        bool by = clauses_word_is(clauses, token, BYTES("by")) || clauses_word_is(clauses, token, BYTES("with"));
        if (!report || !by) continue;
        for (uint32_t back = token; back > unit.begin && back + 6 > token; back--) {
            if ((clauses_flags(clauses, back - 1) & (CLASS_PUBLISHING | CLASS_REPORT)) == 0) continue;
            TokenSpan phrase = phrase_after(clauses, token + 1, unit.end);
            for (uint32_t i = phrase.begin; i < phrase.end; i++) {
                if ((clauses_word_flags(clauses, i) & WORD_CAPITALISED) != 0) return phrase;
            }
            break;
        }
    }
    return (TokenSpan){0, 0};
}

/* Media named in the unit an attribution stands in, and in the one before where it points back to it. */
static void media_add(Linker *linker) {
    const Clauses *clauses = linker->clauses;
    for (size_t index = 0; index < linker->drafts->count; index++) {
        Draft *draft = &linker->drafts->items[index];
        if (draft->unit == INDEX_NONE) continue;
        /* The last draft of a unit with very many would make this quadratic; one with more than a few is no prose. */
        if (index >= 8 && linker->drafts->items[index - 8].unit == draft->unit) continue;
        const Unit *unit = &clauses->units[draft->unit];
        unit_media_add(clauses, unit->tokens, draft);
        if (draft->unit > 0 && unit_points_back(clauses, unit)) {
            TokenSpan publisher = publisher_in(clauses, clauses->units[draft->unit - 1].tokens);
            if (publisher.begin < publisher.end) via_append(draft, clauses_outer_bytes(clauses, publisher));
        }
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
    media_add(&linker);
}
