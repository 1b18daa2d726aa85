/*
 * Every stage's result for one article, as lines of plain text: the answer to "why does it say that?".
 *
 * In:  a traced collection and an article.
 * Out: one section a stage, in the order of the flow: text, blocks, quoted spans, quotations, speakers, passages,
 *      families, story, derivations. Places are code points; quoted words are cut to a line.
 *
 * The file keeps results, not intermediates, so the flow is run again over the whole collection: an article's findings
 * depend on all others. That costs as much as a trace without its writing.
 *
 * Invariant: ids are those that the cursors show, because both count the same arrays.
 */
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "collection.h"
#include "quote/attribution.h"
#include "quote/families.h"
#include "trace.h"

/* Shown of a stretch of text: enough to find it again, and one line on most screens. */
#define EXCERPT_CODE_POINTS 72

typedef struct Explainer {
    const Trace *trace;
    uint32_t article; /* index in the corpus */
    const Text *text;
    CodePointIndex index;
    Buffer out;
} Explainer;

/* The returned text and the arena it lives in. */
typedef struct Explanation {
    Arena memory;
    char text[];
} Explanation;

/* --- Pieces of lines ---------------------------------------------------------------------------------------------- */

/* In quotation marks, white space made single, the middle left out where it is long. */
static void append_excerpt(Buffer *out, Bytes words) {
    size_t total = utf8_count(words), shown = 0;
    bool space = false;
    buffer_append_byte(out, '"');
    for (size_t offset = 0; offset < words.size && shown < EXCERPT_CODE_POINTS;) {
        uint32_t code_point = utf8_next(words, &offset);
        shown++;
        if (code_point < 0x20 || code_point == 0x7f || utf8_is_space(code_point)) {
            if (!space) buffer_append_byte(out, ' ');
            space = true;
        } else {
            buffer_append_code_point(out, code_point);
            space = false;
        }
    }
    buffer_append_string(out, shown < total ? " …\"" : "\"");
}

static void append_place(Explainer *explainer, ByteSpan bytes) {
    buffer_printf(&explainer->out, "%u-%u", code_point_index_find(&explainer->index, bytes.begin),
                  code_point_index_find(&explainer->index, bytes.end));
}

/* With so many decimals, and a point whatever the locale. */
static void append_number(Buffer *out, const char *label, double value, uint32_t decimals) {
    uint64_t scale = 1;
    for (uint32_t i = 0; i < decimals; i++) scale *= 10;
    uint64_t scaled = value > 0 ? (uint64_t)(value * (double)scale + 0.5) : 0;
    buffer_printf(out, "%s%" PRIu64 ".%0*" PRIu64, label, scaled / scale, (int)decimals, scaled % scale);
}

/* "  cue 205-209 "said"" and the like, without a line end. */
static void append_words(Explainer *explainer, const char *label, ByteSpan bytes) {
    buffer_append_string(&explainer->out, label);
    append_place(explainer, bytes);
    buffer_append_byte(&explainer->out, ' ');
    append_excerpt(&explainer->out, bytes_slice(explainer->text->bytes, bytes));
}

static void append_bytes_line(Explainer *explainer, const char *label, Bytes value) {
    if (value.size == 0) return;
    buffer_append_string(&explainer->out, label);
    buffer_append(&explainer->out, value);
    buffer_append_byte(&explainer->out, '\n');
}

static Bytes path_of(const Explainer *explainer, uint32_t article) {
    return explainer->trace->corpus.articles[article].path;
}

/* --- Sections ----------------------------------------------------------------------------------------------------- */

