/* Archives of files: zip and tar. Each member is read as a file of its own would be. */
#ifndef STEMMA_READ_ARCHIVE_H
#define STEMMA_READ_ARCHIVE_H

#include "report.h"

/* Reads one file; the status is the sink's. */
typedef Status (*ArchiveMemberReader)(ReadRun *run, Input *input, Error *error);

/* Reads the rest of the input as an archive whose members go to read_member. The status is the sink's. */
MUST_USE Status archive_read(ReadRun *run, Input *input, ArchiveMemberReader read_member, Error *error);

#endif
