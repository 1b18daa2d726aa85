/*
 * Runs the cases of one group: run_cases GROUP FOLDER [--accept]
 *
 * In:  FOLDER/NAME.txt, one article or several. Several are headed each by a line
 *          === path | outlet | date | title
 *      whose last fields are optional; the article's text is what stands between two such lines, without the line end
 *      before the next one. A file without such a line is one article, its path NAME.txt.
 *      Groups of files (formats, charsets) take any file as it is; what is expected stands in NAME.EXTENSION.expected.
 * Out: what the group's function prints is compared to FOLDER/NAME.expected; --accept writes it there instead.
 *      Exit 1 when a case differs or has no expectation.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups.h"
#include "lib/base/array.h"
#include "lib/base/file.h"
#include "lib/read/agency.h"
#include "lib/read/date.h"
#include "lib/read/urls.h"

typedef struct Group {
    const char *name;
    CasePrint print;
    CasePrintFile print_file; /* of a group of files; else NULL */
} Group;

static const Group groups[] = {
    {"formats", NULL, group_files_print},     {"charsets", NULL, group_files_print},
    {"families", group_families_print, NULL}, {"lineage", group_lineage_print, NULL},
    {"marks", group_marks_print, NULL},       {"pages", group_pages_print, NULL},
    {"quotes", group_quotes_print, NULL},     {"text", group_text_print, NULL},
    {"dates", group_dates_print, NULL},       {"speakers", group_speakers_print, NULL},
    {"passages", group_passages_print, NULL},
};

typedef struct ArticleArray ARRAY_OF(Article) ArticleArray;

static const Bytes heading_mark = {(const uint8_t *)"=== ", 4};

/* The field before the next '|', trimmed; *rest moves behind it. */
static Bytes take_field(Bytes *rest) {
    size_t size = bytes_find(*rest, BYTES("|"));
    if (size == SIZE_MAX) size = rest->size;
    Bytes field = bytes_trim((Bytes){rest->data, size});
    size_t taken = size < rest->size ? size + 1 : size;
    *rest = (Bytes){rest->data + taken, rest->size - taken};
    return field;
}

static Article read_heading(Bytes heading, Arena *result) {
    Article article = {.path = take_field(&heading), .outlet = take_field(&heading)};
    Bytes date = take_field(&heading);
    article.title = take_field(&heading);
    if (date.size > 0 && !date_parse(date, &article.published, &article.published_interval, result)) {
        fprintf(stderr, "run_cases: not a date: %.*s\n", (int)date.size, (const char *)date.data);
        exit(2);
    }
    article.language = BYTES("en");
    return article;
}

/* Offset of the next heading line at or after `offset`, content.size where there is none. */
static size_t find_heading(Bytes content, size_t offset) {
    while (offset < content.size) {
        Bytes rest = {content.data + offset, content.size - offset};
        if (bytes_start_with(rest, heading_mark)) return offset;
        size_t line_size = bytes_find(rest, BYTES("\n"));
        if (line_size == SIZE_MAX) break;
        offset += line_size + 1;
    }
    return content.size;
}

/* What the reader takes from a text. */
static void complete(Article *article, Arena *result) {
    Urls urls = {0};
    urls_find(&urls, article->text, result);
    urls_finish(&urls, article);
    agency_find(article);
    article_id_build(article);
}

static ArticleArray read_articles(Bytes content, const char *name, Arena *result) {
    ArticleArray articles = {0};
    size_t heading = find_heading(content, 0);
    if (heading == content.size) {
        Article article = {.path = bytes_from_string(name), .language = BYTES("en"), .text = content};
        complete(&article, result);
        *array_push(&articles, result) = article;
        return articles;
    }
    while (heading < content.size) {
        Bytes rest = {content.data + heading, content.size - heading};
        size_t line_size = bytes_find(rest, BYTES("\n"));
        if (line_size == SIZE_MAX) line_size = rest.size;
        size_t begin = heading + line_size + (line_size < rest.size);
        size_t next = find_heading(content, begin);
        size_t end = next > begin && content.data[next - 1] == '\n' ? next - 1 : next;
        Article article = read_heading((Bytes){rest.data + heading_mark.size, line_size - heading_mark.size}, result);
        article.text = (Bytes){content.data + begin, end - begin};
        complete(&article, result);
        *array_push(&articles, result) = article;
        heading = next;
    }
    qsort(articles.items, articles.count, sizeof *articles.items, article_compare);
    return articles;
}

