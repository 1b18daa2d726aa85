/*
 * Roles: what each paragraph of a text is.
 *
 * Not done yet: every paragraph is called narration.
 */
#include "builder.h"

void roles_assign(TextBuilder *builder, const TextDraft *draft) {
    for (size_t i = draft->first_paragraph; i < builder->paragraphs.count; i++) {
        builder->paragraphs.items[i].role = BLOCK_NARRATION;
    }
}
