/* A model from the options of the public header. */
#ifndef MIM_MODEL_CREATE_H
#define MIM_MODEL_CREATE_H

#include "model/model.h"

/* As mimicry_model_create; the options are checked here. */
mimicry_status mim_model_create(const mimicry_model_options *options, struct mimicry_model **out,
                                mimicry_error *error);

/* As mimicry_model_score. */
double mim_model_score(const struct mimicry_model *model, const char *peptide, uint32_t position,
                       char residue);

#endif