static void explain_text(Explainer *explainer) {
    const Article *article = &explainer->trace->corpus.articles[explainer->article];
    const Text *text = explainer->text;
    Buffer *out = &explainer->out;
    buffer_printf(out, "article %s\n", article->id);
    append_bytes_line(explainer, "  path ", article->path);
    append_bytes_line(explainer, "  title ", article->title);
    append_bytes_line(explainer, "  outlet ", article->outlet);
    append_bytes_line(explainer, "  byline ", article->byline);
    append_bytes_line(explainer, "  published ", article->published);
    append_bytes_line(explainer, "  url ", article->url);
    append_bytes_line(explainer, "  language ", article->language);
    for (uint32_t i = 0; i < article->link_count; i++) append_bytes_line(explainer, "  link ", article->links[i]);
    buffer_printf(out, "\ntext: %u code points, %u words, %u sentences, %u paragraphs\n",
                  code_point_index_find(&explainer->index, (uint32_t)text->bytes.size), text->word_count,
                  text->sentence_count, text->paragraph_count);
}

static void explain_blocks(Explainer *explainer) {
    static const char *const roles[] = {"narration ", "headline ",  "caption ",
                                        "keywords ",  "furniture ", "correction "};
    const Text *text = explainer->text;
    buffer_printf(&explainer->out, "\nblocks: %u\n", text->paragraph_count);
    for (uint32_t i = 0; i < text->paragraph_count; i++) {
        const Paragraph *paragraph = &text->paragraphs[i];
        buffer_append_string(&explainer->out, "  ");
        append_words(explainer, roles[paragraph->role], paragraph->bytes);
        buffer_printf(&explainer->out, "  %u sentences, %u words\n", paragraph->sentence_count,
                      paragraph->words.end - paragraph->words.begin);
    }
}

static void explain_quoted(Explainer *explainer) {
    const QuotedSpans *quoted = &explainer->trace->quotations.quoted[explainer->article];
    buffer_printf(&explainer->out, "\nquoted spans: %u\n", quoted->count);
    for (uint32_t i = 0; i < quoted->count; i++) {
        const QuotedSpan *span = &quoted->items[i];
        buffer_printf(&explainer->out, "  %u: ", i + 1);
        append_words(explainer, "", span->inner);
        if (span->parent != INDEX_NONE) buffer_printf(&explainer->out, "  inside %u", span->parent + 1);
        if (span->continues != INDEX_NONE) buffer_printf(&explainer->out, "  goes on from %u", span->continues + 1);
        if (span->unclosed) buffer_append_string(&explainer->out, "  never closed: ends with its paragraph");
        buffer_append_byte(&explainer->out, '\n');
    }
}

static void explain_source(Explainer *explainer, const Quotation *quotation) {
    const Speakers *speakers = &explainer->trace->speakers;
    Buffer *out = &explainer->out;
    if (quotation->cue.begin < quotation->cue.end) {
        append_words(explainer, "    cue ", quotation->cue);
        const char *cue_class = cue_class_name(quotation->cue_class);
        buffer_printf(out, "  %s\n", cue_class ? cue_class : "no class");
    }
    if (quotation->source.begin < quotation->source.end) {
        append_words(explainer, "    source ", quotation->source);
        if (quotation->speaker != INDEX_NONE) {
            buffer_append_string(out, "  is ");
            buffer_append(out, speakers->items[quotation->speaker].name);
        }
        buffer_append_byte(out, '\n');
    } else if (quotation->speaker != INDEX_NONE) {
        append_bytes_line(explainer, "    speaker ", speakers->items[quotation->speaker].name);
    }
    for (uint32_t i = 0; i < quotation->via_count; i++) {
        append_words(explainer, "    via ", quotation->via[i]);
        buffer_append_byte(out, '\n');
    }
    const char *reason = unattributed_reason_text(quotation->unattributed);
    if (reason) buffer_printf(out, "    not attributed: %s\n", reason);
}

/* The article's quotations, by their index in the collection. */
static WordSpan quotations_of_article(const Explainer *explainer) {
    const Quotations *quotations = &explainer->trace->quotations;
    uint32_t begin = 0;
    while (begin < quotations->count && quotations->items[begin].article < explainer->article) begin++;
    uint32_t end = begin;
    while (end < quotations->count && quotations->items[end].article == explainer->article) end++;
    return (WordSpan){begin, end};
}

