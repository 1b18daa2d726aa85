/*
 * Utterances with all their readings side by side.
 *
 * In: the families that have a member in the story. Out: one card for each, the base reading first, every difference
 * marked (dotted for wording, boxed and bold for meaning) and named in a list below, so that nothing depends on colour.
 */
#include <string.h>

#include "command.h"
#include "page_parts.h"

#define FAMILIES_MAX 200
#define READINGS_MAX 60

typedef struct FamilyWalk {
    Html *html;
    StemmaCollection *collection;
    const StoryGraph *graph;
    size_t shown;
    bool good;
} FamilyWalk;

static bool is_in_story(const StoryGraph *graph, const char *article_id) {
    size_t low = 0, high = graph->node_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(graph->nodes[graph->by_id[middle]].id, article_id);
        if (order == 0) return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static void print_piece(Html *html, const StemmaReadingPiece *piece) {
    bool meaning = piece->weight && strcmp(piece->weight, "meaning") == 0;
    bool gone = piece->change && (!piece->text || piece->text[0] == 0);
    if (piece->change)
        html_markup(html, "<mark class=\"%s%s\" title=\"%s\">", meaning ? "meaning" : "wording", gone ? " gone" : "",
                    piece->change);
    if (gone)
        html_markup(html, "(left out)");
    else
        html_text(html, piece->text);
    if (piece->change) html_markup(html, "</mark>");
    html_markup(html, " ");
}

static void print_readings(Html *html, const StemmaReadings *readings) {
    html_markup(html, "<div class=\"scroll\"><table><tr><th scope=\"col\">in</th><th scope=\"col\">given to</th>"
                      "<th scope=\"col\">reading</th></tr>");
    for (size_t i = 0; i < readings->reading_count && i < READINGS_MAX; i++) {
        const StemmaReading *reading = &readings->readings[i];
        html_markup(html, "<tr><td><a href=\"#a-%s\">", reading->article_id);
        const char *slash = strrchr(reading->article, '/');
        html_text(html, slash && slash[1] ? slash + 1 : reading->article);
        html_markup(html, "</a>%s</td><td>", reading->base ? "<br><small>fullest</small>" : "");
        if (reading->name)
            html_text(html, reading->name);
        else
            html_markup(html, "<span class=\"faint\">%s</span>", reading->quotation ? "nobody" : "run as plain text");
        html_markup(html, "</td><td>");
        for (size_t j = 0; j < reading->piece_count; j++) print_piece(html, &reading->pieces[j]);
        html_markup(html, "</td></tr>");
    }
    html_markup(html, "</table></div>");
    if (readings->reading_count > READINGS_MAX)
        html_markup(html, "<p class=\"faint\">… and %zu more readings: stemma variants lists them all</p>",
                    readings->reading_count - READINGS_MAX);
}

static void print_variants(Html *html, const StemmaFamily *family) {
    if (family->variant_count == 0) {
        html_markup(html, "<p class=\"faint\">Every report has the same words.</p>");
        return;
    }
    html_markup(html, "<ul>");
    for (size_t i = 0; i < family->variant_count; i++) {
        const StemmaVariant *variant = &family->variants[i];
        bool meaning = strcmp(variant->weight, "meaning") == 0;
        bool has_from = variant->from && variant->from[0], has_to = variant->to && variant->to[0];
        html_markup(html, "<li>%s: ", variant->change);
        if (has_from) {
            html_markup(html, "“");
            html_text(html, variant->from);
            html_markup(html, "”");
        }
        if (has_to) {
            html_markup(html, "%s“", has_from ? " became " : "");
            html_text(html, variant->to);
            html_markup(html, "”");
        }
        html_markup(html, "%s</li>", meaning ? " <mark class=\"meaning\">changes the meaning</mark>" : "");
    }
    html_markup(html, "</ul>");
}

static bool print_family(FamilyWalk *walk, const StemmaFamily *family) {
    StemmaReadings readings;
    StemmaError error;
    if (stemma_family_readings(walk->collection, family->id, &readings, &error) != STEMMA_OK)
        return report_error(&error) == EXIT_FOUND;
    Html *html = walk->html;
    if (walk->shown++ == 0) html_markup(html, "<h3>What changed on the way</h3>");
    html_markup(html, "<section class=\"family\" id=\"%s\"><h4>", family->id);
    for (size_t i = 0; i < family->name_count; i++) {
        html_markup(html, "%s", i > 0 ? ", " : "");
        html_text(html, family->names[i]);
    }
    html_markup(html, "%s, reported %zu times</h4>", family->name_count == 0 ? "Nobody named" : "",
                family->member_count);
    print_readings(html, &readings);
    print_variants(html, family);
    html_markup(html, "</section>");
    stemma_readings_free(&readings);
    return true;
}

static bool each_family(StemmaCursor *cursor, void *context, StemmaError *error, StemmaStatus *status) {
    FamilyWalk *walk = context;
    StemmaFamily family;
    *status = stemma_family_next(cursor, &family, error);
    if (*status != STEMMA_OK || walk->shown >= FAMILIES_MAX) return false;
    for (size_t i = 0; i < family.member_count; i++) {
        if (!is_in_story(walk->graph, family.members[i].article_id)) continue;
        walk->good = print_family(walk, &family);
        break;
    }
    return walk->good;
}

bool page_families(Html *html, StemmaCollection *collection, const StoryGraph *graph) {
    FamilyWalk walk = {.html = html, .collection = collection, .graph = graph, .good = true};
    return for_each_record(collection, STEMMA_FAMILIES, NULL, each_family, &walk) && walk.good;
}
