/* Searches: all hits as columns, or only their numbers, and how surprising they are. */
#include "collect.h"
#include "hits.h"

#include <math.h>
#include <stdint.h>

/* ---- Options ---- */

void set_search_options(mimicry0_search_options *options, SEXP given, struct watch *watch)
{
    mimicry0_search_options_init(options, sizeof *options);
    options->model = object_get_or_null(list_get(given, "model"), "mimicry_model");
    options->threshold_kind = list_integer(given, "threshold_kind");
    options->threshold = list_number(given, "threshold");
    options->top = (uint64_t)list_number(given, "top");
    options->window_min = (uint32_t)list_integer(given, "window_min");
    options->window_max = (uint32_t)list_integer(given, "window_max");
    options->max_indels = (uint32_t)list_integer(given, "max_indels");
    options->threads = list_integer(given, "threads");
    options->plan = list_integer(given, "plan");
    options->instructions = list_integer(given, "instructions");
    options->only_genes = object_get_or_null(list_get(given, "only_genes"), "mimicry_genes");
    options->exclude_genes = object_get_or_null(list_get(given, "exclude_genes"), "mimicry_genes");
    if (watch != NULL) {
        options->progress = watch_ask;
        options->progress_data = watch;
    }
}

/* ---- Significance ---- */

static void finalize_significance(SEXP object)
{
    mimicry0_significance_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

static SEXP make_significance(const mimicry_index *index, const mimicry0_search_options *options)
{
    mimicry_error error = {.size = sizeof error};
    mimicry0_significance *significance = NULL;
    SEXP object = PROTECT(object_new("mimicry0_significance", finalize_significance));
    const mimicry_status status =
        mimicry0_significance_create(index, options, &significance, &error);
    R_SetExternalPtrAddr(object, significance);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    UNPROTECT(1);
    return object;
}

/* A list of p_value and evalue of scores, or mismatches, of one peptide; or, of one E-value, the
 * threshold. */
SEXP r_significance(SEXP index, SEXP options, SEXP peptide, SEXP values, SEXP evalue)
{
    static const char *names[] = {"p_value", "evalue", ""};
    mimicry_error error = {.size = sizeof error};
    mimicry0_search_options search;
    const char *word = string_get(peptide);
    set_search_options(&search, options, NULL);
    SEXP object = PROTECT(make_significance(object_get(index, "mimicry_index"), &search));
    const mimicry0_significance *significance = R_ExternalPtrAddr(object);
    SEXP out;
    mimicry_status status;
    if (evalue != R_NilValue) {
        out = PROTECT(Rf_ScalarReal(0));
        status = mimicry0_significance_threshold(significance, word, Rf_asReal(evalue), REAL(out),
                                                 &error);
    } else {
        const size_t count = (size_t)XLENGTH(values);
        out = PROTECT(Rf_mkNamed(VECSXP, names));
        double *p = column_doubles(out, 0, count), *e = column_doubles(out, 1, count);
        status =
            mimicry0_significance_values(significance, word, REAL(values), count, p, e, &error);
    }
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    finalize_significance(object);
    UNPROTECT(2);
    return out;
}

/* The p- and E-values of hits, as elements 1 and 2 of `out`. */
static void add_evalues(SEXP out, const mimicry_index *index, const char *const *peptides,
                        size_t n_peptides, const mimicry0_search_options *options,
                        const struct hit_list *list)
{
    mimicry_error error = {.size = sizeof error};
    SEXP object = PROTECT(make_significance(index, options));
    double *p = column_doubles(out, 1, list->count), *e = column_doubles(out, 2, list->count);
    const mimicry_status status = mimicry0_significance_hits(
        R_ExternalPtrAddr(object), peptides, n_peptides, (const mimicry_hit *)list->records,
        list->count, list->stride, p, e, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    finalize_significance(object);
    UNPROTECT(1);
}

/* ---- Search ---- */

static void finalize_hits(SEXP object)
{
    mimicry0_hits_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

/* The number, from 1, of each hit's distinct self-peptide. */
static SEXP group_hits(const mimicry_index *index, const struct hit_list *list)
{
    mimicry_error error = {.size = sizeof error};
    uint64_t *groups = scratch(list->count, sizeof *groups);
    const mimicry_status status = mimicry0_hits_group(
        index, (const mimicry_hit *)list->records, list->count, list->stride, groups, NULL, &error);
    if (status != MIMICRY_OK)
        raise_status(status, &error);
    SEXP numbers = PROTECT(Rf_allocVector(INTSXP, (R_xlen_t)list->count));
    for (size_t i = 0; i < list->count; i++)
        INTEGER(numbers)[i] = (int)(groups[i] + 1);
    UNPROTECT(1);
    return numbers;
}

/* A list of the hits' columns, and, where asked for, p-values, E-values and groups. */
SEXP r_search(SEXP index, SEXP peptides, SEXP options, SEXP progress)
{
    static const char *names[] = {"columns", "p_value", "evalue", "group", ""};
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_search_options search;
    mimicry0_hits *hits = NULL;
    struct watch watch;
    struct hit_list list;
    size_t count;
    const char *const *words = strings_get(peptides, &count);
    SEXP object = PROTECT(object_new("mimicry0_hits", finalize_hits));
    PROTECT(watch_begin(&watch, progress));
    set_search_options(&search, options, &watch);
    const uint64_t flank = (uint64_t)list_integer(options, "flank");
    const bool evalue = list_integer(options, "evalue") == 1;
    const bool group = list_integer(options, "group") == 1;
    const mimicry_status status = mimicry0_search(opened, words, count, &search, &hits, &error);
    R_SetExternalPtrAddr(object, hits);
    watch_end(&watch, status, &error);
    list.records = (const char *)mimicry0_hits_data(hits, &list.count, &list.stride);
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(
        out, 0, hits_columns(opened, words, &list, search.max_indels > 0 ? HITS_EDITS : 0, flank));
    if (evalue)
        add_evalues(out, opened, words, count, &search, &list);
    if (group)
        SET_VECTOR_ELT(out, 3, group_hits(opened, &list));
    finalize_hits(object);
    UNPROTECT(3);
    return out;
}

/* A matrix: peptides in the rows, numbers of mismatches in the columns. */
SEXP r_count(SEXP index, SEXP peptides, SEXP options, SEXP columns, SEXP progress)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_search_options search;
    struct watch watch;
    size_t count;
    const char *const *words = strings_get(peptides, &count);
    const int n = Rf_asInteger(columns);
    if (n < 1 || n > MIMICRY_MAX_PEPTIDE + 1)
        raise_argument("%d columns: 1 to %d were expected", n, MIMICRY_MAX_PEPTIDE + 1);
    PROTECT(watch_begin(&watch, progress));
    set_search_options(&search, options, &watch);
    uint64_t *counts = scratch(count * (size_t)n, sizeof *counts);
    const mimicry_status status =
        mimicry0_search_count(opened, words, count, &search, counts, (uint32_t)n, &error);
    watch_end(&watch, status, &error);
    SEXP out = PROTECT(Rf_allocMatrix(REALSXP, (int)count, n));
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < (size_t)n; k++)
            REAL(out)[i + k * count] = (double)counts[i * (size_t)n + k];
    }
    UNPROTECT(2);
    return out;
}