static void explain_quotations(Explainer *explainer) {
    WordSpan range = quotations_of_article(explainer);
    Buffer *out = &explainer->out;
    buffer_printf(out, "\nquotations: %u\n", range.end - range.begin);
    for (uint32_t i = range.begin; i < range.end; i++) {
        const Quotation *quotation = &explainer->trace->quotations.items[i];
        buffer_printf(out, "  q%u %s", i + 1, quotation_kind_name(quotation->kind));
        append_number(out, ", confidence ", (double)quotation->confidence, 2);
        buffer_printf(out, ", found by %s", quotation_finder_name(quotation->found_by));
        if (quotation->family != INDEX_NONE) buffer_printf(out, ", family f%u", quotation->family + 1);
        buffer_append_byte(out, '\n');
        for (uint32_t k = 0; k < quotation->content_count; k++) {
            append_words(explainer, "    content ", quotation->content[k]);
            buffer_append_byte(out, '\n');
        }
        for (uint32_t k = 0; k < quotation->quoted_count; k++) {
            append_words(explainer, "    quoted ", quotation->quoted[k]);
            buffer_append_byte(out, '\n');
        }
        explain_source(explainer, quotation);
    }
}

static void explain_speakers(Explainer *explainer, Arena scratch) {
    static const char *const kinds[] = {"person", "organisation", "other"};
    const Speakers *speakers = &explainer->trace->speakers;
    WordSpan range = quotations_of_article(explainer);
    uint32_t *counts = arena_new_array(&scratch, uint32_t, speakers->count);
    for (uint32_t i = range.begin; i < range.end; i++) {
        uint32_t speaker = explainer->trace->quotations.items[i].speaker;
        if (speaker != INDEX_NONE) counts[speaker]++;
    }
    buffer_append_string(&explainer->out, "\nspeakers, with every form the collection has for them\n");
    for (uint32_t i = 0; i < speakers->count; i++) {
        const Speaker *speaker = &speakers->items[i];
        if (counts[i] == 0) continue;
        append_bytes_line(explainer, "  ", speaker->name);
        buffer_printf(&explainer->out, "    %s, %u quotations here\n", kinds[speaker->kind], counts[i]);
        for (uint32_t k = 0; k < speaker->spelling_count; k++) {
            append_bytes_line(explainer, "    also ", speaker->spellings[k]);
        }
    }
}

static const char *why_kind(PassageKind kind) {
    switch (kind) {
    case PASSAGE_COPIED: return "copied: next to no word differs";
    case PASSAGE_EDITED: return "edited: the same run of words with changes";
    case PASSAGE_REWORDED: return "reworded: sentences alike in their rare words, without a long shared run";
    }
    return "";
}

enum { SHARED_WORDS_SHOWN = 8, SHARED_WORDS_LOOKED_AT = 400 };

static bool has_word(const Text *text, WordSpan words, uint32_t word_id) {
    if (words.end - words.begin > SHARED_WORDS_LOOKED_AT) words.end = words.begin + SHARED_WORDS_LOOKED_AT;
    for (uint32_t i = words.begin; i < words.end; i++) {
        if (text->word_ids[i] == word_id) return true;
    }
    return false;
}

/* Why a reworded passage was reported: the rarest words that stand on both sides, rarest first. */
static void explain_shared_words(Explainer *explainer, const Passage *passage) {
    const Corpus *corpus = &explainer->trace->corpus;
    const Text *a_text = &corpus->texts[passage->a_article];
    WordSpan words = passage->a_words;
    if (words.end - words.begin > SHARED_WORDS_LOOKED_AT) words.end = words.begin + SHARED_WORDS_LOOKED_AT;
    buffer_append_string(&explainer->out, "    rare words on both sides:");
    uint64_t last = UINT64_MAX; /* rareness and number of the word shown last */
    for (uint32_t shown = 0; shown < SHARED_WORDS_SHOWN; shown++) {
        uint64_t best = 0;
        for (uint32_t i = words.begin; i < words.end; i++) {
            uint32_t id = a_text->word_ids[i];
            uint64_t key = (uint64_t)vocabulary_rareness_permille(&corpus->vocabulary, id) << 32 | id;
            if (key <= best || key >= last) continue;
            if (has_word(&corpus->texts[passage->b_article], passage->b_words, id)) best = key;
        }
        if (best >> 32 == 0) break;
        buffer_append_byte(&explainer->out, ' ');
        buffer_append(&explainer->out, corpus->vocabulary.words[(uint32_t)best]);
        last = best;
    }
    buffer_append_byte(&explainer->out, '\n');
}

