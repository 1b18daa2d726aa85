/*
 * Reading a generated tradition.
 *
 * In:  a folder with articles.jsonl and edges.jsonl ({"from": id or null, "to": id, …} a line).
 * Out: the articles in their canonical order, the signs between them, and each one's true parent.
 *
 * An article without a line in edges.jsonl is from elsewhere: it was made from nothing here.
 */
#include "tradition.h"

#include <stdio.h>
#include <stdlib.h>

#include "../../lib/base/file.h"
#include "../../lib/base/map.h"
#include "../../lib/lineage/stories.h"
#include "../../lib/quote/quotations.h"
#include "../../lib/read/json.h"
#include "../../lib/read/read.h"
#include "../../lib/speakers/speakers.h"

enum { JSON_DEPTH_MAX = 16 };

typedef struct Articles ARRAY_OF(Article) Articles;

typedef struct Gathering {
    Articles articles;
    TraditionDates dates;
    Arena *result;
} Gathering;

static Status article_keep(void *context, const Article *article, bool *duplicate, Error *error) {
    (void)error;
    *duplicate = false;
    Gathering *gathering = context;
    Arena *result = gathering->result;
    Article copy = *article;
    copy.path = bytes_copy(article->path, result);
    copy.title = bytes_copy(article->title, result);
    copy.outlet = bytes_copy(article->outlet, result);
    copy.byline = bytes_copy(article->byline, result);
    copy.published = bytes_copy(article->published, result);
    copy.url = bytes_copy(article->url, result);
    copy.language = bytes_copy(article->language, result);
    copy.text = bytes_copy(article->text, result);
    copy.links = NULL;
    copy.link_count = 0;
    copy.link_places = NULL;
    copy.link_place_count = 0;
    if (gathering->dates == DATES_REMOVED) {
        copy.published = (Bytes){0};
        copy.published_interval = (DateInterval){0, 0};
    }
    *array_push(&gathering->articles, result) = copy;
    return STEMMA_OK;
}

static Status record_skip(void *context, const ReadSkip *skip, Error *error) {
    (void)context;
    (void)error;
    fprintf(stderr, "stemma-train-derivations: %s: %s\n", skip->path, skip->reason);
    return STEMMA_OK;
}

static const char *path_join(const char *folder, const char *name, Arena *result) {
    Buffer path = {.arena = result};
    buffer_append_string(&path, folder);
    buffer_append_string(&path, "/");
    buffer_append_string(&path, name);
    return bytes_to_string(buffer_bytes(&path), result);
}

/* What stands behind the last '/', '#' or ':' of a path. */
static Bytes name_of(Bytes path) {
    size_t begin = path.size;
    while (begin > 0 && path.data[begin - 1] != '/' && path.data[begin - 1] != '#' && path.data[begin - 1] != ':') {
        begin--;
    }
    return (Bytes){path.data + begin, path.size - begin};
}

static bool corpus_read(const char *folder, TraditionDates dates, Corpus *out, Arena *result) {
    Gathering gathering = {.dates = dates, .result = result};
    ReadOptions options = read_options_default();
    ReadSink sink = {.context = &gathering, .article = article_keep, .skip = record_skip};
    ReadCounts counts = {0};
    Error error = {0};
    if (read_path(path_join(folder, "articles.jsonl", result), &options, &sink, &counts, &error) != STEMMA_OK) {
        fprintf(stderr, "stemma-train-derivations: %s: %s\n", folder, error.message);
        return false;
    }
    if (gathering.articles.count == 0) {
        fprintf(stderr, "stemma-train-derivations: %s: articles.jsonl holds no articles\n", folder);
        return false;
    }
    qsort(gathering.articles.items, gathering.articles.count, sizeof *gathering.articles.items, article_compare);
    *out = corpus_build(gathering.articles.items, (uint32_t)gathering.articles.count, 1, result);
    return true;
}

