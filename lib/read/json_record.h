/* One JSON object, one article: which names stand for what. */
#ifndef STEMMA_READ_JSON_RECORD_H
#define STEMMA_READ_JSON_RECORD_H

#include "read.h"
#include "text_signs.h"

/* Where a record stands, for the path of one that names itself nothing. */
typedef struct RecordPlace {
    const char *path;
    uint64_t line;
} RecordPlace;

/* An article, or why there is none. */
typedef struct Record {
    Article article;
    Status status; /* STEMMA_OK: an article */
    const char *reason;
    const char *remark; /* NULL, or what should be known of an article that is kept */
    size_t problem_offset; /* in the line */
    TextSigns signs; /* of the text of a JSON record: found while the text is in the cache, on all threads */
} Record;

/* line: the object's source and nothing else. All that the record points to lives in line and result. */
void json_record_read(Record *out, Bytes line, const RecordPlace *place, const ReadOptions *options, Arena *result);

#endif
