/*
 * Records for people: the finding first, then where it stands.
 *
 * Places are shown as path:start, in code points, the same numbers as in JSON. Long texts are cut to a few lines; the
 * JSON has them whole.
 */
#include "records_text.h"

#include <string.h>

#define TEXT_LINES 3
#define EVIDENCE_SHOWN 6
#define DOUBTFUL_CONFIDENCE 0.5

static void place(Output *output, const char *article, StemmaSpan span) {
    output_style(output, STYLE_FAINT);
    output_text(output, article);
    if (span.end > span.start) output_printf(output, ":%llu", (unsigned long long)span.start);
    output_style(output, STYLE_PLAIN);
}

static void strong(Output *output, const char *text) {
    output_style(output, STYLE_STRONG);
    output_text(output, text);
    output_style(output, STYLE_PLAIN);
}

/* A content ends before the mark that closes it: the one a mixed content opened inside and still lacks, "" for none. */
static const char *mark_left_open(const char *text) {
    const char *closing = "";
    for (; *text; text++) {
        if (*text == '"') closing = *closing ? "" : "\"";
        if (strncmp(text, "“", strlen("“")) == 0) closing = "”";
        if (strncmp(text, "”", strlen("”")) == 0) closing = "";
    }
    return closing;
}

/* A line of its own, indented, in typographic quotation marks. */
static void quoted_words(Output *output, const char *text) {
    output_printf(output, "\n    “");
    output_wrapped(output, 4, text, TEXT_LINES);
    output_printf(output, "%s”", mark_left_open(text));
}

void text_article(Output *output, const StemmaArticle *article) {
    output_style(output, STYLE_FAINT);
    output_printf(output, "%.8s  ", article->id);
    output_style(output, STYLE_PLAIN);
    output_cell(output, article->published ? article->published : "undated", 10);
    output_printf(output, "  %6llu  ", (unsigned long long)article->words);
    output_cell(output, article->story ? article->story : "", 6);
    output_printf(output, "  ");
    strong(output, article->path);
    if (article->outlet) {
        output_printf(output, "  ");
        output_text(output, article->outlet);
    }
    if (article->title) {
        output_printf(output, "\n    ");
        output_wrapped(output, 4, article->title, TEXT_LINES);
    }
    output_printf(output, "\n");
}

void text_story(Output *output, const StemmaStory *story) {
    strong(output, story->id);
    output_printf(output, "  %llu article%s, %llu independent origin%s", (unsigned long long)story->article_count,
                  story->article_count == 1 ? "" : "s", (unsigned long long)story->origin_count,
                  story->origin_count == 1 ? "" : "s");
    if (story->first_published) {
        output_printf(output, "  ");
        output_text(output, story->first_published);
        if (story->last_published && strcmp(story->first_published, story->last_published) != 0) {
            output_printf(output, " – ");
            output_text(output, story->last_published);
        }
    }
    output_printf(output, "\n    ");
    output_wrapped(output, 4, story->title ? story->title : "(no title)", TEXT_LINES);
    output_printf(output, "\n");
}

static void text_source(Output *output, const StemmaQuotation *quotation) {
    if (quotation->name) {
        strong(output, quotation->name);
        for (size_t i = 0; i < quotation->joint_count; i++) {
            output_printf(output, i + 1 < quotation->joint_count ? ", " : " and ");
            strong(output, quotation->joint_names[i]);
        }
        if (quotation->source.text && strcmp(quotation->source.text, quotation->name) != 0) {
            output_printf(output, " (“");
            output_text(output, quotation->source.text);
            output_printf(output, "”)");
        }
    } else if (quotation->source.text) {
        output_printf(output, "“");
        output_text(output, quotation->source.text);
        output_printf(output, "”");
    } else if (strcmp(quotation->kind, "scare") == 0) {
        output_printf(output, "given to nobody");
    } else {
        output_printf(output, "not attributed");
    }
}

static void text_media(Output *output, const StemmaQuotation *quotation) {
    for (size_t i = 0; i < quotation->via_count; i++) {
        output_printf(output, "%s", i == 0 ? ", through " : " and ");
        output_text(output, quotation->via[i].text);
    }
}