/* The members of one line: the ids, empty where absent or null. */
static void edge_read(JsonValue value, Bytes *from, Bytes *to, Arena *result) {
    JsonReader reader = json_inside(value);
    Bytes key;
    JsonValue member;
    json_enter(&reader, '{');
    while (json_member_next(&reader, &key, &member)) {
        Bytes *out = json_string_equals(key, "from") ? from : json_string_equals(key, "to") ? to : NULL;
        if (out && member.kind == JSON_STRING) {
            *out = json_string_decode(member.raw, result);
        }
    }
}

static bool truth_read(const char *folder, Tradition *tradition, Arena *result) {
    Error error = {0};
    File file;
    Bytes text;
    const char *path = path_join(folder, "edges.jsonl", result);
    if (file_open(&file, path, &error) != STEMMA_OK) {
        fprintf(stderr, "stemma-train-derivations: %s: %s\n", path, error.message);
        return false;
    }
    Status status = file_read_all(&file, 0, &text, result, &error);
    file_close(&file);
    if (status != STEMMA_OK) {
        fprintf(stderr, "stemma-train-derivations: %s: %s\n", path, error.message);
        return false;
    }
    Map article_of = {0}; /* name -> article + 1 */
    uint32_t count = tradition->corpus.article_count;
    uint32_t *parents = arena_new_array(result, uint32_t, count + 1);
    for (uint32_t article = 0; article < count; article++) {
        Bytes name = name_of(tradition->corpus.articles[article].path);
        *map_insert(&article_of, bytes_hash(name), NULL, result) = article + 1;
        parents[article] = INDEX_NONE;
    }
    JsonReader reader = {.text = text, .depth_max = JSON_DEPTH_MAX};
    JsonValue value;
    while (!json_at_end(&reader) && json_value_next(&reader, &value)) {
        Bytes from = {0};
        Bytes to = {0};
        edge_read(value, &from, &to, result);
        const uint32_t *child = map_find(&article_of, bytes_hash(to));
        const uint32_t *parent = from.size > 0 ? map_find(&article_of, bytes_hash(from)) : NULL;
        if (child && parent) {
            parents[*child - 1] = *parent - 1;
            tradition->pair_count++;
        }
    }
    tradition->true_parents = parents;
    return true;
}

bool tradition_read(const char *folder, TraditionDates dates, Tradition *out, Arena *result) {
    *out = (Tradition){.folder = folder};
    if (!corpus_read(folder, dates, &out->corpus, result) || !truth_read(folder, out, result)) {
        return false;
    }
    Arena scratch = arena_open(0);
    const Corpus *corpus = &out->corpus;
    PassageOptions options = passage_options_default();
    Passages *passages = arena_new(result, Passages);
    Quotations *quotations = arena_new(result, Quotations);
    Speakers *speakers = arena_new(result, Speakers);
    Families *families = arena_new(result, Families);
    LineageInput *input = arena_new(result, LineageInput);
    Pairs *pairs = arena_new(result, Pairs);
    Signs *signs = arena_new(result, Signs);
    options.match.threads = 1;
    *passages = passages_find(corpus, &options, result, scratch);
    *quotations =
        quotations_find(corpus, &(QuotationOptions){.reach = TAGGER_EVERYWHERE, .threads = 1}, result, scratch);
    *speakers = speakers_resolve(corpus, quotations, 1, result, scratch);
    FamiliesInput families_input = {.corpus = corpus, .quotations = quotations, .speakers = speakers, .threads = 1};
    *families = families_build(&families_input, result, scratch);
    *input = (LineageInput){corpus, passages, quotations, speakers, families, 1};
    *pairs = pairs_build(input, result, scratch);
    *signs = signs_build(input, pairs, result, scratch);
    out->signs = signs;
    out->stories = stories_build(input, pairs, &signs->credits, result, scratch);
    arena_close(&scratch);
    return true;
}

bool tradition_is_ancestor(const Tradition *tradition, uint32_t ancestor, uint32_t article) {
    while (tradition->true_parents[article] != INDEX_NONE) {
        article = tradition->true_parents[article];
        if (article == ancestor) {
            return true;
        }
    }
    return false;
}