/* ---- How a search is done ---- */

static int take_explanation(void *data, const mimicry0_explanation *explanation)
{
    return collector_take(data, explanation, 1, sizeof *explanation);
}

static SEXP explanation_columns(const mimicry0_explanation *records, size_t count)
{
    static const char *names[] = {"number",      "query_start", "length",   "plan",
                                  "look_ups_ns", "planes_ns",   "lanes_ns", ""};
    SEXP out = PROTECT(Rf_mkNamed(VECSXP, names));
    double *columns[7];
    for (int i = 0; i < 7; i++)
        columns[i] = i == 3 ? NULL : column_doubles(out, i, count);
    SET_VECTOR_ELT(out, 3, Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        const mimicry0_explanation *e = &records[i];
        columns[0][i] = (double)e->query + 1;
        columns[1][i] = (double)e->query_start + 1;
        columns[2][i] = e->length;
        SET_STRING_ELT(VECTOR_ELT(out, 3), (R_xlen_t)i, Rf_mkChar(mimicry0_plan_name(e->plan)));
        columns[4][i] = isnan(e->look_ups_ns) ? NA_REAL : e->look_ups_ns;
        columns[5][i] = isnan(e->planes_ns) ? NA_REAL : e->planes_ns;
        columns[6][i] = isnan(e->lanes_ns) ? NA_REAL : e->lanes_ns;
    }
    UNPROTECT(1);
    return out;
}

SEXP r_explain(SEXP index, SEXP peptides, SEXP options)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_search_options search;
    struct collector collector;
    size_t count;
    const char *const *words = strings_get(peptides, &count);
    PROTECT(collector_begin(&collector, R_NilValue, sizeof(mimicry0_explanation)));
    set_search_options(&search, options, NULL);
    const mimicry_status status = mimicry0_search_explain(opened, words, count, &search,
                                                          take_explanation, &collector, &error);
    watch_end(&collector.watch, status, &error);
    SEXP out = explanation_columns(collector_records(&collector), collector.count);
    UNPROTECT(1);
    return out;
}

/* ---- Discontinuous epitopes ---- */

SEXP r_epitopes(SEXP index, SEXP epitopes, SEXP options, SEXP progress)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    mimicry_error error = {.size = sizeof error};
    mimicry0_epitope_options search;
    mimicry0_hits *hits = NULL;
    struct watch watch;
    struct hit_list list;
    size_t count;
    const char *const *words = strings_get(epitopes, &count);
    SEXP object = PROTECT(object_new("mimicry0_hits", finalize_hits));
    PROTECT(watch_begin(&watch, progress));
    mimicry0_epitope_options_init(&search, sizeof search);
    search.model = object_get_or_null(list_get(options, "model"), "mimicry_model");
    search.max_mismatches = (uint32_t)list_integer(options, "max_mismatches");
    search.fixed_positions = list_integer(options, "fixed_positions");
    search.threads = list_integer(options, "threads");
    search.only_genes = object_get_or_null(list_get(options, "only_genes"), "mimicry_genes");
    search.exclude_genes = object_get_or_null(list_get(options, "exclude_genes"), "mimicry_genes");
    search.progress = watch_ask;
    search.progress_data = &watch;
    const mimicry_status status =
        mimicry0_search_epitopes(opened, words, count, &search, &hits, &error);
    R_SetExternalPtrAddr(object, hits);
    watch_end(&watch, status, &error);
    list.records = (const char *)mimicry0_hits_data(hits, &list.count, &list.stride);
    SEXP out = PROTECT(hits_columns(opened, words, &list, HITS_EPITOPES, 0));
    finalize_hits(object);
    UNPROTECT(3);
    return out;
}