/* Said only of what is as likely wrong as right: most attributions are sure, and a reader needs no number to each. */
static void text_doubt(Output *output, const StemmaQuotation *quotation) {
    bool attributed = quotation->source.text && quotation->cue.text;
    if (attributed && quotation->confidence < DOUBTFUL_CONFIDENCE)
        output_printf(output, "  (%u %% sure)", percent_sure(quotation->confidence));
}

void text_speaker(Output *output, const StemmaSpeaker *speaker) {
    output_printf(output, "%6llu  ", (unsigned long long)speaker->quotation_count);
    strong(output, speaker->name);
    output_printf(output, "  %s  %s", speaker->id, speaker->kind);
    if (speaker->first_published) {
        output_printf(output, "  ");
        output_text(output, speaker->first_published);
        if (strcmp(speaker->first_published, speaker->last_published) != 0) {
            output_printf(output, " – ");
            output_text(output, speaker->last_published);
        }
    }
    bool any = false;
    for (size_t i = 0; i < speaker->spelling_count; i++) {
        if (strcmp(speaker->spellings[i], speaker->name) == 0) continue;
        output_printf(output, any ? ", " : "\n        also ");
        output_text(output, speaker->spellings[i]);
        any = true;
    }
    output_printf(output, "\n");
}

void text_statement(Output *output, const StemmaQuotation *quotation) {
    output_style(output, STYLE_STRONG);
    output_text(output, quotation->published ? quotation->published : "undated");
    output_style(output, STYLE_PLAIN);
    output_printf(output, "  %s  ", quotation->id);
    if (quotation->outlet) {
        output_text(output, quotation->outlet);
        output_printf(output, "  ");
    }
    place(output, quotation->article,
          quotation->content_count > 0 ? quotation->content[0] : (StemmaSpan){.start = 0, .end = 0});
    if (quotation->family) output_printf(output, "  %s", quotation->family);
    output_printf(output, "\n    %s: ", quotation->kind);
    if (quotation->source.text) output_text(output, quotation->source.text);
    if (quotation->cue.text) {
        output_printf(output, " ");
        output_text(output, quotation->cue.text);
    }
    text_media(output, quotation);
    text_doubt(output, quotation);
    quoted_words(output, quotation->text);
    output_printf(output, "\n");
}

void text_quotation(Output *output, const StemmaQuotation *quotation) {
    strong(output, quotation->id);
    output_printf(output, "  %-8s  ", quotation->kind);
    text_source(output, quotation);
    if (quotation->cue.text) {
        output_printf(output, " ");
        output_text(output, quotation->cue.text);
    }
    if (quotation->speaks_for.text) {
        output_printf(output, " for ");
        output_text(output, quotation->speaks_for.text);
    }
    text_media(output, quotation);
    text_doubt(output, quotation);
    output_printf(output, "  ");
    place(output, quotation->article,
          quotation->content_count > 0 ? quotation->content[0] : (StemmaSpan){.start = 0, .end = 0});
    if (quotation->family) output_printf(output, "  %s", quotation->family);
    quoted_words(output, quotation->text);
    if (quotation->unattributed) {
        output_printf(output, "\n    ");
        output_style(output, STYLE_FAINT);
        output_wrapped(output, 4, quotation->unattributed, TEXT_LINES);
        output_style(output, STYLE_PLAIN);
    }
    output_printf(output, "\n");
}

void text_passage(Output *output, const StemmaPassage *passage, const char *words, size_t words_size) {
    strong(output, passage->id);
    output_printf(output, "  %-8s  %llu words, %.0f %% alike%s%s  ", passage->kind, (unsigned long long)passage->words,
                  passage->identity * 100, passage->quotation ? ", quoted speech" : "",
                  passage->boilerplate ? ", boilerplate" : "");
    place(output, passage->a_article, passage->a);
    output_printf(output, "  ");
    place(output, passage->b_article, passage->b);
    if (passage->grounds.why) {
        output_printf(output, "\n    ");
        output_style(output, STYLE_FAINT);
        output_wrapped(output, 4, passage->grounds.why, TEXT_LINES);
        output_style(output, STYLE_PLAIN);
    }
    if (words) {
        char copy[1024];
        size_t size = words_size < sizeof copy ? words_size : sizeof copy - 1;
        while (size > 0 && size < words_size && ((unsigned char)words[size] & 0xC0) == 0x80) size--;
        memcpy(copy, words, size);
        copy[size] = 0;
        quoted_words(output, copy);
    }
    output_printf(output, "\n");
}

