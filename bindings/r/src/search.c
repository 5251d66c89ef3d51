/* Verbs: a named list of options in, a data frame out. */
#include "binding.h"

#include <math.h>
#include <stdint.h>

/* ---- Options ---- */

static mimicry_run run_of(SEXP given, struct call_watch *watch)
{
    return (mimicry_run){
        .threads = list_integer(given, "threads"),
        .plan = list_integer(given, "plan"),
        .instructions = list_integer(given, "instructions"),
        .progress = watch_ask,
        .note = watch_note,
        .data = watch,
    };
}

static void *object_of(SEXP given, const char *name, const char *kind)
{
    return object_get_or_null(list_get(given, name), kind);
}

static uint32_t list_count(SEXP given, const char *name)
{
    return (uint32_t)list_integer(given, name);
}

static mimicry_search_options search_options(SEXP given, struct call_watch *watch)
{
    return (mimicry_search_options){
        .size = sizeof(mimicry_search_options),
        .run = run_of(given, watch),
        .model = object_of(given, "model", "mimicry_model"),
        .threshold = list_number(given, "threshold"),
        .threshold_kind = list_integer(given, "threshold_kind"),
        .max_indels = list_count(given, "max_indels"),
        .top = (uint64_t)list_number(given, "top"),
        .window_min = list_count(given, "window_min"),
        .window_max = list_count(given, "window_max"),
        .positions = list_integer(given, "positions"),
        .rows = list_integer(given, "rows"),
        .columns = list_count(given, "columns"),
        .flank = list_count(given, "flank"),
        .only_genes = object_of(given, "only_genes", "mimicry_genes"),
        .exclude_genes = object_of(given, "exclude_genes", "mimicry_genes"),
        .annotations = object_of(given, "annotations", "mimicry_annotations"),
        .min_expression = list_number(given, "min_expression"),
        .alleles = string_get_or_null(list_get(given, "alleles")),
        .max_presented = list_number(given, "max_presented"),
        .levels = string_get_or_null(list_get(given, "levels")),
        .models = string_get_or_null(list_get(given, "models")),
        .order = list_integer(given, "order"),
    };
}

mimicry_screen_options screen_options(SEXP given, struct call_watch *watch)
{
    return (mimicry_screen_options){
        .size = sizeof(mimicry_screen_options),
        .run = run_of(given, watch),
        .model = object_of(given, "model", "mimicry_model"),
        .threshold = list_number(given, "threshold"),
        .threshold_kind = list_integer(given, "threshold_kind"),
        .exclude_wildtype = list_integer(given, "exclude_wildtype"),
        .top = (uint64_t)list_number(given, "top"),
        .window_min = list_count(given, "window_min"),
        .window_max = list_count(given, "window_max"),
        .exclude_own_gene = list_integer(given, "exclude_own_gene"),
        .dissimilarity = list_integer(given, "dissimilarity"),
        .exclude_paralogs = list_number(given, "exclude_paralogs"),
        .columns = list_count(given, "columns"),
        .flank = list_count(given, "flank"),
        .only_genes = object_of(given, "only_genes", "mimicry_genes"),
        .exclude_genes = object_of(given, "exclude_genes", "mimicry_genes"),
        .annotations = object_of(given, "annotations", "mimicry_annotations"),
        .min_expression = list_number(given, "min_expression"),
        .alleles = string_get_or_null(list_get(given, "alleles")),
        .max_presented = list_number(given, "max_presented"),
        .max_rank = list_number(given, "max_rank"),
        .annotate = list_integer(given, "annotate"),
        .mutated = object_of(given, "mutated", "mimicry_queries"),
        .levels = string_get_or_null(list_get(given, "levels")),
        .models = string_get_or_null(list_get(given, "models")),
        .order = list_integer(given, "order"),
    };
}

/* ---- Verbs ---- */

/* What a verb is about, and what its one table is read with. */
struct verb {
    const mimicry_index *index;
    mimicry_queries *queries;
    SEXP table;
    struct call_watch watch;
    mimicry_error error;
};