/* Empty where the file doesn't exist. */
static Bytes read_file(const char *path, Arena *result) {
    Bytes content = {0};
    Error error = {0};
    File file;
    if (file_kind(path) != FILE_REGULAR) return content;
    if (file_open(&file, path, &error) != STEMMA_OK || file_read_all(&file, 0, &content, result, &error) != STEMMA_OK) {
        fprintf(stderr, "run_cases: %s: %s\n", path, error.message);
        exit(2);
    }
    file_close(&file);
    return content;
}

static void print_line(const char *mark, Bytes text, size_t offset) {
    Bytes rest = {text.data + offset, text.size - offset};
    size_t size = bytes_find(rest, BYTES("\n"));
    printf("  %s %.*s\n", mark, (int)(size == SIZE_MAX ? rest.size : size), (const char *)rest.data);
}

/* The first line in which the two differ. */
static void print_difference(const char *name, Bytes expected, Bytes printed) {
    size_t line_begin = 0;
    unsigned line = 1;
    for (size_t i = 0; i < expected.size && i < printed.size && expected.data[i] == printed.data[i]; i++) {
        if (expected.data[i] == '\n') {
            line_begin = i + 1;
            line++;
        }
    }
    printf("%s: differs in line %u\n", name, line);
    print_line("expected", expected, line_begin);
    print_line("printed ", printed, line_begin);
}

static bool run_case(const Group *group, const char *folder, const char *name, bool accept) {
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    Arena printing = arena_open(0);
    Buffer path = {.arena = &printing};
    buffer_printf(&path, "%s/%s", folder, name);
    Buffer out = {.arena = &printing};
    if (group->print_file) group->print_file(buffer_string(&path), &out, &result);
    Bytes content = group->print_file ? (Bytes){0} : read_file(buffer_string(&path), &result);
    ArticleArray articles = read_articles(content, name, &result);
    Corpus corpus = corpus_build(articles.items, (uint32_t)articles.count, 1, &result);
    if (group->print) group->print(&corpus, &out, &result, scratch);

    size_t stem_size = strlen(name) - (group->print_file ? 0 : strlen(".txt"));
    path.size = 0;
    buffer_printf(&path, "%s/%.*s.expected", folder, (int)stem_size, name);
    Bytes expected = read_file(buffer_string(&path), &result);
    bool expects = file_kind(buffer_string(&path)) == FILE_REGULAR;
    bool equal = expects && bytes_equal(expected, buffer_bytes(&out));
    if (!equal && accept) {
        Error error = {0};
        if (file_write(buffer_string(&path), buffer_bytes(&out), &error) != STEMMA_OK) {
            fprintf(stderr, "run_cases: %s: %s\n", buffer_string(&path), error.message);
            exit(2);
        }
        printf("%s: accepted\n", name);
    } else if (!expects) {
        printf("%s: no expectation; look at it and --accept\n", name);
    } else if (!equal) {
        print_difference(name, expected, buffer_bytes(&out));
    }
    arena_close(&result);
    arena_close(&scratch);
    arena_close(&printing);
    return equal || accept;
}

static const Group *find_group(const char *name) {
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (strcmp(groups[i].name, name) == 0) return &groups[i];
    }
    return NULL;
}

int main(int argument_count, char **arguments) {
    const Group *group = argument_count >= 3 ? find_group(arguments[1]) : NULL;
    bool accept = argument_count == 4 && strcmp(arguments[3], "--accept") == 0;
    if (!group || (argument_count == 4 && !accept) || argument_count > 4) {
        fprintf(stderr, "usage: run_cases GROUP FOLDER [--accept]\n");
        return 2;
    }
    Arena arena = arena_open(0);
    FileNames names = {0};
    Error error = {0};
    if (file_list(arguments[2], &names, &arena, &error) != STEMMA_OK) {
        fprintf(stderr, "run_cases: %s: %s\n", arguments[2], error.message);
        return 2;
    }
    unsigned run = 0;
    unsigned failed = 0;
    for (size_t i = 0; i < names.count; i++) {
        Bytes name = bytes_from_string(names.names[i]);
        bool is_case =
            group->print_file ? !bytes_end_with(name, BYTES(".expected")) : bytes_end_with(name, BYTES(".txt"));
        if (!is_case) continue;
        run++;
        failed += !run_case(group, arguments[2], names.names[i], accept);
    }
    printf("%s: %u cases, %u failed\n", group->name, run, failed);
    arena_close(&arena);
    return failed > 0 || run == 0;
}
