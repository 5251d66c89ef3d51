/* Models, a line each. */
#ifndef MIMICRY_TESTS_MODELS_H
#define MIMICRY_TESTS_MODELS_H

#include "support.h"

mimicry_status model_matrix(const char *name_or_path, uint32_t flags, mimicry_model **out,
                            mimicry_error *error);
/* opt_matrix: its name or path, or NULL. */
mimicry_status model_weighted(const char *opt_matrix, const double *weights, size_t n_weights,
                              mimicry_model **out, mimicry_error *error);
mimicry_status model_masked(const char *opt_matrix, const char *mask, mimicry_model **out,
                            mimicry_error *error);
mimicry_status model_motif(const char *pattern, mimicry_model **out, mimicry_error *error);
mimicry_status model_profile(const char *path, mimicry_model **out, mimicry_error *error);
mimicry_status model_distance(const char *opt_parameters, const double *opt_weights,
                              size_t n_weights, mimicry_model **out, mimicry_error *error);

/* Of a plain matrix. */
double model_score(const mimicry_model *model, char query, char residue);

#endif