/* Protects two objects, for the verb's end. */
static void begin(struct verb *verb, SEXP index, SEXP queries, SEXP given)
{
    verb->index = object_get_or_null(index, "mimicry_index");
    verb->queries = object_get_or_null(queries, "mimicry_queries");
    verb->error = (mimicry_error){.size = sizeof verb->error};
    verb->table = PROTECT(table_new());
    PROTECT(watch_begin(&verb->watch, list_get(given, "progress")));
}

static SEXP end(struct verb *verb, mimicry_status status)
{
    watch_end(&verb->watch, status, &verb->error);
    SEXP frame = table_read(verb->table, &verb->watch);
    UNPROTECT(2);
    return frame;
}

SEXP r_search(SEXP index, SEXP queries, SEXP given)
{
    struct verb verb;
    begin(&verb, index, queries, given);
    const mimicry_search_options options = search_options(given, &verb.watch);
    return end(&verb, mimicry_search(verb.index, verb.queries, &options, table_stream(verb.table),
                                     &verb.error));
}

SEXP r_explain(SEXP index, SEXP queries, SEXP given)
{
    struct verb verb;
    begin(&verb, index, queries, given);
    const mimicry_search_options options = search_options(given, &verb.watch);
    return end(&verb, mimicry_explain(verb.index, verb.queries, &options, table_stream(verb.table),
                                      &verb.error));
}

SEXP r_shared(SEXP index, SEXP queries, SEXP given)
{
    struct verb verb;
    begin(&verb, index, queries, given);
    const mimicry_shared_options options = {
        .size = sizeof options,
        .run = run_of(given, &verb.watch),
        .min_length = (uint64_t)list_number(given, "min_length"),
        .changed = list_integer(given, "changed"),
        .only_genes = object_of(given, "only_genes", "mimicry_genes"),
        .exclude_genes = object_of(given, "exclude_genes", "mimicry_genes"),
    };
    return end(&verb, mimicry_shared(verb.index, verb.queries, &options, table_stream(verb.table),
                                     &verb.error));
}

SEXP r_along(SEXP index, SEXP queries, SEXP given)
{
    struct verb verb;
    begin(&verb, index, queries, given);
    const mimicry_along_options options = {
        .size = sizeof options,
        .run = run_of(given, &verb.watch),
        .window = list_integer(given, "window"),
        .only_genes = object_of(given, "only_genes", "mimicry_genes"),
        .exclude_genes = object_of(given, "exclude_genes", "mimicry_genes"),
    };
    return end(&verb, mimicry_along(verb.index, verb.queries, &options, table_stream(verb.table),
                                    &verb.error));
}

/* A list of the rows and, if they are asked for, the hits. */
SEXP r_screen(SEXP index, SEXP queries, SEXP given)
{
    static const char *names[] = {"rows", "hits", ""};
    struct verb verb;
    begin(&verb, index, queries, given);
    const mimicry_screen_options options = screen_options(given, &verb.watch);
    const bool wanted = list_integer(given, "hits") != 0;
    SEXP hits = PROTECT(table_new());
    SEXP both = PROTECT(Rf_mkNamed(VECSXP, names));
    const mimicry_status status =
        mimicry_screen(verb.index, verb.queries, &options, table_stream(verb.table),
                       wanted ? table_stream(hits) : NULL, &verb.error);
    watch_end(&verb.watch, status, &verb.error);
    /* In turn, so that the library keeps no more than a batch of the other. */
    while (wanted && table_next(verb.table, &verb.watch))
        table_next(hits, &verb.watch);
    if (wanted)
        SET_VECTOR_ELT(both, 1, table_read(hits, &verb.watch));
    SET_VECTOR_ELT(both, 0, table_read(verb.table, &verb.watch));
    UNPROTECT(4);
    return both;
}

/* ---- Significance ---- */

