/* One name, written two ways: "General Motors Co." and "GM", "Al Qaeda" and "al-Qaida", "Michigan" and "Mich." */
#ifndef STEMMA_FAMILIES_NAMES_ALIKE_H
#define STEMMA_FAMILIES_NAMES_ALIKE_H

#include "contractions.h"

/* Both rows are names and what stands around names: titles, small words. Symmetrical. */
bool names_alike(WordRow left, WordRow right);

#endif
