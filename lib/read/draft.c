/*
 * From what a record says to an article.
 *
 * In:  a draft.
 * Out: an article; what the draft doesn't say is taken from its text where the text says it.
 */
#include "draft.h"

#include "agency.h"
#include "charset.h"
#include "date.h"
#include "language.h"
#include "outlet.h"
#include "plain_text.h"
#include "urls.h"

static Bytes draft_path(const Draft *draft, const RecordPlace *place, Arena *result) {
    if (draft->url.size > 0 && !draft->is_file) return draft->url;
    if (draft->id.size > 0 && !draft->is_file) return draft->id;
    Buffer path = {.arena = result};
    buffer_append(&path, charset_escape(bytes_from_string(place->path), result));
    if (place->line > 0) buffer_printf(&path, ":%llu", (unsigned long long)place->line);
    return buffer_bytes(&path);
}

void draft_finish(Record *out, const Draft *draft, const RecordPlace *place, const ReadOptions *options,
                  Arena *result) {
    *out = (Record){0};
    if (bytes_trim(draft->text).size == 0) {
        out->status = STEMMA_EMPTY;
        out->reason = draft->remark ? draft->remark : "no text, neither in full nor as a summary";
        return;
    }
    if (draft->text.size > options->text_bytes_max) {
        Buffer reason = {.arena = result};
        buffer_printf(&reason, "a text of %zu bytes, the limit is %llu; --limit text=SIZE lifts it", draft->text.size,
                      (unsigned long long)options->text_bytes_max);
        out->status = STEMMA_LIMIT;
        out->reason = buffer_string(&reason);
        return;
    }
    Article *article = &out->article;
    Urls links = {0};
    article->text = draft->text;
    article->url = draft->url;
    article->path = draft_path(draft, place, result);
    article->title = draft->title.size > 0 ? draft->title : plain_text_title(article->text);
    article->byline = draft->byline;
    Bytes known = outlet_find(outlet_host(article->url));
    article->outlet = known.size > 0                        ? known
                      : outlet_host(draft->outlet).size > 0 ? outlet_from_url(draft->outlet, result)
                      : draft->outlet.size > 0              ? draft->outlet
                                                            : outlet_from_url(article->url, result);
    (void)date_parse(bytes_trim(draft->published), &article->published, &article->published_interval, result);
    article->language = language_find(article->text);
    if (article->language.size == 0) article->language = language_from_name(draft->language, result);
    for (uint32_t i = 0; i < draft->link_count; i++)
        if (outlet_host(draft->links[i]).size > 0) urls_add(&links, draft->links[i], result);
    for (uint32_t i = 0; i < draft->link_place_count; i++) {
        Bytes url = draft->links[draft->link_places[i].link];
        if (outlet_host(url).size > 0)
            urls_add_place(&links, urls_add(&links, url, result), draft->link_places[i].bytes, result);
    }
    urls_find(&links, article->text, result);
    urls_finish(&links, article);
    agency_find(article);
    article_state_encoding(article, draft->encoding, result);
    out->remark = draft->remark;
    article_id_build(article);
}

Status draft_report(ReadRun *run, const RecordPlace *place, uint64_t byte_offset, const Record *record, Error *error) {
    if (record->status == STEMMA_OK) return report_remarked(run, &record->article, record->remark, error);
    Error problem = {0};
    (void)error_set(&problem, record->status, "%s", record->reason);
    problem.byte_offset = byte_offset;
    return report_problem(run, place->path, place->line, &problem, error);
}
