/* Published scores of pairs of peptides, and of peptides against all records of an index. */
#include "binding.h"

#include <stdint.h>

SEXP r_score_names(void)
{
    int32_t count = 0;
    while (mimicry0_score_name(count + 1) != NULL)
        count++;
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    for (int32_t i = 0; i < count; i++)
        SET_STRING_ELT(names, i, Rf_mkChar(mimicry0_score_name(i + 1)));
    UNPROTECT(1);
    return names;
}

static void finalize_scorer(SEXP object)
{
    mimicry0_scorer_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

static void make_scorer(SEXP object, int32_t method, const mimicry0_scorer_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_scorer *scorer = NULL;
    const mimicry_status status = mimicry0_scorer_create(method, options, &scorer, &error);
    R_SetExternalPtrAddr(object, scorer);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
}

/* The score of each pair; NA where one of the two is NA. */
SEXP r_score(SEXP method, SEXP a, SEXP b, SEXP model, SEXP weights, SEXP parameters)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_scorer_options options;
    const R_xlen_t count = XLENGTH(a);
    SEXP object = PROTECT(object_new("mimicry0_scorer", finalize_scorer));
    mimicry0_scorer_options_init(&options, sizeof options);
    options.model = object_get_or_null(model, "mimicry_model");
    if (weights != R_NilValue) {
        options.weights = REAL(weights);
        options.n_weights = (size_t)XLENGTH(weights);
    }
    options.parameters = parameters == R_NilValue ? NULL : string_get(parameters);
    make_scorer(object, Rf_asInteger(method), &options);
    SEXP out = PROTECT(Rf_allocVector(REALSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        SEXP x = STRING_ELT(a, i), y = STRING_ELT(b, i);
        REAL(out)[i] = NA_REAL;
        if (i % 4096 == 0)
            R_CheckUserInterrupt();
        if (x == NA_STRING || y == NA_STRING)
            continue;
        const mimicry_status status = mimicry0_scorer_pair(R_ExternalPtrAddr(object), CHAR(x),
                                                           CHAR(y), REAL(out) + i, &error);
        if (status != MIMICRY_OK)
            raise_status(status, &error);
    }
    finalize_scorer(object);
    UNPROTECT(2);
    return out;
}

/* A list of R and 1 - R. */
SEXP r_partition(SEXP index, SEXP peptides, SEXP options, SEXP progress)
{
    static const char *names[] = {"r", "rest", ""};
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_partition_options partition;
    struct watch watch;
    size_t count;
    const char *const *words = strings_get(peptides, &count);
    PROTECT(watch_begin(&watch, progress));
    mimicry0_partition_options_init(&partition, sizeof partition);
    partition.model = object_get_or_null(list_get(options, "model"), "mimicry_model");
    partition.a = list_number(options, "a");
    partition.k = list_number(options, "k");
    partition.gap_open = list_integer(options, "gap_open");
    partition.gap_extend = list_integer(options, "gap_extend");
    partition.threads = list_integer(options, "threads");
    partition.progress = watch_ask;
    partition.progress_data = &watch;
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    for (R_xlen_t i = 0; i < 2; i++)
        SET_VECTOR_ELT(out, i, Rf_allocVector(REALSXP, (R_xlen_t)count));
    const mimicry_status status =
        mimicry0_score_partition(opened, words, count, &partition, REAL(VECTOR_ELT(out, 0)),
                                 REAL(VECTOR_ELT(out, 1)), &error);
    watch_end(&watch, status, &error);
    UNPROTECT(2);
    return out;
}

SEXP r_amplitude(SEXP wild_type, SEXP mutant)
{
    const R_xlen_t count = XLENGTH(wild_type);
    SEXP out = PROTECT(Rf_allocVector(REALSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        REAL(out)[i] = mimicry0_score_amplitude(REAL(wild_type)[i], REAL(mutant)[i]);
    UNPROTECT(1);
    return out;
}
