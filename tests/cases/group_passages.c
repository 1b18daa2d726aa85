/*
 * Prints the passages, each with what was shared on both sides:
 *
 *     a.txt ~ b.txt  copied  18 words  identity 1.00
 *       a: the words as they stand
 *       b: the words as they stand
 *
 * "boilerplate" stands behind the identity where it is marked; "none" where there is no passage.
 */
#include "groups.h"
#include "lib/reuse/passages.h"

static const char *kind_name(PassageKind kind) {
    static const char *const names[] = {"copied", "edited", "reworded"};
    return names[kind];
}

static void print_side(const char *name, const Text *text, ByteSpan bytes, Buffer *out) {
    buffer_printf(out, "  %s: ", name);
    case_print_bytes(text, bytes, out);
    buffer_append_byte(out, '\n');
}

void group_passages_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    PassageOptions options = passage_options_default();
    Passages passages = passages_find(corpus, &options, result, scratch);
    if (passages.count == 0) buffer_append_string(out, "none\n");
    for (size_t i = 0; i < passages.count; ++i) {
        const Passage *passage = &passages.items[i];
        buffer_append(out, corpus->articles[passage->a_article].path);
        buffer_append_string(out, " ~ ");
        buffer_append(out, corpus->articles[passage->b_article].path);
        buffer_printf(out, "  %s  %u words  identity %.2f%s\n", kind_name(passage->kind), passage->words,
                      (double)passage->identity, passage->boilerplate ? "  boilerplate" : "");
        print_side("a", &corpus->texts[passage->a_article], passage->a_bytes, out);
        print_side("b", &corpus->texts[passage->b_article], passage->b_bytes, out);
    }
}
