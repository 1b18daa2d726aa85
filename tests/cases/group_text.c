/*
 * Prints paragraphs with their roles, sentences, and the words with what is known of them:
 *
 *     narration
 *       Dr. Ada Finch left at 5 p.m. on Monday.
 *         Dr.=dr/c.  Ada/c  Finch/c  left  at  5/n  p.m.=p.m/.  on  Monday/c
 *
 * A word is shown with "=folded" where that is more than the lower-case form, and behind "/" with its flags:
 * c capitalised, C all capitals, n number, "." abbreviation, s possessive.
 */
#include "groups.h"

void case_print_bytes(const Text *text, ByteSpan span, Buffer *out) {
    for (uint32_t i = span.begin; i < span.end; i++) {
        uint8_t byte = text->bytes.data[i];
        if (byte == '\n')
            buffer_append_string(out, "\\n");
        else if (byte != '\r')
            buffer_append_byte(out, byte);
    }
}

static void print_word(const Corpus *corpus, const Text *text, uint32_t index, Buffer *out) {
    static const struct {
        WordFlag flag;
        char letter;
    } marks[] = {{WORD_CAPITALISED, 'c'},
                 {WORD_ALL_CAPITALS, 'C'},
                 {WORD_NUMBER, 'n'},
                 {WORD_ABBREVIATION, '.'},
                 {WORD_POSSESSIVE, 's'}};
    Bytes bytes = text_word_bytes(text, index);
    Bytes folded = corpus->vocabulary.words[text->word_ids[index]];
    buffer_append(out, bytes);
    if (!bytes_equal_ignoring_case(bytes, folded)) {
        buffer_append_byte(out, '=');
        buffer_append(out, folded);
    }
    bool any = false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (!(text->words[index].flags & marks[i].flag)) continue;
        if (!any) buffer_append_byte(out, '/');
        buffer_append_byte(out, (uint8_t)marks[i].letter);
        any = true;
    }
}

static void print_sentence(const Corpus *corpus, const Text *text, const Sentence *sentence, Buffer *out) {
    buffer_append_string(out, "  ");
    case_print_bytes(text, sentence->bytes, out);
    buffer_append_string(out, "\n    ");
    for (uint32_t i = sentence->words.begin; i < sentence->words.end; i++) {
        if (i > sentence->words.begin) buffer_append_string(out, "  ");
        print_word(corpus, text, i, out);
    }
    buffer_append_byte(out, '\n');
}

void group_text_print(const Corpus *corpus, Buffer *out, Arena *result, Arena scratch) {
    (void)result;
    (void)scratch;
    for (uint32_t article = 0; article < corpus->article_count; article++) {
        const Text *text = &corpus->texts[article];
        if (corpus->article_count > 1) {
            buffer_append_string(out, "=== ");
            buffer_append(out, corpus->articles[article].path);
            buffer_append_byte(out, '\n');
        }
        for (uint32_t i = 0; i < text->paragraph_count; i++) {
            const Paragraph *paragraph = &text->paragraphs[i];
            buffer_printf(out, "%s\n", role_name(paragraph->role));
            for (uint32_t k = 0; k < paragraph->sentence_count; k++) {
                print_sentence(corpus, text, &text->sentences[paragraph->first_sentence + k], out);
            }
        }
    }
}
