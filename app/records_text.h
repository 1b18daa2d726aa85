/* Records as people read them on a terminal. */
#ifndef STEMMA_APP_RECORDS_TEXT_H
#define STEMMA_APP_RECORDS_TEXT_H

#include <stemma/stemma.h>

#include "output.h"

void text_article(Output *output, const StemmaArticle *article);
void text_story(Output *output, const StemmaStory *story);
void text_quotation(Output *output, const StemmaQuotation *quotation);
/* words: the passage as it stands in a; NULL leaves it out */
void text_speaker(Output *output, const StemmaSpeaker *speaker);
/* One speaker's quotation: when, where, how he was called. */
void text_statement(Output *output, const StemmaQuotation *quotation);
void text_passage(Output *output, const StemmaPassage *passage, const char *words, size_t words_size);
void text_family(Output *output, const StemmaFamily *family);
void text_derivation(Output *output, const StemmaDerivation *derivation);

#endif
