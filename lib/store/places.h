/* Places as the file has them, in code points: from byte places, back to bytes, and as JSON. */
#ifndef STEMMA_STORE_PLACES_H
#define STEMMA_STORE_PLACES_H

#include "../base/bytes.h"
#include "../base/status.h"
#include "../base/utf8.h"

StemmaSpan places_from_bytes(const CodePointIndex *index, ByteSpan bytes);
/* Never outside the text, whatever the file says: a place beyond the end becomes the end. */
ByteSpan places_to_bytes(const CodePointIndex *index, StemmaSpan span);

/* [[210,266],[300,312]] */
void places_append_json(Buffer *buffer, const CodePointIndex *index, const ByteSpan *spans, size_t span_count);

typedef struct Places {
    StemmaSpan *items;
    size_t count;
} Places;
/* Takes the numbers of the array two by two and believes nothing else: a broken list gives fewer places. */
Places places_parse_json(Bytes json, Arena *result);

/* The numbers of a JSON array of numbers, one after another. */
typedef struct Numbers {
    uint64_t *items;
    size_t count;
} Numbers;
Numbers numbers_parse_json(Bytes json, Arena *result);
void numbers_append_decimal(Buffer *buffer, uint64_t number);

/* A JSON string, with its quotation marks. */
void places_append_json_string(Buffer *buffer, Bytes text);

#endif
