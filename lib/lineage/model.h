/* What has been learned about derivations; model.c is written by stemma-train-derivations. */
#ifndef STEMMA_LINEAGE_MODEL_H
#define STEMMA_LINEAGE_MODEL_H

#include "features.h"

typedef struct DerivationModel {
    double weights[FEATURE_COUNT]; /* in log-odds */
    double calibration_offset; /* of the log-odds of a posterior (Platt 1999) … */
    double calibration_slope; /* … and their factor */
} DerivationModel;

extern const DerivationModel derivation_model;

#endif
