/* The news agency that an article is credited to. */
#ifndef STEMMA_READ_AGENCY_H
#define STEMMA_READ_AGENCY_H

#include "article.h"

/* Sets agency and agency_bytes from the article's text and byline; leaves them empty where no agency is credited. */
void agency_find(Article *article);

/* The written forms of agencies' names, in the order of their table; NULL behind the last. */
const char *agency_form_at(size_t index);

#endif
