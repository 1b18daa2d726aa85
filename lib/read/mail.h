/* Mails (RFC 5322, MIME): a press release as it came. One file, one article. */
#ifndef STEMMA_READ_MAIL_H
#define STEMMA_READ_MAIL_H

#include "draft.h"

/* Whether a text begins with the headers of a mail. */
bool mail_is(Bytes start);

/* What a mail says. The text is empty where it has none that is read. */
void mail_draft(Bytes source, Draft *draft, Arena *result);

/* Reads the rest of the input as one mail. The status is the sink's. */
MUST_USE Status mail_read(ReadRun *run, Input *input, Error *error);

#endif
