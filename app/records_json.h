/* One JSON line for each kind of record: the contract that scripts rely on. */
#ifndef STEMMA_APP_RECORDS_JSON_H
#define STEMMA_APP_RECORDS_JSON_H

#include <stemma/stemma.h>

#include "json.h"

void json_article(Json *json, const StemmaArticle *article);
void json_quotation(Json *json, const StemmaQuotation *quotation);
/* The same with the article's date and outlet. */
void json_statement(Json *json, const StemmaQuotation *quotation);
void json_speaker(Json *json, const StemmaSpeaker *speaker);
/* "grounds", in words and numbers; null but for reworded passages. */
void json_grounds(Json *json, const StemmaGrounds *grounds);
void json_reworded_pair(Json *json, const StemmaRewordedPair *pair);
void json_passage(Json *json, const StemmaPassage *passage);
void json_family(Json *json, const StemmaFamily *family);
void json_story(Json *json, const StemmaStory *story);
void json_derivation(Json *json, const StemmaDerivation *derivation);

/* The fields alone, in an object begun by the caller; of an article without its text. */
void json_article_fields(Json *json, const StemmaArticle *article);
/* The dates its text speaks of: computed, not stored, so they come with the text. */
void json_article_dates(Json *json, const StemmaArticle *article);
void json_quotation_fields(Json *json, const StemmaQuotation *quotation);
void json_speaker_fields(Json *json, const StemmaSpeaker *speaker);
void json_family_fields(Json *json, const StemmaFamily *family);
void json_story_fields(Json *json, const StemmaStory *story);
void json_derivation_fields(Json *json, const StemmaDerivation *derivation);

#endif