static void explain_passages(Explainer *explainer) {
    const Passages *passages = &explainer->trace->passages;
    Buffer *out = &explainer->out;
    buffer_append_string(out, "\npassages shared with other articles\n");
    for (size_t i = 0; i < passages->count; i++) {
        const Passage *passage = &passages->items[i];
        bool is_a = passage->a_article == explainer->article;
        if (!is_a && passage->b_article != explainer->article) continue;
        buffer_printf(out, "  p%zu %s\n", i + 1, why_kind(passage->kind));
        WordSpan here = is_a ? passage->a_words : passage->b_words, there = is_a ? passage->b_words : passage->a_words;
        append_number(out, "    identity ", (double)passage->identity, 3);
        buffer_printf(out, ": %u equal words of %u here and %u there", passage->words, here.end - here.begin,
                      there.end - there.begin);
        append_number(out, ", weight ", passage->weight_permille / 1000.0, 1);
        buffer_append_byte(out, '\n');
        append_bytes_line(explainer, "    with ", path_of(explainer, is_a ? passage->b_article : passage->a_article));
        append_words(explainer, "    here ", is_a ? passage->a_bytes : passage->b_bytes);
        buffer_append_byte(out, '\n');
        if (passage->kind == PASSAGE_REWORDED) explain_shared_words(explainer, passage);
        if (passage->quotation)
            buffer_append_string(out, "    quoted speech on both sides: no sign of copying by itself\n");
        if (passage->boilerplate) buffer_append_string(out, "    boilerplate: kept out of derivation\n");
    }
}

static void explain_variant(Explainer *explainer, const Family *family, const Variant *variant) {
    Buffer *out = &explainer->out;
    buffer_printf(out, "    %s, %s: ", variant_change_name(variant->change), variant_weight_name(variant->weight));
    append_excerpt(out, variant->from);
    buffer_append_string(out, " becomes ");
    append_excerpt(out, variant->to);
    bool here = false;
    for (uint32_t i = 0; i < variant->member_count; i++) {
        here |= family->members[variant->members[i]].article == explainer->article;
    }
    buffer_printf(out, "  in %u of %u%s\n", variant->member_count, family->member_count,
                  here ? ", this one among them" : "");
}

static void explain_families(Explainer *explainer) {
    const Families *families = &explainer->trace->families;
    Buffer *out = &explainer->out;
    buffer_append_string(out, "\nfamilies with a reading from here\n");
    for (uint32_t i = 0; i < families->count; i++) {
        const Family *family = &families->items[i];
        bool here = false;
        for (uint32_t k = 0; k < family->member_count; k++) here |= family->members[k].article == explainer->article;
        if (!here) continue;
        buffer_printf(out, "  f%u, %u readings, fullest ", i + 1, family->member_count);
        append_excerpt(out, family->text);
        buffer_append_byte(out, '\n');
        for (uint32_t k = 0; k < family->member_count; k++) {
            const Witness *member = &family->members[k];
            buffer_append_string(out, "    ");
            if (member->quotation != INDEX_NONE) {
                buffer_printf(out, "q%u ", member->quotation + 1);
            } else {
                buffer_append_string(out, "run as plain text ");
            }
            buffer_append_string(out, member->article == explainer->article ? "here" : "in ");
            if (member->article != explainer->article) buffer_append(out, path_of(explainer, member->article));
            buffer_append_string(out, k == family->base_member ? ", the base of the comparison\n" : "\n");
        }
        for (uint32_t k = 0; k < family->variant_count; k++) explain_variant(explainer, family, &family->variants[k]);
    }
}

