/*
 * The page: stories, each with its tree, its utterances and its articles, in one file without a script.
 *
 * In: a traced collection. Out: one HTML file, written beside its place and renamed, so that an interrupted run leaves
 * the old page whole. Stories of two articles and more come first; what stands alone follows. The page holds at most
 * STORIES_MAX stories and ARTICLES_MAX articles, and says what it left out: the collection itself has no such limit.
 */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "memory.h"
#include "output_file.h"
#include "page_parts.h"

#define STORIES_MAX 60
#define ARTICLES_MAX 250

typedef struct StoryEntry {
    char *id;
    char *title;
    char *first_published;
    char *last_published;
    uint64_t article_count;
    uint64_t origin_count;
    uint64_t order;
} StoryEntry;

typedef struct StoryList {
    StoryEntry *items;
    size_t count, capacity;
} StoryList;

static bool each_story_listed(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    StoryList *list = context;
    StemmaStory story;
    *status = stemma_story_next(cursor, &story, error);
    if (*status != STEMMA_OK) return false;
    list->items = memory_grow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count] = (StoryEntry){.id = memory_copy(story.id),
                                            .title = memory_copy(story.title),
                                            .first_published = memory_copy(story.first_published),
                                            .last_published = memory_copy(story.last_published),
                                            .article_count = story.article_count,
                                            .origin_count = story.origin_count,
                                            .order = list->count};
    list->count++;
    return true;
}

/* Largest first, then in the collection's order. */
static int compare_stories(const void *left, const void *right) {
    const StoryEntry *a = left, *b = right;
    if (a->article_count != b->article_count) return a->article_count > b->article_count ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void story_list_free(StoryList *list) {
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].id);
        free(list->items[i].title);
        free(list->items[i].first_published);
        free(list->items[i].last_published);
    }
    free(list->items);
}

static void print_figure(Html *html, uint64_t number, const char *one, const char *many) {
    html_markup(html, "<li><b>%llu</b> %s</li>", (unsigned long long)number, number == 1 ? one : many);
}

static void print_head(Html *html, const StemmaTotals *totals) {
    html_markup(html,
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                "'unsafe-inline'\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                "<title>Stemma: what was copied, who said it, what changed</title><style>%s</style></head>\n"
                "<body><header><h1>What was copied, who said it, what changed on the way</h1>"
                "<ul class=\"figures\">",
                page_style);
    print_figure(html, totals->articles, "article", "articles");
    print_figure(html, totals->stories, "story", "stories");
    print_figure(html, totals->quotations, "quotation", "quotations");
    print_figure(html, totals->families, "utterance reported more than once", "utterances reported more than once");
    print_figure(html, totals->passages, "shared passage", "shared passages");
    print_figure(html, totals->derivations, "derivation", "derivations");
    html_markup(html,
                "</ul><p class=\"faint\">In the texts: <span class=\"q\">quotations are tinted</span> and numbered, "
                "<span class=\"s\">shared text is underlined</span>, <span class=\"s e\">dashed where it was "
                "edited</span>.</p></header>\n<main>");
}

static void print_contents(Html *html, const StoryList *list, size_t shown) {
    html_markup(html, "<nav aria-label=\"stories\"><h2>Stories</h2><ol>");
    for (size_t i = 0; i < shown; i++) {
        const StoryEntry *story = &list->items[i];
        html_markup(html, "<li><a href=\"#%s\">", story->id);
        html_text(html, story->title ? story->title : "(no title)");
        html_markup(html, "</a> <small>%llu article%s", (unsigned long long)story->article_count,
                    story->article_count == 1 ? "" : "s");
        if (story->article_count > 1)
            html_markup(html, ", %llu independent origin%s", (unsigned long long)story->origin_count,
                        story->origin_count == 1 ? "" : "s");
        html_markup(html, "</small></li>");
    }
    html_markup(html, "</ol>");
    if (shown < list->count)
        html_markup(html,
                    "<p class=\"faint\">This page holds the %zu largest of %zu stories; <code>stemma stories</code> "
                    "lists all.</p>",
                    shown, list->count);
    html_markup(html, "</nav>\n");
}

static bool print_story(Html *html, StemmaCollection *collection, const StoryEntry *story, size_t *articles_left) {
    StoryGraph graph;
    bool good = story_graph_read(collection, story->id, &graph);
    if (good) {
        html_markup(html, "<section id=\"%s\"><h2>", story->id);
        html_text(html, story->title ? story->title : "(no title)");
        html_markup(html, "</h2>");
        if (story->article_count > 1) {
            html_markup(html, "<p>%llu articles, %llu independent origin%s", (unsigned long long)story->article_count,
                        (unsigned long long)story->origin_count, story->origin_count == 1 ? "" : "s");
            if (story->first_published) {
                html_markup(html, "; ");
                html_text(html, story->first_published);
                html_markup(html, " to ");
                html_text(html, story->last_published);
            }
            html_markup(html, "</p><h3>Where it came from</h3>");
            page_tree(html, &graph);
        }
        good = page_families(html, collection, &graph);
        size_t shown = 0;
        for (; good && shown<graph.node_count && * articles_left> 0; shown++, (*articles_left)--)
            good = page_article(html, collection, graph.nodes[shown].id);
        if (good && shown < graph.node_count)
            html_markup(html,
                        "<p class=\"faint\">… and %zu more articles: <code>stemma show ARTICLE</code> shows any</p>",
                        graph.node_count - shown);
        html_markup(html, "</section>\n");
    }
    story_graph_free(&graph);
    return good;
}

static bool print_page(Html *html, StemmaCollection *collection) {
    StemmaTotals totals;
    StemmaError error;
    if (stemma_collection_totals(collection, &totals, &error) != STEMMA_OK) return report_error(&error) == EXIT_FOUND;
    StoryList list = {0};
    bool good = for_each_record(collection, STEMMA_STORIES, NULL, each_story_listed, &list);
    if (good) {
        if (list.count > 0) qsort(list.items, list.count, sizeof *list.items, compare_stories);
        size_t shown = list.count < STORIES_MAX ? list.count : STORIES_MAX;
        size_t articles_left = ARTICLES_MAX;
        print_head(html, &totals);
        print_contents(html, &list, shown);
        for (size_t i = 0; good && i < shown; i++) good = print_story(html, collection, &list.items[i], &articles_left);
        html_markup(html,
                    "</main><footer><p class=\"faint\">Made by Stemma %s. Offline; this page loads nothing and runs "
                    "nothing.</p></footer></body></html>\n",
                    stemma_version());
    }
    story_list_free(&list);
    return good;
}

bool page_write(StemmaCollection *collection, const char *path) {
    OutputFile file;
    if (!output_file_open(&file, path)) return false;
    Html html = {.stream = file.stream};
    return output_file_close(&file, print_page(&html, collection));
}
