/* Pieces of the lines that stemma_explain gives. */
#include <inttypes.h>
#include <string.h>

#include "explain_parts.h"
#include "store/places.h"

/* Shown of a stretch of text: enough to find it again, and one line on most screens. */
#define EXCERPT_CODE_POINTS 72

void explain_excerpt(Buffer *out, Bytes words) {
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

void explain_number(Buffer *out, const char *label, double value, uint32_t decimals) {
    uint64_t scale = 1;
    for (uint32_t i = 0; i < decimals; i++) scale *= 10;
    double size = value < 0 ? -value : value;
    uint64_t scaled = size > 0 && size < 1e12 ? (uint64_t)(size * (double)scale + 0.5) : 0;
    buffer_printf(out, "%s%s%" PRIu64 ".%0*" PRIu64, label, value < 0 && scaled > 0 ? "-" : "", scaled / scale,
                  (int)decimals, scaled % scale);
}

bool explain_concerns(const Explainer *explainer, const char *other_id) {
    return explainer->options.other_id == NULL || strcmp(explainer->options.other_id, other_id) == 0;
}

void explain_words(Explainer *explainer, const char *label, ByteSpan bytes) {
    buffer_printf(&explainer->out, "%s%u-%u ", label, code_point_index_find(&explainer->index, bytes.begin),
                  code_point_index_find(&explainer->index, bytes.end));
    explain_excerpt(&explainer->out, bytes_slice(explainer->text->bytes, bytes));
}

void explain_span(Explainer *explainer, const char *label, StemmaSpan span) {
    explain_words(explainer, label, places_to_bytes(&explainer->index, span));
}

void explain_line(Explainer *explainer, const char *label, const char *value) {
    explain_bytes_line(explainer, label, bytes_from_string(value));
}

void explain_bytes_line(Explainer *explainer, const char *label, Bytes value) {
    if (value.size == 0) return;
    buffer_append_string(&explainer->out, label);
    buffer_append(&explainer->out, value);
    buffer_append_byte(&explainer->out, '\n');
}
