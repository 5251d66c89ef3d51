/* Models: how similar two residues are. */
#include "binding.h"

#include <math.h>
#include <stdint.h>

static void finalize_model(SEXP object)
{
    mimicry_model_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

/* Weights are numbers, or text. */
SEXP r_model_create(SEXP kind, SEXP source, SEXP weights, SEXP flags, SEXP peptide)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    mimicry_model_options options = {
        .size = sizeof options,
        .kind = Rf_asInteger(kind),
        .flags = (uint32_t)Rf_asInteger(flags),
        .source = string_get_or_null(source),
        .peptide = string_get_or_null(peptide),
    };
    if (Rf_isReal(weights)) {
        options.weights = REAL(weights);
        options.n_weights = (size_t)XLENGTH(weights);
    } else {
        options.mask = string_get_or_null(weights);
    }
    SEXP object = PROTECT(object_new("mimicry_model", finalize_model));
    const mimicry_status status = mimicry_model_create(&options, &model, &error);
    R_SetExternalPtrAddr(object, model);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_model_peptide(SEXP model)
{
    const char *letters = mimicry_model_peptide(object_get(model, "mimicry_model"));
    return letters == NULL ? R_NilValue : string_of(letters);
}

SEXP r_model_remarks(SEXP model)
{
    return string_of(mimicry_model_remarks(object_get(model, "mimicry_model")));
}

/* What each of these letters (rows) scores at each position of a peptide (columns). */
SEXP r_model_scores(SEXP model, SEXP peptide, SEXP letters)
{
    const mimicry_model *opened = object_get(model, "mimicry_model");
    const char *query = string_get(peptide), *residues = string_get(letters);
    const int columns = LENGTH(STRING_ELT(peptide, 0)), rows = LENGTH(STRING_ELT(letters, 0));
    SEXP matrix = PROTECT(Rf_allocMatrix(REALSXP, rows, columns));
    for (int j = 0; j < columns; j++) {
        for (int i = 0; i < rows; i++) {
            const double score = mimicry_model_score(opened, query, (uint32_t)j, residues[i]);
            if (isnan(score))
                raise_argument("'%s' is no peptide that the model takes", query);
            REAL(matrix)[i + (R_xlen_t)j * rows] = score;
        }
    }
    UNPROTECT(1);
    return matrix;
}
