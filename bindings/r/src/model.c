/* Models, and sequences and sets of genes, which searches take. */
#include "binding.h"

#include <math.h>
#include <stdint.h>

static void finalize_model(SEXP object)
{
    mimicry_model_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

static SEXP new_model(void)
{
    return object_new("mimicry_model", finalize_model);
}

/* Ends a function that makes a model. */
static SEXP settle(SEXP object, mimicry_model *model, mimicry_status status,
                   const mimicry_error *error)
{
    R_SetExternalPtrAddr(object, model);
    if (status != MIMICRY_OK)
        raise_status(status, error);
    return object;
}

SEXP r_model_matrix(SEXP name, SEXP flags)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    const char *word = string_get(name);
    const uint32_t bits = (uint32_t)Rf_asInteger(flags);
    SEXP object = PROTECT(new_model());
    const mimicry_status status = mimicry0_model_matrix(word, bits, &model, &error);
    settle(object, model, status, &error);
    UNPROTECT(1);
    return object;
}

/* Weights are numbers, or the name of a preset. */
SEXP r_model_weighted(SEXP base, SEXP weights)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    const mimicry_model *matrix = object_get_or_null(base, "mimicry_model");
    const char *preset = Rf_isString(weights) ? string_get(weights) : NULL;
    mimicry_status status;
    SEXP object = PROTECT(new_model());
    if (preset != NULL)
        status = mimicry0_model_preset(matrix, preset, &model, &error);
    else
        status = mimicry0_model_weighted(matrix, REAL(weights), (size_t)XLENGTH(weights), &model,
                                         &error);
    settle(object, model, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_model_motif(SEXP pattern)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    const char *word = string_get(pattern);
    SEXP object = PROTECT(new_model());
    const mimicry_status status = mimicry0_model_motif(word, &model, &error);
    settle(object, model, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_model_profile(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    const char *word = string_get(path);
    SEXP object = PROTECT(new_model());
    const mimicry_status status = mimicry0_model_profile(word, &model, &error);
    settle(object, model, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_model_distance(SEXP parameters, SEXP weights)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_model *model = NULL;
    const char *path = parameters == R_NilValue ? NULL : string_get(parameters);
    const bool weighted = weights != R_NilValue;
    SEXP object = PROTECT(new_model());
    const mimicry_status status =
        mimicry0_model_distance(path, weighted ? REAL(weights) : NULL,
                                weighted ? (size_t)XLENGTH(weights) : 0, &model, &error);
    settle(object, model, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_model_consensus(SEXP model)
{
    const char *letters = mimicry0_model_consensus(object_get(model, "mimicry_model"));
    return letters == NULL ? R_NilValue : string_of(letters);
}

/* The scores of all pairs of these letters, the query's in the rows. */
SEXP r_model_scores(SEXP model, SEXP letters)
{
    const mimicry_model *scores = object_get(model, "mimicry_model");
    const char *words = string_get(letters);
    const int n = (int)LENGTH(STRING_ELT(letters, 0));
    SEXP matrix = PROTECT(Rf_allocMatrix(REALSXP, n, n));
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            const double score = mimicry0_model_score(scores, words[i], words[j]);
            REAL(matrix)[i + (R_xlen_t)j * n] = isnan(score) ? NA_REAL : score;
        }
    }
    UNPROTECT(1);
    return matrix;
}

SEXP r_model_names(void)
{
    R_xlen_t count = 0;
    while (mimicry0_model_name((size_t)count) != NULL)
        count++;
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        SET_STRING_ELT(names, i, Rf_mkChar(mimicry0_model_name((size_t)i)));
    UNPROTECT(1);
    return names;
}

/* ---- Sequences ---- */

static void finalize_sequences(SEXP object)
{
    mimicry0_sequences_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

/* A named character vector of what a file holds. */
SEXP r_sequences_read(SEXP path, SEXP flags)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_sequences *sequences = NULL;
    const char *word = string_get(path);
    const uint32_t bits = (uint32_t)Rf_asInteger(flags);
    SEXP object = PROTECT(object_new("mimicry0_sequences", finalize_sequences));
    const mimicry_status status = mimicry0_sequences_read(word, bits, &sequences, &error);
    R_SetExternalPtrAddr(object, sequences);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    const R_xlen_t count = (R_xlen_t)mimicry0_sequences_count(sequences);
    SEXP letters = PROTECT(Rf_allocVector(STRSXP, count));
    SEXP ids = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        SET_STRING_ELT(letters, i, text_of(mimicry0_sequences_letters(sequences)[i]));
        SET_STRING_ELT(ids, i, text_of(mimicry0_sequences_ids(sequences)[i]));
    }
    Rf_setAttrib(letters, R_NamesSymbol, ids);
    finalize_sequences(object);
    UNPROTECT(3);
    return letters;
}

/* ---- Genes ---- */

static void finalize_genes(SEXP object)
{
    mimicry_genes_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

SEXP r_genes_create(SEXP names)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_genes *genes = NULL;
    size_t count;
    const char *const *words = strings_get(names, &count);
    SEXP object = PROTECT(object_new("mimicry_genes", finalize_genes));
    const mimicry_status status = mimicry_genes_create(words, count, &genes, &error);
    R_SetExternalPtrAddr(object, genes);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

/* The names in a file, sorted and in capitals. */
SEXP r_genes_read(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_genes *genes = NULL;
    const char *word = string_get(path);
    SEXP object = PROTECT(object_new("mimicry_genes", finalize_genes));
    const mimicry_status status = mimicry_genes_read(word, &genes, &error);
    R_SetExternalPtrAddr(object, genes);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    const R_xlen_t count = (R_xlen_t)mimicry0_genes_count(genes);
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        SET_STRING_ELT(names, i, text_of(mimicry0_genes_name(genes, (size_t)i)));
    finalize_genes(object);
    UNPROTECT(2);
    return names;
}
