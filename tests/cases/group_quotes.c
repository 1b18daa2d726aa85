/*
 * Prints each quotation: its kind, the content with its parts joined by " … " and what of it stands in marks between
 * brackets; then source, cue with its class, media, and why there is no source:
 *
 *     mixed: he was [worried about the dam]
 *       Ada Finch | said (speech) | via the Harbour Post
 *     direct: [It is over]
 *       nobody: no word near it says who spoke
 */
#include "groups.h"
#include "lib/quote/attribution.h"
#include "lib/quote/quotations.h"

static void print_part(const Text *text, const Quotation *quotation, ByteSpan part, Buffer *out) {
    uint32_t place = part.begin;
    for (uint32_t i = 0; i < quotation->quoted_count; i++) {
        ByteSpan quoted = quotation->quoted[i];
        if (quoted.begin < place || quoted.end > part.end) continue;
        case_print_bytes(text, (ByteSpan){place, quoted.begin}, out);
        buffer_append_string(out, "[");
        case_print_bytes(text, quoted, out);
        buffer_append_string(out, "]");
        place = quoted.end;
    }
    case_print_bytes(text, (ByteSpan){place, part.end}, out);
}

static void print_quotation(const Text *text, const Quotation *quotation, Buffer *out) {
    buffer_printf(out, "%s: ", quotation_kind_name(quotation->kind));
    for (uint32_t i = 0; i < quotation->content_count; i++) {
        if (i > 0) buffer_append_string(out, " … ");
        print_part(text, quotation, quotation->content[i], out);
    }
    buffer_append_string(out, "\n  ");
    if (quotation->source.begin < quotation->source.end)
        case_print_bytes(text, quotation->source, out);
    else
        buffer_printf(out, "nobody: %s", unattributed_reason_text(quotation->unattributed));
    if (quotation->cue.begin < quotation->cue.end) {
        buffer_append_string(out, " | ");
        case_print_bytes(text, quotation->cue, out);
        buffer_printf(out, " (%s)", cue_class_name(quotation->cue_class));
    }
    for (uint32_t i = 0; i < quotation->via_count; i++) {
        buffer_append_string(out, " | via ");
        case_print_bytes(text, quotation->via[i], out);
    }
    buffer_append_byte(out, '\n');
}

void group_quotes_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    Quotations quotations =
        quotations_find(corpus, &(QuotationOptions){.reach = TAGGER_EVERYWHERE, .threads = 1}, result, scratch);
    uint32_t headed = INDEX_NONE;
    for (uint32_t i = 0; i < quotations.count; i++) {
        const Quotation *quotation = &quotations.items[i];
        if (corpus->article_count > 1 && quotation->article != headed) {
            headed = quotation->article;
            buffer_append_string(out, "=== ");
            buffer_append(out, corpus->articles[headed].path);
            buffer_append_byte(out, '\n');
        }
        print_quotation(&corpus->texts[quotation->article], quotation, out);
    }
}
