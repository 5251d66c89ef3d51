/* Tables of expression, of organs and of binders, and what they say of genes and peptides. */
#include "hits.h"

#include <math.h>
#include <string.h>

static void finalize_expression(SEXP object)
{
    mimicry0_expression_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

SEXP r_expression_read(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_expression *expression = NULL;
    const char *word = string_get(path);
    SEXP object = PROTECT(object_new("mimicry0_expression", finalize_expression));
    const mimicry_status status = mimicry0_expression_read(word, &expression, &error);
    R_SetExternalPtrAddr(object, expression);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

static void finalize_organs(SEXP object)
{
    mimicry0_organs_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

SEXP r_organs_read(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_organs *organs = NULL;
    const char *word = path == R_NilValue ? NULL : string_get(path);
    SEXP object = PROTECT(object_new("mimicry0_organs", finalize_organs));
    const mimicry_status status = mimicry0_organs_read(word, &organs, &error);
    R_SetExternalPtrAddr(object, organs);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

static void finalize_binders(SEXP object)
{
    mimicry0_binders_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

SEXP r_binders_read(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_binders *binders = NULL;
    const char *word = string_get(path);
    SEXP object = PROTECT(object_new("mimicry0_binders", finalize_binders));
    const mimicry_status status = mimicry0_binders_read(word, &binders, &error);
    R_SetExternalPtrAddr(object, binders);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_tissue_names(SEXP expression)
{
    const mimicry0_expression *levels = object_get(expression, "mimicry0_expression");
    const R_xlen_t count = (R_xlen_t)mimicry0_expression_tissues(levels);
    SEXP names = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        SET_STRING_ELT(names, i, text_of(mimicry0_expression_tissue(levels, (size_t)i)));
    UNPROTECT(1);
    return names;
}

/* Which tissues the organs do not have: a truth for each. */
SEXP r_unmapped(SEXP expression, SEXP organs)
{
    const mimicry0_expression *levels = object_get(expression, "mimicry0_expression");
    const mimicry0_organs *systems = object_get(organs, "mimicry0_organs");
    const R_xlen_t count = (R_xlen_t)mimicry0_expression_tissues(levels);
    SEXP out = PROTECT(Rf_allocVector(LGLSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        const char *tissue = mimicry0_expression_tissue(levels, (size_t)i);
        LOGICAL(out)[i] = mimicry0_organs_system(systems, tissue) == NULL;
    }
    UNPROTECT(1);
    return out;
}

/* ---- Genes ---- */

static SEXP words_of(const mimicry0_expression *levels, const mimicry0_organs *organs,
                     const char *gene, double floor, int32_t what)
{
    mimicry_error error = {.size = sizeof error};
    const void *top = vmaxget();
    size_t length;
    mimicry_status status =
        mimicry0_expression_text(levels, organs, gene, floor, what, NULL, 0, &length, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    char *text = scratch(length + 1, 1);
    status =
        mimicry0_expression_text(levels, organs, gene, floor, what, text, length + 1, NULL, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    SEXP words = text_of(text);
    vmaxset(top);
    return words;
}

/* expression tissues vital organs of genes, "" being none; the last two need organs. */
SEXP r_gene_tissues(SEXP expression, SEXP organs, SEXP genes, SEXP floor)
{
    static const char *names[] = {"expression", "tissues", "vital", "organs", ""};
    const mimicry0_expression *levels = object_get(expression, "mimicry0_expression");
    const mimicry0_organs *systems = object_get_or_null(organs, "mimicry0_organs");
    const double least = Rf_asReal(floor);
    size_t count;
    const char *const *words = strings_get(genes, &count);
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    double *highest = column_doubles(out, 0, count);
    for (int what = MIMICRY_TEXT_TISSUES; what <= MIMICRY_TEXT_ORGANS; what++) {
        if (what == MIMICRY_TEXT_TISSUES || systems != NULL)
            SET_VECTOR_ELT(out, what, Rf_allocVector(STRSXP, (R_xlen_t)count));
    }
    for (size_t i = 0; i < count; i++) {
        mimicry_error error = {.size = sizeof error};
        mimicry0_expression_summary summary = {.size = sizeof summary};
        const mimicry_status status =
            mimicry0_expression_summarize(levels, words[i], least, &summary, NULL, &error);
        if (status != MIMICRY_OK)
            raise_status(status, &error);
        highest[i] = isnan(summary.highest) ? NA_REAL : summary.highest;
        for (int what = MIMICRY_TEXT_TISSUES; what <= MIMICRY_TEXT_ORGANS; what++) {
            if (VECTOR_ELT(out, what) != R_NilValue)
                SET_STRING_ELT(VECTOR_ELT(out, what), (R_xlen_t)i,
                               words_of(levels, systems, words[i], least, what));
        }
    }
    UNPROTECT(1);
    return out;
}

/* ---- Peptides ---- */

/* allele and rank of the best row of each peptide; NA where there is none. */
SEXP r_peptide_binders(SEXP binders, SEXP peptides)
{
    static const char *names[] = {"allele", "rank", ""};
    const mimicry0_binders *table = object_get(binders, "mimicry0_binders");
    size_t count;
    const char *const *words = strings_get(peptides, &count);
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(out, 0, Rf_allocVector(STRSXP, (R_xlen_t)count));
    double *ranks = column_doubles(out, 1, count);
    for (size_t i = 0; i < count; i++) {
        const mimicry0_binder *best = mimicry0_binders_find(table, words[i], NULL, NULL);
        SET_STRING_ELT(VECTOR_ELT(out, 0), (R_xlen_t)i,
                       text_or_na(best == NULL ? NULL : best->allele));
        ranks[i] = best == NULL || isnan(best->rank) ? NA_REAL : best->rank;
    }
    UNPROTECT(1);
    return out;
}
