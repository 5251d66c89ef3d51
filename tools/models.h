/* What makes residues similar, as the options of a search say it. */
#ifndef MODELS_H
#define MODELS_H

#include "tool.h"

struct models_request {
    const char *matrix; /* NULL: not given */
    uint32_t flags;
    const char *weights;  /* a list, a preset or a file */
    const char *motif;    /* instead of peptides */
    const char *profile;  /* a file, instead of peptides */
    const char *distance; /* "relatedness" or a file */
};

/* Whether the model takes the place of the queries. */
bool models_have_query(const struct models_request *request);

/* False, having reported, if options do not go together. */
bool models_allow(const char *verb, const struct models_request *request);

mimicry_status models_open(const struct models_request *request, mimicry_model **out_model,
                           mimicry_error *error);

#endif
