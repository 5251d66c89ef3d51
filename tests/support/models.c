/* Fills in the options of models. */
#include "models.h"

static mimicry_status create(mimicry_model_options options, mimicry_model **out,
                             mimicry_error *error)
{
    options.size = sizeof options;
    return mimicry_model_create(&options, out, error);
}

mimicry_status model_matrix(const char *name_or_path, uint32_t flags, mimicry_model **out,
                            mimicry_error *error)
{
    return create((mimicry_model_options){.source = name_or_path, .flags = flags}, out, error);
}

mimicry_status model_weighted(const char *opt_matrix, const double *weights, size_t n_weights,
                              mimicry_model **out, mimicry_error *error)
{
    return create(
        (mimicry_model_options){.source = opt_matrix, .weights = weights, .n_weights = n_weights},
        out, error);
}

mimicry_status model_masked(const char *opt_matrix, const char *mask, mimicry_model **out,
                            mimicry_error *error)
{
    return create((mimicry_model_options){.source = opt_matrix, .mask = mask}, out, error);
}

mimicry_status model_motif(const char *pattern, mimicry_model **out, mimicry_error *error)
{
    return create((mimicry_model_options){.kind = MIMICRY_MODEL_MOTIF, .source = pattern}, out,
                  error);
}

mimicry_status model_profile(const char *path, mimicry_model **out, mimicry_error *error)
{
    return create((mimicry_model_options){.kind = MIMICRY_MODEL_PROFILE, .source = path}, out,
                  error);
}

mimicry_status model_distance(const char *opt_parameters, const double *opt_weights,
                              size_t n_weights, mimicry_model **out, mimicry_error *error)
{
    return create((mimicry_model_options){.kind = MIMICRY_MODEL_DISTANCE,
                                          .source = opt_parameters,
                                          .weights = opt_weights,
                                          .n_weights = n_weights},
                  out, error);
}

double model_score(const mimicry_model *model, char query, char residue)
{
    const char peptide[2] = {query, '\0'};

    return mimicry_model_score(model, peptide, 0, residue);
}
