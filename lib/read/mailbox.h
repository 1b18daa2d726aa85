/* Mailboxes: many mails in one file, each an article. */
#ifndef STEMMA_READ_MAILBOX_H
#define STEMMA_READ_MAILBOX_H

#include "draft.h"

/* Reads the rest of the input as mails, each behind its line "From ...". The status is the sink's. */
MUST_USE Status mailbox_read(ReadRun *run, Input *input, Error *error);

#endif
