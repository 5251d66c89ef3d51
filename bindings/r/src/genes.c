/* Sets of genes, and annotations: what is known of genes and peptides. */
#include "binding.h"

static void finalize_genes(SEXP object)
{
    mimicry_genes_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

static SEXP settle(SEXP object, mimicry_genes *genes, mimicry_status status,
                   const mimicry_error *error)
{
    R_SetExternalPtrAddr(object, genes);
    if (status != MIMICRY_OK)
        raise_status(status, error);
    return object;
}

SEXP r_genes_create(SEXP names)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_genes *genes = NULL;
    size_t count;
    const char *const *words = strings_get(names, &count);
    SEXP object = PROTECT(object_new("mimicry_genes", finalize_genes));
    const mimicry_status status = mimicry_genes_create(words, count, &genes, &error);
    settle(object, genes, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_genes_read(SEXP path)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_genes *genes = NULL;
    const char *word = string_get(path);
    SEXP object = PROTECT(object_new("mimicry_genes", finalize_genes));
    const mimicry_status status = mimicry_genes_read(word, &genes, &error);
    settle(object, genes, status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_genes_has(SEXP genes, SEXP names)
{
    const mimicry_genes *opened = object_get(genes, "mimicry_genes");
    const R_xlen_t count = XLENGTH(names);
    SEXP found = PROTECT(Rf_allocVector(LGLSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        SEXP name = STRING_ELT(names, i);
        LOGICAL(found)[i] = name != NA_STRING && mimicry_genes_has(opened, CHAR(name));
    }
    UNPROTECT(1);
    return found;
}

/* ---- Annotations ---- */

static void finalize_annotations(SEXP object)
{
    mimicry_annotations_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

SEXP r_annotations_create(void)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_annotations *annotations = NULL;
    SEXP object = PROTECT(object_new("mimicry_annotations", finalize_annotations));
    const mimicry_status status = mimicry_annotations_create(&annotations, &error);
    R_SetExternalPtrAddr(object, annotations);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

SEXP r_annotations_add(SEXP annotations, SEXP kind, SEXP source)
{
    mimicry_error error = {.size = sizeof error};
    const mimicry_status status =
        mimicry_annotations_add(object_get(annotations, "mimicry_annotations"), Rf_asInteger(kind),
                                string_get_or_null(source), &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    return annotations;
}

SEXP r_annotations_table(SEXP annotations, SEXP kind, SEXP names)
{
    mimicry_error error = {.size = sizeof error};
    struct call_watch watch;
    size_t count;
    const mimicry_annotations *opened = object_get(annotations, "mimicry_annotations");
    const char *const *words = strings_get(names, &count);
    SEXP table = PROTECT(table_new());
    PROTECT(watch_begin(&watch, R_NilValue));
    const mimicry_status status = mimicry_annotations_table(opened, Rf_asInteger(kind), words,
                                                            count, table_stream(table), &error);
    watch_end(&watch, status, &error);
    SEXP frame = table_read(table, &watch);
    UNPROTECT(2);
    return frame;
}
