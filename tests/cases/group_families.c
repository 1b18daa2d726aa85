/* families: every family with its readings and variants, from bare articles through marks, attribution and speakers. */
#include "groups.h"
#include "lib/families/families.h"
#include "lib/quote/quotations.h"
#include "lib/speakers/speakers.h"

static void append_bytes(Buffer *out, Bytes bytes) {
    buffer_printf(out, "%.*s", (int)bytes.size, (const char *)bytes.data);
}

static void print_variant(const Variant *variant, Buffer *out) {
    const char *detail = variant_detail_name(variant->detail);
    buffer_printf(out, "  %s (%s%s%s): \"", variant_change_name(variant->change), variant_weight_name(variant->weight),
                  detail ? ", " : "", detail ? detail : "");
    append_bytes(out, variant->from);
    buffer_append_string(out, "\" -> \"");
    append_bytes(out, variant->to);
    buffer_append_string(out, "\" in");
    for (uint32_t i = 0; i < variant->member_count; i++) buffer_printf(out, " %u", variant->members[i]);
    buffer_append_byte(out, '\n');
}

void group_families_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    Quotations quotations =
        quotations_find(corpus, &(QuotationOptions){.reach = TAGGER_EVERYWHERE, .threads = 1}, result, scratch);
    Speakers speakers = speakers_resolve(corpus, &quotations, 1, result, scratch);
    Families families = families_build(
        &(FamiliesInput){.corpus = corpus, .quotations = &quotations, .speakers = &speakers, .threads = 1}, result,
        scratch);
    for (uint32_t i = 0; i < families.count; i++) {
        const Family *family = &families.items[i];
        buffer_append_string(out, "family: ");
        append_bytes(out, family->text);
        buffer_append_byte(out, '\n');
        for (uint32_t j = 0; j < family->speaker_count; j++) {
            buffer_append_string(out, "  speaker ");
            append_bytes(out, speakers.items[family->speakers[j]].name);
            buffer_append_byte(out, '\n');
        }
        for (uint32_t j = 0; j < family->member_count; j++) {
            const Witness *witness = &family->members[j];
            buffer_printf(out, "  %u%s ", j, j == family->base_member ? "*" : "");
            append_bytes(out, corpus->articles[witness->article].path);
            buffer_append_string(out, witness->quotation == INDEX_NONE ? " plain: " : ": ");
            case_print_bytes(&corpus->texts[witness->article], witness->bytes, out);
            buffer_append_byte(out, '\n');
        }
        for (uint32_t j = 0; j < family->variant_count; j++) print_variant(&family->variants[j], out);
    }
    if (families.count == 0) buffer_append_string(out, "no family\n");
}
