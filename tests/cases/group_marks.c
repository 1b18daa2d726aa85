/*
 * Prints what stands between quotation marks, one span a line, nested ones indented, what re-opens or is left open
 * said:
 *
 *     "We waited, then 'nothing'."
 *       'nothing'
 *     "And so on. (unclosed)
 *     "To the end." (continues)
 */
#include "groups.h"
#include "lib/quote/marks.h"

static void print_span(const Text *text, const QuotedSpans *spans, uint32_t index, Buffer *out) {
    const QuotedSpan *span = &spans->items[index];
    for (uint32_t parent = span->parent; parent != INDEX_NONE; parent = spans->items[parent].parent) {
        buffer_append_string(out, "  ");
    }
    case_print_bytes(text, span->outer, out);
    if (span->unclosed) buffer_append_string(out, " (unclosed)");
    if (span->continues != INDEX_NONE) buffer_append_string(out, " (continues)");
    buffer_append_byte(out, '\n');
}

void group_marks_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    for (uint32_t article = 0; article < corpus->article_count; article++) {
        const Text *text = &corpus->texts[article];
        if (corpus->article_count > 1) {
            buffer_append_string(out, "=== ");
            buffer_append(out, corpus->articles[article].path);
            buffer_append_byte(out, '\n');
        }
        QuotedSpans spans = marks_find(text, result, scratch);
        for (uint32_t i = 0; i < spans.count; i++) print_span(text, &spans, i, out);
    }
}