/* E-values of values, one of each peptide; NA for those that are NA. */
SEXP r_evalue(SEXP index, SEXP model, SEXP peptides, SEXP kind, SEXP values)
{
    const mimicry_index *opened = object_get(index, "mimicry_index");
    const mimicry_model *scores = object_get_or_null(model, "mimicry_model");
    const int threshold_kind = Rf_asInteger(kind);
    const R_xlen_t count = XLENGTH(values);
    SEXP evalues = PROTECT(Rf_allocVector(REALSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        const double value = REAL(values)[i];
        SEXP peptide = STRING_ELT(peptides, i);
        const bool known = peptide != NA_STRING && !ISNAN(value);
        REAL(evalues)[i] = NA_REAL;
        if (known)
            REAL(evalues)[i] = mimicry_evalue(opened, scores, CHAR(peptide), threshold_kind, value);
        if (known && isnan(REAL(evalues)[i]))
            raise_argument("'%s', %g: a peptide of the model was expected", CHAR(peptide), value);
        R_CheckUserInterrupt();
    }
    UNPROTECT(1);
    return evalues;
}

/* ---- Scores ---- */

static void finalize_scorer(SEXP object)
{
    mimicry_scorer_free(R_ExternalPtrAddr(object));
    R_ClearExternalPtr(object);
}

static SEXP scorer_new(SEXP given, struct call_watch *watch)
{
    mimicry_error error = {.size = sizeof error};
    mimicry_scorer *scorer = NULL;
    SEXP weights = list_get(given, "weights");
    const mimicry_score_options options = {
        .size = sizeof options,
        .run = run_of(given, watch),
        .model = object_of(given, "model", "mimicry_model"),
        .weights = weights == R_NilValue ? NULL : REAL(weights),
        .n_weights = weights == R_NilValue ? 0 : (size_t)XLENGTH(weights),
        .parameters = string_get_or_null(list_get(given, "parameters")),
        .method = list_integer(given, "method"),
        .gap_open = list_integer(given, "gap_open"),
        .gap_extend = list_integer(given, "gap_extend"),
        .midpoint = list_number(given, "midpoint"),
        .slope = list_number(given, "slope"),
    };
    SEXP object = PROTECT(object_new("mimicry_scorer", finalize_scorer));
    const mimicry_status status = mimicry_scorer_create(&options, &scorer, &error);
    R_SetExternalPtrAddr(object, scorer);
    watch_end(watch, status, &error);
    UNPROTECT(1);
    return object;
}

/* Scores of pairs; NA where either is NA. */
SEXP r_score_pairs(SEXP a, SEXP b, SEXP given)
{
    mimicry_error error = {.size = sizeof error};
    struct call_watch watch;
    const R_xlen_t count = XLENGTH(a);
    PROTECT(watch_begin(&watch, R_NilValue));
    SEXP scorer = PROTECT(scorer_new(given, &watch));
    SEXP scores = PROTECT(Rf_allocVector(REALSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        SEXP first = STRING_ELT(a, i), second = STRING_ELT(b, i);
        REAL(scores)[i] = NA_REAL;
        R_CheckUserInterrupt();
        if (first == NA_STRING || second == NA_STRING)
            continue;
        const mimicry_status status =
            mimicry_scorer_pair(object_get(scorer, "mimicry_scorer"), CHAR(first), CHAR(second),
                                &REAL(scores)[i], &error);
        if (status != MIMICRY_OK)
            raise_status(status, &error);
    }
    UNPROTECT(3);
    return scores;
}

SEXP r_score_table(SEXP index, SEXP queries, SEXP given)
{
    struct verb verb;
    begin(&verb, index, queries, given);
    SEXP scorer = PROTECT(scorer_new(given, &verb.watch));
    const mimicry_status status =
        mimicry_scorer_table(object_get(scorer, "mimicry_scorer"), verb.index, verb.queries,
                             table_stream(verb.table), &verb.error);
    SEXP frame = end(&verb, status);
    UNPROTECT(1);
    return frame;
}
