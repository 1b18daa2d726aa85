/*
 * The dates that an article's text speaks of, as the public interface shows them.
 *
 * In:  an article's record with its text. Nothing else is needed, so nothing of this is stored: an article of a
 *      thousand words takes well under a millisecond.
 * Out: StemmaDates, in memory of its own.
 */
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "collection.h"
#include "read/calendar.h"
#include "read/date.h"
#include "text/dates.h"

STEMMA_API void stemma_dates_find(const StemmaArticle *article, StemmaDates *out) {
    *out = (StemmaDates){0};
    Bytes bytes = {(const uint8_t *)article->text, article->text ? article->text_size : 0};
    if (bytes.size == 0) return;
    Arena result = arena_open(0);
    Arena scratch = arena_open(0);
    Article dated = {.text = bytes};
    (void)date_parse(bytes_from_string(article->published), &dated.published, &dated.published_interval, &scratch);
    Vocabulary vocabulary = {0};
    Arena words = arena_open(0);
    Text text = text_build(bytes, &vocabulary, &words, scratch);
    TextDates dates = dates_find(&dated, &text, &words);
    CodePointIndex index = code_point_index_build(bytes, &words);
    Arena *kept = arena_new(&result, Arena); /* the arena keeps itself: stemma_dates_free closes it */
    StemmaDate *items = arena_new_array(&result, StemmaDate, dates.count);
    for (uint32_t i = 0; i < dates.count; i++) {
        const TextDate *date = &dates.items[i];
        items[i] = (StemmaDate){
            .span = {code_point_index_find(&index, date->bytes.begin), code_point_index_find(&index, date->bytes.end)},
            .text = bytes_to_string(bytes_slice(bytes, date->bytes), &result),
            .precision = date_precision_name(date->precision),
            .relative = date->relative,
            .ahead = date->ahead};
        calendar_day_form(items[i].from, date->interval.begin_unix_s);
        calendar_day_form(items[i].to, date->interval.end_unix_s - 1);
    }
    *out = (StemmaDates){.dates = items, .date_count = dates.count, .memory = kept};
    *kept = result;
    arena_close(&words);
    arena_close(&scratch);
}

STEMMA_API void stemma_dates_free(StemmaDates *dates) {
    if (dates == NULL || dates->memory == NULL) return;
    Arena memory = *(Arena *)dates->memory;
    *dates = (StemmaDates){0};
    arena_close(&memory);
}
