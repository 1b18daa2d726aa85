/* Any text as markdown: no crash, and nothing but well-formed UTF-8 comes out. */
#include "lib/read/markdown.h"

#include "fuzz_parts.h"
#include "lib/read/html_charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena = arena_open(0);
    Draft draft = {0};
    Bytes source = html_charset_repair((Bytes){data, size}, &arena);
    (void)markdown_is(source, (Bytes){0});
    if (markdown_draft(source, &draft, &arena, NULL) != STEMMA_OK) abort();
    Bytes fields[] = {draft.title, draft.outlet, draft.byline, draft.published, draft.language, draft.text};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) check_text(fields[i]);
    for (uint32_t i = 0; i < draft.link_count; i++) check_text(draft.links[i]);
    arena_close(&arena);
    return 0;
}