static void text_variant(Output *output, const StemmaVariant *variant) {
    bool meaning = strcmp(variant->weight, "meaning") == 0;
    output_printf(output, "\n    %-12s ", variant->change);
    output_style(output, meaning ? STYLE_MEANING : STYLE_CHANGE);
    if (variant->from && variant->from[0] != 0) {
        output_printf(output, "“");
        output_wrapped(output, 17, variant->from, TEXT_LINES);
        output_printf(output, "”");
    }
    if (variant->to && variant->to[0] != 0) {
        output_printf(output, "%s“", variant->from && variant->from[0] != 0 ? " → " : "");
        output_wrapped(output, 17, variant->to, TEXT_LINES);
        output_printf(output, "”");
    }
    output_style(output, STYLE_PLAIN);
    if (variant->detail)
        output_printf(output, "  (%s%s) ", variant->detail, meaning ? ": changes the meaning" : "");
    else
        output_printf(output, "%s ", meaning ? "  (changes the meaning)" : "");
    output_style(output, STYLE_FAINT);
    for (size_t i = 0; i < variant->quotation_count && i < EVIDENCE_SHOWN; i++)
        output_printf(output, " %s", variant->quotations[i]);
    if (variant->quotation_count > EVIDENCE_SHOWN)
        output_printf(output, " and %zu more", variant->quotation_count - EVIDENCE_SHOWN);
    output_style(output, STYLE_PLAIN);
}

void text_family(Output *output, const StemmaFamily *family) {
    strong(output, family->id);
    output_printf(output, "  %zu reports  ", family->member_count);
    for (size_t i = 0; i < family->name_count; i++) {
        if (i > 0) output_printf(output, ", ");
        strong(output, family->names[i]);
    }
    if (family->name_count == 0) output_printf(output, "nobody is named");
    quoted_words(output, family->text);
    for (size_t i = 0; i < family->member_count && i < EVIDENCE_SHOWN * 2; i++) {
        output_printf(output, "\n    ");
        output_cell(output, family->members[i].quotation ? family->members[i].quotation : "unquoted", 9);
        place(output, family->members[i].article, family->members[i].span);
    }
    if (family->member_count > EVIDENCE_SHOWN * 2)
        output_printf(output, "\n    … and %zu more: stemma families --json has all",
                      family->member_count - EVIDENCE_SHOWN * 2);
    for (size_t i = 0; i < family->variant_count; i++) text_variant(output, &family->variants[i]);
    output_printf(output, "\n");
}

void text_derivation(Output *output, const StemmaDerivation *derivation) {
    bool known = strcmp(derivation->direction, "unknown") != 0;
    strong(output, derivation->to);
    output_printf(output, known ? "\n  took from " : "\n  shares its source or its text with ");
    strong(output, derivation->from);
    output_printf(output, known ? "  (%s, %u %% sure)" : "  (direction %s, %u %%)", derivation->direction,
                  percent_sure(derivation->confidence));
    for (size_t i = 0; i < derivation->evidence_count && i < EVIDENCE_SHOWN; i++) {
        const StemmaEvidence *evidence = &derivation->evidence[i];
        output_printf(output, "\n    %-14s ", evidence->kind);
        output_wrapped(output, 19, evidence->text, TEXT_LINES);
        output_printf(output, "  ");
        place(output, evidence->article, evidence->span);
    }
    if (derivation->evidence_count > EVIDENCE_SHOWN)
        output_printf(output, "\n    … and %zu more: stemma lineage --json has all",
                      derivation->evidence_count - EVIDENCE_SHOWN);
    output_printf(output, "\n");
}
