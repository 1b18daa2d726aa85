/*
 * known: what an earlier trace found, laid over what the stages find in a small corpus.
 *
 * In:  what the file tells of the old articles; what was found in the small corpus.
 * Out: the old articles' quotations with the speakers they have, passages marked that are boilerplate already.
 *
 * A small corpus does not show who is meant by a surname, or what an outlet prints every day: the collection did.
 *
 * Invariant: what is known of an old article is never changed, whatever the small corpus makes of it.
 */
#include "known.h"

#include <string.h>

#include "../base/map.h"

/* So much of a side's words in one stretch of boilerplate makes the passage that. */
#define BOILERPLATE_PERCENT_MIN 90

/* --- Passages ----------------------------------------------------------------------------------------------------- */

static bool lies_in(ByteSpan bytes, ByteSpan stretch) {
    const uint32_t begin = stretch.begin > bytes.begin ? stretch.begin : bytes.begin;
    const uint32_t end = stretch.end < bytes.end ? stretch.end : bytes.end;
    return end > begin &&
           (uint64_t)(end - begin) * 100 >= (uint64_t)(bytes.end - bytes.begin) * BOILERPLATE_PERCENT_MIN;
}

void known_boilerplate_lay(const KnownFindings *known, const Corpus *corpus, Passages *passages, Arena scratch) {
    uint32_t *first = arena_new_array(&scratch, uint32_t, corpus->article_count + 1u);
    for (uint32_t i = 0; i < known->stretch_count; i++) first[known->stretches[i].article + 1]++;
    for (uint32_t i = 0; i < corpus->article_count; i++) first[i + 1] += first[i];
    for (size_t i = 0; i < passages->count; i++) {
        Passage *passage = &passages->items[i];
        for (int side = 0; side < 2; side++) {
            const uint32_t article = side == 0 ? passage->a_article : passage->b_article;
            const ByteSpan bytes = side == 0 ? passage->a_bytes : passage->b_bytes;
            for (uint32_t k = first[article]; k < first[article + 1] && !passage->boilerplate; k++)
                passage->boilerplate = lies_in(bytes, known->stretches[k].bytes);
        }
    }
}

/* --- Speakers ----------------------------------------------------------------------------------------------------- */

typedef struct Names {
    Speaker *items;
    int64_t *numbers;
    bool *written;
    uint32_t count;
    int64_t last_number;
    Map places; /* number -> place */
} Names;

static uint32_t names_add(Names *names, const Speaker *speaker, int64_t number, Arena *memory) {
    bool inserted;
    const bool known = number > 0;
    if (!known) number = ++names->last_number;
    uint32_t *place = map_insert(&names->places, (uint64_t)number, &inserted, memory);
    if (!inserted) return *place;
    *place = names->count;
    names->items[names->count] = *speaker;
    names->numbers[names->count] = number;
    names->written[names->count] = !known;
    return names->count++;
}

static void name_known(Quotation *quotation, const KnownQuotation *known) {
    quotation->speaker = known->speaker;
    quotation->unattributed = known->speaker == INDEX_NONE ? known->reason : UNATTRIBUTED_NO;
    quotation->joint_count = known->joint_count;
    memcpy(quotation->joint, known->joint, sizeof quotation->joint);
}

/* Who is there under another name is not there twice. */
static void name_joint(Quotation *quotation, uint32_t speaker) {
    for (uint32_t k = 0; k < quotation->joint_count; k++)
        if (quotation->joint[k] == speaker) return;
    if (quotation->speaker != speaker) quotation->joint[quotation->joint_count++] = speaker;
}

/* places: of the new speakers among the names. */
static void name_new(Quotation *quotation, const Quotation *found, const uint32_t *places) {
    quotation->speaker = found->speaker == INDEX_NONE ? INDEX_NONE : places[found->speaker];
    quotation->unattributed = found->unattributed;
    quotation->speaks_for = found->speaks_for;
    quotation->joint_count = 0;
    for (uint32_t k = 0; k < found->joint_count; k++) name_joint(quotation, places[found->joint[k]]);
}

NamedSpeakers known_speakers_lay(const KnownFindings *known, const bool *is_new, const NewQuotations *added,
                                 Quotations *quotations, Arena *result) {
    const uint32_t room = known->speaker_count + added->speakers->count + 1;
    Names names = {.items = arena_new_array(result, Speaker, room),
                   .numbers = arena_new_array(result, int64_t, room),
                   .written = arena_new_array(result, bool, room),
                   .last_number = known->last.speaker};
    for (uint32_t i = 0; i < known->speaker_count; i++)
        (void)names_add(&names, &known->speakers[i], known->speaker_numbers[i], result);
    uint32_t *places = arena_new_array(result, uint32_t, added->speakers->count + 1u);
    for (uint32_t i = 0; i < added->speakers->count; i++)
        places[i] = names_add(&names, &added->speakers->items[i], added->speaker_numbers[i], result);
    for (uint32_t i = 0, place = 0, found = 0; i < quotations->count; i++) {
        Quotation *quotation = &quotations->items[i];
        place = i > 0 && quotations->items[i - 1].article == quotation->article ? place + 1 : 0;
        const KnownArticle *article = &known->articles[quotation->article];
        if (is_new[quotation->article])
            name_new(quotation, &added->items[found++], places);
        else
            name_known(quotation, &known->quotations[article->quotation_begin + place]);
    }
    return (NamedSpeakers){{.items = names.items, .count = names.count}, {names.numbers, names.written}};
}

bool known_quotations_agree(const KnownFindings *known, const bool *is_new, uint32_t article_count,
                            const Quotations *quotations) {
    for (uint32_t article = 0, end = 0; article < article_count; article++) {
        const uint32_t begin = end;
        while (end < quotations->count && quotations->items[end].article == article) end++;
        if (is_new[article]) continue;
        if (known->articles[article].story == 0 || known->articles[article].quotation_count != end - begin)
            return false;
    }
    return true;
}

const uint32_t *known_members_by_article(const KnownFindings *known, uint32_t article_count, Arena *result) {
    uint32_t *first = arena_new_array(result, uint32_t, article_count + 1u);
    for (uint32_t i = 0; i < known->member_count; i++) first[known->members[i].article + 1]++;
    for (uint32_t i = 0; i < article_count; i++) first[i + 1] += first[i];
    return first;
}
