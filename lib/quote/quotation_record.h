/*
 * Records of what the quote stage finds in an article: bytes from which a later run takes it instead of finding it again.
 * Whoever keeps them keeps beside each what else the stage went by: its version, QuotationOptions.reach and
 * per_article_max.
 */
#ifndef STEMMA_QUOTE_QUOTATION_RECORD_H
#define STEMMA_QUOTE_QUOTATION_RECORD_H

#include "quotation.h"

/* The article that a record is made of, or read for. */
typedef struct RecordedArticle {
    const Text *text;
    uint32_t index; /* in the corpus: Quotation.article */
    uint32_t quotations_max; /* of one article */
    bool other_language; /* known not to be English */
} RecordedArticle;

/*
 * Quotations as they leave the stage: nobody has filled in speakers or families. The empty run where no record can say
 * what was found.
 */
Bytes quotation_record_write(const RecordedArticle *article, const QuotedSpans *quoted, const Quotations *found,
                             Arena *result, Arena scratch);

/*
 * False, and nothing is known of the article, where the record is of another one, or is not what the stage could have
 * found in it. A record may come from anybody.
 */
bool quotation_record_read(Bytes record, const RecordedArticle *article, QuotedSpans *quoted, Quotations *found,
                           Arena *result);

#endif
