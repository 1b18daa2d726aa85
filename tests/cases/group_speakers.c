/*
 * Prints for each source the name it is given, or why it has none; then the speakers with all their spellings:
 *
 *     the minister -> Ada Finch
 *     a guard -> not named: the article keeps the source unnamed
 *     a spokesman for the port -> not named: the article keeps the source unnamed, for the port
 *     Ada Finch (person): Ada Finch, Finch
 *
 * With several articles each is headed by its path. Quotations without a source are left out.
 */
#include "groups.h"
#include "lib/quote/attribution.h"
#include "lib/quote/quotations.h"
#include "lib/speakers/speakers.h"

static const char *kind_name(SpeakerKind kind) {
    static const char *const names[] = {"person", "organisation", "other"};
    return names[kind];
}

static void print_source(const Corpus *corpus, const Quotation *quotation, const Speakers *speakers, Buffer *out) {
    case_print_bytes(&corpus->texts[quotation->article], quotation->source, out);
    buffer_append_string(out, " -> ");
    if (quotation->speaker == INDEX_NONE) {
        buffer_printf(out, "not named: %s", unattributed_reason_text(quotation->unattributed));
    } else {
        buffer_append(out, speakers->items[quotation->speaker].name);
        for (uint32_t i = 0; i < quotation->joint_count; i++) {
            buffer_append_string(out, " and ");
            buffer_append(out, speakers->items[quotation->joint[i]].name);
        }
    }
    if (quotation->speaks_for.begin < quotation->speaks_for.end) {
        buffer_append_string(out, ", for ");
        case_print_bytes(&corpus->texts[quotation->article], quotation->speaks_for, out);
    }
    buffer_append_byte(out, '\n');
}

void group_speakers_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    Quotations quotations =
        quotations_find(corpus, &(QuotationOptions){.reach = TAGGER_EVERYWHERE, .threads = 1}, result, scratch);
    Speakers speakers = speakers_resolve(corpus, &quotations, 1, result, scratch);
    uint32_t headed = INDEX_NONE;
    for (uint32_t i = 0; i < quotations.count; i++) {
        const Quotation *quotation = &quotations.items[i];
        if (quotation->source.begin == quotation->source.end) continue;
        if (corpus->article_count > 1 && quotation->article != headed) {
            headed = quotation->article;
            buffer_append(out, corpus->articles[headed].path);
            buffer_append_byte(out, '\n');
        }
        print_source(corpus, quotation, &speakers, out);
    }
    buffer_append_byte(out, '\n');
    for (uint32_t i = 0; i < speakers.count; i++) {
        const Speaker *speaker = &speakers.items[i];
        buffer_append(out, speaker->name);
        buffer_printf(out, " (%s)", kind_name(speaker->kind));
        for (uint32_t k = 0; k < speaker->spelling_count; k++) {
            buffer_append_string(out, k == 0 ? ": " : ", ");
            buffer_append(out, speaker->spellings[k]);
        }
        buffer_append_byte(out, '\n');
    }
}
