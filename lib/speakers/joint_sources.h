/* Several who speak as one: "Doe and Roe said", and "they" who stand for them. */
#ifndef STEMMA_SPEAKERS_JOINT_SOURCES_H
#define STEMMA_SPEAKERS_JOINT_SOURCES_H

#include "pronouns.h"

/* Who speaks besides the first; entities until the collection's speakers are known. */
typedef struct JointSources {
    uint32_t items[QUOTATION_JOINT_MAX];
    uint32_t count;
} JointSources;

/* Those a source names besides `first`, joined to it by "and" or in a list. */
JointSources joint_sources_find(const Discourse *discourse, WordSpan source, uint32_t first);

/*
 * Two or more whom the sentences just before `word` name together, "Doe and Roe met on Monday. They said": the first is
 * the answer, the others go to *others.
 */
Answer joint_sources_before(const Discourse *discourse, uint32_t word, JointSources *others);

#endif