static void explain_lineage(Explainer *explainer) {
    const Lineage *lineage = &explainer->trace->lineage;
    Buffer *out = &explainer->out;
    uint32_t story = lineage->stories.by_article[explainer->article];
    buffer_printf(out, "\nstory s%u: %u articles, %u origins\n", story + 1, lineage->stories.items[story].article_count,
                  lineage->stories.items[story].origin_count);
    buffer_append_string(out, "\nderivations\n");
    for (uint32_t i = 0; i < lineage->derivations.count; i++) {
        const Derivation *derivation = &lineage->derivations.items[i];
        bool derives = derivation->to_article == explainer->article;
        if (!derives && derivation->from_article != explainer->article) continue;
        append_bytes_line(explainer, derives ? "  from " : "  to ",
                          path_of(explainer, derives ? derivation->from_article : derivation->to_article));
        buffer_printf(out, "    direction %s", direction_name(derivation->direction));
        append_number(out, ", confidence ", (double)derivation->confidence, 2);
        buffer_append_byte(out, '\n');
        for (uint32_t k = 0; k < derivation->evidence_count; k++) {
            const Evidence *evidence = &derivation->evidence[k];
            buffer_printf(out, "    %s ", evidence_kind_name(evidence->kind));
            if (evidence->bytes.begin < evidence->bytes.end) {
                if (evidence->article == explainer->article) {
                    append_place(explainer, evidence->bytes);
                    buffer_append_byte(out, ' ');
                } else {
                    buffer_append_string(out, "there ");
                }
            }
            append_excerpt(out, evidence->text);
            buffer_append_byte(out, '\n');
        }
    }
}

/* --- The whole ---------------------------------------------------------------------------------------------------- */

static char *explain_article(const Trace *trace, uint32_t article, Arena scratch) {
    Arena memory = arena_open(0);
    Explainer explainer = {.trace = trace, .article = article, .text = &trace->corpus.texts[article]};
    explainer.index = code_point_index_build(explainer.text->bytes, &scratch);
    explainer.out = (Buffer){.arena = &scratch}; /* and `memory` is scratch for the sections until the end */
    explain_text(&explainer);
    explain_blocks(&explainer);
    explain_quoted(&explainer);
    explain_quotations(&explainer);
    explain_speakers(&explainer, memory);
    explain_passages(&explainer);
    explain_families(&explainer);
    explain_lineage(&explainer);
    Bytes all = buffer_bytes(&explainer.out);
    Explanation *explanation = arena_allocate(&memory, sizeof(Explanation) + all.size + 1, _Alignof(Explanation));
    memcpy(explanation->text, all.data, all.size);
    explanation->text[all.size] = 0;
    explanation->memory = memory;
    return explanation->text;
}

STEMMA_API StemmaStatus stemma_explain(StemmaCollection *collection, const char *article_id, char **out,
                                       StemmaError *error) {
    *out = NULL;
    bool traced = false;
    Status status = store_traced(collection->store, &traced, error);
    if (status) return status;
    if (!traced) {
        return error_set(error, STEMMA_NOT_TRACED,
                         "articles were added since the last trace; trace the collection first");
    }
    StemmaTraceOptions options = stemma_trace_options_default();
    Arena result = arena_open(0);
    Trace trace;
    status = trace_find(collection->store, &options, &trace, &result, error);
    uint32_t article = 0;
    while (!status && article < trace.articles.count && strcmp(trace.articles.items[article].id, article_id) != 0) {
        article++;
    }
    if (!status && article == trace.articles.count) {
        status = error_set(error, STEMMA_NOT_FOUND, "no article has the id '%.40s'", article_id);
    }
    if (!status) *out = explain_article(&trace, article, result);
    arena_close(&result);
    return status;
}

STEMMA_API void stemma_text_free(char *text) {
    if (!text) return;
    Explanation *explanation = (Explanation *)(void *)(text - offsetof(Explanation, text));
    Arena memory = explanation->memory;
    arena_close(&memory);
}
