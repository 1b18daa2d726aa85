/*
 * Plain text.
 *
 * In:  a file that is text and nothing else.
 * Out: one article: the file's own text, and a title where the first line is one.
 *
 * A title is short, doesn't end as a sentence does, and stands apart: a blank line follows, or a paragraph that begins
 * a new sentence and is clearly longer. The last condition keeps the first line of a paragraph that was broken into
 * lines of equal length from being taken for a title. The title stays in the text.
 */
#include "plain_text.h"

#include <string.h>

#include "../base/utf8.h"
#include "agency.h"
#include "charset.h"
#include "language.h"
#include "urls.h"

enum {
    TITLE_CHARACTERS_MAX = 250, /* the longest headlines of newspapers have about 200 */
    TITLE_WORDS_MAX = 40,
    TITLE_ABOVE_PARAGRAPH_CHARACTERS_MAX = 120 /* where no blank line sets it apart */
};

/* The line that begins at *offset, trimmed; *offset moves to the next one. */
static Bytes next_line(Bytes text, size_t *offset) {
    Bytes rest = {text.data + *offset, text.size - *offset};
    const uint8_t *end = memchr(rest.data, '\n', rest.size);
    const uint8_t *old_end = memchr(rest.data, '\r', end ? (size_t)(end - rest.data) : rest.size);
    if (old_end && old_end + 1 != end) end = old_end; /* a line of an old Mac */
    Bytes line = {rest.data, end ? (size_t)(end - rest.data) : rest.size};
    *offset += line.size + (end != NULL);
    return bytes_trim(line);
}

/* "U.S.", "a.m.", "Inc.": a point that ends a word and need not end a sentence. */
static bool ends_as_abbreviation(Bytes line) {
    size_t begin = line.size;
    while (begin > 0 && line.data[begin - 1] != ' ') begin--;
    Bytes word = {line.data + begin, line.size - begin - 1};
    static const char *const words[] = {"Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "No"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (bytes_equal(word, bytes_from_string(words[i]))) return true;
    return memchr(word.data, '.', word.size) != NULL && word.size <= 6;
}

static bool ends_as_sentence(Bytes line) {
    /* quotation marks and brackets behind the point don't make it another line */
    for (;;) {
        size_t size = line.size;
        static const char *const closing[] = {"\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB"};
        for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
            Bytes mark = bytes_from_string(closing[i]);
            if (bytes_end_with(line, mark)) line.size -= mark.size;
        }
        if (line.size == size) break;
    }
    if (line.size == 0) return true;
    uint8_t last = line.data[line.size - 1];
    if (last == ',' || last == ';' || last == ':') return true; /* it goes on */
    if (last != '.') return false;
    bool ellipsis = line.size >= 3 && memcmp(line.data + line.size - 3, "...", 3) == 0;
    return !ellipsis && !ends_as_abbreviation(line);
}

static size_t count_words(Bytes line) {
    size_t count = 0;
    for (size_t i = 0; i < line.size; i++) count += line.data[i] != ' ' && (i == 0 || line.data[i - 1] == ' ');
    return count;
}

/* A paragraph's first character, not the middle of a sentence's. */
static bool begins_sentence(Bytes line) {
    size_t offset = 0;
    uint32_t first = utf8_next(line, &offset);
    if (!utf8_is_letter(first)) return true;
    uint8_t byte = line.data[0];
    if (byte < 0x80) return utf8_is_upper(first);
    return true; /* most scripts have no capitals; a small accented letter at the start of a line is rare */
}

Bytes plain_text_title(Bytes text) {
    size_t offset = 0;
    Bytes title = {0};
    while (title.size == 0 && offset < text.size) title = next_line(text, &offset);
    if (title.size == 0 || offset >= text.size) return (Bytes){0};

    Bytes following = next_line(text, &offset);
    bool blank = following.size == 0;
    while (following.size == 0 && offset < text.size) following = next_line(text, &offset);
    if (following.size == 0) return (Bytes){0}; /* the whole text is one line */

    size_t characters = utf8_count(title);
    if (characters > TITLE_CHARACTERS_MAX || count_words(title) > TITLE_WORDS_MAX) return (Bytes){0};
    if (ends_as_sentence(title)) return (Bytes){0};
    bool above_paragraph = characters <= TITLE_ABOVE_PARAGRAPH_CHARACTERS_MAX && begins_sentence(following) &&
                           utf8_count(following) >= characters + characters / 2;
    return blank || above_paragraph ? title : (Bytes){0};
}

static Status too_long(const ReadRun *run, uint64_t size, bool exact, Error *error) {
    return error_set(error, STEMMA_LIMIT, "a text of %s%llu bytes, the limit is %llu; --limit text=SIZE lifts it",
                     exact ? "" : "at least ", (unsigned long long)size,
                     (unsigned long long)run->options.text_bytes_max);
}

/* A file of text, checked and converted. Windows-1252 changes size, so the limit is looked at twice. */
Status plain_text_decode(const ReadRun *run, Input *input, PlainText *out, Arena *result, Error *error) {
    input_fill(input, (size_t)run->options.text_bytes_max + 4); /* a mark, and one more than is allowed */
    if (input->problem.status != STEMMA_OK) {
        *error = input->problem;
        return error->status;
    }
    uint64_t limit = run->options.text_bytes_max;
    CharsetRemark remark;
    *out = (PlainText){0};
    if (input->size > limit + 3) return too_long(run, input->size, input->ended, error);
    Status status = charset_decode((Bytes){input->data, input->size}, &out->text, &remark, result, error);
    if (status != STEMMA_OK) return status;
    out->encoding = remark.encoding;
    out->remark = charset_remark_text(&remark, result);
    if (bytes_trim(out->text).size == 0) return error_set(error, STEMMA_EMPTY, "nothing but white space");
    return out->text.size > limit ? too_long(run, out->text.size, true, error) : STEMMA_OK;
}

Status plain_text_read(ReadRun *run, Input *input, Error *error) {
    const char *path = input->path;
    Arena arena = run->block_arena;
    Error problem = {0};
    Article article = {0};
    Urls links = {0};

    PlainText plain;
    Status status = plain_text_decode(run, input, &plain, &arena, &problem);
    if (status != STEMMA_OK) return report_problem(run, path, 0, &problem, error);

    article.text = plain.text;
    article.path = charset_escape(bytes_from_string(path), &arena);
    article.title = plain_text_title(article.text);
    article.language = language_find(article.text);
    urls_find(&links, article.text, &arena);
    urls_finish(&links, &article);
    agency_find(&article);
    article_state_encoding(&article, plain.encoding, &arena);
    article_id_build(&article);
    return report_remarked(run, &article, plain.remark, error);
}
