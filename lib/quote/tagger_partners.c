/*
 * Which draft of the rules and which of the model are about the same words.
 *
 * In:  the model's drafts, then the rules' ones, of one article.
 * Out: of each its places in words, how many they are and how many of them stand in quotation marks; and its partner, the
 *      other side's draft that has most of its words.
 *
 * Invariant: a rules' draft's partner is the model's draft that has most of it, and has that draft's margins.
 */
#include "tagger.h"

uint32_t tagger_words_shared(const TaggerDraft *left, const TaggerDraft *right) {
    uint32_t shared = 0;
    for (uint32_t i = 0; i < left->draft.content_count; i++) {
        for (uint32_t k = 0; k < right->draft.content_count; k++) {
            WordSpan a = left->content_words[i];
            WordSpan b = right->content_words[k];
            uint32_t begin = a.begin > b.begin ? a.begin : b.begin;
            uint32_t end = a.end < b.end ? a.end : b.end;
            if (begin < end) shared += end - begin;
        }
    }
    return shared;
}

/* Places in bytes become places in words once; what weighs drafts asks for them again and again. */
static void words_read(const TaggerView *view, TaggerDraft *draft, Arena *scratch) {
    const Text *text = view->clauses->input->text;
    WordSpan *content = arena_new_array_uncleared(scratch, WordSpan, draft->draft.content_count);
    draft->content_words = content;
    uint32_t unit = draft->draft.unit;
    const Clauses *clauses = view->clauses;
    uint32_t near = unit < clauses->unit_count ? clauses->tokens[clauses->units[unit].tokens.begin].words.begin : 0;
    draft->cue_words = text_words_near(text, draft->draft.cue, near);
    draft->source_words = text_words_near(text, draft->draft.source, draft->cue_words.begin);
    for (uint32_t i = 0; i < draft->draft.content_count; i++) {
        WordSpan words = content[i] = text_words_near(text, draft->draft.content[i], near);
        near = words.end;
        draft->words += words.end - words.begin;
        for (uint32_t word = words.begin; word < words.end; word++) {
            uint32_t place = view->of_text[word];
            draft->words_quoted += place != INDEX_NONE && view->words[place].span != INDEX_NONE;
        }
    }
}

/* The rules' draft that has most of this draft's words, looked for at the ends and the middle of its parts. */
void tagger_partners_find(const TaggerView *view, TaggerDrafts *found, Arena *scratch) {
    uint32_t first_rule = 0;
    for (uint32_t i = 0; i < found->count; i++) {
        found->items[i].partner = INDEX_NONE;
        words_read(view, &found->items[i], scratch);
        if (!found->items[i].by_rules) first_rule = i + 1;
    }
    /* Rule drafts are those with content, in their old order; the view numbers all of them. */
    for (uint32_t i = 0; i < first_rule; i++) {
        TaggerDraft *it = &found->items[i];
        for (uint32_t part = 0; part < it->draft.content_count; part++) {
            WordSpan words = it->content_words[part];
            if (words.begin >= words.end) continue;
            uint32_t looks[3] = {words.begin, (words.begin + words.end) / 2, words.end - 1};
            for (uint32_t look = 0; look < 3; look++) {
                uint32_t place = view->of_text[looks[look]];
                if (place == INDEX_NONE || view->words[place].draft == 0) continue;
                uint32_t other = view->words[place].draft_found + first_rule;
                if (other >= found->count || it->partner == other) continue;
                uint32_t shared = tagger_words_shared(it, &found->items[other]);
                if (shared <= it->partner_words) continue;
                it->partner = other;
                it->partner_words = shared;
            }
        }
        if (it->partner == INDEX_NONE) continue;
        TaggerDraft *rule = &found->items[it->partner];
        if (it->partner_words <= rule->partner_words) continue;
        rule->partner = i;
        rule->partner_words = it->partner_words;
        rule->content_margin = it->content_margin;
        rule->cue_margin = it->cue_margin;
    }
}
